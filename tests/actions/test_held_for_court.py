"""The care plan that is filed in court, agreed at a review: said in its record, corrected and taken back with it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from iro_tui.caseload.session import Session
from iro_tui.store import tables
from tests.support import TODAY
from tests.support.acting import act, acts, asked, due, look_after, rows

HELD = {"rag": "green", "participation": "PN1"}
FINAL = {"kind": "final", "day": date(2026, 12, 10), "filing": date(2026, 12, 3)}


def agreed(session: Session) -> date | None:
    [row] = rows(session, tables.CourtDateRow)
    day: date | None = row["ratified_on"]
    return day


def test_a_review_held_before_the_filing_says_that_the_plan_was_agreed_there(session: Session) -> None:
    [child] = look_after(session, "CO 1")
    assert "agreed" not in asked(session, "hold", child), "nothing waits for it"
    act(session, "hearing", child, **FINAL)
    assert due(session, child)["ratify"] == date(2026, 11, 27), "by the law's limit, which is earlier"
    question = asked(session, "hold", child)["agreed"]
    assert (question.hint, question.default) == ("for the final hearing of Thu 10 Dec", "yes")
    said = acts(session, lambda: act(session, "hold", child, **HELD)).sentence
    assert "care plan agreed for the final hearing of Thu 10 Dec" in said
    assert "ratify" not in due(session, child)
    assert agreed(session) == TODAY
    assert any("The care plan filed for the final hearing" in str(n) for n in rows(session, tables.CaseNoteRow))
    [_, review] = sorted(rows(session, tables.ReviewRow), key=lambda row: str(row["held"]))
    before = TODAY - timedelta(days=1)
    acts(session, lambda: act(session, "correct_review", (), review["id"], on=before))
    assert agreed(session) == before, "it was made on the day of the review"
    acts(session, lambda: act(session, "delete", (), review["id"], kind="review"))
    assert agreed(session) is None
    assert "ratify" in due(session, child)


@pytest.mark.parametrize(
    ("filing", "stands"),
    [(date(2026, 12, 3), "yes"), (date(2027, 5, 19), "yes"), (date(2027, 5, 20), ""), (date(2027, 7, 1), "")],
)
def test_where_another_review_is_due_before_the_filing_nothing_is_taken_for_agreed(
    session: Session, filing: date, stands: str
) -> None:
    [child] = look_after(session, "CO 1")
    act(session, "hearing", child, kind="final", day=filing + timedelta(days=7), filing=filing)
    assert asked(session, "hold", child)["agreed"].default == stands, "six months after today are Thu 20 May 2027"


@pytest.mark.parametrize("answer", [False, None])
def test_a_plan_that_was_not_agreed_there_is_still_asked(session: Session, answer: Any) -> None:
    [child] = look_after(session, "CO 1")
    act(session, "hearing", child, **FINAL)
    assert "care plan agreed" not in acts(session, lambda: act(session, "hold", child, **HELD, agreed=answer)).sentence
    assert due(session, child)["ratify"] == date(2026, 12, 3)


def test_the_earliest_of_two_hearings_is_the_one_that_is_asked(session: Session) -> None:
    [child] = look_after(session, "CO 1")
    act(session, "hearing", child, **FINAL)
    act(session, "hearing", child, kind="issues", day=date(2026, 12, 1), filing=date(2026, 11, 26), ratify=True)
    assert asked(session, "hold", child)["agreed"].hint == "for the issues resolution hearing of Tue 1 Dec"
    act(session, "hold", child, **HELD)
    left = [row["kind"] for row in rows(session, tables.CourtDateRow) if row["ratified_on"] is None]
    assert (left, due(session, child)["ratify"]) == (["final"], date(2026, 12, 3))
