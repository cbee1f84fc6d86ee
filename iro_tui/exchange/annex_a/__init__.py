"""Ofsted's Annex A: the lists of children an inspection asks for, workbooks or single lists, read into one Extract."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from iro_tui.domain.calendar import add_months
from iro_tui.exchange.annex_a import words
from iro_tui.exchange.annex_a.lists import BY_NAME, FORMAT, LIST_5, LIST_7, LIST_8, ListSpec
from iro_tui.exchange.annex_a.sheets import NONE_HELD, ListsRead, claims, load
from iro_tui.exchange.annex_a.told import MONTHS_COVERED, Snapshot, days_of, facts_of
from iro_tui.exchange.complaints import Complaints, Row
from iro_tui.exchange.extract import ChildFacts, Extract, Intake, Span, intake_words
from iro_tui.exchange.opened import Basis, OpenFile
from iro_tui.exchange.ssda903 import words as shared_words
from iro_tui.exchange.ssda903.identifiers import alike
from iro_tui.exchange.ssda903.sources import collection_year
from iro_tui.stopping import heed
from iro_tui.text import ref_key

__all__ = ["FORMAT", "claims", "read_annex_a"]

_AS_AT = "AS_AT"
"""The newest day of the extract that a kept row comes from."""
_OURS = (LIST_8, LIST_7, LIST_5)
"""Who stands in one of these is, was or may become a child whom an IRO or a conference chair has to do with."""

_Kept = dict[str, dict[ListSpec, list[Row]]]
"""The rows of one extract, by child and list."""


def read_annex_a(files: Iterable[OpenFile], reading: Basis) -> Extract:
    """Everything that lists of Annex A say, together with what earlier extracts answers, and every problem met.

    A list is known by its columns, whatever its sheet is called. All files read at once are one extract, of the newest
    day in them up to today. Never raises for what a file holds.
    """
    complaints = Complaints()
    in_order = list(files)
    spelling = dict(reading.spelling)
    for _, bodies in reading.before:
        for ref in bodies:
            spelling.setdefault(ref_key(ref), ref)
    loaded = load(in_order, complaints, spelling, reading.answers)
    new, two_births = _by_child(loaded, complaints)
    in_need_alone = {ref for ref, lists in new.items() if not lists.keys() & {*_OURS}}
    old = _on_record(reading.before, spelling)
    known = {ref for snapshots in old.values() for ref in snapshots}
    left_out = in_need_alone - known
    if left_out:
        number = f"{len(left_out):,}"
        complaints.about_file(loaded.sources[0].file, words.ONLY_IN_NEED, field="CHILD", value=number)
    new = {ref: lists for ref, lists in new.items() if ref not in left_out}
    as_at = max((day for lists in new.values() for day in days_of(lists, reading.today)), default=None)
    extract = Extract(loaded.recognised, problems=complaints.problems, questions=loaded.questions)
    extract.refused = two_births
    if new and as_at is None:
        complaints.about_file(loaded.sources[0].file, words.NO_DAY)
        new = {}
    by_day = dict(old)
    intake: Intake | None = None
    if new and as_at is not None:
        if old and as_at < max(old):
            complaints.about_file(loaded.sources[0].file, words.OLDER, value=as_at.isoformat())
        intake = _intake(loaded, as_at)
        by_day[as_at] = {**by_day.get(as_at, {}), **_called(new, intake.words)}
        extract.intakes = [intake]
    snapshots: dict[str, list[Snapshot]] = defaultdict(list)
    for day in sorted(by_day):
        for ref, lists in by_day[day].items():
            snapshots[ref].append(Snapshot(day, lists))
    for ref, of_child in snapshots.items():
        heed("children read", total=len(snapshots))
        extract.children[ref] = facts_of(ref, of_child, reading.today, complaints)
        as_of = of_child[-1].as_at
        extract.told_in[ref] = (FORMAT, collection_year(as_of))
        extract.spans[ref] = Span(add_months(as_of, -MONTHS_COVERED), as_of)
    out = {ref for ref in new.keys() - known if LIST_8 in new[ref] and _is_none_of_ours(extract.children[ref])}
    extract.refused |= out
    new = {ref: lists for ref, lists in new.items() if ref not in out}
    extract.children = {ref: facts for ref, facts in extract.children.items() if ref not in out}
    if intake is not None:
        for ref in new:
            mine = [(at, by_day[at][ref]) for at in sorted(by_day) if ref in by_day[at]]
            same_year = [(at, lists) for at, lists in mine if collection_year(at) == intake.year]
            extract.tellings[FORMAT, intake.year, ref] = _written(same_year)
    extract.tells_of = set(new)
    extract.not_listed = {ref for ref, lists in new.items() if LIST_8 not in lists}
    extract.listed = {(FORMAT, day, ref) for day, rows in old.items() for ref, lists in rows.items() if LIST_8 in lists}
    extract.alike = [pair for pair in alike(extract.children) if set(new).intersection(pair)]
    for one, other in extract.alike:
        complaints.about_file(
            loaded.sources[0].file, shared_words.MAY_BE_ONE, field="CHILD", value=f"{one} and {other}", ref=other
        )
    place = {source.file: at for at, source in enumerate(loaded.sources)}
    extract.problems = sorted(complaints.problems, key=lambda problem: (place.get(problem.file, 0), problem.row or 0))
    return extract


def _by_child(loaded: ListsRead, complaints: Complaints) -> tuple[_Kept, set[str]]:
    """The rows just read, by child and list; and whom two dates of birth make doubtful, who is left out."""
    births: dict[str, str] = {}
    twice: dict[str, Row] = {}
    rows: _Kept = defaultdict(lambda: defaultdict(list))
    for source in loaded.sources:
        for row in source.rows:
            ref, born = row.get("CHILD"), row.get("DOB")
            if born and births.setdefault(ref, born) != born:
                twice.setdefault(ref, row)
            rows[ref][source.spec].append(row)
    for row in twice.values():
        complaints.about(row, words.TWO_BIRTHS, "DOB")
    return {ref: lists for ref, lists in rows.items() if ref not in twice}, set(twice)


def _is_none_of_ours(facts: ChildFacts) -> bool:
    """Whether a child of List 8 was never in care as far as its rows can be read, nor is under a plan or to be."""
    return not (facts.periods or facts.plans or facts.conferences or facts.expected)


def _called(rows: _Kept, called: str) -> _Kept:
    """The rows, each with what the extract is called that it stands in."""
    return {
        ref: {
            spec: [Row(row.file, row.number, row.cells, row.brought_in, called) for row in of_list]
            for spec, of_list in lists.items()
        }
        for ref, lists in rows.items()
    }


def _intake(loaded: ListsRead, as_at: date) -> Intake:
    files = tuple(dict.fromkeys(source.of_file for source in loaded.sources))
    lists = tuple(dict.fromkeys(source.spec.name.replace(" ", "") for source in loaded.sources))
    begins = add_months(as_at, -MONTHS_COVERED)
    everybody = any(source.spec is LIST_8 and source.rows for source in loaded.sources)
    return Intake(FORMAT, collection_year(as_at), begins, as_at, as_at, lists, files, lists_everybody=everybody)


def _written(snapshots: Sequence[tuple[date, Mapping[ListSpec, Sequence[Row]]]]) -> str:
    """A child's rows of several extracts as text: by list the names of its columns, then a row each."""
    tables: dict[str, list[list[object]]] = {}
    seen = set()
    for as_at, lists in reversed(snapshots):
        for spec, rows in lists.items():
            columns = [*spec.kept, NONE_HELD]
            table = tables.setdefault(spec.name, [[_AS_AT, *columns]])
            for row in rows:
                # What a later extract says just so need not be kept of an earlier one.
                values = tuple(map(row.get, columns))
                if (spec, values) not in seen:
                    seen.add((spec, values))
                    table.append([row.file, row.number, as_at.isoformat(), *values])
    return json.dumps(tables, ensure_ascii=False, separators=(",", ":"))


def _on_record(before: Sequence[tuple[Intake, Mapping[str, str]]], spelling: Mapping[str, str]) -> dict[date, _Kept]:
    """The extracts brought in before, by their day."""
    kept: dict[date, _Kept] = {}
    for order, (_, bodies) in enumerate(before, 1):
        for ref, body in bodies.items():
            name = spelling.get(ref_key(ref), ref)
            for list_name, (columns, *rows) in json.loads(body).items():
                for file, number, day, *cells in rows:
                    as_at = date.fromisoformat(day)
                    values = {"CHILD": name, **dict(zip(columns[1:], cells, strict=True))}
                    row = Row(file, number, values, order, intake_words(FORMAT, collection_year(as_at), as_at))
                    lists = kept.setdefault(as_at, {}).setdefault(name, {})
                    lists.setdefault(BY_NAME[list_name], []).append(row)
    return kept
