"""What is said of a file before it is taken in, where it is easily taken for something else."""

from __future__ import annotations

from tests.support.desks import Desk

Desks = tuple[Desk, Desk, Desk]


def preview(desk: Desk, giver: Desk, ref: str, on: str, **how: str) -> str:
    """What is said; it is taken in after that."""
    file = giver.gives(desk, on, ref, **how)
    says = desk("receive", str(file), "--dry-run", on=on).err
    desk.takes(file, on)
    return " ".join(says.split())


def test_a_cover_that_is_to_last_longer_is_something_new_and_who_holds_a_child_is_no_entry(desks: Desks) -> None:
    bell, hughes, _ = desks
    bell.hands(hughes, "2026-11-20", "K-100", why="cover", until="2026-12-04")
    says = preview(hughes, bell, "K-100", "2026-11-23", why="cover", until="2026-12-18")
    assert "K-100: covered by you until Fri 18 Dec, nothing else new" in says
    assert "K-100: nothing new" in preview(bell, hughes, "K-100", "2026-11-25")


def test_one_reference_with_two_days_of_birth_may_be_two_children(desks: Desks) -> None:
    bell, hughes, _ = desks
    common = ("do", "child", "--ref", "Q1", "--since", "2026-05-01", "--status", "care", "--placement", "foster")
    for desk, born, initials in ((bell, "2013-05-05", "AA"), (hughes, "2009-05-05", "ZZ")):
        desk(*common, "--born", born, "--initials", initials, on="2026-11-20")
    says = preview(hughes, bell, "Q1", "2026-11-20", why="transfer")
    assert "another day of birth: if these are two children, take nothing in before one of them" in says
    assert "2013" not in says
