"""One made-up child's case, told fact by fact, so that it keeps to the rules unless a situation breaks them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from iro_tui.domain import case as facts
from iro_tui.domain.calendar import birthday
from iro_tui.domain.case import Case
from iro_tui.domain.duty_kinds import PREPARATION
from iro_tui.domain.footprint import BEFORE
from iro_tui.domain.midpoint import midpoint_due
from iro_tui.domain.review_clock import next_review
from iro_tui.domain.timescales import RULES
from iro_tui.sample import people, wording
from iro_tui.sample.care import steps
from iro_tui.sample.reviewed import Reviewed
from iro_tui.sample.told import Values
from iro_tui.store import tables
from iro_tui.store.tables import Kept

BOOKED_AHEAD = 56
"""Days before its limit by which a review is normally booked."""
ALONE_FROM = 14
"""The age from which unaccompanied young people arrive here."""

_DAY = timedelta(days=1)
_READ: tuple[tuple[str, Any, type[Kept], tuple[str, ...]], ...] = tuple(
    (field, fact, model, fact._fields)
    for field, fact, model in (
        ("periods", facts.CarePeriod, tables.CarePeriodRow),
        ("legal_statuses", facts.LegalStatus, tables.LegalStatusRow),
        ("placements", facts.Placement, tables.PlacementRow),
        ("reviews", facts.Review, tables.ReviewRow),
        ("early_reviews", facts.EarlyReview, tables.EarlyReviewRow),
        ("authorities", facts.AdoptionAuthority, tables.AdoptionAuthorityRow),
        ("midpoints", facts.MidpointCheck, tables.MidpointCheckRow),
    )
)
"""What the review clocks read: the field of a case, its fact, its table and the columns."""


class Story(Reviewed):
    """A child from birth to today: first what was (`live`, or step by step), then what is in hand (`carry_on`)."""

    def live(
        self,
        age: float,
        held: int,
        *,
        due_in: int | None = None,
        last: date | None = None,
        legal: str = "C2",
        moves: int | None = None,
        late_share: float = 0.0,
        placed: str | None = None,
    ) -> None:
        """An age, `held` reviews so far (at least one), and either the last of them or when the next is about due."""
        self.of_age(age)
        while True:
            rule = RULES["rev2"] if held == 1 else RULES["rev3+"]
            day = last or self.last_for(self.day(due_in or 0), rule)
            self._late.clear()
            history = self.back_from(day, steps(held), late_share)
            if history[0] >= (birthday(self.born, ALONE_FROM) if self.person.uasc else self.born) or held == 1:
                break
            held -= 1
        self.child["born"] = min(self.born, history[0])
        settled = history[-2] if held > 1 else history[0]
        if moves is None:
            moves = self.rng.choice((0, 0, 1, 1, 2, 3)) if held > 2 else self.rng.choice((0, 0, 1))
        placements = self.placements(history[0], history[-1], legal, moves)
        if placed:
            placements[-1] = (placed, placements[-1][1])
        self.look_after(history[0], self.statuses(history[0], history[-1], legal), placements, settled_from=settled)
        self.staff(history[0])
        self.hold(history[1:])

    def case(self) -> Case:
        """The facts that the review clocks read."""
        parts: dict[str, Any] = {
            field: tuple(fact(**{name: row[name] for name in names if name in row}) for row in self.tables[model])
            for field, fact, model, names in _READ
            if model in self.tables
        }
        return Case(self.person.ref, self.born, **parts)

    def carry_on(
        self, booked: date | None = None, *, book: bool = True, midpoint: bool = True, without: Sequence[str] = ()
    ) -> None:
        """What has been done since the last review: all that was due, but for what is left out.

        `booked` is the day of the next review where it is not just any before the limit; with `book` False there is
        none. `without` names kinds of preparation not done.
        """
        upcoming = next_review(self.case(), self.practice, self.today)
        if upcoming is None:
            return
        if midpoint:
            due = midpoint_due(self.case(), self.practice, self.today)
            if due and due <= self.day(1) and upcoming.since < self.today:
                earliest = max(self.last["held"], upcoming.since) + _DAY
                day = self.days.on_or_before(min(due, self.today) - timedelta(days=self.rng.randint(0, 6)))
                self.check(self.last, max(day, min(earliest, self.today)))
        review = next((row for row in self.tables[tables.ReviewRow] if row["id"] == upcoming.review_id), None)
        near = (upcoming.limit - self.today).days <= BOOKED_AHEAD
        if booked is None and book and near:
            booked = self._free_day(upcoming.limit)
        if review is None and (booked or near):
            review = self.add(tables.ReviewRow, chair=people.OFFICER)
        if review is None:
            return
        self.planned = review
        if booked:
            time_, venue = self.rng.choice(("09:30", "11:00", "14:00", "15:30")), self.rng.choice(wording.VENUES)
            review.update(booked=booked, booked_time=time_, venue=venue, mode="in person", form="meeting")
        self.prepare(review, booked or upcoming.limit, upcoming.since, without)

    def _free_day(self, limit: date) -> date:
        """A working day before the limit, after today where there is one."""
        day = self.days.on_or_before(limit - timedelta(days=self.rng.randint(0, 9)))
        if day <= self.today:
            day = self.days.on_or_before(limit)
        return day if day > self.today else limit

    def prepare(self, review: Values, day: date, since: date, without: Sequence[str] = ()) -> None:
        """All preparation due by today, and a little of what is not, for a review on `day`."""
        for kind in PREPARATION:
            due = kind.rule.limit(day, self.practice)
            done = self.days.add(due, -self.rng.randint(0, 3))
            if kind.id in without or (done > self.today and due > self.today):
                continue
            if due > self.today and self.rng.random() < 0.5:
                continue
            done = max(min(done, self.today), min(since + _DAY, self.today))
            if kind.id == "speak_to_child":
                self._speak(review, done)
            else:
                review[kind.column] = done
            if kind.id == "sw_iro_talk":
                self.contact(done, "social worker", BEFORE, self.rng.choice(wording.TALKED_ABOUT))
            if kind.id == "invitations":
                for party in wording.PARTIES:
                    back = self.within(done, self.today) if self.rng.random() < 0.4 else None
                    self.add(
                        tables.ConsultationRow, review_id=review["id"], party=party, sent_on=done, returned_on=back
                    )
            if kind.id == "papers":
                review.update(care_plan_received_on=done, pep_received_on=done, health_plan_received_on=done)
