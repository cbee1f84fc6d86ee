"""Naming somebody of the service: whom a form offers, and who is meant by a name that was picked or typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from iro_tui.actions.base import Action, Scene
from iro_tui.actions.questions import Question
from iro_tui.domain.colleagues import CHAIRS, IRO, MANAGERS, OF_SERVICE, TEAM_MANAGER, colleague_of, same_name, to_pick
from iro_tui.store.writes import Put, person_key


def offering(action: Action[Any], scene: Scene) -> tuple[Question, ...]:
    """What an action asks, with those who are offered wherever somebody is named."""
    return tuple(
        replace(question, people=OFFERED[question.names](scene)) if question.names else question
        for question in action.questions(scene)
    )


def _iros(scene: Scene) -> tuple[str, ...]:
    """Who may be another IRO of a child."""
    return to_pick(scene.caseload.colleagues, scene.today, but=scene.caseload.own)


def _receivers(scene: Scene) -> tuple[str, ...]:
    """To whom children may go: not the officer, who before the own card is known by the children's papers alone."""
    own = "" if scene.caseload.own else only_iro_of(scene, scene.child_ids)
    return tuple(name for name in _iros(scene) if not same_name(name, own))


def _chairs(scene: Scene) -> tuple[str, ...]:
    """Who may chair in the officer's place."""
    return to_pick(scene.caseload.colleagues, scene.today, CHAIRS, scene.caseload.own)


def _absent(scene: Scene) -> tuple[str, ...]:
    """Of whom it may be said that they are away."""
    return to_pick(scene.caseload.colleagues, scene.today, OF_SERVICE, scene.caseload.own)


def _of_service(scene: Scene) -> tuple[str, ...]:
    """Everybody of the service on record, those too who left."""
    return tuple(each.name for each in scene.caseload.colleagues.values() if each.role in OF_SERVICE)


def _workers(scene: Scene) -> tuple[str, ...]:
    """Who works with any child, and everybody of the service."""
    of_service = (each.name for each in scene.caseload.colleagues.values())
    return tuple(sorted({*of_service, *_social_workers(scene), *_team_managers(scene)}, key=str.casefold))


def _social_workers(scene: Scene) -> tuple[str, ...]:
    named = {each.social_worker for each in scene.caseload.workers.values() if each.social_worker}
    return tuple(sorted(named, key=str.casefold))


def _team_managers(scene: Scene) -> tuple[str, ...]:
    return tuple(sorted({each.manager for each in scene.caseload.workers.values() if each.manager}, key=str.casefold))


def _escalated_to(scene: Scene) -> tuple[str, ...]:
    """To whom an escalation may go: the children's own managers first."""
    workers = (scene.caseload.workers.get(child_id) for child_id in scene.child_ids)
    own = [worker.manager for worker in workers if worker and worker.manager]
    ladder = (*MANAGERS, TEAM_MANAGER)
    return tuple(dict.fromkeys((*own, *to_pick(scene.caseload.colleagues, scene.today, ladder))))


OFFERED: Mapping[str, Callable[[Scene], tuple[str, ...]]] = {
    "IRO": _iros,
    "receiver": _receivers,
    "chair": _chairs,
    "absent": _absent,
    "of the service": _of_service,
    "worker": _workers,
    "social worker": _social_workers,
    "team manager": _team_managers,
    "escalated to": _escalated_to,
}
"""Who is offered where somebody is named, by the `names` of the question."""


def only_iro_of(scene: Scene, child_ids: Iterable[str]) -> str:
    """What the officer may be called: the one IRO whom files name for children; empty for none, or several."""
    workers = (scene.caseload.workers.get(child_id) for child_id in child_ids)
    named = {worker.iro for worker in workers if worker and worker.iro}
    return named.pop() if len(named) == 1 else ""


def person_of(scene: Scene, name: str) -> tuple[str | None, tuple[Put, ...]]:
    """The key of somebody of the service by name or initials, and the row to put where nobody is known by it.

    None for no name, and for the officer's own: nothing else says who the officer is to a store of one's own.
    """
    colleagues = scene.caseload.colleagues
    if known := colleague_of(colleagues, name):
        return (None if known.key == scene.caseload.own else known.key), ()
    key = person_key(name) if name else None
    return key, (Put("person", key, {"name": name, "role": IRO}),) if key and key not in colleagues else ()


def iro_name(scene: Scene, person: str | None) -> str:
    """What the IRO of a row is called; empty for the officer."""
    known = scene.caseload.colleagues.get(person or "")
    return known.name if known and known.key != scene.caseload.own else ""


def in_full(scene: Scene, name: str) -> str:
    """The name of who is meant; empty for the officer. One who is not known yet is called as was typed."""
    known = colleague_of(scene.caseload.colleagues, name)
    return iro_name(scene, known.key) if known else name
