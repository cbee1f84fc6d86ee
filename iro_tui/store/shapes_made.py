"""The shapes of the tables, made from the models: `make shapes` writes them, and a test compares.

They stand by what the tables are about, in files beside `shapes.py`, which has all of them.
"""

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

FOLDER = Path(__file__).parent
_WIDTH = 120
_ABOUT = {
    "shapes_of_children": ("what a child is and whose, and who is there", ("child", "intakes", "people")),
    "shapes_of_reviews": ("reviews, and what is done between them", ("reviews", "between")),
    "shapes_beside": ("what stands beside the reviews: conferences, court, health", ("beside",)),
    "shapes_of_program": ("what the program keeps, and what laptops exchange", (
        "past", "program", "sharing", "written",
    )),
}  # fmt: skip
"""By file what its shapes are of, in words and by the modules of their tables."""
_HEAD = '''"""The shapes of {about}. Made by `make shapes`, never by hand."""

from __future__ import annotations

{imports}

# fmt: off
'''
_KEPT = '''KEPT = ({kept})
"""What every row that is journalled begins with."""
'''
_ALL = '''"""The shape of every table, for reading. Made from `tables`, never by hand: `make shapes` writes it."""

from __future__ import annotations

from iro_tui.store.shape import Shape
{imports}

# fmt: off
__all__ = [
    {exported},
]

SHAPES: dict[str, Shape] = {shape.name: shape for shape in (
    {names},
)}
"""Every table by its name, each after those it refers to."""
'''


def made() -> dict[Path, str]:
    """The text of each module, by its place."""
    kept = [_column(column, {fact.name: fact for fact in facts_of(tables.ChildRow)}, None) for column in _kept()]
    models = {table_of(model).name: model for model in vars(tables).values() if hasattr(model, "__table__")}
    written = {}
    where: dict[str, list[str]] = {}
    for name, (about, modules) in _ABOUT.items():
        own = [model for model in models.values() if model.__module__.rpartition(".")[2] in modules]
        shapes = "".join(_shape(model, kept) for model in own)
        before = _KEPT.format(kept=", ".join(kept)) if not where else ""
        head = _HEAD.format(about=about, imports=_imports(shapes + before, next(iter(where), "")))
        written[FOLDER / f"{name}.py"] = head + (before or "") + (shapes if before else shapes.lstrip("\n"))
        where[name] = sorted(model.__name__ for model in own)
    every = [model for names in where.values() for model in names]
    if len(every) != len(models):
        raise LookupError(f"Which shapes are theirs is not said: {sorted(set(models) - set(every))}")
    in_order = ", ".join(models[table.name].__name__ for table in SQLModel.metadata.sorted_tables)
    imports = "\n".join(_import(name, names) for name, names in sorted(where.items()))
    exported = textwrap.fill(
        ", ".join(f'"{name}"' for name in ["SHAPES", *sorted(every)]), _WIDTH - 4, subsequent_indent="    "
    )
    names = textwrap.fill(in_order, _WIDTH - 4, subsequent_indent="    ")
    everything = _ALL.replace("{imports}", imports).replace("{exported}", exported).replace("{names}", names)
    return {FOLDER / "shapes.py": everything, **written}


def _imports(text: str, first: str) -> str:
    """What a module of shapes stands on."""
    rooms = sorted({room for room in re.findall(r"\b(\w+)\.[A-Z_]+\b", text) if room != "Kind"})
    makers = [maker for maker in ("day", "key", "moment", "number", "text", "yes_no") if f"{maker}(" in text]
    return "\n".join([
        *([f"from iro_tui.domain import {', '.join(rooms)}"] if rooms else []),
        *(["from iro_tui.domain.fact import Kind"] if "Kind." in text else []),
        f"from iro_tui.store.shape import Shape, {', '.join(makers)}",
        *([f"from iro_tui.store.{first} import KEPT"] if first else []),
    ])  # fmt: skip


def _import(name: str, names: list[str]) -> str:
    """As the formatter has it."""
    line = f"from iro_tui.store.{name} import {', '.join(names)}"
    if len(line) <= _WIDTH:
        return line
    return "\n".join([f"from iro_tui.store.{name} import (", *(f"    {each}," for each in names), ")"])


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
    for path, text in made().items():
        path.write_text(text, encoding="utf-8", newline="\n")
