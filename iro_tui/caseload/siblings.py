"""Children known as siblings: who belongs together, by the store's keys."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload


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
