"""Children known as siblings: who belongs together, by the store's keys."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.domain.duty import Duty


def group_of(caseload: Caseload, child_id: str) -> str:
    """The key of a child's siblings; empty for one who is not known as anybody's."""
    case = caseload.cases.get(child_id)
    return (case.sibling_group if case else None) or ""


def siblings_of(caseload: Caseload, child_id: str) -> tuple[str, ...]:
    """The other children of the same group, by reference; those whose case is closed too."""
    group = group_of(caseload, child_id)
    if not group:
        return ()
    return tuple(other for other, case in caseload.cases.items() if case.sibling_group == group and other != child_id)


def left_behind(caseload: Caseload, child_ids: Collection[str]) -> tuple[str, ...]:
    """The siblings of some children who are on the caseload and not among them."""
    every = (other for child_id in child_ids for other in siblings_of(caseload, child_id))
    return tuple(dict.fromkeys(key for key in every if key in caseload.status and key not in child_ids))


def sitting_of(caseload: Caseload, child_ids: Sequence[str]) -> tuple[str, ...]:
    """Those of some children, and of one child alone with all her siblings, who are on the caseload."""
    if len(child_ids) != 1:
        return tuple(child_ids)
    return (*child_ids, *left_behind(caseload, child_ids))


def are_siblings(caseload: Caseload, child_ids: Sequence[str]) -> bool:
    """Whether all of some children belong together."""
    groups = {group_of(caseload, child_id) for child_id in child_ids}
    return len(groups) == 1 and "" not in groups


_REVIEWED = frozenset({"rcpc1", "rcpc2+", "birth-cp"})
"""The rules of review conferences."""


def conference_asked(caseload: Caseload, child_id: str, like: str = "") -> Duty | None:
    """The conference that a child's case asks for first; of several the one most `like` that of a sibling."""
    duties = (duty for duty in caseload.duties.get(child_id, ()) if duty.kind == "conference")
    asked = sorted(duties, key=lambda duty: (duty.booked or duty.due, duty.id))
    other = conference_asked(caseload, like) if like not in ("", child_id) else None
    if other:
        asked.sort(key=lambda duty: (not _is_alike(duty, other), duty.booked != other.booked))
    return next(iter(asked), None)


def of_one_sitting(caseload: Caseload, child_id: str, *, same_day: bool = False) -> tuple[str, ...]:
    """The siblings whose conference is one with a child's: booked for its day, or else of its kind and to be held."""
    own = conference_asked(caseload, child_id)
    if own is None:
        return ()
    asked = {other: conference_asked(caseload, other, like=child_id) for other in siblings_of(caseload, child_id)}
    alike = {other: duty for other, duty in asked.items() if duty and _is_alike(duty, own)}
    same = tuple(other for other, duty in alike.items() if duty.booked == own.booked)
    return same if same or same_day else tuple(alike)


def _is_alike(duty: Duty, other: Duty) -> bool:
    return (duty.rule in _REVIEWED) is (other.rule in _REVIEWED)
