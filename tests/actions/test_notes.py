"""What an action leaves for the council's system: exactly one note, in plain words, undone and redone with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest

from iro_tui.actions import base
from iro_tui.actions import contact as contacts
from iro_tui.actions import midpoint as checking
from iro_tui.actions.notes import Note
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.lists.outbox import NOTES, NoteLine
from iro_tui.caseload.session import Session
from iro_tui.domain.duty_kinds import KINDS
from iro_tui.domain.vocabulary import CONTACT_HOW, MIDPOINT_OUTCOMES
from iro_tui.store import tables
from iro_tui.store.work import action
from iro_tui.store.writes import New
from tests.support import TODAY
from tests.support.acting import LIMIT, NAME, act, acts, counted, look_after, tick

OPENING = "Fri 20 Nov 2026, note by the IRO about AB 1042 (KB).\n"


@pytest.fixture
def child(session: Session) -> str:
    return look_after(session, "AB 1042")[0]


def left(session: Session, act: Callable[[], Changes]) -> NoteLine:
    """The one note that an action leaves; undo takes it back, redo brings it again."""
    before = session.lines(NOTES)
    acts(session, act)
    known = {row.note_id for row in before}
    [note] = [row for row in session.lines(NOTES) if row.note_id not in known]
    session.undo()
    assert session.lines(NOTES) == before
    session.redo()
    assert note in session.lines(NOTES)
    assert session.strip().outbox == len(before) + 1
    assert NAME not in note.title + note.body
    assert note.filed_at is None
    return note


def tickable(session: Session, kind: str) -> list[tuple[str, str]]:
    return [
        (child, duty.id) for child, duties in session.caseload().duties.items() for duty in duties if duty.kind == kind
    ]


def test_a_rating(session: Session, child: str) -> None:
    note = left(session, lambda: act(session, "rag", child, value="red", theme="drift", line="Nothing moves!"))
    assert (note.title, note.on, note.ref, note.waiting) == ("RAG red", TODAY, "AB 1042", 0)
    assert note.body == OPENING + (
        "The IRO rated the case red. Reason: drift. In more detail: Nothing moves! "
        "To be told: team manager and service manager. The IRO follows it up by Fri 27 Nov 2026."
    )
    assert (
        left(session, lambda: act(session, "rag", child, value="green")).body
        == OPENING + "The IRO rated the case green."
    )


def test_a_midpoint_check(session: Session, child: str) -> None:
    note = left(session, lambda: act(session, "midpoint", child, outcome="talk to social worker", note="PEP is late."))
    assert (note.title, note.body) == (
        "Mid-point check",
        OPENING + "The IRO made the mid-point check between reviews. Made with: social worker. "
        "Outcome: the IRO talks to the social worker. PEP is late.",
    )


def test_a_contact_is_told_of_the_day_it_was(session: Session, child: str) -> None:
    yesterday = TODAY - timedelta(days=1)
    note = left(
        session,
        lambda: act(
            session,
            "contact",
            child,
            who="child",
            how="visit",
            note="Likes {school}",
            on=yesterday,
            alone=True,
            minutes=1,
        ),
    )
    assert (note.title, note.on, note.waiting) == ("IRO contact: visit, child", yesterday, 1)
    assert note.body == (
        "Thu 19 Nov 2026, note by the IRO about AB 1042 (KB).\n"
        "The IRO visited the child. The child was seen alone. Likes {school}. It took 1 minute. "
        "It counts as what was to be done: speak with the child alone."
    )
    short = left(session, lambda: act(session, "contact", child, who="other", how="phone"))
    assert short.body == OPENING + "The IRO spoke with another person by phone."


def test_every_word_an_officer_can_pick_is_worded() -> None:
    assert set(contacts.IN_TOUCH) == set(CONTACT_HOW)
    assert set(checking.OUTCOMES) == set(MIDPOINT_OUTCOMES)


def test_a_booking_leaves_a_note_when_it_is_moved_or_taken_away(session: Session, child: str) -> None:
    acts(session, lambda: act(session, "book", child, day=LIMIT))
    assert not session.lines(NOTES), "booking alone moves nothing"
    beyond = date(2026, 12, 2)
    moved = left(
        session,
        lambda: act(
            session, "book", child, day=beyond, asked_by="social worker", reason="carer in court", approved_by="TM"
        ),
    )
    assert moved.title == "Review moved"
    assert moved.body == OPENING + (
        "The IRO moved the review from Fri 27 Nov 2026 to Wed 2 Dec 2026. "
        "The new day lies beyond the limit of Fri 27 Nov 2026 (CPPCR 33(2)). "
        "Who asked: social worker. Reason: carer in court. Approved by: TM."
    )
    taken = left(session, lambda: act(session, "unbook", child, asked_by="court", reason="hearing"))
    assert taken.title == "Booking of the review taken away"
    assert taken.body == OPENING + (
        "The IRO took the booking of the review for Wed 2 Dec 2026 away. "
        "The review is to be held by Fri 27 Nov 2026. Who asked: court. Reason: hearing."
    )


def test_ticks_that_matter(session: Session, child: str) -> None:
    act(session, "book", child, day=LIMIT)
    act(session, "rag", child, value="amber", theme="drift")
    with action(session.engine, "Set up") as work:
        work.add(tables.DecisionRow(child_id=child, text="Passport application", owner="carer", due=TODAY))
        dispute = tables.EscalationRow(child_id=child, issue="No worker", raised_on=TODAY)
        work.add_many(
            [dispute, tables.EscalationStepRow(child_id=child, escalation_id=dispute.id, stage="1", taken_on=TODAY)]
        )
    leave_notes = {kind.id for kind in KINDS if kind.note}
    bodies = {
        kind: left(session, partial(tick, session, tickable(session, kind))).body.removeprefix(OPENING)
        for kind in leave_notes
        if tickable(session, kind)
    }
    not_asked_here = {"escalation_follow_up", "rag_tell_service", "pathway_plan", "iro_letter"}
    of_custody = {"secure_panel", "remand_care_plan", "detention_plan"}
    of_court = {"court_view", "ratify"}
    assert bodies.keys() == leave_notes - not_asked_here - of_custody - of_court
    assert (
        bodies["speak_to_child"] == "The IRO spoke with the child before the review. It is booked for Fri 27 Nov 2026."
    )
    assert bodies["decision_due"] == "A decision has been carried out: Passport application. Owner: carer."
    assert bodies["rag_tell_manager"] == "The IRO told the manager of the amber rating. Reason: drift."
    assert bodies["rag_follow_up"] == "The IRO followed up the amber rating."


def test_what_somebody_else_prepares_and_own_tasks_leave_none(session: Session, child: str) -> None:
    act(session, "task", child, what="Ring the school", due=TODAY)
    act(session, "task", what="Audit", due=TODAY)
    acts(session, lambda: tick(session, [*tickable(session, "sw_report"), *tickable(session, "task")]))
    assert not session.lines(NOTES)


def test_the_author_is_named_where_one_is_on_record(session: Session, child: str) -> None:
    with action(session.engine, "Set up") as work:
        work.add(tables.WorkerRow(child_id=child, role="iro", name="Sam Hill"))
    assert (
        "note by the IRO (Sam Hill) about AB 1042"
        in left(session, lambda: act(session, "rag", child, value="green")).body
    )


def test_each_of_several_children_has_a_note_in_one_statement(session: Session) -> None:
    ids = look_after(session, *(f"AB {n}" for n in range(30)))
    session.caseload()
    with counted(session) as two:
        act(session, "rag", ids[:2], value="green")
    session.caseload()
    with counted(session) as many:
        act(session, "rag", ids, value="green")
    assert len(many) == len(two)
    assert len(session.lines(NOTES)) == 32


def test_a_note_takes_any_title_and_body(session: Session, child: str) -> None:
    planned = base.Plan(
        "Anything",
        "AB 1042: anything.",
        (New("contact", {"child_id": child, "on_day": TODAY}),),
        (Note(child, "Step\x1b[2J taken", "The IRO {took} a step.\nIt was the first."),),
        seen=session.caseload().seen,
    )
    note = left(session, lambda: base.perform(session, planned))
    assert (note.title, note.body) == ("Step[2J taken", OPENING + "The IRO {took} a step.\nIt was the first.")
