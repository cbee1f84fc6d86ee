"""From files to the lists in them: which sheet is which list, its rows with dates settled and identifiers in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from iro_tui.domain.listed_day import days_named
from iro_tui.domain.words import joined
from iro_tui.exchange.annex_a import words
from iro_tui.exchange.annex_a.lists import (
    DAYS,
    FORMAT,
    SHEET_NOT_NEEDED,
    ListSpec,
    columns_of,
    foreign,
    is_not_needed,
    recognise,
)
from iro_tui.exchange.complaints import Complaints, Row
from iro_tui.exchange.date_columns import BOTH_ORDERS, Dated, Verdict, iso, iso_of_real, settle
from iro_tui.exchange.dates import parse_day
from iro_tui.exchange.decoding import UnreadableFile
from iro_tui.exchange.extract import WAITS, FileQuestion, Recognised, waits
from iro_tui.exchange.no_value import cell_value
from iro_tui.exchange.opened import OpenFile
from iro_tui.exchange.ssda903.identifiers import Identifiers
from iro_tui.exchange.tables import LOOKED_FOR_IN, AsWritten, heading, read_csv
from iro_tui.exchange.unread import NO_VALUE, NOT_NEEDED, UNKNOWN_COLUMN, filled, holds_data, tell_sheets
from iro_tui.exchange.workbook.book import Cell, Grid, Workbook, text_of
from iro_tui.stopping import heed

NONE_HELD, IN_DOUBT = "NONE_HELD", "?"
"""A column of our own: the cell of the last review says in words that none was held, or (`?`) a day in doubt."""
_SAYS_NONE = (
    "not held",
    "not yet held",
    "none held",
    "not held yet",
    "no review",
    "first review",
    "awaiting",
    "not due",
    "not yet",
)


_NAMED, _LONGEST = 3, 40
"""How many headings that are not needed are named, and how much of each."""


@dataclass(slots=True)
class ListSource:
    """One list of one file."""

    spec: ListSpec
    of_file: str
    file: str
    """The file, with the sheet where it is a workbook."""
    rows: list[Row]


@dataclass(slots=True)
class ListsRead:
    """The lists of all files, what each file was taken for, and what has to be asked of them."""

    sources: list[ListSource] = field(default_factory=list)
    recognised: list[Recognised] = field(default_factory=list)
    questions: list[FileQuestion] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    """A table as it stands: where, its headings, the list it is, and its rows of cells."""

    spec: ListSpec
    label: str
    sheet: str
    hidden: bool
    headings: tuple[str, ...]
    lines: list[tuple[int, Sequence[Cell]]]
    grid: Grid | None = None
    """The sheet that it stands on, where it is one of a workbook."""

    @property
    def columns(self) -> tuple[str, ...]:
        return columns_of(self.headings, self.spec)

    def title(self, at: int) -> str:
        return f"{self.spec.name}, {self.headings[at][:60]}"


def raw_heading(cell: str) -> str:
    return cell_value(cell)[:200]


_LAYOUT = AsWritten({}, lambda cells: recognise(list(cells)) is not None)


def claims(file: OpenFile) -> bool:
    """Whether a file holds a list of Annex A: a sheet of a workbook, or a text that is one."""
    if file.book is None:
        headings = heading(file.head, _LAYOUT)
        spec = recognise(headings)
        if spec is None or not any(foreign(headings, spec)):
            return spec is not None
    return any(True for _ in _tables(file, Complaints()))


def load(
    files: Iterable[OpenFile], complaints: Complaints, spelling: Mapping[str, str], answers: Mapping[str, bool]
) -> ListsRead:
    """The lists that files hold. What cannot be used is reported, and what is in doubt is asked about."""
    loaded, identifiers = ListsRead(), Identifiers(complaints, spelling, DAYS)
    for file in files:
        try:
            tables = list(_tables(file, complaints))
        except UnreadableFile as error:
            complaints.about_file(error.name, error.told)
            continue
        chosen = _chosen(file.name, tables, answers, loaded.questions)
        verdicts, questions = settle(file.name, _dated(chosen), answers)
        loaded.questions += questions
        if unanswered := waits(questions, answers):
            complaints.about_file(file.name, WAITS)
        _tell_unread(file, tables, chosen, complaints)
        for table in chosen:
            doubts: list[_Doubt] = []
            rows = [] if unanswered else list(_rows(table, verdicts, file.book, complaints, doubts))
            rows = identifiers.checked(table.label, rows)
            _tell_doubts(doubts, rows, complaints)
            loaded.sources.append(ListSource(table.spec, file.name, table.label, rows))
            loaded.recognised.append(Recognised(table.label, f"{FORMAT} {table.spec.name}", len(rows)))
    return loaded


def _tables(file: OpenFile, complaints: Complaints) -> Iterator[_Table]:
    if file.book is None:
        read = read_csv(file.name, file.data, complaints, layout=_LAYOUT)
        spec = recognise(read.headings)
        if spec is not None and not _is_a_tracker(read.headings, spec, read.lines):
            yield _Table(spec, file.name, "", hidden=False, headings=read.headings, lines=read.lines)
        return
    for grid in file.book.grids:
        table = _table_on(grid, file.name)
        if table is not None:
            yield table


def _table_on(grid: Grid, file: str) -> _Table | None:
    """The list on a sheet; None where it has the heading of none, or is a tracker."""
    for at, line in enumerate(grid.lines):
        if line.number > LOOKED_FOR_IN:
            return None
        headings = tuple(raw_heading(text_of(cell)) for cell in line.cells)
        spec = recognise(headings)
        if spec is not None:
            below: list[tuple[int, Sequence[Cell]]] = [(each.number, each.cells) for each in grid.lines[at + 1 :]]
            if _is_a_tracker(headings, spec, below):
                return None
            sheet = raw_heading(grid.name)
            return _Table(spec, f"{file}, {sheet or spec.name}", sheet, grid.hidden, headings, below, grid)
    return None


def _is_a_tracker(headings: Sequence[str], spec: ListSpec, lines: Iterable[tuple[int, Sequence[Cell]]]) -> bool:
    """Whether a table that has a list's columns tells more in others, which a tracker is read for."""
    places = {*foreign(headings, spec)}
    return bool(places) and any(at in places for at in filled(headings, lines))


def _tell_unread(file: OpenFile, tables: Sequence[_Table], chosen: Iterable[_Table], complaints: Complaints) -> None:
    """Tell of the columns of the chosen tables and of the sheets without a table that hold something unread."""
    spare: list[str] = []
    for table in chosen:
        columns = table.columns
        for at in filled(table.headings, table.lines):
            if columns[at]:
                continue
            if is_not_needed(table.headings[at]):
                spare.append(table.headings[at])
            else:
                complaints.about_file(table.label, UNKNOWN_COLUMN, field=table.title(at))
    others = [
        grid for grid in (file.book.grids if file.book else ()) if all(table.grid is not grid for table in tables)
    ]
    spare += [raw_heading(grid.name) for grid in others if _is_spare(grid) and holds_data(grid)]
    tell_sheets(file.name, (grid for grid in others if not _is_spare(grid)), complaints)
    if spare:
        names = list(dict.fromkeys(_shortened(each) for each in spare))
        more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
        complaints.about_file(file.name, NOT_NEEDED, field=joined(names[:_NAMED] + more), value=", ".join(names))


def _shortened(heading: str) -> str:
    return heading if len(heading) <= _LONGEST else f"{heading[: _LONGEST - 1].rstrip()}…"


def _is_spare(grid: Grid) -> bool:
    return SHEET_NOT_NEEDED.match(raw_heading(grid.name).casefold()) is not None


def _chosen(
    file: str, tables: Sequence[_Table], answers: Mapping[str, bool], questions: list[FileQuestion]
) -> list[_Table]:
    """The tables to read, those whose word counts less first: of one list a hidden or second sheet is asked about."""
    chosen: list[_Table] = []
    for spec in dict.fromkeys(table.spec for table in tables):
        of_list = sorted(
            (table for table in tables if table.spec is spec),
            key=lambda table: (table.hidden, not _is_called(table)),
        )
        first, *others = of_list
        asked = [(table, words.HIDDEN if table.hidden else words.ANOTHER, False) for table in others]
        if first.hidden:
            asked.append((first, words.ONLY_HIDDEN, False))
        used = [] if first.hidden else [first]
        for table, text, take in asked:
            sentence = text.format(sheet=table.sheet, list=spec.name, first=first.sheet)
            question = FileQuestion(f"sheet:{file}:{table.sheet}", file, sentence, take, "read", "leave")
            questions.append(question)
            if answers.get(question.key, take):
                used.insert(0, table)
        chosen += used
    return chosen


def _is_called(table: _Table) -> bool:
    """Whether the sheet is called as Ofsted calls it, and nothing more."""
    return table.sheet.casefold().replace(" ", "") == table.spec.name.casefold().replace(" ", "")


def _dated(tables: Iterable[_Table]) -> Iterator[Dated]:
    """The dates of every column of days."""
    for table in tables:
        for at, name in enumerate(table.columns):
            if name not in table.spec.days:
                continue
            dated = Dated(table.title(at))
            for number, cells in table.lines:
                cell = cells[at] if at < len(cells) else None
                if isinstance(cell, datetime):
                    dated.real.append((number, cell))
                elif isinstance(cell, str):
                    dated.texts.append((number, cell_value(cell)))
            yield dated


class _Doubt(NamedTuple):
    """A cell of a column of days that is none, and why it was left blank."""

    row: Row
    why: str
    column: str
    text: str


def _tell_doubts(doubts: Iterable[_Doubt], rows: Iterable[Row], complaints: Complaints) -> None:
    """Tell of the doubts in rows of children, once it is known which rows those are: guidance has no days to lose."""
    of_children = {id(row) for row in rows}
    for doubt in doubts:
        if id(doubt.row) in of_children:
            complaints.about(doubt.row, doubt.why, doubt.column, doubt.text)


def _rows(
    table: _Table,
    verdicts: Mapping[str, Verdict],
    book: Workbook | None,
    complaints: Complaints,
    doubts: list[_Doubt],
) -> Iterator[Row]:
    columns = [(at, name, verdicts.get(table.title(at), Verdict())) for at, name in enumerate(table.columns) if name]
    told_of: set[str] = set()
    for at, name, verdict in columns:
        if name in table.spec.days and verdict.contradicts:
            number, text = verdict.contradicts
            complaints.about_file(table.label, BOTH_ORDERS, row=number, field=table.headings[at], value=text)
    for number, cells in table.lines:
        heed("rows read")
        row = Row(table.label, number, {})
        for at, name, verdict in columns:
            cell = cells[at] if at < len(cells) else None
            if cell is None:
                if table.grid and at in table.grid.unsaved.get(number, ()) and name not in told_of:
                    told_of.add(name)
                    complaints.about_file(table.label, NO_VALUE, row=number, field=table.headings[at])
                continue
            row.cells[name] = (
                _day(row, name, cell, verdict, book, doubts)
                if name in table.spec.days
                else cell_value(" ".join(text_of(cell).split()))
            )
        if any(row.cells.values()):
            yield row


def _day(row: Row, name: str, cell: Cell, verdict: Verdict, book: Workbook | None, doubts: list[_Doubt]) -> str:
    """A cell of a column of days as yyyy-mm-dd; blank, and one of the doubts, where that loses something."""
    text = cell_value(text_of(cell))
    if isinstance(cell, datetime):
        text = iso_of_real(cell, verdict)
    elif isinstance(cell, float | int) and not isinstance(cell, bool):
        day = book.day_of(cell) if book else None
        text = day.isoformat() if day else text
        if not cell:
            return ""
    elif verdict.month_first is None:
        return ""
    elif text:
        text = iso(text, verdict)
    if not text or parse_day(text):
        return text
    if name == "REVIEW" and text.casefold().startswith(_SAYS_NONE):
        row.cells[NONE_HELD] = "1"
        return ""
    zero = "1900" in text or text in ("0", "1", "1899-12-30", "1899-12-31")
    beside = [named.text for named in days_named(text)] not in ([], [text])
    why = words.ZERO_DAY if zero else words.NOT_ONE_DAY if beside else words.NOT_A_DATE
    doubts.append(_Doubt(row, why, name, text))
    if name == "REVIEW" and not zero and any(sign.isdigit() for sign in text):
        row.cells[NONE_HELD] = IN_DOUBT
    return ""
