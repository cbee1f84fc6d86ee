"""From a child's episodes to periods of being looked after. Source: domain reference 1.7 and 2.1.

A period is a run of episodes until one whose end reason is not X1; a new RNE=S starts a new one. What the record
contradicts is settled here, always the same way and never without a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from iro_tui.domain import codes
from iro_tui.domain.calendar import birthday
from iro_tui.exchange.complaints import Complaints
from iro_tui.exchange.extract import PeriodFact
from iro_tui.exchange.ssda903 import words
from iro_tui.exchange.ssda903.episodes import Episode

MAJORITY = 18


@dataclass(slots=True)
class Stay:
    """A period of care with its episodes in order; each ends by the day the next begins, the last may be open."""

    episodes: list[Episode]
    ended: date | None = None
    end_reason: str | None = None

    @property
    def ended_where(self) -> str:
        return self.episodes[-1].end_where if self.ended else ""

    @property
    def fact(self) -> PeriodFact:
        first = self.episodes[0]
        return PeriodFact(
            first.start, first.new == codes.STARTED, self.ended, self.end_reason, first.row.where, self.ended_where
        )


def build_stays(episodes: Sequence[Episode], born: date | None, today: date, complaints: Complaints) -> list[Stay]:
    """The periods of care of one child, in order and never overlapping.

    `episodes` are in date order with no start twice, none in the future; their ends are set here where the record
    leaves them open or lets them overlap. The start of a period is known only when its first episode is RNE=S.
    Only the last period can be open: past the 18th birthday too, for the rules know what that means, and a date of
    birth may be corrected.
    """
    stays: list[Stay] = []
    begun: list[Episode] = []
    for at, episode in enumerate(episodes):
        begun.append(episode)
        following = episodes[at + 1] if at + 1 < len(episodes) else None
        ends = _ends_at_last(episode, complaints) if following is None else _ends_before(episode, following, complaints)
        if ends or following is None:
            stays.append(
                Stay(begun, episode.end if ends else None, episode.reason if ends and episode.ends_care else None)
            )
            begun = []
    if stays and stays[-1].ended is None and born is not None:
        _tell_of_majority(stays[-1], birthday(born, MAJORITY), today, complaints)
    return stays


def _ends_before(episode: Episode, following: Episode, complaints: Complaints) -> bool:
    """Settle the end of an episode that another follows; whether the period of care ends with it."""
    row = episode.row
    gap = False
    had_end = episode.end is not None
    if episode.end is None:
        # Its own line only when the end is blank: an end that could not be used was reported when it was read.
        if not episode.end_lost:
            complaints.about(row, words.LEFT_OPEN, "DEC")
        episode.end, episode.end_where = following.start, ""
    elif episode.end > following.start:
        complaints.about(row, words.OVERLAP, "DEC")
        episode.end, episode.end_where = following.start, ""
    else:
        gap = episode.end < following.start
    if following.new == codes.STARTED:
        if episode.reason == codes.CONTINUES:
            complaints.about(row, words.RESTART_WITHOUT_END, "REC")
        elif episode.reason is None and had_end:
            complaints.about(row, words.NO_REASON_ENDED, "REC")
        return True
    if episode.ends_care:
        complaints.about(following.row, words.ENDED_BUT_CONTINUES, "RNE")
        return True
    if episode.reason is None and had_end:
        complaints.about(row, words.NO_REASON_CONTINUES, "REC")
    if gap:
        complaints.about(row, words.GAP, "DEC")
    return False


def _ends_at_last(episode: Episode, complaints: Complaints) -> bool:
    """Whether the last episode on record ends the care."""
    if episode.end is None:
        # REC X1 beside a blank DEC is what many systems write for an open episode: nothing is wrong with it.
        if episode.ends_care and not episode.end_lost:
            complaints.about(episode.row, words.REASON_WITHOUT_END, "REC")
        return False
    if episode.reason == codes.CONTINUES:
        # The return says that care goes on. A child shown too long is safer than one who drops off the caseload.
        complaints.about(episode.row, words.LAST_CONTINUES, "REC")
        episode.end, episode.end_where = None, ""
        return False
    if episode.reason is None:
        complaints.about(episode.row, words.NO_REASON_ENDED, "REC")
    return True


def _tell_of_majority(stay: Stay, eighteen: date, today: date, complaints: Complaints) -> None:
    if eighteen <= today:
        complaints.about(stay.episodes[-1].row, words.TURNED_18, "DEC")
