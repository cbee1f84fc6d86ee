"""Name and reference in one cell of a list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.exchange.name_with_ref import name_and_ref
from iro_tui.exchange.pasted import read_block

CELLS = {
    "Testy O'Person (M1000)": ("Testy O'Person", "M1000"),
    "Testy Person [1000123]": ("Testy Person", "1000123"),
    "Person, Testy (LCS 1000)": None,
    "(M1000) Testy Person": ("Testy Person", "M1000"),
    "TP (1000123)": ("TP", "1000123"),
    "Person, Testy - M1000": ("Person, Testy", "M1000"),
    "M1000 - Person, Testy": ("Person, Testy", "M1000"),
    "1000123: Testy Person": ("Testy Person", "1000123"),
    "Testy Person 1000123": ("Testy Person", "1000123"),
    "M-1000 Testy Person": ("Testy Person", "M-1000"),
    "AB 1042": None,
    "AB-1042": None,
    "M1000": None,
    "Testy Person": None,
    "Testy Person (15)": None,
    "Testy Person (12/3/2015)": None,
    "Testy Person (M1000, twin)": None,
    "": None,
}


@pytest.mark.parametrize(("cell", "halves"), CELLS.items(), ids=CELLS.keys())
def test_a_cell_is_parted_into_its_name_and_its_reference(cell: str, halves: tuple[str, str] | None) -> None:
    assert name_and_ref(cell) == halves


def _block(heading: str, *cells: str, more: str = "DOB") -> list[tuple[str, str]]:
    rows = [[heading, more], *([cell, "5/6/2013"] for cell in cells)]
    return [
        (cells.get("ref", ""), cells.get("initials", ""))
        for _, cells in read_block("\n".join("\t".join(row) for row in rows)).rows
    ]


@pytest.mark.parametrize("heading", ["Name (REF)", "Child", "Name", "Child ID", "Reference"])
def test_a_column_of_both_tells_both(heading: str) -> None:
    assert _block(heading, "Testy Person (M1000)", "AB (M1001)") == [("M1000", "Testy Person"), ("M1001", "AB")]


def test_a_cell_that_is_not_both_is_told_as_it_stands() -> None:
    rows = _block("Name", "Testy Person (M1000)", "AB (M1001)", "Nobody Known")
    assert rows[2] == ("", "Nobody Known")
    rows = _block("Child ID", "Testy Person (M1000)", "AB (M1001)", "M1002")
    assert rows[2] == ("M1002", "")


@pytest.mark.parametrize("cells", [("AB (2015)", "CD (2013)"), ("AB (101)", "CD (101)"), ("AB (M1000)", "CD", "EF")])
def test_what_is_no_reference_behind_a_name_parts_nothing(cells: tuple[str, ...]) -> None:
    assert not any(ref in ("2015", "101", "M1000") for ref, _ in _block("Name", *cells))


def test_where_another_column_is_the_reference_it_is_that() -> None:
    [row] = read_block("Name\tMosaic ID\tDOB\nTesty Person (M1000)\t77\t5/6/2013").rows
    assert row[1]["ref"] == "77"


@given(st.text())
def test_no_cell_is_parted_into_what_does_not_stand_in_it(cell: str) -> None:
    if halves := name_and_ref(cell):
        assert all(half and half in cell for half in halves)
