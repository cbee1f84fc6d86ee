"""Workbooks: what each kind holds, and what is hostile or broken gets one sentence and costs little."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iro_tui.exchange.decoding import UnreadableFile
from iro_tui.exchange.opened import opened
from iro_tui.exchange.workbook import DAMAGED, limits, read_workbook
from iro_tui.exchange.workbook.book import Workbook, text_of
from tests.support.workbooks import SHEET, Rows, bomb, ods, ods_of, xls, xlsx, xlsx_of, zipped

ROWS: Rows = [["Id", "Day", "Part"], ["A1", date(2025, 9, 15), 0.5], [None, None, None], [1761444, "15/09/2025", None]]
DAY = datetime.fromisoformat("2025-09-15")
CELL = '<table:table-cell office:value-type="float" office:value="1"{more}/>'


@pytest.mark.parametrize("write", [xlsx, xls, ods])
def test_every_kind_of_workbook_holds_the_same(write: Callable[..., bytes]) -> None:
    [grid] = read_workbook("x", write({"List 8": ROWS})).grids
    assert (grid.name, grid.hidden, [line.number for line in grid.lines]) == ("List 8", False, [1, 2, 4])
    assert grid.lines[1].cells == ("A1", DAY, 0.5)
    assert [text_of(cell) for cell in grid.lines[2].cells] == ["1761444", "15/09/2025"]


def test_bare_numbers_are_days_by_the_file_s_own_count() -> None:
    assert Workbook().day_of(45915) == date(2025, 9, 15)
    assert Workbook(from_1904=True).day_of(45915 - 1462) == date(2025, 9, 15)
    assert Workbook().day_of(12) is None
    assert read_workbook("x", xlsx({"a": ROWS}, from_1904=True)).from_1904
    assert read_workbook("x", xlsx({"a": ROWS}, from_1904=True)).grids[0].lines[1].cells[1] == DAY


def test_hidden_sheets_and_formulas_without_a_value_are_known() -> None:
    book = read_workbook("x", xlsx({"a": [["=A2+1", 3]], "b": [[1]]}, hidden=["b"]))
    assert [grid.hidden for grid in book.grids] == [False, True]
    assert book.grids[0].unsaved == {1: {0}}


FAR = f'{SHEET}<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
LAST_ROW = FAR.replace("XFD", "A")
LAUGHS = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
MANY = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 60_000))
BLANKS = '<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row>'
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "one cell in the last column": (lambda: xlsx_of(FAR), limits.TOO_WIDE),
    "one cell in the last row": (lambda: xlsx_of(LAST_ROW), limits.TOO_MANY_ROWS),
    "too many rows": (lambda: xlsx_of(f"{SHEET}<sheetData>{MANY}</sheetData></worksheet>"), limits.TOO_MANY_ROWS),
    "a sheet of 600 MB in 600 kB": (lambda: bomb(600), limits.TOO_LARGE),
    "millions of empty cells in a row": (
        lambda: xlsx_of(f'{SHEET}<sheetData><row r="1">{"<c/>" * 2_000_000}</row></sheetData></worksheet>'),
        limits.TOO_LARGE,
    ),
    "millions of empty texts": (
        lambda: xlsx_of(f"{SHEET}</worksheet>", **{"xl/sharedStrings.xml": f"<sst>{'<si/>' * 2_100_000}</sst>"}),
        limits.TOO_LARGE,
    ),
    "entities": (lambda: xlsx_of(f"{LAUGHS}{SHEET}<sheetData/></worksheet>"), limits.ENTITIES),
    "entities of an .ods": (lambda: zipped({"content.xml": f"{LAUGHS}<x>&b;</x>"}), limits.ENTITIES),
    "an .ods with a cell in the last place": (
        lambda: ods_of(
            f'<table:table>{BLANKS}<table:table-row><table:table-cell table:number-columns-repeated="16383"/>'
            f"{CELL.format(more='')}</table:table-row></table:table>"
        ),
        limits.TOO_WIDE,
    ),
    "an .ods with a million rows in one": (
        lambda: ods_of(f"<table:table>{BLANKS.replace('<table:table-cell/>', CELL.format(more=''))}</table:table>"),
        limits.TOO_MANY_ROWS,
    ),
    "cut off": (lambda: xlsx({"a": ROWS})[:-60], limits.CUT_OFF),
    "a zip of something else": (lambda: zipped({"x.txt": "y"}), "is a zip file, not a workbook."),
    "a broken sheet": (lambda: xlsx_of("<worksheet"), DAMAGED),
    "locked with a password": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + bytes(600),
        limits.PASSWORD,
    ),
    "an old workbook that is none": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), DAMAGED),
}


def most_memory() -> int:
    """The most that was ever used, in kB; Windows has no such measure."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.mark.parametrize(("make", "sentence"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_and_broken_workbooks_get_a_sentence_and_cost_little(make: Callable[[], bytes], sentence: str) -> None:
    data = make()
    before = most_memory()
    with pytest.raises(UnreadableFile) as raised:
        read_workbook("x.xlsx", data)
    assert str(raised.value).startswith(f"x.xlsx: {sentence}")
    assert most_memory() - before < 300_000


def test_a_size_that_lies_is_not_believed() -> None:
    rows = MANY[: MANY.index('<row r="400">')]
    sheet = f'{SHEET}<dimension ref="A1:A2"/><sheetData>{rows}</sheetData></worksheet>'
    assert len(read_workbook("x", xlsx_of(sheet)).grids[0].lines) == 399


WHOLE = (xlsx({"a": ROWS}), xls({"a": ROWS}), ods({"a": ROWS}))


@given(st.data())
@settings(max_examples=40)
def test_a_mutated_workbook_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(data.draw(st.sampled_from(WHOLE)))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(8, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(UnreadableFile):
        read_workbook("x", bytes(whole))


@pytest.mark.parametrize("name", ["empty.xlsx", "empty.csv", "other.txt"])
def test_an_empty_file_of_any_name_is_told_as_empty(name: str) -> None:
    for data in (b"", b" \r\n\n"):
        with pytest.raises(UnreadableFile, match="is empty"):
            opened(name, data)
