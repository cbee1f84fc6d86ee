"""The encrypted database: opened with every guard, or refused with a plain sentence.

`open_engine` never creates; `new_engine` never writes over. A transaction is `reading` or `writing`, nothing else.
"""

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import sqlcipher3

from iro_tui.store.connection import BUSY, BUSY_SECONDS, Connection, Engine, StoreBusy
from iro_tui.store.files import flush_folder, make_private, meant, opened, remove, rename
from iro_tui.store.hooks import ANEW, ASKING, ONLY_SHOWN, PROOF, REACHED
from iro_tui.store.place import NotOpened, NotWhole, StoreError
from iro_tui.store.secret import RootSecret

APPLICATION_ID = 0x49524F31  # "IRO1"
LATEST = 1  # the schema this program reads and writes: PRAGMA user_version
MEMORY_SECURITY = "ON"  # what the library lets go of is wiped, never swapped
NONE_HELD = 0
"""Statements that a connection keeps prepared. They would hold its own small memory, and every value would have to be
given some that is locked and wiped by itself: fifteen calls of the system a row, most of the time of a large import."""
OLDEST_SQLITE = (3, 51, 3)  # before it, two writers could corrupt a database in WAL mode

_PLAIN_HEADER = b"SQLite format 3\0"
_PAGE_BYTES = 4096


class EngineUnfit(StoreError):
    """The installed SQLite is too old or does not encrypt."""


class StoreMissing(NotWhole):
    """There is no database file."""


class StoreExists(StoreError):
    """A database file is there already and is never written over by a new store."""


class StoreEmpty(NotWhole):
    """The database file has no content; opening it would silently begin a new one."""


class StoreUnencrypted(NotWhole):
    """The database file is an ordinary, readable SQLite file."""


class StoreForeign(NotWhole):
    """The file opens with the key but belongs to another program."""


class StoreNewer(StoreError):
    """The database was written by a later version of the program; it was not touched."""


class WrongKey(NotOpened):
    """The key, which nothing vouches for, does not open the database."""


class StoreDamaged(NotWhole):
    """The database cannot be read though the key is the right one."""


class StoreFull(StoreError):
    """The disk is full."""


class StoreReadOnly(StoreError):
    """The database or its folder may not be written."""


class StoreGone(StoreError):
    """The file that is open is not the one that stands in the place: it was removed, moved or replaced."""


class StoreDenied(StoreError):
    """The database may not be opened."""


class StoreDisk(StoreError):
    """The disk reported a fault."""


class StoreAway(StoreError):
    """The drive is not connected."""


# By SQLite's primary result code.
_BY_CODE: dict[int, tuple[type[StoreError], str]] = {
    3: (
        StoreDenied,
        "{file} may not be opened. Check that it is not on a network drive and that you may write in its folder.",
    ),
    5: (StoreBusy, BUSY),
    8: (
        StoreReadOnly,
        "{file} or its folder is read-only: nothing can be saved. Make it writable, or restore the caseload elsewhere.",
    ),
    10: (StoreDisk, "The disk reported a fault at {file}; your last change was not saved. Make a backup now."),
    11: (StoreDamaged, "{file} is damaged. Stop working in it and restore the newest good backup."),
    13: (
        StoreFull,
        "The disk is full: nothing was lost, but your last change is not saved yet. Free some space and try again.",
    ),
}
_BY_CODE |= {6: _BY_CODE[5], 14: _BY_CODE[3], 23: _BY_CODE[3], 26: _BY_CODE[11]}
_BY_ERRNO: dict[int, tuple[type[StoreError], str]] = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), _BY_CODE[13]),
    errno.EROFS: _BY_CODE[8],
    **dict.fromkeys((errno.EACCES, errno.EPERM), _BY_CODE[3]),
    errno.EIO: _BY_CODE[10],
    errno.EBUSY: (
        StoreBusy,
        "Another program is reading {file}: a virus scanner, a backup, a synchronising one. Wait and try again.",
    ),
    errno.ENODEV: (StoreAway, "The drive that {file} is on is not connected. Connect it and try again."),
}
"""By the number of a file's error, as `files.meant` has it."""


WRITING, READING, AS_IT_IS = "rw", "ro", "ro&immutable=1"
"""How a file is opened. As it is: without its log and without a look whether anybody writes, so nobody may."""


def new_engine(path: Path, secret: RootSecret) -> Engine:
    """Make an empty encrypted database, without tables (see `migrations.create`), and open it.

    It gets its name only when it is whole, so a crash never leaves half of one. Raises `StoreExists` and what
    `open_engine` raises.
    """
    check_library(sqlcipher3.sqlite_version_info)
    if os.path.lexists(path):
        raise StoreExists(f"{path} is a caseload that is already there. Nothing was changed.")
    draft = path.with_name(path.name + ".new")
    with explaining(path):
        remove(draft)
        os.close(make_private(draft))
        connection = connect(draft, secret, making=True)
        try:
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        finally:
            connection.close()
        rename(draft, path)
        flush_folder(path.parent)
    return open_engine(path, secret)


def open_engine(path: Path, secret: RootSecret, *, proven: bool = True, how: str = WRITING) -> Engine:
    """Open an existing database; each of its connections takes the key from `secret` until that is wiped.

    `proven` says that the key slot vouched for the secret: then a refusal means damage (`StoreDamaged`), otherwise
    `WrongKey`. Raises these, `EngineUnfit`, `StoreMissing`, `StoreEmpty`, `StoreUnencrypted`, `StoreForeign`,
    `StoreNewer`, and what `typed` names. A refused file keeps every byte.
    """
    check_library(sqlcipher3.sqlite_version_info)
    with explaining(path):
        _check_file(path)
        _check_content(path, secret, proven, AS_IT_IS if how == AS_IT_IS else READING)
    return Engine(path, lambda: (connect(path, secret, how), _identity(path)))


def connect(path: Path, secret: RootSecret, how: str = WRITING, *, making: bool = False) -> sqlcipher3.Connection:
    """A bare connection to an existing file, keyed and set up; backups use it too. Raises sqlcipher3's errors.

    `making` is for a file that has no content yet: the id of its store becomes its first bytes, as its salt.
    """
    # Not Path.as_uri: SQLite refuses the host name it writes for \\server\share.
    name = path.absolute().as_posix()
    quoted = quote(os.fsencode(name), safe="/:")
    uri = f"file://{'' if name.startswith('/') else '/'}{quoted}?mode={how}"
    connection = sqlcipher3.connect(
        uri,
        uri=True,
        check_same_thread=False,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        detect_types=sqlcipher3.PARSE_COLNAMES,
        cached_statements=NONE_HELD,
    )
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")  # or it writes over the screen
        connection.execute(f"PRAGMA cipher_memory_security={MEMORY_SECURITY}")
        salt = secret.store_id() if making else ""
        connection.execute(f"PRAGMA key = \"x'{secret.database_key().hex()}{salt}'\"")
        check_cipher(connection.execute("PRAGMA cipher_version").fetchone())
        connection.execute("PRAGMA user_version").fetchone()  # fails here on a wrong key; the tables are not looked at
        settings = ["foreign_keys=ON", "secure_delete=ON", "trusted_schema=OFF", "temp_store=MEMORY"]
        settings += ["fullfsync=ON", "checkpoint_fullfsync=ON"]  # for macOS, where nothing less reaches the disk
        if how == WRITING:
            settings += ["journal_mode=WAL", "synchronous=FULL"]
        for setting in settings:
            connection.execute(f"PRAGMA {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent look, which no writer disturbs and which cannot write. Raises what `typed` names."""
    with explaining(engine.database, in_use), engine.connect() as connection, connection.transaction():
        yield connection


@contextmanager
def writing(engine: Engine, *, done: bool = False) -> Iterator[Connection]:
    """One transaction, kept on success, undone whole on any error. Raises what `typed` names.

    `done`: it is something done, for the journal; then it is asked first.

    Takes its turn at once (`StoreBusy` after `BUSY_SECONDS`), so it never fails half-way for another's commit. What
    the journal reached by it is told, once it is kept, to whom `tell_reached` named.
    """
    hooks = engine.hooks
    if hooks.get(ONLY_SHOWN):
        hooks[ANEW]()
        if hooks.get(ONLY_SHOWN):
            raise StoreReadOnly(hooks[ONLY_SHOWN])
    if done and (ask := hooks.get(ASKING)):
        ask()
    if prove := hooks.get(PROOF):
        prove()
    with explaining(engine.database, in_use), engine.connect() as connection:
        connection.info.pop(REACHED, None)  # of a transaction that was undone
        with connection.transaction(write=True):
            _insist_on_its_file(connection)
            yield connection
            _insist_on_its_file(connection)
        reached = connection.info.pop(REACHED, None)
    tell = hooks.get(REACHED)
    if tell and reached:
        tell(reached)


def checkpoint(engine: Engine) -> None:
    """Bring what lies in the write-ahead log into the database, if nobody is in the way: that can be lost."""
    with explaining(engine.database, in_use), engine.connect() as connection:
        connection.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _identity(path: Path | str) -> tuple[int, int] | None:
    """Which file stands in a place, whatever it is called; None: none that can be seen."""
    try:
        status = Path(path).stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _insist_on_its_file(connection: Connection) -> None:
    """What is written into a file that was removed or replaced meanwhile is written into nothing."""
    place = connection.engine.database
    if connection.file != _identity(place):
        raise StoreGone(
            f"{place} was moved, removed or replaced while it was open, so nothing more can be kept in it. Your last "
            "change was not kept. Leave, put the folder back where it was, or restore the newest backup."
        )


def check_library(version: tuple[int, ...]) -> None:
    """Raises `EngineUnfit` for a SQLite that can corrupt a database."""
    if version < OLDEST_SQLITE:
        raise EngineUnfit(
            f"The installed SQLite {'.'.join(map(str, version))} is too old to be trusted with a caseload. "
            "Install iro-tui again with its own libraries (sqlcipher3 0.6.4 or later)."
        )


def check_cipher(version: tuple[str] | None) -> None:
    """Raises `EngineUnfit` when `PRAGMA cipher_version` answers nothing: that library would write plain text."""
    if not version or not version[0]:
        raise EngineUnfit(
            "The installed database library does not encrypt, so nothing was opened. "
            "Install iro-tui again with its own libraries (sqlcipher3 0.6.4 or later)."
        )


def typed(error: BaseException, file: str = "The caseload file") -> StoreError | None:
    """The `StoreError` that a database or file error amounts to, or None if a person could not act on it."""
    if isinstance(error, StoreError):
        return error
    if isinstance(error, OSError):
        known = _BY_ERRNO.get(meant(error))
    else:
        origin = getattr(error, "orig", error)  # of an error of the driver's that SQLAlchemy wraps
        known = _BY_CODE.get(getattr(origin, "sqlite_errorcode", 0) & 0xFF)
    if known is None:
        return None
    kind, sentence = known
    return kind(sentence.format(file=file))


def in_use() -> tuple[type[Exception], ...]:
    """The errors of a database that is used; an OSError of the work in hand is about some other file."""
    wrapped = sys.modules.get("sqlalchemy.exc")  # not loaded: nothing of it was raised
    return (sqlcipher3.Error, wrapped.DBAPIError) if wrapped else (sqlcipher3.Error,)


def opening() -> tuple[type[Exception], ...]:
    """The errors of a database that is opened, made or copied."""
    return sqlcipher3.Error, OSError


@contextmanager
def explaining(file: Path | str | None, kinds: Callable[[], tuple[type[Exception], ...]] = opening) -> Iterator[None]:
    """Turns errors of these kinds into the `StoreError` they amount to, where there is one."""
    try:
        yield
    except kinds() as error:
        if known := typed(error, str(file)):
            raise known from error
        raise


def _check_file(path: Path) -> None:
    try:
        with opened(path) as file:
            page = file.read(_PAGE_BYTES)
    except FileNotFoundError as error:
        raise StoreMissing(
            f"{path} is missing. Put it back, or restore the newest backup; nothing was created."
        ) from error
    if not page:
        raise StoreEmpty(f"{path} is empty, which no caseload ever is. Restore the newest backup.")
    if page.startswith(_PLAIN_HEADER):
        raise StoreUnencrypted(
            f"{path} is not encrypted, so iro-tui did not make it and will not use it. Restore the newest backup."
        )
    if len(page) < _PAGE_BYTES:  # SQLite takes a few bytes for an empty database
        raise StoreDamaged(f"{path} is cut short. Restore the newest good backup.")


def _check_content(path: Path, secret: RootSecret, proven: bool, how: str) -> None:
    """Look at the file before any connection that could write to it, not even at closing."""
    try:
        connection = connect(path, secret, how)
    except sqlcipher3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != 26:
            raise
        if proven:
            raise StoreDamaged(
                f"The passphrase is right, but {path} cannot be read with it: the file is damaged or belongs to "
                "another key file. Restore the newest good backup."
            ) from None
        raise WrongKey(
            f"That does not open {path}: the recovery code is another caseload's, or the file is damaged. "
            "Look at the printed code again, or restore the newest good backup."
        ) from None
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    finally:
        connection.close()
    if application != APPLICATION_ID:
        raise StoreForeign(f"{path} belongs to another program. Restore the newest backup of the caseload.")
    refuse_newer(str(path), version, LATEST)


def refuse_newer(file: str, version: int, latest: int) -> None:
    """Raises `StoreNewer` when a database's schema is later than this program's."""
    if version > latest:
        raise StoreNewer(
            f"{file} was last used with a newer iro-tui (schema {version}, this one knows {latest}). "
            "Start that one, or go back to the backup it made at its first start (iro restore); nothing was changed."
        )
