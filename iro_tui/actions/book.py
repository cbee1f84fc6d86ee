"""Booking the day of the next review, moving it and taking it away. Source: domain reference 4.2, date change."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine

from iro_tui.actions import notes
from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.checks import called, chosen, one_of, too_far
from iro_tui.caseload.lines import BookingPlan, Changes
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.practice import Practice
from iro_tui.domain.review_clock import NextReview
from iro_tui.domain.vocabulary import ASKED_BY, MODES
from iro_tui.domain.words import amount_words, day_words, joined
from iro_tui.store.reads import read_rows
from iro_tui.store.tables import DateChangeRow, ReviewRow
from iro_tui.store.work import action
from iro_tui.text import clean

_ASKED = ("Who asked: {asked_by}.", "Reason: {reason}.", "Approved by: {approved_by}.")
_NOTE_MOVED = notes.Wording(
    "Review moved",
    (
        "The IRO moved the review from {old} to {new}.",
        "The new day lies beyond the limit of {limit} ({authority}).",
        *_ASKED,
    ),
)
_NOTE_TAKEN = notes.Wording(
    "Booking of the review taken away",
    ("The IRO took the booking of the review for {old} away.", "The review is to be held by {limit}.", *_ASKED),
)

_SATURDAY, _SUNDAY = 5, 6
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Details:
    """What is said beside the day: who asked for a change and why, who approved it; HH:MM, place, way and chair."""

    asked_by: str = ""
    reason: str = ""
    approved_by: str = ""
    time: str = ""
    venue: str = ""
    mode: str = ""
    locality: str = ""
    chair: str = ""


@dataclass(frozen=True, slots=True)
class _Wording:
    """One way a booking goes: the action's name, what Enter will do, what was done."""

    name: str
    will: str
    done: str


_BOOK = _Wording("Book review", "Enter books the review for {to}, {limit}", "review booked for {to}, {limit}")
_MOVE = _Wording(
    "Move review", "Enter moves the review from {old} to {to}, {limit}", "review moved from {old} to {to}, {limit}"
)
_TAKE = _Wording("Take booking away", "Enter takes the booking of {old} away", "booking of {old} taken away")
_BOOK_MANY = _Wording(
    "Book reviews", "Enter books {count} reviews for {to}{moved}, {limit}", "reviews booked for {to}{moved}, {limit}"
)
_TAKE_MANY = _Wording("Take bookings away", "Enter takes {bookings} away", "{bookings} taken away")


# What it will do


def plan_booking(caseload: Caseload, child_ids: Sequence[str] | str, day: date | None) -> BookingPlan:
    """What booking a day for the next review of each child would do, or why it would be refused; nothing is read.

    Raises Refused only where no child is given or one is not on record any more.
    """
    return _plan(caseload, _next_reviews(caseload, child_ids), day)


def moves(connection: Connection, caseload: Caseload, child_ids: Sequence[str] | str) -> int:
    """How often the day of the next review was moved; of several children in all."""
    keys = [upcoming.review_id for upcoming in _next_reviews(caseload, child_ids).values() if upcoming]
    return len(read_rows(connection, DateChangeRow, review_id=[key for key in keys if key]))


def _next_reviews(caseload: Caseload, child_ids: Sequence[str] | str) -> dict[str, NextReview | None]:
    """What each child's case asks for next; None for a child who is not looked after."""
    views = {child_id: caseload.on_day.get(child_id) for child_id in chosen(caseload, child_ids)}
    return {child_id: view.next_review if view else None for child_id, view in views.items()}


def _plan(caseload: Caseload, reviews: Mapping[str, NextReview | None], day: date | None) -> BookingPlan:
    known = [upcoming for upcoming in reviews.values() if upcoming]
    tightest = min(known, key=lambda upcoming: upcoming.limit, default=None)
    changed = any(_changes(upcoming, day) for upcoming in known)
    beyond = any(_beyond(upcoming, day) and upcoming.booked != day for upcoming in known)
    refusal = _refusal(caseload, reviews, day)
    asks = "; say who asked and why" if changed else "; say why" if beyond else ""
    return BookingPlan(
        children=len(reviews),
        day=day,
        limit=tightest.limit if tightest else None,
        authority=tightest.authority if tightest else "",
        booked=tuple(sorted({upcoming.booked for upcoming in known if upcoming.booked})),
        needs_asked_by=changed,
        needs_reason=changed or beyond,
        refused=refusal is not None,
        sentence=refusal or _filled(_wording(known, day).will, caseload, known, day) + f"{asks}.",
    )


def _changes(upcoming: NextReview, day: date | None) -> bool:
    """Whether a booking that is there would be another, or none."""
    return upcoming.booked is not None and upcoming.booked != day


def _beyond(upcoming: NextReview, day: date | None) -> bool:
    return day is not None and day > upcoming.limit


def _refusal(caseload: Caseload, reviews: Mapping[str, NextReview | None], day: date | None) -> str | None:
    """Why it cannot be done, with what to do instead."""
    without = [caseload.children[child_id].ref for child_id, upcoming in reviews.items() if upcoming is None]
    if without:
        return f"Not looked after: {joined(without)}. There is no review to book."
    if day is None:
        booked = any(upcoming and upcoming.booked for upcoming in reviews.values())
        return None if booked else "There is no booking to take away: give a day."
    said = day_words(day, caseload.today)
    if day < caseload.today:
        return f"The day is {said}, which has passed: a review that was held is recorded with h."
    if far := too_far(day, caseload.today):
        return far
    met = [caseload.children[child_id].ref for child_id in reviews if day <= _last_meeting(caseload, child_id)]
    if met:
        return f"The day is {said}, on which the review of {joined(met)} met already: give a later day."
    return None


def _last_meeting(caseload: Caseload, child_id: str) -> date:
    """The latest day on which a review was held or adjourned: the next is on a later one."""
    reviews = caseload.cases[child_id].reviews
    return max((day for r in reviews for day in (r.held if r.is_held else None, r.adjourned) if day), default=date.min)


# In words


def _wording(known: Sequence[NextReview], day: date | None) -> _Wording:
    if len(known) > 1:
        return _BOOK_MANY if day else _TAKE_MANY
    if day is None:
        return _TAKE
    return _MOVE if _changes(known[0], day) else _BOOK


def _filled(pattern: str, caseload: Caseload, known: Sequence[NextReview], day: date | None) -> str:
    """A wording with its days, amounts and limits."""
    changed = sum(_changes(upcoming, day) for upcoming in known)
    booked = known[0].booked
    return pattern.format(
        count=len(known),
        bookings=amount_words(changed, "bookings"),
        moved=f" ({changed} moved)" if changed else "",
        old=day_words(booked, caseload.today) if booked else "",
        to=_day(day, caseload) if day else "",
        limit=_against_limits(known, day, caseload) if day else "",
    )


def _day(day: date, caseload: Caseload) -> str:
    """A day, and what is unusual about it: `Sat 28 Nov (a Saturday)`."""
    kind = _unusual(day, caseload.practice)
    return day_words(day, caseload.today) + (f" ({kind})" if kind else "")


def _unusual(day: date, practice: Practice) -> str:
    """Why a day is not worked; empty for a working day."""
    if day.weekday() in (_SATURDAY, _SUNDAY):
        return "a Saturday" if day.weekday() == _SATURDAY else "a Sunday"
    if not practice.statutory.is_working_day(day):
        return "a bank holiday"
    return "" if practice.office.is_working_day(day) else "the office is shut"


def _against_limits(known: Sequence[NextReview], day: date, caseload: Caseload) -> str:
    """How a day stands to the limit of one review, or to those of several."""
    if len(known) > 1:
        beyond = sum(_beyond(upcoming, day) for upcoming in known)
        if not beyond:
            return "all within their limits"
        return f"{beyond} beyond {'its limit' if beyond == 1 else 'their limits'}"
    limit = known[0].limit
    if day == limit:
        return "on its limit"
    working_days = abs(caseload.practice.statutory.between(day, limit))
    amount = f"{working_days} wd" if working_days else f"{abs((limit - day).days)} d"
    if day < limit:
        return f"{amount} before its limit"
    return f"{amount} beyond its limit of {day_words(limit, caseload.today)} ({known[0].authority})"


# Doing it


def book(
    engine: Engine, caseload: Caseload, child_ids: Sequence[str] | str, day: date | None, details: Details
) -> Changes:
    """Book a day for the next review of each child, move it, or with None take the booking away, as one action.

    Each change of a booking is recorded with who asked and why; a day beyond the limit with why. Raises Refused:
    what the plan refuses, or where one of these, or a time, is missing or wrong.
    """
    reviews = _next_reviews(caseload, child_ids)
    plan = _plan(caseload, reviews, day)
    details = _checked(plan, details)
    known = {child_id: upcoming for child_id, upcoming in reviews.items() if upcoming}
    wording = _wording(tuple(known.values()), day)
    with action(engine, wording.name) as work:
        work.add_many(
            ReviewRow(child_id=child_id, **_values(upcoming, day, details))
            for child_id, upcoming in known.items()
            if not upcoming.review_id and day
        )
        work.change_many(
            ReviewRow,
            {u.review_id: _values(u, day, details) for u in known.values() if u.review_id and (day or u.booked)},
        )
        work.add_many(
            DateChangeRow(
                child_id=child_id,
                review_id=upcoming.review_id,
                requested_on=caseload.today,
                asked_by=details.asked_by,
                reason=details.reason,
                old_date=upcoming.booked,
                new_date=day,
                approved_by=details.approved_by or None,
            )
            for child_id, upcoming in known.items()
            if _changes(upcoming, day)
        )
        notes.leave_all(
            work,
            caseload,
            (
                _note(child_id, upcoming, day, details)
                for child_id, upcoming in known.items()
                if _changes(upcoming, day)
            ),
        )
        said = _filled(wording.done, caseload, tuple(known.values()), day)
        work.sentence = f"{called(caseload, known)}: {said}."
    return Changes.of(work.result)


def _note(child_id: str, upcoming: NextReview, day: date | None, details: Details) -> notes.Note:
    """What the council's system is told of a booking that was changed: who asked and why."""
    wording = _NOTE_MOVED if day else _NOTE_TAKEN
    values = {
        "old": upcoming.booked,
        "new": day,
        "limit": upcoming.limit if day is None or _beyond(upcoming, day) else None,
        "authority": upcoming.authority,
        "asked_by": details.asked_by,
        "reason": details.reason,
        "approved_by": details.approved_by,
    }
    return wording.note(child_id, values)


def _checked(plan: BookingPlan, details: Details) -> Details:
    """What was said beside the day, cleaned. Raises Refused."""
    if plan.refused:
        raise Refused(plan.sentence)
    if plan.needs_asked_by:
        one_of("Who asked", details.asked_by, ASKED_BY)
    reason = clean(details.reason)
    if plan.needs_reason and not reason:
        why = "a booking is changed" if plan.needs_asked_by else "the day lies beyond the limit"
        raise Refused(f"The reason is empty: {why}, so say why in a few words.")
    time = _TIME.fullmatch(details.time.strip())
    if details.time.strip() and not time:
        raise Refused(f"The time is {clean(details.time)!r}: give it as 14:30, or leave it empty.")
    at = f"{int(time[1]):02}:{time[2]}" if time else ""
    if details.mode:
        one_of("How", details.mode, MODES)
    return replace(
        details,
        reason=reason,
        approved_by=clean(details.approved_by),
        time=at,
        venue=clean(details.venue),
        locality=clean(details.locality),
        chair=clean(details.chair),
    )


def _values(upcoming: NextReview, day: date | None, details: Details) -> dict[str, Any]:
    """The fields of the review's row: only what is said, and what no longer holds."""
    if day is None:
        return {"booked": None, "booked_time": None, "venue": None, "late_reason": None}
    values: dict[str, Any] = {"booked": day}
    given = {"booked_time": details.time, "venue": details.venue, "mode": details.mode}
    given |= {"locality": details.locality, "chair": details.chair}
    values |= {name: value for name, value in given.items() if value}
    if _beyond(upcoming, day) and details.reason:
        values["late_reason"] = details.reason
    elif upcoming.booked != day:
        values["late_reason"] = None
    return values
