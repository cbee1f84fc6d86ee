"""On which day what is on record happened: what a look at an earlier day leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Date, Select, func, select, type_coerce, union_all

from iro_tui.domain.as_at import days_of, told_with
from iro_tui.domain.case import Case, EscalationStep
from iro_tui.store import tables
from iro_tui.store.connection import Connection
from iro_tui.store.reads import CHILD_NAMES, FACTS, RENAMED, ChildRecord, read_row
from iro_tui.store.tables import Kept, table_of
from iro_tui.store.work import model_of
from iro_tui.store.writes import Change, New, Write

_FACTS: list[tuple[type[Kept], Any]] = [*FACTS.values(), (tables.EscalationStepRow, EscalationStep)]
_OF_FACTS: dict[type[Kept], tuple[str, ...]] = {
    model: tuple(RENAMED.get(name, name) for name in (*days_of(fact).begins, *days_of(fact).later))
    for model, fact in _FACTS
}
_HAPPENED: Mapping[type[Kept], tuple[str, ...]] = _OF_FACTS | {
    tables.ContactRow: ("on_day",),
    tables.ChildRow: (*days_of(Case).later, "closed_on"),
}
"""The columns of each table that say on which day something happened."""
_BEGINS: Mapping[type[Kept], tuple[str, ...]] = {
    model: tuple(RENAMED.get(name, name) for name in days_of(fact).begins) for model, fact in _FACTS
} | {
    tables.CaseNoteRow: ("on_day",),
    tables.ContactRow: ("on_day",),
    tables.ConferenceMoveRow: ("requested_on",),
    tables.DateChangeRow: ("requested_on",),
    tables.MissingEpisodeRow: ("started",),
    tables.WorkerRow: ("started",),
}
"""The day on which a row came to be."""
_LATER: Mapping[type[Kept], tuple[str, ...]] = {
    model: tuple(RENAMED.get(name, name) for name in days_of(fact).later) for model, fact in _FACTS
} | {
    tables.ChildRow: _HAPPENED[tables.ChildRow],
    tables.ConsultationRow: ("sent_on", "returned_on"),
    tables.MissingEpisodeRow: ("ended",),
    tables.WorkerRow: ("ended",),
}
"""What came of it later."""


def newest_day(connection: Connection) -> date | None:
    """The latest day on which something on record happened; None where nothing did."""
    return connection.execute(_NEWEST).scalar()


def child_at(child: ChildRecord, day: date) -> ChildRecord:
    """A child as of the end of a day, without what is dated later."""
    facts = child.facts
    later = {name for name in _HAPPENED[tables.ChildRow] if (on := facts[name]) is not None and on > day}
    if not later:
        return child
    values = tuple(None if name in later else value for name, value in zip(CHILD_NAMES, child.values, strict=True))
    return replace(child, closed_on=None if "closed_on" in later else child.closed_on, values=values)


def values_at(model: type[Kept], values: Mapping[str, Any], day: date) -> dict[str, Any] | None:
    """A row as it was at the end of a day; None where it was not there yet. See `domain.as_at`."""
    began = [values[name] for name in _BEGINS.get(model, ())]
    if any(on is not None and on > day for on in began):
        return None
    later = {name for name in _LATER.get(model, ()) if (on := values[name]) is not None and on > day}
    with_it = {name for column in later for name in told_with(column)}
    return {name: None if name in later or name in with_it else value for name, value in values.items()}


def day_of(model: type[Kept], values: Mapping[str, Any]) -> date | None:
    """The day that a row tells of: on which it came to be, or a review was held; None where none is kept."""
    names = ("held", *_BEGINS.get(model, ()), "completed", "adjourned", "booked", "due", "on_day", "started")
    return next((day for name in names if (day := values.get(name))), None)


def later_value(connection: Connection, write: Write, until: date) -> date | None:
    """A day after `until` on which something happened, and which a write would overwrite or take away; else None."""
    model = model_of(write.table)
    row = None if isinstance(write, New) else read_row(connection, model, write.key)
    names = set(write.values) if isinstance(write, Change) else set(_HAPPENED.get(model, ()))
    days = (getattr(row, name) for name in _HAPPENED.get(model, ()) if name in names) if row else ()
    return max((day for day in days if day and day > until), default=None)


def _latest(model: type[Kept], names: Iterable[str]) -> Select[Any]:
    """The latest of these days in a table; an empty text where there is none."""
    table = table_of(model)
    days = [func.coalesce(func.max(table.c[name]), "") for name in names]
    return select(func.max("", *days).label("day")).where(table.c.deleted_at.is_(None))


_each = union_all(*(_latest(model, names) for model, names in _HAPPENED.items())).subquery()
_NEWEST = select(type_coerce(func.nullif(func.max(_each.c.day), ""), Date))
