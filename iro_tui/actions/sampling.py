"""Filling a store with the made-up caseload."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine

from iro_tui import sample
from iro_tui.caseload.lines import Changes
from iro_tui.domain.practice import Practice
from iro_tui.store.tables import Kept, table_of
from iro_tui.store.work import action


def fill_with_sample(engine: Engine, practice: Practice, today: date, children: int, seed: int) -> Changes:
    """Add a made-up caseload of `children`, as one action; the same numbers and day give the same rows."""
    rows = sample.make_values(children, seed, today, practice)
    order = {table.name: place for place, table in enumerate(Kept.metadata.sorted_tables)}
    sentence = f"Filled with a made-up caseload of {children} children (seed {seed})."
    with action(engine, "Sample caseload", sentence) as work:
        for model in sorted(rows, key=lambda model: order[table_of(model).name]):
            work.add_rows(model, rows[model])
    return Changes.of(work.result)
