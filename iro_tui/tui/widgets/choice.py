"""One of a few answers, by its key; the arrows move between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from iro_tui.actions.questions import Option
from iro_tui.text import safe

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp


class Choice(Widget, can_focus=True):
    """Answers in a line, or one below the other; answered and left, it closes to its words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,up", "step(-1)", "Before", show=False),
        Binding("right,down", "step(1)", "After", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """An answer was given. `moved`: by the arrows, so that the next question does not come yet."""

        choice: Choice
        moved: bool

    @dataclass
    class Unknown(Message):
        """A letter was pressed that gives no answer here."""

        choice: Choice
        letter: str

    def __init__(
        self,
        options: Sequence[Option],
        value: str = "",
        *,
        upright: bool = False,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self.options = tuple(options)
        self.value = value
        self.upright = upright

    def render(self) -> Content:
        lines: list[list[Content]] = [[]]
        room = self.size.width
        closed = not self.has_focus and any(option.value == self.value for option in self.options if option.value)
        for option in self.options:
            if closed and option.value != self.value:
                continue
            chosen = option.value == self.value
            sign = "▸" if chosen else " "
            style = f"bold ${option.colour or 'accent'}" if chosen else ""
            shown = Content.assemble((sign, style), (f"{option.key:<1} ", "$accent"), (safe(option.label), style), "  ")
            if lines[-1] and (self.upright or sum(part.cell_length for part in lines[-1]) + shown.cell_length > room):
                lines.append([])
            lines[-1].append(shown)
        return Content("\n").join(Content("").join(line) for line in lines)

    def on_focus(self) -> None:
        self.refresh(layout=True)

    def on_blur(self) -> None:
        self.refresh(layout=True)

    def on_key(self, event: events.Key) -> None:
        for option in self.options:
            if option.key and event.character == option.key:
                event.stop()
                event.prevent_default()
                # The next key is meant for the next question, which has the focus in a moment.
                cast("IroApp", self.app).type_ahead.begin()
                self._choose(option.value, moved=False)
                return
        if event.is_printable and (event.character or "").strip():
            event.stop()
            self.post_message(self.Unknown(self, event.character or ""))

    def action_step(self, by: int) -> None:
        values = [option.value for option in self.options]
        if values:
            at = values.index(self.value) + by if self.value in values else 0 if by > 0 else -1
            self._choose(values[at % len(values)], moved=True)

    def _choose(self, value: str, *, moved: bool) -> None:
        self.value = value
        self.refresh()
        self.post_message(self.Chosen(self, moved=moved))
