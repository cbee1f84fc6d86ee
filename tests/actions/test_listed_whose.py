"""A row under a reference that is known already: about that child, or by a slip about another, which is asked."""

from __future__ import annotations

import pytest

from iro_tui.actions.listed_row import ASKS, IN, OUT
from iro_tui.actions.pasted_rows import RowChoices, apply_rows, preview_rows
from iro_tui.caseload.session import Session
from iro_tui.exchange.pasted import read_block

HEAD = "Ref\tInitials\tDOB\tLAC since\tNext review"
FIRST = "N 1\tKB\t5/6/2015\t3/8/26\t24/11/26"
OTHERS = [
    # whom the row is about, what is asked; empty: it is the child, and what differs is told
    ("", "6/6/2015", ""),
    ("kb", "5/6/2015", ""),
    ("K. B.", "5/6/2015", ""),
    ("KC", "5/6/2015", ""),
    ("KB", "6/6/2015", ""),
    ("KB", "6/5/2015", ""),
    ("KB", "5/6/2016", ""),
    ("", "", ""),
    ("MN", "", "MN, but KB {where}: the same child?"),
    ("MN", "5/6/2015", "MN, but KB {where}: the same child?"),
    ("KC", "6/6/2015", "KC born 06/06/2015, but KB born 05/06/2015 {where}: the same child?"),
    ("KB", "20/1/2011", "born 20/01/2011, but 05/06/2015 {where}: the same child?"),
    ("", "20/1/2011", "born 20/01/2011, but 05/06/2015 {where}: the same child?"),
    ("MN", "20/1/2011", "MN born 20/01/2011, but KB born 05/06/2015 {where}: the same child?"),
]


@pytest.mark.parametrize(("initials", "born", "asked"), OTHERS)
@pytest.mark.parametrize("more", ["24/11/26", "25/11/26"], ids=["nothing new", "another booking"])
def test_another_child_under_a_reference_on_record_is_asked_about(
    session: Session, initials: str, born: str, asked: str, more: str
) -> None:
    apply_rows(session, preview_rows(session, read_block(f"{HEAD}\n{FIRST}\n"), RowChoices()))
    text = f"{HEAD}\nN 1\t{initials}\t{born}\t3/8/26\t{more}\n"
    [row] = preview_rows(session, read_block(text), RowChoices()).rows
    if not asked:
        assert "the same child?" not in row.words
        return
    assert row.words.startswith(asked.format(where="on record under this reference")), row.words
    assert (row.state, row.wrong, row.is_empty) == (ASKS, "ref", False)
    left = preview_rows(session, read_block(text), RowChoices(taken={1: False})).rows[0]
    assert (left.state, left.words) == (OUT, "left out; y takes it")
    taken = preview_rows(session, read_block(text), RowChoices(taken={1: True})).rows[0]
    assert (taken.state, "that stands" in taken.words) == (IN if more != "24/11/26" else OUT, True)
    other = preview_rows(session, read_block(text), RowChoices(typed={(1, "ref"): "N 2"}))
    assert [each.cells["ref"] for each in other.new] == ["N 2"]


@pytest.mark.parametrize(("initials", "born", "asked"), OTHERS)
def test_another_child_under_the_reference_of_a_row_above_is_asked_about(
    session: Session, initials: str, born: str, asked: str
) -> None:
    """Two births in one list are asked about however near they lie: it tells of both at once."""
    text = f"{HEAD}\n{FIRST}\nN 1\t{initials}\t{born}\t3/8/26\t24/11/26\n"
    [_, row] = preview_rows(session, read_block(text), RowChoices()).rows
    if asked:
        assert row.words.startswith(asked.format(where="in row 1 with the same reference")), row.words
    assert (row.state == ASKS) is bool(asked or born not in ("", "5/6/2015"))
    assert row.again == 1
