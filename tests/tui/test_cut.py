"""Text that does not fit its place: it ends in an ellipsis, fills no more than it has, and keeps its numbers whole."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from iro_tui.tui.text import cut, fitted

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
