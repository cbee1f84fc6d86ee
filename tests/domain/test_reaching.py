"""Telephone and e-mail: what address books hold is taken as it is, and what nobody can be reached by is not."""

from __future__ import annotations

import pytest

from iro_tui.domain.reaching import SUCH_A_NUMBER, SUCH_AN_ADDRESS, contact_fault, email_fault, phone_fault

NUMBERS = (
    "01632 960111", "(01632) 960 111", "+44 1632 960111", "+44 (0)1632 960111", "0044 1632 960111", "01632-960111",
    "01632.960111", "07700 900123", "01632 960111 ext 12", "01632 960111 x12", "ext 12", "Ext. 4021", "extension 7",
    "4021", "101", "0800 1111", "01632 960111, 07700 900123", "01632 960111 / 07700 900123",
    "01632 960111 07700 900123",
    "01632 960111 (mornings)", "Kim 01632 960111", "01632 960111 or 960112", "+353 1 496 0111",
)  # fmt: skip
NO_NUMBERS = ("abc", "none", "1", "12", "ask at reception", "x", "ext", "-", "016329601110770090012345")
ADDRESSES = (
    "kim@council.gov.uk", "kim.o'neill+iro@x-y.org.uk", "Kim Larkfield <kim@council.gov.uk>", "kim@a.org, lee@b.org",
    "kim@a.org; lee@b.org", "kim@a.org / work", "KIM@COUNCIL.GOV.UK", "zoë@müller.example", "mailto:kim@council.gov.uk",
)  # fmt: skip
NO_ADDRESSES = ("nonsense", "kim", "kim@", "@council.gov.uk", "kim@council", "kim council.gov.uk", "kim@@a.org",
                "kim@a..org", "kim@a.org, lee@", "01632 960111")  # fmt: skip


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_is_taken_however_it_is_written(text: str) -> None:
    assert (phone_fault(text), contact_fault(text)) == ("", "")


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_no_number_stands_in_is_not(text: str) -> None:
    assert phone_fault(text) == SUCH_A_NUMBER
    assert contact_fault(text)


@pytest.mark.parametrize("text", ADDRESSES)
def test_an_address_is_taken_and_is_no_telephone_number(text: str) -> None:
    assert (email_fault(text), contact_fault(text)) == ("", "")
    assert phone_fault(text) == "that is an e-mail address: it goes under E-mail"


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_what_is_no_address_is_not(text: str) -> None:
    assert email_fault(text) == SUCH_AN_ADDRESS
