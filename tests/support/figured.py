"""Short ways to write down what figures count: children with their reviews, and the figures of a period by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from iro_tui.domain.case import CarePeriod, Case, LegalStatus, Review
from iro_tui.domain.practice import Practice
from iro_tui.figures import Figure, Period, Service, figures_of
from iro_tui.figures.service import CountedChild, MoveAsked, ReviewRecord
from tests.support.facts import STATUTORY, d


def in_care(ref: str, start: str, *held: str, record: ReviewRecord | None = None, **more: Any) -> CountedChild:
    """A child in full care since a day, aged 10, with reviews held on these days, all with the same record."""
    begun = d(start)
    reviews = tuple(
        Review(id=f"{ref}-{n}", held=d(day), completed=d(day), follow_record=True) for n, day in enumerate(held, 1)
    )
    case = Case(
        ref=ref,
        born=date(begun.year - 10, 1, 5),
        periods=(CarePeriod(begun, id=f"{ref}-p"),),
        legal_statuses=(LegalStatus("C2", begun),),
        reviews=reviews,
    )
    own = {name: more.pop(name) for name in list(more) if name in CountedChild.__slots__}
    records = {review.id: record for review in reviews} if record else {}
    return CountedChild(ref, replace(case, **more), **({"reviews": records} | own))


def each_review(child: CountedChild, **more: Any) -> CountedChild:
    """The same child, with this on record of every review."""
    return replace(child, case=replace(child.case, reviews=tuple(r._replace(**more) for r in child.case.reviews)))


def moved(child: CountedChild, *asked: tuple[str, str, str]) -> CountedChild:
    """The same child, whose last review was moved: when, by whom, and why."""
    review = child.case.reviews[-1].id
    return replace(child, moves=tuple(MoveAsked(review, d(day), by, why) for day, by, why in asked))


def reckoned(
    children: Iterable[CountedChild],
    period: Period,
    today: str = "01.12.2026",
    practice: Practice = STATUTORY,
    by: str = "",
    **more: Any,
) -> Mapping[str, Figure]:
    """The figures of a period, by id."""
    service = Service(tuple(children), practice, d(today), **more)
    return {figure.id: figure for figure in figures_of(period, service, by=by)}


def of(figure: Figure) -> tuple[float, float | None]:
    """Numerator and denominator."""
    return figure.numerator, figure.denominator
