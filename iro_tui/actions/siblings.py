"""Saying which children of the caseload are siblings, so that they are booked, held and noted in one sitting."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.questions import Question, ask, questions_of
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.siblings import group_of, siblings_of
from iro_tui.domain.words import joined
from iro_tui.store.writes import Change, Write
from iro_tui.text import ref_key


@dataclass(frozen=True, slots=True)
class SiblingsAnswers:
    """Whose siblings the children are, by reference; those who are marked are each other's in any case."""

    refs: str = ask("Siblings", hint="their references: AB 1042, KB 7")


class Siblings(Action[SiblingsAnswers]):
    id = "siblings"
    title = "Siblings"
    words = "Say which children are siblings: brothers and sisters, half-siblings, family group"
    about = About.CHILDREN
    asks = SiblingsAnswers
    offers = (Offer("siblings", 40, "who they are", key="w"),)

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        refs = tuple(case.ref for child_id, case in scene.caseload.cases.items() if child_id not in scene.child_ids)
        return questions_of(SiblingsAnswers, refs={"default": ", ".join(self._refs(scene)), "suggested": refs})

    def aside(self, scene: Scene) -> str:
        return "" if len(scene.child_ids) > 1 or self._refs(scene) else "none known"

    @staticmethod
    def _refs(scene: Scene) -> list[str]:
        """The references of those who are known as siblings of the children and are not among them."""
        known = dict.fromkeys(other for child_id in scene.child_ids for other in siblings_of(scene.caseload, child_id))
        return [scene.caseload.cases[other].ref for other in known if other not in scene.child_ids]

    def plan(self, scene: Scene, answers: SiblingsAnswers) -> Plan:
        cases = scene.caseload.cases
        wanted = tuple(dict.fromkeys((*scene.child_ids, *self._named(scene, answers.refs))))
        before = {group_of(scene.caseload, child_id) for child_id in wanted} - {""}
        touched = {other for other, case in cases.items() if case.sibling_group in before}
        groups = _one_group(wanted) | _one_group(touched.difference(wanted))
        writes: list[Write] = [
            Change("child", child_id, {"sibling_group": now})
            for child_id, now in groups.items()
            if (cases[child_id].sibling_group or None) != now
        ]
        return Plan(
            name="Siblings",
            sentence=_sentence([cases[child_id].ref for child_id in wanted]),
            writes=tuple(writes),
            nothing="They are known as siblings already. Nothing was changed."
            if len(wanted) > 1
            else "No siblings are known. Nothing was changed.",
        )

    @staticmethod
    def _named(scene: Scene, refs: str) -> list[str]:
        """The keys of the children who were named. Raises Refused for a reference that is none's."""
        by_ref = {ref_key(case.ref): child_id for child_id, case in scene.caseload.cases.items()}
        keys = []
        for ref in filter(None, (part.strip() for part in refs.replace(";", ",").split(","))):
            if ref_key(ref) not in by_ref:
                raise Refused(f"Siblings: {ref!r} is no child on record: give references, parted by commas.")
            keys.append(by_ref[ref_key(ref)])
        return keys


def _one_group(child_ids: Collection[str]) -> dict[str, str | None]:
    """The key that children have in common, which is that of one of them, so that no other group has it."""
    return dict.fromkeys(child_ids, min(child_ids) if len(child_ids) > 1 else None)


def _sentence(refs: list[str]) -> str:
    return f"{joined(refs)}: siblings." if len(refs) > 1 else f"{refs[0]}: no siblings on the caseload."


ACTION = Siblings()
