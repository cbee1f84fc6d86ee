"""Children of whom files tell though their cases were removed here for good: they stay away, unless care began since.

A return tells of everybody looked after in its year, so each that is brought in tells of them again. Each is said and
can be brought in all the same; what is brought in then is only what the files tell.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.actions.differences import Choices, Difference
from iro_tui.actions.told_rows import CHILD, known_key
from iro_tui.domain.words import dated
from iro_tui.exchange.extract import ChildFacts, Extract
from iro_tui.text import ref_key

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection


def removed_before(
    connection: Connection, extract: Extract, known: Collection[str], choices: Choices
) -> tuple[set[str], set[str]]:
    """Of the children that files tell of, by reference: those left out, and the keys of those to be here again."""
    from iro_tui.store.purging import purged

    keys = {known_key(CHILD, ref): ref for ref in extract.children if ref_key(ref) not in known}
    left_out, back = set(), set()
    for key, on in purged(connection, keys).items():
        ref = keys[key]
        if choices.take(_asked(ref, on, extract.children[ref])):
            back.add(key)
        else:
            left_out.add(ref)
    return left_out, back


def _asked(ref: str, on: date, facts: ChildFacts) -> Difference:
    since = max((period.started for period in facts.periods if period.ended is None), default=None)
    text = f"The case was removed here for good on {dated(on)}; "
    text += (
        f"the files tell of care since {dated(since)}, so it comes in as a new one."
        if since
        else "the files tell of no care that goes on. Taken, what they tell stands here again."
    )
    return Difference(f"{ref}:{CHILD}:removed", ref, "Child", text, take=since is not None)
