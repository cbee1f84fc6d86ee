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

SPELT = {
    0x1B: "\x1b", 0x21: "\x1b[5~", 0x22: "\x1b[6~", 0x23: "\x1b[F", 0x24: "\x1b[H",
    0x25: "\x1b[D", 0x26: "\x1b[A", 0x27: "\x1b[C", 0x28: "\x1b[B", 0x2D: "\x1b[2~", 0x2E: "\x1b[3~",
    0x70: "\x1bOP", 0x71: "\x1bOQ", 0x72: "\x1bOR", 0x73: "\x1bOS", 0x74: "\x1b[15~", 0x75: "\x1b[17~",
    0x76: "\x1b[18~", 0x77: "\x1b[19~", 0x78: "\x1b[20~", 0x79: "\x1b[21~", 0x7A: "\x1b[23~", 0x7B: "\x1b[24~",
}  # fmt: skip
"""What a terminal sends for keys without a character, by Windows' numbers of them: some consoles draw like a terminal,
but name a key by its number alone. Those that spell it themselves give every character as one of no key."""

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
            if typed := text_of(key for each in records if isinstance(each, KeyRecord) for key in _spelt(each)):
                for message in parser.feed(typed):
                    self._hand_over(message)
            for size in [Size(each.columns, each.lines) for each in records if isinstance(each, Resized)][-1:]:
                self._hand_over(events.Resize(size, size))


def _spelt(key: KeyRecord) -> list[KeyRecord]:
    if key.down and key.unit == "\0" and key.virtual in SPELT:
        return [KeyRecord(True, 0, unit) for unit in SPELT[key.virtual]]
    return [key]
