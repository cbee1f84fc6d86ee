"""Tables, running text and JSON: aligned columns, cut to a terminal's width; in files and pipes nothing is cut."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, set_cell_size

from iro_tui.text import safe_json, safe_lines

if TYPE_CHECKING:
    from iro_tui.caseload.lists.base import Column

PROSE_WIDTH = 80
"""Cells of a line of running text where there is no terminal: it goes on in the next line."""
FLAG = "◆"
NARROWEST = 4
GAP = 2
NOTHING = "-"
"""What stands where there is nothing."""


def json_text(data: Any) -> str:
    """Data as JSON: dates ISO, absent null; what could steer a terminal is escaped."""
    return safe_json(json.dumps(data, default=_plain, ensure_ascii=False, indent=1))


def print_json(data: Any) -> None:
    """Print data as JSON."""
    print(json_text(data))  # noqa: T201


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, (frozenset, set)):
        return sorted(value)
    raise TypeError(type(value).__name__)


def width() -> int | None:
    """Cells of a line on the terminal; None where the output is no terminal."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def cells_of(
    columns: Sequence[Column[Any]],
    rows: Sequence[Any],
    today: date,
    room: int | None,
    joined: Mapping[str, Column[Any]] | None = None,
) -> list[list[str]]:
    """The words of each row; in their short form where the long one would be too wide for the room there is.

    `joined`: columns whose words are added to those of another, by its key.
    """
    joined = joined or {}
    for brief in (False, True):
        cells = [[_joined(column, joined.get(column.key), row, today, brief) for column in columns] for row in rows]
        wide = [max(map(cell_len, words)) for words in zip(*cells, strict=True)]
        fixed = sum(size for size, column in zip(wide, columns, strict=True) if not column.kind.flexible)
        if room is None or fixed + (GAP + NARROWEST) * len(columns) <= room:
            break
    return cells


def _joined(column: Column[Any], added: Column[Any] | None, row: Any, today: date, brief: bool) -> str:
    words = _worded(column, row, today, brief)
    more = _worded(added, row, today, brief) if added else NOTHING
    return words if more == NOTHING else f"{words} · {more}"


def _worded(column: Column[Any], row: Any, today: date, brief: bool) -> str:
    value = column.of(row)
    words = (column.kind.words(value, today, brief) if value is not None else "") or NOTHING
    return f"{words} {flag_sign()}" if getattr(value, "flagged", False) else words


def flag_sign() -> str:
    """The sign of a child whom the officer flagged, as the output can write it."""
    try:
        FLAG.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return "*"
    return FLAG


def table(
    titles: Sequence[str],
    rows: Iterable[Sequence[str]],
    flexible: Sequence[bool] = (),
    indent: str = "",
    last: Sequence[bool] = (),
    room: int | None = None,
) -> list[str]:
    """Lines of aligned columns, titles first; as wide as they are where `room` is None.

    Too wide a line takes from its widest columns, cut with an ellipsis: from those that are flexible as long as it can,
    and from those that are the `last` to be cut when no other has anything to give.
    """
    cells = [[safe_lines(cell).replace("\n", " ") for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(titles, *cells, strict=True)]
    least = [max(cell_len(title), NARROWEST) for title in titles]
    excess = cell_len(indent) + sum(widths) + GAP * (len(widths) - 1) - room if room else 0
    every = [True] * len(widths)
    flexible = flexible or every
    first = [gives and not late for gives, late in zip(flexible, last or [False] * len(widths), strict=True)]
    for given_way in (first, flexible, every):
        while excess > 0:
            spare = [have - need if gives else 0 for have, need, gives in zip(widths, least, given_way, strict=True)]
            if max(spare) <= 0:
                break
            widths[max(range(len(widths)), key=lambda at: (spare[at] > 0, widths[at]))] -= 1
            excess -= 1
    return [indent + _line(row, widths) for row in ([*titles], *cells)]


def wrapped(text: str, *, first: str = "", rest: str = "") -> list[str]:
    """Lines of running text no wider than the terminal, with what stands before the first and the others."""
    return textwrap.wrap(
        safe_lines(text), width() or PROSE_WIDTH, initial_indent=first, subsequent_indent=rest,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(_fit(cell, size) for cell, size in zip(row, widths, strict=True)).rstrip()


def _fit(cell: str, size: int) -> str:
    return set_cell_size(cell, size) if cell_len(cell) <= size else set_cell_size(cell, size - 1) + "…"
