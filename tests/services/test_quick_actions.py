"""RAG, mid-point check, footprint, tasks and drafts: one action for one child or for several."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from iro_tui.domain.rag import trail
from iro_tui.domain.vocabulary import MIDPOINT_OUTCOMES
from iro_tui.services.desk import Desk
from iro_tui.services.tasks import next_due
from iro_tui.store import tables
from tests.services.acting import TODAY, acts, counted, end_care, look_after, refuses, rows

OpenDesk = Callable[[date], Desk]
DAY = timedelta(days=1)


@pytest.fixture
def desk(open_desk: OpenDesk) -> Desk:
    return open_desk(TODAY)


# RAG


def test_several_children_are_rated_at_once(desk: Desk) -> None:
    ids = look_after(desk, "AB 1", "AB 2", "AB 3")
    desk.rate(ids[0], "green")
    changes = acts(desk, lambda: desk.rate([*ids, ids[0]], "red", "drift", "Nothing moves"))
    assert changes.sentence.startswith("3 children: red (drift), team manager and service manager to be told")
    assert changes.child_ids == set(ids)
    assert [trail(desk.snapshot().cases[child]) for child in ids] == [("green", "red"), ("red",), ("red",)]
    refuses(desk, lambda: desk.rate(ids, "amber"), "Amber needs a reason")
    refuses(desk, lambda: desk.rate((), "green"), "No child is chosen")


def test_rating_thirty_costs_no_more_statements_than_two(desk: Desk) -> None:
    ids = look_after(desk, *(f"AB {n}" for n in range(30)))
    desk.snapshot()
    with counted(desk) as two:
        desk.rate(ids[:2], "green")
    desk.snapshot()
    with counted(desk) as many:
        desk.rate(ids, "green")
    assert len(many) == len(two)


def test_a_rating_on_the_day_of_a_review_is_of_that_review(desk: Desk) -> None:
    [child] = look_after(desk, "AB 1", held=(TODAY,))
    desk.rate(child, "green")
    assert rows(desk, tables.Rating)[0]["review_id"] == rows(desk, tables.Review)[0]["id"]


# Mid-point check


def test_a_check_ends_the_duty_and_belongs_to_the_last_review(desk: Desk) -> None:
    [child] = look_after(desk, "AB 1042", held=(date(2026, 8, 27), date(2026, 10, 1)))
    assert [row.due for row in desk.midpoints()] != []
    assert desk.why_no_midpoint(child) is None
    changes = acts(desk, lambda: desk.check_midpoint(child, "none", "Settled"))
    assert (changes.name, changes.sentence) == ("Mid-point check", "AB 1042: mid-point check done, no concern.")
    assert [row.done for row in desk.midpoints()] == [TODAY]
    [check] = rows(desk, tables.MidpointCheck)
    [review] = rows(desk, tables.Review, held=date(2026, 10, 1))
    assert (check["review_id"], check["with_whom"], check["action"], check["note"]) == (
        review["id"],
        "social worker",
        "none",
        "Settled",
    )


def test_why_there_is_no_check_to_record(desk: Desk) -> None:
    [new] = look_after(desk, "AB 1", held=())
    [done] = look_after(desk, "AB 2")
    [left] = look_after(desk, "AB 3")
    end_care(desk, left, date(2026, 11, 2))
    desk.check_midpoint(done, "none")
    assert "AB 1 has had no review yet" in (desk.why_no_midpoint(new) or "")
    assert "AB 2 was checked on Fri 20 Nov" in (desk.why_no_midpoint(done) or "")
    assert "AB 3 is not looked after" in (desk.why_no_midpoint(left) or "")
    assert desk.why_no_midpoint("")
    [other] = look_after(desk, "AB 4")
    refuses(desk, lambda: desk.check_midpoint([other, new], "none"), "AB 1 has had no review yet")
    refuses(desk, lambda: desk.check_midpoint(other, "shrug"), "The outcome is 'shrug': give one of none, talk to")


@pytest.mark.parametrize("outcome", MIDPOINT_OUTCOMES)
def test_every_outcome_is_recorded(desk: Desk, outcome: str) -> None:
    ids = look_after(desk, "AB 1", "AB 2")
    changes = acts(desk, lambda: desk.check_midpoint(ids, outcome))
    assert changes.sentence.startswith("2 children: mid-point check done, ")
    assert {row["action"] for row in rows(desk, tables.MidpointCheck)} == {outcome}


# Footprint


def test_a_contact_is_noted_for_the_day_it_was(desk: Desk) -> None:
    [child] = look_after(desk, "AB 1042")
    yesterday = TODAY - DAY
    changes = acts(
        desk,
        lambda: desk.note_contact(
            child, who="child", how="visit", note="Well\x1b[2J", on=yesterday, seen_alone=True, minutes=30
        ),
    )
    assert changes.sentence == "AB 1042: footprint of Thu 19 Nov: visit, child, seen alone."
    assert desk.caseload()[0].last_contact == yesterday
    [contact] = rows(desk, tables.Contact)
    assert (contact["note"], contact["seen_alone"], contact["minutes"], contact["reason"]) == (
        "Well[2J",
        True,
        30,
        None,
    )


def test_a_contact_that_cannot_be(desk: Desk) -> None:
    [child] = look_after(desk, "AB 1042")
    refuses(desk, lambda: desk.note_contact(child, who="child", how="visit", on=TODAY + DAY), "Sat 21 Nov, which is to")
    refuses(desk, lambda: desk.note_contact(child, who="nan", how="visit"), "With whom is 'nan'")
    refuses(desk, lambda: desk.note_contact(child, who="child", how=""), "How is empty")
    refuses(desk, lambda: desk.note_contact(child, who="child", how="phone", minutes=0), "The minutes are 0")


def test_one_contact_about_brothers_and_sisters(desk: Desk) -> None:
    ids = look_after(desk, "AB 1", "AB 2")
    acts(desk, lambda: desk.note_contact(ids, who="carer", how="phone"))
    assert [row.last_contact for row in desk.caseload()] == [TODAY, TODAY]


# Tasks


def test_a_task_of_a_child_and_one_of_the_officers_own(desk: Desk) -> None:
    [child] = look_after(desk, "AB 1042")
    due = date(2026, 11, 27)
    changes = acts(desk, lambda: desk.add_task("Ring Kingfisher Brightwater's school", due, [child], type="other"))
    assert changes.sentence == "AB 1042: task added for Fri 27 Nov (in 5 wd)."
    changes = acts(desk, lambda: desk.add_task("Regulation 44 visit", date(2026, 11, 17), repeats="monthly"))
    assert changes.sentence == "Your own: task added for Tue 17 Nov (3 wd late), monthly."
    tasks = [(row.child_id, row.duty.due) for row in desk.today_view().rows if row.duty.kind == "task"]
    assert tasks == [("", date(2026, 11, 17)), (child, due)]


def test_a_task_that_cannot_be(desk: Desk) -> None:
    refuses(desk, lambda: desk.add_task(" \u200b", TODAY), "What is to be done is empty")
    refuses(desk, lambda: desk.add_task("x", TODAY, type="party"), "The type is 'party': give one of task")
    refuses(desk, lambda: desk.add_task("x", TODAY, repeats="hourly"), "How often is 'hourly': give one of weekly")
    refuses(desk, lambda: desk.add_task("x", date.max), "The day is Fri 31 Dec 9999, more than 10 years ahead")
    refuses(desk, lambda: desk.add_task("x", TODAY, [""]), "A task of your own is about no child")
    refuses(desk, lambda: desk.add_task("x", TODAY, ["nobody"]), "not on record any more")


@pytest.mark.parametrize(
    ("due", "repeats", "following"),
    [
        (date(2026, 11, 20), "weekly", date(2026, 11, 27)),
        (date(2026, 10, 30), "weekly", date(2026, 11, 27)),
        (date(2026, 11, 25), "fortnightly", date(2026, 12, 9)),
        (date(2026, 8, 31), "monthly", date(2026, 11, 30)),
        (date(2026, 11, 1), "quarterly", date(2027, 2, 1)),
        (date(2024, 2, 29), "yearly", date(2027, 2, 28)),
        (date(2026, 11, 20), None, None),
        (date(2026, 11, 20), "now and then", None),
    ],
)
def test_the_next_day_of_a_task_that_comes_again(due: date, repeats: str | None, following: date | None) -> None:
    assert next_due(due, repeats, TODAY) == following


# Drafts


def test_a_draft_is_kept_until_it_is_dropped_and_is_no_action(desk: Desk, open_desk: OpenDesk) -> None:
    assert desk.draft("rag:1") == ""
    desk.keep_draft("rag:1", "The plan\nhas")
    desk.keep_draft("rag:1", "The plan\nhas drifted")
    assert open_desk(TODAY).draft("rag:1") == "The plan\nhas drifted"
    assert desk.log() == ()
    assert desk.undo_name() is None
    desk.drop_draft("rag:1")
    desk.drop_draft("rag:1")
    assert desk.draft("rag:1") == ""
