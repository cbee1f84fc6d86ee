"""What other devices did arrives, in real encrypted stores."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from iro_tui.domain.rag import current
from iro_tui.store.connection import Engine
from iro_tui.store.engine import reading
from iro_tui.store.entries import Entry, HeldBack
from iro_tui.store.facts import read_cases
from iro_tui.store.own import read_settings, write_setting
from iro_tui.store.tables import CaseNoteRow, ChildRow, ContactRow, Kept, RatingRow, TaskRow
from iro_tui.store.turning import Barred, redo, undo
from iro_tui.store.work import action
from tests.support.journalled import arrive, changed, entries_of, faults, fresh_store, last, operation, origin, rows

DAY = date(2026, 1, 5)


def add(store: Engine, row: Kept) -> str:
    with action(store, "Add") as work:
        return work.add(row)


def test_an_operation_over_several_children_arrives_child_by_child(store: Engine) -> None:
    with fresh_store() as elsewhere:
        with action(elsewhere, "Import") as work:
            keys = [work.add(ChildRow(ref=ref)) for ref in ("AB 1", "AB 2")]
            work.add_many(TaskRow(child_id=key, what="ring", due=DAY) for key in keys)
        entries = entries_of(elsewhere)
    made = origin()
    for _ in range(2):
        for key in keys:
            arrive(store, [entry for entry in entries if entry.child_id == key], made)
    assert (set(rows(store, ChildRow)), len(rows(store, TaskRow)), last(store)) == (set(keys), 2, 2)
    assert faults(store) == []


def test_ones_own_that_comes_back_is_known(store: Engine, child: str) -> None:
    entries = entries_of(store)
    undo(store)
    arrive(store, entries, origin(key=operation(store, 1).id))
    assert rows(store, ChildRow) == {}


def test_what_arrives_on_a_removed_row_brings_it_back(store: Engine, child: str) -> None:
    task = add(store, TaskRow(child_id=child, what="ring", due=DAY))
    undo(store)
    arrive(store, [changed("task", task, child, what=("ring", "write"))])
    assert rows(store, TaskRow)[task]["what"] == "write"


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (Entry("child", "c", "c", None, {"ref": "AB 2", "new_field": 1}), "new_field, which this iro-tui"),
        (Entry("child", "", "", {"new_field": 1}, {"new_field": 2}), "new_field, which this iro-tui does not know"),
        (Entry("new_table", "x", "c", None, {}), "new_table, which this iro-tui does not know"),
        (Entry("child", "c", "c", None, {"ref": "AB 2", "born": "soon"}), "about a child cannot be read"),
        (Entry("child", "c", "c", None, {"ref": "AB 1"}), "may be here under another key"),
        (Entry("contact", "x", "c", None, {"child_id": "c", "on_day": "2026-01-05"}), "does not fit what is here"),
        (Entry("case_note", "x", "c", {"title": "a"}, {"title": "b"}), "about a case note that is not here"),
        (Entry("task", "x", None, None, {"what": "mine", "due": "2026-01-05"}), "about a task is of no child"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_held_back_with_a_sentence(
    store: Engine, child: str, entry: Entry, reason: str
) -> None:
    before = rows(store, ChildRow)
    first = Entry("child", "d" * 32, "d" * 32, None, {"ref": "AB 9"})
    with pytest.raises(HeldBack, match=reason):
        arrive(store, [first, entry])
    assert (rows(store, ChildRow), last(store)) == (before, 1), "nothing of it"


def test_of_two_ratings_of_one_day_the_one_recorded_later_is_the_later_everywhere(store: Engine, child: str) -> None:
    def latest() -> str:
        with reading(store) as connection:
            rating = current(read_cases(connection)[child])
        assert rating is not None
        return rating.value

    theirs = {"child_id": child, "value": "red", "rated_on": "2026-01-05", "recorded_at": "2030-01-05T10:00:00+00:00"}
    add(store, RatingRow(child_id=child, value="amber", rated_on=DAY))
    arrive(store, [Entry("rating", "0" * 32, child, None, theirs)])
    assert latest() == "red"
    add(store, RatingRow(child_id=child, value="green", rated_on=DAY))
    assert latest() == "green", "though the clock of the other laptop is ahead"
    arrive(store, [Entry("rating", "f" * 32, child, None, theirs | {"value": "amber"})])
    assert latest() == "green"
    arrive(store, [Entry("rating", "e" * 32, child, None, theirs | {"rated_on": "2026-01-06"})])
    assert latest() == "red", "the day comes first"


def test_a_practice_that_two_laptops_chose_is_one_setting(store: Engine) -> None:
    def choose(engine: Engine, value: str) -> None:
        with action(engine, "Change practice") as work:
            write_setting(work, "practice 2026-01-05", value)

    with fresh_store() as elsewhere:
        choose(elsewhere, "theirs")
        entries = entries_of(elsewhere)
    choose(store, "mine")
    arrive(store, entries)
    with reading(store) as connection:
        assert read_settings(connection, "practice") == {"practice 2026-01-05": "theirs"}
    undo(store)
    with reading(store) as connection:
        assert read_settings(connection, "practice") == {"practice 2026-01-05": "theirs"}


# Who made it


def test_a_row_that_arrives_says_who_made_it_and_ones_own_nobody(store: Engine, child: str) -> None:
    mine = add(store, ContactRow(child_id=child, on_day=DAY))
    contact = {"child_id": child, "on_day": "2026-01-05"}
    arrive(store, [Entry("contact", "theirs", child, None, contact)], origin("hughes"))
    arrive(store, [Entry("contact", "passed on", child, None, contact | {"made_by": "smith"})], origin("hughes"))
    made_by = {key: row["made_by"] for key, row in rows(store, ContactRow).items()}
    assert made_by == {mine: None, "theirs": "hughes", "passed on": "smith"}


@pytest.mark.parametrize(("said", "maker"), [({}, None), ({"made_by": "smith"}, "smith")])
def test_a_row_that_two_made_under_one_key_stays_whose_it_is_unless_that_is_said(
    store: Engine, child: str, said: dict[str, str], maker: str | None
) -> None:
    """What the log of a child has set since goes out no more, who made it among it."""
    mine = add(store, ContactRow(child_id=child, on_day=DAY))
    contact = {"child_id": child, "on_day": "2026-01-05", "how": "phone"} | said
    arrive(store, [Entry("contact", mine, child, None, contact)], origin("hughes"))
    assert (rows(store, ContactRow)[mine]["made_by"], rows(store, ContactRow)[mine]["how"]) == (maker, "phone")


def test_a_note_says_in_whose_outbox_it_is_and_who_filed_it(store: Engine, child: str) -> None:
    mine = add(store, CaseNoteRow(child_id=child, on_day=DAY, title="t", body="b"))
    note = {"child_id": child, "on_day": "2026-01-05", "title": "t", "body": "b"}
    arrive(store, [Entry("case_note", "theirs", child, None, note)], origin("hughes"))
    arrive(store, [changed("case_note", mine, child, filed_at=(None, "2026-01-06T10:00:00+00:00"))], origin("smith"))
    with action(store, "Mark as filed") as work:
        work.change(CaseNoteRow, "theirs", filed_at=datetime(2026, 1, 7, 10, tzinfo=UTC))
    assert {key: (row["made_by"], row["filed_by"]) for key, row in rows(store, CaseNoteRow).items()} == {
        mine: (None, "smith"), "theirs": ("hughes", None),
    }  # fmt: skip


# Gone for good


def test_nothing_late_brings_back_a_child_who_is_gone_for_good(store: Engine, child: str) -> None:
    task = add(store, TaskRow(child_id=child, what="ring", due=DAY))
    with action(store, "Purge", purge=True) as work:
        for table in ("task", "child"):
            work.connection.execute(text(f"DELETE FROM {table}"))
        for _ in range(2):
            work.let_go([child], "purged", DAY)
    with action(store, "Import") as work:
        assert work.put(ChildRow, [{"id": child, "ref": "AB 1"}, {"id": "other", "ref": "AB 2"}]) == ["other"]
        assert work.put(TaskRow, [{"id": task, "child_id": child, "what": "ring", "due": DAY}]) == []
    assert work.held_back == {child}
    assert (set(rows(store, ChildRow)), rows(store, TaskRow)) == ({"other"}, {})
    with pytest.raises(HeldBack, match="gone from here for good"):
        arrive(store, [Entry("child", child, child, None, {"ref": "AB 1"})])
    undo(store)
    redo(store)
    assert undo(store) is not None
    with pytest.raises(Barred):  # also of what the key is kept for
        undo(store)
    with reading(store) as connection:
        gone = connection.execute(text("SELECT child_id, on_day, why FROM gone")).all()
    assert [tuple(row) for row in gone] == [(child, "2026-01-05", "purged")]
