"""Sealing the root secret in a slot under a 32-byte key: AES-256-GCM, which vouches for all else in the slot too."""

import base64
import json
import secrets
from collections.abc import Callable, Mapping

from iro_tui.store.secret import ROOT_BYTES, RootSecret

_NONCE_BYTES = 12
_WRAPPED_BYTES = ROOT_BYTES + 16
_SEALED = ("nonce", "wrapped")


def seal(slot: Mapping[str, object], secret: RootSecret, key: bytes) -> dict[str, object]:
    """The slot with the root secret in it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE_BYTES)
    wrapped = AESGCM(key).encrypt(nonce, secret.reveal(), _bound(slot, secret.store_id()))
    return {**slot, "nonce": text_of(nonce), "wrapped": text_of(wrapped)}


def open_sealed(slot: Mapping[str, object], store: str, key: Callable[[], bytes]) -> RootSecret | None:
    """The root secret of a store, out of a slot; None: the key is not its key.

    Raises ValueError or KeyError, before the key is worked out, for a slot that cannot be one.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce, wrapped = bytes_of(slot["nonce"], _NONCE_BYTES), bytes_of(slot["wrapped"], _WRAPPED_BYTES)
    try:
        return RootSecret(AESGCM(key()).decrypt(nonce, wrapped, _bound(slot, store)))
    except InvalidTag:
        return None


def text_of(content: bytes) -> str:
    """Bytes as they stand in the file."""
    return base64.b64encode(content).decode("ascii")


def bytes_of(text: object, length: int) -> bytes:
    """So many bytes, as they stand in the file. Raises ValueError for anything else."""
    content = base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    if len(content) != length:
        raise ValueError("wrong length")
    return content


def _bound(slot: Mapping[str, object], store: str) -> bytes:
    """What the seal vouches for besides the secret: everything but the sealed bytes, and which store it is of."""
    bound = {name: value for name, value in slot.items() if name not in _SEALED} | {"store": store}
    return json.dumps(bound, sort_keys=True, separators=(",", ":")).encode()
