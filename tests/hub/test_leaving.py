"""Children who are not an officer's at the hub any more leave the laptop: one by one, and never many without asking."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from iro_tui.actions.at_hub import at_hub, exchange_now
from iro_tui.sharing.laying import member_of
from iro_tui.text import ref_key
from tests.hub.test_verbs import Desk, add, database, desk, head, joined, made_once
from tests.support.stores import open_store

__all__ = ["database", "desk", "head", "made_once"]
pytestmark = pytest.mark.hub
TODAY = date(2026, 11, 20)
REFS = [f"AB 10{number}" for number in range(10, 20)]


@pytest.fixture
def service(desk: Desk, head: Desk, tmp_path: Path) -> Path:
    """A head, an officer who has ten children at the hub, and another officer."""
    joined(desk, head, "patel", "A. Patel")
    joined(desk, head, "hughes", "D. Hughes")
    for ref in REFS:
        add(desk, "patel", ref)
    desk("patel", "hub", "exchange")
    head("hub", "exchange")
    return tmp_path


def give(folder: Path, refs: list[str], to: str, *, purge: bool = False) -> None:
    """The head gives children to somebody, or lets the service remove them."""
    with closing(open_store(folder / "head", TODAY)) as session, at_hub(session) as at:
        for ref in refs:
            stream = at.joined.key.stream(ref_key(ref))
            if purge:
                at.hub.admin("purge", stream)
            else:
                at.hub.admin("assign", stream, member_of(at.joined.council, to), "write", None, True)


def test_a_child_given_to_another_leaves_and_comes_there(service: Path, desk: Desk) -> None:
    give(service, REFS[:1], "D. Hughes")
    assert desk("patel", "hub", "exchange").out.strip() == f"Exchanged: 1 child left ({REFS[0]})."
    assert "There is no child" in desk("patel", "child", REFS[0], code=1).err
    assert desk("patel", "child", REFS[1]).out
    assert desk("hughes", "hub", "exchange").out.strip() == f"Exchanged: 1 child came ({REFS[0]})."
    assert desk("hughes", "child", REFS[0]).out
    give(service, REFS[:1], "A. Patel")
    desk("patel", "hub", "exchange")
    assert desk("patel", "child", REFS[0]).out, "given back it comes back"


def test_what_is_about_others_can_be_taken_back_after_a_child_has_left(service: Path, desk: Desk) -> None:
    desk("patel", "do", "rag", REFS[1], "--value", "green")
    give(service, REFS[:1], "D. Hughes")
    desk("patel", "hub", "exchange")
    assert "RAG" in desk("patel", "undo", "--yes").out
    desk("patel", "do", "rag", REFS[2], "--value", "green")
    give(service, REFS[2:3], "D. Hughes")
    desk("patel", "hub", "exchange")
    assert "about a case that has left since" in desk("patel", "undo", "--yes", code=1).err
    assert desk("patel", "log").out.count("Left with the hub") == 2


def test_more_than_a_fifth_stops_and_asks_and_yes_does_not_pass_it(service: Path, desk: Desk) -> None:
    give(service, REFS[:3], "D. Hughes")
    printed = " ".join(desk("patel", "hub", "exchange", "--yes", code=1).err.split())
    assert "3 children of 10 are not yours at the hub any more" in printed
    assert "on a terminal, where it is asked: iro hub exchange. --yes does not answer it." in printed
    assert "3 children of 10" in desk("patel", "hub", "exchange", "--json", code=1).json["asks"]
    assert desk("patel", "child", REFS[0]).out, "still here"
    asked: list[str] = []
    with closing(open_store(service / "patel", TODAY)) as session:

        def may_leave(question: str) -> bool:
            asked.append(question)
            return True

        words = exchange_now(session, may_leave)
        assert len(asked) == 1
        assert words.asks == ""
        assert {child.ref for child in session.caseload().children.values()} == set(REFS[3:])


def test_one_of_four_is_asked_about_in_the_singular(desk: Desk, head: Desk, tmp_path: Path) -> None:
    joined(desk, head, "patel", "A. Patel")
    joined(desk, head, "hughes", "D. Hughes")
    for ref in REFS[:4]:
        add(desk, "patel", ref)
    desk("patel", "hub", "exchange")
    give(tmp_path, REFS[:1], "D. Hughes")
    assert "1 child of 4 is not yours" in " ".join(desk("patel", "hub", "exchange", code=1).err.split())


def test_what_the_service_removed_for_good_leaves_and_stays_away(service: Path, desk: Desk) -> None:
    give(service, REFS[:1], "", purge=True)
    desk("patel", "hub", "exchange")
    assert "There is no child" in desk("patel", "child", REFS[0], code=1).err
    desk("patel", "hub", "exchange")
    assert "There is no child" in desk("patel", "child", REFS[0], code=1).err


def test_where_the_service_removed_many_it_is_asked_as_what_it_is(service: Path, desk: Desk) -> None:
    def asked() -> str:
        return " ".join(desk("patel", "hub", "exchange", code=1).err.split())

    give(service, REFS[:3], "", purge=True)
    assert "3 children of 10 removed for good by the service." in asked()
    give(service, REFS[3:5], "D. Hughes")
    both = asked()
    assert "5 children of 10 are not yours at the hub any more." in both
    assert "Everything of them is at the hub, but 3 removed for good by the service." in both


def test_who_comes_and_goes_is_said_and_of_many_how_many(service: Path, desk: Desk, head: Desk) -> None:
    assert "Exchanged: nothing new." in head("hub", "exchange").out
    desk("patel", "do", "contact", REFS[9], "--how", "visit", "--who", "child")
    desk("patel", "hub", "exchange")
    assert head("hub", "exchange").out.strip() == "Exchanged: news of 1 child."
    give(service, REFS[:2], "D. Hughes")
    desk("hughes", "do", "child", "--ref", "CD 2042", "--initials", "CD", "--since", "2026-09-01")
    printed = " ".join(desk("hughes", "hub", "exchange").out.split())
    assert printed == f"Exchanged: 2 children came ({REFS[0]}, {REFS[1]}), 1 entry went."
    give(service, REFS[2:7], "D. Hughes")
    assert f"5 children came ({', '.join(REFS[2:5])}, and 2 more)" in " ".join(
        desk("hughes", "hub", "exchange").out.split()
    )


def test_who_was_to_leave_still_is_after_leaving_and_joining_anew(service: Path, desk: Desk, head: Desk) -> None:
    give(service, REFS[:3], "D. Hughes")
    desk("patel", "hub", "exchange", code=1)
    head("hub", "revoke", "A. Patel", "--yes")
    desk("patel", "hub", "leave", "--yes")
    desk("patel", "hub", "join", head("hub", "invite", "A. Patel", "--json").json["line"])
    head("hub", "admit", "--yes")
    assert "3 children of 10 are not yours" in " ".join(desk("patel", "hub", "exchange", code=1).err.split())


def test_another_councils_hub_knows_nothing_of_who_was_to_leave(
    service: Path, desk: Desk, database: tuple[str, ...]
) -> None:
    give(service, REFS[:3], "D. Hughes")
    desk("patel", "hub", "exchange", code=1)
    desk("patel", "hub", "leave", "--yes")
    who = ("--council", "Otherton", "--name", "A. Patel", "--card", str(service / "other.iro-safe"))
    desk("patel", "hub", "init", *database, *who)
    assert "10 entries went" in desk("patel", "hub", "exchange").out
    assert desk("patel", "child", REFS[0]).out


def test_a_child_given_back_before_anything_was_written_stays(service: Path, desk: Desk) -> None:
    give(service, REFS[:3], "D. Hughes")
    desk("patel", "hub", "exchange", code=1)
    give(service, REFS[:3], "A. Patel")
    assert desk("patel", "hub", "exchange").out.strip() == "Exchanged: nothing new."
    desk("patel", "do", "rag", REFS[0], "--value", "green")
    assert desk("patel", "hub", "exchange").out.strip() == "Exchanged: 1 entry went."
