"""Several of a few answers, each taken or left by its key; Tab goes on to the next question."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content

from iro_tui.actions.questions import Option
from iro_tui.domain.several import parted
from iro_tui.text import safe
from iro_tui.tui.widgets.choice import Choice


class Several(Choice):
    """Answers in lines. A key takes one, the same again leaves it; the arrows go between them, space takes or leaves.

    `value` is what was taken, parted by commas, in the order offered.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "turn", "Take or leave", show=False)]

    _at = -1
    """The answer that the arrows have come to; -1: none yet."""

    def shown(self, n: int, option: Option) -> Content:
        taken = option.value in parted(self.value)
        style = "bold $accent" if taken else ""
        here = "reverse" if n == self._at and self.has_focus else ""
        words = (safe(option.label), f"{style} {here}".strip())
        return Content.assemble(("✓" if taken else " ", style), (f"{option.key:<1} ", "$accent"), words, "  ")

    @property
    def is_closed(self) -> bool:
        return False

    @property
    def at(self) -> int:
        return self._at

    def on_key(self, event: events.Key) -> None:
        for n, option in enumerate(self.options):
            if option.key and event.character == option.key:
                event.stop()
                event.prevent_default()
                self._at = n
                self.action_turn()

    def go_to(self, n: int) -> None:
        self._at = n
        self.refresh()

    come_to = go_to

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
