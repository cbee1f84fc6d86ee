"""Plain signs: where a terminal's font lacks the drawn ones, a sign of the keyboard stands for each."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from iro_tui.tui.plain_signs import MEANING, PlainSigns

CELLS = Path(__file__).parents[1] / "pictures" / "cells"
"""What every picture of the gallery says, cell for cell."""


def plain(text: str) -> str:
    return PlainSigns().apply([Segment(text)], Color(0, 0, 0))[0].text


def signs(text: str) -> Iterator[str]:
    """What is neither of the keyboard nor a letter: letters of a name are in every font that shows names."""
    return (each for each in text if not each.isascii() and not unicodedata.category(each).startswith(("L", "M")))


@pytest.mark.parametrize("picture", sorted(CELLS.glob("*.txt")), ids=lambda path: path.stem)
def test_no_picture_has_a_sign_for_which_no_plain_one_stands(picture: Path) -> None:
    drawn = picture.read_text(encoding="utf-8")
    assert list(signs(drawn)), "every screen draws some"
    assert set(signs(plain(drawn))) <= set("£§°")


def test_a_plain_sign_takes_as_many_cells_and_letters_stay() -> None:
    for path in CELLS.glob("*.txt"):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert cell_len(plain(line)) == cell_len(line)
    assert plain("▲ Zoë Ó Súilleabháin – Łukasz") == "^ Zoë Ó Súilleabháin - Łukasz"


def test_each_meaning_has_a_sign_of_its_own_and_none_that_means_something_else() -> None:
    assert len(set(MEANING.values())) == len(MEANING)
    assert not {"*", "!", "~"} & set(MEANING.values()), "worked out, look at this"
