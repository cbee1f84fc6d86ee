"""History shows who changed the keys and when, without any secret; neither the keys nor their entry stands alone."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from iro_tui.caseload import key_record, keys, opening, safekeeping
from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.caseload.refusals import Refused, WrongPassphrase
from iro_tui.caseload.session import Session
from iro_tui.store import escrow, key_changes, keyfile, recovery
from iro_tui.store.engine import StoreDamaged, StoreFull
from iro_tui.store.mark import MarkFile
from iro_tui.store.place import Place
from tests.store.test_escrow import pem, public_pem
from tests.support.acting import look_after
from tests.support.keyrings import remembering
from tests.support.stores import PASSPHRASE, ROOT, open_store

NEW = "wren-saddle-quilt-lantern"
COUNCIL = X25519PrivateKey.generate()
FINGERPRINT = escrow.fingerprint_of(pem(COUNCIL))
CODE = recovery.encode(ROOT)


def _show_code(folder: Path) -> None:
    with closing(open_store(folder)) as session:
        key_record.code_shown(session)


CHANGES: dict[str, Callable[[Path], object]] = {
    "Change passphrase": lambda folder: keys.change_passphrase(folder, PASSPHRASE, NEW),
    "Lost passphrase": lambda folder: opening.recover(folder, CODE, PASSPHRASE).close(),
    "Add council key": lambda folder: keys.add_council_key(folder, PASSPHRASE, public_pem(COUNCIL)),
    "Remove council key": lambda folder: keys.remove_council_key(folder, PASSPHRASE, FINGERPRINT),
    "Keyring on": lambda folder: keys.turn_keyring_on(folder, PASSPHRASE),
    "Keyring off": lambda folder: keys.turn_keyring_off(folder, PASSPHRASE),
    "Show recovery code": _show_code,
    "New key": lambda folder: keys.make_new_key(folder, PASSPHRASE, NEW),
}
"""What each entry is called, and what makes it, in an order in which each finds the passphrase it asks for."""


@pytest.fixture(autouse=True)
def _quick_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyfile.KdfCost, "benchmark", lambda: keyfile.KdfCost.FLOOR)


def latest(session: Session) -> tuple[int, str, str]:
    entry = session.lines(ENTRIES, 1)[0]
    return entry.number, entry.name, entry.sentence


def test_each_change_is_in_the_journal_without_a_secret_and_no_undo_reaches_it(store: Path) -> None:
    with closing(open_store(store)) as session:
        look_after(session, "KB 1")
        safekeeping.back_up(session)
        before = session.undoable()
    told: list[str] = []
    with remembering():
        for name, change in CHANGES.items():
            change(store)
            new = name == "New key"
            with closing(opening.unlock(store, NEW) if new else open_store(store)) as session:
                number, called, sentence = latest(session)
                assert called == name
                assert sentence.endswith(f"Signed in to the computer as {getpass.getuser()}.")
                mark = MarkFile(session.place.mark, session.secret).read()
                assert mark is not None
                assert mark.head.seq == number == session.reached
                assert session.undoable() == before
                told.append(sentence)
                codes = CODE, session.recovery_code()
                if new:
                    assert safekeeping.look_through(session)[1] == []
    secrets = [PASSPHRASE, NEW, *(group for code in codes for group in code.split("-")), ROOT.hex(), store.name]
    assert not [secret for secret in secrets for sentence in told if secret in sentence]
    assert FINGERPRINT in told[2]


def test_the_councils_key_is_named_where_it_opened_the_caseload(store: Path) -> None:
    keys.add_council_key(store, PASSPHRASE, public_pem(COUNCIL))
    keys.recover_with_council_key(store, pem(COUNCIL), "", NEW)
    with closing(opening.unlock(store, NEW)) as session:
        _, name, sentence = latest(session)
    assert (name, FINGERPRINT in sentence) == ("Lost passphrase", True)


def test_where_the_entry_cannot_be_kept_the_keys_are_as_they_were(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key_file = Place(store).key
    before = key_file.read_bytes()
    with closing(open_store(store)) as session:
        reached = session.reached

    def full(change: Callable[[], object]) -> Callable[..., None]:
        def on_record(engine: object, path: Path, name: str, sentence: str, _: object) -> None:
            def fails() -> None:
                change()
                raise StoreFull("The disk is full.")  # as keeping the transaction would

            honest(engine, path, name, sentence, fails)  # type: ignore[arg-type]

        return on_record

    honest = key_changes.on_record
    with monkeypatch.context() as patched:
        patched.setattr(key_changes, "on_record", full(lambda: keyfile.set_passphrase(
            key_file, keyfile.open_with_recovery(CODE), NEW, keyfile.KdfCost.FLOOR)))  # fmt: skip
        with pytest.raises(Refused, match="disk is full"):
            keys.change_passphrase(store, PASSPHRASE, NEW)
    assert key_file.read_bytes() == before
    with pytest.raises(WrongPassphrase):
        keys.change_passphrase(store, NEW, NEW)
    with closing(open_store(store)) as session:
        assert session.reached == reached


def test_where_the_keys_cannot_be_changed_there_is_no_entry(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(open_store(store)) as session:
        reached = session.reached

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patched:
        patched.setattr(keyfile, "write_private", refuse)
        with pytest.raises(Refused, match="as it was"):
            keys.change_passphrase(store, PASSPHRASE, NEW)
    with closing(opening.unlock(store, PASSPHRASE)) as session:
        assert session.reached == reached


def test_a_damaged_store_keeps_nobody_from_new_keys_and_is_not_written_into(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are what a backup is restored by."""

    def damaged(_: Session) -> None:
        raise StoreDamaged("damaged")

    monkeypatch.setattr(Session, "prove", damaged)
    before = Place(store).database.read_bytes()
    assert key_record.UNTOLD in keys.change_passphrase(store, PASSPHRASE, NEW)
    opening.recover(store, CODE, PASSPHRASE).close()
    _show_code(store)
    assert Place(store).database.read_bytes() == before
    Place(store).database.write_bytes(before[:16] + b"spoilt" * 2000)
    assert key_record.UNTOLD in keys.change_passphrase(store, PASSPHRASE, NEW)
