"""Putting a backup in a caseload's place: what there is to choose from, and the way back to work.

It asks nothing of what stands in the place: that may be damaged, or gone, or (on a new laptop) not there yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from iro_tui.caseload import own_settings, unlocking
from iro_tui.caseload.opening import open_with, require
from iro_tui.caseload.refusals import Refused, refusals
from iro_tui.caseload.session import Session
from iro_tui.domain.words import amount_words, dated
from iro_tui.store import backups, restoring
from iro_tui.store.backups import Backup
from iro_tui.store.engine import open_engine, reading
from iro_tui.store.files import read_whole, write_private
from iro_tui.store.mark import MarkFile, head_of
from iro_tui.store.place import Place, StoreError
from iro_tui.store.secret import RootSecret

CANNOT_BE_OPENED = -1


@dataclass(frozen=True, slots=True)
class Offered:
    """A backup as it is offered for restoring."""

    backup: Backup
    children: int
    """How many children it holds, or CANNOT_BE_OPENED."""
    last: datetime | None
    """When the last thing in it was done."""
    lacks: int
    """How many of the actions that the caseload is known to have had are not in it."""

    @property
    def name(self) -> str:
        """What it is called by: its folder's name."""
        return self.backup.folder.name

    @property
    def made_words(self) -> str:
        """When it was made, here."""
        return _moment(self.backup.at)

    @property
    def last_words(self) -> str:
        """When the last thing in it was done, here."""
        return _moment(self.last) if self.last else "nothing done"

    @property
    def made_cell(self) -> str:
        """When it was made, as a column has it."""
        return _short(self.backup.at)

    @property
    def last_cell(self) -> str:
        """When the last thing in it was done, as a column has it."""
        return _short(self.last) if self.last else "nothing done"

    @property
    def lack_words(self) -> str:
        """What would be missing, against what the caseload is known to have had."""
        if self.children == CANNOT_BE_OPENED:
            return "it cannot be opened"
        return f"{amount_words(self.lacks, 'later actions')} not in it" if self.lacks else "nothing is missing"

    @property
    def question(self) -> str:
        """What is asked before it is put in place."""
        return (
            f"Put the backup of {self.made_words} in the caseload's place? It holds "
            f"{amount_words(self.children, 'children')}; {self.lack_words}. What is there now is set aside, not lost."
        )


@contextmanager
def key_of(folder: Path, passphrase: str, code: str = "", source: Path | None = None) -> Iterator[RootSecret]:
    """The key of a store and its backups, whatever its state: by passphrase or recovery code; wiped at the end.

    Where the key file is gone or spoilt, those of the backups serve; with a `source`, another folder of backups, its
    own come first and there need be no store. Raises NoStore, WrongPassphrase, Refused.
    """
    secret = unlocked(folder, passphrase, code, source)
    try:
        yield secret
    finally:
        secret.wipe()


def unlocked(folder: Path, passphrase: str, code: str = "", source: Path | None = None) -> RootSecret:
    """As `key_of`, but whoever asks wipes it."""
    place = Place(folder) if source else require(folder)
    if source and not backups.listed(source):
        raise Refused(f"There is no backup in {source}. Name the folder in which the backups lie.")
    with refusals():
        return unlocking.by_code(code) if code else unlocking.by_passphrase_of_any(place, passphrase, source)


def listed(folder: Path, secret: RootSecret, source: Path | None = None) -> list[Offered]:
    """The backups of the store in a folder, or in another folder of backups, the newest first, with what they hold."""
    place = Place(folder)
    mark = MarkFile(place.mark, secret).read()
    reached = mark.head.seq if mark else 0
    kept = []
    for backup in backups.listed(source or place.backups):
        own = backup.reached(secret)
        seq = own.head.seq if own else 0
        kept.append(Offered(backup, _children(backup, secret), own.head.at if own else None, max(0, reached - seq)))
    return kept


def restore(folder: Path, backup: Backup, secret: RootSecret) -> str:
    """Put a backup in the place of the store in a folder, which must be closed; what was done. Raises Refused.

    What stands there is backed up first, if no backup has it and it is sound, and set aside in any case.
    """
    place = Place(folder)
    unmade = _back_up_what_stands(place, secret)
    with refusals():
        aside = restoring.restore(place, backup, secret)
    sentences = ["The backup is in place."]
    sentences += [f"What stood there lies in {aside}."] if aside else []
    sentences += [unmade] if unmade else []
    sentences += ["Your settings came with it."] if _settings_from(backup) else []
    return " ".join(sentences)


def put_back(
    folder: Path, backup: Backup, secret: RootSecret, today: date | None, instead_of: Session | None = None
) -> tuple[Session, str]:
    """Restore and open what was restored; the open store and what was done. `instead_of` is closed first.

    Raises Refused; where one was closed and the backup could not be put in place, that one is open again instead.
    """
    own = RootSecret(secret.reveal())
    if instead_of is not None:
        instead_of.close()
    try:
        done = restore(folder, backup, own)
    except Refused as refusal:
        if instead_of is None:
            own.wipe()
            raise
        done = str(refusal)
    return open_with(Place(folder), own, today), done


def _back_up_what_stands(place: Place, secret: RootSecret) -> str:
    """Back up what stands in a place, where no backup has it; a sentence where that failed. What is damaged is not."""
    try:
        engine = open_engine(place.database, secret)
    except StoreError:
        return ""
    try:
        with reading(engine) as connection:
            head = head_of(connection)
        if head.seq and not backups.has(place.backups, secret, head):
            backups.make(engine, place, secret, place.backups, beside=own_settings.files())
    except StoreError as error:
        return f"It was not backed up before: {error}"
    finally:
        engine.dispose()
    return ""


def _settings_from(backup: Backup) -> bool:
    """Take over the settings that lie in a backup, where this computer has none; whether it did."""
    if own_settings.files():
        return False
    taken = False
    for name in (own_settings.FILE, own_settings.REMEMBERED):
        source = backup.folder / name
        try:
            if source.is_file():
                own_settings.folder().mkdir(parents=True, exist_ok=True)
                write_private(own_settings.folder() / name, read_whole(source))
                taken = True
        except OSError:
            continue  # a comfort: the caseload is what was asked for
    return taken


def _children(backup: Backup, secret: RootSecret) -> int:
    try:
        with backups.looking_into(backup.place.database, secret) as connection:
            return backups.children_in(connection)
    except StoreError:
        return CANNOT_BE_OPENED


def _moment(at: datetime) -> str:
    local = at.astimezone()
    return f"{dated(local.date())} {local:%H:%M}"


def _short(at: datetime) -> str:
    local = at.astimezone()
    return f"{local.day} {local:%b %Y %H:%M}"
