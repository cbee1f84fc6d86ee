"""Quotation marks in a pasted block: cells of several lines are one cell, and a mark left open costs no other."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.exchange.pasted import read_block
from iro_tui.exchange.pasted_lines import pasted_lines

HEADING = "Ref\tInit\tNotes\tLast review"


@pytest.mark.parametrize("mark", ['"urgent', '"', '"a" and b', 'said "no', '"urgent "now', '""x'])
@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_a_mark_left_open_costs_no_other_cell_and_no_row(mark: str, place: int) -> None:
    cells = ["A1", "AB", "calm", "1/9/2026"]
    cells[place] = mark
    rows = [cells, ["A2", "CD", '"', "2/9/2026"], ["CLOSED"], ["A3", "EF", 'x"', "3/9/2026"]]
    text = "\n".join([HEADING, *("\t".join(row) for row in rows)])
    lines = pasted_lines(text)
    assert [line.cells for line in lines[1:]] == rows
    told = mark.startswith('"') and mark != '"'
    assert [bool(line.open_cells) for line in lines[1:]] == [told, False, False, False]
    block = read_block(text)
    assert [number for number, _ in block.rows] == [1, 2, 3, 4]
    assert ("does not close" in block.of_rows.get(1, "")) == told


def test_a_cell_of_several_lines_is_one_cell() -> None:
    text = f'{HEADING}\nA1\tAB\t"first ""line""\nsecond\n"\t1/9/2026\nA2\tCD\t"one"\t2/9/2026'
    assert [line.cells for line in pasted_lines(text)][1:] == [
        ["A1", "AB", 'first "line"\nsecond\n', "1/9/2026"], ["A2", "CD", "one", "2/9/2026"],
    ]  # fmt: skip
    assert not read_block(text).of_rows


@given(st.lists(st.lists(st.text(st.sampled_from("ab\"\n '"), max_size=6), min_size=3, max_size=3), min_size=1))
def test_what_a_spreadsheet_copies_is_read_as_it_is(rows: list[list[str]]) -> None:
    rows = [["Ref", "Init", "Notes"], *rows]
    out = io.StringIO()
    csv.writer(out, "excel-tab", lineterminator="\n").writerows(rows)
    lines = pasted_lines(out.getvalue().removesuffix("\n"))
    assert [line.cells for line in lines] == rows
    assert not any(line.open_cells for line in lines)


@given(st.text(st.sampled_from('ab"\t\n'), max_size=60))
def test_no_sign_is_lost_whatever_is_pasted(text: str) -> None:
    def bare(words: str) -> str:
        return "".join(words.replace('"', "").split())

    assert bare("".join(cell for line in pasted_lines(text) for cell in line.cells)) == bare(text)
