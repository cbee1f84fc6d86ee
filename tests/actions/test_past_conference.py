"""The last conference, held before the child came here: by its day alone, with nothing that one held now sets off."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from iro_tui.caseload.session import Session
from iro_tui.store import tables
from tests.support import TODAY
from tests.support.acting import act, acts, asked, due, refuses, rows

PLAN: dict[str, Any] = {"ref": "ZZ 1", "status": "cp"}


@pytest.mark.parametrize(
    ("since", "held", "kind", "limit"),
    [
        # Six months from a review conference, three from the initial one. Sat 10 Oct was within a month of Wed 30 Sep.
        (None, date(2026, 9, 10), "review", date(2027, 3, 10)),
        (date(2026, 3, 2), date(2026, 9, 10), "review", date(2027, 3, 10)),
        (date(2026, 9, 30), date(2026, 9, 30), "initial", date(2026, 12, 30)),
    ],
)
def test_its_day_sets_the_limit(session: Session, since: date | None, held: date, kind: str, limit: date) -> None:
    act(session, "child", **PLAN | ({"plan_since": since} if since else {}))
    child = session.find_child("ZZ 1")
    acts(session, lambda: act(session, "past_conference", child, on=held))
    [row] = rows(session, tables.ConferenceRow, child_id=child)
    assert (row["kind"], row["held"], row["outcome"]) == (kind, held, None)
    after = due(session, child)
    assert (after["conference"], "last_conference" in after) == (limit, False)


def test_one_that_may_be_the_initial_is_told_however_it_is_entered(session: Session) -> None:
    held = date(2026, 9, 10)
    act(session, "child", **PLAN)
    act(session, "child", **PLAN | {"ref": "ZZ 2", "last_conference": held})
    act(session, "child", **PLAN | {"ref": "ZZ 3", "last_conference": held, "plan_since": date(2026, 3, 2)})
    told = act(session, "past_conference", session.find_child("ZZ 1"), on=held).sentence
    assert told.endswith("by Wed 10 Mar 2027, inferred."), told
    for ref, doubt in (("ZZ 1", True), ("ZZ 2", True), ("ZZ 3", False)):
        duties = session.caseload().duties[session.find_child(ref)]
        [asked_for] = [duty for duty in duties if duty.kind == "conference"]
        assert (asked_for.due, asked_for.inferred) == (date(2027, 3, 10), doubt), ref
        assert ("were it the initial one, it would be Thu 10 Dec; confirm." in asked_for.note) == doubt, ref


def test_the_one_that_was_booked_for_that_day_is_the_one(session: Session) -> None:
    act(session, "child", **PLAN)
    child = session.find_child("ZZ 1")
    act(session, "past_conference", child, on=date(2026, 5, 12))
    act(session, "conference", child, kind="review", day=TODAY)
    act(session, "past_conference", child, on=TODAY)
    assert sorted(row["held"] for row in rows(session, tables.ConferenceRow)) == [date(2026, 5, 12), TODAY]


@pytest.mark.parametrize(
    ("on", "why"),
    [
        (date(2026, 12, 1), "to come"),
        (date(2025, 5, 1), "before the plan began on Mon 2 Mar"),
        (date(2026, 6, 1), "on record already"),
    ],
)
def test_a_day_that_cannot_be_is_refused(session: Session, on: date, why: str) -> None:
    act(session, "child", **PLAN | {"plan_since": date(2026, 3, 2), "last_conference": date(2026, 6, 1)})
    child = session.find_child("ZZ 1")
    refuses(session, lambda: act(session, "past_conference", child, on=on), re.escape(why))


def test_where_there_is_no_plan_there_is_no_conference_of_it(session: Session) -> None:
    act(session, "child", ref="ZZ 2", status="C2")
    refuses(session, lambda: asked(session, "past_conference", session.find_child("ZZ 2")), "no child protection plan")
