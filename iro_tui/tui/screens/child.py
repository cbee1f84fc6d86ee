"""One child's case: everything that comes next and happened, and the highlighted line read in full."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, ClassVar

from textual import on
from textual.containers import Vertical
from textual.widget import Widget

from iro_tui.caseload.lines import CaseLine, ChildCard
from iro_tui.caseload.lists.base import Column
from iro_tui.caseload.page import CASE, NEXT, told_openly
from iro_tui.caseload.page_words import folded_words
from iro_tui.caseload.reading.glance import details_passage, facts_passage, review_passage, who_passage
from iro_tui.caseload.reading.passage import QUIET, Passage, Reading, free
from iro_tui.caseload.reading.subject import DECISIONS
from iro_tui.caseload.session import Session
from iro_tui.caseload.who import Who
from iro_tui.tui import commands
from iro_tui.tui.screens.beside import line_in_full
from iro_tui.tui.screens.list_screen import DETAILS_ONLY, ListOver
from iro_tui.tui.widgets.card import Card
from iro_tui.tui.widgets.folding import FoldingTable
from iro_tui.tui.widgets.headline import Headline
from iro_tui.tui.widgets.labels import HintBar
from iro_tui.tui.widgets.reading import Pane, drawn
from iro_tui.tui.widgets.strip import TopStrip
from iro_tui.tui.widgets.table import Cell, Table


class ChildScreen(ListOver[CaseLine]):
    """The case of one child; Esc goes back to the list it was opened from, `[` and `]` to the others of that list."""

    scopes: ClassVar[tuple[str, ...]] = (*ListOver.scopes, commands.CHILD)

    def __init__(self, child_id: str, tab: str, among: Sequence[str] = (), at: str = "") -> None:
        """`among` are the children of the list it was opened from, in its order; `at` the line to begin on, by key."""
        super().__init__(CASE, tab)
        self.child_id = child_id
        self.among = tuple(among) or (child_id,)
        self._at = at
        self._card: ChildCard | None = None
        self.reading: Reading = ()
        """The highlighted line in full."""
        self.read_of: Hashable = None
        """The key of the line that `reading` is of."""

    def top(self) -> TopStrip:
        return Headline()

    def body(self) -> Iterator[Widget]:
        """The facts, where there is room for them; the lines; the highlighted one in full."""
        yield Card(id="card")
        yield self.make_table()
        with Vertical(id="side"):
            yield Pane(id="pane")

    def make_table(self) -> Table[CaseLine]:
        table = FoldingTable[CaseLine](self.columns(), key=self.key, group=self._heading, id="rows", empty="Reading…")
        table.never_folded = (NEXT,)
        table.says = lambda lines: folded_words(lines, self.today)
        return table

    @property
    def reader(self) -> Widget:
        return self.query_one("#pane")

    def under(self) -> Iterator[Widget]:
        yield Pane(id="reading")

    def read(self, session: Session) -> Iterable[CaseLine]:
        if self.child_id not in session.caseload().children:
            self._card = None
            return ()
        self._card = session.child_card(self.child_id)
        return session.lines(CASE, self.child_id)

    async def reload(self) -> None:
        await super().reload()
        if self.listing and self._card is None and self.app.screen is self:  # undone here, or by another window
            self.app.pop_screen()
        if self._at and self.listing:
            key = next((self.key(row) for row in self.listing.rows if row.key == self._at), None)
            self._at = ""
            if key is not None:
                self.table.find(key)

    def target(self, row: object) -> Who | None:  # noqa: ARG002
        return self._target()

    def named_children(self) -> Sequence[str]:
        return (self.child_id,)

    def targets(self) -> Sequence[Who]:
        target = self._target()
        return [target] if target else []

    def _target(self) -> Who | None:
        return self._card.row.who if self._card else None

    def _cell(self, column: Column[CaseLine], row: CaseLine, today: date) -> Cell:
        """What names somebody does so while names are shown."""
        return super()._cell(column, told_openly(row, names=self.iro.names), today)

    def settled_decision(self) -> str:
        row = self.table.row
        return row.key if row is not None and row.section == DECISIONS and row.kind != "open" else ""

    def do_write(self) -> None:
        from iro_tui.caseload.case_file import case_out
        from iro_tui.caseload.exporting import CSV, HTML, TEXT, Outgoing

        child_id, target = self.child_id, self._target()
        stem = "".join(sign if sign.isalnum() else "-" for sign in target.ref) if target else "case"
        names = self.iro.names

        def make(session: Session) -> Outgoing:
            return session.query(case_out, child_id, names=names)

        what = f"the whole case{' with full names' * names}"
        self.offer_file(what, stem, make, TEXT, HTML, CSV)

    def stand(self) -> dict[str, Any]:
        return {**super().stand(), "kind": "child", "child": self.child_id, "tab": self.tab, "among": self.among}

    # The other children of the list

    async def do_child_before(self) -> None:
        await self._step(-1)

    async def do_child_after(self) -> None:
        await self._step(1)

    async def _step(self, by: int) -> None:
        """The child before or after in the list one came from; the cursor begins at what comes next."""
        place = self.among.index(self.child_id) + by if self.child_id in self.among else 0
        self.child_id = self.among[max(0, min(place, len(self.among) - 1))]
        self.table.marked.clear()
        self.table.cursor = 0
        self.table.show(())
        await self.reload()

    def _why_not_done(self) -> str | None:
        return super()._why_not_done() if self.duties() else "Only what comes next can be marked as done."

    def why_not(self, command: commands.Command) -> str | None:
        if command.id in ("only", "more"):
            return "This is one child's case. Esc goes back to the list."
        if command.id in ("child_before", "child_after"):
            end = self.among[0 if command.id == "child_before" else -1]
            if self.child_id == end:
                return f"This is the {'first' if command.id == 'child_before' else 'last'} child of the list."
        return super().why_not(command)

    def do_open(self) -> None:
        """The highlighted line gets the whole width, Esc gives the list back; a heading opens and folds its lines."""
        table = self.table
        if not isinstance(table, FoldingTable) or table.head_at is None:
            self._zoom(DETAILS_ONLY)
        else:
            table.turn()

    @on(FoldingTable.RowFolded)
    def row_folded(self, event: FoldingTable.RowFolded) -> None:
        """← on a line folds its group."""
        if not event.opens and isinstance(self.table, FoldingTable):
            self.table.fold_group()

    # What is read

    def _fill(self) -> None:
        super()._fill()
        self.show_beside()

    async def _show_card(self) -> None:
        """The highlighted line, in full."""
        row, child, names = self.table.row, self.child_id, self.iro.names
        self._card_of = row
        key, duty = (row.key, row.duty) if row is not None else ("", None)
        head = self._head_here()
        self.reading = head or await self.ask(lambda session: line_in_full(session, child, key, duty, names=names))
        self.read_of = self.key(row) if row is not None else None
        self.card = self._card
        self.show_beside()

    def _head_here(self) -> Reading:
        """What is said of a heading under the cursor; nothing of a line."""
        table = self.table
        if not isinstance(table, FoldingTable) or table.head_at is None:
            return ()
        head = table.heads[table.head_at]
        opens = "Enter or → shows its lines." if head.rest else "Enter or ← folds its lines."
        return (Passage(head.group, (*(free(words) for words in (head.beside,) if words), free(opens, QUIET))),)

    def show_beside(self) -> None:
        card = self._card
        if card is None:
            return
        self.card, names = card, self.iro.names
        place = f"{self.among.index(card.row.child_id) + 1} of {len(self.among)}" if len(self.among) > 1 else ""
        self.query_one(Headline).tell(card, self.today, place, names=names)
        facts = (
            who_passage(card, names=names),
            facts_passage(card, self.today),
            review_passage(card, self.today),
            details_passage(card, names=names),
        )
        self.query_one(Card).tell(drawn(facts))
        for pane in self.query(Pane):
            pane.read(self.reading)
        self.query_one(HintBar).refresh()

    def _remember(self) -> None:
        """Order and zoom of one child's page are for now."""

    def _recall(self, session: Session) -> None:
        """A page begins as it is."""
