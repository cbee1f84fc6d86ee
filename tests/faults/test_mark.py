"""A store whose last part is lost, or that is an older copy, says so."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3

from iro_tui.actions.base import do
from iro_tui.actions.rag import ACTION as RAG
from iro_tui.caseload.session import Session
from iro_tui.store.mark import MarkFile
from iro_tui.store.place import Place
from iro_tui.store.secret import RootSecret
from tests.faults.table import rounds
from tests.support.acting import look_after
from tests.support.stores import ROOT, open_store

FILES = ("caseload.db", "caseload.db-wal", "caseload.db-shm", "caseload.mark")


def rate(session: Session, times: int = 1) -> None:
    """So many actions."""
    [child_id] = session.caseload().children
    for number in range(times):
        do(session, RAG, RAG.asks("red", "drift", f"reason {number}"), [child_id])


def copied(store: Path, to: Path) -> Path:
    """The files of an open store as a kill would leave them."""
    to.mkdir()
    for path in store.iterdir():
        if path.is_file():
            shutil.copy2(path, to / path.name)
    return to


@pytest.fixture
def killed(store: Path, tmp_path: Path) -> Path:
    """A store that was killed with ten actions in its WAL."""
    session = open_store(store)
    look_after(session, "KB 1")
    session.close()
    session = open_store(store)
    rate(session, 10)
    folder = copied(store, tmp_path / "killed")
    session.close()
    return folder


def missing_of(folder: Path) -> str:
    session = open_store(folder)
    try:
        return session.missing
    finally:
        session.close()


def test_what_a_kill_leaves_lacks_nothing(killed: Path) -> None:
    assert (killed / "caseload.db-wal").stat().st_size
    assert missing_of(killed) == ""


def cut(folder: Path, part: float) -> None:
    wal = folder / "caseload.db-wal"
    content = wal.read_bytes()
    wal.write_bytes(content[: int(len(content) * part)])


def flip(folder: Path, part: float) -> None:
    wal = folder / "caseload.db-wal"
    content = bytearray(wal.read_bytes())
    content[int(len(content) * part)] ^= 1
    wal.write_bytes(content)


def lose(folder: Path, part: float) -> None:
    (folder / "caseload.db-wal").unlink()
    (folder / "caseload.db-shm").unlink(missing_ok=True)


@pytest.mark.parametrize("part", [0.1, 0.35, 0.6, 0.85, *(n / 40 + 0.01 for n in range(36))][: rounds("lost log")])
@pytest.mark.parametrize("fault", [lose, cut, flip])
def test_a_lost_last_part_is_said(killed: Path, fault: Callable[[Path, float], None], part: float) -> None:
    fault(killed, part)
    assert "missing from this caseload" in missing_of(killed)


def test_an_older_copy_in_its_place_is_said_with_its_hours(store: Path, tmp_path: Path) -> None:
    session = open_store(store)
    look_after(session, "KB 1")
    session.close()
    older = copied(store, tmp_path / "older")
    session = open_store(store)
    rate(session, 3)
    session.close()
    shutil.copy2(older / "caseload.db", store / "caseload.db")
    session = open_store(store)
    try:
        assert session.missing.startswith("3 actions, done between ")
        assert session.missing in session.warnings()
    finally:
        session.close()


def test_an_older_copy_that_went_on_is_said(store: Path, tmp_path: Path) -> None:
    session = open_store(store)
    look_after(session, "KB 1")
    session.close()
    older = copied(store, tmp_path / "older")
    session = open_store(store)
    rate(session, 1)
    session.close()
    other = open_store(older)
    rate(other, 4)
    other.close()
    shutil.copy2(older / "caseload.db", store / "caseload.db")
    assert "went on from an older copy" in missing_of(store)


def test_working_on_does_not_make_it_forgotten(killed: Path) -> None:
    lose(killed, 0)
    session = open_store(killed)
    sentence = session.missing
    rate(session)
    assert session.missing == ""
    session.close()
    assert missing_of(killed) == ""
    mark = MarkFile(Place(killed).mark, RootSecret(ROOT)).read()
    assert mark is not None
    assert mark.losses == (sentence,)


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"mark": {}, "seal": "00"}', b"\xff" * 40, None])
def test_a_mark_that_is_gone_or_spoilt_is_said_once(store: Path, content: bytes | None) -> None:
    session = open_store(store)
    look_after(session, "KB 1")
    session.close()
    path = Place(store).mark
    path.unlink() if content is None else path.write_bytes(content)
    session = open_store(store)
    assert "nobody can tell" in session.missing
    rate(session)
    session.close()
    assert missing_of(store) == ""


def test_a_mark_of_another_hand_counts_for_nothing(store: Path) -> None:
    session = open_store(store)
    look_after(session, "KB 1")
    session.close()
    path = Place(store).mark
    path.write_text(path.read_text().replace('"seq": ', '"seq": 1'))
    assert "cannot be read" in missing_of(store)


def test_a_mark_that_cannot_be_written_stops_nothing(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    session = open_store(store)
    look_after(session, "KB 1")
    monkeypatch.setattr("iro_tui.store.mark.write_private", full)
    rate(session)
    session.close()
    monkeypatch.undo()
    assert missing_of(store) == "", "a mark that is behind is no fault"


def test_a_new_store_lacks_nothing(store: Path) -> None:
    assert missing_of(store) == ""
    with pytest.raises(sqlcipher3.DatabaseError):  # and the file beside it is the encrypted one
        sqlcipher3.connect(store / "caseload.db").execute("SELECT * FROM operation")
