"""What an action leaves for the council's system: exactly one note, in plain words, undone and redone with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from iro_tui.domain.vocabulary import CONTACT_HOW, MIDPOINT_OUTCOMES
from iro_tui.services import checking, contacts, notes, outbox
from iro_tui.services.desk import Desk
from iro_tui.services.ticking import MARKS, NOTES
from iro_tui.services.views import Changes, NoteRow
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.services.acting import LIMIT, NAME, TODAY, acts, counted, look_after

OpenDesk = Callable[[date], Desk]
OPENING = "Fri 20 Nov 2026, note by the IRO about AB 1042 (KB).\n"


@pytest.fixture
def desk(open_desk: OpenDesk) -> Desk:
    return open_desk(TODAY)


@pytest.fixture
def child(desk: Desk) -> str:
    return look_after(desk, "AB 1042")[0]


def left(desk: Desk, act: Callable[[], Changes]) -> NoteRow:
    """The one note that an action leaves; undo takes it back, redo brings it again."""
    before = desk.see(outbox.outbox)
    acts(desk, act)
    [note] = [row for row in desk.see(outbox.outbox) if row not in before]
    desk.undo()
    assert desk.see(outbox.outbox) == before
    desk.redo()
    assert note in desk.see(outbox.outbox)
    assert desk.strip().outbox == len(before) + 1
    assert NAME not in note.title + note.body
    assert note.filed_at is None
    return note


def tickable(desk: Desk, kind: str) -> list[tuple[str, str]]:
    return [(child, duty.id) for child, found in desk.snapshot().duties.items() for duty in found if duty.kind == kind]


def test_a_rating(desk: Desk, child: str) -> None:
    note = left(desk, lambda: desk.rate(child, "red", "drift", "Nothing moves!"))
    assert (note.title, note.on, note.ref, note.waiting) == ("RAG red", TODAY, "AB 1042", 0)
    assert note.body == OPENING + (
        "The IRO rated the case red. Reason: drift. In more detail: Nothing moves! "
        "To be told: team manager and service manager. The IRO follows it up by Fri 27 Nov 2026."
    )
    assert left(desk, lambda: desk.rate(child, "green")).body == OPENING + "The IRO rated the case green."


def test_a_midpoint_check(desk: Desk, child: str) -> None:
    note = left(desk, lambda: desk.check_midpoint(child, "talk to social worker", "PEP is late."))
    assert (note.title, note.body) == (
        "Mid-point check",
        OPENING + "The IRO made the mid-point check between reviews. Made with: social worker. "
        "Outcome: the IRO talks to the social worker. PEP is late.",
    )


def test_a_contact_is_told_of_the_day_it_was(desk: Desk, child: str) -> None:
    yesterday = TODAY - timedelta(days=1)
    note = left(
        desk,
        lambda: desk.note_contact(
            child, who="child", how="visit", note="Likes {school}", on=yesterday, seen_alone=True, minutes=1
        ),
    )
    assert (note.title, note.on, note.waiting) == ("IRO contact: visit, child", yesterday, 1)
    assert note.body == (
        "Thu 19 Nov 2026, note by the IRO about AB 1042 (KB).\n"
        "The IRO visited the child. The child was seen alone. Likes {school}. It took 1 minute."
    )
    short = left(desk, lambda: desk.note_contact(child, who="other", how="phone"))
    assert short.body == OPENING + "The IRO spoke with another person by phone."


def test_every_word_an_officer_can_pick_is_worded() -> None:
    assert set(contacts.TOLD) == set(CONTACT_HOW)
    assert set(checking.OUTCOMES) == set(MIDPOINT_OUTCOMES)
    assert set(NOTES) <= set(MARKS)


def test_a_booking_leaves_a_note_when_it_is_moved_or_taken_away(desk: Desk, child: str) -> None:
    acts(desk, lambda: desk.book(child, LIMIT))
    assert not desk.see(outbox.outbox), "booking alone moves nothing"
    beyond = date(2026, 12, 2)
    moved = left(
        desk, lambda: desk.book(child, beyond, asked_by="social worker", reason="carer in court", approved_by="TM")
    )
    assert moved.title == "Review moved"
    assert moved.body == OPENING + (
        "The IRO moved the review from Fri 27 Nov 2026 to Wed 2 Dec 2026. "
        "The new day lies beyond the limit of Fri 27 Nov 2026 (CPPCR 33(2)). "
        "Who asked: social worker. Reason: carer in court. Approved by: TM."
    )
    taken = left(desk, lambda: desk.book(child, None, asked_by="court", reason="hearing"))
    assert taken.title == "Booking of the review taken away"
    assert taken.body == OPENING + (
        "The IRO took the booking of the review for Wed 2 Dec 2026 away. "
        "The review is to be held by Fri 27 Nov 2026. Who asked: court. Reason: hearing."
    )


def test_ticks_that_matter(desk: Desk, child: str) -> None:
    desk.book(child, LIMIT)
    desk.rate(child, "amber", "drift")
    with action(desk.engine, "Set up") as work:
        work.add(tables.Decision(child_id=child, text="Passport application", owner="carer", due=TODAY))
        dispute = tables.Escalation(child_id=child, issue="No worker", raised_on=TODAY)
        work.add_many(
            [dispute, tables.EscalationStep(child_id=child, escalation_id=dispute.id, stage="1", taken_on=TODAY)]
        )
    said = {
        kind: left(desk, lambda kind=kind: desk.tick(tickable(desk, kind))).body.removeprefix(OPENING)  # type: ignore[misc]
        for kind in NOTES
        if tickable(desk, kind)
    }
    assert said.keys() == NOTES.keys() - {"escalation_follow_up", "rag_tell_service"}
    assert said["speak_to_child"] == "The IRO spoke with the child before the review. It is booked for Fri 27 Nov 2026."
    assert said["decision_due"] == "A decision has been carried out: Passport application. Owner: carer."
    assert said["rag_tell_manager"] == "The IRO told the manager of the amber rating. Reason: drift."
    assert said["rag_follow_up"] == "The IRO followed up the amber rating."
    assert said["escalation_reply"].endswith("Issue: No worker.")


def test_what_somebody_else_prepares_and_own_tasks_leave_none(desk: Desk, child: str) -> None:
    desk.add_task("Ring the school", TODAY, child)
    desk.add_task("Audit", TODAY)
    acts(desk, lambda: desk.tick([*tickable(desk, "sw_report"), *tickable(desk, "task")]))
    assert not desk.see(outbox.outbox)


def test_the_author_is_named_where_one_is_on_record(desk: Desk, child: str) -> None:
    with action(desk.engine, "Set up") as work:
        work.add(tables.Worker(child_id=child, role="iro", name="Sam Hill"))
    assert "note by the IRO (Sam Hill) about AB 1042" in left(desk, lambda: desk.rate(child, "green")).body


def test_each_of_several_children_has_a_note_in_one_statement(desk: Desk) -> None:
    ids = look_after(desk, *(f"AB {n}" for n in range(30)))
    desk.snapshot()
    with counted(desk) as two:
        desk.rate(ids[:2], "green")
    desk.snapshot()
    with counted(desk) as many:
        desk.rate(ids, "green")
    assert len(many) == len(two)
    assert len(desk.see(outbox.outbox)) == 32


def test_leave_takes_any_title_and_body(desk: Desk, child: str) -> None:
    def act() -> Changes:
        with action(desk.engine, "Anything", "AB 1042: anything.") as work:
            work.add(tables.Contact(child_id=child, on_day=TODAY))
            notes.leave(work, desk.snapshot(), child, "Step\x1b[2J taken", "The IRO {took} a step.\nIt was the first.")
        return Changes.of(work.result)

    note = left(desk, act)
    assert (note.title, note.body) == ("Step[2J taken", OPENING + "The IRO {took} a step.\nIt was the first.")
