"""What is still to be held, and by when, after a conference was recorded: every kind, held or not, and every reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from iro_tui.caseload.session import Session
from iro_tui.domain.protection import BEFORE_BIRTH, CONFERENCES, INITIAL, NEEDED_NO_MORE, NOT_HELD, REVIEW, TRANSFER
from iro_tui.domain.protection import outcomes_of as outcomes
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import act, acts, rows

STRATEGY = date(2026, 10, 26)
"""A Monday; its fifteen working days end on Mon 16 Nov: that limit has passed."""
LIMIT = date(2026, 11, 16)
BOOKED = date(2026, 11, 13)
BEGAN = date(2026, 8, 18)
"""When the plan began that is reviewed; three months later is Wed 18 Nov, which has passed too."""
FIRST_REVIEW, NEXT = date(2026, 11, 18), date(2027, 5, 20)
AFTER_A_PLAN = date(2027, 2, 20)


def made(session: Session, kind: str) -> str:
    """A child whose conference of this kind is late, and was booked for a day before its limit."""
    of_kind: dict[str, dict[str, Any]] = {
        INITIAL: {"strategy_on": STRATEGY},
        BEFORE_BIRTH: {"strategy_on": STRATEGY},
        TRANSFER: {"notified_on": STRATEGY},
        REVIEW: {},
    }
    unborn = kind == BEFORE_BIRTH
    own: dict[str, Any] = {"expected": date(2027, 3, 1)} if unborn else {"born": date(2019, 5, 5)}
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="CP 1", on_caseload_since=date(2026, 1, 5), **own))
        if kind == REVIEW:
            work.add(tables.ConferenceRow(child_id=child, kind=INITIAL, held=BEGAN, outcome="plan"))
            work.add(tables.ProtectionPlanRow(child_id=child, started=BEGAN, category="neglect"))
        work.add(tables.ConferenceRow(child_id=child, kind=kind, booked=BOOKED, **of_kind[kind]))
    return child


def limit_of(kind: str) -> date:
    return FIRST_REVIEW if kind == REVIEW else LIMIT


def every_record() -> Iterator[Any]:
    """By kind what is recorded, and until when a conference is then due; None: none is."""
    for kind in CONFERENCES:
        for outcome in outcomes(kind):
            due = {"plan": AFTER_A_PLAN, "continues": NEXT}.get(outcome)
            yield pytest.param(kind, {"outcome": outcome}, due, id=f"{kind}, held, {outcome}")
        for reason in NOT_HELD:
            later = {"happened": "another day", "reason": reason, "asked_by": "social worker"}
            if reason not in NEEDED_NO_MORE:  # else there is none, and no other day for it
                yield pytest.param(kind, later, limit_of(kind), id=f"{kind}, on another day, {reason}")
            # A plan goes on, and is reviewed; only before there is one can there be no need of a conference.
            due = None if reason in NEEDED_NO_MORE and kind != REVIEW else limit_of(kind)
            yield pytest.param(kind, {"happened": "not held", "reason": reason}, due, id=f"{kind}, not held, {reason}")


@pytest.mark.parametrize(("kind", "answers", "due"), [*every_record()])
def test_what_remains_due_after_a_conference_was_recorded(
    session: Session, kind: str, answers: dict[str, Any], due: date | None
) -> None:
    child = made(session, kind)
    [before] = [duty for duty in session.caseload().duties[child] if duty.kind == "conference"]
    assert (before.due, before.clock) == (limit_of(kind), "overdue")
    acts(session, lambda: act(session, "hold_conference", child, **answers))
    asked = [duty for duty in session.caseload().duties.get(child, ()) if duty.kind == "conference"]
    assert [duty.due for duty in asked] == ([due] if due else [])
    if "happened" not in answers or due is None:
        return
    assert (asked[0].booked, asked[0].clock) == (None, "overdue"), "it is late, and has no day"
    [row] = [each for each in rows(session, tables.ConferenceRow) if each["held"] is None]
    assert (row["not_held_on"], row["not_held_reason"]) == (TODAY, answers["reason"])
    assert rows(session, tables.ConferenceMoveRow) == [], "no other day was given"


def test_one_recorded_as_not_held_before_that_was_told_apart_is_asked_again(session: Session) -> None:
    child = made(session, INITIAL)
    [row] = rows(session, tables.ConferenceRow)
    with action(session.engine, "Set up") as work:
        work.change(tables.ConferenceRow, row["id"], not_held_on=date(2026, 11, 13), not_held_reason="not_quorate")
    [asked] = [duty for duty in session.caseload().duties[child] if duty.kind == "conference"]
    assert (asked.due, asked.clock) == (LIMIT, "overdue")
