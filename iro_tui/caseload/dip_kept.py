"""The dip samples that were kept as tasks, each with what was found, child by child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection

DIP_SAMPLE, OPENING = "dip sample", "Dip sample: "
"""The kind of its tasks, and how what they ask begins; what follows says what the sample is of."""


@dataclass(frozen=True, slots=True)
class DipTask:
    """One child of a sample; of one that was removed for good only the rest is there."""

    ref: str
    due: date
    done_on: date | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class KeptSample:
    """A sample, its children by reference."""

    what: str
    tasks: tuple[DipTask, ...]

    @property
    def looked_at(self) -> int:
        return sum(task.done_on is not None for task in self.tasks)


def kept_samples(connection: Connection, caseload: Caseload) -> tuple[KeptSample, ...]:
    """Every sample that was kept, the one due last first."""
    from iro_tui.store.reads import read_rows
    from iro_tui.store.shapes import TaskRow

    samples: dict[str, list[DipTask]] = {}
    for row in read_rows(connection, TaskRow, type=DIP_SAMPLE):
        if row.child_id in caseload.children and row.what.startswith(OPENING):
            ref = caseload.children[row.child_id].ref
            task = DipTask(ref, row.due, row.done_on, row.outcome or "")
            samples.setdefault(row.what.removeprefix(OPENING), []).append(task)
    kept = (KeptSample(what, tuple(sorted(tasks, key=lambda task: task.ref))) for what, tasks in samples.items())
    return tuple(sorted(kept, key=lambda sample: (max(task.due for task in sample.tasks), sample.what), reverse=True))
