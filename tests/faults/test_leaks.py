"""What is known of a child stands nowhere in the clear: not in the store's files, not in a crash, not in a message."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import sqlcipher3
from textual.pilot import Pilot

from iro_tui.actions.import_files import apply_import, preview_import
from iro_tui.caseload.session import Session
from iro_tui.tui.app import IroApp
from tests.support.acting import act
from tests.support.driving import at_today, drive, over
from tests.support.returns import ONE_CHILD, make_return
from tests.support.stores import PASSPHRASE, open_store

MARK = "ZZMARKEDCHILD"
TODAY = date(2026, 11, 20)


@pytest.fixture
def marked(store: Path, tmp_path: Path) -> Session:
    session = open_store(store)
    facts = {key: rows.replace("1001", MARK) for key, rows in ONE_CHILD.items()}
    apply_import(session, preview_import(session, [make_return(tmp_path / "return", **facts)]))
    [child_id] = session.caseload().children
    act(session, "rag", child_id, value="red", theme="drift", line=f"{MARK} is left drifting")
    return session


def test_no_file_of_the_store_holds_anything_in_the_clear(marked: Session) -> None:
    folder = marked.place.folder
    with contextlib.closing(marked):
        files = [path for path in folder.rglob("*") if path.is_file()]
        assert {path.name for path in files} >= {"caseload.db", "caseload.db-wal", "caseload.key"}
        for path in files:
            content = path.read_bytes()
            for text in (MARK, "drifting", "drift", PASSPHRASE, "looked", "rating", "CREATE TABLE"):
                assert text.encode() not in content, path.name
                assert text.encode("utf-16-le") not in content, path.name
    with (
        contextlib.closing(sqlcipher3.connect(folder / "caseload.db")) as plain,
        pytest.raises(sqlcipher3.DatabaseError),
    ):
        plain.execute("SELECT * FROM sqlite_master").fetchall()


CRASH = """
import sys
from iro_tui import cli
from iro_tui.caseload.session import Session

def broken(self, *_asked, **_options):
    child = [record.ref for record in self.caseload().children.values()]
    raise RuntimeError(f"this went wrong with {child}")

Session.lines = broken
sys.exit(cli.main(["today", "--store", sys.argv[1], "--passphrase-file", sys.argv[2]]))
"""


def test_a_crash_names_no_child(marked: Session, tmp_path: Path) -> None:
    folder = marked.place.folder
    marked.close()
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", CRASH, str(folder), str(secret)], capture_output=True, text=True)
    assert done.returncode == 1
    assert "RuntimeError at" in done.stderr
    assert MARK not in done.stdout + done.stderr
    assert PASSPHRASE not in done.stdout + done.stderr


def test_a_fault_of_the_database_shows_no_values(marked: Session) -> None:
    from sqlalchemy.exc import DBAPIError

    from iro_tui.store.engine import reading

    with contextlib.closing(marked), pytest.raises(DBAPIError) as caught, reading(marked.engine) as connection:
        connection.exec_driver_sql("SELECT ? FROM nowhere", (MARK,))
    assert MARK not in str(caught.value)


def test_no_log_of_textual_holds_the_keys_that_are_pressed(tmp_path: Path) -> None:
    """Textual reads where its log goes when it is loaded; by then nothing may ask for one any more."""
    log = str(tmp_path / "keys.log")
    look = "import iro_tui.tui.app, os, textual.constants as c; print(c.LOG_FILE, os.environ.get('TEXTUAL_LOG'))"
    done = subprocess.run(
        [sys.executable, "-c", look], env=os.environ | {"TEXTUAL_LOG": log}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "None None"


def test_no_picture_of_the_screen_is_taken(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual's own would hold names in the clear, wherever the program was begun or among the downloads."""
    for name in ("HOME", "USERPROFILE", "XDG_DOWNLOAD_DIR"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        assert list(app.get_system_commands(screen)) == []
        await app.run_action("screenshot")
        await app.run_action("app.screenshot")

    drive(over(lambda: open_store(filled)), steps)
    assert not list(tmp_path.rglob("*.svg"))
