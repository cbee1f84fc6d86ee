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


def test_what_is_not_named_is_said_as_it_is_typed(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, _ = desks
    for words, told in (
        (("do", "settle"), "iro do settle --id KEY: the key of the difference"),
        (("do", "book"), "iro do book REF…"),
        (("hand-over",), "iro hand-over REF…"),
    ):
        refused = bell(*words, on="2026-11-20", code=1).err
        assert told in refused
        assert "cursor" not in refused
    bell("do", "book", "K-100", "--day", "2026-12-03", on="2026-11-20")
    bell.hands(hughes, "2026-11-20", "K-100", why="cover", until="2026-11-27")
    moved = ("--asked-by", "IRO", "--reason", "a clash")
    bell("do", "book", "K-100", "--day", "2026-12-08", *moved, on="2026-11-23")
    hughes("do", "book", "K-100", "--day", "2026-12-10", *moved, on="2026-11-23")
    hughes.hands(bell, "2026-11-24", "K-100")
    (line,) = [line for line in bell("differences", on="2026-11-24").err.splitlines() if "settle" in line]
    assert "K-100, Review: booked: mine stands." in line
    typed = line.partition("iro ")[2].replace("mine or theirs", "theirs").split()
    assert "Thu 10 Dec chosen" in bell(*typed, on="2026-11-24").out
