"""The slot of the system's keyring: off until it is asked for, and never the only way in.

The keyring (Windows Credential Manager, macOS Keychain, the Secret Service of Linux) holds a random key, the slot the
root secret sealed with it: neither opens the caseload alone. Any program that runs under the same name can read it.
Where it is not there, or not installed, that is a sentence, and the passphrase opens as before.
"""

import secrets
from typing import Any

from iro_tui.store.place import StoreError
from iro_tui.store.sealing import bytes_of, open_sealed, seal, text_of
from iro_tui.store.secret import RootSecret

KIND = "keyring"
VERSION = 1
SERVICE = "iro-tui"
_KEY_BYTES = 32


class NoKeyring(StoreError):
    """The system's keyring cannot be used here."""


class KeyringForgot(StoreError):
    """The keyring does not open this caseload: it has no key for it, or another one."""

    def __init__(self) -> None:
        super().__init__("This computer's keyring does not open the caseload any more. Type the passphrase.")


def is_on(slots: list[dict[str, object]]) -> bool:
    """Whether the keyring may open the store."""
    return any(slot["kind"] == KIND for slot in slots)


def sealed(secret: RootSecret) -> dict[str, object]:
    """A slot that this computer's keyring opens, with its key put there. Raises `NoKeyring`."""
    key = secrets.token_bytes(_KEY_BYTES)
    _call("set_password", SERVICE, secret.store_id(), text_of(key))
    return seal({"kind": KIND, "version": VERSION}, secret, key)


def open_with(slots: list[dict[str, object]], store: str) -> RootSecret:
    """The root secret, by the key in the keyring. Raises `KeyringForgot`, `NoKeyring`."""
    slot = next((slot for slot in slots if slot["kind"] == KIND and slot.get("version") == VERSION), None)
    if slot is None:
        raise NoKeyring("This computer's keyring is not set to open this caseload: iro keyring on")
    try:
        key = bytes_of(_call("get_password", SERVICE, store), _KEY_BYTES)
        secret = open_sealed(slot, store, lambda: key)
    except (KeyError, ValueError):
        raise KeyringForgot from None
    if secret is None:
        raise KeyringForgot
    return secret


def forget(store: str) -> None:
    """Take the key out of the keyring, where it still has it. Raises `NoKeyring`."""
    if _call("get_password", SERVICE, store) is not None:
        _call("delete_password", SERVICE, store)


def _call(name: str, *arguments: str) -> Any:
    try:
        import keyring
    except ImportError:
        raise NoKeyring(
            "The keyring of this computer needs a package that is not installed: keyring. "
            "Have it installed beside iro-tui, or go on with the passphrase."
        ) from None
    try:
        return getattr(keyring, name)(*arguments)
    except Exception as error:  # each system's keyring fails in its own way, and none may keep the passphrase out
        raise NoKeyring(
            f"The keyring of this computer cannot be used ({type(error).__name__}). Go on with the passphrase."
        ) from error
