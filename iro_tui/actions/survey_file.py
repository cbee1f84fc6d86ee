"""Bringing in the answers to a survey out of a file: a heading of questions, then a row for each person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.questions import Question, act_day, always, ask, questions_of
from iro_tui.actions.survey import SheetAnswered, require_surveys, sheet_writes, survey_options
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.survey_sheets import kept_sheets
from iro_tui.domain.practice_entries import SurveyQuestion
from iro_tui.domain.words import amount_words, heading
from iro_tui.typed_path import as_path

if TYPE_CHECKING:
    from iro_tui.exchange.surveys import ReadSheet, ReadSheets
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class SurveyFileAnswers:
    """Whose survey it is, the file, and the day of those rows that have none."""

    survey: str = ask("Survey of", "choice", needed=always)
    file: str = ask("File", hint="CSV or a workbook: a column for each question", needed=always)
    day: date | None = act_day("Answered on", "give the day of the rows without one")


class BringInSurvey(Action[SurveyFileAnswers]):
    id = "survey_file"
    title = "Answers out of a file"
    words = "Bring in the answers to a survey out of a file: CSV, spreadsheet, forms, feedback"
    about = About.NOBODY
    asks = SurveyFileAnswers
    wide = True

    def look(self, connection: Connection, scene: Scene) -> dict[str, list[SheetAnswered]]:  # noqa: ARG002
        """The sheets there are already, by survey."""
        sheets: defaultdict[str, list[SheetAnswered]] = defaultdict(list)
        for kept in kept_sheets(connection):
            sheets[kept.survey].append(SheetAnswered(kept.day, kept.answers, kept.words))
        return sheets

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        return questions_of(SurveyFileAnswers, survey=survey_options(require_surveys(scene)))

    def aside(self, scene: Scene) -> str:  # noqa: ARG002
        return "columns are called as the questions, or by their ids; others are left out"

    def plan(self, scene: Scene, answers: SurveyFileAnswers) -> Plan:
        read = _read(answers.file, require_surveys(scene)[answers.survey], scene)
        fresh, known = _apart(read.sheets, scene.known.get(answers.survey, ()))
        came = f"{heading(amount_words(known, 'sheets'))} of this file came in before" if known else ""
        same = "whoever else answered just the same is entered by hand"
        if not fresh:
            raise Refused(f"{came}: they would count twice; {same}. Nothing was changed.", question="file")
        sheets = [SheetAnswered(sheet.day or scene.act_day, sheet.answers, sheet.words) for sheet in fresh]
        number = sum(len(sheet.answers) for sheet in sheets)
        left_out = f"Left out: {', '.join(read.left_out)}." if read.left_out else ""
        return Plan(
            name="Answers out of a file",
            sentence=f"Survey of {answers.survey}: {amount_words(len(sheets), 'sheets')} with "
            f"{amount_words(number, 'answers')}.",
            writes=sheet_writes(answers.survey, sheets),
            warning=" ".join(filter(None, (f"{came}: left out; {same}." if came else "", left_out))),
            says_day=True,
        )


def _apart(sheets: Iterable[ReadSheet], there: Iterable[SheetAnswered]) -> tuple[list[ReadSheet], int]:
    """Those that are not there yet, and how many are; one without a day is there on any."""
    left, fresh, known = list(there), [], 0
    for sheet in sheets:
        answered = sheet.answers, sheet.words
        same = (each for each in left if (each.answers, each.words) == answered and sheet.day in (None, each.day))
        if (kept := next(same, None)) is not None:
            left.remove(kept)
            known += 1
        else:
            fresh.append(sheet)
    return fresh, known


def _read(typed: str, questions: Sequence[SurveyQuestion], scene: Scene) -> ReadSheets:
    """What the file holds. Raises Refused: not to be read, nothing in it, cells that are no answer, days to come."""
    from iro_tui.exchange.decoding import UnreadableFile
    from iro_tui.exchange.surveys import MOST_TOLD, read_sheets

    try:
        read = read_sheets(as_path(typed), questions)
    except UnreadableFile as problem:
        raise Refused(f"{problem} Nothing was changed.") from None
    if read.unclear:
        more = f"; and {len(read.unclear) - MOST_TOLD:,} more" if len(read.unclear) > MOST_TOLD else ""
        raise Refused(f"Put right in the file: {'; '.join(read.unclear[:MOST_TOLD])}{more}. Nothing was changed.")
    if not read.sheets:
        raise Refused("The file has no row with an answer. Nothing was changed.")
    if (latest := max(sheet.day or scene.act_day for sheet in read.sheets)) > scene.today:
        raise Refused(f"A row is of {latest:%d/%m/%Y}, which is still to come. Nothing was changed.")
    return read


ACTION = BringInSurvey()
