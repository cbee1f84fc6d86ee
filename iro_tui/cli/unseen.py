"""Asking for something that is not shown while it is typed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

from iro_tui.caseload.refusals import Refused

_ENDS, _TAKES_BACK, _STOPS = "\r\n", "\b\x7f", "\x03"
NO_KEY_FOR_IT = "A passphrase is made of letters, digits, signs and blanks: that key gives none. Nothing was changed."


def ask_unseen(prompt: str) -> str:
    """What is typed on the terminal, up to Enter. Raises Refused, KeyboardInterrupt."""
    if sys.platform != "win32":
        from getpass import getpass

        return getpass(prompt)
    # Python's own takes arrows and function keys for two characters that can never be typed again on a screen.
    from iro_tui.console_keys import ConsoleIn, KeyRecord, text_of

    console = ConsoleIn()
    sys.stderr.write(prompt)
    sys.stderr.flush()
    set_back = console.unseen()
    try:
        return unseen_line(lambda: text_of(key for key in console.read(-1) if isinstance(key, KeyRecord)))
    finally:
        set_back()
        sys.stderr.write("\n")


def unseen_line(read: Callable[[], Iterable[str]]) -> str:
    """One line out of the characters that `read` gives, some at a time. Raises Refused, KeyboardInterrupt."""
    typed: list[str] = []
    while True:
        for character in read():
            if character in _ENDS:
                return "".join(typed)
            if character == _STOPS:
                raise KeyboardInterrupt
            if character in _TAKES_BACK:
                del typed[-1:]
            elif not character.isprintable():
                raise Refused(NO_KEY_FOR_IT)
            else:
                typed.append(character)
