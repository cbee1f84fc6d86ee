"""A made-up service: the same made-up children, shared out among its IROs, unevenly as in any service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from iro_tui.domain.colleagues import IRO
from iro_tui.domain.vocabulary import COVERS
from iro_tui.sample import people
from iro_tui.sample.told import Values
from iro_tui.store import tables
from iro_tui.store.tables import Kept
from iro_tui.store.writes import made_key, person_key

EACH = 68
"""Children to an IRO, about."""
UNEVEN = (1.3, 0.95, 0.75, 1.1, 0.9)
"""Of which each has so many times as many, by turns."""
COVERED = 9
"""How many of the colleague who is ill are covered for."""
MOST = 400
"""More IROs no service has."""


@dataclass(frozen=True, slots=True)
class MadeUpIro:
    """An IRO of the made-up service, who works with two of its teams."""

    key: str
    name: str
    part: float
    teams: tuple[str, ...]
    uneven: float


def share_out(values: dict[type[Kept], list[Values]], today: date) -> None:
    """Give the officer's children to the IROs of a service, siblings to one, and have a colleague covered for."""
    iros = list(_iros(values, len(values.get(tables.ChildRow, ()))))
    teams = {row["child_id"]: row["team"] for row in values[tables.WorkerRow] if row["role"] == "social_worker"}
    load = dict.fromkeys((iro.key for iro in iros), 0.0)
    having: dict[str, MadeUpIro] = {}
    of_family: dict[str, MadeUpIro] = {}
    for child in values[tables.ChildRow]:
        family = child.get("sibling_group") or child["id"]
        if family not in of_family:
            near = [iro for iro in iros if teams.get(child["id"]) in iro.teams] or iros
            of_family[family] = min(near, key=lambda iro: (load[iro.key] / iro.part / iro.uneven, iro.name))
        iro = having[child["id"]] = of_family[family]
        load[iro.key] += 1
    officer = person_key(people.OFFICER)
    for row in values[tables.AllocationRow]:
        if row.get("iro_id") == officer:
            row["iro_id"] = having[row["child_id"]].key
    for row in values[tables.WorkerRow]:
        if row["role"] == "iro" and row["name"] == people.OFFICER:
            row["name"] = having[row["child_id"]].name
    for row in (*values[tables.ChildRow], *values.get(tables.CaseNoteRow, ())):
        row["made_by"] = having[row.get("child_id") or row["id"]].key
    values[tables.AllocationRow] += list(_cover(values[tables.AllocationRow], today))


def _iros(values: dict[type[Kept], list[Values]], children: int) -> Iterator[MadeUpIro]:
    """Those of the service as it is, and as many more as the children need."""
    known = [row for row in values[tables.PersonRow] if row.get("role") == IRO and row["name"] in people.SERVICE]
    wanted = min(MOST, max(len(known), round(children / EACH)))
    named = {row["name"] for row in values[tables.PersonRow]}
    more = list(_more(named, wanted - len(known)))
    values[tables.PersonRow] += more
    every = [team for team, _ in people.TEAMS]
    for at, row in enumerate([*known, *more]):
        teams = (every[at % len(every)], every[(at + 1) % len(every)], *([people.CARE_LEAVERS[0]] if at % 2 else []))
        yield MadeUpIro(row["id"], row["name"], row["fte"], teams, UNEVEN[at % len(UNEVEN)])


def _more(named: set[str], number: int) -> Iterator[Values]:
    """People of the service who are no worker of a child."""
    pairs = (f"{first} {last}" for last in people.SURNAMES for first in people.WORKER_FIRSTS)
    names = (name for name in pairs if name not in named)
    for at, name in zip(range(number), names, strict=False):
        yield {
            "id": person_key(name), "name": name, "initials": "".join(word[0] for word in name.split()), "role": IRO,
            "team": ("North", "South")[at % 2], "fte": (1.0, 1.0, 0.8, 1.0, 0.6)[at % 5], "agency": at % 4 == 0,
        }  # fmt: skip


def _cover(allocations: Sequence[Values], today: date) -> Iterator[Values]:
    """Some of the children of the colleague who is ill are covered until the end of it."""
    holder, monday = person_key(people.COLLEAGUE_AWAY), today - timedelta(days=today.weekday())
    held = [row for row in allocations if row.get("iro_id") == holder and row.get("allocated") and not row.get("until")]
    for row in held[:COVERED]:
        yield {
            "id": made_key("cover", row["id"]), "child_id": row["child_id"], "iro_id": person_key("Delia Nextdoor"),
            "previous_iro_id": holder, "mode": COVERS, "allocated": max(monday, row["allocated"]),
            "until": monday + timedelta(days=11), "reason": None, "notified": None, "letter_sent": None,
        }  # fmt: skip
