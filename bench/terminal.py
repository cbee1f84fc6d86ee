"""A small terminal to measure programs in: what is on the screen, and since when."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyte

SIZE = (120, 40)
PATIENCE = 60.0
"""Seconds after which what is awaited is taken never to come."""
LULL = 0.01
"""Seconds without output after which the output so far is read into the screen: never while the program is busy."""
QUIET = 0.06
"""Seconds without output after which a program has done all that a key asks for."""
IDLE = 0.2
"""Seconds in which a program that has nothing left to load uses no processor."""
LOADED = 1.5
"""Seconds after which a program counts as loaded where the system does not tell its processor time."""


class Screen(pyte.Screen):
    """What a terminal shows."""

    def restore_cursor(self, *_: int) -> None:
        """Not asked for by any program here: pyte takes the keyboard protocol of newer terminals for this."""

    def shows(self, text: str) -> bool:
        return any(text in line for line in self.display)


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the screen, watched for changes of text and colour."""

    lines: range
    columns: range

    def of(self, screen: Screen) -> list[Any]:
        return [screen.buffer[line][column] for line in self.lines for column in self.columns]


class Program:
    """A program in a terminal of its own, ended when its `with` is left.

    Times are in seconds and run from the last key, or from the start, to the arrival of the output awaited.
    """

    def __init__(self, command: Sequence[str], env: Mapping[str, str] | None = None, *, resting: float = 0.0) -> None:
        """`resting`: the share of a processor that it uses though it has nothing left to do."""
        import fcntl  # these three are not on Windows
        import pty
        import termios

        self._resting = resting * IDLE * os.sysconf("SC_CLK_TCK")
        self.screen = Screen(*SIZE)
        self._stream = pyte.ByteStream(self.screen)
        self.peak = 0.0
        """The most memory it ever held, in MiB; known once it has ended."""
        self._over = False
        self._since = time.perf_counter()
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            columns, lines = SIZE
            fcntl.ioctl(0, termios.TIOCSWINSZ, lines.to_bytes(2, "little") + columns.to_bytes(2, "little") + bytes(4))
            terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
            with contextlib.suppress(OSError):
                os.execvpe(command[0], list(command), {**os.environ, **terminal, **(env or {})})
            os._exit(127)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if not self._over:
            peak = self._peak()
            os.kill(self._pid, signal.SIGKILL)
            self._bury()
            self.peak = peak or self.peak
        os.close(self._terminal)

    def _bury(self) -> int:
        """Wait for its end; the code that it ended with."""
        _, status, usage = os.wait4(self._pid, 0)
        self._over = True
        self.peak = usage.ru_maxrss / 2**20  # of use on macOS only: Linux counts kibibytes, and from before the exec
        return status

    # Keys

    def press(self, keys: str) -> None:
        self._since = time.perf_counter()
        os.write(self._terminal, keys.encode())

    def press_each(self, *keys: str) -> None:
        """Press keys one by one, each once the one before it is answered whole."""
        for key in keys:
            self.press(key)
            self.settle()

    def type(self, keys: Iterable[str], pace: float) -> None:
        """Press keys one by one, so many seconds apart, whether or not they are answered yet."""
        for key in keys:
            self.press(key)
            while (left := self._since + pace - time.perf_counter()) > 0:
                self._stream.feed(b"".join(data for _, data in self._pieces(left, most=1)))

    # What comes of them

    def shown(self, text: str) -> float:
        """The time to a text being on the screen."""
        return self._until(lambda: self.screen.shows(text))

    def changed(self, area: Area, keys: str) -> float:
        """The time from keys to the first change in a part of the screen; returns once the program is quiet again."""
        before = area.of(self.screen)
        self.press(keys)
        taken = self._until(lambda: area.of(self.screen) != before)
        self.settle()
        return taken

    def redrawn(self, area: Area, keys: str) -> float:
        """The time from keys to the last change in a part of the screen before the program is quiet."""
        shown = area.of(self.screen)
        self.press(keys)
        taken = None
        while pieces := self._pieces(QUIET if taken else PATIENCE):
            for moment, data in pieces:
                self._stream.feed(data)
                if (now := area.of(self.screen)) != shown:
                    shown, taken = now, moment - self._since
        if taken is None:
            raise TimeoutError("Nothing changed:\n" + "\n".join(self.screen.display))
        return taken

    def ended(self) -> float:
        """The time to the end of the program. Raises RuntimeError when it failed."""
        said = b""
        while pieces := self._pieces(PATIENCE):
            said += b"".join(data for _, data in pieces)
        status = self._bury()
        taken = time.perf_counter() - self._since
        if status:
            raise RuntimeError(said.decode(errors="replace"))
        return taken

    def settle(self, quiet: float = QUIET) -> None:
        """Read on until nothing more comes."""
        while pieces := self._pieces(quiet):
            self._stream.feed(b"".join(data for _, data in pieces))

    def rest(self) -> None:
        """Wait until the program has loaded all it wants to."""
        used, spent = float("-inf"), self._used()
        while spent is not None and spent > used + self._resting:
            self.settle(IDLE)
            used, spent = spent, self._used()
        if spent is None:
            self.settle(LOADED)

    def _until(self, seen: Callable[[], bool]) -> float:
        if seen():
            return 0.0
        found: float | None = None
        while found is None:
            pieces = self._pieces(PATIENCE)
            if not pieces:
                raise TimeoutError("What was awaited never came:\n" + "\n".join(self.screen.display))
            for moment, data in pieces:
                self._stream.feed(data)
                if found is None and seen():
                    found = moment
        return found - self._since

    def _pieces(self, patience: float, most: int = 1000) -> list[tuple[float, bytes]]:
        """The output up to the next lull, each piece with when it came; none at the end, or when patience is."""
        pieces: list[tuple[float, bytes]] = []
        while len(pieces) < most and select.select([self._terminal], [], [], LULL if pieces else patience)[0]:
            moment = time.perf_counter()
            with contextlib.suppress(OSError):  # how Linux says that the program has ended
                if data := os.read(self._terminal, 65536):
                    pieces.append((moment, data))
                    continue
            break
        return pieces

    # What they cost

    def _peak(self) -> float | None:
        """The most memory it held so far, in MiB; None where the system does not tell."""
        with contextlib.suppress(OSError):
            lines = Path(f"/proc/{self._pid}/status").read_text("ascii").splitlines()
            return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
        return None

    def _used(self) -> float | None:
        """Its processor time so far, in ticks of the system; None where the system does not tell."""
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{self._pid}/stat").read_text("ascii").rpartition(")")[2].split()
            return float(fields[11]) + float(fields[12])
        return None
