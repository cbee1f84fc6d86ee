"""The records of reviews: decisions, record and distribution, and how many working days they took. Source: Kent."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from iro_tui.domain.duty_kind import DutyKind
from iro_tui.domain.duty_kinds import BY_ID
from iro_tui.domain.paperwork import own_limit
from iro_tui.figures.figure import Counting, Declared
from iro_tui.figures.reckoning import Reckoning

_BASE = "reviews completed in the period whose limit for it is past, or of which it is done"
BANDS = ((20, "16 to 20"), (35, "21 to 35"), (50, "36 to 50"), (65, "51 to 65"))
"""How late records are grouped: up to so many working days after completion. Source: Kent, domain reference 5.1."""
IN_TIME, LONGEST = "up to 15", "over 65"


def _within(kind: DutyKind) -> Callable[[Reckoning], Iterator[Counting]]:
    """Whether one step of the record was done by its own limit: a second clock that the practice has is no figure."""

    def counted(reckoning: Reckoning) -> Iterator[Counting]:
        for child_id, review, completed in reckoning.followed:
            limit, done_on = own_limit(kind, review, reckoning.service.practice), kind.done_on(review)
            if limit and (reckoning.is_over(limit) or reckoning.by_its_end(done_on)):
                in_time = done_on is not None and done_on <= limit
                yield Counting(child_id, completed, in_time, review_id=review.id)

    return counted


def _days(reckoning: Reckoning) -> Iterator[Counting]:
    office = reckoning.service.practice.office
    for child_id, review, completed in reckoning.followed:
        written = review.record_on
        if written and reckoning.by_its_end(written):
            days = max(0, office.between(completed, written))
            yield Counting(child_id, completed, True, (_band(days),), days, review.id)


def _band(days: int) -> str:
    if days <= 15:
        return IN_TIME
    return next((words for most, words in BANDS if days <= most), LONGEST)


def _step(figure_id: str, kind: str, title: str, reports: tuple[str, ...]) -> Declared:
    return Declared(
        figure_id,
        title,
        f"{title} of the review's completion; only reviews whose paperwork is followed here.",
        _BASE,
        "%",
        "completed in the period",
        _within(BY_ID[kind]),
        reports=reports,
    )


FIGURES = (
    _step("decisions_in_5wd", "decisions", "Decisions issued within {practice.record.decisions} working days",
          ("Kent", "Shropshire")),
    _step("record_in_15wd", "full_record", "Record written within {practice.record.full_record} working days",
          ("Kent",)),
    _step("distributed_in_20wd", "distribution",
          "Record distributed within {practice.record.distribution} working days", ("Kent", "Shropshire", "Enfield")),
    Declared(
        "record_days",
        "Working days to the record",
        "Working days from the review's completion to the written record, for records written by the end of the "
        "period: the mean, the fewest and the most, and in bands.",
        "records written, of reviews completed in the period",
        "days",
        "completed in the period",
        _days,
        things="records",
        reports=("Kent",),
        fewer_is_better=True,
        bands=(IN_TIME, *(words for _, words in BANDS), LONGEST),
    ),
)  # fmt: skip
