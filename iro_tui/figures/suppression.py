"""Small numbers are hidden in what leaves the service: those under 5, and those from which one could be worked out.

Everything that one report prints is looked at together: every figure with its base, its parts, its months, the period
before, the reasons. The same count has one cell, wherever it is printed; cells that add up are an equation. What is
printed is hidden, the smallest first, until no small number follows from what is left.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from iro_tui.figures.figure import Counting, Figure
from iro_tui.figures.period import Period
from iro_tui.figures.reckon import TIMES
from iro_tui.figures.worked_out import worked_out

SMALL = range(1, 5)
"""What is hidden: nothing is told by none, and five are many enough."""
SUMS = (
    ("children_escalated", ("escalated_informal", "escalated_formal")),
    ("rag_themes", ("rag_amber", "rag_red")),
)
"""Figures that are others together."""
OF_ONE_BASE = (("rag_green", "rag_amber", "rag_red"), ("moved_by_iro", "moved_by_social_worker"))
"""Figures over one base of which each thing is in one at most."""
WITHIN = (("ends", ("adopted", "special_guardianship")),)
"""Figures of which each thing is one of another's, and in one at most."""
CHILDREN = "children"
"""What a mean counts, however its base is called: the same children stand beside it as a number of their own."""
REVIEWS = "reviews"
"""What is counted by its review, however it is called: records in a band of days are reviews recorded in time."""
STOCK, STARTS, ENDS = "children_looked_after", "starts", "ends"
"""What there is at the end of a period is what there was before it, and began, less what ended."""
Printed = tuple[str, ...]
"""One thing that is printed: a period and a figure, or a part of it, or a reason."""
Things = frozenset[tuple[Any, ...]]


def is_small(numerator: float, denominator: float | None) -> bool:
    """Whether a number, its base, or what is left of the base, is small."""
    if denominator is None:
        return numerator in SMALL
    return numerator in SMALL or denominator in SMALL or denominator - numerator in SMALL


def of_figure(period: Period, figure_id: str) -> Printed:
    """A figure of a period, as one thing that is printed."""
    return period.words, figure_id


def of_part(period: Period, figure_id: str, label: str) -> Printed:
    """A part of a figure."""
    return period.words, figure_id, "part", label


def of_reason(period: Period, figure_id: str, why: str) -> Printed:
    """A reason why something was not counted."""
    return period.words, figure_id, "why", why


class Ledger:
    """Every number that a report prints: cells, what they add up to, and which of them each printed thing tells."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.values: list[float] = []
        self.equations: list[Mapping[int, int]] = []
        self.tells: dict[Printed, tuple[int, ...]] = {}
        self._beside: dict[Printed, int] = {}
        """What is left of the base, by what prints the rest."""
        self._same: defaultdict[str, dict[tuple[str, Things], int]] = defaultdict(dict)
        """By period the cells of things: what they are, and which."""
        self._of: dict[tuple[str, Things], int] = {}
        """The same of all periods: who is there at the end of a quarter is so at the end of its last month."""
        self._base: dict[Printed, int] = {}
        self._spans: dict[str, Period] = {}

    # What is printed

    def figure(self, period: Period, figure: Figure) -> None:
        """A figure of a period: its number, its base, and what is left of it."""
        name = of_figure(period, figure.id)
        self._spans[period.words] = period
        counted = _things(figure.counted)
        whole = frozenset(counted)
        yes = frozenset(thing for thing, each in counted.items() if each.counts)
        what = _what(figure)
        if figure.unit == "days":
            self._base[name] = base = self._cell(len(whole), period, what, whole)
            self.tells[name] = (base,)
            return
        number = self._cell(figure.numerator, period, what, yes)
        self.tells[name] = (number,)
        if figure.unit == "%" and figure.denominator is not None:
            base = self._cell(figure.denominator, period, what, whole)
            rest = self._cell(figure.denominator - figure.numerator, period, what, whole - yes)
            self.tells[name], self._base[name], self._beside[name] = (number, base), base, rest
            self._adds_up(base, (number, rest))

    def parts(self, period: Period, figure: Figure) -> None:
        """The parts of a figure that its things have by their labels; each thing has one of each kind."""
        name, what = of_figure(period, figure.id), _what(figure)
        base = self._base.get(name)
        every: dict[str, int] = {}
        of_label: dict[str, set[Any]] = {part.label: set() for part in figure.parts}
        counted = _things(figure.counted)
        for thing, each in counted.items():
            for label in each.labels:
                of_label[label].add(thing)
        for part in figure.parts:
            every[part.label] = cell = self._cell(part.numerator, period, what, frozenset(of_label[part.label]))
            self._tell_part(of_part(period, figure.id, part.label), cell, base if part.unit == "%" else None)
        for place in range(max((len(each.labels) for each in counted.values()), default=0)):
            kind = {each.labels[min(place, len(each.labels) - 1)] for each in counted.values() if each.labels}
            self._partition(period, what, {label: of_label[label] for label in kind}, every)
            if figure.numerator == sum(self.values[every[label]] for label in kind):  # of what adds up: minutes
                self._adds_up(self.tells[name][0], [every[label] for label in kind])

    def split(self, period: Period, figure: Figure) -> None:
        """The parts of a figure by team, locality or asylum: their numbers add up, and so do their bases."""
        name = of_figure(period, figure.id)
        numbers, bases = [], []
        for part in figure.parts:
            numbers.append(self._cell(part.numerator))
            bases.append(None if part.denominator is None else self._cell(part.denominator))
            self._tell_part(of_part(period, figure.id, part.label), numbers[-1], bases[-1])
        if figure.unit != "days" and name in self.tells:
            self._adds_up(self.tells[name][0], numbers)
        whole = self._base.get(name)
        if whole is not None and None not in bases:
            self._adds_up(whole, [base for base in bases if base is not None])

    def reasons(self, period: Period, figure: Figure, counts: Mapping[str, int]) -> None:
        """Why what was not counted was not."""
        cells = {why: self._cell(number) for why, number in counts.items()}
        for why, cell in cells.items():
            self.tells[of_reason(period, figure.id, why)] = (cell,)
        rest = self._beside.get(of_figure(period, figure.id))
        if rest is not None:
            self._adds_up(rest, list(cells.values()))

    # What adds up

    def together(self) -> None:
        """What is known of all figures: those that are others together, and periods that make up a longer one."""
        for words in self._spans:
            for total, shares in SUMS:
                self._adds_up(self._number(words, total), [self._number(words, each) for each in shares])
            for group in OF_ONE_BASE:
                self._within(self._base.get((words, group[0])), [self._number(words, each) for each in group])
            for total, shares in WITHIN:
                self._within(self._number(words, total), [self._number(words, each) for each in shares])
        ids = {name[1] for name in self.tells if len(name) == 2}
        for words, period in self._spans.items():
            for parts in self._made_of(period):
                for each in ids:
                    for cells in (self._number, lambda span, one: self._base.get((span, one))):
                        self._adds_up(cells(words, each), [cells(part, each) for part in parts])
            if (before := period.before(self.today).words) in self._spans:
                self._flows(before, words)

    def _made_of(self, period: Period) -> Iterator[list[str]]:
        """Shorter periods, one after the other, that are the whole of one."""
        for kind in TIMES:
            parts = period.begun(kind, self.today)
            if len(parts) > 1 and all(part.words in self._spans for part in parts):
                yield [part.words for part in parts]

    def _flows(self, before: str, words: str) -> None:
        was, now, began, ended = (
            self._number(before, STOCK), self._number(words, STOCK), self._number(words, STARTS),
            self._number(words, ENDS),
        )  # fmt: skip
        if None not in (was, now, began, ended):
            self._equal({was: 1, began: 1, ended: -1, now: -1})  # type: ignore[dict-item]

    def _number(self, words: str, figure_id: str) -> int | None:
        return self.tells.get((words, figure_id), (None,))[0]

    def _adds_up(self, total: int | None, shares: Iterable[int | None]) -> None:
        """That some are others together, where their numbers are."""
        cells = list(shares)
        if total is not None and cells and None not in cells:
            terms: Counter[int] = Counter(cell for cell in cells if cell is not None)
            terms[total] -= 1
            self._equal(terms)

    def _within(self, total: int | None, shares: Sequence[int | None]) -> None:
        """That some are a part of a whole, whose rest nobody prints."""
        there = [cell for cell in shares if cell is not None]
        if total is not None and there:
            left = self.values[total] - sum(self.values[cell] for cell in there)
            if left >= 0:
                self._adds_up(total, (*there, *([self._cell(left)] if left else ())))

    def _equal(self, terms: Mapping[int, int]) -> None:
        kept = {cell: sign for cell, sign in terms.items() if sign}
        if kept and not sum(sign * self.values[cell] for cell, sign in kept.items()):
            self.equations.append(kept)

    def _partition(self, period: Period, what: str, kind: Mapping[str, set[Any]], every: Mapping[str, int]) -> None:
        """Every number of these things that is some of the parts of one kind together."""
        whole = {thing for things in kind.values() for thing in things}
        for (counted, things), cell in self._same[period.words].items():
            if counted == what and things <= whole:
                inside = [label for label, its in kind.items() if its and its <= things]
                if sum(len(kind[label]) for label in inside) == len(things) and [every[label] for label in inside] != [
                    cell
                ]:
                    self._adds_up(cell, [every[label] for label in inside])

    def _tell_part(self, name: Printed, number: int, base: int | None) -> None:
        self.tells[name] = (number,) if base is None else (number, base)
        if base is not None:
            self._beside[name] = self._cell(self.values[base] - self.values[number])
            self._adds_up(base, (number, self._beside[name]))

    def _cell(self, value: float, period: Period | None = None, what: str = "", things: Things = frozenset()) -> int:
        """The cell of a number; the same things have one, in whichever periods they are counted."""
        if period is not None and things and len(things) == value:
            if (what, things) not in self._of:
                self._of[what, things] = len(self.values)
                self.values.append(value)
            cell = self._same[period.words][what, things] = self._of[what, things]
            return cell
        self.values.append(value)
        return len(self.values) - 1

    # What is hidden

    def hidden(self) -> frozenset[Printed]:
        """Everything that is not printed, so that no small number follows from what is."""
        small = {cell for cell, value in enumerate(self.values) if value in SMALL}
        hidden = {
            name for name, cells in self.tells.items() if not small.isdisjoint(cells) or self._beside.get(name) in small
        }
        while True:
            known = {cell for name, cells in self.tells.items() if name not in hidden for cell in cells}
            follows = (worked_out(self.equations, known, self.values) | self._few_together(known)) & small
            more = {cell for each in follows for cell in self._next(each, known)}
            if not more:
                return frozenset(hidden)
            hidden |= {name for name, cells in self.tells.items() if not more.isdisjoint(cells)}

    def _few_together(self, known: set[int]) -> set[int]:
        """What is hidden side by side where all of it is a small number: that of two months is one as well."""
        few = set[int]()
        for equation in self.equations:
            hidden = equation.keys() - known
            if len({equation[cell] for cell in hidden}) == 1 and sum(self.values[cell] for cell in hidden) in SMALL:
                few |= hidden
        return few

    def _next(self, small: int, known: set[int]) -> Iterator[int]:
        """What is hidden next for a small number that is told: the smallest printed beside it, none last."""
        reached, tried = {small}, set[int]()
        while reached - tried:
            around = [equation for equation in self.equations if not (reached - tried).isdisjoint(equation)]
            tried |= reached
            beside = {cell for equation in around for cell in equation}
            if printed := beside & known:
                yield min(printed, key=lambda cell: (not self.values[cell], self.values[cell], cell))
                return
            reached |= beside


def _what(figure: Figure) -> str:
    """What a figure counts, in a word that is the same wherever the same is counted."""
    if figure.unit == "mean":
        return CHILDREN
    return REVIEWS if any(each.review_id for each in figure.counted) else figure.declared.things


def _things(counted: Iterable[Counting]) -> dict[tuple[Any, ...], Counting]:
    """What a figure counts, each by what it is: whose, of which day, of which review, and which of several such."""
    seen: dict[tuple[Any, ...], int] = {}
    things: dict[tuple[Any, ...], Counting] = {}
    for each in counted:
        thing = (each.child_id, each.day, each.review_id)
        seen[thing] = place = seen.get(thing, 0) + 1
        things[thing, place] = each
    return things
