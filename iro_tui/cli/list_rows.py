"""An officer's own list on the command line: what its rows ask is answered by option, or left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from iro_tui.caseload.refusals import Refused
from iro_tui.domain.near_reviews import KEYS, ONE, TWO
from iro_tui.exchange.answering import (
    Answerable,
    answers_of_rows,
    cells_of_rows,
    numbered,
    plain_name,
    reviews_of_rows,
    ways_of,
)
from iro_tui.exchange.column_names import NAMES

if TYPE_CHECKING:
    from iro_tui.actions.listed_row import RowPreview
    from iro_tui.actions.pasted_rows import RowChoices, RowsPreview
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

    A row with a wrong cell asks too: for what is to stand there; one that stays out for where it stands may be taken.
    An answer may lead to another question of its row.
    Raises Refused: an answer to a row that asks nothing, a cell that there is none of.
    """
    from iro_tui.actions.listed_row import OUT
    from iro_tui.actions.pasted_rows import RowChoices, preview_rows

    answers = answers_of_rows(typed, of_list)
    cells = _typed_anew(block, cells_of_rows(typed, of_list), of_list)
    reviews = reviews_of_rows(typed, of_list)
    choices = RowChoices(cells, {}, whom)
    near: dict[int, str] = {}
    asked: dict[int, RowAsked] = {}
    for row in preview_rows(session, block, choices).rows if answers else ():
        if row.offered and row.number in answers:
            choices = choices.with_key(row, answers[row.number])
            asked[row.number] = RowAsked(row.words, _ways(block, row, of_list), _is_taken(choices, row))
    while (rows := preview_rows(session, block, choices)).asking:
        near |= {row.number: row.cells.get("ref", "") for row in rows.asking if row.asks_near}
        names = _of_reviews(near)
        for row in rows.asking:
            key = answers.get(row.number, "n")
            if row.asks_near and (of_reviews := reviews.get(plain_name(names[row.number].name))):
                key = KEYS[of_reviews]
            choices = choices.with_key(row, key if _fits(choices, row, key) else "n")
            before = asked.get(row.number, RowAsked("", (), taken=False))
            words = " – ".join(dict.fromkeys(filter(None, (before.words, row.words))))
            ways = tuple(dict.fromkeys((*before.ways, *_two_or_one(names, row, of_list), *_ways(block, row, of_list))))
            asked[row.number] = RowAsked(words, ways, _is_taken(choices, row))
    names_asked = {plain_name(each.name) for each in _of_reviews(near).values()}
    strange = [f"row {number}: that row asks nothing" for number in answers if number not in asked]
    strange += [f"{name}: that is not asked of these rows" for name in reviews if name not in names_asked]
    if strange:
        raise Refused(f"--answer {of_list}{strange[0]}. Nothing was brought in of this list.")
    for row in rows.rows:
        if row.number not in asked and row.state == OUT and (row.wrong or row.offered):
            asked[row.number] = RowAsked(row.words, _ways(block, row, of_list), taken=False)
    return ListLooked(rows, asked)


def _fits(choices: RowChoices, row: RowPreview, key: str) -> bool:
    """Whether what was typed for a row answers what it asks now: each answer is to one question."""
    cell = row.answered(key)
    if cell and (row.number, cell[0]) in choices.typed:
        return False
    return bool(cell) if key.isdecimal() else row.number not in choices.taken


def _is_taken(choices: RowChoices, row: RowPreview) -> bool:
    """Whether what a row asks was taken, as far as it is answered."""
    from iro_tui.actions.listed_extra import OURS, REVIEWS

    return choices.taken.get(row.number, True) and choices.typed.get((row.number, REVIEWS)) != OURS


def _of_reviews(near: Mapping[int, str]) -> Mapping[int, Answerable]:
    """By the numbers of rows, and the child of each, the question what two reviews near each other are."""
    asked = [Answerable(str(number), f"{ref} Review", TWO, ONE) for number, ref in near.items()]
    return {int(each.key): each for each in numbered(asked)}


def _two_or_one(names: Mapping[int, Answerable], row: RowPreview, of_list: str) -> tuple[str, ...]:
    """By which options it is said what a row's review is, and the one near it."""
    return tuple(f"{of_list}{way}" for way in ways_of([names[row.number]])[str(row.number)]) if row.asks_near else ()


def _ways(block: Block, row: RowPreview, of_list: str) -> tuple[str, ...]:
    from iro_tui.actions.listed_row import ASKS

    words: tuple[str, ...] = ("y", "n") if row.state == ASKS else ("y",) if row.offered else ()
    if row.days:
        words = tuple(str(n) for n in (*range(1, len(row.days) + 1), 0))
    ways = [f"{of_list}row {row.number}={word}" for word in words]
    if row.wrong and not row.days:
        ways.append(f"{of_list}row {row.number} {_title_of(block, row.wrong)}=…")
    return tuple(ways)


def _title_of(block: Block, name: str) -> str:
    """What a column is called in the list; one that it has not by what it says."""
    titles = dict(zip(block.columns, block.headings, strict=False))
    return " ".join(titles.get(name, "").replace("=", " ").split()) or name


def _typed_anew(block: Block, typed: Mapping[tuple[int, str], str], of_list: str) -> dict[tuple[int, str], str]:
    """The cells by the names of what their columns say."""
    names = {_title_of(block, name).casefold(): name for name in block.columns if name}
    cells = {}
    numbers = {number for number, _ in block.rows}
    for (number, title), text in typed.items():
        words = " ".join(title.casefold().split())
        name = names.get(words, words if words in NAMES else "")
        if not name or number not in numbers:
            what = "no such row" if number not in numbers else "no such column"
            raise Refused(f"--answer {of_list}row {number} {title}: {what}. Nothing was brought in of this list.")
        cells[number, name] = text
    return cells
