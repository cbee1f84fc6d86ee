"""What is in the store, read in bulk: one query per table, never one per child. Only rows that are not deleted."""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import chain
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, Table, bindparam, func, or_, select

from iro_tui.collector import without_collector
from iro_tui.domain import beside, case
from iro_tui.domain.case import Case
from iro_tui.domain.vocabulary import GUARDIAN
from iro_tui.store import tables
from iro_tui.store.connection import Connection
from iro_tui.store.journal import among
from iro_tui.store.tables import Kept, facts_of, table_of

_child = table_of(tables.ChildRow)
_contact = table_of(tables.ContactRow)
_worker = table_of(tables.WorkerRow)
_note = table_of(tables.CaseNoteRow)
_operation = table_of(tables.OperationRow)
_change = table_of(tables.ChangeRow)
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
        """All that is kept, by the names of `facts_of(ChildRow)`, and `id`."""
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


# The facts

_Make = Callable[..., Any]

RENAMED = {"on": "on_day", "steps": "id"}
"""The fields of facts that are not called as their columns are; an escalation's steps are found by its key."""

FACTS: Mapping[str, tuple[type[Kept], type[Any]]] = {
    "periods": (tables.CarePeriodRow, case.CarePeriod),
    "legal_statuses": (tables.LegalStatusRow, case.LegalStatus),
    "placements": (tables.PlacementRow, case.Placement),
    "reviews": (tables.ReviewRow, case.Review),
    "early_reviews": (tables.EarlyReviewRow, case.EarlyReview),
    "authorities": (tables.AdoptionAuthorityRow, case.AdoptionAuthority),
    "ratings": (tables.RatingRow, case.Rating),
    "midpoints": (tables.MidpointCheckRow, case.MidpointCheck),
    "decisions": (tables.DecisionRow, case.Decision),
    "escalations": (tables.EscalationRow, case.Escalation),
    "plans": (tables.ProtectionPlanRow, beside.ProtectionPlan),
    "conferences": (tables.ConferenceRow, beside.Conference),
    "core_groups": (tables.CoreGroupRow, beside.CoreGroup),
    "proceedings": (tables.ProceedingsRow, beside.Proceedings),
    "court_dates": (tables.CourtDateRow, beside.CourtDate),
    "tasks": (tables.TaskRow, case.Task),
    "allocations": (tables.AllocationRow, case.Allocation),
    "events": (tables.EventRow, case.Event),
}
"""For each field of a Case the table it is read from, and the fact that a row becomes. Contacts are only their day."""


def _columns(table: Table, fact: type[Any]) -> Iterator[ColumnElement[Any]]:
    """The columns that a fact is made of, in the order of its own fields; where it says "", an empty one is that."""
    for part in dataclasses.fields(fact):
        column = table.c[RENAMED.get(part.name, part.name)]
        yield func.coalesce(column, "") if part.default == "" and column.nullable else column


def _select(model: type[Kept], *columns: ColumnElement[Any]) -> Select[Any]:
    """The child's key and these columns of the rows that are there."""
    table = table_of(model)
    return select(table.c.child_id, *columns).where(table.c.deleted_at.is_(None))


_SELECTS = {field: _select(model, *_columns(table_of(model), fact)) for field, (model, fact) in FACTS.items()} | {
    "contacts": _select(tables.ContactRow, _contact.c.on_day, func.coalesce(_contact.c.who, ""))
}
_SELECTS["escalations"] = _SELECTS["escalations"].where(table_of(tables.EscalationRow).c.kind == "dispute")
_step = table_of(tables.EscalationStepRow)
_STEPS = _select(tables.EscalationStepRow, _step.c.escalation_id, *_columns(_step, case.EscalationStep))
_STEPS_AT = [part.name for part in dataclasses.fields(case.Escalation)].index("steps")
CHILD_FIELDS = [part.name for part in dataclasses.fields(Case) if part.name in _child.c]
"""What a case keeps of the child itself; its first fields."""
_CASES = select(_child.c.id, *(_child.c[name] for name in CHILD_FIELDS))
_CASES = _CASES.where(_child.c.deleted_at.is_(None)).order_by(_child.c.ref)
_NAMED = [part.name for part in dataclasses.fields(ChildRecord)][:-1]
CHILD_NAMES = (*dict.fromkeys([*_NAMED, *(fact.name for fact in facts_of(tables.ChildRow))]),)
_CHILDREN = select(*(_child.c[n] for n in CHILD_NAMES)).where(_child.c.deleted_at.is_(None)).order_by(_child.c.ref)
_FIELDS = tuple(part.name for part in dataclasses.fields(Case))[len(CHILD_FIELDS) :]
_NOTE_FIELDS = tuple(part.name for part in dataclasses.fields(NoteRecord))


# Cases and children


def read_cases(connection: Connection, child_ids: Collection[str] | None = None) -> dict[str, Case]:
    """The case of every child, or of those asked for, closed ones too; by the store's key, in order of reference.

    Good-practice alerts are no disputes and stay out. A row that is there but whose child is removed does too.
    """
    with without_collector():
        makes: dict[str, _Make] = {field: fact for field, (_, fact) in FACTS.items()}
        makes |= {"contacts": _itself, "escalations": _with_steps(connection, child_ids)}
        read = {field: _grouped(connection, _SELECTS[field], makes[field], child_ids) for field in _SELECTS}
        contacts = read["contacts"].items()
        read["guardian_contacts"] = {key: [day for day, who in days if GUARDIAN in who] for key, days in contacts}
        read["contacts"] = {key: [day for day, _ in days] for key, days in contacts}
        facts = [read[field] for field in _FIELDS]
        return {
            child_id: Case(*own, *[tuple(of_child.get(child_id, ())) for of_child in facts])
            for child_id, *own in connection.execute(_only(_CASES, child_ids))
        }


def read_own_tasks(connection: Connection) -> Case:
    """The tasks that concern no child, as a case without a reference."""
    rows = connection.execute(_SELECTS["tasks"].where(table_of(tables.TaskRow).c.child_id.is_(None))).all()
    return Case("", tasks=tuple(case.Task(*row[1:]) for row in rows))


def read_children(connection: Connection, child_ids: Collection[str] | None = None) -> dict[str, ChildRecord]:
    """Every child, or those asked for, closed ones too; by key, in order of reference."""
    make: _Make = ChildRecord
    rows = connection.execute(_only(_CHILDREN, child_ids))
    return {row[0]: make(*row[: len(_NAMED)], tuple(row)) for row in rows}


def any_child(connection: Connection) -> bool:
    """Whether there is a child, closed or not."""
    return connection.execute(_CASES.limit(1)).first() is not None


def count_children(connection: Connection) -> int:
    """How many children there are, closed or not."""
    return connection.execute(select(func.count()).select_from(_CASES.subquery())).scalar_one()


def read_workers(
    connection: Connection, child_ids: Collection[str] | None = None, until: date | None = None
) -> dict[str, Workers]:
    """Who works with each child now, or did at the end of a day: of each role the one that came last.

    Children with nobody on record are absent.
    """
    statement = select(_worker.c.child_id, _worker.c.role, _worker.c.name, _worker.c.team, _worker.c.started)
    there = statement.where(_worker.c.deleted_at.is_(None))
    if until is None:
        there = there.where(_worker.c.ended.is_(None))
    else:
        there = there.where(or_(_worker.c.ended.is_(None), _worker.c.ended > until))
        there = there.where(or_(_worker.c.started.is_(None), _worker.c.started <= until))
    of_child: dict[str, dict[str, Any]] = {}
    for child_id, role, name, team, started in connection.execute(
        _only(there, child_ids).order_by(_worker.c.started, _worker.c.id)
    ):
        names = of_child.setdefault(child_id, {})
        names[role] = name
        if role == "social_worker":
            names |= {"team": team or "", "since": started}
    return {child_id: Workers(**names) for child_id, names in of_child.items()}


def read_contacts(connection: Connection, child_id: str, until: date) -> list[ContactRecord]:
    """The contacts of one child to the end of a day, the latest first."""
    table = table_of(tables.ContactRow)
    conditions = table.c.child_id == child_id, table.c.on_day <= until
    return _records(connection, ContactRecord, table, table.c.on_day.desc(), *conditions)


def read_good_practice(connection: Connection, until: date) -> tuple[GoodPracticeRecord, ...]:
    """Good-practice alerts to the end of a day, the latest first; of children who are there."""
    table = table_of(tables.EscalationRow)
    there = select(_child.c.id).where(_child.c.deleted_at.is_(None))
    conditions = table.c.kind == "good_practice", table.c.child_id.in_(there), table.c.raised_on <= until
    alerts = _records(connection, GoodPracticeRecord, table, table.c.raised_on.desc(), *conditions)
    return tuple(
        dataclasses.replace(alert, closed_on=None) if alert.closed_on and alert.closed_on > until else alert
        for alert in alerts
    )


def count_unfiled(connection: Connection, until: date | None = None) -> int:
    """Case notes that are not on the council's system yet. With `until` only those that tell of a day by then."""
    statement = select(func.count()).where(_note.c.deleted_at.is_(None), _note.c.filed_at.is_(None))
    if until:
        statement = statement.where(_note.c.on_day <= until)
    return int(connection.execute(statement).scalar_one())


def read_notes(
    connection: Connection,
    *,
    filed: bool | None = None,
    note_ids: Collection[str] | None = None,
    until: date | None = None,
) -> list[NoteRecord]:
    """Case notes of children who are there: by the day they tell of, then as they were left.

    `filed` True only those on the council's system, False only those that wait; `note_ids` only these; with `until`
    only those that tell of a day by then.
    """
    columns = [(_child if name in ("ref", "initials", "name") else _note).c[name] for name in _NOTE_FIELDS]
    statement = (
        select(*columns)
        .join(_child, _child.c.id == _note.c.child_id)
        .outerjoin(_operation, _operation.c.id == _note.c.operation_id)
        .where(_note.c.deleted_at.is_(None), _child.c.deleted_at.is_(None))
        .order_by(_note.c.on_day, _operation.c.seq, _child.c.ref, _note.c.title, _note.c.id)
    )
    if filed is not None:
        statement = statement.where(_note.c.filed_at.is_not(None) if filed else _note.c.filed_at.is_(None))
    if note_ids is not None:
        statement = statement.where(among(_note.c.id, note_ids))
    if until:
        statement = statement.where(_note.c.on_day <= until)
    return [NoteRecord(*row) for row in connection.execute(statement)]


def notes_touched(connection: Connection, operation_seq: int) -> list[str]:
    """The keys of the case notes that an operation left or changed."""
    statement = select(_change.c.row_id).where(_change.c.operation_seq == operation_seq)
    return list(connection.execute(statement.where(_change.c.table_name == _note.name)).scalars())


# Any table


def read_rows(connection: Connection, model: type[Kept], **equal: Any) -> Sequence[Row[Any]]:
    """The rows of a table, all fields, in which each named field has that value (`child_id=…`).

    A list of keys stands for any of them.
    """
    table = table_of(model)
    conditions = [
        among(table.c[name], value) if isinstance(value, list) else table.c[name] == value
        for name, value in equal.items()
    ]
    return connection.execute(select(table).where(table.c.deleted_at.is_(None), *conditions)).all()


@cache
def _of_child(model: type[Kept]) -> Select[Any]:
    table = table_of(model)
    own = table.c.id if model is tables.ChildRow else table.c.child_id
    return select(table).where(table.c.deleted_at.is_(None), own == bindparam("child"))


def rows_of_child(connection: Connection, model: type[Kept], child_id: str) -> Sequence[Row[Any]]:
    """The rows of a table about one child, all fields; of the children's own table the child. Asked for often."""
    return connection.execute(_of_child(model), {"child": child_id}).all()


def texts_of(connection: Connection, model: type[Kept], names: Sequence[str]) -> Sequence[Row[Any]]:
    """The key and these texts of every row of a table in which one of them is written: for a search."""
    table = table_of(model)
    if not names:
        return ()
    columns = [table.c[name] for name in names]
    there = or_(*(column.is_not(None) & (column != "") for column in columns))
    return connection.execute(select(table.c.id, *columns).where(table.c.deleted_at.is_(None), there)).all()


def read_deleted(connection: Connection, model: type[Kept]) -> Sequence[Row[Any]]:
    """The rows of a table that were taken away softly, all fields."""
    table = table_of(model)
    return connection.execute(select(table).where(table.c.deleted_at.is_not(None))).all()


def read_row(connection: Connection, model: type[Kept], row_id: str) -> Row[Any] | None:
    """One row, all fields; None when it is not there."""
    return next(iter(read_rows(connection, model, id=row_id)), None)


def read_any(connection: Connection, model: type[Kept], row_id: str) -> Row[Any] | None:
    """One row, all fields, also one that was taken away softly; None where there never was one."""
    table = table_of(model)
    return connection.execute(select(table).where(table.c.id == row_id)).first()


# How


def _grouped(
    connection: Connection, statement: Select[Any], make: _Make, child_ids: Collection[str] | None
) -> dict[str, list[Any]]:
    """What `make` makes of the columns after the first, in lists by the first."""
    groups: defaultdict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(_only(statement, child_ids)).all():  # faster than one by one
        groups[row[0]].append(make(*row[1:]))
    return groups


def _itself(*values: Any) -> Any:
    return values


def _with_steps(connection: Connection, child_ids: Collection[str] | None) -> _Make:
    """What makes an escalation of its columns, with its steps in place of the key that stands there for them."""
    steps = _grouped(connection, _STEPS, lambda key, *values: (key, case.EscalationStep(*values)), child_ids)
    of_escalation: defaultdict[str, list[case.EscalationStep]] = defaultdict(list)
    for key, step in chain.from_iterable(steps.values()):
        of_escalation[key].append(step)

    make: _Make = case.Escalation

    def with_steps(*values: Any) -> Any:
        before, key, after = values[:_STEPS_AT], values[_STEPS_AT], values[_STEPS_AT + 1 :]
        return make(*before, tuple(of_escalation.get(key, ())), *after)

    return with_steps


def _only(statement: Select[Any], child_ids: Collection[str] | None) -> Select[Any]:
    """The statement for some children only; its first column is the child's key."""
    return statement if child_ids is None else statement.where(among(statement.selected_columns[0], child_ids))


def _records(connection: Connection, record: type[_R], table: Table, order: Any, *conditions: Any) -> list[_R]:
    """Rows of a table as the records whose fields are columns of it."""
    columns = [table.c[name] for name in record.__dataclass_fields__]  # type: ignore[attr-defined]
    statement = select(*columns).where(table.c.deleted_at.is_(None), *conditions).order_by(order)
    return [record(*row) for row in connection.execute(statement)]
