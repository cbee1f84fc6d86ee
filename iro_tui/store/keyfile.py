"""The key file: the root secret wrapped in slots, each of which opens the store in its own way.

Only the passphrase slot is read here. Slots of other kinds (a council's escrow key, the system's keyring) are kept
as they are whenever the file is written.
"""

import base64
import json
import math
import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import ClassVar, Self, TypeAlias

from iro_tui.store import recovery
from iro_tui.store.files import opened, reason, rename, write_private
from iro_tui.store.passphrase import insist, normal
from iro_tui.store.place import NotOpened, StoreError
from iro_tui.store.secret import ROOT_BYTES, RootSecret

VERSION = 1

_FORMAT = "iro-tui key file"
_KIND = "passphrase"
_SALT_BYTES = 16
_NONCE_BYTES = 12
_WRAPPED_BYTES = ROOT_BYTES + 16
_LARGEST_FILE = 65_536
_MIB = 1024
_Slot: TypeAlias = dict[str, object]


class PassphraseRejected(NotOpened):
    """The passphrase does not open the slot; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            "That passphrase does not open this caseload. Check Caps Lock and try again; "
            "if it is lost, use the printed recovery code."
        )


class KeyFileMissing(StoreError):
    """There is no key file beside the database."""


class KeyFileExists(StoreError):
    """A key file is there already and is never written over by a new store."""


class KeyFileDamaged(StoreError):
    """The key file cannot be read, or asks for something absurd."""


class KeyFileNewer(StoreError):
    """The key file was written by a later version of the program."""


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one guess at the passphrase costs: memory in KiB, passes over it, and lanes (Argon2id).

    Raises ValueError outside the limits, so that no file can make the program weak or exhaust the computer.
    """

    memory_kib: int
    passes: int
    lanes: int

    FLOOR: ClassVar["KdfCost"]

    def __post_init__(self) -> None:
        for value, least, most in (
            (self.memory_kib, 64 * _MIB, 1024 * _MIB),
            (self.passes, 3, 50),
            (self.lanes, 1, 4),
        ):
            if type(value) is not int or not least <= value <= most:
                raise ValueError("key derivation parameters out of range")

    @classmethod
    def benchmark(cls, seconds: float = 0.5) -> Self:
        """The cost that takes about `seconds` here: up to 256 MiB first, then more passes; never below FLOOR."""
        lanes = min(4, os.cpu_count() or 1)
        floor = cls(64 * _MIB, 3, lanes)
        floor.measure()  # the first run also pays for loading the library
        factor = seconds / floor.measure()
        memory = 64 * _MIB * min(4, max(1, math.floor(factor)))
        trial = cls(memory, 3, lanes)
        passes = round(3 * seconds / trial.measure())
        return cls(memory, min(20, max(3, passes)), lanes)

    def measure(self) -> float:
        """Seconds that one derivation takes on this computer."""
        start = time.perf_counter()
        self.derive("measure", bytes(_SALT_BYTES))
        return time.perf_counter() - start

    def derive(self, passphrase: str, salt: bytes) -> bytes:
        """The 32-byte key that wraps the root. Raises `StoreError` when the computer lacks the memory."""
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

        typed = normal(passphrase).encode("utf-8", "surrogatepass")
        try:
            return Argon2id(
                salt=salt, length=32, iterations=self.passes, lanes=self.lanes, memory_cost=self.memory_kib
            ).derive(typed)
        except MemoryError as error:
            raise StoreError(
                f"Unlocking needs {self.memory_kib // _MIB} MB of free memory. Close other programs and try again."
            ) from error


KdfCost.FLOOR = KdfCost(memory_kib=64 * _MIB, passes=3, lanes=4)


def create(path: Path, secret: RootSecret, passphrase: str, cost: KdfCost) -> None:
    """Write the key file of a new store, never over another.

    Raises `KeyFileExists`, `WeakPassphrase`.
    """
    if os.path.lexists(path):
        raise KeyFileExists(f"{path} belongs to a caseload that is already there. Nothing was changed.")
    insist(passphrase)
    _write(path, {}, [], secret, passphrase, cost)


def unlock(path: Path, passphrase: str) -> RootSecret:
    """The root secret, for the right passphrase. The file is only read.

    Raises `WrongPassphrase`, `KeyFileMissing`, `KeyFileDamaged`, `KeyFileNewer`.
    """
    return _unwrap(path, _passphrase_slot(path, _read(path)[1]), passphrase)


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

    Makes the key file if it is gone; sets a damaged one aside as `….damaged`; keeps slots of other kinds.
    Raises `WeakPassphrase`, `KeyFileNewer`.
    """
    insist(passphrase)
    content: dict[str, object] = {}
    slots: list[_Slot] = []
    try:
        content, slots = _read(path)
    except KeyFileMissing:
        pass
    except KeyFileDamaged:
        rename(path, path.with_name(path.name + ".damaged"))
    _write(path, content, [slot for slot in slots if slot["kind"] != _KIND], secret, passphrase, cost)


def _write(
    path: Path,
    content: Mapping[str, object],
    others: list[_Slot],
    secret: RootSecret,
    passphrase: str,
    cost: KdfCost,
) -> None:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    slot: _Slot = {"kind": _KIND, "version": VERSION, "kdf": "argon2id"}
    slot |= {**asdict(cost), "salt": _text(salt)}
    wrapped = AESGCM(cost.derive(passphrase, salt)).encrypt(nonce, secret.reveal(), _bound(slot))
    slot |= {"nonce": _text(nonce), "wrapped": _text(wrapped)}
    content = {**content, "format": _FORMAT, "version": VERSION, "slots": [slot, *others]}
    try:
        write_private(path, json.dumps(content, indent=2).encode() + b"\n")
    except OSError as error:
        raise StoreError(
            f"The key file {path} could not be written ({reason(error)}). "
            "Free some space or ask for the right to write there; the passphrase is as it was."
        ) from error


def _read(path: Path) -> tuple[dict[str, object], list[_Slot]]:
    """The whole file and its slots, the frame checked: each slot is an object with a kind."""
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
    try:
        content = json.loads(raw) if len(raw) <= _LARGEST_FILE else None
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or content.get("format") != _FORMAT:
        raise _damaged(path)
    if content.get("version") != VERSION:
        raise _newer(path) if _later(content.get("version")) else _damaged(path)
    slots = content.get("slots")
    if not isinstance(slots, list) or not all(isinstance(s, dict) and "kind" in s for s in slots):
        raise _damaged(path)
    return content, slots


def _passphrase_slot(path: Path, slots: list[_Slot]) -> _Slot:
    # One only: a hostile file could otherwise ask for a thousand derivations.
    mine = [slot for slot in slots if slot["kind"] == _KIND]
    if len(mine) != 1:
        raise _damaged(path)
    if mine[0].get("version") != VERSION:
        raise _newer(path) if _later(mine[0].get("version")) else _damaged(path)
    return mine[0]


def _unwrap(path: Path, slot: _Slot, passphrase: str) -> RootSecret:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        if slot["kdf"] != "argon2id":
            raise ValueError("unknown key derivation")
        cost = KdfCost(slot["memory_kib"], slot["passes"], slot["lanes"])  # type: ignore[arg-type]  # checks itself
        salt = _bytes(slot["salt"], _SALT_BYTES)
        nonce = _bytes(slot["nonce"], _NONCE_BYTES)
        wrapped = _bytes(slot["wrapped"], _WRAPPED_BYTES)
    except (KeyError, ValueError) as error:
        raise _damaged(path) from error
    try:
        return RootSecret(AESGCM(cost.derive(passphrase, salt)).decrypt(nonce, wrapped, _bound(slot)))
    except InvalidTag:
        raise PassphraseRejected from None


def _bound(slot: Mapping[str, object]) -> bytes:
    """What the seal of a slot vouches for besides the secret: everything but the sealed bytes themselves."""
    bound = {name: value for name, value in slot.items() if name not in ("nonce", "wrapped")}
    return json.dumps(bound, sort_keys=True, separators=(",", ":")).encode()


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _bytes(text: object, length: int) -> bytes:
    content = base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    if len(content) != length:
        raise ValueError("wrong length")
    return content


def _later(version: object) -> bool:
    return type(version) is int and version > VERSION


def _damaged(path: Path) -> KeyFileDamaged:
    return KeyFileDamaged(
        f"The key file {path} is damaged. Put it back from a backup, or use the printed recovery code."
    )


def _newer(path: Path) -> KeyFileNewer:
    return KeyFileNewer(
        f"The key file {path} was written by a newer iro-tui. Install that version; nothing was changed."
    )
