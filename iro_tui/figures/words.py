"""How a figure is said: its value, n of N, and the change since the period before; once for every face."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from iro_tui.domain.words import amount_words
from iro_tui.figures.figure import Figure, Part, Unit

_UNITS: dict[Unit, str] = {"%": " %", "count": "", "days": " wd", "mean": ""}


def number_words(value: float) -> str:
    """A number with one decimal place where it has any, and thousands apart."""
    return f"{value:,.0f}" if value == int(value) else f"{rounded(value):,}"


def rounded(value: float) -> Decimal:
    """To one decimal place as people round, 6.25 up; only for the eye, never to go on with."""
    return Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def value_words(figure: Figure) -> str:
    """`92.5 %`, `11.5 wd`, `451`; of an empty base what there is none of."""
    return said(figure.value, figure.unit, figure.nothing)


def part_words(part: Part) -> str:
    """The same of a part; a dash where its base is empty."""
    return said(part.value, part.unit, "-")


def said(value: float | None, unit: Unit, nothing: str) -> str:
    """A value with its unit; `nothing` where its base is empty."""
    if value is None:
        return nothing
    words = f"{rounded(value)}" if unit in ("%", "days") else number_words(value)
    return f"{words}{_UNITS[unit]}"


def base_words(figure: Figure | Part) -> str:
    """`132 of 144`; of days `1,897 wd over 165`; of a count, which has no base, `5 children` or nothing."""
    if figure.denominator is None:
        of_siblings = isinstance(figure, Figure) and figure.declared.sittings and figure.children
        return amount_words(len(of_siblings), "children") if of_siblings else ""
    numerator, denominator = number_words(figure.numerator), number_words(figure.denominator)
    return (
        f"{numerator}{' wd over' if figure.unit == 'days' else ' to' if figure.unit == 'mean' else ' of'} {denominator}"
    )


def change_words(figure: Figure) -> str:
    """`+3.4 points`, `-2`, `no change`; empty where there is nothing to compare."""
    change = figure.change
    if change is None:
        return ""
    if not rounded(change):
        return "no change"
    words = f"{rounded(change):+,}" if figure.unit in ("%", "days") else f"{'+' * (change > 0)}{number_words(change)}"
    return f"{words} points" if figure.unit == "%" else f"{words}{_UNITS[figure.unit]}"


def remarks(figure: Figure) -> Iterator[str]:
    """What stands under a figure: the practice's grouping, the range of its days, what is not on record."""
    if figure.grouping:
        yield figure.grouping
    if figure.aim is not None and figure.value is not None:
        short = figure.value < figure.aim if not figure.declared.fewer_is_better else figure.value > figure.aim
        yield f"The aim is {number_words(figure.aim)}{_UNITS[figure.unit]}{': not reached' if short else ': reached'}."
    if figure.low is not None and figure.high is not None:
        yield f"From {figure.low} to {figure.high} working days."
    yield from figure.missing
