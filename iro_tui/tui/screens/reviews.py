"""The reviews, and beside them conferences and court; how the next twelve weeks are filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from iro_tui.caseload.lines import ReviewLine, WeekLoad
from iro_tui.caseload.lists.week import weeks_to
from iro_tui.caseload.session import Session
from iro_tui.domain.typed_day import typed
from iro_tui.tui.commands import Command
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.screens.list_words import Listing
from iro_tui.tui.widgets.load import Load

R = TypeVar("R")
TOGETHER = ("reviews", "conferences", "court")
"""The lists that ← and → go between, in their order."""


class BesideReviews(ListScreen[R]):
    """One of the three lists of meetings."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "beside(-1)", "Before", show=False),
        Binding("right", "beside(1)", "Next", show=False),
    ]
    _asked: Mapping[str, int] = MappingProxyType({})
    """How many rows each of the three has, as read with the rows."""

    def read(self, session: Session) -> Iterable[R]:
        from iro_tui.caseload.meetings_asked import meetings_asked

        self._asked = meetings_asked(session.caseload())
        return super().read(session)

    def above(self, listing: Listing[R], shown: int) -> Content:
        """The three lists, this one between the arrows that leave it; then what is left out."""
        parts: list[tuple[str, str]] = [(" ", "")]
        for name in TOGETHER:
            words = f"{name} {self._asked.get(name, 0):,}"
            parts.append((f"◄ {words} ►", "bold $accent") if name == self.tab else (f"  {words}  ", "$muted"))
        return Content.assemble(*parts, ("  ← → switches  ", "$muted"), super().above(listing, shown))

    def why_not(self, command: Command) -> str | None:
        """What is over, of conferences and court, is corrected: its keys are not those of the child's next review."""
        row = self.table.row
        over = self.tab != TOGETHER[0] and row is not None and self.list.duty(row) is None
        if over and command.id in ("hold", "book", "done"):
            return "This is on record: i c corrects it."
        return super().why_not(command)

    async def action_beside(self, step: int) -> None:
        """Go to the list before or after this one, round and round."""
        at = TOGETHER.index(self.tab) if self.tab in TOGETHER else 0
        await self.iro.action_command(TOGETHER[(at + step) % len(TOGETHER)])


class ReviewsScreen(BesideReviews[ReviewLine]):
    """Reviews, with the load of the coming weeks under the card."""

    _load: tuple[WeekLoad, ...] = ()

    def read(self, session: Session) -> Iterable[ReviewLine]:
        self._load = session.review_load()
        return super().read(session)

    def details(self) -> Iterator[Widget]:
        yield Load(id="load")

    def _fill(self) -> None:
        super()._fill()
        if self.listing:
            self.query_one(Load).show(self._load)

    async def do_book(self) -> None:
        """Book or move what the row is about; with a day chosen in the load, on that day."""
        day, (action_id, keys) = self.query_one(Load).day, self.verb_here("book")
        await self.start_action(action_id, {"day": typed(day)} if day and action_id == "book" else None, keys)

    @on(Load.DayOpened)
    def day_opened(self, event: Load.DayOpened) -> None:
        from iro_tui.tui.screens.week import show_week

        self.iro.run_worker(show_week(self.iro, weeks_to(event.day, self.today)))  # this screen goes
