"""What a colleague has otherwise: of each value mine and theirs, until one of them is chosen.

Where both are others', as in a manager's store, what stands is in the place of mine, each with whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.caseload.lines import AboutChild
from iro_tui.caseload.lists.base import Column, List, View, child_column, only_data
from iro_tui.caseload.lists.kinds import DAY, TEXT
from iro_tui.domain.words import heading

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class ClashLine(AboutChild):
    """A value that two have otherwise."""

    key: str
    what: str
    """`Review: booked`."""
    mine: str
    theirs: str
    colleague: str
    mine_stands: bool
    """Whether mine is on record now, and not theirs."""
    since: date
    mine_by: str = ""
    """Where neither need be mine, whose the one that stands is, which is then in the place of mine."""
    named: tuple[str, str] | None = None
    """Mine and theirs where they say who the child is and are hidden; None: nothing is."""


def told_openly(line: ClashLine) -> ClashLine:
    """A line while names are shown."""
    return replace(line, mine=line.named[0], theirs=line.named[1]) if line.named else line


def clashes(connection: Connection, caseload: Caseload) -> Iterator[ClashLine]:
    """Every difference of which none was chosen, child by child."""
    from iro_tui.caseload.differing import both_words, differing_values, is_private, label_words

    today = caseload.today
    every = sorted(differing_values(connection, caseload), key=lambda each: (each.who.ref, each.table, each.key))
    others = caseload.manages or any(each.here_by and each.other_by for each in every)
    for each in every:
        stands_first = bool(each.other_by) or others
        both = (each.here, each.other) if stands_first else (each.other, each.here)
        mine, theirs = both_words(each.table, each.column, *both, today)
        hidden = is_private(each.table, each.column)
        yield ClashLine(
            who=each.who,
            key=each.key,
            what=heading(label_words(each.table, each.column)),
            mine=mine,
            theirs=theirs,
            colleague=(each.other_by if stands_first else each.here_by) or "you",
            mine_stands=stands_first,
            since=each.since,
            mine_by=(each.here_by or "you") if others else "",
            named=both_words(each.table, each.column, *both, today, names=True) if hidden else None,
        )


CLASHES = List(
    id="clashes",
    verb="differences",
    title="Differences",
    help="what a colleague has otherwise after a hand-over: mine and theirs, until one is chosen",
    json="differences",
    unit="values",
    reads=None,
    rows=clashes,
    columns=(
        *child_column(),
        Column("what", "What", TEXT, width=12, flex=True, json="what", means="the field, and of what"),
        Column("mine", "Mine (y)", TEXT, width=16, flex=True, if_any=lambda row: not row.mine_by),
        Column("theirs", "Theirs (f)", TEXT, width=16, flex=True, if_any=lambda row: not row.mine_by),
        Column("colleague", "Whose", TEXT, width=12, from_width=84, if_any=lambda row: not row.mine_by),
        Column("stands", "Stands (y)", TEXT, lambda row: f"{row.mine}: {row.mine_by}", 16, flex=True, sort=False,
               if_any=lambda row: row.mine_by),
        Column("other", "The other (f)", TEXT, lambda row: f"{row.theirs}: {row.colleague}", 16, flex=True, sort=False,
               if_any=lambda row: row.mine_by),
        Column("now", "Stands", TEXT, lambda row: "mine" if row.mine_stands else "theirs", 6, from_width=100,
               if_any=lambda row: not row.mine_by),
        Column("since", "Since", DAY, width=10, from_width=120, json="since", means="the day it was noticed"),
        only_data("mine", "my value, in words; with `mine_by` the one that stands"),
        only_data("theirs", "the colleague's, in words; with `mine_by` the other one"),
        only_data("colleague", "whose `theirs` is, by name, or `you`"),
        only_data("mine_by", "where both may be others', as to a manager, whose `mine` is, or `you`; else `null`",
                  lambda row: row.mine_by or None),
        only_data("mine_stands", "whether mine is on record now", lambda row: row.mine_stands),
        only_data("key", "names it: `iro do settle --id KEY --choose mine` or `theirs`", lambda row: row.key),
    ),
    key=lambda row: row.key,
    opened=told_openly,
    views=(View(None, "What a colleague has otherwise: choose.", "Nothing differs from a colleague's."),),
    hints=("copy", "only", "undo", "open", "filter"),
)  # fmt: skip
