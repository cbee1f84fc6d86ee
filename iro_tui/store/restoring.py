"""Putting a backup in a store's place. What stood there is set aside whole, with its log: never written over."""

from __future__ import annotations

from pathlib import Path

from iro_tui.clock import now
from iro_tui.store.backups import STAMP, Backup, looking_into
from iro_tui.store.files import clear_away, copy_private, flush_folder, read_whole, reason, rename, write_private
from iro_tui.store.keyfile import opens
from iro_tui.store.mark import Head, HighWater, MarkFile, between, head_of
from iro_tui.store.place import Place, StoreError
from iro_tui.store.secret import RootSecret
from iro_tui.store.soundness import faults_of

_ASIDE, _DRAFT = "set aside ", ".restoring "
"""How the folder begins to which what stood in a place goes, and that in which what comes is made ready."""


class RestoreFailed(StoreError):
    """The backup was not put in place; what stood there stands there."""


def restore(place: Place, backup: Backup, secret: RootSecret, before: HighWater | None) -> Path | None:
    """Put a backup in a store's place, proved once more; the folder to which what stood there went, None: nothing did.

    `secret` opens the backup; `before` is how far what stood there had come, which another may have sealed. The store
    must be closed. Raises `RestoreFailed`, and what `engine.open_engine` raises for the copy.
    """
    stamp = now().strftime(STAMP)
    draft = Place(place.folder / f"{_DRAFT}{stamp}")
    aside = place.folder / f"{_ASIDE}{stamp}"
    try:
        place.prepare()
        draft.prepare()
        copy_private(backup.place.database, draft.database)
        mark = _noted(before, _proved(draft, secret), stamp, unread=before is None and place.mark.exists())
        MarkFile(draft.mark, secret).write(mark, lasting=True)
        key = place.key if opens(place.key, secret) else backup.place.key
        write_private(draft.key, read_whole(key))
        moved = _set_aside(place, aside)
        for path in (draft.key, draft.mark, draft.database):
            rename(path, place.folder / path.name)
        flush_folder(place.folder)
    except OSError as error:
        raise RestoreFailed(
            f"The backup could not be put in place ({reason(error)}). What was set aside lies in {aside}; "
            "try again when no other window has the caseload open."
        ) from error
    finally:
        clear_away(draft.folder)
    return aside if moved else None


def set_aside(place: Place) -> list[Path]:
    """The folders with what restoring has set aside, and what it left where it was killed."""
    try:
        return sorted(
            path for path in place.folder.iterdir() if path.name.startswith((_ASIDE, _DRAFT)) and path.is_dir()
        )
    except OSError:
        return []


def _proved(draft: Place, secret: RootSecret) -> Head:
    """How far the copy of the backup had come. Raises `RestoreFailed` where it is damaged."""
    with looking_into(draft.database, secret) as connection:
        faults, head = faults_of(connection), head_of(connection)
    if faults:
        raise RestoreFailed(f"That backup is damaged itself: {faults[0]} Take an earlier one. Nothing was changed.")
    return head


def _noted(before: HighWater | None, head: Head, stamp: str, *, unread: bool) -> HighWater:
    """The new mark: how far the backup had come, and what is missing from it of what was done since."""
    sentence = f"A backup was restored ({stamp})"
    if before and before.head.seq > head.seq:
        sentence += f": {before.head.seq - head.seq} later actions, {between(head.at, before.head.at)}, are not in it"
    if unread:
        sentence += ": what was done under another key is not in it, and nobody can tell how much"
    return HighWater(head, (*(before.losses if before else ()), sentence + "."))


def _set_aside(place: Place, aside: Path) -> bool:
    """Move what stands in the place away; the mark and the key are copied, for the next try needs them."""
    names = [place.database.name + end for end in ("", "-wal", "-shm", "-journal")]
    there = [place.folder / name for name in names if (place.folder / name).exists()]
    beside = [path for path in (place.key, place.mark) if path.exists()]
    if not there and not beside:
        return False
    aside.mkdir(mode=0o700)
    for path in beside:
        copy_private(path, aside / path.name)
    for path in there:
        rename(path, aside / path.name)
    return True
