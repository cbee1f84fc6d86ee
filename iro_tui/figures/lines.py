"""The figures of a period as a list, and the things behind one of them: rows and columns for every face."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from iro_tui.caseload.lists.base import QUIET, Column, List, View, child_column, only_data
from iro_tui.caseload.lists.kinds import AMOUNT, DAY, GAUGE, NUMBER, SERIES, TEXT, Amount
from iro_tui.caseload.who import who_of
from iro_tui.figures.declared import section_of
from iro_tui.figures.figure import CAME_LATER, Counting, Figure, Unit
from iro_tui.figures.period import Period
from iro_tui.figures.reading import service_of
from iro_tui.figures.reckon import figures_of
from iro_tui.figures.words import base_words, number_words, said, value_words

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.caseload.who import Who
    from iro_tui.figures.service import Service
    from iro_tui.store.connection import Connection

QUARTERS = 4
"""How many quarters stand beside a figure."""
NOT_YET = "–"


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure of the period, with its values in the last four quarters, the oldest first."""

    figure: Figure
    quarters: tuple[float | None, ...] = ()

    @property
    def share(self) -> float | None:
        """What a bar shows: of a share how much of 100 it is."""
        return self.figure.value if self.figure.unit == "%" else None

    @property
    def quarter_words(self) -> str:
        """`93  96  96  97`: whole numbers, for they are only to be compared."""
        return " ".join(f"{NOT_YET if value is None else f'{value:,.0f}':>3}" for value in self.quarters)


@dataclass(frozen=True, slots=True)
class BehindLine:
    """One thing behind a number: a review, a child, a move, with whose it is."""

    who: Who
    counting: Counting
    number: int
    unit: Unit

    @property
    def ref(self) -> str:
        return self.who.ref

    @property
    def part(self) -> str:
        """The parts of the figure that it is in, which thing it rests on; else what is not on record of it."""
        it = self.counting
        return ", ".join(it.labels) or it.which or it.unknown or CAME_LATER * it.came_later


@dataclass
class KeptFigures:
    """What figures are worked out from, kept while nothing is written: a period is turned without reading again."""

    service: Service | None = None
    _seen: tuple[object, ...] = ()
    _known: dict[tuple[Period, str], tuple[Figure, ...]] = field(default_factory=dict)

    def look(self, connection: Connection, caseload: Caseload) -> Service:
        """The facts as they stand; in the store thread."""
        seen = (caseload.seen, caseload.today, caseload.practice)
        if self.service is None or seen != self._seen:
            self.service, self._seen = service_of(connection, caseload), seen
            self._known.clear()
        return self.service

    def figures(self, service: Service, period: Period, by: str = "") -> tuple[Figure, ...]:
        """The figures of a period, worked out once."""
        if (period, by) not in self._known:
            self._known[period, by] = figures_of(period, service, by=by, previous=True)
        return self._known[period, by]

    def lines(self, connection: Connection, caseload: Caseload, period: Period, by: str = "") -> Iterator[FigureLine]:
        """Every figure of a period with the last four quarters; in the store thread."""
        service = self.look(connection, caseload)
        quarters = [
            {figure.id: figure.value for figure in self.figures(service, quarter)}
            for quarter in period.last_ones("quarter", QUARTERS, caseload.today)
        ]
        for figure in self.figures(service, period, by):
            yield FigureLine(figure, tuple(quarter.get(figure.id) for quarter in quarters))


def behind(caseload: Caseload, figure: Figure) -> Iterator[BehindLine]:
    """The things behind a figure: of a share those first that are not counted, for they are asked about."""
    counted = sorted(figure.counted, key=lambda each: (each.counts, each.day, each.child_id))
    for number, each in enumerate(counted):
        if each.child_id in caseload.children:
            yield BehindLine(who_of(caseload, each.child_id), each, number, figure.unit)


def _aim(line: FigureLine) -> str | None:
    return None if line.figure.aim is None else f"{number_words(line.figure.aim):>4}"


def _value(figure: Figure) -> str:
    return NOT_YET if figure.value is None else value_words(figure)


def _base(figure: Figure) -> str:
    """What it is of; of an empty base that there is none, where there is room for it."""
    return figure.nothing if figure.value is None else base_words(figure)


FIGURES = List(
    id="figures",
    title="Figures",
    help="the figures of a period",
    json="figures",
    unit="figures",
    reads=None,
    rows=lambda _connection, _caseload: (),
    columns=(
        Column("title", "Figure", TEXT, lambda row: row.figure.title, 24, flex=True),
        Column("value", "", AMOUNT, lambda row: Amount(row.figure.value, _value(row.figure)), 9),
        Column("base", "of", TEXT, lambda row: _base(row.figure) or None, 14, sort=False, tone=QUIET),
        Column("bar", "0   50   100", GAUGE, lambda row: row.share, 12, sort=False, from_width=118),
        Column("before", "   before", AMOUNT, lambda row: Amount(row.figure.previous, previous_words(row.figure)), 9),
        Column("quarters", "last 4 quarters", SERIES, lambda row: row.quarter_words, 15, sort=False, from_width=96),
        Column("aim", " aim", TEXT, _aim, 4, sort=False, from_width=76),
    ),
    key=lambda row: row.figure.id,
    who=lambda _row: None,
    heading=lambda row, _today, _view: section_of(row.figure.id),
    views=(View(None, "Figures of a period.", "There is nothing to count yet."),),
    hints=("open", "facts", "earlier", "more", "only", "write"),
)  # fmt: skip


def previous_words(figure: Figure) -> str:
    """Its value in the period before; a dash where there was none."""
    return said(figure.previous, figure.unit, NOT_YET)


COUNTED, NOT_COUNTED, EVERY_ONE = "Counted", "Not counted", "Behind the number"


def _heading(row: BehindLine) -> str:
    if row.unit in ("count", "days", "mean"):
        return EVERY_ONE
    return COUNTED if row.counting.counts else NOT_COUNTED


BEHIND = List(
    id="behind",
    title="Behind the number",
    help="the things that a figure counts",
    json="behind",
    unit="things",
    reads=None,
    rows=lambda _connection, _caseload: (),
    columns=(
        Column("day", "Day", DAY, lambda row: row.counting.day, 12, json="day", means="the day it counts by"),
        *child_column(),
        Column("part", "Which", TEXT, lambda row: row.part or None, 20, json="part",
               means="the part it is in, or which review it rests on"),
        Column("days", "wd", NUMBER, lambda row: row.counting.days, 4, json="days",
               means="working days: of a figure in days how many, of what was late how late"),
        Column("why", "Why", TEXT, lambda row: row.counting.why or None, 16, flex=True, json="why",
               means="the reason on record"),
        only_data("counts", "whether it is in the numerator", lambda row: row.counting.counts),
    ),
    key=lambda row: row.number,
    heading=lambda row, _today, _view: _heading(row),
    views=(View(None, "The things behind the number.", "There is nothing behind this number."),),
    hints=("open", "sort", "filter"),
)  # fmt: skip
