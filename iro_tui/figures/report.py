"""The report of a period: every figure as it is printed, without a name, small numbers hidden where that is asked.

One content for all formats: what a figure says is worded here, a format only lays it out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from math import ceil
from operator import itemgetter

from iro_tui.domain.practice_sections import CalledWords
from iro_tui.domain.words import dated
from iro_tui.figures.declared import section_of
from iro_tui.figures.figure import Figure
from iro_tui.figures.period import Period
from iro_tui.figures.published import Corrected, PublishedReport, corrected, of_period
from iro_tui.figures.reckon import TIMES, figures_of
from iro_tui.figures.service import Service
from iro_tui.figures.suppression import SMALL, Ledger, Printed, is_small, of_figure, of_part, of_reason
from iro_tui.figures.words import base_words, change_words, number_words, part_words, remarks, said, value_words
from iro_tui.figures.written import NOTHING_WRITTEN, WrittenPart

HIDDEN = "hidden"
NOT_SAID = "reason not on record"
MONTHS = 12
"""How many months the lines of a chart go back."""
MOST_LINES = 7
"""How many lines of a chart can be told apart: as many as there are colours that everybody tells apart."""
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
        """Whether some months have a value: one alone makes no line."""
        return sum(value is not None for value in self.months) > 1

    @property
    def is_share(self) -> bool:
        return self.figure.unit == "%"

    @property
    def aim_words(self) -> str:
        return "" if self.figure.aim is None else number_words(self.figure.aim)


@dataclass(frozen=True, slots=True)
class ReportSection:
    """Figures that stand under one heading."""

    heading: str
    figures: tuple[Reported, ...]

    @property
    def charts(self) -> Iterator[tuple[str, tuple[Reported, ...]]]:
        """What stands together in a chart, and what that is called: shares as lines, then numbers as bars.

        The questions of each group that is asked have one of their own, and none has more lines than can be told apart.
        """
        shares = [each for each in self.figures if each.is_share and each.has_months]
        counts = [each for each in self.figures if each.id in CHARTED_COUNTS and each.has_months and any(each.months)]
        for group, each in groupby(shares, key=lambda one: one.figure.declared.group):
            figures = tuple(each)
            charts = ceil(len(figures) / MOST_LINES)
            size = ceil(len(figures) / charts)
            for at in range(charts):
                which = f" ({at + 1} of {charts})" if charts > 1 else ""
                yield f"{self.heading}{f': {group}' if group else ''}{which}", figures[at * size : (at + 1) * size]
        if counts:
            yield self.heading, tuple(counts)


@dataclass(frozen=True, slots=True)
class InPrint:
    """A report of the same period that was published, and which of its figures say something else now."""

    name: str
    on: date
    corrections: tuple[tuple[str, str, str], ...]
    """The figure's title, what it was, what it is now."""
    early: bool = False
    """Whether the period went on when it was published: what has changed since need be no correction."""
    practice: str = ""
    """The practice it was made by, where it is not the one that this report is made by."""

    @property
    def words(self) -> str:
        """`Published as “Q2 report” on Thu 15 Oct 2026; 2 figures have been corrected since.`"""
        many = len(self.corrections)
        some = "one figure has" if many == 1 else f"{many:,} figures have"
        because = ["the period was not over then"] * self.early
        because += [f"it was made by the practice “{self.practice}”"] * bool(self.practice)
        how = f"changed since: {' and '.join(because)}" if because else "been corrected since"
        since = f"{some} {how}" if many else "nothing has changed since"
        return f"Published as “{self.name}” on {dated(self.on)}; {since}."


@dataclass(frozen=True, slots=True)
class Report:
    """The report of a period, whole."""

    period: Period
    today: date
    practices: tuple[tuple[date, str], ...]
    """Those in force in it, each with the first of its days on which it was."""
    hides: bool
    sections: tuple[ReportSection, ...]
    months: tuple[Period, ...] = ()
    in_print: tuple[InPrint, ...] = ()
    written: WrittenPart = NOTHING_WRITTEN
    called: CalledWords = field(default_factory=CalledWords)

    @property
    def practice(self) -> str:
        """The one in force at its end."""
        return self.practices[-1][1]

    @property
    def title(self) -> str:
        return f"Independent reviewing service, {self.period.words}{' so far' if self.runs else ''}"

    @property
    def runs(self) -> bool:
        """Whether the period still goes on."""
        return self.period.last > self.today

    @property
    def dates(self) -> str:
        beside = f"{'as many days' if self.runs else 'the period'} before: {self.before.words}"
        if not (self.period.name or self.runs):  # its days are its title
            return beside[:1].upper() + beside[1:]
        return f"{self.period.days(self.today)}; {beside}"

    @property
    def before(self) -> Period:
        """What it is compared with."""
        return self.period.before(self.today)

    @property
    def notes(self) -> tuple[str, ...]:
        """What holds for the whole of it."""
        first, *later = self.practices
        others = "".join(f", from {dated(since)} “{name}”" for since, name in later)
        basis = f"Made on {dated(self.today)} from the record, by the practice “{first[1]}”{others}."
        rules = (
            "Computed from unrounded numbers; differences of shares are in points. In time is always by the law's "
            "limit, whatever the practice."
        )
        return (basis, rules, *([SMALL_NUMBERS] if self.hides else []))

    def months_words(self, heading: str, figures: Sequence[Reported]) -> str:
        """What a chart shows: `The record, per cent by month, Oct 2025 to Sep 2026`."""
        unit = "per cent" if figures[0].is_share else "numbers"
        return f"{heading}, {unit} by month, {self.months[0].words} to {self.months[-1].words}"

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
    spans = period.last_ones("month", MONTHS, service.today)
    # Every format hides the same, also one without months: two of one report lie side by side.
    monthly = {span: figures_of(span, service) for span in spans} if months or hides else {}
    hidden = _hidden(period, figures, monthly, service, by) if hides else frozenset()
    values = [
        {each.id: None if of_figure(span, each.id) in hidden else each.value for each in monthly[span]}
        for span in (spans if months else ())
    ]
    before = period.before(service.today)
    by_month = {figure.id: tuple(month.get(figure.id) for month in values) for figure in figures}
    reported = [
        _reported(period, before, figure, by, hidden, hides=hides, months=by_month[figure.id]) for figure in figures
    ]
    sections = tuple(
        ReportSection(heading, tuple(each)) for heading, each in groupby(reported, lambda one: section_of(one.id))
    )
    practices = _in_force(period, service)
    practice = practices[-1][1]
    in_print = tuple(
        InPrint(
            each.name,
            each.on,
            _corrections(each, period, figures, hidden, hides=hides),
            early=each.on <= period.last,
            practice="" if each.practice == practice else each.practice,
        )
        for each in of_period(published, period)
    )
    return Report(
        period, service.today, practices, hides, sections, spans if months else (), in_print, written,
        service.practice.on(min(period.last, service.today)).words,
    )  # fmt: skip


def _in_force(period: Period, service: Service) -> tuple[tuple[date, str], ...]:
    """By name, each with the first of its days in the period; one that was only changed is the same."""
    first, end = period.first, min(period.last, service.today)
    later = ((since, each.title) for since, each in service.practice.spans if first < since <= end)
    named = ((first, service.practice.on(first).title), *later)
    return tuple(next(same) for _, same in groupby(named, itemgetter(1)))


def _hidden(
    period: Period, figures: Sequence[Figure], monthly: Mapping[Period, Sequence[Figure]], service: Service, by: str
) -> frozenset[Printed]:
    """What of all that the report prints is hidden."""
    ledger, before = Ledger(service.today), period.before(service.today)
    spans = {**monthly, before: figures_of(before, service)}
    parts = period.begun(by, service.today) if by in TIMES else ()
    spans |= {part: figures_of(part, service) for part in parts if part not in spans}
    for span, each_of in {**spans, period: figures}.items():
        for figure in each_of:
            ledger.figure(span, figure)
    for figure in figures:
        if not by and not figure.declared.own_bases:
            ledger.parts(period, figure)
        elif by not in TIMES:
            ledger.split(period, figure)
        ledger.reasons(period, figure, _counts(figure))
    ledger.together()
    return ledger.hidden()


def _corrections(
    report: PublishedReport, period: Period, figures: Sequence[Figure], hidden: frozenset[Printed], *, hides: bool
) -> tuple[tuple[str, str, str], ...]:
    """What a published report said otherwise.

    Where one number, or what it rose or fell by, is hidden, all are: of figures that add up the others would tell it.
    """
    every = tuple(corrected(report, figures))
    if hides and any(of_figure(period, each.figure.id) in hidden or _tells_small(each) for each in every):
        return tuple((each.figure.title, HIDDEN, HIDDEN) for each in every)
    return tuple((each.figure.title, each.was_words, each.now_words) for each in every)


def _tells_small(each: Corrected) -> bool:
    """Whether what a figure was, or how it or its base changed, is a small number."""
    number, base = each.was
    steps = [number - each.figure.numerator]
    if base is not None and each.figure.denominator is not None and each.figure.unit == "%":
        steps += [base - each.figure.denominator, steps[0] - (base - each.figure.denominator)]
    return is_small(number, base if each.figure.unit == "%" else None) or any(abs(step) in SMALL for step in steps)


def _reported(
    period: Period,
    before: Period,
    figure: Figure,
    by: str,
    gone: frozenset[Printed],
    *,
    hides: bool,
    months: tuple[float | None, ...],
) -> Reported:
    hidden, before_hidden = (of_figure(span, figure.id) in gone for span in (period, before))
    parts = tuple(
        ReportedPart(part.label, HIDDEN, "", None, None, None)
        if ((part.label, figure.id) if by in TIMES else of_part(period, figure.id, part.label)) in gone
        else ReportedPart(part.label, part_words(part), base_words(part), part.value, part.numerator, part.denominator)
        for part in figure.parts
    )
    previous = None if before_hidden else figure.previous
    was = HIDDEN if before_hidden else said(previous, figure.unit, "")
    change = "" if hidden or before_hidden else change_words(figure)
    said_of = tuple(remarks(figure)) if not hidden else ((figure.grouping,) if figure.grouping else ())
    if hides:  # what is missing is told in numbers
        said_of = tuple(words for words in said_of if words not in figure.missing)
    return Reported(
        figure,
        hidden,
        HIDDEN if hidden else value_words(figure),
        "" if hidden else base_words(figure),
        was,
        change,
        previous,
        parts,
        said_of,
        tuple(
            (why, HIDDEN if of_reason(period, figure.id, why) in gone else f"{number:,}")
            for why, number in _counts(figure).items()
        ),
        months,
    )


def _counts(figure: Figure) -> Mapping[str, int]:
    """Why what should have been counted was not, the most first; only where the law or the practice aims at all."""
    if figure.aim is None or figure.unit != "%":
        return {}
    counts = Counter(each.why or NOT_SAID for each in figure.counted if not each.counts)
    return {} if set(counts) == {NOT_SAID} else dict(counts.most_common())
