"""Asking before what cannot be undone or should not be a slip: buttons named by the act, the safe one first."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from iro_tui.text import safe_lines
from iro_tui.tui.placing import Dialog


class Confirm(ModalScreen[bool]):
    """A question with two buttons. `y` and `n` press one; Enter that which has the focus, at first the safe one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "yes", "Yes", show=False),
        Binding("n,escape", "no", "No", show=False),
        Binding("enter", "press", "Press", show=False),
        Binding("left,right,up,down,tab,shift+tab", "other", "Other", show=False),
    ]

    def __init__(self, question: str, yes: str, no: str = "leave it as it is") -> None:
        super().__init__()
        self.question, self.yes, self.no = question, yes, no
        self._on_yes = False

    def compose(self) -> ComposeResult:
        with Dialog(classes="dialog"):
            yield Static(Content(safe_lines(self.question)))
            yield Static(self._buttons(), id="buttons")

    def _buttons(self) -> Content:
        parts: list[tuple[str, str]] = [("\n", "")]
        for key, words, here in (("n", self.no, not self._on_yes), ("y", self.yes, self._on_yes)):
            style = "bold reverse" if here else ""
            parts += [
                ("▌" if here else " ", "$accent"),
                (f" {words}  ", style),
                (f"{key} ", f"{style} $accent".strip()),
            ]
            parts.append(("     ", ""))
        return Content.assemble(*parts)

    def action_other(self) -> None:
        """To the other button."""
        self._on_yes = not self._on_yes
        self.query_one("#buttons", Static).update(self._buttons())

    def action_press(self) -> None:
        self.dismiss(self._on_yes)

    def action_yes(self) -> None:
        self.dismiss(True)

    def action_no(self) -> None:
        self.dismiss(False)
