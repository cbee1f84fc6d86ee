"""The refusals a face shows: each carries one plain sentence, and nothing was changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class Refused(Exception):
    """What was asked cannot be done; the text says why and what to do. Nothing was changed.

    `question` names what it is about, where that is an answer of a form: it is said beside its field.
    """

    def __init__(self, sentence: str, *, question: str = "") -> None:
        super().__init__(sentence)
        self.question = question


class ChangedMeanwhile(Refused):
    """What it rests on was changed since it was seen, by another window perhaps."""


class AskedFirst(Refused):
    """It is done once a person has said that it may be; the text is what they are asked."""


class NothingRecorded(Refused):
    """The row says nothing yet that could be corrected."""


class WrongPassphrase(Refused):
    """The passphrase or recovery code does not open the store."""


class Spoilt(Refused):
    """The store is damaged, or part of it is gone: a backup can be put in its place."""


class NoStore(Refused):
    """There is no store in the folder."""


@contextmanager
def refusals() -> Iterator[None]:
    """Turns what the store refuses into what a face shows."""
    from iro_tui.store.place import AsksFirst, MovedOn, NotOpened, NotWhole, StoreError

    try:
        yield
    except StoreError as error:
        kinds = (
            (NotOpened, WrongPassphrase),
            (MovedOn, ChangedMeanwhile),
            (AsksFirst, AskedFirst),
            (NotWhole, Spoilt),
            (StoreError, Refused),
        )
        refused = next(refused for kind, refused in kinds if isinstance(error, kind))
        raise refused(str(error)) from error


@contextmanager
def refusing(question: str) -> Iterator[None]:
    """What is refused within is about a question of this name, unless it says another."""
    try:
        yield
    except Refused as refusal:
        refusal.question = refusal.question or question
        raise
