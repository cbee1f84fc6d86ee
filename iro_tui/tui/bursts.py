"""What keys typed close together are: keys of a hand, or text that was pasted, dictated or sent by a script.

Pure: it sees when each key was read and what it prints, and nothing of screens. A hand makes a key in 30 ms at best,
and rolls over two or three; a terminal without bracketed paste sends a text far faster.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

TOGETHER_SECONDS = 0.03
"""Keys within this time of one another may be of one burst."""
TEXT_FROM = 4
"""So many printable keys in that time are text."""
MOVES = ("j", "k")
"""Keys that are held down to move: a run of one of them is no text."""
OPENERS = ("/", ":")
"""What begins a search or a command: what follows is typed into it."""
LINE_END = "\r"
SHORTEST_LINE = 4
"""Letters of the first line of a text; what is shorter before an Enter is an answer by its key."""


class Typed(NamedTuple):
    """A key as it was read: seconds of a steady clock, and what it prints (`\\r` for Enter), empty for other keys."""

    at: float
    prints: str

    @property
    def printable(self) -> bool:
        return bool(self.prints) and self.prints != LINE_END


def is_text(keys: Sequence[Typed], at: int) -> bool:
    """Whether the key at a place of a sequence is one of four or more printable ones within 30 ms."""
    if not keys[at].printable:
        return False
    near = [key for key in keys if key.printable and abs(key.at - keys[at].at) <= TOGETHER_SECONDS]
    near.sort()
    runs = (near[n : n + TEXT_FROM] for n in range(len(near) - TEXT_FROM + 1))
    return any(run[-1].at - run[0].at <= TOGETHER_SECONDS and not _moves(run) for run in runs if keys[at] in run)


def _moves(run: Sequence[Typed]) -> bool:
    return all(key.prints in MOVES for key in run)


def goes_on(last: Typed, following: Typed) -> bool:
    """Whether a key belongs to the text that another is of: typed on without a pause, its Enter too."""
    return following.at - last.at <= TOGETHER_SECONDS


def together(keys: Sequence[Typed]) -> int:
    """How many of the first keys were typed on without a pause."""
    return next((n for n in range(1, len(keys)) if not goes_on(keys[n - 1], keys[n])), len(keys))


def several_lines(keys: Sequence[Typed]) -> int:
    """How many of the first keys are a text of several lines, read at once; 0 where they are keys.

    An answer by its key and its Enter are no line: the first has to be a word at least, and something follows it.
    """
    of_one_read = 0
    for key in keys:
        if key.at != keys[0].at or not key.prints:
            break
        of_one_read += 1
    text = "".join(key.prints for key in keys[:of_one_read])
    first, end, rest = text.partition(LINE_END)
    return of_one_read if end and rest.strip(LINE_END) and len(first) >= SHORTEST_LINE else 0
