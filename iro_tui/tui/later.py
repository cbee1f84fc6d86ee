"""Doing something once, after a while, for certain.

Textual's own `set_timer` passes over a tick whose moment has gone by. It looks at the clock twice in a row; where the
machine was busy with something else between the two looks, or slept, the only tick of such a timer never comes.
"""

from __future__ import annotations

from textual.message_pump import MessagePump
from textual.timer import Timer, TimerCallback


class Later:
    """Something that a screen or the app does once, after a while; asked for again before that, it is put off."""

    def __init__(self, pump: MessagePump, do: TimerCallback) -> None:
        self._pump, self._do = pump, do
        self._timer: Timer | None = None

    def after(self, seconds: float) -> None:
        """Do it so many seconds from now, however late the machine gets to it, and not before."""
        self.stop()
        self._timer = self._pump.set_timer(seconds, self._do)
        self._timer._skip = False  # in time: its task has not begun to run

    def stop(self) -> None:
        """Do not do it, if it is not done yet."""
        if self._timer is not None:
            self._timer.stop()
