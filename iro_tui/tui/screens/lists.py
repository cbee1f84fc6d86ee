"""The screens of the lists, by the commands that go to them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from iro_tui.caseload.lists import list_of
from iro_tui.tui.screens.list_screen import ListScreen

MORE_THAN_ROWS = ("reviews", "midpoints", "escalations", "paperwork", "outbox", "journal")
"""The lists whose screens do more than show, each in a module of its name with a class of its name."""


def make(list_id: str) -> ListScreen[Any]:
    """A new screen of a list. What it needs is loaded now, not before."""
    if list_id not in MORE_THAN_ROWS:
        return ListScreen(list_of(list_id))
    module = import_module(f"iro_tui.tui.screens.{list_id}")
    screen: ListScreen[Any] = getattr(module, f"{list_id.capitalize()}Screen")(list_of(list_id))
    return screen
