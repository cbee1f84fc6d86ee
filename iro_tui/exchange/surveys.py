"""Answers to a survey out of a table: a heading of questions, then a row for each person who answered.

What is no question of the practice (names, addresses of those who answered) is left out and never kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from iro_tui.domain.practice_entries import SurveyQuestion
from iro_tui.domain.surveys import answer_meant, compared, question_meant
from iro_tui.exchange.complaints import Complaints
from iro_tui.exchange.dates import parse_day
from iro_tui.exchange.decoding import UnreadableFile
from iro_tui.exchange.opened import OpenFile, opened
from iro_tui.exchange.readers import bytes_of
from iro_tui.exchange.tables import AsWritten
from iro_tui.exchange.tables import read_csv as read_table
from iro_tui.exchange.workbook.book import text_of
from iro_tui.text import clean

DAY_COLUMNS = frozenset({
    "day", "date", "answered", "answeredon", "completed", "completedon", "completiontime", "timestamp", "submitted",
    "submissiondate", "when",
})  # fmt: skip
"""What the column of the day is called, as forms on the web write it."""
WORDS_COLUMNS = frozenset({"words", "intheirwords", "inyourwords", "comment", "comments", "anythingelse"})
MOST_TOLD = 3
"""How many cells that are not understood a sentence names."""


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """What one person answered; no day where the table has none."""

    day: date | None
    answers: Mapping[str, str]
    words: str = ""


@dataclass(slots=True)
class ReadSheets:
    """What a table holds: the sheets, the columns that were left out, the cells that are not understood."""

    sheets: list[ReadSheet] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    """Each as `row 4, Well managed?: 'maybe' is none of yes, no`."""


def read_sheets(path: Path, questions: Sequence[SurveyQuestion]) -> ReadSheets:
    """The answers in a file, CSV or workbook. Raises UnreadableFile: no heading of it names a question."""
    name = clean(path.name) or str(path)
    file = opened(name, bytes_of(path, name))
    columns, lines = _table(file, questions)
    asked = {at: question for at, cell in enumerate(columns) if (question := question_meant(cell, questions))}
    if not asked:
        raise UnreadableFile(name, f"has no column for a question: call them {', '.join(q.id for q in questions)}.")
    kinds = [compared(cell) for cell in columns]
    days = next((at for at, kind in enumerate(kinds) if kind in DAY_COLUMNS), None)
    words = next((at for at, kind in enumerate(kinds) if kind in WORDS_COLUMNS and at not in asked), None)
    read = ReadSheets(left_out=[cell for at, cell in enumerate(columns) if cell and at not in (*asked, days, words)])
    for number, cells in lines:
        answers = dict(_answers(number, cells, asked, read.unclear))
        day = _day(number, cells, days, read.unclear)
        said_more = _cell(cells, words)
        if answers or said_more:
            read.sheets.append(ReadSheet(day, answers, said_more))
    return read


def _answers(
    number: int, cells: Sequence[str], asked: Mapping[int, SurveyQuestion], unclear: list[str]
) -> Iterator[tuple[str, str]]:
    for at, question in asked.items():
        written = _cell(cells, at)
        answer = answer_meant(written, question) if written else None
        if answer:
            yield question.id, answer
        elif written:
            unclear.append(f"row {number}, {question.id}: {written[:40]!r} is none of {', '.join(question.scale)}")


def _day(number: int, cells: Sequence[str], at: int | None, unclear: list[str]) -> date | None:
    written = _cell(cells, at).replace("T", " ").partition(" ")[0]
    day = parse_day(written) if written else None
    if written and day is None:
        unclear.append(f"row {number}: {written[:20]!r} is not a day; write it as 2026-03-12 or 12/03/2026")
    return day


def _cell(cells: Sequence[str], at: int | None) -> str:
    return cells[at] if at is not None and at < len(cells) else ""


def _table(
    file: OpenFile, questions: Sequence[SurveyQuestion]
) -> tuple[Sequence[str], list[tuple[int, Sequence[str]]]]:
    """The heading that names a question, and the rows below it, numbered as a spreadsheet numbers them."""
    if file.book is None:
        layout = AsWritten(is_heading=lambda cells: any(question_meant(cell, questions) for cell in cells))
        table = read_table(file.name, file.data, Complaints(), layout=layout, lines_per_row=30)
        return table.columns, [(row.number, [row.get(name) for name in table.columns]) for row in table.rows]
    for grid in file.book.grids:
        lines = [(line.number, [clean(text_of(cell), multiline=True) for cell in line.cells]) for line in grid.lines]
        for at, (_, cells) in enumerate(lines):
            if any(question_meant(cell, questions) for cell in cells):
                return cells, list(lines[at + 1 :])
    return (), []
