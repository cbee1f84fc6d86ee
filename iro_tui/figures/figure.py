"""What a figure is: how it is declared, what it counts one by one, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from iro_tui.domain.practice import Practice
    from iro_tui.figures.reckoning import Reckoning

Unit = Literal["%", "count", "days", "mean"]
"""A share of a base; a number of things; the mean of working days; things to one (children to a full-time IRO)."""


CAME_LATER = "came to this caseload only later"
REMOVED = ""
"""The key of a child whose case was removed for good: what is counted of it leads back to nobody."""


class Counting(NamedTuple):
    """One thing that a figure counts: a review, a child, a move; with the child behind it and the day it counts by."""

    child_id: str
    day: date
    counts: bool = True
    """Whether it is in the numerator; what is in the base alone is listed too."""
    labels: tuple[str, ...] = ()
    """The parts of the figure that it is in."""
    days: int | None = None
    """Working days: of a figure in days how many, of what was late how late."""
    review_id: str = ""
    unknown: str = ""
    """What is not on record of it, in words after `of 3 reviews`; it does not count as yes."""
    left_out: bool = False
    """Whether it is left out of the base for what is not on record."""
    why: str = ""
    """The reason on record, where there is one: why a review was late, say."""
    which: str = ""
    """Which thing it rests on, where it is not the thing itself: of a child in words which review."""
    amount: int = 1
    """How much it counts for, of a figure that adds up: minutes."""
    came_later: bool = False
    """Whether the child came to the officer's caseload only after the day it counts by."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a figure: of a month, a team, a code, a reason."""

    label: str
    numerator: float
    denominator: float | None
    unit: Unit = "%"

    @property
    def value(self) -> float | None:
        """Unrounded; None where its base is empty."""
        return value_of(self.unit, self.numerator, self.denominator)


class _Each:
    """Values of several practices as one: `15`, or `15 or 20` where they differ, for each is judged by its own."""

    def __init__(self, values: Iterable[Any]) -> None:
        self._values = tuple(values)

    def __getattr__(self, name: str) -> _Each:
        return _Each(getattr(value, name) for value in self._values)

    def __format__(self, spec: str) -> str:
        return " or ".join(dict.fromkeys(format(value, spec) for value in self._values))


@dataclass(frozen=True)
class Declared:
    """A figure as it is declared: said once, for every face and every report."""

    id: str
    title: str
    """What it is called; `{practice…}` stands for a number of the practice, for each where several were in force."""
    definition: str
    """What is counted, in a sentence, with the same."""
    base: str
    """What the denominator is, in words: `reviews held in the period`; of a count what is counted."""
    unit: Unit
    period_rule: str
    """By which day a thing belongs to the period."""
    counted: Callable[[Reckoning], Iterable[Counting]]
    things: str = "reviews"
    """What is counted, in a word: an empty base says `no reviews`."""
    reports: tuple[str, ...] = ()
    """The services whose reports print it."""
    grouping: Callable[[Practice], str] | None = None
    """How the practice groups what is counted, printed under the figure."""
    fewer_is_better: bool | None = False
    """None: neither is better, it only says how many."""
    bands: tuple[str, ...] = ()
    """The parts that are shown in this order, also where they are empty; none where nothing is in any of them."""
    nobodys: str = "of removed cases"
    """What is said of the things counted that are about no child on record."""
    group: str = ""
    """Of a question that several groups are asked, who is meant: it stands beside the title."""
    law_aim: float | None = None
    """What the law alone aims at, whatever the practice."""
    own_bases: bool = False
    """Whether each of its parts is a share of its own things: of an agency of what that agency was asked to."""
    sittings: bool = False
    """Whether a sitting of siblings counts once: how many children are behind the number is said beside it."""

    @property
    def is_stock(self) -> bool:
        """Whether it is of what there is on a period's last day: nobody adds those of its months up."""
        return self.period_rule.endswith(("at the end of the period", "at its end"))

    def title_for(self, *practices: Practice) -> str:
        title = self.title.format(practice=_Each(practices))
        return f"{title} ({self.group})" if self.group else title

    @property
    def own_title(self) -> str:
        """The title of what has no number of a practice in it, without the group."""
        return self.title.format()

    def aim_for(self, practice: Practice) -> float | None:
        """What is aimed at: by the law where it says so, else by the practice's own target; None where nobody does."""
        own = {target.figure: target.aim for target in practice.figures.targets}
        return own.get(self.id) if self.law_aim is None else self.law_aim

    def definition_for(self, *practices: Practice) -> str:
        return self.definition.format(practice=_Each(practices))


@dataclass(frozen=True)
class Figure:
    """A figure of one period; `counted` are the things behind it, `parts` what it is split into."""

    declared: Declared
    title: str
    definition: str
    numerator: float
    denominator: float | None
    """None of a count."""
    counted: tuple[Counting, ...] = ()
    parts: tuple[Part, ...] = ()
    missing: tuple[str, ...] = ()
    """Which facts are not on record, as sentences."""
    grouping: str = ""
    aim: float | None = None
    """The law's, or the practice's own."""
    low: int | None = None
    """Of a figure in days: the fewest and the most."""
    high: int | None = None
    previous: float | None = field(default=None)
    """Its value in the period before, where that was asked for and anything of it was on record then."""

    @property
    def id(self) -> str:
        return self.declared.id

    @property
    def unit(self) -> Unit:
        return self.declared.unit

    @property
    def value(self) -> float | None:
        """Unrounded: of a share in per cent; None where the base is empty."""
        return value_of(self.unit, self.numerator, self.denominator)

    @property
    def nothing(self) -> str:
        """What an empty base is called: `no reviews`."""
        return f"no {self.declared.things}"

    @property
    def change(self) -> float | None:
        """Since the period before: points of a share, else a number; from unrounded values."""
        return None if self.value is None or self.previous is None else self.value - self.previous

    @property
    def unknown(self) -> bool:
        """Whether of something in its base it is not on record if it counts."""
        return any(each.unknown for each in self.counted)

    @property
    def on_record(self) -> bool:
        """Whether anything in its base says more than that nothing is on record; so does an empty one."""
        return not self.counted or any(each.counts or not each.unknown for each in self.counted)

    @property
    def children(self) -> tuple[str, ...]:
        """The keys of the children behind its numerator, each once, in order."""
        return self._keys(counts=True)

    @property
    def others(self) -> tuple[str, ...]:
        """The keys of the children in its base alone."""
        return self._keys(counts=False)

    def _keys(self, *, counts: bool) -> tuple[str, ...]:
        keys = (each.child_id for each in self.counted if each.counts is counts and each.child_id != REMOVED)
        return tuple(dict.fromkeys(keys))


def value_of(unit: Unit, numerator: float, denominator: float | None) -> float | None:
    """A value from what it is made of; None where the base is empty."""
    if denominator is None:
        return numerator
    if not denominator:
        return None
    return 100 * numerator / denominator if unit == "%" else numerator / denominator
