"""The file of a hand-over: what stands open in it, what is sealed, and the signature over both.

A line that says what it is, the lengths of head and body, the head as JSON, the body (zlib, then AES-256-GCM under a
key that the head's slot wraps), the signature. Nothing open in it names anybody. Reading is bounded at each step.
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from iro_tui.domain.colleagues import initials_of
from iro_tui.domain.words import MONTHS, amount_words
from iro_tui.sharing.receipts import Receipts, in_fours
from iro_tui.sharing.seal import (
    CARD_MAGIC,
    SIGNATURE_BYTES,
    KeyCard,
    NotTaken,
    OwnKeys,
    SealSlot,
    is_signed,
    seal_to_card,
    seal_to_words,
    unseal_by_card,
    unseal_by_words,
)
from iro_tui.sharing.secrecy import KEY_BYTES, decrypted, encrypted, packed, unpacked
from iro_tui.store.files import opened
from iro_tui.store.kdf import SALT_BYTES
from iro_tui.store.sealing import bytes_of, text_of

ENDING = ".iro"
RECEIPT_ENDING = ".iro-receipt"
"""How the file of a receipt ends."""
MAGIC = b"iro hand-over 1\n"
RECEIPT = "iro receipt 1"
_LENGTHS = struct.Struct(">II")
_LARGEST_HEAD = 4_096
_LARGEST = 64 * 2**20
"""Bytes of a file; a caseload of ten years is a thirtieth of it."""
_LARGEST_INSIDE = 512 * 2**20

_FOREIGN = "This is no file of a hand-over."
_CARD = "This is a colleague's card, no hand-over: iro person add FILE knows it from now on. Nothing was changed."
_CUT = "This file is cut short, or not all of it was copied: ask for it again. Nothing was changed."
_ALTERED = "This file was altered on its way: ask for it again. Nothing was changed."
_OWN = (
    "This file is one that you wrote: it is for your colleague, who takes it in. The receipt comes back to you. "
    "Nothing was changed."
)
_STRANGER = (
    "This file is signed by somebody whose card you have not added. Ask for the card, compare its four words by "
    "telephone, and take it in as you do a file, or by iro person add FILE. Nothing was changed."
)
_OTHER_CARD = (
    "This file is signed by another card of {name} than the one that is here. If {name} has made a new one, ask for "
    "it, compare its four words by telephone, add it, and take the file in then. Nothing was changed."
)
_OTHERS = "This file is for somebody else: it is sealed to a card that is not yours. Nothing was changed."
_NO_CARD = "This file is sealed to a card, and you have none here. Nothing was changed."
_NOT_THE_WORDS = "Those are not the words of this file. Ask again by telephone. Nothing was changed."


def file_stem(name: str, children: int, day: date) -> str:
    """`AB-2-children-25Nov`: whose hands it comes from, and no name of a child."""
    amount = amount_words(children, "children").replace(" ", "-").replace(",", "")
    return f"{initials_of(name) or 'iro'}-{amount}-{day.day}{MONTHS[day.month - 1]}"


def file_name(card: KeyCard, children: int, day: date) -> str:
    """What the file of a hand-over may be called."""
    return f"{file_stem(card.name, children, day)}{ENDING}"


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was made, and the receipts that will show who of it was taken in."""

    content: bytes
    receipts: Receipts


def write(inside: Mapping[str, Any], parcel: str, schema: int, own: OwnKeys, to: KeyCard | str) -> Written:
    """A file of this content, sealed to a card or to words."""
    key = os.urandom(KEY_BYTES)
    slot = seal_to_card(key, to) if isinstance(to, KeyCard) else seal_to_words(key, to, os.urandom(SALT_BYTES))
    open_head = {
        "parcel": parcel, "schema": schema, "sign": text_of(own.card.sign), "way": slot.way, "slot": dict(slot.values),
    }  # fmt: skip
    head = json.dumps(open_head, sort_keys=True).encode()
    body = encrypted(key, packed({"card": own.card.told(), **inside}), head)
    signed = own.signed(MAGIC + _LENGTHS.pack(len(head), len(body)) + head + body)
    return Written(signed, Receipts(key, parcel))


@dataclass(frozen=True, slots=True)
class Inside:
    """What was sealed: its content, who wrote it, and the receipts for it."""

    values: Mapping[str, Any]
    card: KeyCard
    receipts: Receipts


def meant_for(content: bytes) -> tuple[str, str]:
    """The key of a file and the card that it says to be sealed to, whatever became of the rest of it; empty where it
    says neither. Nothing is proved by that: whoever takes it in is told what is wrong with it."""
    head = len(MAGIC) + _LENGTHS.size
    if not content.startswith(MAGIC) or len(content) < head:
        return "", ""
    length, _ = _LENGTHS.unpack_from(content, len(MAGIC))
    try:
        values = json.loads(content[head : head + min(length, _LARGEST_HEAD)])
        return str(values["parcel"]), str(values["slot"]["to"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return "", ""


def is_harmed(content: bytes) -> bool:
    """Whether a file is none that was written so, whoever it is for: altered, cut short, or something else."""
    try:
        SealedFile(content)
    except NotTaken:
        return True
    return False


class SealedFile:
    """A file as it lies there: what stands open in it."""

    def __init__(self, content: bytes) -> None:
        """Raises `NotTaken`: no such file, cut short, or altered."""
        if content.startswith(CARD_MAGIC):
            raise NotTaken(_CARD)
        if content[: len(MAGIC)] != MAGIC:
            raise NotTaken(f"{_FOREIGN} Nothing was changed.")
        start = len(MAGIC) + _LENGTHS.size
        if len(content) < start:
            raise NotTaken(_CUT)
        head, body = _LENGTHS.unpack_from(content, len(MAGIC))
        whole = start + head + body + SIGNATURE_BYTES
        if len(content) < whole:
            raise NotTaken(_CUT)
        if head > _LARGEST_HEAD or len(content) > whole:
            raise NotTaken(_ALTERED)
        self._content, self._head = content, content[start : start + head]
        self._body = content[start + head : start + head + body]
        try:
            values = json.loads(self._head)
            self.parcel, self.schema = str(values["parcel"]), int(values["schema"])
            self.sign = bytes_of(values["sign"], KEY_BYTES)
            self.slot = SealSlot(str(values["way"]), dict(values["slot"]))
        except (ValueError, KeyError, TypeError, RecursionError):
            raise NotTaken(_ALTERED) from None
        if not is_signed(content, self.sign):
            raise NotTaken(_ALTERED)

    @cached_property
    def by_words(self) -> bool:
        """Whether words open it, which are told by telephone."""
        return self.slot.way == "words"

    def unsealed(self, own: OwnKeys | None, cards: Collection[KeyCard], schema: int, ask: Callable[[], str]) -> Inside:
        """What is in it. `ask` is asked for the words, where it needs any. Raises `NotTaken`.

        Whoever knows the words is known by them; otherwise the signature must be of one of the `cards`.
        """
        if self.schema > schema:
            raise NotTaken(
                f"This file was made by a newer iro-tui (schema {self.schema}, this one knows {schema}). Bring yours "
                "up to date and take it then. Nothing was changed."
            )
        if own and own.card.sign == self.sign:
            raise NotTaken(_OWN)
        try:
            key = self._key(own, cards, ask)
            content = decrypted(key, self._body, self._head)
            if content is None:
                raise NotTaken(_ALTERED)
            values = unpacked(content, _LARGEST_INSIDE)
            card = KeyCard.read(values["card"])
        except (ValueError, KeyError, TypeError, RecursionError, zlib.error):
            raise NotTaken(_ALTERED) from None
        if card.sign != self.sign or any(known.sign == card.sign and known.person != card.person for known in cards):
            raise NotTaken(_ALTERED)
        if any(known.person == card.person and known.sign != card.sign for known in cards):
            raise NotTaken(_OTHER_CARD.format(name=card.name))
        return Inside(values, card, Receipts(key, self.parcel))

    def _key(self, own: OwnKeys | None, cards: Collection[KeyCard], ask: Callable[[], str]) -> bytes:
        if self.by_words:
            key = unseal_by_words(self.slot, ask())
            if key is None:
                raise NotTaken(_NOT_THE_WORDS)
            return key
        if own is None:
            raise NotTaken(_NO_CARD)
        if all(card.sign != self.sign for card in cards):
            raise NotTaken(_STRANGER)
        key = unseal_by_card(self.slot, own)
        if key is None:
            raise NotTaken(_OTHERS)
        return key


def read_bounded(path: Path) -> bytes:
    """A file, not more of it than a hand-over has. Raises `NotTaken`, OSError."""
    try:
        with opened(path) as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        error.filename = error.filename or str(path)  # what fails in reading names no file
        raise
    if len(content) > _LARGEST:
        raise NotTaken(f"{_FOREIGN} Nothing was changed.")
    return content


# The receipt as a file


def receipt_file(parcel: str, code: str) -> bytes:
    """The receipt as a small file."""
    return f"{RECEIPT}\n{parcel}\n{code}\n".encode()


def read_receipt(content: bytes) -> tuple[str, str] | None:
    """The file and the code that a receipt is about; None for what is no receipt. Raises `NotTaken`."""
    if not content.startswith(RECEIPT.encode()):
        return None
    lines = content[:256].decode("ascii", "replace").splitlines()
    if len(lines) != 3:
        raise NotTaken("This receipt is cut short, or was altered: the eight characters can be typed as well.")
    return lines[1], lines[2]


def typed_code(text: str) -> str:
    """Eight characters as they were typed, in the one form."""
    letters = "".join(text.upper().replace("O", "0").replace("I", "1").replace("L", "1").split()).replace("-", "")
    return in_fours(letters)
