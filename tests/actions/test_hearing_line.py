"""A hearing in one line: what people write, and that a line of what is on record reads as that."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.actions.hearing_line import hearing_means, kind_of, read_hearing, written
from iro_tui.domain.beside import CourtDate
from iro_tui.domain.protection import HEARINGS
from iro_tui.domain.words import heading
from tests.support import TODAY
from tests.support.facts import STATUTORY

OFFICE = STATUTORY.office


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("final", "final"), ("Final hearing", "final"), ("IRH", "issues"), ("issues resolution", "issues"),
        ("cmh", "case_management"), ("case man", "case_management"), ("first", "first"), ("placement", "placement"),
        ("f", "other"), ("fact finding", "other"), ("other", "other"), ("hearing", "other"),
    ],
)  # fmt: skip
def test_which_kind_is_meant(words: str, kind: str) -> None:
    assert kind_of(words) == kind


def test_how_a_line_is_understood() -> None:
    line = "final; 2/3/27 10am Wendle; 23/2/27; 16/2/27"
    assert hearing_means(line, TODAY, OFFICE) == (
        "Final hearing · Tue 2 Mar 2027, 10:00, Wendle · filing Tue 23 Feb 2027 · panel Tue 16 Feb 2027"
    )
    assert hearing_means("fact finding; sat", TODAY, OFFICE).startswith("fact finding · Sat 21 Nov, no working day")
    assert hearing_means("✓ Final hearing, Fri 13 Nov", TODAY, OFFICE) == ""


@given(
    kind=st.sampled_from([kind for kind in HEARINGS if kind != "other"]),
    ahead=st.integers(40, 700),
    time=st.sampled_from(["", "10:00", "14:30", "08:15"]),
    place=st.sampled_from(["", "Wendle", "Family Court at Sampleton", "court 4; side door"]),
    filing=st.none() | st.integers(1, 30),
    panel=st.integers(0, 9),
)
def test_a_hearing_on_record_reads_as_its_own_line(
    kind: str, ahead: int, time: str, place: str, filing: int | None, panel: int
) -> None:
    day = TODAY + timedelta(ahead)
    filed = day - timedelta(filing) if filing else None
    on_panel = filed - timedelta(panel) if filed else None
    what = heading(HEARINGS[kind])
    court = CourtDate("k", what, day, kind=kind, time=time, place=place, filing_on=filed, panel_on=on_panel)
    read = read_hearing(written(court, TODAY), TODAY, OFFICE)
    assert read is not None
    assert (read.kind, read.what, read.on.day, read.on.time, read.on.place) == (
        kind, what, day, time, place.replace(";", ","),
    )  # fmt: skip
    assert (read.filing, read.panel) == (filed, on_panel)
