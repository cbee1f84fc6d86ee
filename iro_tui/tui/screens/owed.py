"""Who owes what, with the text that chases it: copied for one worker or several, or written for all."""

from __future__ import annotations

from iro_tui.caseload.exporting import Outgoing
from iro_tui.caseload.lists.owed import OwedLine, chasing_text, owed_out
from iro_tui.caseload.session import Session
from iro_tui.domain.words import amount_words
from iro_tui.tui import commands
from iro_tui.tui.screens.list_screen import ListScreen


class OwedScreen(ListScreen[OwedLine]):
    """By worker and team; `y` copies what the one under the cursor owes, or what is marked, `o` notes the chasing."""

    def _chosen(self) -> list[OwedLine]:
        """What is marked, else all that the one under the cursor owes."""
        row = self.table.row
        owed = [each for each in self.table.rows if row and (each.name, each.team) == (row.name, row.team)]
        return self.table.marked_rows or owed

    async def do_copy(self) -> None:
        rows = self._chosen()
        if rows:
            where = self.iro.copy(chasing_text(rows, self.today))
            key, many = self.iro.settings.keymap.first(commands.BY_ID["contact"]), amount_words(len(rows), "things")
            self.iro.say(f"{many} copied, by reference. {key} notes it. {where}".rstrip())

    async def do_contact(self) -> None:
        """Write down that what `y` copies was asked after."""
        rows = self._chosen()
        names = list(dict.fromkeys(row.name for row in rows))
        answers = {"whom": names[0]} if len(names) == 1 and names[0] else {}
        await self.start_action("chased", answers, [row.duty.id for row in rows])

    def word_for(self, command: commands.Command) -> str:
        return "Chased" if command.id == "contact" else super().word_for(command)

    def do_write(self) -> None:
        def make(session: Session) -> Outgoing:
            return session.query(owed_out)

        self.offer_file("what is owed", "chasing", make)
