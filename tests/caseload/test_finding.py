"""A child found by what an officer types."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.caseload.finding import all_found, child_called, indexed, wanted_words
from iro_tui.caseload.refusals import Refused
from iro_tui.store.reads import ChildRecord

CHILDREN = {ref: ChildRecord(ref, ref) for ref in ("LCS-31877", "LCS-31900", "KS 5450", "5450", "0012345", "Åse-16")}


@pytest.mark.parametrize(
    ("typed", "ref"),
    [
        ("31877", "LCS-31877"),
        ("lcs31877", "LCS-31877"),
        ("877", "LCS-31877"),
        ("5450", "5450"),  # what is a whole reference comes before what is part of one
        ("ks 54", "KS 5450"),
        ("12345", "0012345"),
        ("A\u030ase", "Åse-16"),
        ("ase", "Åse-16"),
    ],
)
def test_a_part_of_a_reference_that_fits_one_child_is_enough_to_look(typed: str, ref: str) -> None:
    assert child_called(CHILDREN, typed, partly=True) == ref


@pytest.mark.parametrize("typed", ["31", "lcs", "5"])
def test_where_several_fit_they_are_named(typed: str) -> None:
    with pytest.raises(Refused, match=r"references fit .*, .*\. Type more of it\."):
        child_called(CHILDREN, typed, partly=True)


@pytest.mark.parametrize("typed", ["31877", "lcs", "", "-", "zz"])
def test_who_acts_gives_the_whole_reference(typed: str) -> None:
    with pytest.raises(Refused, match="There is no child"):
        child_called(CHILDREN, typed, partly=False)


@given(st.text(), st.integers(1, 8))
def test_any_text_is_found_by_the_beginnings_of_its_words(text: str, letters: int) -> None:
    wanted = [word[:letters] for word in wanted_words(text)]
    assert all_found(wanted, indexed(text))
