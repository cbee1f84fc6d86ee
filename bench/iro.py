"""iro as it is measured: with the key it would derive, and with an ear to its loop. Both only where they are asked for.

Deriving the key takes as long as was chosen, and is no figure.
"""

import atexit
import os
import sys
import time
from pathlib import Path
from types import ModuleType

from iro_tui.cli import main

KEY = "BENCH_KEY"
"""The key that is handed over, in hex digits."""
BLOCKS = "BENCH_BLOCKS"
"""The file that says, in seconds, for how long the loop of the screens was blocked at most."""
PEAK = "BENCH_PEAK"
"""The file that says, in MiB, the most memory that it held when it ends; empty where the system does not tell."""
BEAT = 0.002
"""Seconds between two beats of a loop that nothing blocks."""
LISTENING = 0.3
"""The share of a processor that the beats take at most."""


class Handed:
    """In the place of Argon2id: the key is known beforehand."""

    def __init__(self, **_: object) -> None:
        self._key = bytes.fromhex(os.environ[KEY])

    def derive(self, _: bytes) -> bytes:
        return self._key


def hand_over() -> None:
    argon2 = ModuleType("cryptography.hazmat.primitives.kdf.argon2")
    argon2.Argon2id = Handed  # type: ignore[attr-defined]
    sys.modules[argon2.__name__] = argon2


def listen(file: Path) -> None:
    """From the first picture on, write down the longest time between two beats; anew where what is written goes."""
    from iro_tui.tui.app import IroApp

    painted = IroApp._painted

    def heard(app: IroApp) -> None:
        app.run_worker(_beat(file))
        painted(app)

    IroApp._painted = heard  # type: ignore[method-assign, assignment]


async def _beat(file: Path) -> None:
    import asyncio  # what only prints loads nothing of it, and the meter must not

    longest, last = 0.0, time.perf_counter()
    while True:
        await asyncio.sleep(BEAT)
        now = time.perf_counter()
        if longest and not file.exists():
            longest = 0.0
        elif now - last - BEAT > longest:
            longest = now - last - BEAT
            file.write_text(str(longest), encoding="ascii")
        last = now


def weigh(file: Path) -> None:
    """At its end, write down the most memory it ever held: what waits for it is told that of whoever started it."""
    status = Path("/proc/self/status")
    lines = status.read_text("ascii").splitlines() if status.exists() else []
    held = next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), None)
    file.write_text("" if held is None else str(held), encoding="ascii")


if __name__ == "__main__":
    if PEAK in os.environ:
        atexit.register(weigh, Path(os.environ[PEAK]))
    if KEY in os.environ:
        hand_over()
    if BLOCKS in os.environ:
        listen(Path(os.environ[BLOCKS]))
    sys.exit(main())
