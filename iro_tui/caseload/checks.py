"""What an action is given, checked before anything is written: children, words and days."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.words import amount_words, day_words

FURTHEST_YEARS = 10
"""How far ahead a day may lie; what is further is a slip of the keyboard."""


def chosen(caseload: Caseload, child_ids: Sequence[str] | str) -> tuple[str, ...]:
    """The keys of the children, one or several marked, each once, in the order given.

    Raises Refused: none, one that is not there, or a row that is about no child.
    """
    found = tuple(dict.fromkeys([child_ids] if isinstance(child_ids, str) else child_ids))
    if not found:
        raise Refused("No child is chosen: put the cursor on one, or mark several with space.")
    if "" in found:
        raise Refused("A task of your own is about no child: choose rows of children only.")
    if any(child_id not in caseload.children for child_id in found):
        raise Refused("The child is not on record any more: go back to the list. Nothing was changed.")
    return found


def called(caseload: Caseload, child_ids: Collection[str]) -> str:
    """The children at the beginning of a sentence: `AB 1042` or `3 children`; never a name."""
    if len(child_ids) == 1:
        return caseload.children[next(iter(child_ids))].ref
    return amount_words(len(child_ids), "children")


def one_of(field: str, value: str, allowed: Collection[str]) -> None:
    """Raises Refused, naming the field, unless its value is one of the words allowed."""
    if value not in allowed:
        raise Refused(f"{field} is {repr(value) if value else 'empty'}: give one of {', '.join(allowed)}.")


def too_far(day: date, today: date) -> str | None:
    """Why a day cannot be meant; None for one that can."""
    if day.year <= today.year + FURTHEST_YEARS:
        return None
    return f"The day is {day_words(day, today)}, more than {FURTHEST_YEARS} years ahead: look at the year."


def code_of(field: str, typed: str, table: Mapping[str, str]) -> str:
    """The code that was typed, or whose words begin so; empty for nothing. Raises Refused, naming what it may be."""
    wanted = typed.strip().casefold()
    if not wanted:
        return ""
    first = wanted.split()[0].rstrip(",:")
    exact = next((code for code in table if code.casefold() == first), None)
    if exact:
        return exact
    found = [code for code, words in table.items() if words.casefold().startswith(wanted)]
    found = found or [code for code, words in table.items() if wanted in words.casefold()]
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refused(f"{field} is {typed.strip()!r}: give a code such as {next(iter(table))}, or its words.")
    raise Refused(f"{field} is {typed.strip()!r}, which may be {', '.join(f'{c} {table[c]}' for c in found[:4])}.")
