"""The refusals a face shows: each carries one plain sentence, and nothing was changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class Refused(Exception):
    """What was asked cannot be done; the text says why and what to do. Nothing was changed."""


class WrongPassphrase(Refused):
    """The passphrase or recovery code does not open the store."""


class NoStore(Refused):
    """There is no store in the folder."""


@contextmanager
def refusals() -> Iterator[None]:
    """Turns what the store refuses into what a face shows."""
    from iro_tui.store.place import NotOpened, StoreError

    try:
        yield
    except StoreError as error:
        raise (WrongPassphrase if isinstance(error, NotOpened) else Refused)(str(error)) from error
