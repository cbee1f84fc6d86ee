"""Escalations from the first word to the last, good practice, and reviews asked for early."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from iro_tui.services.desk import Desk
from iro_tui.services.early_reviews import ask_early, withdraw_early
from iro_tui.services.escalations import (
    Raised,
    Step,
    find,
    next_stage,
    praise,
    raise_it,
    record_reply,
    settle,
    step_up,
    tell_child,
)
from iro_tui.services.views import EscalationRow
from iro_tui.store import tables
from tests.services.acting import NAME, TODAY, acts, due, look_after, refuses, rows

DRIFT = Raised("drift and delay", "no plan for a year", "a plan by Christmas")


def raised(desk: Desk, child: str, stage: str = "") -> str:
    """The key of an escalation raised at a stage."""
    reason = "at risk now" if stage not in ("", "informal", "1") else ""
    desk.do(raise_it, child, Raised("drift and delay", stage=stage, skipped_reason=reason))
    [key] = {row["id"] for row in rows(desk, tables.Escalation, closed_on=None)}
    return str(key)


def row(desk: Desk, *, closed: bool = False) -> EscalationRow:
    [found] = desk.escalations(closed=closed)
    return found


def bodies(desk: Desk) -> list[str]:
    return [note["body"].partition("\n")[2] for note in rows(desk, tables.CaseNote)]


def test_it_begins_with_the_first_stage_of_the_ladder(desk: Desk, child: str) -> None:
    changes = acts(desk, lambda: desk.do(raise_it, child, DRIFT))
    assert changes.sentence == "KB 1: escalated (Informal)."
    assert (row(desk).stage, row(desk).issue, row(desk).reply_due) == ("informal", "drift and delay", None)
    [body] = bodies(desk)
    assert body == (
        "The IRO escalated the case (Informal, to the social worker or team manager). Issue: drift and delay. "
        "Effect on the child: no plan for a year. What the IRO wants to see: a plan by Christmas."
    )
    assert NAME not in rows(desk, tables.CaseNote)[0]["body"]


def test_a_formal_stage_starts_its_own_days_and_those_in_all(desk: Desk, child: str) -> None:
    changes = acts(desk, lambda: desk.do(raise_it, child, Raised("drift", stage="1")))
    assert changes.sentence == "KB 1: escalated (Stage 1), reply by Fri 27 Nov."
    assert due(desk, child)["escalation_reply"] == date(2026, 11, 27)
    assert due(desk, child)["escalation_total"] == date(2026, 12, 18)


def test_several_children_are_one_action(desk: Desk) -> None:
    ids = look_after(desk, "KB 1", "KB 2", "KB 3")
    assert acts(desk, lambda: desk.do(raise_it, ids, DRIFT)).sentence == "3 children: escalated (Informal)."
    assert len(rows(desk, tables.Escalation)) == 3


def test_the_next_step_is_the_next_stage_and_keeps_the_reply(desk: Desk, child: str) -> None:
    key = raised(desk, child, "1")
    changes = acts(desk, lambda: desk.do(step_up, key, Step(reply="no capacity")))
    assert changes.sentence == "KB 1: escalation taken to Stage 2, reply by Fri 27 Nov."
    steps = {step["stage"]: step for step in rows(desk, tables.EscalationStep)}
    assert (steps["1"]["reply"], steps["1"]["replied_on"]) == ("no capacity", TODAY)
    assert (steps["2"]["person"], steps["2"]["replied_on"]) == ("service manager", None)


def test_the_whole_ladder_up_to_cafcass(desk: Desk, child: str) -> None:
    key = raised(desk, child)
    for stage in ("1", "2", "3", "4", "cafcass"):
        following = next_stage(desk.practice, find(desk.snapshot(), key)[1])
        assert following is not None
        assert following.id == stage
        desk.do(step_up, key, Step())
    assert next_stage(desk.practice, find(desk.snapshot(), key)[1]) is None
    refuses(desk, lambda: desk.do(step_up, key, Step()), "at its end")


def test_cafcass_may_be_asked_at_any_time_once_and_the_ladder_goes_on(desk: Desk, child: str) -> None:
    key = raised(desk, child, "1")
    acts(desk, lambda: desk.do(step_up, key, Step("cafcass")))
    assert due(desk, child)["escalation_reply"] == date(2026, 11, 27), "stage 1 is waited for still"
    refuses(desk, lambda: desk.do(step_up, key, Step("cafcass")), "asked already")
    following = next_stage(desk.practice, find(desk.snapshot(), key)[1])
    assert following is not None
    assert following.id == "2"


def test_a_stage_may_be_left_out_with_a_reason(desk: Desk, child: str) -> None:
    key = raised(desk, child, "1")
    refuses(desk, lambda: desk.do(step_up, key, Step("3")), "Stage 2 would be left out: say in a few words why")
    desk.do(step_up, key, Step("3", skipped_reason="at risk now"))
    assert rows(desk, tables.EscalationStep, stage="3")[0]["skipped_reason"] == "at risk now"
    refuses(desk, lambda: desk.do(step_up, key, Step("2")), "the ladder goes up only")
    refuses(desk, lambda: desk.do(raise_it, child, Raised("x", stage="2")), "Stage 1 would be left out")


def test_a_reply_and_what_waits_for_it_no_more(desk: Desk, child: str) -> None:
    key = raised(desk, child, "1")
    changes = acts(desk, lambda: desk.do(record_reply, key, "a worker starts on Monday"))
    assert changes.sentence == "KB 1: reply of Stage 1 kept."
    assert "escalation_reply" not in due(desk, child)
    refuses(desk, lambda: desk.do(record_reply, key, "again"), "No reply is waited for")


def test_resolved_is_looked_at_again_and_withdrawn_is_not(desk: Desk, child: str) -> None:
    key = raised(desk, child, "1")
    changes = acts(desk, lambda: desk.do(settle, key, "resolved", child_told=True))
    assert changes.sentence == "KB 1: escalation resolved, to be looked at again by Fri 18 Dec."
    assert due(desk, child)["escalation_follow_up"] == date(2026, 12, 18)
    assert "escalation_total" not in due(desk, child)
    assert rows(desk, tables.Escalation)[0]["child_told_on"] == TODAY
    refuses(desk, lambda: desk.do(settle, key, "resolved"), "was closed on Fri 20 Nov: raise a new one")
    other = raised(desk, child)
    assert desk.do(settle, other, "withdrawn").sentence == "KB 1: escalation withdrawn."
    assert list(due(desk, child)).count("escalation_follow_up") == 1


def test_the_child_is_told(desk: Desk, child: str) -> None:
    key = raised(desk, child)
    acts(desk, lambda: desk.do(tell_child, key))
    assert rows(desk, tables.Escalation)[0]["child_told_on"] == TODAY


def test_good_practice_stands_in_the_same_place(desk: Desk, child: str) -> None:
    changes = acts(desk, lambda: desk.do(praise, child, "Life-story work"))
    assert changes.sentence == "KB 1: good practice recorded."
    assert (row(desk).kind, row(desk).issue) == ("good_practice", "Life-story work")
    assert "escalation_total" not in due(desk, child)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (Raised(" "), "The issue is empty"),
        (Raised("drift", stage="9"), "The stage is '9': give one of informal, 1, 2"),
        (Raised("drift", stage="1", reply_due=TODAY - timedelta(days=1)), "which has passed"),
        (Raised("drift", stage="1", reply_due=date(2050, 1, 1)), "look at the year"),
    ],
)
def test_what_cannot_be_raised(desk: Desk, child: str, wrong: Raised, why: str) -> None:
    refuses(desk, lambda: desk.do(raise_it, child, wrong), re.escape(why))


def test_what_is_not_there_any_more(desk: Desk, child: str) -> None:
    key = raised(desk, child)
    desk.undo()
    refuses(desk, lambda: desk.do(step_up, key, Step()), "not on record any more")
    refuses(desk, lambda: desk.do(praise, child, ""), "Good practice is empty")
    again = raised(desk, child)
    refuses(desk, lambda: desk.do(settle, again, "won"), "give one of resolved, withdrawn")


# Early reviews


def test_a_decision_waits_for_a_review(desk: Desk, child: str) -> None:
    by = date(2026, 11, 25)
    changes = acts(desk, lambda: desk.do(ask_early, child, "freeze", by, "move to another school"))
    assert changes.sentence == "KB 1: decision waits for a review, to be held by Wed 25 Nov."
    assert due(desk, child)["early_review"] == by
    assert bodies(desk) == [
        "The IRO asks that a decision waits for a review, to be held by Wed 25 Nov 2026: move to another school."
    ]


def test_an_early_review_and_taking_it_back(desk: Desk, child: str) -> None:
    desk.do(ask_early, child, "planchg", date(2026, 11, 25))
    assert "Review before the care plan changes" in [d.what for d in desk.snapshot().duties[child]]
    acts(desk, lambda: desk.do(withdraw_early, child, "plan stays"))
    assert "early_review" not in due(desk, child)
    refuses(desk, lambda: desk.do(withdraw_early, child), "has no early review")


@pytest.mark.parametrize(
    ("trigger", "by", "why"),
    [
        ("soon", TODAY, "The reason for an early review is 'soon'"),
        ("early-a", TODAY - timedelta(days=1), "which has passed"),
        ("early-a", date(2050, 1, 1), "look at the year"),
        ("freeze", TODAY, "say which decision waits"),
    ],
)
def test_what_cannot_be_asked(desk: Desk, child: str, trigger: str, by: date, why: str) -> None:
    refuses(desk, lambda: desk.do(ask_early, child, trigger, by), re.escape(why))
