"""What opens a store: the root secret, in four ways. Wrong guesses are counted and slowed down."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from iro_tui.caseload.refusals import WrongPassphrase
from iro_tui.store import backups, escrow, keyfile, recovery, system_keyring
from iro_tui.store.guesses import counted
from iro_tui.store.keyfile import PassphraseRejected
from iro_tui.store.mark import HighWater, MarkFile
from iro_tui.store.place import Place, StoreError
from iro_tui.store.secret import RootSecret


def by_passphrase(place: Place, passphrase: str) -> RootSecret:
    """The secret of the store in a place. Raises what `keyfile.unlock` raises, and `TooSoon`."""
    with counted(place.guesses):
        return keyfile.unlock(place.key, passphrase, keyfile.store_in(place.database))


def by_code(code: str) -> RootSecret:
    """The secret that a recovery code is; only a database knows whether it is its own. Raises WrongPassphrase."""
    try:
        return keyfile.open_with_recovery(code)
    except recovery.RecoveryCodeError as error:
        raise WrongPassphrase(str(error)) from None


def by_council_key(place: Place, pem: bytes, password: str = "") -> RootSecret:
    """The secret of the store in a place, by the council's private key. Raises what `escrow.open_with` raises."""
    root = keyfile.root_of(place.key, keyfile.store_in(place.database))
    return escrow.open_with(root.slots, root.store, pem, password)


def by_keyring(place: Place) -> RootSecret:
    """The secret of the store in a place, by this computer's keyring. Raises `KeyringForgot`, `NoKeyring`."""
    root = keyfile.root_of(place.key, keyfile.store_in(place.database))
    return system_keyring.open_with(root.slots, root.store)


class HeldKeys:
    """What opens a store and its backups, each with the root of its day."""

    def __init__(self, *secrets: RootSecret) -> None:
        self._secrets = secrets

    def of(self, place: Place) -> RootSecret | None:
        """That of the database in a place, as its first bytes name it; None: none of these opens it."""
        store = keyfile.store_in(place.database)
        return next((secret for secret in self._secrets if secret.store_id() == store), None)

    def mark(self, place: Place) -> HighWater | None:
        """What the mark in a place says; None where there is none, or none of these has sealed it."""
        marks = (MarkFile(place.mark, secret).read() for secret in self._secrets)
        return next((mark for mark in marks if mark), None)

    def copy(self) -> HeldKeys:
        """The same, to be wiped by themselves."""
        return HeldKeys(*(RootSecret(secret.reveal()) for secret in self._secrets))

    def wipe(self) -> None:
        """Let go of all of them."""
        for secret in self._secrets:
            secret.wipe()


def by_passphrase_of_any(place: Place, passphrase: str, source: Path | None = None) -> HeldKeys:
    """What a passphrase opens of a store's key file and those of its backups: for restoring.

    A backup opens with the passphrase and the root of its day, each by its own key file; in a `source`, another folder
    of backups, they lie there. Raises what `by_passphrase` raises, where it opens none.
    """
    refused: StoreError | None = None
    opened: dict[str, RootSecret] = {}
    with counted(place.guesses):
        for file in _different([place.key, *(each.place.key for each in backups.listed(source or place.backups))]):
            try:
                store = keyfile.root_of(file).store
                if store not in opened:  # each that is tried costs as much as a guess
                    opened[store] = keyfile.unlock(file, passphrase, store)
            except (keyfile.KeyFileMissing, keyfile.KeyFileDamaged, PassphraseRejected) as error:
                # That a passphrase was wrong says more than that a file is gone.
                if refused is None or isinstance(error, PassphraseRejected):
                    refused = error
        if not opened:
            raise refused or keyfile.KeyFileMissing("There is no key file. Use the printed recovery code.")
    return HeldKeys(*opened.values())


def _different(files: Iterable[Path]) -> list[Path]:
    """Those of the files that differ."""
    seen: dict[bytes, Path] = {}
    for file in files:
        try:
            content = file.read_bytes()
        except OSError:
            content = str(file).encode()  # which it is then told of
        seen.setdefault(content, file)
    return list(seen.values())
