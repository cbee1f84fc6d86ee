"""Keeping a caseload safe: backups when something was done, and looking through the whole of it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from iro_tui import clock
from iro_tui.caseload import own_settings
from iro_tui.caseload.refusals import Refused, refusals
from iro_tui.caseload.session import Session
from iro_tui.domain.words import amount_words
from iro_tui.store import backups, replay, restoring
from iro_tui.store.backups import Backup, OutOfTime
from iro_tui.store.engine import reading
from iro_tui.store.files import clear_away
from iro_tui.store.mark import MarkFile, head_of
from iro_tui.store.place import Place, StoreError
from iro_tui.store.soundness import faults_of

LEAVING_SECONDS = 1.0
"""How long leaving may wait for a backup; what takes longer is made when nobody waits."""
A_DAY = timedelta(days=1)


def is_due(session: Session, least_age: timedelta = timedelta(0)) -> bool:
    """Whether something was done that no backup has, and the newest is so old at least. Never for the made-up one."""
    if not session.place.key.exists():
        return False
    newest = backups.newest(session.place.backups)
    with refusals(), reading(session.engine) as connection:
        head = head_of(connection)
    if head.seq == 0:
        return False
    if newest is None:
        return True
    mark = newest.reached(session.secret)
    return (mark is None or mark.head.digest != head.digest) and clock.now() - newest.at >= least_age


def back_up(session: Session, to: Path | None = None, seconds: float | None = None) -> Backup:
    """Make a backup now, in the caseload's own folder of backups or another; raises Refused, also when out of time."""
    if not session.place.key.exists():
        raise Refused("The made-up caseload is gone when you leave: there is nothing to back up.")
    folder = to or session.place.backups
    with refusals():
        made = backups.make(
            session.engine, session.place, session.secret, folder, _within(seconds), own_settings.files()
        )
    backups.thin(folder, session.secret)
    return made


def back_up_before(session: Session, what: str) -> str:
    """Make a backup before something large, where something was done that none has; a sentence where it failed.

    It stops nothing: who may not write into the folder of backups could never bring a file in.
    """
    try:
        if is_due(session):
            back_up(session)
    except Refused as refusal:
        return f"No backup was made before the {what}. {refusal}"
    return ""


def is_due_beside(session: Session, folder: Path) -> bool:
    """Whether the newest backup does not lie in a second folder yet. Never for the made-up caseload."""
    if not session.place.key.exists():
        return False
    newest = backups.newest(session.place.backups)
    return newest is not None and not Place(folder / newest.folder.name).database.is_file()


def copy_beside(session: Session, folder: Path, seconds: float | None = None) -> Backup | None:
    """Copy the newest backup into a second folder too; None where there is none. Raises Refused, also out of time."""
    newest = backups.newest(session.place.backups)
    if newest is None:
        return None
    with refusals():
        copied = backups.copy(newest, folder, _within(seconds))
    backups.thin(folder, session.secret)
    return copied


def _within(seconds: float | None) -> Callable[[], bool]:
    """Tells whether so many seconds from now are not over yet; None: as long as it takes."""
    ends = math.inf if seconds is None else time.monotonic() + seconds
    return lambda: time.monotonic() < ends


def ran_out_of_time(refusal: Refused) -> bool:
    """Whether a backup was only put off: nothing is wrong then, and it is made when nobody waits."""
    return isinstance(refusal.__cause__, OutOfTime)


def look_through(session: Session) -> tuple[list[str], list[str]]:
    """Look through the whole store: what was looked at, and every fault."""
    with suppress(StoreError):  # it is told below; what a power cut left in the log is brought into the file
        session.prove()
    with refusals(), reading(session.engine) as connection:
        faults = [*faults_of(connection), *replay.differences(connection)]
        head = head_of(connection)
    newest = backups.newest(session.place.backups)
    looked = [
        "every page, as it was sealed",
        "every row, and those it names",
        f"the journal, its chain of {amount_words(head.seq, 'actions')}, whose head is {head.digest or 'none'}",
        "the journal played again, against every fact",
        "the mark beside the caseload",
    ]
    faults += [session.missing] if session.missing else []
    if newest is None and session.place.key.exists():
        faults.append("There is no backup yet: iro backup makes one, and leaving the screens does.")
    return looked, faults


def on_record(session: Session) -> list[str]:
    """What was lost before and what was restored, a sentence each: it is no fault of what stands here."""
    mark = MarkFile(session.place.mark, session.secret).read()
    return list(mark.losses) if mark else []


def older_copies(session: Session, folders: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The folders of this store's backups, here and in second folders, and of what a restore set aside here."""
    everywhere = (session.place.backups, *folders)
    kept = [
        backup.folder for folder in everywhere for backup in backups.listed(folder) if backup.reached(session.secret)
    ]
    half_made = [path for folder in everywhere for path in backups.half_made(folder)]
    return (*kept, *half_made, *restoring.set_aside(session.place))


def replace_backups(session: Session, folders: Sequence[Path] = ()) -> str:
    """Make a backup as it is now, and remove the older copies; what came of it.

    None is removed where no new one could be made.
    """
    older = older_copies(session, folders)
    try:
        back_up(session)
    except Refused as refusal:
        return f"The backups were kept, since no new one could be made: {refusal}"
    stay = [folder for folder in older if not clear_away(folder)]
    if stay:
        return f"{amount_words(len(stay), 'backups')} could not be removed: {stay[0]}."
    return "A new backup was made, and the older ones are removed too."
