"""Which file and row told what is on record of a child: for whoever asks where a date comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from iro_tui.domain import codes
from iro_tui.domain.protection import CONFERENCES
from iro_tui.domain.words import day_words, joined, year_words
from iro_tui.store import reads
from iro_tui.store.connection import Connection
from iro_tui.store.shape import Shape
from iro_tui.store.shapes import (
    AdoptionAuthorityRow,
    CarePeriodRow,
    ConferenceRow,
    ContactRow,
    HealthYearRow,
    IntakeRow,
    LegalStatusRow,
    MissingEpisodeRow,
    PlacementRow,
    ProtectionPlanRow,
    ReviewRow,
    VisitRow,
    WorkerRow,
)

_KINDS: Mapping[Shape, str] = {
    CarePeriodRow: "care",
    LegalStatusRow: "legal",
    PlacementRow: "placement",
    ReviewRow: "review",
    WorkerRow: "worker",
    MissingEpisodeRow: "missing",
    HealthYearRow: "health",
    ContactRow: "contact",
    VisitRow: "visit",
    ProtectionPlanRow: "plan",
    ConferenceRow: "conference",
    AdoptionAuthorityRow: "adoption",
}

_ITSELF = {
    "health": "health of a year",
    "contact": "your contact",
    "visit": "social worker’s visit",
    "plan": "child protection plan",
    "adoption": "authority to place",
}
_DAYS = ("started", "held", "booked", "on_day")


def told_by_files(connection: Connection, child_id: str, today: date) -> Iterator[tuple[str, date | None, str, str]]:
    """Each fact that a file told: the row's key, its day, what kind of fact, and where it stands in which return."""
    intakes = {row.id: row for row in reads.read_rows(connection, IntakeRow)}
    for model, kind in _KINDS.items():
        for row in reads.read_rows(connection, model, child_id=child_id):
            intake = intakes.get(row.told_by)
            day = _day(row)
            if intake and (day is None or day <= today):
                where = where_told(row._asdict(), today) or f"{intake.format} {year_words(intake.year)}"
                yield row.id, day, kind, f"{_words(kind, row)}: {where}"


def where_told(row: Mapping[str, Any], today: date) -> str:
    """Where a fact stands in which file, and what that says where a person says otherwise; empty: not in a file.

    Without that, a person's own day would pass for the file's.
    """
    where = row["told_where"] or ""
    in_file = json.loads(row["as_told"] or "{}")
    others = [name for name in ("code", *_DAYS) if in_file.get(name) and in_file[name] != str(row[name])]
    says = [day_words(date.fromisoformat(in_file[name]), today) if name in _DAYS else in_file[name] for name in others]
    return f"{where}, which says {joined(says)}" if where and says else where


def _day(row: Any) -> date | None:
    days = (row._asdict().get(name) for name in ("held", "booked", "started", "on_day"))
    return next((day for day in days if day), None)


def _words(kind: str, row: Any) -> str:
    if kind == "missing":
        return codes.MISSING.get(row.kind, str(row.kind))
    if kind == "worker":
        return str(row.name)
    if kind in _ITSELF:
        return _ITSELF[kind]
    if kind == "conference":
        return CONFERENCES.get(row.kind, str(row.kind))
    if kind in ("legal", "placement"):
        return str(row.code)
    return "looked after" if kind == "care" else ("held" if row.held else "booked")
