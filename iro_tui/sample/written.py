"""What the made-up officer wrote beside the figures: of the last quarter, and the plan of the last whole year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from iro_tui.domain.calendar import add_months
from iro_tui.domain.practice import Practice
from iro_tui.domain.surveys import surveys_of
from iro_tui.domain.written import ACTION, CHILDREN, COMPARED, POSTS, RECOMMENDED, STAFFING, THEME
from iro_tui.sample.told import Values
from iro_tui.store import tables
from iro_tui.store.tables import Kept

_DAY = timedelta(days=1)
_APRIL = 4
_SHEETS = 12
"""How many answered each survey."""
_YEAR: tuple[Values, ...] = (
    {
        "section": ACTION, "heading": "Reviews in time", "text": "Social workers' reports five days before the review",
        "lead": "Grace Overview", "timescale": "September", "rag": "amber",
        "outcome": "Better in two teams of three; goes on.",
    },
    {
        "section": ACTION, "heading": "Participation", "text": "Every child is asked who should come to the review",
        "lead": "Reviewing officers", "timescale": "Ongoing", "rag": "green",
        "outcome": "Asked at each review since June.",
    },
    {"section": STAFFING, "heading": POSTS[0], "text": "7.5"},
    {"section": STAFFING, "heading": POSTS[3], "text": "0.5"},
)  # fmt: skip
_QUARTER: tuple[Values, ...] = (
    {"section": THEME, "text": "Drift comes of late assessments; two teams have new workers."},
    {"section": RECOMMENDED, "text": "Book the second review at the first."},
    {
        "section": ACTION, "heading": "Permanence", "text": "A plan at every second review",
        "lead": "Reviewing officers", "timescale": "March", "rag": "amber",
    },
    {"section": COMPARED, "heading": "Reviews held in time", "whose": "England", "text": "93 %"},
    {"section": CHILDREN, "text": "Thank you for telling us what you think of your reviews."},
)  # fmt: skip


def entries(rng: Random, today: date) -> Iterator[Values]:
    """The entries of the last quarter and the last year that are over, all from 1 April."""
    place = 0
    for months, written in ((12, _YEAR), (3, _QUARTER)):
        last = add_months(today.replace(day=1), -((today.month - _APRIL) % months)) - _DAY
        first = add_months(last + _DAY, -months)
        for values in written:
            place += 1
            yield {"id": f"{rng.getrandbits(128):032x}", "first": first, "last": last, "place": place, **values}


def answers(rng: Random, today: date, practice: Practice) -> dict[type[Kept], list[Values]]:
    """What some answered in the months before to each survey of the practice; most of them kindly."""
    made: dict[type[Kept], list[Values]] = {tables.SurveySheetRow: [], tables.SurveyAnswerRow: []}
    for survey, questions in surveys_of(practice).items():
        for _ in range(_SHEETS):
            day, key = today - timedelta(days=rng.randrange(1, 180)), f"{rng.getrandbits(128):032x}"
            made[tables.SurveySheetRow].append({"id": key, "survey": survey, "answered_on": day})
            made[tables.SurveyAnswerRow] += (
                {
                    "id": f"{rng.getrandbits(128):032x}", "sheet_id": key, "question": question.id,
                    "answer": question.scale[min(int(rng.expovariate(1.2)), len(question.scale) - 1)],
                }
                for question in questions
            )  # fmt: skip
    return made
