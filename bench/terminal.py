"""A small terminal to measure programs in: from starting one to a text being on its screen."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyte

SIZE = (120, 40)
PATIENCE = 60.0
"""Seconds after which a text is taken never to come."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run cost: seconds to the awaited text (or to the end), and the peak memory in MiB."""

    seconds: float
    memory: float


def started(
    command: Sequence[str], awaited: str | None, keys: Sequence[str] = (), env: Mapping[str, str] | None = None
) -> Run:
    """Start a program in a pty, wait for a text, press keys and wait for the next one.

    `awaited` may hold several texts parted by `|`: the keys are sent one after each but the last, and the time runs
    from the last key. None waits for the program to end.
    """
    import pty  # not on Windows

    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update({"TERM": "xterm-256color", "COLUMNS": str(SIZE[0]), "LINES": str(SIZE[1]), **(env or {})})
        os.execvp(command[0], list(command))
    try:
        return _watched(pid, terminal, awaited, list(keys))
    finally:
        _end(pid, terminal)


def _watched(pid: int, terminal: int, awaited: str | None, keys: list[str]) -> Run:
    screen = pyte.Screen(*SIZE)
    stream = pyte.ByteStream(screen)
    begun = time.perf_counter()
    wanted = awaited.split("|") if awaited else []
    memory = 0.0
    while time.perf_counter() - begun < PATIENCE:
        ready, _, _ = select.select([terminal], [], [], 0.05)
        now = time.perf_counter()
        if ready:
            try:
                data = os.read(terminal, 65536)
            except OSError:
                data = b""
            if not data:
                return Run(now - begun, memory)
            if wanted:
                _feed(stream, data)
        memory = max(memory, _peak(pid))
        if wanted and any(wanted[0] in line for line in screen.display):
            wanted.pop(0)
            if not wanted:
                return Run(now - begun, memory)
            os.write(terminal, keys.pop(0).encode())
            begun = time.perf_counter()
    raise TimeoutError(f"{wanted or 'the end'} never came:\n" + "\n".join(screen.display))


def _feed(stream: pyte.ByteStream, data: bytes) -> None:
    try:
        stream.feed(data.replace(b"\x1b[>", b"\x1b[").replace(b"$p", b"m"))
    except (TypeError, ValueError):  # a sequence that pyte does not know
        stream.feed(b"\x1b\\")


def _peak(pid: int) -> float:
    """Peak resident memory of a process in MiB; 0 where the system does not tell."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as status:  # noqa: PTH123
            return next((int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")), 0.0)
    except OSError:
        return 0.0


def _end(pid: int, terminal: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(terminal)
