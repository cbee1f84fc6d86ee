"""The facts of the children's cases, as the rules read them: one query per table, never one per child."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from iro_tui.collector import without_collector
from iro_tui.domain import beside, case
from iro_tui.domain.case import Case
from iro_tui.domain.footprint import CHILD, SEEING
from iro_tui.domain.vocabulary import GUARDIAN
from iro_tui.store import shapes
from iro_tui.store.connection import Connection
from iro_tui.store.reads import only
from iro_tui.store.shape import Shape, named

_Make = Callable[..., Any]

RENAMED = {"on": "on_day", "steps": "id"}
"""The fields of facts that are not called as their columns are; an escalation's steps are found by its key."""

FACTS: Mapping[str, tuple[Shape, Any]] = {
    "periods": (shapes.CarePeriodRow, case.CarePeriod),
    "legal_statuses": (shapes.LegalStatusRow, case.LegalStatus),
    "placements": (shapes.PlacementRow, case.Placement),
    "reviews": (shapes.ReviewRow, case.Review),
    "early_reviews": (shapes.EarlyReviewRow, case.EarlyReview),
    "authorities": (shapes.AdoptionAuthorityRow, case.AdoptionAuthority),
    "ratings": (shapes.RatingRow, case.Rating),
    "midpoints": (shapes.MidpointCheckRow, case.MidpointCheck),
    "decisions": (shapes.DecisionRow, case.Decision),
    "escalations": (shapes.EscalationRow, case.Escalation),
    "plans": (shapes.ProtectionPlanRow, beside.ProtectionPlan),
    "conferences": (shapes.ConferenceRow, beside.Conference),
    "core_groups": (shapes.CoreGroupRow, beside.CoreGroup),
    "proceedings": (shapes.ProceedingsRow, beside.Proceedings),
    "court_dates": (shapes.CourtDateRow, beside.CourtDate),
    "tasks": (shapes.TaskRow, case.Task),
    "allocations": (shapes.AllocationRow, case.Allocation),
    "events": (shapes.EventRow, case.Event),
}
"""For each field of a Case the table it is read from, and the fact that a row becomes. Contacts are only their day."""


def _columns(shape: Shape, fact: Any) -> Iterator[str]:
    """The columns that a fact is made of, in the order of its own fields; where it says "", an empty one is that."""
    for field in fact._fields:
        name = RENAMED.get(field, field)
        yield f"coalesce({named(name)}, '')" if fact._field_defaults.get(field) == "" else shape.picked(name)


def _select(shape: Shape, *columns: str) -> str:
    """The child's key and these columns of the rows that are there."""
    return f"SELECT child_id, {', '.join(columns)} FROM {shape.name} WHERE deleted_at IS NULL"


_SELECTS = {field: _select(shape, *_columns(shape, fact)) for field, (shape, fact) in FACTS.items()} | {
    "contacts": _select(shapes.ContactRow, shapes.ContactRow.picked("on_day"))
}
_SELECTS["seen"] = (
    f"{_SELECTS['contacts']} AND instr(who, '{CHILD}') "
    f"AND (how IS NULL OR how IN ({', '.join(repr(how) for how in sorted(SEEING))}))"
)
_SELECTS["guardian_contacts"] = f"{_SELECTS['contacts']} AND instr(who, '{GUARDIAN}')"
_SELECTS["escalations"] += " AND kind = 'dispute'"
_OPEN = {
    **_SELECTS,
    "ratings": _SELECTS["ratings"].replace(
        "WHERE",
        "JOIN (SELECT child_id AS of_child, max(rated_on) AS last_on FROM rating WHERE deleted_at IS NULL "
        "GROUP BY child_id) ON child_id = of_child AND rated_on = last_on WHERE",
    ),
    "decisions": f"{_SELECTS['decisions']} AND done_on IS NULL AND dropped_on IS NULL",
    "contacts": f"{_SELECTS['contacts'].replace('`on_day`', 'max(`on_day`)')} GROUP BY child_id",
    "seen": f"{_SELECTS['seen'].replace('`on_day`', 'max(`on_day`)')} GROUP BY child_id",
    "guardian_contacts": f"{_SELECTS['guardian_contacts'].replace('`on_day`', 'max(`on_day`)')} GROUP BY child_id",
}
"""Of every child what `domain.history` leaves of it: over indexes, and past the pages that the rest fills."""
_STEPS = _select(shapes.EscalationStepRow, "escalation_id", *_columns(shapes.EscalationStepRow, case.EscalationStep))
_STEPS_AT = case.Escalation._fields.index("steps")
CHILD_FIELDS = [part.name for part in dataclasses.fields(Case) if part.name in shapes.ChildRow.by_name]
"""What a case keeps of the child itself; its first fields."""
_CASES = f"SELECT id, {shapes.ChildRow.picked(*CHILD_FIELDS)} FROM child WHERE deleted_at IS NULL"
_FIELDS = tuple(part.name for part in dataclasses.fields(Case))[len(CHILD_FIELDS) :]


def read_cases(connection: Connection, child_ids: Collection[str] | None = None) -> dict[str, Case]:
    """The case of every child, or of those asked for, closed ones too; by the store's key, in order of reference.

    Good-practice alerts are no disputes and stay out. A row that is there but whose child is removed does too.
    """
    return _read_cases(connection, _SELECTS, child_ids)


def read_open_cases(connection: Connection) -> dict[str, Case]:
    """Every case as `domain.history.without_history` leaves it; nothing on record may be later than today."""
    return _read_cases(connection, _OPEN, None)


def _read_cases(
    connection: Connection, selects: Mapping[str, str], child_ids: Collection[str] | None
) -> dict[str, Case]:
    with without_collector():
        makes = {**_MAKES, "escalations": _with_steps(connection, child_ids)}
        read = {field: _grouped(connection, selects[field], makes[field], child_ids) for field in selects}
        facts = [read[field] for field in _FIELDS]
        return {
            child_id: Case(*own, *[tuple(of_child.get(child_id, ())) for of_child in facts])
            for child_id, *own in connection.rows(*only(_CASES, child_ids, "id", "ORDER BY ref"))
        }


def read_history(
    connection: Connection, field: str, child_ids: Collection[str] | None = None
) -> Mapping[str, Sequence[Any]]:
    """A field of `domain.history`, whole, by child; one of whom nothing is there is absent."""
    with without_collector():
        return _grouped(connection, _SELECTS[field], _MAKES[field], child_ids)


def read_own_tasks(connection: Connection) -> Case:
    """The tasks that concern no child, as a case without a reference."""
    rows = connection.rows(f"{_SELECTS['tasks']} AND child_id IS NULL")
    return Case("", tasks=tuple(case.Task(*row[1:]) for row in rows))


def _grouped(
    connection: Connection, statement: str, make: _Make, child_ids: Collection[str] | None
) -> dict[str, list[Any]]:
    """What `make` makes of the columns after the first, in lists by the first."""
    groups: defaultdict[str, list[Any]] = defaultdict(list)
    rows = connection.rows(*only(statement, child_ids, "child_id"))
    if make is _itself:
        for child_id, value in rows:
            groups[child_id].append(value)
    else:
        for row in rows:
            groups[row[0]].append(make(row[1:]))
    return groups


def _itself(value: Any) -> Any:
    return value


_MAKES: Mapping[str, _Make] = {
    **{field: fact._make for field, (_, fact) in FACTS.items()},
    "contacts": _itself,
    "seen": _itself,
    "guardian_contacts": _itself,
}


def _with_steps(connection: Connection, child_ids: Collection[str] | None) -> _Make:
    """What makes an escalation of its columns, with its steps in place of the key that stands there for them."""
    steps = _grouped(connection, _STEPS, lambda row: (row[0], case.EscalationStep._make(row[1:])), child_ids)
    of_escalation: defaultdict[str, list[case.EscalationStep]] = defaultdict(list)
    for key, step in chain.from_iterable(steps.values()):
        of_escalation[key].append(step)

    def with_steps(row: tuple[Any, ...]) -> case.Escalation:
        before, key, after = row[:_STEPS_AT], row[_STEPS_AT], row[_STEPS_AT + 1 :]
        return case.Escalation._make((*before, tuple(of_escalation.get(key, ())), *after))

    return with_steps
