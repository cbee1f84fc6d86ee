"""The rows of a list on a screen: read when something touched them, drawn from its columns, the child beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.caseload.reading import Beside
from iro_tui.caseload.refusals import Refused
from iro_tui.collector import without_collector
from iro_tui.text import safe
from iro_tui.tui import commands
from iro_tui.tui.later import Later
from iro_tui.tui.screens.acting_on_rows import ActingOnRows
from iro_tui.tui.screens.beside import card_and_beside
from iro_tui.tui.screens.finding import Finder, words_of_rows
from iro_tui.tui.screens.list_words import Listing
from iro_tui.tui.widgets.card import Card, one_line
from iro_tui.tui.widgets.folding import FoldingTable
from iro_tui.tui.widgets.labels import HintBar, Tabs
from iro_tui.tui.widgets.reading import in_brief
from iro_tui.tui.widgets.strip import TopStrip
from iro_tui.tui.widgets.table import Table
from iro_tui.tui.widgets.telling import Line, Telling

if TYPE_CHECKING:
    from iro_tui.caseload.lines import Changes, ChildCard, ChildLine
    from iro_tui.caseload.lists.base import List
    from iro_tui.caseload.session import Session
    from iro_tui.domain.duty import Duty

R = TypeVar("R")

CARD_AFTER_SECONDS = 0.04
"""How long the cursor rests before the card follows it."""


class ListRows(ActingOnRows[R]):
    """The rows of a list, read and read again, and the child beside them."""

    scopes: ClassVar[tuple[str, ...]] = (commands.GLOBAL, commands.ROW, commands.LIST)
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (14, "-tall")]  # noqa: RUF012 -- as below
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (180, "-widest")]  # noqa: RUF012 -- an instance variable there

    def __init__(self, shown: List[R, ...], tab: str = "") -> None:
        super().__init__(shown, tab)
        self.card: ChildCard | None = None
        self.beside = Beside()
        """What is read beside the list."""
        self._card_of: R | None = None
        """The row whose card is read, or shown; None: of what stands here now it is not."""
        self.asked: Duty | None = None
        """What the highlighted row asks."""
        self._set_aside: tuple[str, ...] = ()
        """The named filters that were taken off to show what was looked for."""
        self.only: tuple[str, ...] = ()
        """The ids of the named filters that are on."""
        self.zoom = ""
        """Which part has the whole width; empty: both are shown."""
        self.finder: Finder[R] = Finder(self._child_id, shown.standing)
        self._words: dict[int, str] = {}
        self._heads: dict[str, str] = {}
        """Each group's heading, with how many rows it has."""
        self._resting = Later(self, partial(self.start, self._show_card, "card"))
        self._stale = self._beside_stale = False
        """Whether the rows, or only what stands beside them, have changed while another screen was shown."""

    def read(self, session: Session) -> Iterable[R]:
        """The rows; in the store thread."""
        return session.lines(self.list, **self.list.options(self.view.value))

    def details(self) -> Iterator[Widget]:
        """What stands under the card."""
        yield from ()

    # Parts

    def compose(self) -> Iterator[Widget]:
        yield Tabs(self.tab)
        yield self.top()
        with Horizontal(id="narrowed"):
            yield Input(placeholder="Filter by any words shown; Esc clears", id="filter", classes="hidden")
            yield Static("", id="kept", classes="hidden")
        with Horizontal(id="body"):
            yield from self.body()
        yield from self.under()
        yield HintBar(commands.hints(self.scopes, self.list.hints))

    def top(self) -> TopStrip:
        """What stands in the row under the tabs."""
        return TopStrip()

    def body(self) -> Iterator[Widget]:
        """The list, and what stands beside it."""
        yield self.make_table()
        with Vertical(id="side"):
            yield Card(id="card")
            yield from self.details()

    def make_table(self) -> Table[R]:
        """The list itself, empty as yet."""
        return Table[R](self.columns(), key=self.key, group=self._heading, id="rows", empty="Reading…")

    def under(self) -> Iterator[Widget]:
        """What a screen without room for a pane has instead, over the footer: what is read of the highlighted row."""
        yield Telling(id="reading")

    @property
    def field(self) -> Input:
        return self.query_one("#filter", Input)

    # Reading

    def _changed(self, changes: Changes) -> None:
        """Read again what an action touched: the rows only where they are made from its tables."""
        touched = not changes.tables or self.list.reads is None or bool(changes.tables & self._reads(self.list.reads))
        self._stale |= touched
        self._beside_stale = True
        if self in self.app.screen_stack:
            self._read_again()

    def _reads(self, own: frozenset[str]) -> frozenset[str]:
        """The tables that the rows depend on: the list's own, and those that the named filters look at."""
        from iro_tui.caseload.lists.children import CHILDREN

        return own | (CHILDREN.reads or frozenset()) if self.only else own

    def _read_again(self) -> None:
        if self._stale:
            self.start(self.reload, "reload")
        else:
            self.start(self._read_beside, "beside")

    def on_screen_resume(self) -> None:
        """What changed while another screen was shown; names may have been shown or hidden there, too."""
        if self._stale or self._beside_stale:
            self._read_again()
        if self.listing and not self._stale:
            self.renamed(self.listing) if self.listing.widths.named != self.iro.names else self._fill()

    async def _read_beside(self) -> None:
        """The counts and the card; the rows are as they were."""
        self._beside_stale = False
        strip = await self.ask(lambda session: session.strip())
        if self.listing:
            self.listing = replace(self.listing, strip=strip)
            self._show_strip(self.listing, len(self.table.rows))
            self.follow()

    async def reload(self) -> None:
        """Read the list anew; the cursor stays on its row."""
        self._stale = self._beside_stale = False
        try:
            self.listing = await self.ask(self._read)
        except Refused as refusal:
            self.listing = None
            self.table.empty = str(refusal)
            self.table.show(())
            self.follow()
            return
        self._words = {}
        self._fill()

    def on_resize(self) -> None:
        """What was looked for is said where the columns of the new width do not show it."""
        if self.finder.wanted:
            self.call_after_refresh(self._fill)

    def renamed(self, listing: Listing[R]) -> None:
        """Names are shown now, or hidden, in the rows as they were read."""
        self.listing = replace(listing, widths=self.measured(listing.rows, listing.today))
        self._words = {}
        self._fill()

    def _read(self, session: Session) -> Listing[R]:
        from iro_tui.caseload.filters import described, matching

        with without_collector():
            children = self.filtered_children(session) if self.only else None
            kept = None if children is None else frozenset(row.child_id for row in matching(children, self.only))
            # Of the list of children they are its own rows: these are not read twice.
            own = self.read(session) if children is None or not self._is_of_children else cast("Iterable[R]", children)
            rows, today = tuple(own), session.today
            return Listing(rows, session.strip(), today, kept, described(self.only), self.measured(rows, today))

    @property
    def _is_of_children(self) -> bool:
        from iro_tui.caseload.lists.children import CHILDREN

        return self.list.id == CHILDREN.id

    def filtered_children(self, session: Session) -> tuple[ChildLine, ...]:
        """The children whom the named filters look at: those on the caseload; of the list of children those shown."""
        from iro_tui.caseload.lists.children import CHILDREN

        return session.lines(CHILDREN, **(self.list.options(self.view.value) if self._is_of_children else {}))

    def _fill(self) -> None:
        listing = self.listing
        if listing is None:
            return
        self._card_of = None
        typed, kept = self.field.value, listing.kept
        words = self._all_words(listing)
        rows = self.finder.narrowed(
            typed, listing.rows, lambda row: kept is None or self._child_id(row) in kept, words if typed else {}
        )
        counts = Counter(self.group(row) for row in rows if self.counts(row))
        self._heads = {group: f"{group}  {count:,}" for group, count in counts.items() if group}
        if isinstance(self.table, FoldingTable):
            self.table.whole = self.looked_for
        self.table.columns = self.finder.columns(self.columns(), rows, self.table.size.width)
        self.table.empty = self._why_empty(listing)
        self.table.show(rows)
        self._show_strip(listing, len(rows))

    def _show_strip(self, listing: Listing[R], shown: int) -> None:
        self.query_one(TopStrip).show(listing.strip, listing.today)
        above: Content = self.above(listing, shown)
        kept = self.query_one("#kept", Static)
        kept.set_class(not above, "hidden")
        kept.update(above)

    def above(self, listing: Listing[R], shown: int) -> Content:
        """What stands over the rows: which filters are on, and how much they leave; nothing while none is."""
        filtered = self._filtered(listing, shown)
        if not filtered:
            return Content("")
        typing = not self.field.has_class("hidden")
        ends = (
            "" if typing else f"   {self.iro.settings.keymap.first(commands.BY_ID['only'])} changes it, Esc shows all"
        )
        return Content.assemble((f" {safe(filtered)} ", "bold $today"), (ends, "$muted"))

    def _all_words(self, listing: Listing[R]) -> dict[int, str]:
        """The words of each row, as they are shown; none while nothing is typed, for it would be nobody."""
        if not self._words and (self.field.value or not self.field.has_class("hidden")):
            self._words = words_of_rows(listing.rows, self.columns())
        return self._words

    def _why_empty(self, listing: Listing[R]) -> str:
        if self.finder.outside:
            return f"{self._outside(listing)} Enter shows it."
        if names := self.finder.elsewhere_words:
            return f"Nothing here of {names}. ctrl+p finds a child anywhere."
        if listing.rows:
            return "Nothing passes the filter. Esc clears what was typed, f changes the rest."
        if not listing.strip.in_view:
            return "The caseload is empty. n adds a child, F5 brings in a return, F4 shows a made-up one."
        return f"{self.view.nothing} {self.view.hint}"

    def _filtered(self, listing: Listing[R], shown: int) -> str:
        typed = self.field.value.strip()
        filters = [part for part in (listing.described, f"“{typed}”" if typed else "") if part]
        outside = f" · {self._outside(listing)}" if self.finder.outside else ""
        return f"{', '.join(filters)}: {shown:,} of {self.finder.among(listing.rows):,}{outside}" if filters else ""

    def _outside(self, listing: Listing[R]) -> str:
        named = listing.described if "«" in listing.described else f"«{listing.described}»"
        return f"{self.finder.outside:,} outside {named}"

    @property
    def looked_for(self) -> bool:
        """Whether something is looked for: it is shown, whatever is folded."""
        return bool(self.field.value.strip())

    def counts(self, row: R) -> bool:  # noqa: ARG002
        """Whether a row is one of those that its heading counts."""
        return True

    def _heading(self, row: R) -> str | None:
        return self._heads.get(self.group(row))

    # The child beside the list

    @on(Table.Highlighted)
    def highlighted(self) -> None:
        row = self.row_here
        if self.listing and (row is None or row is not self._card_of):
            self.follow()

    @property
    def row_here(self) -> R | None:
        """The row one is on."""
        return self.table.row

    def follow(self) -> None:
        """Let the card show the child of the row one is on, and the footer its keys, once the cursor rests there."""
        self._resting.after(CARD_AFTER_SECONDS)

    async def _show_card(self) -> None:
        """The child of the highlighted row, what that row is about, and the last words with and about the child."""
        row = self._card_of = self.row_here
        child_id = self._child_id(row) if row is not None else ""
        duty, key = (self.list.duty(row), self.list.about(row)) if row is not None else (None, "")
        card, beside = await self.ask(lambda session: card_and_beside(session, child_id, key, duty))
        if row is not self.row_here:
            return  # the cursor has gone on meanwhile: its own row comes next
        if row is not None and (at_length := self.list.at_length(row)):
            beside = replace(beside, about=(*at_length, *beside.about))
        self.card, self.beside, self.asked = card, beside, duty
        self.show_beside()

    def show_beside(self) -> None:
        """Draw what was read, beside the list or under it."""
        card, beside = self.card, self.beside
        names, asked = self.iro.names, self.asked
        self.query_one(Card).show(card, self.today, names=names, about=beside.about, words=beside.words, asked=asked)
        head = [one_line(card, self.today, names=names, asked=asked)] if card else []
        self.query_one("#reading", Telling).tell([*head, *in_brief(beside.about)])
        self.query_one(HintBar).refresh()

    def tell_beside(self, whole: Sequence[Line], brief: Sequence[Line] = ()) -> None:
        """Say there what the row is, in the place of the child; under the list without gaps, or in brief."""
        self.query_one(Card).tell(whole)
        self.query_one("#reading", Telling).tell([line for line in brief or whole if line])
