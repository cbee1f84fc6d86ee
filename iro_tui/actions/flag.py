"""Flagging a child for oneself, and taking the flag away: a sign beside the reference, and a filter."""

from __future__ import annotations

from iro_tui.actions.base import About, Action, Nothing, Plan, Scene
from iro_tui.store.writes import Change


class Flag(Action[Nothing]):
    id = "flag"
    title = "Flag"
    words = "Flag a child for yourself, or take the flag away: star, pin, my own list"
    about = About.CHILDREN
    at_once = True

    def plan(self, scene: Scene, answers: Nothing) -> Plan:  # noqa: ARG002
        """Where some of several are flagged already, the others become so too."""
        children = scene.caseload.children
        flagged = [child_id for child_id in scene.child_ids if children[child_id].flagged]
        off = len(flagged) == len(scene.child_ids)
        changed = flagged if off else [child_id for child_id in scene.child_ids if child_id not in flagged]
        return Plan(
            name="Flag taken away" if off else "Flag",
            sentence=f"{scene.called}: {'no flag any more' if off else 'flagged'}.",
            writes=tuple(Change("child", child_id, {"flagged": None if off else True}) for child_id in changed),
            says_day=True,
        )


ACTION = Flag()
