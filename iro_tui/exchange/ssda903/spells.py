"""The legal statuses and placements within a period of care."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from iro_tui.exchange.extract import LegalStatusFact, PlacementFact
from iro_tui.exchange.ssda903.episodes import Episode
from iro_tui.exchange.ssda903.periods import Stay

_SAME_CARER = frozenset({"L", "T", "U"})
"""New episodes under which the carer stays: a change of legal status only (L), of placement only (T), of both (U)."""


def legal_statuses(stay: Stay) -> list[LegalStatusFact]:
    """Spells of one legal status, each the run of episodes that carry it; none where the code could not be read.

    A gap between two episodes of one period with the same status is bridged: the return said X1, no day between.
    """
    spells: list[LegalStatusFact] = []
    first: Episode | None = None
    last: Episode | None = None
    for episode in stay.episodes:
        if first is not None and last is not None and episode.legal_status == first.legal_status:
            last = episode
            continue
        if first is not None and last is not None and first.legal_status:
            spells.append(LegalStatusFact(first.legal_status, first.start, last.end, first.row.where, last.end_where))
        first = last = episode
    if first is not None and first.legal_status:
        spells.append(LegalStatusFact(first.legal_status, first.start, stay.ended, first.row.where, stay.ended_where))
    return [
        replace(fact, ended=_by(fact.ended, stay.ended))
        for fact in spells
        if stay.ended is None or fact.started <= stay.ended
    ]


def placements(stay: Stay) -> list[PlacementFact]:
    """Stays in one placement. Its end reason is the REASON_PLACE_CHANGE of its last episode.

    RNE S, P and B always begin a new placement. L, T and U, and an RNE that could not be read, continue the one
    before while PLACE is the same; when it differs the placement is new, with the same carer under L, T and U.
    """
    groups: list[list[Episode]] = []
    for episode in stay.episodes:
        before = groups[-1][-1] if groups else None
        continues = before is not None and before.place == episode.place and episode.new in {*_SAME_CARER, None}
        if continues:
            groups[-1].append(episode)
        else:
            groups.append([episode])
    stays: list[PlacementFact] = []
    for at, group in enumerate(groups):
        first, last = group[0], group[-1]
        if not first.place or (stay.ended is not None and first.start > stay.ended):
            continue
        final = at == len(groups) - 1
        stays.append(
            PlacementFact(
                first.place,
                first.start,
                stay.ended if final else _by(last.end, stay.ended),
                next((episode.provider for episode in reversed(group) if episode.provider), None),
                last.place_change if last.end is not None else None,
                same_carer=at > 0 and first.new in _SAME_CARER,
                where=first.row.where,
                ended_where=stay.ended_where if final else last.end_where,
            )
        )
    return stays


def _by(day: date | None, limit: date | None) -> date | None:
    """The earlier of two days, where None is no end."""
    if day is None or limit is None:
        return day or limit
    return min(day, limit)
