"""The cells of the lists: letters of a trail below each other, each in its colour, and nothing red that is inferred."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from iro_tui.caseload.lists import kinds
from iro_tui.caseload.lists.base import Column
from iro_tui.caseload.lists.kinds import REVIEW_BY, ReviewBy
from iro_tui.domain.words import CLOCK_SYMBOLS, NOT_KNOWN, clock_sign
from iro_tui.tui.screens.cells import cell_of
from iro_tui.tui.widgets.table import Pieces
from tests.support import TODAY

TRAIL: Column[Any] = Column("rag", "RAG", kinds.TRAIL, lambda row: row, 5)


@pytest.mark.parametrize("newest", ["green", "amber", "red"])
@pytest.mark.parametrize("older", [(), ("green",), ("red", "amber")])
def test_the_letters_of_trails_stand_below_each_other_and_only_the_newest_is_a_badge(
    older: tuple[str, ...], newest: str
) -> None:
    trail = (*older, newest)
    cell = cell_of(TRAIL, trail, TODAY)
    assert isinstance(cell, Pieces)
    assert [at for at, letter in enumerate(cell[0]) if letter.isalpha()] == [2 * n + 1 for n in range(len(trail))]
    badges = [text for text, colour in cell.pieces if colour.startswith("badge")]
    assert badges == ([f" {newest[0].upper()} "] if newest != "green" else [])


def test_a_limit_that_is_only_worked_out_is_not_red() -> None:
    column: Column[Any] = Column("review", "Review by", REVIEW_BY, lambda row: row, 13)
    past = date(2026, 11, 2)
    assert cell_of(column, ReviewBy(past, "overdue", inferred=False), TODAY)[1] == "law"
    assert cell_of(column, ReviewBy(past, "overdue", inferred=True), TODAY)[1] != "law"


@pytest.mark.parametrize("clock", ["overdue", "today", "soon", "on_time"])
def test_a_limit_of_which_nobody_knows_whether_it_was_kept_has_the_sign_of_what_is_worked_out(clock: str) -> None:
    """One of twelve days ago stood as `●`, which the legend calls today."""
    assert clock_sign(clock, NOT_KNOWN) == "~"
    assert clock_sign(clock, "3 wd late") == CLOCK_SYMBOLS[clock]
    column: Column[Any] = Column("review", "Review by", REVIEW_BY, lambda row: row, 13)
    cell = cell_of(column, ReviewBy(date(2026, 11, 2), clock, inferred=True), TODAY)[0]
    assert cell == ("▲ Mon 2 Nov~" if clock == "overdue" else "~ Mon 2 Nov")
