"""What of conferences and of court stands once: whichever act would put a second one beside it is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from iro_tui.actions.once import RECORDS
from iro_tui.caseload.session import Session
from iro_tui.domain.typed_booking import TypedBooking
from iro_tui.store import tables
from iro_tui.store.facts import FACTS
from iro_tui.store.work import action
from tests.support.acting import act, acts, refuses, rows


@pytest.fixture
def child(session: Session) -> str:
    with action(session.engine, "Set up") as work:
        return work.add(tables.ChildRow(ref="CP 1", born=date(2019, 5, 5), on_caseload_since=date(2025, 1, 6)))


def planned(session: Session, child: str, started: date, ended: date | None = None) -> None:
    with action(session.engine, "Set up") as work:
        work.add(tables.ProtectionPlanRow(child_id=child, started=started, ended=ended, category="neglect"))


@pytest.mark.parametrize(
    ("began", "refused"),
    [
        # A plan from Mon 2 Mar to Tue 1 Sep 2026.
        (date(2026, 6, 1), "CP 1 had a child protection plan from Mon 2 Mar to Tue 1 Sep: no other runs beside it."),
        (date(2026, 3, 2), "no other runs beside it. Look at the day."),
        (date(2026, 8, 31), "no other runs beside it."),
        # One that began before it would go on in its days.
        (date(2026, 2, 2), "no other runs beside it."),
        # On the day on which it ended another may begin.
        (date(2026, 9, 1), ""),
        (date(2026, 11, 2), ""),
    ],
)
def test_a_plan_does_not_begin_within_the_days_of_another(
    session: Session, child: str, began: date, refused: str
) -> None:
    planned(session, child, date(2026, 3, 2), date(2026, 9, 1))
    if refused:
        refuses(session, lambda: act(session, "protection_plan", child, what="began", day=began), refused)
    else:
        acts(session, lambda: act(session, "protection_plan", child, what="began", day=began))


def test_a_correction_moves_no_plan_into_the_days_of_another(session: Session, child: str) -> None:
    planned(session, child, date(2026, 3, 2), date(2026, 9, 1))
    planned(session, child, date(2026, 10, 5))
    with action(session.engine, "Set up") as work:
        held = work.add(tables.ConferenceRow(child_id=child, kind="initial", held=date(2026, 10, 5), outcome="plan"))
    refuses(
        session,
        lambda: act(session, "correct_conference", (), held, on=date(2026, 8, 24), outcome="plan"),
        "CP 1 had a child protection plan from Mon 2 Mar to Tue 1 Sep: no other runs beside it.",
    )


def test_plans_that_stood_twice_before_stop_nothing_else(session: Session, child: str) -> None:
    planned(session, child, date(2026, 3, 2))
    planned(session, child, date(2026, 10, 5))
    acts(session, lambda: act(session, "protection_plan", child, what="category", category="neglect, physical abuse"))
    acts(session, lambda: act(session, "protection_plan", child, what="ended", day=date(2026, 11, 2)))
    assert {row["ended"] for row in rows(session, tables.ProtectionPlanRow)} == {None, date(2026, 11, 2)}


CASE_FACTS = {kind.table for kind in RECORDS}
MAY_STAND_TWICE = {"conference_move", "court_move"}
"""A day may be moved, moved back and moved again."""


def test_every_record_of_conferences_and_court_stands_once() -> None:
    of_them = {"conference", "conference_move", "protection_plan", "core_group", "proceedings", "court_date"}
    of_them |= {"court_move"}
    assert of_them == CASE_FACTS | MAY_STAND_TWICE
    for kind in RECORDS:
        assert FACTS[kind.facts][0].name == kind.table
        assert "id" in FACTS[kind.facts][1]._fields


def conference(session: Session, child: str, kind: str, **more: Any) -> str:
    with action(session.engine, "Set up") as work:
        return work.add(tables.ConferenceRow(child_id=child, kind=kind, **more))


def twice_in_a_day(session: Session, child: str) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is refused, and the act that would put it on record a second time; each after the first."""
    today, soon = date(2026, 11, 20), date(2026, 12, 15)
    planned(session, child, date(2026, 11, 2))
    acts(session, lambda: act(session, "core_group", child, came="school", met=date(2026, 11, 18)))
    yield (
        "CP 1 has a core group of Wed 18 Nov on record",
        lambda: act(session, "core_group", child, came="police", met=date(2026, 11, 18)),
    )
    acts(session, lambda: act(session, "hearing", child, kind="final", day=soon))
    yield "has a final hearing on Tue 15 Dec", lambda: act(session, "hearing", child, kind="final", day=soon)
    acts(session, lambda: act(session, "hearing", child, kind="issues", day=soon))
    key = next(r["id"] for r in rows(session, tables.CourtDateRow) if r["kind"] == "issues")
    yield (
        "has a final hearing on Tue 15 Dec",
        lambda: act(session, "correct_hearing", (), key, kind="final", what="Final hearing"),
    )
    other = {"kind": "other", "day": soon}
    acts(session, lambda: act(session, "hearing", child, **other, what="Fact finding"))
    acts(session, lambda: act(session, "hearing", child, **other, what="Reading day"))
    yield "has Fact finding on Tue 15 Dec", lambda: act(session, "hearing", child, **other, what="Fact finding")
    first = conference(session, child, "transfer", held=date(2026, 11, 2), notified_on=date(2026, 10, 12))
    notice = {"kind": "transfer", "notified": date(2026, 10, 12)}
    yield "has a transfer-in conference of Mon 2 Nov on record", lambda: act(session, "conference", child, **notice)
    conference(session, child, "review", held=date(2026, 11, 10), outcome="continues")
    yield (
        "has a transfer-in conference of Mon 2 Nov",
        lambda: act(session, "hold_conference", child, outcome="continues", on=date(2026, 11, 2)),
    )
    yield (
        "has a review conference of Tue 10 Nov",
        lambda: act(session, "hold_conference", child, outcome="continues", on=date(2026, 11, 10)),
    )
    yield (
        "has a review conference of Tue 10 Nov",
        lambda: act(session, "correct_conference", (), first, outcome="plan", on=date(2026, 11, 10)),
    )
    conference(session, child, "review", booked=soon)
    conference(session, child, "review", booked=today)
    following = TypedBooking(soon, "10:00", "")
    yield (
        "has a review conference of Tue 15 Dec",
        lambda: act(session, "hold_conference", child, which="review 20/11/2026", outcome="continues", next=following),
    )


def test_no_act_puts_a_second_one_on_record(session: Session, child: str) -> None:
    """Every act that records one, and the corrections."""
    seen = 0
    for refused, again in twice_in_a_day(session, child):
        refuses(session, again, refused)
        seen += 1
    assert seen == 9


def test_an_application_is_entered_once(session: Session, child: str) -> None:
    care = {"application": "care", "issued": date(2026, 9, 7)}
    placement = {"application": "placement", "issued": date(2026, 11, 2)}
    acts(session, lambda: act(session, "proceedings", child, **care))
    acts(session, lambda: act(session, "proceedings", child, **placement))
    twice = "issued Mon 2 Nov: u under i changes them."
    refuses(session, lambda: act(session, "proceedings", child, **placement), twice)
    later = placement | {"issued": date(2026, 11, 16)}
    refuses(session, lambda: act(session, "proceedings", child, **later), twice)
    acts(session, lambda: act(session, "proceedings", child, application="discharge", issued=date(2026, 11, 2)))
    assert len(rows(session, tables.ProceedingsRow)) == 3
