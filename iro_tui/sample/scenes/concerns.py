"""What worries the officer: red and amber, escalations, decisions and checks not done."""

from __future__ import annotations

from datetime import timedelta

from iro_tui.domain.practice_sections import CAFCASS
from iro_tui.domain.timescales import RULES
from iro_tui.sample.care import steps
from iro_tui.sample.scenes.escalating import climb, escalate, formal, informal, overdue_decision, stage_of
from iro_tui.sample.story import Story
from iro_tui.store import tables


def red_and_new(s: Story) -> None:
    """Red since a review two days ago, and the managers still to be told."""
    s.live(16.3, 6, last=s.wd(-2), moves=3, placed="K2")
    s.re_rate("red", "placement").update(told_manager_on=None, told_service_on=None)
    s.note(s.last["held"], "RAG red", "Red: placement about to end, no other found. To tell the managers.", filed=False)
    s.carry_on()
    climb(s, 6, 1, 6)


def red_and_stuck(s: Story) -> None:
    """Green, amber, red; followed up, and an escalation past its working days in all."""
    s.live(13.8, 6, last=s.wd(-34), moves=2)
    row = s.re_rate("red", "drift", followed_up=s.wd(-30))
    row["told_service_on"] = row["rated_on"]
    s.tables[tables.RatingRow][-2]["value"] = "amber"
    s.tables[tables.RatingRow][-2].update(theme=row["theme"], reason=row["reason"])
    s.tables[tables.RatingRow][-2]["followed_up_on"] = s.tables[tables.RatingRow][-2]["rated_on"] + timedelta(days=20)
    s.carry_on()
    climb(s, 0, len(formal(s)) - 1, s.practice.escalation.total_working_days + 3)


def amber_forgotten(s: Story) -> None:
    """May be placed for adoption and is not: amber for drift, its follow-up overdue, the review not booked."""
    ordered = RULES["ado0"]
    since = s.before(s.day(26), ordered)
    days = s.back_from(s.days.on_or_before(min(since - timedelta(days=15), s.wd(-27))), steps(3))
    s.child["born"] = days[0] - timedelta(days=300)
    s.look_after(
        days[0], [("C1", days[0]), ("E1", since)], s.placements(days[0], days[-1], "C1", 1), settled_from=days[-2]
    )
    s.staff(days[0])
    s.hold(days[1:])
    row = s.re_rate("amber", "drift")
    row["rated_on"] = row["told_manager_on"] = s.days.add(s.today, -s.practice.rag.amber_working_days - 3)
    row["review_id"] = None
    s.carry_on(book=False)


def amber_followed_up(s: Story) -> None:
    """Amber, followed up; an escalation resolved, to be looked at again."""
    s.live(4.6, 3, last=s.wd(-28))
    s.re_rate("amber", "education", followed_up=s.wd(-16))
    s.carry_on()
    stage = formal(s)[0]
    escalate(s, 4, [(informal(s), 18, 14), (stage, 14, 9)], closed=8, outcome="resolved")


def escalated_high(s: Story) -> None:
    """An escalation with three quarters of its time used; the mid-point check is overdue."""
    s.live(9.1, 4, due_in=78)
    s.carry_on(midpoint=False)
    climb(s, 1, len(formal(s)) - 2, s.practice.escalation.warn_working_days + 1)


def cafcass(s: Story) -> None:
    """Referred to Cafcass beside the ladder; a decision of the last review is overdue."""
    s.live(2.7, 4, due_in=95)
    s.carry_on()
    first = formal(s)[0]
    escalate(s, 1, [(first, 10, 6), (stage_of(s, CAFCASS), 4, None)])
    overdue_decision(s, "Permanence planning meeting to be held")


def withdrawn(s: Story) -> None:
    """An escalation withdrawn; decisions open, overdue, done and dropped.

    The last review was a series of meetings that nobody completed, four working days after another; the next was booked
    for yesterday.
    """
    s.live(12.2, 7, due_in=60)
    s.last.update(
        form="series", completed=None, decisions_on=None, manager_replied_on=None, manager_reply=None, record_on=None,
        signed_off_on=None, distributed_on=None, care_plan_on=None,
    )  # fmt: skip
    before = s.days.add(s.last["held"], -4)
    s.add(
        tables.ReviewRow, booked=before, held=before, completed=before, form="meeting", participation="PN1",
        late_reason=None,
    )  # fmt: skip
    s.carry_on(booked=s.wd(-1))
    s.planned["apart"] = True
    s.child["flagged"] = True
    escalate(
        s,
        3,
        [(informal(s), 16, None), (formal(s)[min(2, len(formal(s)) - 1)], 12, 8)],
        closed=7,
        outcome="withdrawn",
    )
    overdue_decision(s, "Worker to introduce themselves to the child")
    held = s.last["held"]
    for text, settled in (
        ("Bicycle to be bought from savings", {"done_on": min(held + timedelta(days=20), s.today)}),
        ("Tuition in maths", {"dropped_on": min(held + timedelta(days=30), s.today), "reason": "school provides it"}),
        ("Holiday club to be booked", {"due": s.day(40)}),
    ):
        s.add(
            tables.DecisionRow,
            review_id=s.last["id"],
            text=text,
            owner="social worker",
            made_on=s.last["held"],
            **settled,
        )


def midpoint_overdue(s: Story) -> None:
    """A mid-point check overdue; return interview and tasks to do after a time missing."""
    s.live(15.2, 5, due_in=84, moves=2)
    s.carry_on(midpoint=False)
    s.add(tables.MissingEpisodeRow, kind="M", started=s.day(-12), ended=s.day(-11))
    s.add(tables.MissingEpisodeRow, kind="A", started=s.day(-40), ended=s.day(-40))
    s.add(tables.TaskRow, type="return interview", what="Read the return interview", due=s.wd(2))
