"""The reviews: the next one of every child, and those that were held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from iro_tui.caseload.lines import AboutChild
from iro_tui.caseload.lists.base import (
    BY_THE_RULES,
    QUIET,
    Column,
    List,
    Switch,
    View,
    ahead_heading,
    child_column,
    clock_columns,
    only_data,
    rag_column,
)
from iro_tui.caseload.lists.kinds import (
    BOOKED,
    DAY,
    LIMIT,
    PARTICIPATION,
    REVIEW_BY,
    TEXT,
    TICKED,
    Booking,
    ReviewBy,
    limit_of,
)
from iro_tui.caseload.who import who_of
from iro_tui.domain.case import Case, Review
from iro_tui.domain.duty_kind import BOOKING
from iro_tui.domain.duty_kinds import PREPARATION
from iro_tui.domain.rag import on_day
from iro_tui.domain.words import day_words, in_a_sentence

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class ReviewLine(AboutChild):
    """A review coming up, or one held, as a line of the Reviews screen."""

    review_id: str
    rule: str
    authority: str
    limit: date | None
    booked: date | None
    held: date | None
    completed: date | None
    participation: str | None
    rag: str | None
    """Of a review coming up the present one; of one held the one given that day."""
    clock: str | None
    ticks: str = ""
    """Preparation so far: a letter for what is done, `-` for what is not: talk, invitations, report, papers, child."""
    inferred: bool = False
    not_before: date | None = None
    latest: date | None = None
    amiss: bool = False
    """Whether it is booked for a day beyond its limit, or before the first that counts."""
    note: str = ""
    what: str = ""
    """What the review is called; for one held, how it was."""
    booked_time: str = ""
    days: int = 0
    working_days: int = 0
    """Days and working days to the limit, negative when late."""
    distance: str = ""
    """How far off it is in words, of a review coming up."""


def reviews(connection: Connection, caseload: Caseload, *, held: bool = False) -> tuple[ReviewLine, ...]:
    """The next review of every child, or with `held` every review that was."""
    return held_reviews(caseload.whole(connection, only=("ratings",))) if held else coming(caseload)


def coming(caseload: Caseload) -> tuple[ReviewLine, ...]:
    """The next review of every child on the caseload, by limit."""
    rows = []
    for child_id in caseload.status:
        case = caseload.cases[child_id]
        upcoming = caseload.on_day[child_id].next_review
        if upcoming is None:
            continue
        review = next((r for r in case.reviews if r.id == upcoming.review_id and upcoming.review_id), None)
        who = who_of(caseload, child_id)
        duty = next((duty for duty in caseload.duties[child_id] if duty.is_review), None)
        rows.append(
            ReviewLine(
                who,
                review_id=upcoming.review_id,
                rule=upcoming.rule,
                authority=upcoming.authority,
                limit=upcoming.limit,
                booked=upcoming.booked,
                booked_time=upcoming.booked_time,
                held=None,
                completed=None,
                participation=None,
                rag=who.rag,
                clock=duty.clock if duty else None,
                ticks=_ticks(review),
                inferred=upcoming.inferred,
                not_before=upcoming.not_before,
                latest=upcoming.latest,
                amiss=upcoming.beyond_limit or upcoming.too_early,
                note=upcoming.note,
                what=duty.what if duty else "",
                days=duty.days if duty else 0,
                working_days=duty.working_days if duty else 0,
                distance=duty.distance if duty else "",
            )
        )
    return tuple(sorted(rows, key=lambda row: _place(row, caseload.today)))


def _place(row: ReviewLine, today: date) -> tuple[object, ...]:
    """By limit; of those that are past, what is only worked out after what is on record."""
    limit = row.limit or date.max
    return (limit >= today, row.inferred and limit < today, limit, row.ref)


def held_reviews(caseload: Caseload) -> tuple[ReviewLine, ...]:
    """Every review held, the latest first."""
    rows = [
        ReviewLine(
            who,
            review_id=review.id,
            rule="",
            authority="",
            limit=None,
            booked=review.booked,
            held=review.held,
            completed=review.completed_on,
            participation=review.participation,
            rag=_rag_of(case, review),
            clock=None,
            what=f"finished on {day_words(review.completed, caseload.today)}"
            if review.completed and review.completed != review.held
            else "",
        )
        for child_id, case in caseload.cases.items()
        for who in (who_of(caseload, child_id),)
        for review in case.held_reviews
    ]
    return tuple(sorted(rows, key=lambda row: (row.held or date.min, row.ref), reverse=True))


def _rag_of(case: Case, review: Review) -> str | None:
    """The rating that was given on the day of a review."""
    rating = on_day(case, review.held)
    return rating.value if rating else None


def _ticks(review: Review | None) -> str:
    """Preparation in a word: the first letter of each thing that is done."""
    return "".join(LETTERS[kind.id] if review and kind.done_on(review) else "-" for kind in PREPARATION)


def _ready(row: ReviewLine) -> str:
    """`3 of 5`."""
    return f"{sum(letter != '-' for letter in row.ticks)} of {len(row.ticks)}"


def _is_ready(place: int, row: ReviewLine) -> bool:
    return row.ticks[place : place + 1] not in ("", "-")


# The list


def _due_by(row: ReviewLine) -> ReviewBy | None:
    return ReviewBy(row.limit, row.clock or "on_time", row.inferred) if row.limit else None


def _booking(row: ReviewLine) -> Booking:
    return Booking(row.booked, row.amiss, "not booked", row.clock in ("overdue", "today", "soon"), row.booked_time)


def _removes(row: ReviewLine) -> tuple[str, str] | None:
    if row.held:
        return "review", row.review_id
    return (BOOKING, row.review_id) if row.booked else None


def _heading(row: ReviewLine, today: date, _held: bool) -> str:
    if row.held:
        return f"Held in {row.held.year}"
    if row.limit is None:
        return "Without a limit"
    days = (row.limit - today).days
    if days < 0 and row.inferred:
        return "Past by what is worked out: confirm"
    return ahead_heading(days)


HELD, COMING = True, False
LETTERS = {"sw_iro_talk": "t", "invitations": "i", "sw_report": "r", "papers": "p", "speak_to_child": "c"}
"""What scripts know preparation by."""
READY = {"sw_iro_talk": "Wkr", "invitations": "Inv", "sw_report": "Rep", "papers": "Pap", "speak_to_child": "Chd"}
"""The columns of preparation: with the worker, invitations, report, papers, child."""
COLUMNS: tuple[Column[ReviewLine], ...] = (
    Column("held", "Held", DAY, width=10, when=HELD, json="held", means="the day, or that of its first meeting"),
    Column("limit", "Due by", LIMIT, lambda row: limit_of(row.limit, inferred=row.inferred), when=COMING,
           json="limit", means="by when it is to be held"),
    Column("due", "Due by", REVIEW_BY, _due_by, 13, when=COMING, printed=False, joined=True),
    *clock_columns(when=COMING, from_width=122),
    *child_column(),
    rag_column(lambda row: row.rag, means="the child's RAG; of a review held, the one given that day"),
    Column("took-part", "The child", PARTICIPATION, lambda row: row.participation or None, 24, flex=True, when=HELD,
           json="participation", means="how the child took part, by its code in the SSDA903 return"),
    Column("booked", "Booked", BOOKED, _booking, 12, when=COMING, json="booked", means="the agreed day"),
    Column("prepared", "Ready", TEXT, _ready, when=COMING),
    only_data("ticks", "preparation so far, a letter for what is done, `-` for what is not: talk, invitations, report, "
              "papers, child spoken to", lambda row: row.ticks or None),
    *(
        Column(f"ready-{kind.id}", READY[kind.id], TICKED, partial(_is_ready, place), 3,
               when=COMING, sort=False, printed=False)
        for place, kind in enumerate(PREPARATION)
    ),
    Column("what", "What", TEXT, lambda row: f"{row.what}{', inferred' * row.inferred}", 12, flex=True, when=COMING,
           from_width=100, printed=False),
    Column("what", "", TEXT, lambda row: row.what, 18, from_width=100, tone=QUIET, when=HELD, json="what",
           means="what the review is called; of one held, when it was finished"),
    Column("authority", "Authority", TEXT, width=18, from_width=144, tone=QUIET, when=COMING, cut_last=True,
           json="authority", means="where the limit comes from"),
    Column("note", "Note", TEXT, width=20, flex=True, from_width=166, tone=QUIET, sort=False, when=COMING,
           printed=False, json="note", means="a further sentence"),
    only_data("booked_time", "HH:MM, where the agreed day has an hour", lambda row: row.booked_time or None),
    only_data("rule", "the id of the rule that sets the limit", lambda row: row.rule or None),
    only_data("review_id", "names the review", lambda row: row.review_id or None),
    only_data("not_before", "the first day that counts, where the law sets one"),
    only_data("latest", "where the last review is not on record, the latest limit possible; `limit` is the earliest"),
    only_data("completed", "the day of its last meeting"),
    only_data("inferred", "whether the limit rests on something that is not on record: confirm it"),
)  # fmt: skip

REVIEWS = List(
    id="reviews",
    title="Reviews",
    help="reviews coming up",
    json="reviews",
    unit="reviews",
    reads=BY_THE_RULES,
    rows=reviews,
    columns=COLUMNS,
    key=lambda row: (row.child_id, row.review_id),
    heading=_heading,
    removes=_removes,
    about=lambda row: row.review_id,
    views=(
        View(COMING, "Reviews coming up.", "No review is coming up.", "> shows those held; ← → conferences, court."),
        View(HELD, "Reviews held, the latest first.", "No review has been recorded yet.", "> shows those coming up."),
    ),
    switch=Switch("held", "--held", "those held instead, the latest first"),
    hints=("hold", "book", "done", "contact", "open", "conferences"),
    legend="Ready: of talk, invitations, report, papers, child; ! booked outside the days; ~ inferred: confirm.",
    signs=(*((READY[kind.id], f"{in_a_sentence(kind.what)}: ✓ done, · not yet") for kind in PREPARATION),),
)
