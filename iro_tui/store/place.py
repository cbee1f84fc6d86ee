"""Where a store lives on the disk, and how its files are kept to their owner.

Imported before the first paint: the standard library only, no SQL.
"""

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath

from iro_tui.store.files import clear_away, flush_folder, meant, reason, rename

FOLDER_MODE = 0o700

# How synchronising programs name their folders, by the beginning of one part of the path.
_SYNC_FOLDERS = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "sharepoint": "SharePoint",
}
_ONEDRIVE_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


AS_ADMINISTRATOR = (
    "This runs with an administrator's rights: a caseload made now might not be yours to open. "
    "Open a terminal in the usual way, not 'as administrator', and begin again. Nothing was made."
)
_KEYRING_SLOT = b'"kind": "keyring"'


class StoreError(Exception):
    """Something about the store that a person can be told: `str()` is a plain sentence with a remedy."""


class MovedOn(StoreError):
    """A row, or the last operation, is not any more what the caller had before them; nothing was changed."""


class AsksFirst(StoreError):
    """Nothing is wrong, but a person is to say yes before it is done; `str()` says why. Nothing was changed."""


class NotWhole(StoreError):
    """What stands in the place is no whole store any more; a backup can be put there."""


class NotOpened(StoreError):
    """What was given does not open the store: a wrong passphrase, or a key that nothing vouches for."""


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of one store and the names of the files in it."""

    folder: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.folder / "caseload.db"

    @property
    def key(self) -> Path:
        """The key file: the root secret, wrapped."""
        return self.folder / "caseload.key"

    @property
    def has_keyring_slot(self) -> bool:
        """Whether a keyring may open it, by a look at the key file's letters alone: all that the first picture asks."""
        try:
            return _KEYRING_SLOT in self.key.read_bytes()
        except OSError:
            return False

    @property
    def mark(self) -> Path:
        """The mark: how far the journal had come."""
        return self.folder / "caseload.mark"

    @property
    def guesses(self) -> Path:
        """The file of wrong guesses at the passphrase."""
        return self.folder / "caseload.guesses"

    @property
    def backups(self) -> Path:
        """The folder of backups."""
        return self.folder / "backups"

    @property
    def exists(self) -> bool:
        """Whether anything of a store is here, even half of one: then none is ever created over it.

        Raises `StoreError` where that cannot be known: a folder that may not be looked into, a drive that is away.
        """
        wal = self.database.with_name(self.database.name + "-wal")
        try:
            return any(map(_is_there, (self.database, self.key, self.backups, wal)))
        except OSError as error:
            raise StoreError(
                f"The folder {self.folder} cannot be looked into ({reason(error)}), so whether it holds your caseload "
                "is not known. Connect the drive it is on, or ask your IT service for the right to read it."
            ) from error

    def prepare(self) -> None:
        """Make the folder, for its owner only.

        A folder that already holds other people's or other programs' things keeps its mode (the files of the
        store are private by themselves). Raises `StoreError` if it cannot be made.
        """
        try:
            self.folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            if self.exists or not any(self.folder.iterdir()):
                self.folder.chmod(FOLDER_MODE)
        except OSError as error:
            raise StoreError(
                f"The folder {self.folder} cannot be used ({reason(error)}). "
                "Choose another with --store, or ask your IT service for the right to write there."
            ) from error

    @contextmanager
    def making(self) -> Iterator["Place"]:
        """A draft beside it to make the whole store in, closed again at the end: then it gets this folder's name.

        Two who make one at once: the first to be done has it, the other gets a `StoreError`. On any error nothing is
        left of the draft; nothing else is ever deleted.
        """
        import secrets

        draft = Place(self.folder.with_name(f".{self.folder.name}.{secrets.token_hex(4)}.new"))
        if self.exists:
            raise StoreTaken(self.folder)
        from iro_tui import windows

        if windows.elevated():
            raise StoreError(AS_ADMINISTRATOR)
        draft.prepare()
        try:
            yield draft
            self._take_name_of(draft.folder)
        except BaseException:
            clear_away(draft.folder)
            raise

    def _take_name_of(self, draft: Path) -> None:
        try:
            if self.folder.is_dir():
                self.folder.rmdir()  # an empty one: Windows renames onto nothing, and a full one is never written over
            rename(draft, self.folder)
        except OSError as error:
            if self.exists:
                raise StoreTaken(self.folder) from error
            raise StoreError(
                f"The folder {self.folder} cannot become a caseload's ({reason(error)}). A caseload has a folder of "
                "its own: name a new one with --store. Nothing was made."
            ) from error
        flush_folder(self.folder.parent)


class StoreTaken(StoreError):
    """There is a store already, or anything of one: none is ever made over it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"There is a caseload in {folder} already. Open it, or choose another folder with --store. "
            "Nothing was changed."
        )


def _is_there(path: Path) -> bool:
    """Whether something has this name. Raises OSError where that cannot be known; `os.path.lexists` calls that no."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        if meant(error) == errno.ENODEV:
            raise
        nearest = next((folder for folder in path.parents if folder.exists()), None)
        if nearest is None or (nearest in _WHERE_DRIVES_HANG and nearest != path.parent):
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV)) from None
        return False
    except ValueError:  # Windows is not even asked for a path beyond its longest
        raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG)) from None
    return True


_WHERE_DRIVES_HANG = frozenset(map(Path, ("/mnt", "/media", "/run/media", "/Volumes")))
"""Folders whose folders are drives: one that is not there is a drive that is away, not a folder still to be made."""


def default_place() -> Place:
    """This person's own store: a folder in the local (never roaming) data folder of the operating system.

    A packaged Python writes into a private copy of that folder, which goes with it: then it is a folder of the
    profile itself. What lies in the private one is still opened, as long as it was not moved.
    """
    from iro_tui import windows

    usual = private_place()
    if not windows.packaged():
        return usual
    own = own_place()
    return usual if usual.database.exists() and not own.database.exists() else own


def own_place() -> Place:
    """The place in the profile itself, which no program has a private copy of."""
    return Place(Path.home() / "iro-tui" / "caseload")


def private_place() -> Place:
    """The usual folder of the system; a packaged Python has a copy of it for itself, by the same name."""
    from platformdirs import user_data_path

    return Place(user_data_path("iro-tui", appauthor=False, roaming=False) / "caseload")


def private_folder_warning(folder: Path) -> str | None:
    """The sentence about a caseload that goes when this Python is taken away, or None."""
    from iro_tui import windows

    if not windows.packaged() or folder != private_place().folder:
        return None
    return (
        f"The caseload in {folder} lies in the private folder of a packaged Python, and goes when that Python is "
        f"removed. Close every window of iro, then move it to {Path.home() / 'iro-tui'} with: iro doctor --move"
    )


def sync_folder_warning(folder: PurePath, environ: Mapping[str, str] | None = None) -> str | None:
    """The sentence to show where a synchronising program or a network would damage a live store, or None.

    A concrete path is also looked at where its links and mapped drives lead.
    """
    environ = os.environ if environ is None else environ
    candidates = [PureWindowsPath(folder)]
    if isinstance(folder, Path):
        with suppress(OSError, RuntimeError):  # a warning is never worth a refusal
            candidates.append(PureWindowsPath(folder.resolve()))
    for candidate in candidates:
        if keeper := _kept_by(folder) or _keeper(candidate, environ):
            return (
                f"The folder {folder} is kept by {keeper}, which can damage a caseload while it is open. "
                "Keep the caseload in its usual place on this computer; backups may go there."
            )
    return None


def _kept_by(folder: PurePath) -> str:
    """What the system itself says of a folder that is there; a name may be any."""
    if not isinstance(folder, Path):
        return ""
    from iro_tui import windows

    if windows.on_network(folder):
        return "a network drive"
    return "a synchronising program" if windows.synchronised(folder) else ""


def _keeper(folder: PureWindowsPath, environ: Mapping[str, str]) -> str | None:
    drive = folder.drive.casefold()
    if drive.startswith("\\\\?\\unc\\") or (drive.startswith("\\\\") and drive[2] not in "?."):
        return "a network drive"
    if any(root and folder.is_relative_to(root) for root in map(environ.get, _ONEDRIVE_VARIABLES)):
        return "OneDrive"
    for part in folder.parts:
        for name, keeper in _SYNC_FOLDERS.items():
            if part.casefold().startswith(name):
                return keeper
    return None
