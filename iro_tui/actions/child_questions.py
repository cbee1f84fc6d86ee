"""What is asked of a child as it stands on a paper list: in plain words, and nearly all of it may be left open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from iro_tui.actions.base import Scene
from iro_tui.actions.listed_status import status_words, typed_status
from iro_tui.actions.questions import AnswersSoFar, Condition, Option, Question, always, ask, questions_of
from iro_tui.domain.calendar import age_on
from iro_tui.domain.care_status import ELIGIBLE_AGE
from iro_tui.domain.codes import AUTHORITY_TO_PLACE, SHORT_BREAK
from iro_tui.domain.plain_words import (
    ALSO,
    CATEGORIES,
    CATEGORIES_ALSO,
    CONFERENCE_ONLY,
    PLACEMENTS,
    PLAN_ONLY,
    STATUSES,
    UNBORN,
    meant,
)
from iro_tui.domain.typed_booking import TypedBooking

NEWLY_DAYS = 28
"""How long after care began it is asked when the service was told."""
_RAG = tuple(Option(value[0], value, value, value) for value in ("green", "amber", "red"))


def kind_of(so_far: AnswersSoFar) -> str:
    """What kind of case the status answered makes it: `care`, `breaks`, `plan`, `conference` or `unborn`; else care."""
    return _kind_meant(str(typed_status(so_far).get("status") or ""))


@lru_cache(maxsize=1 << 8)
def _kind_meant(typed: str) -> str:
    """Each question of a child asks it at each key, and of each row of a list."""
    status = meant(typed, STATUSES, ALSO)
    kinds = {PLAN_ONLY: "plan", UNBORN: "unborn", CONFERENCE_ONLY: "conference"} | dict.fromkeys(SHORT_BREAK, "breaks")
    return kinds.get(status, "care")


def _of_kind(*kinds: str) -> Condition:
    return lambda so_far: kind_of(so_far) in kinds


def has_plan(so_far: AnswersSoFar) -> bool:
    """Whether there is a child protection plan, by the answers."""
    return kind_of(so_far) == "plan" or bool(str(typed_status(so_far).get("plan") or "").strip())


def _meets(so_far: AnswersSoFar) -> bool:
    """Whether there may be a conference to come: before the birth also without a plan."""
    return has_plan(so_far) or kind_of(so_far) in ("unborn", "conference")


_cared = _of_kind("care", "breaks")


def _may_have_plan(so_far: AnswersSoFar) -> bool:
    """Not of a child whose status says that there is none yet; what was typed there all the same stays to be seen."""
    return kind_of(so_far) != "conference" or has_plan(so_far)


@dataclass(frozen=True, slots=True)
class ChildAnswers:
    """A child as it stands on a paper list."""

    ref: str = ask(
        "Reference",
        hint="the council’s own number",
        needed=always,
        missing="The reference is empty: give the council's own number of the child.",
    )
    initials: str = ask("Initials")
    born: date | None = ask("Born", "day", hint="14/3/15", lean="back")
    status: str = ask(
        "Status", "code", codes=STATUSES, also=ALSO, hint="care, section 20, CP …", otherwise=status_words
    )
    expected: date | None = ask(
        "Expected", "day", any_day=True, hint="day of birth, if known", asked=_of_kind("unborn")
    )
    since: date | None = ask("In care since", "day", hint="the first day, if known", lean="back", asked=_cared)
    order_since: date | None = ask("Order since", "day", hint="the day of the order", lean="back")
    placement: str = ask("Placement", "code", codes=PLACEMENTS, also=ALSO, hint="foster, home, U6 …", asked=_cared)
    placed_since: date | None = ask("Placed since", "day", hint="the first day there", lean="back")
    last_review: date | None = ask("Last review", "day", hint="the day it was held", lean="back", asked=_cared)
    next_review: TypedBooking | None = ask("Next review", "booking", hint="day, time, place", asked=_cared)
    rag: str = ask("RAG now", "choice", options=_RAG)
    worker: str = ask("Social worker", names="social worker", hint="if known")
    manager: str = ask("Team manager", names="team manager", hint="if known")
    pathway: date | None = ask("Pathway plan", "day", hint="since when, if there is one", lean="back")
    plan: str = ask(
        "CP plan",
        "code",
        codes=CATEGORIES,
        also=CATEGORIES_ALSO,
        hint="category, if there is one",
        asked=_may_have_plan,
    )
    plan_since: date | None = ask("Plan since", "day", hint="the first day, if known", lean="back", asked=has_plan)
    last_conference: date | None = ask("Last conf.", "day", hint="the day it was held", lean="back", asked=has_plan)
    strategy: date | None = ask(
        "Strategy", "day", hint="strategy discussion, if known", lean="back", asked=_of_kind("unborn", "conference")
    )
    next_conference: TypedBooking | None = ask("Next conf.", "booking", hint="day, time, place", asked=_meets)
    notified: date | None = ask("Told on", "day", hint="when the service was told", lean="back")
    mine_since: date | None = ask(
        "With me since", "day", hint="when you took the child on", default="today", lean="back"
    )


def child_questions(scene: Scene) -> tuple[Question, ...]:
    """The questions; what hangs on days is asked by the days that were given."""

    def of_age(so_far: AnswersSoFar) -> bool:
        born = scene.day(so_far, "born")
        return kind_of(so_far) == "care" and born is not None and age_on(born, scene.today) >= ELIGIBLE_AGE

    def newly(so_far: AnswersSoFar) -> bool:
        since = scene.day(so_far, "since")
        return kind_of(so_far) == "care" and since is not None and (scene.today - since).days <= NEWLY_DAYS

    def authorises(so_far: AnswersSoFar) -> bool:
        return meant(str(typed_status(so_far).get("status") or ""), STATUSES, ALSO) in AUTHORITY_TO_PLACE

    def for_adoption(so_far: AnswersSoFar) -> bool:
        placement = meant(str(so_far.get("placement") or ""), PLACEMENTS, ALSO)
        return kind_of(so_far) == "care" and placement in DATED_PLACEMENTS

    changed: dict[str, Mapping[str, Any]] = {
        "pathway": {"asked": of_age},
        "notified": {"asked": newly},
        "order_since": {"asked": authorises},
        "placed_since": {"asked": for_adoption},
    }
    return questions_of(ChildAnswers, **changed)


DATED_PLACEMENTS = frozenset({"A3", "A4", "A5", "A6", "K1"})
"""Placements that set off clocks of their own: for adoption, and secure accommodation."""
