"""The week: the officer's diary as columns or as a list, with earlier and later; a free hour can be booked in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from iro_tui.caseload.lists.week import BY, FREE, WeekLine, monday_of, view_of, week_words
from iro_tui.domain.words import day_words
from iro_tui.tui import commands
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.widgets.table import Table
from iro_tui.tui.widgets.week_table import WeekTable

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection
    from iro_tui.tui.app import IroApp


class WeekScreen(ListScreen[WeekLine]):
    """The week. `b` on a free stretch asks the child first, then books there."""

    _at_today = True
    """Whether the cursor is to be put on today, once the rows are there."""
    _turned = False
    """Whether another week was turned to, which begins with its first hours, not where the cursor was in the last."""

    def gone_to(self) -> None:
        """It begins with this week, and in it with today."""
        self._at_today = True
        self.show_week_of(0)

    def make_table(self) -> Table[WeekLine]:
        return WeekTable(self.columns(), key=self.key, group=self._heading, id="rows", empty="Reading…")

    def _heading(self, row: WeekLine) -> str | None:
        return self.group(row)

    def _fill(self) -> None:
        table = self.table
        if self.listing and isinstance(table, WeekTable):
            today = self.listing.today
            table.today = today
            table.title = f"THE WEEK   {week_words(self.listing.rows, today, self.view.value)}"
        super()._fill()
        if self.listing and self._turned and table.rows:
            self._turned = False
            first = next((row for row in table.rows if row.kind != BY), table.rows[0])
            table.find(self.key(first))
            table.scroll_to(y=0, animate=False, force=True)
        if self.listing and self._at_today:
            today = self.listing.today  # a week turned to may not be read yet
            here = next((row for row in table.rows if today <= row.day < monday_of(today, 1)), None)
            if here:
                self._at_today = False
                table.find(self.key(here))

    async def do_more(self) -> None:
        """The week after."""
        await self._turn(1)

    async def do_earlier(self) -> None:
        """The week before."""
        await self._turn(-1)

    async def _turn(self, by: int) -> None:
        self._turned = True
        self.view = view_of(self.view.value + by)
        await self.reload()

    def show_week_of(self, weeks: int) -> None:
        """Turn to a week, by how many it lies ahead of this one."""
        if self.view.value != weeks:
            self.view = view_of(weeks)
            if self.listing:  # else it is about to be read
                self.start(self.reload, "reload")

    def stand(self) -> dict[str, Any]:
        return {**super().stand(), "weeks": self.view.value}

    async def stand_as(self, stand: Mapping[str, Any]) -> None:
        await super().stand_as(stand)
        self.view = view_of(int(stand["weeks"]))

    def why_not(self, command: commands.Command) -> str | None:
        if command.id == "more" or (command.id == "book" and self._is_free):
            return None
        return super().why_not(command)

    def why_no_child(self) -> str:
        return "This hour is free: b books a review there." if self._is_free else super().why_no_child()

    @property
    def _is_free(self) -> bool:
        row = self.table.row
        return row is not None and row.kind == FREE

    async def do_book(self) -> None:
        """Book or move what the row is about; on a free stretch a child is asked for first."""
        row = self.table.row
        if row is None or row.kind != FREE:
            await super().do_book()
        else:
            await book_in(self, row)


async def show_week(iro: IroApp, weeks: int) -> None:
    """Go to the page of a week, by how many it lies ahead."""
    await iro.action_command("week")
    week = iro.get_screen("week")
    if isinstance(week, WeekScreen):
        week.show_week_of(weeks)


async def book_in(screen: ListScreen[Any], row: WeekLine) -> None:
    """Book a review on a free stretch: the child is asked for first."""
    from iro_tui.actions import action_of
    from iro_tui.tui.booking_form import form_of
    from iro_tui.tui.dialogs.choose_child import ChooseChild

    answers = {"day": f"{row.day:%d/%m/%Y}", "time": row.time}
    children = await screen.ask(lambda session: session.query(_to_book))

    def chosen(child_id: str | None) -> None:
        if child_id:
            screen.open_form(form_of(action_of("book"), [child_id], (), answers))

    words = f"{day_words(row.day, screen.today)} {row.time}"
    screen.app.push_screen(ChooseChild(f"Whose review on {words}?", children, names=screen.iro.names), chosen)


def _to_book(_connection: Connection, caseload: Caseload) -> list[tuple[str, str, str, str]]:
    """Key, reference, name and by when of every child whose review can be booked, the nearest limit first."""
    asked = [
        (upcoming.booked is not None, upcoming.limit, child_id, upcoming)
        for child_id, case in caseload.on_day.items()
        if (upcoming := case.next_review)
    ]
    return [
        (
            child_id,
            caseload.children[child_id].ref,
            caseload.children[child_id].name,
            f"{upcoming.when(caseload.today)}"
            + (f", booked {day_words(upcoming.booked, caseload.today)}" if upcoming.booked else ""),
        )
        for _, _, child_id, upcoming in sorted(asked, key=lambda item: item[:3])
    ]
