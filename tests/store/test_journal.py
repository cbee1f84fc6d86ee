"""Actions, undo, redo and the chain, in real encrypted stores."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from iro_tui.clock import clock
from iro_tui.store import journal
from iro_tui.store.connection import Engine
from iro_tui.store.engine import reading, writing
from iro_tui.store.entries import Touched, redoable, touched_since, undoable
from iro_tui.store.journal import Stale
from iro_tui.store.log import read_log
from iro_tui.store.replay import differences
from iro_tui.store.tables import (
    CaseNoteRow,
    ChangeRow,
    ChildRow,
    ContactRow,
    EscalationRow,
    EscalationStepRow,
    OperationRow,
    RatingRow,
    ReviewRow,
    TaskRow,
    new_id,
    table_of,
)
from iro_tui.store.turning import Barred, redo, undo
from iro_tui.store.work import Work, action
from tests.support.journalled import faults, fresh_store, last, operations, rows
from tests.support.statements import statements

DAY = date(2026, 1, 5)
LATER = date(2026, 2, 6)
MOMENT = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)


def count(engine: Engine, model: type[Any]) -> int:
    with reading(engine) as connection:
        return int(connection.execute(select(func.count()).select_from(table_of(model))).scalar_one())


# Actions


def test_an_action_writes_rows_and_one_operation(store: Engine, child: str) -> None:
    with clock(lambda: MOMENT), action(store, "Set RAG") as work:
        rating = work.add(RatingRow(child_id=child, value="red", rated_on=DAY))
        work.change(ChildRow, child, need="N1")
        work.sentence = "AB 1: red"
    done = work.result
    assert done is not None
    assert (done.name, done.sentence, done.kind, done.changes) == ("Set RAG", "AB 1: red", "do", 2)
    assert done.tables == {"rating", "child"}
    assert done.child_ids == {child}
    assert rows(store, RatingRow)[rating]["rated_on"] == DAY
    with reading(store) as connection:
        assert journal.recorded(connection, [done.operation_id]) == done
        at = connection.execute(
            select(table_of(OperationRow).c.at).order_by(table_of(OperationRow).c.seq.desc())
        ).scalar()
        changes = connection.execute(
            select(table_of(ChangeRow)).where(table_of(ChangeRow).c.operation_seq == done.seq)
        ).all()
    assert at == MOMENT
    assert [(c.table_name, c.before, c.after) for c in changes] == [
        (
            "rating",
            None,
            f'{{"as_listed":false,"child_id":"{child}","rated_on":"2026-01-05","recorded_at":"2026-01-05T10:00:00+00:00","value":"red"}}',
        ),
        ("child", '{"need":null}', '{"need":"N1"}'),
    ]


def test_reads_inside_an_action_see_its_writes(store: Engine, child: str) -> None:
    with action(store, "Look") as work:
        work.change(ChildRow, child, name="New")
        table = table_of(ChildRow)
        assert work.connection.execute(select(table.c.name, table.c.version)).one() == ("New", 2)


def test_an_action_that_changes_nothing_leaves_no_entry(store: Engine, child: str) -> None:
    before = operations(store)
    with action(store, "Nothing") as work:
        assert not work.change(ChildRow, child, initials="AB")
        work.add_many([])
        work.change_many(ChildRow, {})
    assert work.result is None
    with action(store, "There and back") as work:
        work.change(ChildRow, child, initials="CD")
        work.change(ChildRow, child, initials="AB")
    assert work.result is None
    assert operations(store) == before


def test_what_happens_twice_to_a_row_is_one_change(store: Engine, child: str) -> None:
    with action(store, "Twice") as work:
        work.change(ChildRow, child, name="A", need="N1")
        work.change(ChildRow, child, name="B")
        work.remove(ChildRow, child)
    assert work.result is not None
    assert work.result.changes == 1
    undo(store)
    assert rows(store, ChildRow)[child]["name"] == ""
    redo(store)
    assert rows(store, ChildRow) == {}


def test_an_error_leaves_nothing(store: Engine, child: str) -> None:
    before = operations(store), rows(store, ChildRow)
    with pytest.raises(ZeroDivisionError), action(store, "Half") as work:
        work.change(ChildRow, child, name="A" * (1 // (work.add(ChildRow(ref="AB 2")) == "")))
    assert (operations(store), rows(store, ChildRow)) == before


def test_a_row_changed_after_it_was_seen_is_refused(store: Engine, child: str) -> None:
    seen = last(store)
    with action(store, "One", seen=seen) as work:
        work.change(ChildRow, child, name="A")
    with pytest.raises(Stale, match="This child was changed meanwhile"), action(store, "Two", seen=seen) as work:
        work.change(ChildRow, child, need="N1")
    with pytest.raises(Stale, match="This child was changed meanwhile"), action(store, "Two", seen=seen) as work:
        work.remove(ChildRow, child)
    undo(store)
    with pytest.raises(Stale), action(store, "An undo counts too", seen=seen) as work:
        work.change(ChildRow, child, name="B")
    with action(store, "Own changes do not count", seen=last(store)) as work:
        work.change(ChildRow, child, name="B")
        work.change(ChildRow, child, name="C")
    with action(store, "Nobody looked") as work:
        work.change(ChildRow, child, need="N1")
    assert rows(store, ChildRow)[child]["name"] == "C"


def test_what_another_row_went_through_does_not_matter(store: Engine, child: str) -> None:
    seen = last(store)
    with action(store, "Elsewhere") as work:
        other = work.add(ChildRow(ref="AB 2"))
        work.add(TaskRow(id=child, child_id=other, what="its key is that of the child", due=DAY))
    with action(store, "Change", seen=seen) as work:
        task = work.add(TaskRow(child_id=child, what="ring", due=DAY))
        work.change(TaskRow, task, what="write")
        work.change_many(ChildRow, {child: {"name": "A"}})
    assert rows(store, ChildRow)[child]["name"] == "A"


def test_where_nothing_came_since_nothing_is_asked(store: Engine, child: str) -> None:
    def asked(seen: int) -> int:
        with statements(store) as made, action(store, "Change", seen=seen) as work:
            work.change_many(ChildRow, {child: {"name": str(seen)}})
        return sum("SELECT row_id FROM change" in statement for statement, _ in made)

    first = last(store)
    assert asked(first) == 0
    with pytest.raises(Stale):
        asked(first)
    with action(store, "Elsewhere") as work:
        work.add(ChildRow(ref="AB 2"))
    assert asked(last(store) - 1) == 1


def test_what_was_touched_since(store: Engine, child: str) -> None:
    start = last(store)

    def touched(seq: int) -> Touched:
        with reading(store) as connection:
            return touched_since(connection, seq)

    assert touched(start) == Touched(start, frozenset(), frozenset(), childless=False)
    with action(store, "Rate") as work:
        work.change(ChildRow, child, need="N1")
        work.add(RatingRow(child_id=child, value="red", rated_on=DAY))
    assert touched(start) == Touched(start + 1, frozenset({"child", "rating"}), frozenset({child}), childless=False)
    with action(store, "Own task") as work:
        work.add(TaskRow(what="supervision", due=DAY))
    assert touched(start + 1) == Touched(start + 2, frozenset({"task"}), frozenset(), childless=True)
    undo(store)
    undo(store)
    assert touched(start + 3) == Touched(start + 4, frozenset({"child", "rating"}), frozenset({child}), childless=False)


def test_a_row_removed_meanwhile_is_refused(store: Engine, child: str) -> None:
    with action(store, "Remove") as work:
        work.remove(ChildRow, child)
    with pytest.raises(Stale, match="This child was removed meanwhile"), action(store, "Again") as work:
        work.change(ChildRow, child, name="A")
    with pytest.raises(Stale, match="This child was removed meanwhile"), action(store, "Again") as work:
        work.remove(ChildRow, child)


def test_an_unknown_field_is_an_error(store: Engine, child: str) -> None:
    with pytest.raises(TypeError, match="ChildRow has no field nmae"), action(store, "Typing error") as work:
        work.add_rows(ChildRow, [{"ref": "x", "nmae": "y"}])
    with pytest.raises(KeyError), action(store, "Typing error") as work:
        work.change(ChildRow, child, nmae="y")


def test_rows_added_together_may_come_in_any_order(store: Engine, child: str) -> None:
    escalation = EscalationRow(child_id=child, issue="drift", raised_on=DAY)
    step = EscalationStepRow(child_id=child, escalation_id=escalation.id, stage="1", taken_on=DAY)
    with action(store, "Escalate") as work:
        work.add_many([step, escalation])
    assert set(rows(store, EscalationStepRow)) == {step.id}


def test_a_repeated_operation_writes_nothing_and_tells_the_earlier_result(store: Engine, child: str) -> None:
    def attempt() -> Work:
        with action(store, "Task", "A task", operation_id="0" * 32) as work:
            work.add(TaskRow(child_id=child, what="ring", due=DAY))
            work.change(ChildRow, child, name="A")
        return work

    first, second = attempt(), attempt()
    assert (first.repeated, second.repeated) == (False, True)
    assert first.result == second.result
    assert len(rows(store, TaskRow)) == 1
    assert len(operations(store)) == 2


# Undo and redo

Act = Callable[[Work, str, dict[str, str]], None]


def _add(work: Work, child: str, ids: dict[str, str]) -> None:
    work.add(TaskRow(child_id=child, what="new", due=DAY))


def _change(work: Work, child: str, ids: dict[str, str]) -> None:
    work.change(ReviewRow, ids["review"], held=LATER, child_chaired=True, booked=None)


def _remove(work: Work, child: str, ids: dict[str, str]) -> None:
    work.remove(TaskRow, ids["task"])


def _add_then_change(work: Work, child: str, ids: dict[str, str]) -> None:
    work.change(TaskRow, work.add(TaskRow(child_id=child, what="new", due=DAY)), what="newer", done_on=LATER)


def _add_then_remove(work: Work, child: str, ids: dict[str, str]) -> None:
    work.remove(TaskRow, work.add(TaskRow(child_id=child, what="new", due=DAY)))


def _change_then_remove(work: Work, child: str, ids: dict[str, str]) -> None:
    work.change(TaskRow, ids["task"], what="changed")
    work.remove(TaskRow, ids["task"])


def _everything(work: Work, child: str, ids: dict[str, str]) -> None:
    for act in (_add, _change, _add_then_change, _add_then_remove, _change_then_remove):
        act(work, child, ids)
    work.change(CaseNoteRow, ids["note"], filed_at=MOMENT)


def _same_reference_again(work: Work, child: str, ids: dict[str, str]) -> None:
    work.change(ChildRow, child, ref="AB 2")
    other = work.add(ChildRow(ref="AB 1"))
    work.remove(ChildRow, other)
    work.add(ChildRow(ref="AB 1", name="third"))


@pytest.mark.parametrize(
    "act",
    [_add, _change, _remove, _add_then_change, _add_then_remove, _change_then_remove, _everything,
     _same_reference_again],
)  # fmt: skip
def test_undo_and_redo_bring_back_exactly_what_was(store: Engine, child: str, act: Act) -> None:
    with action(store, "Before") as work:
        ids = {
            "review": work.add(ReviewRow(child_id=child, booked=DAY)),
            "task": work.add(TaskRow(child_id=child, what="ring", due=DAY)),
            "note": work.add(CaseNoteRow(child_id=child, on_day=DAY, title="t", body="b")),
        }

    def state() -> list[dict[str, dict[str, Any]]]:
        return [rows(store, model) for model in (ChildRow, ReviewRow, TaskRow, CaseNoteRow)]

    before = state()
    with action(store, "The act") as work:
        act(work, child, ids)
    after = state()
    for _ in range(3):
        undone = undo(store)
        assert undone is not None
        assert (undone.kind, undone.name, undone.sentence) == ("undo", "The act", "Undid The act")
        assert state() == before
        redone = redo(store)
        assert redone is not None
        assert (redone.kind, redone.name, redone.sentence) == ("redo", "The act", "Redid The act")
        assert work.result is not None
        assert (redone.tables, redone.child_ids) == (work.result.tables, work.result.child_ids)
        assert state() == after
        assert faults(store) == []


def test_undo_undo_redo_then_something_new(store: Engine, child: str) -> None:
    for name in ("A", "B"):
        with action(store, name) as work:
            work.change(ChildRow, child, name=name)
    assert [step.name for step in (undo(store), undo(store), redo(store)) if step] == ["B", "A", "A"]
    with action(store, "C") as work:
        work.change(ChildRow, child, name="C")
    assert redo(store) is None
    assert [state for kind, name, state in operations(store) if kind == "do"] == ["done", "done", "superseded", "done"]
    assert [step.name for step in (undo(store), undo(store)) if step] == ["C", "A"]
    assert rows(store, ChildRow)[child]["name"] == ""
    undo(store)
    assert rows(store, ChildRow) == {}
    assert undo(store) is None
    assert faults(store) == []


def test_what_would_be_undone_or_redone_can_be_asked_and_insisted_on(store: Engine, child: str) -> None:
    with reading(store) as connection:
        last = undoable(connection)
        assert last is not None
        assert last.name == "Add child"
        assert redoable(connection) is None
    with action(store, "In another window") as work:
        work.change(ChildRow, child, name="A")
    with pytest.raises(Stale, match="Something else was done since"):
        undo(store, expect=last.id)
    with pytest.raises(Stale):
        redo(store, expect=last.id)
    assert work.result is not None
    assert undo(store, expect=work.result.operation_id)
    assert redo(store, expect=work.result.operation_id)


def test_undo_stops_at_a_purge(store: Engine, child: str) -> None:
    with action(store, "A") as work:
        work.change(ChildRow, child, name="A")
    with action(store, "B") as work:
        work.change(ChildRow, child, name="B")
    undo(store)
    with action(store, "Purge", purge=True):
        pass
    with pytest.raises(Barred, match="removed for good since"):
        undo(store)
    assert redo(store) is None
    with action(store, "C") as work:
        work.change(ChildRow, child, name="C")
    assert undo(store)
    with pytest.raises(Barred):
        undo(store)
    assert rows(store, ChildRow)[child]["name"] == "A"


def test_undo_refuses_when_a_row_is_gone_from_the_file(store: Engine, child: str) -> None:
    with action(store, "Task") as work:
        work.add(TaskRow(what="x", due=DAY))
    with writing(store) as connection:
        connection.exec_driver_sql("DELETE FROM task")
    before = operations(store)
    with pytest.raises(Stale, match="not there any more"):
        undo(store)
    assert operations(store) == before


# The chain


def test_purged_values_leave_the_chain_whole(store: Engine, child: str) -> None:
    with action(store, "A") as work:
        work.change(ChildRow, child, name="Kim")
    table = table_of(ChangeRow)
    with action(store, "Purge", purge=True) as work:
        work.connection.execute(update(table).values(before=None, after=None, salt=None))
        work.connection.execute(update(table_of(OperationRow)).values(sentence="", salt=None))
    assert faults(store) == []
    with action(store, "After") as work:
        work.change(ChildRow, child, name="Lee")
    assert faults(store) == []


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ('UPDATE change SET after = \'{"name":"Lee"}\' WHERE operation_seq = 2', "Entry 2: a change of it was altered"),
        ("UPDATE change SET before = NULL WHERE operation_seq = 2", "Entry 2: a change of it was altered"),
        ("UPDATE change SET row_id = 'x' WHERE operation_seq = 2", "Entry 2: a change of it was altered"),
        ("UPDATE change SET child_id = 'x' WHERE operation_seq = 2", "Entry 2: a change of it was altered"),
        ("UPDATE change SET salt = NULL WHERE operation_seq = 2", "Entry 2: a change of it was altered"),
        ("UPDATE change SET digest = 'x' WHERE operation_seq = 2", "Entry 2: it was altered, or changes"),
        ("UPDATE change SET before = NULL, after = NULL, salt = NULL", "Entry 1: values are missing"),
        ("DELETE FROM change WHERE operation_seq = 2", "Entry 2: it was altered, or changes of it are missing"),
        ("UPDATE operation SET name = 'x' WHERE seq = 2", "Entry 2: it was altered"),
        ("UPDATE operation SET at = '2020-01-01 00:00:00.000000' WHERE seq = 2", "Entry 2: it was altered"),
        ("UPDATE operation SET kind = 'redo' WHERE seq = 2", "Entry 2: it was altered"),
        ("UPDATE operation SET target_seq = 1 WHERE seq = 2", "Entry 2: it was altered"),
        ("UPDATE operation SET target_id = 'x' WHERE seq = 2", "Entry 2: it was altered"),
        ("UPDATE operation SET device = 'x' WHERE seq = 2", "Entry 2: it was altered"),
        ("UPDATE operation SET person = 'x' WHERE seq = 2", "Entry 2: it was altered"),
        ("UPDATE operation SET origin_id = 'x' WHERE seq = 2", "Entry 2: it was altered"),
        ("UPDATE operation SET sentence = 'AB: green' WHERE seq = 2", "Entry 2: what it says was altered"),
        ("UPDATE operation SET salt = 'x' WHERE seq = 2", "Entry 2: what it says was altered"),
        ("UPDATE operation SET salt = NULL, sentence = '' WHERE seq = 2", "Entry 2: what it says is missing though"),
        ("UPDATE operation SET sentence_digest = 'x' WHERE seq = 2", "Entry 2: it was altered"),
        ("UPDATE operation SET digest = 'x' WHERE seq = 2", "Entry 3: it does not follow on"),
        ("DELETE FROM operation WHERE seq = 2", "Entry 3: entries before it are missing"),
        ("DELETE FROM operation WHERE seq = 3", "Entry 3: the last entries are missing"),
        ("DELETE FROM operation WHERE seq = 3", "Entry 3: it is missing, but its changes are there"),
    ],
)
def test_tampering_is_noticed(store: Engine, child: str, statement: str, fault: str) -> None:
    for name in ("A", "B"):
        with action(store, name) as work:
            work.change(ChildRow, child, name=name)
    assert faults(store) == []
    with store.connect() as connection:
        connection.raw.execute("PRAGMA foreign_keys=OFF")  # as whoever tampers would
        with connection.transaction(write=True):
            connection.exec_driver_sql(statement)
    assert any(fault in found for found in faults(store)), faults(store)


# Any history


VERBS = st.sampled_from(["add", "put", "change", "remove"])
STEPS = st.lists(
    st.one_of(
        st.just("undo"),
        st.just("redo"),
        st.lists(st.tuples(VERBS, st.integers(0, 3), st.integers(0, 2)), max_size=4),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_any_history_equals_the_model_and_keeps_the_chain(steps: list[Any]) -> None:
    with fresh_store() as engine:
        state: dict[str, str] = {}
        past: list[dict[str, str]] = []
        future: list[dict[str, str]] = []
        for step in steps:
            if step == "undo":
                assert (undo(engine) is not None) is bool(past)
                if past:
                    future.append(state)
                    state = past.pop()
            elif step == "redo":
                assert (redo(engine) is not None) is bool(future)
                if future:
                    past.append(state)
                    state = future.pop()
            else:
                before = state
                state, changed = _act(engine, state, step)
                if changed:
                    past.append(before)
                    future = []
            assert {key: row["what"] for key, row in rows(engine, TaskRow).items()} == state
            assert faults(engine) == []


def _act(engine: Engine, state: dict[str, str], parts: list[tuple[str, int, int]]) -> tuple[dict[str, str], bool]:
    """Do an action to the store and to the model."""
    model = dict(state)
    with action(engine, "Act") as work:
        for verb, which, value in parts:
            what = "abc"[value]
            if verb == "add":
                model[work.add(TaskRow(what=what, due=DAY))] = what
            elif verb == "put":
                work.put(TaskRow, [{"id": str(which), "what": what, "due": DAY}])
                model[str(which)] = what
            elif model:
                key = sorted(model)[which % len(model)]
                if verb == "change":
                    work.change(TaskRow, key, what=what)
                    model[key] = what
                else:
                    work.remove(TaskRow, key)
                    del model[key]
    return model, work.result is not None


# Size


def test_a_large_import_is_one_operation_and_its_undo_takes_all_of_it_back(store: Engine, child: str) -> None:
    with action(store, "Import") as work:
        ids = work.add_rows(ContactRow, ({"child_id": child, "on_day": DAY, "how": "visit"} for _ in range(5_000)))
        work.change_many(ContactRow, {key: {"how": "call"} for key in ids[:3_000]})
    assert work.result is not None
    assert work.result.changes == 5_000
    done = undo(store)
    assert done is not None
    assert done.changes == 5_000
    assert rows(store, ContactRow) == {}


def test_statements_do_not_grow_with_the_rows(store: Engine, child: str) -> None:
    def made(amount: int) -> list[int]:
        counts = []
        with statements(store) as seen:
            with action(store, "Many") as work:
                ids = work.add_rows(ContactRow, [{"child_id": child, "on_day": DAY}] * amount)
            counts.append(len(seen))
            with action(store, "Change") as work:
                work.change_many(ContactRow, {key: {"how": "call"} for key in ids})
            counts.append(len(seen))
            with action(store, "Put") as work:
                work.put(
                    ContactRow,
                    [
                        {"id": key, "child_id": child, "on_day": DAY, "how": "visit"}
                        for key in [*ids[1:], *(f"{amount} {k}" for k in ids)]
                    ],
                )
            counts.append(len(seen))
            undo(store)
            counts.append(len(seen))
            redo(store)
            counts.append(len(seen))
        return counts

    assert made(2) == made(200)


# What is stored once


def test_undo_and_redo_store_no_value_again_and_the_journal_still_tells_all(store: Engine) -> None:
    keys = [new_id() for _ in range(50)]
    with action(store, "Import") as work:
        work.add_rows(ChildRow, [{"id": key, "ref": f"AB {n}"} for n, key in enumerate(keys)])
    with action(store, "Change") as work:
        work.change_many(ChildRow, {key: {"ref": f"CD {n}", "initials": "CD"} for n, key in enumerate(keys)})
        work.remove(ChildRow, keys[0])
    stored = count(store, ChangeRow)
    before = rows(store, ChildRow)
    for _ in range(3):
        assert undo(store)
        undone = undo(store)
        assert undone is not None
        assert (undone.changes, undone.tables, undone.child_ids) == (50, frozenset({"child"}), frozenset(keys))
        assert rows(store, ChildRow) == {}
        with reading(store) as connection:
            assert differences(connection) == []
            assert touched_since(connection, undone.seq - 1).child_ids == frozenset(keys)
        assert redo(store)
        redone = redo(store)
        assert redone is not None
        assert rows(store, ChildRow) == before
    assert count(store, ChangeRow) == stored
    assert faults(store) == []
    with reading(store) as connection:
        assert differences(connection) == []
        assert {record.changes for record in read_log(connection)} == {50}


def test_an_operation_without_changes_of_its_own_is_in_the_chain(store: Engine, child: str) -> None:
    with action(store, "A") as work:
        work.change(ChildRow, child, initials="A")
    undo(store)
    with store.connect() as connection, connection.transaction(write=True):
        connection.exec_driver_sql("UPDATE operation SET mirrors = 1 WHERE mirrors IS NOT NULL")
    assert any("was altered" in fault for fault in faults(store))
