"""What a held review says, and what is known of it before, so that the form is filled. Source: reference 4.2, 4.6."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.checks import chosen
from iro_tui.caseload.refusals import Refused
from iro_tui.domain import codes
from iro_tui.domain.calendar import age_on
from iro_tui.domain.case import Decision, Rating
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.participation import fault
from iro_tui.domain.practice import Item
from iro_tui.domain.preparation import review_words
from iro_tui.domain.review_clock import EARLY, ReviewClocks
from iro_tui.domain.vocabulary import CHAIRED_BY, FORMS, SOURCES
from iro_tui.store import reads
from iro_tui.store.tables import ReviewRow

DONE, DROPPED, REPEATED = SETTLED = ("done", "dropped", "repeated")
"""What a review finds of an earlier decision; what is not said stays open."""


@dataclass(frozen=True, slots=True)
class Start:
    """What is known before a review is recorded."""

    what: str
    on: date
    limit: date
    authority: str
    adjourned: date | None
    """The first meeting of a review that was adjourned; it is now to be completed."""
    asks_permanence: bool
    """Whether the permanence plan is asked: from the second review on, while none is on record."""
    early: str
    """What the review is called where it comes before the normal limit; else empty."""
    earlier: Rating | None
    participation: tuple[str, ...]
    """The codes that the child's age allows on the day."""
    items: tuple[Item, ...]
    grades: tuple[str, ...]
    decisions: tuple[Decision, ...]
    """Those still open."""
    late_reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one item of the checklist, where it comes from, and a grade where the practice asks one."""

    item: str
    answer: str
    source: str = SOURCES[0]
    grade: str = ""


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A decision the review made."""

    text: str
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """Everything a held review says. `settled` says of earlier decisions, by key, what became of them."""

    on: date
    value: str
    participation: str
    theme: str | None = None
    reason: str = ""
    completed: date | None = None
    form: str = FORMS[0]
    chaired_by: str = CHAIRED_BY[0]
    child_chaired: bool | None = None
    early_reason: str = ""
    late_reason: str = ""
    answers: tuple[Answer, ...] = ()
    remedy_by: date | None = None
    plans: tuple[str, ...] = ()
    decisions: tuple[NewDecision, ...] = ()
    settled: Mapping[str, str] = field(default_factory=dict)
    child_words: str = ""
    positive: str = ""
    savings: str = ""


def start(connection: Connection, caseload: Caseload, child_id: str) -> Start:
    """What is known of the review that is to be recorded. Raises Refused for a child who is not looked after."""
    view, clocks = looked_after(caseload, child_id)
    serving, governing = clocks.serving, clocks.governing
    booked = serving.booked if serving else None
    day = booked if booked and booked <= caseload.today else caseload.today
    child = caseload.children[child_id]
    age = age_on(child.born, day) if child.born else None
    stored = next(iter(reads.read_rows(connection, ReviewRow, id=[serving.id])), None) if serving else None
    return Start(
        what=review_words(governing),
        on=day,
        limit=clocks.next.limit,
        authority=clocks.next.authority,
        adjourned=serving.adjourned if serving else None,
        asks_permanence=bool(clocks.held) and not child.permanence_plan,
        early=review_words(governing) if governing.clock == EARLY else "",
        earlier=view.rating,
        participation=tuple(code for code in codes.PARTICIPATION if fault(code, child.born, day) is None),
        items=tuple(i for i in caseload.practice.checklist.items if age is None or age >= i.from_age),
        grades=caseload.practice.checklist.grades,
        decisions=still_open(view),
        late_reason=(stored.late_reason if stored else None) or "",
    )


def looked_after(caseload: Caseload, child_id: str) -> tuple[CaseOnDay, ReviewClocks]:
    """The child's case and its clocks. Raises Refused for a child who is not looked after."""
    chosen(caseload, child_id)
    view = caseload.on_day.get(child_id)
    if view is None or view.clocks is None:
        raise Refused(f"{caseload.children[child_id].ref} is not looked after: there is no review to record.")
    return view, view.clocks


def still_open(view: CaseOnDay) -> tuple[Decision, ...]:
    """The decisions that are neither done nor dropped, by their day."""
    found = [d for d in view.case.decisions if not d.done_on and not d.dropped_on]
    return tuple(sorted(found, key=lambda d: (d.due or date.max, d.text)))
