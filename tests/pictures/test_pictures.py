"""The pictures in screens/ are what the app shows: one that differs, is missing or is left over fails."""

from __future__ import annotations

import difflib
import os
import re
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from iro_tui.caseload import opening
from iro_tui.clock import clock
from iro_tui.tui.app import IroApp, Launch
from tests.pictures.gallery import EMPTY, FILLED, LOCKED, PICTURES, Picture
from tests.support import TODAY
from tests.support.driving import drive, shown
from tests.support.returns import make_return
from tests.support.stores import make_store, open_store

ROOT = Path(__file__).resolve().parents[2]
SCREENS = ROOT / "screens"
FAILED = ROOT / "pictures-failed"
MOMENT = datetime(2026, 11, 20, 10, 15, tzinfo=UTC)
"""When what stands in the journal was done."""
RETURN = {
    "header": "1001,M,05/06/2015,WBRI,,,\n1002,F,11/02/2012,WBRI,,,\n1003,F,31/02/2014,WBRI,,,\n",
    "episodes": "1001,07/09/2026,S,V2,N1,U6,PR1,,,,,,\n1002,03/03/2025,P,C2,N1,K2,PR4,,,,,,\n"
    "1003,05/01/2026,S,XX,N1,U4,PR1,,,,,,\n",
    "reviews": "1001,05/06/2015,01/10/2026,PN1\n1001,05/06/2015,07/12/2026,PN1\n1002,11/02/2012,12/08/2026,PN0\n",
}


@pytest.fixture(scope="module")
def _sample_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "store"
    with clock(lambda: MOMENT):
        make_store(folder, children=130)
    return folder


@pytest.fixture
def sample(_sample_once: Path, tmp_path: Path) -> Path:
    """A made-up caseload, each picture its own: what one does no other sees."""
    return Path(shutil.copytree(_sample_once, tmp_path / "sample"))


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()
    monkeypatch.setattr(opening, "suggest_passphrase", lambda: "violet-harbour-kettle-meadow-lantern")
    with clock(lambda: MOMENT):
        yield
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


def taken(
    picture: Picture, sample: Path, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[str, str]:
    """The picture as SVG, and what stands on it as text."""
    if picture.store == FILLED:
        way = Launch(None, TODAY, lambda: open_store(sample))
    elif picture.store == EMPTY:
        make_return(tmp_path / "return", **RETURN)
        monkeypatch.chdir(tmp_path)
        way = Launch(None, TODAY, lambda: open_store(store))
    elif picture.store == LOCKED:
        way = Launch(store, TODAY)
    else:
        way = Launch(Path("~/iro-tui"), TODAY)
    svg: list[str] = []

    async def steps(pilot: object, app: IroApp) -> None:
        app.theme = picture.theme
        await picture.steps(pilot, app)  # type: ignore[arg-type]
        # Taken when nothing has moved for some turns: scrollbars settle after the text does.
        still = 0
        last = ""
        while still < 5:
            await pilot.pause(0.02)  # type: ignore[attr-defined]
            now = normal(app.export_screenshot(simplify=True), picture.name)
            still, last = (still + 1, last) if now == last else (0, now)
        svg.extend((last, shown(app)))

    drive(way, steps, picture.size)
    return svg[0], svg[1]


def normal(svg: str, name: str) -> str:
    """The same bytes wherever it is taken: no chance ids, and no fonts from elsewhere."""
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r"terminal-\d+-", f"{name}-", svg)
    svg = svg.replace("Fira Code, monospace", "monospace").replace('font-family: "Fira Code"', "font-family: monospace")
    return "\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n"


def words(svg: str) -> list[str]:
    return re.findall(r">([^<]+)</text>", svg.replace("&#160;", " "))


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_picture(
    picture: Picture,
    sample: Path,
    store: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    svg, text = taken(picture, sample, store, tmp_path, monkeypatch)
    assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", svg), "a picture fetches nothing"
    file = SCREENS / f"{picture.name}.svg"
    if request.config.getoption("--update-screens", default=False):
        file.write_text(svg, encoding="utf-8", newline="\n")
        return
    assert file.exists(), f"{file.name} is missing: make pictures"
    before = file.read_text(encoding="utf-8")
    if svg != before:
        FAILED.mkdir(exist_ok=True)
        (FAILED / file.name).write_text(svg, encoding="utf-8", newline="\n")
        (FAILED / f"{picture.name}.txt").write_text(text, encoding="utf-8", newline="\n")
        changed = list(difflib.unified_diff(words(before), words(svg), lineterm="", n=0))[2:42]
        pytest.fail(f"{file.name} has changed (the new one is in {FAILED.name}):\n" + "\n".join(changed or ["colours"]))


def test_no_picture_is_left_over(request: pytest.FixtureRequest) -> None:
    wanted = {f"{picture.name}.svg" for picture in PICTURES}
    for name in {path.name for path in SCREENS.glob("*.svg")} - wanted:
        if request.config.getoption("--update-screens", default=False):
            (SCREENS / name).unlink()
        else:
            pytest.fail(f"{name} shows no screen of the gallery: make pictures")


def test_the_index_lists_every_picture(request: pytest.FixtureRequest) -> None:
    lines = [
        "# Pictures of the screens",
        "",
        "Taken from the running app over a made-up caseload on one day by `make pictures`; the tests compare them.",
        "Nothing here is code.",
        "",
        "| picture | shows | size |",
        "| --- | --- | --- |",
        *(f"| [{p.name}]({p.name}.svg) | {p.shows} | {p.size[0]}×{p.size[1]} |" for p in PICTURES),
        "",
    ]
    index = SCREENS / "README.md"
    if request.config.getoption("--update-screens", default=False):
        index.write_text("\n".join(lines), encoding="utf-8", newline="\n")
    assert index.read_text(encoding="utf-8") == "\n".join(lines), "make pictures"


def test_the_gallery_is_of_one_day() -> None:
    assert date(2026, 11, 20) == TODAY
    assert "NO_COLOR" not in os.environ
