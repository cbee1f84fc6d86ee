"""Escalations from the first word to the last, good practice, and reviews asked for early."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

from iro_tui.actions.escalation_ladder import open_escalation
from iro_tui.caseload.lists.escalations import ESCALATIONS, EscalationLine
from iro_tui.caseload.session import Session
from iro_tui.domain.escalation import next_stage
from iro_tui.domain.practice_entries import Stage
from iro_tui.store import tables
from tests.support import TODAY
from tests.support.acting import NAME, act, acts, due, look_after, refuses, rows, scene_of, tick

DRIFT = {"issue": "drift and delay", "effect": "no plan for a year", "wanted": "a plan by Christmas"}


def raised(session: Session, child: str, stage: str = "") -> str:
    """The key of an escalation raised at a stage."""
    reason = "at risk now" if stage not in ("", "informal", "1") else ""
    act(session, "escalate", child, issue="drift and delay", stage=stage, skipped=reason)
    [key] = {row["id"] for row in rows(session, tables.EscalationRow, closed_on=None)}
    return str(key)


def row(session: Session, *, closed: bool = False) -> EscalationLine:
    [line] = session.lines(ESCALATIONS, closed=None if closed else False)
    return line


def following_stage(session: Session, key: str) -> Stage | None:
    """The stage that the ladder goes to next."""
    return next_stage(open_escalation(scene_of(session, "escalation", (), key)), session.practice)


def bodies(session: Session) -> list[str]:
    return [note["body"].partition("\n")[2] for note in rows(session, tables.CaseNoteRow)]


def test_it_begins_with_the_first_stage_of_the_ladder(session: Session, child: str) -> None:
    changes = acts(session, lambda: act(session, "escalate", child, **DRIFT))
    assert changes.sentence == "KB 1: escalated (Informal, social worker or team manager)."
    assert (row(session).stage, row(session).issue, row(session).reply_due) == ("informal", "drift and delay", None)
    [body] = bodies(session)
    assert body == (
        "The IRO escalated the case (Informal, to the social worker or team manager). Issue: drift and delay. "
        "Effect on the child: no plan for a year. What the IRO wants to see: a plan by Christmas."
    )
    assert NAME not in rows(session, tables.CaseNoteRow)[0]["body"]


def test_a_formal_stage_starts_its_own_days_and_those_in_all(session: Session, child: str) -> None:
    changes = acts(session, lambda: act(session, "escalate", child, issue="drift", stage="1"))
    assert changes.sentence == "KB 1: escalated (Stage 1, team manager), reply by Fri 27 Nov."
    assert due(session, child)["escalation_reply"] == date(2026, 11, 27)
    assert due(session, child)["escalation_total"] == date(2026, 12, 18)


def test_several_children_are_one_action(session: Session) -> None:
    ids = look_after(session, "KB 1", "KB 2", "KB 3")
    assert (
        acts(session, lambda: act(session, "escalate", ids, **DRIFT)).sentence
        == "3 children: escalated (Informal, social worker or team manager)."
    )
    assert len(rows(session, tables.EscalationRow)) == 3


def test_the_next_step_is_the_next_stage_and_keeps_the_reply(session: Session, child: str) -> None:
    key = raised(session, child, "1")
    changes = acts(session, lambda: act(session, "escalation", (), key, reply="no capacity", what="next"))
    assert changes.sentence == "KB 1: escalation taken to Stage 2, service manager, reply by Fri 27 Nov."
    steps = {step["stage"]: step for step in rows(session, tables.EscalationStepRow)}
    assert (steps["1"]["reply"], steps["1"]["replied_on"]) == ("no capacity", TODAY)
    assert (steps["2"]["person"], steps["2"]["replied_on"]) == ("service manager", None)


def test_the_whole_ladder_up_to_cafcass(session: Session, child: str) -> None:
    key = raised(session, child)
    for stage in ("1", "2", "3", "4", "cafcass"):
        following = following_stage(session, key)
        assert following is not None
        assert following.id == stage
        act(session, "escalation", (), key, what="next")
    assert following_stage(session, key) is None
    refuses(session, lambda: act(session, "escalation", (), key, what="next"), "give one of reply, resolved")


def test_cafcass_may_be_asked_at_any_time_once_and_the_ladder_goes_on(session: Session, child: str) -> None:
    key = raised(session, child, "1")
    acts(session, lambda: act(session, "escalation", (), key, stage="cafcass", what="next"))
    assert due(session, child)["escalation_reply"] == date(2026, 11, 27), "stage 1 is waited for still"
    refuses(session, lambda: act(session, "escalation", (), key, stage="cafcass", what="next"), "asked already")
    following = following_stage(session, key)
    assert following is not None
    assert following.id == "2"
    [row] = [row for row in session.lines(ESCALATIONS) if row.escalation_id == key]
    assert row.next_step == "then Stage 2", "the list names the stage that the form offers"


def test_a_stage_may_be_left_out_with_a_reason(session: Session, child: str) -> None:
    key = raised(session, child, "1")
    refuses(
        session,
        lambda: act(session, "escalation", (), key, stage="3", what="next"),
        "Stage 2 would be left out: say in a few words why",
    )
    act(session, "escalation", (), key, stage="3", skipped="at risk now", what="next")
    assert rows(session, tables.EscalationStepRow, stage="3")[0]["skipped_reason"] == "at risk now"
    refuses(session, lambda: act(session, "escalation", (), key, stage="2", what="next"), "the ladder goes up only")
    refuses(session, lambda: act(session, "escalate", child, issue="x", stage="2"), "Stage 1 would be left out")


def test_a_reply_and_what_waits_for_it_no_more(session: Session, child: str) -> None:
    key = raised(session, child, "1")
    changes = acts(
        session, lambda: act(session, "escalation", (), key, reply="a worker starts on Monday", what="reply")
    )
    assert changes.sentence == "KB 1: reply of Stage 1 kept."
    assert "escalation_reply" not in due(session, child)
    refuses(session, lambda: act(session, "escalation", (), key, reply="again", what="reply"), "No reply is waited for")


@pytest.mark.parametrize("stage", ["1", "cafcass"])
def test_the_row_of_a_reply_records_its_words_of_that_very_step(session: Session, child: str, stage: str) -> None:
    """Cafcass is asked beside the ladder: both are waited for, each in its own row."""
    key = raised(session, child, "1")
    act(session, "escalation", (), key, stage="cafcass", what="next", due=date(2026, 11, 30))
    [step] = rows(session, tables.EscalationStepRow, stage=stage)
    [duty] = [duty for duty in session.caseload().duties[child] if duty.id.endswith(step["id"])]
    refuses(session, lambda: act(session, "escalation", (), duty.id, reply=""), "The reply is empty")
    refuses(session, lambda: tick(session, [(child, duty.id)]), "recorded with its words, one at a time")
    acts(session, lambda: act(session, "escalation", (), duty.id, reply="A worker starts on Monday."))
    [step] = rows(session, tables.EscalationStepRow, stage=stage)
    assert (step["reply"], step["replied_on"]) == ("A worker starts on Monday.", TODAY)
    assert len(rows(session, tables.EscalationStepRow, replied_on=None)) == 1
    assert bodies(session)[-1].endswith("Reply: A worker starts on Monday.")
    refuses(session, lambda: act(session, "escalation", (), duty.id, reply="again"), "not on record any more")


def test_resolved_is_looked_at_again_and_withdrawn_is_not(session: Session, child: str) -> None:
    key = raised(session, child, "1")
    changes = acts(session, lambda: act(session, "escalation", (), key, what="resolved", child_informed=True))
    assert changes.sentence == "KB 1: escalation resolved, to be looked at again by Fri 18 Dec."
    assert due(session, child)["escalation_follow_up"] == date(2026, 12, 18)
    assert "escalation_total" not in due(session, child)
    assert rows(session, tables.EscalationRow)[0]["child_told_on"] == TODAY
    refuses(
        session,
        lambda: act(session, "escalation", (), key, what="resolved"),
        "was closed on Fri 20 Nov: raise a new one",
    )
    other = raised(session, child)
    assert act(session, "escalation", (), other, what="withdrawn").sentence == "KB 1: escalation withdrawn."
    assert list(due(session, child)).count("escalation_follow_up") == 1


def test_the_child_is_told(session: Session, child: str) -> None:
    key = raised(session, child)
    acts(session, lambda: act(session, "escalation", (), key, what="told"))
    assert rows(session, tables.EscalationRow)[0]["child_told_on"] == TODAY


def test_good_practice_stands_in_the_same_place(session: Session, child: str) -> None:
    changes = acts(session, lambda: act(session, "good_practice", child, issue="Life-story work"))
    assert changes.sentence == "KB 1: good practice recorded."
    assert (row(session).kind, row(session).issue) == ("good_practice", "Life-story work")
    assert "escalation_total" not in due(session, child)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"issue": " "}, "The issue is empty"),
        ({"issue": "drift", "stage": "9"}, "Stage is '9': give one of informal, 1, 2"),
        ({"issue": "drift", "stage": "1", "due": TODAY - timedelta(days=1)}, "which has passed"),
        ({"issue": "drift", "stage": "1", "due": date(2050, 1, 1)}, "look at the year"),
    ],
)
def test_what_cannot_be_raised(session: Session, child: str, wrong: dict[str, Any], why: str) -> None:
    refuses(session, lambda: act(session, "escalate", child, **wrong), re.escape(why))


def test_what_is_not_there_any_more(session: Session, child: str) -> None:
    key = raised(session, child)
    session.undo()
    refuses(session, lambda: act(session, "escalation", (), key, what="next"), "not on record any more")
    refuses(session, lambda: act(session, "good_practice", child, issue=""), "Good practice is empty")
    again = raised(session, child)
    refuses(
        session,
        lambda: act(session, "escalation", (), again, what="won"),
        "give one of next, reply, resolved, withdrawn",
    )


# Early reviews


def test_a_decision_waits_for_a_review(session: Session, child: str) -> None:
    by = date(2026, 11, 25)
    changes = acts(
        session, lambda: act(session, "early", child, trigger="freeze", by=by, reason="move to another school")
    )
    assert changes.sentence == "KB 1: decision waits for a review, to be held by Wed 25 Nov."
    assert due(session, child)["early_review"] == by
    assert bodies(session) == [
        "The IRO asks that a decision waits for a review, to be held by Wed 25 Nov 2026: move to another school."
    ]


def test_an_early_review_and_taking_it_back(session: Session, child: str) -> None:
    act(session, "early", child, trigger="planchg", by=date(2026, 11, 25))
    assert "Review before the care plan changes" in [d.what for d in session.caseload().duties[child]]
    acts(session, lambda: act(session, "withdraw", child, reason="plan stays"))
    assert "early_review" not in due(session, child)
    refuses(session, lambda: act(session, "withdraw", child), "has no early review")


@pytest.mark.parametrize(
    ("trigger", "by", "why"),
    [
        ("soon", TODAY, "Because is 'soon'"),
        ("early-a", TODAY - timedelta(days=1), "which has passed"),
        ("early-a", date(2050, 1, 1), "look at the year"),
        ("freeze", TODAY, "say which decision waits"),
    ],
)
def test_what_cannot_be_asked(session: Session, child: str, trigger: str, by: date, why: str) -> None:
    refuses(session, lambda: act(session, "early", child, trigger=trigger, by=by), re.escape(why))
