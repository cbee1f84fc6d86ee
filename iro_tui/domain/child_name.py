"""A child's name where initials are wanted: what is kept in sight is its initials, and the name is hidden."""

from __future__ import annotations

import re
from typing import NamedTuple

_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_MOST = 4
"""Letters up to which they may all be initials: `RW`, `KSMW`."""
_SHORTEST = 3
"""Letters of the shortest word that is a name, where it is written as one: `Amy`."""


class ChildName(NamedTuple):
    """What a child is called: in sight, and in full; empty where only initials are known."""

    initials: str
    name: str = ""

    @property
    def hidden(self) -> str:
        """What is said of a name that is kept: without it; empty where there is none."""
        return f"the name is kept hidden (p shows it), in sight is {self.initials}" if self.name else ""


def child_name(typed: str) -> ChildName:
    """The initials of what was typed, and the name that it is: `Nora Pell` and `Pell, Nora` are NP."""
    words = _WORDS.findall(typed)
    named = sum(map(len, words)) > _MOST or any(len(word) >= _SHORTEST and word.istitle() for word in words)
    if not named:
        return ChildName(typed)
    last, comma, first = typed.partition(",")
    in_order = _WORDS.findall(f"{first} {last}" if comma else typed)
    return ChildName("".join(word[0] for word in in_order).upper(), typed)
