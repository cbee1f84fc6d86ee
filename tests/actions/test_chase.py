"""A decision that was asked after."""

from __future__ import annotations

from datetime import date, timedelta

from iro_tui.caseload.lists.owed import OWES
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from tests.support import TODAY
from tests.support.acting import act, acts, look_after, refuses, rows


def chased(session: Session) -> date | None:
    [decision] = rows(session, tables.DecisionRow)
    day: date | None = decision["chased_on"]
    return day


def test_a_decision_is_chased_noted_and_chased_again(session: Session) -> None:
    [child] = look_after(session, "K-1")
    yesterday = TODAY - timedelta(days=1)
    act(session, "decide", child, text="Dental check", day=yesterday)
    [decision] = rows(session, tables.DecisionRow)
    changes = acts(
        session, lambda: act(session, "chase", (), decision["id"], on=yesterday, whom="carer", answer="booked for May")
    )
    assert changes.sentence == "K-1: decision chased on Thu 19 Nov."
    assert chased(session) == yesterday
    note = rows(session, tables.CaseNoteRow)[-1]
    assert (note["title"], note["on_day"]) == ("Decision chased", yesterday)
    assert (
        note["body"].splitlines()[-1]
        == "The IRO asked after a decision: Dental check. Asked: carer. Answer: booked for May."
    )
    acts(session, lambda: act(session, "chase", (), decision["id"]))
    assert chased(session) == TODAY, "today, where nothing else is said; the last time counts"


def test_what_cannot_be_chased(session: Session) -> None:
    [child] = look_after(session, "K-1")
    act(session, "decide", child, text="Dental check")
    [decision] = rows(session, tables.DecisionRow)
    tomorrow = TODAY + timedelta(days=1)
    refuses(session, lambda: act(session, "chase", (), decision["id"], on=tomorrow), "Chased on is .* to come")
    act(session, "decision", (), decision["id"], what="drop", reason="moved")
    refuses(session, lambda: act(session, "chase", (), decision["id"]), "This decision was dropped")


def test_all_that_is_owed_is_chased_in_one_act(session: Session) -> None:
    first, _ = look_after(session, "K-1", "K-2")
    act(session, "decide", first, text="Dental check")
    waits = [row.duty for row in session.lines(OWES)]
    assert {duty.child for duty in waits} == {"K-1", "K-2"}, "a decision of one, reports of both"
    changes = acts(session, lambda: act(session, "chased", (), *(duty.id for duty in waits), whom="Ina Made-up"))
    assert changes.sentence == f"2 children: {len(waits)} things chased on Fri 20 Nov."
    assert {row.chased for row in session.lines(OWES)} == {TODAY}, "each of them says so"
    assert chased(session) == TODAY, "the decision in its own row"
    notes = [note for note in rows(session, tables.CaseNoteRow) if note["title"] == "Chased"]
    assert len(notes) == 2, "a note for each child"
    assert all("Asked: Ina Made-up." in note["body"] for note in notes)
    refuses(session, lambda: act(session, "chased", (), "no such duty"), "not owed any more")
