"""Children of earlier files who are missing from a newer one that lists everybody looked after: whether they left.

It is asked. Taken, care ended by a day that is named, and nobody knows when: that is kept, with the legal status and
the placement of then, until a file tells of the child again or a person says the day. Source: domain reference 3.1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from iro_tui.actions.matching import Row
from iro_tui.actions.reconcile import Teller
from iro_tui.actions.told_rows import CARE_PERIOD, CHILD, LEGAL_STATUS, PLACEMENT, ToldRow, decoded, told_rows
from iro_tui.domain.words import dated
from iro_tui.exchange.extract import ChildFacts, Extract, Intake
from iro_tui.exchange.succession import gone_by

_GOES_ALONG = frozenset({LEGAL_STATUS, PLACEMENT})


def rows_by_absence(
    teller: Teller,
    child_id: str,
    facts: ChildFacts,
    extract: Extract,
    follow_from: date,
    told_in: Intake,
    periods: Sequence[Row],
) -> Iterator[ToldRow]:
    """The rows that a child's facts become. `told_in` tells of the child last, `periods` are the times on record."""
    newest = max((i for i in extract.intakes if i.lists_everybody), key=lambda i: i.covers_to, default=None)
    is_listed = newest is not None and (newest.format, newest.year, facts.ref) in extract.tellings
    is_listed = is_listed and facts.ref not in extract.not_listed
    gone_by_day: date | None = None
    for told_row in told_rows(facts, extract.reviews_known_from, follow_from):
        if told_row.table == CARE_PERIOD and told_row.values["ended"] is None:
            open_on = max(told_row.day, told_in.newest or told_row.day)
            was = _taken_before(told_row, periods)
            if was and open_on <= was["ended"] and not (is_listed and _last_day(newest) >= was["ended"]):
                gone_by_day = was["ended"]
            elif newest and not is_listed and facts.ref not in extract.refused:
                gone_by_day = _asked(teller, child_id, told_row.day, open_on, told_in, newest)
            if gone_by_day:
                told_row = replace(told_row, values={**told_row.values, "ended": gone_by_day, "end_known": False})
        elif gone_by_day and told_row.table in _GOES_ALONG and told_row.values["ended"] is None:
            told_row = replace(told_row, values={**told_row.values, "ended": gone_by_day})
        yield told_row


def _taken_before(told_row: ToldRow, periods: Sequence[Row]) -> Mapping[str, Any] | None:
    """How the same time in care was kept as ended when its child was missing before."""
    told_before = (decoded(row.as_told) for row in periods if row.as_told)
    return next(
        (each for each in told_before if each["started"] == told_row.day and not each.get("end_known", True)), None
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
