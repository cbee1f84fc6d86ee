"""Siblings: known as such, and booked, held and noted in one sitting, each with her own record."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from iro_tui.actions.marks import Mark
from iro_tui.caseload.session import Session
from iro_tui.caseload.siblings import siblings_of
from iro_tui.store import tables
from tests.support import TODAY
from tests.support.acting import act, acts, asked, look_after, refuses, rows, seen


@pytest.fixture
def three(session: Session) -> list[str]:
    """Three children of whom the first two are siblings."""
    keys = look_after(session, "KB 1", "KB 2", "KB 3")
    act(session, "siblings", keys[:2])
    return keys


def groups(session: Session) -> list[set[str]]:
    """Who is whose sibling, by reference."""
    cases = session.caseload().cases
    by_group: dict[str, set[str]] = {}
    for case in cases.values():
        if case.sibling_group:
            by_group.setdefault(case.sibling_group, set()).add(case.ref)
    return list(by_group.values())


def test_who_they_are_is_said_by_marking_or_by_reference(session: Session, three: list[str]) -> None:
    assert groups(session) == [{"KB 1", "KB 2"}]
    assert asked(session, "siblings", three[0])["refs"].default == "KB 2"
    changes = acts(session, lambda: act(session, "siblings", three[0], refs="kb2, KB 3"))
    assert changes.sentence == "KB 1, KB 2 and KB 3: siblings."
    assert groups(session) == [{"KB 1", "KB 2", "KB 3"}]
    assert set(siblings_of(session.caseload(), three[0])) == set(three[1:])
    assert session.child_card(three[2]).siblings == ("KB 1", "KB 2"), "said on the card of each"
    acts(session, lambda: act(session, "siblings", three[0], refs="KB 2"))
    assert groups(session) == [{"KB 1", "KB 2"}]
    changes = acts(session, lambda: act(session, "siblings", three[0], refs=""))
    assert changes.sentence == "KB 1: no siblings on the caseload."
    assert groups(session) == [], "one alone is nobody's sibling"
    refuses(session, lambda: act(session, "siblings", three[0], refs="KB 99"), "'KB 99' is no child on record")


def test_who_are_left_behind_stay_each_others(session: Session, three: list[str]) -> None:
    act(session, "siblings", three)
    acts(session, lambda: act(session, "siblings", three[0], refs=""))
    assert groups(session) == [{"KB 2", "KB 3"}]


def test_they_are_booked_for_one_sitting(session: Session, three: list[str]) -> None:
    changes = acts(session, lambda: act(session, "book_together", three[0], day=date(2026, 11, 26), time="10:00"))
    assert changes.sentence.startswith("2 children: reviews booked for Thu 26 Nov")
    booked = rows(session, tables.ReviewRow, booked=date(2026, 11, 26))
    assert {row["child_id"] for row in booked} == set(three[:2])


TWO: dict[str, Any] = {
    "rag_a": "green",
    "participation_a": "PN1",
    "rag_b": "amber",
    "theme_b": "drift",
    "participation_b": "PN7",
    "child_words_a": "I want the key",
    "decision1_b": "Dental check; carer; 12/3",
    "checklist_b": {"pep": Mark("n")},
    "attended": {"carer": Mark("came")},
    "next_meeting": "18/5 14:30 Saltby",
}


def test_their_reviews_are_recorded_at_once_each_her_own(session: Session, three: list[str]) -> None:
    before = seen(session)
    changes = acts(session, lambda: act(session, "hold_together", three[0], **TWO))
    assert "KB 1: second review held Fri 20 Nov, green" in changes.sentence
    assert "KB 2: second review held Fri 20 Nov, amber" in changes.sentence
    held = {row["child_id"]: row for row in rows(session, tables.ReviewRow, held=TODAY)}
    assert set(held) == set(three[:2])
    assert [held[child]["participation"] for child in three[:2]] == ["PN1", "PN7"]
    assert {row["child_id"]: row["value"] for row in rows(session, tables.RatingRow)} == {
        three[0]: "green",
        three[1]: "amber",
    }
    assert [row["child_id"] for row in rows(session, tables.DecisionRow)] == [three[1]]
    assert {row["child_id"] for row in rows(session, tables.AttendanceRow)} == set(three[:2])
    assert {row["child_id"] for row in rows(session, tables.ReviewRow, booked=date(2027, 5, 18))} == set(three[:2])
    notes = {row["child_id"]: row["body"] for row in rows(session, tables.CaseNoteRow)}
    assert "I want the key" in notes[three[0]]
    assert "I want the key" not in notes[three[1]]
    session.undo()
    assert seen(session) == before, "one undo takes both back"


def test_what_one_of_them_lacks_is_asked_for_hers(session: Session, three: list[str]) -> None:
    questions = asked(session, "hold_together", three[0])
    assert questions["rag_a"].label == "KB 1 RAG"
    assert questions["rag_b"].label == "KB 2 RAG"
    assert "theme_b" not in questions
    assert "theme_b" in asked(session, "hold_together", three[0], rag_b="red")
    assert list(questions)[-1] == "on"
    refuses(session, lambda: act(session, "hold_together", three[0], **TWO | {"theme_b": ""}), "Why is empty")
    refuses(session, lambda: act(session, "hold_together", three[0], **TWO | {"rag_b": ""}), "KB 2 RAG is empty")


def test_one_contact_leaves_each_her_own_note(session: Session, three: list[str]) -> None:
    acts(
        session,
        lambda: act(session, "contact_together", three[1], how="visit", who="child, carer", alone_a=True,
                    note_a="Likes the new school", alone_b=False, note_b="Tired"),
    )  # fmt: skip
    contacts = {row["child_id"]: row for row in rows(session, tables.ContactRow)}
    assert [contacts[child]["note"] for child in three[1::-1]] == ["Likes the new school", "Tired"]
    assert {contact["how"] for contact in contacts.values()} == {"visit"}
    notes = {row["child_id"]: row["body"] for row in rows(session, tables.CaseNoteRow)}
    assert "Tired" not in notes[three[1]]


@pytest.mark.parametrize("verb", ["book_together", "hold_together", "contact_together"])
def test_children_who_are_no_siblings_have_no_sitting(session: Session, three: list[str], verb: str) -> None:
    refuses(session, lambda: act(session, verb, three[2]), "No siblings of KB 3 are known")
    refuses(session, lambda: act(session, verb, three[1:]), "KB 2 and KB 3 are not known as siblings")


def test_what_is_booked_alike_stands_there_when_their_sitting_is_moved(session: Session, three: list[str]) -> None:
    """Moved unseen they kept an hour and a place that nobody had looked at; what differs stays each child's own."""
    act(session, "book_together", three[0], day=date(2026, 11, 26), time="10:00", place="Preston")
    for child, chair in zip(three[:2], ("Ann Other", "Bea Nother"), strict=True):
        act(session, "book", child, day=date(2026, 11, 26), time="10:00", place="Preston", chair=chair)
    questions = asked(session, "book_together", three[0])
    assert [questions[name].default for name in ("day", "time", "place", "chair")] == [
        "26/11/2026", "10:00", "Preston", "",
    ]  # fmt: skip
