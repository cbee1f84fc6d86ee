"""What only follows from something else that is late: folded into that one row, so that a child and cause have one.

Derived from the duties of one child, each time anew. A duty is folded under one that is a row itself, never under one
that is less binding: what the law asks is never hidden under a habit, but where its limit is only inferred. Source:
product, idea 6.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from iro_tui.domain.duty_kinds import PREPARATION
from iro_tui.domain.running import NOT_ON_RECORD

if TYPE_CHECKING:
    from iro_tui.domain.duty import Duty

RANK = {"law": 0, "guidance": 1, "local": 2}
"""The weights, the most binding first."""
BEFORE, AFTER, BESIDE = "before", "after", "of the same"
"""How what is folded stands to its cause: `+5 before`."""

LAST_REVIEW, LAST_CONFERENCE = "last_review", "last_conference"
"""The kinds that ask for the day of a review, or a conference, that is not on record."""

_GETTING_READY = frozenset({"review_unbooked", *(kind.id for kind in PREPARATION)})


class Cause(NamedTuple):
    """Kinds of duty that, when late, explain others of the same child."""

    heads: Collection[str]
    explains: Collection[str]
    side: str
    same_subject: bool = False
    """Whether only what hangs on the same record."""
    only_late: bool = False
    """Whether it explains only what is late itself."""


CAUSES = (
    Cause(("review", "early_review"), _GETTING_READY | {"review_to_record"}, BEFORE),
    Cause(("review_to_record",), _GETTING_READY, BEFORE),
    Cause(_GETTING_READY, _GETTING_READY, BESIDE, only_late=True),
    Cause(("full_record",), ("distribution",), AFTER, same_subject=True),
    Cause(("escalation_total",), ("escalation_reply",), AFTER, same_subject=True),
)
"""The causes, the first one that explains a duty being the one under which it is folded."""


class Folded(NamedTuple):
    """Under which duty another is folded, and how it stands to that."""

    head: str
    side: str


def folded(duties: Sequence[Duty]) -> dict[str, Folded]:
    """Of the duties of one child those that are folded, by id; the head of each is in no fold itself."""
    under = _of_an_unknown_day(duties)
    if not any(duty.days < 0 for duty in duties):
        return under
    heads = {each.head for each in under.values()}
    for cause in CAUSES:
        late = [duty for duty in duties if duty.days < 0 and duty.kind in cause.heads and duty.id not in under]
        for head in sorted(late, key=lambda duty: (RANK[duty.weight], duty.due)):
            if head.id in under:
                continue
            for duty in _explained(cause, head, duties):
                if duty.id not in under and duty.id not in heads:
                    under[duty.id] = Folded(head.id, cause.side)
                    heads.add(head.id)
    return under


def _of_an_unknown_day(duties: Sequence[Duty]) -> dict[str, Folded]:
    """Where the day of the last review or conference is not on record: those whose limit is only inferred from that.

    Also one by law: what is lacking is a fact, and a red row may well be false. One that is booked stays.
    Source: product, ideas 6 and 11.
    """
    asks = {
        LAST_REVIEW if duty.kind in NOT_ON_RECORD else LAST_CONFERENCE: duty.id
        for duty in duties
        if duty.kind in NOT_ON_RECORD or duty.kind == LAST_CONFERENCE
    }
    under = {}
    for duty in duties:
        kind = LAST_REVIEW if duty.is_review else LAST_CONFERENCE if duty.kind == "conference" else ""
        if kind in asks and duty.inferred and duty.booked is None:
            under[duty.id] = Folded(asks[kind], AFTER)
    return under


def _explained(cause: Cause, head: Duty, duties: Sequence[Duty]) -> Iterator[Duty]:
    for duty in duties:
        if (
            duty.kind in cause.explains
            and duty.id != head.id
            and RANK[duty.weight] >= RANK[head.weight]
            and (not cause.same_subject or duty.subject == head.subject)
            and (not cause.only_late or duty.days < 0)
        ):
            yield duty
