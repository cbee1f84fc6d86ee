"""Acting on several marked rows at once: one action, undone as one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Static

from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.caseload.lists.reviews import REVIEWS
from iro_tui.caseload.lists.today import DUTIES
from iro_tui.tui.app import IroApp
from tests.support import TODAY
from tests.support.driving import at, shown, type_in, until
from tests.support.journeys import (
    acted_at_once,
    form_opened,
    go,
    journey,
    keys_of,
    mark,
    said,
    undone,
)


def _rags(app: IroApp, ids: Sequence[str]) -> list[tuple[str, ...]]:
    rows = {row.child_id: row for row in app.open_session.lines(CHILDREN)}
    return [rows[child_id].rag_trail for child_id in ids]


def test_a_rating_of_several_is_one_action(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        rows = screen.table.rows[2:6]
        ids = [row.child_id for row in rows]
        before = _rags(app, ids)
        await mark(pilot, screen, rows)
        await form_opened(pilot, "r")
        assert "4 children" in shown(app)
        await pilot.press("g", "enter")
        await acted_at_once(pilot, app, screen, 1)
        assert _rags(app, ids) == [(*trail, "green") for trail in before]
        await undone(pilot, app)
        assert _rags(app, ids) == before

    journey(filled, steps)


def test_what_is_said_of_each_child_stands_in_a_line_of_its_own(filled: Path) -> None:
    """A line end is no control character to be shown as one."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        rows = [row for row in screen.table.rows if row.next_review][:3]
        await mark(pilot, screen, rows)
        form = await form_opened(pilot, "b")
        lines = str(form.query_one("#each", Static).render()).splitlines()
        assert [line.split(" by ")[0].split(" between ")[0] for line in lines] == [row.ref for row in rows]
        assert "\ufffd" not in shown(app)

    journey(filled, steps)


def test_several_rows_of_one_child_are_the_child_once(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        ids = [row.child_id for row in screen.table.rows]
        child_id = next(child_id for child_id in ids if child_id and ids.count(child_id) > 1)
        before = _rags(app, [child_id])
        await mark(pilot, screen, [row for row in screen.table.rows if row.child_id == child_id])
        await form_opened(pilot, "r")
        await pilot.press("g", "enter")
        await acted_at_once(pilot, app, screen, 1)
        assert _rags(app, [child_id]) == [(*before[0], "green")]

    journey(filled, steps)


def test_a_footprint_of_several_is_one_action(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        rows = [row for row in screen.table.rows if row.last_seen != TODAY][:3]
        before = {row.child_id: row.last_seen for row in rows}
        await mark(pilot, screen, rows)
        await form_opened(pilot, "o")
        await pilot.press("1", "1", "tab", "tab", "tab")
        await type_in(pilot, "met in the corridor")
        await pilot.press("f2")
        await acted_at_once(pilot, app, screen, 1)
        assert said(app, "3 children: footprint of Fri 20 Nov: visit, child")
        now = {row.child_id: row.last_seen for row in app.open_session.lines(CHILDREN) if row.child_id in before}
        assert set(now.values()) == {TODAY}
        await undone(pilot, app)
        assert {r.child_id: r.last_seen for r in app.open_session.lines(CHILDREN) if r.child_id in before} == before

    journey(filled, steps)


def test_a_task_for_several_is_one_action(filled: Path) -> None:
    def tasks(app: IroApp) -> set[str]:
        return {row.child_id for row in app.open_session.lines(DUTIES) if row.duty.what == "Ask for the PEP"}

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        rows = screen.table.rows[:3]
        await mark(pilot, screen, rows)
        await form_opened(pilot, "a")
        await type_in(pilot, "Ask for the PEP")
        await pilot.press("tab")
        await type_in(pilot, "+5wd")
        await pilot.press("enter")
        await acted_at_once(pilot, app, screen, 1)
        assert tasks(app) == {row.child_id for row in rows}
        await undone(pilot, app)
        assert not tasks(app)

    journey(filled, steps)


def test_ticking_off_several_is_one_action(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        rows = [row for row in screen.table.rows if row.duty.kind == "decision_due"][:2]
        rows += [row for row in screen.table.rows if row.duty.kind == "task" and not row.child_id][:1]
        await mark(pilot, screen, rows)
        await pilot.press("x")
        await acted_at_once(pilot, app, screen, 1)
        keys = {row.duty.id for row in rows}
        await until(pilot, lambda: not keys & set(keys_of(screen)), "gone from the list")
        assert said(app, "2 children and your own: 3 things, done today; the next is due Sun 20 Dec, no working day.")
        await undone(pilot, app)
        await until(pilot, lambda: keys <= set(keys_of(screen)), "asked again")

    journey(filled, steps)


def test_what_cannot_be_ticked_off_keeps_the_others_from_being(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        rows = [next(r for r in screen.table.rows if r.duty.kind == kind) for kind in ("decision_due", "review")]
        await mark(pilot, screen, rows)
        await pilot.press("x")
        assert said(app, "A review is recorded with h.")
        assert len(screen.table.marked) == 2
        assert len(app.open_session.lines(ENTRIES)) == 1

    journey(filled, steps)


def test_a_booking_of_several_is_one_action(filled: Path) -> None:
    def booked(app: IroApp, ids: Sequence[str]) -> list[date | None]:
        days = {row.child_id: row.booked for row in app.open_session.lines(REVIEWS)}
        return [days[child_id] for child_id in ids]

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "3")
        view = app.open_session.caseload().on_day
        agreed = {row.child_id for row in screen.table.rows if (up := view[row.child_id].next_review) and up.agreed}
        free = [row for row in screen.table.rows if row.child_id not in agreed]  # a booking that has passed is moved
        rows = [row for row in free if row.limit > date(2026, 12, 20)][:3]
        ids = [row.child_id for row in rows]
        await mark(pilot, screen, rows)
        await form_opened(pilot, "b")
        await type_in(pilot, "+20wd")
        await until(
            pilot, lambda: "Enter: 3 children: reviews booked for Fri 18 Dec" in shown(app), "what Enter will do"
        )
        await pilot.press("enter")
        await acted_at_once(pilot, app, screen, 1)
        assert booked(app, ids) == [date(2026, 12, 18)] * 3
        await undone(pilot, app)
        assert booked(app, ids) == [None] * 3

    journey(filled, steps)


def test_esc_takes_the_marks_away(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        await pilot.press("space", "space", "space", "up", "space")
        assert len(screen.table.marked) == 2, "space again takes a mark away"
        await pilot.press("escape")
        assert not screen.table.marked
        assert "✱" not in shown(app)

    journey(filled, steps)
