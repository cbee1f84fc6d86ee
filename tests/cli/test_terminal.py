"""The screens need a terminal: without one they refuse, where they would else wait for ever."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

LONGEST_SECONDS = 60
PIPED, NOWHERE = subprocess.PIPE, subprocess.DEVNULL


@pytest.mark.parametrize("words", [(), ("demo",)], ids=["iro", "iro demo"])
@pytest.mark.parametrize("stdin", [NOWHERE, PIPED], ids=["no input", "a pipe"])
def test_screens_without_a_terminal_are_refused(words: tuple[str, ...], stdin: int, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "iro_tui", *words],
        stdin=stdin,
        stdout=PIPED,
        stderr=PIPED,
        text=True,
        timeout=LONGEST_SECONDS,
        env={**os.environ, "IRO_STORE": str(tmp_path / "store")},
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "The screens need a terminal: open one and say iro there. Lists print anywhere: iro today.\n"
    assert not (tmp_path / "store").exists(), "nothing is made"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("redirected", ["stdin", "stdout", "stderr"])
def test_a_terminal_on_one_side_alone_is_not_enough(redirected: str) -> None:
    import pty

    mine, its = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "iro_tui", "demo"],
            **{**dict.fromkeys(("stdin", "stdout", "stderr"), its), redirected: NOWHERE},  # type: ignore[call-overload]
            timeout=LONGEST_SECONDS,
        )
    finally:
        os.close(mine)
        os.close(its)
    assert done.returncode == 1
