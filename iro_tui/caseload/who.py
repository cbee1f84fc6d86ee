"""Whom a line, a form or an action is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iro_tui.domain import rag

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload


@dataclass(frozen=True, slots=True)
class Who:
    """A child as the faces name one: the store's key, the council's reference, initials, and the present RAG.

    `name` is the full name where one is kept, else empty; it is shown only when the officer asks for names.
    """

    child_id: str
    ref: str
    initials: str = ""
    rag: str | None = None
    name: str = ""
    flagged: bool = False
    """Whether the officer put a flag on the child."""

    def __str__(self) -> str:
        """The reference with initials that do not stand in it already; never the name."""
        return self.ref if self.initials in self.ref else f"{self.ref} {self.initials}"


def who_of(caseload: Caseload, child_id: str) -> Who:
    """A child of the caseload, with the RAG of now."""
    child, rating = caseload.children[child_id], rag.current(caseload.cases[child_id])
    return Who(child_id, child.ref, child.initials, rating.value if rating else None, child.name, bool(child.flagged))


def whom(children: Sequence[Who]) -> str:
    """Whom something is about: `1042 AB`, or `3 children: 1042, 1043, 1050`; empty for nobody."""
    if len(children) == 1:
        return str(children[0])
    refs = ", ".join(who.ref for who in children[:4])
    return f"{len(children)} children: {refs}{'…' if len(children) > 4 else ''}" if children else ""
