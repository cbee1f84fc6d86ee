"""Today: everything that is late, due now or due soon, and the highlighted child beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.domain.words import day_words
from iro_tui.services.views import Changes, ChildCard, DutyRow, TodayView
from iro_tui.tui import commands
from iro_tui.tui.dialogs.rag import Rag
from iro_tui.tui.screens.base import IroScreen
from iro_tui.tui.screens.child import Child
from iro_tui.tui.text import RAG_LETTERS, clock_words
from iro_tui.tui.widgets.card import Card, one_line
from iro_tui.tui.widgets.hint_bar import HintBar
from iro_tui.tui.widgets.strip import TopStrip
from iro_tui.tui.widgets.table import Cell, Column, Table

DAYS_AHEAD = (28, 90, 7)
CLOCK_COLOURS = {"overdue": "late", "today": "today", "soon": "soon", "on_time": ""}


class Today(IroScreen):
    """What today asks."""

    scopes = (commands.GLOBAL, commands.LIST, commands.TODAY)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "clear_filter", "Clear filter", show=False)]

    def __init__(self) -> None:
        super().__init__()
        self.days = DAYS_AHEAD[0]
        self.view: TodayView | None = None
        self.card: ChildCard | None = None
        self._revision = -1

    def compose(self) -> Iterator[Widget]:
        yield TopStrip()
        yield Input(placeholder="Filter: reference, initials, kind of duty…", id="filter", classes="hidden")
        with Horizontal(id="body"):
            yield Table[DutyRow](
                self._columns(),
                key=lambda row: row.duty.id,
                group=self._heading,
                id="duties",
                empty="Nothing is asked here.",
            )
            yield Card(id="card")
        yield Static("", id="line")
        yield HintBar(commands.hints(self.scopes))

    def _columns(self) -> list[Column[DutyRow]]:
        return [
            Column("due", "Due", 10, self._due),
            Column("clock", "Clock", 13, _clock),
            Column("child", "Child", 9, self._child),
            Column("rag", "RAG", 3, _rag),
            Column("what", "What is asked", 18, self._what, flex=True),
            Column("authority", "Authority", 18, lambda row: (row.duty.authority, "muted"), shows_from=96),
        ]

    @property
    def table(self) -> Table[DutyRow]:
        return self.query_one("#duties", Table)

    async def on_mount(self) -> None:
        self.query_one("#filter", Input).cursor_blink = False
        self.iro.changes.subscribe(self, self._changed)
        self.table.focus()
        await self.reload()
        if self.view and self.view.strip.warnings:
            self.iro.say(" ".join(self.view.strip.warnings), problem=True)

    def on_screen_resume(self) -> None:
        """Names may have been shown or hidden on the page of a child."""
        self._fill()

    def _changed(self, changes: Changes) -> None:  # noqa: ARG002
        self.run_worker(self.reload, exclusive=True, group="reload")

    async def reload(self) -> None:
        """Read the list anew; the cursor stays on its duty, or on its child when that duty is done."""
        days = self.days
        self.view = await self.ask(lambda desk: desk.today_view(days))
        self._fill()

    def _fill(self) -> None:
        if self.view is None:
            return
        wanted = self.query_one("#filter", Input).value.casefold().split()
        rows = [row for row in self.view.rows if all(word in self._haystack(row) for word in wanted)]
        self._counts = {
            group: sum(row.group == group for row in rows) for group in ("overdue", "today", "week", "later")
        }
        self.table.empty = "Nothing is asked here."
        if not self.view.strip.children and not self.view.rows:
            self.table.empty = "The caseload is empty. F5 brings in a return."
        self.table.show(rows)
        self.query_one(TopStrip).show(self.view.strip, self.view.today, len(self.view.rows) - len(rows))

    def _haystack(self, row: DutyRow) -> str:
        name = row.name if self.iro.names else ""
        return (
            f"{row.duty.child} {row.initials} {name} {row.duty.what} {row.duty.rag or ''} {row.duty.clock}".casefold()
        )

    def _heading(self, row: DutyRow) -> str:
        titles = {"overdue": "Overdue", "today": "Today", "week": "Next 7 days", "later": f"Next {self.days} days"}
        return f"{titles[row.group]}  {self._counts[row.group]:,}"

    # Cells

    @property
    def _today(self) -> date:
        return self.view.today if self.view else date.min

    def _due(self, row: DutyRow) -> Cell:
        day = row.duty.due
        words = day_words(day, self._today)
        return (words if day.year == self._today.year else f"{day:%d/%m/%Y}", "")

    def _child(self, row: DutyRow) -> Cell:
        if self.iro.names and row.name:
            return (row.name, "")
        return (row.duty.child or "–", "" if row.duty.child else "muted")

    def _what(self, row: DutyRow) -> Cell:
        duty = row.duty
        said = duty.what
        if duty.booked and duty.kind in ("review", "early_review", "conference"):
            said += f", booked {day_words(duty.booked, self._today)}"
        return (f"{said}, inferred" if duty.inferred else said, "")

    # The child beside the list

    @on(Table.Highlighted)
    def highlighted(self, event: Table.Highlighted) -> None:
        row: DutyRow | None = event.row
        child_id = row.child_id if row else ""
        self.run_worker(partial(self._show_card, child_id), exclusive=True, group="card")

    async def _show_card(self, child_id: str) -> None:
        card = await self.card_of(child_id) if child_id else None
        self.card = card
        self.query_one(Card).show(card, self._today, names=self.iro.names)
        line = one_line(card, self._today, names=self.iro.names) if card else ""
        self.query_one("#line", Static).update(line)

    # Filter

    def do_filter(self) -> None:
        field = self.query_one("#filter", Input)
        field.remove_class("hidden")
        field.focus()

    def action_clear_filter(self) -> None:
        field = self.query_one("#filter", Input)
        if field.has_class("hidden"):
            return
        field.clear()
        field.add_class("hidden")
        self.table.focus()

    @on(Input.Changed, "#filter")
    def filtered(self) -> None:
        self._fill()

    @on(Input.Submitted, "#filter")
    def to_list(self) -> None:
        self.table.focus()

    # Commands

    def why_not(self, command: commands.Command) -> str | None:
        if command.id in ("rag", "open"):
            row = self.table.row
            if row is None:
                return "There is nothing under the cursor."
            if not row.child_id:
                return "This task concerns no child."
        return None

    def do_rag(self) -> None:
        row = self.table.row
        if row and self.card and self.card.row.child_id == row.child_id:
            self.app.push_screen(Rag(self.card))
        elif row:
            self.run_worker(partial(self._rag, row.child_id))

    async def _rag(self, child_id: str) -> None:
        card = await self.card_of(child_id)
        if card is not None:
            self.app.push_screen(Rag(card))

    def do_open(self) -> None:
        row = self.table.row
        if row:
            self.app.push_screen(Child(row.child_id))

    @on(Table.Opened)
    async def opened(self) -> None:
        await self.iro.action_command("open")

    def do_names(self) -> None:
        self.iro.names = not self.iro.names
        self._fill()
        kept = any(row.name for row in self.view.rows) if self.view else False
        if self.iro.names and not kept:
            self.iro.say("No names are kept here, only references.")

    async def do_more_days(self) -> None:
        self.days = DAYS_AHEAD[(DAYS_AHEAD.index(self.days) + 1) % len(DAYS_AHEAD)]
        await self.reload()
        self.iro.say(f"The next {self.days} days.")


def _clock(row: DutyRow) -> Cell:
    duty = row.duty
    return (clock_words(duty.clock, duty.days, duty.working_days), CLOCK_COLOURS[duty.clock])


def _rag(row: DutyRow) -> Cell:
    rag = row.duty.rag
    return (f" {RAG_LETTERS[rag]}", f"rag-{rag}" if rag else "muted")
