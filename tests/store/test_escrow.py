"""The council's slot: its private key opens the store, no other does; and nothing else is a key."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from iro_tui.store import escrow
from iro_tui.store.escrow import CouncilKeyRejected, NoCouncilKey, PasswordNeeded, PublicKey
from iro_tui.store.keyfile import Slot
from iro_tui.store.secret import RootSecret


def public_pem(private: X25519PrivateKey) -> str:
    return private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def pem(private: X25519PrivateKey | Ed25519PrivateKey, password: str = "") -> bytes:
    lock: KeySerializationEncryption = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)


COUNCIL, OTHER = X25519PrivateKey.generate(), X25519PrivateKey.generate()
KEY = PublicKey(COUNCIL.public_key().public_bytes_raw())


@pytest.fixture
def slots(secret: RootSecret) -> list[Slot]:
    return [{"kind": "passphrase"}, escrow.sealed_for(KEY, secret)]


def test_only_the_councils_private_key_opens_it(slots: list[Slot], secret: RootSecret) -> None:
    store = secret.store_id()
    assert escrow.open_with(slots, store, pem(COUNCIL)) == secret
    assert escrow.open_with(slots, store, pem(COUNCIL, "a password"), "a password") == secret
    for password in ("", "another"):
        with pytest.raises(PasswordNeeded):
            escrow.open_with(slots, store, pem(COUNCIL, "a password"), password)
    with pytest.raises(CouncilKeyRejected, match="not sealed to that council key"):
        escrow.open_with(slots, store, pem(OTHER))
    with pytest.raises(CouncilKeyRejected):
        escrow.open_with(slots, RootSecret(bytes(16)).store_id(), pem(COUNCIL))


def test_the_seal_covers_everything_in_the_slot(slots: list[Slot], secret: RootSecret) -> None:
    for name, value in slots[1].items():
        spoilt = {**slots[1], name: 7 if name == "version" else ("B" if str(value)[0] != "B" else "C") + str(value)[1:]}
        with pytest.raises(CouncilKeyRejected):
            escrow.open_with([spoilt], secret.store_id(), pem(COUNCIL))
    with pytest.raises(CouncilKeyRejected):
        escrow.open_with([{**slots[1], "extra": 1}], secret.store_id(), pem(COUNCIL))


def test_a_public_key_is_read_from_its_file_or_its_line() -> None:
    text = public_pem(COUNCIL)
    line = text.splitlines()[1]
    raw = base64.b64encode(KEY.content).decode()
    for written in (text, text.replace("\n", "\r\n"), line, f"  {line}\n", raw):
        assert escrow.public_key(written) == KEY
    assert len(KEY.fingerprint) == 19


@pytest.mark.parametrize("text", ["", "abc", "é", "A" * 44, pem(OTHER).decode(), "-----BEGIN PUBLIC KEY-----\nAAAA\n"])
def test_what_is_no_public_key(text: str) -> None:
    with pytest.raises(NoCouncilKey):
        escrow.public_key(text)


def test_a_key_that_nothing_can_be_sealed_to_is_refused(secret: RootSecret) -> None:
    with pytest.raises(NoCouncilKey):
        escrow.sealed_for(PublicKey(bytes(32)), secret)


def test_what_is_no_private_key(slots: list[Slot], secret: RootSecret) -> None:
    for content in (b"", b"\xff", public_pem(COUNCIL).encode(), pem(Ed25519PrivateKey.generate())):
        with pytest.raises(NoCouncilKey):
            escrow.open_with(slots, secret.store_id(), content)
