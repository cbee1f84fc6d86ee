"""Children of earlier files who are missing from a newer one that lists everybody looked after: whether they left.

It is asked. Taken, care ended by a day that is named, and nobody knows when: that is kept, with the legal status and
the placement of then, until a file tells of the child again or a person says the day. Source: domain reference 3.1.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from iro_tui.actions.matching import Row
from iro_tui.actions.reconcile import Teller
from iro_tui.actions.told_rows import CARE_PERIOD, CHILD, LEGAL_STATUS, PLACEMENT, ToldRow, decoded, told_rows
from iro_tui.domain.words import dated
from iro_tui.exchange.extract import ChildFacts, Extract, Intake
from iro_tui.exchange.succession import gone_by

_GOES_ALONG = frozenset({LEGAL_STATUS, PLACEMENT})


@dataclass(frozen=True, slots=True)
class FullReturn:
    """A return on record that names everybody looked after in its time, and the keys of whom it named in vain."""

    intake: Intake
    left_out: Collection[str]


def rows_by_absence(
    teller: Teller,
    child_id: str,
    facts: ChildFacts,
    extract: Extract,
    follow_from: date,
    told_in: Intake,
    periods: Sequence[Row],
    listings: Sequence[FullReturn],
) -> Iterator[ToldRow]:
    """The rows that a child's facts become. `told_in` tells of the child last, `periods` are the times on record.

    `listings` are those on record: whichever of two years came in first, a child of the earlier is missed in the later.
    """
    newest, is_listed, asks = _newest(teller.merged.back, child_id, facts.ref, extract, listings)
    gone_by_day: date | None = None
    for told_row in told_rows(facts, extract.reviews_known_from, follow_from):
        if told_row.table == CARE_PERIOD and told_row.values["ended"] is None:
            open_on = max(told_row.day, told_in.newest or told_row.day)
            was = _taken_before(told_row, periods)
            if was and open_on <= was["ended"] and not (is_listed and _last_day(newest) >= was["ended"]):
                gone_by_day = was["ended"]
            elif newest and asks and not is_listed and not _ended_here(told_row, periods):
                gone_by_day = _asked(teller, child_id, told_row.day, open_on, told_in, newest)
            if gone_by_day:
                told_row = replace(told_row, values={**told_row.values, "ended": gone_by_day, "end_known": False})
        elif gone_by_day and told_row.table in _GOES_ALONG and told_row.values["ended"] is None:
            told_row = replace(told_row, values={**told_row.values, "ended": gone_by_day})
        yield told_row


def _newest(
    back: Collection[str], child_id: str, ref: str, extract: Extract, listings: Sequence[FullReturn]
) -> tuple[Intake | None, bool, bool]:
    """The newest return that names everybody; whether it names the child; whether the child may be missed in it."""
    just_read = [intake for intake in extract.intakes if intake.lists_everybody]
    before = {each.intake: each for each in listings} if child_id not in back else {}
    newest = max((*before, *just_read), key=lambda intake: (intake.covers_to, intake in just_read), default=None)
    if newest is None:
        return None, False, False
    read_of_it = any(each.until == newest.until for each in extract.intakes)
    is_listed = read_of_it and ref not in extract.not_listed and (newest.format, newest.year, ref) in extract.tellings
    if newest in just_read:
        return newest, is_listed, ref not in extract.refused
    is_listed = is_listed or (*newest.until, ref) in extract.listed
    was_left_out = ref in extract.refused or child_id in before[newest].left_out
    return newest, is_listed, ref in extract.tells_of and not was_left_out


def _taken_before(told_row: ToldRow, periods: Sequence[Row]) -> Mapping[str, Any] | None:
    """How the same time in care was kept as ended when its child was missing before."""
    told_before = (decoded(row.as_told) for row in periods if row.as_told)
    return next(
        (each for each in told_before if each["started"] == told_row.day and not each.get("end_known", True)), None
    )


def _ended_here(told_row: ToldRow, periods: Sequence[Row]) -> bool:
    """Whether a person said when the same time in care ended: nobody is missed then."""
    same = [row for row in periods if row.ended is None or row.ended >= told_row.day]
    return bool(same) and all(
        row.ended is not None and (row.as_told is None or decoded(row.as_told)["ended"] is None) for row in same
    )


def _asked(teller: Teller, child_id: str, started: date, open_on: date, told_in: Intake, newest: Intake) -> date | None:
    """The day by which care ended, if a person says that it did."""
    if told_in.covers_to > newest.covers_to:
        return None
    last = gone_by(open_on, newest.covers_from, max(open_on, _last_day(newest)))
    after = f" after {dated(open_on)}" if open_on < last else ""
    text = (
        f"The child is not in {newest.words}, which lists everybody looked after in its time: "
        f"if it is right, care ended on an unknown day{after}, by {dated(last)}, and is kept as ended by then."
    )
    gone = teller.asks(CARE_PERIOD, ("absent", started), text, take=False)
    # Unanswered it is no end, but whoever looks at the child is told.
    teller.merged.change(CHILD, child_id, {"absent_from": "" if gone else newest.words})
    return last if gone else None


def _last_day(intake: Intake | None) -> date:
    return (intake.newest or intake.covers_to) if intake else date.min
