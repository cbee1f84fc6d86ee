"""Which return each table belongs to, what a return covers, and which of several rules. Source: domain reference 1.7.

A return covers the whole collection year of its newest day, and the years before it whose reviews it holds without a
gap. Of a child whom it tells of it is the whole truth inside that span: what an earlier return said there and it does
not say again is withdrawn; what lies outside stays.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from iro_tui.exchange.complaints import Complaints, Row
from iro_tui.exchange.dates import parse_day
from iro_tui.exchange.extract import Intake, intake_words
from iro_tui.exchange.ssda903 import words
from iro_tui.exchange.ssda903.sources import Source, Sources, collection_year, days_in, returns_of
from iro_tui.exchange.ssda903.tables import EPISODES, FORMAT, HEADER, MISSING, REVIEWS, SW_EPISODES, TABLES, TableSpec
from iro_tui.text import ref_key

STRAY_SHARE = 0.05
"""A year with no more than this share of the fullest year's reviews is not taken as brought in."""
_SPANS = {
    EPISODES: ("DECOM", "DEC"),
    REVIEWS: ("REVIEW", "REVIEW"),
    MISSING: ("MIS_START", "MIS_END"),
    SW_EPISODES: ("SW_DECOM", "SW_DEC"),
}
"""From which day to which a row of a table tells."""
_BY_NAME = {table.name: table for table in TABLES}
Rows = dict[TableSpec, list[Row]]


@dataclass
class Return:
    """One return: the collection years it covers, by the year they began in, and its rows by table."""

    year: int
    first: int
    newest: date | None
    rows: Rows
    order: int = 0
    """Of two for one year the higher rules: it was brought in later."""
    new: bool = True
    """Just read, not on record yet."""
    files: tuple[str, ...] = ()

    @cached_property
    def children(self) -> frozenset[str]:
        """Whom it tells of."""
        return frozenset(row.get("CHILD") for table in (HEADER, EPISODES, REVIEWS) for row in self.rows.get(table, ()))

    def leave_out(self, refs: Collection[str]) -> None:
        """Forget all rows of these children."""
        for table, rows in self.rows.items():
            self.rows[table] = [row for row in rows if row.get("CHILD") not in refs]
        self.__dict__.pop("children", None)

    def rules(self, table: TableSpec, row: Row) -> bool:
        """Whether a row of an earlier return falls to this one: it tells of the child, and of that time."""
        if row.get("CHILD") not in self.children or table not in self.rows:
            return False
        start, end = (parse_day(row.get(column)) for column in _SPANS[table])
        open_end = not row.get(_SPANS[table][1])
        if start is None:
            return True
        return start <= date(self.year + 1, 3, 31) and (open_end or (end or start) >= date(self.first, 4, 1))

    def intake(self) -> Intake:
        days = date(self.first, 4, 1), date(self.year + 1, 3, 31)
        return Intake(
            FORMAT,
            self.year,
            *days,
            self.newest,
            tuple(table.name for table in self.rows),
            self.files,
            EPISODES in self.rows,
        )


def returns_in(sources: Sources, today: date, year: int | None = None) -> list[Return]:
    """The returns that tables just read belong to, the earliest first; all are of `year` where one is named.

    A return is of the year of its newest start, end or review up to today. Tables without any day come before those
    that have one, and are overruled by them.
    """
    groups = returns_of(sources, today)
    newest = [max((day for source in group for day in days_in(source, today)), default=None) for group in groups]
    years = [year or (collection_year(day) if day else None) for day in newest]
    undated = min((at for at in years if at is not None), default=collection_year(today))
    by_year: defaultdict[int, list[Source]] = defaultdict(list)
    for group, at in zip(groups, years, strict=True):
        by_year[undated if at is None else at] += group
    return [_return(at, by_year[at], today) for at in sorted(by_year)]


def _return(year: int, sources: Sequence[Source], today: date) -> Return:
    rows: Rows = {}
    called = intake_words(FORMAT, year)
    for source in sources:
        of_it = (Row(row.file, row.number, row.cells, row.brought_in, called) for row in source.rows)
        rows.setdefault(source.table, []).extend(of_it)
    newest = max((day for source in sources for day in days_in(source, today)), default=None)
    first = covered_from(year, reviews_by_year(rows.get(REVIEWS, ()), today))
    return Return(year, first, newest, rows, order=1, files=tuple(dict.fromkeys(source.file for source in sources)))


def reviews_by_year(rows: Iterable[Row], today: date) -> Counter[int]:
    """How many reviews fall in each collection year, up to today."""
    days = (parse_day(row.get("REVIEW")) for row in rows)
    return Counter(collection_year(day) for day in days if day is not None and day <= today)


def covered_from(year: int, reviewed: Counter[int]) -> int:
    """The first of the years before this one, without a gap, whose reviews are there; strays are not a year's."""
    strays = max(reviewed.values(), default=0) * STRAY_SHARE
    while reviewed[year - 1] > strays:
        year -= 1
    return year


def ruling_rows(returns: Sequence[Return], complaints: Complaints) -> Rows:
    """The rows that stand, of returns in the order in which a later one rules.

    A row that a later return tells again, with the same start, is kept beside it: reading makes one of the two.
    """
    standing: Rows = {}
    for at, each in enumerate(returns):
        for table, rows in each.rows.items():
            later = [other for other in returns[at + 1 :] if table in _SPANS and table in other.rows]
            if not later:
                standing.setdefault(table, []).extend(rows)
                continue
            start = _SPANS[table][0]
            again = {(row.get("CHILD"), row.get(start)) for other in later for row in other.rows[table]}
            for row in rows:
                if (row.get("CHILD"), row.get(start)) in again or not any(o.rules(table, row) for o in later):
                    standing.setdefault(table, []).append(row)
                elif each.new:
                    complaints.about(row, words.NOT_TOLD_AGAIN, start)
    return standing


# What is kept of a return: its rows, child by child


def tellings(returns: Sequence[Return]) -> dict[tuple[int, str], str]:
    """By year and child what the returns just read tell, as text.

    Of the return of the same year on record, what the new one does not cover stays beside it.
    """
    kept: defaultdict[tuple[int, str], Rows] = defaultdict(dict)
    for each in returns:
        if not each.new:
            continue
        for table, row in _rows_of(each):
            kept[each.year, row.get("CHILD")].setdefault(table, []).append(row)
        for before in returns:
            if not before.new and before.year == each.year:
                _keep_beside(each, before, kept)
    return {key: written(rows) for key, rows in kept.items()}


def _keep_beside(new: Return, before: Return, kept: Mapping[tuple[int, str], Rows]) -> None:
    for table, row in _rows_of(before):
        covered = new.rules(table, row) if table in _SPANS else table in new.rows
        rows = kept.get((new.year, row.get("CHILD")))
        if rows is not None and not covered:
            mine = rows.setdefault(table, [])
            if _told(table, row) not in {_told(table, other) for other in mine}:
                mine.append(row)


def _told(table: TableSpec, row: Row) -> tuple[str, ...]:
    return tuple(map(row.get, table.kept))


def _rows_of(each: Return) -> Iterator[tuple[TableSpec, Row]]:
    return ((table, row) for table, rows in each.rows.items() for row in rows)


def written(rows: Rows) -> str:
    """A child's rows as text: by table the names of its columns, then a row each, led by its file and number.

    Only what is read is kept: no postcode, no other number of the child.
    """
    tables = {
        table.name: [list(table.kept), *([row.file, row.number, *_told(table, row)] for row in of_table)]
        for table, of_table in rows.items()
    }
    return json.dumps(tables, ensure_ascii=False, separators=(",", ":"))


def read_back(text: str, ref: str, order: int, intake: str = "") -> Rows:
    """The rows that `written` made text of."""
    rows: Rows = {}
    for name, (columns, *of_table) in json.loads(text).items():
        for file, number, *cells in of_table:
            values = {"CHILD": ref, **dict(zip(columns, cells, strict=True))}
            rows.setdefault(_BY_NAME[name], []).append(Row(file, number, values, order, intake))
    return rows


def on_record(intake: Intake, order: int, bodies: Mapping[str, str], spelling: Mapping[str, str]) -> Return:
    """A return as it was brought in, from what was kept of each child.

    `spelling` tells how the files just read spell an identifier, by its one form.
    """
    rows: Rows = {_BY_NAME[name]: [] for name in intake.tables}
    for ref, body in bodies.items():
        for table, of_child in read_back(body, spelling.get(ref_key(ref), ref), order, intake.words).items():
            rows.setdefault(table, []).extend(of_child)
    first = collection_year(intake.covers_from)
    return Return(intake.year, first, intake.newest, rows, order, new=False, files=intake.files)
