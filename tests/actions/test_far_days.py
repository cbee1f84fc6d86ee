"""A day too far off is refused by the question that it was typed into, so that the form leads there."""

from __future__ import annotations

import pytest

from iro_tui.actions import all_actions
from iro_tui.actions.base import Nothing
from iro_tui.actions.questions import Question, questions_of
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.calendar import WorkingCalendar
from tests.support import TODAY

OFFICE = WorkingCalendar()
DAYS = [
    pytest.param(question, id=f"{verb.id}-{question.name}")
    for verb in all_actions().values()
    if verb.asks is not Nothing
    for question in questions_of(verb.asks)
    if question.kind in ("day", "booking")
]


@pytest.mark.parametrize("question", DAYS)
def test_a_day_too_far_off_is_refused_where_it_was_typed(question: Question) -> None:
    with pytest.raises(Refused, match="more than 10 years ahead: look at the year") as refused:
        question.read("1/6/2045", TODAY, OFFICE)
    assert refused.value.question == question.name
    assert question.read("1/6/2036", TODAY, OFFICE)
