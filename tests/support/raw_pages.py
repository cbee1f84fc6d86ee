"""The bytes of an encrypted store as they lie on the disk, opened page by page: what no query would show any more.

A page that SQLite let go of, or a frame of its log, still holds what stood there unless it was written over.
"""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from iro_tui.store.secret import RootSecret

PAGE, SALT, RESERVE = 4096, 16, 80
"""Bytes of a page; of the salt before the first; at the end of each, where its vector and seal lie."""
_FRAMES, _FRAME = 32, 24
"""Bytes before the first frame of a log, and before the page of each."""


def raw_bytes(database: Path, secret: RootSecret) -> bytes:
    """Every page of the database and of its log, in the clear; the slack of the pages too."""
    key = bytes(secret.database_key())
    wal = database.with_name(f"{database.name}-wal")
    log = wal.read_bytes() if wal.exists() else b""
    frames = [log[at + _FRAME : at + _FRAME + PAGE] for at in range(_FRAMES, len(log), _FRAME + PAGE)]
    content = database.read_bytes()
    pages = [content[at : at + PAGE] for at in range(0, len(content), PAGE)]
    return b"".join(_opened(page, key) for page in (*pages, *frames) if len(page) == PAGE)


def _opened(page: bytes, key: bytes) -> bytes:
    """A page as SQLite sees it; the first begins with the salt, which is not sealed, and so shows sixteen odd bytes."""
    cipher = Cipher(algorithms.AES(key), modes.CBC(page[-RESERVE : -RESERVE + 16]))
    return b"".join(cipher.decryptor().update(page[start:-RESERVE]) for start in (0, SALT))
