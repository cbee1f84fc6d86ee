"""What the SSDA903 return's own rules ask of a child's reviews, so that it can be put right before it is handed in.

Source: domain reference 2.2; DfE validation rules 166, 167, 399, 440, 441 and INT17.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from iro_tui.domain import codes
from iro_tui.domain.calendar import birthday
from iro_tui.domain.case import LegalStatus
from iro_tui.domain.near_reviews import ONE, TWO, WORDS

FOUR = 4
NEAR = "14d"
"""The program's own question, which no rule of the DfE asks: two reviews within 14 days."""
RULES: dict[str, tuple[str, str]] = {
    "166": ("A review has no day on which it was held", "record it as held, or take the booking away"),
    "167": ("The review has no code of participation", "say how the child took part"),
    "399": ("A review is told though all episodes are short breaks", "look at the legal status, or delete the review"),
    "440": ("PN0 is for a child under four, and the child was older", "say how the child took part"),
    "441": ("PN1 to PN7 are for a child of four and over", "correct the code to PN0, or the date of birth"),
    NEAR: (
        f"Held twice within 14 days: {WORDS[ONE]}, or {WORDS[TWO]}? Until it is said they are written as one",
        "say which: i, two reviews within 14 days (iro do apart)",
    ),
    "INT17": ("The date of birth is not that of the return's header", "find out which is right, and put it right"),
}
"""By the number of the rule what it asks, and what puts it right."""


@dataclass(frozen=True, slots=True)
class ReturnReview:
    """A review as the return tells it; `day` None: it was to be held and nothing says that it was."""

    day: date | None
    code: str | None
    born: date | None
    header_born: date | None = None
    """The date of birth as the last return's header gave it; None where none was brought in."""
    only_short_breaks: bool = False
    near: bool = False
    """Whether it is one review of two that were held within 14 days, and nobody has said so."""


def return_year(day: date) -> date:
    """The first day of the collection year, 1 April to 31 March, in which a day lies."""
    return date(day.year if day.month >= 4 else day.year - 1, 4, 1)


def year_ends(begins: date) -> date:
    """The last day of the collection year that begins so."""
    return date(begins.year + 1, 3, 31)


def usual_year(today: date) -> date:
    """The collection year that is handed in: from April to July the one that ended, else the one that runs."""
    running = return_year(today)
    return date(running.year - 1, 4, 1) if today.month in (4, 5, 6, 7) else running


def only_short_breaks(statuses: Iterable[LegalStatus], begins: date, ends: date) -> bool:
    """Whether every episode of a year, and there is one, is a short break."""
    within = [each.code for each in statuses if each.started <= ends and (each.ended is None or each.ended >= begins)]
    return bool(within) and all(code in codes.SHORT_BREAK for code in within)


def asked_of(review: ReturnReview) -> Iterator[str]:
    """The rules that ask something of a review, by number."""
    if review.day is None:
        yield "166"
    elif review.near:
        yield NEAR  # which of the two codes is the review's hangs on it
    elif review.code not in codes.PARTICIPATION:
        yield "167"
    elif review.born is not None:
        four = birthday(review.born, FOUR)
        if review.code == codes.UNDER_FOUR and review.day > four:
            yield "440"
        elif review.code != codes.UNDER_FOUR and review.day < four:
            yield "441"
    if review.only_short_breaks:
        yield "399"
    if review.born is None or review.header_born not in (None, review.born):
        yield "INT17"
