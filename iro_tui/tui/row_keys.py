"""The row owns the keys: what a key means on the rows that are chosen, by the kinds of what they ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from iro_tui.caseload.refusals import Refused
from iro_tui.domain.duty_keys import ROW_VERBS, STEP, TABLE, RowVerb, meaning_of
from iro_tui.domain.duty_kind import APPOINT, FOR_THE_CHILD, Group, Meaning, Opens
from iro_tui.tui.screens.base import IroScreen

if TYPE_CHECKING:
    from iro_tui.domain.duty import Duty
    from iro_tui.tui.commands import Command

APPOINTMENT = "appointment"
"""The verb that books and moves whatever has a day of its own, and the kind of row it is about."""
APPOINTMENT_TOGETHER = "appointment_together"
"""The same for the conferences of siblings that are marked."""
OF_A_CONFERENCE = ("hold_conference", "conference_ready")
"""The verbs about a conference to come: of several of a child the row says which."""
HEARING = "hold_hearing"
"""The verb that records a day of court."""
DECISION = "decision"
"""The verb that gives an open decision another day."""
REPLY = "reply"
"""The verb that says what a manager replied."""
OUTCOME = "outcome"
"""The verb that says what a task came to."""
WORDS = {"core_group": "Core group", "conference_ready": "Ready", STEP: "Reply"}
"""What a key is called where it begins another verb than its own."""
HAVE_A_DAY = ("court", "task")
"""Kinds of what cannot be without a day."""
OF_SEVERAL_KINDS = "The marked rows are of several kinds: take the marks away with Esc, and act on one kind."
LEADING = {
    Group.REVIEW: "hold",
    Group.CONFERENCE: "hold",
    Group.COURT: "hold",
    Group.PROCEEDINGS: "done",
    Group.BOOKING: "book",
    Group.PREPARATION: "done",
    Group.RECORD: "done",
    Group.MIDPOINT: "midpoint",
    Group.ESCALATION: "escalate",
    Group.DECISION: "done",
    Group.OWN: "done",
    Group.SHARED: "open",
}
"""By the group of what is asked, the command that its hint bar begins with."""
_BY_ID: dict[str, RowVerb] = {verb: verb for verb in ROW_VERBS}


class RowKeys(IroScreen):
    """A screen whose rows ask something."""

    def duties(self) -> Sequence[tuple[str, Duty]]:
        """What the marked or highlighted rows ask, with the child's key of each; empty where rows are no duties."""
        raise NotImplementedError

    def asked_under(self, _verb: RowVerb) -> Sequence[tuple[str, Duty]]:
        """What the chosen rows ask as a key takes it."""
        return self.duties()

    def kind_here(self) -> str:
        """The kind of duty that every row here is about, also one that asks nothing; empty where rows are children."""
        return ""

    def why_not_here(self, command: Command) -> str | None:
        """Why a key cannot act on what the chosen rows ask; None where it can, and where it is no key of a row."""
        verb = _BY_ID.get(command.id)
        if verb is None:
            return None
        return next((meaning for meaning in self._meanings(verb) if isinstance(meaning, str)), None)

    def _meanings(self, verb: RowVerb) -> list[Meaning]:
        """What a key means on the chosen rows, by the kind of the list where they ask nothing."""
        meanings = [meaning_of(duty, verb) for _, duty in self.asked_under(verb)]
        kind = self.kind_here()
        return meanings or ([TABLE[kind, verb]] if kind and verb in FOR_THE_CHILD else [])

    def at_here(self, verb: RowVerb) -> str:
        """The question that what a key begins on the chosen rows begins with; empty: as it does by itself."""
        return next((meaning.at for meaning in self._meanings(verb) if isinstance(meaning, Opens)), "")

    def verb_here(self, verb: RowVerb) -> tuple[str, list[str]]:
        """The verb that a key begins on the chosen rows, and the key of the row it is about; none for a child's verb.

        Raises Refused where the rows mean different things by it, or one at a time must be said.
        """
        meant = {(meaning.command if isinstance(meaning, Opens) else verb): duty for meaning, duty in self._meant(verb)}
        if len(meant) > 1:
            raise Refused(OF_SEVERAL_KINDS)
        if not meant:
            begun = next((meaning for meaning in self._meanings(verb) if isinstance(meaning, Opens)), None)
            return begun.command if begun else verb, []
        [(command, duty)] = meant.items()
        step = duty.id if verb == "done" else duty.subject  # ticking a reply is recording that very one
        keys = {APPOINTMENT: duty.id, STEP: step} | dict.fromkeys((HEARING, OUTCOME, DECISION, REPLY), duty.subject)
        of = {"conference": duty.id, "conference_to_record": duty.subject}.get(duty.kind, "")
        keys |= dict.fromkeys(OF_A_CONFERENCE, of)
        if not keys.get(command):
            return command, []
        if len(asked := self.asked_under(verb)) > 1:
            if command == APPOINTMENT and {duty.kind for _, duty in asked} == {"conference"}:
                return APPOINTMENT_TOGETHER, []
            raise Refused("This is for one row at a time: take the marks away with Esc.")
        return command, [keys[command]]

    def _meant(self, verb: RowVerb) -> list[tuple[object, Duty]]:
        return [(meaning_of(duty, verb), duty) for _, duty in self.asked_under(verb)]

    def word_for(self, command: Command) -> str:
        """What a key is called in the footer here: Move where something is booked, Next step of what is open."""
        duties = [duty for _, duty in self.duties()]
        if command.id == "book":
            own = [duty for _, duty in self.asked_under("book") if duty.declared.book == APPOINT]
            booked = all(duty.booked or duty.kind in HAVE_A_DAY for duty in own) if own else self.is_booked()
            return "Move" if booked else command.label
        if command.id == "escalate":
            return "Next step" if duties and all(_goes_on(duty) for duty in duties) else command.label
        if duties and (verb := _BY_ID.get(command.id)):
            words = {WORDS.get(m.command, "") for d in duties if isinstance(m := meaning_of(d, verb), Opens)} - {""}
            if len(words) == 1:
                return words.pop()
        return command.label

    def leading(self) -> str:
        """The command that what the highlighted row asks calls for most; empty where it calls for none by a key."""
        duties = self.duties()
        return LEADING.get(duties[0][1].declared.group, "") if duties else ""

    def hinted(self, command: Command) -> bool:
        """Whether a command can act on the chosen rows; a review is held from its own row.

        Where two keys do the same, the one that ticks is hinted.
        """
        apart = command.id == "hold" and bool(self.duties()) and self.leading() != "hold"
        twice = command.id == "midpoint" and any(
            meaning_of(duty, "midpoint") == meaning_of(duty, "done") for _, duty in self.duties()
        )
        return not apart and not twice and self.why_not(command) is None

    def is_booked(self) -> bool:
        """Whether the review of the highlighted row's child is booked."""
        return False


def _goes_on(duty: Duty) -> bool:
    meaning = meaning_of(duty, "escalate")
    return isinstance(meaning, Opens) and meaning.command == STEP
