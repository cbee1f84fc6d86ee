"""A date of birth that makes a child 18 is asked about before it is kept, on every face."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from iro_tui.caseload.session import Session
from iro_tui.store import tables
from iro_tui.store.work import action
from iro_tui.tui.app import IroApp
from iro_tui.tui.form import Form
from tests.support.acting import look_after, plan_of, rows
from tests.support.driving import at, follows, type_in, until
from tests.support.journeys import go, journey, on_row, picking, said
from tests.support.stores import open_store

EIGHTEEN_TODAY = date(2008, 11, 20)
NEW: dict[str, Any] = {"ref": "ZZ 1", "since": date(2026, 11, 16), "status": "V2", "placement": "U6"}


@pytest.mark.parametrize(
    ("born", "asked"),
    [
        (EIGHTEEN_TODAY, True),
        (date(2000, 2, 29), True),
        (EIGHTEEN_TODAY + timedelta(1), False),
        (date(2015, 6, 4), False),
        (None, False),
    ],
)
def test_who_would_be_18_is_asked_about(session: Session, child: str, born: date | None, asked: bool) -> None:
    for plan in (plan_of(session, "details", child, born=born), plan_of(session, "child", **NEW | {"born": born})):
        assert bool(plan.asks) is asked
        assert not asked or plan.asks.endswith("reviews end then: is that right?")


def test_the_question_names_both_days(session: Session, child: str) -> None:
    assert plan_of(session, "details", child, born=date(2008, 2, 29)).asks == (
        "Born Fri 29 Feb 2008 makes KB 1 18 on Sun 1 Mar 2026, and reviews end then: is that right?"
    )


def test_who_was_of_age_already_or_has_another_fact_changed_is_not_asked_about(session: Session, child: str) -> None:
    with action(session.engine, "Set up") as work:
        work.change(tables.ChildRow, child, born=date(2008, 6, 5))
    assert not plan_of(session, "details", child, born=date(2008, 7, 5)).asks
    assert not plan_of(session, "details", child, initials="Z").asks


def foot(app: IroApp) -> str:
    return follows(app.screen) if isinstance(app.screen, Form) else ""


def test_the_form_asks_and_a_second_enter_says_yes(store: Path) -> None:
    session = open_store(store)
    look_after(session, "KB 1")
    session.close()

    def born(app: IroApp) -> date:
        return next(iter(app.open_session.caseload().children.values())).born  # type: ignore[return-value]

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        await on_row(pilot, screen, lambda row: row.ref == "KB 1")
        await picking(pilot, "i", "3")
        await until(pilot, lambda: isinstance(app.screen, Form) and app.screen.is_mounted, "the form")
        await pilot.press("tab", "tab", "tab", "ctrl+u")
        await type_in(pilot, "5/6/2008")
        await until(pilot, lambda: "is that right?" in foot(app), "asked at the foot")
        await pilot.press("enter")
        await until(pilot, lambda: said(app, "Enter again says yes."), "asked")
        assert born(app) == date(2015, 6, 5), "nothing was written yet"
        await pilot.press("backspace")
        await type_in(pilot, "7")
        await pilot.press("enter")
        await until(pilot, lambda: "5 Jun 2007 makes" in foot(app) and "Enter again" in foot(app), "asked anew")
        assert born(app) == date(2015, 6, 5)
        await pilot.press("enter")
        await until(pilot, lambda: born(app) == date(2007, 6, 5), "kept")

    journey(store, steps)


def test_nothing_is_left_of_it_in_the_journal(session: Session, child: str) -> None:
    plan = plan_of(session, "details", child, born=EIGHTEEN_TODAY)
    assert plan.sentence == "KB 1: born changed."
    assert rows(session, tables.ChildRow)[0]["born"] == date(2015, 6, 5), "a plan writes nothing"
