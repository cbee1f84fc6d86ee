"""Where keys are read: every key knows when it was typed, and those of one read are of one moment.

Textual makes the keys of a read one by one, each with its own time, in a thread that a busy screen holds up; so the
time between two of them says nothing. Here they get that of the read. On Windows it also drops what a bare Shift sends.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import count

from textual import _time, events
from textual._xterm_parser import XTermParser
from textual.message import Message

BARE_SHIFT = "ctrl+@"
"""What Windows sends for Shift, Ctrl or Alt pressed alone; no command may have it."""


_numbers = count(1)


class ReadParser(XTermParser):
    """Textual's parser, with one time for all keys of one read."""

    newest = 0
    """The number of the last key that was read: what has a lower one is known to be followed by another."""

    def feed(self, data: str) -> list[Message]:
        return self._of_one_read(super().feed(data))

    def tick(self) -> list[Message]:
        return self._of_one_read(super().tick())

    def _of_one_read(self, messages: Iterable[Message]) -> list[Message]:
        # All before the first is sent: whoever gets it can know that others come.
        read = [each for each in messages if not (isinstance(each, events.Key) and each.key == BARE_SHIFT)]
        now = _time.get_time()
        for message in read:
            if isinstance(message, events.Key):
                message.time = now
                message.__dict__["read"] = ReadParser.newest = next(_numbers)
        return read


def was_read(key: events.Event) -> int:
    """The number of a key that came from a terminal; 0 of one from within the program."""
    number: int = key.__dict__.get("read", 0)
    return number


def read_by_time() -> None:
    """Let the driver of this system read keys so."""
    if sys.platform == "win32":
        from textual.drivers import win32 as driver
    else:
        from textual.drivers import linux_driver as driver
    vars(driver)["XTermParser"] = ReadParser
