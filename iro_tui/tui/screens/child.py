"""One child's case: the facts beside everything that comes next and everything that happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widgets import Static

from iro_tui.domain.duty import Duty
from iro_tui.services.child_case import DECISIONS, ESCALATIONS, REVIEWS
from iro_tui.services.desk import Desk
from iro_tui.services.views import CaseEntry, ChildCard
from iro_tui.tui import commands
from iro_tui.tui.dialogs.form import Target
from iro_tui.tui.screens.cells import clock_cell, day_cell
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.widgets.card import Card, one_line
from iro_tui.tui.widgets.table import Cell, Column

DELETED = {DECISIONS: "decision", ESCALATIONS: "escalation", REVIEWS: "review"}
"""What `d` takes away, by the section of the case a row stands in."""


class Child(ListScreen[CaseEntry]):
    """The case of one child; Esc goes back to the list it was opened from."""

    nothing = "Nothing is on record for this child."

    def __init__(self, child_id: str, tab: str) -> None:
        super().__init__()
        self.child_id = child_id
        self.tab = tab  # type: ignore[misc]  # the list it was opened from stays the one that stands out
        self._case: tuple[ChildCard, tuple[CaseEntry, ...]] | None = None

    def columns(self) -> Sequence[Column[CaseEntry]]:
        return (
            Column("on", "When", 10, lambda row: day_cell(row.on, self.today), sort=lambda row: row.on),
            Column("clock", "Clock", 12, _clock, sort=lambda row: row.duty.days if row.duty else None),
            Column("what", "What", 20, lambda row: (row.text, ""), flex=True, sort=lambda row: row.text.casefold()),
            Column("aside", "", 18, lambda row: (row.aside, "muted"), shows_from=84),
        )

    def read(self, desk: Desk) -> Iterable[CaseEntry]:
        if self.child_id not in desk.snapshot().children:
            self._case = None
            return ()
        self._case = desk.child_card(self.child_id), desk.child_case(self.child_id)
        return self._case[1]

    async def reload(self) -> None:
        await super().reload()
        if self.listing and self._case is None and self.app.screen is self:  # undone here, or by another window
            self.app.pop_screen()

    def key(self, row: CaseEntry) -> str:
        return f"{row.section}:{row.key}"

    def group(self, row: CaseEntry) -> str:
        return row.section

    def target(self, row: object) -> Target | None:  # noqa: ARG002
        return self._target()

    def targets(self) -> Sequence[Target]:
        target = self._target()
        return [target] if target else []

    def _target(self) -> Target | None:
        if self._case is None:
            return None
        row = self._case[0].row
        return Target(row.child_id, row.ref, row.initials, row.rag)

    def full_name(self, row: object) -> str:  # noqa: ARG002
        return self._case[0].row.name if self._case else ""

    def duty(self, row: CaseEntry) -> Duty | None:
        return row.duty

    def removable(self) -> tuple[str, str] | None:
        rows = self.chosen_rows()
        if len(rows) != 1:
            return None
        kind = DELETED.get(rows[0].section) or ("contact" if rows[0].kind == "contact" else None)
        return (kind, rows[0].key) if kind else super().removable()

    def settled_decision(self) -> str:
        row = self.table.row
        return row.key if row is not None and row.section == DECISIONS else ""

    def do_write(self) -> None:
        from iro_tui.services.child_case import export_case
        from iro_tui.tui.dialogs.write import Write

        child_id, target = self.child_id, self._target()
        stem = "".join(sign if sign.isalnum() else "-" for sign in target.ref) if target else "case"
        self.open_form(Write("lines of the case", stem, lambda desk, path: desk.see(export_case, child_id, path)))

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
        if self._case:
            self._show_facts(self._case[0])

    def follow(self, row: CaseEntry | None) -> None:
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

    def _recall(self, desk: Desk) -> None:
        """A page begins as it is."""


def _clock(row: CaseEntry) -> Cell:
    return clock_cell(row.duty) if row.duty else (row.kind, "muted")
