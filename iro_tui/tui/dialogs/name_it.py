"""Asking for a name: one line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.caseload.filters import NAME_LONGEST
from iro_tui.text import clean


class NameIt(ModalScreen[str]):
    """Enter keeps what was typed as the name; Esc keeps nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close", show=False)]

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> Iterator[Widget]:
        with Vertical(classes="dialog small"):
            yield Static(Content.styled(self._title, "bold $accent"))
            yield Input(placeholder="a name: Priya, Friday", max_length=NAME_LONGEST)
            yield Static(Content.styled("Enter keeps it · Esc goes back", "$muted"))

    def on_mount(self) -> None:
        self.query_one(Input).cursor_blink = False

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        if name := clean(event.value):
            self.dismiss(name)

    def action_close(self) -> None:
        self.dismiss()
