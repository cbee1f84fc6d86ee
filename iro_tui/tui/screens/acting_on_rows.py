"""What keys do to the rows of a list: the marked ones, or the one under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from textual import on

from iro_tui.caseload.who import Who
from iro_tui.tui import commands
from iro_tui.tui.screens.list_words import ListWords
from iro_tui.tui.widgets.table import Table

if TYPE_CHECKING:
    from iro_tui.domain.duty import Duty

R = TypeVar("R")


class ActingOnRows(ListWords[R]):
    """A list whose rows can be acted on, and opened."""

    def chosen_rows(self) -> list[R]:
        """The marked rows, else the highlighted one."""
        marked = self.table.marked_rows
        if marked or self.table.row is None:
            return marked
        return [self.table.row]

    def named_children(self) -> Sequence[str]:
        children = (self.target(row) for row in self.table.marked_rows)
        return list(dict.fromkeys(who.child_id for who in children if who))

    def targets(self) -> Sequence[Who]:
        children = {who.child_id: who for row in self.chosen_rows() if (who := self.target(row))}
        return list(children.values())

    def duties(self) -> Sequence[tuple[str, Duty]]:
        return [(self._child_id(row), duty) for row in self.chosen_rows() if (duty := self.list.duty(row))]

    def kind_here(self) -> str:
        return self.list.kind

    def removable(self) -> tuple[str, str] | None:
        rows = self.chosen_rows()
        removed = self.list.removes(rows[0]) if self.list.removes and len(rows) == 1 else None
        return removed or super().removable()

    def why_not(self, command: commands.Command) -> str | None:
        if command.id == "more" and len(self.list.views) == 1:
            return "Everything there is to show here is shown."
        if command.id == "mark" and self.table.row is None:
            return self.why_no_child()
        return super().why_not(command)

    def why_no_child(self) -> str:
        return "This task concerns no child." if self.table.row is not None else super().why_no_child()

    def acted(self) -> None:
        self.table.marked.clear()
        self.table.refresh()

    def do_open(self) -> None:
        from iro_tui.tui.screens.child import ChildScreen

        targets = self.targets()
        if targets:
            self.iro.type_ahead.begin()
            among = tuple(dict.fromkeys(who.child_id for row in self.table.rows if (who := self.target(row))))
            self.app.push_screen(ChildScreen(targets[0].child_id, self.tab, among))

    @on(Table.Opened)
    async def opened(self) -> None:
        await self.iro.action_command("open")
