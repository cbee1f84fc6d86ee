"""A dip sample: children at random, of those whom a code or a figure picks out; one seed draws the same again."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from iro_tui.figures.period import Period
from iro_tui.figures.reckon import figure_of
from iro_tui.figures.service import Service


@dataclass(frozen=True, slots=True)
class DipSample:
    """Children drawn from those that fit, by key, in the order drawn; `drawn` fewer than asked where fewer fit."""

    drawn: tuple[str, ...]
    fitting: int
    what: str
    """What it is of: `PN7, Q2 2026-27, seed 1`."""


def by_code(period: Period, service: Service, code: str) -> tuple[str, ...]:
    """The children with a review in the period that has this participation code."""
    counted = figure_of("participation", period, service).counted
    return tuple(dict.fromkeys(c.child_id for c in counted if any(label.startswith(code) for label in c.labels)))


def dip_sample(
    period: Period, service: Service, number: int, seed: int, *, code: str = "", missed: str = "", counted: str = ""
) -> DipSample:
    """So many children of those with a code, of a figure's base and not in its numerator, or in it; else all reviewed.

    Who is drawn hangs on the references of those that fit and the seed alone: the same question gives the same answer.
    """
    if code:
        fitting, of = by_code(period, service, code), code
    elif missed:
        figure = figure_of(missed, period, service)
        fitting, of = figure.others, f"not in “{figure.title}”"
    elif counted:
        figure = figure_of(counted, period, service)
        fitting, of = figure.children, f"in “{figure.title}”"
    else:
        fitting, of = figure_of("reviews_held", period, service).children, "all reviewed"
    refs = {child.id: child.case.ref for child in service.children}
    among = sorted((key for key in fitting if key in refs), key=lambda key: refs[key])
    chance = Random(f"{seed} {period.first} {period.last} {code}{missed}{counted}")  # noqa: S311 -- to be drawn again
    drawn = chance.sample(among, min(number, len(among)))
    return DipSample(tuple(drawn), len(among), f"{of}, {period.words}, seed {seed}")
