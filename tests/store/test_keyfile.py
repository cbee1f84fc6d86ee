"""The key file: right and wrong passphrases, hostile parameters, slots of later versions."""

import json
import os
import pickle
import stat
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from iro_tui import clock
from iro_tui.store import keyfile, recovery
from iro_tui.store.keyfile import (
    KdfCost,
    KeyFileDamaged,
    KeyFileExists,
    KeyFileMissing,
    KeyFileNewer,
    PassphraseRejected,
)
from iro_tui.store.passphrase import WeakPassphrase
from iro_tui.store.place import StoreError
from iro_tui.store.secret import RootSecret, SecretWiped

RIGHT = "fern-barley-compass-otter"
OTHER = "wren-saddle-quilt-lantern"


@pytest.fixture
def key(tmp_path: Path, secret: RootSecret) -> Path:
    path = tmp_path / "caseload.key"
    keyfile.create(path, secret, RIGHT, KdfCost.FLOOR)
    return path


def edit(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


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
    edit(key, lambda content: content["slots"].insert(0, escrow))
    edit(key, lambda content: content.update(note="kept"))
    assert keyfile.unlock(key, RIGHT) == secret
    keyfile.change_passphrase(key, RIGHT, OTHER, KdfCost.FLOOR)
    content = json.loads(key.read_text())
    assert escrow in content["slots"]
    assert content["note"] == "kept"
    assert len(content["slots"]) == 2
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
    edit(key, lambda content: content["slots"][0].update({name: value}))
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
        b'{"format": "iro-tui key file", "version": 1, "slots": []}',
        b'{"format": "iro-tui key file", "version": 1, "slots": [1]}',
        b'{"format": "iro-tui key file", "version": null, "slots": []}',
        b" " * 70_000,
    ],
)
def test_what_is_no_key_file(key: Path, content: bytes) -> None:
    key.write_bytes(content)
    with pytest.raises(KeyFileDamaged):
        keyfile.unlock(key, RIGHT)
    assert key.read_bytes() == content


def test_a_second_passphrase_slot_is_refused(key: Path) -> None:
    edit(key, lambda content: content["slots"].append(content["slots"][0]))
    with pytest.raises(KeyFileDamaged):
        keyfile.unlock(key, RIGHT)


@pytest.mark.parametrize(
    "change",
    [lambda content: content.update(version=2), lambda content: content["slots"][0].update(version=2)],
)
def test_a_newer_file_asks_for_the_newer_program(key: Path, change: Callable[[dict[str, Any]], object]) -> None:
    edit(key, change)
    with pytest.raises(KeyFileNewer, match="newer iro-tui"):
        keyfile.unlock(key, RIGHT)


@pytest.mark.parametrize("change", [{"passes": 4}, {"lanes": 3}, {"extra": 1}, {"memory_kib": 70_000}])
def test_the_seal_covers_the_slots_parameters(key: Path, change: dict[str, object]) -> None:
    edit(key, lambda content: content["slots"][0].update(change))
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
