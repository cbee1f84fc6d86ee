"""Twelve acts of a day, one after the other over one caseload, and the keys that each of them costs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from textual.pilot import Pilot

from iro_tui.actions.sample import sample_session
from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.tui.app import IroApp
from iro_tui.tui.form import Form
from iro_tui.tui.screens.child import ChildScreen
from tests.support import TODAY
from tests.support.driving import at, at_today, drive, over, type_in, until

DATE = "+20wd"
TEXT = "typed text"


class Act(NamedTuple):
    """What was done: the keys it took, and the letters of a day, a note or a reason beside them."""

    what: str
    keys: int
    typed: int


class Day:
    """Presses keys and counts them; the text of a date, a note or a decision is counted apart."""

    def __init__(self, pilot: Pilot[None], app: IroApp) -> None:
        self.pilot, self.app = pilot, app
        self.acts: list[Act] = []
        self.keys = self.typed = 0

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        self.typed += len(text)
        await type_in(self.pilot, text)

    def done(self, what: str) -> None:
        self.acts.append(Act(what, self.keys, self.typed))
        self.keys = self.typed = 0

    async def form(self, key: str) -> Form:
        await self.press(key)
        await until(self.pilot, lambda: isinstance(self.app.screen, Form) and self.app.screen.is_mounted, key)
        assert isinstance(self.app.screen, Form)
        return self.app.screen

    async def to(self, form: Form, name: str) -> None:
        """Tab on to a question."""
        for _ in range(40):
            if form.focused and form.focused.id == name:
                return
            await self.press("tab")
        raise AssertionError(f"Tab never comes to {name}")

    async def saved(self, form: Form, key: str = "enter") -> None:
        entries = len(self.app.open_session.lines(ENTRIES, 1000))
        await self.press(key)
        await until(self.pilot, lambda: self.app.screen is not form, "saved")
        assert len(self.app.open_session.lines(ENTRIES, 1000)) == entries + 1

    async def written(self, *keys: str) -> None:
        """Keys that write one action at once."""
        entries = len(self.app.open_session.lines(ENTRIES, 1000))
        await self.press(*keys)
        await until(self.pilot, lambda: len(self.app.open_session.lines(ENTRIES, 1000)) == entries + 1, str(keys))

    async def on(self, screen: Any, wanted: Callable[[Any], object]) -> None:
        """Put the cursor on a row: where one is, is no act of its own."""
        row = next(row for row in screen.table.rows if wanted(row))
        assert screen.table.find(screen.key(row))
        await at(self.pilot, type(screen))


def acts() -> list[Act]:
    """What is done on a day, in its order."""
    counted: list[Act] = []

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        day = Day(pilot, app)
        today = await at_today(pilot)
        day.done("open: the diary stands there")
        await day.press("j")
        day.done("read the diary, a line")
        await day.press("2")
        caseload = await at(pilot, "caseload")
        day.keys = 0
        await day.on(caseload, _plain)
        await day.press("enter")
        await at(pilot, ChildScreen)
        await day.press("escape")
        day.done("open a child, and back")
        form = await day.form("o")
        await day.press("1", "1", "tab", "y")
        await day.saved(form, "f2")
        day.done("note: visited, seen alone")
        form = await day.form("r")
        await day.press("a", "2")
        await day.saved(form)
        day.done("RAG")
        form = await day.form("h")
        await day.press("g", "1", "Y")
        await day.to(form, "decision1")
        await day.type("Dental check; carer; 12/12")
        await day.to(form, "next_meeting")
        await day.type("+60wd 14:30 Saltby")
        if form.filling.missing:
            await day.to(form, form.filling.missing.name)
            await day.type(TEXT)
        await day.saved(form, "f2")
        day.done("a review held: a decision, the next one booked")
        await day.press("6")
        await at(pilot, "paperwork")
        await day.written("x")
        day.done("tick a cell of the paperwork")
        await day.press("7")
        await at(pilot, "outbox")
        await day.press("y")
        await day.written("x")
        day.done("copy a note, and file it")
        await day.press("2")
        await at(pilot, "caseload")
        day.keys = 0
        await day.on(caseload, lambda row: row.next_review and not row.next_review.agreed and _far(row))
        form = await day.form("b")
        await day.type(DATE)
        await day.saved(form)
        day.done("book a review")
        form = await day.form("b")
        await day.type("+15wd")
        await until(pilot, lambda: form.query_one("#ask-asked_by").display, "who asked")
        await day.press("enter", "enter", "2")
        await day.type(TEXT)
        await day.saved(form)
        day.done("move it")
        await day.press("1")
        await at(pilot, "today")
        day.keys = 0
        await day.on(today, lambda row: getattr(row, "duty", None) and row.duty.kind == "escalation_reply")
        form = await day.form("e")
        await day.press("n")
        if form.filling.missing:
            await day.to(form, form.filling.missing.name)
            await day.type(TEXT)
        await day.saved(form, "f2")
        day.done("the next step of an escalation")
        await day.press("2")
        await at(pilot, "caseload")
        day.keys = 0
        refs = [row.ref for row in caseload.table.rows]
        wanted = next(ref for ref in reversed(refs) if sum(ref[-3:] in other for other in refs) == 1)
        await day.press("slash", *wanted[-3:], "enter")
        await until(pilot, lambda: len(caseload.table.rows) == 1, "the child alone")
        day.done("find a child")
        counted.extend(day.acts)

    drive(over(lambda: sample_session(40, 1, TODAY)), steps)
    return counted


def _far(row: Any) -> bool:
    return bool((row.next_review.limit - TODAY).days > 40)


def _plain(row: Any) -> bool:
    """A child who takes part herself, whose review is in time."""
    return bool(8 < (row.age or 0) < 16 and row.next_review and row.next_review.limit >= TODAY)
