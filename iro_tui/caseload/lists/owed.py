"""Who owes what: by worker and team what an IRO waits for, and the text that chases it, ready to send."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from iro_tui.caseload.lines import AboutChild
from iro_tui.caseload.lists.base import BY_THE_RULES, QUIET, Column, List, View, child_column, clock_columns, only_data
from iro_tui.caseload.lists.kinds import DAY, TEXT
from iro_tui.caseload.who import who_of
from iro_tui.domain.duty import Duty
from iro_tui.domain.people import MANAGER, OWED, SOCIAL_WORKER
from iro_tui.domain.words import amount_words, day_words, heading

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.caseload.exporting import Outgoing
    from iro_tui.store.connection import Connection
    from iro_tui.store.reads import ChildRecord

AHEAD_DAYS = 7
"""Calendar days ahead from which something is asked after: what is due this week, and all that is late."""
STAGE_OF = "reply from "
NOBODY = "Nobody on record"
LONGEST_PART = 3
"""Letters from which a part of a name is one: shorter ones are words of their own."""


@dataclass(frozen=True, slots=True)
class OwedLine(AboutChild):
    """Something that somebody owes for a child."""

    duty: Duty
    name: str
    """Who owes it, by name or by office; empty where nobody is on record."""
    team: str
    chased: date | None = None
    owner: str = ""
    """Who is to do it by the decision's own words."""
    words: str = ""
    """What is owed, without the names of the child and of brothers and sisters."""


def owed(
    connection: Connection | None, caseload: Caseload, *, worker: str = "", team: str = ""
) -> tuple[OwedLine, ...]:
    """What is late or due within a week, by who owes it, the longest late first; `worker`, `team` as they begin."""
    rows = [
        row
        for row in _lines(caseload, _chased(connection, caseload.today))
        if _is_called(row.name, worker) and _is_called(row.team, team)
    ]
    return tuple(sorted(rows, key=lambda row: (not row.name, row.name.casefold(), row.team, row.duty.due, row.ref)))


def _is_called(name: str, wanted: str) -> bool:
    """Whether a name has a part that begins as is wanted."""
    words, sought = name.casefold(), wanted.casefold().strip()
    return not sought or words.startswith(sought) or any(part.startswith(sought) for part in words.split())


def _chased(connection: Connection | None, today: date) -> dict[str, date]:
    """By duty when it was last asked after; of decisions their own rows say so."""
    from iro_tui.store.reads import read_rows
    from iro_tui.store.shapes import ChaseRow

    rows = read_rows(connection, ChaseRow) if connection is not None else ()
    return {row.duty: row.asked_on for row in sorted(rows, key=lambda row: row.asked_on) if row.asked_on <= today}


def _lines(caseload: Caseload, chased: Mapping[str, date]) -> Iterator[OwedLine]:
    families = defaultdict[object, list["ChildRecord"]](list)
    for child in caseload.children.values():
        families[_family(child)].append(child)
    for child_id, duties in caseload.duties.items():
        waits = [duty for duty in duties if duty.kind in OWED and duty.days <= AHEAD_DAYS]
        if not child_id or not waits:
            continue
        who, workers = who_of(caseload, child_id), caseload.workers.get(child_id)
        names = {SOCIAL_WORKER: workers.social_worker, MANAGER: workers.manager} if workers else {}
        decisions = {decision.id: decision for decision in caseload.cases[child_id].decisions}
        hidden = names_of(families[_family(caseload.children[child_id])])
        for duty in waits:
            office = duty.what.partition(STAGE_OF)[2] if duty.kind == "escalation_reply" else ""
            by_office = bool(office) and "team manager" not in office
            name = heading(office) if by_office else names.get(OWED[duty.kind], "")
            decision = decisions.get(duty.subject)
            yield OwedLine(
                who,
                duty=duty,
                name=name,
                team=workers.team if workers and not by_office else "",
                chased=decision.chased_on if decision else chased.get(duty.id),
                owner=without_names((decision.owner or "") if decision else "", hidden),
                words=without_names(duty.what, hidden),
            )


def _family(child: ChildRecord) -> object:
    """What brothers and sisters have in common; of a child without any the reference."""
    return child.facts.get("sibling_group") or child.ref


def names_of(children: Sequence[ChildRecord]) -> dict[str, str]:
    """The parts of the names of these children, with what stands for each."""
    return {
        part.casefold(): one.initials or one.ref
        for one in children
        for part in re.findall(r"[^\W\d_]+", one.name)
        if len(part) >= LONGEST_PART
    }


def names_to_hide(caseload: Caseload, child_id: str) -> dict[str, str]:
    """The same for one child of the caseload, with brothers and sisters."""
    family = _family(caseload.children[child_id])
    return names_of([child for child in caseload.children.values() if _family(child) == family])


def without_names(words: str, names: dict[str, str]) -> str:
    """A text in which initials stand for each part of these names."""
    return re.sub(r"[^\W\d_]+", lambda part: names.get(part[0].casefold(), part[0]), words) if names else words


# The text


def chasing_text(rows: Sequence[OwedLine], today: date) -> str:
    """What is waited for, by reference, each who owes it with a heading of their own; never a child's name."""
    lines = [f"What I am waiting for, {day_words(today, date.min)}"]
    for (name, team), of_one in groupby(rows, key=lambda row: (row.name, row.team)):
        lines += ["", ", ".join(filter(None, (name or NOBODY, team)))]
        lines += [f"- {line}" for line in (_sentence(row, today) for row in of_one)]
    return "\n".join(lines)


def _sentence(row: OwedLine, today: date) -> str:
    """`AB 1042: dental check (carer), was due Fri 6 Nov, 10 working days late; last chased Fri 13 Nov`."""
    duty, due = row.duty, day_words(row.duty.due, today)
    late = amount_words(-duty.working_days, "working days") if duty.working_days < 0 else ""
    when = f"was due {due}, {late} late" if late else f"was due {due}" if duty.days < 0 else f"due {due}"
    owner = f" ({row.owner})" if row.owner else ""
    chased = f"; last chased {day_words(row.chased, today)}" if row.chased else ""
    return f"{row.ref}: {row.words}{owner}, {when}{chased}"


def owed_out(connection: Connection, caseload: Caseload, *, worker: str = "", team: str = "") -> Outgoing:
    """The text, or a table, for a file."""
    from iro_tui.caseload.exporting import Outgoing, table_or_text

    rows = owed(connection, caseload, worker=worker, team=team)
    table = [(r.name, r.team, r.ref, r.words, r.duty.due.isoformat(), r.chased and r.chased.isoformat()) for r in rows]
    titles = ("who", "team", "child", "what", "due", "last chased")
    cells: Iterable[Sequence[str]] = [tuple(cell or "" for cell in row) for row in table]
    forms = table_or_text(titles, tuple(cells), lambda: chasing_text(rows, caseload.today))
    return Outgoing("what is owed", len(rows), "things", forms)


# The list

COLUMNS: tuple[Column[OwedLine], ...] = (
    Column("due", "Due", DAY, lambda row: row.duty.due, 10, json="due", means="by when it was to come"),
    *clock_columns(lambda row: row.duty),
    *child_column(),
    Column("what", "What", TEXT, lambda row: row.words, 20, flex=True, json="what", means="what is owed"),
    Column("chased", "Chased on", DAY, lambda row: row.chased, 10, json="chased", means="when it was last asked after"),
    Column("owner", "By whom", TEXT, lambda row: row.owner or None, 16, from_width=92, tone=QUIET, json="owner",
           means="who is to do it, in the decision's words"),
    only_data("owes", "who owes it, by name or by office", lambda row: row.name or None),
    only_data("team", "the team", lambda row: row.team or None),
)  # fmt: skip

OWES = List(
    id="owed",
    title="Who owes what",
    help="what is waited for, by worker and team; its text: iro chase",
    json="owed",
    unit="things",
    reads=BY_THE_RULES | {"chase"},
    rows=owed,
    columns=COLUMNS,
    key=lambda row: row.duty.id,
    heading=lambda row, _today, _view: f"{row.name or NOBODY}{f' · {row.team}' if row.team else ''}",
    views=(View(None, "What is late or due within a week, by who owes it.", "Nobody owes anything."),),
    duty=lambda row: row.duty,
    removes=lambda row: ("decision", row.duty.subject) if row.duty.kind == "decision_due" else None,
    hints=("copy", "contact", "write", "done", "open"),
)
