"""Reading the keyboard of Windows' console: a reader that dies begins once more, and then the program locks.

Textual's own ends without a word after any error: the screen stands with what it shows, and no key does anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Event, Thread
from typing import Any

from textual import events
from textual.geometry import Size
from textual.message import Message

from iro_tui.console_keys import KeyRecord, Resized, text_of
from iro_tui.tui.key_reads import ReadParser

STARTS = 2
"""How often it begins: once, and once more."""


class ConsoleInput(Thread):
    """Reads keys and the window's size until it is told to stop."""

    def __init__(
        self,
        open_console: Callable[[], Callable[[], Iterable[KeyRecord | Resized]]],
        stopped: Event,
        hand_over: Callable[[Message], Any],
        died: Callable[[], object],
    ) -> None:
        """`open_console` gives what reads what came within a moment; `died` is called from this thread."""
        super().__init__(name="textual-input", daemon=True)
        self._open, self._stopped, self._hand_over, self._died = open_console, stopped, hand_over, died

    def run(self) -> None:
        for _ in range(STARTS):
            try:
                self._read()
            except Exception:  # noqa: S112 -- whatever it was: a keyboard that is dead is worse
                continue
            return
        self._died()

    def _read(self) -> None:
        read, parser = self._open(), ReadParser()
        while not self._stopped.is_set():
            for message in parser.tick():
                self._hand_over(message)
            records = list(read())
            if typed := text_of(each for each in records if isinstance(each, KeyRecord)):
                for message in parser.feed(typed):
                    self._hand_over(message)
            for size in [Size(each.columns, each.lines) for each in records if isinstance(each, Resized)][-1:]:
                self._hand_over(events.Resize(size, size))
