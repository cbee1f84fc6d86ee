"""Which of the IRO's contacts answer what is asked before a review or after a rating, and which day's contact counts.

The law asks for speaking with the child in private (CPPCR 36(1)(b)), the handbook for a talk with the social worker:
what is written down as a footprint need not be ticked again, and what is ticked is a footprint.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

CHILD, SOCIAL_WORKER, TEAM_MANAGER = "child", "social worker", "team manager"

SEEING = frozenset({"visit", "video", "meeting"})
"""Ways of being in touch in which people see each other."""
TALKING = SEEING | {"phone"}
"""Ways of being in touch in which people speak with each other. A letter, an e-mail, a text message is no talk."""
ANY_WAY = TALKING | {"email", "letter", "text"}

BEFORE = "before the review"
"""The purpose of a contact that only a tick told of."""
LOOKS_AHEAD_DAYS = 28
"""Calendar days before its limit from which a contact is taken to answer a duty, as far as Today looks ahead. Before
that it must be said: a visit between two reviews is not yet the talk before the next one. Local choice."""


@dataclass(frozen=True, slots=True)
class Answering:
    """A kind of contact, and the kind of duty that it answers."""

    duty: str
    who: str
    ways: frozenset[str]
    words: str
    """What it counts as, in a sentence."""
    alone: bool | None = None
    """Whether the child must have been seen alone; None: that is no matter."""
    taken: bool = True
    """Whether it is taken to answer it; else only offered: being in touch is not yet having told."""

    def fits(self, who: Iterable[str], how: str, *, alone: bool | None) -> bool:
        """Whether a contact with these people, in this way, may answer it."""
        return self.who in who and how in self.ways and (self.alone is None or alone is self.alone)

    def counts(self, on: date, due: date) -> bool:
        """Whether a contact of a day is taken to answer a duty due on another, unless it is said otherwise."""
        return self.taken and due - on <= timedelta(LOOKS_AHEAD_DAYS)


ANSWERING = (
    Answering("speak_to_child", CHILD, TALKING, "speak with the child alone", alone=True),
    Answering("sw_iro_talk", SOCIAL_WORKER, TALKING, "talk with the social worker"),
    Answering("rag_tell_manager", TEAM_MANAGER, ANY_WAY, "tell the manager of the RAG", taken=False),
)
"""Contacts that answer duties. Source: domain reference 1.3 seechild, swiro; 4.4."""

LEAVES = {answering.duty: answering for answering in ANSWERING if answering.taken}
"""By the kind of a duty the contact that its tick leaves: how one was in touch nobody said."""


def alone_words(how: str | None, *, alone: bool = True) -> str:
    """`seen alone`, or where nobody sees the other, `spoken with alone`."""
    return f"{'' if alone else 'not '}{'seen' if how in SEEING else 'spoken with'} alone"
