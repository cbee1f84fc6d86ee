"""When the terminal goes, or the program is told to end, it closes the store, keeps what was typed, and ends soon."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic

import pytest
import sqlalchemy

from iro_tui.store import tables
from iro_tui.store.tables import table_of
from tests.support import TODAY
from tests.support.stores import PASSPHRASE, open_store

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

import fcntl
import pty
import struct
import termios

LONGEST_SECONDS = 60
"""How long a busy machine may take to show something."""
ENDS_WITHIN = 2.0 * 3
"""Two seconds, on a machine that does other things as well; without the mend it never ended."""


class OnATerminal:
    """The program on a terminal of ours."""

    def __init__(self, process: subprocess.Popen[bytes], line: int) -> None:
        self.process, self.line = process, line
        self._shown = b""

    def until(self, words: str) -> None:
        """Read what it shows until these words are among it."""
        end = monotonic() + LONGEST_SECONDS
        while words.encode() not in self._shown:
            ready, _, _ = select.select([self.line], [], [], max(0.0, end - monotonic()))
            assert ready, f"never shown: {words}"
            self._shown += os.read(self.line, 65536)
        self._shown = b""

    def press(self, keys: str) -> None:
        os.write(self.line, keys.encode())

    def hang_up(self) -> None:
        os.close(self.line)
        self.line = -1

    def ends(self) -> int:
        return self.process.wait(timeout=ENDS_WITHIN)


@contextmanager
def on_a_terminal(*words: str, folder: Path, leads: bool = True) -> Iterator[OnATerminal]:
    """The program, in a session of its own whose terminal this is where it `leads`."""
    line, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))

    def take() -> None:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    process = subprocess.Popen(
        [sys.executable, "-m", "iro_tui", *words],
        stdin=its,
        stdout=its,
        stderr=its,
        start_new_session=leads,
        preexec_fn=take if leads else None,
        env={**os.environ, "IRO_STORE": str(folder), "TMPDIR": str(folder.parent), "TERM": "xterm-256color"},
    )
    os.close(its)
    terminal = OnATerminal(process, line)
    try:
        yield terminal
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        if terminal.line >= 0:
            with suppress(OSError):
                os.close(terminal.line)


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
        terminal.press("Ring the school")
        terminal.until("school")
        terminal.hang_up()
        assert terminal.ends() == 128 + signal.SIGHUP
    session = open_store(folder)
    try:
        with session.engine.connect() as connection:
            kept = [row.body for row in connection.execute(sqlalchemy.select(table_of(tables.DraftRow)))]
        assert [body for body in kept if "Ring the school" in body]
    finally:
        session.close()
