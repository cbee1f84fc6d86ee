"""When the terminal goes, or the program is told to end, it closes the store, keeps what was typed, and ends soon."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy

from iro_tui.store import tables
from iro_tui.store.tables import table_of
from tests.support import TODAY
from tests.support.stores import PASSPHRASE, open_store
from tests.support.terminal import OnATerminal, on_a_terminal


@pytest.mark.parametrize(
    ("goes", "leads", "code"),
    [
        (OnATerminal.hang_up, True, 128 + signal.SIGHUP),
        (OnATerminal.hang_up, False, 128 + signal.SIGHUP),
        (lambda terminal: terminal.process.send_signal(signal.SIGHUP), True, 128 + signal.SIGHUP),
        (lambda terminal: terminal.process.send_signal(signal.SIGTERM), True, 128 + signal.SIGTERM),
        (lambda terminal: terminal.process.send_signal(signal.SIGQUIT), True, 128 + signal.SIGQUIT),
    ],
    ids=["the line is cut", "cut, and it is not the line's own", "told to hang up", "told to end", "told to quit"],
)
def test_the_program_ends_and_the_made_up_caseload_is_gone(
    goes: Callable[[OnATerminal], None], leads: bool, code: int, tmp_path: Path
) -> None:
    with on_a_terminal("demo", "--today", TODAY.isoformat(), folder=tmp_path / "none", leads=leads) as terminal:
        terminal.until("Paperwork")
        assert list(tmp_path.glob("iro-demo-*")), "it lies in a folder of its own"
        goes(terminal)
        assert terminal.ends() == code
    assert not list(tmp_path.glob("iro-demo-*")), "the session was closed"


@pytest.mark.usefixtures("filled")
def test_what_was_being_typed_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with on_a_terminal("--today", TODAY.isoformat(), folder=folder) as terminal:
        terminal.until("assphrase")  # its first letter stands under the cursor
        terminal.press(f"{PASSPHRASE}\r")
        terminal.until("Paperwork")
        terminal.press("a")
        terminal.until("n a few words")
        terminal.press("Ring the Quillfeathers")  # a word that stands nowhere else on the screen
        terminal.until("Quillfeathers")
        terminal.hang_up()
        assert terminal.ends() == 128 + signal.SIGHUP
    session = open_store(folder)
    try:
        with session.engine.connect() as connection:
            kept = [row.body for row in connection.execute(sqlalchemy.select(table_of(tables.DraftRow)))]
        assert [body for body in kept if "Ring the Quillfeathers" in body]
    finally:
        session.close()
