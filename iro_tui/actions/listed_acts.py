"""Columns of a list that say the same of different days: a review in each, a conference in each.

The latest day held is the last one; the others are history, and one still to come is a booking. Source: domain
reference 1.7, 3.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from iro_tui.actions.base import Scene
from iro_tui.actions.child_rows import conference_kind
from iro_tui.actions.listed_cells import one_day
from iro_tui.actions.listed_status import FORESEEN
from iro_tui.domain.beside import Conference
from iro_tui.domain.calendar import add_months
from iro_tui.domain.case import Case
from iro_tui.domain.child_name import child_name
from iro_tui.domain.protection import BEFORE_BIRTH, INITIAL
from iro_tui.domain.typed_booking import is_not_booked
from iro_tui.domain.words import day_words
from iro_tui.exchange.pasted import meaning_of
from iro_tui.store.writes import New

_BOOKED = {"last_review": ("next_review", "review"), "last_conference": ("next_conference", "conference")}
"""For what is held once in each column, what it is called, and by which cell it is booked."""
_EITHER = frozenset({"last_conference"})
"""What one column alone may hold both of: the day of a conference that was held, or of one to come."""

_NOT_HELD = re.compile(
    r"(?:was |were )?(?:cancelled|canceled|canc|not held|n/h|did not (?:happen|take place)|dnth)\.?", re.I
)
"""What stands in the place of a day on which something was not held."""


@dataclass(slots=True)
class Acts:
    """What several columns come to: the cells with the last and the next of each, the earlier days, what is said."""

    cells: dict[str, str]
    earlier: dict[str, list[date]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    wrong: str = ""
    """The name of a cell that is not one day; `notes` ends with why."""


def columns_of(cells: Mapping[str, str], name: str) -> Iterator[str]:
    """The columns that say this, and say something in this row."""
    return (column for column in cells if meaning_of(column) == name and cells[column])


def acts_told(scene: Scene, cells: Mapping[str, str]) -> Acts:
    """The reviews and conferences of several columns, each put where one of its kind stands."""
    acts = Acts(dict(cells))
    bare, _, remark = cells.get("initials", "").partition(" (")
    if bare and remark:
        acts.cells["initials"] = bare
        acts.notes.append(f"“({remark}” behind the initials is left out")
    if (hidden := child_name(acts.cells.get("initials", "")).hidden) and not scene.child_ids:
        acts.notes.append(hidden)
    for name, (booking, what) in _BOOKED.items():
        columns = list(columns_of(cells, name))
        if not any(column != name for column in columns) and name not in _EITHER:
            continue
        held: list[date] = []
        for column in columns:
            text = cells[column]
            if is_not_booked(text) or _NOT_HELD.fullmatch(text.strip()):
                acts.notes.append(f"“{text}” is no {what} held")
                continue
            day = one_day(scene, text, "back")
            if day is None:
                acts.wrong = column
                acts.notes.append(f"{what} “{text}”: not one day that it was held")
                return acts
            if day <= scene.today:
                held.append(day)
                continue
            words = f"{what} of {day_words(day, scene.today)} is still to come"
            taken = not acts.cells.get(booking)
            acts.notes.append(f"{words}: {'taken as booked' if taken else 'left out'}")
            if taken:
                acts.cells[booking] = text
        in_order = sorted({*held})
        acts.earlier[name] = in_order[:-1]
        acts.cells[name] = f"{in_order[-1]:%d/%m/%Y}" if in_order else ""
    return acts


def earlier_rows(acts: Acts, rows: Sequence[New], scene: Scene, notes: list[str]) -> Iterator[New]:
    """The rows of what was held before the last, for a child that these rows make; what cannot be is told."""
    of_child: dict[str, Any] = {"child_id": rows[0].key}
    born = rows[0].values.get("born")
    care = next((row.values for row in rows if row.table == "care_period"), {})
    plan = next((row.values for row in rows if row.table == "protection_plan"), None)
    for day in acts.earlier.get("last_review", ()):
        words = f"the review of {day_words(day, scene.today)}"
        if not care:
            continue
        if (care["start_known"] and day < care["started"]) or (born and day < born):
            notes.append(f"{words} lies before the child became looked after, left out")
        else:
            yield New("review", {**of_child, "held": day, "follow_record": False})
    if plan:
        began = plan["started"] if plan["start_known"] else None
        for day in acts.earlier.get("last_conference", ()):
            yield New("conference", {**of_child, "kind": conference_kind(day, began), "held": day})


def with_strategy(conferences: Sequence[Conference], day: date) -> Conference | None:
    """The initial conference that a strategy discussion came to: the first one held in the months after it."""
    fits = (
        c for c in conferences if c.kind in (INITIAL, BEFORE_BIRTH) and c.held and day <= c.held <= add_months(day, 3)
    )
    return min(fits, key=lambda c: (c.held or day, c.id), default=None)


def strategy_rows(
    scene: Scene, case: Case, cells: Mapping[str, str], rows: Sequence[New], notes: list[str]
) -> tuple[New, ...]:
    """The rows of a child who has a plan, with the strategy discussion on that of its initial conference."""
    day = one_day(scene, cells.get("strategy", ""), "back")
    if day is None or not case.plans:
        return tuple(rows)
    first = with_strategy(case.conferences, day)
    if first is None:
        notes.append(f"strategy discussion of {day_words(day, scene.today)}: {NO_INITIAL}")
    return tuple(
        replace(row, values={**row.values, "strategy_on": day}) if first and row.key == first.id else row
        for row in rows
    )


def about_rows(cells: Mapping[str, str], rows: Sequence[New]) -> tuple[New, ...]:
    """The rows of a child who has no plan yet, with the category that its conference is about."""
    about = cells.get(FORESEEN)
    return tuple(
        replace(row, values={**row.values, "category": about}) if about and row.table == "conference" else row
        for row in rows
    )


NO_INITIAL = "no initial conference that followed it is on record, left out"
