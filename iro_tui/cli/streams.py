"""What is written to the terminal or a pipe: never a control character."""

from __future__ import annotations

import io
import sys

from iro_tui.text import safe_lines


def say(text: str = "") -> None:
    """Print a line of output."""
    print(safe_lines(text))  # noqa: T201


def tell(text: str) -> None:
    """Print a message: what was done, a question's answer, a warning. It never mixes with the output."""
    print(safe_lines(text), file=sys.stderr)  # noqa: T201


def prepare_streams() -> None:
    """Let every character be printed or replaced: an old Windows console or a pipe in cp1252 must not stop a list."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
