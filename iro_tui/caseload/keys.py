"""Changing what opens a caseload: its passphrase, its root, the council's key, the system's keyring.

Each asks for the passphrase first, also of a caseload that is open: whoever passes by must not change it. Each stands
in the journal, without any secret; `session` is the one that has the caseload open here, where one has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.caseload import unlocking
from iro_tui.caseload.key_record import on_record
from iro_tui.caseload.opening import open_with, require
from iro_tui.caseload.refusals import Refused, Spoilt, refusals
from iro_tui.domain.words import amount_words
from iro_tui.store import backups, escrow, keyfile, rekeying, system_keyring
from iro_tui.store import passphrase as passphrases
from iro_tui.store.place import Place
from iro_tui.store.secret import RootSecret

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session

CHANGED = "The passphrase is changed; the recovery code is as it was."


@contextmanager
def proved(folder: Path, passphrase: str) -> Iterator[tuple[Place, RootSecret]]:
    """The place of a store and its secret, for the right passphrase; wiped at the end. Raises WrongPassphrase, …"""
    place = require(folder)
    with refusals():
        secret = unlocking.by_passphrase(place, passphrase)
    try:
        with refusals():
            yield place, secret
    finally:
        secret.wipe()


@contextmanager
def _opened(place: Place, secret: RootSecret, session: Session | None) -> Iterator[Session | None]:
    """The session whose journal is written; None: the store is too damaged to be opened."""
    if session is not None:
        yield session
        return
    try:
        own = open_with(place, RootSecret(secret.reveal()), None)
    except Spoilt:
        own = None
    try:
        yield own
    finally:
        if own is not None:
            own.close()


def _change(
    place: Place,
    secret: RootSecret,
    session: Session | None,
    name: str,
    sentence: str,
    change: Callable[[], object],
) -> str:
    """Change the key file, on record; the sentence, with what else there is to say."""
    with _opened(place, secret, session) as opened:
        return f"{sentence} {on_record(opened, name, sentence, change)}".strip()


def prove(folder: Path, passphrase: str, new: str | None = None) -> None:
    """Raises WrongPassphrase where a passphrase does not open the store, and Refused where the new one is too weak."""
    if new is not None:
        _refuse_weak(new)
    with proved(folder, passphrase):
        return


def change_passphrase(folder: Path, old: str, new: str, session: Session | None = None) -> str:
    """Another passphrase for the same caseload; what was done. Raises WrongPassphrase, Refused."""
    _refuse_weak(new)
    with proved(folder, old) as (place, secret):
        cost = keyfile.KdfCost.benchmark()
        done = _change(
            place, secret, session, "Change passphrase", CHANGED,
            lambda: keyfile.set_passphrase(place.key, secret, new, cost),
        )  # fmt: skip
        return _and_backups(done, place, "with the passphrase they were made with, too")


def make_new_key(folder: Path, old: str, new: str) -> str:
    """Another root, passphrase and recovery code, where someone may know the old ones; what was done.

    The store must be closed everywhere. Raises WrongPassphrase, Refused; then all is as it was.
    """
    _refuse_weak(new)
    with proved(folder, old) as (place, secret):
        had_keyring = system_keyring.is_on(keyfile.root_of(place.key, secret.store_id()).slots)
        fresh = RootSecret.generate()
        try:
            rekeying.renew(place, secret, fresh, new, keyfile.KdfCost.benchmark())
        finally:
            fresh.wipe()
        done = rekeying.RENEWED
        if had_keyring:
            done += " This computer's keyring does not open it until it is turned on again."
        return _and_backups(done, place, "with the old passphrase and the old code: remove what nobody else may read")


def recover_with_council_key(folder: Path, pem: bytes, password: str, new: str) -> str:
    """A new passphrase, by the council's private key; what was done. Raises WrongPassphrase, Refused."""
    _refuse_weak(new)
    place = require(folder)
    with refusals():
        secret = unlocking.by_council_key(place, pem, password)
        fingerprint = escrow.fingerprint_of(pem, password)
        try:
            cost = keyfile.KdfCost.benchmark()
            return _change(
                place, secret, None, "Lost passphrase",
                f"The council's key {fingerprint} opened the caseload, and it has a new passphrase; the recovery code "
                "is as it was.",
                lambda: keyfile.set_passphrase(place.key, secret, new, cost),
            )  # fmt: skip
        finally:
            secret.wipe()


def council_keys(folder: Path) -> list[escrow.PublicKey]:
    """The council's keys that open the store in a folder. Nothing secret is needed for it."""
    place = require(folder)
    with refusals():
        return escrow.keys_in(_slots(place))


def add_council_key(folder: Path, passphrase: str, text: str) -> str:
    """Let the private key of a council's public one open the store too; what was done. Raises Refused."""
    with refusals():
        key = escrow.public_key(text)
    with proved(folder, passphrase) as (place, secret):
        if key in escrow.keys_in(_slots(place)):
            return f"The council's key {key.fingerprint} opens this caseload already."
        slot = escrow.sealed_for(key, secret)
        done = _change(
            place, secret, None, "Add council key", f"The council's key {key.fingerprint} opens this caseload too.",
            lambda: keyfile.change_slots(place.key, secret.store_id(), lambda slots: [*slots, slot]),
        )  # fmt: skip
        return _and_backups(done, place, "without it")


def remove_council_key(folder: Path, passphrase: str, fingerprint: str) -> str:
    """Let a council's key, named by the beginning of its fingerprint, not open the store any more; what was done."""
    with proved(folder, passphrase) as (place, secret):
        keys = [key for key in escrow.keys_in(_slots(place)) if key.fingerprint.startswith(fingerprint.lower())]
        if len(keys) != 1:
            raise Refused(f"{amount_words(len(keys), 'council keys')} begin with {fingerprint!r}: iro council-key")
        done = _change(
            place, secret, None, "Remove council key",
            f"The council's key {keys[0].fingerprint} does not open this caseload any more.",
            lambda: keyfile.change_slots(
                place.key, secret.store_id(), lambda slots: [slot for slot in slots if escrow.keys_in([slot]) != keys]
            ),
        )  # fmt: skip
        return _and_backups(done, place, "with it, as before")


def opens_by_keyring(folder: Path) -> bool:
    """Whether this computer's keyring is set to open the store. Never raises."""
    try:
        with refusals():
            return system_keyring.is_on(_slots(Place(folder)))
    except Refused:
        return False


def turn_keyring_on(folder: Path, passphrase: str, session: Session | None = None) -> str:
    """Let this computer's keyring open the store without the passphrase; what was done. Raises Refused."""
    with proved(folder, passphrase) as (place, secret):
        slot = system_keyring.sealed(secret)
        return _change(
            place, secret, session, "Keyring on",
            "This computer's keyring opens the caseload from now on, while you are signed in: so does any program that "
            "runs under your name. After a lock the passphrase is asked all the same.",
            lambda: keyfile.change_slots(
                place.key, secret.store_id(), lambda slots: [*_without_keyring(slots), slot]
            ),
        )  # fmt: skip


def turn_keyring_off(folder: Path, passphrase: str, session: Session | None = None) -> str:
    """Let only the passphrase and the recovery code open it again; what was done. Raises Refused."""
    with proved(folder, passphrase) as (place, secret):
        done = _change(
            place, secret, session, "Keyring off", "This computer's keyring does not open the caseload any more.",
            lambda: keyfile.change_slots(place.key, secret.store_id(), _without_keyring),
        )  # fmt: skip
        try:
            system_keyring.forget(secret.store_id())
        except system_keyring.NoKeyring as error:
            done += f" {error}"
    return done


def _slots(place: Place) -> list[keyfile.Slot]:
    return keyfile.root_of(place.key, keyfile.store_in(place.database)).slots


def _without_keyring(slots: list[keyfile.Slot]) -> list[keyfile.Slot]:
    return [slot for slot in slots if not system_keyring.is_on([slot])]


def _refuse_weak(passphrase: str) -> None:
    if weak := passphrases.check_passphrase(passphrase):
        raise Refused(weak)


def _and_backups(done: str, place: Place, how: str) -> str:
    """What was done, and how the backups that are there open: each has the key file of its day."""
    kept = backups.listed(place.backups)
    if not kept:
        return done
    earlier = amount_words(len(kept), "earlier backups")
    return f"{done} {earlier} in {place.backups} {'opens' if len(kept) == 1 else 'open'} {how}."
