"""What stands in the cells of the lists: a value's words, with the signs and colours of its kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from iro_tui.caseload.lists import kinds
from iro_tui.caseload.lists.base import QUIET, WARN, Column
from iro_tui.caseload.lists.kinds import Limited, Settled, ValueKind
from iro_tui.domain.words import CLOCK_SYMBOLS, clock_sign, clock_tone
from iro_tui.tui.text import RAG_LETTERS
from iro_tui.tui.widgets.table import Cell, Pieces

NOTHING: Cell = ("", QUIET)
BAR = 20
"""Cells of the bar that shows how much is used: one a working day, where there are not more in all."""
LATE_SIGN = CLOCK_SYMBOLS["overdue"]
LAW = "law"
BADGED = {"amber": "badge-amber", "red": "badge-red"}
GAUGE_CELLS = 12
"""Cells of a bar that shows a share of 100."""
AMOUNT_CELLS = 9
MANY = 100
"""Days from which the cell of a step has no room for a word beside them."""
WAITS_LONG_DAYS = 2
"""A note that has waited longer stands out."""


def cell_of(column: Column[Any], row: Any, today: date) -> Cell:
    """The cell of a column in a row: its words, and the name of its colour."""
    value = column.of(row)
    if value is None:
        return ABSENT.get(column.kind, NOTHING)
    words = column.kind.words(value, today, False)
    draw = DRAWN.get(column.kind)
    drawn = draw(value, words) if draw else (words, "")
    if isinstance(drawn, Pieces):  # each piece has its own colour
        return drawn
    text, colour = drawn
    return (text, colour or column.tone)


def _clock(value: Limited | Settled, words: str) -> Cell:
    if isinstance(value, Settled):
        return (f"✓ {words}" if value.done else words, QUIET)
    if not value.clock:
        return NOTHING
    # What is no duty of its own (a row that stands for one) says no weight: its limit is the service's own.
    weight = getattr(value, "weight", "local")
    colour = _tone(value.clock, weight, inferred=getattr(value, "inferred", False))
    return (f"{clock_sign(value.clock, words)} {words.removesuffix(' late')}", colour)


def _tone(clock: str, weight: str = "law", *, inferred: bool = False) -> str:
    """The colour of a clock. What is only worked out is nowhere red: it asks to be found out, and may be in time."""
    tone = clock_tone(clock, weight)
    return WARN if inferred and tone == LAW else tone


def _when(value: kinds.When, words: str) -> Cell:
    """The hour or the day; where that is the limit, or the limit is past, with the sign of its clock."""
    duty = value.duty
    at_limit = duty.days < 0 or value.day == duty.due
    by_the_hour = duty.time and words.endswith(duty.time)
    sign = CLOCK_SYMBOLS[duty.clock] if at_limit and not by_the_hour else ""
    colour = _tone(duty.clock, duty.weight, inferred=duty.inferred) if at_limit else ""
    return (f"{sign} {words.removesuffix(' late')}" if sign.strip() else words, colour)


def _on_page(value: kinds.OnPage, words: str) -> Cell:
    """`▲ 3 wd`, `○ 2 wd`, `  9 wd`; of what happened the day, of what was done with its sign."""
    if value.asked is None:
        return (f"✓ {words}" if value.done else words, QUIET)
    clock = value.asked.clock or "on_time"
    weight, inferred = getattr(value.asked, "weight", "local"), getattr(value.asked, "inferred", False)
    colour = _tone(clock, weight, inferred=inferred)
    return (f"{clock_sign(clock, words)} {words.removesuffix(' late').removeprefix('in ')}", colour)


def _review_by(value: kinds.ReviewBy, words: str) -> Cell:
    """With the sign of its clock. What is only worked out has its own in place of it, and beside it where it is late:
    of a limit that lies behind, and was kept for all anybody knows, no sign says that it is today's.
    """
    day, late = words.rstrip(kinds.LATE + kinds.INFERRED), value.clock == "overdue"
    sign = kinds.INFERRED if value.inferred and not late else CLOCK_SYMBOLS[value.clock]
    return (f"{sign} {day}{kinds.INFERRED * (value.inferred and late)}", _tone(value.clock, inferred=value.inferred))


def _booked(value: kinds.Booking, words: str) -> Cell:
    if value.day is None:
        return (words, WARN if value.pressing else QUIET)
    return words, "law" if value.amiss else ""


def _used(value: kinds.Used, _words: str) -> Cell:
    """`███████············· 7` of the 20 in all; beyond them `▲ +3`, whatever the clock of the reply says."""
    cells = min(BAR, value.total)
    full = min(cells, round(cells * value.used / value.total))
    over = value.used - value.total
    colour = "law" if over > 0 else WARN if value.used >= value.warn else ""
    return (f"{'█' * full}{'·' * (cells - full)} {f'{LATE_SIGN} +{over}' if over > 0 else value.used}", colour)


def _gauge(value: float, _words: str) -> Cell:
    """`███████▌····`: a half block where at least half a cell is left over."""
    halves = int(2 * GAUGE_CELLS * min(max(value, 0), 100) / 100)  # full only where all are
    full = "█" * (halves // 2) + "▌" * (halves % 2)
    return (f"{full}{'·' * (GAUGE_CELLS - len(full))}", "meter")


def _amount(value: kinds.Amount, words: str) -> Cell:
    return (f"{words:>{AMOUNT_CELLS}}", QUIET if value.number is None else "")


def _step(value: kinds.Step, _words: str) -> Cell:
    """`✓` done, `✓ 3 late`, `▲ 2 late`, `● today`, `13 left`, and `–` where nothing is asked, or not yet.

    From a hundred on `✓ +103` and `▲ 103 wd`: no digit is cut.
    """
    if value.done:
        late = f"{value.late} late" if value.late < MANY else f"+{value.late}"
        return (f"✓ {late}" if value.late else "✓", "" if value.late else QUIET)
    if not value.clock:
        return ("–", QUIET)
    sign, colour = CLOCK_SYMBOLS[value.clock], clock_tone(value.clock, "local")
    if value.clock == "today":
        return (f"{sign} today", colour)
    if value.clock == "overdue":
        days = abs(value.working_days)
        return (f"{sign} {days} {'late' if days < MANY else 'wd'}", colour)
    return (f"{value.working_days} left", colour or QUIET)


def _waiting(value: kinds.Waiting, words: str) -> Cell:
    if value.filed:
        return (f"✓ {words}", QUIET)
    return (f"{words:>6}" if value.days else words, WARN if value.days > WAITS_LONG_DAYS else "")


def _trail(value: tuple[str, ...], _words: str) -> Cell:
    """The last ratings, each in its ink; the newest, where amber or red, is a badge. Letters stand below each other."""
    if not value:
        return (f" {RAG_LETTERS[None]}", QUIET)
    older: list[Cell] = [(f" {RAG_LETTERS[rating]}", f"rag-{rating}") for rating in value[-kinds.LAST_RATINGS : -1]]
    return Pieces.of(*older, *_in_its_column(value[-1]))


def rag_cell(rating: str) -> Cell:
    """A rating as its letter: amber and red with a blank on each side, on their own ground."""
    return (f" {RAG_LETTERS[rating]} ", BADGED[rating]) if rating in BADGED else (RAG_LETTERS[rating], f"rag-{rating}")


def _in_its_column(rating: str) -> tuple[Cell, ...]:
    """A rating whose letter stands in the second cell, with a badge or without."""
    return (rag_cell(rating),) if rating in BADGED else ((" ", ""), rag_cell(rating))


DRAWN: dict[ValueKind, Callable[[Any, str], Cell]] = {
    kinds.CLOCK: _clock,
    kinds.WHEN: _when,
    kinds.ON_PAGE: _on_page,
    kinds.REVIEW_BY: _review_by,
    kinds.BOOKED: _booked,
    kinds.USED: _used,
    kinds.STEP: _step,
    kinds.WAITING: _waiting,
    kinds.TRAIL: _trail,
    kinds.COUNT: lambda _, words: (f"{words:>3}", "") if words else NOTHING,
    kinds.TALLY: lambda _, words: (f"{words:>4}", "") if words else NOTHING,
    kinds.RATIO: lambda value, words: (words, WARN if value.off > 0 else ""),
    kinds.AGO: lambda _, words: (f"{words:>6}", ""),
    kinds.AMOUNT: _amount,
    kinds.GAUGE: _gauge,
    kinds.NUMBER: lambda _, words: (f"{words:>3}", ""),
    kinds.RAG: lambda value, _: Pieces.of(*_in_its_column(value)),
    kinds.TICKED: lambda value, _: ("✓", QUIET) if value else ("·", ""),
    kinds.STATE: lambda _, words: (words, QUIET if words == "done" else WARN),
}
"""How a value is drawn of which the words alone do not tell enough."""

ABSENT: dict[ValueKind, Cell] = {
    kinds.RAG: (f" {RAG_LETTERS[None]}", QUIET),
    kinds.AGO: ("never", QUIET),
    kinds.CHILD: ("–", QUIET),
}
"""What stands where a value is absent, and an empty cell would not tell enough."""
