"""A field whose answer is hidden while names are: a full name, a date of birth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from iro_tui.tui.widgets.picking import Line

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp

SHOWS = "F7"
"""The key that shows what stands in the field, and hides it again."""


class PrivateInput(Line):
    """Masked until names are shown, until its key is pressed, or until it was emptied and something else is typed.

    What is typed into an empty one is the officer's own, and is read while it is typed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding(SHOWS.lower(), "reveal", "Show or hide", show=False)]

    @dataclass
    class Revealed(Message):
        """It is shown, or hidden again."""

        field: PrivateInput

    def on_mount(self) -> None:
        self.password = bool(self.value) and not cast("IroApp", self.app).names

    @on(Input.Changed)
    def emptied(self) -> None:
        if not self.value:
            self.password = False

    def action_reveal(self) -> None:
        """Show what stands here, this once; or hide it again."""
        self.password = bool(self.value) and not self.password
        self.post_message(self.Revealed(self))
