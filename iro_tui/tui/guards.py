"""What no screen can forget: no control character, no picture, no value of a child in a crash, no markup in data."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.cells import cell_len
from rich.text import Text
from textual import constants
from textual.app import App, SystemCommand
from textual.css.query import NoMatches
from textual.driver import Driver
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widgets._toast import ToastHolder

from iro_tui.caseload.refusals import Refused
from iro_tui.text import fault_words, safe, safe_lines
from iro_tui.tui.text import NoControl

SIGN = 4
"""Cells of a message beside its sentence: its sign, and a blank at each end."""


class GuardedApp(App[None]):
    """An app that shows and leaves behind no more than it should."""

    covers = False
    """Whether a message stands over more than its row."""

    def __init__(self) -> None:
        self._no_control = NoControl()
        super().__init__()

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), self._no_control]

    def copy_to_clipboard(self, text: str) -> None:
        """What is pasted elsewhere steers nothing there either."""
        super().copy_to_clipboard(safe_lines(text))

    def get_driver_class(self) -> type[Driver]:
        """A terminal that is watched: when it goes, the app does."""
        if constants.DRIVER is not None:
            return super().get_driver_class()
        if sys.platform == "win32":
            from iro_tui.tui.watched_console import WatchedConsole

            return WatchedConsole
        from iro_tui.tui.leaving import WatchedDriver

        return WatchedDriver

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:  # noqa: ARG002
        """None of Textual's own: its screenshot would write names to a plain file."""
        return ()

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """A picture of the screen would hold names in the clear: not offered."""

    def _handle_exception(self, error: Exception) -> None:
        """What runs on while the program is leaving finds its widgets gone: that is no fault."""
        if self._exit and isinstance(getattr(error, "error", error), NoMatches):
            return
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Leave after a fault with its kind and place only: the values in a traceback may be a child's."""
        fault = sys.exc_info()[1]
        sentence = f"Something went wrong and iro has closed. Your work is saved.\n{fault_words(fault, 6)}"
        if isinstance(fault, Refused):  # the store cannot be read any more: its sentence says why and what to do
            sentence = f"iro has closed. {safe(str(fault))}"
        self._exit_renderables.append(Text(sentence))
        self._close_messages_no_wait()

    def leave(self, problem: str) -> None:
        """End; a sentence, where there is one, stands in the terminal afterwards."""
        self.exit(message=Text(safe(problem)) if problem else None)

    def say(self, sentence: str, *, problem: bool = False) -> None:
        """Tell the person something, as plain text. One message at a time: the last one said is the one that holds.

        What was done stands in one row, cut at its end: the journal keeps it whole. Why something cannot be done is
        told whole; where that takes several rows it lies over the list, until the next key.
        """
        self.hush()
        sign, kept = "!" if problem else "✓", self.kept_in_sight
        self.notify(
            f"{kept}{sign} {safe(sentence)}", markup=False, severity="warning" if problem else "information", timeout=6
        )
        self.covers = problem and cell_len(kept + sentence) + SIGN > self.size.width

    @property
    def kept_in_sight(self) -> str:
        """What a message must not hide, which it lies over: it stands before it."""
        return ""

    def say_done(self, sentence: str, way_back: str) -> None:
        """Tell what was done and how to take it back, which stands first where there is no room for both."""
        whole = f"{sentence} {way_back}"
        self.say(whole if cell_len(self.kept_in_sight + whole) + SIGN <= self.size.width else f"{way_back} {sentence}")

    def hush(self) -> None:
        """Take the message away that stands there."""
        self.covers = False
        self.clear_notifications()
        for screen in self.screen_stack:  # Textual keeps the line of a message that was cleared: the next came below it
            for line in screen.query(ToastHolder):
                line.remove()
