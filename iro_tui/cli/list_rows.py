"""An officer's own list on the command line: what its rows ask is answered by option, or left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from iro_tui.caseload.refusals import Refused
from iro_tui.exchange.answering import answers_of_rows

if TYPE_CHECKING:
    from iro_tui.actions.listed_row import RowPreview
    from iro_tui.actions.pasted_rows import RowsPreview
    from iro_tui.caseload.session import Session
    from iro_tui.exchange.choosing import Whom
    from iro_tui.exchange.pasted import Block


class RowAsked(NamedTuple):
    """What a row asks, in words, by which options it is answered, and whether it was taken."""

    words: str
    ways: tuple[str, ...]
    taken: bool


class ListLooked(NamedTuple):
    """A list as it comes in, and by their numbers what its rows ask."""

    rows: RowsPreview
    asked: Mapping[int, RowAsked]


def looked_through(session: Session, block: Block, whom: Whom, typed: Sequence[str], of_list: str) -> ListLooked:
    """What the rows of a list come to by the answers typed; what is asked and not answered stays out.

    An answer may lead to another question of its row. Raises Refused: an answer to a row that asks nothing.
    """
    from iro_tui.actions.pasted_rows import RowChoices, preview_rows

    answers = answers_of_rows(typed, of_list)
    cells: dict[tuple[int, str], str] = {}
    taken: dict[int, bool] = {}
    asked: dict[int, RowAsked] = {}
    while (rows := preview_rows(session, block, RowChoices(cells, taken, whom))).asking:
        for row in rows.asking:
            word = answers.get(row.number, "n")
            cell = row.answered(int(word)) if word.isdecimal() else None
            if cell and (row.number, cell[0]) not in cells:
                cells[row.number, cell[0]] = cell[1]
            else:
                taken[row.number] = word == "y" and row.number not in taken
            before = asked.get(row.number, RowAsked("", (), taken=False))
            words = " – ".join(dict.fromkeys(filter(None, (before.words, row.words))))
            ways = tuple(dict.fromkeys((*before.ways, *_ways(row, of_list))))
            asked[row.number] = RowAsked(words, ways, taken.get(row.number, True))
    strange = [f"{of_list}row {number}" for number in answers if number not in asked]
    if strange:
        raise Refused(f"--answer {strange[0]}: that row asks nothing. Nothing was brought in of this list.")
    return ListLooked(rows, asked)


def _ways(row: RowPreview, of_list: str) -> tuple[str, ...]:
    words = [str(n) for n in (*range(1, len(row.days) + 1), 0)] if row.days else ["y", "n"]
    return tuple(f"{of_list}row {row.number}={word}" for word in words)
