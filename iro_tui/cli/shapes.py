"""The JSON shapes that scripts depend on. Their keys are a promise; further keys may stand beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iro_tui.caseload.lines import Changes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iro_tui.actions.import_files import ImportPreview
    from iro_tui.actions.purging import PurgePreview
    from iro_tui.cli.list_rows import ListLooked


def preview(item: ImportPreview, lists: Sequence[ListLooked] = ()) -> dict[str, Any]:
    from iro_tui.exchange.answering import ways_of

    ways = ways_of(item.answerable)
    return {
        "recognised": [{"file": r.file, "format": r.format, "rows": r.rows} for r in item.recognised],
        "nothing_read": item.nothing_read or None,
        "new": item.new + sum(len(rows.new) for rows, *_ in lists),
        "changed": item.changed + sum(len(rows.told_more_of) for rows, *_ in lists),
        "unchanged": item.unchanged,
        "ended": item.ended,
        "left_out": item.left_out,
        "since": item.since,
        "returns": [
            {
                "format": intake.format, "year": intake.year, "covers_from": intake.covers_from,
                "covers_to": intake.covers_to, "newest": intake.newest,
            }
            for intake in item.extract.intakes
        ],
        "asked": [
            {"child": d.ref, "about": d.subject, "text": d.text, "taken": item.takes(d), "answer": ways.get(d.key)}
            for d in item.asked
        ] + [
            {
                "child": row.cells.get("ref", ""), "about": f"row {row.number}", "text": each.asked[row.number].words,
                "taken": each.asked[row.number].taken, "answer": each.asked[row.number].ways,
            }
            for each in lists for row in each.rows.rows if row.number in each.asked
        ],
        "noted": [
            {"child": d.ref, "about": d.subject, "text": d.text} for d in item.differences if not d.asks
        ],
        "problems": [
            {"file": p.file, "row": p.row, "field": p.field, "value": p.value, "message": p.message}
            for p in item.problems
        ],
    }  # fmt: skip


def purge_preview(item: PurgePreview) -> dict[str, Any]:
    return {
        "cases": [{"ref": line.ref, "left_care": line.left_care, "kept_until": line.kept_until} for line in item.lines],
        "entries": item.rows,
        "warnings": item.warnings,
        "backups": [str(folder) for folder in item.backups],
    }


def changes(item: Changes) -> dict[str, Any]:
    return {"operation": item.operation or None, "name": item.name, "did": item.sentence}
