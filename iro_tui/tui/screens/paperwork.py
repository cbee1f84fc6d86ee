"""The paperwork of held reviews: a cell for each step of a record, one key to tick the one under the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from iro_tui.caseload.lists.paperwork import MEASURES, PaperworkLine, RecordStep, cell_words, measured
from iro_tui.caseload.session import Session
from iro_tui.domain.duty_kinds import RECORD as STEPS
from iro_tui.domain.words import heading
from iro_tui.text import safe
from iro_tui.tui.dialogs.pick import Pick, Picked
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.widgets.card import one_line
from iro_tui.tui.widgets.cell_table import CellTable
from iro_tui.tui.widgets.table import Table
from iro_tui.tui.widgets.telling import Line, Telling

REPLY = "manager_reply"
SENT = "distribution"
RECORD = (Picked("signed", "was signed off"), Picked("sent", "was distributed"))
REPLIES = (
    Picked("agrees", "agrees with the decisions"),
    Picked("queries", "queries them"),
    Picked("none", "has not replied: the recommendations become the decisions"),
)


class PaperworkScreen(ListScreen[PaperworkLine]):
    """Held reviews with the clocks of their records."""

    _measures: dict[str, tuple[int, int]] = {}  # noqa: RUF012 -- replaced, never changed
    _went_to: int | None = None
    """The step that was gone to with the arrows; None: of each row the next."""
    _ticked: tuple[str, int] = ("", 0)
    """The review of which a step was ticked here last, and which: the cursor stays there."""

    def read(self, session: Session) -> Iterable[PaperworkLine]:
        self._measures = measured(session.caseload())
        return super().read(session)

    def make_table(self) -> Table[PaperworkLine]:
        table = CellTable[PaperworkLine](self.columns(), key=self.key, group=self._heading, id="rows", empty="Reading…")
        table.cell_at = lambda row: f"step{self._at(row)}"
        return table

    def details(self) -> Iterator[Widget]:
        yield Static("", id="measures")

    def _fill(self) -> None:
        super()._fill()
        self._show_measures()

    def _show_measures(self) -> None:
        """What x would do, and under it the two measures."""
        row, lines = self.table.row, []
        if row is not None:
            lines = [Content.assemble(("x  ", "bold $accent"), safe(self._cell_words(row))), Content("")]
        lines.append(Content.styled("Two measures, never mixed", "bold $accent"))
        for name, rate, n, of in self._rates():
            lines.append(Content.assemble((f"{name:<16}", "$muted"), (f"{rate:>6}", "bold"), f"   {n:,} of {of:,}"))
        self.query_one("#measures", Static).update(Content("\n").join(lines))

    def _rates(self) -> Iterator[tuple[str, str, int, int]]:
        for name, (n, of) in self._measures.items():
            yield MEASURES[name], f"{100 * n / of:.0f} %" if of else "–", n, of

    # The cell

    def _at(self, row: PaperworkLine) -> int:
        """The place of the step that the cursor is on in a row."""
        review_id, step = self._ticked
        if review_id == row.review_id:
            return step
        return self._went_to if self._went_to is not None else row.steps.index(row.next) if row.next else 0

    def _step(self, row: PaperworkLine) -> RecordStep:
        return row.steps[self._at(row)]

    def _cell_words(self, row: PaperworkLine) -> str:
        return cell_words(self._step(row), self.today)

    @on(CellTable.Sideways)
    def sideways(self, event: CellTable.Sideways) -> None:
        row = self.table.row
        if row is not None:
            self._went_to = (self._at(row) + event.by) % len(STEPS)
            self._ticked = ("", 0)
            self.table.refresh()
            self.call_later(self._tell_cell)

    @on(Table.Highlighted)
    def rests(self, event: Table.Highlighted) -> None:
        if event.row is not None and event.row.review_id != self._ticked[0]:
            self._ticked = ("", 0)
        self._tell_cell()

    def _tell_cell(self) -> None:
        self._show_measures()
        row = self.table.row
        if row is not None and self.card:
            x: Line = [("x  ", "bold $accent"), (self._cell_words(row), "")]
            rated = (f"{name} {rate} ({n:,} of {of:,})" for name, rate, n, of in self._rates())
            rates: Line = [("   ".join(rated), "$muted")]
            self.query_one("#reading", Telling).tell(
                [one_line(self.card, self.today, names=self.iro.names), x, [], rates]
            )

    def show_beside(self) -> None:
        super().show_beside()
        self._tell_cell()

    # Ticking it

    def _why_not_done(self) -> str | None:
        rows = self.chosen_rows()
        if not rows:
            return "There is nothing under the cursor."
        if any(self._can_be_ticked(row) for row in rows):
            return None
        return f"{heading(self._cell_words(rows[0]))}." if len(rows) == 1 else "Nothing is left to tick in this column."

    def _can_be_ticked(self, row: PaperworkLine) -> bool:
        return bool(self._step(row).duty_id)

    async def tick(self, *, ask_day: bool = False) -> None:
        """Tick the cell; of a manager's reply it must be said which it was."""
        rows = [row for row in self.chosen_rows() if self._can_be_ticked(row)]
        only = self._step(rows[0]) if len(rows) == 1 else None
        if only:
            self._ticked = (rows[0].review_id, self._at(rows[0]))
        if only and only.kind == REPLY:
            replied = partial(self._replied, rows[0].review_id, ask_day)
            self.app.push_screen(Pick("The manager", REPLIES, ends="a digit records it · Esc closes"), replied)
            return
        if only and only.kind == SENT and rows[0].signed_off_on is None:
            self.app.push_screen(Pick("The record", RECORD, ends="a digit records it · Esc closes"),
                                 partial(self._recorded, rows[0], only, ask_day))  # fmt: skip
            return
        ticked = [step.duty_id for row in rows if (step := self._step(row)).kind != REPLY]
        if not ticked:
            self.iro.say("Managers' replies are recorded one by one: take the marks away with Esc.", problem=True)
        else:
            await self.start_action("done", keys=ticked, ask_day=ask_day)

    async def _recorded(self, row: PaperworkLine, step: RecordStep, ask_day: bool, what: str | None) -> None:
        if what == "signed":
            await self.start_action("sign_off", keys=[row.review_id], ask_day=ask_day)
        elif what:
            await self.start_action("done", keys=[step.duty_id], ask_day=ask_day)

    async def _replied(self, review_id: str, ask_day: bool, reply: str | None) -> None:
        from iro_tui.actions.base import do
        from iro_tui.actions.reply import ACTION, ReplyAnswers

        if reply and ask_day:
            await self.start_action("reply", {"reply": reply}, keys=[review_id], ask_day=True)
        elif reply:
            await self.iro.act(lambda session: do(session, ACTION, ReplyAnswers(reply), keys=[review_id]))
