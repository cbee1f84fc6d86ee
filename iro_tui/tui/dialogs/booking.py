"""Booking the next review, or moving its date: two keys and the date. Who asked and why, when it is moved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from iro_tui.actions.book import Details, book, moves
from iro_tui.caseload.refusals import Refused
from iro_tui.domain import vocabulary
from iro_tui.domain.words import day_words, joined
from iro_tui.tui.dialogs.contact import always
from iro_tui.tui.dialogs.form import Form, Question, Values
from iro_tui.tui.widgets.choice import numbered

if TYPE_CHECKING:
    from iro_tui.caseload.lines import Changes
    from iro_tui.caseload.session import Session


class Booking(Form):
    """The day of a review; before it is kept, how it lies to the limit."""

    name_of_draft = "book"
    title_words = "Book the review"

    def ask(self, session: Session) -> Iterable[Question]:
        today = session.today
        plan = session.booking_plan(self.child_ids, None)
        self._needs_reason = bool(plan.booked)
        said = [f"booked {joined([day_words(day, today) for day in plan.booked])}"] if plan.booked else []
        if plan.limit:
            said.insert(0, f"by {day_words(plan.limit, today)}")
        count = session.query(moves, self.child_ids)
        if count:
            said.append(f"moved {'once' if count == 1 else f'{count} times'} so far")
        self._aside = ", ".join(said)
        moved = bool(plan.booked)
        yield Question("day", "Day", "day", hint="12/3, tue, +20wd", needed=always)
        yield Question(
            "asked_by", "Who asked", "choice", numbered(vocabulary.ASKED_BY), asked=lambda _: moved, needed=always
        )
        yield Question(
            "reason", "Why", suggested=vocabulary.MOVE_REASONS, asked=lambda _: self._needs_reason, needed=always
        )
        yield Question("approved_by", "Approved by", hint="if somebody did", asked=lambda _: moved)
        yield Question("time", "Time", hint="14:30, if known")
        yield Question("venue", "Where", hint="if known")
        yield Question("mode", "How", "choice", numbered(vocabulary.MODES))
        yield Question("locality", "Locality", hint="if wanted")
        yield Question("chair", "Chair", hint="if another than you")

    def aside(self) -> str:
        return self._aside

    def weigh(self, session: Session, values: Values) -> None:
        """A day beyond the limit wants a reason."""
        day = self.day("day", values)
        if day is not None:
            plan = session.booking_plan(self.child_ids, day)
            if plan.refused:
                raise Refused(plan.sentence)
            self._needs_reason = plan.needs_reason

    def foresee(self, session: Session, values: Values) -> str:
        return session.booking_plan(self.child_ids, self.day("day", values)).sentence

    def save(self, session: Session, values: Values) -> Changes:
        details = Details(
            values["asked_by"],
            values["reason"],
            values["approved_by"],
            values["time"],
            values["venue"],
            values["mode"],
            values["locality"],
            values["chair"],
        )
        return session.perform(book, self.child_ids, self.day("day", values), details)


class TakeAway(Form):
    """A booking taken away, with who asked and why: it is counted as a change of date."""

    name_of_draft = "unbook"
    title_words = "Take the booking away"

    def ask(self, session: Session) -> Iterable[Question]:
        booked = session.booking_plan(self.child_ids, None).booked
        self._aside = f"booked {joined([day_words(day, session.today) for day in booked])}" if booked else ""
        yield Question("asked_by", "Who asked", "choice", numbered(vocabulary.ASKED_BY), needed=always)
        yield Question("reason", "Why", suggested=vocabulary.MOVE_REASONS, needed=always)

    def aside(self) -> str:
        return self._aside

    def foresee(self, session: Session, values: Values) -> str:  # noqa: ARG002
        return session.booking_plan(self.child_ids, None).sentence

    def save(self, session: Session, values: Values) -> Changes:
        return session.perform(book, self.child_ids, None, Details(values["asked_by"], values["reason"]))
