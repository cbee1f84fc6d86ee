"""Kinds of care: adoption, short breaks, newcomers, the older ones, child protection, cases closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from iro_tui.domain.calendar import add_months
from iro_tui.domain.timescales import ADO0_LATER, RULES, SB48_LATER
from iro_tui.domain.words import year_words
from iro_tui.sample import people, wording
from iro_tui.sample.care import steps
from iro_tui.sample.story import Story
from iro_tui.sample.told import Values
from iro_tui.store import tables

# Adoption


def placed_for_adoption(s: Story) -> None:
    """Placed with adopters ten days ago, the first adoption review to come."""
    since = s.day(-10)
    ordered = since - timedelta(days=60)
    _adoption(s, since - timedelta(days=50), ordered, since, [])
    s.carry_on()


def placed_and_reviewed(s: Story) -> None:
    """Placed with parental consent, the first adoption review held, so the second comes after three months."""
    since, first = s.back_from(s.last_for(s.day(48), RULES["ado2"]), (RULES["ado1"],))
    _adoption(s, None, since - timedelta(days=20), since, [first], consent=True)
    s.carry_on()
    s.add(
        tables.EscalationRow, kind="good_practice", issue=wording.PRAISE[1], raised_on=s.wd(-25), closed_on=s.wd(-20),
        outcome="resolved", followed_up_on=s.wd(-20),
    )  # fmt: skip


def waits_for_family(s: Story) -> None:
    """May be placed for adoption and is not, reviewed once since."""
    last = s.last_for(s.day(110), ADO0_LATER)
    history = s.back_from(last, steps(4))
    s.child["born"] = history[0] - timedelta(days=200)
    placed = s.placements(history[0], history[-1], "C1", 1)
    s.look_after(history[0], [("C1", history[0]), ("E1", last - timedelta(days=45))], placed, settled_from=history[-2])
    s.staff(history[0])
    s.hold(history[1:])
    s.carry_on()


def _adoption(
    s: Story, before: date | None, ordered: date, placed: date, reviews: list[date], *, consent: bool = False
) -> None:
    """A small child placed for adoption on a day; `before` may settle the last review before that."""
    last = s.worked(before or placed - timedelta(days=70))
    history = s.back_from(last, steps(2))
    s.child["born"] = history[0] - timedelta(days=30)
    legal = [("V2", history[0])] if consent else [("C1", history[0]), ("E1", ordered)]
    if consent:
        s.add(tables.AdoptionAuthorityRow, kind="consent", started=ordered)
    s.look_after(history[0], legal, [("U6", history[0]), ("A4" if consent else "A6", placed)])
    s.staff(history[0])
    s.hold([*history[1:], *reviews])


def disrupted(s: Story) -> None:
    """Placed for adoption, reviewed there once, and back with foster carers for ten days."""
    back = s.day(-10)
    placed = back - timedelta(days=70)
    _adoption(s, placed - timedelta(days=40), placed - timedelta(days=60), placed, [s.worked(placed + timedelta(20))])
    s.tables[tables.PlacementRow][-1].update(ended=back, end_reason="CREQO")
    latest = dict(s.tables[tables.PlacementRow][-1], code="U6", started=back, ended=None, end_reason=None)
    s.add(tables.PlacementRow, **{name: value for name, value in latest.items() if name not in ("id", "child_id")})
    s.carry_on()


# What is not on record


def file_silent(s: Story) -> None:
    """New to this caseload; the limit passed after the last day of the file that tells of the child."""
    s.live(9.7, 4, due_in=-12)
    year = year_words(s.today.year - 1 - (s.today.month < 4))
    s.child.update(file_ends=s.day(-40), on_caseload_since=s.day(-3), absent_from=f"SSDA903 {year}")


# Short breaks


def agreed_breaks(s: Story) -> None:
    """Short breaks under one agreement (V4)."""
    _disabled(s, 9.3)
    history = s.back_from(s.last_for(s.day(65), SB48_LATER), (RULES["sb48"], SB48_LATER, SB48_LATER))
    s.look_after(history[0], [("V4", history[0])], [("U6", history[0])])
    s.staff(history[0])
    s.hold(history[1:])
    s.carry_on()


def recorded_breaks(s: Story) -> None:
    """A series of short breaks, each recorded (V3): two nights every six weeks."""
    _disabled(s, 12.4)
    stays = [s.day(-5 - 42 * at) for at in range(9, -1, -1)]
    for start in stays:
        s.look_after(start, [("V3", start)], [("R1", start)], start + timedelta(days=2), "E4A")
    for row in s.tables[tables.PlacementRow]:
        row.update(end_reason="CARPL", provider="PR1", out_of_area=False)
    s.staff(stays[0])
    s.hold([s.worked(stays[0] + timedelta(days=70)), s.worked(stays[0] + timedelta(days=225))])
    s.carry_on()


def breaks_became_care(s: Story) -> None:
    """Short breaks that became full care nine working days ago: the first review by 20 working days."""
    _disabled(s, 10.6)
    now = s.wd(-9)
    history = s.back_from(s.worked(now - timedelta(days=50)), (RULES["sb48"], SB48_LATER))
    s.look_after(history[0], [("V4", history[0]), ("V2", now)], [("U6", history[0])])
    s.staff(history[0])
    s.hold(history[1:])
    s.carry_on()


def _disabled(s: Story, age: float) -> None:
    s.of_age(age)
    s.child.update(disabled=True, need="N2")


# Coming into care


def newborn(s: Story) -> None:
    """Born and into care six working days ago; proceedings were issued, and the guardian is not spoken to yet."""
    _new(s, 6, None, "C1", "U5")
    s.carry_on()
    court = _proceedings(s, s.wd(-5), guardian_on=s.wd(-3))
    s.add(
        tables.CourtDateRow, proceedings_id=court["id"], on_day=s.wd(8), kind="case_management",
        what="Case management hearing",
    )  # fmt: skip


def not_allocated(s: Story) -> None:
    """Remanded to the council's accommodation for seven working days, and no IRO named on record yet."""
    _new(s, 7, 13.5, "J1", "U6")
    s.tables[tables.AllocationRow][0].update(allocated=None, iro_id=None, letter_sent=None)
    s.tables[tables.WorkerRow][:] = [row for row in s.tables[tables.WorkerRow] if row["role"] != "iro"]
    s.carry_on()


def told_late(s: Story) -> None:
    """The service was told five working days after the start; an initial child protection conference is to come."""
    _new(s, 9, 4.9, "V2", "U3", heard_ago=4)
    s.carry_on()
    called = s.add(
        tables.ConferenceRow, kind="initial", strategy_on=s.wd(-10), booked=s.wd(4), booked_time="09:30",
        venue="Civic Centre", invited=wording.AGENCIES, reported="school",
    )  # fmt: skip
    s.add(
        tables.ConferenceMoveRow, conference_id=called["id"], requested_on=s.wd(-3), asked_by="social worker",
        reason="lack of paperwork", old_date=s.wd(2), new_date=s.wd(4),
    )  # fmt: skip


def remanded(s: Story) -> None:
    """Remanded eight working days ago."""
    _new(s, 8, 16.6, "J1", "R5")
    s.child.update(need="N6", permanence_plan="OTHERPLN")
    s.carry_on()
    s.add(tables.CourtDateRow, on_day=s.wd(3), what="Plea and trial preparation hearing")


def _new(s: Story, ago: int, age: float | None, legal: str, placed: str, heard_ago: int | None = None) -> None:
    started = s.wd(-ago)
    s.child["born"] = started
    if age:
        s.of_age(age)
    s.look_after(started, [(legal, started)], [(placed, started)])
    heard = s.wd(-heard_ago) if heard_ago else s.wd(-ago + 1)
    s.staff(started, notified=heard, named=s.days.add(heard, 1))


def secured(s: Story) -> None:
    """In secure accommodation, not on remand; its panel has met once."""
    s.live(14.7, 5, due_in=70, placed="K1", moves=1)
    home = s.tables[tables.PlacementRow][-1]
    home["panel_on"] = max(home["started"], s.wd(-40))
    s.carry_on()


def second_period(s: Story) -> None:
    """Looked after for a second time, after a year at home; the proceedings come to their final hearing."""
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
    court = _proceedings(s, s.days.add(again[0], 2), extended_to=s.day(54), extensions=2)
    s.contact(
        s.wd(-14),
        "guardian",
        "proceedings",
        "The guardian supports the care plan; wants the brothers' contact set out.",
    )
    final = s.add(
        tables.CourtDateRow, proceedings_id=court["id"], on_day=s.wd(33), time="10:00", kind="final",
        what="Final hearing", filing_on=s.wd(26), place="Family Court at Sampleton",
    )  # fmt: skip
    s.add(
        tables.CourtMoveRow, court_date_id=final["id"], requested_on=s.wd(-8), asked_by="court",
        reason="court timetabling", old_date=s.wd(28), new_date=s.wd(33),
    )  # fmt: skip


def _proceedings(s: Story, issued: date, **more: Any) -> Values:
    return s.add(
        tables.ProceedingsRow, application="care", applied_on=issued, issued_on=issued,
        court="Family Court at Sampleton", reference=f"ZS{issued:%y}C00{s.person.ref[-3:]}",
        guardian="Orla Finch-Hadley", guardian_contact="01632 960 417", solicitor="M Tranter",
        **({"guardian_on": s.days.add(issued, 3)} | more),
    )  # fmt: skip


# The older ones


def alone(s: Story) -> None:
    """An unaccompanied young person of 16 in supported accommodation."""
    s.live(16.15, 3, due_in=36, legal="V2", moves=0)
    s.carry_on()
    s.planned["interpreter"] = "Kurdish Sorani"
    s.add(tables.TaskRow, type="strategy meeting", what="Age dispute: strategy meeting", due=s.wd(6), place="by video")


def unborn(s: Story) -> None:
    """Not born yet, under a protection plan made before birth; the expected day has passed."""
    s.of_age(0)
    s.child |= {"expected": s.day(-4), "sex": None}
    _plan(s, s.wd(-6), wording.CATEGORIES[0], "pre_birth")
    s.child["on_caseload_since"] = s.tables[tables.ProtectionPlanRow][-1]["started"]
    s.staff(s.wd(-30))
    s.tables[tables.AllocationRow].clear()


def nearly_18(s: Story) -> None:
    """Seventeen and a half and more, and a parent already."""
    s.live(17.6, 6, due_in=33)
    s.child["parent"] = True
    s.carry_on()


def final_review(s: Story) -> None:
    """A normal limit beyond the 18th birthday: the final review comes before it."""
    s.live(16.0, 9, last=s.wd(-65))
    s.child["born"] = add_months(s.day(75), -216)
    s.carry_on()


# Child protection


def both(s: Story) -> None:
    """Looked after and under a protection plan, the first review conference due."""
    s.live(5.2, 1, due_in=52, legal="V2")
    limit = s.day(12)
    held = s.before(limit, RULES["rcpc1"])
    _plan(s, held, wording.CATEGORIES[0])
    booked = s.days.on_or_before(max(limit, s.wd(5)))
    s.add(tables.ConferenceRow, kind="review", booked=booked, booked_time="14:00", venue="Civic Centre")
    s.carry_on()


def protection_only(s: Story) -> None:
    """Not looked after: a second plan, taken over from another council, a review conference held and the next ahead."""
    s.of_age(7.1)
    review = s.before(s.day(74), RULES["rcpc2+"])
    initial = s.before(review, RULES["rcpc1"], 5)
    _plan(s, initial, wording.CATEGORIES[1], "transfer", before=1)
    s.add(
        tables.ConferenceRow, kind="review", booked=review, held=review, category=wording.CATEGORIES[1], quorate=True,
        outcome="continues", child_part="worker", parents_part="some", chair=people.OFFICER,
        invited=wording.AGENCIES, reported="school,health_visitor", came="social_care,school,health_visitor",
        parents_report_on=s.days.add(review, -3), agencies_report_on=s.days.add(review, -3),
    )  # fmt: skip
    s.staff(initial)
    s.tables[tables.AllocationRow].clear()
    s.contact(s.wd(-12), "social worker", "core group", "Core group meets; school reports better attendance.")


def _plan(s: Story, held: date, category: str, kind: str = "initial", before: int = 0) -> None:
    s.add(
        tables.ConferenceRow,
        kind=kind,
        **{"notified_on" if kind == "transfer" else "strategy_on": s.days.add(held, -13)},
        invited=wording.AGENCIES,
        reported="social_care,school",
        came="social_care,school,police",
        booked=held,
        held=held,
        category=category,
        outcome="plan",
        quorate=True,
        child_part="worker",
        parents_part="both",
    )
    s.add(tables.ProtectionPlanRow, started=held, category=category, previous_plans=before)
    met = s.days.add(held, 8)
    while met <= s.today:
        s.add(tables.CoreGroupRow, held=met, came="social_care,school,health_visitor", missed="gp")
        met = s.days.add(met, 28)


# Closed


def gone_home(s: Story) -> None:
    """Closed lately: home to parents."""
    _closed(s, 9.0, 70, "E4A", "V2")


def adopted(s: Story) -> None:
    """Closed more than a year ago: adopted."""
    _closed(s, 5.0, 430, "E12", "E1")


def of_age_after_all(s: Story) -> None:
    """Closed lately: an age assessment found an adult, and the date of birth was put right."""
    _closed(s, 18.4, 30, "E15", "V2")
    s.child["of_age_known_on"] = s.day(-30)


def _closed(s: Story, age: float, ago: int, reason: str, legal: str) -> None:
    ended = s.day(-ago)
    history = s.back_from(s.days.on_or_before(ended - timedelta(days=40)), steps(3))
    s.of_age(age)
    s.child["born"] = min(s.born, history[0])
    spells = [("C1", history[0]), ("E1", history[2])] if legal == "E1" else [(legal, history[0])]
    placed = [("U6", history[0]), *([("A6", history[2])] if legal == "E1" else [])]
    s.look_after(history[0], spells, placed)
    s.staff(history[0])
    s.hold(history[1:])
    s.end(ended, reason, s.worked(ended))
