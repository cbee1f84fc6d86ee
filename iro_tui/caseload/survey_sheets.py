"""The sheets of surveys as they are kept: of nobody who is known, each with its answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection


class KeptSheet(NamedTuple):
    """What one person answered to a survey, by question, and in which words."""

    key: str
    survey: str
    day: date
    answers: Mapping[str, str]
    words: str


def kept_sheets(connection: Connection) -> Iterator[KeptSheet]:
    """Every sheet that is kept."""
    from iro_tui.store import shapes
    from iro_tui.store.columns import columns_of

    answers: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for sheet_id, question, answer in columns_of(connection, shapes.SurveyAnswerRow, "sheet_id", "question", "answer"):
        answers[sheet_id][question] = answer
    for key, survey, day, words in columns_of(
        connection, shapes.SurveySheetRow, "id", "survey", "answered_on", "words"
    ):
        yield KeptSheet(key, survey, day, answers[key], words or "")
