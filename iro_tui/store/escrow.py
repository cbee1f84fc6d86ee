"""The council's slot: the root secret sealed to a public key, which only the private one of the council opens.

X25519 with a key of its own for each sealing, HKDF-SHA256, AES-256-GCM. Keys are the PEM files that OpenSSL makes;
adding the public one needs no network, and the private one never comes near the officer's computer.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from iro_tui.store.place import NotOpened, StoreError
from iro_tui.store.sealing import bytes_of, open_sealed, seal, text_of
from iro_tui.store.secret import RootSecret

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

KIND = "escrow"
VERSION = 1
KEY_BYTES = 32
LONGEST_FILE = 16_384
_PURPOSE = b"iro-tui escrow v1"
_PUBLIC_PREFIX = bytes.fromhex("302a300506032b656e032100")
"""What stands before the 32 bytes of an X25519 key in a public key file (RFC 8410)."""


class NoCouncilKey(StoreError):
    """What was handed over is not a key of this kind."""


class CouncilKeyRejected(NotOpened):
    """The private key is none that this caseload was sealed to."""


class PasswordNeeded(StoreError):
    """The private key's file is itself locked by a password, which was not given or is not the right one."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A council's public key."""

    content: bytes

    @property
    def fingerprint(self) -> str:
        """Its name: the same here and at the council, to be compared by eye."""
        digits = sha256(self.content).hexdigest()[:16]
        return "-".join(digits[start : start + 4] for start in range(0, 16, 4))


def public_key(text: str) -> PublicKey:
    """The key that a public key file says, or its one line of letters. Raises `NoCouncilKey`."""
    if "PRIVATE KEY" in text:
        raise NoCouncilKey(
            "That is a private key, which must not be on this computer. Ask the council for the public one."
        )
    letters = re.sub(r"-----[^-]*-----|\s", "", text)
    try:
        content = base64.b64decode(letters, validate=True)
    except ValueError:
        content = b""
    content = content.removeprefix(_PUBLIC_PREFIX)
    if len(content) != KEY_BYTES:
        raise NoCouncilKey(
            "That is not a council's public key: a file that begins with BEGIN PUBLIC KEY, of the kind X25519, or the "
            "one line in it."
        )
    return PublicKey(content)


def sealed_for(key: PublicKey, secret: RootSecret) -> dict[str, object]:
    """A slot that the private key of this public one opens."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    once = X25519PrivateKey.generate()
    try:
        shared = once.exchange(X25519PublicKey.from_public_bytes(key.content))
    except ValueError as error:  # a point of low order
        raise NoCouncilKey("That is not a council's public key: nothing can be sealed to it.") from error
    sender = once.public_key().public_bytes_raw()
    slot = {"kind": KIND, "version": VERSION, "for": text_of(key.content), "sender": text_of(sender)}
    return seal(slot, secret, _derived(shared, sender, key.content))


def keys_in(slots: list[dict[str, object]]) -> list[PublicKey]:
    """The council's keys that slots are sealed to; what this version cannot read is left out."""
    keys = []
    for slot in slots:
        try:
            if slot["kind"] == KIND and slot.get("version") == VERSION:
                keys.append(PublicKey(bytes_of(slot["for"], KEY_BYTES)))
        except (KeyError, ValueError):
            continue
    return keys


def open_with(slots: list[dict[str, object]], store: str, pem: bytes, password: str = "") -> RootSecret:
    """The root secret, by a council's private key file. Raises `CouncilKeyRejected`, `NoCouncilKey`, `PasswordNeeded`.

    Only slots that are sealed to its own public key are tried.
    """
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    private = _private_key(pem, password)
    own = private.public_key().public_bytes_raw()
    for slot in slots:
        try:
            if slot["kind"] != KIND or slot.get("version") != VERSION or bytes_of(slot["for"], KEY_BYTES) != own:
                continue
            sender = bytes_of(slot["sender"], KEY_BYTES)
            shared = private.exchange(X25519PublicKey.from_public_bytes(sender))
            secret = open_sealed(slot, store, lambda: _derived(shared, sender, own))  # noqa: B023 -- used at once
        except (KeyError, ValueError):
            continue
        if secret is not None:
            return secret
    raise CouncilKeyRejected(
        f"This caseload is not sealed to that council key ({PublicKey(own).fingerprint}). "
        "See which it is sealed to with: iro council-key"
    )


def fingerprint_of(pem: bytes, password: str = "") -> str:
    """The name of a council's key, of its private key file. Raises as `open_with`."""
    return PublicKey(_private_key(pem, password).public_key().public_bytes_raw()).fingerprint


def _private_key(pem: bytes, password: str) -> X25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        private = load_pem_private_key(pem, password.encode() if password else None)
    except TypeError as error:
        raise PasswordNeeded("The private key's file is locked by a password of its own.") from error
    except ValueError as error:
        if b"ENCRYPTED" in pem:
            raise PasswordNeeded("That password does not open the private key's file.") from error
        raise NoCouncilKey("That is not a private key file: it begins with BEGIN PRIVATE KEY.") from error
    if not isinstance(private, X25519PrivateKey):
        raise NoCouncilKey("That private key is of another kind: X25519 is asked for.")
    return private


def _derived(shared: bytes, sender: bytes, recipient: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=32, salt=sender + recipient, info=_PURPOSE).derive(shared)
