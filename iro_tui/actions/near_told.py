"""Two reviews within 14 days that a file brings: asked about in the preview, as those typed are on Today.

They are two reviews, or one review in two meetings; unanswered it is asked on Today. Source: domain
reference 1.7.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from iro_tui.actions.matching import Row
from iro_tui.actions.reconcile import Merge, Teller
from iro_tui.actions.told_rows import CARE_PERIOD, REVIEW
from iro_tui.domain.case import Case, Review
from iro_tui.domain.near_reviews import ONE, TWO, WAYS, in_doubt, pairs

_ANSWERS = (TWO, ONE)
_OF_A_PERIOD = ("started", "start_known", "ended")
_OF_A_REVIEW = ("held", "adjourned", "completed", "apart")


def ask_about_near(
    teller: Teller,
    reviews: Sequence[Row],
    periods: Sequence[Row],
    put: Mapping[str, Sequence[dict[str, Any]]],
) -> None:
    """Ask about the two reviews on which the limit hangs, where the files bring one of them or move its day.

    `reviews` and `periods` are the child's rows on record, `put` those just added, by table.
    """
    merged = teller.merged
    moved = {key for key, values in merged.changes[REVIEW].items() if values.get("held")}
    added = {str(row["id"]): row for row in put[REVIEW]}
    if not added and not any(row.id in moved for row in reviews):
        return
    begins = _in_care_since(merged, periods, put[CARE_PERIOD])
    if begins is None:
        return
    case = Case(teller.ref, reviews=tuple(Review(**values) for values in _as_merged(merged, REVIEW, reviews, added)))
    doubt = in_doubt(pairs(case, begins), case.held_days)
    if doubt is None or not {doubt.earlier.id, doubt.later.id} & (moved | added.keys()):
        return
    first, second = (teller.words_of(review.held) for review in doubt)
    text = f"Held {first} and {second}: {' or '.join(WAYS)}?"
    about = ("near", doubt.earlier.held, doubt.later.held)
    two = teller.asks_openly(REVIEW, about, text, _ANSWERS)
    if two is None:
        return
    row = added.get(doubt.later.id)
    if row is None:
        merged.change(REVIEW, doubt.later.id, {"apart": two})
    else:
        row["apart"] = two


def _in_care_since(merged: Merge, periods: Sequence[Row], put: Sequence[dict[str, Any]]) -> date | None:
    """When the present time in care began, the earliest day where the record begins in its middle; None for none."""
    added = {str(row["id"]): row for row in put}
    rows = _as_merged(merged, CARE_PERIOD, periods, added, _OF_A_PERIOD)
    starts = [row["started"] if row["start_known"] else date.min for row in rows if row["ended"] is None]
    return max(starts, default=None)


def _as_merged(
    merged: Merge,
    table: str,
    rows: Sequence[Row],
    added: Mapping[str, Mapping[str, Any]],
    names: Sequence[str] = _OF_A_REVIEW,
) -> Iterator[dict[str, Any]]:
    """The values of a child's rows as they will stand."""
    changes, removed = merged.changes[table], set(merged.removed[table])
    for row in rows:
        if row.id not in removed and row.id not in added:
            values = {name: getattr(row, name) for name in names} | changes.get(row.id, {})
            yield _picked(row.id, values, names)
    for key, new in added.items():
        yield _picked(key, new, names)


def _picked(key: str, values: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {"id": key} | {name: values.get(name) for name in names}
