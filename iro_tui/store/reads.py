"""What is in the store, read in bulk: one query per table, never one per child. Only rows that are not deleted."""

import dataclasses
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from iro_tui.store import shapes
from iro_tui.store.connection import Connection
from iro_tui.store.shape import Model, Shape, among, keys, named, stored

_R = TypeVar("_R")


@dataclass(frozen=True, slots=True)
class ChildRecord:
    """Who a child is: what the lists and actions read by name, and all that is kept as `facts`."""

    id: str
    ref: str
    initials: str = ""
    name: str = ""
    born: date | None = None
    sex: str | None = None
    uasc: bool | None = None
    uasc_until: date | None = None
    disabled: bool | None = None
    permanence_plan: str = ""
    closed_on: date | None = None
    flagged: bool | None = None
    values: tuple[Any, ...] = ()
    """All of the row: those above first, then the rest."""

    @property
    def facts(self) -> dict[str, Any]:
        """All that is kept, by the names of the columns that an officer may know, and `id`."""
        return dict(zip(CHILD_NAMES, self.values, strict=False))


@dataclass(frozen=True, slots=True)
class Workers:
    """Who works with a child now; empty where nobody is on record."""

    social_worker: str = ""
    manager: str = ""
    iro: str = ""
    team: str = ""
    """The social worker's team."""
    since: date | None = None
    """Since when that is the social worker, where it is on record."""


@dataclass(frozen=True, slots=True)
class ContactRecord:
    """A contact of the IRO with or about a child."""

    id: str
    child_id: str
    on_day: date
    who: str | None
    how: str | None
    seen_alone: bool | None
    reason: str | None
    note: str | None
    minutes: int | None


@dataclass(frozen=True, slots=True)
class GoodPracticeRecord:
    """A good-practice alert."""

    id: str
    child_id: str
    issue: str
    raised_on: date
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """A case note for the council's system, with whom it is about."""

    id: str
    child_id: str
    ref: str
    initials: str
    name: str
    on_day: date
    title: str
    body: str
    filed_at: datetime | None


_NAMED = [part.name for part in dataclasses.fields(ChildRecord)][:-1]
CHILD_NAMES = (*dict.fromkeys([*_NAMED, *(fact.name for fact in shapes.ChildRow.facts)]),)
_CHILDREN = f"SELECT {shapes.ChildRow.picked(*CHILD_NAMES)} FROM child WHERE deleted_at IS NULL"
_OF_CHILD = ("ref", "initials", "name")
_NOTES = ", ".join(
    shapes.ChildRow.picked(part.name, of="child")
    if part.name in _OF_CHILD
    else shapes.CaseNoteRow.picked(part.name, of="case_note")
    for part in dataclasses.fields(NoteRecord)
)


# Children


def read_children(connection: Connection, child_ids: Collection[str] | None = None) -> dict[str, ChildRecord]:
    """Every child, or those asked for, closed ones too; by key, in order of reference."""
    make: Callable[..., ChildRecord] = ChildRecord
    rows = connection.rows(*only(_CHILDREN, child_ids, "id", "ORDER BY ref"))
    return {row[0]: make(*row[: len(_NAMED)], row) for row in rows}


def read_authors(connection: Connection) -> dict[str, str]:
    """By child the colleague who put it on record, where that is not the officer."""
    rows = connection.rows("SELECT id, made_by FROM child WHERE deleted_at IS NULL AND made_by IS NOT NULL")
    return dict(rows)


def any_child(connection: Connection) -> bool:
    """Whether there is a child, closed or not."""
    return bool(connection.rows("SELECT id FROM child WHERE deleted_at IS NULL LIMIT 1"))


def count_children(connection: Connection) -> int:
    """How many children there are, closed or not."""
    return int(connection.value(f"SELECT count(*) FROM ({_CHILDREN})"))


def read_workers(
    connection: Connection, child_ids: Collection[str] | None = None, until: date | None = None
) -> dict[str, Workers]:
    """Who works with each child now, or did at the end of a day: of each role the one that came last.

    Children with nobody on record are absent.
    """
    day: tuple[str, ...] = ()
    there = f"SELECT child_id, role, name, team, {shapes.WorkerRow.picked('started')} FROM worker"
    there += " WHERE deleted_at IS NULL AND "
    if until is None:
        there += "ended IS NULL"
    else:
        there += "(ended IS NULL OR ended > ?) AND (started IS NULL OR started <= ?)"
        day = (until.isoformat(),) * 2
    of_child: dict[str, dict[str, Any]] = {}
    for child_id, role, name, team, started in connection.rows(
        *only(there, child_ids, "child_id", "ORDER BY worker.started, id", day)
    ):
        names = of_child.setdefault(child_id, {})
        names[role] = name
        if role == "social_worker":
            names |= {"team": team or "", "since": started}
    return {child_id: Workers(**names) for child_id, names in of_child.items()}


def read_contacts(connection: Connection, child_id: str, until: date) -> list[ContactRecord]:
    """The contacts of one child to the end of a day, the latest first."""
    conditions = "child_id = ? AND on_day <= ? ORDER BY contact.on_day DESC"
    return _records(connection, ContactRecord, shapes.ContactRow, conditions, child_id, until.isoformat())


def read_good_practice(connection: Connection, until: date) -> tuple[GoodPracticeRecord, ...]:
    """Good-practice alerts to the end of a day, the latest first; of children who are there."""
    conditions = (
        "kind = 'good_practice' AND raised_on <= ? "
        "AND EXISTS (SELECT 1 FROM child WHERE child.id = escalation.child_id AND child.deleted_at IS NULL) "
        "ORDER BY escalation.raised_on DESC"
    )
    alerts = _records(connection, GoodPracticeRecord, shapes.EscalationRow, conditions, until.isoformat())
    return tuple(
        dataclasses.replace(alert, closed_on=None) if alert.closed_on and alert.closed_on > until else alert
        for alert in alerts
    )


def count_unfiled(connection: Connection, until: date | None = None) -> int:
    """The officer's notes that are not on the council's system yet. With `until` only those that tell of a day by then.

    Those of a colleague are the colleague's to file.
    """
    waiting = "SELECT count(*) FROM case_note WHERE deleted_at IS NULL AND filed_at IS NULL AND made_by IS NULL"
    if until:
        return int(connection.value(f"{waiting} AND on_day <= ?", (until.isoformat(),)))
    return int(connection.value(waiting))


def read_notes(
    connection: Connection,
    *,
    filed: bool | None = None,
    note_ids: Collection[str] | None = None,
    until: date | None = None,
) -> list[NoteRecord]:
    """Case notes of children who are there: by the day they tell of, then as they were left.

    `filed` True only those on the council's system, False only those that wait; `note_ids` only these; with `until`
    only those that tell of a day by then. What a colleague has still to file is in none of them.
    """
    conditions = ["case_note.deleted_at IS NULL", "child.deleted_at IS NULL"]
    conditions.append("(case_note.made_by IS NULL OR case_note.filed_at IS NOT NULL)")
    parameters = []
    if filed is not None:
        conditions.append(f"case_note.filed_at IS {'NOT ' if filed else ''}NULL")
    if note_ids is not None:
        conditions.append(among("case_note.id"))
        parameters.append(keys(note_ids))
    if until:
        conditions.append("case_note.on_day <= ?")
        parameters.append(until.isoformat())
    statement = (
        f"SELECT {_NOTES} FROM case_note JOIN child ON child.id = case_note.child_id "
        f"LEFT JOIN operation ON operation.id = case_note.operation_id WHERE {' AND '.join(conditions)} "
        "ORDER BY case_note.on_day, operation.seq, child.ref, case_note.title, case_note.id"
    )
    return [NoteRecord(*row) for row in connection.rows(statement, parameters)]


def notes_touched(connection: Connection, operation_seq: int) -> list[str]:
    """The keys of the case notes that an operation left or changed."""
    statement = "SELECT row_id FROM change WHERE operation_seq = ? AND table_name = 'case_note'"
    return [row_id for (row_id,) in connection.rows(statement, (operation_seq,))]


# Any table


def shape_of(model: Model) -> Shape:
    """The shape of a table that is named by its model."""
    if isinstance(model, Shape):
        return model
    shape: Shape = getattr(shapes, model.__name__)
    return shape


def read_rows(connection: Connection, model: Model, **equal: Any) -> list[Any]:
    """The rows of a table, all fields, in which each named field has that value (`child_id=…`).

    A list of keys stands for any of them.
    """
    shape = shape_of(model)
    conditions, parameters = where(shape, equal)
    return _rows(connection, shape, shape.standing + conditions, parameters)


def rows_of_child(connection: Connection, model: Model, child_id: str) -> list[Any]:
    """The rows of a table about one child, all fields; of the children's own table the child."""
    shape = shape_of(model)
    own = "id" if shape is shapes.ChildRow else "child_id"
    return _rows(connection, shape, f"{shape.standing} AND {own} = ?", (child_id,))


def texts_of(connection: Connection, model: Model, names: Sequence[str]) -> list[tuple[Any, ...]]:
    """The key and these texts of every row of a table in which one of them is written: for a search."""
    if not names:
        return []
    shape = shape_of(model)
    there = " OR ".join(f"{named(name)} IS NOT NULL AND {named(name)} != ''" for name in names)
    columns = shape.picked("id", *names)
    return connection.rows(f"SELECT {columns} FROM {shape.name} WHERE deleted_at IS NULL AND ({there})")


def read_deleted(connection: Connection, model: Model) -> list[Any]:
    """The rows of a table that were taken away softly, all fields."""
    shape = shape_of(model)
    return _rows(connection, shape, f"SELECT {shape.picked()} FROM {shape.name} WHERE deleted_at IS NOT NULL")


def read_row(connection: Connection, model: Model, row_id: str) -> Any | None:
    """One row, all fields; None when it is not there."""
    return next(iter(read_rows(connection, model, id=row_id)), None)


def read_any(connection: Connection, model: Model, row_id: str) -> Any | None:
    """One row, all fields, also one that was taken away softly; None where there never was one."""
    shape = shape_of(model)
    rows = _rows(connection, shape, f"SELECT {shape.picked()} FROM {shape.name} WHERE id = ?", (row_id,))
    return rows[0] if rows else None


# How


def where(shape: Shape, equal: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """Conditions that follow on others, each named field having that value, or one of a list; and their parameters."""
    conditions, parameters = "", []
    for name, value in equal.items():
        column = named(shape.by_name[name].name)
        if value is None:
            conditions += f" AND {column} IS NULL"
            continue
        conditions += f" AND {among(column)}" if isinstance(value, list) else f" AND {column} = ?"
        parameters.append(keys(value) if isinstance(value, list) else stored(value))
    return conditions, parameters


def _rows(connection: Connection, shape: Shape, statement: str, parameters: Sequence[Any] = ()) -> list[Any]:
    return [*map(shape.row._make, connection.rows(statement, parameters))]


def only(
    statement: str, child_ids: Collection[str] | None, column: str, after: str = "", before: Iterable[Any] = ()
) -> tuple[str, list[Any]]:
    """The statement for some children only, whose key is in a column; and its parameters, some `before` theirs."""
    if child_ids is None:
        return f"{statement} {after}", [*before]
    return f"{statement} AND {among(column)} {after}", [*before, keys(child_ids)]


def _records(connection: Connection, record: type[_R], shape: Shape, conditions: str, *parameters: Any) -> list[_R]:
    """Rows of a table as the records whose fields are columns of it."""
    columns = shape.picked(*record.__dataclass_fields__)  # type: ignore[attr-defined]
    statement = f"SELECT {columns} FROM {shape.name} WHERE deleted_at IS NULL AND {conditions}"
    return [record(*row) for row in connection.rows(statement, parameters)]
