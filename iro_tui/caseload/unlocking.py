"""What opens a store: the root secret, in four ways. Wrong guesses are counted and slowed down."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from iro_tui.caseload.refusals import WrongPassphrase
from iro_tui.store import backups, escrow, keyfile, recovery, system_keyring
from iro_tui.store.guesses import counted
from iro_tui.store.keyfile import PassphraseRejected
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


def by_passphrase_of_any(place: Place, passphrase: str, source: Path | None = None) -> RootSecret:
    """The secret that a passphrase opens in a store's key file, or else in those of its backups: for restoring.

    With a `source`, another folder of backups, theirs come first: there may be no store yet, or another one.

    A backup opens with the passphrase and the root of its day. Raises what `by_passphrase` raises.
    """
    refused: StoreError | None = None
    with counted(place.guesses):
        copies = [backup.place.key for backup in backups.listed(source or place.backups)]
        for file in _different([*copies, place.key] if source else [place.key, *copies]):
            try:
                return keyfile.unlock(file, passphrase)
            except (keyfile.KeyFileMissing, keyfile.KeyFileDamaged, PassphraseRejected) as error:
                # That a passphrase was wrong says more than that a file is gone.
                if refused is None or isinstance(error, PassphraseRejected):
                    refused = error
        raise refused or keyfile.KeyFileMissing("There is no key file. Use the printed recovery code.")


def _different(files: Iterable[Path]) -> list[Path]:
    """Those of the files that differ: each that is tried costs as much as a guess."""
    seen: dict[bytes, Path] = {}
    for file in files:
        try:
            content = file.read_bytes()
        except OSError:
            content = str(file).encode()  # which it is then told of
        seen.setdefault(content, file)
    return list(seen.values())
