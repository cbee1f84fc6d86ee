"""The paperwork of held reviews: its five clocks, the manager's reply, the signature, and the two measures of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from iro_tui.caseload.lines import AboutChild
from iro_tui.caseload.lists.base import (
    BY_THE_RULES,
    STILL_OPEN,
    Column,
    List,
    Switch,
    View,
    child_column,
    only_data,
    rag_column,
)
from iro_tui.caseload.lists.kinds import DAY, STEP, TEXT, Step
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.who import who_of
from iro_tui.domain.case import Review
from iro_tui.domain.duty import Duty
from iro_tui.domain.duty_kind import DutyKind, Group
from iro_tui.domain.duty_kinds import RECORD, SIGN_OFF
from iro_tui.domain.paperwork import record_limit
from iro_tui.domain.people import MANAGER, OWED, PARTS
from iro_tui.domain.practice import Practice
from iro_tui.domain.words import day_words, distance_words, in_a_sentence

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class RecordStep:
    """One clock of a review's record: a day by which, and the day on which, something is done."""

    kind: str
    """The kind of the duty: decisions, manager_reply, care_plan_update, full_record or distribution."""
    what: str
    due: date | None
    """None while what it runs from is not done."""
    done_on: date | None
    late: int
    """Working days past its limit, when it was done or else today; 0 in time."""
    clock: str
    """done, overdue, today, soon or on_time; empty for what is not asked: not yet, or not any more."""
    duty_id: str = ""
    """The duty that a tick marks as done; empty where nothing is asked."""
    days: int = 0
    working_days: int = 0
    """Days and working days to the limit, negative when late; 0 where nothing is asked."""


@dataclass(frozen=True, slots=True)
class PaperworkLine(AboutChild):
    """A held review with the clocks of its record."""

    review_id: str
    held: date
    completed: date
    steps: tuple[RecordStep, ...]
    """In the order of `paperwork.RECORD`: decisions, reply, care plan, full record, distribution."""
    manager_reply: str | None
    """agrees, queries or none."""
    signed_off_on: date | None
    left_care: bool = False
    """Whether it is still asked though the child has left care."""
    waits_for: str = ""
    """Who has what is to be done next; empty where nothing is."""

    @property
    def next(self) -> RecordStep | None:
        """What is to be done next: the step that is due first; None when nothing is asked."""
        return min((step for step in self.steps if step.duty_id), key=lambda step: step.due or date.max, default=None)


# What there is


def paperwork(_connection: Connection | None, caseload: Caseload, *, done: bool = False) -> tuple[PaperworkLine, ...]:
    """Held reviews whose record still asks something, by what is due next; last those of children who left care.

    With `done` instead those that ask nothing any more, the latest first: all is done, or the case is closed.
    Only reviews whose record is followed here.
    """
    asked = {
        (duty.kind, duty.subject): duty
        for duties in caseload.duties.values()
        for duty in duties
        if duty.declared.group is Group.RECORD
    }
    of_open = {review_id for _, review_id in asked}
    rows = [
        _row(caseload, child_id, review, asked)
        for child_id, review in followed(caseload)
        if (review.id not in of_open) is done
    ]
    if done:
        return tuple(sorted(rows, key=lambda row: (-row.held.toordinal(), row.ref)))
    return tuple(sorted(rows, key=lambda row: (row.left_care, _next_due(row), row.ref)))


def followed(caseload: Caseload) -> Iterator[tuple[str, Review]]:
    """Every held review whose record is followed here, with the child's key."""
    for child_id in caseload.cases:
        for review in caseload.held_as_one(child_id):
            if review.follow_record:
                yield child_id, review


def _row(
    caseload: Caseload,
    child_id: str,
    review: Review,
    asked: Mapping[tuple[str, str], Duty],
) -> PaperworkLine:
    signed = asked.get((SIGN_OFF.id, review.id))
    duties = [*(asked.get((kind.id, review.id)) for kind in RECORD), *([signed] if signed else [])]
    line = PaperworkLine(
        who_of(caseload, child_id),
        review_id=review.id,
        held=review.held or date.min,
        completed=review.completed_on or review.held or date.min,
        steps=tuple(
            _step(kind, review, caseload.practice, duty)
            for kind, duty in zip((*RECORD, SIGN_OFF), duties, strict=False)
        ),
        manager_reply=review.manager_reply,
        signed_off_on=review.signed_off_on,
        left_care=any(duty.left_care for duty in duties if duty),
    )
    return replace(line, waits_for=waits_for(caseload, child_id, line.next.kind)) if line.next else line


def _step(kind: DutyKind, review: Review, practice: Practice, duty: Duty | None) -> RecordStep:
    due, done_on = record_limit(kind, review, practice), kind.done_on(review)
    step = RecordStep(kind.id, kind.what, due, done_on, late=0, clock="done" if done_on else "")
    if duty:
        late = max(0, -duty.working_days)
        return replace(
            step, late=late, clock=duty.clock, duty_id=duty.id, days=duty.days, working_days=duty.working_days
        )
    if due and done_on:
        return replace(step, late=max(0, kind.rule.calendar(practice).between(due, done_on)))
    return step


def followed_review(caseload: Caseload, review_id: str) -> tuple[str, Review]:
    """A review whose record is followed here, and its child's reference. Raises Refused."""
    for child_id, review in followed(caseload):
        if review.id == review_id:
            return caseload.children[child_id].ref, review
    raise Refused("There is no paperwork of this review to follow: look at the list again. Nothing was changed.")


def _next_due(row: PaperworkLine) -> date:
    return row.next.due if row.next and row.next.due else date.max


# Two measures: a late record never makes a review late. Source: domain reference 1.6


MEASURES = {"held_in_time": "held in time", "record_in_time": "record in time"}
"""The two measures by the names that scripts know them by; never one figure."""


def measured(caseload: Caseload) -> dict[str, tuple[int, int]]:
    """Both measures: how many, and of how many."""
    return {"held_in_time": held_in_time(caseload), "record_in_time": record_in_time(caseload)}


def held_in_time(caseload: Caseload) -> tuple[int, int]:
    """Of the reviews followed here, how many were held by the law's limit that stood then, and of how many."""
    return sum(each.held for each in caseload.in_time.values()), sum(each.of_held for each in caseload.in_time.values())


def record_in_time(caseload: Caseload) -> tuple[int, int]:
    """Of the reviews followed here, how many had their full record written in time, and of how many."""
    of_each = caseload.in_time.values()
    return sum(each.records for each in of_each), sum(each.of_records for each in of_each)


# The list


def _step_of(place: int, row: PaperworkLine) -> Step:
    step = row.steps[place]
    return Step(step.due, step.working_days, step.clock, step.done_on is not None, step.late)


def cell_words(step: RecordStep, today: date) -> str:
    """What a cell says in full, and so what ticking it would do: `full record written, by Wed 2 Dec: 8 wd left`."""
    what = in_a_sentence(step.what)
    if step.done_on:
        late = f", {step.late} wd late" if step.late else ""
        return f"{what}: done on {day_words(step.done_on, today)}{late}"
    if not step.duty_id or step.due is None:
        return (
            f"{what}: not asked, as it runs from the decisions" if step.due is None else f"{what}: not asked any more"
        )
    return f"{what}, by {day_words(step.due, today)}: {distance_words(step.days, step.working_days)}"


def waits_for(caseload: Caseload, child_id: str, kind: str) -> str:
    """Who has a step of a record: the worker or the manager by name, where one is on record; else the IRO."""
    role = OWED.get(kind)
    if role is None:
        return "you"
    workers = caseload.workers.get(child_id)
    name = (workers.manager if role == MANAGER else workers.social_worker) if workers else ""
    return f"{PARTS[role]}, {name}" if name else PARTS[role]


def _heading(row: PaperworkLine, today: date, _done: bool) -> str:
    if row.next is None or row.next.due is None:
        return "Record done"
    if row.left_care:
        return STILL_OPEN
    days = (row.next.due - today).days
    return "Late" if days < 0 else "Today" if days == 0 else "To come"


def _data(step: RecordStep) -> dict[str, Any]:
    return {
        "kind": step.kind,
        "what": step.what,
        "due": step.due,
        "done": step.done_on,
        "late": step.late,
        "clock": step.clock or None,
        "duty": step.duty_id or None,
    }


COLUMNS: tuple[Column[PaperworkLine], ...] = (
    Column("held", "Held", DAY, width=10, json="held", means="the day of its first meeting"),
    *child_column(),
    rag_column(width=0),
    *(
        Column(f"step{place}", kind.short, STEP, partial(_step_of, place), 9)
        for place, kind in enumerate(RECORD)
    ),
    Column("waits_for", "Waits for", TEXT, lambda row: row.waits_for, 16, flex=True, from_width=98),
    only_data("waits_for", "who has what is to be done next, or `null`", lambda row: row.waits_for or None),
    only_data("next", "the kind of the step to be done next", lambda row: row.next.kind if row.next else None),
    only_data("completed", "the day of its last meeting"),
    only_data("review_id", "names the review"),
    only_data("steps", f"five: {', '.join(f'`{kind.id}`' for kind in RECORD)}, and `sign_off` "
              "while that is asked; each with `kind`, `what`, `due` "
              "(`null` while the decisions are not issued), `done`, `late` (working days past `due`), `clock` (`done`, "
              "`overdue`, `today`, `soon`, `on_time` or `null`) and `duty` (its `id` in `today`)",
              lambda row: [_data(step) for step in row.steps]),
    only_data("manager_reply", "`agrees`, `queries`, `none` (no reply in time: the recommendations are the decisions) "
              "or `null`"),
    only_data("signed_off", "the day its record was signed off", lambda row: row.signed_off_on),
    only_data("left_care", "whether it is still asked though the child has left care"),
)  # fmt: skip


def _sign(kind: DutyKind) -> str:
    """What a column stands for, and how long there is for it unless the practice says otherwise."""
    amount = kind.rule.amount(Practice())
    return f"{in_a_sentence(kind.what)}{f': {amount} working days' if amount else ''}"


PAPERWORK = List(
    id="paperwork",
    title="Paperwork",
    help="the records of held reviews: what is late, what is next",
    json="reviews",
    unit="reviews",
    reads=BY_THE_RULES,
    rows=paperwork,
    kind="full_record",
    columns=COLUMNS,
    key=lambda row: row.review_id,
    about=lambda row: row.review_id,
    heading=_heading,
    views=(
        View(False, "Paperwork to be done.", "No paperwork is waiting.", "> shows those whose record is done."),
        View(True, "Reviews whose record is done.", "No paperwork is over yet.", "> shows the others."),
    ),
    switch=Switch("done", "--done", "those that ask nothing any more, the latest first"),
    hints=("done", "done_on", "open", "copy", "filter"),
    signs=(
        *((kind.short, _sign(kind)) for kind in RECORD),
        ("✓ 2 late", "done, two working days after its day"),
        ("3 left", "three working days are left"),
        ("–", "not asked: not yet, or not any more"),
        ("[ ]", "what x ticks; ← → go to another"),
    ),
    legend="A day: due by then; ! late; done +2: done, 2 working days late; - nothing asked yet or any more.",
)
