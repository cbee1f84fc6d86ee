"""What reaches the terminal: text, and nothing that steers it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import Color
from rich.segment import ControlType, Segment
from rich.style import Style

from iro_tui.domain.words import CLOCK_SYMBOLS
from iro_tui.text import safe
from iro_tui.tui.text import RAG_LETTERS, NoControl, child_fitted, clock_words, parts_fitted, plain
from iro_tui.tui.widgets.telling import hung

BLACK = Color.from_rgb(0, 0, 0)
STEERING = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0), 0x61C, *range(0x2028, 0x202F), *range(0x2066, 0x206A)]))
BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}

anything = st.text(st.characters(exclude_categories=[])) | st.text(STEERING + "a[]")


def steers(character: str) -> bool:
    """Whether a character does something other than stand in its place."""
    kind = unicodedata.category(character)
    return kind in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(character) in BIDI or character in "‎‏؜"


@given(anything)
def test_safe_text_steers_nothing_and_keeps_its_length(text: str) -> None:
    made = safe(text)
    assert not [character for character in made if steers(character)]
    assert len(made) == len(text), "nothing vanishes unseen"
    assert all(new in (old, "\N{REPLACEMENT CHARACTER}") for old, new in zip(text, made, strict=True))
    assert safe(made) == made
    made.encode()


@given(st.lists(anything))
def test_no_line_of_a_screen_steers_the_terminal(texts: list[str]) -> None:
    style = Style(bold=True)
    control = [(ControlType.HOME,)]
    segments = [Segment(text, style) for text in texts] + [Segment("", None, control)]
    filtered = NoControl().apply(segments, BLACK)
    assert not [character for segment in filtered for character in segment.text if steers(character)]
    assert [segment.style for segment in filtered] == [segment.style for segment in segments]
    assert filtered[-1].control == control, "what Textual itself sends stays"


@given(anything)
def test_data_is_never_markup(text: str) -> None:
    content = plain(text)
    assert content.plain == safe(text)
    assert not content.spans


@pytest.mark.parametrize("text", ["O’Brien-Żółć", "👩‍👧 Łódź", "नमस्ते", "שלום", "世界", "Ann [/red] Smith"])
def test_what_people_are_called_is_left_alone(text: str) -> None:
    assert safe(text) == text


def test_clocks_can_be_told_without_colour() -> None:
    said = {
        clock_words("overdue", -5, -3),
        clock_words("today", 0, 0),
        clock_words("soon", 5, 3),
        clock_words("on_time", 5, 3),
    }
    assert len(said) == 4
    assert len(set(CLOCK_SYMBOLS.values())) == len(CLOCK_SYMBOLS)
    assert "late" in clock_words("overdue", -5, -3)
    assert "late" not in clock_words("soon", 5, 3)
    assert len(set(RAG_LETTERS.values())) == len(RAG_LETTERS)


@given(
    st.lists(st.sampled_from(["worker Tue 27 Oct", "invited", "report Fri 13 Nov", "child"]), max_size=6),
    st.integers(24, 70),
)
def test_a_tick_is_not_parted_from_its_word(words: list[str], width: int) -> None:
    line = [("Ready  ", ""), *((f"{'   ' if n else ''}✓ {each}", "") for n, each in enumerate(words))]
    lines = hung(line, width).plain.split("\n")
    assert not [each for each in lines if each.rstrip().endswith("✓")]
    assert " ".join(" ".join(lines).split()) == " ".join("".join(text for text, _ in line).split())


def test_what_a_pasted_row_asks_hangs_under_its_beginning_and_no_digit_is_parted_from_its_answer() -> None:
    line = [("  row 2   ", ""), ("w/c 7/12: which day?   1 Mon   2 Tue   3 Wed   0 not booked", "")]
    for width in range(34, 70):
        first, *rest = hung(line, width).plain.split("\n")
        assert all(each.startswith(" " * 10) for each in rest)
        assert not [each for each in (first, *rest) if each.rstrip()[-2:] in (" 1", " 2", " 3", " 0")], width


@pytest.mark.parametrize(
    ("words", "size", "shown"),
    [
        ("children's home · ready ✓", 25, "children's home · ready ✓"),
        ("children's home · ready ✓", 19, "children… · ready ✓"),
        ("children's home · ready ✓", 14, "chi… · ready ✓"),
        ("Wed 25 Nov 14:00 · no child · +1 before", 30, "Wed 25 Nov 14:00 · +1 before"),
        ("Wed 25 Nov 14:00 · no child · +1 before", 19, "Wed 25 Nov 14:00 ·…"),
        ("guidance · Drift and delay: 23 of 20 · +1 after", 14, "guidance · +1"),
        ("Wed 25 Nov 14:00 · no report, papers", 19, "Wed 25 Nov 14:00 ·…"),
        ("children's home · no report, papers", 20, "no report, papers"),
        ("children's home · no report, papers", 14, "children's ho…"),
        ("guidance and no parts", 10, "guidance …"),
    ],
)
def test_words_in_parts_lose_their_middle(words: str, size: int, shown: str) -> None:
    assert parts_fitted(words, size).rstrip() == shown
    assert cell_len(parts_fitted(words, size)) == size


@pytest.mark.parametrize(
    ("words", "size", "shown"),
    [
        ("FF 6968 Freddie Fabricott", 12, "FF 6968 Fre…"),
        ("SOUTH-2024-0003187-AA", 21, "SOUTH-2024-0003187-AA"),
        ("SOUTH-2024-0003187-AA", 12, "SOU…03187-AA"),
        ("SOUTH-2024-0003187-AA Freddie", 12, "SOU…03187-AA"),
    ],
)
def test_a_reference_longer_than_its_column_keeps_what_tells_it_apart(words: str, size: int, shown: str) -> None:
    assert child_fitted(words, size) == shown
