"""The screens in a process of their own, where a system cannot let one process take another's place: Windows.

This one holds nothing but waits. Each time the screens lock, their process ends, and with it all that it held; another
is begun in its locked start. It takes over what that one left in a file, sealed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from iro_tui.tui.handing_over import KEPT, LOCKED, NAME


def keep() -> int | None:
    """Run the screens, and again after each lock, until they end: the code they end with.

    None: this is their own process.
    """
    if os.environ.get(KEPT):
        return None
    if hasattr(signal, "SIGBREAK"):
        signal.signal(signal.SIGBREAK, signal.SIG_IGN)  # theirs to hear
    descriptor, name = tempfile.mkstemp(prefix="iro-")
    os.close(descriptor)
    begin = [sys.executable, *sys.orig_argv[1:]]
    around = {**os.environ, KEPT: name}
    try:
        code = subprocess.call(begin, env=around)  # noqa: S603 -- this very program
        while code == LOCKED:
            code = subprocess.call(begin, env={**around, NAME: name})  # noqa: S603
    finally:
        with suppress(OSError):
            Path(name).unlink()
    return code
