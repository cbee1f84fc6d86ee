"""The words that are offered are those that the made-up caseload holds."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pytest

from iro_tui.domain import vocabulary
from iro_tui.domain.practice import Practice
from iro_tui.sample import make_values
from iro_tui.sample.told import Values
from iro_tui.store import tables
from iro_tui.store.tables import Kept


@lru_cache(maxsize=1)
def caseload() -> dict[type[Kept], list[Values]]:
    return make_values(130, 1, date(2026, 11, 20), Practice())


@pytest.mark.parametrize(
    ("model", "column", "words"),
    [
        (tables.ContactRow, "how", vocabulary.CONTACT_HOW),
        (tables.ContactRow, "who", vocabulary.CONTACT_WITH),
        (tables.DateChangeRow, "asked_by", vocabulary.ASKED_BY),
        (tables.DateChangeRow, "reason", vocabulary.MOVE_REASONS),
        (tables.ReviewRow, "late_reason", vocabulary.MOVE_REASONS),
        (tables.TaskRow, "type", vocabulary.TASK_TYPES),
        (tables.TaskRow, "repeats", vocabulary.REPEATS),
        (tables.MidpointCheckRow, "action", vocabulary.MIDPOINT_OUTCOMES),
    ],
)
def test_the_sample_says_it_in_the_words_offered(model: type[Kept], column: str, words: tuple[str, ...]) -> None:
    stored = {row[column] for row in caseload()[model] if row.get(column)}
    assert stored
    assert stored <= set(words)


OFFERED = [name for name, words in vars(vocabulary).items() if name.isupper() and not isinstance(words, str)]


@pytest.mark.parametrize("name", OFFERED)
def test_no_word_is_offered_twice(name: str) -> None:
    words = list(getattr(vocabulary, name))
    assert len(words) == len(set(words))
    assert all(word == word.strip() and word for word in words)
