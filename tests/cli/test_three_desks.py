"""Three officers hand children over by files: what each is told afterwards, over real stores and days."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.support.commands import Iro, Printed

BELL, HUGHES, SMITH = "Anna Bell", "D. Hughes", "Cara Smith"
REFS = ("K-100", "K-101", "K-102", "K-103")


class Desk(NamedTuple):
    """One officer's store, and what is typed there."""

    name: str
    run: Callable[..., Printed]
    folder: Path

    def __call__(self, *words: str, on: str, code: int = 0) -> Printed:
        printed = self.run(*words, today=on)
        assert printed.code == code, printed
        return printed

    def gives(self, to: Desk, on: str, *refs: str, why: str = "", until: str = "") -> Path:
        """A file for a colleague, not sent yet."""
        how = [*(("--why", why) if why else ()), *(("--until", until) if until else ())]
        file = self.folder / f"{self.name[0]}{len(list(self.folder.iterdir()))}.iro"
        self("hand-over", *refs, "--to", to.name, *how, "-o", str(file), "--yes", on=on)
        return file

    def takes(self, file: Path, on: str) -> str:
        """The receipt of a file that is taken in."""
        return str(self("receive", str(file), "--yes", "--json", on=on).json["receipt"])

    def hands(self, to: Desk, on: str, *refs: str, why: str = "", until: str = "") -> None:
        """Handed over, taken in and confirmed on one day."""
        code = to.takes(self.gives(to, on, *refs, why=why, until=until), on)
        self("hand-over", "--confirm", code, on=on)

    def listed(self, on: str) -> dict[str, Any]:
        """Whose each child on the caseload is."""
        return {row["ref"]: row["whose"] for row in self("caseload", "--json", on=on).json["children"]}

    def asked(self, on: str) -> list[str]:
        """What Today asks between colleagues."""
        rows = self("today", "--json", on=on).json["duties"]
        return [f"{row['what']}: {row['place']}" for row in rows if row["kind"] in SHARED]


SHARED = ("receipt", "differing", "give_back", "not_back")


@pytest.fixture
def desks(iro: Iro, _empty_once: Path, tmp_path: Path) -> tuple[Desk, Desk, Desk]:
    """Three officers who know each other's cards; the first has four children."""

    def desk(name: str) -> Desk:
        folder, files = tmp_path / name, tmp_path / f"files of {name}"
        shutil.copytree(_empty_once, folder)
        files.mkdir()
        one = Desk(name, lambda *words, today: iro(*words, "--store", str(folder), today=today), files)
        one("person", "card", "--name", name, "-o", str(tmp_path / f"{name}.iro-card"), on="2026-11-20")
        return one

    every = desk(BELL), desk(HUGHES), desk(SMITH)
    for one in every:
        for other in every:
            if other is not one:
                one("person", "add", str(tmp_path / f"{other.name}.iro-card"), "--yes", on="2026-11-20")
    for ref in REFS:
        every[0]("do", "child", "--ref", ref, "--since", "2026-05-01", "--born", "2015-05-05", on="2026-11-20")
    return every


def behind(desk: Desk, figure: str, first: str, last: str, on: str) -> tuple[float, list[str]]:
    """A figure of some days, and the references of the children behind it."""
    printed = desk("figures", "--only", figure, "--from", first, "--to", last, "--children", "--json", on=on).json
    (one,) = [each for each in printed["figures"] if each["id"] == figure]
    return one["numerator"], sorted(one["children"])


def test_figures_count_whom_the_officer_held_on_the_day_and_no_child_twice(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, smith = desks
    for ref in REFS[:3]:
        bell("do", "past_review", ref, "--on", "2026-08-03", on="2026-11-20")
    bell.hands(hughes, "2026-11-20", *REFS[:3], why="cover", until="2026-11-27")
    bell.hands(hughes, "2026-12-02", *REFS[:2], why="cover", until="2026-12-11")
    bell.hands(smith, "2026-12-02", "K-102", why="transfer")
    days = {"first": "2026-12-03", "last": "2026-12-04", "on": "2026-12-04"}
    assert behind(bell, "children_looked_after", **days) == (3, ["K-100", "K-101", "K-103"])
    assert behind(hughes, "children_looked_after", **days) == (0, [])
    assert behind(smith, "children_looked_after", **days) == (1, ["K-102"])
    quarter = {"first": "2026-07-01", "last": "2026-09-30", "on": "2026-12-04"}
    assert behind(bell, "reviews_held", **quarter) == (3, ["K-100", "K-101", "K-102"])
    assert behind(hughes, "reviews_held", **quarter) == behind(smith, "reviews_held", **quarter) == (0, [])
    sheets = [desk("supervision", on="2026-12-04").out for desk in desks]
    assert "3 looked after of 50-70 (was 4), 2 with a colleague" in sheets[0]
    assert "2 looked after of 50-70 (was 0), 2 covered" in sheets[1]
    assert "1 looked after of 50-70 (was 0)" in sheets[2]
    told = hughes(
        "figures", "--only", "children_looked_after", "--from", "2026-12-03", "--to", "2026-12-04", on="2026-12-04"
    )
    assert "2 of 2 children: covered for a colleague; left out." in told.out
