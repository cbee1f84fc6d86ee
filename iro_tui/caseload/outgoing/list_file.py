"""Any list as a file: workbook, table, page to print or text, all from the list's one declaration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from iro_tui.caseload.exporting import CSV, HTML, TEXT, XLSX, Outgoing, text_bytes
from iro_tui.caseload.guarded_csv import csv_bytes
from iro_tui.caseload.lists.around import ABOVE, BELOW, HEADINGS
from iro_tui.caseload.lists.base import AnyList, Column, in_files, table, titles_of
from iro_tui.caseload.lists.kinds import CHILD, CLOCK, RAG, tabled
from iro_tui.caseload.outgoing.html import page_html
from iro_tui.caseload.outgoing.page import GridCell, PageGrid, PageHead, Paragraph, Part, PrintedPage, Toned, page_text
from iro_tui.caseload.outgoing.xlsx import BookSheet, Filled, xlsx_bytes
from iro_tui.domain.words import amount_words, clock_tone, dated

if TYPE_CHECKING:
    from datetime import date

    from iro_tui.caseload.session import Session

ENDINGS = (XLSX, HTML, CSV, TEXT)
"""What a list can be written as, the usual one first."""
UNDER = "Under"
_LONGEST_NAME = 31


def list_out(
    session: Session, listed: AnyList, rows: Sequence[Any], view: Any, *, names: bool = False, asked: str = ""
) -> Outgoing:
    """A list for a file, as it is in a view; `asked` says which rows of it were chosen. In the order of the rows."""
    rows = tuple(listed.told(rows, names=names))
    forms = {
        XLSX: lambda: list_xlsx(listed, rows, view, session.today, names=names, asked=asked),
        HTML: lambda: page_html(list_page(session, listed, rows, view, names=names, asked=asked)),
        CSV: lambda: csv_bytes(*table(listed.shown(view, rows), rows, names=names)),
        TEXT: lambda: text_bytes(page_text(list_page(session, listed, rows, view, names=names, asked=asked))),
    }
    return Outgoing(f"the list {listed.title}", len(rows), listed.unit, forms, names)


# As a workbook


def list_xlsx(
    listed: AnyList, rows: Sequence[Any], view: Any, today: date, *, names: bool = False, asked: str = ""
) -> bytes:
    """One sheet: what a row stands under is its first column, so that a filter finds it."""
    columns = in_files(listed.shown(view, rows), names=names)
    heading = listed.heading
    under = [(heading(row, today, view),) if heading else () for row in rows]
    cells = tuple(
        (*head, *(_sheet_cell(column, row) for column in columns)) for head, row in zip(under, rows, strict=True)
    )
    titles = (*((UNDER,) if heading else ()), *titles_of(columns))
    notes = tuple(filter(None, (asked, listed.legend)))
    # What only files have comes last, and is not for paper.
    printed = len(titles) - sum(column.filed for column in columns)
    sheet = BookSheet(listed.title[:_LONGEST_NAME], titles, cells, notes, printed=printed)
    return xlsx_bytes([sheet], listed.title, today)


def _sheet_cell(column: Column[Any], row: Any) -> Any:
    value = tabled(column.kind, column.of(row))
    return Filled(value.capitalize(), value) if column.kind is RAG and isinstance(value, str) else value


# As a page


def list_page(
    session: Session, listed: AnyList, rows: Sequence[Any], view: Any, *, names: bool = False, asked: str = ""
) -> PrintedPage:
    """What stands above the rows, these under their headings, how many, and what signs mean."""
    standing = listed.standing(rows)
    above = [Paragraph(words) for words in (*(ABOVE[listed.id](session) if listed.id in ABOVE else ()), asked) if words]
    below = [Paragraph(words) for words in (BELOW[listed.id](session) if listed.id in BELOW else ())]
    nothing = next((each.nothing for each in listed.views if each.value == view), listed.views[0].nothing)
    middle: Iterable[Part] = _tables(session, listed, standing, view, names) if standing else [Paragraph(nothing)]
    flags = "* flagged by you." if any(getattr(listed.who(row), "flagged", False) for row in standing) else ""
    amount = " ".join(filter(None, (f"{amount_words(len(standing), listed.unit)}.", listed.legend, flags)))
    end = [Paragraph(amount, "quiet")] if standing else []
    return PrintedPage(listed.title, (*above, *middle, *below, *end), dated(session.today), wide=True)


def _tables(session: Session, listed: AnyList, rows: Sequence[Any], view: Any, names: bool) -> Iterator[Part]:
    today, heading = session.today, listed.heading
    shown = [column for column in listed.shown(view, rows) if column.printed]
    added = {before.key: column for before, column in pairwise(shown) if column.joined}
    columns = [column for column in in_files(shown, names=names, spread=False) if not column.below]
    below = [column for column in shown if column.below]
    notes = HEADINGS[listed.id](session, view) if listed.id in HEADINGS else {}
    titles = titles_of(columns)
    for title, members in groupby(rows, key=lambda row: heading(row, today, view) if heading else ""):
        of_group = list(members)
        if title:
            yield PageHead(title, "  ".join(filter(None, (f"{len(of_group):,}", notes.get(title, "")))))
        for part in [[row] for row in of_group] if below else [of_group]:
            yield PageGrid(titles, tuple(_cells(columns, added, row, today) for row in part))
            yield from (Paragraph(str(column.of(row))) for row in part for column in below)


def _cells(
    columns: Sequence[Column[Any]], added: dict[str, Column[Any]], row: Any, today: date
) -> tuple[GridCell, ...]:
    return tuple(_page_cell(column, added.get(column.key), row, today) for column in columns)


def _page_cell(column: Column[Any], added: Column[Any] | None, row: Any, today: date) -> GridCell:
    value = column.of(row)
    words = "" if value is None else column.kind.words(value, today, False)
    more = _page_cell(added, None, row, today) if added else ""
    if column.kind is RAG and value is not None:
        return Toned(str(value).capitalize(), str(value))
    if column.kind is CHILD and getattr(value, "flagged", False):
        words = f"{words} *"
    words = " · ".join(filter(None, (words, str(more))))
    late = column.kind is CLOCK and clock_tone(getattr(value, "clock", None)) == "law"
    return Toned(words, "late") if late else words
