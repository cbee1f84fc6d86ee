"""`an allocation`, `a review`: a noun that is put into a sentence brings its article with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from iro_tui.domain.protection import CONFERENCES
from iro_tui.domain.words import with_article
from iro_tui.store.entries import table_word
from iro_tui.store.shapes import SHAPES

ROOT = Path(__file__).parents[1] / "iro_tui"
ALWAYS_A = {"domain/typed_day.py": "a weekday", "domain/practice_file.py": "`number` or `whole number`",
            "exchange/annex_a/words.py": "`list 6`", "tui/dialogs/pick.py": "letters of keys"}  # fmt: skip


@pytest.mark.parametrize(
    ("noun", "said"),
    [
        ("allocation", "an allocation"), ("event", "an event"), ("initial conference", "an initial conference"),
        ("review", "a review"), ("court date", "a court date"),
    ],
)  # fmt: skip
def test_the_article_goes_by_the_noun(noun: str, said: str) -> None:
    assert with_article(noun) == said


def test_no_noun_begins_as_it_is_not_spoken() -> None:
    """`a unit`, `an hour`: the rule goes by the letter, so no such noun may be among those that are put in."""
    nouns = [*map(table_word, SHAPES), *CONFERENCES.values()]
    assert not [noun for noun in nouns if re.match(r"(hour|honest|heir|uni|use|eu|one)", noun)]


def test_no_sentence_has_an_article_of_its_own_before_what_is_put_in() -> None:
    own = {
        str(path.relative_to(ROOT)): line.strip()
        for path in ROOT.rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"\b[Aa]n? \{", line)
    }
    assert own.keys() <= ALWAYS_A.keys(), own
