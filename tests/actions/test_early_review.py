"""An early review from the day it is asked for to the one that answers it, or its being taken back."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from iro_tui.caseload.session import Session
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import LIMIT, act, acts, asked, due, look_after, refuses, rows

BY = date(2026, 11, 26)
HELD = {"rag": "green", "participation": "PN1"}


@pytest.fixture
def child(session: Session) -> str:
    return look_after(session, "KB 1")[0]


@pytest.mark.parametrize("trigger", ["early-a", "freeze"])
def test_what_is_asked_at_a_review_waits_for_another(session: Session, child: str, trigger: str) -> None:
    """The officer decides just this at a review: meet again soon, or let a decision wait."""
    act(session, "hold", child, on=TODAY, **HELD)
    acts(session, lambda: act(session, "early", child, trigger=trigger, by=date(2027, 1, 8), reason="move"))
    assert due(session, child)["early_review"] == date(2027, 1, 8)


def test_a_review_recorded_after_it_answers_it(session: Session, child: str) -> None:
    act(session, "early", child, trigger="early-b", by=BY)
    acts(session, lambda: act(session, "hold", child, on=TODAY, early_reason="asked for", **HELD))
    assert "early_review" not in due(session, child)
    (review,) = rows(session, tables.ReviewRow, child_id=child, held=TODAY)
    (early,) = rows(session, tables.EarlyReviewRow, child_id=child)
    assert early["answered_by"] == review["id"]
    act(session, "delete", (), review["id"], kind="review")
    assert due(session, child)["early_review"] == BY


def test_a_past_review_of_that_day_does_not_answer_it(session: Session, child: str) -> None:
    act(session, "early", child, trigger="early-b", by=BY)
    act(session, "past_review", child, on=TODAY)
    assert due(session, child)["early_review"] == BY


def test_a_day_later_than_the_limit_is_refused_with_the_limit(session: Session, child: str) -> None:
    late = date(2026, 11, 30)
    refuses(session, lambda: act(session, "early", child, trigger="early-a", by=late), "is due by Fri 27 Nov anyway")
    acts(session, lambda: act(session, "early", child, trigger="early-a", by=LIMIT))


def test_of_a_review_that_is_overdue_only_today_is_early(session: Session) -> None:
    (child,) = look_after(session, "KB 2", held=())
    refuses(session, lambda: act(session, "early", child, trigger="early-a", by=BY), "has been due since.*give today")
    acts(session, lambda: act(session, "early", child, trigger="early-a", by=TODAY))


def test_one_dated_back_before_a_review_says_that_it_is_answered(session: Session, child: str) -> None:
    act(session, "hold", child, on=date(2026, 11, 18), **HELD)
    asked_on = date(2026, 11, 16)
    back = acts(session, lambda: act(session, "early", child, trigger="early-a", by=BY, day=asked_on))
    assert "; the review of Wed 18 Nov answers it already, and the limit stays." in back.sentence
    assert "early_review" not in due(session, child)
    later = acts(session, lambda: act(session, "early", child, trigger="early-a", by=BY, day=date(2026, 11, 18)))
    assert "already" not in later.sentence
    assert due(session, child)["early_review"] == BY


def test_taking_one_back_says_by_when_the_review_is_held_now(session: Session, child: str) -> None:
    act(session, "early", child, trigger="planchg", by=BY)
    changes = acts(session, lambda: act(session, "withdraw", child, reason="not needed"))
    assert changes.sentence == "KB 1: early review withdrawn. The review by Fri 27 Nov."
    assert "early_review" not in due(session, child)


def test_one_that_was_answered_is_not_taken_back(session: Session, child: str) -> None:
    act(session, "early", child, trigger="freeze", by=BY, reason="another school")
    act(session, "hold", child, on=TODAY, early_reason="asked for", **HELD)
    refuses(session, lambda: act(session, "withdraw", child), "has no early review")


def test_of_several_one_is_taken_back_the_one_that_is_named(session: Session, child: str) -> None:
    """One the law asks for never goes with another; two of one trigger are told apart by their day."""
    act(session, "early", child, trigger="early-b", by=BY)
    for by in (date(2026, 11, 25), LIMIT):
        act(session, "early", child, trigger="freeze", by=by, reason="another school")
    options = [option.value for option in asked(session, "withdraw", child)["which"].options]
    assert options == ["freeze 2026-11-25", "early-b", "freeze 2026-11-27"]
    refuses(session, lambda: act(session, "withdraw", child), "Which is empty: give one of freeze 2026-11-25, early-b")
    for which in ("freeze 2026-11-25", "freeze"):
        changes = acts(session, partial(act, session, "withdraw", child, which=which))
        assert changes.sentence.endswith("a decision that waits for it) withdrawn. The review by Thu 26 Nov.")
    assert due(session, child)["early_review"] == BY
    body = rows(session, tables.CaseNoteRow, title="Early review withdrawn")[0]["body"]
    assert "The early review asked for on Fri 20 Nov 2026, to be held by Wed 25 Nov 2026, is withdrawn: " in body


@pytest.mark.parametrize(
    ("verb", "answers", "to"),
    [
        ("hold", {"on": TODAY, **HELD}, "record"),
        ("book", {"day": TODAY}, "book"),
        ("early", {"trigger": "early-b", "by": BY}, "bring forward"),
    ],
)
def test_where_a_conference_is_asked_in_place_of_a_review_the_refusal_says_where_it_stands(
    session: Session, verb: str, answers: dict[str, Any], to: str
) -> None:
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="KB 6", born=date(2014, 5, 1)))
        work.add(tables.ConferenceRow(child_id=child, kind="initial", strategy_on=TODAY))
    where = r"The conference has a row of its own on Conferences \(c\)\."
    refuses(session, lambda: act(session, verb, child, **answers), rf"no review to {to}\. {where}")
