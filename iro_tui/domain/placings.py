"""What a child's placements say of adoption: placed since when, and when returned to the agency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from iro_tui.domain import codes
from iro_tui.domain.case import Placement

_TEMPORARY = frozenset(code for code in codes.PLACEMENT if code.startswith("T"))
"""A hospital, a holiday: neither a new home nor a return to the agency, so they are looked through."""


def lasting(placements: Iterable[Placement]) -> tuple[Placement, ...]:
    """The placements that are no temporary ones, in the order given."""
    return tuple(placement for placement in placements if placement.code not in _TEMPORARY)


def placed_since(homes: Sequence[Placement], current: Placement | None) -> date | None:
    """Since when the child is placed for adoption with the present family. Source: AAR 36(3).

    `homes` are the lasting placements by start, `current` the one the child is in, temporary or not.
    """
    if current is None:
        return None
    homes = [home for home in homes if home.started <= current.started]
    if not homes or homes[-1].code not in codes.PLACED_FOR_ADOPTION:
        return None
    at = len(homes) - 1
    while at and homes[at].same_carer and homes[at - 1].code in codes.PLACED_FOR_ADOPTION:
        at -= 1
    return homes[at].started


def returned_on(homes: Sequence[Placement]) -> date | None:
    """When a child who was placed for adoption last came back to the agency; None where that never was.

    A placing that another home follows which is none has ended so. Source: ACA 2002 s35(1) and (2), AAR 36(10).
    """
    for earlier, later in zip(reversed(homes[:-1]), reversed(homes), strict=False):
        if earlier.code in codes.PLACED_FOR_ADOPTION and later.code not in codes.PLACED_FOR_ADOPTION:
            return later.started
    return None
