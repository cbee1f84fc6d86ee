"""Since the officer was last here: what became late, and which children are new, allocated or changed elsewhere.

The last day and how far the journal had come then are kept beside the drafts, and so are not journalled. Late is what
is late today and was not by the end of that day, by its limit; what is folded into another row is left out. The rest is
the journal's. Deriving that day anew from a cut was rejected: it costs a caseload, and gives the same almost always.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from iro_tui.caseload.lists.base import QUIET, Column, List, Switch, View, only_data
from iro_tui.caseload.lists.kinds import CHILD, DAY, TEXT
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.who import Who, who_of
from iro_tui.domain.words import amount_words, day_words

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.caseload.session import Session
    from iro_tui.domain.duty import Duty
    from iro_tui.store.connection import Connection

SEEN = "last here"
"""The name under which the store remembers the last day."""
LATE, NEW, ALLOCATED, CHANGED = "late", "new", "allocated", "changed"
HEADINGS = {
    LATE: "Became late",
    NEW: "New on the caseload",
    ALLOCATED: "Allocated",
    CHANGED: "Changed in another window, or by command line",
}


@dataclass(frozen=True, slots=True)
class LastHere:
    """The last day on which the caseload was open on the screens, and the journal's last number then."""

    day: date
    seq: int


@dataclass(frozen=True, slots=True)
class SinceLine:
    """Something that came about since."""

    kind: str
    who: Who | None
    what: str
    on: date | None = None
    duty: Duty | None = None

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.duty.id if self.duty else self.who.child_id if self.who else ''}"


def came_about(connection: Connection, caseload: Caseload, last: LastHere) -> tuple[SinceLine, ...]:
    """What came about since, kind by kind; late ones by how long."""
    late = [
        SinceLine(LATE, who_of(caseload, child_id) if child_id else None, duty.what, duty.due, duty)
        for child_id, duties in caseload.duties.items()
        for duty in duties
        if last.day <= duty.due < caseload.today and duty.id not in caseload.folds.get(child_id, ())
    ]
    late.sort(key=lambda line: (line.duty.due, line.duty.child, line.duty.id) if line.duty else ())
    return (*late, *_by_the_journal(connection, caseload, last))


def _by_the_journal(connection: Connection, caseload: Caseload, last: LastHere) -> Iterator[SinceLine]:
    """The children touched since, each once, as what is most of it."""
    from iro_tui.store.log import touched_by

    kinds: dict[str, tuple[str, str]] = {}
    order = {"child": NEW, "allocation": ALLOCATED}
    for each in touched_by(connection, last.seq):
        kind = order.get(each.table, CHANGED) if each.added else CHANGED
        before = kinds.get(each.child_id)
        if before is None or list(HEADINGS).index(kind) < list(HEADINGS).index(before[0]):
            kinds[each.child_id] = kind, each.name
    lines = [
        SinceLine(kind, who_of(caseload, child_id), name)
        for child_id, (kind, name) in kinds.items()
        if child_id in caseload.children
    ]
    yield from sorted(lines, key=lambda line: (list(HEADINGS).index(line.kind), line.who.ref if line.who else ""))


def in_a_line(lines: tuple[SinceLine, ...], last: LastHere, today: date) -> str:
    """`Since Wed 18 Nov: 2 became late, 1 new child.`; empty where nothing came about."""
    amounts = {kind: sum(line.kind == kind for line in lines) for kind in HEADINGS}
    words = [
        f"{amounts[LATE]} became late" if amounts[LATE] else "",
        amount_words(amounts[NEW], "children").replace(" ", " new ") if amounts[NEW] else "",
        f"{amounts[ALLOCATED]} allocated" if amounts[ALLOCATED] else "",
        f"{amounts[CHANGED]} changed elsewhere" if amounts[CHANGED] else "",
    ]
    parts = ", ".join(filter(None, words))
    return f"Since {day_words(last.day, today)}: {parts}." if parts else ""


# What is remembered


def first_of_the_day(session: Session) -> str:
    """On the first look of a day what came about since the last one, in a line; and this day is the last one soon.

    Empty on the very first day, again on the same day, and where an earlier day is looked at.
    """
    kept, here = _kept(session), LastHere(session.today, session.reached)
    if kept is None:
        session.owed.append(partial(_keep, session, here, None))
        return ""
    before = kept[0]
    if session.today <= before.day:
        return ""
    session.owed.append(partial(_keep, session, here, before))
    return in_a_line(session.query(came_about, before), before, session.today)


def leave(session: Session) -> None:
    """The screens are left: what was done in them was seen."""
    session.settle()
    kept = _kept(session)
    if kept and kept[0].day == session.today and kept[0].seq != session.reached:
        _keep(session, LastHere(session.today, session.reached), kept[1])


def last_here(session: Session) -> LastHere:
    """The last day before this one on which the screens were open. Raises Refused where there is none."""
    kept = _kept(session)
    last = kept and (kept[0] if kept[0].day < session.today else kept[1])
    if not last:
        raise Refused("This is the first day that this caseload is open here: there is nothing to compare with.")
    return last


def _keep(session: Session, here: LastHere, before: LastHere | None) -> None:
    both = [[each.day.isoformat(), each.seq] if each else None for each in (here, before)]
    session.keep_draft(SEEN, json.dumps(both))


def _kept(session: Session) -> tuple[LastHere, LastHere | None] | None:
    try:
        here, before = json.loads(session.draft(SEEN) or "null") or (None, None)
        return (_last(here), _last(before) if before else None) if here else None
    except (ValueError, TypeError):  # another version of the program wrote it
        return None


def _last(kept: Any) -> LastHere:
    return LastHere(date.fromisoformat(kept[0]), int(kept[1]))


COLUMNS: tuple[Column[SinceLine], ...] = (
    Column("on", "By", DAY, lambda line: line.on, 11, json="due", means="the day by which it was to be done"),
    Column("child", "Child", CHILD, lambda line: line.who, 9, json="child",
           means="the child's reference; `null` for a task that concerns no child"),
    Column("what", "What", TEXT, width=24, flex=True, json="what", means="what is late, or what was done", tone=QUIET),
    only_data("kind", "`late`, `new`, `allocated` or `changed`", lambda line: line.kind),
)  # fmt: skip
SINCE = List(
    id="since",
    title="Since you were last here",
    help="what became late, which children are new, allocated or changed elsewhere",
    json="since",
    unit="lines",
    reads=None,
    rows=came_about,
    columns=COLUMNS,
    key=lambda line: line.key,
    duty=lambda line: line.duty,
    heading=lambda line, _today, _view: HEADINGS[line.kind],
    views=(View("", "Since you were last here.", "Nothing became late, and nothing is new."),),
    hints=("open", "filter"),
    switch=Switch("last", "", "since when", off=None),
)
"""Not among the lists with a key of their own: the palette leads to it."""
