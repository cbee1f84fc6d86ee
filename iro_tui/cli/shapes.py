"""The JSON shapes that scripts depend on. Their keys are a promise; further keys may stand beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iro_tui.caseload.lines import Changes, ChildCard, ChildLine, TodayView
from iro_tui.domain.duty import Duty
from iro_tui.domain.review_clock import NextReview

if TYPE_CHECKING:
    from iro_tui.actions.import_files import ImportPreview


def today(view: TodayView) -> dict[str, Any]:
    return {
        "today": view.today,
        "duties": [duty(row.duty) for row in view.rows],
        "caseload": view.strip.children,
        "warnings": list(view.strip.warnings),
    }


def duty(item: Duty) -> dict[str, Any]:
    return {
        "id": item.id,
        "child": item.child or None,
        "kind": item.kind,
        "what": item.what,
        "due": item.due,
        "days": item.days,
        "working_days": item.working_days,
        "clock": item.clock,
        "authority": item.authority,
        "weight": item.weight,
        "rag": item.rag,
        "booked": item.booked,
        "rule": item.rule,
        "inferred": item.inferred,
        "note": item.note or None,
    }


def caseload(rows: tuple[ChildLine, ...]) -> dict[str, Any]:
    return {"children": [child_row(row) for row in rows]}


def child_row(row: ChildLine) -> dict[str, Any]:
    return {
        "ref": row.ref,
        "initials": row.initials or None,
        "age": row.age,
        "status": row.status,
        "rag": row.rag,
        "rag_trail": list(row.rag_trail),
        "next_review": next_review(row.next_review),
        "midpoint": row.midpoint,
        "last_contact": row.last_contact,
        "open_escalations": row.open_escalations,
        "open_decisions": row.open_decisions,
        "legal_status": row.legal_status or None,
        "placement": row.placement or None,
        "social_worker": row.worker or None,
        "alerts": list(row.alerts),
    }


def next_review(upcoming: NextReview | None) -> dict[str, Any] | None:
    if upcoming is None:
        return None
    return {
        "limit": upcoming.limit,
        "booked": upcoming.booked,
        "rule": upcoming.rule,
        "authority": upcoming.authority,
        "inferred": upcoming.inferred,
        "clock": upcoming.clock,
        "final": upcoming.final,
        "note": upcoming.note or None,
    }


def child(card: ChildCard) -> dict[str, Any]:
    return {
        **child_row(card.row),
        "born": card.born,
        "looked_after_since": card.looked_after_since,
        "start_known": card.start_known,
        "legal_status_words": card.legal_status_words or None,
        "placement_words": card.placement_words or None,
        "placement_since": card.placement_since,
        "manager": card.manager or None,
        "last_review": card.last_review,
        "duties": [duty(item) for item in card.duties],
        "escalations": list(card.escalations),
        "timeline": [{"on": entry.on, "kind": entry.kind, "text": entry.text} for entry in card.timeline],
    }


def preview(item: ImportPreview) -> dict[str, Any]:
    return {
        "recognised": [{"file": r.file, "format": r.format, "rows": r.rows} for r in item.recognised],
        "new": item.new,
        "changed": item.changed,
        "unchanged": item.unchanged,
        "ended": item.ended,
        "problems": [
            {"file": p.file, "row": p.row, "field": p.field, "value": p.value, "message": p.message}
            for p in item.problems
        ],
    }


def changes(item: Changes) -> dict[str, Any]:
    return {"operation": item.operation or None, "name": item.name, "did": item.sentence}
