"""The written part of a report as it is on record, and the words of children's records that may stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.domain.surveys import CHILDREN_SURVEY
from iro_tui.domain.vocabulary import POSITIVE
from iro_tui.domain.written import CHANGED, PRACTICE, WORDS, ReportEntry, in_order, plan_before
from iro_tui.figures.period import Period
from iro_tui.store import shapes
from iro_tui.store.columns import columns_of

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection

_COLUMNS = tuple(part.name for part in fields(ReportEntry))


@dataclass(frozen=True, slots=True)
class Quotable:
    """Words of a child's record that reports may use once they are marked: whose, in which section, of which day."""

    key: str
    """The row they stand in."""
    child_id: str
    """Empty of a survey's sheet, which is of nobody who is known."""
    section: str
    words: str
    day: date


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """What stands beside the figures of a period."""

    entries: tuple[ReportEntry, ...] = ()
    before: tuple[ReportEntry, ...] = ()
    """The action plan of the period that was reported on last, with what became of it."""

    def of(self, section: str) -> tuple[ReportEntry, ...]:
        """The entries of a section, in order."""
        return tuple(each for each in self.entries if each.section == section)


NOTHING_WRITTEN = WrittenPart()


def entries_of(connection: Connection) -> tuple[ReportEntry, ...]:
    """Every entry on record, in order."""
    rows = columns_of(connection, shapes.ReportEntryRow, *_COLUMNS)
    return in_order(_entry(dict(zip(_COLUMNS, row, strict=True))) for row in rows)


def _entry(values: dict[str, Any]) -> ReportEntry:
    kept: dict[str, Any] = {name: "" if value is None else value for name, value in values.items()}
    return ReportEntry(**kept)


def written_part(connection: Connection, _caseload: Caseload, period: Period) -> WrittenPart:
    """What is written of a period: ask the session for it with `query`."""
    entries = entries_of(connection)
    return WrittenPart(
        tuple(each for each in entries if each.is_in(period.first, period.last)), plan_before(entries, period.first)
    )


def quotable(connection: Connection) -> Iterator[Quotable]:
    """Everything on record that may be marked for reports, whether it is marked already or not."""
    held: dict[str, date] = {}
    for key, child_id, day, words in columns_of(connection, shapes.ReviewRow, "id", "child_id", "held", "child_words"):
        if day:
            held[key] = day
            if words:
                yield Quotable(key, child_id, WORDS, words, day)
    for key, child_id, review_id, words in columns_of(
        connection, shapes.ChecklistAnswerRow, "id", "child_id", "review_id", "answer", item=POSITIVE
    ):
        if review_id in held:
            yield Quotable(key, child_id, PRACTICE, words, held[review_id])
    for key, child_id, kind, issue, effect, changed, raised, closed in columns_of(
        connection, shapes.EscalationRow,
        "id", "child_id", "kind", "issue", "effect", "what_changed", "raised_on", "closed_on",
    ):  # fmt: skip
        if kind == "good_practice":
            yield Quotable(key, child_id, PRACTICE, ": ".join(filter(None, (issue, effect))), raised)
        elif changed:
            yield Quotable(key, child_id, CHANGED, changed, closed or raised)
    for key, child_id, words, rated in columns_of(
        connection, shapes.RatingRow, "id", "child_id", "what_changed", "rated_on"
    ):
        if words:
            yield Quotable(key, child_id, CHANGED, words, rated)
    for key, day, words in columns_of(
        connection, shapes.SurveySheetRow, "id", "answered_on", "words", survey=CHILDREN_SURVEY
    ):
        if words:
            yield Quotable(key, "", WORDS, words, day)
