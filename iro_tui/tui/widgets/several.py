"""Several of a few answers, each taken or left by its key; Tab goes on to the next question."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content

from iro_tui.domain.several import parted
from iro_tui.text import safe
from iro_tui.tui.widgets.choice import Choice


class Several(Choice):
    """Answers in lines. A key takes one, the same again leaves it; the arrows go along them, space takes or leaves.

    `value` is what was taken, parted by commas, in the order offered.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "turn", "Take or leave", show=False)]

    _at = -1
    """The answer that the arrows have come to; -1: none yet."""

    def render(self) -> Content:
        lines: list[list[Content]] = [[]]
        taken = parted(self.value)
        for n, option in enumerate(self.options):
            style = "bold $accent" if option.value in taken else ""
            here = "underline" if n == self._at and self.has_focus else ""
            shown = Content.assemble(
                ("✓" if option.value in taken else " ", style),
                (f"{option.key:<1} ", "$accent"),
                (safe(option.label), f"{style} {here}".strip()),
                "  ",
            )
            if lines[-1] and sum(part.cell_length for part in lines[-1]) + shown.cell_length > self.size.width:
                lines.append([])
            lines[-1].append(shown)
        return Content("\n").join(Content("").join(line) for line in lines)

    def on_key(self, event: events.Key) -> None:
        for n, option in enumerate(self.options):
            if option.key and event.character == option.key:
                event.stop()
                event.prevent_default()
                self._at = n
                self.action_turn()

    def action_step(self, by: int) -> None:
        self._at = (self._at + by) % len(self.options) if self._at >= 0 else 0 if by > 0 else len(self.options) - 1
        self.refresh()

    def action_turn(self) -> None:
        """Take the answer under the cursor, or leave it."""
        if self._at < 0:
            return
        value, taken = self.options[self._at].value, parted(self.value)
        wanted = {*taken} ^ {value}
        self.value = ", ".join(option.value for option in self.options if option.value in wanted)
        self.refresh()
        # Moved: the next question comes when it is asked for.
        self.post_message(self.Chosen(self, moved=True))
