"""Episodes as the files give them, one to a child and start, whatever number of returns tell of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from iro_tui.domain import codes
from iro_tui.exchange.complaints import Complaints, Row
from iro_tui.exchange.ssda903 import words
from iro_tui.exchange.ssda903.cells import code_in, day_in, end_in
from iro_tui.exchange.ssda903.people import People


@dataclass(slots=True)
class Episode:
    """One episode with what could be read of it; None for what could not."""

    row: Row
    start: date
    new: str | None
    """RNE: why it began."""
    legal_status: str | None
    place: str | None
    end: date | None
    reason: str | None
    """REC: why it ended."""
    need: str | None = None
    provider: str | None = None
    place_change: str | None = None
    end_where: str = ""
    """Which row tells the end; empty when it was worked out."""
    end_lost: bool = False
    """The row gives an end that could not be used; that was said already."""

    @property
    def ends_care(self) -> bool:
        return self.reason is not None and self.reason != codes.CONTINUES


# What makes two tellings of one episode differ. The end belongs to it only once the earlier telling has one.
_ALWAYS = {"RNE": "new", "LS": "legal_status", "PLACE": "place", "CIN": "need", "PLACE_PROVIDER": "provider"}
_ONCE_ENDED = {"DEC": "end", "REC": "reason", "REASON_PLACE_CHANGE": "place_change"}


def read_episodes(rows: Iterable[Row], people: People) -> dict[str, list[Episode]]:
    """Each child's episodes in date order, no two with the same start. Rows come earliest return first.

    The same episode in two returns is one: the later return's telling is used, and reported where the two differ.
    That this year's return ends what last year's left open is no difference. Two in one file that start on the
    same day are a fault: the one that ends later is used.
    """
    of_child: dict[str, dict[date, Episode]] = {}
    for row in rows:
        child = people.meet(row)
        by_start = of_child.setdefault(child.ref, {})
        episode = _read(row, child.born, people.today, people.complaints)
        if episode is None:
            continue
        before = by_start.get(episode.start)
        by_start[episode.start] = episode if before is None else _one_of(before, episode, people.complaints)
    return {ref: [by_start[day] for day in sorted(by_start)] for ref, by_start in of_child.items()}


def _read(row: Row, born: date | None, today: date, complaints: Complaints) -> Episode | None:
    start = day_in(row, "DECOM", complaints)
    if start is None:
        if not row.get("DECOM"):
            complaints.about(row, words.NO_START, "DECOM")
        return None
    if start > today:
        complaints.about(row, words.FUTURE_START, "DECOM")
        return None
    if born is not None and start < born:
        complaints.about(row, words.BEFORE_BIRTH, "DECOM")
    end = end_in(row, "DEC", start, today, complaints)
    return Episode(
        row,
        start,
        new=code_in(row, "RNE", codes.NEW_EPISODE, complaints, asked=True),
        legal_status=code_in(row, "LS", codes.LEGAL_STATUS, complaints, asked=True),
        place=code_in(row, "PLACE", codes.PLACEMENT, complaints, asked=True),
        end=end,
        reason=code_in(row, "REC", codes.END_REASON, complaints),
        need=code_in(row, "CIN", codes.NEED, complaints),
        provider=code_in(row, "PLACE_PROVIDER", codes.PLACEMENT_PROVIDER, complaints),
        place_change=code_in(row, "REASON_PLACE_CHANGE", codes.PLACEMENT_CHANGE, complaints),
        end_where=row.where if end else "",
        end_lost=end is None and bool(row.get("DEC")),
    )


def _one_of(before: Episode, after: Episode, complaints: Complaints) -> Episode:
    """Which of two tellings of an episode to use; said unless they agree."""
    columns = _ALWAYS if before.end is None else _ALWAYS | _ONCE_ENDED
    if before.row.source == after.row.source:
        differing = [c for c, name in (_ALWAYS | _ONCE_ENDED).items() if getattr(before, name) != getattr(after, name)]
        if not differing:
            return after
        complaints.about(after.row, words.SAME_START, "DECOM")
        latest = date.max
        return before if (before.end or latest) > (after.end or latest) else after
    differing = [c for c, name in columns.items() if getattr(before, name) not in (None, getattr(after, name))]
    if differing:
        complaints.differ(before.row, after.row, words.EPISODE_DIFFERS, differing[0])
    return after
