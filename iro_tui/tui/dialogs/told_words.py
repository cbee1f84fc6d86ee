"""The words that open a file for a colleague who has no card yet: shown once, told by telephone, kept nowhere."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from iro_tui.text import safe
from iro_tui.tui.placing import Dialog


class ToldWords(ModalScreen[None]):
    """Only F2 closes it: a slip must not take the words away."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2", "close", "They are told", show=False)]

    def __init__(self, title: str, words: str) -> None:
        super().__init__()
        self._title, self._words = title, words

    def compose(self) -> ComposeResult:
        with Dialog(classes="dialog"):
            yield Static(
                Content.assemble(
                    (f"{safe(self._title)}: its words\n\n", "bold $accent"),
                    (f"  {safe(self._words)}\n\n", "bold"),
                    "Tell them by telephone, never in the message that the file goes with. They open this file alone, "
                    "and are not shown again.\n\n",
                    ("F2 They are told, or written down", "$muted"),
                )
            )

    def action_close(self) -> None:
        self.dismiss()
