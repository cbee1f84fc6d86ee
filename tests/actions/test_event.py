"""Events of which the IRO was told, or was not: kept, shown, completed later, and seen until the next review."""

from __future__ import annotations

from datetime import timedelta

import pytest

from iro_tui.caseload.page import CASE
from iro_tui.caseload.reading.subject import EVENTS
from iro_tui.caseload.session import Session
from iro_tui.domain import events
from iro_tui.store import tables
from tests.support import TODAY
from tests.support.acting import act, acts, asked, look_after, refuses, rows

AGO = TODAY - timedelta(10)


@pytest.fixture
def child(session: Session) -> str:
    return look_after(session, "AB 1042")[0]


def alerts(session: Session, child: str) -> tuple[str, ...]:
    return session.child_card(child).row.alerts


def test_an_event_not_told_is_seen_until_the_next_review(session: Session, child: str) -> None:
    known = {"kind": "move", "happened": AGO, "iro_told": True, "told_by": "carer", "on": AGO}
    acts(session, lambda: act(session, "event", child, **known))
    assert alerts(session, child) == ()
    changes = acts(session, lambda: act(session, "event", child, kind="exclusion", happened=AGO, iro_told=False))
    assert changes.sentence == (
        "AB 1042: exclusion from school on Tue 10 Nov, not told; known since Fri 20 Nov, 10 days later."
    )
    assert alerts(session, child) == ("Not told: exclusion from school, Tue 10 Nov.",)
    lines = [line for line in session.lines(CASE, child) if line.section == EVENTS]
    assert sorted((line.kind, line.text) for line in lines) == [
        ("not told", "exclusion from school"),
        ("told", "placement moved or at risk"),
    ]
    [timeline] = [e.text for e in session.child_card(child).timeline if "exclusion" in e.text]
    assert timeline == "exclusion from school, not told"
    [note] = [note["body"] for note in rows(session, tables.CaseNoteRow) if "exclusion" in note["title"]]
    assert "The IRO was not told, and learnt of it on Fri 20 Nov 2026." in note
    act(session, "hold", child, on=TODAY, rag="green", participation="PN1")
    assert alerts(session, child) == (), "the review has looked at it"


def test_what_followed_is_said_later(session: Session, child: str) -> None:
    act(session, "event", child, kind="missing", happened=AGO, iro_told=True, told_by="carer", on=AGO)
    [row] = rows(session, tables.EventRow)
    at_first = {name: question.default for name, question in asked(session, "event_change", (), row["id"]).items()}
    assert (at_first["kind"], at_first["happened"], at_first["iro_told"], at_first["on"]) == (
        "missing", "10/11/2026", "yes", "10/11/2026",
    )  # fmt: skip
    acts(session, lambda: act(session, "event_change", (), row["id"], followed="Return interview on the 12th"))
    [row] = rows(session, tables.EventRow)
    assert (row["followed"], row["known_on"], row["told_by"]) == ("Return interview on the 12th", AGO, "carer")
    act(session, "delete", (), row["id"], kind="event")
    assert rows(session, tables.EventRow) == []


def test_nobody_knows_of_what_has_not_happened(session: Session, child: str) -> None:
    refuses(
        session,
        lambda: act(session, "event", child, kind="missing", happened=TODAY, iro_told=False, on=AGO),
        "before it happened",
    )
    assert "told_by" not in asked(session, "event", child, iro_told="no")
    assert set(events.EVENTS) >= {"move", "missing", "allegation", "exclusion", "worker", "incident"}
