"""Bringing in the answers to a survey out of a file: a heading of questions, then a row for each person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.questions import Question, act_day, always, ask, questions_of
from iro_tui.actions.survey import SheetAnswered, require_surveys, sheet_writes, survey_options
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.practice_entries import SurveyQuestion
from iro_tui.domain.words import amount_words
from iro_tui.typed_path import as_path


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

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        return questions_of(SurveyFileAnswers, survey=survey_options(require_surveys(scene)))

    def aside(self, scene: Scene) -> str:  # noqa: ARG002
        return "columns are called as the questions, or by their ids; others are left out"

    def plan(self, scene: Scene, answers: SurveyFileAnswers) -> Plan:
        sheets, left_out = _read(answers.file, require_surveys(scene)[answers.survey], scene)
        number = sum(len(sheet.answers) for sheet in sheets)
        return Plan(
            name="Answers out of a file",
            sentence=f"Survey of {answers.survey}: {amount_words(len(sheets), 'sheets')} with "
            f"{amount_words(number, 'answers')}.",
            writes=sheet_writes(answers.survey, sheets),
            warning=f"Left out: {', '.join(left_out)}." if left_out else "",
            says_day=True,
        )


def _read(typed: str, questions: Sequence[SurveyQuestion], scene: Scene) -> tuple[list[SheetAnswered], list[str]]:
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
    sheets = [SheetAnswered(sheet.day or scene.act_day, sheet.answers, sheet.words) for sheet in read.sheets]
    if (latest := max(sheet.day for sheet in sheets)) > scene.today:
        raise Refused(f"A row is of {latest:%d/%m/%Y}, which is still to come. Nothing was changed.")
    return sheets, read.left_out


ACTION = BringInSurvey()
