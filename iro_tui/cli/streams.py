"""What is written to the terminal or a pipe: never a control character."""

from __future__ import annotations

import io
import re
import sys

_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def say(text: str = "") -> None:
    """Print a line of output."""
    print(safe(text))  # noqa: T201


def tell(text: str) -> None:
    """Print a message: what was done, a question's answer, a warning. It never mixes with the output."""
    print(safe(text), file=sys.stderr)  # noqa: T201


def safe(text: str) -> str:
    """Text with every character that could steer a terminal made visible instead."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def prepare_streams() -> None:
    """Let every character be printed or replaced: an old Windows console or a pipe in cp1252 must not stop a list."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
