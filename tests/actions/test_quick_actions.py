"""RAG, mid-point check, footprint, tasks and drafts: one action for one child or for several."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from iro_tui.actions.midpoint import why_no_midpoint
from iro_tui.actions.task import next_due
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.caseload.lists.midpoints import MIDPOINTS
from iro_tui.caseload.lists.today import DUTIES
from iro_tui.caseload.session import Session
from iro_tui.domain.rag import trail
from iro_tui.domain.vocabulary import MIDPOINT_OUTCOMES
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import act, acts, counted, end_care, look_after, refuses, rows

OpenDesk = Callable[[date], Session]
DAY = timedelta(days=1)


# RAG


def test_several_children_are_rated_at_once(session: Session) -> None:
    ids = look_after(session, "AB 1", "AB 2", "AB 3")
    act(session, "rag", ids[0], value="green")
    changes = acts(
        session, lambda: act(session, "rag", [*ids, ids[0]], value="red", theme="drift", line="Nothing moves")
    )
    assert changes.sentence.startswith("3 children: red (drift), team manager and service manager to be told")
    assert changes.child_ids == set(ids)
    assert [trail(session.caseload().cases[child]) for child in ids] == [("green", "red"), ("red",), ("red",)]
    refuses(session, lambda: act(session, "rag", ids, value="amber"), "Why is empty: give one of care plan, drift")
    refuses(session, lambda: act(session, "rag", (), value="green"), "No child is chosen")


def test_rating_thirty_costs_no_more_statements_than_two(session: Session) -> None:
    ids = look_after(session, *(f"AB {n}" for n in range(30)))
    session.caseload()
    with counted(session) as two:
        act(session, "rag", ids[:2], value="green")
    session.caseload()
    with counted(session) as many:
        act(session, "rag", ids, value="green")
    assert len(many) == len(two)


def test_a_rating_on_the_day_of_a_review_is_of_that_review(session: Session) -> None:
    [child] = look_after(session, "AB 1", held=(TODAY,))
    act(session, "rag", child, value="green")
    assert rows(session, tables.RatingRow)[0]["review_id"] == rows(session, tables.ReviewRow)[0]["id"]


# Mid-point check


def test_a_check_ends_the_duty_and_belongs_to_the_last_review(session: Session) -> None:
    [child] = look_after(session, "AB 1042", held=(date(2026, 8, 27), date(2026, 10, 1)))
    assert [row.due for row in session.lines(MIDPOINTS)] != []
    assert why_no_midpoint(session.caseload(), child) is None
    changes = acts(session, lambda: act(session, "midpoint", child, outcome="none", note="Settled"))
    assert (changes.name, changes.sentence) == ("Mid-point check", "AB 1042: mid-point check done, no concern.")
    assert [row.done for row in session.lines(MIDPOINTS)] == [TODAY]
    [check] = rows(session, tables.MidpointCheckRow)
    [review] = rows(session, tables.ReviewRow, held=date(2026, 10, 1))
    assert (check["review_id"], check["with_whom"], check["action"], check["note"]) == (
        review["id"],
        "social worker",
        "none",
        "Settled",
    )


def test_why_there_is_no_check_to_record(session: Session) -> None:
    [new] = look_after(session, "AB 1", held=())
    [done] = look_after(session, "AB 2")
    [left] = look_after(session, "AB 3")
    end_care(session, left, date(2026, 11, 2))
    act(session, "midpoint", done, outcome="none")
    assert "AB 1 has had no review yet" in (why_no_midpoint(session.caseload(), new) or "")
    assert "AB 2 was checked on Fri 20 Nov" in (why_no_midpoint(session.caseload(), done) or "")
    assert "AB 3 has left care" in (why_no_midpoint(session.caseload(), left) or "")
    assert why_no_midpoint(session.caseload(), "")
    assert act(session, "child", (), ref="AB 5", since=date(2024, 3, 1), mine_since=TODAY)
    [listed] = [key for key, child in session.caseload().children.items() if child.ref == "AB 5"]
    assert "last review of AB 5 is not on record" in (why_no_midpoint(session.caseload(), listed) or "")
    [other] = look_after(session, "AB 4")
    refuses(session, lambda: act(session, "midpoint", [other, new], outcome="none"), "AB 1 has had no review yet")
    refuses(
        session,
        lambda: act(session, "midpoint", other, outcome="shrug"),
        "Found is 'shrug': give one of none, talk to",
    )


@pytest.mark.parametrize("outcome", MIDPOINT_OUTCOMES)
def test_every_outcome_is_recorded(session: Session, outcome: str) -> None:
    ids = look_after(session, "AB 1", "AB 2")
    changes = acts(session, lambda: act(session, "midpoint", ids, outcome=outcome, note="Told on the phone"))
    assert changes.sentence.startswith("2 children: mid-point check done, ")
    assert {row["action"] for row in rows(session, tables.MidpointCheckRow)} == {outcome}


# Footprint


def test_a_contact_is_noted_for_the_day_it_was(session: Session) -> None:
    [child] = look_after(session, "AB 1042")
    yesterday = TODAY - DAY
    changes = acts(
        session,
        lambda: act(
            session,
            "contact",
            child,
            who="child",
            how="visit",
            note="Well\x1b[2J",
            on=yesterday,
            alone=True,
            minutes=30,
        ),
    )
    assert (
        changes.sentence
        == "AB 1042: footprint of Thu 19 Nov: visit, child, seen alone. Counts as: speak with the child alone."
    )
    assert session.lines(CHILDREN)[0].last_seen == yesterday
    [contact] = rows(session, tables.ContactRow)
    assert (contact["note"], contact["seen_alone"], contact["minutes"], contact["reason"]) == (
        "Well[2J",
        True,
        30,
        None,
    )


def test_a_contact_that_cannot_be(session: Session) -> None:
    [child] = look_after(session, "AB 1042")
    refuses(
        session,
        lambda: act(session, "contact", child, who="child", how="visit", on=TODAY + DAY),
        "Sat 21 Nov, which is to",
    )
    refuses(session, lambda: act(session, "contact", child, who="nan", how="visit"), "With is 'nan'")
    refuses(session, lambda: act(session, "contact", child, who="child", how=""), "How is empty")
    refuses(session, lambda: act(session, "contact", child, who="child", how="phone", minutes=0), "The minutes are 0")


def test_one_contact_about_brothers_and_sisters(session: Session) -> None:
    ids = look_after(session, "AB 1", "AB 2")
    acts(session, lambda: act(session, "contact", ids, who="child", how="visit"))
    assert [row.last_seen for row in session.lines(CHILDREN)] == [TODAY, TODAY]


# Tasks


def test_a_task_of_a_child_and_one_of_the_officers_own(session: Session) -> None:
    [child] = look_after(session, "AB 1042")
    due = date(2026, 11, 27)
    changes = acts(
        session,
        lambda: act(session, "task", [child], what="Ring Kingfisher Brightwater's school", due=due, type="other"),
    )
    assert changes.sentence == "AB 1042: task added for Fri 27 Nov (in 5 wd)."
    changes = acts(
        session, lambda: act(session, "task", what="Regulation 44 visit", due=date(2026, 11, 17), again="monthly")
    )
    assert changes.sentence == "Your own: task added for Tue 17 Nov (3 wd late), monthly."
    tasks = [(row.child_id, row.duty.due) for row in session.lines(DUTIES) if row.duty.kind == "task"]
    assert tasks == [("", date(2026, 11, 17)), (child, due)]


def test_a_task_that_cannot_be(session: Session) -> None:
    refuses(session, lambda: act(session, "task", what=" \u200b", due=TODAY), "What is to be done is empty")
    refuses(
        session,
        lambda: act(session, "task", what="x", due=TODAY, type="party"),
        "Kind is 'party': give one of task",
    )
    refuses(
        session,
        lambda: act(session, "task", what="x", due=TODAY, again="hourly"),
        "Again is 'hourly': give one of weekly",
    )
    refuses(
        session,
        lambda: act(session, "task", what="x", due=date.max),
        "The day is Fri 31 Dec 9999, more than 10 years ahead",
    )
    refuses(session, lambda: act(session, "task", [""], what="x", due=TODAY), "A task of your own is about no child")
    refuses(session, lambda: act(session, "task", ["nobody"], what="x", due=TODAY), "not on record any more")


@pytest.mark.parametrize(
    ("due", "repeats", "following"),
    [
        (date(2026, 11, 20), "weekly", date(2026, 11, 27)),
        (date(2026, 10, 30), "weekly", date(2026, 11, 27)),
        (date(2026, 11, 25), "fortnightly", date(2026, 12, 9)),
        (date(2026, 8, 31), "monthly", date(2026, 11, 30)),
        (date(2026, 11, 1), "quarterly", date(2027, 2, 1)),
        (date(2024, 2, 29), "yearly", date(2027, 2, 28)),
        (date(2026, 11, 20), "every 6 weeks", date(2027, 1, 1)),
        (date(2026, 11, 20), "every 2 months", date(2027, 1, 20)),
        (date(2026, 11, 20), "every 0 weeks", None),
        (date(2026, 11, 20), None, None),
        (date(2026, 11, 20), "now and then", None),
    ],
)
def test_the_next_day_of_a_task_that_comes_again(due: date, repeats: str | None, following: date | None) -> None:
    assert next_due(due, repeats, TODAY) == following


# Drafts


def test_a_draft_is_kept_until_it_is_dropped_and_is_no_action(session: Session, open_session: OpenDesk) -> None:
    assert session.draft("rag:1") == ""
    session.keep_draft("rag:1", "The plan\nhas")
    session.keep_draft("rag:1", "The plan\nhas drifted")
    assert open_session(TODAY).draft("rag:1") == "The plan\nhas drifted"
    assert session.lines(ENTRIES) == ()
    assert session.undoable() is None
    session.keep_draft("rag:1", "")
    session.keep_draft("rag:1", "")
    assert session.draft("rag:1") == ""


@pytest.mark.parametrize(
    ("review", "seen"),
    [
        ({"participation": "PN1"}, True),
        ({"participation": "PN5"}, False),
        ({"participation": "PN1", "chaired_by": "other IRO"}, False),
        ({}, False),
    ],
)
def test_a_review_that_the_child_attended_is_being_in_touch(
    session: Session, review: dict[str, Any], seen: bool
) -> None:
    (child,) = look_after(session, "AB 1", held=())
    held = date(2026, 11, 12)
    with action(session.engine, "Set up") as work:
        work.add(tables.ReviewRow(child_id=child, held=held, completed=held, **review))
    assert session.lines(CHILDREN)[0].last_seen == (held if seen else None)
