"""What a list tells of the plan and the conferences of a child who is here already, and of the day it calls due.

As of reviews: what stands on record stands. A blank is filled, a booking that moves is asked, what differs is told.
Source: domain reference 1.5, 3.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from iro_tui.actions.base import Scene
from iro_tui.actions.child_rows import conference_kind
from iro_tui.actions.foreseen import with_writes
from iro_tui.actions.listed_acts import NO_INITIAL, with_strategy
from iro_tui.actions.listed_cells import one_day
from iro_tui.actions.listed_extra import Extra, more_of_booking, tell_due
from iro_tui.actions.listed_status import FORESEEN
from iro_tui.actions.plan_start import initial_after_all
from iro_tui.domain.beside import Conference, ProtectionPlan
from iro_tui.domain.case import Case
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.conferences import conference_duties, is_pending, kind_now
from iro_tui.domain.near_reviews import NEAR
from iro_tui.domain.plain_words import CATEGORIES, CATEGORIES_ALSO, meant
from iro_tui.domain.protection import BEFORE_BIRTH, INITIAL, REVIEW
from iro_tui.domain.typed_booking import TypedBooking
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change, New


def tell_conference_due(scene: Scene, case: Case, cells: Mapping[str, str], extra: Extra) -> None:
    """Where a list calls another day due than is counted here, both are told."""
    if not cells.get("conference_due"):
        return
    view = CaseOnDay(with_writes(case, extra.writes), scene.practice, scene.today)
    ours = next((duty.due for duty in conference_duties(view) if duty.kind == "conference"), None)
    tell_due(scene, "conference due", cells["conference_due"], ours, extra)


def tell_conferences(
    scene: Scene, cells: Mapping[str, str], booking: TypedBooking | None, extra: Extra, before: Iterable[date] = ()
) -> None:
    """What a row tells of the plan, the conferences held, `before` too, and the one to come of the scene's child."""
    view = CaseOnDay(scene.case, scene.practice, scene.today)
    plan = view.plan
    plan = _plan(scene, cells, plan, extra)
    last = one_day(scene, cells.get("last_conference", ""), "back")
    for day in sorted({*before, *([last] if last else [])}):
        _held(scene, plan, day, extra)
    strategy, about = one_day(scene, cells.get("strategy", ""), "back"), cells.get(FORESEEN, "")
    _to_come(scene, plan, booking, strategy, about, extra)


def _plan(scene: Scene, cells: Mapping[str, str], plan: ProtectionPlan | None, extra: Extra) -> ProtectionPlan | None:
    """What a row tells of the plan; the plan as it then is."""
    category = meant(cells.get("plan", ""), CATEGORIES, CATEGORIES_ALSO)
    since = one_day(scene, cells.get("plan_since", ""), "back")
    if plan is None:
        if cells.get("plan") or since:
            extra.notes.append("a child protection plan in your list, none on record here: left out, i records it")
        return None
    if category not in ("", "not known") and category != plan.category:
        if plan.category:
            extra.stands(category, plan.category)
        else:
            extra.writes.append(Change("protection_plan", plan.id, {"category": category}))
            extra.adds.append(category)
    if since == plan.started and plan.by_inference:
        extra.writes.append(Change("protection_plan", plan.id, {"by_inference": False}))
        extra.adds.append("the plan, which was inferred")
    if since and since != plan.started:
        words, mine = (day_words(day, scene.today) for day in (since, plan.started))
        if plan.start_known:
            extra.stands(f"plan since {words}", mine)
        elif since <= scene.today:
            extra.writes.append(Change("protection_plan", plan.id, {"started": since, "start_known": True}))
            extra.adds.append(f"the plan since {words}")
            for each in initial_after_all(scene.case, since):
                extra.set_on(each.id, {"kind": INITIAL}, "conference")
            return plan._replace(started=since, start_known=True)
    return plan


def _held(scene: Scene, plan: ProtectionPlan | None, day: date, extra: Extra) -> None:
    words = f"conference of {day_words(day, scene.today)}"
    on_record = [each.held for each in scene.case.conferences if each.held]
    if day in on_record:
        return
    near = next((held for held in on_record if abs(held - day) <= NEAR), None)
    booked = next((each for each in scene.case.conferences if was_booked(each, day, scene.today)), None)
    if near:
        extra.notes.append(f"{words}: {day_words(near, scene.today)} is on record and stands")
    elif plan is None:
        why = "h on its row records what it decided" if booked else "no child protection plan on record"
        extra.notes.append(f"{words}: {why}, left out")
    elif booked and booked.kind == REVIEW:
        extra.set_on(booked.id, {"held": day}, "conference")
        extra.adds.append(f"the {words}")
    else:
        kind = conference_kind(day, plan.started if plan.start_known else None)
        extra.writes.append(New("conference", {"child_id": scene.child_id, "kind": kind, "held": day}))
        extra.adds.append(f"the {words}")


def was_booked(conference: Conference, day: date, today: date) -> bool:
    """Whether a conference held on a day is the one that waits here, booked for about then."""
    booked = conference.booked
    return is_pending(conference) and booked is not None and booked <= today and abs(booked - day) <= NEAR


def _to_come(
    scene: Scene,
    plan: ProtectionPlan | None,
    booking: TypedBooking | None,
    strategy: date | None,
    about: str,
    extra: Extra,
) -> None:
    """The booking of the next conference, the strategy discussion that an initial one follows, and its category."""
    if booking and booking.day < scene.today:
        words = day_words(booking.day, scene.today)
        extra.notes.append(f"next conference {words} has passed: if it was held, it is the last one")
        booking = None
    kind = REVIEW if plan else BEFORE_BIRTH if scene.case.is_unborn else INITIAL
    now = with_writes(scene.case, extra.writes)
    pending = [each for each in now.conferences if is_pending(each) and kind_now(each, now.born) == kind]
    row = min(pending, key=lambda each: (each.booked or date.max, each.id), default=None)
    values: dict[str, object] = {}
    known = {each.strategy_on for each in scene.case.conferences}
    if strategy and strategy not in known:
        words = day_words(strategy, scene.today)
        if strategy > scene.today:
            extra.notes.append(f"strategy discussion {words}: still to come, left out")
        elif plan:
            _of_the_plan(scene, strategy, extra)
        elif row and row.strategy_on:
            extra.stands(f"strategy discussion {words}", day_words(row.strategy_on, scene.today))
        else:
            values["strategy_on"] = strategy
            extra.adds.append(f"the strategy discussion of {words}")
    if booking and (row is None or row.booked != booking.day):
        words = day_words(booking.day, scene.today)
        if row and row.booked:
            mine = day_words(row.booked, scene.today)
            extra.ask(
                f"the next conference is booked for {mine} here, {words} in your list: "
                "y moves it, n keeps what is here",
                [Change("conference", row.id, booking.columns)],
                f"the conference moved from {mine} to {words}",
            )
        else:
            values |= booking.columns
            extra.adds.append(f"the conference booked for {words}")
    elif booking and row:
        values |= more_of_booking(row, booking, extra, "conference")
    if about and row and row.category not in (None, about):
        extra.stands(about, row.category)
    elif about and plan is None and not (row and row.category):
        values["category"] = about
        extra.adds.append(f"its category, {about}")
    if values and row:
        extra.writes.append(Change("conference", row.id, values))
    elif values:
        extra.writes.append(New("conference", {"child_id": scene.child_id, "kind": kind, **values}))


def _of_the_plan(scene: Scene, strategy: date, extra: Extra) -> None:
    """The strategy discussion that the initial conference of a plan followed; that it had another is told."""
    words = f"strategy discussion of {day_words(strategy, scene.today)}"
    made = with_writes(scene.case, extra.writes)
    first = with_strategy(made.conferences, strategy)
    if first is None:
        extra.notes.append(f"{words}: {NO_INITIAL}")
    elif first.strategy_on:
        extra.stands(words, day_words(first.strategy_on, scene.today))
    else:
        extra.set_on(first.id, {"strategy_on": strategy}, "conference")
        extra.adds.append(f"the {words}")
