"""Putting a backup in a caseload's place: what there is to choose from, and the way back to work.

It asks nothing of what stands in the place: that may be damaged, or gone, or (on a new laptop) not there yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from iro_tui.caseload import own_settings, unlocking
from iro_tui.caseload.opening import open_with, require
from iro_tui.caseload.refusals import Refused, refusals
from iro_tui.caseload.session import Session
from iro_tui.caseload.unlocking import HeldKeys
from iro_tui.domain.words import amount_words, dated
from iro_tui.store import backups, keyfile, restoring
from iro_tui.store.backups import Backup
from iro_tui.store.connection import Connection
from iro_tui.store.engine import open_engine, reading
from iro_tui.store.files import read_whole, write_private
from iro_tui.store.mark import Head, head_of, holds
from iro_tui.store.place import Place, StoreError

CANNOT_BE_OPENED = -1
OLD, NEW = "the old passphrase", "the new passphrase"
"""What opens a backup, where that is not what was typed."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A backup as it is offered for restoring."""

    backup: Backup
    children: int
    """How many children it holds, or CANNOT_BE_OPENED."""
    last: datetime | None
    """When the last thing in it was done."""
    lacks: int | None
    """How many of the actions that the caseload is known to have had are not in it; None: nobody can tell."""
    strays: bool = False
    """Whether work is in it that is not in what stands here, and the other way round: an older copy went on."""
    opens_with: str = ""
    """What opens it in place of what was typed, by its own key file; empty where that was right, or nothing does."""

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
            return f"opens with {self.opens_with}" if self.opens_with else "it cannot be opened"
        if self.strays:
            return "it has work that is not here"
        if self.lacks is None:
            return "nobody can tell what is missing"
        return f"{amount_words(self.lacks, 'later actions')} not in it" if self.lacks else "nothing is missing"

    @property
    def why_not(self) -> str:
        """Why it cannot be put in place, and what to do; empty where it can."""
        if self.children != CANNOT_BE_OPENED:
            return ""
        if self.opens_with:
            return (
                f"That backup opens with {self.opens_with}: type that one for iro restore, or behind F9 on the locked "
                "screen. Nothing was changed."
            )
        return "That backup cannot be opened: take another one. Nothing was changed."

    @property
    def question(self) -> str:
        """What is asked before it is put in place."""
        return (
            f"Put the backup of {self.made_words} in the caseload's place? It holds "
            f"{amount_words(self.children, 'children')}; {self.lack_words}. What is there now is set aside, not lost."
        )


@contextmanager
def key_of(folder: Path, passphrase: str, code: str = "", source: Path | None = None) -> Iterator[HeldKeys]:
    """What opens a store and its backups, whatever its state: by passphrase or recovery code; wiped at the end.

    Each backup is opened by its own key file; with a `source`, another folder of backups, there need be no store.
    Raises NoStore, WrongPassphrase, Refused.
    """
    held = unlocked(folder, passphrase, code, source)
    try:
        yield held
    finally:
        held.wipe()


def unlocked(folder: Path, passphrase: str, code: str = "", source: Path | None = None) -> HeldKeys:
    """As `key_of`, but whoever asks wipes it."""
    place = Place(folder) if source else require(folder)
    if source and not backups.listed(source):
        raise Refused(f"There is no backup in {source}. Name the folder in which the backups lie.")
    with refusals():
        return HeldKeys(unlocking.by_code(code)) if code else unlocking.by_passphrase_of_any(place, passphrase, source)


def listed(folder: Path, held: HeldKeys, source: Path | None = None) -> list[Offered]:
    """The backups of the store in a folder, or in another folder of backups, the newest first, with what they hold."""
    place = Place(folder)
    mark = held.mark(place)
    reached = mark.head.seq if mark else None if place.mark.exists() else 0
    with _what_stands(place, held) as here:
        return [_offered(place, backup, held, reached, here) for backup in backups.listed(source or place.backups)]


@contextmanager
def _what_stands(place: Place, held: HeldKeys) -> Iterator[Connection | None]:
    """One look into the store in a place; None where it cannot be looked into."""
    with ExitStack() as stack:
        here = None
        if secret := held.of(place):
            with suppress(StoreError):
                here = stack.enter_context(backups.looking_into(place.database, secret))
        yield here


def _offered(
    place: Place, backup: Backup, held: HeldKeys, reached: int | None = None, here: Connection | None = None
) -> Offered:
    """A backup against how far its store is known to have come (None: what tells it cannot be read), and what stands
    here.
    """
    secret = held.of(backup.place)
    if secret is None:
        of_now = keyfile.store_in(backup.place.database) == keyfile.store_in(place.database)
        opens_with = (NEW if of_now else OLD) if keyfile.is_of(backup.place.key, backup.place.database) else ""
        return Offered(backup, CANNOT_BE_OPENED, None, None, opens_with=opens_with)
    own = backup.reached(secret)
    lacks = None if reached is None else max(0, reached - (own.head.seq if own else 0))
    try:
        with backups.looking_into(backup.place.database, secret) as copy:
            children = backups.children_in(copy)
            strays = own is not None and here is not None and _strays(copy, own.head, here)
    except StoreError:
        return Offered(backup, CANNOT_BE_OPENED, own.head.at if own else None, lacks)
    return Offered(backup, children, own.head.at if own else None, None if strays else lacks, strays)


def _strays(copy: Connection, head: Head, here: Connection) -> bool:
    """Whether a copy with this head and what stands here are two ways from one beginning: neither holds the other."""
    now = head_of(here)
    return not (holds(here, head) if head.seq <= now.seq else holds(copy, now))


def restore(folder: Path, backup: Backup, held: HeldKeys) -> str:
    """Put a backup in the place of the store in a folder, which must be closed; what was done. Raises Refused.

    What stands there is backed up first, if no backup has it and it is sound, and set aside in any case.
    """
    place = Place(folder)
    secret = held.of(backup.place)
    if secret is None:
        raise Refused(_offered(place, backup, held).why_not)
    unmade = _back_up_what_stands(place, held)
    with refusals():
        aside = restoring.restore(place, backup, secret, held.mark(place))
    sentences = ["The backup is in place."]
    sentences += [f"What stood there lies in {aside}."] if aside else []
    sentences += [unmade] if unmade else []
    sentences += ["Your settings came with it."] if _settings_from(backup) else []
    return " ".join(sentences)


def put_back(
    folder: Path, backup: Backup, held: HeldKeys, today: date | None, instead_of: Session | None = None
) -> tuple[Session, str]:
    """Restore and open what was restored; the open store and what was done. `instead_of` is closed first.

    Raises Refused; where one was closed and the backup could not be put in place, that one is open again instead.
    """
    own, place = held.copy(), Place(folder)
    if instead_of is not None:
        instead_of.close()
    try:
        done = restore(folder, backup, own)
    except Refused as refusal:
        if instead_of is None:
            own.wipe()
            raise
        done = str(refusal)
    secret = own.of(place)
    if secret is None:  # what stands there is not what these open, as where its file was lost
        own.wipe()
        raise Refused(done)
    return open_with(place, secret, today), done


def _back_up_what_stands(place: Place, held: HeldKeys) -> str:
    """Back up what stands in a place, where no backup has it; a sentence where that failed. What is damaged is not."""
    if (secret := held.of(place)) is None:
        return ""
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


def _moment(at: datetime) -> str:
    local = at.astimezone()
    return f"{dated(local.date())} {local:%H:%M}"


def _short(at: datetime) -> str:
    local = at.astimezone()
    return f"{local.day} {local:%b %Y %H:%M}"
