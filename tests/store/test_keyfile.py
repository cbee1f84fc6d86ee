"""The key file: right and wrong passphrases, hostile parameters, slots of later versions."""

import json
import os
import pickle
import shutil
import stat
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from iro_tui import clock
from iro_tui.store import keyfile, recovery
from iro_tui.store.connection import Engine
from iro_tui.store.keyfile import (
    KdfCost,
    KeyFileDamaged,
    KeyFileExists,
    KeyFileForeign,
    KeyFileMissing,
    KeyFileNewer,
    PassphraseRejected,
)
from iro_tui.store.passphrase import WeakPassphrase
from iro_tui.store.place import StoreError
from iro_tui.store.secret import RootSecret, SecretWiped
from tests.support.stores import ROOT

RIGHT = "fern-barley-compass-otter"
OTHER = "wren-saddle-quilt-lantern"


@pytest.fixture(scope="module")
def _made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("key") / "caseload.key"
    keyfile.create(path, RootSecret(ROOT), RIGHT, KdfCost.FLOOR)
    return path


@pytest.fixture
def key(_made_once: Path, tmp_path: Path) -> Path:
    """A key file, its own for each test: to make one takes a quarter of a second."""
    return Path(shutil.copy2(_made_once, tmp_path))


def edit(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change what a key file says, and sign it as whoever tampers would."""
    content = contents(path)
    change(content)
    path.write_bytes(keyfile.signed(json.dumps(content).encode()))


def contents(path: Path) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(path.read_bytes().rpartition(b"sha256 ")[0])
    return body


def slots(content: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = content["roots"][0]["slots"]
    return found


def test_the_right_passphrase_opens_it(key: Path, secret: RootSecret) -> None:
    assert keyfile.unlock(key, RIGHT) == secret


@pytest.mark.parametrize("wrong", ["", RIGHT.upper(), RIGHT + " ", "\udcff", OTHER])
def test_a_wrong_one_changes_nothing(key: Path, wrong: str) -> None:
    before = key.read_bytes(), key.stat().st_mtime_ns
    with pytest.raises(PassphraseRejected):
        keyfile.unlock(key, wrong)
    with pytest.raises(PassphraseRejected):
        keyfile.change_passphrase(key, wrong, OTHER, KdfCost.FLOOR)
    assert (key.read_bytes(), key.stat().st_mtime_ns) == before


def test_an_accent_opens_on_either_system(tmp_path: Path, secret: RootSecret) -> None:
    path = tmp_path / "k"
    phrase = "café-tulip-marble-heron"
    keyfile.create(path, secret, unicodedata.normalize("NFD", phrase), KdfCost.FLOOR)
    assert keyfile.unlock(path, unicodedata.normalize("NFC", phrase)) == secret


def test_the_file_holds_no_secret_and_is_private(key: Path, secret: RootSecret) -> None:
    content = key.read_bytes()
    for hidden in (secret.reveal(), secret.reveal().hex().encode(), secret.database_key(), RIGHT.encode()):
        assert hidden not in content
    if os.name == "posix":
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert list(key.parent.iterdir()) == [key]


def test_it_is_never_written_over_by_a_new_store(key: Path, secret: RootSecret) -> None:
    before = key.read_bytes()
    with pytest.raises(KeyFileExists):
        keyfile.create(key, secret, OTHER, KdfCost.FLOOR)
    assert key.read_bytes() == before


def test_a_new_passphrase_wraps_the_same_root(key: Path, secret: RootSecret) -> None:
    keyfile.change_passphrase(key, RIGHT, OTHER, KdfCost.FLOOR)
    assert keyfile.unlock(key, OTHER) == secret
    with pytest.raises(PassphraseRejected):
        keyfile.unlock(key, RIGHT)


def test_a_weak_new_passphrase_changes_nothing(key: Path, secret: RootSecret) -> None:
    before = key.read_bytes()
    with pytest.raises(WeakPassphrase, match="12 characters"):
        keyfile.change_passphrase(key, RIGHT, "short", KdfCost.FLOOR)
    assert key.read_bytes() == before
    key.write_text("damaged")
    with pytest.raises(WeakPassphrase):
        keyfile.set_passphrase(key, secret, "short", KdfCost.FLOOR)
    assert key.read_text() == "damaged"


def test_slots_of_later_versions_are_ignored_and_kept(key: Path, secret: RootSecret) -> None:
    escrow = {"kind": "escrow", "version": 7, "recipient": "age1…", "sealed": [1, {"a": None}]}
    edit(key, lambda content: slots(content).insert(0, escrow))
    edit(key, lambda content: content.update(note="kept"))
    assert keyfile.unlock(key, RIGHT) == secret
    keyfile.change_passphrase(key, RIGHT, OTHER, KdfCost.FLOOR)
    content = contents(key)
    assert escrow in slots(content)
    assert content["note"] == "kept"
    assert len(slots(content)) == 2
    assert keyfile.unlock(key, OTHER) == secret


def test_recovery_with_the_key_file_gone_or_damaged(key: Path, secret: RootSecret) -> None:
    found = keyfile.open_with_recovery(recovery.encode(secret.reveal()).lower())
    assert found == secret
    key.unlink()
    with pytest.raises(KeyFileMissing, match="recovery code"):
        keyfile.unlock(key, RIGHT)
    keyfile.set_passphrase(key, found, OTHER, KdfCost.FLOOR)
    assert keyfile.unlock(key, OTHER) == secret
    key.write_bytes(b"\0" * 100)
    keyfile.set_passphrase(key, found, RIGHT, KdfCost.FLOOR)
    assert keyfile.unlock(key, RIGHT) == secret
    assert key.with_name("caseload.key.damaged").read_bytes() == b"\0" * 100


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("memory_kib", 1024 * 1024 + 1),
        ("memory_kib", 64 * 1024 - 1),
        ("memory_kib", -1),
        ("memory_kib", 65536.0),
        ("memory_kib", "65536"),
        ("passes", 51),
        ("passes", 2),
        ("passes", True),
        ("lanes", 0),
        ("lanes", 5),
        ("lanes", None),
        ("kdf", "md5"),
        ("salt", ""),
        ("salt", "é"),
        ("salt", 3),
        ("nonce", "AAAA"),
        ("wrapped", "!"),
        ("version", 0),
        ("version", "1"),
    ],
)
def test_absurd_slots_are_refused_before_any_work(key: Path, name: str, value: object) -> None:
    edit(key, lambda content: slots(content)[0].update({name: value}))
    with pytest.raises(KeyFileDamaged, match="damaged"):
        keyfile.unlock(key, RIGHT)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff\xfe",
        b"[" * 50_000,
        b'{"format": "iro-tui key file", "version": 1}',
        b'{"format": "iro-tui key file", "version": 1, "roots": []}',
        b'{"format": "iro-tui key file", "version": 1, "roots": [1]}',
        b'{"format": "iro-tui key file", "version": 1, "roots": [{"store": "", "slots": [1]}]}',
        b'{"format": "iro-tui key file", "version": 1, "roots": [{"store": 1, "slots": []}]}',
        b'{"format": "iro-tui key file", "version": null, "roots": []}',
        b" " * 70_000,
    ],
)
def test_what_is_no_key_file(key: Path, content: bytes) -> None:
    for written in (content, keyfile.signed(content)):
        key.write_bytes(written)
        with pytest.raises(KeyFileDamaged):
            keyfile.unlock(key, RIGHT)
        assert key.read_bytes() == written


def test_no_flipped_bit_and_no_cut_is_taken_for_a_slip(key: Path, secret: RootSecret) -> None:
    whole = key.read_bytes()
    spoilt = [whole[:end] for end in range(len(whole))] + [whole + b"\n", whole + whole]
    for at in range(len(whole)):
        spoilt += [whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :] for bit in range(8)]
    for content in spoilt:
        key.write_bytes(content)
        with pytest.raises(KeyFileDamaged):
            keyfile.root_of(key)  # which every way to open goes through, before the passphrase is looked at
    key.write_bytes(whole)
    assert keyfile.unlock(key, RIGHT, secret.store_id()) == secret


def test_another_caseloads_key_file_is_told_from_a_slip(key: Path, tmp_path: Path) -> None:
    other = RootSecret(bytes(16))
    assert not keyfile.opens(key, other)
    for passphrase in (RIGHT, OTHER):
        with pytest.raises(KeyFileForeign, match="another caseload"):
            keyfile.unlock(key, passphrase, other.store_id())
    keyfile.set_passphrase(key, other, OTHER, KdfCost.FLOOR)
    assert keyfile.unlock(key, OTHER, other.store_id()) == other
    assert key.with_name("caseload.key.damaged").exists()


def test_two_roots_until_it_is_known_which_database_stands(key: Path, secret: RootSecret) -> None:
    new = RootSecret(bytes(16))
    keyfile.add_root(key, new, OTHER, KdfCost.FLOOR, [])
    assert keyfile.unlock(key, RIGHT, secret.store_id()) == secret
    assert keyfile.unlock(key, OTHER, new.store_id()) == new
    keyfile.keep_only(key, new.store_id())
    with pytest.raises(KeyFileForeign):
        keyfile.unlock(key, RIGHT, secret.store_id())
    with pytest.raises(PassphraseRejected):
        keyfile.unlock(key, RIGHT)


def test_the_databases_of_a_store_say_whose_they_are(store: Engine, secret: RootSecret) -> None:
    database = store.database
    assert keyfile.store_in(database) == secret.store_id()
    assert keyfile.store_in(database.with_name("nothing")) is None
    for content in (b"", b"short", b"SQLite format 3\0" + bytes(84)):
        database.with_name("other").write_bytes(content)
        assert keyfile.store_in(database.with_name("other")) is None


def test_a_second_passphrase_slot_is_refused(key: Path) -> None:
    edit(key, lambda content: slots(content).append(slots(content)[0]))
    with pytest.raises(KeyFileDamaged):
        keyfile.unlock(key, RIGHT)


@pytest.mark.parametrize(
    "change",
    [lambda content: content.update(version=2), lambda content: slots(content)[0].update(version=2)],
)
def test_a_newer_file_asks_for_the_newer_program(key: Path, change: Callable[[dict[str, Any]], object]) -> None:
    edit(key, change)
    with pytest.raises(KeyFileNewer, match="newer iro-tui"):
        keyfile.unlock(key, RIGHT)


@pytest.mark.parametrize("change", [{"passes": 4}, {"lanes": 3}, {"extra": 1}, {"memory_kib": 70_000}])
def test_the_seal_covers_the_slots_parameters(key: Path, change: dict[str, object]) -> None:
    edit(key, lambda content: slots(content)[0].update(change))
    with pytest.raises(PassphraseRejected):
        keyfile.unlock(key, RIGHT)


def test_a_key_file_that_cannot_be_written_is_said(tmp_path: Path, secret: RootSecret) -> None:
    with pytest.raises(StoreError, match="could not be written"):
        keyfile.create(tmp_path / "gone" / "caseload.key", secret, RIGHT, KdfCost.FLOOR)


def test_the_benchmark_stays_within_the_limits() -> None:
    cost = KdfCost.benchmark(0.01)
    assert (cost.memory_kib, cost.passes) == (KdfCost.FLOOR.memory_kib, KdfCost.FLOOR.passes)


def test_a_secret_does_not_show_and_can_be_wiped() -> None:
    secret = RootSecret(b"0123456789abcdef")
    assert "0123" not in repr(secret) + str(secret)
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    with pytest.raises(TypeError):
        hash(secret)
    secret.wipe()
    secret.wipe()
    assert secret.wiped
    for use in (secret.reveal, secret.database_key):
        with pytest.raises(SecretWiped, match="locked"):
            use()


def test_the_database_key_of_a_root_never_changes() -> None:
    key = RootSecret(bytes(16)).database_key()
    assert key.hex() == "58740ff09afe1136b3c20afcffa16421a47574337ef74b4e7d68980a7fbba548"


def test_secrets_are_random() -> None:
    assert RootSecret.generate() != RootSecret.generate()
    with pytest.raises(ValueError, match="16 bytes"):
        RootSecret(b"short")


def test_the_clock_can_be_told() -> None:
    moment = datetime(2024, 2, 29, 23, 59, 58, 999_999, tzinfo=UTC)
    with clock.clock(lambda: moment):
        assert clock.now() == moment.replace(microsecond=0)
    assert clock.now().tzinfo is UTC
    assert clock.now().microsecond == 0
    assert clock.now() > moment
