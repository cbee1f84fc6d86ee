"""A text sealed with what opens the store: only who opens the same store reads it again."""

import secrets

from iro_tui.store.secret import RootSecret

_NONCE_BYTES = 12


def seal(secret: RootSecret, text: str) -> bytes:
    """The text as nobody reads it (AES-256-GCM). Raises `SecretWiped`."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(secret.held_key()).encrypt(nonce, text.encode("utf-8", "surrogatepass"), None)


def unseal(secret: RootSecret, sealed: bytes) -> str:
    """The text again; empty where another store's secret sealed it, or it was spoilt. Raises `SecretWiped`."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        opened = AESGCM(secret.held_key()).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None)
    except (InvalidTag, ValueError):
        return ""
    return opened.decode("utf-8", "surrogatepass")
