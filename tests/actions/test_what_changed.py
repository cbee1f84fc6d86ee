"""What changed for the child is asked, and shown, where an escalation is closed, a concern ends, or red does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product

import pytest

from iro_tui.caseload.page import CASE, read_whole
from iro_tui.caseload.reading.subject import ESCALATIONS
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from tests.support import TODAY
from tests.support.acting import act, acts, asked, look_after, rows

OpenDesk = Callable[[date], Session]
WORDS = "She has a worker whom she knows"
RATINGS = ("green", "amber", "red")
OF = {"green": {}, "amber": {"theme": "drift"}, "red": {"theme": "drift"}}


@pytest.fixture
def child(session: Session) -> str:
    return look_after(session, "AB 1042")[0]


def test_it_is_asked_of_a_rating_that_is_better_than_the_one_before(open_session: OpenDesk) -> None:
    session = open_session(TODAY)
    for n, (before, after) in enumerate(product(RATINGS, RATINGS)):
        [child] = look_after(session, f"AB {n}")
        assert "what_changed" not in asked(session, "rag", child, value=after), "nothing was before"
        act(session, "rag", child, value=before, day=TODAY - timedelta(9), **OF[before])
        better = RATINGS.index(after) < RATINGS.index(before)
        assert ("what_changed" in asked(session, "rag", child, value=after)) == better
        assert ("what_changed" in asked(session, "hold", child, rag=after)) == better
        changes = acts(session, lambda: act(session, "rag", child, value=after, what_changed=WORDS, **OF[after]))  # noqa: B023
        kept = [row["what_changed"] for row in rows(session, tables.RatingRow, child_id=child)]
        assert kept == [None, WORDS if better else None]
        assert ("Red ended after 7 working days." in changes.sentence) == (before == "red" != after)
        told = [entry.text for entry in session.child_card(child).timeline if entry.kind == "RAG"]
        assert any(WORDS in text for text in told) == better


@pytest.mark.parametrize("outcome", ["resolved", "withdrawn"])
def test_it_is_kept_with_an_escalation_that_is_closed(session: Session, child: str, outcome: str) -> None:
    act(session, "escalate", child, issue="drift")
    [row] = rows(session, tables.EscalationRow)
    assert "what_changed" not in asked(session, "escalation", (), row["id"], what="reply")
    assert "what_changed" in asked(session, "escalation", (), row["id"], what=outcome)
    acts(session, lambda: act(session, "escalation", (), row["id"], what=outcome, what_changed=WORDS))
    [line] = [line for line in session.lines(CASE, child) if line.section == ESCALATIONS]
    readings = {each.key: reading for each, reading in session.query(read_whole, child)}
    assert WORDS in str(readings[line.key])
    assert any(WORDS in entry.text for entry in session.child_card(child).timeline)
    [note] = [note for note in rows(session, tables.CaseNoteRow) if outcome in note["title"]]
    assert f"What changed for the child: {WORDS}." in note["body"]
