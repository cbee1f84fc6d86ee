"""Text that does not fit its place: it ends in an ellipsis, fills no more than it has, and keeps its numbers whole."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from iro_tui.tui.text import cut, fitted
from iro_tui.tui.widgets.week_table import head_lines

words = st.lists(st.sampled_from(["booked", "Wed", "25", "Nov", "14:30", "’27", "LCS-40501", "·", "日本", "+5"])).map(
    " ".join
)


@given(words, st.integers(min_value=0, max_value=40))
def test_what_is_cut_fits_and_holds_no_half_of_a_number(text: str, size: int) -> None:
    shown = cut(text, size)
    assert cell_len(shown) <= size
    assert cell_len(fitted(text, size)) == size
    if cell_len(text) <= size:
        assert shown == text
    elif size:
        assert shown.endswith("…")
        for number in re.findall(r"\S*\d\S*", shown.removesuffix("…")):
            assert number in text.split()


DATED = [
    "Mon 30 Nov 10:00",
    "30 Nov 14:30",
    "13 Jan ’27 09:30",
    "Fri 13 Nov 2026",
    "2–4 Dec",
    "Thu 11:00",
    "today 14:30",
]
COUNTED = ["3 wd late", "12 working days", "2 of 4 reports", "09:00 to 16:00"]


@pytest.mark.parametrize("dated", DATED)
@pytest.mark.parametrize("before", ["", "booked ", "Review by ", "MM 8221 · "])
def test_a_day_and_its_hour_are_whole_or_not_there(before: str, dated: str) -> None:
    """`3 Dec…` of `3 Dec 11:00` is a day on which nobody knows when."""
    text = f"{before}{dated}, beyond its limit"
    for size in range(len(text)):
        shown = cut(text, size).removesuffix("…")
        assert (
            shown.startswith(f"{before}{dated}")
            or f"{before.rstrip()} ".startswith(f"{shown.rstrip()} ")
            or (f"{before}".startswith(shown))
        ), (size, shown)


@pytest.mark.parametrize("counted", COUNTED)
def test_a_number_stands_beside_what_it_counts(counted: str) -> None:
    for size in range(len(counted)):
        shown = cut(counted, size).removesuffix("…").rstrip()
        assert not shown or not shown[-1].isdigit() or counted[len(shown) :].startswith((" reports", " late")), shown


@pytest.mark.parametrize(
    ("called", "off", "holds", "lines"),
    [
        ("Wed 25 today", "", "3 meetings, 1 to do", ("Wed 25 today", "3 meetings, 1 to do")),
        ("Thu 26", "your leave", "2 meetings", ("Thu 26  your leave", "2 meetings")),
        ("Wed 25 today", "your leave", "2 meetings", ("Wed 25 today  leave", "2 meetings")),
        ("Thu 26", "not your working day", "2 meetings", ("Thu 26  off", "2 meetings")),
        ("Thu 26", "", "12 done, 10 meetings, 3 to do", ("Thu 26", "12 done, 10 meetings")),
    ],
)
def test_a_day_of_the_week_says_why_it_is_off_and_what_lies_on_it(
    called: str, off: str, holds: str, lines: tuple[str, str]
) -> None:
    """At 120 columns `your leave` pushed out that two meetings are booked in it."""
    assert head_lines(called, off, holds, 20) == lines


@pytest.mark.parametrize(
    ("room", "line"),
    [(28, "Thu 26  leave  2 meetings"), (30, "Thu 26  your leave  2 meetings"), (20, "Thu 26  your leave")],
)
def test_in_one_line_too_the_count_comes_where_it_has_room(room: int, line: str) -> None:
    assert head_lines("Thu 26", "your leave", "2 meetings", room, in_one=True)[0] == line
