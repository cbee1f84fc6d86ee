"""Receipts: eight characters that only who opened a file can say, and that tell who of it was taken in.

Each child of a file has a code; the receipt is the codes of those who came, letter by letter in one. So a receipt of
some is another one than that of all, and whoever wrote the file finds out who stayed behind without being told it.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from iro_tui.store.recovery import ALPHABET

_LETTERS = 8
_BITS = 5
MOST_BEHIND = 3
"""So many of a file may stay behind, or come alone: who they are is found out by trying."""


@dataclass(frozen=True, slots=True)
class Receipts:
    """The receipts of one file: `key` is what the file is sealed by."""

    key: bytes
    parcel: str

    def of_child(self, child: str) -> str:
        """The code of one child, by the key that the child has in the file: `ABCD-EFGH`."""
        digest = hmac.digest(self.key, f"receipt {self.parcel} {child}".encode(), "sha256")
        return _written(int.from_bytes(digest, "big"))


def receipt_of(codes: Iterable[str]) -> str:
    """The receipt for the children who have these codes."""
    number = 0
    for code in codes:
        number ^= _number(code)
    return _written(number)


def who_came(codes: Sequence[str], receipt: str) -> tuple[int, ...] | None:
    """Whose codes make a receipt, by their places; None: it is another file's.

    All of them, or all but a few, or only a few.
    """
    every = range(len(codes))
    numbers, wanted = [_number(code) for code in codes], _number(receipt)
    rest = wanted ^ _number(receipt_of(codes))
    for few in range(min(MOST_BEHIND, len(codes) - 1) + 1):
        for places in combinations(every, few):
            number = 0
            for place in places:
                number ^= numbers[place]
            if number == rest:
                return tuple(place for place in every if place not in places)
            if places and number == wanted:
                return places
    return None


def can_be_told(behind: int, of: int) -> bool:
    """Whether a receipt can say that so many of a file stayed behind."""
    return behind <= MOST_BEHIND or of - behind <= MOST_BEHIND


def in_fours(letters: str) -> str:
    """`ABCD-EFGH`."""
    return f"{letters[:4]}-{letters[4:]}"


def _written(number: int) -> str:
    return in_fours("".join(ALPHABET[number >> _BITS * place & 31] for place in range(_LETTERS)))


def _number(code: str) -> int:
    """What the letters stand for; a letter that is none counts as nothing that could be."""
    places = [ALPHABET.find(letter) for letter in code.replace("-", "")]
    if len(places) != _LETTERS or -1 in places:
        return -1
    return sum(place << _BITS * at for at, place in enumerate(places))
