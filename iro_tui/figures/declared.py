"""Every figure, in the order in which reports print them; those of a checklist come from the practice."""

from __future__ import annotations

from iro_tui.domain.practice import Practice
from iro_tui.figures import challenge, children, moved, population, protection, quality, records, review_time, voice
from iro_tui.figures.figure import Declared

ALWAYS: tuple[Declared, ...] = (
    *children.FIGURES,
    *review_time.FIGURES,
    *moved.FIGURES,
    *records.FIGURES,
    *voice.FIGURES,
    *quality.FIGURES,
    *challenge.FIGURES,
    *population.FIGURES,
    *protection.FIGURES,
)
"""Those that every practice has."""


def declared(practice: Practice) -> tuple[Declared, ...]:
    """Every figure of a service that works by this practice; each item of its checklist has one."""
    return (*ALWAYS, *quality.items_of(practice))


def printed_by(service: str, practice: Practice) -> tuple[Declared, ...]:
    """The figures that the report of a service prints, by its name: `Kent`."""
    return tuple(each for each in declared(practice) if service in each.reports)
