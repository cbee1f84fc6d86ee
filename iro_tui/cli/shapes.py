"""The JSON shapes that scripts depend on. Their keys are a promise; further keys may stand beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iro_tui.caseload.lines import Changes

if TYPE_CHECKING:
    from iro_tui.actions.import_files import ImportPreview


def preview(item: ImportPreview) -> dict[str, Any]:
    return {
        "recognised": [{"file": r.file, "format": r.format, "rows": r.rows} for r in item.recognised],
        "nothing_read": item.nothing_read or None,
        "new": item.new,
        "changed": item.changed,
        "unchanged": item.unchanged,
        "ended": item.ended,
        "since": item.since,
        "problems": [
            {"file": p.file, "row": p.row, "field": p.field, "value": p.value, "message": p.message}
            for p in item.problems
        ],
    }


def changes(item: Changes) -> dict[str, Any]:
    return {"operation": item.operation or None, "name": item.name, "did": item.sentence}
