"""Tables, running text and JSON: aligned columns, cut to the width."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import Any

from rich.cells import cell_len, set_cell_size

from iro_tui.text import safe_lines

PIPED_WIDTH = 80
NARROWEST = 4


def print_json(data: Any) -> None:
    """Print data as JSON: dates ISO, absent null."""
    print(json.dumps(data, default=_plain, ensure_ascii=False, indent=1))  # noqa: T201


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, (frozenset, set)):
        return sorted(value)
    raise TypeError(type(value).__name__)


def width() -> int:
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else PIPED_WIDTH


def table(titles: Sequence[str], rows: Iterable[Sequence[str]], *, indent: str = "") -> list[str]:
    """Lines of aligned columns, titles first. Too wide a line takes from its widest columns, cut with an ellipsis."""
    cells = [[safe_lines(cell).replace("\n", " ") for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(titles, *cells, strict=True)]
    least = [max(cell_len(title), NARROWEST) for title in titles]
    excess = cell_len(indent) + sum(widths) + 2 * (len(widths) - 1) - width()
    for _ in range(excess):
        spare = [have - need for have, need in zip(widths, least, strict=True)]
        if max(spare) <= 0:
            break
        widths[max(range(len(widths)), key=lambda at: (spare[at] > 0, widths[at]))] -= 1
    return [indent + _line(row, widths) for row in ([*titles], *cells)]


def wrapped(text: str, *, first: str = "", rest: str = "") -> list[str]:
    """Lines of running text no wider than the terminal, with what stands before the first and the others."""
    return textwrap.wrap(
        safe_lines(text), width(), initial_indent=first, subsequent_indent=rest, break_long_words=False
    )


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(_fit(cell, size) for cell, size in zip(row, widths, strict=True)).rstrip()


def _fit(cell: str, size: int) -> str:
    return set_cell_size(cell, size) if cell_len(cell) <= size else set_cell_size(cell, size - 1) + "…"
