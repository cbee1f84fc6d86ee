"""What opens a caseload: every way opens the same one, and after a new key the old ways open nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from keyring.backends.fail import Keyring as NoKeyringHere

from iro_tui.caseload import keys, opening, putting_back, safekeeping, unlocking
from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.caseload.refusals import Refused, WrongPassphrase
from iro_tui.clock import clock
from iro_tui.store import keyfile, recovery, rekeying
from iro_tui.store.place import Place
from iro_tui.store.secret import RootSecret
from tests.store.test_escrow import pem, public_pem
from tests.support.keyrings import Remembering, remembering
from tests.support.stores import PASSPHRASE, ROOT, open_store

NEW = "wren-saddle-quilt-lantern"
OLD, LATER = (f"opens with {words}" for words in (putting_back.OLD, putting_back.NEW))
COUNCIL = X25519PrivateKey.generate()


@pytest.fixture(autouse=True)
def _quick_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyfile.KdfCost, "benchmark", lambda: keyfile.KdfCost.FLOOR)


@pytest.fixture
def system() -> Iterator[Remembering]:
    with remembering() as own:
        yield own


def ways_in(folder: Path) -> dict[str, RootSecret]:
    """The secret by each way in."""
    place = Place(folder)
    code = recovery.encode(unlocking.by_passphrase(place, PASSPHRASE).reveal())
    return {
        "passphrase": unlocking.by_passphrase(place, PASSPHRASE),
        "code": unlocking.by_code(code),
        "council": unlocking.by_council_key(place, pem(COUNCIL)),
        "keyring": unlocking.by_keyring(place),
    }


def test_every_way_opens_the_same_store(filled: Path, system: Remembering) -> None:
    keys.add_council_key(filled, PASSPHRASE, public_pem(COUNCIL))
    assert "already" in keys.add_council_key(filled, PASSPHRASE, public_pem(COUNCIL))
    assert not keys.opens_by_keyring(filled), "off until it is asked for"
    keys.turn_keyring_on(filled, PASSPHRASE)
    for way, secret in ways_in(filled).items():
        assert secret == RootSecret(ROOT), way
        session = opening._open(Place(filled), secret, None, proven=True)
        assert len(session.caseload().children) >= 40
        session.close()


def test_another_passphrase_leaves_the_other_ways_and_the_backups(filled: Path) -> None:
    session = open_store(filled)
    safekeeping.back_up(session)
    session.close()
    keys.add_council_key(filled, PASSPHRASE, public_pem(COUNCIL))
    with pytest.raises(WrongPassphrase):
        keys.change_passphrase(filled, NEW, NEW)
    with pytest.raises(Refused, match="12 characters"):
        keys.change_passphrase(filled, PASSPHRASE, "short")
    said = keys.change_passphrase(filled, PASSPHRASE, NEW)
    assert "1 earlier backup" in said
    opening.unlock(filled, NEW).close()
    assert unlocking.by_council_key(Place(filled), pem(COUNCIL)) == RootSecret(ROOT)
    with pytest.raises(WrongPassphrase):
        opening.unlock(filled, PASSPHRASE)
    for passphrase in (PASSPHRASE, NEW):
        with putting_back.key_of(filled, passphrase) as secret:
            [kept] = putting_back.listed(filled, secret)
            assert kept.children >= 40


def test_after_a_new_key_the_old_ways_open_nothing_but_old_backups(filled: Path, system: Remembering) -> None:
    session = open_store(filled)
    before = session.caseload().children.keys()
    safekeeping.back_up(session)
    session.close()
    keys.add_council_key(filled, PASSPHRASE, public_pem(COUNCIL))
    keys.turn_keyring_on(filled, PASSPHRASE)
    old_file, old_bytes = Place(filled).key.read_bytes(), Place(filled).database.read_bytes()
    done = keys.make_new_key(filled, PASSPHRASE, NEW)
    assert "keyring" in done
    assert "old passphrase" in done
    place = Place(filled)
    session = opening.unlock(filled, NEW)
    assert session.caseload().children.keys() == before
    assert session.lines(ENTRIES, 1)[0].name == "New key"
    assert session.missing == ""
    assert not session.code_confirmed, "the new code is on no paper yet"
    new_code = session.recovery_code()
    session.close()
    assert unlocking.by_council_key(place, pem(COUNCIL)) == unlocking.by_code(new_code)
    assert not keys.opens_by_keyring(filled)
    # The old ways, also with the old key file put back.
    with pytest.raises(WrongPassphrase):
        opening.recover(filled, recovery.encode(ROOT), PASSPHRASE)
    place.guesses.unlink()
    with pytest.raises(WrongPassphrase):
        opening.unlock(filled, PASSPHRASE)
    place.guesses.unlink()
    new_file = place.key.read_bytes()
    place.key.write_bytes(old_file)
    with pytest.raises(Refused, match="another caseload"):
        opening.unlock(filled, PASSPHRASE)
    place.key.write_bytes(new_file)
    # What was there before is not there any more, nor anything half made.
    assert not any(path.read_bytes()[4096:] == old_bytes[4096:] for path in filled.iterdir() if path.is_file())
    names = {path.name for path in filled.iterdir()}
    assert names == {"caseload.db", "caseload.key", "caseload.mark", "backups"}
    # The backup of before opens with what it was made with, and is put in place with its own key file.
    with putting_back.key_of(filled, PASSPHRASE) as secret:
        [kept] = putting_back.listed(filled, secret)
        assert kept.children >= 40
        putting_back.restore(filled, kept.backup, secret)
    opening.unlock(filled, PASSPHRASE).close()


@pytest.mark.parametrize("new", [PASSPHRASE, NEW])
def test_after_a_new_key_each_backup_is_opened_by_its_own_key_file(filled: Path, new: str) -> None:
    session = open_store(filled)
    safekeeping.back_up(session)
    session.close()
    keys.make_new_key(filled, PASSPHRASE, new)
    session = opening.unlock(filled, new)
    with clock(lambda: datetime.now(UTC) + timedelta(days=1)):
        safekeeping.back_up(session)
    session.close()

    def words(passphrase: str) -> list[str]:
        with putting_back.key_of(filled, passphrase) as held:
            return [kept.lack_words for kept in putting_back.listed(filled, held)]

    assert words(new) == ["nothing is missing", "1 later action not in it" if new == PASSPHRASE else OLD]
    if new != PASSPHRASE:
        assert words(PASSPHRASE) == [LATER, "nobody can tell what is missing"], "the mark is sealed by the new key"
    with putting_back.key_of(filled, PASSPHRASE) as held:
        old = putting_back.listed(filled, held)[-1]
        assert old.children >= 40
        putting_back.restore(filled, old.backup, held)
    session = opening.unlock(filled, PASSPHRASE)
    [sentence] = safekeeping.on_record(session)
    session.close()
    assert ("1 later actions" if new == PASSPHRASE else "nobody can tell") in sentence


def test_beside_another_caseloads_key_file_the_backups_are_opened_by_theirs(filled: Path, tmp_path: Path) -> None:
    session = open_store(filled)
    safekeeping.back_up(session)
    session.close()
    other = tmp_path / "other"
    opening.create(other, PASSPHRASE, cost=keyfile.KdfCost.FLOOR)[0].close()
    Place(filled).key.write_bytes(Place(other).key.read_bytes())
    with putting_back.key_of(filled, PASSPHRASE) as held:
        [kept] = putting_back.listed(filled, held)
        assert (kept.children >= 40, kept.lack_words) == (True, "nothing is missing")
        putting_back.restore(filled, kept.backup, held)
    opening.unlock(filled, PASSPHRASE).close()


def test_an_open_window_is_in_the_way_of_a_new_key(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rekeying, "_WAIT_MS", 1)
    other = open_store(store)
    with pytest.raises(Refused, match="Another window"):
        keys.make_new_key(store, PASSPHRASE, NEW)
    other.keep_draft("typed", "still written")
    other.close()
    opening.unlock(store, PASSPHRASE).close()


@pytest.mark.parametrize("at", ["_copy", "_proved", "_replace"])
def test_a_new_key_that_fails_on_the_way_changes_nothing(store: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(rekeying, at, fail)
    with pytest.raises(Refused, match="as it was"):
        keys.make_new_key(store, PASSPHRASE, NEW)
    opening.unlock(store, PASSPHRASE).close()
    assert len(keyfile._read(Place(store).key).roots) == 1
    assert not list(store.glob(".*"))


def test_cut_off_half_way_either_database_opens_with_its_own(store: Path) -> None:
    """Killed after the key file holds both roots: before the copy has the name, and after it."""
    new, place = RootSecret(bytes(16)), Place(store)
    keyfile.add_root(place.key, new, NEW, keyfile.KdfCost.FLOOR, [])
    opening.unlock(store, PASSPHRASE).close()
    session = open_store(store)
    made = safekeeping.back_up(session)
    session.close()
    with rekeying._alone(made.place.database, RootSecret(ROOT)) as old:
        draft = store / "draft"
        rekeying._copy(old, draft, new)
    draft.replace(place.database)
    opening.unlock(store, NEW).close()
    with pytest.raises(WrongPassphrase):
        opening.unlock(store, PASSPHRASE)


def test_a_keyring_that_is_not_there_is_a_sentence(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyringHere())  # type: ignore[no-untyped-call]
    try:
        with pytest.raises(Refused, match="cannot be used"):
            keys.turn_keyring_on(store, PASSPHRASE)
    finally:
        keyring.set_keyring(before)
    monkeypatch.setitem(__import__("sys").modules, "keyring", None)
    with pytest.raises(Refused, match="not installed"):
        keys.turn_keyring_on(store, PASSPHRASE)
    assert not keys.opens_by_keyring(store)
    opening.unlock(store, PASSPHRASE).close()


def test_a_keyring_that_forgets_leaves_the_passphrase(store: Path, system: Remembering) -> None:
    keys.turn_keyring_on(store, PASSPHRASE)
    [(name, key)] = system.kept.items()
    opening.unlock_by_keyring(store).close()
    for spoilt in ("", "AAAA", key[::-1]):
        system.kept[name] = spoilt
        with pytest.raises(Refused, match="Type the passphrase"):
            opening.unlock_by_keyring(store)
    system.kept.clear()
    with pytest.raises(Refused, match="Type the passphrase"):
        opening.unlock_by_keyring(store)
    assert "does not open" in keys.turn_keyring_off(store, PASSPHRASE)
    assert not keys.opens_by_keyring(store)
    opening.unlock(store, PASSPHRASE).close()
