"""What each key does to a row: every kind of duty and every key of a row, derived from the kinds' own table.

A key means the same everywhere, and what it means on this row: `b` on a conference books the conference, `h` there
says truly what can be done, and neither ever touches the looked-after review.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from iro_tui.domain.duty_kind import DutyKind, Group, Meaning, Opens, Verb
from iro_tui.domain.duty_kinds import KINDS

if TYPE_CHECKING:
    from iro_tui.domain.duty import Duty

RowVerb = Literal["rag", "hold", "book", "midpoint", "escalate", "contact", "done", "delete", "facts"]
"""The commands that act on a row, by their ids; their keys are `r` `h` `b` `m` `e` `o` `x` `d` `i`."""
ROW_VERBS: tuple[RowVerb, ...] = get_args(RowVerb)
_OF_THE_KIND: tuple[Verb, ...] = get_args(Verb)
OWN_WORK: tuple[RowVerb, ...] = ("book", "done", "delete")
"""What can be done with a task that concerns no child."""
NO_CHILD = "This task concerns no child."
STEP = "escalation"
"""The verb that takes an open escalation further."""


def _meaning(kind: DutyKind, verb: RowVerb) -> Meaning:
    if verb in _OF_THE_KIND:
        return kind.meaning(verb)
    open_step = kind.group is Group.ESCALATION and kind.id != "escalation_follow_up"
    return Opens(STEP, "An open escalation goes on with e.") if verb == "escalate" and open_step else Opens(verb)


TABLE: dict[tuple[str, RowVerb], Meaning] = {
    (kind.id, verb): _meaning(kind, verb) for kind in KINDS for verb in ROW_VERBS
}
"""By the kind's id and the verb: what is done, or the sentence that says why nothing is."""


def meaning_of(duty: Duty, verb: RowVerb) -> Meaning:
    """What a key does to this very duty: as for its kind, unless care has ended or it is about no child."""
    if not duty.child and verb not in OWN_WORK:
        return NO_CHILD
    if verb in _OF_THE_KIND and (why := duty.why_not(verb)):
        return why
    return TABLE[duty.kind, verb]


def why_not(duty: Duty, verb: RowVerb) -> str | None:
    """Why a key does nothing to this duty, in a sentence; None where it does something."""
    meaning = meaning_of(duty, verb)
    return meaning if isinstance(meaning, str) else None
