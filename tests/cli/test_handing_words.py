"""What a hand-over says where little was typed, or what was typed is only nearly a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desks import Desk

Desks = tuple[Desk, Desk, Desk]


def test_of_what_goes_back_the_colleague_is_known(desks: Desks, tmp_path: Path) -> None:
    bell, hughes, _ = desks
    bell.hands(hughes, "2026-11-20", "K-100", "K-101", why="cover", until="2026-11-25")
    assert "There is no name" in bell("hand-over", "K-103", "-o", str(tmp_path), on="2026-11-23", code=1).err
    for on, refs in (("2026-11-23", ["K-100"]), ("2026-11-28", ["K-101"])):
        file = tmp_path / f"{on}.iro"
        told = hughes("hand-over", *refs, "-o", str(file), "--yes", on=on)
        assert f"Hand {refs[0]} back to Anna Bell." in told.err
        bell.takes(file, on)


@pytest.mark.parametrize("typed", ["Hughes", "hughes", "D Hughes", "Hughes, D."])
def test_part_of_a_colleagues_name_is_not_taken_for_somebody_else(desks: Desks, tmp_path: Path, typed: str) -> None:
    bell, _, _ = desks
    words = ("hand-over", "K-100", "--why", "transfer", "-o", str(tmp_path / "new.iro"), "--yes", "--to")
    told = " ".join(bell(*words, typed, on="2026-11-20", code=1).err.split())
    assert f"{typed} is nobody known, D. Hughes is: give the whole name of who is meant. Nothing was written." in told
    assert not (tmp_path / "new.iro").exists()
    assert "Jane Hughes" in bell(*words, "Jane Hughes", on="2026-11-20").out


def test_a_name_that_may_be_a_slip_of_a_colleagues_is_said_before(desks: Desks, tmp_path: Path) -> None:
    bell, _, _ = desks
    words = ("hand-over", "K-100", "--why", "transfer", "-o", str(tmp_path / "new.iro"), "--to")
    told = " ".join(bell(*words, "Cara Smyth", on="2026-11-20", code=1).err.split())
    assert "Cara Smyth is nobody known yet, Cara Smith is: look at the name again." in told
    assert "nobody known" not in bell(*words, "Ruth Okafor", on="2026-11-20", code=1).err


@pytest.mark.parametrize("place", ["none/new.iro", "file/new.iro", "there.iro", "new.txt"])
def test_a_place_where_no_file_can_be_is_said_before_anything_is_asked(
    desks: Desks, tmp_path: Path, place: str
) -> None:
    bell, _, _ = desks
    (tmp_path / "file").write_text("no folder")
    (tmp_path / "there.iro").write_text("another one")
    words = ("hand-over", "K-100", "--to", "D. Hughes", "--why", "transfer", "-o", str(tmp_path / place))
    told = " ".join(bell(*words, on="2026-11-20", code=1).err.split())
    assert "Nothing was written." in told
    assert "Hand K-100 to" not in told
    assert bell.asked("2026-11-20") == []


def test_what_is_covered_goes_back_to_whom_it_is_covered_for_and_to_nobody_else(desks: Desks, tmp_path: Path) -> None:
    bell, hughes, smith = desks
    bell.hands(hughes, "2026-11-20", "K-100", why="cover", until="2026-11-27")
    words = ("--why", "back", "-o", str(tmp_path / "new.iro"), "--yes", "--to", smith.name)
    for desk, ref, why in (
        (hughes, "K-100", "what was done goes back to Anna Bell, who alone may give it on to Cara Smith"),
        (bell, "K-101", "K-101 is yours and goes back to nobody"),
    ):
        told = " ".join(desk("hand-over", ref, *words, on="2026-11-23", code=1).err.split())
        assert why in told
        assert not (tmp_path / "new.iro").exists()


def test_an_empty_receipt_is_no_receipt(desks: Desks) -> None:
    bell, _, _ = desks
    assert "No file that you wrote has this receipt" in bell("hand-over", "--confirm", "", on="2026-11-20", code=1).err


def test_undo_says_whole_sentences_after_a_purge(desks: Desks) -> None:
    bell, hughes, _ = desks
    bell.hands(hughes, "2026-11-20", "K-100", why="transfer")
    bell("purge", "K-100", "--yes", "--unfiled", on="2026-11-21")
    told = bell("undo", on="2026-11-21", code=1).err
    assert ": ." not in told
    assert "«:" not in told


def test_a_colleague_who_is_away_on_a_day_of_the_cover_is_said_before_it_is_written(desks: Desks) -> None:
    bell, _, _ = desks
    for first, last in (("2026-11-25", "2026-11-26"), ("2026-12-01", "2026-12-02")):
        bell("do", "colleague_away", "--name", "D. Hughes", "--started", first, "--ended", last, on="2026-11-20")
    both = "D. Hughes is away: leave Wed 25 Nov to Thu 26 Nov and leave Tue 1 Dec to Wed 2 Dec."
    for why, until, away in (
        ("cover", "2026-11-24", ""),
        ("cover", "2026-11-25", "D. Hughes is away: leave Wed 25 Nov to Thu 26 Nov."),
        ("leave", "2026-12-01", both),
        ("transfer", "", ""),
    ):
        how = ("--why", why, *(("--until", until) if until else ()))
        file = str(bell.folder / "none.iro")
        # No --yes: nobody is there to ask, and nothing is written.
        printed = bell("hand-over", "K-100", "--to", "D. Hughes", *how, "-o", file, on="2026-11-20", code=1).err
        told = " ".join(printed.split())
        assert away in told
        assert ("is away" in told) is bool(away)
