"""A plan of which a file tells only the conference that made it: inferred, until somebody says that it goes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from iro_tui.actions.import_files import apply_import, preview_import
from iro_tui.caseload.lists.conferences import CONFERENCES
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.domain.alerts import alerts_of
from tests.support.acting import act
from tests.support.annex_a import LIST_7, Record, table
from tests.support.workbooks import Rows, xlsx

OpenDesk = Callable[[date], Session]
FIVE: Rows = [
    ["Child Unique ID", "Date of Birth", "Date of Strategy Discussion", "Date of Initial Child Protection Conference",
     "Did the conference result in a child protection plan"],
    ["P1", date(2018, 5, 6), date(2026, 3, 16), date(2026, 4, 9), "Yes"],
]  # fmt: skip


def _bring_in(session: Session, folder: Path, sheets: dict[str, Rows]) -> None:
    path = folder / "annex.xlsx"
    path.write_bytes(xlsx(sheets))
    preview = preview_import(session, [path])
    if not preview.changes_nothing:
        apply_import(session, preview)


def _plan(session: Session) -> tuple[date, bool, str | None]:
    [case] = session.caseload().cases.values()
    [plan] = case.plans
    return plan.started, plan.by_inference, plan.category


def _marks(session: Session) -> set[bool]:
    """Whether the limit of the next conference, the core group and the card say that the plan is inferred."""
    [view] = session.caseload().on_day.values()
    asked = [
        row.duty for row in session.lines(CONFERENCES) if row.duty and row.duty.kind in ("conference", "core_group")
    ]
    assert any(duty.kind == "conference" for duty in asked)
    inferred = {"plan is inferred" in duty.note for duty in asked if duty.kind == "conference"}
    return inferred | {any("is inferred from" in alert for alert in alerts_of(view))}


def _act(session: Session, action_id: str, **answers: str) -> None:
    act(session, action_id, [*session.caseload().cases], **answers)


@pytest.fixture
def session(tmp_path: Path, open_session: OpenDesk) -> Session:
    session = open_session(date(2026, 4, 20))
    _bring_in(session, tmp_path, {"List 5": FIVE})
    return session


def test_a_plan_out_of_a_conference_alone_is_inferred_until_it_is_confirmed(tmp_path: Path, session: Session) -> None:
    assert (_plan(session), _marks(session)) == ((date(2026, 4, 9), True, None), {True})
    _act(session, "protection_plan", what="confirmed", category="neglect")
    assert (_plan(session), _marks(session)) == ((date(2026, 4, 9), False, "neglect"), {False})
    _bring_in(session, tmp_path, {"List 5": FIVE})
    assert _plan(session) == (date(2026, 4, 9), False, "neglect")
    with pytest.raises(Refused, match="not inferred"):
        _act(session, "protection_plan", what="confirmed")


@pytest.mark.parametrize("started", [date(2026, 4, 9), date(2026, 4, 10), date(2026, 4, 8)])
def test_a_list_of_plans_confirms_it(tmp_path: Path, session: Session, started: date) -> None:
    told: Record = {"CHILD": "P1", "DOB": date(2018, 5, 6), "PLAN_START": started, "CATEGORY": "a) Neglect"}
    _bring_in(session, tmp_path, {"List 7": table([told], LIST_7)})
    assert (_plan(session), _marks(session)) == ((started, False, "neglect"), {False})


def test_a_review_conference_at_which_it_goes_on_confirms_it(session: Session) -> None:
    _act(session, "hold_conference", outcome="continues", category="neglect")
    assert _plan(session) == (date(2026, 4, 9), False, "neglect")
