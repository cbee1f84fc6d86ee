"""Naming somebody of the service: whom a form offers, and who is meant by a name that was picked or typed."""

from __future__ import annotations

from collections.abc import Iterable

from iro_tui.actions.base import Scene
from iro_tui.domain.colleagues import CHAIRS, IRO, MANAGERS, TEAM_MANAGER, colleague_of, to_pick
from iro_tui.store.writes import Put, person_key


def iros_to_pick(scene: Scene) -> tuple[str, ...]:
    """Who may be another IRO of a child."""
    return to_pick(scene.caseload.colleagues, scene.today, but=scene.caseload.own)


def chairs_to_pick(scene: Scene) -> tuple[str, ...]:
    """Who may chair in the officer's place."""
    return to_pick(scene.caseload.colleagues, scene.today, CHAIRS, scene.caseload.own)


def managers_to_pick(scene: Scene) -> tuple[str, ...]:
    """To whom an escalation may go: the children's own managers first."""
    workers = (scene.caseload.workers.get(child_id) for child_id in scene.child_ids)
    own = [worker.manager for worker in workers if worker and worker.manager]
    ladder = (*MANAGERS, TEAM_MANAGER)
    return tuple(dict.fromkeys((*own, *to_pick(scene.caseload.colleagues, scene.today, ladder))))


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
