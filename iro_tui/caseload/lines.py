"""What the faces are shown: frozen read models, made of plain values. Importing this costs nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from iro_tui.caseload.filed import NOTHING_FILED, FiledFacts
from iro_tui.caseload.sheets import Detail
from iro_tui.caseload.today_words import note_words, what_words
from iro_tui.caseload.who import Who
from iro_tui.domain.duty import Duty
from iro_tui.domain.review_clock import NextReview

if TYPE_CHECKING:
    from iro_tui.caseload.people import PersonOfCase
    from iro_tui.domain.folding import Folded
    from iro_tui.store.journal import Outcome


@dataclass(frozen=True, slots=True)
class AboutChild:
    """A line about a child."""

    who: Who

    @property
    def child_id(self) -> str:
        """The store's key of the child."""
        return self.who.child_id

    @property
    def ref(self) -> str:
        return self.who.ref


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty beside what is needed to show it."""

    duty: Duty
    who: Who | None
    """None for a task that concerns no child."""
    group: str
    """`diary` (today), `law` and `habit` (late, by the weight of the limit), `week`, `later` (within the asked days),
    or `left_care`, whenever it is due."""
    today: date
    day: date = date.min
    """The day it stands under: that on which it is done, or its limit where that comes first."""
    of_child: Sequence[Duty] = ()
    """All that is asked of the same child."""
    by_id: Mapping[str, Folded] = field(default_factory=dict, hash=False)
    """What is folded of that, by its id."""
    folded_under: str = ""
    """The id of the duty in whose row it stands; empty where it has a row of its own."""
    worker: str = ""
    """Whom to ring about it."""
    status: str = ""
    """The child's care status, as in the list of children; empty for nobody on the caseload."""
    whose: str = ""
    """Whose the case is, in a word."""

    # Words are made when they are asked for: of a large caseload most rows are not in sight.

    @property
    def what(self) -> str:
        """What is asked, with the limit where the day beside it is another, and whether it is inferred."""
        return what_words(self.duty, self.today)

    @property
    def note(self) -> str:
        """Where, and how ready; or what is booked, how binding the limit is, and what is folded into it."""
        return note_words(self.duty, self.today, self.of_child, self.by_id)

    @property
    def folds(self) -> tuple[Duty, ...]:
        """What only follows from it, and stands in its row."""
        ids = {duty_id for duty_id, under in self.by_id.items() if under.head == self.duty.id}
        return tuple(other for other in self.of_child if other.id in ids) if ids else ()

    @property
    def child_id(self) -> str:
        """The store's key of the child; empty for a task that concerns no child."""
        return self.who.child_id if self.who else ""


class Notice(NamedTuple):
    """What holds for the caseload as a whole until it is mended: over every screen, and told by every command."""

    head: str
    """In two words, in capitals."""
    sentence: str
    """What is the matter, and what to do."""


@dataclass(frozen=True, slots=True)
class ChildLine(AboutChild):
    """A child as a line of the caseload."""

    age: int | None
    status: str
    """By `kinds.STATUS_WORDS`; `closed` for a child who is not on the caseload."""
    rag_trail: tuple[str, ...]
    """Oldest first, the current one last."""
    next_review: NextReview | None
    next_clock: str | None
    """The clock of the next review: overdue, today, soon or on_time."""
    midpoint: date | None
    last_seen: date | None
    open_escalations: int
    open_decisions: int
    legal_status: str
    placement: str
    worker: str
    alerts: tuple[str, ...] = ()
    last_review: date | None = None
    midpoint_inferred: bool = False
    uasc: bool = False
    out_of_area: bool = False
    manager: str = ""
    team: str = ""
    left_care: date | None = None
    """Of a child who is not on the caseload: when care ended."""
    left_by: bool = False
    """Whether care had ended by that day, and nobody knows when."""
    end_reason: str = ""
    conference: Duty | None = None
    category: str = ""  # of the child protection plan, in words
    kept_until: date | None = None
    """Of a child who is not on the caseload: from when the case is flagged to be removed for good."""
    kept_too_long: bool = False  # whether it is flagged so by now
    adjourned: bool = False
    """Whether a review was adjourned and is still to be completed."""
    whose: str = ""
    """Whose the case is, in a word, where colleagues have to do with the caseload."""
    holder: str = ""
    """`covered for D. Hughes until Fri 4 Dec`; empty for one of the officer's own."""
    iros: tuple[str, ...] = ()
    """In a manager's store the names of who holds the case and who covers it, or `nobody`."""
    filed: FiledFacts = NOTHING_FILED

    @property
    def meeting(self) -> Duty | None:
        """The conference whose limit and booking the line shows, there being no review to come."""
        return None if self.next_review else self.conference


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened: for the child's history."""

    on: date
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ChildCard:
    """What one glance at a child needs: the card beside Today, and the head of the child's page."""

    row: ChildLine
    born: date | None
    looked_after_since: date | None
    start_known: bool
    legal_status_words: str
    placement_words: str
    placement_since: date | None
    manager: str
    last_review: date | None
    duties: tuple[Duty, ...]
    escalations: tuple[str, ...]
    """One plain line for each open escalation."""
    footprint: tuple[TimelineEntry, ...]
    """The last few contacts, newest first."""
    timeline: tuple[TimelineEntry, ...] = ()
    """Everything that happened, newest first."""
    plan: str = ""
    """The permanence plan, in words."""
    details: tuple[Detail, ...] = ()
    """Everything else that is kept of the child, but for the name."""
    siblings: tuple[str, ...] = ()
    """The references of those who are known as brothers and sisters."""
    people: tuple[PersonOfCase, ...] = ()
    """Social worker and manager, carers, parents, school and the others, former ones last."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A line of a child's page."""

    key: str
    section: str
    on: date | None
    clock: str
    """The clock of what is still asked; empty for what is over."""
    kind: str
    text: str
    aside: str
    duty: Duty | None = None
    named: str = ""
    """What it says while names are shown; empty: the same."""
    removes: str = ""
    """The kind of what `d` takes away with it; empty where it takes nothing away."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What an action did: for the screens that may have to reload, and for the sentence that says it."""

    operation: str
    """Key of the journalled operation; empty when nothing had to be changed."""
    name: str
    """The action's name, as undo shows it."""
    sentence: str
    """What was done, in a sentence."""
    tables: frozenset[str] = frozenset()
    """Tables that changed."""
    child_ids: frozenset[str] = frozenset()
    number: int = 0
    """Its number in the journal; 0 where it has none."""

    @classmethod
    def of(cls, outcome: Outcome | None, nothing: str = "Nothing had to be changed.") -> Changes:
        """What a recorded operation did; `nothing` is the sentence where none was recorded."""
        if outcome is None:
            return cls("", "", nothing)
        of = outcome
        return cls(of.operation_id, of.name, of.sentence, of.tables, of.child_ids, of.seq)


class Revision(NamedTuple):
    """What the screens show is of this day, and of the journal up to this number, here or from another window."""

    day: date
    number: int

    def after(self, changes: Changes) -> Revision:
        """With an action that they were told of, where nothing else came before it."""
        return self._replace(number=changes.number) if changes.number == self.number + 1 else self
