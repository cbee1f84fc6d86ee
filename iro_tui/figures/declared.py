"""Every figure, in the order in which reports print them; those of a checklist come from the practice."""

from __future__ import annotations

from iro_tui.domain.practice import Practice
from iro_tui.figures import (
    audits,
    challenge,
    children,
    contact,
    moved,
    population,
    protection,
    quality,
    records,
    review_time,
    surveyed,
    voice,
)
from iro_tui.figures.figure import Declared

SECTIONS: tuple[tuple[str, tuple[Declared, ...]], ...] = (
    ("Children", children.FIGURES),
    ("Reviews in time", review_time.FIGURES),
    ("Moved dates", moved.FIGURES),
    ("The record", records.FIGURES),
    ("The child’s part", voice.FIGURES),
    ("The review", quality.FIGURES),
    ("Between reviews", (*challenge.FIGURES, *contact.FIGURES)),
    ("Who they are", population.FIGURES),
    ("Child protection", (*protection.FIGURES, *audits.FIGURES)),
)
"""The figures that every practice has, under what reports print them."""
ALWAYS: tuple[Declared, ...] = tuple(each for _, figures in SECTIONS for each in figures)
"""Those that every practice has."""


def declared(practice: Practice) -> tuple[Declared, ...]:
    """Every figure of a service that works by this practice; each item of its checklist, and each question of its
    surveys, has one."""
    return (*ALWAYS, *quality.items_of(practice), *surveyed.questions_of(practice))


def printed_by(service: str, practice: Practice) -> tuple[Declared, ...]:
    """The figures that the report of a service prints, by its name: `Kent`."""
    return tuple(each for each in declared(practice) if service in each.reports)


def section_of(figure_id: str) -> str:
    """What a figure stands under; those of a checklist stand together, and so do those of surveys."""
    return _SECTION_OF.get(figure_id) or (SURVEYS if figure_id.startswith(surveyed.PREFIX) else CHECKLIST)


CHECKLIST, SURVEYS = "The checklist", "Surveys"
_SECTION_OF = {each.id: heading for heading, figures in SECTIONS for each in figures}
