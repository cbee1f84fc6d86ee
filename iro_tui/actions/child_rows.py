"""The rows of a child put on the caseload by hand, and the case they make: what it will ask is said before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from iro_tui.actions.child_questions import ChildAnswers, has_plan, kind_of
from iro_tui.actions.foreseen import with_writes
from iro_tui.domain.case import Case
from iro_tui.domain.child_name import child_name
from iro_tui.domain.codes import LEGAL_STATUS
from iro_tui.domain.practice import Practice
from iro_tui.domain.protection import BEFORE_BIRTH, INITIAL, REVIEW
from iro_tui.domain.timescales import RULES
from iro_tui.domain.typed_booking import NOT_BOOKED
from iro_tui.store.writes import New

_DAY = timedelta(days=1)
_NAMES = tuple(item.name for item in fields(ChildAnswers))


def child_rows(answers: ChildAnswers, people: tuple[str, str], today: date, practice: Practice) -> Iterator[New]:
    """Every row of a child, its own first. `people`: the social worker's and the manager's full names.

    Of the time before the child came to this caseload only what was given is on record: reviews before it may be
    missing, but for the last where its day was given.
    """
    kind, mine = kind_of(values_of(answers)), answers.mine_since or today
    started = _started(answers, mine)
    unborn = kind == "unborn"
    child = New(
        "child",
        {
            "ref": answers.ref,
            **child_name(answers.initials)._asdict(),
            "born": answers.born,
            "expected": answers.expected if unborn else None,
            "pathway_plan_on": answers.pathway,
            "on_caseload_since": max(mine, started) if answers.since else mine,
        },
    )
    yield child
    of_child = {"child_id": child.key}
    if kind in ("care", "breaks"):
        yield from _care(answers, of_child, started, mine, today, practice)
    yield from _plan(answers, of_child, mine)
    if answers.rag:
        yield New("rating", {**of_child, "value": answers.rag, "rated_on": today, "as_listed": True})
    for role, name in zip(("social_worker", "manager"), people, strict=True):
        if name:
            yield New("worker", {**of_child, "role": role, "name": name, "started": mine})


def _started(answers: ChildAnswers, mine: date) -> date:
    """The first day of care, or of what is on record of it."""
    return answers.since or min(filter(None, (answers.last_review, mine)))


def _care(
    answers: ChildAnswers, of_child: dict[str, Any], started: date, mine: date, today: date, practice: Practice
) -> Iterator[New]:
    known = answers.since is not None
    last = answers.last_review
    # Newly looked after there is no review yet; before that whoever had the child held some.
    first = RULES["rev1"].limit(started, practice)
    missing = not known or last is not None or first < mine
    yield New(
        "care_period",
        {
            **of_child,
            "started": started,
            "start_known": known,
            "reviews_known_from": mine if missing and mine > started else None,
        },
    )
    if answers.status in LEGAL_STATUS:
        yield New("legal_status", {**of_child, "code": answers.status, **_since(answers.order_since, started)})
    if answers.placement:
        yield New("placement", {**of_child, "code": answers.placement, **_since(answers.placed_since, started)})
    if last:
        yield New("review", {**of_child, "held": last, "follow_record": False, "last_as_of": today})
    if booking := answers.next_review:
        yield New("review", {**of_child, **booking.columns})
    # Whoever takes a child on is the IRO named.
    yield New("allocation", {**of_child, "notified": answers.notified, "allocated": max(mine, started)})


def _since(day: date | None, care: date) -> dict[str, Any]:
    """The first day of an order or a placement: the one that was said; else care's, which nobody said it was."""
    return {"started": day or care, "start_known": day is not None}


def _plan(answers: ChildAnswers, of_child: dict[str, Any], mine: date) -> Iterator[New]:
    """The protection plan and its conferences. One held on the day the plan began, or about then, is the initial."""
    planned, last = has_plan(values_of(answers)), answers.last_conference
    if planned:
        began = answers.plan_since or (last - _DAY if last else mine)
        category = None if answers.plan in ("", "not known") else answers.plan
        known = answers.plan_since is not None
        yield New("protection_plan", {**of_child, "started": began, "start_known": known, "category": category})
        if last:
            kind = conference_kind(last, answers.plan_since)
            yield New("conference", {**of_child, "kind": kind, "held": last})
    booking = answers.next_conference
    status = kind_of(values_of(answers))
    if booking or answers.strategy or (status == "conference" and not planned):
        first = BEFORE_BIRTH if status == "unborn" else INITIAL
        yield New(
            "conference",
            {
                **of_child,
                "kind": REVIEW if planned else first,
                "strategy_on": answers.strategy,
                **(booking.columns if booking else NOT_BOOKED),
            },
        )


def conference_kind(held: date, began: date | None) -> str:
    """What kind of conference one held on a day is, by the day on which the plan began, where that is known."""
    return INITIAL if began and (held - began).days <= INITIAL_DAYS else REVIEW


INITIAL_DAYS = 31
"""How long before or after a plan began its initial conference may have been held; the first review is far later."""


def values_of(answers: ChildAnswers) -> dict[str, Any]:
    """The answers by the names of their questions."""
    return {name: getattr(answers, name) for name in _NAMES}


def case_of(rows: Sequence[New]) -> Case:
    """The case that the rows of one child make, as it would be read from the store."""
    from iro_tui.store.facts import CHILD_FIELDS

    own: dict[str, Any] = {name: rows[0].values.get(name) for name in CHILD_FIELDS}
    return with_writes(Case(**own), rows[1:])
