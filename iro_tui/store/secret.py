"""The root secret: sixteen random bytes from which everything that opens a store is made."""

import hmac
import secrets

from iro_tui.store.place import StoreError

ROOT_BYTES = 16


class SecretWiped(StoreError):
    """The secret was asked for after the store was locked."""

    def __init__(self) -> None:
        super().__init__("The caseload is locked. Unlock it with your passphrase first.")


class RootSecret:
    """Holds the root secret, overwrites it on `wipe`, and never shows it by accident.

    Python copies bytes freely, so wiping shortens the secret's life in memory; it does not promise more.
    """

    __slots__ = ("_content",)

    def __init__(self, content: bytes | bytearray) -> None:
        if len(content) != ROOT_BYTES:
            raise ValueError(f"a root secret has {ROOT_BYTES} bytes")
        self._content = bytearray(content)

    @classmethod
    def generate(cls) -> "RootSecret":
        """A fresh secret, for a new store."""
        return cls(secrets.token_bytes(ROOT_BYTES))

    @property
    def wiped(self) -> bool:
        """Whether the secret is gone."""
        return not self._content

    def reveal(self) -> bytes:
        """The sixteen bytes. Raises `SecretWiped` after `wipe`."""
        if self.wiped:
            raise SecretWiped
        return bytes(self._content)

    def database_key(self) -> bytes:
        """The 32-byte raw key of the database: HKDF-SHA256 of the root. Raises `SecretWiped`."""
        return self._derived(b"caseload-db-v1")

    def mark_key(self) -> bytes:
        """The 32-byte key that seals the mark beside the database, made likewise. Raises `SecretWiped`."""
        return self._derived(b"caseload-mark-v1")

    def store_id(self) -> str:
        """The id of the store, made likewise: 32 hexadecimal digits, no secret; each of its databases begins with it.

        Raises `SecretWiped`.
        """
        return self._derived(b"caseload-id-v1")[:16].hex()

    def held_key(self) -> bytes:
        """The 32-byte key that seals what is handed over a lock, made likewise. Raises `SecretWiped`."""
        return self._derived(b"caseload-held-v1")

    def _derived(self, purpose: bytes) -> bytes:
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(self.reveal())

    def wipe(self) -> None:
        """Overwrite and drop the secret; a second time does nothing."""
        for index in range(len(self._content)):
            self._content[index] = 0
        self._content.clear()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RootSecret):
            return NotImplemented
        return hmac.compare_digest(self._content, other._content)

    __hash__ = None  # type: ignore[assignment]  # a secret is not a dictionary key

    def __repr__(self) -> str:
        return "RootSecret(wiped)" if self.wiped else "RootSecret(hidden)"

    def __reduce__(self) -> str:
        raise TypeError("a root secret is never pickled")
