"""A contact that is corrected or deleted takes the tick with it that it made, and no other."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from iro_tui.caseload.session import Session
from iro_tui.store import tables
from tests.support.acting import act, acts, due, look_after, rows, tick

TALK, ALONE = "sw_iro_talk", "speak_to_child"
VISIT: dict[str, Any] = {"who": "child", "how": "visit", "alone": True}
GOES = "Its tick goes too: speak with the child alone."


@pytest.fixture
def child(session: Session) -> str:
    return look_after(session, "AB 1042")[0]


def contacts(session: Session, child: str) -> list[str]:
    return [row["id"] for row in rows(session, tables.ContactRow, child_id=child)]


@pytest.mark.parametrize(
    ("recorded", "corrected", "kind"),
    [
        (VISIT, {"how": "letter"}, ALONE),
        (VISIT, {"alone": False}, ALONE),
        (VISIT, {"who": "carer"}, ALONE),
        (VISIT, {"on": date(2026, 8, 20)}, ALONE),
        ({"who": "social worker", "how": "phone"}, {"how": "email"}, TALK),
        ({"who": "social worker", "how": "phone"}, {"who": "carer"}, TALK),
    ],
    ids=["letter", "not alone", "not the child", "before the last review", "e-mail", "not the worker"],
)
def test_what_is_no_such_talk_any_more_is_asked_again(
    session: Session, child: str, recorded: dict[str, Any], corrected: dict[str, Any], kind: str
) -> None:
    before = due(session, child)
    act(session, "contact", child, **recorded)
    assert kind not in due(session, child)
    [contact] = contacts(session, child)
    changes = acts(session, lambda: act(session, "correct_contact", (), contact, **corrected))
    assert "Its tick goes too" in changes.sentence
    assert due(session, child).get(kind) == before[kind]
    [note] = rows(session, tables.CaseNoteRow)
    assert "counts as said" in note["body"], "the note that waits does not say that it counts"
    session.undo(changes.operation)
    assert kind not in due(session, child)


def test_one_that_is_deleted_takes_its_tick_with_it(session: Session, child: str) -> None:
    act(session, "contact", child, **VISIT)
    [contact] = contacts(session, child)
    changes = acts(session, lambda: act(session, "delete", (), contact, kind="contact"))
    assert GOES in changes.sentence
    assert ALONE in due(session, child)
    assert {(row["spoken_on"], row["spoken_alone"]) for row in rows(session, tables.ReviewRow)} == {(None, None)}
    session.undo(changes.operation)
    assert ALONE not in due(session, child)


def test_other_words_leave_the_tick_and_are_silent(session: Session, child: str) -> None:
    act(session, "contact", child, **VISIT)
    [contact] = contacts(session, child)
    changes = act(session, "correct_contact", (), contact, how="phone", minutes=20)
    assert "tick" not in changes.sentence
    assert ALONE not in due(session, child)


def test_a_tick_that_was_set_otherwise_stays(session: Session, child: str) -> None:
    [duty] = [duty for duty in session.caseload().duties[child] if duty.kind == ALONE]
    tick(session, [(child, duty.id)])
    act(session, "contact", child, **VISIT)
    left, told = sorted(
        contacts(session, child), key=lambda key: rows(session, tables.ContactRow, id=key)[0]["how"] or ""
    )
    assert "tick" not in act(session, "delete", (), told, kind="contact").sentence, "the duty was ticked before"
    changes = act(session, "delete", (), left, kind="contact")
    assert "What was ticked stays: speak with the child alone." in changes.sentence
    assert ALONE not in due(session, child)


def test_of_a_contact_with_several_children_each_has_a_tick_of_her_own(session: Session) -> None:
    one, other = look_after(session, "AB 1", "AB 2")
    act(session, "contact", [one, other], **VISIT)
    [contact] = contacts(session, one)
    act(session, "delete", (), contact, kind="contact")
    assert (ALONE in due(session, one), ALONE in due(session, other)) == (True, False)


def test_after_the_review_a_corrected_day_before_it_keeps_its_tick(session: Session, child: str) -> None:
    act(session, "contact", child, **VISIT, on=date(2026, 11, 18))
    act(session, "hold", child, on=date(2026, 11, 19), rag="green", participation="PN1")
    [contact] = contacts(session, child)[:1]
    changes = act(session, "correct_contact", (), contact, on=date(2026, 11, 17))
    assert "Its tick moves with it: speak with the child alone." in changes.sentence
    changes = act(session, "correct_contact", (), contact, on=date(2026, 11, 20))
    assert GOES in changes.sentence


@pytest.mark.parametrize(
    ("recorded", "corrected", "kind"),
    [
        (VISIT | {"how": "letter", "alone": None}, {"how": "visit", "alone": True}, ALONE),
        (VISIT | {"alone": False}, {"alone": True}, ALONE),
        (VISIT | {"who": "carer", "alone": None}, {"who": "child", "alone": True}, ALONE),
        (VISIT | {"on": date(2026, 8, 20)}, {"on": date(2026, 11, 18)}, ALONE),
        ({"who": "social worker", "how": "email"}, {"how": "phone"}, TALK),
        ({"who": "carer", "how": "phone"}, {"who": "social worker, carer"}, TALK),
    ],
    ids=["visit", "alone", "the child", "after the last review", "phone", "the worker too"],
)
def test_what_is_corrected_into_what_is_asked_ticks_it(
    session: Session, child: str, recorded: dict[str, Any], corrected: dict[str, Any], kind: str
) -> None:
    act(session, "contact", child, **recorded)
    before = due(session, child)
    assert kind in before
    [contact] = contacts(session, child)
    changes = acts(session, lambda: act(session, "correct_contact", (), contact, **corrected))
    assert "Counts as: " in changes.sentence
    assert kind not in due(session, child)
    session.undo(changes.operation)
    assert due(session, child) == before
    act(session, "correct_contact", (), contact, **corrected)
    changes = act(session, "delete", (), contact, kind="contact")
    assert "Its tick goes too" in changes.sentence
    assert kind in due(session, child)


@pytest.mark.parametrize("corrected", [{"minutes": 20}, {"how": "phone"}, {"note": "Well."}])
def test_what_was_said_not_to_count_is_not_counted_by_another_correction(
    session: Session, child: str, corrected: dict[str, Any]
) -> None:
    act(session, "contact", child, **VISIT, speak_to_child="no")
    [contact] = contacts(session, child)
    assert "Counts as" not in act(session, "correct_contact", (), contact, **corrected).sentence
    assert ALONE in due(session, child)
