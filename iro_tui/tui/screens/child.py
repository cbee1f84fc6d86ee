"""One child's case: the facts beside everything that comes next and everything that happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from textual.widgets import Static

from iro_tui.caseload.lines import CaseLine, ChildCard
from iro_tui.caseload.lists.base import Column
from iro_tui.caseload.page import CASE, DECISIONS
from iro_tui.caseload.session import Session
from iro_tui.caseload.who import Who
from iro_tui.tui import commands
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.widgets.card import Card, one_line
from iro_tui.tui.widgets.table import Cell


class ChildScreen(ListScreen[CaseLine]):
    """The case of one child; Esc goes back to the list it was opened from."""

    def __init__(self, child_id: str, tab: str) -> None:
        super().__init__(CASE, tab)
        self.child_id = child_id
        self._card: ChildCard | None = None

    def read(self, session: Session) -> Iterable[CaseLine]:
        if self.child_id not in session.caseload().children:
            self._card = None
            return ()
        self._card = session.child_card(self.child_id)
        return session.lines(CASE, self.child_id)

    async def reload(self) -> None:
        await super().reload()
        if self.listing and self._card is None and self.app.screen is self:  # undone here, or by another window
            self.app.pop_screen()

    def target(self, row: object) -> Who | None:  # noqa: ARG002
        return self._target()

    def targets(self) -> Sequence[Who]:
        target = self._target()
        return [target] if target else []

    def _target(self) -> Who | None:
        return self._card.row.who if self._card else None

    def _cell(self, column: Column[CaseLine], row: CaseLine) -> Cell:
        """What names somebody does so while names are shown."""
        return super()._cell(column, replace(row, text=row.named) if self.iro.names and row.named else row)

    def settled_decision(self) -> str:
        row = self.table.row
        return row.key if row is not None and row.section == DECISIONS else ""

    def do_write(self) -> None:
        from iro_tui.actions.write import WriteFile
        from iro_tui.caseload.page import export_case
        from iro_tui.tui.form import Form

        child_id, target = self.child_id, self._target()
        stem = "".join(sign if sign.isalnum() else "-" for sign in target.ref) if target else "case"
        write = WriteFile("lines of the case", stem, lambda session, path: session.query(export_case, child_id, path))
        self.open_form(Form(write, keys=[stem]))

    def _why_not_done(self) -> str | None:
        return super()._why_not_done() if self.duties() else "Only what comes next can be marked as done."

    def why_not(self, command: commands.Command) -> str | None:
        if command.id == "open":
            return "This is the whole case already. Esc goes back to the list."
        if command.id in ("only", "more"):
            return "This is one child's case. Esc goes back to the list."
        return super().why_not(command)

    def _fill(self) -> None:
        super()._fill()
        if self._card:
            self._show_facts(self._card)

    def follow(self, row: CaseLine | None) -> None:
        """The facts stay those of the child, whatever the cursor is on."""

    def _show_facts(self, card: ChildCard) -> None:
        self.card = card
        self.query_one(Card).show(card, self.today, names=self.iro.names, following=0)
        self.query_one("#line", Static).update(one_line(card, self.today, names=self.iro.names))

    def action_back_out(self) -> None:
        """Esc: out of filter, marks and zoom, then back to the list."""
        if not self.field.has_class("hidden") or self.table.marked or self.zoom:
            super().action_back_out()
        else:
            self.app.pop_screen()

    def _remember(self) -> None:
        """Order and zoom of one child's page are for now."""

    def _recall(self, session: Session) -> None:
        """A page begins as it is."""
