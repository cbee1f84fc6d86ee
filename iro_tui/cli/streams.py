"""What is written to the terminal or a pipe: never a control character."""

from __future__ import annotations

import io
import shutil
import sys
import textwrap
from typing import TextIO

from rich.cells import cell_len

from iro_tui.text import safe_lines


def say(text: str = "") -> None:
    """Print a line of output."""
    print(folded(safe_lines(text), sys.stdout))  # noqa: T201


def tell(text: str) -> None:
    """Print a message: what was done, a question's answer, a warning. It never mixes with the output."""
    print(folded(safe_lines(text), sys.stderr), file=sys.stderr)  # noqa: T201


def folded(text: str, stream: TextIO) -> str:
    """A text with its lines broken between words where a terminal would break them anywhere; elsewhere as it is."""
    if not stream.isatty():
        return text
    return "\n".join(part for line in text.split("\n") for part in _broken(line, shutil.get_terminal_size().columns))


def _broken(line: str, columns: int) -> list[str]:
    if cell_len(line) <= columns:
        return [line]
    hang = " " * (len(line) - len(line.lstrip()))
    return textwrap.wrap(line, columns, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False)


def prepare_streams() -> None:
    """Let every character be printed or replaced: an old Windows console or a pipe in cp1252 must not stop a list."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
