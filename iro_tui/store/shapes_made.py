"""The shapes of the tables, made from the models into `shapes.py`: `make shapes` writes it, and a test compares."""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterator, Mapping
from inspect import getsource
from pathlib import Path

from sqlalchemy import Boolean, Column, Date, Float, Integer
from sqlmodel import SQLModel

from iro_tui.domain.fact import Fact, Kind
from iro_tui.store import tables
from iro_tui.store.tables import Base, Utc, facts_of, table_of

SHAPES = Path(__file__).with_name("shapes.py")
_WIDTH = 120
_HEAD = '''"""The shape of every table, for reading. Made from `tables`, never by hand: `make shapes` writes it."""

from __future__ import annotations

from iro_tui.domain import {rooms}
from iro_tui.domain.fact import Kind
from iro_tui.store.shape import Shape, day, key, moment, number, text, yes_no

# fmt: off
KEPT = ({kept})
"""What every row that is journalled begins with."""
'''
_TAIL = '''
SHAPES: dict[str, Shape] = {shape.name: shape for shape in (
    {names},
)}
"""Every table by its name, each after those it refers to."""
'''


def made() -> str:
    """The text of the module."""
    kept = [_column(column, {fact.name: fact for fact in facts_of(tables.ChildRow)}, None) for column in _kept()]
    models = {table_of(model).name: model for model in vars(tables).values() if hasattr(model, "__table__")}
    shapes = "".join(_shape(model, kept) for model in models.values())
    rooms = sorted({room for room in re.findall(r"\b(\w+)\.[A-Z_]+\b", shapes) if room != "Kind"})
    in_order = ", ".join(models[table.name].__name__ for table in SQLModel.metadata.sorted_tables)
    names = textwrap.fill(in_order, _WIDTH - 4, subsequent_indent="    ")
    head = _HEAD.format(rooms=", ".join(rooms), kept=", ".join(kept))
    return head + shapes + _TAIL.replace("{names}", names)


def _kept() -> list[Column[object]]:
    return [table_of(tables.ChildRow).c[name] for name in tables.Kept.model_fields]


def _shape(model: type[Base], kept: list[str]) -> str:
    facts = {fact.name: fact for fact in facts_of(model)}
    columns = [_column(column, facts, model) for column in table_of(model).c]
    if columns[: len(kept)] == kept:
        columns[: len(kept)] = ["*KEPT"]
    begins = f'\n{model.__name__} = Shape("{table_of(model).name}", ('
    in_one = f"{begins}{', '.join(columns)}))\n"
    if len(in_one) - 2 <= _WIDTH:
        return in_one
    body = "".join(f"    {line}\n" for line in _filled(columns))
    return f"{begins}\n{body}))\n"


def _filled(columns: list[str]) -> Iterator[str]:
    line = ""
    for column in columns:
        if line and len(line) + len(column) + 2 > _WIDTH - 4:
            yield line
            line = ""
        line += f"{' ' if line else ''}{column},"
    yield line


def _column(column: Column[object], facts: Mapping[str, Fact], model: type[Base] | None) -> str:
    """A column as the module has it."""
    fact = facts.get(column.name)
    arguments = [f'"{column.name}"']
    if fact:
        arguments.append(f'"{fact.label}"')
        arguments += [_named(fact.words)] if fact.words else []
        arguments += [f"kind=Kind.{fact.kind.name}"] if fact.kind in (Kind.CODES, Kind.ANSWERS, Kind.PERSON) else []
        arguments += ["private=True"] if fact.private else []
        arguments += [f"since={fact.since}"] if fact.since != 1 else []
        arguments += [f'goes_with="{fact.goes_with}"'] if fact.goes_with else []
    if model and isinstance(column.type, Boolean) and model.model_fields[column.name].default is False:
        arguments.append("no_at_first=True")
    return f"{_maker(column, fact)}({', '.join(arguments)})"


def _maker(column: Column[object], fact: Fact | None) -> str:
    if fact and fact.kind is Kind.KEY:
        return "key"
    for kind, maker in ((Boolean, "yes_no"), (Utc, "moment"), (Date, "day"), ((Integer, Float), "number")):
        if isinstance(column.type, kind):
            return maker
    return "text"


def _named(words: Mapping[str, str]) -> str:
    """The name under which the rules keep what codes mean."""
    for name, module in sorted(sys.modules.items()):
        if name.startswith("iro_tui.domain."):
            for attribute, value in vars(module).items():
                if value is words and re.search(rf"^{attribute}\b[^\n]*=", getsource(module), re.MULTILINE):
                    return f"{name.rpartition('.')[2]}.{attribute}"
    raise LookupError(f"What these codes mean has no name among the rules: {words}")


if __name__ == "__main__":
    SHAPES.write_text(made(), encoding="utf-8", newline="\n")
