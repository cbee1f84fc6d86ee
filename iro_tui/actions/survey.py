"""Entering what one person answered to a survey of the practice: no name, only the answers and the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import make_dataclass
from datetime import date
from typing import Any, NamedTuple

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.questions import Question, act_day, always, ask, coded, numbered, one_of, questions_of
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.practice_entries import SurveyQuestion
from iro_tui.domain.practice_sections import MOST_QUESTIONS
from iro_tui.domain.surveys import surveys_of
from iro_tui.domain.words import amount_words
from iro_tui.store.writes import New, Write

NO_SURVEYS = "The practice in force has no survey: its questions are surveys.questions of the practice's file."


class SheetAnswered(NamedTuple):
    """What one person answered: when, to which questions what, and in which words."""

    day: date
    answers: Mapping[str, str]
    words: str = ""


def require_surveys(scene: Scene) -> dict[str, tuple[SurveyQuestion, ...]]:
    """The surveys of the practice in force. Raises Refused where there is none."""
    surveys = surveys_of(scene.practice.on(scene.today))
    if not surveys:
        raise Refused(NO_SURVEYS)
    return surveys


def survey_options(surveys: Iterable[str]) -> dict[str, Any]:
    """Whose survey it is, to choose from; the only one stands there at first."""
    names = tuple(surveys)
    return {"options": numbered(names), "default": names[0] if len(names) == 1 else ""}


def sheet_writes(survey: str, sheets: Iterable[SheetAnswered]) -> tuple[Write, ...]:
    """The rows of some sheets: each with its answers."""
    writes: list[Write] = []
    for day, answers, words in sheets:
        sheet = New("survey_sheet", {"survey": survey, "answered_on": day, "words": words or None})
        writes.append(sheet)
        for question, answer in answers.items():
            writes.append(New("survey_answer", {"sheet_id": sheet.key, "question": question, "answer": answer}))
    return tuple(writes)


def _place(number: int) -> str:
    return f"answer_{number + 1}"


SurveyAnswers = make_dataclass(
    "SurveyAnswers",
    [
        ("survey", str, ask("Survey of", "choice", needed=always)),
        *((_place(n), str, ask(f"Answer {n + 1}", "choice")) for n in range(MOST_QUESTIONS)),
        ("words", str, ask("In words", "note", hint="anything else they said, without a name")),
        ("day", Any, act_day("Answered on", "give the day on which it was answered")),
    ],
    frozen=True,
    namespace={"__doc__": "A sheet of answers, question by question.", "__module__": __name__},
)


class EnterSurvey(Action[Any]):
    id = "survey"
    title = "Answers to a survey"
    words = "Enter what somebody answered to a survey: feedback of children, carers, social workers, parents"
    about = About.NOBODY
    asks = SurveyAnswers
    keeps_choices = True

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        surveys = require_surveys(scene)
        places: dict[str, dict[str, Any] | None] = {_place(n): None for n in range(MOST_QUESTIONS)}
        for number, (survey, question) in enumerate(_every(surveys)):
            places[_place(number)] = {
                "label": question.words,
                "options": coded({answer: answer for answer in question.scale}),
                "asked": one_of("survey", survey),
            }
        return questions_of(SurveyAnswers, survey=survey_options(surveys), **places)

    def plan(self, scene: Scene, answers: Any) -> Plan:
        asked = enumerate(_every(require_surveys(scene)))
        chosen = {
            question.id: answer
            for number, (survey, question) in asked
            if survey == answers.survey and (answer := getattr(answers, _place(number)))
        }
        if not chosen and not answers.words:
            raise Refused("Nothing is answered: give at least one answer. Nothing was changed.")
        count = amount_words(len(chosen), "answers")
        return Plan(
            name="Answers to a survey",
            sentence=f"Survey of {answers.survey}: a sheet with {count}.",
            writes=sheet_writes(answers.survey, (SheetAnswered(scene.act_day, chosen, answers.words),)),
        )


def _every(surveys: Mapping[str, Sequence[SurveyQuestion]]) -> list[tuple[str, SurveyQuestion]]:
    return [(survey, question) for survey, questions in surveys.items() for question in questions]


ACTION = EnterSurvey()
