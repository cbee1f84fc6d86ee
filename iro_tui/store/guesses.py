"""Wrong guesses at a passphrase or recovery code, counted in a small file beside the key file, for every face.

So the wait outlasts another screen, a restart and the command line. It slows down who passes by and tries on this
computer, and destroys nothing; who has copied the files is slowed down by Argon2id alone. Where the file cannot be
written, nothing is counted.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from iro_tui.clock import now
from iro_tui.store.files import clear_away, opened, write_private
from iro_tui.store.place import NotOpened, StoreError

LONGEST_WAIT = 60
"""Seconds. Each wrong guess doubles the wait, up to this."""
FORGOTTEN = timedelta(hours=1)
"""After so long without a guess the count begins anew."""
_LARGEST_FILE = 1024


class TooSoon(StoreError):
    """The next guess must wait; it was not tried."""

    def __init__(self, wrong: int, seconds: int) -> None:
        super().__init__(f"Wrong {wrong} times. Try again in {seconds} s.")
        self.seconds = seconds


def wait_after(wrong: int) -> int:
    """Seconds to wait after so many wrong guesses: the first slip costs nothing, then 1, 2, 4 and so on."""
    return 0 if wrong < 2 else min(LONGEST_WAIT, 2 ** min(wrong - 2, 10))


@dataclass(frozen=True, slots=True)
class Guessed:
    """How often it was guessed wrongly, and when last."""

    wrong: int
    at: datetime

    @property
    def wait(self) -> int:
        """Seconds until the next guess may be made. A clock that was set back makes it no longer than it was."""
        whole = wait_after(self.wrong)
        passed = (now() - self.at).total_seconds()
        return min(whole, max(0, round(whole - passed)))


_NEVER = Guessed(0, datetime.min.replace(tzinfo=UTC))


def guessed(path: Path) -> Guessed:
    """What the file of wrong guesses says; none where there is none, or where it cannot be read."""
    try:
        with opened(path) as file:
            content = json.loads(file.read(_LARGEST_FILE))
        read = Guessed(int(content["wrong"]), datetime.fromisoformat(content["at"]).astimezone(UTC))
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return _NEVER
    return _NEVER if read.wrong < 1 or abs(now() - read.at) > FORGOTTEN else read


@contextmanager
def counted(path: Path) -> Iterator[None]:
    """Let one guess be made: counted before it is tried, so that ending the program does not help, and forgotten
    when it was right.

    Raises `TooSoon` where it is too soon for one; what is raised within goes on.
    """
    before = guessed(path)
    if before.wait:
        raise TooSoon(before.wrong, before.wait)
    _write(path, Guessed(before.wrong + 1, now()))
    try:
        yield
    except NotOpened:
        raise
    except BaseException:
        _write(path, before)  # nothing was found out by it
        raise
    clear_away(path)


def _write(path: Path, guess: Guessed) -> None:
    if guess.wrong == 0:
        clear_away(path)
        return
    try:
        content = json.dumps({"wrong": guess.wrong, "at": guess.at.isoformat()}).encode()
        write_private(path, content, lasting=False)
    except OSError:
        return
