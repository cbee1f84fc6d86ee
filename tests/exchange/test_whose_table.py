"""Whose a table is that several formats might claim: never a format's that leaves known columns unread."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.exchange.annex_a.lists import LISTS
from iro_tui.exchange.column_names import NAMES
from iro_tui.exchange.headings import LOG, known_heading
from iro_tui.exchange.pasted import read_block
from iro_tui.exchange.readers import read_files
from iro_tui.exchange.unread import UNKNOWN_COLUMN
from tests.support.workbooks import Rows, csv_of, xlsx

CONFERENCES = ["Child ID", "DOB", "Status", "CP category", "CP plan start date", "ICPC date", "Last conference",
               "Strategy discussion date", "Next conference"]  # fmt: skip
ROW = ["L1", "03/03/2015", "CP", "Neglect", "24/08/2026", "24/08/2026", "28/09/2026", "03/08/2026", "23/11/2026"]


def taken_for(headings: list[str], row: list[str], form: str) -> tuple[str, list[str], list[str]]:
    """What a table of one row is taken for, the headings of its columns nobody knows, and the rows of a tracker."""
    rows: Rows = [headings, row]
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"table.{form}"
        path.write_bytes(csv_of(rows) if form == "csv" else xlsx({"Sheet 1": rows}))
        extract = read_files([path], date(2026, 11, 20))
    [taken] = extract.recognised
    unread = [(p.field or "").partition(", ")[2] for p in extract.problems if p.message == UNKNOWN_COLUMN]
    return taken.format, unread, extract.blocks


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_tracker_with_columns_of_conferences_is_no_list_5(form: str) -> None:
    taken, _, [text] = taken_for(CONFERENCES, ROW, form)
    assert taken == "Tracker"
    block = read_block(text)
    assert not block.unread
    assert block.columns[4:] == (
        "plan_since", "last_conference", "last_conference #2", "strategy", "next_conference",
    )  # fmt: skip
    # Without what a tracker alone says it is the list that it was.
    assert taken_for(CONFERENCES, [cell if "CP" not in name and name not in ("Status", "Last conference",
                     "Next conference") else "" for name, cell in zip(CONFERENCES, ROW, strict=True)],
                     form)[0] == "Annex A List 5"  # fmt: skip


def _headings(*names: str, around: str = "{}|{} date|Date of {}|Date of the {}") -> list[str]:
    return [way.format(name) for name in names for way in around.split("|")]


@pytest.mark.parametrize(
    ("means", "headings"),
    [
        ("last_conference", _headings("ICPC", "Last RCPC", "Review conference", "Initial CP conference",
                                      "Last child protection conference", "Latest review conference", "RCPC held")),
        ("next_conference", [*_headings("Next RCPC", "Next CP conference", "Next review conference"),
                             "ICPC booked", "RCPC", "Conference"]),
        ("conference_due", [*_headings("Next RCPC due", "RCPC due", "Review conference due"), "RCPC due by"]),
        ("plan_since", [*_headings("CP plan start", "CPP start", "Plan start"), "CP plan started",
                        "CP plan since", "On CP plan since", "Date became subject to CP plan", "CP plan date",
                        "Child protection plan from"]),
        ("plan", ["CP category", "Category of abuse", "Category of CP plan", "Latest category of abuse"]),
        ("strategy", _headings("Strategy discussion", "Strategy meeting", "S47", "Section 47")),
        ("", ["Category of need", "Conference chair", "Last conference outcome", "CP plan end date", "Pathway plan",
              "Care plan review", "Start", "Date", "Plan", "Conference notes"]),
    ],
)  # fmt: skip
def test_columns_of_child_protection_are_known_by_their_names(means: str, headings: list[str]) -> None:
    assert {heading: meaning for heading in headings if (meaning := known_heading(heading)) != means} == {}


_THEIRS = [sorted(column.keys)[0] for spec in LISTS for column in spec.columns if column.keys]
_OURS = [names[0] for name, names in NAMES.items() if name not in LOG | {"ref"}]


@given(
    spec=st.sampled_from(LISTS),
    more=st.lists(st.sampled_from(_THEIRS + _OURS), unique=True, max_size=6),
    filled=st.sets(st.integers(0, 40)),
    form=st.sampled_from(["csv", "xlsx"]),
    data=st.data(),
)
def test_no_list_claims_a_table_whose_known_columns_it_does_not_read(
    spec: object, more: list[str], filled: set[int], form: str, data: st.DataObject
) -> None:
    by_name = {column.name: column for each in LISTS if each is spec for column in each.columns}
    [known_by] = [data.draw(st.sampled_from(each.known_by)) for each in LISTS if each is spec]
    theirs = [sorted(by_name[name].keys)[0] for name in sorted(known_by)]
    headings = list(dict.fromkeys(["Child ID", "DOB", *theirs, *more]))
    row = ["K1", *("03/03/2015" if at in filled else "" for at in range(1, len(headings)))]
    taken, unread, _ = taken_for(headings, row, form)
    if taken.startswith("Annex A"):
        lost = {known_heading(heading) for heading in unread} - {"", "initials", "worker", "manager"}
        assert not lost
