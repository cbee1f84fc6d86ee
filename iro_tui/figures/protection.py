"""Child protection: conferences in time over those due, moves, transfer-ins, plans. Source: Enfield, Lancashire."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from datetime import date

from iro_tui.domain.beside import Conference, ProtectionPlan
from iro_tui.domain.calendar import add_months, age_on
from iro_tui.domain.case import Case
from iro_tui.domain.conferences import (
    asked_since,
    called_off_on,
    first_limit,
    not_read,
)
from iro_tui.domain.plain_words import CATEGORIES
from iro_tui.domain.protection import AGENCIES, BEFORE_BIRTH, INITIAL, REVIEW, TRANSFER
from iro_tui.domain.protection_watch import ended_at_first_review, plans_before
from iro_tui.domain.review_conferences import (
    ReviewCounted,
    counted_before,
    due_before_here,
    reviews_of,
    tells_latest_alone,
)
from iro_tui.domain.several import parted
from iro_tui.figures.figure import Counting, Declared
from iro_tui.figures.population import BANDS
from iro_tui.figures.reckoning import Reckoning, Standing
from iro_tui.figures.service import CountedChild

IN_TIME, LATE, NOT_HELD = "in time", "late", "not held"
UNBORN, NOT_ON_RECORD = "unborn", "not on record"
_UNREAD = "what was held since the newest file ends is not on record"
_NO_START = "the day its limit runs from is not on record"
_NO_LAST = "the conference before it, or its kind, is not on record"
_NOT_ASKED = "who was asked is not on record"
_BEFORE_HERE = "it was due before the child came here, when others may have been held"
_BETWEEN = "whether another was held before it is not on record"
SEXES = {"F": "girls", "M": "boys"}


def _initial(*kinds: str) -> Callable[[Reckoning], Iterator[Counting]]:
    """The conferences of some kinds that were due in the period, each by its limit and so in one period alone."""

    def counted(reckoning: Reckoning) -> Iterator[Counting]:
        for child in reckoning.service.children:
            for conference in child.case.conferences:
                if conference.kind in kinds and (counting := _due(reckoning, child, conference)):
                    yield counting

    return counted


def _due(reckoning: Reckoning, child: CountedChild, conference: Conference) -> Counting | None:
    limit = first_limit(conference, child.case, reckoning.service.practice)
    called_off = called_off_on(conference)
    if limit is None or limit.inferred:
        if called_off and conference.held is None:  # that it was not held is known without its limit
            return Counting(child.id, called_off, False, (NOT_HELD,)) if called_off in reckoning else None
        day = conference.held or (limit.on if limit and reckoning.is_over(limit.on) else None)
        return _unknown(child, day, _NO_START) if day and day in reckoning else None
    if limit.on not in reckoning.period:
        return None
    if conference.held:
        return _kept(child, limit.on, conference.held)
    if called_off:
        return Counting(child.id, limit.on, False, (NOT_HELD,))
    return _missed(reckoning, child, asked_since(conference, limit.on), limit.on)


def _kept(child: CountedChild, limit: date, held: date) -> Counting:
    return Counting(child.id, limit, held <= limit, (IN_TIME if held <= limit else LATE,))


def _unknown(child: CountedChild, day: date, why: str) -> Counting:
    """What cannot be judged: it is in no base, and said beside it."""
    return Counting(child.id, day, False, unknown=why, left_out=True)


def _missed(reckoning: Reckoning, child: CountedChild, since: date, limit: date) -> Counting | None:
    """A limit that passed without a conference on record; not known where the newest file ends before it."""
    if not reckoning.is_over(limit):
        return None
    if not_read(child.case, since, limit, reckoning.over):
        return _unknown(child, limit, _UNREAD)
    return Counting(child.id, limit, False, (NOT_HELD,))


def _held_in(kind: str) -> Callable[[Reckoning], Iterator[Counting]]:
    def counted(reckoning: Reckoning) -> Iterator[Counting]:
        sittings: set[Hashable] = set()
        for child in reckoning.service.children:
            for conference in child.case.conferences:
                if conference.kind == kind and conference.held and conference.held in reckoning:
                    yield Counting(child.id, conference.held, amount=_once(sittings, child, conference.held))

    return counted


def _once(sittings: set[Hashable], child: CountedChild, *of: Hashable) -> int:
    """1 for the first child of a sitting, 0 for her siblings at the same one, who are behind the figure too."""
    sitting = (child.case.sibling_group or child.id, *of)
    if sitting in sittings:
        return 0
    sittings.add(sitting)
    return 1


def _reviews(reckoning: Reckoning) -> Iterator[Counting]:
    """The review conferences that were due in the period, each by its limit; what cannot be judged by its day."""
    for child in reckoning.service.children:
        for plan in child.case.plans:
            yield from filter(None, _reviews_of(reckoning, child, plan))


def _reviews_of(reckoning: Reckoning, child: CountedChild, plan: ProtectionPlan) -> Iterator[Counting | None]:
    case, practice = child.case, reckoning.service.practice
    for day in reviews_of(case, plan):
        counted = counted_before(case, plan, day, practice)
        if why := _unjudged(case, counted, day):
            yield _unknown(child, day, why) if day in reckoning else None
        elif counted.limit in reckoning.period:
            yield _kept(child, counted.limit, day)
    counted = counted_before(case, plan, date.max, practice)
    goes_on = (plan.ended is None or plan.ended > counted.limit) and reckoning.is_over(counted.limit)
    if goes_on and counted.limit in reckoning:
        why = _unjudged(case, counted)
        yield (_unknown(child, counted.limit, why) if why else _missed(reckoning, child, counted.since, counted.limit))


def _unjudged(case: Case, counted: ReviewCounted, held: date | None = None) -> str:
    """Why nobody can say whether a review conference was in time; empty where it is known.

    What would be left out if it were late is left out where it was in time too: a share of those alone that cannot be
    late would always be the whole.
    """
    if counted.inferred:
        return _NO_LAST
    if due_before_here(case, counted):
        return _BEFORE_HERE
    return _BETWEEN if held and tells_latest_alone(case, held) else ""


def _moves(reckoning: Reckoning) -> Iterator[Counting]:
    sittings: set[Hashable] = set()
    for child in reckoning.service.children:
        kinds = {conference.id: conference.kind == REVIEW for conference in child.case.conferences}
        nth: Counter[Hashable] = Counter()
        for move in child.conference_moves:
            if move.asked_on in reckoning:
                labels = (f"asked by: {move.asked_by or 'nobody named'}", f"why: {move.reason or 'no reason given'}")
                of = (kinds.get(move.review_id), move.asked_on, labels)
                nth[of] += 1  # the same conference may be moved twice on a day
                amount = _once(sittings, child, of, nth[of])
                yield Counting(child.id, move.asked_on, labels=labels, why=move.reason or "", amount=amount)


def _planned(reckoning: Reckoning) -> Iterator[tuple[Standing, ProtectionPlan]]:
    for standing in reckoning.standings:
        if standing.plan:
            yield standing, standing.plan


def _long(reckoning: Reckoning) -> Iterator[Counting]:
    for standing, plan in _planned(reckoning):
        months = reckoning.practice.conferences.long_plan_months
        long = add_months(plan.started, months) <= reckoning.end
        if plan.start_known or long:
            yield Counting(standing.child.id, reckoning.end, long)
        else:
            yield _unknown(standing.child, reckoning.end, "since when there is a plan is not on record")


def _repeated(reckoning: Reckoning) -> Iterator[Counting]:
    for child in reckoning.service.children:
        for plan in child.case.plans:
            if plan.started in reckoning and plan.start_known:
                before = plans_before(child.case, plan)
                if before or plan.previous_plans is not None:
                    yield Counting(child.id, plan.started, before > 0)
                else:
                    yield _unknown(child, plan.started, "whether there was one before is not on record")


def _ended_early(reckoning: Reckoning) -> Iterator[Counting]:
    for child in reckoning.service.children:
        for plan in child.case.plans:
            if plan.ended and plan.ended in reckoning:
                early = ended_at_first_review(child.case, plan, reckoning.service.practice)
                if early is None:
                    yield _unknown(child, plan.ended, "whether it was the first review is not on record")
                else:
                    yield Counting(child.id, plan.ended, early)


def _categories(reckoning: Reckoning) -> Iterator[Counting]:
    for standing, plan in _planned(reckoning):
        codes = parted(plan.category)
        named = CATEGORIES.get(codes[0], codes[0]) if codes else NOT_ON_RECORD
        words = CATEGORIES["multiple"] if len(codes) > 1 else named
        yield Counting(standing.child.id, reckoning.end, labels=(words,))


def _ages(reckoning: Reckoning) -> Iterator[Counting]:
    for standing, _ in _planned(reckoning):
        born = standing.case.born
        unborn = standing.case.is_unborn or (born is not None and born > reckoning.end)
        age = (
            UNBORN if unborn else f"age {NOT_ON_RECORD}" if born is None
            else next((words for below, words in BANDS if age_on(born, reckoning.end) < below), f"age {NOT_ON_RECORD}")
        )  # fmt: skip
        sex = UNBORN if unborn else SEXES.get(standing.child.sex or "", f"sex {NOT_ON_RECORD}")
        yield Counting(standing.child.id, reckoning.end, labels=tuple(dict.fromkeys((age, sex))))


def _attendance(reckoning: Reckoning) -> Iterator[Counting]:
    """Of each conference held in the period the agencies that were asked: whether each came."""
    for child in reckoning.service.children:
        for conference in child.case.conferences:
            who = child.agencies.get(conference.id)
            if conference.held and conference.held in reckoning and who:
                for agency in who.invited:
                    yield Counting(child.id, conference.held, agency in who.came, (AGENCIES.get(agency, agency),))
                for _ in () if who.invited else who.came:
                    yield _unknown(child, conference.held, _NOT_ASKED)


_END = "at the end of the period"
_DUE = "by its limit, whenever it was held"
_ONCE = "each counts in the period that its limit falls in, however late it was held"

FIGURES = (
    Declared(
        "icpc_in_time",
        "Initial conferences in time",
        "Of the initial conferences whose limit fell in the period, held or not, those held within "
        "{practice.conferences.initial_working_days} working days of the strategy discussion; one a child, and "
        f"{_ONCE}.",
        "initial conferences due in the period, held and not held",
        "%",
        _DUE,
        _initial(INITIAL, BEFORE_BIRTH),
        things="conferences",
        reports=("Enfield",),
        bands=(IN_TIME, LATE, NOT_HELD),
    ),
    Declared(
        "rcpc_in_time",
        "Review conferences in time",
        "Of the review conferences whose limit fell in the period, held or not, those held within "
        "{practice.conferences.first_review_months} months of the first conference, or "
        f"{{practice.conferences.later_months}} of the one before; one a child, and {_ONCE}.",
        "review conferences due in the period, held and not held",
        "%",
        _DUE,
        _reviews,
        things="conferences",
        reports=("Enfield",),
        bands=(IN_TIME, LATE, NOT_HELD),
    ),
    Declared(
        "transfer_ins",
        "Transfer-in conferences",
        "Transfer-in conferences held in the period; one of siblings held on one day is one, its children beside it.",
        "transfer-in conferences held in the period",
        "count",
        "held in the period",
        _held_in(TRANSFER),
        things="conferences",
        reports=("Enfield",),
        fewer_is_better=None,
        sittings=True,
    ),
    Declared(
        "transfer_ins_in_time",
        "Transfer-in conferences in time",
        "Of the transfer-in conferences whose limit fell in the period, held or not, those held within "
        f"{{practice.conferences.transfer_working_days}} working days of the written notification; {_ONCE}.",
        "transfer-in conferences due in the period, held and not held",
        "%",
        _DUE,
        _initial(TRANSFER),
        things="conferences",
        bands=(IN_TIME, LATE, NOT_HELD),
    ),
    Declared(
        "conferences_moved",
        "Conferences moved",
        "Changes of a conference's day asked in the period, by who asked and why; one of siblings moved together "
        "is one, its children beside it. None of them is among the reviews.",
        "moves of a conference's day asked in the period",
        "count",
        "asked in the period",
        _moves,
        things="moves",
        fewer_is_better=True,
        sittings=True,
    ),
    Declared(
        "cp_plans_2_years",
        "Plans of {practice.conferences.long_plan_months} months and more",
        "Of the children under a protection plan at the end of the period, those under it for "
        "{practice.conferences.long_plan_months} months or more.",
        f"children under a protection plan {_END}",
        "%",
        _END,
        _long,
        things="children",
        reports=("Enfield",),
        fewer_is_better=True,
    ),
    Declared(
        "cp_repeat_plans",
        "Second and later plans",
        "Of the protection plans that began in the period, those of children who had one before.",
        "protection plans that began in the period",
        "%",
        "began in the period",
        _repeated,
        things="plans",
        reports=("Enfield", "Lancashire"),
        fewer_is_better=True,
    ),
    Declared(
        "cp_categories",
        "Plans by category",
        "Children under a protection plan at the end of the period, by its category.",
        f"children under a protection plan {_END}",
        "count",
        _END,
        _categories,
        things="children",
        reports=("Enfield",),
        fewer_is_better=None,
    ),
    Declared(
        "cp_ages",
        "Plans by age and sex",
        "Children under a protection plan at the end of the period, by age, and as girls and boys; the unborn apart.",
        f"children under a protection plan {_END}",
        "count",
        _END,
        _ages,
        things="children",
        reports=("Enfield",),
        fewer_is_better=None,
        bands=(UNBORN, *(words for _, words in BANDS)),
    ),
    Declared(
        "cp_ended_first_review",
        "Plans ended at the first review conference",
        "Of the protection plans that ended in the period, those that ended at their first review conference.",
        "protection plans that ended in the period",
        "%",
        "ended in the period",
        _ended_early,
        things="plans",
        reports=("Lancashire",),
        fewer_is_better=None,
    ),
    Declared(
        "cp_attendance",
        "Agencies that came to conferences",
        "Of the agencies that were asked to conferences held in the period, those that came.",
        "agencies asked to conferences held in the period",
        "%",
        "held in the period",
        _attendance,
        things="agencies",
        reports=("Lancashire",),
        own_bases=True,
    ),
)
