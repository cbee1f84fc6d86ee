"""Into care again, and out of it by mistake: what is written, what is refused, and what comes back exactly."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

from iro_tui.caseload.session import Session
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import act, acts, due, end_care, look_after, plan_of, refuses, rows

LEFT, BACK = date(2026, 11, 2), date(2026, 11, 18)
AGAIN: dict[str, Any] = {"legal": "V2", "placement": "U6", "since": BACK}


@pytest.fixture
def left(session: Session, child: str) -> str:
    """A child who left care on 2 November."""
    act(session, "end_care", child, on=LEFT, reason="E4A")
    return child


# Back in care


def test_a_child_who_comes_back_has_every_clock_from_that_day(session: Session, left: str) -> None:
    changes = acts(session, lambda: act(session, "back_in_care", left, **AGAIN))
    assert changes.sentence == (
        "KB 1: looked after again since Wed 18 Nov, single period of accommodation (s20), "
        "foster care with another carer, other."
    )
    days = due(session, left)
    assert days["review"] == date(2026, 12, 16), "20 working days, as for a first review"
    assert "iro_allocation" not in days, "whoever takes the child on is the IRO"
    assert session.caseload().children[left].facts["on_caseload_since"] == BACK
    periods = {row["started"]: row["ended"] for row in rows(session, tables.CarePeriodRow)}
    assert periods == {date(2026, 8, 3): LEFT, BACK: None}
    [note] = [row["body"] for row in rows(session, tables.CaseNoteRow) if row["title"] == "Back in care"]
    assert "looked after again since Wed 18 Nov 2026." in note
    assert "Care had ended on Mon 2 Nov 2026." in note


def test_on_the_very_day_care_ended_a_child_may_come_back(session: Session, left: str) -> None:
    act(session, "back_in_care", left, **AGAIN | {"since": LEFT})
    assert due(session, left)["review"] == date(2026, 11, 30)


def test_a_status_that_was_left_open_ends_with_the_care_it_belonged_to(session: Session, child: str) -> None:
    end_care(session, child, LEFT)
    acts(session, lambda: act(session, "back_in_care", child, **AGAIN))
    statuses = {row["code"]: (row["started"], row["ended"]) for row in rows(session, tables.LegalStatusRow)}
    assert statuses == {"C2": (date(2026, 8, 3), LEFT), "V2": (BACK, None)}


def test_a_closed_child_is_on_the_caseload_again(session: Session, left: str) -> None:
    with action(session.engine, "Set up") as work:
        work.change(tables.ChildRow, left, closed_on=LEFT)
    assert left not in session.caseload().status
    acts(session, lambda: act(session, "back_in_care", left, **AGAIN))
    assert session.caseload().status[left] == "looked_after"


def test_a_child_between_short_breaks_stays_on_the_caseload_as_before(session: Session) -> None:
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="SB 1", born=date(2015, 6, 5), on_caseload_since=date(2026, 9, 1)))
        work.add(tables.CarePeriodRow(child_id=child, started=date(2026, 9, 1), ended=date(2026, 9, 4)))
        work.add(tables.LegalStatusRow(child_id=child, code="V4", started=date(2026, 9, 1), ended=date(2026, 9, 4)))
    act(session, "back_in_care", child, legal="V4", placement="U6", since=BACK)
    assert session.caseload().children[child].facts["on_caseload_since"] == date(2026, 9, 1)
    assert session.caseload().on_day[child].care_status.since == date(2026, 9, 1), "one series"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"since": TODAY + timedelta(1)}, "which is to come: give the first day"),
        ({"since": LEFT - timedelta(1)}, "before care ended on Mon 2 Nov: give that day or a later one"),
        ({"notified": TODAY + timedelta(1)}, "Told on is Sat 21 Nov, which is to come"),
        ({"legal": ""}, "Legal status is empty"),
        ({"placement": "XX"}, "Placement is 'XX'"),
    ],
)
def test_a_return_to_care_that_cannot_be(session: Session, left: str, wrong: dict[str, Any], why: str) -> None:
    refuses(session, lambda: act(session, "back_in_care", left, **AGAIN | wrong), re.escape(why))


def test_who_is_in_care_or_of_age_does_not_come_back(session: Session, child: str) -> None:
    refuses(session, lambda: act(session, "back_in_care", child, **AGAIN), "KB 1 is looked after already, since Mon 3")
    act(session, "end_care", child, on=LEFT, reason="E4A")
    with action(session.engine, "Set up") as work:
        work.change(tables.ChildRow, child, born=date(2008, 11, 20))
    refuses(session, lambda: act(session, "back_in_care", child, **AGAIN), "KB 1 was 18 on Fri 20 Nov")


def test_adding_a_child_who_left_says_how_to_put_them_back(session: Session, left: str) -> None:
    new: dict[str, Any] = {"ref": "kb1", "since": BACK, "legal": "V2", "placement": "U6"}
    refuses(session, lambda: act(session, "child", **new), "KB 1 is on record and left care on Mon 2 Nov: .*back_in_ca")
    act(session, "back_in_care", left, **AGAIN)
    refuses(session, lambda: act(session, "child", **new), "which another child has already")
    look_after(session, "KB 2")
    refuses(session, lambda: plan_of(session, "child", **new | {"ref": "KB 2"}), "which another child has already")
