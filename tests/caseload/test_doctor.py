"""Looking round: of each thing that is looked at a state that is well, and one that says the one thing to do."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from iro_tui import clock
from iro_tui.caseload.doctor import LARGEST_LOG, LOOKS, Surroundings, look_round
from iro_tui.caseload.safekeeping import back_up
from iro_tui.store.place import Place
from tests.support.acting import look_after
from tests.support.stores import open_store

DESKTOP = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


@pytest.fixture
def around(store: Path) -> Iterator[Surroundings]:
    """A store in which something was done and backed up, on a good terminal."""
    store.chmod(0o700)
    session = open_store(store)
    look_after(session, "KB 1")
    back_up(session)
    yield Surroundings(store, DESKTOP, "linux", "utf-8", (120, 36), session)
    session.close()


def advice(around: Surroundings, look: str) -> str | None:
    """What is advised of one thing; None where it is not looked at."""
    return next((each.advice for each in look_round(around) if each.id == look), None)


def test_all_that_stands_so_here_is_well(around: Surroundings) -> None:
    seen = look_round(around)
    assert [each.id for each in seen] == [look.id for look in LOOKS]
    assert {each.id: each.advice for each in seen if each.id != "clipboard"} == dict.fromkeys(
        (look.id for look in LOOKS if look.id != "clipboard"), ""
    )
    assert all(each.words and not each.words.endswith(".") for each in seen)


@pytest.mark.parametrize(
    ("changed", "look", "words"),
    [
        ({"size": (79, 24)}, "terminal", "Make the window larger"),
        ({"encoding": "cp1252"}, "terminal", "UTF-8"),
        ({"environ": {"TERM": "dumb"}}, "terminal", "another terminal"),
        ({"environ": {}, "platform": "win32"}, "terminal", "Windows Terminal"),
        ({"environ": DESKTOP | {"SSH_TTY": "/dev/pts/1"}}, "clipboard", "write a file"),
        ({"refusal": "The file is damaged.", "session": None}, "caseload", "The file is damaged."),
        ({"now": clock.now() + timedelta(days=8)}, "backup", "iro backup"),
        ({"now": clock.now() + timedelta(days=61)}, "clock", "date is right"),
        ({"now": clock.now() - timedelta(days=1)}, "clock", "date is right"),
    ],
)
def test_what_is_amiss_is_said_with_one_thing_to_do(
    around: Surroundings, changed: dict[str, object], look: str, words: str
) -> None:
    assert words in (advice(replace(around, **changed), look) or "")  # type: ignore[arg-type]


def test_a_page_that_is_not_as_it_was_sealed(filled: Path) -> None:
    database = Place(filled).database
    content = bytearray(database.read_bytes())
    content[-3000] ^= 1  # where no list reads
    database.write_bytes(content)
    session = open_store(filled)
    try:
        said = advice(Surroundings(filled, DESKTOP, "linux", "utf-8", (120, 36), session), "caseload")
    finally:
        session.close()
    assert "Part of the caseload file is damaged" in (said or "")
    assert "Restore the newest backup" in (said or "")


def test_its_folder(around: Surroundings, tmp_path: Path) -> None:
    assert "iro init" in (advice(replace(around, folder=tmp_path / "none", session=None), "folder") or "")
    synced = tmp_path / "OneDrive - Council"
    synced.mkdir()
    assert advice(replace(around, folder=synced, session=None), "folder")
    around.folder.chmod(0o755)
    assert "chmod 700" in (advice(around, "folder") or "")
    wal = around.place.database.with_name("caseload.db-wal")
    os.truncate(wal, LARGEST_LOG + 1)  # as long as it would be; nothing reads it here
    assert "ctrl+q" in (advice(replace(around, session=None), "log") or "")


def test_a_code_that_is_not_on_paper_and_no_backup(around: Surroundings, store: Path, tmp_path: Path) -> None:
    assert around.session is not None
    around.session.keep_draft("recovery code", "")
    assert "iro recovery-code" in (advice(around, "code") or "")
    around.place.backups.rename(tmp_path / "away")
    assert "iro backup" in (advice(around, "backup") or "")


def test_without_a_store_only_the_computer_is_looked_at(tmp_path: Path) -> None:
    seen = [each.id for each in look_round(Surroundings(tmp_path / "none", DESKTOP, "linux"))]
    assert seen == ["terminal", "clipboard", "libraries", "folder", "disk"]
