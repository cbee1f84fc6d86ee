"""Surveys: what a practice asks of whom, and which answer is meant by what somebody wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable

from iro_tui.domain.practice import Practice
from iro_tui.domain.practice_entries import SurveyQuestion

CHILDREN_SURVEY = "children"
"""What a practice calls the survey whose words are children's own."""
_SIGNS = re.compile(r"[\W_]+")
_ALSO = {"y": "yes", "n": "no", "partly": "partially", "partial": "partially", "true": "yes", "false": "no"}
"""What forms and people write in place of an answer."""


def surveys_of(practice: Practice) -> dict[str, tuple[SurveyQuestion, ...]]:
    """The questions of each survey, by who is asked, in the practice's order."""
    asked: dict[str, list[SurveyQuestion]] = {}
    for question in practice.surveys.questions:
        asked.setdefault(question.survey, []).append(question)
    return {survey: tuple(questions) for survey, questions in asked.items()}


def figure_id(survey: str, question: str = "") -> str:
    """What the figure of a survey, or of one of its questions, is called: `survey.social_workers.told`."""
    return ".".join(filter(None, ("survey", _SIGNS.sub("_", survey.casefold()), question)))


def compared(words: str) -> str:
    """Words as they are compared: without case, blanks and signs."""
    return _SIGNS.sub("", words.casefold())


def question_meant(heading: str, questions: Iterable[SurveyQuestion]) -> SurveyQuestion | None:
    """The question that a heading names, by its id or its words."""
    named = compared(heading)
    return next((each for each in questions if named in (compared(each.id), compared(each.words))), None)


def answer_meant(typed: str, question: SurveyQuestion) -> str | None:
    """The answer of the scale that was written; None where it is none of them."""
    named = compared(typed)
    named = _ALSO.get(named, named)
    return next((answer for answer in question.scale if compared(answer) == named), None)


def is_good(answer: str, question: SurveyQuestion) -> bool:
    """Whether an answer counts as good: one of the first of the scale."""
    return answer in question.scale[: question.good]
