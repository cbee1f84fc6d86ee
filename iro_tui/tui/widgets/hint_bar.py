"""One line at the foot: the keys that matter most here, and never more than fit."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from iro_tui.tui.commands import Command


class HintBar(Widget):
    """At most seven keys, each with a word; what does not fit is left to help."""

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self.commands = commands

    def render(self) -> Content:
        parts: list[Content] = []
        room = self.size.width - 1
        for command in self.commands:
            key = command.shown_keys.split(", ")[0]
            part = Content.assemble((f" {key}", "bold $accent"), (f" {command.label} ", "$muted"))
            if room < part.cell_length:
                break
            room -= part.cell_length
            parts.append(part)
        return Content("").join(parts)
