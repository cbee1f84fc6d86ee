"""Reviews whose day was moved, and the moves: one review may be moved twice. Source: Kent, Lincolnshire."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from iro_tui.figures.figure import Counting, Declared
from iro_tui.figures.reckoning import Reckoning


def _reviews_moved(reckoning: Reckoning) -> Iterator[Counting]:
    moved = {
        (child.id, move.review_id)
        for child in reckoning.service.children
        for move in child.moves
        if reckoning.by_its_end(move.asked_on)
    }
    for each in reckoning.held:
        keys = (each.review.id, *each.held.same)
        yield each.counting(any((each.child.id, key) in moved for key in keys))
    for child, missed in reckoning.missed:
        if not missed.unknown:
            was = (child.id, missed.review_id) in moved
            yield Counting(child.id, missed.limit, was, review_id=missed.review_id)


def _moves(asked_by: str = "") -> Callable[[Reckoning], Iterator[Counting]]:
    """Every move asked in the period; of a share only those by one side are in the numerator."""

    def counted(reckoning: Reckoning) -> Iterator[Counting]:
        for child in reckoning.service.children:
            for move in child.moves:
                if move.asked_on in reckoning:
                    by, reason = move.asked_by or "nobody named", move.reason or "no reason given"
                    labels = () if asked_by else (f"asked by: {by}", f"why: {reason}")
                    counts = not asked_by or move.asked_by == asked_by
                    unknown = "" if move.asked_by else "who asked is not on record"
                    yield Counting(
                        child.id, move.asked_on, counts, labels, None, move.review_id, unknown, why=move.reason or ""
                    )

    return counted


_BASE = "moves of a review's day asked in the period"

FIGURES = (
    Declared(
        "reviews_moved",
        "Reviews moved",
        "Reviews held in the period, or due in it and not held, whose day was moved at least once.",
        "reviews held or due in the period",
        "%",
        "held in the period, or due in it and not held",
        _reviews_moved,
        reports=("Kent",),
        fewer_is_better=True,
    ),
    Declared(
        "moves",
        "Moves asked",
        "Changes of a review's day asked in the period, by who asked and why; a review may be moved more than once.",
        _BASE,
        "count",
        "asked in the period",
        _moves(),
        things="moves",
        reports=("Lincolnshire", "Kent"),
        fewer_is_better=True,
    ),
    Declared(
        "moved_by_iro",
        "Moves asked by the IRO",
        "Of the moves asked in the period, those that the IRO asked.",
        _BASE,
        "%",
        "asked in the period",
        _moves("IRO"),
        things="moves",
        reports=("Kent",),
        fewer_is_better=True,
    ),
    Declared(
        "moved_by_social_worker",
        "Moves asked by the social worker",
        "Of the moves asked in the period, those that the social worker asked.",
        _BASE,
        "%",
        "asked in the period",
        _moves("social worker"),
        things="moves",
        reports=("Kent",),
        fewer_is_better=True,
    ),
)
