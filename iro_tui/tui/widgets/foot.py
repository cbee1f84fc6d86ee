"""The foot of a form: what the key that saves will do, or what is missing; it names the key that saves from here."""

from __future__ import annotations

from typing import Any

from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from iro_tui.text import safe
from iro_tui.tui.widgets.note_field import NoteField

PLAN = "plan"
"""In place of a style: the words say what would be done."""


def saving_key(screen: Screen[Any]) -> str:
    """The key that saves from where the cursor is: in a note that has text, among lines and checks Enter goes on."""
    here = screen.focused
    goes_on = getattr(screen, "goes_on", None) is not None
    return "F2" if goes_on or (isinstance(here, NoteField) and here.text) else "Enter"


class Foot(Static):
    """One sentence. What would be done is told with the key that does it, another where the cursor goes elsewhere."""

    _plan = ""
    """What would be done; empty while something else is said."""
    _stands: tuple[str, str] | None = None

    def on_mount(self) -> None:
        self.watch(self.screen, "focused", self._moved, init=False)

    def say(self, words: str, style: str) -> None:
        """Say something; said again it is no reason to lay the form out anew."""
        self._plan = words if style == PLAN else ""
        if style == PLAN:
            words, style = f"{saving_key(self.screen)}: {words}", "$muted"
        if (words, style) != self._stands:
            self._stands = words, style
            self.update(Content.styled(safe(words), style))

    def _moved(self, _: Widget | None) -> None:
        if self._plan:
            self.say(self._plan, PLAN)
