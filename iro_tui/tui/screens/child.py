"""One child's case: the facts beside everything that comes next and everything that happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widgets import Static

from iro_tui.caseload.lines import CaseLine, ChildCard
from iro_tui.caseload.page import DECISIONS, ESCALATIONS, REVIEWS
from iro_tui.caseload.session import Session
from iro_tui.caseload.who import Who
from iro_tui.domain.duty import Duty
from iro_tui.tui import commands
from iro_tui.tui.screens.cells import clock_cell, day_cell
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.widgets.card import Card, one_line
from iro_tui.tui.widgets.table import Cell, Column

DELETED = {DECISIONS: "decision", ESCALATIONS: "escalation", REVIEWS: "review"}
"""What `d` takes away, by the section of the case a row stands in."""


class ChildScreen(ListScreen[CaseLine]):
    """The case of one child; Esc goes back to the list it was opened from."""

    nothing = "Nothing is on record for this child."

    def __init__(self, child_id: str, tab: str) -> None:
        super().__init__()
        self.child_id = child_id
        self.tab = tab  # type: ignore[misc]  # the list it was opened from stays the one that stands out
        self._case: tuple[ChildCard, tuple[CaseLine, ...]] | None = None

    def columns(self) -> Sequence[Column[CaseLine]]:
        return (
            Column("on", "When", 10, lambda row: day_cell(row.on, self.today), sort=lambda row: row.on),
            Column("clock", "Clock", 12, _clock, sort=lambda row: row.duty.days if row.duty else None),
            Column("what", "What", 20, lambda row: (row.text, ""), flex=True, sort=lambda row: row.text.casefold()),
            Column("aside", "", 18, lambda row: (row.aside, "muted"), shows_from=84),
        )

    def read(self, session: Session) -> Iterable[CaseLine]:
        if self.child_id not in session.caseload().children:
            self._case = None
            return ()
        self._case = session.child_card(self.child_id), session.child_case(self.child_id)
        return self._case[1]

    async def reload(self) -> None:
        await super().reload()
        if self.listing and self._case is None and self.app.screen is self:  # undone here, or by another window
            self.app.pop_screen()

    def key(self, row: CaseLine) -> str:
        return f"{row.section}:{row.key}"

    def group(self, row: CaseLine) -> str:
        return row.section

    def target(self, row: object) -> Who | None:  # noqa: ARG002
        return self._target()

    def targets(self) -> Sequence[Who]:
        target = self._target()
        return [target] if target else []

    def _target(self) -> Who | None:
        if self._case is None:
            return None
        row = self._case[0].row
        return Who(row.child_id, row.ref, row.initials, row.rag)

    def full_name(self, row: object) -> str:  # noqa: ARG002
        return self._case[0].row.name if self._case else ""

    def duty(self, row: CaseLine) -> Duty | None:
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
        if self._case:
            self._show_facts(self._case[0])

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


def _clock(row: CaseLine) -> Cell:
    return clock_cell(row.duty) if row.duty else (row.kind, "muted")
