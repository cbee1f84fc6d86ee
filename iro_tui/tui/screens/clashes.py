"""What a colleague has otherwise: mine and theirs side by side; `y` takes mine, `f` theirs."""

from __future__ import annotations

from iro_tui.actions.settle import ACTION, OTHER, STANDS, ChosenValue
from iro_tui.caseload.lists.clashes import ClashLine
from iro_tui.text import safe
from iro_tui.tui import commands
from iro_tui.tui.elsewhere import OF_DIFFERENCES
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.widgets.telling import Line

WORDS = {"copy": "Mine", "only": "Theirs"}
OTHERS_WORDS = {"copy": "What stands", "only": "The other"}
"""The same where both may be others'."""


class ClashesScreen(ListScreen[ClashLine]):
    """As in the preview of an import: a key decides the line, and the next one comes."""

    elsewhere = OF_DIFFERENCES

    async def do_copy(self) -> None:
        """Mine stands."""
        await self._choose(mine=True)

    async def do_only(self) -> None:
        """Theirs stands."""
        await self._choose(mine=False)

    async def _choose(self, *, mine: bool) -> None:
        from iro_tui.actions.base import do

        if (row := self.table.row) is not None:
            answers = ChosenValue(STANDS if mine is row.mine_stands else OTHER)
            await self.iro.act(lambda session: do(session, ACTION, answers, keys=[row.key]))

    def why_not(self, command: commands.Command) -> str | None:
        if command.id in WORDS:
            return None if self.table.row is not None else "Nothing differs from a colleague's."
        return super().why_not(command)

    def word_for(self, command: commands.Command) -> str:
        return (OTHERS_WORDS if self._others else WORDS).get(command.id) or super().word_for(command)

    @property
    def _others(self) -> bool:
        return self.table.row is not None and bool(self.table.row.mine_by)

    def show_beside(self) -> None:
        """Both values in full."""
        super().show_beside()
        if (row := self.table.row) is not None:
            self.tell_beside(_whole(self.told(row)))


def _whole(row: ClashLine) -> list[Line]:
    mine, theirs = ("  stands now" * now for now in (row.mine_stands, not row.mine_stands))
    if row.mine_by:
        return [
            [(safe(f"{row.ref}  {row.what}"), "bold $accent")],
            [],
            [("y  ", "$muted"), (safe(row.mine), "bold"), (safe(f"  {row.mine_by}{mine}"), "$muted")],
            [("f  ", "$muted"), (safe(row.theirs), "bold"), (safe(f"  {row.colleague}"), "$muted")],
        ]
    return [
        [(safe(f"{row.ref}  {row.what}"), "bold $accent")],
        [],
        [("y  mine    ", "$muted"), (safe(row.mine), "bold"), (mine, "$muted")],
        [("f  theirs  ", "$muted"), (safe(row.theirs), "bold"), (theirs, "$muted")],
        [],
        [(safe(f"{row.colleague} had it otherwise."), "$muted")],
    ]
