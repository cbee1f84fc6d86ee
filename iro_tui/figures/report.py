"""The report of a period: every figure as it is printed, without a name, small numbers hidden where that is asked.

One content for all formats: what a figure says is worded here, a format only lays it out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from iro_tui.domain.words import dated
from iro_tui.figures.declared import section_of
from iro_tui.figures.figure import Figure
from iro_tui.figures.period import Period
from iro_tui.figures.published import PublishedReport, corrected, of_period
from iro_tui.figures.reckon import figures_of
from iro_tui.figures.service import Service
from iro_tui.figures.suppression import hidden_counts, hidden_of, hidden_parts, is_small
from iro_tui.figures.words import base_words, change_words, number_words, part_words, remarks, said, value_words
from iro_tui.figures.written import NOTHING_WRITTEN, WrittenPart

HIDDEN = "hidden"
NOT_SAID = "reason not on record"
MONTHS = 12
"""How many months the lines of a chart go back."""
CHARTED_COUNTS = ("reviews_held", "starts", "ends", "moves", "escalations_raised")
"""The numbers of which charts show the months; of shares they all do."""
SMALL_NUMBERS = "Numbers under 5, and those from which one could be worked out, are hidden."


@dataclass(frozen=True, slots=True)
class ReportedPart:
    """A part of a figure as it is printed; numbers are None where they are hidden."""

    label: str
    value_words: str
    base_words: str
    value: float | None
    numerator: float | None
    denominator: float | None


@dataclass(frozen=True, slots=True)
class Reported:
    """A figure as it is printed; numbers are None where they are hidden, or the base is empty."""

    figure: Figure
    hidden: bool
    value_words: str
    base_words: str
    previous_words: str
    change_words: str
    previous: float | None
    parts: tuple[ReportedPart, ...]
    remarks: tuple[str, ...]
    reasons: tuple[tuple[str, str], ...] = ()
    """Why what is not counted was not, where reasons are on record, with how many."""
    months: tuple[float | None, ...] = ()
    """Its values in the months of the report, None where hidden or empty."""

    @property
    def id(self) -> str:
        return self.figure.id

    @property
    def title(self) -> str:
        return self.figure.title

    @property
    def value(self) -> float | None:
        return None if self.hidden else self.figure.value

    @property
    def numerator(self) -> float | None:
        return None if self.hidden else self.figure.numerator

    @property
    def denominator(self) -> float | None:
        return None if self.hidden else self.figure.denominator

    @property
    def has_months(self) -> bool:
        """Whether most months have a value: a line of few points says nothing."""
        return 2 * sum(value is not None for value in self.months) > len(self.months)

    @property
    def aim_words(self) -> str:
        return "" if self.figure.aim is None else number_words(self.figure.aim)


@dataclass(frozen=True, slots=True)
class ReportSection:
    """Figures that stand under one heading."""

    heading: str
    figures: tuple[Reported, ...]

    @property
    def shares(self) -> tuple[Reported, ...]:
        """Those whose months stand as lines in a chart."""
        return tuple(each for each in self.figures if each.figure.unit == "%" and each.has_months)

    @property
    def counts(self) -> tuple[Reported, ...]:
        """Those whose months stand as bars."""
        return tuple(
            each for each in self.figures if each.id in CHARTED_COUNTS and each.has_months and any(each.months)
        )


@dataclass(frozen=True, slots=True)
class InPrint:
    """A report of the same period that was published, and which of its figures say something else now."""

    name: str
    on: date
    corrections: tuple[tuple[str, str, str], ...]
    """The figure's title, what it was, what it is now."""

    @property
    def words(self) -> str:
        """`Published as “Q2 report” on Thu 15 Oct 2026; 2 figures have been corrected since.`"""
        many = len(self.corrections)
        some = "one figure has" if many == 1 else f"{many:,} figures have"
        since = f"{some} been corrected since" if many else "nothing has changed since"
        return f"Published as “{self.name}” on {dated(self.on)}; {since}."


@dataclass(frozen=True, slots=True)
class Report:
    """The report of a period, whole."""

    period: Period
    today: date
    practice: str
    hides: bool
    sections: tuple[ReportSection, ...]
    months: tuple[Period, ...] = ()
    in_print: tuple[InPrint, ...] = ()
    written: WrittenPart = NOTHING_WRITTEN

    @property
    def title(self) -> str:
        return f"Independent reviewing service, {self.period.words}{' so far' if self.runs else ''}"

    @property
    def runs(self) -> bool:
        """Whether the period still goes on."""
        return self.period.last > self.today

    @property
    def dates(self) -> str:
        last = min(self.period.last, self.today)
        return f"{dated(self.period.first)} to {dated(last)}; the period before: {self.period.previous.words}"

    @property
    def notes(self) -> tuple[str, ...]:
        """What holds for the whole of it."""
        basis = f"Made on {dated(self.today)} from the record, by the practice “{self.practice}”."
        rules = (
            "Computed from unrounded numbers; differences of shares are in points. In time is always by the law's "
            "limit, whatever the practice."
        )
        return (basis, rules, *([SMALL_NUMBERS] if self.hides else []))

    def months_words(self, section: ReportSection, unit: str) -> str:
        """What a chart of a section shows: `The record, per cent by month, Oct 2025 to Sep 2026`."""
        if not self.months:
            return ""
        return f"{section.heading}, {unit} by month, {self.months[0].words} to {self.months[-1].words}"

    def every(self) -> Iterator[Reported]:
        """The figures in order."""
        for section in self.sections:
            yield from section.figures

    def figure(self, name: str) -> Reported | None:
        """The figure of this id, or that is called so; None where there is none."""
        called = name.strip().casefold()
        return next((each for each in self.every() if called in (each.id, each.title.casefold())), None)


def report_of(
    period: Period,
    service: Service,
    *,
    by: str = "",
    hides: bool = False,
    months: bool = False,
    published: Iterable[PublishedReport] = (),
    written: WrittenPart = NOTHING_WRITTEN,
) -> Report:
    """The report of a period. `by` splits each figure, `hides` hides small numbers, `months` adds twelve months.

    Of what was `published` those of the same period are told, with what has been corrected since; `written` is what
    stands beside the figures.
    """
    figures = figures_of(period, service, by=by, previous=True)
    before = figures_of(period.previous, service) if hides else ()
    spans = tuple(span for span in period.last_ones("month", MONTHS) if span.first <= service.today) if months else ()
    monthly = [figures_of(span, service) for span in spans]
    hidden, hidden_before = (hidden_of(figures), hidden_of(before)) if hides else (frozenset(), frozenset())
    hidden_months = [hidden_of(each) if hides else frozenset() for each in monthly]
    values = [
        {figure.id: None if figure.id in gone else figure.value for figure in each}
        for each, gone in zip(monthly, hidden_months, strict=True)
    ]
    reported = [
        _reported(
            figure,
            hides=hides,
            hidden=figure.id in hidden,
            before_hidden=figure.id in hidden_before,
            months=tuple(month.get(figure.id) for month in values),
        )
        for figure in figures
    ]
    sections = tuple(
        ReportSection(heading, tuple(each)) for heading, each in groupby(reported, lambda one: section_of(one.id))
    )
    practice = service.practice.on(min(period.last, service.today)).title
    in_print = tuple(
        InPrint(each.name, each.on, tuple(_corrections(each, figures, hidden, hides=hides)))
        for each in of_period(published, period)
    )
    return Report(period, service.today, practice, hides, sections, spans, in_print, written)


def _corrections(
    report: PublishedReport, figures: Sequence[Figure], hidden: frozenset[str], *, hides: bool
) -> Iterator[tuple[str, str, str]]:
    """What a published report said otherwise; a small number, also one that it was or rose or fell by, is hidden."""
    for each in corrected(report, figures):
        step = abs(each.was[0] - each.figure.numerator)
        if hides and (each.figure.id in hidden or is_small(*each.was) or is_small(step, None)):
            yield each.figure.title, HIDDEN, HIDDEN
        else:
            yield each.figure.title, each.was_words, each.now_words


def _reported(
    figure: Figure, *, hides: bool, hidden: bool, before_hidden: bool, months: tuple[float | None, ...]
) -> Reported:
    gone = hidden_parts(figure.parts) if hides else frozenset()
    parts = tuple(
        ReportedPart(part.label, HIDDEN, "", None, None, None)
        if place in gone
        else ReportedPart(part.label, part_words(part), base_words(part), part.value, part.numerator, part.denominator)
        for place, part in enumerate(figure.parts)
    )
    previous = None if before_hidden else figure.previous
    before = HIDDEN if before_hidden else said(previous, figure.unit, "")
    change = "" if hidden or before_hidden else change_words(figure)
    said_of = tuple(remarks(figure)) if not hidden else ((figure.grouping,) if figure.grouping else ())
    if hides:  # what is missing is told in numbers
        said_of = tuple(words for words in said_of if words not in figure.missing)
    return Reported(
        figure,
        hidden,
        HIDDEN if hidden else value_words(figure),
        "" if hidden else base_words(figure),
        before,
        change,
        previous,
        parts,
        said_of,
        tuple(_reasons(figure, hides=hides)),
        months,
    )


def _reasons(figure: Figure, *, hides: bool) -> Iterator[tuple[str, str]]:
    """Why what should have been counted was not; only where the law or the practice aims at all of it."""
    if figure.aim is None or figure.unit != "%":
        return
    counts = Counter(each.why or NOT_SAID for each in figure.counted if not each.counts)
    gone = hidden_counts(counts) if hides else frozenset()
    if set(counts) == {NOT_SAID}:
        return
    for why, number in counts.most_common():
        yield why, HIDDEN if why in gone else f"{number:,}"
