"""One child from the first review to the end of care, by keys alone; every duty on every day it is looked at."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

from textual.pilot import Pilot
from textual.widget import Widget

from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.caseload.lists.reviews import REVIEWS
from iro_tui.caseload.page import CASE
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from iro_tui.store.work import action
from iro_tui.tui.app import IroApp, Launch
from iro_tui.tui.dialogs.pick import Pick
from iro_tui.tui.form import Form
from iro_tui.tui.screens.lists import EscalationsScreen
from tests.support.driving import at, drive, form_of, messages, type_in, until
from tests.support.stores import open_store

STARTED = date(2026, 8, 3)
LEFT_OPEN = {
    "care_plan_update", "decision_due", "decisions", "distribution", "escalation_follow_up", "full_record",
    "manager_reply",
}  # fmt: skip
"""What this case has still to be done when care ends."""
Doing = Callable[[Pilot[None], IroApp], Awaitable[None]]


def one_child(store: Path) -> None:
    """A child of two, taken into care on 3 August 2026."""
    session = open_store(store, STARTED)
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="KB 1", initials="KB", born=date(2024, 6, 5)))
        work.add(tables.CarePeriodRow(child_id=child, started=STARTED))
        work.add(tables.LegalStatusRow(child_id=child, code="C1", started=STARTED))
        work.add(tables.PlacementRow(child_id=child, code="U6", started=STARTED))
        work.add(tables.AllocationRow(child_id=child, notified=STARTED, allocated=STARTED))
    session.close()


def on(store: Path, day: date, doing: Doing) -> dict[str, date]:
    """Open the program on a day, do something by keys, leave; what is asked of the child then, and by when."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("2")
        await at(pilot, "caseload")
        await doing(pilot, app)

    drive(Launch(None, day, lambda: open_store(store, day)), steps)
    return asked(store, day)


def asked(store: Path, day: date) -> dict[str, date]:
    session = open_store(store, day)
    try:
        return {duty.kind: duty.due for duty in session.caseload().duties.get(session.find_child("KB 1"), ())}
    finally:
        session.close()


def facts(store: Path, day: date) -> Session:
    return open_store(store, day)


async def form(pilot: Pilot[None], *keys: str) -> Form:
    """Press what opens a form, through a list to pick from where there is one, and wait for it."""
    await pilot.press(keys[0])
    if len(keys) > 1:
        await until(pilot, lambda: isinstance(pilot.app.screen, Pick), "the list to pick from")
        await pilot.press(keys[1])
    await until(pilot, lambda: form_of(pilot.app), "the form")
    screen = pilot.app.screen
    assert isinstance(screen, Form)
    return screen


async def to(pilot: Pilot[None], name: str) -> Widget:
    """Tab to a question."""
    for _ in range(40):
        focused = pilot.app.screen.focused
        if focused is not None and focused.id == name:
            return focused
        await pilot.press("tab")
    raise AssertionError(f"no question {name}")


async def saved(pilot: Pilot[None], app: IroApp) -> None:
    before = len(app.open_session.lines(ENTRIES, 500))
    await pilot.press("f2")
    await until(pilot, lambda: len(app.open_session.lines(ENTRIES, 500)) == before + 1, "saved")


async def back(pilot: Pilot[None]) -> None:
    await until(pilot, lambda: not form_of(pilot.app), "the form closed")


# The steps of the case


async def first_review(pilot: Pilot[None], app: IroApp) -> None:
    await form(pilot, "h")
    await pilot.press("a", "1")
    await saved(pilot, app)
    assert "Started: manager told by" in messages(app)[-1]


async def paperwork(pilot: Pilot[None], app: IroApp) -> None:
    """Decisions out, with x on the paperwork's own screen."""
    await pilot.press("6")
    await until(pilot, lambda: "decisions" in [row.next.kind for row in app.screen.table.rows if row.next])  # type: ignore[attr-defined]
    before = len(app.open_session.lines(ENTRIES, 500))
    await pilot.press("x")
    await until(pilot, lambda: len(app.open_session.lines(ENTRIES, 500)) == before + 1, "ticked")


async def midpoint_to_escalation(pilot: Pilot[None], app: IroApp) -> None:
    first = await form(pilot, "m")
    await pilot.press("f")
    await type_in(pilot, "no permanence plan")
    await saved(pilot, app)
    await until(pilot, lambda: form_of(app) and app.screen is not first, "the escalation")
    await type_in(pilot, "drift and delay")
    await saved(pilot, app)
    await back(pilot)


async def next_stage(pilot: Pilot[None], app: IroApp) -> None:
    await pilot.press("5")
    await at(pilot, EscalationsScreen)
    await form(pilot, "e")
    await saved(pilot, app)
    await back(pilot)


async def cafcass(pilot: Pilot[None], app: IroApp) -> None:
    await pilot.press("5")
    await at(pilot, EscalationsScreen)
    await form(pilot, "e")
    await to(pilot, "stage")
    await pilot.press("c")
    await saved(pilot, app)
    await back(pilot)


async def resolved(pilot: Pilot[None], app: IroApp) -> None:
    await pilot.press("5")
    await at(pilot, EscalationsScreen)
    await form(pilot, "e")
    await pilot.press("s", "y")
    await saved(pilot, app)
    await back(pilot)


async def second_review(pilot: Pilot[None], app: IroApp) -> None:
    await form(pilot, "h")
    await pilot.press("g")
    await to(pilot, "checklist")
    await pilot.press("Y")
    await to(pilot, "decision1")
    await type_in(pilot, "Matching panel; adoption team; 15/1")
    await to(pilot, "plan")
    await pilot.press("9")
    await saved(pilot, app)


async def placed_for_adoption(pilot: Pilot[None], app: IroApp) -> None:
    await form(pilot, "i", "5")
    await type_in(pilot, "E1")
    await saved(pilot, app)
    await back(pilot)
    await form(pilot, "i", "6")
    await type_in(pilot, "A5")
    await saved(pilot, app)
    await back(pilot)


async def adoption_review(pilot: Pilot[None], app: IroApp) -> None:
    await form(pilot, "h")
    await pilot.press("g")
    await saved(pilot, app)


async def end_of_care(pilot: Pilot[None], app: IroApp) -> None:
    await form(pilot, "i", "8")
    await to(pilot, "reason")
    await type_in(pilot, "E11")
    await saved(pilot, app)
    await back(pilot)


async def nothing(pilot: Pilot[None], app: IroApp) -> None:
    """Only looked at."""


def test_a_whole_case(store: Path) -> None:
    one_child(store)

    # Twenty working days from 3 August 2026; 31 August is a bank holiday.
    limits = on(store, date(2026, 8, 24), nothing)
    assert limits["review"] == date(2026, 9, 1)

    limits = on(store, date(2026, 8, 27), first_review)
    assert limits["rag_tell_manager"] == date(2026, 8, 28)
    assert limits["rag_follow_up"] == date(2026, 9, 25)
    assert limits["decisions"] == date(2026, 9, 4), "five working days, not counting 31 August"
    assert limits["care_plan_update"] == date(2026, 9, 11)
    assert limits["full_record"] == date(2026, 9, 18)
    assert limits["distribution"] == date(2026, 9, 25)
    assert limits["review"] == date(2026, 11, 27), "three months after the first"
    assert limits["midpoint"] == date(2026, 10, 12), "half-way"

    limits = on(store, date(2026, 9, 3), paperwork)
    assert "decisions" not in limits
    assert limits["manager_reply"] == date(2026, 9, 10)

    limits = on(store, date(2026, 10, 12), midpoint_to_escalation)
    assert "midpoint" not in limits
    assert limits["escalation_reply"] == date(2026, 10, 19)
    assert limits["escalation_total"] == date(2026, 11, 9)

    limits = on(store, date(2026, 10, 20), next_stage)
    assert limits["escalation_reply"] == date(2026, 10, 27)

    limits = on(store, date(2026, 10, 22), cafcass)
    assert limits["escalation_reply"] == date(2026, 10, 27), "Cafcass runs beside the ladder"
    assert limits["escalation_total"] == date(2026, 11, 9)

    limits = on(store, date(2026, 11, 2), resolved)
    assert "escalation_total" not in limits
    assert limits["escalation_follow_up"] == date(2026, 11, 30)

    limits = on(store, date(2026, 11, 20), second_review)
    assert limits["review"] == date(2027, 5, 20), "six months after the second"
    assert limits["decision_due"] == date(2027, 1, 15)
    assert "rag_follow_up" not in limits
    session = facts(store, date(2026, 11, 20))
    assert session.child_card(session.find_child("KB 1")).plan == "adoption"
    session.close()

    limits = on(store, date(2026, 12, 1), placed_for_adoption)
    assert limits["review"] == date(2026, 12, 29), "four weeks after placing"

    limits = on(store, date(2026, 12, 22), adoption_review)
    assert limits["review"] == date(2027, 3, 22), "three months after the first adoption review"

    limits = on(store, date(2027, 3, 1), end_of_care)
    assert limits.keys() == LEFT_OPEN, "no review, no booking, no check: only what was left open"
    session = facts(store, date(2027, 3, 1))
    child = session.find_child("KB 1")
    assert len(session.lines(REVIEWS, held=True)) == 3
    assert next(e.text for e in session.lines(CASE, child) if e.kind == "care").endswith("adopted, unopposed")

    # Undone by name, one after the other, across all those days.
    names = []
    while (last := session.undoable()) and last.name != "Set up":
        names.append(last.name)
        session.undo(last.operation)
    assert names == [
        "End of care", "Hold review", "Placement", "Legal status", "Hold review", "Settle escalation",
        "Next step of the escalation", "Next step of the escalation", "Escalate", "Mid-point check", "Mark as done",
        "Hold review",
    ]  # fmt: skip
    session.close()
    assert asked(store, date(2026, 8, 24)) == on(store, date(2026, 8, 24), nothing)
    assert asked(store, date(2026, 8, 24))["review"] == date(2026, 9, 1)
    session = facts(store, date(2027, 3, 1))
    while session.redo().operation:
        pass
    session.close()
    assert asked(store, date(2027, 3, 1)) == limits
