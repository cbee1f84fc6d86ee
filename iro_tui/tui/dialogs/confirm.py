"""Asking before what cannot be undone, or should not be done by a slip; No unless the key of Yes is pressed."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from iro_tui.tui.placing import Dialog
from iro_tui.tui.text import plain


class Confirm(ModalScreen[bool]):
    """A question, with what `y` does; Enter and Esc leave everything as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "yes", "Yes", show=False),
        Binding("n,escape,enter", "no", "No", show=False),
    ]

    def __init__(self, question: str, yes: str) -> None:
        super().__init__()
        self.question, self.yes = question, yes

    def compose(self) -> ComposeResult:
        with Dialog(classes="dialog"):
            yield Static(plain(self.question))
            yield Static(
                Content.assemble(
                    ("\ny", "bold $accent"), f"  {self.yes}      ", ("n", "bold $accent"), "  leave it as it is"
                )
            )

    def action_yes(self) -> None:
        self.dismiss(True)

    def action_no(self) -> None:
        self.dismiss(False)
