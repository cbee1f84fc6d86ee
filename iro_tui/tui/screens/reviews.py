"""The reviews, and beside them conferences and court; how the next twelve weeks are filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar, TypeVar

from textual import on
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from iro_tui.caseload.lists.conferences import BOTH, COMING, HELD_SINCE, ConferenceLine, held_this_year
from iro_tui.caseload.lists.reviews import ReviewLine
from iro_tui.caseload.lists.week import weeks_to
from iro_tui.caseload.load import WeekLoad
from iro_tui.caseload.session import Session
from iro_tui.domain.typed_day import typed
from iro_tui.tui.commands import Command
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.screens.list_words import Listing
from iro_tui.tui.widgets.folding import FoldingTable
from iro_tui.tui.widgets.load import Load
from iro_tui.tui.widgets.table import Table

R = TypeVar("R")
TOGETHER = ("reviews", "conferences", "court")
"""The lists that ← and → go between, in their order."""
HELPED: Mapping[str, Mapping[str, str]] = {
    "conferences": {
        "hold": "Record the conference as held or not held, and what it decided",
        "book": "Book the conference, or move it",
        "done": "Say who was asked, and whose report is in",
        "midpoint": "Record a core group",
    },
    "court": {
        "hold": "Record the hearing, and the order that was made",
        "book": "Give the hearing another day, filing or place",
    },
}
"""What keys of a row do beside the reviews, as help says it."""


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
        if self._is_over and command.id in ("hold", "book", "done", "done_on", "midpoint"):
            return "This is on record: i c corrects it."
        return super().why_not(command)

    @property
    def _is_over(self) -> bool:
        """Whether the highlighted row is a conference that was held, or a day of court that took place."""
        row = self.table.row
        return self.tab != TOGETHER[0] and row is not None and self.list.duty(row) is None

    def helped(self, command: Command) -> str:
        return HELPED.get(self.tab, {}).get(command.id) or super().helped(command)

    def word_for(self, command: Command) -> str:
        return "Correct" if command.id == "facts" and self._is_over else super().word_for(command)

    def hinted(self, command: Command) -> bool:
        """What is over is corrected or taken out; what is to come has other keys for that."""
        if command.id in ("facts", "delete") and not self._is_over:
            return False
        return super().hinted(command)

    async def action_beside(self, step: int) -> None:
        """Go to the list before or after this one, round and round."""
        at = TOGETHER.index(self.tab) if self.tab in TOGETHER else 0
        await self.iro.action_command(TOGETHER[(at + step) % len(TOGETHER)])


class ConferencesTable(FoldingTable[ConferenceLine]):
    """Conferences in groups that Enter opens and closes: ← and → go to the list beside."""

    def action_fold(self) -> None:
        raise SkipAction

    def action_unfold(self) -> None:
        raise SkipAction


class ConferencesScreen(BesideReviews[ConferenceLine]):
    """Conferences, with those that were held this year in one line under them."""

    def read(self, session: Session) -> Iterable[ConferenceLine]:
        rows = super().read(session)
        return (*rows, *held_this_year(session.caseload())) if self.view.value == COMING else rows

    def make_table(self) -> Table[ConferenceLine]:
        table = ConferencesTable(self.columns(), key=self.key, group=self._heading, id="rows", empty="Reading…")
        table.shut, table.notes = (HELD_SINCE,), {BOTH: "looked after, with a plan"}
        table.says = lambda _rows: "Enter opens"
        return table

    def why_not(self, command: Command) -> str | None:
        heading = isinstance(self.table, FoldingTable) and self.table.head_at is not None
        return None if command.id == "open" and heading else super().why_not(command)

    def do_open(self) -> None:
        """The child of a row; a heading opens and closes its rows."""
        if isinstance(self.table, FoldingTable) and self.table.head_at is not None:
            self.table.turn()
        else:
            super().do_open()


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
