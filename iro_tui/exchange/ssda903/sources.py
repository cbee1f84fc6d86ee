"""From files to the tables in them: each with its child identifiers in order, and in the order of their returns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from iro_tui.exchange.complaints import Complaints, Row
from iro_tui.exchange.dates import parse_day
from iro_tui.exchange.decoding import UnreadableFile
from iro_tui.exchange.extract import Recognised
from iro_tui.exchange.ssda903 import words
from iro_tui.exchange.ssda903.identifiers import Identifiers
from iro_tui.exchange.ssda903.order import refuse_other_orders
from iro_tui.exchange.ssda903.tables import EPISODES, LAYOUT, TableSpec, recognise
from iro_tui.exchange.ssda903.xml_form import looks_like_xml, read_xml
from iro_tui.exchange.tables import read_csv


@dataclass(slots=True)
class Source:
    """One table of one file."""

    table: TableSpec
    file: str
    rows: list[Row]


@dataclass(slots=True)
class Sources:
    """Every table of every file, in the order the files were given."""

    recognised: list[Recognised] = field(default_factory=list)
    used: list[Source] = field(default_factory=list)

    def of(self, table: TableSpec) -> list[Source]:
        return [source for source in self.used if source.table is table]


def load(
    files: Iterable[tuple[str, bytes]], complaints: Complaints, spelling: Mapping[str, str] | None = None
) -> Sources:
    """What each file holds. A file that cannot be read, or is none of the return's, is reported and passed over.

    `spelling` holds identifiers on record, by `ref_key`: the same ones in the files are given their spelling.

    The rows handed on are clean: cells without words for nothing, one spelling of each child's identifier, no totals
    and footers, and dates that are surely day first.
    """
    read: list[tuple[Source, list[tuple[int, str]]]] = []
    for name, data in files:
        mark = len(complaints.problems)
        try:
            read += _xml(name, data, complaints) if looks_like_xml(data) else _csv(name, data, complaints)
        except UnreadableFile as error:
            # Nothing of the file is used, so what was said of its rows before would only mislead.
            del complaints.problems[mark:]
            complaints.about_file(error.name, error.told)
    refused = refuse_other_orders(((_folder(s.file), s.file, s.rows) for s, _ in read), complaints)
    sources, identifiers = Sources(), Identifiers(complaints, spelling or {})
    for source, no_rows in read:
        if source.file in refused:
            continue
        if source.table.used:
            source.rows = identifiers.checked(source.file, source.rows, no_rows)
            sources.used.append(source)
        sources.recognised.append(Recognised(source.file, source.table.format, len(source.rows)))
    return sources


def _csv(name: str, data: bytes, complaints: Complaints) -> list[tuple[Source, list[tuple[int, str]]]]:
    mark = len(complaints.problems)
    read = read_csv(name, data, complaints, layout=LAYOUT)
    table = recognise(read.columns)
    if table is None:
        del complaints.problems[mark:]
        complaints.about_file(name, words.NOT_RECOGNISED, row=1, value=", ".join(read.columns))
        return []
    extra = [column for column in read.columns if column not in table.columns]
    if extra:
        complaints.about_file(name, words.EXTRA_COLUMNS, row=1, value=", ".join(extra))
    absent = [column for column in table.columns if column not in read.columns]
    if absent:
        complaints.about_file(name, words.ABSENT_COLUMNS, row=1, value=", ".join(absent))
    return [(Source(table, name, read.rows), read.no_rows)]


def _xml(name: str, data: bytes, complaints: Complaints) -> list[tuple[Source, list[tuple[int, str]]]]:
    read = read_xml(name, data)
    if read.extra:
        complaints.about_file(name, words.EXTRA_COLUMNS, value=", ".join(read.extra))
    return [(Source(table, name, rows), []) for table, rows in read.tables.items()]


def collection_year(day: date) -> int:
    """The year in which the collection year (1 April to 31 March) of a day began."""
    return day.year if (day.month, day.day) >= (4, 1) else day.year - 1


def days_in(source: Source, today: date) -> Iterator[date]:
    """The days, up to today, that tell which year's return a table belongs to."""
    for column in source.table.dated_by:
        for row in source.rows:
            day = parse_day(row.get(column))
            if day is not None and day <= today:
                yield day


def year_of(source: Source, today: date) -> int | None:
    """The collection year of the latest day up to `today` in a table; None when it has no such day."""
    latest = max(days_in(source, today), default=None)
    return None if latest is None else collection_year(latest)


def returns_of(sources: Sources, today: date) -> list[list[Source]]:
    """The tables, by the return they belong to.

    What stands in the file or folder of one Episodes table alone is one return with it; any other table belongs with
    those of its own year. Without a day of its own, as a Header is, it makes a group by itself.
    """
    homes: dict[str, list[str]] = {}
    for episodes in sources.of(EPISODES):
        for place in {episodes.file, _folder(episodes.file)}:
            homes.setdefault(place, []).append(episodes.file)

    def home(source: Source) -> object:
        for place in (source.file, _folder(source.file)):
            if len(homes.get(place, ())) == 1:
                return homes[place][0]
        return year_of(source, today)

    groups: dict[object, list[Source]] = {}
    for source in sources.used:
        groups.setdefault(home(source), []).append(source)
    return list(groups.values())


def _folder(file: str) -> str:
    return file.rpartition("/")[0]
