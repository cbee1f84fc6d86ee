"""What a search through everything written found; Enter reads it on the child's page, on that very line."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from iro_tui.caseload.searching import FOUND, WrittenLine
from iro_tui.tui import commands
from iro_tui.tui.screens.list_screen import ListOver


class FoundScreen(ListOver[WrittenLine]):
    """Every text in which the words stand, the latest first; Esc goes back."""

    def __init__(self, words: str, tab: str) -> None:
        super().__init__(FOUND, tab)
        self.words = words
        view = FOUND.views[0]
        self.view = replace(view, value=words, nothing=f"“{words}” stands nowhere: try the beginning of a word.")

    def group(self, row: WrittenLine) -> str:  # noqa: ARG002
        return f"“{self.words}” in everything written"

    def why_not(self, command: commands.Command) -> str | None:
        if command.id == "more":
            return "These are all lines in which the words stand. ctrl+p and /words looks for others."
        return super().why_not(command)

    def do_open(self) -> None:
        """The child's page, with the cursor on the line in which the words stand."""
        from iro_tui.tui.screens.child import ChildScreen

        row = self.table.row
        if row is not None and row.who:
            among = tuple(dict.fromkeys(line.who.child_id for line in self.table.rows if line.who))
            self.iro.type_ahead.begin()
            self.app.push_screen(ChildScreen(row.who.child_id, self.tab, among, at=row.opens))

    def stand(self) -> dict[str, Any]:
        return {**super().stand(), "kind": "found", "words": self.words, "tab": self.tab}
