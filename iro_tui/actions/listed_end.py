"""The end of a child's care as a list tells it: a day ends what the row brings in, words ask for it.

Of a child who is here already it is told alone: what is still planned and open is looked through where care is ended.
Source: domain reference 3.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from iro_tui.actions.base import Scene
from iro_tui.actions.listed_cells import no_day, one_day
from iro_tui.actions.listed_extra import Extra
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.care_status import is_open
from iro_tui.domain.typed_booking import is_not_booked
from iro_tui.domain.words import day_words
from iro_tui.store.writes import New

_GOES_ON = frozenset({"n", "open", "current", "ongoing", "active", "still open", "not closed", "in care"})
_ENDS = frozenset({"care_period", "legal_status", "placement"})


class EndTold(NamedTuple):
    """The day on which care ended, if a cell tells one; else what is to be said of it, and whether that is asked."""

    day: date | None = None
    words: str = ""
    asks: bool = False


def end_told(scene: Scene, text: str) -> EndTold:
    """What a cell of the end of care says."""
    if not text or is_not_booked(text) or text.casefold() in _GOES_ON:
        return EndTold()
    day = one_day(scene, text, "back")
    if day is None or no_day(scene, "ended", text):
        return EndTold(None, f"care ended: {no_day(scene, 'ended', text) or f'“{text}” is no day'}", asks=True)
    if day > scene.today:
        return EndTold(None, f"care ends {day_words(day, scene.today)}, which is still to come: left out")
    return EndTold(day)


def ended_rows(rows: Iterable[New], day: date) -> Iterator[New]:
    """The rows of a child whose care ended on that day: nothing of it goes on. Raises Refused where it cannot have."""
    there = [*rows]
    periods = [row.values for row in there if row.table == "care_period"]
    if not periods:
        raise Refused("Care ended, but nothing else in the row says that the child was looked after.", question="ended")
    if any(period["started"] > day for period in periods):
        raise Refused("Care ended before it began.", question="ended")
    for row in there:
        yield replace(row, values={**row.values, "ended": day}) if row.table in _ENDS else row


def tell_end(scene: Scene, text: str, extra: Extra) -> None:
    """What a list says of the end of care of the scene's child, who is here already."""
    end = end_told(scene, text)
    if end.words:
        extra.notes.append(end.words + (", left out" if end.asks else ""))
    elif end.day and any(is_open(period.ended, scene.today) for period in scene.case.periods):
        extra.notes.append(
            f"care ended {day_words(end.day, scene.today)} in your list, going on here: “End of care” records it"
        )
