"""Working out what an extract adds to, changes in or takes off the facts on record.

What files tell is told whole each time, earlier returns read again with it. So what is here need not remember how it
came to be: it sets the one against the other, child by child.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from iro_tui.actions.absence import FullReturn, rows_by_absence
from iro_tui.actions.brought_back import removed_before
from iro_tui.actions.checks import of_age_known
from iro_tui.actions.differences import Choices, Difference
from iro_tui.actions.matching import Row, match
from iro_tui.actions.near_told import ask_about_near
from iro_tui.actions.reconcile import Merge, Teller, add, as_before, settle, withdraw
from iro_tui.actions.told_rows import (
    AUTHORITY,
    CARE_PERIOD,
    CHILD,
    CONFERENCE,
    CONTACT,
    HEALTH,
    LEGAL_STATUS,
    MISSING,
    PLACEMENT,
    PLAN,
    REVIEW,
    TABLES,
    VISIT,
    WORKER,
    ToldRow,
    child_values,
    known_key,
)
from iro_tui.domain.practice import Practice
from iro_tui.domain.protection import CONFERENCES
from iro_tui.domain.words import dated, heading, year_words
from iro_tui.exchange.extract import YEARLY, ChildFacts, Extract, Intake
from iro_tui.stopping import heed
from iro_tui.text import ref_key

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

_OF_REVIEW = ("date_change", "consultation", "checklist_answer", "decision", "escalation")
"""Where work on a review stands beside its own row."""
_FILLED_BY_FILES = ("booked", "held", "participation", "follow_record", "completed")
_NO_WORK = frozenset(
    ("id", "version", "deleted_at", "child_id", "told_by", "told_where", "as_told", "apart", *_FILLED_BY_FILES),
)
"""The columns of a review that files fill too, or that say nothing of work."""


def merge(
    connection: Connection,
    extract: Extract,
    practice: Practice,
    today: date,
    since: date | None = None,
    answers: Mapping[str, bool] | None = None,
) -> tuple[Merge, Choices]:
    """What the extract adds, changes and takes off, and what of it is asked; reads each table once.

    `since` is the day from which new children are on the caseload (today unless named), `answers` say yes or no to
    differences by their keys.
    """
    merged, choices = Merge(), Choices(answers or {})
    known = {ref_key(row.ref): row for row in _rows(connection, CHILD)}
    on_record = {table: _by_child(connection, table) for table in TABLES}
    worked = _worked_reviews(connection, on_record[REVIEW])
    merged.caseload = sum(_goes_on(rows, {}, ()) for rows in on_record[CARE_PERIOD].values())
    on_file = intakes_on_record(connection)
    live = {key for key, _ in on_file}
    taken_away = {table: _taken_away(connection, table, live) for table in TABLES}
    also = dict(extract.one_child)
    for question in extract.questions:
        take, yes, no = question.take, question.yes, question.no
        choices.take(Difference(question.key, question.file, "File", question.text, take, True, yes, no))
    for one, other in extract.alike:
        if ref_key(one) in known and ref_key(other) in known:
            continue  # they have stayed two
        text = f"{one} and {other} differ in leading zeros alone. Are they one child, written two ways?"
        choices.take(Difference(alike_key(one, other), other, "Reference", text, take=False))
    intakes = _intakes(on_file, extract, merged)
    keys = {intake.words: key for key, intake in (*on_file, *intakes.values())}
    merged.left_out, merged.back = removed_before(connection, extract, known, choices)
    listings = _listings(connection, on_file)
    _keep_tellings(connection, extract, intakes, merged, known, listings)
    follow_from = practice.office.add(today, -practice.record.distribution)
    for ref, facts in extract.children.items():
        heed("children compared", total=len(extract.children))
        if ref in merged.left_out:
            continue
        child = known.get(ref_key(ref))
        child_id = child.id if child else known_key(CHILD, ref)
        key, intake = _told_by(extract, ref, intakes, on_file)
        name = child.ref if child else ref
        just_read = (i for i in extract.intakes if (i.format, i.year, ref) in extract.tellings)
        read = max(just_read, key=_ends, default=intake)
        teller = Teller(name, key, intake.words, read.words, keys, intake.newest, today, practice, choices, merged)
        touched = merged.touched
        mine_since = (child.on_caseload_since or date.min) if child else on_caseload_from(since or today, facts)
        values = {**child_values(facts), "file_ends": intake.newest}
        told_child = ToldRow(CHILD, child_id, date.min, values)
        if child:
            settle(teller, CHILD, child, told_child, "child")
            if "born" in (put_right := merged.changes[CHILD].get(child_id, {})):
                merged.change(CHILD, child_id, of_age_known(child.born, put_right["born"], today))
            if ref in also:
                merged.change(CHILD, child_id, {"also_written": f"{child.also_written} {also[ref]}".strip()})
        else:
            beside = {"ref": ref, "on_caseload_since": mine_since, "also_written": also.get(ref, "")}
            add(teller, CHILD, replace(told_child, beside=beside))
            merged.new.add(ref)
        mine = {table: on_record[table].get(child_id, []) for table in TABLES}
        was_open = _goes_on(mine[CARE_PERIOD], {}, ())
        by_table: defaultdict[str, list[ToldRow]] = defaultdict(list)
        if child and child.absent_from and (intake.format, intake.year, ref) in extract.tellings:
            merged.change(CHILD, child_id, {"absent_from": ""})
        for told_row in rows_by_absence(
            teller, child_id, facts, extract, max(follow_from, mine_since), intake, mine[CARE_PERIOD], listings
        ):
            by_table[told_row.table].append(told_row)
        so_far = {table: len(merged.put[table]) for table in (CARE_PERIOD, REVIEW)}
        for table in TABLES:
            _one_table(teller, table, child_id, mine[table], by_table[table], practice, worked, taken_away[table])
        added = {table: merged.put[table][count:] for table, count in so_far.items()}
        ask_about_near(teller, mine[REVIEW], mine[CARE_PERIOD], added)
        came_back = any(row["ended"] is None for row in added[CARE_PERIOD])
        if child and came_back and not was_open:
            merged.change(CHILD, child_id, {"on_caseload_since": on_caseload_from(since or today, facts)})
        if child is not None and merged.touched > touched:
            merged.changed.add(ref)
            if was_open and not _goes_on(mine[CARE_PERIOD], merged.changes[CARE_PERIOD], merged.removed[CARE_PERIOD]):
                merged.ended.add(ref)
    return merged, choices


def _told_by(
    extract: Extract,
    ref: str,
    intakes: Mapping[_Key, tuple[str, Intake]],
    on_file: Iterable[tuple[str, Intake]],
) -> tuple[str, Intake]:
    """The return, or the extract of which day, that tells of a child last."""
    format_and_year = extract.told_in[ref]
    last = intakes[format_and_year]
    span = extract.spans.get(ref)
    if last[1].format in YEARLY or span is None or span.newest == last[1].newest:
        return last
    of_day = (each for each in on_file if each[1].format == last[1].format and each[1].newest == span.newest)
    return next(of_day, last)


def _ends(intake: Intake) -> date:
    return intake.covers_to


def on_caseload_from(since: date, facts: ChildFacts) -> date:
    """When a child whom a file brings came to the caseload: the day given, later where care begins later."""
    return max((since, *(period.started for period in facts.periods if period.ended is None)))


def _one_table(
    teller: Teller,
    table: str,
    child_id: str,
    rows: Sequence[Row],
    wanted: Sequence[ToldRow],
    practice: Practice,
    worked: Collection[str],
    taken_away: Mapping[str, Row],
) -> None:
    matched = match(table, rows, wanted, practice, teller.newest)
    for row, told_row in matched.pairs:
        if not as_before(row, told_row):
            settle(teller, table, row, told_row, _what(table, row))
    for told_row in matched.new:
        gone = taken_away.get(told_row.key)
        if gone is not None:
            text = f"{heading(_what(table, gone))} was taken away here; {teller.told_in(told_row)} tells of it."
            if not teller.asks(table, ("taken away", told_row.day), text, take=False):
                continue
        add(teller, table, told_row, child_id)
    for row in matched.gone:
        withdraw(teller, table, row, _what(table, row), worked=row.id in worked)


def _what(table: str, row: Row) -> str:
    """A fact in words, for a sentence: `review of Sat 21 Mar 2026`."""
    if table == REVIEW:
        day = row.held or row.adjourned or row.booked
        return f"review of {dated(day)}" if day else "review"
    started = getattr(row, "started", None)  # health, contacts, visits and conferences have a day of their own
    since = f" from {dated(started)}" if started else ""
    if table in (LEGAL_STATUS, PLACEMENT):
        return f"{'legal status' if table == LEGAL_STATUS else 'placement'} {row.code}{since}"
    if table == WORKER:
        return f"social worker {row.name}{since}"
    if table == HEALTH:
        return f"health in {year_words(row.year)}"
    if table in (CONTACT, VISIT):
        return f"{table} of {dated(row.on_day)}"
    if table == CONFERENCE:
        return f"{CONFERENCES.get(row.kind, row.kind)} of {dated(row.held or row.booked)}"
    return f"{_SINCE[table]}{since}"


_SINCE = {
    CARE_PERIOD: "time in care",
    MISSING: "time missing",
    PLAN: "child protection plan",
    AUTHORITY: "authority to place for adoption",
}


def _goes_on(rows: Iterable[Row], changes: Mapping[str, Mapping[str, Any]], removed: Collection[str]) -> bool:
    ends = [changes.get(row.id, {}).get("ended", row.ended) for row in rows if row.id not in removed]
    return any(end is None for end in ends)


# Whom identifiers mean


def alike_key(one: str, other: str) -> str:
    """The key of the question whether two identifiers are one child."""
    return f"alike:{min(one, other)}:{max(one, other)}"


def spellings(connection: Connection) -> dict[str, str]:
    """By `ref_key` the child's reference that another identifier stands for, as a person said."""
    return {ref_key(other): row.ref for row in _rows(connection, CHILD) for other in row.also_written.split()}


def one_child_each(connection: Connection, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of two identifiers of one child the one that stays, and the one that stands for it: the one on record stays."""
    refs = {ref_key(row.ref) for row in _rows(connection, CHILD)}
    return [
        (other, one) if ref_key(other) in refs and ref_key(one) not in refs else (one, other) for one, other in pairs
    ]


# What is kept of the returns


_Key = tuple[str, int]
"""A format, and the year of a return or extract of it."""


def _intakes(on_file: Iterable[tuple[str, Intake]], extract: Extract, merged: Merge) -> dict[_Key, tuple[str, Intake]]:
    """By format and year the return that tells of it: its key and what it is; those just read are new rows."""
    from iro_tui.clock import now

    intakes = {(intake.format, intake.year): (key, intake) for key, intake in on_file}
    for intake in extract.intakes:
        key = uuid4().hex
        row = {
            "id": key, "format": intake.format, "year": intake.year, "covers_from": intake.covers_from,
            "covers_to": intake.covers_to, "newest": intake.newest, "tables": " ".join(intake.tables),
            "files": "\n".join(intake.files), "brought_in": now(),
        }  # fmt: skip
        intakes[intake.format, intake.year] = key, intake
        merged.put["intake"].append(row)
    return intakes


def intakes_on_record(connection: Connection) -> list[tuple[str, Intake]]:
    """The returns brought in so far, in that order, with their keys."""
    rows = sorted(_rows(connection, "intake"), key=lambda row: (row.brought_in, row.id))
    return [(row.id, _intake(row)) for row in rows]


def _intake(row: Row) -> Intake:
    days = row.covers_from, row.covers_to
    return Intake(row.format, row.year, *days, row.newest, tuple(row.tables.split()), tuple(row.files.split("\n")))


def _listings(connection: Connection, on_file: Iterable[tuple[str, Intake]]) -> list[FullReturn]:
    """Those of the returns on record that name everybody looked after in their time."""
    intakes = dict(on_file)
    rows = (row for row in _rows(connection, "listing") if row.intake_id in intakes)
    return [FullReturn(intakes[row.intake_id], frozenset(row.left_out.split())) for row in rows]


def before(connection: Connection) -> list[tuple[Intake, dict[str, str]]]:
    """What earlier returns told, by child's reference: what reading another one begins with."""
    refs = {row.id: row.ref for row in _rows(connection, CHILD)}
    bodies: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in _rows(connection, "telling"):
        if row.child_id in refs:
            bodies[row.intake_id][refs[row.child_id]] = row.body
    return [(intake, bodies[key]) for key, intake in intakes_on_record(connection) if key in bodies]


def _keep_tellings(
    connection: Connection,
    extract: Extract,
    intakes: Mapping[_Key, tuple[str, Intake]],
    merged: Merge,
    known: Mapping[str, Row],
    listings: Iterable[FullReturn],
) -> None:
    """Keep what the new returns tell of each child; a return that tells nothing new is not kept at all."""
    from iro_tui.exchange.extract import same_telling

    there = {(row.format, row.year, row.child_id): row for row in _rows(connection, "telling")}
    news = set()
    for (form, year, ref), body in extract.tellings.items():
        if ref in merged.left_out:
            continue
        child = known.get(ref_key(ref))
        child_id = child.id if child else known_key(CHILD, ref)
        row, intake_id = there.get((form, year, child_id)), intakes[form, year][0]
        if row is None:
            key = known_key("telling", ref, form, year)
            merged.put["telling"].append(
                {"id": key, "child_id": child_id, "format": form, "year": year, "intake_id": intake_id, "body": body}
            )
            news.add((form, year))
        elif not same_telling(row.body, body):
            merged.changes["telling"][row.id] = {"intake_id": intake_id, "body": body}
            news.add((form, year))
    listed_before = {each.intake.until for each in listings}
    listing = {(intake.format, intake.year): intake for intake in extract.intakes if intake.lists_everybody}
    news |= {key for key, intake in listing.items() if intake.until not in listed_before}
    merged.put["intake"] = [row for row in merged.put["intake"] if (row["format"], row["year"]) in news]
    left_out = " ".join(sorted(known_key(CHILD, ref) for ref in extract.refused | merged.left_out))
    merged.put["listing"] = [
        {"id": uuid4().hex, "intake_id": row["id"], "left_out": left_out}
        for row in merged.put["intake"]
        if (row["format"], row["year"]) in listing
    ]


# What is on record


def _worked_reviews(connection: Connection, reviews: Mapping[str, Sequence[Row]]) -> frozenset[str]:
    """Keys of the reviews on which a person did work: preparation, record, or rows that came of them."""
    own = {
        row.id
        for of_child in reviews.values()
        for row in of_child
        if any(value not in (None, False) and name not in _NO_WORK for name, value in row._asdict().items())
    }
    beside = {row.review_id for table in _OF_REVIEW for row in _rows(connection, table) if row.review_id}
    return frozenset(own | beside)


def _taken_away(connection: Connection, table: str, live: Collection[str]) -> dict[str, Row]:
    """By key the rows that files told and a person took away: of an import that was undone the intake is not `live`."""
    from iro_tui.store.reads import read_deleted
    from iro_tui.store.shapes import SHAPES

    rows = read_deleted(connection, SHAPES[table])
    return {row.id: row for row in rows if row.as_told is not None and row.told_by in live}


def _by_child(connection: Connection, table: str) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(connection, table):
        rows[row.child_id].append(row)
    return rows


def _rows(connection: Connection, table: str) -> Iterable[Row]:
    from iro_tui.store.reads import read_rows
    from iro_tui.store.shapes import SHAPES

    return read_rows(connection, SHAPES[table])
