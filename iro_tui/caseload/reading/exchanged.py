"""What was exchanged with colleagues, in full: the files that a child was in, and the values that two had otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterator

from iro_tui.caseload.reading.on_record import OnRecord, RecordRow
from iro_tui.caseload.reading.passage import Passage, free
from iro_tui.caseload.reading.subject import Subject
from iro_tui.domain.words import heading
from iro_tui.store import shapes


def _both_values(record: RecordRow, _on_record: OnRecord) -> str:
    from iro_tui.caseload.differing import two_values

    kept, late = (json.loads(record.value(name)) for name in ("kept", "late"))
    kept_by, late_by = (record.words(name) or "yours" for name in ("kept_by", "late_by"))
    return two_values(record.peek("of_table"), record.peek("of_column"), kept, late, kept_by, late_by, record.today)


def _difference(record: RecordRow, on_record: OnRecord) -> Iterator[Passage]:
    yield Passage("Difference", (free(heading(_both_values(record, on_record))),), head=True)


SUBJECTS = (
    Subject(model=shapes.HandOverRow, kind="hand-over"),
    Subject(
        model=shapes.DifferenceRow, kind="difference", line=_both_values, read=_difference,
        state=lambda record, _: "chosen" if record.peek("settled_on") else "to choose",
    ),
)  # fmt: skip
