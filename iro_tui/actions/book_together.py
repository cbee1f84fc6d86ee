"""Booking the next reviews of siblings for one sitting: the same day, time and place, each against her own limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iro_tui.actions.base import Offer
from iro_tui.actions.book import Book, BookAnswers
from iro_tui.actions.together import sitting

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload


@dataclass(frozen=True, slots=True)
class BookTogetherAnswers(BookAnswers):
    """A day for all of their reviews, and what is said beside it."""


class BookTogether(Book):
    id = "book_together"
    title = "Book the reviews"
    words = "Book the next reviews of siblings for one sitting, or move them: brothers and sisters together"
    asks = BookTogetherAnswers
    offers = (Offer("siblings", 10, "book their reviews for one sitting", key="b"),)

    def whom(self, caseload: Caseload, child_ids: Sequence[str]) -> tuple[str, ...]:
        return sitting(caseload, child_ids)


ACTION = BookTogether()
