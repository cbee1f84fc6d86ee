"""Days of a list that have no year: the nearest are shown with it, and whether these are meant is asked for all rows.

Of a file that is asked before its rows are seen (`exchange/tab_years.py`); a pasted block has no tab that could say it.
Source: domain reference 3.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from iro_tui.actions.base import Scene
from iro_tui.actions.listed_cells import lean_of, one_day
from iro_tui.actions.listed_row import ASKS, OUT, RowPreview
from iro_tui.domain.listed_day import certain_day
from iro_tui.exchange.headings import DAYS, LONG_AGO
from iro_tui.exchange.pasted import Block, meaning_of
from iro_tui.exchange.tab_years import around, has_no_year, with_year

_AFTER_IT = frozenset({"reply_due", "replied_on", "closed_on"})
"""Of a log: days that are the first ones after that on which the stage was taken."""

_OF_ITS_STAGE = frozenset({"stage_due", "stage_replied"})
"""Days that their row tells with the stage they are of."""


def with_years(scene: Scene, block: Block, nearest: bool | None) -> Block:
    """The block with a year behind each day that has none: that of the nearest day, or each that it may be of.

    `nearest`: whether the nearest are meant; None while nobody said so, and then they are shown.
    """
    rows = tuple((number, _dated(scene, cells, nearest)) for number, cells in block.rows)
    return replace(block, rows=rows)


def asking_years(row: RowPreview, before: Mapping[str, str], after: Mapping[str, str]) -> RowPreview:
    """A row that would tell something, asking first whether its days are of the years they were given.

    `before` and `after`: its cells without those years and with them; one that was typed is as neither.
    """
    taken = [text for name, text in after.items() if text != before.get(name) and text == row.cells.get(name)]
    if row.state == OUT or not taken:
        return row
    words = f"no year in your list: {', '.join(taken)}? In all rows: y takes these, n asks each"
    return replace(row, state=ASKS, words=words, wrong="", days=(), asks_near=False, asks_years=True)


def _dated(scene: Scene, cells: Mapping[str, str], nearest: bool | None) -> Mapping[str, str]:
    of_days = {name for name, text in cells.items() if _is_asked(name) and has_no_year(text)}
    return {name: _with_year(scene, name, cells, nearest) if name in of_days else text for name, text in cells.items()}


def _is_asked(name: str) -> bool:
    return meaning_of(name) in DAYS - LONG_AGO - _OF_ITS_STAGE


def _with_year(scene: Scene, name: str, cells: Mapping[str, str], nearest: bool | None) -> str:
    text = cells[name]
    if nearest is False:
        return with_year(text, around(scene.today), "", meaning_of(name), scene.today)
    raised = one_day(scene, cells.get("raised_on", ""), "back") if name in _AFTER_IT else None
    lean = "ahead" if raised else lean_of(meaning_of(name))
    day = certain_day(text, raised or scene.today, scene.practice.office, lean)
    # Of several its row asks, each with its year.
    return with_year(text, (day.year,), "", meaning_of(name), scene.today) if day else text
