"""The program on a real terminal of the test's own: its keys, what it shows, and how it ends."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic

import pytest

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
            assert ready, f"never shown: {words}; last {self._shown[-2000:]!r}"
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
def on_a_terminal(
    *words: str, folder: Path, leads: bool = True, program: Sequence[str] = ("-m", "iro_tui")
) -> Iterator[OnATerminal]:
    """The program, in a session of its own whose terminal this is where it `leads`."""
    line, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))

    def take() -> None:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    # Where the environment gives a size, it goes before that of the terminal; an officer's Python keeps what it writes.
    ours = ("COLUMNS", "LINES", "PYTHONUNBUFFERED")
    around = {name: value for name, value in os.environ.items() if name not in ours}
    process = subprocess.Popen(
        [sys.executable, *program, *words],
        stdin=its,
        stdout=its,
        stderr=its,
        start_new_session=leads,
        preexec_fn=take if leads else None,
        env={**around, "IRO_STORE": str(folder), "TMPDIR": str(folder.parent), "TERM": "xterm-256color"},
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
