"""Which numbers can be worked out from those that are printed: linear equations over counts.

None is below nothing; and whoever reads that small numbers are hidden, and nothing is not, knows that each is one at
the least.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor

Equation = Mapping[int, int]
"""Numbers with their signs; together they are nothing."""
_Row = tuple[dict[int, Fraction], Fraction]
"""What is unknown with its factors, and what that comes to."""
MOST_ROUNDS = 8
"""How often the bounds of some numbers are carried on to the others."""


def worked_out(equations: Iterable[Equation], known: Collection[int], values: Sequence[float]) -> frozenset[int]:
    """The numbers, not among those known, that follow from them."""
    rows = []
    for equation in equations:
        unknown = {number: Fraction(sign) for number, sign in equation.items() if number not in known}
        if unknown:
            comes_to = -sum(sign * Fraction(values[number]) for number, sign in equation.items() if number in known)
            rows.append((unknown, Fraction(comes_to)))
    follows: set[int] = set()
    for together in _connected(rows):
        least = {number: int(values[number] > 0) for unknown, _ in together for number in unknown}
        follows.update(_of_one(together, least))
    return frozenset(follows)


def _connected(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """The rows by what they have to do with each other."""
    by_number: defaultdict[int, list[int]] = defaultdict(list)
    for place, (unknown, _) in enumerate(rows):
        for number in unknown:
            by_number[number].append(place)
    left = set(range(len(rows)))
    while left:
        reached, ahead = set[int](), [left.pop()]
        while ahead:
            place = ahead.pop()
            reached.add(place)
            ahead += [next_ for number in rows[place][0] for next_ in by_number.pop(number, ()) if next_ not in reached]
        left -= reached
        yield [rows[place] for place in sorted(reached)]


def _of_one(rows: Sequence[_Row], least: Mapping[int, int]) -> Iterator[int]:
    """What follows in one such group: what elimination leaves alone, and what has no room left; `least`: of each."""
    if len(rows) == 1 and len(rows[0][0]) > 1 and _has_room(*rows[0], least):
        return  # several make up something: none of them is told
    solved = _eliminated(rows)
    yield from (number for row, _ in solved.values() if len(row) == 1 for number in row)
    low = dict(least)
    high: dict[int, int] = {}
    every = [*rows, *solved.values()]
    for _ in range(MOST_ROUNDS):
        closer = sum(_narrowed(row, comes_to, low, high) for row, comes_to in every)
        if not closer:
            break
    yield from (number for number, most in high.items() if most == low[number])


def _has_room(unknown: Mapping[int, Fraction], comes_to: Fraction, least: Mapping[int, int]) -> bool:
    """Whether one of several could be more than its least, another less for it."""
    return len(set(unknown.values())) > 1 or abs(comes_to) > sum(least[number] for number in unknown)


def _eliminated(rows: Iterable[_Row]) -> dict[int, _Row]:
    """The rows with each pivot in its own alone, by pivot."""
    solved: dict[int, _Row] = {}
    for unknown, comes_to in rows:
        row = dict(unknown)
        for pivot in [number for number in row if number in solved]:
            row, comes_to = _without(row, comes_to, pivot, *solved[pivot])
        if not row:
            continue
        pivot = min(row)
        factor = row[pivot]
        row, comes_to = {number: value / factor for number, value in row.items()}, comes_to / factor
        for other, (its, its_sum) in solved.items():
            if pivot in its:
                solved[other] = _without(its, its_sum, pivot, row, comes_to)
        solved[pivot] = (row, comes_to)
    return solved


def _without(
    row: dict[int, Fraction], comes_to: Fraction, pivot: int, other: dict[int, Fraction], other_sum: Fraction
) -> tuple[dict[int, Fraction], Fraction]:
    """A row less as much of another as takes the pivot out of it."""
    factor = row[pivot]
    less = dict(row)
    for number, value in other.items():
        less[number] = less.get(number, Fraction(0)) - factor * value
    return {number: value for number, value in less.items() if value}, comes_to - factor * other_sum


def _narrowed(row: dict[int, Fraction], comes_to: Fraction, low: dict[int, int], high: dict[int, int]) -> bool:
    """Bounds of each number of a row by those of the others; whether any came closer."""
    closer = False
    for number, factor in row.items():
        ends = [_end(row, comes_to, number, low, high, greatest=greatest) for greatest in (False, True)]
        bounds = [None if end is None else end / factor for end in ends]
        least, most = bounds if factor > 0 else bounds[::-1]
        if least is not None and ceil(least) > low[number]:
            low[number], closer = ceil(least), True
        if most is not None and (number not in high or floor(most) < high[number]):
            high[number], closer = floor(most), True
    return closer


def _end(
    row: dict[int, Fraction],
    comes_to: Fraction,
    number: int,
    low: dict[int, int],
    high: dict[int, int],
    *,
    greatest: bool,
) -> Fraction | None:
    """The least or greatest of what is left for a number; None where there is none."""
    left = comes_to
    for other, factor in row.items():
        if other == number:
            continue
        if (factor > 0) == greatest:
            left -= factor * low[other]
        elif other in high:
            left -= factor * high[other]
        else:
            return None
    return left
