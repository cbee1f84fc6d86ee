"""Signing, encrypting and packing, as files between laptops and a child's log at a server both have them.

Ed25519, HKDF, AES-256-GCM and zlib; nothing of a store is known here.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Mapping
from typing import Any

KEY_BYTES = 32
NONCE_BYTES = 12


def signature_of(content: bytes, private: bytes) -> bytes:
    """The signature of a content by the private half of a key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(private).sign(content)


def is_signature(signature: bytes, content: bytes, sign: bytes) -> bool:
    """Whether it is this key's signature of the content."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(sign).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def stretched(secret: bytes, use: bytes) -> bytes:
    """A key for one use out of a secret."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), KEY_BYTES, salt=None, info=use).derive(secret)


def encrypted(key: bytes, content: bytes, bound: bytes) -> bytes:
    """The content as nobody reads it without the key; what is `bound` to it must stand beside it unaltered."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, bound)


def decrypted(key: bytes, content: bytes, bound: bytes) -> bytes | None:
    """The content again; None: another key, or something was altered."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], bound)
    except (InvalidTag, ValueError):
        return None


def packed(values: Mapping[str, Any]) -> bytes:
    """Values as they are encrypted."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpacked(content: bytes, most: int) -> Any:
    """The values again, out of a text of so many bytes at the most. Raises ValueError, RecursionError, zlib.error."""
    unpacking = zlib.decompressobj()
    text = unpacking.decompress(content, most)
    if unpacking.unconsumed_tail or not unpacking.eof:
        raise ValueError("more than is allowed")
    return json.loads(text)
