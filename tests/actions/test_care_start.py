"""The first day of care: asked for where a limit hangs on it, given where it is not on record, put right if wrong."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from iro_tui.caseload.session import Session
from iro_tui.store import tables
from tests.support import TODAY
from tests.support.acting import act, acts, aside_of, asked, due, refuses, rows

LISTED: dict[str, Any] = {"ref": "ZZ 1", "status": "V2", "placement": "U6", "last_review": date(2026, 10, 12)}


def listed(session: Session, **beside: Any) -> str:
    act(session, "child", **LISTED | beside)
    return session.find_child("ZZ 1")


@pytest.mark.parametrize(
    ("since", "limit"),
    [
        # The review of Mon 12 Oct was held within 20 working days of Mon 14 Sep: the first, the second within 3 months.
        (date(2026, 9, 14), date(2027, 1, 12)),
        # In care for years it was a later one.
        (date(2024, 9, 3), date(2027, 4, 12)),
    ],
)
def test_the_limit_is_inferred_until_the_first_day_is_given_and_follows_from_it(
    session: Session, since: date, limit: date
) -> None:
    child = listed(session)
    before = due(session, child)
    assert (before["review"], before["care_start"]) == (date(2027, 4, 12), TODAY)
    [review] = (duty for duty in session.caseload().duties[child] if duty.kind == "review")
    assert review.inferred
    [missing] = (duty for duty in session.caseload().duties[child] if duty.kind == "care_start")
    assert missing.note == (
        "The limit of Mon 12 Apr 2027 takes the review of Mon 12 Oct as a later one; were it the first, it would be "
        "Tue 12 Jan 2027."
    )
    assert any("Find out since when in care" in alert for alert in session.child_card(child).row.alerts)
    acts(session, lambda: act(session, "care_start", child, since=since))
    after = due(session, child)
    assert (after["review"], "care_start" in after) == (limit, False)
    [review] = (duty for duty in session.caseload().duties[child] if duty.kind == "review")
    assert not review.inferred
    card = session.child_card(child)
    assert (card.looked_after_since, card.start_known) == (since, True)
    [home] = rows(session, tables.PlacementRow, child_id=child)
    assert (home["started"], home["start_known"]) == (since, False), "nobody said that it began with care"


@pytest.mark.parametrize(
    "beside",
    [
        {"since": date(2024, 9, 3)},
        {"last_review": date(2026, 7, 1)},  # were it the first, the second fell due before the child came here
        {"last_review": None},  # then the last review is asked for
        {"mine_since": date(2026, 3, 2)},  # in care by March, so it was no first one
    ],
)
def test_it_is_asked_only_where_a_limit_to_come_hangs_on_it(session: Session, beside: dict[str, Any]) -> None:
    assert "care_start" not in due(session, listed(session, **beside))


def test_a_child_newly_in_care_needs_no_last_review(session: Session) -> None:
    child = listed(session, last_review=None)
    assert "last_review" in due(session, child)
    changes = acts(session, lambda: act(session, "care_start", child, since=date(2026, 11, 16)))
    assert "ZZ 1: in care since Mon 16 Nov. Now " in changes.sentence
    after = due(session, child)
    assert (after["review"], "last_review" in after) == (date(2026, 12, 14), False)


def test_one_long_in_care_is_still_asked_for_the_last_review(session: Session) -> None:
    child = listed(session, last_review=None)
    act(session, "care_start", child, since=date(2024, 9, 3))
    assert "last_review" in due(session, child)


def test_a_wrong_first_day_is_put_right_and_what_began_with_it(session: Session) -> None:
    child = listed(session, since=date(2025, 9, 3))
    assert aside_of(session, "care_start", child) == "on record since Wed 3 Sep 2025"
    changes = acts(session, lambda: act(session, "care_start", child, since=date(2024, 9, 3)))
    assert "in care since Tue 3 Sep 2024, not Wed 3 Sep 2025" in changes.sentence
    [order] = rows(session, tables.LegalStatusRow, child_id=child)
    assert order["started"] == date(2024, 9, 3)


@pytest.mark.parametrize(
    ("since", "why"),
    [
        (date(2026, 11, 30), "to come"),
        (date(2014, 6, 1), "before the child was born"),
        (date(2026, 10, 19), "after the review of Mon 12 Oct"),
        (date(2025, 9, 3), "on record already"),
    ],
)
def test_a_day_that_cannot_be_is_refused(session: Session, since: date, why: str) -> None:
    child = listed(session, since=date(2025, 9, 3), born=date(2015, 6, 5))
    refuses(session, lambda: act(session, "care_start", child, since=since), re.escape(why))


def test_who_is_not_in_care_has_no_first_day(session: Session) -> None:
    act(session, "child", ref="ZZ 2", status="cp")
    refuses(session, lambda: asked(session, "care_start", session.find_child("ZZ 2")), "looked after")
