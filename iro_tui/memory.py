"""What this process holds is its own: no picture of its memory is written when it crashes, nor read by others.

Whoever administers the computer can read it all the same, and so can a debugger that was there first.
"""

from __future__ import annotations

import sys
from contextlib import suppress

_PR_SET_DUMPABLE = 4
"""Of Linux's prctl: whether a crash leaves a picture of the memory, and others of the same user may look into it."""


def keep_memory_closed() -> None:
    """Ask the system for it, as far as it can be asked. To be called before a passphrase is typed."""
    if sys.platform == "win32":
        from iro_tui.windows import keep_crashes_home

        keep_crashes_home()
        return
    import resource

    with suppress(OSError, ValueError):  # where it may not be set, the system's own limit stays
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
