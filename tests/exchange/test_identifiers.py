"""One identifier in several spellings: what is matched, what is shown, and what a search finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.exchange.complaints import Complaints, Row
from iro_tui.exchange.no_value import NO_ID, ROUNDED_ID, why_no_identifier
from iro_tui.exchange.ssda903.identifiers import Identifiers
from iro_tui.text import clean, ref_key, sought, undressed, zeroless

DRESS = st.sampled_from(["{}", " {} ", "'{}", '="{}"', "\u2018{}\u2019", "\ufeff{}", "{}\u200b", "\xa0{}"])


@pytest.mark.parametrize(
    ("spellings", "shown"),
    [
        (("ab 12", "AB12", "Ab12", "ab\xa012", "a b 1 2"), "ab 12"),
        (("'Q1", "Q1", '="Q1"', '"Q1"', "\u2018q1\u2019", "q\u200b1"), "Q1"),
        (("1234.0", "1234", '="1234"', "1234.00", "\uff11\uff12\uff13\uff14"), "1234"),
        (("\u00c5se-16", "A\u030ase-16", "\u00e5SE-16", "\u212bse-16"), "\u00c5se-16"),
        (("\u0639\u0644\u06cc\u200c\u0631-8", "\u0639\u0644\u06cc\u0631-8"), "\u0639\u0644\u06cc\u200c\u0631-8"),
        (("Stra\u00dfe1", "STRASSE1"), "Stra\u00dfe1"),
    ],
)
def test_spellings_of_one_identifier_have_one_key(spellings: tuple[str, ...], shown: str) -> None:
    assert len({ref_key(spelling) for spelling in spellings}) == 1
    assert undressed(spellings[0]) == shown


@pytest.mark.parametrize(("one", "other"), [("001234", "1234"), ("A-1", "A1"), ("12.05", "1205"), ("1.5", "1")])
def test_what_may_be_two_children_has_two_keys(one: str, other: str) -> None:
    assert ref_key(one) != ref_key(other)


def test_leading_zeros_are_the_one_difference_that_may_be_none() -> None:
    assert zeroless(ref_key("001234")) == zeroless(ref_key("1234"))


@given(st.text())
def test_the_key_of_a_key_is_itself(text: str) -> None:
    assert ref_key(ref_key(text)) == ref_key(text)


@given(st.text())
def test_what_is_shown_has_the_key_of_what_was_written(text: str) -> None:
    assert ref_key(undressed(text)) == ref_key(clean(text))


@given(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9/-]{0,8}[A-Za-z0-9]", fullmatch=True), DRESS)
def test_what_a_spreadsheet_puts_round_an_identifier_changes_neither_key_nor_what_is_shown(
    ref: str, dress: str
) -> None:
    assert ref_key(dress.format(ref)) == ref_key(ref)
    assert undressed(dress.format(ref)) == ref


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("ase", "\u00c5se"),
        ("A\u030ase", "\u00c5se"),
        ("istanbul", "\u0130stanbul"),
        ("\u0639\u0644\u06cc\u0631", "\u0639\u0644\u06cc\u200c\u0631"),
    ],
)
def test_a_search_looks_past_accents_case_and_joiners(typed: str, text: str) -> None:
    assert sought(typed) in sought(text)


NONE = {
    **dict.fromkeys(("1.23457E+11", "1,23457E+11", "1.234567890123457e+17", "1E+12", "1234567890123456.0"), ROUNDED_ID),
    **dict.fromkeys(("TBC", "tba", "t.b.c.", "Pending", "not yet known", "awaiting number", "to follow", "no id yet",
                     '=HYPERLINK("http://x")', "@SUM(A1)", "+SUM(A1)", "=cmd|' /C calc'!A0", "Total",
                     "Child ID", "0", "000"), NO_ID),
}  # fmt: skip
"""What stands in columns of identifiers and is none, and what is said of it."""


@pytest.mark.parametrize(("text", "why"), NONE.items())
def test_what_is_no_identifier_is_none_in_every_format(text: str, why: str) -> None:
    assert why_no_identifier(text) == why
    complaints = Complaints()
    rows = [Row("f", 2, {"CHILD": text, "DOB": "2013-05-06"}), Row("f", 3, {"CHILD": "A1", "DOB": "2013-05-06"})]
    assert [row.get("CHILD") for row in Identifiers(complaints, {}).checked("f", rows)] == ["A1"]
    assert [problem.value for problem in complaints.problems] == [text]


@pytest.mark.parametrize("text", ["AB", "LCS-31877", "12345678901", "00123", "N 1", "M11", "1e5", "Newton 4", "TBC1"])
def test_what_may_be_an_identifier_is_one(text: str) -> None:
    assert why_no_identifier(text) == ""
