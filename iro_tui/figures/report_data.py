"""A report as data for scripts: what is hidden is null."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import Any

from iro_tui.domain.written import ReportEntry
from iro_tui.figures.report import Report


def as_data(report: Report) -> dict[str, Any]:
    """The report by its parts; shapes as in docs/json.md."""
    return {
        "from": report.period.first,
        "to": report.period.last,
        "title": report.title,
        "practice": report.practice,
        "small_numbers_hidden": report.hides,
        "figures": [
            {
                "id": each.id,
                "title": each.title,
                "section": section.heading,
                "value": each.value,
                "unit": each.figure.unit,
                "numerator": each.numerator,
                "denominator": each.denominator,
                "base": each.figure.declared.base,
                "previous": each.previous,
                "aim": each.figure.aim,
                "definition": each.figure.definition,
                "hidden": each.hidden,
                "remarks": list(each.remarks),
                "parts": [
                    {"label": p.label, "value": p.value, "numerator": p.numerator, "denominator": p.denominator}
                    for p in each.parts
                ],
            }
            for section in report.sections
            for each in section.figures
        ],
        "written": [entry_data(entry) for entry in report.written.entries],
        "plan_before": [entry_data(entry) for entry in report.written.before],
        "published": [
            {
                "name": each.name,
                "on": each.on,
                "practice": each.practice or report.practice,
                "corrections": [{"figure": title, "was": was, "now": now} for title, was, now in each.corrections],
            }
            for each in report.in_print
        ],
        "notes": list(report.notes),
    }


def entry_data(entry: ReportEntry) -> dict[str, Any]:
    """An entry of the written part; what it does not have is null."""
    kept = {part.name: getattr(entry, part.name) for part in fields(entry) if part.name not in ("source", "place")}
    days = {"from": kept.pop("first"), "to": kept.pop("last")}
    return days | {name: value or None for name, value in kept.items()}


def as_json(report: Report) -> str:
    """The same as the content of a file."""

    def plain(value: object) -> str:
        if isinstance(value, date):
            return value.isoformat()
        raise TypeError(type(value).__name__)

    return json.dumps(as_data(report), default=plain, ensure_ascii=False, indent=1) + "\n"
