"""Several codes in one value: what is typed, what is kept, and the words of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.domain.several import kept_together, parted, typed_together, words_of


@pytest.mark.parametrize(
    ("written", "parts", "kept"),
    [
        (None, (), None),
        ("", (), None),
        (" , ,", (), None),
        ("neglect", ("neglect",), "neglect"),
        ("neglect,emotional", ("neglect", "emotional"), "neglect,emotional"),
        ("neglect,  emotional , ", ("neglect", "emotional"), "neglect,emotional"),
    ],
)
def test_what_is_written_is_parted_and_kept(written: str | None, parts: tuple[str, ...], kept: str | None) -> None:
    assert parted(written) == parts
    assert kept_together(written or "") == kept


@given(st.lists(st.text("abc ", min_size=1).map(str.strip).filter(bool)))
def test_what_is_kept_is_typed_and_kept_again_the_same(parts: list[str]) -> None:
    typed = typed_together(",".join(parts))
    assert parted(typed) == tuple(parts)
    assert typed_together(kept_together(typed)) == typed


def test_a_part_without_words_stands_as_it_is() -> None:
    assert words_of("a, x", {"a": "apple"}) == "apple, x"
