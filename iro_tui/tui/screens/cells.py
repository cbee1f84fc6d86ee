"""What stands in the cells of the lists: the same thing looks the same everywhere."""

from __future__ import annotations

from datetime import date

from iro_tui.domain.duty import Duty
from iro_tui.domain.words import MONTHS, day_words, distance_words
from iro_tui.tui.text import CLOCK_SYMBOLS, RAG_LETTERS, clock_words
from iro_tui.tui.widgets.table import Cell

CLOCK_COLOURS = {"overdue": "late", "today": "today", "soon": "soon", "on_time": ""}
NOTHING: Cell = ("", "muted")


def day_cell(day: date | None, today: date, colour: str = "") -> Cell:
    """A day in ten cells: `Fri 20 Nov`, in another year `20 Nov ’25`."""
    if day is None:
        return NOTHING
    if day.year == today.year:
        return (day_words(day, today), colour)
    return (f"{day.day} {MONTHS[day.month - 1]} ’{day.year % 100:02}", colour)


def clock_cell(duty: Duty) -> Cell:
    return (clock_words(duty.clock, duty.days, duty.working_days), CLOCK_COLOURS[duty.clock])


def left_cell(clock: str | None, days: int, working_days: int) -> Cell:
    """How far off something is, with the sign and colour of its clock."""
    if clock is None:
        return NOTHING
    return (f"{CLOCK_SYMBOLS[clock]} {distance_words(days, working_days)}", CLOCK_COLOURS[clock])


def rag_cell(rag: str | None) -> Cell:
    return (f" {RAG_LETTERS[rag]}", f"rag-{rag}" if rag else "muted")


def trail_cell(trail: tuple[str, ...], most: int = 4) -> Cell:
    """The last ratings, oldest first, in the colour of the present one."""
    if not trail:
        return ("·", "muted")
    return (" ".join(RAG_LETTERS.get(value, "?") for value in trail[-most:]), f"rag-{trail[-1]}")


def count_cell(number: int, colour: str = "") -> Cell:
    """A number to the right; nothing where there is none."""
    return (f"{number:>3}", colour) if number else NOTHING


def ago_cell(day: date | None, today: date) -> Cell:
    """How many days ago: `12 d`."""
    return (f"{(today - day).days:>4} d", "") if day else ("never", "muted")
