"""The mid-point checks: `x` does what `m` does."""

from __future__ import annotations

from iro_tui.caseload.lines import MidpointLine
from iro_tui.tui.screens.list_screen import ListScreen


class MidpointsScreen(ListScreen[MidpointLine]):
    """Mid-point checks by date."""

    def _why_not_done(self) -> str | None:
        if self.table.row is None:
            return self.why_no_child()
        return "This check is done already." if self.table.row.done else None

    async def do_done(self) -> None:
        await self.start_action("midpoint")
