"""A field whose answer is hidden while names are: a full name, a date of birth."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import on
from textual.widgets import Input

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp


class PrivateInput(Input):
    """Masked until names are shown, or until it was emptied and something else is typed.

    What is typed into an empty one is the officer's own, and is read while it is typed.
    """

    def on_mount(self) -> None:
        self.password = bool(self.value) and not cast("IroApp", self.app).names

    @on(Input.Changed)
    def emptied(self) -> None:
        if not self.value:
            self.password = False
