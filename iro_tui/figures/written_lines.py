"""The written part of a report as a list: what is written, last time's plan, and what the record has to offer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from iro_tui.caseload.lists.base import QUIET, Column, List, View, only_data, rag_column
from iro_tui.caseload.lists.kinds import TEXT
from iro_tui.caseload.lists.owed import names_to_hide, without_names
from iro_tui.caseload.who import Who, who_of
from iro_tui.domain.written import ACTION, SECTIONS, ReportEntry, in_order, source_of
from iro_tui.figures.period import Period
from iro_tui.figures.written import entries_of, quotable, written_part

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class ReportLine:
    """An entry of a report, or words on record that are not used yet: then they have a child."""

    entry: ReportEntry
    group: str
    who: Who | None = None
    is_offered: bool = False
    """Whether it stands on record only, and in no report."""

    @property
    def ref(self) -> str:
        return self.who.ref if self.who else ""

    @property
    def words(self) -> str:
        """Its words on one line; of words on record without a name."""
        return " ".join(self.entry.text.split())

    @property
    def about(self) -> str:
        """What it is about: an area, a figure and whose, a post; of words on record the child, by reference."""
        return ": ".join(filter(None, (self.entry.heading, self.entry.whose))) or self.ref


def written_lines(connection: Connection, caseload: Caseload, period: Period) -> Iterator[ReportLine]:
    """Everything written of a period, then the plan before it, then what may still be marked."""
    part = written_part(connection, caseload, period)
    for entry in part.entries:
        yield ReportLine(entry, SECTIONS[entry.section])
    for entry in part.before:
        yield ReportLine(entry, f"{SECTIONS[ACTION]} of {Period(entry.first, entry.last).words}")
    used = {entry.source for entry in entries_of(connection)}
    offered = {
        each.key: each
        for each in quotable(connection)
        if each.day in period and each.day <= caseload.today and source_of(each.key) not in used
        if not each.child_id or each.child_id in caseload.children
    }
    for entry in in_order(
        ReportEntry(each.key, each.day, each.day, each.section, each.words) for each in offered.values()
    ):
        child_id = offered[entry.id].child_id
        hidden = names_to_hide(caseload, child_id) if child_id else {}
        yield ReportLine(
            replace(entry, text=without_names(entry.text, hidden)),
            f"On record, not marked: {SECTIONS[entry.section].lower()}",
            who_of(caseload, child_id) if child_id else None,
            is_offered=True,
        )


COLUMNS: tuple[Column[ReportLine], ...] = (
    Column("about", "About", TEXT, lambda row: row.about or None, 12, flex=True, json="about",
           means="an area for development, a post, a figure and whose number it is, or whose words"),
    Column("words", "Words", TEXT, lambda row: row.words, 24, flex=True, json="words",
           means="the words, the action, or the number"),
    Column("lead", "Lead", TEXT, lambda row: row.entry.lead or None, 12, from_width=80, json="lead",
           means="of an action who sees to it"),
    Column("timescale", "Timescale", TEXT, lambda row: row.entry.timescale or None, 12, from_width=96,
           json="timescale", means="of an action by when"),
    rag_column(lambda row: row.entry.rag or None, means="of an action its rating"),
    Column("outcome", "Became of it", TEXT, lambda row: row.entry.outcome or None, 16, flex=True, from_width=110,
           tone=QUIET, json="outcome", means="of an action what became of it"),
    only_data("ref", "of words on record the child's reference", lambda row: row.ref or None),
    only_data("section", "the section: `theme`, `good_practice`, `changed`, `words`, `recommendation`, `action`, "
              "`staffing`, `comparator`, `children`", lambda row: row.entry.section),
    only_data("key", "names the entry, or the words on record, for `iro do`", lambda row: row.entry.id),
    only_data("offered", "whether it stands on record only: `iro do quote --id KEY` marks it",
              lambda row: row.is_offered),
    only_data("from", "the first day of its report, or the day it is of", lambda row: row.entry.first),
    only_data("to", "the last day", lambda row: row.entry.last),
)  # fmt: skip

WRITTEN = List(
    id="written",
    title="Written part",
    help="what is written beside the figures of a period",
    json="written",
    unit="entries",
    reads=None,
    rows=lambda _connection, _caseload: (),
    columns=COLUMNS,
    key=lambda row: row.entry.id,
    who=lambda row: row.who,
    heading=lambda row, _today, _view: row.group,
    views=(View(None, "What is written of a period.", "Nothing is written yet: a writes something."),),
    removes=lambda row: None if row.is_offered else ("report_entry", row.entry.id),
    hints=("open", "task", "delete", "earlier", "more", "write"),
)
