"""Working out what an extract adds to, or changes in, the facts on record.

A blank in a file never erases what is known, and a child missing from the files is left alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from iro_tui.domain.practice import Practice
from iro_tui.exchange.extract import ChildFacts, Extract, LegalStatusFact, PeriodFact, PlacementFact, ReviewFact

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row
Values = dict[str, Any]


@dataclass(slots=True)
class Merge:
    """By table the rows to add, and by key to change; `new`, `changed` and `ended` hold references of children."""

    added: defaultdict[str, list[Values]] = field(default_factory=lambda: defaultdict(list))
    changes: defaultdict[str, dict[str, Values]] = field(default_factory=lambda: defaultdict(dict))
    new: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    ended: set[str] = field(default_factory=set)
    touched: int = 0
    """How many rows so far; tells whether a child's facts brought any."""

    def add(self, table: str, **values: Any) -> None:
        self.added[table].append(values)
        self.touched += 1

    def change(self, table: str, row: Row[Any], **values: Any) -> None:
        """Note the values that differ; None says nothing and changes nothing."""
        different = {key: value for key, value in values.items() if value is not None and getattr(row, key) != value}
        if different:
            self.changes[table].setdefault(row.id, {}).update(different)
            self.touched += 1


def merge(connection: Connection, extract: Extract, practice: Practice, today: date, since: date) -> Merge:
    """What the extract adds and changes; reads each table once. `since`: when the new children came to the caseload."""
    merged = Merge()
    known = {row.ref: row for row in _rows(connection, "child")}
    on_record = {table: _by_child(connection, table) for table in _LISTS}
    follow_from = practice.office.add(today, -practice.record.distribution)
    for ref, facts in extract.children.items():
        child = known.get(ref)
        child_id = child.id if child else uuid4().hex
        before = merged.touched
        if child is None:
            mine_since = on_caseload_from(since, facts)
            merged.add("child", id=child_id, ref=ref, on_caseload_since=mine_since, **_child_values(facts))
            merged.new.add(ref)
        else:
            mine_since = child.on_caseload_since or date.min
            merged.change("child", child, **_child_values(facts))
        mine = {table: on_record[table].get(child_id, []) for table in _LISTS}
        was_open = any(row.ended is None for row in mine["care_period"])
        still_open = _merge_periods(merged, child_id, facts, mine["care_period"], extract.reviews_known_from)
        _merge_legal_statuses(merged, child_id, facts.legal_statuses, mine["legal_status"])
        _merge_placements(merged, child_id, facts, mine["placement"])
        _merge_reviews(merged, child_id, facts.reviews, mine["review"], max(follow_from, mine_since))
        for table, items in (("worker", _workers(facts)), ("missing_episode", _missing(facts))):
            _merge_spells(merged, table, child_id, items, mine[table])
        if child is not None and merged.touched > before:
            merged.changed.add(ref)
            if was_open and not still_open:
                merged.ended.add(ref)
    return merged


def on_caseload_from(since: date, facts: ChildFacts) -> date:
    """When a child whom a file brings came to the caseload: the day given, later where care begins later."""
    return max((since, *(period.started for period in facts.periods if period.ended is None)))


_LISTS: tuple[str, ...] = (
    "care_period",
    "legal_status",
    "placement",
    "review",
    "worker",
    "missing_episode",
)


def _by_child(connection: Connection, table: str) -> dict[str, list[Row[Any]]]:
    rows: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in _rows(connection, table):
        rows[row.child_id].append(row)
    return rows


def _rows(connection: Connection, table: str) -> Iterable[Row[Any]]:
    from iro_tui.store.reads import read_rows
    from iro_tui.store.work import model_of

    return read_rows(connection, model_of(table))


def _child_values(facts: ChildFacts) -> dict[str, Any]:
    names = ("born", "sex", "ethnicity", "need", "uasc", "uasc_until", "parent")
    return {name: value for name in names if (value := getattr(facts, name)) is not None}


def _merge_periods(
    merged: Merge, child_id: str, facts: ChildFacts, on_record: list[Row[Any]], known_from: date | None
) -> bool:
    """Whether the child is still looked after once these periods are in."""
    still_open = {row.id for row in on_record if row.ended is None}
    for period in facts.periods:
        row = next((row for row in on_record if row.started == period.started), None)
        row = row or next((row for row in on_record if _shows_the_same(row, period)), None)
        if row is None:
            whole = period.start_known and (known_from is None or known_from <= period.started)
            merged.add(
                "care_period",
                child_id=child_id,
                started=period.started,
                start_known=period.start_known,
                ended=period.ended,
                end_reason=period.end_reason,
                reviews_known_from=None if whole else known_from,
            )
            if period.ended is None:
                still_open.add("")
            continue
        values: dict[str, Any] = {"ended": period.ended, "end_reason": period.end_reason}
        if period.started < row.started:
            values |= {"started": period.started, "start_known": period.start_known}
        if row.reviews_known_from and known_from and known_from < row.reviews_known_from:
            values["reviews_known_from"] = known_from
        merged.change("care_period", row, **values)
        if period.ended is not None:
            still_open.discard(row.id)
    return bool(still_open)


def _shows_the_same(row: Row[Any], period: PeriodFact) -> bool:
    """Whether both are one period, of which one shows only the later part: then its start is not known."""
    mine, theirs = (row.started, row.ended, row.start_known), (period.started, period.ended, period.start_known)
    (_, earlier_ended, _), (later_started, _, later_known) = sorted((mine, theirs), key=lambda item: item[0])
    return not later_known and (earlier_ended is None or earlier_ended > later_started)


def _merge_legal_statuses(
    merged: Merge, child_id: str, facts: Iterable[LegalStatusFact], on_record: list[Row[Any]]
) -> None:
    for fact in facts:
        # The same code over overlapping days is one status: a return may show only its later part.
        row = next((row for row in on_record if row.code == fact.code and _overlap(row, fact)), None)
        if row is None:
            merged.add("legal_status", child_id=child_id, code=fact.code, started=fact.started, ended=fact.ended)
        else:
            merged.change("legal_status", row, started=min(row.started, fact.started), ended=fact.ended)


def _merge_placements(merged: Merge, child_id: str, facts: ChildFacts, on_record: list[Row[Any]]) -> None:
    for place, fact in enumerate(facts.placements):
        row = next((row for row in on_record if row.started == fact.started), None)
        if row is None and place == 0 and facts.periods and not facts.periods[0].start_known:
            row = next((row for row in on_record if row.code == fact.code and _overlap(row, fact)), None)
        values = {
            "code": fact.code,
            "ended": fact.ended,
            "provider": fact.provider,
            "end_reason": fact.end_reason,
        }
        if row is None:
            merged.add("placement", child_id=child_id, started=fact.started, same_carer=fact.same_carer, **values)
        else:
            merged.change("placement", row, **values)


def _overlap(row: Row[Any], fact: LegalStatusFact | PlacementFact) -> bool:
    return (row.ended is None or row.ended > fact.started) and (fact.ended is None or fact.ended > row.started)


def _merge_reviews(
    merged: Merge, child_id: str, facts: Iterable[ReviewFact], on_record: list[Row[Any]], follow_from: date
) -> None:
    held = {row.held: row for row in on_record if row.held is not None}
    booked = {row.booked: row for row in on_record if row.held is None and row.booked is not None}
    for fact in facts:
        # Paperwork is followed only where the review was held on this caseload, and its last limit was still ahead
        # when it came in.
        taking_place = {"held": fact.day, "participation": fact.participation, "follow_record": fact.day >= follow_from}
        if fact.day in held:
            if fact.held:
                merged.change("review", held[fact.day], participation=fact.participation)
        elif fact.day in booked:
            if fact.held:
                merged.change("review", booked[fact.day], **taking_place)
        elif fact.held:
            merged.add("review", child_id=child_id, **taking_place)
        else:
            merged.add("review", child_id=child_id, booked=fact.day)


def _workers(facts: ChildFacts) -> Iterator[dict[str, Any]]:
    for worker in facts.workers:
        yield {"role": "social_worker", "name": worker.name, "started": worker.started, "ended": worker.ended}


def _missing(facts: ChildFacts) -> Iterator[dict[str, Any]]:
    for episode in facts.missing:
        yield {"kind": episode.kind, "started": episode.started, "ended": episode.ended}


def _merge_spells(
    merged: Merge, table: str, child_id: str, items: Iterable[dict[str, Any]], on_record: list[Row[Any]]
) -> None:
    """Add the spells that are new, and give those on record (the same but for their end) the end that is known now."""
    for values in items:
        row = next((r for r in on_record if all(getattr(r, k) == v for k, v in values.items() if k != "ended")), None)
        if row is None:
            merged.add(table, child_id=child_id, **values)
        else:
            merged.change(table, row, **values)
