"""Who may read a file and who wrote it: cards, their keys, and sealing to a card or to words told by telephone.

A key is sealed to a card by X25519, HKDF and AES-256-GCM; to words by Argon2id and AES-256-GCM. What is written is
signed by Ed25519.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, NamedTuple, Self

from iro_tui.domain.colleagues import same_council
from iro_tui.sharing.secrecy import (
    KEY_BYTES,
    NONCE_BYTES,
    decrypted,
    encrypted,
    is_signature,
    signature_of,
    stretched,
)
from iro_tui.store.kdf import SALT_BYTES, KdfCost
from iro_tui.store.passphrase import words
from iro_tui.store.place import StoreError
from iro_tui.store.sealing import bytes_of, text_of
from iro_tui.store.writes import person_key
from iro_tui.text import clean

SIGNATURE_BYTES = 64
_MAGIC = "iro card 1"
CARD_MAGIC = _MAGIC.encode()
"""How the file of a card begins."""
_HAND_OVER = b"iro hand-over 1"
_LARGEST_CARD = 4_096
_WORDS_COMPARED = 4


NOTHING_CHANGED = "Nothing was changed."


class NotTaken(StoreError):
    """A file of a colleague is not taken in: the sentence says why. Nothing was changed."""


class ChildNotTaken(NotTaken):
    """One child of a file does not fit what is here; the others may come."""


class SealSlot(NamedTuple):
    """A key as one receiver alone can unwrap it; `way` is `card` or `words`."""

    way: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class KeyCard:
    """What others need of a person: who it is, the key to seal to and the key to know the signature by."""

    person: str
    """The person's key in every store."""
    name: str
    seal: bytes
    sign: bytes
    council: str = ""
    """Whose children come by it: what the person calls the council; empty of a card that does not say."""

    @property
    def words(self) -> str:
        """Four words that stand for both keys: two who hear the same ones hold the same card."""
        number = int.from_bytes(sha256(b"iro card" + self.seal + self.sign).digest(), "big")
        chosen = []
        for _ in range(_WORDS_COMPARED):
            number, place = divmod(number, len(words()))
            chosen.append(words()[place])
        return " ".join(chosen)

    @property
    def slot_name(self) -> str:
        """By which a file says to whose card it is sealed: no name."""
        return sha256(b"iro slot" + self.seal).hexdigest()[:16]

    def told(self) -> dict[str, str]:
        """As it stands in a file."""
        keys = {"seal": text_of(self.seal), "sign": text_of(self.sign)}
        return {"person": self.person, "name": self.name, "council": self.council, **keys}

    @classmethod
    def read(cls, values: Any) -> Self:
        """Out of a file. Raises ValueError for what is no card."""
        if not isinstance(values, Mapping) or not isinstance(values.get("name"), str):
            raise ValueError("no card")
        name = clean(values["name"], limit=80)
        person = values.get("person")
        if not name or not isinstance(person, str) or len(person) != KEY_BYTES or not person.isalnum():
            raise ValueError("no card")
        council = clean(str(values.get("council") or ""), limit=80).strip()
        seal, sign = (bytes_of(values.get(name), KEY_BYTES) for name in ("seal", "sign"))
        return cls(person, name, seal, sign, council)

    def require_same_council(self, council: str) -> None:
        """Raises `NotTaken`: the person says to be of another council than the officer here."""
        if not same_council(self.council, council):
            raise NotTaken(
                f"{self.name} is of {self.council}, and your card says {council}: children go to colleagues of one "
                "council alone. If both are one, write your card anew under that name. Nothing was changed."
            )


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """A person's own card with the private halves: they stay in the encrypted store."""

    card: KeyCard
    seal: bytes
    sign: bytes

    @classmethod
    def make(cls, name: str, council: str = "") -> Self:
        """Fresh keys for somebody of this name and council."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

        seal, sign = X25519PrivateKey.generate(), Ed25519PrivateKey.generate()
        public = seal.public_key().public_bytes_raw(), sign.public_key().public_bytes_raw()
        return cls(
            KeyCard(person_key(name), name, *public, council), seal.private_bytes_raw(), sign.private_bytes_raw()
        )

    def of_council(self, council: str) -> Self:
        """The same person and keys, under the name of a council."""
        return replace(self, card=replace(self.card, council=council))

    def kept(self) -> str:
        """As the store keeps it."""
        private = {"private_seal": text_of(self.seal), "private_sign": text_of(self.sign)}
        return json.dumps(self.card.told() | private)

    @classmethod
    def of(cls, kept: str) -> Self:
        """As the store kept it."""
        values = json.loads(kept)
        private = (bytes_of(values[name], KEY_BYTES) for name in ("private_seal", "private_sign"))
        return cls(KeyCard.read(values), *private)

    def signed(self, content: bytes) -> bytes:
        """The content, and its signature after it."""
        return content + signature_of(content, self.sign)


def is_signed(content: bytes, sign: bytes) -> bool:
    """Whether what stands before the signature at the end was signed by this key."""
    return is_signature(content[-SIGNATURE_BYTES:], content[:-SIGNATURE_BYTES], sign)


# A key for one receiver


def seal_to_card(key: bytes, card: KeyCard) -> SealSlot:
    """A key that only who holds the card's private half unwraps."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    once = X25519PrivateKey.generate()
    public = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(card.seal))
    wrapped = encrypted(stretched(shared, _HAND_OVER + public + card.seal), key, public)
    return SealSlot("card", {"to": card.slot_name, "public": text_of(public), "wrapped": text_of(wrapped)})


def seal_to_words(key: bytes, typed: str, salt: bytes) -> SealSlot:
    """A key that only who is told the words unwraps."""
    cost = KdfCost.FLOOR
    wrapped = encrypted(cost.derive(typed, salt), key, salt)
    costs = {"memory": cost.memory_kib, "passes": cost.passes, "lanes": cost.lanes}
    return SealSlot("words", {"salt": text_of(salt), **costs, "wrapped": text_of(wrapped)})


def unseal_by_card(slot: SealSlot, own: OwnKeys) -> bytes | None:
    """The key again; None: it is sealed to another card. Raises ValueError for what is no slot."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    if slot.values.get("to") != own.card.slot_name:
        return None
    public = bytes_of(slot.values.get("public"), KEY_BYTES)
    shared = X25519PrivateKey.from_private_bytes(own.seal).exchange(X25519PublicKey.from_public_bytes(public))
    return decrypted(stretched(shared, _HAND_OVER + public + own.card.seal), _wrapped(slot), public)


def unseal_by_words(slot: SealSlot, typed: str) -> bytes | None:
    """The key again; None: these are not the words. Raises ValueError for what is no slot."""
    values = slot.values
    cost = KdfCost(values.get("memory"), values.get("passes"), values.get("lanes"))  # type: ignore[arg-type]
    salt, wrapped = bytes_of(values.get("salt"), SALT_BYTES), _wrapped(slot)
    return decrypted(cost.derive("-".join(typed.casefold().replace("-", " ").split()), salt), wrapped, salt)


def _wrapped(slot: SealSlot) -> bytes:
    return bytes_of(slot.values.get("wrapped"), NONCE_BYTES + KEY_BYTES + 16)


# A card's own file


def card_file(own: OwnKeys) -> bytes:
    """The card as a file: signed with its own key, so that no half of it can be exchanged."""
    body = json.dumps(own.card.told(), sort_keys=True)
    signature = own.signed(f"{_MAGIC}\n{body}\n".encode())[-SIGNATURE_BYTES:]
    return f"{_MAGIC}\n{body}\n{text_of(signature)}\n".encode()


def read_card(content: bytes) -> KeyCard:
    """The card in a file. Raises `NotTaken`."""
    try:
        magic, body, signature = content[:_LARGEST_CARD].decode("ascii").splitlines()
        card = KeyCard.read(json.loads(body))
        whole = f"{magic}\n{body}\n".encode() + bytes_of(signature, SIGNATURE_BYTES)
    except (ValueError, RecursionError):
        raise NotTaken("This is no card of a colleague, or it was altered: ask for it again.") from None
    if magic != _MAGIC or not is_signed(whole, card.sign):
        raise NotTaken("This card was altered, or is not whole: ask for it again.")
    return card
