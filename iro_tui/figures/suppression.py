"""Small numbers are hidden in what leaves the service: those under 5, and those from which one could be worked out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from iro_tui.figures.figure import Figure, Part

SMALL = range(1, 5)
"""What is hidden: nothing is told by none, and five are many enough."""
EXCLUSIVE = (
    ("rag_green", "rag_amber", "rag_red"),
    ("escalated_informal", "escalated_formal"),
    ("moved_by_iro", "moved_by_social_worker"),
)
"""Figures over one base that add up, or nearly: of them one alone is never hidden."""


def is_small(numerator: float, denominator: float | None) -> bool:
    """Whether a number, its base, or what is left of the base, is small."""
    if denominator is None:
        return numerator in SMALL
    return numerator in SMALL or denominator in SMALL or denominator - numerator in SMALL


def is_hidden(figure: Figure) -> bool:
    """Whether a figure is small by itself; so is a mean of days over few."""
    if figure.unit == "mean":
        return figure.numerator in SMALL
    if figure.unit == "days":
        return figure.denominator in SMALL
    return is_small(figure.numerator, figure.denominator)


def hidden_of(figures: Iterable[Figure]) -> frozenset[str]:
    """The ids of the figures that are hidden, with those that would give one away."""
    by_id = {figure.id: figure for figure in figures}
    hidden = {figure_id for figure_id, figure in by_id.items() if is_hidden(figure)}
    for group in EXCLUSIVE:
        hidden |= {group[place] for place in _given_away([by_id.get(each) for each in group], hidden)}
    return frozenset(hidden)


def _given_away(group: Sequence[Figure | None], hidden: Iterable[str]) -> Iterable[int]:
    """The place of the next smallest one of a group of which one alone is hidden."""
    there = [(place, figure) for place, figure in enumerate(group) if figure is not None]
    alone = [figure for _, figure in there if figure.id in set(hidden)]
    if len(alone) != 1:
        return ()
    others = [(figure.numerator, place) for place, figure in there if figure.id != alone[0].id and figure.numerator]
    return (min(others)[1],) if others else ()


def hidden_parts(parts: Sequence[Part]) -> frozenset[int]:
    """The places of the parts that are hidden: small ones, and where that is one alone the next smallest beside it.

    Parts that add up stand together: those of one kind, `asked by: …` apart from `why: …`.
    """
    kinds: defaultdict[str, list[int]] = defaultdict(list)
    for place, part in enumerate(parts):
        kind, parted, _ = part.label.partition(": ")
        kinds[kind if parted else ""].append(place)
    hidden: set[int] = set()
    for places in kinds.values():
        small = {place for place in places if is_small(parts[place].numerator, parts[place].denominator)}
        if len(small) == 1:
            others = [(parts[place].numerator, place) for place in places if place not in small]
            small |= {place for _, place in sorted(each for each in others if each[0])[:1]}
        hidden |= small
    return frozenset(hidden)


def hidden_counts(counts: Mapping[str, int]) -> frozenset[str]:
    """The same of plain counts, by what they are called."""
    labels = list(counts)
    places = hidden_parts([Part(label, counts[label], None, "count") for label in labels])
    return frozenset(labels[place] for place in places)
