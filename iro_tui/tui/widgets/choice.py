"""One of a few answers, by its key, or ← → along them; ↑ ↓ come to others, which Enter takes, and at its edge leave.

What is only passed on the way to another question stays as it is.
"""

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
        Binding("left", "step(-1)", "Before", show=False),
        Binding("right", "step(1)", "After", show=False),
        Binding("up", "line(-1)", "Up", show=False),
        Binding("down", "line(1)", "Down", show=False),
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
        self._come_to = -1
        """The answer that ↑ ↓ have come to, which is none yet; -1: none."""

    def render(self) -> Content:
        return Content("\n").join(Content("").join(shown for _, _, shown in line) for line in self._lines())

    def _lines(self) -> list[list[tuple[int, int, Content]]]:
        """Line by line what is shown: the place of an answer among all, the cell it begins at, and how it looks."""
        lines: list[list[tuple[int, int, Content]]] = [[]]
        ends = 0
        for n, option in enumerate(self.options):
            if self.is_closed and option.value != self.value:
                continue
            shown = self.shown(n, option)
            if lines[-1] and (self.upright or ends + shown.cell_length > self.size.width):
                lines.append([])
                ends = 0
            lines[-1].append((n, ends, shown))
            ends += shown.cell_length
        return lines

    @property
    def is_closed(self) -> bool:
        """Whether it shows the words of its answer alone."""
        return not self.has_focus and any(option.value == self.value for option in self.options if option.value)

    def shown(self, n: int, option: Option) -> Content:
        """How an answer looks, with its key."""
        chosen = option.value == self.value
        sign, style = "▸" if chosen else " ", f"bold ${option.colour or 'accent'}" if chosen else ""
        words = (safe(option.label), f"{style} {'reverse' * (n == self._come_to)}".strip())
        return Content.assemble((sign, style), (f"{option.key:<1} ", "$accent"), words, "  ")

    @property
    def at(self) -> int:
        """The place of the answer that the arrows go on from; -1: none."""
        if self._come_to >= 0:
            return self._come_to
        return next((n for n, option in enumerate(self.options) if option.value == self.value), -1)

    def on_focus(self) -> None:
        self.refresh(layout=True)

    def on_blur(self) -> None:
        self._come_to = -1
        self.refresh(layout=True)

    def on_key(self, event: events.Key) -> None:
        for n, option in enumerate(self.options):
            taken = event.key in ("enter", "space") and n == self._come_to
            if taken or (option.key and event.character == option.key):
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
        if self.options:
            self.go_to((self.at + by) % len(self.options) if self.at >= 0 else 0 if by > 0 else len(self.options) - 1)

    def action_line(self, by: int) -> None:
        """To the answer that stands above or below; past the first line or the last to the question there."""
        lines, here = self._lines(), self.at
        row, cell = next(((row, x) for row, line in enumerate(lines) for n, x, _ in line if n == here), (-1, 0))
        row = row + by if row >= 0 else 0 if by > 0 and len(lines) > 1 else -1
        if 0 <= row < len(lines):
            self.come_to(min(lines[row], key=lambda answer: abs(answer[1] - cell))[0])
        elif by > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    def come_to(self, n: int) -> None:
        """Take the arrows to an answer, which gives none yet."""
        self._come_to = n
        self.refresh()

    def go_to(self, n: int) -> None:
        """Take the arrows to an answer, which gives it."""
        self._choose(self.options[n].value, moved=True)

    def _choose(self, value: str, *, moved: bool) -> None:
        self.value, self._come_to = value, -1
        self.refresh()
        self.post_message(self.Chosen(self, moved=moved))
