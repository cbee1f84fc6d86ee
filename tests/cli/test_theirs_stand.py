"""What comes back where one's own value gave way on the other laptop: both are named before it is taken in."""

from __future__ import annotations

from tests.support.desks import Desk

BY = ("--asked-by", "IRO", "--reason", "a clash")
Desks = tuple[Desk, Desk, Desk]


def looked(desk: Desk, giver: Desk, ref: str, on: str, why: str = "") -> str:
    """What is said before a file that goes back is taken in; it is taken in after that."""
    file = giver.gives(desk, on, ref, why=why)
    preview = desk("receive", str(file), "--dry-run", on=on).err
    desk.takes(file, on)
    return preview


def test_a_booking_that_gave_way_there_is_said_with_both_and_not_as_a_change(desks: Desks) -> None:
    bell, hughes, _ = desks
    bell("do", "book", "K-100", "--day", "2026-12-03", "--time", "10:00", "--place", "Civic", on="2026-11-20")
    bell.hands(hughes, "2026-11-20", "K-100", why="cover", until="2026-12-04")
    bell("do", "book", "K-100", "--day", "2026-12-08", "--time", "10:00", "--place", "Civic", *BY, on="2026-11-23")
    hughes("do", "book", "K-100", "--day", "2026-12-10", "--time", "11:00", "--place", "Hall", *BY, on="2026-11-23")
    bell.hands(hughes, "2026-11-24", "K-100", why="cover", until="2026-12-11")
    preview = looked(bell, hughes, "K-100", "2026-11-25")
    assert "1 value differs: theirs stand" in preview
    assert "Review: booked: Thu 10 Dec, 11:00, Hall theirs, Tue 8 Dec, 10:00, Civic yours" in preview
    assert "becomes Thu 10 Dec" not in preview
    assert "11:00" not in preview.replace("Thu 10 Dec, 11:00, Hall theirs", "")
    [row] = bell("differences", "--json", on="2026-11-25").json["differences"]
    assert (row["theirs"], row["mine"]) == ("Thu 10 Dec, 11:00, Hall", "Tue 8 Dec, 10:00, Civic")
    bell("do", "settle", "--id", row["key"], "--choose", "mine", on="2026-11-25")
    assert "theirs stand" not in looked_again(bell, hughes)


def looked_again(bell: Desk, hughes: Desk) -> str:
    """What was chosen goes there, and is no difference there: nobody's own value gave way."""
    file = bell.gives(hughes, "2026-11-26", "K-100", why="cover", until="2026-12-11")
    return hughes("receive", str(file), "--dry-run", on="2026-11-26").err


def test_what_is_typed_at_both_comes_back_as_what_differs_and_nothing_is_removed(desks: Desks) -> None:
    bell, hughes, _ = desks
    both = ("--since", "2026-05-01", "--status", "care", "--born", "2015-05-05")
    for desk, initials, worker, placed in (
        (bell, "AA", "Sam Ward", "foster"),
        (hughes, "ZZ", "Pat Low", "residential"),
    ):
        desk("do", "child", "--ref", "Z-9", *both, "--initials", initials, "--worker", worker, "--placement", placed,
             on="2026-11-20")  # fmt: skip
    bell.hands(hughes, "2026-11-20", "Z-9", why="transfer")
    preview = looked(bell, hughes, "Z-9", "2026-11-25", why="transfer")
    assert "theirs stand" in preview
    assert "Worker: name: Pat Low theirs, Sam Ward yours" in preview
    assert "removed" not in preview
    assert "becomes" not in preview
    [row] = [row for row in bell("differences", "--json", on="2026-11-25").json["differences"] if row["mine"] == "AA"]
    assert row["theirs"] == "ZZ"


def test_what_was_removed_there_is_named_by_what_it_says(desks: Desks) -> None:
    bell, hughes, _ = desks
    visit = ("--who", "child", "--how", "visit", "--day", "2026-11-19", "--note", "spoke alone")
    bell("do", "contact", "K-100", *visit, on="2026-11-20")
    bell.hands(hughes, "2026-11-20", "K-100", why="cover", until="2026-12-04")
    bell("--yes", "undo", on="2026-11-20")
    file = bell.gives(hughes, "2026-11-23", "K-100", why="cover", until="2026-12-11")
    preview = hughes("receive", str(file), "--dry-run", on="2026-11-23").err
    [line] = [line for line in preview.splitlines() if "kept becomes removed" in line and "ontact" in line]
    assert "Thu 19 Nov" in line
    assert "visit" in line


def test_what_was_removed_here_and_is_in_use_there_stands_as_it_is_there_and_is_said_so(desks: Desks) -> None:
    bell, hughes, _ = desks
    bell("do", "contact", "K-100", "--who", "child", "--how", "phone", "--note", "first", on="2026-11-19")
    bell.hands(hughes, "2026-11-20", "K-100", why="cover", until="2026-12-04")

    def footprint(desk: Desk) -> str:
        rows = desk("child", "K-100", "--json", on="2026-11-21").json["record"]
        return str(next(row["key"] for row in rows if row["section"] == "Footprint"))

    hughes("do", "correct_contact", "--id", footprint(hughes), "--how", "visit", on="2026-11-21")
    bell("do", "delete", "--kind", "contact", "--id", footprint(bell), "--yes", on="2026-11-21")
    preview = " ".join(looked(bell, hughes, "K-100", "2026-11-24").split())
    assert "theirs stand" in preview
    assert "kept theirs, removed yours" in preview
    assert "yours stand" not in preview
    assert "removed becomes" not in preview
    [row] = bell("differences", "--json", on="2026-11-24").json["differences"]
    assert row["mine_stands"] is False
