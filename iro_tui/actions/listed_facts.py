"""What a list tells of a child beside what puts it on the caseload: mid-points, paperwork, the day it calls due.

And what it tells of one who is here already. What stands on record stands: a blank is filled, what is near another fact
or moves a booking is asked, and what differs is told. Source: domain reference 1.7, 3.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from iro_tui.actions import past_review
from iro_tui.actions.base import Scene, plan_answers
from iro_tui.actions.listed_acts import columns_of
from iro_tui.actions.listed_cells import one_day, why_no_day
from iro_tui.actions.listed_extra import THEIRS, Extra, more_of_booking, tell_due
from iro_tui.actions.listed_standing import tell_standing
from iro_tui.caseload.refusals import Refused, refusing
from iro_tui.domain.case import Case, Review
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.codes import plan_words
from iro_tui.domain.midpoint import midpoint_due
from iro_tui.domain.near_reviews import NEAR, ONE, TWO, WAYS
from iro_tui.domain.several import parted
from iro_tui.domain.typed_booking import TypedBooking, is_not_booked
from iro_tui.domain.words import day_words, heading, joined
from iro_tui.exchange.annex_a.meanings import code_of
from iro_tui.store.writes import Change, New, Write

BEFORE = {"invited_on": "invitations", "report_on": "report", "papers_on": "papers"}
"""Paperwork before a review, and what it is called here."""
AFTER = {
    "decisions_on": "decisions",
    "record_on": "record",
    "signed_off_on": "sign-off",
    "distributed_on": "record distributed",
    "care_plan_on": "care plan updated",
}
"""Paperwork after one."""
LISTED_LABELS = {
    "case_kind": "Kind of case",
    "iro": "IRO",
    "next_due": "Due, to compare",
    "conference_due": "Conf. due, to compare",
    "ended": "Care ended",
    "permanence": "Permanence plan",
    "midpoint_due": "Mid-point due, to compare",
    "midpoint_done": "Mid-point done",
    "iro_visit": "IRO's visit",
    **{name: heading(words) for name, words in (BEFORE | AFTER).items()},
    "raised_on": "Raised on",
    "issue": "Escalation about",
    "stage": "Stage",
    "stage_on": "Stage, its day",
    "stage_due": "Stage, reply by",
    "stage_replied": "Stage, replied on",
    "to_whom": "To whom",
    "reply_due": "Reply by",
    "replied_on": "Replied on",
    "closed_on": "Closed on",
    "outcome": "Outcome",
}
"""What the columns are called here that put no child on the caseload."""
HERE_ALREADY = "here already"
_PREPARED = timedelta(days=92)
"""How long before a review its paperwork may be sent."""


def tell_beside(scene: Scene, case: Case, child_id: str, cells: Mapping[str, str], extra: Extra) -> None:
    """The mid-point, the paperwork and the day called due, for a child whose case is `case`."""
    for day in _held_on(scene, cells, "midpoint_done", "mid-point", extra):
        _midpoint(scene, case, child_id, day, extra)
    _permanence(scene, child_id, cells.get("permanence", ""), extra)
    for day in _held_on(scene, cells, "iro_visit", "IRO's visit", extra):
        _visit(scene, case, child_id, day, extra)
    for name, words in (BEFORE | AFTER).items():
        for day in _held_on(scene, cells, name, words, extra):
            _paper(scene, case, name, words, day, extra)
    upcoming = CaseOnDay(case, scene.practice, scene.today).next_review if cells.get("next_due") else None
    tell_due(scene, "due", cells.get("next_due", ""), upcoming.limit if upcoming else None, extra)
    text = cells.get("midpoint_due", "")  # a day by which it is to be done says of none that it was
    if text and not any(day >= (case.last_held or day) for day in _checked(case, extra)):
        tell_due(scene, "mid-point due", text, midpoint_due(case, scene.practice, scene.today), extra)


def _permanence(scene: Scene, child_id: str, text: str, extra: Extra) -> None:
    """The plan that a cell means, on no day, as an extract tells it; what means none for certain is said."""
    if not text:
        return
    here = scene.caseload.children.get(child_id)
    plan, mine = code_of(text, "PERMANENCE"), here.permanence_plan if here else ""
    if not plan:
        extra.notes.append(f"permanence plan “{text}”: not certain which is meant, left blank")
    elif mine and plan not in parted(mine):
        extra.stands(f"permanence plan {plan_words(plan)}", plan_words(mine))
    elif not mine:
        extra.set_on(child_id, {"permanence_plan": plan}, "child")
        extra.adds.append("the permanence plan")


def _held_on(scene: Scene, cells: Mapping[str, str], name: str, words: str, extra: Extra) -> list[date]:
    """The days up to today of every column that says this, the earliest first; what is none is told and left out."""
    days = (_day_held(scene, cells[column], words, extra) for column in columns_of(cells, name))
    return sorted({day for day in days if day})


def _day_held(scene: Scene, text: str, words: str, extra: Extra) -> date | None:
    if is_not_booked(text):
        return None
    day = one_day(scene, text, "back")
    if day and day <= scene.today:
        return day
    why = why_no_day(scene, text, "back") or "is still to come"
    extra.notes.append(f"{words} “{text}” {why}, left out")
    return None


def _midpoint(scene: Scene, case: Case, child_id: str, day: date, extra: Extra) -> None:
    words = f"mid-point of {day_words(day, scene.today)}"
    before = [review for review in case.held_reviews if review.held and review.held <= day]
    if not before:
        extra.notes.append(f"{words}: no review before it is on record, left out")
        return
    began, after = before[-1].held or day, min((held for held in case.held_days if held > day), default=date.max)
    checked = [day for day in _checked(case, extra) if began <= day < after]
    if checked and day not in checked:
        extra.notes.append(f"{words}: {day_words(checked[0], scene.today)} is on record and stands")
    elif not checked:
        extra.writes.append(New("midpoint_check", {"child_id": child_id, "review_id": before[-1].id, "done_on": day}))
        extra.adds.append(words)


def _checked(case: Case, extra: Extra) -> list[date]:
    """The days of mid-point checks, on record and told so far."""
    added = [write.values for write in extra.writes if isinstance(write, New) and write.table == "midpoint_check"]
    return [check.done_on for check in case.midpoints] + [values["done_on"] for values in added]


def _visit(scene: Scene, case: Case, child_id: str, day: date, extra: Extra) -> None:
    """A day on which the IRO saw the child, as the last visit of Annex A: one contact a day."""
    words = f"IRO's visit of {day_words(day, scene.today)}"
    if case.born and day < case.born:
        extra.notes.append(f"{words} lies before the birth, left out")
    elif day not in case.contacts:
        extra.writes.append(New("contact", {"child_id": child_id, "on_day": day, "who": "child"}))
        extra.adds.append(words)


def _paper(scene: Scene, case: Case, name: str, words: str, day: date, extra: Extra) -> None:
    """A day of paperwork: of the review that follows it, or of the last one before it."""
    review = _prepared(case, day) if name in BEFORE else _recorded(case, day)
    whole = f"{words} of {day_words(day, scene.today)}"
    if review is None:
        extra.notes.append(f"{whole}: no review on record that it belongs to, left out")
        return
    now = extra.value_of(review.id, name) or getattr(review, name)
    if now and now != day:
        extra.notes.append(f"{whole}: {day_words(now, scene.today)} is on record and stands")
    elif not now:
        extra.set_on(review.id, {name: day})
        extra.adds.append(whole)


def _prepared(case: Case, day: date) -> Review | None:
    dated = ((on, review) for review in case.reviews if (on := review.held or review.booked))
    fits = [(on, review.id, review) for on, review in dated if day <= on <= day + _PREPARED]
    return min(fits)[2] if fits else None


def _recorded(case: Case, day: date) -> Review | None:
    return next((r for r in reversed(case.held_reviews) if r.held and r.is_held and r.held <= day), None)


# Of a child who is here already


def tell_known(
    scene: Scene, cells: Mapping[str, str], booking: TypedBooking | None, extra: Extra, before: Iterable[date] = ()
) -> None:
    """What a row tells of the scene's one child. Raises Refused where its last review, or one `before`, cannot be."""
    case, child_id = scene.case, scene.child_id
    last = one_day(scene, cells.get("last_review", ""), "back")
    for day in (*before, *([last] if last else [])):
        _last_review(scene, day, extra)
    case = replace(case, reviews=tuple(_as_told(case, extra)))
    if booking:
        _booking(scene, case, booking, extra)
    case = replace(case, reviews=tuple(_as_told(case, extra)))
    tell_standing(scene, cells, extra)
    tell_beside(scene, case, child_id, cells, extra)


def _as_told(case: Case, extra: Extra) -> Iterator[Review]:
    """The reviews on record with what the row adds so far."""
    names = set(Review._fields)
    changes = {
        write.key: write.values for write in extra.writes if isinstance(write, Change) and write.table == "review"
    }

    def kept(values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in values.items() if name in names}

    for review in case.reviews:
        yield review._replace(**kept(changes.get(review.id, {})))
    known = {review.id for review in case.reviews}
    for write in extra.writes:
        if isinstance(write, New) and write.table == "review" and write.key not in known:
            yield Review(write.key, **kept(write.values))


def _last_review(scene: Scene, day: date, extra: Extra) -> None:
    case, words = scene.case, day_words(day, scene.today)
    of_review = {review: {review.held, review.completed, review.adjourned} for review in case.reviews}
    if any(day in days for days in of_review.values()):
        return
    with refusing("last_review"):
        planned = plan_answers(past_review.ACTION, scene, past_review.ACTION.questions(scene), _on(day))
    near = min((held for held in case.held_days if abs(held - day) <= NEAR), key=lambda h: abs(h - day), default=None)
    if near is None:
        extra.writes += planned.writes
        extra.adds.append(f"the review of {words}")
        return
    mine = day_words(near, scene.today)
    row = next(review for review in case.held_reviews if review.held == near)
    if extra.reviews in (ONE, TWO):
        extra.writes += _with_apart(planned.writes, row, day, apart=extra.reviews == TWO)
        more = f"the review of {words}" if extra.reviews == TWO else f"a meeting of {words} to the review of {mine}"
        extra.adds.append(more)
    elif extra.reviews == THEIRS and not extra.value_of(row.id, "held"):
        moved = {"held": day} | ({"completed": day} if row.completed == near else {})
        extra.set_on(row.id, moved)
        extra.adds.append(f"the review of {mine} put to {words}")
    elif extra.reviews:
        extra.stands(f"a review of {words}", mine)
        extra.asked = True
    else:
        extra.ask_near(
            f"reviews of {mine} on record and {words} in your list: {', '.join(WAYS)}, or one meeting, held {words} "
            f"(y) or {mine} (n)?"
        )


def _with_apart(planned: Iterable[Write], row: Review, day: date, *, apart: bool) -> Iterator[Write]:
    """What puts a review on record beside a near one, and on the later of them whether it is one of its own."""
    said_of = {"apart": apart}
    later = row.held is not None and day > row.held
    for write in planned:
        yield replace(write, values={**write.values, **said_of}) if later and isinstance(write, New | Change) else write
    if not later:
        yield Change("review", row.id, said_of)


def _on(day: date) -> dict[str, str]:
    return {"on": f"{day:%d/%m/%Y}", "participation": "", "on2": "", "on3": "", "on4": ""}


def _booking(scene: Scene, case: Case, booking: TypedBooking, extra: Extra) -> None:
    words = day_words(booking.day, scene.today)
    if booking.day < scene.today:
        extra.notes.append(f"next review {words} has passed: if it was held, it is the last review")
        return
    upcoming = CaseOnDay(case, scene.practice, scene.today).next_review
    if upcoming is None:
        extra.notes.append(f"next review {words}: no review is due here, left out")
        return
    if case.last_held and booking.day <= case.last_held:
        extra.notes.append(f"next review {words}: one was held since, left out")
        return
    row = next((review for review in case.reviews if review.id == upcoming.review_id), None)
    if row is None or upcoming.agreed is None:
        if row is None:
            extra.writes.append(New("review", {"child_id": scene.child_id, **booking.columns}))
        else:
            extra.set_on(row.id, booking.columns)
        extra.adds.append(f"the booking of {words}")
    elif upcoming.agreed == booking.day:
        if new := more_of_booking(row, booking, extra, "review"):
            extra.set_on(row.id, new)
    else:
        mine = day_words(upcoming.agreed, scene.today)
        moved = {"child_id": scene.child_id, "review_id": row.id, "requested_on": scene.today, "reason": _MOVED_BY,
                 "old_date": upcoming.agreed, "new_date": booking.day}  # fmt: skip
        extra.ask(
            f"the next review is booked for {mine} here, {words} in your list: y moves it, n keeps what is here",
            [Change("review", row.id, booking.columns), New("date_change", moved)],
            f"the booking moved from {mine} to {words}",
        )


_MOVED_BY = "by the list brought in"


def known_words(extra: Extra) -> str:
    """What is said of a row about a child who is here already."""
    first = f"{HERE_ALREADY}, adds {joined(extra.adds)}" if extra.adds else f"{HERE_ALREADY}, nothing new"
    return "; ".join([first, *extra.notes])


def as_refused(refusal: Refused) -> str:
    """A refusal as it is told of a row: how a day is written need not be said in each."""
    return str(refusal).partition(" Write it as")[0]
