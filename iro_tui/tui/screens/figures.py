"""The figures of a period: `<` `>` turn it, `f` takes another kind, `s` splits, Enter lists the children."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from textual.content import Content

from iro_tui.caseload.refusals import Refused
from iro_tui.domain.words import day_words
from iro_tui.figures import Period
from iro_tui.figures.figure import REMOVED
from iro_tui.figures.lines import BEHIND, FIGURES, BehindLine, FigureLine, KeptFigures, behind, previous_words
from iro_tui.figures.period import OWN
from iro_tui.figures.reckon import SPLITS
from iro_tui.figures.words import base_words, change_words, part_words, remarks, value_words
from iro_tui.text import safe
from iro_tui.tui import commands
from iro_tui.tui.elsewhere import OF_FIGURES
from iro_tui.tui.screens.list_screen import ListOver
from iro_tui.tui.screens.list_words import Listing
from iro_tui.tui.screens.of_period import OfPeriod
from iro_tui.tui.widgets.card import Card
from iro_tui.tui.widgets.telling import Line, Telling

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.caseload.session import Session
    from iro_tui.figures import Figure, Part
    from iro_tui.figures.figure import Counting
    from iro_tui.store.connection import Connection

KIND_WORDS = {
    "quarter": "quarter",
    "half": "half-year",
    "year": "year, from 1 April",
    "month": "month",
    OWN: "your own two days",
}
SPLIT_WORDS = {"month": "month", "quarter": "quarter", "team": "team", "locality": "locality",
               "asylum": "citizen children, asylum seekers"}  # fmt: skip
WORDS = {
    "open": "Children",
    "more": "After",
    "earlier": "Before",
    "only": "Period",
    "sort": "Split by",
    "write": "Report",
    "facts": "Text",
}
MOST_NAMED = 8
"""How many of those that are not counted are named under a figure; Enter has them all."""


class FiguresScreen(OfPeriod[FigureLine]):
    """Screen 8."""

    elsewhere = OF_FIGURES

    def __init__(self) -> None:
        super().__init__(FIGURES)
        self.counted = KeptFigures()
        self.split = ""

    def read(self, session: Session) -> Iterable[FigureLine]:
        self.period = self.period_on(session.today)
        return session.query(_lines, self.counted, self.period, self.split)

    def above(self, listing: Listing[FigureLine], shown: int) -> Content:
        """Which period it is, and which stands before it."""
        if self.period is None:
            return Content("")
        narrowed = super().above(listing, shown)
        period, before = self.period, self.period.before(listing.today)
        running = " so far" if period.last > listing.today else ""
        split = f"   by {self.split}" if self.split else ""
        days = period.days(listing.today)
        words = Content.assemble(
            (f" {FIGURES.title.upper()}   ", "bold $accent"),
            (f"{period.name or days}{running}", "bold"),
            (f"   {days}" if period.name else "", ""),
            (split, "$today"),
        )
        if self.size.width >= room_beside(words):
            words = Content.assemble(words, (f"   before: {before.words}", "$muted"))
        return Content.assemble(words, "  ", narrowed) if narrowed else words

    def _heading(self, row: FigureLine) -> str:
        return self.group(row)

    # Another period

    async def do_only(self) -> None:
        """Another kind of period, which holds the last day of this one; or two days of one's own."""
        from iro_tui.tui.dialogs.pick import Pick, Picked

        options = [Picked(kind, words, kind == self._now.kind) for kind, words in KIND_WORDS.items()]
        self.app.push_screen(Pick("Figures of which period?", options), self._kind_picked)

    def _kind_picked(self, kind: str | None) -> None:
        if kind == OWN:
            from iro_tui.tui.dialogs.two_days import TwoDays

            self.app.push_screen(TwoDays(self.today), self._days_typed)
        elif kind:
            last = min(self._now.last, self.today)
            self.start(lambda: self._turn(Period.of(kind, last)), "reload")

    def _days_typed(self, days: tuple[date, date] | None) -> None:
        if days:
            period = Period(*days)
            self.start(lambda: self._turn(period), "reload")

    def do_sort(self) -> None:
        """What the figures are split by; columns are sorted by a click on their heading."""
        from iro_tui.tui.dialogs.pick import Pick, Picked

        options = [Picked("none", "not split", not self.split)]
        options += [Picked(by, SPLIT_WORDS[by], by == self.split) for by in SPLITS]
        self.app.push_screen(Pick("Split each figure by", options), self._split_picked)

    def _split_picked(self, by: str | None) -> None:
        if by is not None:
            self.split = "" if by == "none" else by
            self.start(self.reload, "reload")

    # One figure

    def do_open(self) -> None:
        """The things behind the number."""
        row = self.table.row
        if row is not None:
            self.iro.type_ahead.begin()
            self.app.push_screen(BehindScreen(row.figure.id, self._now, self.counted))

    async def do_facts(self) -> None:
        """What is written beside the figures of this period."""
        from iro_tui.tui.screens.written import WrittenScreen

        self.iro.type_ahead.begin()
        self.app.push_screen(WrittenScreen(self._now))

    async def do_copy(self) -> None:
        """The figure as a sentence, for a report or a message."""
        row = self.table.row
        if row is not None:
            where = self.iro.copy(sentence(row.figure, self._now))
            self.iro.say(f"“{row.figure.title}” to the clipboard. {where}".rstrip())

    def do_write(self) -> None:
        """The report of the period: a page, a workbook or text; small numbers hidden, for it leaves the service."""
        from iro_tui.tui.reporting import offer_report

        offer_report(self, self._now, self.split)

    def show_beside(self) -> None:
        """The figure in full, beside the list or under it."""
        super().show_beside()
        row = self.table.row
        if row is not None:
            refs = self._refs
            self.query_one(Card).tell([*_head(row), *_whole(row, refs, self.today)])
            self.query_one("#reading", Telling).tell(list(_whole(row, refs, self.today)))

    @property
    def _refs(self) -> Callable[[str], str]:
        service = self.counted.service
        refs = {child.id: child.case.ref for child in service.children} if service else {}
        return lambda child_id: refs.get(child_id, "a removed case")

    # Keys

    def why_not(self, command: commands.Command) -> str | None:
        if command.id in ("open", "copy"):
            return None if self.table.row is not None else "There is nothing to count yet."
        return None if command.id in ("more", "write", "facts") else super().why_not(command)

    def why_no_child(self) -> str:
        return "A figure is about many children: Enter lists those behind it, Enter there opens one."

    def word_for(self, command: commands.Command) -> str:
        return WORDS.get(command.id) or super().word_for(command)

    def stand(self) -> dict[str, Any]:
        return {**super().stand(), "split": self.split}

    async def stand_as(self, stand: Mapping[str, Any]) -> None:
        await super().stand_as(stand)
        self.split = stand["split"]


class BehindScreen(ListOver[BehindLine]):
    """The things behind one number; Enter opens the child, Esc goes back to the figures."""

    def __init__(self, figure_id: str, period: Period, counted: KeptFigures | None = None) -> None:
        super().__init__(BEHIND, FIGURES.id)
        self.figure_id, self.period, self.counted = figure_id, period, counted or KeptFigures()
        self.figure: Figure | None = None

    def read(self, session: Session) -> Iterable[BehindLine]:
        self.figure = session.query(_one, self.counted, self.period, self.figure_id)
        return behind(session.caseload(), self.figure)

    def above(self, listing: Listing[BehindLine], shown: int) -> Content:
        """Which number it is."""
        if self.figure is None:
            return Content("")
        base = base_words(self.figure)
        words = f"   {value_words(self.figure)}{f'   {base}' if base else ''}   {self.period.words}"
        removed = sum(each.child_id == REMOVED for each in self.figure.counted)
        words += f"   {removed:,} {self.figure.declared.nobodys}" if removed else ""
        head = Content.assemble((f" {safe(self.figure.title)}", "bold $accent"), (words, ""))
        narrowed = super().above(listing, shown)
        return Content.assemble(head, "  ", narrowed) if narrowed else head

    def stand(self) -> dict[str, Any]:
        period = [f"{self.period.first}", f"{self.period.last}", self.period.kind]
        return {**super().stand(), "kind": "behind", "figure": self.figure_id, "period": period}


def _lines(
    connection: Connection, caseload: Caseload, counted: KeptFigures, period: Period, by: str
) -> tuple[FigureLine, ...]:
    return tuple(counted.lines(connection, caseload, period, by))


def _one(connection: Connection, caseload: Caseload, counted: KeptFigures, period: Period, figure_id: str) -> Figure:
    figures = counted.figures(counted.look(connection, caseload), period)
    figure = next((each for each in figures if each.id == figure_id), None)
    if figure is None:
        raise Refused("The practice has no such figure any more.")
    return figure


# The figure in words


def sentence(figure: Figure, period: Period) -> str:
    """`Reviews held in time, Q2 2026-27: 96.6 % (28 of 29), +0.3 points.`"""
    base, change = base_words(figure), change_words(figure)
    return f"{figure.title}, {period.words}: {value_words(figure)}{f' ({base})' if base else ''}" + (
        f", {change} since the period before." if change else "."
    )


def _head(row: FigureLine) -> Iterator[Line]:
    figure = row.figure
    yield [(figure.title, "bold $accent")]
    yield [(value_words(figure), "bold"), (f"  {base_words(figure)}", "")]
    yield []


def _whole(row: FigureLine, ref: Callable[[str], str], today: date) -> Iterator[Line]:
    figure = row.figure
    yield [(figure.definition, ""), (f" Counted by: {figure.declared.period_rule}.", "$muted")]
    if change := change_words(figure):
        yield [(f"Before: {previous_words(figure)}; since then {change}, from unrounded numbers.", "$muted")]
    missed = (
        sorted((each for each in figure.counted if not each.counts), key=lambda each: each.day) if figure.aim else []
    )
    if missed:
        named = "; ".join(_missed(each, ref(each.child_id), today) for each in missed[:MOST_NAMED])
        more = f"; and {len(missed) - MOST_NAMED:,} more" if len(missed) > MOST_NAMED else ""
        yield [("Not counted: ", "bold"), (f"{named}{more}.", "")]
    for words in remarks(figure):
        yield [(words, "$muted")]
    if figure.parts:
        parts = " · ".join(f"{part.label} {part_words(part)}{_of(part)}" for part in figure.parts)
        yield [(parts, "")]
    if figure.declared.reports:
        yield [(f"Printed by the reports of {', '.join(figure.declared.reports)}.", "$muted")]


def _missed(each: Counting, ref: str, today: date) -> str:
    """`RB 1174, Tue 21 Jul, held late, 2 wd: worker ill`."""
    late = "" if each.days is None else f"{each.days:,} wd"
    words = ", ".join(filter(None, (ref, day_words(each.day, today), *each.labels[:1], late)))
    return f"{words}: {each.why}" if each.why else words


def _of(part: Part) -> str:
    return f" ({base})" if (base := base_words(part)) else ""


def room_beside(words: Content) -> int:
    """Cells from which the period before has room beside these words."""
    return words.cell_length + 30
