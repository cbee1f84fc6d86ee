"""Reports that were published, with their figures as they were: what was corrected since shows as was and is now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.figures.figure import Figure, Unit, value_of
from iro_tui.figures.period import Period
from iro_tui.figures.words import number_words, said
from iro_tui.store import shapes
from iro_tui.store.columns import columns_of

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection

Numbers = tuple[float, float | None]
"""A numerator and a denominator."""


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """A report as it was published."""

    name: str
    first: date
    last: date
    on: date
    practice: str
    figures: Mapping[str, Numbers]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A figure that says something else now than it did in print."""

    figure: Figure
    was: Numbers
    was_words: str
    now_words: str


def as_kept(figures: Iterable[Figure]) -> str:
    """The figures as a row keeps them: what each is made of, by id."""
    return json.dumps({figure.id: [figure.numerator, figure.denominator] for figure in figures})


def published(connection: Connection, caseload: Caseload) -> tuple[PublishedReport, ...]:
    """Every report published by today, the oldest first."""
    names = ("name", "first", "last", "published_on", "practice", "figures")
    rows = sorted(columns_of(connection, shapes.ReportRow, *names), key=lambda row: (row[3], row[0]))
    return tuple(
        PublishedReport(name, first, last, on, practice, {key: (n, of) for key, (n, of) in json.loads(figures).items()})
        for name, first, last, on, practice, figures in rows
        if on <= caseload.today
    )


def of_period(reports: Iterable[PublishedReport], period: Period) -> tuple[PublishedReport, ...]:
    """Those of this very period."""
    return tuple(report for report in reports if (report.first, report.last) == (period.first, period.last))


def corrected(report: PublishedReport, figures: Iterable[Figure]) -> Iterator[Corrected]:
    """The figures that have changed since a report was published; those that it did not have are left out."""
    for figure in figures:
        was = report.figures.get(figure.id)
        now = (figure.numerator, figure.denominator)
        if was is not None and was != now:
            yield Corrected(figure, was, _words(figure.unit, *was), _words(figure.unit, *now))


def _words(unit: Unit, numerator: float, denominator: float | None) -> str:
    """`96.6 % (28 of 29)`; of a count the number."""
    words = said(value_of(unit, numerator, denominator), unit, "none")
    return words if denominator is None else f"{words} ({number_words(numerator)} of {number_words(denominator)})"
