"""Reviews: late, adjourned, unbooked, moved, early; and their records."""

from __future__ import annotations

from iro_tui.sample import people, wording
from iro_tui.sample.scenes.escalating import escalate, formal, informal
from iro_tui.sample.story import Story
from iro_tui.store import tables

# Reviews


def late_review(s: Story) -> None:
    """A review past its limit, its day agreed only for next week; the team manager has not answered either."""
    s.live(11.4, 6, due_in=-5, moves=2)
    s.carry_on(booked=s.wd(3))
    s.move_booking(s.planned, s.wd(-4), requested=s.wd(-6), asked_by="social worker")
    stage = formal(s)[0]
    escalate(s, 0, [(stage, (stage.working_days or 5) + 2, None)])


def adjourned_review(s: Story) -> None:
    """A review adjourned for want of a report, to be completed; raised informally."""
    s.live(8.2, 4, due_in=12)
    met = s.wd(-8)
    s.add(
        tables.ReviewRow, adjourned=met, adjourned_reason="no report and no care plan", booked=s.wd(6),
        chair=people.OFFICER, booked_time="10:00", talked_on=s.days.add(met, -15), invited_on=s.days.add(met, -10),
    )  # fmt: skip
    s.carry_on(booked=s.wd(6))
    escalate(s, 2, [(informal(s), 6, None)])


def unbooked_this_month(s: Story) -> None:
    """A review due within 28 days that nobody has booked."""
    s.live(9.6, 5, due_in=24, moves=1)
    s.carry_on(book=False)


def unbooked_and_nearer(s: Story) -> None:
    """The same, nearer, the brother's or sister's."""
    s.live(6.8, 5, due_in=20, moves=1)
    s.carry_on(book=False)


def booked_beyond(s: Story) -> None:
    """A booking that was moved beyond the limit."""
    s.live(14.1, 7, due_in=16)
    s.carry_on(booked=s.wd(15))
    s.move_booking(s.planned, s.wd(8), requested=s.wd(-3), asked_by="social worker")


def today(s: Story) -> None:
    """A review held today, everything ready."""
    s.live(12.9, 3, due_in=6)
    s.carry_on(booked=s.today)
    s.note(s.today, "Prepared for the review", "Report and papers read. Spoke with the carer.", filed=False)


def moved_for_worker(s: Story) -> None:
    """A review whose day the social worker asked to move, still within the limit."""
    s.live(10.3, 4, due_in=25, moves=1)
    s.carry_on(booked=s.wd(10))
    s.move_booking(s.planned, s.wd(7), requested=s.wd(-5), asked_by="social worker")


def report_late(s: Story) -> None:
    """A review in two days without the social worker's report; moved once by the IRO."""
    s.live(13.2, 4, due_in=14, moves=1)
    s.carry_on(booked=s.wd(2), without=("sw_report",))
    s.move_booking(s.planned, s.wd(1), requested=s.wd(-9), asked_by="IRO")


def early_review(s: Story) -> None:
    """A review the IRO asked for before the normal time, not booked yet."""
    s.live(14.8, 4, due_in=120, moves=3)
    reason = "third move since spring, school place lost"
    s.add(tables.EarlyReviewRow, trigger="early-a", since=s.wd(-3), by=s.wd(17), reason=reason)
    s.carry_on(book=False)
    s.note(s.wd(-3), "Early review requested", f"Asked the team manager for an early review: {reason}.", filed=False)


def plan_change(s: Story) -> None:
    """A significant change of plan, so a review comes first; the court sits soon."""
    s.live(3.4, 2, due_in=60, legal="C1")
    s.add(tables.EarlyReviewRow, trigger="planchg", since=s.wd(-6), by=s.wd(14), reason="from return home to relatives")
    s.child["permanence_plan"] = "LTRELFR"
    s.carry_on(booked=s.wd(11))
    s.add(tables.CourtDateRow, on_day=s.wd(18), what="Final hearing")
    s.add(tables.CourtDateRow, on_day=s.wd(4), what="Final care plan to be filed")
    s.add(tables.CourtDateRow, on_day=s.wd(-30), what="Issues resolution hearing", done_on=s.wd(-30))


# The record of a review


def decisions_late(s: Story) -> None:
    """A review seven working days ago whose decisions are not out yet."""
    s.live(7.7, 5, last=s.wd(-7))
    s.last.update(decisions_on=None, manager_replied_on=None, manager_reply=None, record_on=None, signed_off_on=None)
    s.last.update(distributed_on=None, care_plan_on=s.wd(-1), completed=s.last["held"], form="meeting")
    s.carry_on()


def record_late(s: Story) -> None:
    """A review held as a series, whose full record is late; the manager queried a decision and has not answered."""
    s.live(15.7, 8, last=s.wd(-20))
    s.last.update(
        form="series", completed=s.wd(-17), decisions_on=s.wd(-3), manager_replied_on=None, manager_reply=None,
        care_plan_on=s.wd(-8), record_on=None, signed_off_on=None, distributed_on=None,
    )  # fmt: skip
    s.carry_on()


def in_good_order(s: Story) -> None:
    """A review three days ago: decisions out, the manager's reply to come, the note not filed yet.

    The record waits for a signature where the practice asks one.
    """
    s.live(5.9, 4, last=s.wd(-3))
    s.last.update(completed=s.last["held"], form="meeting", decisions_on=s.wd(-1), manager_replied_on=None)
    s.last.update(manager_reply=None, care_plan_on=None, record_on=None, signed_off_on=None, distributed_on=None)
    if s.practice.record.sign_off:
        s.last["record_on"] = s.wd(-1)
    s.re_rate("green")
    s.note(s.wd(-3), "Looked-after review held", "Review held; child seen alone before. RAG green.", filed=False)
    s.carry_on()
    s.add(tables.EscalationRow, kind="good_practice", issue=wording.PRAISE[0], raised_on=s.wd(-2))
