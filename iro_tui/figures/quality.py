"""Quality at reviews: who chaired, RAG, the report, permanence, the checklist. Source: Shropshire, Kent."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from iro_tui.domain.care_status import care_status
from iro_tui.domain.duty_kinds import BY_ID
from iro_tui.domain.practice import Practice
from iro_tui.domain.practice_entries import Item
from iro_tui.domain.rag import on_day
from iro_tui.domain.vocabulary import CHAIRED_BY, NO, YES
from iro_tui.figures.figure import Counting, Declared
from iro_tui.figures.reckoning import HeldInPeriod, Reckoning

_HELD = "reviews held in the period"
_IN = "held in the period"
SECOND = 2
WORRIED = ("amber", "red")
NOT_GRADED = "not graded"
NO_RATING = "no rating is on record"


def _by_service(reckoning: Reckoning) -> Iterator[Counting]:
    for each in reckoning.held:
        chair = each.record.chaired_by
        unknown = "" if chair else "who chaired it is not on record"
        counts = _is_service(chair, reckoning.service.practice.on(each.held.held))
        yield each.counting(counts, chair or unknown, unknown=unknown)


def _is_service(chair: str | None, practice: Practice) -> bool:
    """Whether somebody of the service chaired, as the practice counts; else all but managers outside it."""
    named = next((each for each in practice.reviews.chairs if each.words == chair), None)
    return named.counts_as_service if named else bool(chair) and chair != CHAIRED_BY[-1]


def _rated(value: str) -> Callable[[Reckoning], Iterator[Counting]]:
    def counted(reckoning: Reckoning) -> Iterator[Counting]:
        for each in reckoning.held:
            rating = on_day(each.child.case, each.held.held) or on_day(each.child.case, each.review.completed_on)
            yield each.counting(bool(rating and rating.value == value), unknown="" if rating else NO_RATING)

    return counted


def _worrying(reckoning: Reckoning) -> Iterator[Counting]:
    """Reviews rated amber or red, by the theme of the rating."""
    for each in reckoning.held:
        rating = on_day(each.child.case, each.held.held) or on_day(each.child.case, each.review.completed_on)
        if rating and rating.value in WORRIED:
            yield each.counting(True, rating.theme or "no theme")


def _reported(reckoning: Reckoning) -> Iterator[Counting]:
    kind = BY_ID["sw_report"]
    for each in reckoning.held:
        limit, came = kind.rule.limit(each.held.held, reckoning.service.practice), kind.done_on(each.review)
        unknown = "" if came else "no report is on record"
        yield each.counting(came is not None and came <= limit, unknown=unknown)


def _permanence(reckoning: Reckoning) -> Iterator[Counting]:
    for each in reckoning.held:
        if each.held.number != SECOND:
            continue
        if not _is_whole(each, reckoning):
            yield each.counting(
                counts=False, unknown="whether it is the second is not on record", left_out=True
            )  # fmt: skip
            continue
        reviews = [review for review in each.history.held if review.held <= each.held.held]
        known = any(each.child.record(review.review.id).permanence for review in reviews[-SECOND:])
        since = each.child.permanence_on
        if known or since:
            yield each.counting(known or (since is not None and since <= each.held.held))
            continue
        # A plan is asked at a review only while none is on record.
        later = [review for review in each.history.held if review.held > each.held.held]
        before = bool(each.child.permanence_plan) and not any(
            each.child.record(review.review.id).permanence for review in later
        )
        unknown = "since when there is a plan is not on record; counted as in time" if before else ""
        yield each.counting(before, unknown=unknown)


def _is_whole(each: HeldInPeriod, reckoning: Reckoning) -> bool:
    """Whether no review of this time in care may be missing from the record."""
    care = care_status(each.child.case, reckoning.practice, each.held.held)
    if care is None:
        return False
    return care.since_known and (care.reviews_known_from is None or care.reviews_known_from <= care.since)


def _answered(item: Item) -> Callable[[Reckoning], Iterator[Counting]]:
    """The yes among the yes and no to an item; what does not apply, or was not asked, is in neither."""

    def counted(reckoning: Reckoning) -> Iterator[Counting]:
        for each in reckoning.held:
            answer = each.record.answers.get(item.id)
            if answer in (YES, NO):
                grade = each.record.grades.get(item.id) or NOT_GRADED
                yield each.counting(answer == YES, *([grade] if reckoning.practice.checklist.grades else ()))

    return counted


def items_of(practice: Practice) -> tuple[Declared, ...]:
    """A figure for every item of the practice's checklist."""
    return tuple(
        Declared(
            f"qa.{item.id}",
            (item.measure or item.words).replace("{", "{{").replace("}", "}}"),
            "Of the answers to this item at reviews held in the period, yes of yes and no.",
            "answers yes or no, at reviews held in the period",
            "%",
            _IN,
            _answered(item),
            things="answers",
            reports=("Shropshire", "Kent", "Lancashire"),
            bands=practice.checklist.grades,
        )
        for item in practice.checklist.items
    )


def _rag(value: str, *, fewer_is_better: bool) -> Declared:
    return Declared(
        f"rag_{value}",
        f"Rated {value}",
        f"Of the reviews held in the period, those rated {value} at the review.",
        _HELD,
        "%",
        _IN,
        _rated(value),
        reports=("Shropshire",),
        fewer_is_better=fewer_is_better,
    )


FIGURES = (
    Declared(
        "chaired_by_service",
        "Chaired by the service",
        "Of the reviews held in the period, those chaired by an IRO, or by anybody else whom the service counts as its "
        "own.",
        _HELD,
        "%",
        _IN,
        _by_service,
        reports=("Kent",),
    ),
    _rag("green", fewer_is_better=False),
    _rag("amber", fewer_is_better=True),
    _rag("red", fewer_is_better=True),
    Declared(
        "rag_themes",
        "Rated amber or red",
        "Reviews held in the period that were rated amber or red, by the theme of the rating.",
        "reviews held in the period and rated amber or red",
        "count",
        _IN,
        _worrying,
        reports=("Shropshire",),
        fewer_is_better=True,
    ),
    Declared(
        "sw_report_in_time",
        "Social worker's report in time",
        "Of the reviews held in the period, those whose report came at least {practice.preparation.sw_report} working "
        "days before.",
        _HELD,
        "%",
        _IN,
        _reported,
        reports=("Shropshire", "Enfield", "Kent"),
    ),
    Declared(
        "permanence_by_second_review",
        "Permanence plan by the second review",
        "Of the second reviews held in the period, those by which there was a permanence plan.",
        "second reviews held in the period",
        "%",
        _IN,
        _permanence,
        reports=("Lancashire",),
    ),
)
