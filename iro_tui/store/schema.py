"""Step 1 of the schema, as SQL, from the models. `make schema` writes it; until the first release only."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from iro_tui.store import tables  # noqa: F401  (declares the models)
from iro_tui.store.migrations import FIRST


def first_step() -> str:
    """A statement for every table, each after those it refers to, and then for its indexes."""
    return "".join(f"{statement};\n" for statement in _statements())


def _statements() -> Iterator[str]:
    dialect = sqlite.dialect()
    for table in SQLModel.metadata.sorted_tables:
        lines = str(CreateTable(table).compile(dialect=dialect)).strip().splitlines()
        yield "\n".join(line.rstrip().replace("\t", "    ") for line in lines)
        for index in sorted(table.indexes, key=lambda index: index.name or ""):
            yield str(CreateIndex(index).compile(dialect=dialect)).strip()


if __name__ == "__main__":
    FIRST.write_text(first_step(), encoding="utf-8", newline="\n")
