"""Short ways to write down the facts of a case, so that a test reads like the example it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from iro_tui.domain.case import CarePeriod, Case, LegalStatus, Placement, Review
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duties import duties
from iro_tui.domain.duty import Duty
from iro_tui.domain.practice import Practice
from iro_tui.domain.review_clock import NextReview, next_review
from iro_tui.domain.running import Running

STATUTORY = Practice()


def d(text: str) -> date:
    """A date written as in the reference, 07.09.2026."""
    day, month, year = text.split(".")
    return date(int(year), int(month), int(day))


def days(*texts: str) -> tuple[Review, ...]:
    """Reviews held on these days."""
    return tuple(Review(id=f"r{n}", held=d(text)) for n, text in enumerate(texts, 1))


def looked_after(start: str, *held: str, status: str = "C2", **more: Any) -> Case:
    """A child in full care since a day, with reviews held on these."""
    begun = d(start)
    case = Case(
        ref="AB1042",
        periods=(CarePeriod(begun, id="p1"),),
        legal_statuses=(LegalStatus(status, begun),),
        reviews=days(*held),
    )
    return replace(case, **more)


def setting(section: str, **values: Any) -> Practice:
    """A practice that differs from the statutory one in these settings of one section."""
    return replace(STATUTORY, **{section: replace(getattr(STATUTORY, section), **values)})


def upcoming(case: Case, today: str, practice: Practice = STATUTORY) -> NextReview:
    """The next review, which there must be."""
    review = next_review(case, practice, d(today))
    assert review is not None
    return review


def running_clocks(case: Case, practice: Practice, today: date) -> tuple[Running, ...]:
    """Every clock that runs towards a review, by limit; the first governs."""
    clocks = CaseOnDay(case, practice, today).clocks
    return clocks.running if clocks else ()


def due(case: Case, today: str, kind: str, practice: Practice = STATUTORY) -> Duty:
    """The one duty of a kind."""
    (duty,) = every(case, today, kind, practice)
    return duty


def every(case: Case, today: str, kind: str, practice: Practice = STATUTORY) -> list[Duty]:
    """The duties of a kind."""
    return [duty for duty in duties(case, practice, d(today)) if duty.kind == kind]


def placements(*spells: tuple[str, str, str | None] | tuple[str, str, str | None, str]) -> tuple[Placement, ...]:
    """Placements from (code, start, end[, why it ended, or `same` for the same carer])."""

    def one(code: str, start: str, end: str | None, more: str = "") -> Placement:
        return Placement(
            code,
            d(start),
            d(end) if end else None,
            end_reason=None if more in ("", "same") else more,
            same_carer=more == "same",
        )

    return tuple(one(*spell) for spell in spells)


def statuses(*spells: tuple[str, str, str | None]) -> tuple[LegalStatus, ...]:
    """Legal statuses from (code, start, end)."""
    return tuple(LegalStatus(code, d(start), d(end) if end else None) for code, start, end in spells)


def breaks(*stays: tuple[str, str | None], code: str = "V3") -> Case:
    """A child on short breaks, each its own period."""
    spells: Iterable[tuple[date, date | None]] = [(d(start), d(end) if end else None) for start, end in stays]
    return Case(
        ref="SB7",
        periods=tuple(CarePeriod(start, end, id=f"p{n}") for n, (start, end) in enumerate(spells)),
        legal_statuses=tuple(LegalStatus(code, start, end) for start, end in spells),
    )
