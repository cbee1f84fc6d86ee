"""Making a store, opening it, and the sample that is gone afterwards."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

from iro_tui.caseload import own_settings, practices, unlocking
from iro_tui.caseload.key_record import on_record
from iro_tui.caseload.refusals import NoStore, Refused, refusals
from iro_tui.caseload.session import Session
from iro_tui.store import backups, cleaning, keyfile, migrations, recovery
from iro_tui.store import engine as database
from iro_tui.store import passphrase as passphrases
from iro_tui.store.connection import Engine
from iro_tui.store.guesses import counted
from iro_tui.store.only_shown import open_as_it_lies
from iro_tui.store.place import Place, StoreTaken
from iro_tui.store.secret import RootSecret

RECOVERED = "The recovery code opened the caseload, and it has a new passphrase; the code is as it was."


def create(
    folder: Path,
    passphrase: str,
    practice: str | None = None,
    today: date | None = None,
    cost: keyfile.KdfCost | None = None,
) -> tuple[Session, str]:
    """A new, empty store and its recovery code, which is shown once. Raises Refused; then nothing was made.

    A practice that is named is kept as chosen, also the statutory one: a later one then rules from its day on.
    """
    loaded = None if practice is None else practices.find(practice)
    place, secret = Place(folder), RootSecret.generate()
    with refusals():
        if weak := passphrases.check_passphrase(passphrase):
            raise Refused(weak)
        with place.making() as draft:
            keyfile.create(draft.key, secret, passphrase, cost or keyfile.KdfCost.benchmark())
            first = Session(_new_database(draft, secret), RootSecret(secret.reveal()), draft, today)
            try:
                if loaded:
                    first.use_practice(loaded)
            finally:
                first.close()
        return _open(place, secret, today, proven=True), recovery.encode(secret.reveal())


def unlock(folder: Path, passphrase: str, today: date | None = None) -> Session:
    """Open a store with its passphrase. Raises NoStore, WrongPassphrase, Refused."""
    place = require(folder)
    with refusals():
        return _open(place, unlocking.by_passphrase(place, passphrase), today, proven=True)


def unlock_by_keyring(folder: Path, today: date | None = None) -> Session:
    """Open a store by this computer's keyring. Raises NoStore, Refused: then the passphrase is asked for."""
    place = require(folder)
    with refusals():
        return _open(place, unlocking.by_keyring(place), today, proven=True)


def recover(
    folder: Path,
    code: str,
    passphrase: str,
    today: date | None = None,
    cost: keyfile.KdfCost | None = None,
) -> Session:
    """Open a store with its recovery code and give it a new passphrase. Raises NoStore, WrongPassphrase, Refused."""
    place = require(folder)
    with refusals():
        weak = passphrases.check_passphrase(passphrase)
        if weak:
            raise Refused(weak)
        secret = unlocking.by_code(code)
        with counted(place.guesses):
            session = _open(place, secret, today, proven=False)
        try:
            costing = cost or keyfile.KdfCost.benchmark()
            on_record(
                session, "Lost passphrase", RECOVERED,
                lambda: keyfile.set_passphrase(place.key, secret, passphrase, costing),
            )  # fmt: skip
        except BaseException:
            session.close()
            raise
        with suppress(Refused):  # where nothing can be written, it is asked for again
            session.confirm_code()  # it was typed: it is on paper
        return session


def new_session(folder: Path, today: date | None, on_close: Callable[[], None]) -> Session:
    """An empty store whose key is in memory only, opened."""
    place, secret = Place(folder), RootSecret.generate()
    with refusals():
        return Session(_new_database(place, secret), secret, place, today, on_close=on_close)


def _new_database(place: Place, secret: RootSecret) -> Engine:
    engine = database.new_engine(place.database, secret)
    try:
        migrations.create(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def suggest_passphrase() -> str:
    """Five words that nobody has used before."""
    return passphrases.suggest_passphrase()


def vacant(folder: Path) -> None:
    """Raises Refused where there is a store in a folder, or where that cannot be known."""
    with refusals():
        if Place(folder).exists:
            raise StoreTaken(folder)


def require(folder: Path) -> Place:
    """The place of the store in a folder. Raises NoStore, and Refused where it cannot be known."""
    place = Place(folder)
    with refusals():
        there = place.exists
    if not there:
        raise NoStore(f"There is no caseload in {folder}. Make one with: iro init")
    return place


def open_with(place: Place, secret: RootSecret, today: date | None) -> Session:
    """Open a store with its key, which is the session's from then on. Raises Refused."""
    with refusals():
        return _open(place, secret, today, proven=True)


def _open(place: Place, secret: RootSecret, today: date | None, *, proven: bool) -> Session:
    engine = open_as_it_lies(place.database, secret, proven=proven)

    def back_up() -> None:
        backups.make(engine, place, secret, place.backups, beside=own_settings.files())

    try:
        migrations.migrate(engine, before=back_up)
        cleaning.clean_if_owed(engine)
        return Session(engine, secret, place, today)
    except BaseException:
        engine.dispose()
        raise
