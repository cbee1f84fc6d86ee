"""From a store to what the figures count: one query a table, however many children there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from iro_tui.caseload.survey_sheets import kept_sheets
from iro_tui.collector import without_collector
from iro_tui.domain.case import Review
from iro_tui.domain.colleagues import IRO
from iro_tui.domain.footprint import CHILD
from iro_tui.domain.several import parted
from iro_tui.domain.written import FILLED, STAFFING, as_number, is_number
from iro_tui.figures.service import (
    ConferenceAgencies,
    ContactMade,
    CountedChild,
    MoveAsked,
    ReviewKept,
    ReviewRecord,
    Service,
    SurveySheet,
    TaskDone,
    TeamSpan,
    TypedPosts,
)
from iro_tui.store import shapes
from iro_tui.store.columns import columns_by_child, columns_of

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection

_REVIEW = [part.name for part in fields(ReviewRecord) if part.name not in ("answers", "grades")]


def service_of(connection: Connection, caseload: Caseload) -> Service:
    """All that the figures rest on, as it stands today: ask the session for it with `query`."""
    with without_collector():
        return _service_of(connection, caseload)


def _service_of(connection: Connection, caseload: Caseload) -> Service:
    caseload, reviews = caseload.whole(connection), _reviews(connection)
    moves = columns_by_child(connection, shapes.DateChangeRow, "review_id", "requested_on", "asked_by", "reason")
    put_off = columns_by_child(
        connection, shapes.ConferenceMoveRow, "conference_id", "requested_on", "asked_by", "reason"
    )
    agencies = columns_by_child(connection, shapes.ConferenceRow, "id", "invited", "came")
    teams = columns_by_child(connection, shapes.WorkerRow, "team", "started", "ended", role="social_worker")
    tasks = columns_by_child(connection, shapes.TaskRow, "type", "done_on")
    contacts = columns_by_child(connection, shapes.ContactRow, "on_day", "how", "minutes", "who")
    children = tuple(
        CountedChild(
            child_id,
            case,
            record.sex,
            record.uasc,
            record.uasc_until,
            record.disabled,
            record.permanence_plan,
            record.facts["permanence_on"],
            tuple(TeamSpan(*span) for span in teams.get(child_id, ()) if span[0]),
            reviews.get(child_id, {}),
            _asked(moves.get(child_id, ()), caseload.today),
            _asked(put_off.get(child_id, ()), caseload.today),
            {key: ConferenceAgencies(parted(asked), parted(came)) for key, asked, came in agencies.get(child_id, ())},
            tuple(
                ContactMade(day, how, minutes, _with_child(who))
                for day, how, minutes, who in contacts.get(child_id, ())
                if day <= caseload.today
            ),
            tuple(TaskDone(kind, day) for kind, day in tasks.get(child_id, ()) if day and day <= caseload.today),
        )
        for child_id, case in caseload.cases.items()
        if (record := caseload.children.get(child_id))
    )
    own = caseload.own
    named = caseload.colleagues.get(own or "")
    carries = own if (named is None or named.role == IRO) and not caseload.manages else None
    return Service(
        children,
        caseload.practice,
        caseload.today,
        {key: each.fte for key, each in caseload.colleagues.items()},
        own,
        tuple(_typed(connection)),
        _past(connection, caseload.today),
        tuple(
            SurveySheet(each.survey, each.day, each.answers)
            for each in kept_sheets(connection)
            if each.day <= caseload.today
        ),
        carries,
    )


@cache
def _with_child(who: str | None) -> bool:
    """Whether a contact was with the child; there are few sets of people, and many contacts."""
    return CHILD in parted(who)


def _asked(rows: Iterable[Sequence[Any]], today: date) -> tuple[MoveAsked, ...]:
    """The moves that were asked for by now."""
    return tuple(move for row in rows if (move := MoveAsked(*row)).asked_on <= today)


def _reviews(connection: Connection) -> dict[str, dict[str, ReviewRecord]]:
    """What stands beside each review, by child and review."""
    answers: defaultdict[str, dict[str, str]] = defaultdict(dict)
    grades: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for review_id, item, answer, grade in columns_of(
        connection, shapes.ChecklistAnswerRow, "review_id", "item", "answer", "grade"
    ):
        answers[review_id][item] = answer
        if grade:
            grades[review_id][item] = grade
    return {
        child_id: {
            key: ReviewRecord(
                **dict(zip(_REVIEW, values, strict=True)), answers=answers.get(key, {}), grades=grades.get(key, {})
            )
            for key, *values in rows
        }
        for child_id, rows in columns_by_child(connection, shapes.ReviewRow, "id", *_REVIEW).items()
    }


_PAST = [name for name in Review._fields if name in shapes.PastReviewRow.by_name]


def _past(connection: Connection, today: date) -> tuple[ReviewKept, ...]:
    """The reviews of cases that were removed for good. Whether their record was followed is told by what was done."""
    kept = []
    for limit, *values in columns_of(connection, shapes.PastReviewRow, "limit_on", *_PAST):
        review = Review(**dict(zip(_PAST, values, strict=True)))
        followed = bool(review.decisions_on or review.record_on or review.distributed_on)
        if review.held and review.held <= today:
            kept.append(ReviewKept(review._replace(follow_record=followed), limit))
    return tuple(kept)


def _typed(connection: Connection) -> Iterator[TypedPosts]:
    """The filled posts that are typed in written parts."""
    for first, last, text in columns_of(
        connection, shapes.ReportEntryRow, "first", "last", "text", section=STAFFING, heading=FILLED
    ):
        if is_number(text):
            yield TypedPosts(first, last, as_number(text))
