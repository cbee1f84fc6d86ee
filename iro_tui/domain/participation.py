"""How a child took part in a review: what the codes of the return mean, and which fit an age. Source: reference 2.2."""

from __future__ import annotations

from datetime import date

from iro_tui.domain import codes
from iro_tui.domain.calendar import birthday
from iro_tui.domain.practice import Practice

ATTENDED = frozenset({"PN1", "PN2", "PN3", "PN4"})
EXCLUDED = frozenset({codes.UNDER_FOUR})
"""Codes that no share of participation counts: the child was under 4."""
FROM_AGE = 4


def took_part(code: str | None, practice: Practice) -> bool | None:
    """Whether the code counts as taking part, by the practice's grouping; None when it is not counted at all."""
    return code in practice.participation.took_part if counts(code) else None


def attended(code: str | None) -> bool | None:
    """Whether the child was at the review; None when it is not counted at all."""
    return code in ATTENDED if counts(code) else None


def counts(code: str | None) -> bool:
    """Whether a review with this code belongs to the base of participation figures."""
    return code in codes.PARTICIPATION and code not in EXCLUDED


def fault(code: str, born: date | None, day: date) -> str | None:
    """Why a code cannot be right for a review held on a day, in a sentence; None when it can.

    On the 4th birthday itself the return accepts either kind. Source: V903 rules 167, 440 and 441.
    """
    if code not in codes.PARTICIPATION:
        return f"{code} is not a participation code: give one of {', '.join(codes.PARTICIPATION)}."
    if born is None:
        return None
    four = birthday(born, FROM_AGE)
    if code in EXCLUDED and day > four:
        return f"{code} is for children under 4; this child was 4 or older at the review."
    if code not in EXCLUDED and day < four:
        return f"{code} is for children of 4 and over; this child was under 4 at the review: give {codes.UNDER_FOUR}."
    return None
