"""Choosing a child by a few letters: for what is begun from a day rather than from a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.text import safe, sought

SHOWN = 9
"""How many children are shown at once."""

Choosable = tuple[str, str, str, str]
"""A child's key, reference, name and a word beside."""


class ChooseChild(ModalScreen[str]):
    """Ends with the key of a child. References and names are both looked through, whether names are shown or not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
    ]

    def __init__(self, title: str, children: Sequence[Choosable], *, names: bool) -> None:
        super().__init__()
        self._title, self._children, self._names = title, children, names
        self._words = [sought(f"{ref} {name}") for _, ref, name, _ in children]
        self._at = 0

    def compose(self) -> Iterator[Widget]:
        with Vertical(classes="dialog"):
            yield Static(Content.styled(safe(self._title), "bold $accent"))
            yield Input(placeholder="a few letters or digits of the child", id="child")
            yield Static("", id="options")

    def on_mount(self) -> None:
        field = self.query_one(Input)
        field.cursor_blink = False
        field.focus()
        self._show()

    @property
    def _matching(self) -> list[Choosable]:
        wanted = sought(self.query_one(Input).value).split()
        return [
            child
            for child, words in zip(self._children, self._words, strict=True)
            if all(word in words for word in wanted)
        ]

    def _show(self) -> None:
        matching = self._matching
        self._at = max(0, min(self._at, len(matching) - 1))
        first = max(0, self._at - SHOWN + 1)
        lines = [
            Content.assemble(
                ("▌ " if n == self._at else "  ", "$accent"),
                (f"{safe(ref)} {safe(name) if self._names else ''}".rstrip(), "bold" if n == self._at else ""),
                (f"  {safe(beside)}", "$muted"),
            )
            for n, (_, ref, name, beside) in list(enumerate(matching))[first : first + SHOWN]
        ]
        if not matching:
            lines = [Content.styled("Nobody is called so. Esc closes.", "$today")]
        more = len(matching) - SHOWN
        lines.append(Content.styled(f"Enter chooses · Esc closes{f' · {more:,} more' * (more > 0)}", "$muted"))
        self.query_one("#options", Static).update(Content("\n").join(lines))

    @on(Input.Changed)
    def typed(self) -> None:
        self._at = 0
        self._show()

    @on(Input.Submitted)
    def submitted(self) -> None:
        matching = self._matching
        if matching:
            self.dismiss(matching[self._at][0])

    def action_move(self, by: int) -> None:
        self._at += by
        self._show()

    def action_close(self) -> None:
        self.dismiss()
