"""A child's case as it will be once rows of it are written: what it will ask, and what would stand twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from iro_tui.domain.case import Case
from iro_tui.store.writes import Change, New, Put, Remove, Write


def with_writes(case: Case, writes: Iterable[Write]) -> Case:
    """A child's case with rows of it added, changed and removed, as it would be read from the store after that."""
    from iro_tui.store.facts import CHILD_FIELDS, FACTS, RENAMED

    writes = [*writes]
    tables = {model.name: (name, fact) for name, (model, fact) in FACTS.items()}
    facts: dict[str, dict[Any, Any]] = {}
    own: dict[str, Any] = {}
    for write in writes:
        if isinstance(write, New | Change) and write.table == "child":
            own |= {name: write.values[name] for name in CHILD_FIELDS if name in write.values}
        if isinstance(write, Put) or write.table not in tables:
            continue
        name, fact = tables[write.table]
        now = enumerate(getattr(case, name))
        of_kind = facts.setdefault(name, {getattr(each, "id", None) or n: each for n, each in now})
        if isinstance(write, Remove):
            of_kind.pop(write.key, None)
            continue
        columns = {part: RENAMED.get(part, part) for part in fact._fields}
        values = {part: write.values[column] for part, column in columns.items() if column in write.values}
        if isinstance(write, New):
            kept = {part: value for part, value in values.items() if value is not None}
            of_kind[write.key] = fact(**kept | ({"id": write.key} if "id" in columns else {}))
        elif write.key in of_kind:
            empty = fact._field_defaults
            changed = {part: empty.get(part) if value is None else value for part, value in values.items()}
            of_kind[write.key] = of_kind[write.key]._replace(**changed)
    made: dict[str, Any] = {name: tuple(of_kind.values()) for name, of_kind in facts.items()}
    contacts = tuple(w.values["on_day"] for w in writes if isinstance(w, New) and w.table == "contact")
    return replace(case, **made, **own, contacts=(*case.contacts, *contacts))
