"""The mid-point checks: those to do, each with what it should look at, and (with >) those done."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from iro_tui.caseload.lines import MidpointLine
from iro_tui.caseload.session import Session
from iro_tui.tui.screens.cells import day_cell, left_cell, rag_cell
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.screens.today import RAG_ORDER
from iro_tui.tui.widgets.table import Column


class MidpointsScreen(ListScreen[MidpointLine]):
    """Mid-point checks by date."""

    tab = "midpoints"
    hinted = ("midpoint", "open")
    nothing = "No mid-point check is to be done. > shows those done."

    def __init__(self) -> None:
        super().__init__()
        self.done = False

    def columns(self) -> Sequence[Column[MidpointLine]]:
        return (
            Column("due", "Due", 10, lambda row: day_cell(row.done or row.due, self.today),
                   sort=lambda row: row.done or row.due),
            Column("clock", "Clock", 12, lambda row: left_cell(row.clock, row.days, row.working_days)
                   if row.due else ("✓ done", "muted")),
            Column("child", "Child", 9, self.child_cell, sort=lambda row: row.ref),
            Column("rag", "RAG", 3, lambda row: rag_cell(row.rag), sort=lambda row: RAG_ORDER.get(row.rag or "")),
            Column("last", "Last review", 11, lambda row: day_cell(row.last_review, self.today, "muted"),
                   shows_from=92, sort=lambda row: row.last_review),
            Column("look", "What to look at", 16, lambda row: (", ".join(row.look_at), ""), flex=True,
                   sort=lambda row: row.look_at or None),
        )  # fmt: skip

    def read(self, session: Session) -> Iterable[MidpointLine]:
        return [row for row in session.midpoints() if bool(row.done) is self.done]

    def key(self, row: MidpointLine) -> Hashable:
        return (row.child_id, row.done)

    def group(self, row: MidpointLine) -> str:
        if row.done:
            return f"Done in {row.done.year}"
        if row.due is None or row.due > self.today:
            return "To come"
        return "Today" if row.due == self.today else "Overdue"

    def _why_not_done(self) -> str | None:
        if self.table.row is None:
            return self.why_no_child()
        return "This check is done already." if self.done else None

    async def do_done(self) -> None:
        await self.start_action("midpoint")

    async def do_more(self) -> None:
        self.done = not self.done
        await self.reload()
        self.iro.say("Checks done, the latest first. > shows those to do." if self.done else "Checks to do.")
