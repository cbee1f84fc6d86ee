"""What is in the store, read in bulk: one query per table, never one per child. Only rows that are not deleted."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, Table, delete, func, insert, select

from iro_tui.clock import now
from iro_tui.collector import without_collector
from iro_tui.domain import case
from iro_tui.domain.case import Case
from iro_tui.store import tables
from iro_tui.store.tables import Kept, table_of
from iro_tui.store.work import Work, among

_child = table_of(tables.ChildRow)
_worker = table_of(tables.WorkerRow)
_note = table_of(tables.CaseNoteRow)
_draft = table_of(tables.DraftRow)
_operation = table_of(tables.OperationRow)
_change = table_of(tables.ChangeRow)

_R = TypeVar("_R")


@dataclass(frozen=True, slots=True)
class ChildRecord:
    """Who a child is."""

    id: str
    ref: str
    initials: str
    name: str
    born: date | None
    sex: str | None
    uasc: bool | None
    uasc_until: date | None
    parent: bool | None
    disabled: bool | None
    need: str | None
    permanence_plan: str
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class Workers:
    """Who works with a child now; empty where nobody is on record."""

    social_worker: str = ""
    manager: str = ""
    iro: str = ""
    team: str = ""
    """The social worker's team."""


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


@dataclass(frozen=True, slots=True)
class Signature:
    """What the rules do not read of a review's record: the manager's reply, and when it was signed off."""

    id: str
    manager_reply: str | None
    signed_off_on: date | None


@dataclass(frozen=True, slots=True)
class LogRecord:
    """An entry of the journal, without the values."""

    seq: int
    operation_id: str
    at: datetime
    kind: str
    name: str
    sentence: str
    state: str
    changes: int


# The facts

_Make = Callable[..., Any]


def _select(model: type[Kept], names: str) -> Select[Any]:
    """The columns of `names` after the child's key, of the rows that are there."""
    table = table_of(model)
    return select(*(table.c[name] for name in ("child_id", *names.split()))).where(table.c.deleted_at.is_(None))


_FACTS: dict[str, tuple[Select[Any], _Make]] = {
    field: (_select(model, names), make)
    for field, model, make, names in (
        (
            "periods", tables.CarePeriodRow, case.CarePeriod,
            "started ended start_known reviews_known_from end_reason id",
        ),
        ("legal_statuses", tables.LegalStatusRow, case.LegalStatus, "code started ended"),
        (
            "placements", tables.PlacementRow, case.Placement,
            "code started ended end_reason same_carer provider out_of_area",
        ),
        (
            "reviews", tables.ReviewRow, case.Review,
            """id booked held completed adjourned participation follow_record talked_on invited_on report_on papers_on
            spoken_on not_spoken_reason decisions_on manager_replied_on record_on distributed_on care_plan_on""",
        ),
        ("early_reviews", tables.EarlyReviewRow, case.EarlyReview, "id trigger since by withdrawn_on"),
        ("authorities", tables.AdoptionAuthorityRow, case.AdoptionAuthority, "started ended"),
        (
            "ratings", tables.RatingRow, case.Rating,
            "id value rated_on theme followed_up_on ordinal told_manager_on told_service_on reason",
        ),
        ("midpoints", tables.MidpointCheckRow, case.MidpointCheck, "done_on"),
        ("decisions", tables.DecisionRow, case.Decision, "id text owner due done_on dropped_on"),
        ("plans", tables.ProtectionPlanRow, case.ProtectionPlan, "started ended category"),
        ("conferences", tables.ConferenceRow, case.Conference, "id kind strategy_on booked held cancelled_on"),
        ("court_dates", tables.CourtDateRow, case.CourtDate, "id what on_day done_on"),
        ("tasks", tables.TaskRow, case.Task, "id what due done_on"),
        ("allocations", tables.AllocationRow, case.Allocation, "notified allocated"),
        ("contacts", tables.ContactRow, lambda on_day: on_day, "on_day"),
    )
}  # fmt: skip
"""For each field of a Case its rows, the columns in the order of the fact's own fields, and what makes the fact."""

_STEPS = _select(tables.EscalationStepRow, "escalation_id id stage taken_on reply_due replied_on person")
_DISPUTES = _select(tables.EscalationRow, "id issue raised_on closed_on outcome followed_up_on").where(
    table_of(tables.EscalationRow).c.kind == "dispute"
)
_CASES = select(_child.c.id, _child.c.ref, _child.c.born).where(_child.c.deleted_at.is_(None)).order_by(_child.c.ref)
_FIELDS = tuple(case.Case.__dataclass_fields__)[2:]
_NOTE_FIELDS = tuple(NoteRecord.__dataclass_fields__)


# Cases and children


def read_cases(connection: Connection, child_ids: Collection[str] | None = None) -> dict[str, Case]:
    """The case of every child, or of those asked for, closed ones too; by the store's key, in order of reference.

    Good-practice alerts are no disputes and stay out. A row that is there but whose child is removed does too.
    """
    with without_collector():
        facts = {field: _grouped(connection, *_FACTS[field], child_ids) for field in _FACTS}
        facts["escalations"] = _escalations(connection, child_ids)
        ordered = [facts[field] for field in _FIELDS]
        return {
            child_id: Case(ref, born, *[tuple(found.get(child_id, ())) for found in ordered])
            for child_id, ref, born in connection.execute(_only(_CASES, child_ids))
        }


def read_own_tasks(connection: Connection) -> Case:
    """The tasks that concern no child, as a case without a reference."""
    statement, make = _FACTS["tasks"]
    rows = connection.execute(statement.where(table_of(tables.TaskRow).c.child_id.is_(None)))
    return Case("", tasks=tuple(make(*row[1:]) for row in rows))


def read_children(connection: Connection) -> dict[str, ChildRecord]:
    """Every child, closed ones too; by key, in order of reference."""
    return {record.id: record for record in _records(connection, ChildRecord, _child, _child.c.ref)}


def any_child(connection: Connection) -> bool:
    """Whether there is a child, closed or not."""
    return connection.execute(_CASES.limit(1)).first() is not None


def find_child(connection: Connection, ref: str) -> str | None:
    """The key of the child with this reference, or else of the only one that has it but for upper and lower case."""
    there = select(_child.c.id).where(_child.c.deleted_at.is_(None))
    exact = connection.execute(there.where(_child.c.ref == ref)).scalar()
    if exact is not None:
        return str(exact)
    alike = connection.execute(there.where(func.lower(_child.c.ref) == ref.lower()).limit(2)).scalars().all()
    return alike[0] if len(alike) == 1 else None


def read_workers(connection: Connection, child_ids: Collection[str] | None = None) -> dict[str, Workers]:
    """Who works with each child now: of each role the one that came last. Children with nobody on record are absent."""
    statement = select(_worker.c.child_id, _worker.c.role, _worker.c.name, _worker.c.team)
    there = statement.where(_worker.c.deleted_at.is_(None), _worker.c.ended.is_(None))
    found: dict[str, dict[str, str]] = {}
    for child_id, role, name, team in connection.execute(_only(there, child_ids).order_by(_worker.c.started)):
        names = found.setdefault(child_id, {})
        names[role] = name
        if role == "social_worker":
            names["team"] = team or ""
    return {child_id: Workers(**names) for child_id, names in found.items()}


def read_contacts(connection: Connection, child_id: str) -> list[ContactRecord]:
    """The contacts of one child, the latest first."""
    table = table_of(tables.ContactRow)
    return _records(connection, ContactRecord, table, table.c.on_day.desc(), table.c.child_id == child_id)


def read_good_practice(connection: Connection) -> tuple[GoodPracticeRecord, ...]:
    """Good-practice alerts, the latest first; of children who are there."""
    table = table_of(tables.EscalationRow)
    there = select(_child.c.id).where(_child.c.deleted_at.is_(None))
    conditions = table.c.kind == "good_practice", table.c.child_id.in_(there)
    return tuple(_records(connection, GoodPracticeRecord, table, table.c.raised_on.desc(), *conditions))


def count_unfiled(connection: Connection) -> int:
    """Case notes that are not on the council's system yet."""
    statement = select(func.count()).where(_note.c.deleted_at.is_(None), _note.c.filed_at.is_(None))
    return int(connection.execute(statement).scalar_one())


def read_notes(
    connection: Connection, *, filed: bool | None = None, note_ids: Collection[str] | None = None
) -> list[NoteRecord]:
    """Case notes of children who are there: by the day they tell of, then as they were left.

    `filed` True only those on the council's system, False only those that wait; `note_ids` only these.
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
    return [NoteRecord(*row) for row in connection.execute(statement)]


def notes_touched(connection: Connection, operation_seq: int) -> list[str]:
    """The keys of the case notes that an operation left or changed."""
    statement = select(_change.c.row_id).where(_change.c.operation_seq == operation_seq)
    return list(connection.execute(statement.where(_change.c.table_name == _note.name)).scalars())


def read_signatures(connection: Connection) -> dict[str, Signature]:
    """The manager's reply and the signature of every review whose record is followed here, by the review's key."""
    table = table_of(tables.ReviewRow)
    return {found.id: found for found in _records(connection, Signature, table, table.c.id, table.c.follow_record)}


# Any table


def read_rows(connection: Connection, model: type[Kept], **equal: Any) -> Sequence[Row[Any]]:
    """The rows of a table, all fields, in which each named field has the value given (`child_id=…`).

    A list of keys stands for any of them.
    """
    table = table_of(model)
    conditions = [
        among(table.c[name], value) if isinstance(value, list) else table.c[name] == value
        for name, value in equal.items()
    ]
    return connection.execute(select(table).where(table.c.deleted_at.is_(None), *conditions)).all()


def read_row(connection: Connection, model: type[Kept], row_id: str) -> Row[Any] | None:
    """One row, all fields; None when it is not there. Its `version` is what `expect_version` asks for."""
    return next(iter(read_rows(connection, model, id=row_id)), None)


# The program's own


def read_log(connection: Connection, limit: int | None = None) -> list[LogRecord]:
    """The journal, the latest entry first."""
    count = select(func.count()).where(_change.c.operation_seq == _operation.c.seq).scalar_subquery()
    names = ("seq", "id", "at", "kind", "name", "sentence", "state")
    entries: Select[Any] = select(*(_operation.c[name] for name in names), count)
    statement = entries.order_by(_operation.c.seq.desc()).limit(limit)
    return [LogRecord(*row) for row in connection.execute(statement)]


def last_operation(connection: Connection) -> int:
    """The number of the journal's last entry; 0 when there is none."""
    return int(connection.execute(select(func.max(_operation.c.seq))).scalar() or 0)


def read_setting(connection: Connection, key: str) -> str | None:
    """The value of a setting; None where it was never set."""
    found = read_rows(connection, tables.SettingRow, key=key)
    return str(found[0].value) if found else None


def write_setting(work: Work, key: str, value: str) -> None:
    """Set a setting, as part of an action."""
    found = read_rows(work.connection, tables.SettingRow, key=key)
    if found:
        work.change(tables.SettingRow, found[0].id, value=value)
    else:
        work.add(tables.SettingRow(key=key, value=value))


def read_draft(connection: Connection, key: str) -> str | None:
    """What was typed and not yet saved."""
    return connection.execute(select(_draft.c.body).where(_draft.c.key == key)).scalar()


def write_draft(connection: Connection, key: str, body: str | None) -> None:
    """Keep what is being typed, in a transaction of `engine.writing`; None drops it. Not journalled."""
    connection.execute(delete(_draft).where(_draft.c.key == key))
    if body is not None:
        connection.execute(insert(_draft).values(key=key, body=body, saved_at=now()))


# How


def _grouped(
    connection: Connection, statement: Select[Any], make: _Make, child_ids: Collection[str] | None
) -> dict[str, list[Any]]:
    """What `make` makes of the columns after the first, in lists by the first."""
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(_only(statement, child_ids)).all():  # faster than one by one
        found[row[0]].append(make(*row[1:]))
    return found


def _escalations(connection: Connection, child_ids: Collection[str] | None) -> dict[str, list[Any]]:
    steps: defaultdict[str, list[case.EscalationStep]] = defaultdict(list)
    for _, escalation_id, *values, person in connection.execute(_only(_STEPS, child_ids)):
        steps[escalation_id].append(case.EscalationStep(*(*values, person or "")))

    def make(key: str, issue: str, raised_on: date, *closing: Any) -> case.Escalation:
        return case.Escalation(key, issue, raised_on, tuple(steps.get(key, ())), *closing)

    return _grouped(connection, _DISPUTES, make, child_ids)


def _only(statement: Select[Any], child_ids: Collection[str] | None) -> Select[Any]:
    """The statement for some children only; its first column is the child's key."""
    return statement if child_ids is None else statement.where(among(statement.selected_columns[0], child_ids))


def _records(connection: Connection, record: type[_R], table: Table, order: Any, *conditions: Any) -> list[_R]:
    """Rows of a table as the records whose fields are columns of it."""
    columns = [table.c[name] for name in record.__dataclass_fields__]  # type: ignore[attr-defined]
    statement = select(*columns).where(table.c.deleted_at.is_(None), *conditions).order_by(order)
    return [record(*row) for row in connection.execute(statement)]
