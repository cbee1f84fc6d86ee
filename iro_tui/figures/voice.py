"""The child's part: took part, was there, chaired, was spoken with before. Source: Kent, Lancashire, CPPCR 36(1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from iro_tui.domain import codes
from iro_tui.domain.calendar import birthday
from iro_tui.domain.participation import EXCLUDED, FROM_AGE, attended, took_part
from iro_tui.domain.practice import Practice
from iro_tui.figures.figure import REMOVED, Counting, Declared
from iro_tui.figures.reckoning import HeldInPeriod, Reckoning

_NO_CODE = "no participation code is on record"
_BASE = "reviews held in the period, of children of 4 and over"


def _of_four_and_over(reckoning: Reckoning) -> Iterator[HeldInPeriod]:
    """Reviews of children who had turned 4; where the day of birth is not on record the code says it."""
    for each in reckoning.held:
        born = each.child.case.born
        if each.review.participation not in EXCLUDED and (born is None or each.held.held >= birthday(born, FROM_AGE)):
            yield each


def _by_code(judge: Callable[[str | None, Practice], bool | None]) -> Callable[[Reckoning], Iterator[Counting]]:
    """Reviews by what their participation code says."""

    def counted(reckoning: Reckoning) -> Iterator[Counting]:
        for each in _of_four_and_over(reckoning):
            code = each.review.participation
            known = code in codes.PARTICIPATION
            label = f"{code} {codes.PARTICIPATION[code]}" if code and known else _NO_CODE
            counts = bool(judge(code, reckoning.practice.on(each.held.held)))
            yield each.counting(counts, label, unknown="" if known else _NO_CODE)
        for past in reckoning.past:
            code, day = past.review.participation, past.review.held or reckoning.end
            if code in codes.PARTICIPATION and code not in EXCLUDED:
                label = f"{code} {codes.PARTICIPATION[code]}"
                yield Counting(REMOVED, day, bool(judge(code, reckoning.practice.on(day))), (label,))

    return counted


def _grouped(practice: Practice) -> str:
    return f"Taking part: {', '.join(practice.participation.took_part)}."


def _chaired(reckoning: Reckoning) -> Iterator[Counting]:
    for each in reckoning.held:
        chaired = each.record.child_chaired
        unknown = "whether the child chaired it is not on record" if chaired is None else ""
        yield each.counting(bool(chaired), unknown=unknown)


def _spoken(reckoning: Reckoning) -> Iterator[Counting]:
    for each in reckoning.held:
        review = each.review
        if not review.follow_record and review.spoken_on is None:
            continue  # one that a file brought: nothing was asked before it here
        if review.spoken_on is None and review.not_spoken_reason:
            yield each.counting(
                counts=False, unknown="a reason not to speak with the child is on record", left_out=True
            )
        else:
            unknown = "" if review.spoken_on else "whether the IRO spoke with the child is not on record"
            yield each.counting(review.spoken_on is not None and review.spoken_on <= each.held.held, unknown=unknown)


FIGURES = (
    Declared(
        "participation",
        "Took part in the review",
        "Of the reviews of children of 4 and over, those in which the child took part, as the practice groups the "
        "codes of the return.",
        _BASE,
        "%",
        "held in the period",
        _by_code(took_part),
        reports=("Lancashire", "Enfield", "Kent"),
        grouping=_grouped,
    ),
    Declared(
        "attendance",
        "Was at the review",
        "Of the reviews of children of 4 and over, those at which the child was there.",
        _BASE,
        "%",
        "held in the period",
        _by_code(lambda code, _practice: attended(code)),
        reports=("Kent",),
        grouping=lambda _practice: "There: PN1, PN2, PN3, PN4.",
    ),
    Declared(
        "chaired_own_review",
        "Chaired by the child",
        "Of the reviews held in the period, those that the child chaired.",
        "reviews held in the period",
        "%",
        "held in the period",
        _chaired,
        reports=("Kent",),
    ),
    Declared(
        "child_spoken_before",
        "Spoken with before the review",
        "Of the reviews for which speaking with the child was asked, those before which, or on whose day, the IRO had "
        "spoken with the child; where a reason not to is on record it was not asked.",
        "reviews held in the period for which speaking with the child was asked",
        "%",
        "held in the period",
        _spoken,
        reports=("Kent", "Shropshire"),
    ),
)
