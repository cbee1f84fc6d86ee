"""The paperwork of held reviews: what is late, what is next, one key to tick it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from iro_tui.caseload.lines import PaperworkLine
from iro_tui.caseload.lists import paperwork
from iro_tui.caseload.session import Session
from iro_tui.domain import duty_kinds
from iro_tui.domain.words import heading
from iro_tui.tui.dialogs.pick import Pick, Picked
from iro_tui.tui.screens.cells import CLOCK_COLOURS, NOTHING, day_cell, left_cell
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.text import CLOCK_SYMBOLS
from iro_tui.tui.widgets.table import Cell, Column

REPLY = "manager_reply"
SENT = "distribution"
RECORD = (Picked("signed", "was signed off"), Picked("sent", "was distributed"))
REPLIES = (
    Picked("agrees", "agrees with the decisions"),
    Picked("queries", "queries them"),
    Picked("none", "has not replied: the recommendations become the decisions"),
)


class PaperworkScreen(ListScreen[PaperworkLine]):
    """Held reviews whose record still asks something; with > those whose record is done."""

    tab = "paperwork"
    hinted = ("done", "open")
    nothing = "No review waits for its paperwork. > shows those whose record is done."

    def __init__(self) -> None:
        super().__init__()
        self.done = False
        self._measures: tuple[tuple[int, int], tuple[int, int]] = ((0, 0), (0, 0))

    def columns(self) -> Sequence[Column[PaperworkLine]]:
        return (
            Column("held", "Held", 10, lambda row: day_cell(row.held, self.today), sort=lambda row: row.held),
            Column("child", "Child", 9, self.child_cell, sort=lambda row: row.ref),
            *(
                Column(f"step{n}", kind.short, 4, partial(_step, n), sort=partial(_due, n))
                for n, kind in enumerate(duty_kinds.RECORD)
            ),
            Column("next", "Next", 16, _next, flex=True, sort=lambda row: row.next and row.next.due),
        )

    def read(self, session: Session) -> Iterable[PaperworkLine]:
        self._measures = (
            paperwork.held_in_time(session.caseload()),
            paperwork.record_in_time(session.caseload()),
        )
        return session.query(paperwork.paperwork, done=self.done)

    def key(self, row: PaperworkLine) -> str:
        return row.review_id

    def group(self, row: PaperworkLine) -> str:
        if row.next is None or row.next.due is None:
            return "Record done"
        days = (row.next.due - self.today).days
        return "Overdue" if days < 0 else "Today" if days == 0 else "To come"

    def details(self) -> Iterator[Widget]:
        yield Static("", id="measures")

    def _fill(self) -> None:
        super()._fill()
        lines = [Content.styled("Two measures, never mixed", "bold $accent")]
        for says, (n, of) in zip(("held in time", "record in time"), self._measures, strict=True):
            rate = f"{100 * n / of:.0f} %" if of else "–"
            lines.append(Content.assemble((f"{says:<16}", "$muted"), (f"{rate:>6}", "bold"), f"   {n:,} of {of:,}"))
        self.query_one("#measures", Static).update(Content("\n").join(lines))

    def _why_not_done(self) -> str | None:
        if not any(row.next for row in self.chosen_rows()):
            return "Nothing is left to tick here." if self.chosen_rows() else "There is nothing under the cursor."
        return None

    async def do_done(self) -> None:
        """Tick what is next; of a manager's reply it must be said which it was."""
        rows = [row for row in self.chosen_rows() if row.next]
        if len(rows) == 1 and rows[0].next and rows[0].next.kind == REPLY:
            review_id = rows[0].review_id
            said = partial(self._replied, review_id)
            self.app.push_screen(Pick("The manager", REPLIES, ends="a digit records it · Esc closes"), said)
            return
        if len(rows) == 1 and rows[0].next and rows[0].next.kind == SENT and rows[0].signed_off_on is None:
            self.app.push_screen(Pick("The record", RECORD, ends="a digit records it · Esc closes"),
                                 partial(self._recorded, rows[0]))  # fmt: skip
            return
        ticked = [row.next.duty_id for row in rows if row.next and row.next.kind != REPLY]
        if not ticked:
            self.iro.say("Managers' replies are recorded one by one: take the marks away with Esc.", problem=True)
        else:
            await self.start_action("done", keys=ticked)

    async def _recorded(self, row: PaperworkLine, what: str | None) -> None:
        if what == "signed" or (what and row.next is None):
            await self.start_action("sign_off", keys=[row.review_id])
        elif what and row.next:
            await self.start_action("done", keys=[row.next.duty_id])

    async def _replied(self, review_id: str, reply: str | None) -> None:
        from iro_tui.actions.base import do
        from iro_tui.actions.reply import ACTION, ReplyGiven

        if reply:
            await self.iro.act(lambda session: do(session, ACTION, ReplyGiven(reply), keys=[review_id]))

    async def do_more(self) -> None:
        self.done = not self.done
        await self.reload()
        self.iro.say("Reviews whose record is done. > shows the others." if self.done else "Paperwork to be done.")


def _step(n: int, row: PaperworkLine) -> Cell:
    """`✓` done, `✓ 3` done three working days late, else the sign of its clock and the working days."""
    step = row.steps[n]
    if step.done_on:
        return (f"✓ {step.late}" if step.late else "✓", "late" if step.late else "muted")
    if not step.clock:
        return NOTHING
    days = step.working_days
    return (f"{CLOCK_SYMBOLS[step.clock]} {-days if days < 0 else days}", CLOCK_COLOURS[step.clock])


def _due(n: int, row: PaperworkLine) -> object:
    step = row.steps[n]
    return None if step.done_on else step.due


def _next(row: PaperworkLine) -> Cell:
    """What is next, and how far off it is."""
    step = row.next
    if step is None:
        return ("done", "muted")
    left, colour = left_cell(step.clock, step.days, step.working_days)
    return (f"{heading(duty_kinds.BY_ID[step.kind].brief)} {left.partition(' ')[2]}", colour)
