"""What is stored is what was typed, or the answer is refused with its number: nothing is ever cut."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.actions import all_actions
from iro_tui.actions.questions import LONGEST_ANSWER, Question
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.domain.calendar import WorkingCalendar
from iro_tui.store import tables
from iro_tui.text import clean
from tests.support import TODAY
from tests.support.acting import act, rows

OFFICE = WorkingCalendar()
ASKED = {
    f"{verb.id} {item.name}": item.metadata["question"]
    for verb in all_actions().values()
    if is_dataclass(verb.asks)
    for item in fields(verb.asks)
    if item.metadata["question"].kind in ("text", "note")
}


@pytest.mark.parametrize("question", ASKED.values(), ids=ASKED)
def test_a_long_answer_is_taken_whole_or_refused_with_its_number(question: Question) -> None:
    full = "x" * LONGEST_ANSWER
    if question.means or question.fault:  # a line with a form of its own, which this has not
        with suppress(Refused):
            assert question.read(full, TODAY, OFFICE) == full
    else:
        assert question.read(full, TODAY, OFFICE) == full
    with pytest.raises(Refused, match=r"has 4,001 characters, and 4,000 fit"):
        question.read(full + "x", TODAY, OFFICE)


@given(st.text(max_size=LONGEST_ANSWER * 2))
def test_whatever_is_typed(typed: str) -> None:
    question = ASKED["contact note"]
    whole = clean(typed, multiline=True, limit=len(typed))
    try:
        assert question.read(typed, TODAY, OFFICE) == whole
    except Refused:
        assert len(whole) > LONGEST_ANSWER


def test_what_the_command_line_is_handed_is_not_cut_either(session: Session, child: str) -> None:
    note = "\n".join(f"Line {n} of a long talk." for n in range(150))
    act(session, "contact", child, who="carer", how="phone", note=note)
    assert [row["note"] for row in rows(session, tables.ContactRow, child_id=[child])] == [note]
    with pytest.raises(Refused, match="characters"):
        act(session, "contact", child, who="carer", how="phone", note=note * 2)
