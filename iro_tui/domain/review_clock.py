"""When the next review must be held: the clocks that run and the one that governs. Source: reference 1.1 and 1.7."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from iro_tui.domain import codes
from iro_tui.domain.adoption_clocks import adoption_clocks
from iro_tui.domain.calendar import add_months, age_on, beyond_known
from iro_tui.domain.care_status import FULL, CareStatus, care_status, majority
from iro_tui.domain.case import Case, Review
from iro_tui.domain.counting import Start, count, held_since, told_by_file
from iro_tui.domain.near_reviews import Pair, counted_days, in_doubt, pairs
from iro_tui.domain.practice import Practice
from iro_tui.domain.running import (
    ADJOURNED,
    CLOCK_NAMES,
    EARLY,
    LOOKED_AFTER,
    SHORT_BREAK,
    ReviewClock,
    Running,
    not_on_record,
)
from iro_tui.domain.timescales import ADO0_LATER, PLMOVE_SECOND, RULES, SB48_LATER, rule_of_trigger
from iro_tui.domain.words import day_words

_REG33 = (RULES["rev1"], RULES["rev2"], RULES["rev3+"])
_MOVED = (RULES["plmove"], PLMOVE_SECOND, RULES["rev3+"])
_REG48 = (RULES["sb48"], SB48_LATER)

BETWEEN_BREAKS = "Between two short breaks: the series is taken to go on; confirm."
_WHY_NOT_PLACED = (
    f"It establishes why the child is not placed for adoption, and what follows ({RULES['ado-why'].authority}, "
    "unconfirmed)."
)
TAKEN_AS_ONE = "Two reviews within 14 days: taken as one in two meetings until you say; the limit runs from the first."
_DAY = timedelta(days=1)


class NextReview(NamedTuple):
    """The review a child's case asks for next: the earliest of the clocks that run.

    `since` is the day the clock was set off: the previous review, or the start.
    """

    limit: date
    rule: str
    authority: str
    clock: ReviewClock
    since: date
    booked: date | None = None
    booked_time: str = ""
    """HH:MM; empty where only the day is agreed, or none."""
    inferred: bool = False
    final: bool = False
    """Whether it is the final review before the 18th birthday."""
    settled: bool = False
    """Whether that was held already: nothing is asked by this limit, though another may still be recorded."""
    note: str = ""
    review_id: str = ""
    """The open review on record that will serve it; empty when none has been planned yet."""
    not_before: date | None = None
    """The first day that the law allows for it, where it sets one: a review before it does not count."""
    latest: date | None = None
    """Where the last review is not on record: the latest limit possible; `limit` is the earliest, and counts."""
    unknown: bool = False
    """Whether the last review is not on record, so that the limit is no fact."""
    unrecorded: date | None = None
    """The day for which it was booked, where that has passed and nothing was recorded; `booked` is then None."""
    place: str = ""
    """Where the meeting that is booked will be, as far as that is agreed."""

    @property
    def agreed(self) -> date | None:
        """The day that is booked, or was and has passed."""
        return self.booked or self.unrecorded

    @property
    def beyond_limit(self) -> bool:
        return self.booked is not None and self.is_beyond(self.booked)

    def is_beyond(self, day: date) -> bool:
        """Whether a day lies beyond the limit; beyond the latest that is possible where the limit is no fact."""
        if self.unknown:
            return self.latest is not None and day > self.latest
        return day > self.limit

    @property
    def too_early(self) -> bool:
        """Whether it is booked for a day before the first that counts."""
        return self.booked is not None and self.is_too_early(self.booked)

    def is_too_early(self, day: date) -> bool:
        """Whether a review held on a day would not count for it."""
        return self.not_before is not None and day < self.not_before

    def when(self, today: date) -> str:
        """The days for it: `by Tue 22 Dec`, `between Tue 8 Dec and Tue 22 Dec`, also of a limit that is a span."""
        first, last = (self.limit, self.latest) if self.latest else (self.not_before, self.limit)
        return (
            f"between {day_words(first, today)} and {day_words(last, today)}"
            if first
            else f"by {day_words(last, today)}"
        )


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
    in_doubt: Pair | None = None
    """Two reviews that may be one, where the limit hangs on it."""

    @property
    def asked(self) -> NextReview | None:
        """The review that is asked for; None where the final one before the 18th birthday was held."""
        return None if self.next.settled else self.next

    @property
    def to_prepare(self) -> Running:
        """The clock by whose limit the review is booked and prepared: the adjourned one beside one that is late."""
        late = self.governing in self.normal
        return next((clock for clock in self.running if late and clock.clock == ADJOURNED), self.governing)

    @property
    def normal_governing(self) -> Running:
        """What would govern if nothing were early or adjourned."""
        return min(self.normal, key=lambda clock: clock.limit)

    @property
    def unknown(self) -> Running | None:
        """The clock that hangs on a review which is not on record; None where all that matters is."""
        return next((clock for clock in self.running if clock.unknown), None)

    @property
    def hangs_on_start(self) -> Running | None:
        """The clock whose limit hangs on the first day of care, which is not on record; None where none does."""
        return next((clock for clock in self.running if clock.if_first and clock.if_first < clock.limit), None)

    @property
    def without_early(self) -> Running:
        """What the review must be held by if nothing were early: the adjourned one's limit while one is open."""
        adjourned = (clock for clock in self.running if clock.clock == ADJOURNED)
        return next(adjourned, self.normal_governing)


def next_review(case: Case, practice: Practice, today: date) -> NextReview | None:
    """The review the case asks for next; None for a child who is not looked after, or had the final one before 18."""
    clocks = review_clocks(case, practice, today, care_status(case, practice, today))
    return clocks.asked if clocks else None


def review_clocks(case: Case, practice: Practice, today: date, care: CareStatus | None) -> ReviewClocks | None:
    """The clocks of a case whose standing is known already; None for a child who is not looked after."""
    if care is None:
        return None
    eighteen, every_held = majority(case), case.held_days
    held, near = held_since(every_held, care.counts_from), pairs(case, care.counts_from, every_held)
    counted = counted_days(every_held, near)
    finals = (r.held for r in case.reviews if r.final and r.is_held and r.held and r.held >= care.counts_from)
    final_on = max(finals, default=None)
    normal = [
        _settled(_capped(told_by_file(clock, case, today), eighteen), clock, final_on, practice, eighteen)
        for clock in (_by_age(clock, case, practice, today) for clock in _normal(case, practice, care, counted))
    ]
    if doubt := in_doubt(near, held):
        normal = [clock._replace(inferred=True, note=f"{clock.note} {TAKEN_AS_ONE}".strip()) for clock in normal]
    running = normal
    adjourned = _adjourned(case, care, every_held)
    if adjourned and adjourned.adjourned:
        on, rule = adjourned.adjourned, RULES["adjourn"]
        clock = Running(ADJOURNED, rule, rule.limit(on, practice), on, key=adjourned.id)
        # What was late when it was adjourned stays late beside its own limit. Source: domain reference 1.7.
        stays = (c for c in normal if c.since > on or (c.limit < on and not c.unknown))
        running = [*stays, _capped(clock, eighteen)]
    running = [*running, *(_capped(clock, eighteen) for clock in _early(case, care))]
    # The order above settles ties: the looked-after clock first, an early trigger last.
    running = sorted([c for c in running if not c.settled] or running, key=lambda c: c.limit)
    governing = running[0]
    serving = adjourned or _planned(case, care, every_held, practice)
    booked = serving.booked if serving else None
    if serving and serving.adjourned and booked and booked <= serving.adjourned:
        booked = None  # the booking of the meeting that was adjourned
    unrecorded = booked if booked and booked < today else None
    if unrecorded:
        booked = None  # a booking in the past is none
    missed = _missed_before_placing(case, practice, care, counted)
    # One review serves every clock whose days it falls in.
    not_before = max((c.not_before for c in running if c.not_before and c.not_before <= governing.limit), default=None)
    upcoming = NextReview(
        limit=governing.limit,
        rule=governing.rule.id,
        authority=_authorities(governing, running, care, practice),
        clock=governing.clock,
        since=governing.since,
        booked=booked,
        booked_time=(serving.booked_time or "") if serving and booked else "",
        inferred=governing.inferred,
        final=governing.final,
        settled=governing.settled and booked is None and unrecorded is None,
        note=" ".join(_notes(governing, running, care, practice, booked, missed, today)),
        review_id=serving.id if serving else "",
        not_before=not_before,
        latest=governing.latest,
        unknown=governing.unknown,
        unrecorded=unrecorded,
        place=(serving.venue or "") if serving and booked else "",
    )
    return ReviewClocks(tuple(normal), tuple(running), governing, tuple(held), serving, upcoming, doubt)


# The clocks


def _normal(case: Case, practice: Practice, care: CareStatus, every_held: Sequence[date]) -> Iterator[Running]:
    """The clocks of the regulations, the looked-after or short-break one first.

    While a child is placed for adoption the Care Planning Regulations do not apply: only AAR 36 runs. Source: CPPCR 3.
    """
    held = held_since(every_held, care.counts_from)
    known = care.reviews_known_from
    last_alone = bool(held) and care.period.reviews_known_from == held[-1] and case.known_last is None
    start = Start(care.since, care.since_known, known, last_alone)
    if care.regime != FULL:
        clock = count(SHORT_BREAK, _REG48, start, held, practice)
        if care.inferred:
            clock = clock._replace(inferred=True, note=f"{clock.note} {BETWEEN_BREAKS}".strip())
        yield clock
        return
    if not care.placed_since:
        yield count(LOOKED_AFTER, _REG33, start, held, practice)
        moved = _last_unplanned_move(case, care)
        if moved and practice.on(moved).reviews.restart_after_unplanned_move:
            again = Start(moved, known=True, reviews_known_from=care.reviews_known_from)
            yield count(LOOKED_AFTER, _MOVED, again, held_since(every_held, moved), practice)
    yield from adoption_clocks(care, every_held, practice)


def _by_age(clock: Running, case: Case, practice: Practice, today: date) -> Running:
    """The clock with the local limit for a child so young, where that is sooner; once the law's has passed, the law's.

    Such a limit is the service's own, between reviews: it makes none late in law, whose limit is told beside it.
    """
    ages = practice.on(clock.since).reviews.by_age
    if not (ages and case.born and clock.held and clock.clock == LOOKED_AFTER) or clock.limit < today:
        return clock
    months = min((each.months for each in ages if age_on(case.born, clock.since) < each.under), default=0)
    if not months or (limit := add_months(clock.since, months)) >= clock.limit:
        return clock
    note = f"{clock.note} The law's limit: {day_words(clock.limit, today)}.".strip()
    return clock._replace(rule=RULES["by-age"], limit=limit, note=note)


def _missed_before_placing(case: Case, practice: Practice, care: CareStatus, every_held: Sequence[date]) -> date | None:
    """The limit of regulation 33 that passed before the child was placed for adoption; None where none is on record."""
    placed = care.placed_since
    if placed is None or placed <= care.since:
        return None
    held = [day for day in held_since(every_held, care.counts_from) if day < placed]
    start = Start(care.since, care.since_known, care.reviews_known_from)
    clock = told_by_file(count(LOOKED_AFTER, _REG33, start, held, practice), case, placed)
    return clock.limit if clock.limit < placed and not clock.inferred else None


def _last_unplanned_move(case: Case, care: CareStatus) -> date | None:
    """The day the latest unplanned move of this standing ended a placement."""
    ends = (p.ended for p in case.placements if p.ended and p.end_reason in codes.UNPLANNED_MOVE)
    return max((day for day in ends if day >= care.since), default=None)


def _early(case: Case, care: CareStatus) -> Iterator[Running]:
    """Early triggers that no review has answered yet. Source: CPPCR 33(3)."""
    waiting = (early for early in case.waiting_early if early.since >= care.belongs_from)
    for early in sorted(waiting, key=lambda e: (e.by, e.since, e.id)):
        yield Running(EARLY, rule_of_trigger(early.trigger), early.by, early.since, key=early.id)


def _capped(clock: Running, eighteen: date | None) -> Running:
    """A limit past the 18th birthday becomes the final review before it."""
    if eighteen is None or max(clock.limit, clock.latest or clock.limit) < eighteen:
        return clock
    if clock.limit < eighteen:
        return clock._replace(latest=eighteen - _DAY)
    return clock._replace(limit=eighteen - _DAY, latest=None, rule=RULES["final"], final=True)


def _settled(
    clock: Running, as_counted: Running, final_on: date | None, practice: Practice, eighteen: date | None
) -> Running:
    """The clock, settled where a review was held as the final one, and the limit that ran from it lay beyond 18.

    The second condition keeps a review whose child turned out younger from being the last. Source: reference 1.7.
    """
    if not (clock.final and final_on and eighteen) or as_counted.rule.limit(final_on, practice) < eighteen:
        return clock
    return clock._replace(settled=True)


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


def _planned(case: Case, care: CareStatus, every_held: Sequence[date], practice: Practice) -> Review | None:
    """The planned review that comes next: the earliest booking that is not history, else one without a day.

    A booking is used up by a review held shortly before it, unless it was made for another review than that.
    """
    last = every_held[-1] if every_held else date.min

    def waits(review: Review, booked: date) -> bool:
        near = booked > last > date.min and (booked - last).days <= practice.reviews.booking_used_days
        return booked > last and booked >= care.belongs_from and (not near or bool(review.apart))

    waiting = [r for r in case.reviews if r.is_open and not r.adjourned and (r.booked is None or waits(r, r.booked))]
    return min(waiting, key=lambda r: (r.booked or date.max, r.id), default=None)


# What is told of it


def _authority(clock: Running, care: CareStatus, practice: Practice) -> str:
    """The rule's authority; a remand keeps the clock of regulation 33 under Part 8A. Source: CPPCR 47A."""
    remanded = care.legal_status is not None and care.legal_status.code == codes.REMAND
    return clock.rule.authority_for(practice.on(clock.since), "47A" if remanded and clock.rule in _REG33 else "")


def _authorities(governing: Running, running: Sequence[Running], care: CareStatus, practice: Practice) -> str:
    """The authority of the clock that governs, and of every other that ends on the same day."""
    same_day = (clock for clock in running if clock.limit == governing.limit)  # the one that governs is the first
    return ", ".join(dict.fromkeys(_authority(clock, care, practice) for clock in same_day))


def _notes(
    governing: Running,
    running: Sequence[Running],
    care: CareStatus,
    practice: Practice,
    booked: date | None,
    missed: date | None,
    today: date,
) -> Iterator[str]:
    limit = governing.limit
    if booked and not governing.unknown and booked > limit:
        yield f"Booked for {day_words(booked, today)}, beyond the limit."
    for clock in running:
        if booked and clock.not_before and booked < clock.not_before:
            first = day_words(clock.not_before, today)
            yield f"Booked for {day_words(booked, today)}, before the first day that counts, {first}."
    if governing.final:
        yield "Final review before 18."
    if governing.not_before:
        first, returned = day_words(governing.not_before, today), day_words(governing.since, today)
        yield f"Not before {first}: the child returned to the agency on {returned}."
    if words := not_on_record(governing, today):
        yield words
    if governing.note:
        yield governing.note
    for other in running:
        if (other.clock, other.limit) != (governing.clock, governing.limit):
            yield f"{CLOCK_NAMES[other.clock]}: limit {_by(other, today)} ({_authority(other, care, practice)})."
    if any(clock.rule is ADO0_LATER and clock.held == 1 for clock in running) and not care.returned_on:
        yield _WHY_NOT_PLACED
    if missed:
        yield f"The review due by {day_words(missed, today)} was not held before the child was placed for adoption."
    if not practice.statutory.is_working_day(limit):
        yield f"Last working day before: {day_words(practice.statutory.on_or_before(limit), today)}."
    if beyond_known(limit):
        yield "Bank holidays that far ahead are not published yet."


def _by(clock: Running, today: date) -> str:
    """The limit of a clock that does not govern, with its other end, and whether it is inferred."""
    words = day_words(clock.limit, today)
    if clock.not_before:
        words = f"{words}, not before {day_words(clock.not_before, today)}"
    return f"{words}{', inferred' * clock.inferred}"
