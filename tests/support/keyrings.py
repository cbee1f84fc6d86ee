"""A keyring of this computer that lasts as long as a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError


class Remembering(KeyringBackend):
    """A keyring that keeps what it is given."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError


@contextmanager
def remembering() -> Iterator[Remembering]:
    """This computer's keyring is such a one."""
    before, own = keyring.get_keyring(), Remembering()
    keyring.set_keyring(own)
    try:
        yield own
    finally:
        keyring.set_keyring(before)
