"""Named filters for lists of children. They combine: a child is shown that passes every one chosen.

Beside the table there are those made of a person or a team (`worker:NAME`), and an officer's own: a combination under a
name. What makes up one of these stands in its id, so that a list's memory needs nothing else to understand it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iro_tui.caseload.lines import ChildLine
from iro_tui.domain.alerts import NEARLY_18
from iro_tui.domain.conferences import SECOND_REVIEW
from iro_tui.domain.protection_watch import ENDED_EARLY, LONG_PLAN, REPEAT_PLAN
from iro_tui.text import clean

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session

OLDER_FROM = 16
OWN = "own:"
_KEPT = "filters"
"""Under which name an officer's own filters are kept: with the order and zoom of lists, encrypted, and as those not in
the journal. They say how somebody looks at the caseload and nothing of a child; undo should not turn them back."""
NAME_LONGEST = 24
OWN_AT_MOST = 12


@dataclass(frozen=True, slots=True)
class ChildFilter:
    """One filter: its name in settings, a short label, what it shows in a sentence, and the test of a line."""

    id: str
    label: str
    sentence: str
    test: Callable[[ChildLine], bool]
    key: str = ""
    """The key that chooses it, the same wherever it is offered."""


def _unbooked(row: ChildLine) -> bool:
    return row.next_review is not None and row.next_review.booked is None


def _unseen(row: ChildLine) -> bool:
    return row.last_seen is None or (row.last_review is not None and row.last_seen <= row.last_review)


_TABLE = (
    ChildFilter(
        "rag", "red or amber", "Children whose RAG is red or amber.", lambda row: row.who.rag in ("amber", "red"), "1"
    ),
    ChildFilter("unbooked", "not booked", "Children whose next review has no day yet.", _unbooked, "2"),
    ChildFilter(
        "unseen", "not seen since last review", "Children the IRO has not seen since the last review.", _unseen, "3"
    ),
    ChildFilter(
        "older",
        "16 and over",
        "Young people of 16 and over.",
        lambda row: row.age is not None and row.age >= OLDER_FROM,
        "4",
    ),
    ChildFilter("uasc", "unaccompanied", "Unaccompanied asylum-seeking children.", lambda row: row.uasc, "5"),
    ChildFilter("out_of_area", "out of area", "Children placed out of the area.", lambda row: row.out_of_area, "6"),
    ChildFilter(
        "child_protection",
        "child protection",
        "Children under a child protection plan.",
        lambda row: row.status in ("child_protection", "both"),
        "7",
    ),
    ChildFilter(
        "looked_after",
        "looked after",
        "Children who are looked after, but for short breaks.",
        lambda row: row.status in ("looked_after", "both"),
        "c",
    ),
    ChildFilter(
        "short_breaks", "short breaks", "Children on short breaks.", lambda row: row.status == "short_break", "b"
    ),
    ChildFilter(
        "watched",
        "plans to watch",
        "Children whose protection plan is long, repeated, ended at its first review, or unasked at its second.",
        lambda row: any(alert.startswith((LONG_PLAN, REPEAT_PLAN, ENDED_EARLY, SECOND_REVIEW)) for alert in row.alerts),
        "p",
    ),
    ChildFilter(
        "overdue",
        "review late",
        "Children whose review is past its limit.",
        lambda row: row.next_clock == "overdue",
        "l",
    ),
    ChildFilter("not_rated", "not rated", "Children without a RAG.", lambda row: row.who.rag is None, "n"),
    ChildFilter(
        "nearly_18",
        "nearly 18",
        "Young people who will soon be 18.",
        lambda row: any(alert.startswith(NEARLY_18) for alert in row.alerts),
        "y",
    ),
    ChildFilter(
        "escalations",
        "open escalations",
        "Children with an escalation that is open.",
        lambda row: row.open_escalations > 0,
        "e",
    ),
    ChildFilter(
        "decisions",
        "open decisions",
        "Children with a decision that is not done.",
        lambda row: row.open_decisions > 0,
        "d",
    ),
    ChildFilter(
        "adjourned", "adjourned", "Children whose review was adjourned and waits.", lambda row: row.adjourned, "a"
    ),
    ChildFilter(
        "kept_too_long",
        "to be removed",
        "Closed cases that were kept as long as the practice says.",
        lambda row: row.kept_too_long,
        "g",
    ),
    ChildFilter("flagged", "flagged", "Children whom you flagged.", lambda row: row.who.flagged, "!"),
)

FILTERS: dict[str, ChildFilter] = {item.id: item for item in _TABLE}
"""Every filter of the table by its id, in the order they are offered."""


@dataclass(frozen=True, slots=True)
class SharedWord:
    """A kind of filter that is made of a word which children share: who works with them, which team, whose they are."""

    id: str
    title: str
    key: str
    of: Callable[[ChildLine], tuple[str, ...]]


KINDS = (
    SharedWord("worker", "by social worker", "w", lambda row: (row.worker,)),
    SharedWord("team", "by team", "t", lambda row: (row.team,)),
    SharedWord("whose", "by who has them", "h", lambda row: row.iros or (row.whose,)),
)
_KIND_OF = {kind.id: kind for kind in KINDS}


def made_of(kind: SharedWord, rows: Iterable[ChildLine]) -> dict[str, str]:
    """By id the filters of a kind that these children allow, by their words."""
    words = {word for row in rows for word in kind.of(row)} - {""}
    return {f"{kind.id}:{word}": word for word in sorted(words)}


def own_filter(name: str, ids: Sequence[str]) -> str:
    """The id of an officer's own filter: a combination under a name."""
    parts = [part for id_ in ids for part in (_parts_of(id_) if id_.startswith(OWN) else [id_])]
    return OWN + json.dumps([clean(name, limit=NAME_LONGEST), *dict.fromkeys(parts)])


def own_name(id_: str) -> str:
    """What an officer called a filter of their own; empty where it is none."""
    named = _read(id_)
    return named[0] if named else ""


def _parts_of(id_: str) -> list[str]:
    return _read(id_)[1:]


def _read(id_: str) -> list[str]:
    try:
        parts = json.loads(id_.removeprefix(OWN)) if id_.startswith(OWN) else []
    except ValueError:
        return []
    return parts if isinstance(parts, list) and all(isinstance(part, str) for part in parts) else []


def own_filters(session: Session) -> tuple[str, ...]:
    """The ids of the officer's own filters, in the order they were made."""
    try:
        kept = json.loads(session.draft(_KEPT) or "[]")
    except ValueError:
        return ()
    return tuple(id_ for id_ in kept if isinstance(id_, str) and own_name(id_)) if isinstance(kept, list) else ()


def keep_own(session: Session, id_: str) -> None:
    """Keep a filter of one's own; one of the same name is replaced, and of too many the oldest goes."""
    others = [other for other in own_filters(session) if own_name(other) != own_name(id_)]
    session.keep_draft(_KEPT, json.dumps([*others, id_][-OWN_AT_MOST:]))


def drop_own(session: Session, id_: str) -> None:
    """Forget a filter of one's own."""
    session.keep_draft(_KEPT, json.dumps([other for other in own_filters(session) if other != id_]))


def filter_of(id_: str) -> ChildFilter | None:
    """A filter by its id; None for one of another version of the program."""
    if id_ in FILTERS:
        return FILTERS[id_]
    if name := own_name(id_):
        parts = [part for each in _parts_of(id_) if (part := filter_of(each))]
        label = f"«{name}»"
        return ChildFilter(id_, label, f"Your own filter {label}.", lambda row: all(part.test(row) for part in parts))
    kind, _, word = id_.partition(":")
    if kind in _KIND_OF and word:
        of = _KIND_OF[kind].of
        return ChildFilter(id_, word, f"Children {_KIND_OF[kind].title} {word}.", lambda row: word in of(row))
    return None


def _chosen(ids: Collection[str]) -> list[ChildFilter]:
    """The filters of these ids, those of the table first and in its order."""
    others = [item for id_ in ids if id_ not in FILTERS and (item := filter_of(id_))]
    return [*(item for item in _TABLE if item.id in ids), *others]


def matching(rows: Iterable[ChildLine], ids: Collection[str]) -> tuple[ChildLine, ...]:
    """The lines that pass every chosen filter, in their order; all of them when none is chosen."""
    chosen = _chosen(ids)
    return tuple(row for row in rows if all(item.test(row) for item in chosen))


def described(ids: Collection[str]) -> str:
    """The chosen filters in words, `red or amber, not booked`; empty when none is chosen."""
    return ", ".join(item.label for item in _chosen(ids))
