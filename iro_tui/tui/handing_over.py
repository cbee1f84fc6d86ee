"""What a process that locks hands to the one that takes its place, which holds nothing else.

Nothing of it can be read without the passphrase, and none of it is in the new one's words or environment: it passes
through memory that has no name (where there is none, through a file that has no name any more).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

NAME = "IRO_LOCKED"
"""Of the environment: says that this is a locked start, and from where to read what is handed over."""

KEPT = "IRO_KEPT"
"""Of the environment: another process waits for this one (`keeper`), and what is handed over is left for it here."""
LOCKED = 75
"""The code with which the screens end for it to begin them anew, locked."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What passes over a lock."""

    sealed: bytes = b""
    """Where the person was, and what was being typed; sealed."""
    terminal: tuple[Any, ...] = ()
    """How the terminal stood before the program took it, as termios has it."""
    unfinished: bool = False
    """Whether the store was still busy when everything was let go of."""
    unkept: int = 0
    """How many drafts the store had no room for: they are in what is sealed, and nowhere else."""


def take() -> Handed | None:
    """What was handed to this process, once; None: it was started by a person."""
    place = os.environ.pop(NAME, "")
    if not place:
        return None
    try:
        with open(int(place) if place.isdecimal() else place, "rb") as passed:  # noqa: PTH123 -- or a descriptor
            passed.seek(0)
            return _read(passed.read())
    except OSError:
        return Handed()


def hand_to_keeper(handed: Handed) -> bool:
    """Leave it for the process that waits for this one to end with `LOCKED`; whether there is one."""
    place = os.environ.get(KEPT)
    if not place:
        return False
    try:
        with open(place, "wb") as passed:  # noqa: PTH123 -- made and removed by the keeper
            passed.write(_written(handed))
    except OSError:  # a full disk: the place is not found again, but nothing is held any more
        return True
    return True


def start_locked(handed: Handed) -> None:
    """Become the program in its locked start: nothing of this process is left. Raises OSError where that cannot be."""
    passed = _nameless()
    try:
        with open(passed, "wb", closefd=False) as file:
            file.write(_written(handed))
        os.set_inheritable(passed, True)
        os.execve(  # noqa: S606 -- no shell: this very program
            sys.executable, [sys.executable, *sys.orig_argv[1:]], {**os.environ, NAME: str(passed)}
        )
    finally:
        os.close(passed)


def _written(handed: Handed) -> bytes:
    import base64
    import json

    sealed = base64.b64encode(handed.sealed).decode("ascii")
    kept = {"sealed": sealed, "terminal": handed.terminal, "unfinished": handed.unfinished, "unkept": handed.unkept}
    return json.dumps(kept).encode("ascii")


def _read(content: bytes) -> Handed:
    """Nothing of what is not readable."""
    import base64
    import json

    try:
        kept = json.loads(content)
        sealed, terminal = base64.b64decode(kept["sealed"]), tuple(kept["terminal"])
        return Handed(sealed, terminal, bool(kept["unfinished"]), int(kept["unkept"]))
    except (ValueError, KeyError, TypeError):
        return Handed()


def _nameless() -> int:
    """The descriptor of a file that nothing else can open."""
    if sys.platform == "linux":
        return os.memfd_create("iro")
    import tempfile

    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def as_numbers(attributes: list[Any]) -> tuple[Any, ...]:
    """What termios says of a terminal, as it can be written down, which `termios.tcsetattr` takes too."""
    if not attributes:
        return ()
    *flags, signs = attributes
    return (*flags, [sign[0] if isinstance(sign, bytes) else sign for sign in signs])


@contextmanager
def given_back(terminal: Sequence[Any]) -> Iterator[None]:
    """Where a start ends before Textual shows anything, the terminal is as a person found it, where it was taken."""
    try:
        yield
    except BaseException:
        if terminal:
            import termios

            sys.stdout.write("\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[?1004l\x1b[?1049l\x1b[?25h\x1b[?7h")
            sys.stdout.flush()
            termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, list(terminal))
        raise
