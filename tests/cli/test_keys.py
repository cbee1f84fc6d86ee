"""Passphrase, council's key and keyring, as commands."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from iro_tui.caseload import opening
from iro_tui.store.place import Place
from tests.store.test_escrow import pem, public_pem
from tests.support.commands import Iro

NEW = "wren-saddle-quilt-lantern"


@pytest.fixture
def new(tmp_path: Path) -> Path:
    path = tmp_path / "new"
    path.write_text(NEW + "\n")
    return path


def test_the_passphrase_is_changed_and_weak_ones_are_not_taken(filled: Iro, new: Path, tmp_path: Path) -> None:
    weak = tmp_path / "weak"
    weak.write_text("password1234\n")
    key = Place(tmp_path / "store").key.read_bytes()
    assert "first a stranger would try" in filled("passphrase", "--new-passphrase-file", str(weak)).err
    assert filled("passphrase").code == 1, "without a terminal there is nobody to ask"
    assert Place(tmp_path / "store").key.read_bytes() == key
    changed = filled("passphrase", "--new-passphrase-file", str(new))
    assert (changed.code, "is changed" in changed.out) == (0, True)
    assert "does not open" in filled("caseload").err
    opening.unlock(tmp_path / "store", NEW).close()


def test_a_new_key_shows_its_code(filled: Iro, new: Path, tmp_path: Path) -> None:
    filled("backup")
    made = filled("passphrase", "--new-key", "--new-passphrase-file", str(new))
    assert made.code == 0
    assert "1 earlier backup" in made.out
    code = next(line.strip() for line in made.out.splitlines() if line.count("-") == 6)
    session = opening.unlock(tmp_path / "store", NEW)
    assert session.recovery_code() == code
    session.close()


def test_the_council_opens_what_the_officer_cannot(filled: Iro, new: Path, tmp_path: Path) -> None:
    private = X25519PrivateKey.generate()
    public, secret = tmp_path / "council.pub", tmp_path / "council.pem"
    public.write_text(public_pem(private))
    secret.write_bytes(pem(private))
    assert "No council key" in filled("council-key").out
    assert "must not be on this computer" in filled("council-key", str(secret)).err
    assert "opens this caseload too" in filled("council-key", str(public)).out
    [fingerprint] = filled("council-key", "--json").json["council_keys"]
    opened = filled(
        "passphrase", "--with-council-key", str(secret), "--new-passphrase-file", str(new), passphrase=False
    )
    assert (opened.code, opened.err) == (0, "")
    opening.unlock(tmp_path / "store", NEW).close()
    (tmp_path / "passphrase").write_text(NEW)
    assert "does not open" in filled("council-key", "--remove", fingerprint[:6]).out
    assert filled("council-key", "--json").json["council_keys"] == []


def test_the_keyring_is_off_until_it_is_asked_for(filled: Iro) -> None:
    assert "does not open" in filled("keyring").out
    assert filled("keyring", "off").code == 0
