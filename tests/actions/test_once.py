"""What of conferences and of court stands once: whichever act would put a second one beside it is refused."""

from __future__ import annotations

from datetime import date

import pytest

from iro_tui.caseload.session import Session
from iro_tui.store import tables
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
