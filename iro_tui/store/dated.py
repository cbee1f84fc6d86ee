"""On which day what is on record happened: what a look at an earlier day leaves out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from iro_tui.domain.as_at import days_of, told_with
from iro_tui.domain.case import Case, EscalationStep
from iro_tui.store import shapes
from iro_tui.store.connection import Connection
from iro_tui.store.facts import FACTS, RENAMED
from iro_tui.store.reads import CHILD_NAMES, ChildRecord, read_row
from iro_tui.store.shape import Shape, among, keys, named
from iro_tui.store.shapes import SHAPES
from iro_tui.store.writes import Change, New, Write

_FACTS: list[tuple[Shape, Any]] = [*FACTS.values(), (shapes.EscalationStepRow, EscalationStep)]
_OF_FACTS: dict[Shape, tuple[str, ...]] = {
    model: tuple(RENAMED.get(name, name) for name in (*days_of(fact).begins, *days_of(fact).later))
    for model, fact in _FACTS
}
_HAPPENED: Mapping[Shape, tuple[str, ...]] = _OF_FACTS | {
    shapes.ContactRow: ("on_day",),
    shapes.ChildRow: (*days_of(Case).later, "closed_on"),
}
"""The columns of each table that say on which day something happened."""
_BEGINS: Mapping[Shape, tuple[str, ...]] = {
    model: tuple(RENAMED.get(name, name) for name in days_of(fact).begins) for model, fact in _FACTS
} | {
    shapes.CaseNoteRow: ("on_day",),
    shapes.ContactRow: ("on_day",),
    shapes.ConferenceMoveRow: ("requested_on",),
    shapes.CourtMoveRow: ("requested_on",),
    shapes.DateChangeRow: ("requested_on",),
    shapes.MissingEpisodeRow: ("started",),
    shapes.WorkerRow: ("started",),
}
"""The day on which a row came to be."""
_LATER: Mapping[Shape, tuple[str, ...]] = {
    model: tuple(RENAMED.get(name, name) for name in days_of(fact).later) for model, fact in _FACTS
} | {
    shapes.ChildRow: _HAPPENED[shapes.ChildRow],
    shapes.ConsultationRow: ("sent_on", "returned_on"),
    shapes.MissingEpisodeRow: ("ended",),
    shapes.WorkerRow: ("ended",),
}
"""What came of it later."""


def newest_day(connection: Connection, child_ids: Collection[str] | None = None) -> date | None:
    """The latest day on which something on record happened, of all or of some children; None where nothing did."""
    newest: str = connection.value(_NEWEST) if child_ids is None else connection.value(_NEWEST_OF, (keys(child_ids),))
    return date.fromisoformat(newest) if newest else None


def child_at(child: ChildRecord, day: date) -> ChildRecord:
    """A child as of the end of a day, without what is dated later."""
    facts = child.facts
    later = {name for name in _HAPPENED[shapes.ChildRow] if (on := facts[name]) is not None and on > day}
    if not later:
        return child
    values = tuple(None if name in later else value for name, value in zip(CHILD_NAMES, child.values, strict=True))
    return replace(child, closed_on=None if "closed_on" in later else child.closed_on, values=values)


def values_at(model: Shape, values: Mapping[str, Any], day: date) -> dict[str, Any] | None:
    """A row as it was at the end of a day; None where it was not there yet. See `domain.as_at`."""
    began = [values[name] for name in _BEGINS.get(model, ())]
    if any(on is not None and on > day for on in began):
        return None
    later = {name for name in _LATER.get(model, ()) if (on := values[name]) is not None and on > day}
    with_it = {name for column in later for name in told_with(column)}
    return {name: None if name in later or name in with_it else value for name, value in values.items()}


def day_of(model: Shape, values: Mapping[str, Any]) -> date | None:
    """The day that a row tells of: on which it came to be, or a review was held; None where none is kept."""
    names = ("held", *_BEGINS.get(model, ()), "completed", "adjourned", "booked", "due", "on_day", "started")
    return next((day for name in names if (day := values.get(name))), None)


def later_value(connection: Connection, write: Write, until: date) -> date | None:
    """A day after `until` on which something happened, and which a write would overwrite or take away; else None."""
    model = SHAPES[write.table]
    row = None if isinstance(write, New) else read_row(connection, model, write.key)
    names = set(write.values) if isinstance(write, Change) else set(_HAPPENED.get(model, ()))
    days = (getattr(row, name) for name in _HAPPENED.get(model, ()) if name in names) if row else ()
    return max((day for day in days if day and day > until), default=None)


def _latest(model: Shape, names: Iterable[str]) -> str:
    """The latest of these days in a table; an empty text where there is none. A condition may follow."""
    days = ", ".join(f"coalesce(max({named(name)}), '')" for name in names)
    return f"SELECT max('', {days}) AS day FROM {model.name} WHERE deleted_at IS NULL"


def _latest_of(model: Shape, names: Iterable[str]) -> str:
    """The same of the children in a parameter, which is one for all tables."""
    own = "id" if model is shapes.ChildRow else "child_id"
    return f"{_latest(model, names)} AND {among(own).replace('?', '?1')}"


_NEWEST = f"SELECT max(day) FROM ({' UNION ALL '.join(_latest(*each) for each in _HAPPENED.items())})"
_NEWEST_OF = f"SELECT max(day) FROM ({' UNION ALL '.join(_latest_of(*each) for each in _HAPPENED.items())})"
