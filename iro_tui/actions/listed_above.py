"""What the rows above leave of a child: a list may name one in several, and each is set against those before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from iro_tui.actions.base import Scene
from iro_tui.actions.child_rows import case_of
from iro_tui.actions.foreseen import with_writes
from iro_tui.domain.case import Case
from iro_tui.store.reads import ChildRecord, Workers
from iro_tui.store.writes import Change, New, Write


class Above(NamedTuple):
    """A child of whom a row above tells already, as that leaves it: a tab a month names her in several."""

    number: int
    record: ChildRecord
    case: Case
    workers: Workers
    is_new: bool

    @classmethod
    def of(cls, scene: Scene, number: int, writes: Sequence[Write], before: Above | None) -> Above:
        """As a row leaves it that writes this; the scene is that of the row."""
        if scene.child_ids:
            record, case = scene.caseload.children[scene.child_id], with_writes(scene.case, writes)
            workers, is_new = (
                scene.caseload.workers.get(scene.child_id, Workers()),
                before is not None and before.is_new,
            )
        else:
            rows = [write for write in writes if isinstance(write, New)]
            record, workers, is_new = ChildRecord(rows[0].key, rows[0].values["ref"]), Workers(), True
            case = with_writes(case_of(rows), writes)
        own = [w.values for w in writes if isinstance(w, New | Change) and w.table == "child"]
        initials = next((values["initials"] for values in own if values.get("initials")), record.initials)
        named = {w.values["role"]: w.values["name"] for w in writes if isinstance(w, New) and w.table == "worker"}
        return cls(
            before.number if before else number,
            replace(record, initials=initials, born=case.born),
            case,
            replace(workers, **named),
            is_new,
        )

    def after(self, scene: Scene) -> Scene:
        """The scene with this child alone."""
        key, caseload = self.record.id, scene.caseload
        alone = replace(caseload, children={key: self.record}, cases={key: self.case}, workers={key: self.workers})
        return replace(scene, caseload=alone)
