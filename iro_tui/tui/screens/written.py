"""The written part of a report: Enter changes an entry or marks words on record, `a` writes, `w` makes the report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual.content import Content

from iro_tui.domain.typed_day import typed
from iro_tui.domain.words import dated
from iro_tui.domain.written import SECTIONS
from iro_tui.figures import Period
from iro_tui.figures.lines import FIGURES
from iro_tui.figures.written_lines import WRITTEN, ReportLine, written_lines
from iro_tui.text import safe
from iro_tui.tui import commands
from iro_tui.tui.elsewhere import OF_REPORT
from iro_tui.tui.screens.list_screen import ListOver
from iro_tui.tui.screens.of_period import OfPeriod
from iro_tui.tui.widgets.telling import Line

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.caseload.exporting import Outgoing
    from iro_tui.caseload.session import Session
    from iro_tui.store.connection import Connection
    from iro_tui.tui.screens.list_words import Listing

WHOLE, FOR_CHILDREN = "report", "children"
LAYOUTS = {WHOLE: "The report, figures and text", FOR_CHILDREN: "The children's version, in plain words"}
WORDS = {"open": "Change", "task": "Write", "more": "After", "earlier": "Before", "write": "Report"}


class WrittenScreen(OfPeriod[ReportLine], ListOver[ReportLine]):
    """Below the figures; Esc goes back to them."""

    elsewhere = OF_REPORT

    def __init__(self, period: Period | None = None) -> None:
        super().__init__(WRITTEN, FIGURES.id)
        self.period = period

    def read(self, session: Session) -> Iterable[ReportLine]:
        self.period = self.period_on(session.today)
        return session.query(_written, self.period)

    def above(self, listing: Listing[ReportLine], shown: int) -> Content:
        """Which period it is."""
        if self.period is None:
            return Content("")
        period, narrowed = self.period, super().above(listing, shown)
        words = Content.assemble(
            (f" {WRITTEN.title.upper()}   ", "bold $accent"),
            (period.words, "bold"),
            (f"   {dated(period.first)} to {dated(period.last)}", ""),
        )
        return Content.assemble(words, "  ", narrowed) if narrowed else words

    # Writing

    async def do_task(self) -> None:
        """Something new for this period."""
        await self.start_action("write_report", {"first": typed(self._now.first), "last": typed(self._now.last)})

    def do_open(self) -> None:
        """Change what is written; mark what is only on record."""
        from iro_tui.actions import action_of
        from iro_tui.tui.booking_form import form_of

        row = self.table.row
        if row is not None:
            verb = action_of("quote" if row.is_offered else "rewrite_report")
            self.open_form(form_of(verb, keys=[row.entry.id]))

    def subject(self, table: str) -> str:
        row = self.table.row
        if table == "quotable" and row is not None:
            return row.entry.id if row.is_offered else ""
        return super().subject(table)

    def do_write(self) -> None:
        """The report with its text, or the version for children."""
        from iro_tui.tui.dialogs.pick import Pick, Picked

        options = [Picked(name, words) for name, words in LAYOUTS.items()]
        self.app.push_screen(Pick(f"Write which report of {self._now.words}?", options), self._layout_picked)

    def _layout_picked(self, layout: str | None) -> None:
        if layout is None:
            return
        from iro_tui.caseload.exporting import HTML, TEXT, XLSX
        from iro_tui.figures.formats import made_report, plain_report

        period = self._now
        whole = layout == WHOLE

        def make(session: Session) -> Outgoing:
            return session.query(made_report if whole else plain_report, period)

        what = f"the report of {period.words}{'' if whole else ' for children'}, small numbers hidden"
        self.offer_file(what, "report" if whole else "children", make, *((HTML, XLSX, TEXT) if whole else (HTML, TEXT)))

    def show_beside(self) -> None:
        """The entry in full."""
        super().show_beside()
        row = self.table.row
        if row is not None:
            self.tell_beside(_whole(row))

    # Keys

    def why_not(self, command: commands.Command) -> str | None:
        if command.id in ("more", "write", "task"):
            return None
        if command.id == "open":
            return None if self.table.row is not None else "There is nothing under the cursor: a writes something."
        return super().why_not(command)

    def why_no_child(self) -> str:
        return "An entry of the report is about no child."

    def word_for(self, command: commands.Command) -> str:
        row = self.table.row
        if command.id == "open" and row is not None and row.is_offered:
            return "Mark it"
        return WORDS.get(command.id) or super().word_for(command)

    def stand(self) -> dict[str, Any]:
        return {**super().stand(), "kind": "written"}


def _written(connection: Connection, caseload: Caseload, period: Period) -> tuple[ReportLine, ...]:
    return tuple(written_lines(connection, caseload, period))


def _whole(row: ReportLine) -> list[Line]:
    entry = row.entry
    lines: list[Line] = [[(SECTIONS[entry.section], "bold $accent")]]
    lines += [[(safe(row.about), "bold")]] if row.about else []
    lines += [[], *([(safe(line), "")] for line in entry.text.splitlines())]
    labelled = (
        ("Lead", entry.lead),
        ("Timescale", entry.timescale),
        ("RAG", entry.rag),
        ("Became of it", entry.outcome),
    )
    lines += [[(f"{label}: ", "$muted"), (safe(words), "")] for label, words in labelled if words]
    if row.is_offered:
        lines += [[], [("On record of a child, in no report yet: Enter marks it, without a name.", "$muted")]]
    elif entry.source:
        lines += [[], [("Words of the record, marked for reports.", "$muted")]]
    return lines
