"""Undo and redo beside what arrives from other devices, in real encrypted stores."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from iro_tui.store.connection import Engine
from iro_tui.store.engine import reading
from iro_tui.store.entries import Entry, redoable, undoable
from iro_tui.store.journal import Stale, this_device
from iro_tui.store.tables import (
    ChildRow,
    ContactRow,
    EscalationRow,
    EscalationStepRow,
    Kept,
    PersonRow,
    ReviewRow,
    SettingRow,
    TaskRow,
)
from iro_tui.store.turning import redo, undo
from iro_tui.store.work import action
from tests.support.journalled import (
    arrive,
    changed,
    faults,
    fresh_store,
    operation,
    operations,
    origin,
    rows,
)

DAY, LATER, LATEST = date(2026, 1, 5), date(2026, 2, 6), date(2026, 3, 9)


@pytest.fixture
def hughes(store: Engine) -> str:
    """A colleague."""
    with action(store, "Add person") as work:
        return work.add(PersonRow(name="D. Hughes"))


def add(store: Engine, row: Kept) -> str:
    with action(store, "Add") as work:
        return work.add(row)


def words(outcome: Any) -> str:
    assert outcome is not None
    return str(outcome.sentence)


# Whose an operation is


def test_an_operation_knows_its_device_and_what_it_turned(store: Engine, child: str) -> None:
    with reading(store) as connection:
        device = connection.execute(select(this_device())).scalar_one()
    assert len(device) == 32
    made = operation(store)
    undo(store)
    turned = operation(store)
    assert (made.device, made.person, made.origin_id, made.target_id) == (device, None, None, None)
    assert (turned.device, turned.target_seq, turned.target_id) == (device, made.seq, made.id)


def test_every_store_is_another_device() -> None:
    with fresh_store() as one, fresh_store() as other:
        devices = {row["value"] for engine in (one, other) for row in rows(engine, SettingRow).values()}
    assert len(devices) == 2


def test_what_arrives_keeps_who_made_it_and_where(store: Engine, child: str, hughes: str) -> None:
    made = origin(hughes, target_id="b" * 32, kind="undo")
    done = arrive(store, [changed("child", child, child, need=(None, "N1"))], made)
    kept = operation(store)
    assert done is not None
    assert (kept.id, kept.origin_id) == (made.part(child), made.operation_id) == (done.operation_id, kept.origin_id)
    assert (kept.device, kept.person, kept.at, kept.target_id) == (made.device, hughes, made.at, "b" * 32)
    assert (kept.kind, kept.state, kept.sent) == ("undo", "arrived", None)
    assert faults(store) == []


def test_what_concerns_others_is_marked_to_be_sent_and_what_does_not_is_not(store: Engine, child: str) -> None:
    def sent(row: Kept) -> bool | None:
        add(store, row)
        mark = operation(store).sent
        undo(store)
        assert operation(store).sent is mark
        return None if mark is None else bool(mark)

    assert sent(TaskRow(child_id=child, what="ring", due=DAY)) is False
    assert sent(PersonRow(name="D. Hughes")) is False
    assert sent(SettingRow(key="practice", value="x", scope="service")) is False
    assert sent(SettingRow(key="names", value="x")) is None
    assert sent(TaskRow(what="supervision", due=DAY)) is None


def test_what_waits_to_be_sent_is_looked_up_by_its_mark(store: Engine) -> None:
    with reading(store) as connection:
        plan = connection.exec_driver_sql("EXPLAIN QUERY PLAN SELECT seq FROM operation WHERE sent = 0").all()
    assert "ix_operation_to_send" in str(plan)


# Undo is one's own


def test_undo_and_redo_take_ones_own_alone(store: Engine, child: str) -> None:
    with action(store, "Need") as work:
        work.change(ChildRow, child, need="N1")
    arrive(store, [changed("child", child, child, name=("", "Kim"))])
    with reading(store) as connection:
        mine = undoable(connection)
    assert mine is not None
    assert mine.name == "Need"
    undo(store)
    assert (rows(store, ChildRow)[child]["need"], rows(store, ChildRow)[child]["name"]) == (None, "Kim")
    arrive(store, [changed("child", child, child, name=("Kim", "Lee"))])
    with reading(store) as connection:
        again = redoable(connection)
    assert again is not None, "what arrives bars no redo"
    redo(store)
    assert (rows(store, ChildRow)[child]["need"], rows(store, ChildRow)[child]["name"]) == ("N1", "Lee")
    assert faults(store) == []


def test_a_column_is_put_back_only_where_it_holds_what_was_set(store: Engine, child: str, hughes: str) -> None:
    review = add(store, ReviewRow(child_id=child, booked=DAY, venue="School", locality="North"))
    with action(store, "Move booking", "AB 1: 6 Feb.") as work:
        work.change(ReviewRow, review, booked=LATER, venue="Home", locality="South")
    moved = changed("review", review, child, venue=("Home", "Office"), booked=("2026-02-06", "2026-03-09"))
    arrive(store, [moved], origin(hughes))
    assert words(undo(store)) == (
        "Undid Move booking: AB 1: 6 Feb. Booked and venue stay: D. Hughes changed them since."
    )
    now = rows(store, ReviewRow)[review]
    assert (now["booked"], now["venue"], now["locality"]) == (LATEST, "Office", "North")
    assert words(redo(store)) == (
        "Redid Move booking: AB 1: 6 Feb. Booked and venue stay: D. Hughes changed them since."
    )
    now = rows(store, ReviewRow)[review]
    assert (now["booked"], now["venue"], now["locality"]) == (LATEST, "Office", "South"), "only what was undone"
    assert faults(store) == []


def test_where_both_agree_nothing_is_told(store: Engine, child: str) -> None:
    with action(store, "Need") as work:
        work.change(ChildRow, child, need="N1")
    arrive(store, [changed("child", child, child, need=("N1", None))])
    assert words(undo(store)) == "Undid Need"
    task = add(store, TaskRow(child_id=child, what="ring", due=DAY))
    arrive(store, [changed("task", task, child, deleted_at=(None, "2026-01-06T10:00:00+00:00"))])
    assert words(undo(store)) == "Undid Add"
    assert rows(store, TaskRow) == {}


def test_many_things_that_stay_are_counted(store: Engine, child: str) -> None:
    names = ("venue", "locality", "chair", "form")
    review = add(store, ReviewRow(child_id=child))
    with action(store, "Book") as work:
        work.change(ReviewRow, review, **dict.fromkeys(names, "mine"))
    arrive(store, [changed("review", review, child, **dict.fromkeys(names, ("mine", "theirs")))])
    assert words(undo(store)) == "Undid Book. 4 values and rows stay: a colleague changed them since."


def test_an_added_row_stays_where_somebody_has_worked_on_it(store: Engine, child: str, hughes: str) -> None:
    contact = add(store, ContactRow(child_id=child, on_day=DAY))
    arrive(store, [changed("contact", contact, child, how=(None, "visit"))], origin(hughes))
    assert words(undo(store)) == "Undid Add. The contact stays: D. Hughes changed it since."
    assert rows(store, ContactRow)[contact]["how"] == "visit"
    assert redo(store) is not None
    assert rows(store, ContactRow)[contact]["how"] == "visit"


def test_what_somebody_elses_row_belongs_to_stays(store: Engine, child: str) -> None:
    with action(store, "Escalate") as work:
        escalation = work.add(EscalationRow(child_id=child, issue="drift", raised_on=DAY))
        first = work.add(EscalationStepRow(child_id=child, escalation_id=escalation, stage="1", taken_on=DAY))
    step = {"child_id": child, "escalation_id": escalation, "stage": "2", "taken_on": "2026-02-06"}
    arrive(store, [Entry("escalation_step", "s", child, None, step)])
    undo(store)
    assert (set(rows(store, EscalationRow)), set(rows(store, EscalationStepRow))) == ({escalation}, {"s"})
    redo(store)
    arrive(store, [changed("escalation_step", first, child, reply=(None, "no"))])
    undo(store)
    assert set(rows(store, EscalationStepRow)) == {first, "s"}


def test_a_new_child_whom_somebody_works_with_stays_whole(store: Engine) -> None:
    with action(store, "Add child") as work:
        child = work.add(ChildRow(ref="AB 2"))
        review = work.add(ReviewRow(child_id=child, booked=DAY))
        other = work.add(ChildRow(ref="AB 3"))
    arrive(store, [Entry("contact", "c", child, None, {"child_id": child, "on_day": "2026-01-05"})])
    assert words(undo(store)) == "Undid Add child. The review and the child stay: a colleague changed them since."
    assert (set(rows(store, ChildRow)), set(rows(store, ReviewRow))) == ({child}, {review})
    assert other not in rows(store, ChildRow)


def test_a_row_that_came_back_stays_where_somebody_has_worked_on_it(store: Engine, child: str) -> None:
    def put() -> None:
        with action(store, "Import") as work:
            work.put(TaskRow, [{"id": "t", "child_id": child, "what": "ring", "due": DAY}])

    put()
    undo(store)
    put()
    arrive(store, [changed("task", "t", child, place=(None, "by phone"))])
    assert words(undo(store)) == "Undid Import. The task stays: a colleague changed it since."
    assert rows(store, TaskRow)["t"]["place"] == "by phone"
    with action(store, "Remove") as work:
        work.remove(TaskRow, "t")
    undo(store)
    arrive(store, [changed("task", "t", child, place=("by phone", "in person"))])
    redo(store)
    assert rows(store, TaskRow)["t"]["place"] == "in person", "what is removed again here and changed there stays"
    assert faults(store) == []


def test_what_cannot_be_put_back_is_refused(store: Engine, child: str) -> None:
    with action(store, "Another reference") as work:
        work.change(ChildRow, child, ref="AB 2")
    arrive(store, [Entry("child", "b" * 32, "b" * 32, None, {"ref": "AB 1"})])
    before = operations(store)
    with pytest.raises(Stale, match="something else is in its place"):
        undo(store)
    assert operations(store) == before


# Any order

COLUMNS = ("need", "sex", "ethnicity")
ARRIVALS = st.lists(st.sampled_from([*COLUMNS, "task", "contact"]), max_size=4)
TURNS = st.lists(st.integers(0, 4), max_size=4)


def _lived(arrivals: list[str], turns: list[int]) -> tuple[dict[str, Any], dict[str, Any], int]:
    """One's own action and a colleague's, with undo and redo in turn after so many of those; what is then on record."""
    with fresh_store() as engine:
        with action(engine, "Before") as work:
            work.add_rows(ChildRow, [{"id": "c", "ref": "AB 1"}])
        with action(engine, "Mine") as work:
            work.change(ChildRow, "c", need="mine", sex="mine")
            work.add_rows(TaskRow, [{"id": "t", "child_id": "c", "what": "mine", "due": DAY}])
        for place in range(len(arrivals) + 1):
            for at, turn in enumerate(sorted(turns)):
                if min(turn, len(arrivals)) == place:
                    assert (undo if at % 2 == 0 else redo)(engine) is not None
            if place < len(arrivals):
                what, value = arrivals[place], f"theirs {place}"
                if what == "contact":
                    arrive(engine, [Entry("contact", value, "c", None, {"child_id": "c", "on_day": "2026-01-05"})])
                elif what == "task":
                    arrive(engine, [changed("task", "t", "c", what=("mine", value))])
                else:
                    arrive(engine, [changed("child", "c", "c", **{what: (None, value)})])
        assert faults(engine) == []
        return rows(engine, ChildRow)["c"], rows(engine, TaskRow).get("t", {}), len(rows(engine, ContactRow))


@settings(max_examples=40, deadline=None)
@given(ARRIVALS, TURNS)
def test_whenever_one_undoes_what_arrived_stands_and_the_rest_is_as_one_left_it(
    arrivals: list[str], turns: list[int]
) -> None:
    child, task, contacts = _lived(arrivals, turns)
    theirs = {what: f"theirs {place}" for place, what in enumerate(arrivals)}
    done = len(turns) % 2 == 0
    mine = {"need": "mine", "sex": "mine"} if done else {}
    assert {name: child[name] for name in COLUMNS} == {n: theirs.get(n, mine.get(n)) for n in COLUMNS}
    assert task.get("what") == theirs.get("task", "mine" if done else None)
    assert contacts == arrivals.count("contact")
