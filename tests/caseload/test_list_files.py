"""Files of lists: what a workbook, a page, a table and a text hold, and what a hostile value cannot do in them."""

from __future__ import annotations

import csv
import io
import stat
import sys
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from iro_tui.caseload.exporting import CSV, HTML, TEXT, XLSX, send
from iro_tui.caseload.lists import every_list, list_of
from iro_tui.caseload.outgoing.html import page_html
from iro_tui.caseload.outgoing.list_file import list_out
from iro_tui.caseload.outgoing.page import (
    Labelled,
    PageGrid,
    PageHead,
    Paragraph,
    Points,
    PrintedPage,
    Toned,
    page_text,
)
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.store.log import read_log
from tests.support.acting import NAME, look_after
from tests.support.stores import open_store

HOSTILE = '=cmd|" /C calc"!A0 <script>alert(1)</script> & \x1b[31m\u202e'


class Words(HTMLParser):
    """The words of a page, and the names of its elements."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.words: list[str] = []
        self.elements: set[str] = set()
        self.feed(content.decode())

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.elements.add(tag)


def first_sheet(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def test_every_list_goes_into_every_form(filled: Path) -> None:
    session = open_store(filled)
    for listed in every_list():
        for view in [each.value for each in listed.views][:2]:
            rows = session.lines(listed, **listed.options(view))
            forms = list_out(session, listed, rows, view).forms
            sheet = first_sheet(forms[XLSX]())
            titles, *cells = csv.reader(io.StringIO(forms[CSV]().decode("utf-8-sig"), newline=""))
            under = 1 if listed.heading else 0
            assert [cell.value for cell in sheet[1]][under:] == titles
            assert len(cells) == len(rows)
            assert sheet.freeze_panes == "A2"
            assert sheet.auto_filter.ref
            assert (sheet.print_title_rows, sheet.page_setup.orientation) == ("$1:$1", "landscape")
            for number, row in enumerate(cells, start=2):
                for at, words in enumerate(row, start=1 + under):
                    value = sheet.cell(number, at).value
                    same = (
                        value.date().isoformat() == words[:10]
                        if isinstance(value, datetime)
                        else (str("" if value is None else value).casefold() == words.removeprefix("'").casefold())
                    )
                    assert same, (listed.id, titles[at - 1 - under], value, words)
            page = Words(forms[HTML]())
            assert not page.elements & {"script", "img", "link", "iframe", "form", "a"}
            assert page.elements >= {"h1", "footer"}
            text = forms[TEXT]().decode()
            for who in [who for row in listed.standing(rows) if (who := listed.who(row))][:5]:
                assert who.ref in "".join(page.words)
                assert who.ref in text
                assert not who.name or who.name not in text


def test_a_workbook_has_real_days_and_the_rating_by_word_and_fill(filled: Path) -> None:
    session, listed = open_store(filled), list_of("caseload")
    rows = session.lines(listed)
    sheet = first_sheet(list_out(session, listed, rows, listed.views[0].value, names=True).forms[XLSX]())
    titles = {cell.value: cell.column for cell in sheet[1]}
    now = [sheet.cell(number, titles["RAG now"]) for number in range(2, len(rows) + 2)]
    assert {cell.value for cell in now} >= {"Red", "Amber", "Green"}
    fills = {cell.value: cell.fill.fgColor.rgb for cell in now if cell.value}
    assert len(set(fills.values())) == 3, "one fill a rating"
    limit = sheet.cell(2, titles["Review by"])
    assert isinstance(limit.value, datetime)
    assert limit.is_date
    assert [sheet.cell(number, titles["Name"]).value or "" for number in range(2, len(rows) + 2)] == [
        row.who.name for row in rows
    ]


def test_no_value_is_a_formula_or_an_element(session: Session) -> None:
    look_after(session, HOSTILE)
    listed = list_of("caseload")
    forms = list_out(session, listed, session.lines(listed), None).forms
    cell = first_sheet(forms[XLSX]())["A2"]
    assert (cell.data_type, cell.value.startswith("=cmd")) == ("s", True), "words, though they begin so"
    page = forms[HTML]()
    assert b"<script" not in page
    assert "<script>alert(1)</script>" in "".join(Words(page).words)
    for form in (HTML, TEXT, CSV):
        assert not set(forms[form]().decode()) & set("\x1b\u202e")


def test_a_file_is_its_owners_alone_and_entered_in_the_journal_without_a_name(session: Session, tmp_path: Path) -> None:
    look_after(session, "AB 1")
    listed = list_of("caseload")
    outgoing = list_out(session, listed, session.lines(listed), None)
    path = tmp_path / f"{NAME.split()[0]}.xlsx"
    assert send(session, outgoing, path) == ""
    [entry] = session.query(lambda connection, _: read_log(connection, 1))
    assert (entry.kind, entry.name, entry.changes) == ("export", "Write to a file", 0)
    assert entry.sentence.startswith("The list Caseload, 1 child, written to ")
    assert entry.sentence.endswith("KB.xlsx."), "initials stand for a name in a file's name"
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".part"] == []
    undoable = session.undoable()
    assert undoable
    assert undoable.name == "Set up", "no undo reaches a file"
    with pytest.raises(Refused, match="already"):
        send(session, outgoing, path)
    assert len(session.query(lambda connection, _: read_log(connection))) == 2, "nothing written, nothing entered"


def test_a_page_says_the_same_as_html_and_as_text() -> None:
    parts = (
        PageHead("First", "2"), Paragraph("two\nlines"), Labelled((("Born", "2015"), ("", "and more"))),
        Points(("ask",), boxes=True), PageGrid(("Child", "RAG"), (("AB 1", Toned("Red", "red")),)),
    )  # fmt: skip
    page = PrintedPage("Title", parts, "Fri 20 Nov 2026")
    assert page_text(page).splitlines() == [
        "Title  Fri 20 Nov 2026", "======================", "", "FIRST  2", "", "two", "lines", "Born  2015",
        "      and more", "[ ] ask", "", "Child  RAG", "AB 1   Red", "", page.foot,
    ]  # fmt: skip
    words = " ".join(Words(page_html(page)).words).split()
    for said in ("First", "two", "lines", "Born", "ask", "Red"):
        assert said in words
