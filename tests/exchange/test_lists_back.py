"""Every list that goes out and names children comes back: whoever it names is known by the reference."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from iro_tui.actions.listed_row import OUT
from iro_tui.actions.pasted_rows import RowChoices, apply_rows, preview_rows
from iro_tui.caseload.exporting import CSV, XLSX
from iro_tui.caseload.lines import ChildLine
from iro_tui.caseload.lists import every_list
from iro_tui.caseload.lists.base import table
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.lists.children_filed import FILED
from iro_tui.caseload.lists.kinds import CHILD
from iro_tui.caseload.outgoing.list_file import list_out
from iro_tui.caseload.session import Session
from iro_tui.domain.codes import LEGAL_STATUS, PLACEMENT
from iro_tui.domain.plain_words import ALSO, PLACEMENTS, STATUSES, meant_whole
from iro_tui.exchange.pasted import read_block
from iro_tui.exchange.readers import read_files
from tests.support import TODAY
from tests.support.stores import open_store


@pytest.mark.parametrize("ending", [CSV, XLSX])
def test_a_list_that_names_children_comes_back_with_their_references(
    filled: Path, session: Session, tmp_path: Path, ending: str
) -> None:
    full, back = open_store(filled), set[str]()
    for listed in every_list():
        if not any(column.kind is CHILD for column in listed.columns):
            continue
        view = listed.views[0].value
        rows = full.lines(listed, **listed.options(view))
        refs = {who.ref for row in rows if (who := listed.who(row))}
        path = tmp_path / f"{listed.id}{ending}"
        path.write_bytes(list_out(full, listed, rows, view).forms[ending]())
        extract = read_files([path], TODAY)
        if refs and extract.blocks:
            back.add(listed.id)
        for text in extract.blocks:
            preview = preview_rows(session, read_block(text), RowChoices())
            assert {row.cells["ref"] for row in preview.rows if row.cells["ref"]} == refs, listed.id
            if listed.id == "caseload":
                of_children = [row for row in preview.rows if row.cells["ref"]]
                assert not [
                    row.words
                    for row in of_children
                    if row.state == OUT and "status" not in row.words and "which may mean" not in row.words
                ], "each comes in"
    assert {"caseload", "reviews", "midpoints", "conferences", "decisions", "today"} <= back
    full.close()


@pytest.mark.parametrize("ending", [CSV, XLSX])
def test_a_list_that_comes_back_to_where_it_was_written_says_nothing_new(
    filled: Path, tmp_path: Path, ending: str
) -> None:
    """What a list asks or counts is no booking and no review: the day of a duty least of all."""
    full = open_store(filled)
    for listed in every_list():
        if not any(column.kind is CHILD for column in listed.columns):
            continue
        view = listed.views[0].value
        path = tmp_path / f"{listed.id}{ending}"
        path.write_bytes(list_out(full, listed, full.lines(listed, **listed.options(view)), view).forms[ending]())
        for text in read_files([path], TODAY).blocks:
            rows = preview_rows(full, read_block(text), RowChoices()).rows
            assert {row.words for row in rows if row.state != OUT} == set(), listed.id
            assert {row.words for row in rows if row.plan and row.plan.writes} == set(), listed.id
    full.close()


COUNTED = {
    "Age": "counted of the birth, which the file does not tell",
    "RAG": "the last of them comes back, as “RAG now”",
    "Case": "the status in a word",
    "Seen": "a contact, or a review: which of them is not told",
    "Esc": "a number of escalations", "Dec": "a number of decisions",
    "Mid-point": "counted", "To know": "sentences", "Limit is": "counted",
}  # fmt: skip
"""The columns of the caseload that tell no fact of their own, and why."""


@pytest.mark.parametrize("ending", [CSV, XLSX])
def test_the_caseload_s_file_is_the_same_caseload_where_it_is_brought_in(
    filled: Path, session: Session, tmp_path: Path, ending: str
) -> None:
    """Every column comes back as it went, or the row says what does not."""
    full, path = open_store(filled), tmp_path / f"caseload{ending}"
    rows = full.lines(CHILDREN)
    path.write_bytes(list_out(full, CHILDREN, rows, view=False).forms[ending]())
    before, full_by_ref = _as_filed(rows), {row.ref: row for row in rows}
    full.close()
    [text] = read_files([path], TODAY).blocks
    preview = preview_rows(session, read_block(text), RowChoices())
    assert not preview.asking
    assert {row.cells["ref"] for row in preview.coming} == {row.cells["ref"] for row in preview.rows} == {*before}
    told = {row.cells["ref"]: row.words for row in preview.rows}
    apply_rows(session, preview)
    after = _as_filed(session.lines(CHILDREN))
    for ref, cells in before.items():
        different = {name for name, value in cells.items() if after[ref][name] != value} - {*COUNTED}
        upcoming = full_by_ref[ref].next_review
        if "due " in told[ref] or (upcoming and upcoming.inferred):
            different -= {"Review by"}
        if not cells["Legal code"]:  # between two short breaks
            different -= {"Legal code"}
        if "next conf." in told[ref]:  # of a child looked after a conference without a plan is entered by itself
            different -= {"CP", "Conference booked", "Conference time"}
        assert not different, (ref, cells, after[ref], told[ref])


def test_what_only_a_file_has_is_not_printed(filled: Path, tmp_path: Path) -> None:
    full, path = open_store(filled), tmp_path / "caseload.xlsx"
    path.write_bytes(list_out(full, CHILDREN, full.lines(CHILDREN), view=False).forms[XLSX]())
    full.close()
    sheet = load_workbook(path).active
    assert sheet is not None
    titles = [str(cell.value) for cell in sheet[1]]
    last = str(sheet.print_area).rpartition(":")[2].split("$")[1]
    assert titles[column_index_from_string(last) - 1] == "To know"
    assert titles[column_index_from_string(last) :] == [column.title for column in FILED]


def _as_filed(rows: Sequence[ChildLine]) -> dict[str, dict[str, str]]:
    titles, lines = table(CHILDREN.shown(view=False), rows)
    return {line[0]: dict(zip(titles, line, strict=True)) for line in lines}


def test_the_codes_of_a_file_of_ours_come_back_as_they_are() -> None:
    for codes, meanings in ((LEGAL_STATUS, STATUSES), (PLACEMENT, PLACEMENTS)):
        assert {code: meant_whole(code, meanings, ALSO) for code in codes} == {code: code for code in codes}


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Child\tInitials\nAB 1\tKB\nCD 2\tAM\n", ("ref", "initials")),
        ("Child\tRAG\nAB 1\tred\nCD 2\tgreen\n", ("ref", "rag")),
        ("Child\tInitials\nJo Smith\tJS\nAl Moss\tAM\n", ("initials", "column 2")),
        ("Child\tDOB\nJo Smith (AB 1)\t1/2/2015\nAl Moss (CD 2)\t\n", ("initials", "born")),
        ("Child\tRef\nJo Smith\tAB 1\nAl Moss\tCD 2\n", ("initials", "ref")),
        ("Ref\tCP\nAB 1\tneglect\nCD 2\t\n", ("ref", "plan")),
        ("Ref\tCP\nAB 1\t2/12/2026\nCD 2\t\n", ("ref", "conference_due")),
    ],
)
def test_a_column_that_names_the_child_is_the_reference_where_it_holds_numbers(
    text: str, columns: tuple[str, ...]
) -> None:
    assert read_block(text).columns == columns
