"""The people of the service: who they are, how much they work and hold, when they are away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iro_tui.caseload.lists.base import QUIET, Column, List, View, only_data
from iro_tui.caseload.lists.kinds import COUNT, DAY, NUMBER, TEXT
from iro_tui.domain.colleagues import OF_SERVICE, Colleague
from iro_tui.domain.vocabulary import SERVICE_ROLES

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class ColleagueLine:
    """Somebody of the service, as far as the list shows it."""

    colleague: Colleague
    is_own: bool
    """Whether it is the officer."""
    with_them: int
    """How many children of this caseload the colleague holds or covers now."""
    for_them: int
    """How many the officer covers for the colleague."""
    away: str

    @property
    def role(self) -> str:
        """`IRO`, `IRO, you`, `conference chair, agency`."""
        each = self.colleague
        role = SERVICE_ROLES.get(each.role, each.role)
        return f"{role}{', you' if self.is_own else ''}{', agency' if each.agency else ''}"

    @property
    def key(self) -> str:
        return self.colleague.key


def colleagues(_connection: Connection | None, caseload: Caseload) -> Iterator[ColleagueLine]:
    """Everybody of the service who has not left, by name."""
    today = caseload.today
    if caseload.manages:
        with_them = Counter(person for carried in caseload.carried.values() for person in carried.by)
    else:
        with_them = Counter(whose.colleague for whose in caseload.whose.values() if whose.handed_over)
    for_them = Counter(whose.colleague for whose in caseload.whose.values() if whose.covers)
    for key, each in caseload.colleagues.items():
        if each.role in OF_SERVICE and (each.ended is None or each.ended >= today):
            spell = each.away_from(today)
            away = spell.called(today) if spell else ""
            yield ColleagueLine(each, key == caseload.own, with_them[key], for_them[key], away)


COLLEAGUES = List(
    id="colleagues",
    title="Colleagues",
    help="the people of the service: role, team, FTE, when they are away, which children they have",
    json="colleagues",
    unit="people",
    reads=frozenset({"allocation", "away", "child", "person", "setting"}),
    rows=colleagues,
    columns=(
        Column("name", "Name", TEXT, lambda row: row.colleague.name, 20, json="name", means="the full name"),
        Column("role", "Role", TEXT, lambda row: row.role, 14, flex=True),
        Column("team", "Team", TEXT, lambda row: row.colleague.team, 16, from_width=100, tone=QUIET, json="team",
               means="the team"),
        Column("fte", "FTE", NUMBER, lambda row: row.colleague.fte, 4, json="fte", means="the part of full time"),
        Column("with_them", "Has", COUNT, lambda row: row.with_them, 4, from_width=84, json="holds_or_covers",
               means="how many children of this caseload the colleague holds or covers now"),
        Column("for_them", "You cover", COUNT, lambda row: row.for_them, 9, from_width=84, json="covered_for",
               means="how many you cover for the colleague"),
        Column("away", "Away", TEXT, lambda row: row.away or None, 24, flex=True, json="away",
               means="the spell away that is on, or comes next"),
        Column("until", "Until", DAY, lambda row: row.colleague.ended, 10, from_width=120, json="until",
               means="the last day in the service"),
        only_data("initials", "the initials", lambda row: row.colleague.initials or None),
        only_data("role", f"one of {', '.join(f'`{role}`' for role in SERVICE_ROLES)}", lambda row: row.colleague.role),
        only_data("agency", "whether from an agency", lambda row: row.colleague.agency),
        only_data("from", "the first day in the service", lambda row: row.colleague.started),
        only_data("you", "whether it is the officer", lambda row: row.is_own),
    ),
    key=lambda row: row.key,
    who=lambda _row: None,
    views=(View(None, "The people of the service.", "No colleague is on record yet: a adds one."),),
    hints=("task", "facts", "book", "write", "filter", "sort"),
    signs=(("FTE", "the part of full time"), ("Has", "how many of your children the colleague holds or covers")),
)  # fmt: skip
