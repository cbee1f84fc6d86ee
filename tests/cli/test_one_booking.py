"""A booking that two worked on is one value: the one stands whole, the other is shown whole, and is chosen whole."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.desks import Desk

BY = ("--asked-by", "IRO", "--reason", "a clash")
MOVED = ("book", "--day", "2026-12-08", "--time", "11:00", "--place", "Hall", *BY)
LATER = ("book", "--day", "2026-12-10", "--time", "10:00", "--place", "Civic", *BY)
AWAY = ("unbook", *BY)
WORDS = {MOVED: "Tue 8 Dec, 11:00, Hall", LATER: "Thu 10 Dec, 10:00, Civic", AWAY: "nothing"}


def does(desk: Desk, act: tuple[str, ...], on: str = "2026-11-23") -> None:
    verb, *words = act
    desk("do", verb, "K-100", *words, on=on)


def booked(desk: Desk) -> str:
    """The booking, line by line as the child's page has it."""
    page = desk("child", "K-100", on="2026-11-25").out
    words = ("Civic", "Hall", "ooked")
    told = [line.strip() for line in page.splitlines() if any(word in line for word in words)]
    return "\n".join(line for line in told if "eview: booked:" not in line)


def apart(desk: Desk) -> list[dict[str, Any]]:
    return list(desk("differences", "--json", on="2026-11-25").json["differences"])


@pytest.mark.parametrize(("mine", "theirs"), [(LATER, MOVED), (AWAY, MOVED), (MOVED, AWAY)])
def test_the_one_that_stands_is_whole_and_so_is_the_other_chosen_and_taken_back(
    desks: tuple[Desk, Desk, Desk], mine: tuple[str, ...], theirs: tuple[str, ...]
) -> None:
    bell, hughes, _ = desks
    does(bell, ("book", "--day", "2026-12-03", "--time", "10:00", "--place", "Civic"), "2026-11-20")
    bell.hands(hughes, "2026-11-20", "K-100", why="cover", until="2026-11-27")
    does(bell, mine)
    does(hughes, theirs)
    here, there = booked(bell), booked(hughes)
    hughes.hands(bell, "2026-11-24", "K-100")
    assert booked(bell) == here
    [row] = apart(bell)
    assert (row["mine"], row["theirs"]) == (WORDS[mine], WORDS[theirs])
    bell("do", "settle", "--id", row["key"], "--choose", "theirs", on="2026-11-25")
    assert (booked(bell), apart(bell)) == (there, [])
    bell("--yes", "undo", on="2026-11-25")
    assert booked(bell) == here
    bell("redo", on="2026-11-25")
    assert booked(bell) == there
