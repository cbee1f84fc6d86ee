"""Reading single cells of a row: dates and codes, with a word for each that cannot be used."""

from __future__ import annotations

from collections.abc import Container
from datetime import date

from iro_tui.exchange.complaints import Complaints, Row
from iro_tui.exchange.dates import parse_day
from iro_tui.exchange.ssda903 import words


def day_in(row: Row, field: str, complaints: Complaints) -> date | None:
    """The date in a cell; None when blank, and None with a word when it is no date."""
    text = row.get(field)
    if not text:
        return None
    day = parse_day(text)
    if day is None:
        complaints.about(row, words.NOT_A_DATE, field)
    return day


def end_in(row: Row, field: str, start: date, today: date, complaints: Complaints) -> date | None:
    """The day something ended; None when it is blank, no date, before the start, or still to come."""
    end = day_in(row, field, complaints)
    if end is None:
        return None
    if end < start:
        complaints.about(row, words.END_BEFORE_START, field)
        return None
    if end > today:
        complaints.about(row, words.FUTURE_END, field)
        return None
    return end


def code_in(row: Row, field: str, codes: Container[str], complaints: Complaints, *, asked: bool = False) -> str | None:
    """The code in a cell, in capitals; None with a word when it is none of `codes`, or blank though `asked` for."""
    code = row.get(field).upper()
    if code in codes:
        return code
    if code:
        complaints.about(row, words.BAD_CODE, field)
    elif asked:
        complaints.about(row, words.NO_CODE, field)
    return None
