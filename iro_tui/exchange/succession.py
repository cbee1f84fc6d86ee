"""What a later telling of a child makes of an earlier one: extracts of a day, and formats beside each other.

The later one rules in the time that it covers: what it does not say again there is withdrawn. What it cannot know of,
because it tells the present alone (the status of today, the last review), stays as it was told before. What stood
when the earlier one was made and another follows ended when that began. Source: domain reference 1.7, 3.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from iro_tui.exchange.extract import (
    ChildFacts,
    LegalStatusFact,
    PeriodFact,
    PlacementFact,
    ReviewFact,
    Span,
    WorkerFact,
)

_DAY = timedelta(days=1)
_LISTS = frozenset(
    {"periods", "legal_statuses", "placements", "reviews", "workers", "missing", "health", "contacts", "visits"}
    | {"plans", "conferences", "authorities"}
)
_Spell = TypeVar("_Spell", LegalStatusFact, PlacementFact)


def follow(older: ChildFacts, newer: ChildFacts, before: Span, now: Span) -> ChildFacts:
    """What both tell together: `newer` was told by an extract of a later day, or rules for another reason."""
    joined = ChildFacts(older.ref)
    joined.where = {**older.where, **newer.where}
    for each in fields(ChildFacts):
        if each.name not in _LISTS and each.name not in ("ref", "where"):
            mine = getattr(newer, each.name)
            setattr(joined, each.name, getattr(older, each.name) if mine is None else mine)
    joined.periods = _periods(older.periods, newer.periods, before, now)
    joined.legal_statuses = _spells(older.legal_statuses, newer.legal_statuses, joined.periods, before)
    joined.placements = _spells(older.placements, newer.placements, joined.periods, before)
    joined.reviews = _reviews(older.reviews, newer.reviews, now)
    joined.workers = _workers(older.workers, newer.workers, now)
    joined.missing = newer.missing or older.missing
    joined.health = newer.health or older.health
    joined.contacts = _last_of(older.contacts, newer.contacts, now)
    joined.visits = _last_of(older.visits, newer.visits, now)
    joined.plans = _by_start(older.plans, newer.plans, now)
    joined.conferences = _conferences(older, newer, now)
    joined.authorities = newer.authorities or older.authorities
    joined.periods = [_known(period, older, newer, before, now) for period in joined.periods]
    return joined


def _periods(older: Sequence[PeriodFact], newer: Sequence[PeriodFact], before: Span, now: Span) -> list[PeriodFact]:
    if not newer:
        return list(older)
    kept = []
    first = min(period.started for period in newer)
    for period in older:
        same = next((new for new in newer if _overlap(period, new)), None)
        if same is not None or period.started >= max(new.started for new in newer):
            continue
        if period.ended is None:
            # It was going on by the earlier one, and a later time in care began since: it ended between the two.
            later = min((new.started for new in newer if new.started > period.started), default=first)
            if later <= before.newest:
                continue  # the start was put right
            by = min(later, gone_by(before.newest, now.covers_from, now.newest))
            kept.append(replace(period, ended=by, end_known=False, ended_where=""))
        elif period.ended < now.covers_from or period.ended <= first:
            kept.append(period)
    known = [_with_start(new, older) for new in newer]
    return sorted([*kept, *known], key=lambda period: period.started)


def gone_by(open_on: date, covers_from: date, newest: date) -> date:
    """By when care ended that went on on a day, and of which a telling of `covers_from` to `newest` knows nothing.

    What ended in its time it would tell; so it ended before that, unless it is known to have gone on then.
    """
    before = covers_from - _DAY
    return before if open_on <= before else newest


def _with_start(new: PeriodFact, older: Sequence[PeriodFact]) -> PeriodFact:
    """A time in care whose start only the earlier telling knows."""
    if new.start_known:
        return new
    same = next((period for period in older if period.start_known and _overlap(period, new)), None)
    return replace(new, started=same.started, start_known=True, where=same.where) if same else new


def _overlap(one: PeriodFact, other: PeriodFact) -> bool:
    return (one.ended is None or one.ended > other.started) and (other.ended is None or other.ended > one.started)


def _spells(
    older: Sequence[_Spell], newer: Sequence[_Spell], periods: Sequence[PeriodFact], before: Span
) -> list[_Spell]:
    """Spells of which one follows the other within a time in care."""
    if not newer:
        return list(older)
    first = min(new.started for new in newer)
    same: dict[tuple[str, date], _Spell] = {(old.code, old.started): old for old in older}
    kept: list[_Spell] = []
    for old in older:
        if old.started >= first:
            continue
        following = min((new for new in newer if new.started > old.started), key=lambda new: new.started)
        open_then = old.ended is None or old.ended > following.started
        if open_then and old.code == following.code and following.started <= before.newest:
            continue  # the day was put right
        kept.append(replace(old, ended=following.started, ended_where="") if open_then else old)
    together = [*kept, *(_filled(new, same.get((new.code, new.started))) for new in newer)]
    return [spell for spell in together if any(_within(spell, period) for period in periods)]


def _filled(new: Any, old: Any) -> Any:
    """What the later telling leaves open of the same fact is as it was told before."""
    if old is None:
        return new
    names = [each.name for each in fields(new) if each.name not in ("ended", "ended_where", "where", "end_reason")]
    return replace(new, **{name: getattr(old, name) for name in names if getattr(new, name) is None})


def _within(spell: LegalStatusFact | PlacementFact, period: PeriodFact) -> bool:
    return (period.ended is None or spell.started <= period.ended) and (
        spell.ended is None or spell.ended >= period.started
    )


def _reviews(older: Sequence[ReviewFact], newer: Sequence[ReviewFact], now: Span) -> list[ReviewFact]:
    by_day = {review.day: review for review in newer}
    last = max((review.day for review in newer if review.held), default=None)
    for old in older:
        if old.day in by_day:
            by_day[old.day] = _filled(by_day[old.day], old)
        elif not old.held and old.day <= now.newest:
            continue  # it was booked for a day that the later one knows of: held then, or not at all
        elif (now.every_review and now.covers_from <= old.day <= now.newest) or (
            not now.every_review and old.held and last is not None and last < old.day <= now.newest
        ):
            continue
        else:
            by_day[old.day] = old
    return [by_day[day] for day in sorted(by_day)]


def _last_of(older: Sequence[Any], newer: Sequence[Any], now: Span) -> list[Any]:
    """Days of which each telling knows the last alone."""
    last = max((item.day for item in newer), default=None)
    by_day = {item.day: item for item in older if last is None or not last < item.day <= now.newest}
    for item in newer:
        by_day[item.day] = _filled(item, by_day.get(item.day))
    return [by_day[day] for day in sorted(by_day)]


def _by_start(older: Sequence[Any], newer: Sequence[Any], now: Span) -> list[Any]:
    """Times that a telling gives with their ends: those of before stand where they ended before it begins."""
    starts = {item.started: item for item in newer}
    for old in older:
        if old.started in starts:
            starts[old.started] = _filled(starts[old.started], old)
        elif not newer or (old.ended is not None and old.ended < now.covers_from):
            starts[old.started] = old
    return [starts[start] for start in sorted(starts)]


def _conferences(older: ChildFacts, newer: ChildFacts, now: Span) -> list[Any]:
    kinds = {item.kind for item in (*older.conferences, *newer.conferences)}
    joined: list[Any] = []
    for kind in sorted(kinds):
        old, new = ([c for c in facts.conferences if c.kind == kind] for facts in (older, newer))
        joined += _last_of([c for c in old if c.held or not new], new, now)
    return sorted(joined, key=lambda conference: (conference.day, conference.kind))


def _workers(older: Sequence[WorkerFact], newer: Sequence[WorkerFact], now: Span) -> list[WorkerFact]:
    """A name that only tells the present ends who was there before, by the day of the extract that tells it."""
    if not newer:
        return list(older)
    names = {worker.name.casefold() for worker in newer if worker.ended is None}
    kept = []
    for old in older:
        if old.ended is None and old.name.casefold() not in names:
            kept.append(replace(old, ended=now.newest))
        elif old.ended is not None and (old.name.casefold(), old.started) not in {
            (worker.name.casefold(), worker.started) for worker in newer
        }:
            kept.append(old)
    current = {old.name.casefold(): old for old in older if old.ended is None}
    present = [replace(_filled(w, current.get(w.name.casefold())), ended=w.ended) for w in newer]
    return [*kept, *present]


def _known(period: PeriodFact, older: ChildFacts, newer: ChildFacts, before: Span, now: Span) -> PeriodFact:
    """From when on the reviews of a time in care are all told, where one of the two tells the last alone."""
    known = [
        known_from
        for facts in (older, newer)
        for spell in facts.periods
        if _overlap(spell, period) and (known_from := spell.reviews_known_from) is not None
    ]
    every, last_alone = (older, newer) if before.every_review else (newer, older)
    if before.every_review == now.every_review or not any(_overlap(spell, period) for spell in every.periods):
        return replace(period, reviews_known_from=min(known, default=None))
    span = before if before.every_review else now
    held = [review.day for review in every.reviews if review.held and review.day >= period.started]
    last = max((review.day for review in last_alone.reviews if review.held), default=None)
    if last is None or last <= span.newest or len(held) > 1:
        whole = span.covers_from <= period.started
        return replace(period, reviews_known_from=period.started if whole else span.covers_from)
    return replace(period, reviews_known_from=last)
