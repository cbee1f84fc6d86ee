"""Since when a plan runs: asked for where a limit hangs on it, given where it is not on record, put right if wrong."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from iro_tui.caseload.session import Session
from iro_tui.store import tables
from tests.support import TODAY
from tests.support.acting import act, acts, aside_of, asked, due, refuses, rows

HELD = date(2026, 9, 10)
LISTED: dict[str, Any] = {"ref": "ZZ 1", "status": "cp", "last_conference": HELD}


def listed(session: Session, **beside: Any) -> str:
    act(session, "child", **LISTED | beside)
    return session.find_child("ZZ 1")


@pytest.mark.parametrize(
    ("since", "kind", "limit"),
    [
        # Begun about the day of that conference it is the initial one: three months; else six from a review.
        (HELD, "initial", date(2026, 12, 10)),
        (date(2026, 9, 1), "initial", date(2026, 12, 10)),
        (date(2026, 3, 2), "review", date(2027, 3, 10)),
    ],
)
def test_the_limit_is_inferred_until_the_start_is_given_and_follows_from_it(
    session: Session, since: date, kind: str, limit: date
) -> None:
    """Of a plan with one conference the lax limit of six months stood, and no row asked what would tell."""
    child = listed(session)
    before = due(session, child)
    assert (before["conference"], before["plan_start"]) == (date(2027, 3, 10), TODAY)
    [missing] = (duty for duty in session.caseload().duties[child] if duty.kind == "plan_start")
    assert "were it the initial one, it would be Thu 10 Dec" in missing.note
    acts(session, lambda: act(session, "plan_start", child, since=since))
    after = due(session, child)
    assert (after["conference"], "plan_start" in after) == (limit, False)
    [conference] = (duty for duty in session.caseload().duties[child] if duty.kind == "conference")
    assert not conference.inferred
    [row] = rows(session, tables.ConferenceRow, child_id=child)
    assert (row["kind"], row["held"]) == (kind, HELD)
    [plan] = rows(session, tables.ProtectionPlanRow, child_id=child)
    assert (plan["started"], plan["start_known"]) == (since, True)


@pytest.mark.parametrize(
    "beside",
    [
        {"plan_since": date(2026, 3, 2)},
        {"last_conference": None},  # then the last conference is asked for
        {"last_conference": date(2026, 7, 1)},  # were it the initial one, the next fell due before the child came here
    ],
)
def test_it_is_asked_only_where_a_limit_to_come_hangs_on_it(session: Session, beside: dict[str, Any]) -> None:
    assert "plan_start" not in due(session, listed(session, **beside))


def test_an_earlier_conference_answers_it_too(session: Session) -> None:
    child = listed(session)
    act(session, "past_conference", child, on=date(2026, 3, 12))
    assert "plan_start" not in due(session, child)


def test_a_wrong_start_is_put_right(session: Session) -> None:
    child = listed(session, plan_since=date(2025, 3, 2))
    assert aside_of(session, "plan_start", child) == "on record since Sun 2 Mar 2025"
    changes = acts(session, lambda: act(session, "plan_start", child, since=date(2026, 3, 2)))
    assert "child protection plan since Mon 2 Mar, not Sun 2 Mar 2025" in changes.sentence


@pytest.mark.parametrize(
    ("since", "why"),
    [
        (date(2026, 11, 30), "to come"),
        (date(2026, 10, 19), "after the conference of Thu 10 Sep"),
        (date(2026, 3, 2), "on record already"),
    ],
)
def test_a_day_that_cannot_be_is_refused(session: Session, since: date, why: str) -> None:
    child = listed(session, plan_since=date(2026, 3, 2))
    refuses(session, lambda: act(session, "plan_start", child, since=since), re.escape(why))


def test_who_has_no_plan_has_no_start_of_one(session: Session) -> None:
    act(session, "child", ref="ZZ 2", status="V2")
    refuses(session, lambda: asked(session, "plan_start", session.find_child("ZZ 2")), "no child protection plan")
