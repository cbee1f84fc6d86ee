"""The write side: everything a person can do, one file a verb, named by its command id.

A module with an `ACTION` is a verb; nothing else lists it. The others hold what several verbs share.
All of them together take a fifth of a second to load: whoever knows which it is loads that one.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from iro_tui.actions.base import Action


def action_of(action_id: str) -> Action[Any]:
    """A verb by its id; its module is loaded now, and no other verb's. Raises KeyError where there is none."""
    if (action := find_action(action_id)) is None:
        raise KeyError(action_id)
    return action


@cache
def find_action(action_id: str) -> Action[Any] | None:
    """The same; None where there is none."""
    if action_id not in _module_names():
        return None
    return getattr(import_module(f"{__name__}.{action_id}"), "ACTION", None)


@cache
def all_actions() -> dict[str, Action[Any]]:
    """Every verb by its id, in the order of their names."""
    return {action.id: action for name in _module_names() if (action := find_action(name))}


@cache
def _module_names() -> tuple[str, ...]:
    return tuple(module.name for module in iter_modules(__path__))
