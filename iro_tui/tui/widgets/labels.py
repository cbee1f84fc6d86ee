"""Lines of labels that the mouse can press as well as the keys they name: the screens' tabs, and the hint bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual import events
from textual.content import Content
from textual.widget import Widget

from iro_tui.tui.commands import BY_ID, COMMANDS, MOST_HINTS, OF_MANAGERS, Command
from iro_tui.tui.text import key_hint

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp

SCREENS = tuple(command for command in COMMANDS if command.keys[:1] and command.keys[0].isdigit())
"""The commands that go to a list by a number key."""

UNDER = {"conferences": "reviews", "court": "reviews", "fair_share": "service"}
"""Lists that are reached from others and stand under their tab."""
OF_NINE = {"caseload": "Cases", "reviews": "Revs", "midpoints": "Mid", "escalations": "Esc", "outbox": "Out",
           "figures": "Fig"}  # fmt: skip
"""What the tabs are called where a manager's ninth stands beside them and there is little room."""
NINTH = 10
"""Cells that the ninth takes."""
WHOLE = 88
"""Columns from which the tabs are told in whole words."""
ROOMY = 100
"""Columns from which the tabs stand two cells apart."""


class Labels(Widget):
    """Commands in one line, each whole or not at all; what does not fit is left to help."""

    def __init__(self, commands: Sequence[Command], *, id: str | None = None) -> None:  # noqa: A002 -- Textual's own
        super().__init__(id=id)
        self.commands = self.before = commands
        """`before`: those that stood there before others were shown for a while."""
        self._ends: list[tuple[int, Command]] = []

    def label(self, command: Command, key: str) -> Content:
        raise NotImplementedError

    def shown(self) -> Sequence[Command]:
        """Those that have a place now."""
        return self.commands

    def render(self) -> Content:
        keymap = cast("IroApp", self.app).settings.keymap
        self._ends = []
        parts: list[Content] = []
        end = 0
        for command in self.shown():
            part = self.label(command, keymap.first(command))
            if end + part.cell_length > self.size.width:
                break
            end += part.cell_length
            self._ends.append((end, command))
            parts.append(part)
        return Content("").join(parts)

    async def on_click(self, event: events.Click) -> None:
        command = next((command for end, command in self._ends if event.x < end), None)
        if command is not None:
            await self.app.run_action(f"command('{command.id}')")


class HintBar(Labels):
    """The keys that matter most here, each with a word: those that can act on the row one is on, and help."""

    def shown(self) -> Sequence[Command]:
        hinted, leading = getattr(self.screen, "hinted", None), getattr(self.screen, "leading", str)()
        if hinted is None or not self.commands:
            return self.commands
        *others, last = self.commands
        every = dict.fromkeys([BY_ID[leading], *others] if leading else others)
        return [*[command for command in every if hinted(command)][: MOST_HINTS - 1], last]

    def label(self, command: Command, key: str) -> Content:
        word_for = getattr(self.screen, "word_for", None)
        words = word_for(command) if word_for else command.label
        return key_hint(key, words)


class Tabs(Labels):
    """The screens with their number keys; the one that shows stands out."""

    def __init__(self, current: str) -> None:
        super().__init__(SCREENS)
        self.current = UNDER.get(current, current)

    def shown(self) -> Sequence[Command]:
        return (*SCREENS, OF_MANAGERS[0]) if self._nine else SCREENS

    @property
    def _nine(self) -> bool:
        return cast("IroApp", self.app).manages

    def label(self, command: Command, key: str) -> Content:
        width = self.size.width - NINTH * self._nine
        apart = " " * (width >= ROOMY)
        words = command.label if width >= WHOLE else command.brief or command.label
        if self._nine and width < WHOLE:
            words = OF_NINE.get(command.id, words)
        if command.id == self.current:
            return Content.assemble(" ", (f"{key} {words}", "bold reverse $accent"), apart)
        return Content.assemble((f" {key} ", "$accent"), (words, "$muted"), apart)
