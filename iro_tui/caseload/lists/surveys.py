"""The sheets of surveys that came in, the latest first: of nobody who is known, and to take a mistaken one away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.caseload.lists.base import Column, List, View, only_data
from iro_tui.caseload.lists.kinds import DAY, TEXT
from iro_tui.caseload.survey_sheets import kept_sheets
from iro_tui.domain.surveys import surveys_of

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class SheetLine:
    """What one person answered, as far as the list shows it."""

    key: str
    survey: str
    day: date
    answers: tuple[tuple[str, str], ...]
    """Question, in its words where the practice still asks it, and answer."""
    asked: int
    words: str

    @property
    def answered(self) -> str:
        """`7 of 8`."""
        return f"{len(self.answers)} of {self.asked}" if self.asked else str(len(self.answers))


def sheets(connection: Connection, caseload: Caseload) -> Iterator[SheetLine]:
    """Every sheet that was answered by today, the latest first."""
    asked = surveys_of(caseload.practice.on(caseload.today))
    words_of = {(survey, each.id): each.words for survey, questions in asked.items() for each in questions}
    rows = (sheet for sheet in kept_sheets(connection) if sheet.day <= caseload.today)
    for key, survey, day, answers, words in sorted(rows, key=lambda row: (row.day, row.survey, row.key), reverse=True):
        filled = tuple((words_of.get((survey, question), question), answer) for question, answer in answers.items())
        yield SheetLine(key, survey, day, filled, len(asked.get(survey, ())), words)


SHEETS = List(
    id="surveys",
    title="Surveys",
    help="the sheets of surveys that came in; their figures: iro figures",
    json="sheets",
    unit="sheets",
    reads=frozenset({"survey_sheet", "survey_answer", "setting"}),
    rows=sheets,
    columns=(
        Column("day", "Answered", DAY, lambda row: row.day, 12, json="answered_on", means="the day"),
        Column("survey", "Survey of", TEXT, lambda row: row.survey, 14, json="survey", means="who was asked"),
        Column("answered", "Answers", TEXT, lambda row: row.answered, 8, sort=False),
        Column("words", "In their words", TEXT, lambda row: row.words or None, 20, flex=True, json="words",
               means="what else was said"),
        only_data("answers", "each question with its answer", lambda row: dict(row.answers)),
        only_data("key", "names the sheet: `iro do delete --kind survey_sheet --id KEY`", lambda row: row.key),
    ),
    key=lambda row: row.key,
    who=lambda _row: None,
    views=(
        View(None, "The sheets that came in.", "No sheet came in yet: a enters one, i brings a file in."),
    ),
    removes=lambda row: ("survey_sheet", row.key),
    hints=("task", "facts", "delete", "write", "filter", "sort"),
)  # fmt: skip
