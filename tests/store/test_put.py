"""Putting rows under keys that others make too, in real encrypted stores."""

from datetime import date
from typing import Any

import pytest

from iro_tui.store.connection import Engine
from iro_tui.store.journal import Stale
from iro_tui.store.tables import ChildRow, TaskRow
from iro_tui.store.turning import redo, undo
from iro_tui.store.work import action
from iro_tui.store.writes import Put
from tests.support.journalled import faults, last, operations, rows

DAY = date(2026, 1, 5)
LATER = date(2026, 2, 6)


def test_putting_adds_a_row_brings_it_back_or_changes_it(store: Engine, child: str) -> None:
    def put(**values: Any) -> None:
        with action(store, "Put") as work:
            assert work.put(TaskRow, [{"id": "k", "child_id": child, "what": "ring", "due": DAY, **values}]) == ["k"]

    def told() -> list[Any]:
        return [(row["what"], row["due"], row["place"]) for row in rows(store, TaskRow).values()]

    put()
    assert told() == [("ring", DAY, None)]
    put(due=LATER)
    assert told() == [("ring", LATER, None)]
    before = operations(store)
    put(due=LATER)
    assert operations(store) == before, "it was so already"
    with action(store, "Place") as work:
        work.change(TaskRow, "k", place="by phone")
    put(what="write")
    assert told() == [("write", DAY, "by phone")], "of a row that is there only what is named is set"
    with action(store, "Remove") as work:
        work.remove(TaskRow, "k")
    put()
    assert told() == [("ring", DAY, None)], "a row that was removed comes back as if it were new"
    undo(store)
    assert told() == []
    undo(store)
    assert told() == [("write", DAY, "by phone")], "and undoing that leaves it as it was"
    assert faults(store) == []


def test_what_was_brought_in_and_undone_can_be_brought_in_again(store: Engine) -> None:
    def bring_in() -> None:
        with action(store, "Import") as work:
            work.write(
                [Put("child", "c", {"ref": "AB 1"}), Put("task", "t", {"child_id": "c", "what": "a", "due": DAY})]
            )

    bring_in()
    first = rows(store, ChildRow), rows(store, TaskRow)
    undo(store)
    bring_in()
    assert (rows(store, ChildRow), rows(store, TaskRow)) == first
    for _ in range(2):
        undo(store)
        assert (rows(store, ChildRow), rows(store, TaskRow)) == ({}, {})
        redo(store)
        assert (rows(store, ChildRow), rows(store, TaskRow)) == first
    assert faults(store) == []


def test_what_is_put_within_one_action_is_one_change(store: Engine, child: str) -> None:
    with action(store, "Put") as work:
        for what in ("a", "b"):
            work.put(TaskRow, [{"id": "k", "what": what, "due": DAY}])
            work.remove(TaskRow, "k")
        work.put(TaskRow, [{"id": "k", "what": "c", "due": DAY}, {"id": "k", "what": "d", "due": DAY}])
    assert work.result is not None
    assert work.result.changes == 1
    for _ in range(2):
        assert {key: row["what"] for key, row in rows(store, TaskRow).items()} == {"k": "d"}
        undo(store)
        assert rows(store, TaskRow) == {}
        redo(store)


def test_putting_over_what_another_window_did_since_is_refused(store: Engine, child: str) -> None:
    seen = last(store)
    with action(store, "Elsewhere") as work:
        work.change(ChildRow, child, name="A")
    with pytest.raises(Stale, match="This child was changed meanwhile"), action(store, "Put", seen=seen) as work:
        work.put(ChildRow, [{"id": child, "ref": "AB 1", "name": "B"}])
