"""What children, carers and workers answered when they were asked: n of N for each question. Source: Kent 2011-12."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from iro_tui.domain.practice import Practice
from iro_tui.domain.practice_entries import SurveyQuestion
from iro_tui.domain.surveys import figure_id, is_good, surveys_of
from iro_tui.figures.figure import REMOVED, Counting, Declared
from iro_tui.figures.reckoning import Reckoning
from iro_tui.figures.service import SurveySheet

PREFIX = "survey."
"""What the id of every figure of a survey begins with."""
WITHOUT_A_NAME = "from sheets without a name"
_IN = "answered in the period"


def _sheets(survey: str, reckoning: Reckoning) -> Iterator[SurveySheet]:
    return (sheet for sheet in reckoning.service.sheets if sheet.survey == survey and sheet.day in reckoning)


def _came(survey: str) -> Callable[[Reckoning], Iterator[Counting]]:
    def counted(reckoning: Reckoning) -> Iterator[Counting]:
        return (Counting(REMOVED, sheet.day) for sheet in _sheets(survey, reckoning))

    return counted


def _answered(question: SurveyQuestion) -> Callable[[Reckoning], Iterator[Counting]]:
    """The good ones among the answers to a question; a sheet without one is in neither."""

    def counted(reckoning: Reckoning) -> Iterator[Counting]:
        for sheet in _sheets(question.survey, reckoning):
            if answer := sheet.answers.get(question.id):
                yield Counting(REMOVED, sheet.day, is_good(answer, question), (answer,))

    return counted


def questions_of(practice: Practice) -> Iterator[Declared]:
    """For every survey how many sheets came, and a figure for each of its questions."""
    for survey, questions in surveys_of(practice).items():
        yield Declared(
            figure_id(survey),
            _braced(f"Survey of {survey}"),
            "Sheets of this survey that were answered in the period.",
            "sheets answered in the period",
            "count",
            _IN,
            _came(survey),
            things="sheets",
            reports=("Kent",),
            fewer_is_better=None,
            nobodys=WITHOUT_A_NAME,
        )
        for question in questions:
            good = " or ".join(f"“{answer}”" for answer in question.scale[: question.good])
            yield Declared(
                figure_id(survey, question.id),
                _braced(question.words),
                _braced(f"Of those in the survey of {survey} who answered this in the period, those who said {good}."),
                "answers to this question in the period",
                "%",
                _IN,
                _answered(question),
                things="answers",
                reports=("Kent",),
                bands=question.scale,
                group=survey,
                nobodys=WITHOUT_A_NAME,
            )


def _braced(words: str) -> str:
    return words.replace("{", "{{").replace("}", "}}")
