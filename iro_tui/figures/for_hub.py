"""The figures that a manager's program puts to the hub: counts alone, of each IRO, each team and the service.

The rows are whole: managers see them as they are. What leaves the service goes through the hub's own view, which
withholds counts under five and those by which one could be worked out (`sharing/hub.sql`, `hub.published`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from iro_tui.domain.allocation import carried
from iro_tui.figures.period import Period
from iro_tui.figures.reckon import figures_of
from iro_tui.figures.service import Service

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.figures.figure import Figure

COUNTED = ("count", "%")
"""The units of the figures that are counts; means and spans of days are none, and stay here."""


NO_TEAM, NO_IRO = "no team", "nobody"
"""What is in no team, or nobody's, has a row too: else a small one would follow from the others."""


class HoldsNow(NamedTuple):
    """An IRO as the hub knows one, and the children whom the IRO holds, or held last."""

    name: str
    team: str
    child_ids: frozenset[str]


class PublishedCount(NamedTuple):
    """A row of `hub.figure`, in the order of what `hub.publish` takes."""

    team: str
    """Empty: the whole service's."""
    iro: str
    """By name; empty: the whole team's."""
    figure: str
    value: float | None
    numerator: int
    denominator: int | None


def carriers(caseload: Caseload) -> tuple[HoldsNow, ...]:
    """Who holds the children of a manager's store: each child is one holder's, so that counts add up."""
    held: defaultdict[str, set[str]] = defaultdict(set)
    for child_id, case in caseload.cases.items():
        now = caseload.carried.get(child_id) or carried(
            case, caseload.own, caseload.today, caseload.authors.get(child_id, "")
        )
        held[now.holder if now.holder in caseload.colleagues else ""].add(child_id)
    people = caseload.colleagues
    return tuple(
        HoldsNow(people[key].name, people[key].team or NO_TEAM, frozenset(ids)) for key, ids in held.items() if key
    )


def published_counts(
    service: Service, holders: Iterable[HoldsNow], team: str = "", period: Period | None = None
) -> Iterator[PublishedCount]:
    """The rows of a day. Pure. Of a head of service the service's, the teams' and the IROs'; of the manager of a
    `team` that team's alone. The period is the council's year so far, unless another is named.

    The figures of an IRO are of the children whom the IRO holds now, whoever had them when it happened.
    """
    period = period or Period.of("year", service.today)
    kept = sorted(each for each in holders if not team or each.team == team)
    every = frozenset(child.id for child in service.children)
    if not team:
        yield from _rows("", "", figures_of(period, service))
        left = every.difference(*(each.child_ids for each in kept))
        kept.append(HoldsNow(NO_IRO, NO_TEAM, left))
    of_team: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for each in kept:
        of_team[each.team] |= each.child_ids
    for name, ids in of_team.items():
        yield from _rows(name, "", figures_of(period, _of(service, ids, childless=name == NO_TEAM and not team)))
    for each in kept:
        yield from _rows(
            each.team, each.name, figures_of(period, _of(service, each.child_ids, childless=each.name == NO_IRO))
        )


def _of(service: Service, child_ids: Collection[str], *, childless: bool) -> Service:
    """The same of some children; what is of no child is nobody's."""
    children = tuple(child for child in service.children if child.id in child_ids)
    fewer = replace(service, children=children, own=None)
    if not childless:
        fewer = replace(fewer, past=(), sheets=())
    vars(fewer)["histories"] = {child.id: service.histories[child.id] for child in children}
    return fewer


def _rows(team: str, iro: str, figures: Iterable[Figure]) -> Iterator[PublishedCount]:
    for figure in figures:
        if figure.unit in COUNTED:
            whole = None if figure.denominator is None else int(figure.denominator)
            yield PublishedCount(team, iro, figure.id, figure.value, int(figure.numerator), whole)


def as_arguments(rows: Iterable[PublishedCount]) -> Mapping[str, list[object]]:
    """What `hub.publish` is called with after the day: a list each of teams, IROs, figures and their numbers."""
    every = list(rows)
    return {name: [row[place] for row in every] for place, name in enumerate(PublishedCount._fields)}
