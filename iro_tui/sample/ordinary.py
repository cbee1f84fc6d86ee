"""The children of whom nothing in particular is to be said; most are like them."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from iro_tui.domain.timescales import RULES
from iro_tui.sample import wording
from iro_tui.sample.story import Story
from iro_tui.store import tables

AGES = ((0.0, 0.3), (0.05, 1), (0.18, 5), (0.36, 10), (0.62, 14), (0.75, 16), (1.0, 17.8))
"""The share of children looked after who are younger than so many years."""
MONTHS_IN_CARE = ((0.0, 1.5), (0.15, 6), (0.3, 12), (0.52, 24), (0.8, 60), (1.0, 130))
SOONEST = 22
"""Days to the next limit, at least: what is nearer has a scene of its own."""
LATE_SHARE = 0.03


def ordinary(s: Story, at: float) -> None:
    """A child in good order; `at` (0 to 1) says where in the review cycle today falls."""
    rng = s.rng
    age = _along(AGES, rng.random())
    if s.person.uasc:
        age = rng.uniform(15.2, 17.6)
    months = min(_along(MONTHS_IN_CARE, rng.random()), (age - (14 if s.person.uasc else 0)) * 12)
    held = 1 if months < 4 else 2 + int((months - 4) / 5.6)
    rule = RULES["rev2"] if held == 1 else RULES["rev3+"]
    longest = (rule.limit(s.today, s.practice) - s.today).days - 4
    due_in = min(SOONEST, longest) + round(at * max(0, longest - SOONEST))
    s.live(age, held, due_in=due_in, legal=_legal(s, age, months), late_share=LATE_SHARE)
    if rng.random() < 0.1 and not s.person.uasc:
        s.child.update(disabled=True, need=rng.choice(("N1", "N2", "N2")))
    if age > 16 and rng.random() < 0.06:
        s.child["parent"] = True
    s.carry_on()
    if s.planned.get("booked") and rng.random() < 0.1 and s.planned["booked"] > s.day(15):
        s.move_booking(s.planned, s.worked(s.planned["booked"] - timedelta(days=7)), requested=s.wd(-rng.randint(1, 3)))
    if age > 12 and rng.random() < 0.06:
        start = s.day(-rng.randint(3, min(80, max(3, round(months * 28)))))
        s.add(tables.MissingEpisodeRow, kind="M", started=start, ended=start + timedelta(days=1))
    if s.tables[tables.LegalStatusRow][-1]["code"] == "C1" and rng.random() < 0.3:
        s.add(
            tables.CourtDateRow,
            on_day=s.wd(rng.randint(12, 60)),
            what=rng.choice(("Final hearing", "Issues resolution hearing")),
        )
    if rng.random() < 0.05:
        what, type_ = rng.choice((("Read the chronology", "task"), ("Disruption meeting", "disruption meeting")))
        s.add(tables.TaskRow, type=type_, what=what, due=s.wd(rng.randint(3, 30)))
    if rng.random() < 0.05:
        _escalated_once(s)


def _legal(s: Story, age: float, months: float) -> str:
    if s.person.uasc:
        return "V2"
    chance = s.rng.random()
    if months < 9:
        return "C1" if chance < 0.6 else "V2" if chance < 0.95 or age < 14 else "J1"
    return "C2" if chance < 0.78 else "V2" if chance < 0.95 else "C1"


def _escalated_once(s: Story) -> None:
    """An escalation long settled."""
    if s.last["held"] > s.day(-120):
        return
    raised = s.days.add(s.last["held"], 3)
    closed = s.days.add(raised, s.rng.randint(3, 14))
    what, effect, wanted = s.rng.choice(wording.ISSUES)
    stage = s.practice.escalation.stages[0]
    row = s.add(
        tables.EscalationRow, review_id=s.last["id"], issue=what, effect=effect, wanted=wanted, raised_on=raised,
        closed_on=closed, outcome="resolved", followed_up_on=s.days.add(closed, 15),
        what_changed=wording.CHANGED[len(what) % len(wording.CHANGED)],
    )  # fmt: skip
    s.add(
        tables.EscalationStepRow, escalation_id=row["id"], stage=stage.id, person=stage.person, taken_on=raised,
        replied_on=closed, reply="agreed",
    )  # fmt: skip


def _along(points: tuple[tuple[float, float], ...], share: float) -> float:
    """The value at a share of a distribution given by its points."""
    for (low, start), (high, end) in pairwise(points):
        if share <= high:
            return start + (end - start) * (share - low) / (high - low)
    return points[-1][1]
