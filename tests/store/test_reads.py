"""What the reads make of a real store."""

import dataclasses
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from iro_tui.domain.case import Case
from iro_tui.store import facts, own, reads, tables
from iro_tui.store.connection import Engine
from iro_tui.store.engine import reading, writing
from iro_tui.store.entries import undoable
from iro_tui.store.log import read_log
from iro_tui.store.tables import (
    CaseNoteRow,
    ChildRow,
    ContactRow,
    EscalationRow,
    EscalationStepRow,
    Kept,
    RatingRow,
    TaskRow,
    WorkerRow,
)
from iro_tui.store.turning import undo
from iro_tui.store.work import action
from tests.support.statements import statements

DAY = date(2026, 1, 5)
MOMENT = datetime(2026, 1, 5, 10, tzinfo=UTC)
RENAMED = {"on": "on_day"}
FACTS: dict[str, type[Kept]] = {
    "periods": tables.CarePeriodRow,
    "legal_statuses": tables.LegalStatusRow,
    "placements": tables.PlacementRow,
    "reviews": tables.ReviewRow,
    "early_reviews": tables.EarlyReviewRow,
    "authorities": tables.AdoptionAuthorityRow,
    "ratings": tables.RatingRow,
    "midpoints": tables.MidpointCheckRow,
    "decisions": tables.DecisionRow,
    "escalations": tables.EscalationRow,
    "plans": tables.ProtectionPlanRow,
    "conferences": tables.ConferenceRow,
    "core_groups": tables.CoreGroupRow,
    "proceedings": tables.ProceedingsRow,
    "court_dates": tables.CourtDateRow,
    "tasks": tables.TaskRow,
    "allocations": tables.AllocationRow,
    "events": tables.EventRow,
    "contacts": tables.ContactRow,
    "seen": tables.ContactRow,
    "guardian_contacts": tables.ContactRow,
}


def filled(model: type[Kept], child_id: str, **given: Any) -> dict[str, Any]:
    """A row whose every field has a value that no other has."""
    numbers = count(1)
    values: dict[str, Any] = {}
    for column in tables.table_of(model).c:
        if column.name in ("id", "version", "deleted_at") or column.foreign_keys:
            continue
        number = next(numbers)
        made: dict[Any, Any] = {
            date: DAY + timedelta(number),
            datetime: MOMENT + timedelta(number),
            bool: column.name != "start_known",
            int: number,
        }
        values[column.name] = made.get(column.type.python_type, f"{column.name} {number}")
    return {"id": tables.new_id(), "child_id": child_id} | values | given


def test_every_field_of_a_case_is_read_from_a_table() -> None:
    assert {*facts.CHILD_FIELDS, *FACTS} == {field.name for field in dataclasses.fields(Case)}


@pytest.mark.parametrize("field", FACTS)
def test_every_fact_is_read_field_by_field(store: Engine, child: str, field: str) -> None:
    model = FACTS[field]
    special: dict[str, Any] = {"kind": "dispute"} if model is EscalationRow else {}
    whom = {"guardian_contacts": {"who": "guardian, other"}, "seen": {"who": "child", "how": "visit"}}
    row = filled(model, child, **(special | whom.get(field, {})))
    with action(store, "Add") as work:
        work.add_rows(model, [row])
    with reading(store) as connection:
        found = facts.read_cases(connection)[child]
    (fact,) = getattr(found, field)
    assert (found.ref, found.born) == ("AB 1", DAY)
    if field in ("contacts", "seen", "guardian_contacts"):
        assert fact == row["on_day"]
        return
    for name, value in fact._asdict().items():
        if name != "steps":
            assert value == row.get(RENAMED.get(name, name)), name  # a key to nothing


def test_the_steps_of_an_escalation_are_with_it(store: Engine, child: str) -> None:
    with action(store, "Escalate") as work:
        first = work.add(EscalationRow(child_id=child, issue="drift", raised_on=DAY))
        second = work.add(EscalationRow(child_id=child, issue="plan", raised_on=DAY))
        work.add(EscalationRow(child_id=child, kind="good_practice", issue="praise", raised_on=DAY))
        row = filled(EscalationStepRow, child, escalation_id=first)
        work.add_rows(EscalationStepRow, [row])
        third = work.add(EscalationRow(child_id=child, issue="visits", raised_on=DAY))
        work.add(EscalationStepRow(child_id=child, escalation_id=third, stage="1", taken_on=DAY))
    with reading(store) as connection:
        found = {e.id: e for e in facts.read_cases(connection)[child].escalations}
    assert set(found) == {first, second, third}, "a good-practice alert is no dispute"
    assert found[second].steps == ()
    assert [step.person for step in found[third].steps] == [""], "nobody named"
    (step,) = found[first].steps
    assert step._asdict() == {name: row[name] for name in step._fields}


def test_what_is_removed_is_not_read(store: Engine, child: str) -> None:
    with action(store, "Add") as work:
        other = work.add(ChildRow(ref="AB 2", closed_on=DAY))
        rating = work.add(RatingRow(child_id=child, value="red", rated_on=DAY))
        work.add(RatingRow(child_id=other, value="red", rated_on=DAY))
    with action(store, "Remove") as work:
        work.remove(RatingRow, rating)
    with reading(store) as connection:
        cases = facts.read_cases(connection)
        assert [(case.ref, len(case.ratings)) for case in cases.values()] == [("AB 1", 0), ("AB 2", 1)]
    with action(store, "Remove") as work:
        work.remove(ChildRow, other)
    with reading(store) as connection:
        assert set(facts.read_cases(connection)) == set(reads.read_children(connection)) == {child}
    undo(store)
    with reading(store) as connection:
        assert set(facts.read_cases(connection)) == {child, other}


def test_the_statements_do_not_depend_on_the_number_of_children(store: Engine, child: str) -> None:
    def look() -> int:
        with reading(store) as connection, statements(store) as seen:
            found = facts.read_cases(connection)
            reads.read_children(connection)
            reads.read_workers(connection)
            asked = facts.read_cases(connection, list(found)[: len(found) // 2])
        assert asked == dict(list(found.items())[: len(found) // 2])
        return len(seen)

    few = look()
    with action(store, "Add") as work:
        children = work.add_rows(ChildRow, ({"ref": f"CD {number}"} for number in range(300)))
        models: list[type[Kept]] = [*FACTS.values(), WorkerRow]
        for model in models:
            work.add_rows(model, (filled(model, key, kind="dispute") if model is EscalationRow else filled(model, key)
                                  for key in children))  # fmt: skip
    assert look() == few <= 48


def test_children_and_who_works_with_them(store: Engine, child: str) -> None:
    with action(store, "Add") as work:
        row = filled(ChildRow, child) | {"id": tables.new_id()}
        del row["child_id"]
        work.add_rows(ChildRow, [row])
        for role, name, started, ended in (
            ("social_worker", "Old", DAY, DAY + timedelta(9)),
            ("social_worker", "Now", DAY + timedelta(9), None),
            ("social_worker", "Unknown start", None, None),
            ("manager", "Boss", None, None),
        ):
            work.add(WorkerRow(child_id=child, role=role, name=name, team="North", started=started, ended=ended))
    with reading(store) as connection:
        children, workers = reads.read_children(connection), reads.read_workers(connection)
    record = children[row["id"]]
    assert record.facts == {"id": row["id"]} | {fact.name: row[fact.name] for fact in tables.facts_of(ChildRow)}
    assert all(getattr(record, part.name) == row[part.name] for part in dataclasses.fields(record)[:-1]), "and by name"
    assert workers == {child: reads.Workers("Now", "Boss", "", "North", since=DAY + timedelta(9))}


def test_contacts_latest_first(store: Engine, child: str) -> None:
    row = filled(ContactRow, child)
    with action(store, "Add") as work:
        work.add(ContactRow(child_id=child, on_day=DAY))
        work.add_rows(ContactRow, [row])
    with reading(store) as connection:
        latest, first = reads.read_contacts(connection, child, date.max)
    assert dataclasses.asdict(latest).items() <= row.items()
    assert row.keys() - dataclasses.asdict(latest).keys() == {"made_by", "told_by", "told_where", "as_told"}
    assert first.on_day == DAY


def test_tasks_of_no_child_and_notes_not_filed(store: Engine, child: str) -> None:
    with action(store, "Add") as work:
        own_tasks = work.add(TaskRow(what="supervision", due=DAY))
        work.add(TaskRow(child_id=child, what="ring", due=DAY))
        work.add(CaseNoteRow(child_id=child, on_day=DAY, title="t", body="b"))
        work.add(CaseNoteRow(child_id=child, on_day=DAY, title="t", body="b", filed_at=work.at))
    with reading(store) as connection:
        case = facts.read_own_tasks(connection)
        assert reads.count_unfiled(connection) == 1
    assert (case.ref, [task.id for task in case.tasks]) == ("", [own_tasks])


def test_what_every_action_asks_does_not_grow_with_what_was_ever_written(store: Engine, child: str) -> None:
    with reading(store) as connection, statements(store) as made:
        reads.count_unfiled(connection)
        undoable(connection)
    with reading(store) as connection:
        plans = [
            str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all())
            for statement, parameters in made
        ]
    assert "ix_case_note_waiting" in plans[0]
    assert "ix_operation_state" in plans[1]
    assert any("ix_operation_purge" in plan for plan in plans[2:])


def test_rows_of_any_table(store: Engine, child: str) -> None:
    with reading(store) as connection:
        row = reads.read_row(connection, ChildRow, child)
        assert row is not None
        assert (row.ref, row.version) == ("AB 1", 1)
        assert reads.read_row(connection, ChildRow, "x") is None
        assert [row.id for row in reads.read_rows(connection, ChildRow, closed_on=None, initials="AB")] == [child]
        assert reads.read_rows(connection, ChildRow, initials="CD") == []


def test_settings_are_journalled_and_drafts_are_not(store: Engine) -> None:
    for value in ("a", "b"):
        with action(store, "Set") as work:
            own.write_setting(work, "practice", value)
    undo(store)
    for body in ("half a", "half a sentence"):
        with writing(store) as connection:
            own.write_draft(connection, "note", body)
    with reading(store) as connection:
        assert own.read_settings(connection, "pract") == {"practice": "a"}
        assert own.read_settings(connection, "other") == {}
        assert own.read_draft(connection, "note") == "half a sentence"
        assert len(read_log(connection)) == 3
    with writing(store) as connection:
        own.write_draft(connection, "note", None)
        assert own.read_draft(connection, "note") is None


def test_the_log_is_told_latest_first(store: Engine, child: str) -> None:
    with action(store, "Set RAG", "AB 1: red") as work:
        work.add(RatingRow(child_id=child, value="red", rated_on=DAY))
        work.change(ChildRow, child, need="N1")
    undo(store)
    with reading(store) as connection:
        log = read_log(connection)
        assert read_log(connection, 1) == log[:1]
    assert [(entry.seq, entry.kind, entry.sentence, entry.state, entry.changes) for entry in log] == [
        (3, "undo", "Undid Set RAG: AB 1: red", "done", 2),
        (2, "do", "AB 1: red", "undone", 2),
        (1, "do", "Add child", "done", 1),
    ]
    assert all(entry.at.tzinfo for entry in log)
