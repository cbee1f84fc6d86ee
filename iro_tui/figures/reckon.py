"""Figures from a period and a service: each declared one counted, split, and what is not on record said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from iro_tui.collector import without_collector
from iro_tui.figures.declared import declared
from iro_tui.figures.figure import CAME_LATER, Counting, Declared, Figure, Part, Unit
from iro_tui.figures.period import Period
from iro_tui.figures.reckoning import Reckoning
from iro_tui.figures.service import CountedChild, Service

TIMES = ("month", "quarter")
"""What figures can be split by that are periods themselves."""
SPLITS = (*TIMES, "team", "locality", "asylum")
"""All of it; `asylum` is citizen children and unaccompanied asylum seekers apart."""
NOT_SAID = "not on record"
_FOR_ITSELF = "Each {0} is counted for itself, as at its own end: the {0}s need not add up to the whole."


def figures_of(
    period: Period, service: Service, *, by: str = "", only: Collection[str] = (), previous: bool = False
) -> tuple[Figure, ...]:
    """Every figure of a period, or only those of these ids, in the order in which they are declared.

    `by` is one of SPLITS: the parts are then those of the split. With `previous` each knows its value in the period
    before.
    """
    with without_collector():  # it would look through every fact of every case again and again
        return _figures_of(period, service, by, only, previous)


def _figures_of(period: Period, service: Service, by: str, only: Collection[str], previous: bool) -> tuple[Figure, ...]:
    reckoning = Reckoning(period, service)
    wanted = [each for each in declared(reckoning.practice) if not only or each.id in only]
    figures = [_reckoned(each, reckoning) for each in wanted]
    if by in TIMES:
        figures = _by_time(figures, wanted, period, by, service)
    elif by:
        figures = [_split(figure, by, reckoning) for figure in figures]
    if previous:
        before = Reckoning(period.before(service.today), service)
        figures = [
            _beside_before(figure, _reckoned(each, before))
            # Posts that are typed and those that are counted are no two of a kind.
            if each.unit != "mean" or before.posts.typed == reckoning.posts.typed
            else figure
            for each, figure in zip(wanted, figures, strict=True)
        ]
    return tuple(figures)


def figure_of(figure_id: str, period: Period, service: Service, *, by: str = "") -> Figure:
    """One figure. Raises KeyError for an id that is not declared."""
    for figure in figures_of(period, service, by=by, only=(figure_id,)):
        return figure
    raise KeyError(figure_id)


def _beside_before(figure: Figure, was: Figure) -> Figure:
    """A figure with its value in the period before, and whose children were not the officer's then."""
    later = [f"In the period before: {words}" for words in _came_later(was.declared, was.counted)]
    return replace(figure, previous=was.value if was.on_record else None, missing=(*figure.missing, *later))


def _reckoned(each: Declared, reckoning: Reckoning) -> Figure:
    counted = tuple(reckoning.in_hands(each.counted(reckoning), load=each.unit == "mean"))
    kept = tuple(counting for counting in counted if not counting.left_out)
    numerator, denominator = _sums(each, kept, reckoning)
    days = [counting.days for counting in kept if each.unit == "days" and counting.days is not None]
    return Figure(
        each,
        each.title_for(*reckoning.practices),
        each.definition_for(*reckoning.practices),
        numerator,
        denominator,
        kept,
        _parts(each, kept),
        tuple(_missing(each, counted, reckoning)),
        _grouping(each, reckoning),
        each.aim_for(reckoning.practice),
        min(days, default=None),
        max(days, default=None),
    )


def _grouping(each: Declared, reckoning: Reckoning) -> str:
    """How what is counted is grouped, by each practice that was in force in the period; of a mean to whom."""
    if each.unit == "mean":
        return reckoning.posts.words
    groupings = dict.fromkeys(each.grouping(practice) for practice in reckoning.practices) if each.grouping else ()
    return " Later in the period: ".join(groupings)


def _sums(each: Declared, kept: Sequence[Counting], reckoning: Reckoning) -> tuple[float, float | None]:
    """Numerator and denominator."""
    counts = sum(counting.amount for counting in kept if counting.counts)
    if each.unit == "count":
        return counts, None
    if each.unit == "days":
        days = [counting.days for counting in kept if counting.days is not None]
        return sum(days), len(days)
    return (counts, reckoning.posts.fte) if each.unit == "mean" else (counts, len(kept))


def _parts(each: Declared, kept: Sequence[Counting]) -> tuple[Part, ...]:
    """How many of the base, or of its own things, are in each part: in the order declared, then the most first."""
    sizes: Counter[str] = Counter()
    reached: Counter[str] = Counter()
    for counting in kept:
        for label in counting.labels:
            sizes[label] += counting.amount
            reached[label] += counting.amount * counting.counts
    rest = sorted(sizes.keys() - set(each.bands), key=lambda label: (-sizes[label], label))
    whole = None if each.unit in ("count", "mean") else len(kept)
    unit: Unit = "count" if whole is None else "%"
    if each.own_bases:
        return tuple(Part(label, reached[label], sizes[label]) for label in rest)
    bands = each.bands if any(sizes[label] for label in each.bands) else ()
    return tuple(Part(label, sizes[label], whole, unit) for label in (*bands, *rest))


def _missing(each: Declared, counted: Sequence[Counting], reckoning: Reckoning) -> Iterable[str]:
    reasons = Counter((counting.unknown, counting.left_out) for counting in counted if counting.unknown)
    for (unknown, left_out), number in sorted(reasons.items()):
        beside = "; left out" if left_out else ""
        yield f"{number:,} of {len(counted):,} {each.things}: {unknown}{beside}."
    yield from _came_later(each, counted)
    if each.unit == "mean" and reckoning.posts.missing:
        yield f"{reckoning.posts.missing} of the IROs: what part of full time is {NOT_SAID}; counted as full time."


def _came_later(each: Declared, counted: Sequence[Counting]) -> Iterable[str]:
    if each.unit == "count" and (later := sum(counting.came_later for counting in counted)):
        yield f"{later:,} of {len(counted):,} {each.things}: {CAME_LATER}."


def _by_time(
    figures: Sequence[Figure], wanted: Sequence[Declared], period: Period, by: str, service: Service
) -> list[Figure]:
    """Each figure with a part for every month or quarter that has begun, worked out as that of its own period."""
    reckonings = [(span.words, Reckoning(span, service)) for span in period.begun(by, service.today)]

    def split(each: Declared, figure: Figure) -> Figure:
        spans = [(words, _reckoned(each, reckoning)) for words, reckoning in reckonings]
        parts = tuple(Part(words, part.numerator, part.denominator, part.unit) for words, part in spans)
        together = (sum(part.numerator for part in parts), sum(part.denominator or 0 for part in parts))
        if each.is_stock or together == (figure.numerator, figure.denominator or 0):
            return replace(figure, parts=parts)
        return replace(figure, parts=parts, grouping=f"{figure.grouping} {_FOR_ITSELF.format(by)}".lstrip())

    return [split(each, figure) for each, figure in zip(wanted, figures, strict=True)]


def _split(figure: Figure, by: str, reckoning: Reckoning) -> Figure:
    """A figure with a part for every team, locality, or citizens and asylum seekers."""
    children = {child.id: child for child in reckoning.service.children}
    groups: dict[str, list[Counting]] = {}
    for counting in figure.counted:
        child = children.get(counting.child_id)
        label = _LABELS[by](child, counting.day, counting.review_id) if child else ""
        groups.setdefault(label or NOT_SAID, []).append(counting)
    missing = figure.missing
    if unsaid := len(groups.get(NOT_SAID, ())):
        things = "children" if figure.unit == "mean" else figure.declared.things
        what = f"{unsaid:,} of {len(figure.counted):,} {things}: {_WHAT[by]} is {NOT_SAID}."
        missing = (*missing, what)
    parts = []
    for label in sorted(groups, key=lambda label: (label == NOT_SAID, label)):
        numerator, denominator = _sums(figure.declared, groups[label], reckoning)
        unit = figure.unit
        if unit == "mean":  # how the officers divide among the groups is not on record
            denominator, unit = None, "count"
        parts.append(Part(label, numerator, denominator, unit))
    return replace(figure, parts=tuple(parts), missing=missing)


def _asylum(child: CountedChild, day: date, _review_id: str) -> str:
    asylum = child.is_uasc_on(day)
    return "" if asylum is None else "unaccompanied asylum seekers" if asylum else "citizen children"


_LABELS: dict[str, Callable[[CountedChild, date, str], str]] = {
    "team": lambda child, day, _review_id: child.team_on(day),
    "locality": lambda child, _day, review_id: child.record(review_id).locality or "",
    "asylum": _asylum,
}
_WHAT = {"team": "the social worker's team", "locality": "the locality", "asylum": "whether an asylum seeker"}
