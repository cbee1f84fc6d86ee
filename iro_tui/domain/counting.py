"""From the reviews on record to a limit, and to how sure it is where reviews may be missing from the record.

The record of a child's reviews may have a lower end (a return holds one collection year) and an upper one (the newest
day in the file). Nothing is guessed between: a limit that rests on what is not on record is a span, from what the
limit is if nothing else was held to what it is if a review was held on the last day not on record. The earliest end
sets the clock. Source: domain reference 1.7 and 3.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from iro_tui.domain.case import Case
from iro_tui.domain.practice import Practice
from iro_tui.domain.running import ReviewClock, Running
from iro_tui.domain.timescales import Rule

FIRST_REVIEW_SLACK = 10
"""Working days after its limit within which the one review on record is still plainly the first (held late)."""

TAKEN_AS_FIRST = "The review on record is taken as the first; confirm."
TAKEN_AS_LATER = "Earlier reviews are not on record; the one that is, is taken as a later one; confirm."
MAY_BE_MISSING = "A review held before the record of reviews begins may be missing; confirm."
START_TAKEN = "When care began is not on record: the first day that is, is taken as the start; confirm."
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Start:
    """What sets a clock off: the day, whether it is on record, and since when the reviews are."""

    on: date
    known: bool
    reviews_known_from: date | None = None
    """None: all of them are."""
    last_alone: bool = False
    """Whether an extract told nothing but the last, and nobody has said which of them it was."""

    @property
    def is_whole(self) -> bool:
        """Whether every review since the start is on record."""
        return self.known and (self.reviews_known_from is None or self.reviews_known_from <= self.on)

    @property
    def record_begins(self) -> date:
        return self.reviews_known_from or self.on


def count(clock: ReviewClock, steps: Sequence[Rule], start: Start, held: Sequence[date], practice: Practice) -> Running:
    """One clock: its first limit from the start, each later one from the actual day of the review before.

    `steps` are the rules for the first review, the second and so on; the last goes on. `held` are the reviews of this
    clock on record, in order. Source: CPPCR 33.
    """
    done = len(held)
    step = min(done, len(steps) - 1)
    since = held[-1] if held else start.on
    plain = Running(clock, steps[step], steps[step].limit(since, practice), since, done)
    if start.is_whole:
        return plain
    if not held:
        return _none_on_record(plain, steps, start, practice)
    counted = _which_step(plain, steps, start, held[0], practice)
    if since < start.record_begins and counted.limit < start.record_begins:
        return _unknown(plain, steps, start, practice)
    return counted


def _which_step(plain: Running, steps: Sequence[Rule], start: Start, first_held: date, practice: Practice) -> Running:
    """The last review is on record; of a single one, of a clock with three steps, whether it is the first may not be.

    It is the first where it was held when the first was due, or where an earlier one would be on record.
    """
    if plain.held >= len(steps) - 1:
        return plain
    first = steps[0].limit(start.on, practice)
    if start.known and first_held <= practice.statutory.add(first, FIRST_REVIEW_SLACK):
        return plain._replace(inferred=True, note=TAKEN_AS_FIRST) if start.last_alone else plain
    if start.known and first >= start.record_begins:
        return plain._replace(inferred=True, note=TAKEN_AS_FIRST)
    if start.known and start.reviews_known_from == first_held and first_held > steps[1].limit(first, practice):
        # Somebody said that it was the last; the second was due by then, so it is no guess that it was a later one.
        return plain._replace(rule=steps[-1], limit=steps[-1].limit(first_held, practice))
    later = steps[-1]
    limit = later.limit(first_held, practice)
    # Held so soon after the first day on record, it may be the first: care may have begun about then.
    near = not start.known and first_held <= practice.statutory.add(first, FIRST_REVIEW_SLACK)
    if_first = steps[1].limit(first_held, practice) if near else None
    return plain._replace(rule=later, limit=limit, inferred=True, note=TAKEN_AS_LATER, if_first=if_first)


def _none_on_record(plain: Running, steps: Sequence[Rule], start: Start, practice: Practice) -> Running:
    """No review is on record, and some may be missing from it."""
    begins = start.record_begins
    if start.known:
        if plain.limit < begins:
            return _unknown(plain, steps, start, practice)
        return plain._replace(inferred=True, note=MAY_BE_MISSING)
    if begins < start.on and steps[-1].limit(begins - _DAY, practice) < start.on:
        # In care before, the child would have a review on record.
        return plain._replace(inferred=True, note=START_TAKEN)
    return _unknown(plain, steps, start, practice)


def _unknown(plain: Running, steps: Sequence[Rule], start: Start, practice: Practice) -> Running:
    """A review fell due before the record of reviews begins: the last one is not on it.

    The earliest limit is that of no other review having been held; where the start is not known either, no limit lies
    before the first day of care that is on record.
    """
    latest = latest_possible(steps[-1], start.record_begins, plain.limit, practice)
    if start.known:
        return plain._replace(inferred=True, unknown=True, latest=latest)
    limit = max(plain.limit, start.on) if plain.held else start.on
    return plain._replace(rule=steps[-1], limit=limit, inferred=True, unknown=True, latest=max(latest, limit))


def latest_possible(later: Rule, begins: date, earliest: date, practice: Practice) -> date:
    """The latest limit of a meeting that is possible where the last one is not on record: of reviews and conferences.

    From the day on which the record of them `begins` none is missing from it: of a child taken on, from that very day,
    whose meetings are the officer's to record. So the last may have been held the day before, and no later. Never
    before the `earliest` limit. Source: domain reference 1.7, last review not on record.
    """
    return max(later.limit(begins - _DAY, practice), earliest)


def held_since(days: Sequence[date], start: date) -> Sequence[date]:
    """The days, in order, from one on."""
    return days[bisect_left(days, start) :]


def silent_from(case: Case, ends: date | None, since: date, limit: date, today: date) -> date | None:
    """The day on which files about the child end, where a limit has passed, but only after it; else None.

    What was held since nobody has told, unless the child was on this caseload by then: then it was for the officer
    to record. Source: domain reference 1.7, what an extract does not cover.
    """
    mine = case.on_caseload_since
    if ends is None or not since <= ends < limit < today or (mine is not None and mine <= limit):
        return None
    return ends


def told_by_file(clock: Running, case: Case, today: date) -> Running:
    """The clock as it is, or not on record: nobody has told what was held by its limit, of a span by its latest end."""
    ends = case.file_ends
    if ends and (last := case.known_last) and last.last_as_of:
        ends = max(ends, last.last_as_of)
    asked = clock.unknown and clock.asks != "last_review"
    limit = None if asked else clock.latest if clock.unknown else clock.limit
    silent = silent_from(case, ends, clock.since, limit, today) if limit else None
    return clock._replace(inferred=True, unknown=True, silent_from=silent) if silent else clock
