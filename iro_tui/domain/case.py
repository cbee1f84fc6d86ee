"""The facts of one child's case, as the rules read them. Frozen; nothing here is derived.

Every list is in no particular order: the rules sort what they need. Dates are calendar dates in England.
`id` fields are the store's keys; they only serve to name a duty so that it keeps its name from day to day.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from iro_tui.domain.beside import Conference, CoreGroup, CourtDate, Proceedings, ProtectionPlan
from iro_tui.domain.protection import BEFORE_BIRTH
from iro_tui.domain.vocabulary import HOLDS, SERIES

Rag = Literal["green", "amber", "red"]


class CarePeriod(NamedTuple):
    """A period of being looked after, from the first day to the day it ended."""

    started: date
    ended: date | None = None
    start_known: bool = True
    """False when the record begins in the middle of the period: `started` is then the first day on record."""
    reviews_known_from: date | None = None
    """Reviews held before this day may be missing from the record; None when the record is whole."""
    end_reason: str | None = None
    end_known: bool = True
    """False where files only tell that care ended by `ended`, and nobody knows on which day."""
    id: str = ""


class LegalStatus(NamedTuple):
    """A legal status; of a remand, when the plan that it asks was made.

    Where its start is not known it holds, as far as is on record, since care began; so does a placement.
    """

    code: str
    started: date
    ended: date | None = None
    care_plan_on: date | None = None
    detention_plan_on: date | None = None
    id: str = ""
    start_known: bool = True


class Placement(NamedTuple):
    code: str
    started: date
    ended: date | None = None
    end_reason: str | None = None
    same_carer: bool = False
    provider: str | None = None
    out_of_area: bool | None = None
    panel_on: date | None = None
    """When the panel last looked at secure accommodation."""
    id: str = ""
    start_known: bool = True


class Review(NamedTuple):
    """A review: planned (neither held nor adjourned), adjourned, or held.

    `held` is the day of its first meeting and is the review's date for every limit; `completed` that of the last
    meeting (None: the same day), from which the record clocks run. An adjourned review counts as held only once
    it is completed; its date is then that of the meeting that completes it. Source: domain reference 1.7, CPPCR 36(2).
    """

    id: str
    booked: date | None = None
    held: date | None = None
    completed: date | None = None
    adjourned: date | None = None
    """The day of the meeting that was adjourned."""
    participation: str | None = None
    form: str | None = None
    """meeting, series or none."""
    apart: bool | None = None
    """Of one held within 14 days of the review before: whether it is a review of its own, or that one's second
    meeting. None: nobody has said."""
    final: bool | None = None
    """Whether it was held as the final one before the 18th birthday: no further one is asked then."""
    follow_record: bool = False
    """Whether the paperwork clocks of this review are followed here; not so for the history a file brings."""
    last_as_of: date | None = None
    """The day on which it was found out that no other had been held since."""
    # Preparation
    talked_on: date | None = None
    invited_on: date | None = None
    report_on: date | None = None
    papers_on: date | None = None
    spoken_on: date | None = None
    not_spoken_reason: str | None = None
    # Record
    decisions_on: date | None = None
    manager_replied_on: date | None = None
    manager_reply: str | None = None
    """agrees, queries or none."""
    record_on: date | None = None
    signed_off_on: date | None = None
    distributed_on: date | None = None
    care_plan_on: date | None = None
    # Its meeting
    booked_time: str | None = None
    """HH:MM; None where only the day is agreed."""
    venue: str | None = None
    chaired_by: str | None = None
    """By whom, in the practice's words; None where nobody said."""

    @property
    def is_held(self) -> bool:
        return self.held is not None and (self.adjourned is None or self.completed is not None)

    @property
    def is_open(self) -> bool:
        """Planned or adjourned: still to be held or completed."""
        return not self.is_held

    @property
    def is_open_series(self) -> bool:
        """Whether it is a series of meetings whose last one is still to come."""
        return self.form == SERIES and self.held is not None and self.completed is None and self.adjourned is None

    @property
    def completed_on(self) -> date | None:
        """The day of its last meeting; None while it is a series that goes on."""
        return None if self.is_open_series else self.completed or self.held


class EarlyReview(NamedTuple):
    """A reason to review before the normal limit: trigger (a rule id), since when, and by when it must be held."""

    id: str
    trigger: str
    since: date
    by: date
    withdrawn_on: date | None = None
    answered_by: str = ""
    """The key of the review of the same day that was recorded after it and so answers it; one of a later day does
    by its day."""


class AdoptionAuthority(NamedTuple):
    """Authority to place for adoption that no legal status on record shows (a parent's consent, say)."""

    started: date
    ended: date | None = None


class Rating(NamedTuple):
    """A RAG rating: green, amber or red, at a review or between reviews."""

    id: str
    value: Rag
    rated_on: date
    theme: str | None = None
    followed_up_on: date | None = None
    recorded_at: datetime | None = None
    """Settles which of two ratings of one day is the later, wherever they were recorded; after that their keys do."""
    told_manager_on: date | None = None
    told_service_on: date | None = None
    reason: str | None = None
    """In the officer's words, beside the theme."""
    what_changed: str | None = None
    """For the child, where it is better than the rating before."""
    as_listed: bool = False
    """Whether it came with the child from a list of before: who had to be told of it was told then."""


class MidpointCheck(NamedTuple):
    done_on: date


class Decision(NamedTuple):
    id: str
    text: str
    owner: str | None = None
    due: date | None = None
    done_on: date | None = None
    dropped_on: date | None = None
    chased_on: date | None = None
    """When somebody was last asked after it."""
    made_on: date | None = None
    """When it was made, at a review or between; None where that was not kept."""
    review_id: str | None = None
    """The review that made it; None between reviews."""

    @property
    def settled_on(self) -> date | None:
        """When it was done or dropped; None while it is open."""
        return self.done_on or self.dropped_on


class EscalationStep(NamedTuple):
    """One step of an escalation: the stage's id in the practice, when taken, when answered."""

    id: str
    stage: str
    taken_on: date
    reply_due: date | None = None
    """An agreed day that stands in place of the stage's own days."""
    replied_on: date | None = None
    person: str = ""


class Escalation(NamedTuple):
    id: str
    issue: str
    raised_on: date
    steps: tuple[EscalationStep, ...] = ()
    closed_on: date | None = None
    outcome: str | None = None
    """`resolved` or `withdrawn` once closed."""
    what_changed: str | None = None
    """For the child, once closed."""
    followed_up_on: date | None = None


class Task(NamedTuple):
    id: str
    what: str
    due: date
    done_on: date | None = None
    made_on: date | None = None
    """When it was noted here; None where that was not kept."""
    time: str | None = None
    """HH:MM, of one that has its hour: an appointment. None: some time on its day."""
    place: str | None = None


class Event(NamedTuple):
    """A significant event between reviews, and whether the IRO was told of it."""

    id: str
    kind: str
    """By `events.EVENTS`."""
    happened_on: date
    known_on: date
    """When the IRO was told, or found out."""
    iro_told: bool


class Allocation(NamedTuple):
    """When the service was told of the child, when the IRO was named, until when it was, and when the child was written
    to; or who covers for the IRO, the last day included."""

    notified: date | None = None
    allocated: date | None = None
    until: date | None = None
    letter_sent: date | None = None
    id: str = ""
    iro_id: str | None = None
    """The key of somebody of the service; None for the officer whose store this is."""
    mode: str = HOLDS
    previous_iro_id: str | None = None
    """Who was the IRO before; of a cover for whom it is."""
    reason: str | None = None
    """Why it is another IRO."""


@dataclass(frozen=True, slots=True)
class Case:
    """One child's facts. `ref` is the council's own reference, the only name the rules ever see."""

    ref: str
    born: date | None = None
    expected: date | None = None
    """Of a child who is not born yet: the day on which the birth is expected."""
    pathway_plan_on: date | None = None
    on_caseload_since: date | None = None
    """Guidance and local duties that fell due before this day are not asked. None: every one is."""
    file_ends: date | None = None
    """The newest day in the newest file that tells of the child: what happened after it the files do not say."""
    of_age_known_on: date | None = None
    """When a date of birth that was put right showed that the child had turned 18; None where that was no news."""
    sibling_group: str | None = None
    """The key that those have in common who are known as siblings."""
    periods: tuple[CarePeriod, ...] = ()
    legal_statuses: tuple[LegalStatus, ...] = ()
    placements: tuple[Placement, ...] = ()
    reviews: tuple[Review, ...] = ()
    early_reviews: tuple[EarlyReview, ...] = ()
    authorities: tuple[AdoptionAuthority, ...] = ()
    ratings: tuple[Rating, ...] = ()
    midpoints: tuple[MidpointCheck, ...] = ()
    decisions: tuple[Decision, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    plans: tuple[ProtectionPlan, ...] = ()
    conferences: tuple[Conference, ...] = ()
    core_groups: tuple[CoreGroup, ...] = ()
    proceedings: tuple[Proceedings, ...] = ()
    court_dates: tuple[CourtDate, ...] = ()
    tasks: tuple[Task, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    events: tuple[Event, ...] = ()
    contacts: tuple[date, ...] = ()
    """Days on which the IRO saw, spoke to or wrote about the child (the footprint)."""
    seen: tuple[date, ...] = ()
    """Those of them on which the IRO saw the child: with the child, and no call or letter."""
    guardian_contacts: tuple[date, ...] = ()
    """Those of them on which it was with the guardian."""

    def but(self, **changes: Any) -> Case:
        """The same case with other facts in these fields. In half the time of `dataclasses.replace`: figures look at
        each review with the case as it was then."""
        new = object.__new__(Case)
        for name, (get, put) in _FIELDS.items():
            put(new, changes.pop(name) if name in changes else get(self))
        if changes:
            raise TypeError(f"A case has no {', '.join(changes)}.")
        return new

    @property
    def is_unborn(self) -> bool:
        """Whether the child is not born yet, also where nobody has said for when the birth is expected.

        Without a day of birth and without one on which it is expected, only a child who was put on the caseload, and
        was never in care nor under a plan, nor has a conference of a child who is born, is taken as unborn: of any
        other the day of birth is no more than missing.
        """
        if self.born or self.expected:
            return self.born is None
        born = self.periods or self.plans or any(each.kind != BEFORE_BIRTH for each in self.conferences)
        return self.on_caseload_since is not None and not born

    @property
    def was_known_unborn(self) -> bool:
        """Whether a child who is born was known before."""
        begun = (self.on_caseload_since, *(plan.started for plan in self.plans))
        return self.born is not None and (self.expected is not None or any(on and on < self.born for on in begun))

    def court_date(self, key: str) -> CourtDate | None:
        """A day of court by its key; None where that is of something else."""
        return next((court for court in self.court_dates if court.id == key), None)

    @property
    def held_reviews(self) -> tuple[Review, ...]:
        """The reviews that count as held, by their day; of one day by their key."""
        held = (review for review in self.reviews if review.is_held)
        return tuple(sorted(held, key=lambda review: (review.held or date.min, review.id)))

    @property
    def held_days(self) -> tuple[date, ...]:
        """The days on which a review was held, in order, each once, however many records say so."""
        return tuple(sorted({review.held for review in self.reviews if review.held and review.is_held}))

    @property
    def known_last(self) -> Review | None:
        """The latest review of which it was found out that it was then the last."""
        return next((review for review in reversed(self.held_reviews) if review.last_as_of), None)

    @property
    def waiting_early(self) -> tuple[EarlyReview, ...]:
        """The early reviews asked for that wait: not withdrawn, and not answered by a review held on a later day, or
        on the same day and recorded after. One asked on the day of a review waits. Source: domain reference 1.7."""
        if not self.early_reviews:
            return ()
        held = {review.id: review.held for review in self.reviews if review.is_held and review.held}
        last = max(held.values(), default=date.min)
        return tuple(
            early
            for early in self.early_reviews
            if early.withdrawn_on is None and early.since >= last and held.get(early.answered_by) != early.since
        )

    @property
    def open_decisions(self) -> tuple[Decision, ...]:
        """The decisions that are neither done nor dropped, by their day, then by their words."""
        still = (decision for decision in self.decisions if not decision.settled_on)
        return tuple(sorted(still, key=lambda decision: (decision.due or date.max, decision.text)))

    @property
    def last_held(self) -> date | None:
        """The day of the last review held."""
        return max(self.held_days, default=None)


_FIELDS = {each.name: (getattr(Case, each.name).__get__, getattr(Case, each.name).__set__) for each in fields(Case)}
"""How each field of a case is read, and written while it is made."""
