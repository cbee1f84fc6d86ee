"""An officer's own tracker, or business support's diary: a sheet of any shape, made rows such as are pasted.

What its columns say is guessed from their headings and shown beside the real rows, where a key corrects it
(`exchange/pasted.py`). Here the sheet is only made plain: where its heading is, also of two lines, which order its
dates have, what stands in several columns of one booking, which year a tab's days are of. Source: domain reference 3.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import PurePath

from iro_tui.domain.listed_day import days_named
from iro_tui.domain.typed_booking import is_not_booked
from iro_tui.exchange import booked_or_due
from iro_tui.exchange.complaints import Complaints
from iro_tui.exchange.date_columns import BOTH_ORDERS, Dated, Verdict, iso_of_real, settle
from iro_tui.exchange.dates import day_in_order, order_of, parse_day
from iro_tui.exchange.decoding import UnreadableFile
from iro_tui.exchange.extract import WAITS, Extract, FileQuestion, Recognised, waits
from iro_tui.exchange.headings import (
    BOOKINGS,
    DAYS,
    MAY_BE_BOOKED,
    columns_named,
    own_list,
)
from iro_tui.exchange.month_pages import by_months
from iro_tui.exchange.no_value import cell_value
from iro_tui.exchange.opened import Basis, OpenFile
from iro_tui.exchange.sheet_page import SheetPage, beside_booking, cell_text, letters, raw_cell
from iro_tui.exchange.tab_years import around, month_of, tab_years, with_year, year_of
from iro_tui.exchange.tables import LOOKED_FOR_IN, heading, read_csv
from iro_tui.exchange.tracker_headings import (
    CONFERENCE,
    LAYOUT,
    is_heading_of_list,
    names_in,
    two_lines,
    with_line_below,
)
from iro_tui.exchange.unread import NO_VALUE, tell_sheets
from iro_tui.exchange.workbook.book import Cell, Workbook, text_of
from iro_tui.stopping import heed

FORMAT = "Tracker"
BY_COLOUR = "Cells of “{title}” are coloured and have no word. Take red, amber and green for the RAG?"
COLOURED = (
    "Cells of this column are red, amber or green. Colours are read in a column “RAG” alone; if they are the RAG, "
    "write them there, or say it on the child's page."
)
_DATES, _KINDS = frozenset({"date", "day", "when"}), frozenset({"review", "meeting", "type", "type of meeting"})
_HELD = frozenset({"held", "held y n", "took place", "went ahead"})
_YES = re.compile(r"(?:y|yes|held|done|✓|✔|x)\b|[✓✔]", re.IGNORECASE)
_NO = re.compile(r"(?:n|no|not|cancel\w*)\b", re.IGNORECASE)
DIARY_DATE, DIARY_HELD, NOT_HELD = "Date of meeting", "Review held", " not held"
_LINES = 30
"""Lines of a text file over which a row, and so a heading, may run inside quotation marks."""
_SERIALS = 10_000
"""From where a number is a day as a workbook counts them: a smaller one is an amount."""
_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})(\2(?:\d{4}|\d{2}))?(?![\d/-])")
"""A day in figures wherever it stands, also without its year; with dots it may be a time."""
_CLOCK = re.compile(r"[ T](?:00:00(?::00(?:\.0+)?)?|\d{1,2}:\d{2}:\d{2}(?:\.\d+)?)$")
_OF_PEOPLE = re.compile(r" (?:\d{1,2}:\d{2}|[\d.:]+ ?[ap]\.?m\.?)", re.IGNORECASE)
"""A time of day as systems write it behind a date, and as people write it, who mean that of a booking."""


def _plain(cells: Iterable[Cell]) -> list[str]:
    return [cell_value(" ".join(text_of(cell).split()))[:80] for cell in cells]


def claims(file: OpenFile) -> bool:
    """Whether a file is rows about children that no other format claims: its heading names them, and what of them."""
    if file.book is None:
        return is_heading_of_list(heading(file.head, LAYOUT, lines_per_row=_LINES))
    return any(True for _ in _pages(file, Complaints()))


def read_trackers(files: Iterable[OpenFile], basis: Basis) -> Extract:
    """The rows of trackers as texts to be previewed, and what has to be asked of the files first."""
    complaints, extract = Complaints(), Extract()
    for file in files:
        try:
            pages = list(_pages(file, complaints))
        except UnreadableFile as error:
            complaints.about_file(error.name, error.told)
            continue
        if file.book is not None:
            read = {page.tab for page in pages}
            tell_sheets(file.name, (grid for grid in file.book.grids if grid.name not in read), complaints)
        rows = sum(len(page.lines) for page in pages)
        extract.recognised.append(Recognised(file.name, FORMAT, rows))
        verdicts, questions = settle(file.name, _dated(pages), basis.answers)
        for title, verdict in verdicts.items():
            if verdict.contradicts:
                number, text = verdict.contradicts
                complaints.about_file(file.name, BOTH_ORDERS, row=number, field=title, value=text)
        for title in dict.fromkeys(_coloured_elsewhere(pages)):
            complaints.about_file(file.name, COLOURED, field=title)
        for page in pages:
            for title, number in page.without_value():
                complaints.about_file(file.name, NO_VALUE, row=number, field=title)
        titles = [page.title for page in pages if year_of(page.title) or page.lacks_years]
        years, of_years = tab_years(file.name, titles, basis.today, basis.answers)
        for page in pages:
            page.years = years.get(page.title, around(basis.today) if page.lacks_few_years else ())
        questions += [*of_years, *_colour_questions(file.name, pages)]
        extract.questions += questions
        if waits(questions, basis.answers):
            complaints.about_file(file.name, WAITS)
            continue
        lists = [_lines(group, verdicts, file.name, basis) for group in _alike(pages) if any(p.lines for p in group)]
        asked = booked_or_due.asked(file.name, lists)
        extract.questions += asked
        if waits(asked, basis.answers):
            complaints.about_file(file.name, WAITS)
            continue
        extract.blocks += [_block(booked_or_due.called(file.name, of_list, basis.answers)) for of_list in lists]
    extract.problems = complaints.problems
    return extract


def _pages(file: OpenFile, complaints: Complaints) -> Iterator[SheetPage]:
    if file.book is None:
        read = read_csv(file.name, file.data, complaints, layout=LAYOUT, lines_per_row=_LINES)
        lines = [*read.lines, *((number, [text]) for number, text in read.no_rows)]
        lines.sort(key=lambda line: line[0])
        called = PurePath(file.name).stem
        title = called if month_of(called) and year_of(called) else ""  # a tab of a month that was saved by itself
        yield from by_months(SheetPage(title, _of_a_diary(read.headings, lines), lines), read.above)
        return
    for grid in file.book.grids:
        if grid.hidden:
            continue
        for at, line in enumerate(grid.lines):
            if line.number > LOOKED_FOR_IN:
                break
            cells = _plain(line.cells)
            below_it = _plain(grid.lines[at + 1].cells) if at + 1 < len(grid.lines) else []
            # Words over several columns may be names too; the line that names more is the heading.
            if is_heading_of_list(cells) and names_in(cells) >= names_in(below_it):
                above = grid.lines[at - 1] if at and grid.lines[at - 1].number == line.number - 1 else None
                headings = two_lines(cells, [text_of(cell) for cell in above.cells]) if above else tuple(cells)
                whole = with_line_below(headings, below_it)
                rest = grid.lines[at + (2 if whole else 1) :]
                headings = whole or headings
                below: list[tuple[int, Sequence[Cell]]] = [(each.number, each.cells) for each in rest]
                page = SheetPage(grid.name, _of_a_diary(headings, below), below, grid.fills, grid.unsaved, grid.name)
                page.lines = list(_with_days(page, file.book))
                yield from by_months(page, " ".join(filter(None, _plain(grid.lines[at - 1].cells))) if at else "")
                break


def _with_days(page: SheetPage, book: Workbook) -> Iterator[tuple[int, Sequence[Cell]]]:
    """The lines of a sheet, in which the numbers of a column of days are days, as the workbook counts them."""
    days = {at for at, name in enumerate(page.names) if name in DAYS}
    for number, cells in page.lines:
        yield number, [_day_of(cell, book) if at in days else cell for at, cell in enumerate(cells)]


def _day_of(cell: Cell, book: Workbook) -> Cell:
    day = book.day_of(cell) if isinstance(cell, int | float) and cell >= _SERIALS else None
    return datetime(day.year, day.month, day.day) if day else cell  # noqa: DTZ001


def _of_a_diary(headings: tuple[str, ...], lines: Iterable[tuple[int, Sequence[Cell]]]) -> tuple[str, ...]:
    """The headings of a diary of reviews, whose `Date` is the day of the meeting, and whose `Held` says of each."""
    if own_list(headings) is not None:
        return headings
    words = [letters(each) for each in headings]
    dates = [at for at, each in enumerate(words) if each in _DATES]
    beside = any(beside_booking(each) for each in headings) or _HELD.intersection(words)
    kinds = [at for at, each in enumerate(words) if each in _KINDS]
    names = columns_named(headings)
    if len(dates) != 1 or not beside or {"next_review", "last_review"} & {*names} or names[dates[0]]:
        return headings
    if any(CONFERENCE.search(cell_text(cells, at)) for _, cells in lines for at in kinds):
        return headings
    called = {dates[0]: DIARY_DATE} | {at: DIARY_HELD for at, each in enumerate(words) if each in _HELD}
    return tuple(called.get(at, each) for at, each in enumerate(headings))


def _dated(pages: Iterable[SheetPage]) -> Iterator[Dated]:
    """The dates of the columns of days, those of all sheets with one heading together."""
    columns: dict[str, Dated] = {}
    for page in pages:
        for at in sorted(page.dated):
            dated = columns.setdefault(page.headings[at], Dated(page.headings[at]))
            for number, cells in page.lines:
                cell = raw_cell(cells, at)
                if isinstance(cell, datetime):
                    dated.real.append((number, cell))
                elif isinstance(cell, str) and order_of(cell_value(cell)) is not None:
                    dated.texts.append((number, cell_value(cell)))
    yield from columns.values()


def _colour_questions(file: str, pages: Iterable[SheetPage]) -> list[FileQuestion]:
    """Whether a rating is told by its colour alone."""
    for page in pages:
        for at, name in enumerate(page.names):
            if name == "rag" and any(
                page.colour(number, at) and not cell_text(cells, at) for number, cells in page.lines
            ):
                text = BY_COLOUR.format(title=page.headings[at])
                return [FileQuestion(f"colour:{file}", file, text, False, "take", "leave")]
    return []


def _coloured_elsewhere(pages: Iterable[SheetPage]) -> Iterator[str]:
    """The columns, other than that of the rating, whose cells have its colours."""
    for page in pages:
        for at, name in enumerate(page.names):
            if name != "rag" and any(page.colour(number, at) and cell_text(cells, at) for number, cells in page.lines):
                yield page.headings[at] or f"column {at + 1}"


def _alike(pages: Sequence[SheetPage]) -> Iterator[list[SheetPage]]:
    """Sheets with the same headings are one list: a tab a month."""
    groups: dict[tuple[str, ...], list[SheetPage]] = {}
    for page in pages:
        groups.setdefault(tuple(each.casefold() for each in page.headings), []).append(page)
    yield from groups.values()


def _block(lines: Iterable[Sequence[str]]) -> str:
    """Rows parted by tabs, as they would be pasted."""
    return "\n".join("\t".join(line) for line in lines)


def _lines(pages: Sequence[SheetPage], verdicts: Mapping[str, Verdict], file: str, basis: Basis) -> list[list[str]]:
    """The rows of sheets that are one list, their headings first, each cell as it would be typed."""
    first = pages[0]
    booked = next((at for at, name in enumerate(first.names) if name == "next_review"), None)
    folded = _beside(first.names)
    lines = [[each for at, each in enumerate(first.headings) if at not in folded]]
    by_colour = basis.answers.get(f"colour:{file}", False)
    for page in pages:
        names, dated = page.names, page.dated
        orders = [verdicts.get(title, Verdict()) for title in page.headings]
        if len(pages) > 1:
            lines.append([page.title])
        for number, cells in page.lines:
            heed("rows read")
            texts = [
                _text(page, raw_cell(cells, at), name, orders[at] if at in dated else None, basis.today)
                for at, name in enumerate(names)
            ]
            if by_colour:
                _colour_in(texts, page, number)
            _hold(texts, page, booked)
            for at, day in folded.items():
                if texts[day] and not _falls_out(texts[day]):
                    texts[day] = " ".join(filter(None, (texts[day], texts[at])))
            lines.append([text for at, text in enumerate(texts) if at not in folded])
    return lines


def _beside(names: Sequence[str]) -> Mapping[int, int]:
    """By the columns of times and places that of the booking they belong to: the one before it, else the first."""
    booked = [at for at, name in enumerate(names) if name in BOOKINGS]
    beside = [at for at, name in enumerate(names) if name in ("time", "venue")]
    return {at: max((day for day in booked if day < at), default=booked[0]) for at in beside} if booked else {}


def _hold(texts: list[str], page: SheetPage, booked: int | None) -> None:
    """Of a diary the day is that of a review held where it says so: by yes, or by another day."""
    if booked is None or page.headings[booked] != DIARY_DATE or DIARY_HELD not in page.headings:
        return
    held = page.headings.index(DIARY_HELD)
    if _YES.match(texts[held]):
        texts[held], texts[booked] = texts[booked], ""
    elif _NO.match(texts[held]):
        texts[held], texts[booked] = "", texts[booked] and f"{texts[booked]}{NOT_HELD}"
    elif any(days_named(texts[held])):
        texts[booked] = ""


def _colour_in(texts: list[str], page: SheetPage, number: int) -> None:
    for at, name in enumerate(page.names):
        if name == "rag" and not texts[at]:
            texts[at] = page.colour(number, at)


def _falls_out(text: str) -> bool:
    return is_not_booked(text) or text.endswith(NOT_HELD)


def _text(page: SheetPage, cell: Cell, name: str, verdict: Verdict | None, today: date) -> str:
    """A cell as it would be typed: days as dd/mm/yyyy where they are days, anything else as it stands.

    `verdict`: how its column is read, where it is one of days.
    """
    text = cell_text([cell], 0)
    if verdict is None:
        if isinstance(cell, datetime):
            return f"{cell:%H:%M}" if name == "time" else f"{cell:%d/%m/%Y}"
        return text
    booked = name in MAY_BE_BOOKED
    if isinstance(cell, datetime):
        typed = _typed(parse_day(iso_of_real(cell, verdict)))
        return f"{typed} {cell:%H:%M}" if typed and booked and _is_hour(cell, page) else typed or text
    if verdict.month_first is None and _FIGURES.search(text):
        return ""
    date_alone = _CLOCK.sub("", text)
    day = day_in_order(date_alone, month_first=bool(verdict.month_first))
    if day is not None and not (booked and _OF_PEOPLE.search(date_alone)):
        return _typed(day)
    text = _FIGURES.sub(_day_first, text) if verdict.month_first else text
    return with_year(text, page.years, page.title, name, today) if page.years and name != "born" else text


def _is_hour(cell: datetime, page: SheetPage) -> bool:
    """Whether the time of a spreadsheet's own date is one that people meet at: no system's, and no column says it."""
    return (cell.hour, cell.minute) != (0, 0) and cell.second == 0 and "time" not in page.names


def _day_first(parts: re.Match[str]) -> str:
    """Figures within other words, of a file that writes the month first; what cannot be month first stays."""
    month, day = int(parts[1]), int(parts[3])
    return f"{parts[3]}{parts[2]}{parts[1]}{parts[4] or ''}" if month <= 12 and 0 < day <= 31 else parts[0]


def _typed(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
