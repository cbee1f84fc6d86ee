"""When the next review must be held: the clocks that run and the one that governs. Source: reference 1.1 and 1.7."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from iro_tui.domain import codes
from iro_tui.domain.calendar import beyond_known
from iro_tui.domain.care_status import FULL, CareStatus, care_status, majority
from iro_tui.domain.case import Case, Review
from iro_tui.domain.practice import Practice
from iro_tui.domain.timescales import ADO0_LATER, PLMOVE_SECOND, RULES, SB48_LATER, Rule, rule_of_trigger
from iro_tui.domain.words import day_words

FIRST_REVIEW_SLACK = 10
"""Working days after its limit within which the one review on record is still plainly the first (held late)."""

ReviewClock = Literal["looked_after", "short_break", "adoption", "adjourned", "early"]
LOOKED_AFTER: Final = "looked_after"
SHORT_BREAK: Final = "short_break"
ADOPTION: Final = "adoption"
ADJOURNED: Final = "adjourned"
EARLY: Final = "early"
REMANDED = "J1"

_REG33 = (RULES["rev1"], RULES["rev2"], RULES["rev3+"])
_MOVED = (RULES["plmove"], PLMOVE_SECOND, RULES["rev3+"])
_REG48 = (RULES["sb48"], SB48_LATER)
_AUTHORISED = (RULES["ado0"], ADO0_LATER)
_PLACED = (RULES["ado1"], RULES["ado2"], RULES["ado3+"])

_NOT_ON_RECORD = "Last review not on record: the limit is the latest it can be; confirm the date."
_TAKEN_AS_FIRST = "The review on record is taken as the first; confirm."
_TAKEN_AS_LATER = "Earlier reviews are not on record; the one that is, is taken as a later one; confirm."
BETWEEN_BREAKS = "Between two short breaks: the series is taken to go on; confirm."
_NAMES: dict[ReviewClock, str] = {
    LOOKED_AFTER: "Looked-after review",
    SHORT_BREAK: "Short-break review",
    ADOPTION: "Adoption review",
    ADJOURNED: "Adjourned review",
    EARLY: "Early review",
}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Running:
    """A clock that runs towards a review. `since` is the day that set it off; `held` the reviews it has counted."""

    clock: ReviewClock
    rule: Rule
    limit: date
    since: date
    held: int = 0
    inferred: bool = False
    final: bool = False
    note: str = ""
    key: str = ""
    """The store's key of the adjourned review or the early trigger that set it off."""


@dataclass(frozen=True, slots=True)
class NextReview:
    """The review a child's case asks for next: the earliest of the clocks that run.

    `since` is the day the clock was set off: the previous review, or the start.
    """

    limit: date
    rule: str
    authority: str
    clock: ReviewClock
    since: date
    booked: date | None = None
    inferred: bool = False
    final: bool = False
    """Whether it is the final review before the 18th birthday."""
    note: str = ""
    review_id: str = ""
    """The open review on record that will serve it; empty when none has been planned yet."""

    @property
    def beyond_limit(self) -> bool:
        return self.booked is not None and self.booked > self.limit


@dataclass(frozen=True, slots=True)
class ReviewClocks:
    """Every clock of one case, and what governs.

    `normal` are the clocks of the regulations (neither early nor adjourned), `running` those that stand now,
    `held` the days of this standing's reviews in order, `serving` the open review that will serve them.
    """

    normal: tuple[Running, ...]
    running: tuple[Running, ...]
    governing: Running
    held: tuple[date, ...]
    serving: Review | None
    next: NextReview

    @property
    def normal_governing(self) -> Running:
        """What would govern if nothing were early or adjourned."""
        return min(self.normal, key=lambda clock: clock.limit)


def next_review(case: Case, practice: Practice, today: date) -> NextReview | None:
    """The review the case asks for next; None for a child who is not looked after."""
    clocks = review_clocks(case, practice, today, care_status(case, practice, today))
    return clocks.next if clocks else None


def review_clocks(case: Case, practice: Practice, today: date, care: CareStatus | None) -> ReviewClocks | None:
    """The clocks of a case whose standing is known already; None for a child who is not looked after."""
    if care is None:
        return None
    eighteen = majority(case)
    every_held = case.held_days
    held = _since(every_held, care.counts_from)
    normal = [_capped(clock, eighteen) for clock in _normal(case, practice, care, every_held)]
    running = normal
    adjourned = _adjourned(case, care, every_held)
    if adjourned and adjourned.adjourned:
        on = adjourned.adjourned
        rule = RULES["adjourn"]
        clock = Running(ADJOURNED, rule, rule.limit(on, practice), on, key=adjourned.id)
        running = [*(c for c in normal if c.since > on), _capped(clock, eighteen)]
    running = [*running, *(_capped(clock, eighteen) for clock in _early(case, care, every_held))]
    # The order above settles ties: the looked-after clock first, an early trigger last.
    running = sorted(running, key=lambda c: c.limit)
    governing = running[0]
    serving = adjourned or _planned(case, care, every_held)
    booked = serving.booked if serving else None
    if serving and serving.adjourned and booked and booked <= serving.adjourned:
        booked = None  # the booking of the meeting that was adjourned
    upcoming = NextReview(
        limit=governing.limit,
        rule=governing.rule.id,
        authority=_authority(governing, care, practice),
        clock=governing.clock,
        since=governing.since,
        booked=booked,
        inferred=governing.inferred,
        final=governing.final,
        note=" ".join(_notes(governing, running, care, practice, booked, today)),
        review_id=serving.id if serving else "",
    )
    return ReviewClocks(tuple(normal), tuple(running), governing, tuple(held), serving, upcoming)


# The clocks


def _normal(case: Case, practice: Practice, care: CareStatus, every_held: Sequence[date]) -> Iterator[Running]:
    """The clocks of the regulations, the looked-after or short-break one first."""

    def counted(clock: ReviewClock, steps: Sequence[Rule], start: date, counts_from: date, *, known: bool) -> Running:
        return _count(clock, steps, start, _since(every_held, counts_from), care.reviews_known_from, practice, known)

    if care.regime != FULL:
        clock = counted(SHORT_BREAK, _REG48, care.since, care.counts_from, known=care.since_known)
        if care.inferred:
            clock = replace(clock, inferred=True, note=f"{clock.note} {BETWEEN_BREAKS}".strip())
        yield clock
        return
    yield counted(LOOKED_AFTER, _REG33, care.since, care.counts_from, known=care.since_known)
    moved = _last_unplanned_move(case, care)
    if moved and practice.on(moved).reviews.restart_after_unplanned_move:
        yield counted(LOOKED_AFTER, _MOVED, moved, moved, known=True)
    steps, start = (_PLACED, care.placed_since) if care.placed_since else (_AUTHORISED, care.authority_since)
    if start:
        # A placement or an order as old as the record itself may have begun before it.
        known = care.since_known or start > care.since
        yield counted(ADOPTION, steps, start, start if known else care.counts_from, known=known)


def _count(
    clock: ReviewClock,
    steps: Sequence[Rule],
    start: date,
    held: Sequence[date],
    reviews_known_from: date | None,
    practice: Practice,
    start_known: bool,
) -> Running:
    """One clock: its first limit from the start, each later one from the actual day of the review before.

    `steps` are the rules for the first review, the second and so on; the last goes on. Where reviews may be missing
    from the record, the limit is inferred so that it errs on the strict side. Source: CPPCR 33, domain reference 3.
    """
    done, last_step = len(held), len(steps) - 1
    whole = start_known and (reviews_known_from is None or reviews_known_from <= start)
    if whole or done >= last_step:
        step, since, inferred, note = min(done, last_step), held[-1] if held else start, False, ""
    else:
        known = reviews_known_from or start
        first = steps[0].limit(start, practice)
        missing = known - _DAY
        if done:  # one review on record, of a clock with three steps
            plainly_first = start_known and held[0] <= practice.statutory.add(first, FIRST_REVIEW_SLACK)
            is_first = plainly_first or (start_known and first >= known)
            step, since, inferred = (1 if is_first else last_step), held[0], not plainly_first
            note = "" if plainly_first else _TAKEN_AS_FIRST if is_first else _TAKEN_AS_LATER
        elif start_known and first >= known:
            step, since, inferred, note = 0, start, True, _NOT_ON_RECORD
        elif start_known and last_step > 1 and steps[1].limit(first, practice) >= known:
            step, since, inferred, note = 1, min(first, missing), True, _NOT_ON_RECORD
        else:
            step, since, inferred, note = last_step, missing, True, _NOT_ON_RECORD
    return Running(clock, steps[step], steps[step].limit(since, practice), since, done, inferred, note=note)


def _since(days: Sequence[date], start: date) -> Sequence[date]:
    return days[bisect_left(days, start) :]


def _last_unplanned_move(case: Case, care: CareStatus) -> date | None:
    """The day the latest unplanned move of this standing ended a placement."""
    ends = (p.ended for p in case.placements if p.ended and p.end_reason in codes.UNPLANNED_MOVE)
    return max((day for day in ends if day >= care.since), default=None)


def _early(case: Case, care: CareStatus, every_held: Sequence[date]) -> Iterator[Running]:
    """Early triggers that no review has answered yet. Source: CPPCR 33(3)."""
    last = every_held[-1] if every_held else date.min
    waiting = (
        e for e in case.early_reviews if e.withdrawn_on is None and e.since > last and e.since >= care.belongs_from
    )
    for early in sorted(waiting, key=lambda e: (e.by, e.since, e.id)):
        yield Running(EARLY, rule_of_trigger(early.trigger), early.by, early.since, key=early.id)


def _capped(clock: Running, eighteen: date | None) -> Running:
    """A limit past the 18th birthday becomes the final review before it."""
    if eighteen is None or clock.limit < eighteen:
        return clock
    return replace(clock, limit=eighteen - _DAY, final=True)


# The open review that will serve them


def _adjourned(case: Case, care: CareStatus, every_held: Sequence[date]) -> Review | None:
    """The adjourned review still to be completed; one that a later review overtook is history."""
    last = every_held[-1] if every_held else date.min
    waiting = (
        (r.adjourned, r.id, r)
        for r in case.reviews
        if r.adjourned and r.is_open and r.adjourned >= care.belongs_from and r.adjourned > last
    )
    return min(waiting, key=lambda item: item[:2], default=(None, "", None))[2]


def _planned(case: Case, care: CareStatus, every_held: Sequence[date]) -> Review | None:
    """The planned review that comes next: the earliest booking that is not history, else one without a day."""
    last = every_held[-1] if every_held else date.min
    waiting = [
        r
        for r in case.reviews
        if r.is_open and not r.adjourned and (r.booked is None or (r.booked > last and r.booked >= care.belongs_from))
    ]
    return min(waiting, key=lambda r: (r.booked or date.max, r.id), default=None)


# What is told of it


def _authority(clock: Running, care: CareStatus, practice: Practice) -> str:
    """The rule's authority; a remand keeps the clock of regulation 33 under Part 8A. Source: CPPCR 47A."""
    remanded = care.legal_status is not None and care.legal_status.code == REMANDED
    return clock.rule.authority_for(practice.on(clock.since), "47A" if remanded and clock.rule in _REG33 else "")


def _notes(
    governing: Running,
    running: Sequence[Running],
    care: CareStatus,
    practice: Practice,
    booked: date | None,
    today: date,
) -> Iterator[str]:
    limit = governing.limit
    if booked and booked > limit:
        yield f"Booked for {day_words(booked, today)}, beyond the limit."
    if governing.final:
        yield "Final review before 18."
    if governing.note:
        yield governing.note
    for other in running:
        if other is not governing:
            authority = _authority(other, care, practice)
            yield f"{_NAMES[other.clock]}: limit {day_words(other.limit, today)} ({authority})."
    if not practice.statutory.is_working_day(limit):
        yield f"Last working day before: {day_words(practice.statutory.on_or_before(limit), today)}."
    if beyond_known(limit):
        yield "Bank holidays that far ahead are not published yet."
