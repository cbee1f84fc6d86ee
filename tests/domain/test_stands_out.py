"""What a mid-point check looks at: only what is out of the ordinary, and else that nothing is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from iro_tui.domain.case import Case, Decision, Escalation, EscalationStep, Placement, Rating, Review
from iro_tui.domain.practice import Practice
from iro_tui.domain.practice_sections import CAFCASS
from iro_tui.domain.stands_out import NOTHING, QUIET_DAYS, stands_out

TODAY = date(2026, 11, 20)
HELD = date(2026, 8, 3)
CALM = Case("KB 1", born=date(2015, 6, 5), contacts=(date(2026, 11, 8),),
            reviews=(Review("r", held=HELD, follow_record=True, report_on=HELD),))  # fmt: skip
LATE = Decision("d", "CAMHS referral", due=date(2026, 11, 4))


def test_where_nothing_is_that_is_said_with_the_last_contact() -> None:
    assert stands_out(CALM, Practice(), TODAY) == (NOTHING, "last contact 12 d")


@pytest.mark.parametrize(
    ("changed", "item"),
    [
        ({"ratings": (Rating("a", "red", TODAY, "drift"),)}, "red: drift"),
        ({"decisions": (LATE,)}, "CAMHS referral 12 wd late"),
        ({"decisions": (LATE, LATE._replace(id="e"))}, "2 decisions late"),
        ({"decisions": (LATE._replace(due=None),)}, "1 decision open"),
        ({"contacts": ()}, "no contact on record"),
        ({"contacts": (TODAY - timedelta(QUIET_DAYS),)}, f"no contact for {QUIET_DAYS} d"),
        ({"placements": (Placement("U1", date(2026, 9, 4)),)}, "moved Fri 4 Sep"),
        ({"reviews": (Review("r", held=HELD, follow_record=True),)}, "no report for the review"),
        ({"born": date(2009, 3, 3)}, "18 on Wed 3 Mar 2027"),
        (
            {"escalations": (Escalation("e", "drift", HELD, (EscalationStep("s", CAFCASS, HELD),)),)},
            "Cafcass",
        ),
    ],
)
def test_what_is_out_of_the_ordinary_is_told_alone(changed: dict[str, object], item: str) -> None:
    assert stands_out(replace(CALM, **changed), Practice(), TODAY) == (item,)  # type: ignore[arg-type]


def test_a_pathway_plan_that_is_asked_for_is_missing() -> None:
    assert stands_out(CALM, Practice(), TODAY, ("pathway_plan",)) == ("no pathway plan yet",)


@pytest.mark.parametrize(("since", "told_of"), [(-1, False), (0, False), (1, True)])
def test_a_worker_who_is_new_since_the_last_review_is_named(since: int, told_of: bool) -> None:
    held = CALM.last_held
    assert held
    items = stands_out(CALM, Practice(), TODAY, worker_since=held + timedelta(days=since))
    assert any(item.startswith("new worker since") for item in items) == told_of
