"""Beside a stranger: names show for some minutes only, and what was copied is taken away again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from iro_tui.text import safe_lines
from iro_tui.tui import commands
from iro_tui.tui.idle import MANAGERS_MINUTES, IdleWatch
from iro_tui.tui.keyed_app import KeyedApp

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.clipboard import Clipboard


class PrivateApp(KeyedApp):
    """An app that hides names again by itself, and leaves nothing on the clipboard when it locks or ends."""

    def __init__(self) -> None:
        super().__init__()
        self.idle = IdleWatch(self.settings.idle_minutes)
        self.manages = self._locks_soon = False
        """Whether it is a manager's store that is open; and whether one was, over which a made-up one may stand."""
        self._names_until: float | None = None
        self._copies: Clipboard | None = None

    def belongs_to(self, session: Session) -> None:
        """What hangs on whose store is open: a manager's has one more tab, and locks sooner."""
        self.manages = session.manages
        self._locks_soon |= session.manages
        self.limit_idle()

    def limit_idle(self) -> None:
        """Lock after the minutes that are set; where a whole service can be read, after few of them."""
        minutes = self.settings.idle_minutes
        self.idle.limit_to(min(minutes, MANAGERS_MINUTES) if self._locks_soon else minutes)

    @property
    def names(self) -> bool:
        """Whether full names are shown; never after a lock, nor when their minutes are over."""
        return self._names_until is not None and time.monotonic() < self._names_until

    @names.setter
    def names(self, shown: bool) -> None:
        self._names_until = time.monotonic() + self.settings.names_minutes * 60 if shown else None

    @property
    def names_words(self) -> str:
        """`names shown 4 min`, while they are; empty else."""
        if not self.names or self._names_until is None:
            return ""
        return f"names shown {int((self._names_until - time.monotonic()) // 60) + 1} min"

    @property
    def kept_in_sight(self) -> str:
        """That names are shown is seen whatever is said: others may be in the room."""
        return f"! {words}   " if (words := self.names_words) else ""

    def hide_names_in_time(self) -> bool:
        """Forget that names were shown once their minutes are over; whether they just were."""
        over = self._names_until is not None and not self.names
        if over:
            self._names_until = None
            self.hush()  # what is said may say that they show
        return over

    def copy(self, text: str) -> str:
        """Copy a text to the clipboard; returns what is to be said of where it is."""
        if self._copies is None:
            from iro_tui.clipboard import Clipboard, of_this_system

            self._copies = Clipboard(of_this_system() if not self.is_headless else None)
        text = safe_lines(text)
        self.copy_to_clipboard(text)
        if self._copies.put(text):
            return "It is taken away when you lock."
        write = self.settings.keymap.first(commands.BY_ID["write"])
        return f"Not taken? {write} writes a file."

    def forget_copies(self) -> None:
        """Take away what was copied, where it still is ours."""
        self._clipboard = ""
        if self._copies is not None:
            self._copies.clear()
