"""The escalations by stage: who must answer by when, and how many of the working days are used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from iro_tui.caseload.lines import EscalationLine
from iro_tui.caseload.session import Session
from iro_tui.tui.screens.cells import NOTHING, day_cell, left_cell
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.widgets.table import Cell, Column

BAR = 8


class EscalationsScreen(ListScreen[EscalationLine]):
    """Open escalations and good-practice alerts; with > also those closed."""

    tab = "escalations"
    hinted = ("escalate", "open")
    nothing = "No escalation is open. > shows those closed."

    def __init__(self) -> None:
        super().__init__()
        self.closed = False

    def columns(self) -> Sequence[Column[EscalationLine]]:
        return (
            Column("reply", "Reply by", 10, lambda row: day_cell(row.closed or row.reply_due, self.today),
                   sort=lambda row: row.closed or row.reply_due),
            Column("clock", "Clock", 12, self._clock),
            Column("child", "Child", 9, self.child_cell, sort=lambda row: row.ref),
            Column("issue", "Issue", 14, lambda row: (row.issue, ""), flex=True,
                   sort=lambda row: row.issue.casefold()),
            Column("person", "Who answers", 18, lambda row: (row.person, ""), shows_from=92,
                   sort=lambda row: row.person or None),
            Column("used", "Days used", 11, self._used, sort=lambda row: -row.working_days_used),
            Column("raised", "Raised", 10, lambda row: day_cell(row.raised, self.today, "muted"), shows_from=108,
                   sort=lambda row: row.raised),
            Column("next", "Next step", 18, lambda row: (row.next_step, "muted"), shows_from=130,
                   sort=lambda row: row.next_step or None),
        )  # fmt: skip

    def read(self, session: Session) -> Iterable[EscalationLine]:
        return [row for row in session.escalations(closed=self.closed) if bool(row.closed) is self.closed]

    def key(self, row: EscalationLine) -> str:
        return row.escalation_id

    def group(self, row: EscalationLine) -> str:
        if row.kind == "good_practice":
            return "Good practice"
        if row.closed:
            return f"Closed in {row.closed.year}"
        return f"{row.stage_name} · {row.stage_person}" if row.stage_person else row.stage_name

    def _clock(self, row: EscalationLine) -> Cell:
        if row.closed:
            return (f"✓ {row.outcome or 'closed'}", "muted")
        return left_cell(row.clock, row.days, row.working_days)

    def _used(self, row: EscalationLine) -> Cell:
        """`██████░░░░ 12` of the 20 in all."""
        total, used = row.working_days_total, row.working_days_used
        if row.kind != "dispute" or not total or not used:
            return NOTHING
        full = min(BAR, round(BAR * used / total))
        colour = "late" if used > total else "today" if used >= row.working_days_warn else ""
        return (f"{'█' * full}{'░' * (BAR - full)} {used:>2}", colour)

    def removable(self) -> tuple[str, str] | None:
        rows = self.chosen_rows()
        return ("escalation", rows[0].escalation_id) if len(rows) == 1 else None

    async def do_escalate(self) -> None:
        """On an open escalation its next step, at once."""
        rows = self.chosen_rows()
        if len(rows) == 1 and rows[0].kind == "dispute" and not rows[0].closed:
            await self.start_action("escalation", keys=[rows[0].escalation_id])
        else:
            await super().do_escalate()

    async def do_more(self) -> None:
        self.closed = not self.closed
        await self.reload()
        self.iro.say("Closed, the latest first. > shows the open ones." if self.closed else "Open escalations.")
