"""What services audit beside reviews: section 47 enquiries, cases, dip samples. Source: Lancashire 2015-16, line 81."""

from __future__ import annotations

from collections.abc import Iterator

from iro_tui.domain.vocabulary import AUDITS
from iro_tui.figures.figure import Counting, Declared
from iro_tui.figures.reckoning import Reckoning


def _done(reckoning: Reckoning) -> Iterator[Counting]:
    """The audits of children, by their kind: those that are known everywhere, and those that a practice names."""
    kinds = {*AUDITS, *(audit.kind for practice in reckoning.practices for audit in practice.routines.audits)}
    for child in reckoning.service.children:
        for done in child.tasks_done:
            if done.kind in kinds and done.day in reckoning:
                yield Counting(child.id, done.day, labels=(done.kind,))


FIGURES = (
    Declared(
        "audits",
        "Audits done",
        "Audits of a child's case done in the period, by their kind: of section 47 enquiries, of cases, dip samples.",
        "audits of a child's case done in the period",
        "count",
        "done in the period",
        _done,
        things="audits",
        reports=("Lancashire", "Enfield"),
        fewer_is_better=None,
    ),
)
