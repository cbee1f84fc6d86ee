"""A verb about one of several things of a child that go on at once: which is asked before its form."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from iro_tui.actions.base import Action, Scene
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.proceedings import application_words, is_running, running
from iro_tui.domain.words import day_words

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.domain.beside import Proceedings

_I = TypeVar("_I")
ANOTHER = "new"
"""The key that means none of those that there are."""


class OneOf(NamedTuple):
    """One of them: its key, and what it is called."""

    key: str
    words: str


class OfProceedings(Action[_I]):
    """A verb about proceedings that go on; without a key those that have 26 weeks."""

    may_be_new = False
    """Whether it is done for others too, that are not on record yet."""

    def several(self, caseload: Caseload, child_id: str) -> tuple[OneOf, ...]:
        """What there is to choose between; empty where it is no question."""
        today = caseload.today
        every = sorted(caseload.cases[child_id].proceedings, key=lambda each: (each.issued_on, each.id))
        runs = [
            OneOf(each.id, f"{application_words(each)}, issued {day_words(each.issued_on, today)}")
            for each in every
            if is_running(each, today)
        ]
        return (*runs, *((OneOf(ANOTHER, "new proceedings"),) if self.may_be_new else ())) if len(runs) > 1 else ()


def proceedings_meant(scene: Scene) -> Proceedings | None:
    """The proceedings that were chosen, or that there are; None for new ones, and where none go on."""
    if not scene.keys:
        return running(scene.case, scene.today)
    if scene.key == ANOTHER:
        return None
    for each in scene.case.proceedings:
        if each.id == scene.key and is_running(each, scene.today):
            return each
    raise Refused("These proceedings do not go on any more: look at the child again. Nothing was changed.")
