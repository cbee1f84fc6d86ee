"""What came about since the officer was last here, over the list that one comes from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from iro_tui.caseload.since import SINCE, SinceLine, came_about, last_here
from iro_tui.tui import commands
from iro_tui.tui.screens.list_screen import ListOver

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session


class SinceScreen(ListOver[SinceLine]):
    """What became late, and what is new; Esc goes back."""

    def __init__(self, tab: str) -> None:
        super().__init__(SINCE, tab)

    def read(self, session: Session) -> Iterable[SinceLine]:
        return session.query(came_about, last_here(session))

    def why_not(self, command: commands.Command) -> str | None:
        return "Everything there is to show here is shown." if command.id == "more" else super().why_not(command)

    def stand(self) -> dict[str, Any]:
        return {**super().stand(), "kind": "since", "tab": self.tab}
