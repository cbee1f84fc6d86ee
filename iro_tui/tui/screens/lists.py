"""The lists by the commands that go to them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from iro_tui.tui.screens.list_screen import ListScreen

_LISTS = {
    "today": "TodayScreen",
    "caseload": "CaseloadScreen",
    "reviews": "ReviewsScreen",
    "midpoints": "MidpointsScreen",
    "escalations": "EscalationsScreen",
    "paperwork": "PaperworkScreen",
    "outbox": "OutboxScreen",
    "journal": "JournalScreen",
}
"""The class of each list; it stands in the module named like the command."""


def make(name: str) -> ListScreen[Any]:
    """A new list. Its module is loaded now, not before."""
    module = import_module(f"iro_tui.tui.screens.{name}")
    screen: ListScreen[Any] = getattr(module, _LISTS[name])()
    return screen
