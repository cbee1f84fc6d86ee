"""Making a store, opening it, and the sample that is gone afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from iro_tui.caseload import practices
from iro_tui.caseload.refusals import NoStore, Refused, WrongPassphrase, refusals
from iro_tui.caseload.session import Session
from iro_tui.store import engine as database
from iro_tui.store import keyfile, migrations, recovery
from iro_tui.store.place import Place
from iro_tui.store.secret import RootSecret


def create(
    folder: Path,
    passphrase: str,
    practice: str = practices.DEFAULT,
    today: date | None = None,
    cost: keyfile.KdfCost | None = None,
) -> tuple[Session, str]:
    """A new, empty store and its recovery code, which is shown once. Raises Refused; then nothing was made."""
    loaded = practices.find(practice)
    place = Place(folder)
    with refusals():
        if place.exists:
            raise Refused(f"There is a caseload in {folder} already. Open it, or choose another folder with --store.")
        weak = keyfile.check_passphrase(passphrase)
        if weak:
            raise Refused(weak)
        place.prepare()
        secret = RootSecret.generate()
        try:
            keyfile.create(place.key, secret, passphrase, cost or keyfile.KdfCost.benchmark())
            session = Session(_new_database(place, secret), secret, place, today)
        except BaseException:
            for path in (place.database, place.key):
                path.unlink(missing_ok=True)
            raise
        if practice != practices.DEFAULT:
            session.use_practice(loaded)
        return session, recovery.encode(secret.reveal())


def unlock(folder: Path, passphrase: str, today: date | None = None) -> Session:
    """Open a store with its passphrase. Raises NoStore, WrongPassphrase, Refused."""
    place = require(folder)
    with refusals():
        return _open(place, keyfile.unlock(place.key, passphrase), today, proven=True)


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
        weak = keyfile.check_passphrase(passphrase)
        if weak:
            raise Refused(weak)
        try:
            secret = keyfile.open_with_recovery(code)
            session = _open(place, secret, today, proven=False)
        except (recovery.RecoveryCodeError, database.WrongKey) as error:
            raise WrongPassphrase(str(error)) from None
        try:
            keyfile.set_passphrase(place.key, secret, passphrase, cost or keyfile.KdfCost.benchmark())
        except BaseException:
            session.close()
            raise
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
    return keyfile.suggest_passphrase()


def require(folder: Path) -> Place:
    """The place of the store in a folder. Raises NoStore."""
    place = Place(folder)
    if not place.exists:
        raise NoStore(f"There is no caseload in {folder}. Make one with: iro init")
    return place


def _open(place: Place, secret: RootSecret, today: date | None, *, proven: bool) -> Session:
    engine = database.open_engine(place.database, secret, proven=proven)
    try:
        migrations.migrate(engine)
        return Session(engine, secret, place, today)
    except BaseException:
        engine.dispose()
        raise
