"""Finding a child by what an officer knows: reference, name, worker, team, place; by the beginnings of words.

Names are searched whether they are shown or not; what is shown of where it was found never is the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iro_tui.caseload.refusals import Refused
from iro_tui.text import clean, ref_key, sought

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection
    from iro_tui.store.reads import ChildRecord

NAME = "by name"
"""Where a child was found by the name: the name itself is not told."""
_PARTS = re.compile(r"[^\W_]+")
_NUMBERS = re.compile(r"\d+")
_NAMED_AT_MOST = 6
"""References told where several fit."""


@dataclass(frozen=True, slots=True)
class Findable:
    """Something a child is found by: where it stands, what is told of it, and its words made ready."""

    where: str
    index: str
    hidden: bool = False
    """Whether it stands in no list while names are hidden."""


def indexed(*texts: str) -> str:
    """Words made ready for `all_found`: without case and accents, each with a blank before it.

    `LCS-31877` is found by `lcs-3`, by `318` and by `lcs31`.
    """
    words: dict[str, None] = {}
    for text in texts:
        for word in sought(text).split():
            words[word] = None
            parts = _PARTS.findall(word)
            if parts != [word]:
                words.update(dict.fromkeys(parts))
                words["".join(parts)] = None
    return "".join(f" {word}" for word in words)


def wanted_words(typed: str) -> tuple[str, ...]:
    """What was typed, as words to look for; signs that stand alone are none."""
    return tuple(word for word in sought(typed).split() if _PARTS.search(word))


def all_found(wanted: Iterable[str], index: str) -> bool:
    """Whether every word begins one of the indexed words."""
    return all(f" {word}" in index for word in wanted)


def findable(connection: Connection, caseload: Caseload) -> dict[str, tuple[Findable, ...]]:
    """By child's key everything a child is found by, whatever a list shows of it."""
    places = _places(connection)
    return {
        child_id: tuple(_of_child(child, caseload, places.get(child_id, ())))
        for child_id, child in caseload.children.items()
    }


def _of_child(child: ChildRecord, caseload: Caseload, places: Sequence[str]) -> Iterable[Findable]:
    yield Findable("", indexed(child.ref, child.initials, *_endings(child.ref)) + f" {ref_key(child.ref)}")
    if child.name:
        yield Findable(NAME, indexed(child.name), hidden=True)
    if workers := caseload.workers.get(child.id):
        for called, text in (("worker", workers.social_worker), ("manager", workers.manager), ("team", workers.team)):
            if text:
                yield Findable(f"{called} {text}", indexed(text))
    for place in places:
        yield Findable(f"review at {place}", indexed(place))


def _endings(ref: str) -> Iterable[str]:
    """The last digits of the numbers in a reference, three or more: what one remembers of a long one."""
    return (number[at:] for number in _NUMBERS.findall(ref) for at in range(1, len(number) - 2))


def _places(connection: Connection) -> dict[str, list[str]]:
    """By child's key where the reviews that are planned are to be held."""
    from iro_tui.store.reads import read_rows
    from iro_tui.store.shapes import ReviewRow

    places: dict[str, list[str]] = {}
    for row in read_rows(connection, ReviewRow, held=None):
        place = ", ".join(filter(None, (row.venue, row.locality)))
        if place:
            places.setdefault(row.child_id, []).append(place)
    return places


def found_in(wanted: Sequence[str], shown: str, child: Sequence[Findable]) -> str:
    """Where the words were found that do not stand in what is shown of a row; empty where all of them do."""
    missing = [word for word in wanted if not all_found((word,), shown)]
    where = (item.where for word in missing for item in child if all_found((word,), item.index) and item.where)
    return ", ".join(dict.fromkeys(where))


def child_called(children: Mapping[str, ChildRecord], typed: str, *, partly: bool) -> str:
    """The key of the child whose reference is what was typed; `partly`: or a part of it that no other has.

    A reference in full, however spelt, comes first; then the beginning of one of its parts (`31877` of LCS-31877); then
    its end. Raises Refused: none fits, or several do, with which.
    """
    wanted = ref_key(typed)
    alike = [key for key, child in children.items() if ref_key(child.ref) == wanted]
    if wanted and alike:
        return next((key for key in alike if children[key].ref == clean(typed)), alike[0])
    words = wanted_words(typed) if partly else ()
    fitting = [key for key, child in children.items() if words and all_found(words, indexed(child.ref))]
    fitting = fitting or [
        key for key, child in children.items() if partly and wanted and ref_key(child.ref).endswith(wanted)
    ]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        refs = [children[key].ref for key in fitting]
        more = f" and {len(refs) - _NAMED_AT_MOST:,} more" if len(refs) > _NAMED_AT_MOST else ""
        raise Refused(
            f"{len(refs):,} references fit {clean(typed)!r}: {', '.join(refs[:_NAMED_AT_MOST])}{more}. Type more of it."
        )
    raise Refused(f"There is no child with the reference {typed!r}. Look it up with: iro caseload")
