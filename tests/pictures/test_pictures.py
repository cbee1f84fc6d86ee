"""Cells and gallery are what the app shows: a picture that differs, is missing or is left over fails."""

from __future__ import annotations

import difflib
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from textual.pilot import Pilot

from iro_tui.caseload import opening
from iro_tui.clock import clock
from iro_tui.tui.app import IroApp, Launch
from tests.pictures.dump import dump
from tests.pictures.gallery import EMPTY, FILLED, GALLERY, LOCKED, NONE, PICTURES, SERVICE, Picture
from tests.support import TODAY
from tests.support.driving import drive, strips
from tests.support.returns import make_return
from tests.support.stores import make_store, open_store

ROOT = Path(__file__).resolve().parents[2]
SCREENS = ROOT / "screens"
CELLS = Path(__file__).parent / "cells"
FAILED = ROOT / "pictures-failed"
MOMENT = datetime(2026, 11, 20, 10, 15, tzinfo=UTC)
"""When what stands in the journal was done."""
CHILDREN = {FILLED: 130, SERVICE: 400}
RETURN = {
    "header": "1001,M,05/06/2015,WBRI,,,\n1002,F,11/02/2012,WBRI,,,\n1003,F,31/02/2014,WBRI,,,\n",
    "episodes": "1001,07/09/2026,S,V2,N1,U6,PR1,,,,,,\n1002,03/03/2025,P,C2,N1,K2,PR4,,,,,,\n"
    "1003,05/01/2026,S,XX,N1,U4,PR1,,,,,,\n",
    "reviews": "1001,05/06/2015,01/10/2026,PN1\n1001,05/06/2015,07/12/2026,PN1\n1002,11/02/2012,12/08/2026,PN0\n",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The store of each kind, made when the first picture wants it."""

    @cache
    def make(kind: str) -> Path:
        folder = tmp_path_factory.mktemp(kind) / "store"
        with clock(lambda: MOMENT):
            make_store(folder, CHILDREN.get(kind, 0), service=kind == SERVICE)
        return folder

    return make


@pytest.fixture
def folder(picture: Picture, made: Callable[[str], Path], tmp_path: Path) -> Path:
    """The store of a picture, its own: what one does no other sees."""
    return tmp_path / "none" if picture.store == NONE else Path(shutil.copytree(made(picture.store), tmp_path / "own"))


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("IRO_SETTINGS", "/home/officer/.config/iro-tui")
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()
    monkeypatch.setattr(opening, "suggest_passphrase", lambda: "violet-harbour-kettle-meadow-lantern")
    with clock(lambda: MOMENT):
        yield
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


class Look(NamedTuple):
    """What a screen looks like: its cells (see dump.py), and as SVG if the gallery shows it."""

    cells: str
    svg: str


def taken(picture: Picture, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: str) -> Look:
    """The picture, taken from the running app once it is as wanted, or else when it has not moved for long."""
    if picture.store == NONE:
        way = Launch(Path("~/iro-tui"), TODAY)
    elif picture.store == LOCKED:
        way = Launch(folder, TODAY)
    else:
        way = Launch(None, TODAY, lambda: open_store(folder))
    if picture.store == EMPTY:
        make_return(tmp_path / "return", **RETURN)
        monkeypatch.chdir(tmp_path)
    looks: list[Look] = []

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        app.theme = picture.theme
        await picture.steps(pilot, app)
        # Taken when nothing has moved for some turns: scrollbars settle after the text does. On a busy machine a form
        # stands a while before what is under it is drawn, and before what Enter will do is worked out.
        still, last, before = 0, "", strips(app)[:0]
        while still < (5 if last == wanted else 100):
            await pilot.pause(0.02)
            now = strips(app)
            look = last if now == before else dump(app)
            still, last, before = (still + 1 if look == last else 0), look, now
        svg = normal(app.export_screenshot(simplify=True), picture.name) if picture in GALLERY else ""
        looks.append(Look(last, svg))

    drive(way, steps, picture.size)
    return looks[0]


def normal(svg: str, name: str) -> str:
    """The same bytes wherever it is taken: no chance ids, and no fonts from elsewhere."""
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r"terminal-\d+-", f"{name}-", svg)
    svg = svg.replace("Fira Code, monospace", "monospace").replace('font-family: "Fira Code"', "font-family: monospace")
    return "\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n"


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether the pictures are taken anew."""
    return bool(request.config.getoption("--update-screens", default=False))


def keep_or_compare(file: Path, now: str, update: bool) -> None:
    """Write the file anew, or fail with the differences and leave what it is now in pictures-failed/."""
    if update:
        file.write_text(now, encoding="utf-8", newline="\n")
        return
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    if now != before:
        FAILED.mkdir(exist_ok=True)
        (FAILED / file.name).write_text(now, encoding="utf-8", newline="\n")
        changed = list(difflib.unified_diff(before.splitlines(), now.splitlines(), lineterm="", n=0))[2:]
        lines = "\n".join(line[:220] for line in changed[:60])
        pytest.fail(f"{file.name} is missing or has changed (it is now as in {FAILED.name}/; make pictures):\n{lines}")


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_picture(picture: Picture, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update: bool) -> None:
    cells = CELLS / f"{picture.name}.txt"
    wanted = cells.read_text(encoding="utf-8") if cells.exists() else ""
    look = taken(picture, folder, tmp_path, monkeypatch, wanted)
    keep_or_compare(cells, look.cells, update)
    if picture in GALLERY:
        assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", look.svg), "a picture fetches nothing"
        keep_or_compare(SCREENS / f"{picture.name}.svg", look.svg, update)


def test_no_picture_is_left_over(update: bool) -> None:
    wanted = {SCREENS / f"{picture.name}.svg" for picture in GALLERY}
    wanted |= {CELLS / f"{picture.name}.txt" for picture in PICTURES}
    for file in {*SCREENS.glob("*.svg"), *CELLS.glob("*.txt")} - wanted:
        if update:
            file.unlink()
        else:
            pytest.fail(f"{file.name} shows no screen of the gallery: make pictures")


def test_the_index_lists_the_gallery(update: bool) -> None:
    lines = [
        "# Pictures of the screens",
        "",
        "One of each screen and form, at 120×36, over a made-up caseload on one day; taken by `make pictures`.",
        "The tests compare them, and the cells of every other state, size and theme in `tests/pictures/cells/`.",
        "",
        "| picture | shows |",
        "| --- | --- |",
        *(f"| [{picture.name}]({picture.name}.svg) | {picture.shows} |" for picture in GALLERY),
        "",
    ]
    keep_or_compare(SCREENS / "README.md", "\n".join(lines), update)


def test_the_gallery_is_of_one_day() -> None:
    assert date(2026, 11, 20) == TODAY
    assert "NO_COLOR" not in os.environ
