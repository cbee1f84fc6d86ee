"""All cases of a store as they stand on a day, read once and shared by every list until something changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy.engine import Connection

from iro_tui.domain.case import Case
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duties import duties, duties_of
from iro_tui.domain.duty import Duty
from iro_tui.domain.practice import Practice
from iro_tui.store import journal, reads


@dataclass(frozen=True)
class Caseload:
    """The children and their cases, keyed by the store's key of the child."""

    today: date
    practice: Practice
    children: Mapping[str, reads.ChildRecord]
    cases: Mapping[str, Case]
    workers: Mapping[str, reads.Workers]
    unfiled: int
    """Case notes not yet on the council's system."""
    own_tasks: Case
    """The tasks that concern no child."""
    praise: tuple[reads.GoodPracticeRecord, ...] = ()
    """Good-practice alerts."""
    seen: int = 0
    """The number of the journal's last entry when it was read."""

    @classmethod
    def read(cls, connection: Connection, practice: Practice, today: date) -> Caseload:
        cases = reads.read_cases(connection)
        return cls(
            today=today,
            practice=practice,
            children=reads.read_children(connection),
            cases=cases,
            workers=reads.read_workers(connection),
            unfiled=reads.count_unfiled(connection),
            own_tasks=reads.read_own_tasks(connection),
            seen=journal.last_operation(connection),
            praise=reads.read_good_practice(connection),
        )

    def derive(self) -> None:
        """Work out now what every list is going to ask for."""
        _ = self.status, self.duties

    @cached_property
    def on_day(self) -> dict[str, CaseOnDay]:
        """Every case that is not closed, in view of the rules: what one list derives the others find ready."""
        return {
            child_id: CaseOnDay(case, self.practice, self.today)
            for child_id, case in self.cases.items()
            if self.children[child_id].closed_on is None
        }

    @cached_property
    def status(self) -> dict[str, str]:
        """The status of every child on the caseload; a child who is not on it has no entry."""
        return {child_id: view.status for child_id, view in self.on_day.items() if view.status}

    @cached_property
    def duties(self) -> dict[str, tuple[Duty, ...]]:
        """Every duty, by child; those that concern no child stand under the empty key."""
        found = {child_id: duties_of(view) for child_id, view in self.on_day.items()}
        found[""] = duties(self.own_tasks, self.practice, self.today)
        return found
