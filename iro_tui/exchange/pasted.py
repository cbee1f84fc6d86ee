"""A block copied out of a spreadsheet: its cells, and which column says what. Knows neither store nor caseload.

Headings are read by their names; without them a column is known by what stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from iro_tui.domain.listed_day import days_named
from iro_tui.domain.plain_words import ALSO, PLACEMENTS, RAGS, RAGS_ALSO, STATUSES, meant
from iro_tui.exchange import booked_or_due
from iro_tui.exchange.headings import ACTS, DAYS, LOG, by_words, columns_named, is_log, own_list
from iro_tui.exchange.name_with_ref import with_both
from iro_tui.exchange.no_value import cell_value
from iro_tui.exchange.pasted_lines import pasted_lines
from iro_tui.exchange.worked_out import rule_of
from iro_tui.text import clean

_SAME = frozenset({"as above", "ditto", "do", '"', "''", "〃", "”", "same"})
_DATE = re.compile(r"\d{1,2}[/.\- ](?:\d{1,2}|[A-Za-z]{3,9})[/.\- ]\d{2,4}\b|\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"(\d{4}|\d{2})(?:\s.*)?$|^(\d{4})-")
_INITIALS = re.compile(r"[A-Z][A-Za-z.\- ]{0,5}")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_ENOUGH = 2
"""How many headings have to be known for the first row to be one of headings."""


AGAIN = " #"
"""Behind the name of what a column says, where another one says it too: its number follows."""
WORKED_OUT = (
    "“{title}” is {rule}: worked out by the sheet, so a limit and no review, held or booked. If they are, say so of "
    "the column"
)
OPEN_MARK = "a quotation mark opens in “{cell}” and does not close: read as it stands"
UNREAD = "column "
"""The name of a column that is not read begins so, and its number ends it."""


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of a block, each as the things it says, and what each of its columns is taken as."""

    headings: tuple[str, ...]
    """Theirs, where there are any."""
    columns: tuple[str, ...]
    """For each column the name of what it says; of one not read its number; empty where nothing stands in it."""
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    """Their number in the block, from 1 without the headings, and their cells by name."""
    notes: tuple[str, ...] = ()
    """What is to be said of its columns: why one is not taken for what its heading says."""
    of_rows: Mapping[int, str] = field(default_factory=dict)
    """What is to be said of single rows, by their numbers."""

    @property
    def unread(self) -> tuple[int, ...]:
        """The places of the columns that are not read though something stands in them."""
        return tuple(at for at, name in enumerate(self.columns) if name.startswith(UNREAD))

    @property
    def is_log(self) -> bool:
        """Whether its rows are stages of escalations, and no list of children."""
        return is_log(self.columns)

    @property
    def layout(self) -> str:
        """By what the answers about columns are known again; empty without headings."""
        return "\t".join(" ".join(heading.casefold().split()) for heading in self.headings)


def is_block(text: str) -> bool:
    """Whether a pasted text is rows of a spreadsheet: several lines, and tabs in them."""
    return "\t" in text and len(text.strip("\r\n").splitlines()) > 1


def read_block(text: str, meanings: Mapping[int, str] | None = None) -> Block:
    """The rows of a block. Blank rows are left out but counted; `as above` is the value of the row before.

    `meanings`: what a person takes columns as, by their places; empty for one that is left out.
    """
    # Terminals paste a line's end as a carriage return alone.
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    raw = pasted_lines(text)
    lines = [[cell_value(cell) for cell in line.cells] for line in raw]
    width = max((len(line) for line in lines), default=0)
    lines = [line + [""] * (width - len(line)) for line in lines]
    at = next((n for n, line in enumerate(lines) if any(line)), 0)
    first = columns_named(lines[at]) if lines else []
    has_headings = sum(map(bool, first)) >= _ENOUGH
    if has_headings:
        lines = with_both(lines, at, first)
        first, width = columns_named(lines[at]), len(lines[at])
    body = lines[at + has_headings :]
    _by_content(first, body)
    if has_headings:
        _days_alone(first, lines[at], body)
    names = _taken_as(first if has_headings else _guessed(body, width), meanings or {})
    titles = lines[at] if has_headings else [f"column {place + 1}" for place in range(width)]
    booked_or_due.due_beside(names, titles, body, meanings or {})
    notes = list(_worked_out(names, titles, body, meanings or {}))
    notes += [words for place, words in booked_or_due.taken(names, titles, body) if place not in (meanings or {})]
    columns = _once([name if is_log(names) or name not in LOG or at in (meanings or {}) else ""
                     for at, name in enumerate(names)])  # fmt: skip
    for place, name in enumerate(columns):
        if not name and any(line[place] for line in lines[at:]):
            columns[place] = f"{UNREAD}{place + 1}"
    is_own = has_headings and own_list(lines[at]) is not None
    rows, before = [], dict.fromkeys(columns, "")
    for number, line in enumerate(body, 1):
        if not any(line):
            continue
        cells = {name: cell for name, cell in zip(columns, line, strict=True) if name}
        cells = {name: before[name] if cell.casefold() in _SAME else cell for name, cell in cells.items()}
        before |= cells
        words = [cell for cell in line if cell]
        # A line of one cell alone parts the list: CLOSED, Team North. In one of ours it says what signs mean.
        parts = len(words) == 1 and width > _ENOUGH
        if not (parts and is_own):
            rows.append((number, {"": words[0]} if parts else cells))
        elif _is_reference(words[0]):
            rows.append((number, cells))
    first_row = at + has_headings
    of_rows = {n - first_row + 1: OPEN_MARK.format(cell=clean(line.open_cells[0], limit=40))
               for n, line in enumerate(raw) if line.open_cells}  # fmt: skip
    notes += [words for number, words in of_rows.items() if number < 1]
    return Block(tuple(lines[at]) if has_headings else (), tuple(columns), tuple(rows), tuple(notes), of_rows)


def _by_content(names: list[str], body: Sequence[Sequence[str]]) -> None:
    """What a heading alone does not tell: a column `Child` of numbers is the reference where no other is called so, and
    one `CP` of days says by when the next conference is due.
    """
    for at, name in enumerate(names):
        cells = [line[at] for line in body if line[at]]
        if name == "initials" and "ref" not in names and _mostly(cells, _is_reference):
            names[at] = "ref"
        if name == "plan" and _mostly(cells, lambda cell: bool(_DATE.match(cell))):
            names[at] = "conference_due" if "conference_due" not in names else ""


def _days_alone(names: list[str], headings: Sequence[str], body: Sequence[Sequence[str]]) -> None:
    """A heading known by its words alone says a day only where days stand below it: `Seen` may be answered `yes`."""
    for at, name in enumerate(names):
        cells = [line[at] for line in body if line[at]]
        if (
            name in DAYS
            and cells
            and by_words(headings[at])
            and 3 * sum(any(days_named(c)) for c in cells) < len(cells)
        ):
            names[at] = ""


def _is_reference(cell: str) -> bool:
    """Whether it is a reference of a child: `AB 1042`, and no name with one behind it."""
    return _has_digit(cell) and len(_WORDS.findall(cell)) < 2


def _has_digit(cell: str) -> bool:
    return any(sign.isdigit() for sign in cell)


def _taken_as(columns: list[str], meanings: Mapping[int, str]) -> list[str]:
    """The columns as a person takes them; what was guessed to say the same says nothing then."""
    wanted = set(meanings.values()) - ACTS
    return [meanings.get(at, "" if name in wanted else name) for at, name in enumerate(columns)]


def _worked_out(
    names: list[str], titles: Sequence[str], body: Sequence[Sequence[str]], meanings: Mapping[int, str]
) -> Iterator[str]:
    """Days called bookings that the sheet works out of others are limits to compare; what is said of each column."""
    held = [at for at, name in enumerate(names) if name == "last_review"]
    since = [at for at, name in enumerate(names) if name == "since"]
    for at, name in enumerate(names):
        counted_from = [n for n in held if n < at] if at in held else [*held, *since] if name == "next_review" else []
        if not counted_from or at in meanings:
            continue
        rule = rule_of([([line[n] for n in counted_from], line[at]) for line in body])
        if rule:
            names[at] = "next_due" if name == "next_review" and "next_due" not in names else ""
            yield WORKED_OUT.format(title=titles[at], rule=rule)


def _once(names: Sequence[str]) -> list[str]:
    """Each thing by the first column that says it; of what is done more than once each column has its own name."""
    return [
        name if name and name not in names[:at] else again(name, names[:at].count(name)) if name in ACTS else ""
        for at, name in enumerate(names)
    ]


def again(name: str, number: int) -> str:
    """The name of a further column that says the same."""
    return f"{name}{AGAIN}{number + 1}"


@cache
def meaning_of(name: str) -> str:
    """What a column says, by its name in a block."""
    return name.partition(AGAIN)[0]


def _guessed(lines: Sequence[Sequence[str]], width: int) -> list[str]:
    """What the columns say, without headings: by what stands in them."""
    columns = [[line[at] for line in lines if line[at]] for at in range(width)]
    names = [_of_words(cells) for cells in columns]
    dates = [at for at, cells in enumerate(columns) if not names[at] and _mostly(cells, lambda c: bool(_DATE.match(c)))]
    # The oldest days are births; of the others the latest are to come, and those before them were held.
    dates.sort(key=lambda at: _median_year(columns[at]))
    for at, name in zip(dates, _DATED.get(len(dates), ()), strict=False):
        names[at] = name
    for at, cells in enumerate(columns):
        if not names[at] and at not in dates and cells:
            names[at] = _left_over(cells, names)
    return _once(names)


_DATED = {1: ("born",), 2: ("born", "last_review"), 3: ("born", "last_review", "next_review"),
          4: ("born", "since", "last_review", "next_review")}  # fmt: skip


def _of_words(cells: Sequence[str]) -> str:
    if _mostly(cells, lambda cell: bool(meant(cell, RAGS, RAGS_ALSO)) and not cell.isdigit()):
        return "rag"
    if _mostly(cells, lambda cell: bool(meant(cell, STATUSES, ALSO))):
        return "status"
    return "placement" if _mostly(cells, lambda cell: bool(meant(cell, PLACEMENTS, ALSO))) else ""


def _left_over(cells: Sequence[str], names: Sequence[str]) -> str:
    if "ref" not in names and _mostly(cells, _has_digit):
        return "ref"
    if "initials" not in names and _mostly(cells, lambda cell: bool(_INITIALS.fullmatch(cell))):
        return "initials"
    return "worker" if "worker" not in names else "manager"


def _mostly(cells: Sequence[str], fits: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(map(fits, cells)) * 3 >= len(cells) * 2


def _median_year(cells: Sequence[str]) -> float:
    """The year and month in the middle of a column of dates, roughly: enough to put columns in order."""
    keys = []
    for cell in cells:
        date = _DATE.match(cell)
        parts = re.findall(r"\d+", date[0]) if date else []
        if len(parts) > 1:
            year = int(parts[0] if len(parts[0]) == 4 else parts[-1])
            month = int(parts[1]) if len(parts) > 2 else 6
            keys.append((year if year > 99 else 2000 + year) + month / 12)
    keys.sort()
    return keys[len(keys) // 2] if keys else 0.0
