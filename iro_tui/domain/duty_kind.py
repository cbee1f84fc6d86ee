"""What a kind of duty is: its words, its rules, what each key does to it, and what ticking it leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal, NamedTuple

from iro_tui.domain.case import Review
from iro_tui.domain.timescales import Rule
from iro_tui.domain.words import in_a_sentence


class Group(StrEnum):
    """What a duty belongs to."""

    REVIEW = "review"
    CARE = "care"
    HISTORY = "history"
    SERIES = "series"
    CONFERENCE = "conference"
    COURT = "court"
    PROCEEDINGS = "proceedings"
    BOOKING = "booking"
    ALLOCATION = "allocation"
    PREPARATION = "preparation"
    RECORD = "record"
    MIDPOINT = "midpoint"
    RAG = "rag"
    ESCALATION = "escalation"
    DECISION = "decision"
    PLAN = "plan"
    OWN = "own"
    SHARED = "shared"


MEETINGS = (Group.REVIEW, Group.CONFERENCE)
"""What people come together for: it has an agreed day, and is shown as due soon from further ahead."""
STARTED_BY_A_REVIEW = (Group.REVIEW, Group.RECORD, Group.MIDPOINT, Group.RAG)
"""The clocks that recording a review sets off: the account of it names them."""

HANDED_OVER = (
    Group.CARE,
    Group.BOOKING,
    Group.ALLOCATION,
    Group.PREPARATION,
    Group.RECORD,
    Group.MIDPOINT,
    Group.PLAN,
)
"""What the calendar asks, not something that was recorded here: where guidance or local practice asks it and it fell
due before the child came to this caseload, it was for whoever had the child then."""

OF_THE_NEXT_REVIEW = (Group.REVIEW, Group.SERIES, Group.BOOKING, Group.PREPARATION)
"""What is about the looked-after review to come: on rows about anything else `b` and `h` never touch it."""

Verb = Literal["done", "book", "hold", "delete", "midpoint"]
"""The commands that mean something else for each kind, by their ids; their keys are `x` `b` `h` `d` `m`."""

FOR_THE_CHILD: tuple[Verb, ...] = ("book", "hold", "midpoint")
"""Those that act on the child whatever its row asks, unless the kind says why not."""


class Done(NamedTuple):
    """A day in a column of a table says that it is done. Names are the store's; a test checks that they are there."""

    table: str
    column: str
    row: Literal["subject", "new", "child"] = "subject"
    """Which row: the duty's subject (a new one where it has none yet), one of the child's in a table of one row each,
    or the child's own."""
    also: tuple[tuple[str, object], ...] = ()
    """What else that says, by column: spoken with alone, say."""


class Opens(NamedTuple):
    """The key does what this command does for the child."""

    command: str
    instead: str = ""
    """What is said where the key meets rows of other kinds as well."""
    at: str = ""
    """The question that its form begins with, which is what the row asks: of several the first that is asked; empty:
    as the form does by itself."""
    under: tuple[str, ...] = ()
    """The rules of the duties on which it does so; empty: any."""
    otherwise: str = ""
    """Why it does not under another."""
    answers: tuple[tuple[str, str], ...] = ()
    """What stands in its form at first, by question: what the row says already."""


class Removes(NamedTuple):
    """The duty's subject is taken away, by the name of its table; of a review to come only its booking."""

    what: str
    without_it: str = ""
    """What is taken away where there is no booking."""


BOOK, CHECK = Opens("book"), Opens("midpoint")
Meaning = Done | Opens | Removes | str
"""What a key does to a duty; a sentence says why it does nothing."""

BOOKING, ASKED_EARLY = "booking", "early_review"
TAKEN_BACK_BY = {BOOKING: "unbook", ASKED_EARLY: "withdraw"}
"""What is not deleted but taken back, by the verb that does it."""
NOT_DELETED = "This is not deleted here: it follows from what is on record. Enter opens the child's case."
OF_ITS_OWN_ROW: dict[Verb, str] = {
    "book": "b books a review on its own row: Enter opens the child, where that stands.",
    "hold": "h records a review on its own row: Enter opens the child, where that stands.",
}
APPOINT = Opens("appointment", "Its day is booked and moved with b.")
"""Of what has a day of its own beside the looked-after review."""


class NoteWords(NamedTuple):
    """The case note that a tick leaves: its title, and sentences with `{values}`, each left out where one is empty."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DutyKind:
    """One kind of duty."""

    id: str
    group: Group
    what: str
    """What is asked, in an officer's words; some duties say it in words of their own case."""
    rules: tuple[Rule, ...]
    """The timescales it may fall under; the first is the usual one."""
    done: Done | Opens | str
    """What `x` does."""
    book: Opens | str = ""
    hold: Opens | str = ""
    """Empty, as of `book`: the review to come, where the kind is about that; else the key says where it does so."""
    midpoint: Opens | str = CHECK
    delete: Removes | str = NOT_DELETED
    opens: str = ""
    """The command that Enter gives, of a row that is about no child."""
    name: str = ""
    """What it is called in a sentence, as a thing; empty: as `what`."""
    brief: str = ""
    """The same in a word or two, for columns and the account of a review; empty: as `name`."""
    short: str = ""
    """What its column is headed, where it has one of its own: nine letters at most."""
    note: NoteWords | None = None
    """What its tick leaves in the outbox: where doing it is the IRO's own act, or belongs on the child's record."""
    answered_in: str = ""
    """The column of its day, where more is said of it than that it is done."""
    runs_from: Callable[[Review], date | None] | None = None
    """The fact of a held review that sets this clock of its record off."""
    excused: Callable[[Review], str | None] | None = None
    """What in a review stands in place of its being done."""

    @cached_property
    def rule(self) -> Rule:
        return self.rules[0]

    @property
    def words(self) -> str:
        """What it is called in a sentence: `full record written`, `RAG follow-up`."""
        return self.name or in_a_sentence(self.what)

    @property
    def started(self) -> str:
        """How the account of a review tells of it, with its `{day}`; empty where a review does not start it."""
        return f"{self.brief or self.words} by {{day}}" if self.group in STARTED_BY_A_REVIEW else ""

    @cached_property
    def column(self) -> str:
        """The column that says when it was done; empty where none does."""
        return self.done.column if isinstance(self.done, Done) else self.answered_in

    def done_on(self, review: Review) -> date | None:
        """When it was done for a review; for what is prepared before a review, or belongs to its record."""
        day: date | None = getattr(review, self.column)
        return day

    def is_settled(self, review: Review) -> bool:
        """Whether it is done for a review, or something stands in its place."""
        return self.done_on(review) is not None or bool(self.excused and self.excused(review))

    def set_off_on(self, review: Review) -> date | None:
        """The day from which this clock of a held review's record runs; None while it does not."""
        return self.runs_from(review) if self.runs_from and review.is_held else None

    def meaning(self, verb: Verb) -> Meaning:
        """What a key does to a duty of this kind: the field of that name."""
        meaning: Meaning = getattr(self, verb)
        return meaning or (Opens(verb) if self.group in OF_THE_NEXT_REVIEW else OF_ITS_OWN_ROW[verb])

    @property
    def why_not_ticked(self) -> str | None:
        """Why it is not marked as done among others, and what does it instead; None where it is."""
        return self.done.instead if isinstance(self.done, Opens) else self.done if isinstance(self.done, str) else None
