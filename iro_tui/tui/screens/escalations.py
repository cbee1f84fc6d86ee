"""The escalations: `e` takes an open one further at once."""

from __future__ import annotations

from iro_tui.caseload.lines import EscalationLine
from iro_tui.tui.screens.list_screen import ListScreen


class EscalationsScreen(ListScreen[EscalationLine]):
    """Escalations by stage, and good practice."""

    async def do_escalate(self) -> None:
        """On an open escalation its next step, at once."""
        rows = self.chosen_rows()
        if len(rows) == 1 and rows[0].kind == "dispute" and not rows[0].closed:
            await self.start_action("escalation", keys=[rows[0].escalation_id])
        else:
            await super().do_escalate()
