"""The surveys: `a` enters a sheet of answers, `i` brings in a file, `d` takes a mistaken sheet away."""

from __future__ import annotations

from iro_tui.caseload.lists.surveys import SheetLine
from iro_tui.text import safe
from iro_tui.tui import commands
from iro_tui.tui.elsewhere import OF_SURVEYS
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.widgets.telling import Line

WORDS = {"task": "Enter one", "facts": "Of a file"}


class SurveysScreen(ListScreen[SheetLine]):
    """Sheets of nobody who is known: the answers of one stand beside the list."""

    elsewhere = OF_SURVEYS

    async def do_task(self) -> None:
        """What somebody answered."""
        await self.start_action("survey")

    async def do_facts(self) -> None:
        """What a file holds."""
        await self.start_action("survey_file")

    def why_not(self, command: commands.Command) -> str | None:
        if command.id in ("task", "facts"):
            return None
        return super().why_not(command)

    def why_no_child(self) -> str:
        return "Nobody knows whose sheet it is."

    def word_for(self, command: commands.Command) -> str:
        return WORDS.get(command.id) or super().word_for(command)

    def show_beside(self) -> None:
        """The sheet in full."""
        super().show_beside()
        row = self.table.row
        if row is not None:
            self.tell_beside(_whole(row))


def _whole(row: SheetLine) -> list[Line]:
    lines: list[Line] = [[(safe(f"Survey of {row.survey}"), "bold $accent")], []]
    for question, answer in row.answers:
        lines += [[(f"{safe(question)} ", "$muted"), (safe(answer), "bold")]]
    if row.words:
        lines += [[], *([(safe(line), "")] for line in row.words.splitlines())]
    return lines
