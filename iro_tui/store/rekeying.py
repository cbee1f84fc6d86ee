"""A new root secret, where somebody may know the old one: a copy of the database under the new key in its place.

The copy is proved before it takes the old one's name. Whichever of the two a power cut leaves, the key file has its
slots: it holds both until the new one stands. What lies elsewhere (backups, what was set aside) stays as it is, and
opens with what it was made with.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlcipher3

from iro_tui.store import escrow, keyfile, own
from iro_tui.store.backups import looking_into
from iro_tui.store.connection import StoreBusy
from iro_tui.store.engine import connect, explaining, in_use, open_engine, writing
from iro_tui.store.files import clear_away, flush, flush_folder, make_private, opened, reason, rename
from iro_tui.store.kdf import KdfCost
from iro_tui.store.mark import HighWater, MarkFile, head_of
from iro_tui.store.place import Place, StoreError
from iro_tui.store.secret import RootSecret
from iro_tui.store.soundness import faults_of

RENEWED = "The caseload has a new key: the old passphrase and the old recovery code do not open it any more."
_WAIT_MS = 1500
"""How long another window is waited for."""


class RekeyingFailed(StoreError):
    """There is no new key; the caseload, its passphrase and its recovery code are as they were."""


def renew(place: Place, secret: RootSecret, new: RootSecret, passphrase: str, cost: KdfCost) -> None:
    """Put a proved copy under the root `new` in a store's place; the store must be closed everywhere.

    The council's keys open the new one too; the system's keyring does not. Raises `RekeyingFailed`, `StoreBusy`,
    `WeakPassphrase`, and what `engine.typed` names; the old one stands then.
    """
    draft = place.database.with_name(f".{place.database.name}.{secrets.token_hex(4)}.new")
    before = MarkFile(place.mark, secret).read()
    councils = escrow.keys_in(keyfile.root_of(place.key, secret.store_id()).slots)
    try:
        with _alone(place.database, secret) as old:
            _copy(old, draft, new)
            mark = _proved(draft, new, before)
            others = [escrow.sealed_for(key, new) for key in councils]
            keyfile.add_root(place.key, new, passphrase, cost, others)
            _replace(old, draft, place.database)
    except OSError as error:
        raise RekeyingFailed(
            f"The new key could not be made ({reason(error)}). Free some space, or ask for the right to write in "
            f"{place.folder}. The caseload is as it was."
        ) from error
    finally:
        for leftover in (draft, *(draft.with_name(draft.name + end) for end in ("-wal", "-shm", "-journal"))):
            clear_away(leftover)
        keyfile.keep_only(place.key, keyfile.store_in(place.database) or "")
    # A power cut before this leaves a mark that says nothing, and is said so once.
    MarkFile(place.mark, new).write(mark, lasting=True)


@contextmanager
def _alone(database: Path, secret: RootSecret) -> Iterator[sqlcipher3.Connection]:
    """The only connection to a database, without a log, holding everybody else off."""
    with explaining(database, in_use), closing(connect(database, secret)) as connection:
        connection.execute(f"PRAGMA busy_timeout={_WAIT_MS}")
        try:
            alone = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0] == "delete"
        except sqlcipher3.OperationalError:
            alone = False
        if not alone:
            raise StoreBusy("Another window has the caseload open. Close it first; nothing was changed.")
        # The lock outlasts the transaction: out of an open one SQLite copies nothing.
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        yield connection


def _copy(old: sqlcipher3.Connection, draft: Path, new: RootSecret) -> None:
    os.close(make_private(draft))
    with closing(connect(draft, new, making=True)) as target:
        old.backup(target)
    engine = open_engine(draft, new)
    try:
        with writing(engine) as connection:
            own.write_draft(connection, own.CODE_CONFIRMED, None)  # the new code is on no paper yet
            from iro_tui.store import key_changes

            key_changes.enter(connection, "New key", RENEWED)
    finally:
        engine.dispose()


def _proved(draft: Path, new: RootSecret, before: HighWater | None) -> HighWater:
    """The mark of the copy, which is sound, and one file on the disk."""
    with looking_into(draft, new) as connection:
        faults, head = faults_of(connection), head_of(connection)
    if faults:
        raise RekeyingFailed(
            f"No new key was made, since the caseload is damaged: {faults[0]} Restore the newest good backup first."
        )
    with closing(connect(draft, new)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    with opened(draft, "rb+") as file:
        flush(file)
    return HighWater(head, before.losses if before else ())


def _replace(old: sqlcipher3.Connection, draft: Path, database: Path) -> None:
    """Give the copy the old one's name. Who has just opened the old one finds nothing in it to write into."""
    if os.name != "posix":
        old.close()  # an open file keeps its name there
        rename(draft, database)
        return
    descriptor = os.open(database, os.O_RDWR)
    try:
        rename(draft, database)
        flush_folder(database.parent)
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)
