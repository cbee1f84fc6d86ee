"""Cleaning and decoding of text on the way in, and dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.exchange.dates import parse_day
from iro_tui.exchange.decoding import UnreadableFile, decode
from iro_tui.text import clean


@pytest.mark.parametrize(
    ("given_text", "cleaned"),
    [
        ("  Ann  ", "Ann"),
        ("Ann\x1b]52;c;ZXZpbA==\x07", "Ann]52;c;ZXZpbA=="),
        ("\x9b2JAnn\x00\x7f", "2JAnn"),
        ("Ann\u202egnp.exe\u2066\u2069", "Anngnp.exe"),
        ("A\u200bn\u200dn\ufeff\u00ad", "Ann"),
        ("Zoe\u0308", "Zoë"),
        ("e\u200b\u0301", "é"),
        ("one\ttwo\r\nthree", "one two three"),
        ("one\u2028two\x85three", "one two three"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f468\u200d\U0001f469\u200d\U0001f467"),
        ("\u2764\ufe0f\u200d\U0001f525 x\u200dy", "\u2764\ufe0f\u200d\U0001f525 xy"),
        (
            "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
            "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        ),
        ("A\U000e0041B\ud800", "AB"),
        ("[red]Ann[/]", "[red]Ann[/]"),
        ("\u0639\u0644\u06cc\u200c\u0631\u0636\u0627", "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627"),
        ("\u0915\u094d\u200d\u0937", "\u0915\u094d\u200d\u0937"),
        ("\u200c\u0639\u200c\u200d\u0631\u200cx", "\u0639\u0631x"),
    ],
)
def test_clean_drops_what_a_terminal_would_obey_or_hide(given_text: str, cleaned: str) -> None:
    assert clean(given_text) == cleaned


def test_notes_keep_their_lines() -> None:
    assert clean(" one\r\ntwo\rthree\x1b\n ", multiline=True) == "one\ntwo\nthree"


def test_text_is_cut_to_the_limit() -> None:
    assert clean("x" * 80, limit=60) == "x" * 60
    assert clean("é" * 80, limit=60) == "é" * 60


@given(st.text(), st.booleans(), st.integers(1, 50))
def test_cleaning_twice_changes_nothing(text: str, multiline: bool, limit: int) -> None:
    once = clean(text, multiline=multiline, limit=limit)
    assert clean(once, multiline=multiline, limit=limit) == once
    assert len(once) <= limit
    assert not any(c < " " and c != "\n" for c in once)


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"Zoe", "Zoe", "UTF-8"),
        ("Zoë".encode(), "Zoë", "UTF-8"),
        ("Zoë".encode("utf-8-sig"), "Zoë", "UTF-8"),
        ("Zoë".encode("utf-16"), "Zoë", "UTF-16"),
        (b"\xfe\xff" + "Zoë".encode("utf-16-be"), "Zoë", "UTF-16"),
        ("CHILD,DOB Zoë".encode("utf-16-le"), "CHILD,DOB Zoë", "UTF-16"),
        ("CHILD,DOB Zoë".encode("utf-16-be"), "CHILD,DOB Zoë", "UTF-16"),
        ("Zoë O’Neil".encode("cp1252"), "Zoë O’Neil", "Windows-1252"),
        (b"", "", "UTF-8"),
    ],
)
def test_decoding_says_which_encoding_it_was(data: bytes, text: str, encoding: str) -> None:
    assert decode("f.csv", data) == (text, encoding)


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"PK\x03\x04rest", "workbook or a zip"),
        (b"\xd0\xcf\x11\xe0rest", "old Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"SQLite format 3\x00", "database"),
        (b"CHILD\x00,DOB", "not a text file"),
        ("CHILD,DOB".encode("utf-32"), "not a text file"),
        (b"\xff\xfea", "not a text file"),
        (b"\xef\xbb\xbf\xff", "not a text file"),
        (b"\x81\x8d", "not a text file"),
        (b" <!DOCTYPE HTML><html>", "web page"),
    ],
)
def test_what_is_not_text_is_refused_in_a_plain_sentence(data: bytes, part: str) -> None:
    with pytest.raises(UnreadableFile, match=part) as caught:
        decode("f.csv", data)
    assert str(caught.value).startswith("f.csv: ")
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


@pytest.mark.parametrize(
    "text",
    [
        *("03/04/2017", "03-04-2017", "2017-04-03"),
        *("03/04/2017 00:00:00", "2017-04-03T00:00:00", "2017-04-03 00:00:00.000"),
        *(
            "3 April 2017",
            "03-Apr-2017",
            "3rd Apr 2017",
            "APRIL 3, 2017",
            "3-apr-17",
            "2017-Apr-03",
            "03/Apr/2017 00:00",
        ),
    ],
)
def test_dates_of_the_standard_and_its_neighbours(text: str) -> None:
    assert parse_day(text) == date(2017, 4, 3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "13/13/2017",
        "04/13/2017",
        "30/02/2017",
        "3/4/2017",
        "03/04/17",
        "03/04-2017",
        "03.04.2017",
        "03/04/2017 14:30:00",
        "03/04/0201",
        "03/04/2201",
        "42829",
        "3 Avril 2017",
        "31 Feb 2017",
        "April 2017",
        "3 April",
        "3 4 April 2017",
        "2017-4-3",
        "٠٣/٠٤/٢٠١٧",
        " 03/04/2017",
        "00/00/0000",
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    assert parse_day(text) is None
