"""The situations of an officer's week, each a scene of one child. A caseload plays them all, then ordinary children.

A scene's docstring says what it shows. Scenes that stand side by side in `SIBLINGS` are brothers and sisters.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from iro_tui.domain.calendar import add_months, birthday
from iro_tui.domain.escalation import CAFCASS
from iro_tui.domain.practice import Stage
from iro_tui.domain.timescales import ADO0_LATER, RULES, SB48_LATER
from iro_tui.sample import people, wording
from iro_tui.sample.story import Story, Values, steps
from iro_tui.store import tables

Scene = Callable[[Story], None]

_DAY = timedelta(days=1)


# Reviews


def late_review(s: Story) -> None:
    """A review past its limit, its day agreed only for next week; the team manager has not answered either."""
    s.live(11.4, 6, due_in=-5, moves=2)
    s.carry_on(booked=s.wd(3))
    s.move_booking(s.planned, s.wd(-4), requested=s.wd(-6), asked_by="social worker")
    stage = _formal(s)[0]
    escalate(s, 0, [(stage, (stage.working_days or 5) + 2, None)])


def adjourned_review(s: Story) -> None:
    """A review adjourned for want of a report, to be completed; raised informally."""
    s.live(8.2, 4, due_in=12)
    met = s.wd(-8)
    s.add(
        tables.Review, adjourned=met, adjourned_reason="no report and no care plan", booked=s.wd(6), chair=people.OFFICER,
        booked_time="10:00", talked_on=s.days.add(met, -15), invited_on=s.days.add(met, -10),
    )  # fmt: skip
    s.carry_on(booked=s.wd(6))
    escalate(s, 2, [(_informal(s), 6, None)])


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
    s.add(tables.EarlyReview, trigger="early-a", since=s.wd(-3), by=s.wd(17), reason=reason)
    s.carry_on(book=False)
    s.note(s.wd(-3), "Early review requested", f"Asked the team manager for an early review: {reason}.", filed=False)


def plan_change(s: Story) -> None:
    """A significant change of plan, so a review comes first; the court sits soon."""
    s.live(3.4, 2, due_in=60, legal="C1")
    s.add(tables.EarlyReview, trigger="planchg", since=s.wd(-6), by=s.wd(14), reason="from return home to relatives")
    s.child["permanence_plan"] = "LTRELFR"
    s.carry_on(booked=s.wd(11))
    s.add(tables.CourtDate, on_day=s.wd(18), what="Final hearing")
    s.add(tables.CourtDate, on_day=s.wd(4), what="Final care plan to be filed")
    s.add(tables.CourtDate, on_day=s.wd(-30), what="Issues resolution hearing", done_on=s.wd(-30))


# The record of a review


def decisions_late(s: Story) -> None:
    """A review seven working days ago whose decisions are not out yet."""
    s.live(7.7, 5, last=s.wd(-7))
    s.last.update(decisions_on=None, manager_replied_on=None, manager_reply=None, record_on=None, signed_off_on=None)
    s.last.update(distributed_on=None, care_plan_on=s.wd(-1))
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
    """A review three days ago: decisions out, the manager's reply to come, the note not filed yet."""
    s.live(5.9, 4, last=s.wd(-3))
    s.last.update(completed=s.last["held"], form="meeting", decisions_on=s.wd(-1), manager_replied_on=None)
    s.last.update(manager_reply=None, care_plan_on=None, record_on=None, signed_off_on=None, distributed_on=None)
    s.re_rate("green")
    s.note(s.wd(-3), "Looked-after review held", "Review held; child seen alone before. RAG green.", filed=False)
    s.carry_on()
    s.add(tables.Escalation, kind="good_practice", issue=wording.PRAISE[0], raised_on=s.wd(-2))


# RAG, decisions and escalations


def red_and_new(s: Story) -> None:
    """Red since a review two days ago; the service manager has been asked to act."""
    s.live(16.3, 6, last=s.wd(-2), moves=3, placed="K2")
    s.re_rate("red", "placement")
    s.note(s.last["held"], "RAG red", "Red: placement about to end, no other found. Managers told.", filed=False)
    s.carry_on()
    climb(s, 6, 1, 6)


def red_and_stuck(s: Story) -> None:
    """Green, amber, red; followed up, and an escalation past its working days in all."""
    s.live(13.8, 6, last=s.wd(-34), moves=2)
    row = s.re_rate("red", "drift", followed_up=s.wd(-30))
    row["told_service_on"] = row["rated_on"]
    s.tables[tables.Rating][-2]["value"] = "amber"
    s.tables[tables.Rating][-2].update(theme=row["theme"], reason=row["reason"])
    s.tables[tables.Rating][-2]["followed_up_on"] = s.tables[tables.Rating][-2]["rated_on"] + timedelta(days=20)
    s.carry_on()
    climb(s, 0, len(_formal(s)) - 1, s.practice.escalation.total_working_days + 3)


def amber_forgotten(s: Story) -> None:
    """May be placed for adoption and is not: amber for drift, its follow-up overdue, the review not booked."""
    ordered = RULES["ado0"]
    since = s.before(s.day(26), ordered)
    found = s.back_from(s.days.on_or_before(min(since - timedelta(days=15), s.wd(-27))), steps(3))
    s.child["born"] = found[0] - timedelta(days=300)
    s.look_after(
        found[0], [("C1", found[0]), ("E1", since)], s.placements(found[0], found[-1], "C1", 1), settled_from=found[-2]
    )
    s.staff(found[0])
    s.hold(found[1:])
    row = s.re_rate("amber", "drift")
    row["rated_on"] = row["told_manager_on"] = s.days.add(s.today, -s.practice.rag.amber_working_days - 3)
    row["review_id"] = None
    s.carry_on(book=False)


def amber_followed_up(s: Story) -> None:
    """Amber, followed up; an escalation resolved, to be looked at again."""
    s.live(4.6, 3, last=s.wd(-28))
    s.re_rate("amber", "education", followed_up=s.wd(-16))
    s.carry_on()
    stage = _formal(s)[0]
    escalate(s, 4, [(_informal(s), 18, 14), (stage, 14, 9)], closed=8, outcome="resolved")


def escalated_high(s: Story) -> None:
    """An escalation with three quarters of its time used; the mid-point check is overdue."""
    s.live(9.1, 4, due_in=78)
    s.carry_on(midpoint=False)
    climb(s, 1, len(_formal(s)) - 2, s.practice.escalation.warn_working_days)


def cafcass(s: Story) -> None:
    """Referred to Cafcass beside the ladder; a decision of the last review is overdue."""
    s.live(2.7, 4, due_in=95)
    s.carry_on()
    first = _formal(s)[0]
    escalate(s, 1, [(first, 10, 6), (_stage(s, CAFCASS), 4, None)])
    _overdue_decision(s, "Permanence planning meeting to be held")


def withdrawn(s: Story) -> None:
    """An escalation withdrawn; decisions open, overdue, done and dropped."""
    s.live(12.2, 7, due_in=104)
    s.carry_on()
    escalate(s, 3, [(_informal(s), 16, None), (_formal(s)[min(2, len(_formal(s)) - 1)], 12, 8)], closed=7, outcome="withdrawn")
    _overdue_decision(s, "Worker to introduce herself to the child")
    held = s.last["held"]
    for text, settled in (
        ("Bicycle to be bought from savings", {"done_on": min(held + timedelta(days=20), s.today)}),
        ("Tuition in maths", {"dropped_on": min(held + timedelta(days=30), s.today), "reason": "school provides it"}),
        ("Holiday club to be booked", {"due": s.day(40)}),
    ):
        s.add(tables.Decision, review_id=s.last["id"], text=text, owner="social worker", **settled)


def midpoint_overdue(s: Story) -> None:
    """A mid-point check overdue; return interview and tasks to do after a time missing."""
    s.live(15.2, 5, due_in=84, moves=2)
    s.carry_on(midpoint=False)
    s.add(tables.MissingEpisode, kind="M", started=s.day(-12), ended=s.day(-11))
    s.add(tables.MissingEpisode, kind="A", started=s.day(-40), ended=s.day(-40))
    s.add(tables.Task, type="return interview", what="Read the return interview", due=s.wd(2))


# Adoption


def placed_for_adoption(s: Story) -> None:
    """Placed with adopters ten days ago, the first adoption review to come."""
    since = s.day(-10)
    ordered = since - timedelta(days=60)
    _adoption(s, [since - timedelta(days=50)], ordered, since, [])
    s.carry_on()


def placed_and_reviewed(s: Story) -> None:
    """Placed with parental consent, two adoption reviews held."""
    last = s.last_for(s.day(70), RULES["ado3+"])
    since, first, second = s.back_from(last, (RULES["ado1"], RULES["ado2"]))
    _adoption(s, [], since - timedelta(days=20), since, [first, second], consent=True)
    s.carry_on()
    s.add(
        tables.Escalation, kind="good_practice", issue=wording.PRAISE[1], raised_on=s.wd(-25), closed_on=s.wd(-20),
        outcome="resolved", followed_up_on=s.wd(-20),
    )  # fmt: skip


def waits_for_family(s: Story) -> None:
    """May be placed for adoption and is not, reviewed once since."""
    last = s.last_for(s.day(110), ADO0_LATER)
    found = s.back_from(last, steps(4))
    s.child["born"] = found[0] - timedelta(days=200)
    placed = s.placements(found[0], found[-1], "C1", 1)
    s.look_after(found[0], [("C1", found[0]), ("E1", last - timedelta(days=45))], placed, settled_from=found[-2])
    s.staff(found[0])
    s.hold(found[1:])
    s.carry_on()


def _adoption(
    s: Story, before: list[date], ordered: date, placed: date, reviews: list[date], *, consent: bool = False
) -> None:
    """A small child placed for adoption on a day; `before` may settle the last review before that."""
    last = s.worked(before[0]) if before else s.days.on_or_before(placed - timedelta(days=70))
    found = s.back_from(last, steps(2))
    s.child["born"] = found[0] - timedelta(days=30)
    legal = [("V2", found[0])] if consent else [("C1", found[0]), ("E1", ordered)]
    if consent:
        s.add(tables.AdoptionAuthority, kind="consent", started=ordered)
    s.look_after(found[0], legal, [("U6", found[0]), ("A4" if consent else "A6", placed)])
    s.staff(found[0])
    s.hold([*found[1:], *reviews])


# Short breaks


def agreed_breaks(s: Story) -> None:
    """Short breaks under one agreement (V4)."""
    _disabled(s, 9.3)
    found = s.back_from(s.last_for(s.day(65), SB48_LATER), (RULES["sb48"], SB48_LATER, SB48_LATER))
    s.look_after(found[0], [("V4", found[0])], [("U6", found[0])])
    s.staff(found[0])
    s.hold(found[1:])
    s.carry_on()


def recorded_breaks(s: Story) -> None:
    """A series of short breaks, each recorded (V3): two nights every six weeks."""
    _disabled(s, 12.4)
    stays = [s.day(-5 - 42 * at) for at in range(9, -1, -1)]
    for start in stays:
        s.look_after(start, [("V3", start)], [("R1", start)], start + timedelta(days=2), "E4A")
    for row in s.tables[tables.Placement]:
        row.update(end_reason="CARPL", provider="PR1", out_of_area=False)
    s.staff(stays[0])
    s.hold([s.worked(stays[0] + timedelta(days=70)), s.worked(stays[0] + timedelta(days=225))])
    s.carry_on()


def breaks_became_care(s: Story) -> None:
    """Short breaks that became full care nine working days ago: the first review by 20 working days."""
    _disabled(s, 10.6)
    now = s.wd(-9)
    found = s.back_from(s.worked(now - timedelta(days=50)), (RULES["sb48"], SB48_LATER))
    s.look_after(found[0], [("V4", found[0]), ("V2", now)], [("U6", found[0])])
    s.staff(found[0], named=s.wd(-8))
    s.tables[tables.Allocation].append(s.tables[tables.Allocation].pop() | {"notified": s.wd(-8)})
    s.hold(found[1:])
    s.carry_on()


def _disabled(s: Story, age: float) -> None:
    s.of_age(age)
    s.child.update(disabled=True, need="N2")


# Coming into care


def newborn(s: Story) -> None:
    """Born and into care six working days ago."""
    _new(s, 6, None, "C1", "U5")
    s.carry_on()
    s.add(tables.CourtDate, on_day=s.wd(8), what="Case management hearing")


def not_allocated(s: Story) -> None:
    """Looked after for seven working days, and no IRO named on record yet."""
    _new(s, 7, 13.5, "V2", "U6")
    s.tables[tables.Allocation][0].update(allocated=None, iro=None, letter_sent=None)
    s.tables[tables.Worker][:] = [row for row in s.tables[tables.Worker] if row["role"] != "iro"]
    s.carry_on()


def told_late(s: Story) -> None:
    """The service was told five working days after the start; an initial child protection conference is to come."""
    _new(s, 9, 4.9, "V2", "U3", told=4)
    s.carry_on()
    s.add(tables.Conference, kind="initial", strategy_on=s.wd(-10), booked=s.wd(4))


def remanded(s: Story) -> None:
    """Remanded eight working days ago."""
    _new(s, 8, 16.6, "J1", "R5")
    s.child.update(sex="M", need="N6", permanence_plan="OTHERPLN")
    s.carry_on()
    s.add(tables.CourtDate, on_day=s.wd(3), what="Plea and trial preparation hearing")


def _new(s: Story, ago: int, age: float | None, legal: str, placed: str, told: int | None = None) -> None:
    started = s.wd(-ago)
    s.child["born"] = started
    if age:
        s.of_age(age)
    s.look_after(started, [(legal, started)], [(placed, started)])
    heard = s.wd(-told) if told else s.wd(-ago + 1)
    s.staff(started, told=heard, named=s.days.add(heard, 1))


def second_period(s: Story) -> None:
    """Looked after for a second time, after a year at home."""
    s.of_age(11.8)
    again = s.back_from(s.last_for(s.day(140), RULES["rev3+"]), steps(2))
    left = again[0] - timedelta(days=380)
    first = s.back_from(s.days.on_or_before(left - timedelta(days=30)), steps(2))
    s.look_after(first[0], [("V2", first[0])], [("U6", first[0])], left, "E4A")
    s.hold(first[1:])
    s.look_after(again[0], [("C1", again[0])], s.placements(again[0], again[-1], "C1", 1), settled_from=again[0])
    s.staff(again[0])
    s.hold(again[1:])
    s.carry_on()


# The older ones


def alone(s: Story) -> None:
    """An unaccompanied young person of 16 in supported accommodation."""
    s.live(16.8, 3, due_in=36, legal="V2", moves=0)
    s.carry_on()
    s.planned["interpreter"] = "Kurdish Sorani"
    s.add(tables.Task, type="strategy meeting", what="Age dispute: strategy meeting", due=s.wd(6), place="by video")


def nearly_18(s: Story) -> None:
    """Seventeen and a half and more, pathway plan in hand; a mother herself."""
    s.live(17.6, 6, due_in=33)
    s.child.update(sex="F", parent=True)
    s.carry_on()


def final_review(s: Story) -> None:
    """A normal limit beyond the 18th birthday: the final review comes before it."""
    s.live(16.0, 9, last=s.wd(-65))
    s.child["born"] = add_months(s.day(75), -216)
    s.carry_on(midpoint=True)


# Child protection


def both(s: Story) -> None:
    """Looked after and under a protection plan, the first review conference due."""
    s.live(5.2, 1, due_in=52, legal="V2")
    limit = s.day(12)
    held = s.before(limit, RULES["rcpc1"])
    _plan(s, held, wording.CATEGORIES[0])
    s.add(tables.Conference, kind="review", booked=s.days.on_or_before(max(limit, s.wd(5))))
    s.carry_on()


def protection_only(s: Story) -> None:
    """Not looked after: a protection plan, a review conference held and the next ahead."""
    s.of_age(7.1)
    review = s.before(s.day(74), RULES["rcpc2+"])
    initial = s.before(review, RULES["rcpc1"], 5)
    _plan(s, initial, wording.CATEGORIES[1])
    s.add(
        tables.Conference, kind="review", booked=review, held=review, category=wording.CATEGORIES[1], quorate=True,
        outcome="plan continues", participation="views by the worker",
    )  # fmt: skip
    s.staff(initial)
    s.tables[tables.Allocation].clear()
    s.contact(s.wd(-12), "social worker", "core group", "Core group meets; school reports better attendance.")


def _plan(s: Story, held: date, category: str) -> None:
    s.add(
        tables.Conference, kind="initial", strategy_on=s.days.add(held, -13), booked=held, held=held, category=category,
        outcome="plan", quorate=True, participation="parents attended",
    )  # fmt: skip
    s.add(tables.ProtectionPlan, started=held, category=category, previous_plans=0)


# Closed


def gone_home(s: Story) -> None:
    """Closed lately: home to parents."""
    _closed(s, 9.0, 70, "E4A", "V2")


def adopted(s: Story) -> None:
    """Closed more than a year ago: adopted."""
    _closed(s, 5.0, 430, "E12", "E1")


def _closed(s: Story, age: float, ago: int, reason: str, legal: str) -> None:
    ended = s.day(-ago)
    found = s.back_from(s.days.on_or_before(ended - timedelta(days=40)), steps(3))
    s.of_age(age)
    s.child["born"] = min(s.born, found[0])
    spells = [("C1", found[0]), ("E1", found[2])] if legal == "E1" else [(legal, found[0])]
    placed = [("U6", found[0]), *([("A6", found[2])] if legal == "E1" else [])]
    s.look_after(found[0], spells, placed)
    s.staff(found[0])
    s.hold(found[1:])
    s.end(ended, reason, s.worked(ended))


# Escalations


def _formal(s: Story) -> list[Stage]:
    stages = [stage for stage in s.practice.escalation.stages if stage.formal and stage.id != CAFCASS]
    return stages or list(s.practice.escalation.stages)


def _informal(s: Story) -> Stage:
    return next((stage for stage in s.practice.escalation.stages if not stage.formal), s.practice.escalation.stages[0])


def _stage(s: Story, stage_id: str) -> Stage:
    return s.practice.escalation.stage(stage_id) or s.practice.escalation.stages[-1]


def escalate(
    s: Story,
    issue: int,
    taken: list[tuple[Stage, int, int | None]],
    closed: int | None = None,
    outcome: str | None = None,
) -> Values:
    """An escalation: each stage with how many working days ago it was taken, and answered; when it was closed."""
    what, effect, wanted = wording.ISSUES[issue]
    row = s.add(
        tables.Escalation, review_id=s.last.get("id"), issue=what, effect=effect, wanted=wanted,
        raised_on=s.wd(-taken[0][1]), closed_on=s.wd(-closed) if closed else None, outcome=outcome,
        child_told_on=s.wd(-max(0, taken[0][1] - 2)),
    )  # fmt: skip
    for stage, ago, answered in taken:
        # A stage without days of its own waits until a day agreed.
        agreed = s.wd(-ago + 8) if not stage.working_days and answered is None and not closed else None
        s.add(
            tables.EscalationStep, escalation_id=row["id"], stage=stage.id, person=stage.person, taken_on=s.wd(-ago),
            reply_due=agreed, replied_on=None if answered is None else s.wd(-answered),
            reply=None if answered is None else "not satisfied" if not closed else "agreed",
        )  # fmt: skip
    return row


def climb(s: Story, issue: int, to: int, used: int) -> Values:
    """An escalation at the `to`-th formal stage with `used` working days gone; the last reply still to come."""
    ladder = _formal(s)[: max(0, to) + 1]
    last = min(max(1, (ladder[-1].working_days or 5) - 2), used)
    gone = [used - at * (used - last) // max(1, len(ladder) - 1) for at in range(len(ladder))]
    answers: list[int | None] = [*gone[1:], None]
    return escalate(s, issue, list(zip(ladder, gone, answers, strict=True)))


def _overdue_decision(s: Story, text: str) -> None:
    due = max(s.wd(-6), s.last["held"])
    s.add(tables.Decision, review_id=s.last["id"], text=text, owner="team manager", due=due)


# The order of play: at any size the first ones come first


SCENES: tuple[Scene, ...] = (
    late_review, unbooked_this_month, unbooked_and_nearer, midpoint_overdue, red_and_new, amber_forgotten,
    adjourned_review, report_late, moved_for_worker, newborn, decisions_late, placed_for_adoption, agreed_breaks,
    remanded, alone, both, red_and_stuck, amber_followed_up, today, booked_beyond, early_review, plan_change,
    record_late, in_good_order, escalated_high, cafcass, withdrawn, placed_and_reviewed, waits_for_family,
    recorded_breaks, breaks_became_care, not_allocated, told_late, second_period, nearly_18, final_review,
    protection_only,
)  # fmt: skip
CLOSED: tuple[Scene, ...] = (gone_home, adopted)
SIBLINGS: frozenset[Scene] = frozenset({unbooked_and_nearer, moved_for_worker})
"""Scenes whose child is the brother or sister of the one before."""
ARRIVED: frozenset[Scene] = frozenset({alone})
"""Scenes of unaccompanied young people."""
