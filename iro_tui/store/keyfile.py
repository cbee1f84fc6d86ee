"""The key file: the root secret wrapped in slots, each of which opens the store in its own way.

Its last line is a digest of all before it, so that damage is told from a slip of the passphrase; and it carries the
store's id, which the database has in clear in its first bytes, so that another caseload's key file is told from both.
Neither is a secret. While a new root takes the old one's place it holds both, each under its own id: whichever
database a power cut leaves, its slots are there. Here the slot of the passphrase is read; slots of other kinds are
kept as they are whenever the file is written.
"""

import json
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from iro_tui.store import recovery
from iro_tui.store.files import opened, reason, rename, write_private
from iro_tui.store.kdf import SALT_BYTES
from iro_tui.store.kdf import KdfCost as KdfCost
from iro_tui.store.passphrase import insist
from iro_tui.store.place import NotOpened, NotWhole, StoreError
from iro_tui.store.sealing import bytes_of, open_sealed, seal, text_of
from iro_tui.store.secret import RootSecret

VERSION = 1
PASSPHRASE = "passphrase"  # noqa: S105 -- the kind of a slot
Slot: TypeAlias = dict[str, object]

_FORMAT = "iro-tui key file"
_DIGEST = b"sha256 "
_LARGEST_FILE = 65_536
_ID_BYTES = 16
_PLAIN_HEADER = b"SQLite format 3\0"


class PassphraseRejected(NotOpened):
    """The passphrase does not open the slot; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            "That passphrase does not open this caseload. Check Caps Lock and try again; "
            "if it is lost, use the printed recovery code."
        )


class KeyFileMissing(NotWhole):
    """There is no key file beside the database."""


class KeyFileExists(StoreError):
    """A key file is there already and is never written over by a new store."""


class KeyFileDamaged(NotWhole):
    """The key file cannot be read, or asks for something absurd."""


class KeyFileForeign(StoreError):
    """The key file is whole, and another store's."""


class KeyFileNewer(StoreError):
    """The key file was written by a later version of the program."""


@dataclass(slots=True)
class Root:
    """The slots of one root secret; `store` is the id of the databases that it opens."""

    store: str
    slots: list[Slot]


@dataclass(slots=True)
class _Content:
    roots: list[Root] = field(default_factory=list)
    """The latest first."""
    others: dict[str, object] = field(default_factory=dict)
    """What a later version has written beside; kept."""


def store_in(database: Path) -> str | None:
    """The id of the store that a database file is of, in its first bytes; None where it tells none."""
    try:
        with opened(database) as file:
            head = file.read(_ID_BYTES)
    except OSError:
        return None
    return head.hex() if len(head) == _ID_BYTES and head != _PLAIN_HEADER else None


def is_of(path: Path, database: Path) -> bool:
    """Whether a key file is whole and has slots for a database, whoever may open them."""
    try:
        return store_in(database) in {root.store for root in _read(path).roots}
    except StoreError:
        return False


def create(path: Path, secret: RootSecret, passphrase: str, cost: KdfCost) -> None:
    """Write the key file of a new store, never over another.

    Raises `KeyFileExists`, `WeakPassphrase`.
    """
    if os.path.lexists(path):
        raise KeyFileExists(f"{path} belongs to a caseload that is already there. Nothing was changed.")
    insist(passphrase)
    _write(path, _Content([Root(secret.store_id(), [_passphrase_slot(secret, passphrase, cost)])]))


def unlock(path: Path, passphrase: str, store: str | None = None) -> RootSecret:
    """The root secret, for the right passphrase. The file is only read. `store`: the database that it is to open.

    Raises `PassphraseRejected`, `KeyFileMissing`, `KeyFileDamaged`, `KeyFileForeign`, `KeyFileNewer`.
    """
    root = root_of(path, store)
    return _unwrap(path, root.store, _only_passphrase_slot(path, root.slots), passphrase)


def open_with_recovery(code: str) -> RootSecret:
    """The root secret from the printed code, with or without a key file. Raises `RecoveryCodeError`.

    Only the database knows whether it is its own: open it (`proven=False`) before `set_passphrase`.
    """
    return RootSecret(recovery.decode(code))


def change_passphrase(path: Path, old: str, new: str, cost: KdfCost) -> None:
    """Wrap the same root again under a new passphrase; the database is not touched.

    Raises what `unlock` raises, and `WeakPassphrase`; the file is then unchanged.
    """
    secret = unlock(path, old)
    try:
        set_passphrase(path, secret, new, cost)
    finally:
        secret.wipe()


def set_passphrase(path: Path, secret: RootSecret, passphrase: str, cost: KdfCost) -> None:
    """Give a store, opened by other means, a new passphrase; `secret` must have opened its database.

    Makes the key file if it is gone; sets a damaged one, or another store's, aside as `….damaged`; keeps slots of
    other kinds. Raises `WeakPassphrase`, `KeyFileNewer`.
    """
    insist(passphrase)
    store, kept = secret.store_id(), _Content()
    try:
        kept = _read(path)
        if not any(root.store == store for root in kept.roots):
            raise _foreign(path)
    except KeyFileMissing:
        pass
    except (KeyFileDamaged, KeyFileForeign):
        kept = _Content()
        rename(path, path.with_name(path.name + ".damaged"))
    slots = next((root.slots for root in kept.roots if root.store == store), [])
    mine = [_passphrase_slot(secret, passphrase, cost), *(slot for slot in slots if slot["kind"] != PASSPHRASE)]
    _write(path, _Content([Root(store, mine)], kept.others))


def root_of(path: Path, store: str | None = None) -> Root:
    """The slots for a database, or the latest ones. Raises what `unlock` raises, but for the passphrase."""
    roots = _read(path).roots
    matching = [root for root in roots if store in (None, root.store)]
    if not matching:
        raise _foreign(path)
    return matching[0]


def opens(path: Path, secret: RootSecret) -> bool:
    """Whether a key file is whole and has slots for the databases of this root."""
    try:
        return any(root.store == secret.store_id() for root in _read(path).roots)
    except StoreError:
        return False


def change_slots(path: Path, store: str, change: Callable[[list[Slot]], list[Slot]]) -> None:
    """Replace the slots of a store's root by what `change` makes of them. Raises what `root_of` raises."""
    content = _read(path)
    for root in content.roots:
        if root.store == store:
            root.slots = change(root.slots)
            break
    else:
        raise _foreign(path)
    _write(path, content)


def add_root(path: Path, secret: RootSecret, passphrase: str, cost: KdfCost, others: list[Slot]) -> None:
    """Put a new root before those that are there, until `keep_only` is told which database stands."""
    insist(passphrase)
    content = _read(path)
    slots = [_passphrase_slot(secret, passphrase, cost), *others]
    content.roots = [Root(secret.store_id(), slots), *content.roots]
    _write(path, content)


def keep_only(path: Path, store: str) -> None:
    """Drop the slots of every other root, where there are some."""
    content = _read(path)
    kept = [root for root in content.roots if root.store == store]
    if kept and len(content.roots) > 1:
        content.roots = kept
        _write(path, content)


# The file


def _write(path: Path, content: _Content) -> None:
    roots = [{"store": root.store, "slots": root.slots} for root in content.roots]
    whole = {**content.others, "format": _FORMAT, "version": VERSION, "roots": roots}
    try:
        write_private(path, signed(json.dumps(whole, indent=2).encode() + b"\n"))
    except OSError as error:
        raise StoreError(
            f"The key file {path} could not be written ({reason(error)}). "
            "Free some space or ask for the right to write there; the passphrase is as it was."
        ) from error


def signed(body: bytes) -> bytes:
    """The bytes of a key file, with the line that tells whether they are whole."""
    return body + _DIGEST + sha256(body).hexdigest().encode() + b"\n"


def _read(path: Path) -> _Content:
    """The whole file, the frame checked: each slot is an object with a kind."""
    try:
        with opened(path) as file:
            raw = file.read(_LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise KeyFileMissing(
            f"The key file {path} is missing. Put it back from a backup, or use the printed recovery code."
        ) from error
    except OSError as error:
        raise StoreError(
            f"The key file {path} cannot be read ({reason(error)}). "
            "Close programs that may hold it, or ask your IT service."
        ) from error
    body = raw[: raw.rfind(_DIGEST)]
    if len(raw) > _LARGEST_FILE or raw != signed(body):
        raise _damaged(path)
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or content.pop("format", None) != _FORMAT:
        raise _damaged(path)
    version = content.pop("version", None)
    if version != VERSION:
        raise _newer(path) if _later(version) else _damaged(path)
    roots = content.pop("roots", None)
    if not isinstance(roots, list) or not roots:
        raise _damaged(path)
    return _Content([_root(path, root) for root in roots], content)


def _root(path: Path, root: object) -> Root:
    if not isinstance(root, dict) or not isinstance(root.get("store"), str) or not isinstance(root.get("slots"), list):
        raise _damaged(path)
    if not all(isinstance(slot, dict) and "kind" in slot for slot in root["slots"]):
        raise _damaged(path)
    return Root(root["store"], root["slots"])


# The slot of the passphrase


def _passphrase_slot(secret: RootSecret, passphrase: str, cost: KdfCost) -> Slot:
    salt = secrets.token_bytes(SALT_BYTES)
    slot: Slot = {"kind": PASSPHRASE, "version": VERSION, "kdf": "argon2id", **asdict(cost), "salt": text_of(salt)}
    return seal(slot, secret, cost.derive(passphrase, salt))


def _only_passphrase_slot(path: Path, slots: list[Slot]) -> Slot:
    # One only: a hostile file could otherwise ask for a thousand derivations.
    mine = [slot for slot in slots if slot["kind"] == PASSPHRASE]
    if len(mine) != 1:
        raise _damaged(path)
    if mine[0].get("version") != VERSION:
        raise _newer(path) if _later(mine[0].get("version")) else _damaged(path)
    return mine[0]


def _unwrap(path: Path, store: str, slot: Mapping[str, object], passphrase: str) -> RootSecret:
    try:
        if slot["kdf"] != "argon2id":
            raise ValueError("unknown key derivation")
        cost = KdfCost(slot["memory_kib"], slot["passes"], slot["lanes"])  # type: ignore[arg-type]  # checks itself
        salt = bytes_of(slot["salt"], SALT_BYTES)
        opened_slot = open_sealed(slot, store, lambda: cost.derive(passphrase, salt))
    except (KeyError, ValueError) as error:
        raise _damaged(path) from error
    if opened_slot is None:
        raise PassphraseRejected
    return opened_slot


def _later(version: object) -> bool:
    return type(version) is int and version > VERSION


def _damaged(path: Path) -> KeyFileDamaged:
    return KeyFileDamaged(
        f"The key file {path} is damaged. Put it back from a backup, or use the printed recovery code."
    )


def _foreign(path: Path) -> KeyFileForeign:
    return KeyFileForeign(
        f"The key file {path} belongs to another caseload than the one beside it, or that one's beginning is damaged. "
        "Put back the key file of the newest backup, or the whole backup, or use the printed recovery code."
    )


def _newer(path: Path) -> KeyFileNewer:
    return KeyFileNewer(
        f"The key file {path} was written by a newer iro-tui. Install that version; nothing was changed."
    )
