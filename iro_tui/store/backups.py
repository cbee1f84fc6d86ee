"""Backups: whole, verified copies of a store, each a folder that could itself be opened as one.

One is made beside its place and gets its name when it was proved: it opens, every page and every row is sound, its
journal is whole. The database is copied page by page through SQLite, never as a file, so it may be in use meanwhile;
the key file and the mark lie beside it. Old ones are thinned, by day, week and month; what is dated in the future (a
clock that was wrong) is kept, and what no later one has: an older copy may stand in the store's place.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from iro_tui.clock import now
from iro_tui.store.connection import Connection, Engine
from iro_tui.store.engine import connect, explaining, in_use, open_engine, reading
from iro_tui.store.files import (
    clear_away,
    flush,
    flush_folder,
    make_private,
    opened,
    read_whole,
    reason,
    remove_tree,
    rename,
    write_private,
)
from iro_tui.store.mark import Head, HighWater, MarkFile, head_of, holds
from iro_tui.store.place import Place, StoreError
from iro_tui.store.reads import count_children
from iro_tui.store.secret import RootSecret
from iro_tui.store.soundness import faults_of, is_of_today

DAILY, WEEKLY, MONTHLY = 12, 10, 9
"""How many days, weeks and months keep their newest backup; as Anki does."""
LONGEST_LACKED = timedelta(days=31 * MONTHLY)
"""How long one is kept for what no later one has; then it goes as all do, for what was purged is to be gone."""
STAMP = "%Y-%m-%d %H.%M.%S"
"""How a moment (UTC) stands in the name of a folder."""
_IN_THE_MAKING = timedelta(hours=1)
_PAGES = 512
_PIECE = 1 << 20


class BackupFailed(StoreError):
    """No backup was made; the caseload itself is as it was."""


class OutOfTime(BackupFailed):
    """It would have taken longer than somebody was to wait."""


class OfAnother(StoreError):
    """A backup has other columns than this version of the program knows."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: its folder, and when it was made."""

    folder: Path
    at: datetime

    @property
    def place(self) -> Place:
        """The copy, as a store."""
        return Place(self.folder)

    def reached(self, secret: RootSecret) -> HighWater | None:
        """How far the journal had come in it; None where its mark is gone."""
        return MarkFile(self.place.mark, secret).read()


def listed(folder: Path) -> list[Backup]:
    """The backups in a folder, the newest first; none where it is away."""
    try:
        names = [path for path in folder.iterdir() if Place(path).database.is_file()]
    except OSError:
        return []
    return sorted((Backup(path, at) for path in names if (at := _made_at(path))), key=lambda b: b.at, reverse=True)


def newest(folder: Path) -> Backup | None:
    """The newest backup in a folder; None: there is none."""
    return next(iter(listed(folder)), None)


@contextmanager
def looking_into(database: Path, secret: RootSecret) -> Iterator[Connection]:
    """One look into a copy of a store. Raises `OfAnother`, and what `engine.open_engine` and `engine.typed` name."""
    engine = open_engine(database, secret)
    try:
        with reading(engine) as connection:
            yield connection
    except in_use() as error:  # a column that is asked for is not there
        raise OfAnother(f"{database} was made by another version of iro-tui and cannot be read by this one.") from error
    finally:
        engine.dispose()


def children_in(connection: Connection) -> int:
    """How many children a copy holds, also one that an earlier version made and this one would bring up to date."""
    if is_of_today(connection):
        return count_children(connection)
    return int(connection.value("SELECT count(*) FROM child WHERE deleted_at IS NULL"))


def has(folder: Path, secret: RootSecret, head: Head) -> bool:
    """Whether a backup in a folder has everything up to an entry of the journal."""
    marks = (backup.reached(secret) for backup in listed(folder))
    return any(mark is not None and mark.head.digest == head.digest for mark in marks)


def make(
    engine: Engine,
    place: Place,
    secret: RootSecret,
    folder: Path,
    in_time: Callable[[], bool] = lambda: True,
    beside: Iterable[Path] = (),
) -> Backup:
    """Back a store up into a folder of backups, with the files that are to travel with it.

    Raises `BackupFailed`, and what `engine.typed` names; then nothing is left of it. `in_time` says whether to go on;
    once it does not, `OutOfTime`.
    """
    try:
        key = read_whole(place.key)
    except OSError as error:
        raise BackupFailed(
            f"No backup was made, since the key file {place.key} cannot be read ({reason(error)}). Put it back from an "
            "earlier backup."
        ) from error
    at = now()
    while (folder / at.strftime(STAMP)).exists():  # of this very second
        at += timedelta(seconds=1)
    made = Backup(folder / at.strftime(STAMP), at)
    draft = Place(folder / f".{made.folder.name}.part")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        remove_tree(draft.folder)  # of one that was killed: nobody else writes there
        draft.prepare()
        _copy(engine, draft, secret, in_time)
        write_private(draft.key, key)
        for file in beside:
            write_private(draft.folder / file.name, read_whole(file))
        _prove(draft, secret)
        rename(draft.folder, made.folder)
        flush_folder(folder)
    except OSError as error:
        raise BackupFailed(
            f"No backup could be made in {folder} ({reason(error)}). Free some space there, or name another folder."
        ) from error
    finally:
        clear_away(draft.folder)
    return made


def copy(backup: Backup, folder: Path, in_time: Callable[[], bool] = lambda: True) -> Backup:
    """Copy a backup, as it is, into a second folder of backups; one that lies there already is left so.

    Raises `BackupFailed`, also where the folder itself is not there: a stick that is not in would be made as a folder.
    """
    copied = Backup(folder / backup.folder.name, backup.at)
    draft = folder / f".{copied.folder.name}.part"
    try:
        if not folder.is_dir():
            raise FileNotFoundError(errno.ENOENT, "it is not there")
        if copied.place.database.is_file():
            return copied
        remove_tree(draft)
        draft.mkdir(mode=0o700)
        for file in sorted(backup.folder.iterdir()):
            if file.is_file():
                _copy_file(file, draft / file.name, in_time)
        rename(draft, copied.folder)
        flush_folder(folder)
    except OSError as error:
        raise BackupFailed(
            f"The second backup could not be made in {folder} ({reason(error)}). The first one is safe."
        ) from error
    finally:
        clear_away(draft)
    return copied


def _copy_file(file: Path, to: Path, in_time: Callable[[], bool]) -> None:
    """Copy a file and read the copy again: a stick may take what it does not keep."""
    digests = sha256(), sha256()
    with opened(file) as source, os.fdopen(make_private(to), "wb") as target:
        while piece := source.read(_PIECE):
            if not in_time():
                raise OutOfTime("The second backup was put off: it takes longer than leaving may wait.")
            target.write(piece)
            digests[0].update(piece)
        flush(target)
    with opened(to) as copied:
        while piece := copied.read(_PIECE):
            digests[1].update(piece)
    if digests[0].digest() != digests[1].digest():
        raise OSError(errno.EIO, "the copy is not what was copied")


def thin(folder: Path, secret: RootSecret) -> list[Backup]:
    """Remove a store's backups that are one too many, and what was left half made; the former.

    What cannot be removed stays, and so does what holds work that none of the later ones does. Several stores may share
    a folder: only those of this one are counted and removed.
    """
    own = {backup: mark.head for backup in listed(folder) if (mark := backup.reached(secret))}
    wanted = to_keep([backup.at for backup in own], now())
    kept: list[Backup] = []
    gone: list[Backup] = []
    for backup, head in own.items():  # the newest first
        spare = backup.at not in wanted and (
            now() - backup.at > LONGEST_LACKED
            or any(own[later].seq >= head.seq and _holds(later, head, secret) for later in kept)
        )
        (gone if spare else kept).append(backup)
    for path in (*(backup.folder for backup in gone), *half_made(folder)):
        clear_away(path)
    return gone


def _holds(backup: Backup, head: Head, secret: RootSecret) -> bool:
    """Whether a backup has everything up to an entry of the journal: that stands in its own."""
    try:
        with looking_into(backup.place.database, secret) as connection:
            return holds(connection, head)
    except StoreError:
        return False


def half_made(folder: Path) -> list[Path]:
    """What backups that were killed have left in a folder: one that is being made is never so old."""
    try:
        return [
            path for path in folder.glob(".*.part") if path.is_dir() and _last_changed(path) < now() - _IN_THE_MAKING
        ]
    except OSError:
        return []


def _last_changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def to_keep(moments: Iterable[datetime], today: datetime) -> set[datetime]:
    """Which of these to keep: the newest of each of the last days, weeks and months with one; all of the future."""
    ordered = sorted(moments, reverse=True)
    kept = {at for at in ordered if at > today}
    past = [at for at in ordered if at <= today]
    periods: tuple[tuple[int, Callable[[date], object]], ...] = (
        (DAILY, lambda day: day),
        (WEEKLY, lambda day: day.isocalendar()[:2]),
        (MONTHLY, lambda day: (day.year, day.month)),
    )
    for most, period in periods:
        newest: dict[object, datetime] = {}
        for at in past:
            newest.setdefault(period(at.date()), at)
        kept |= set(list(newest.values())[:most])
    return kept


def _copy(engine: Engine, draft: Place, secret: RootSecret, in_time: Callable[[], bool]) -> None:
    os.close(make_private(draft.database))

    def go_on(*_: int) -> None:
        if not in_time():
            raise OutOfTime("The backup was put off: it takes longer than leaving may wait.")

    with (
        explaining(draft.database, in_use),
        closing(connect(draft.database, secret, making=True)) as target,
    ):
        with engine.connect() as source:
            source.raw.backup(target, pages=_PAGES, progress=go_on)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, which may be copied as such


def _prove(draft: Place, secret: RootSecret) -> None:
    with looking_into(draft.database, secret) as connection:
        faults, head = faults_of(connection), head_of(connection)
    if faults:
        raise BackupFailed(
            f"The backup was not kept, since the caseload is damaged: {faults[0]} Stop working in it, and restore an "
            "earlier backup."
        )
    _as_one_file(draft, secret)
    if not MarkFile(draft.mark, secret).write(HighWater(head), lasting=True):
        raise BackupFailed("The backup was not kept: the disk has no room for its mark. Free some space.")


def _as_one_file(draft: Place, secret: RootSecret) -> None:
    """Back to one file, after it was opened as a store is, and onto the disk."""
    with closing(connect(draft.database, secret)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    with opened(draft.database, "rb+") as file:
        flush(file)


def _made_at(folder: Path) -> datetime | None:
    try:
        return datetime.strptime(folder.name, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
