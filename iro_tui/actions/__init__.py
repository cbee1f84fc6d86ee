"""The write side: everything a person can do, one file a verb, named by its command id.

A module with an `ACTION` is a verb; nothing else lists it. The others hold what several verbs share.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from iro_tui.actions.base import Action


def action_of(action_id: str) -> Action[Any]:
    """A verb by its id; its module is loaded now, not before. Raises KeyError where there is none."""
    if action_id in all_actions():
        return all_actions()[action_id]
    raise KeyError(action_id)


@cache
def all_actions() -> dict[str, Action[Any]]:
    """Every verb by its id, in the order of their names."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    actions = (module.ACTION for module in modules if hasattr(module, "ACTION"))
    return {action.id: action for action in actions}
