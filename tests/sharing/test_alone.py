"""What a child has one of at a time, entered by two apart: over real encrypted stores, kind by kind, by files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest

from iro_tui.caseload.differing import cells_of
from iro_tui.sharing.alone import ONE_AT_A_TIME
from iro_tui.store import tables
from iro_tui.store.passing_on import Rows, passed_on
from iro_tui.store.shapes import SHAPES
from iro_tui.store.tables import ChildRow, ConsultationRow, DateChangeRow, ReviewRow
from iro_tui.store.work import action, model_of
from tests.support.laptops import CHILD, DAY, REVIEW, Laptop, exchange_all, laptops

FIFTH, EIGHTH = date(2026, 12, 5), date(2026, 12, 8)
OF_REVIEW = {"review_id": REVIEW}
ENTERED: dict[str, tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    # by kind: the value that each has otherwise, what both said, what one said, what the other said
    "care_period": ("started", {}, {"started": FIFTH}, {"started": EIGHTH}),
    "legal_status": ("code", {"started": FIFTH}, {"code": "C1"}, {"code": "C2"}),
    "placement": ("code", {"started": FIFTH}, {"code": "U1"}, {"code": "U4", "provider": "PR1"}),
    "adoption_authority": ("started", {"kind": "consent (s19)"}, {"started": FIFTH}, {"started": EIGHTH}),
    "worker": ("name", {"role": "social_worker", "started": FIFTH}, {"name": "P. Caseley"}, {"name": "O. Ward"}),
    "review": ("booked", {}, {"booked": FIFTH}, {"booked": EIGHTH, "venue": "School"}),
    "conference": ("booked", {"kind": "review"}, {"booked": FIFTH}, {"booked": EIGHTH}),
    "protection_plan": ("category", {"started": FIFTH}, {"category": "NEG"}, {"category": "EMO"}),
    "proceedings": ("court", {"issued_on": FIFTH}, {"court": "Elm"}, {"court": "Oak"}),
    "consultation": ("sent_on", OF_REVIEW | {"party": "child"}, {"sent_on": FIFTH}, {"sent_on": EIGHTH}),
    "attendance": ("attended", OF_REVIEW | {"who": "school"}, {"attended": "came"}, {"attended": "absent"}),
    "checklist_answer": ("answer", OF_REVIEW | {"item": "1"}, {"answer": "yes"}, {"answer": "no"}),
}
MANY = {
    "allocation": "who holds a child follows from the latest naming, and is never a value to choose",
    "core_group": "each is a meeting that was held",
    "court_date": "proceedings have as many as are listed",
    "decision": "a review makes many",
    "early_review": "each reason is one, and the earliest limit rules",
    "escalation": "one may dispute several things at once",
    "escalation_step": "each is what was done on its day",
    "case_person": "a child has several carers and parents",
    "midpoint_check": "each was done on its day",
    "missing_episode": "files alone tell of one, under a key made from what they say",
    "task": "one's own",
    "child": "the child itself",
    "rating": "of two the later rules",
    "case_note": "each officer carries her own over",
    "difference": "is about one value",
}
"""What may be open beside another of its kind, and why."""
_OPEN_UNTIL = {
    "ended", "until", "held", "not_held_on", "concluded_on", "closed_on", "done_on", "dropped_on", "withdrawn_on",
    "replied_on", "returned_on", "followed_up_on", "filed_at", "settled_on",
}  # fmt: skip


def enter(laptop: Laptop, table: str, **values: Any) -> str:
    with action(laptop.engine, "Enter") as work:
        model: Any = model_of(table)
        return work.add(model(child_id=CHILD, **values))


def standing(rows: Rows, table: str) -> list[dict[str, Any]]:
    return [row for (of, key), row in rows.items() if of == table and row["deleted_at"] is None and key != REVIEW]


def shown(rows: Rows) -> set[tuple[str, Any, Any]]:
    """The two values of the column that each difference is about."""
    both = (
        (column, *(cells_of(column, json.loads(row[name]))[column] for name in ("kept", "late")))
        for row in standing(rows, "difference")
        for column in [row["of_column"]]
    )
    return set(both)


def as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


@contextmanager
def two() -> Iterator[tuple[Laptop, Laptop]]:
    """Two who have one child, with a review that was held."""
    with laptops(2) as (one, other):
        with action(one.engine, "Add child") as work:
            work.add_rows(ChildRow, [{"id": CHILD, "ref": "AB 1042", "initials": "AB"}])
            work.add_rows(ReviewRow, [{"id": REVIEW, "child_id": CHILD, "held": DAY}])
        other.take(one.hand_over(other))
        yield one, other


@pytest.mark.parametrize("table", ENTERED)
def test_two_of_a_kind_are_one_with_both_values_shown(table: str) -> None:
    column, both, mine, theirs = ENTERED[table]
    with two() as (one, other):
        enter(one, table, **both, **mine)
        enter(other, table, **both, **theirs)
        taken = one.take(other.hand_over(one, "back"))
        (row,) = standing(one.rows(), table)
        pair = (column, as_json(mine[column]), as_json(theirs[column]))
        assert row[column] == pair[1]
        assert shown(one.rows()) == {pair}
        assert [each.column for each in taken.children[0].differ] == [column]
        whole = next(names for names in SHAPES[table].wholes.values() if column in names)
        assert all(row[name] == value for name, value in theirs.items() if name not in (*whole, *mine))
        assert all(row[name] == as_json(mine.get(name)) for name in whole if name in mine or name in theirs), (
            "as one set"
        )
        other.take(one.hand_over(other, "back"))
        assert one.rows() == other.rows()
        assert (one.sound(), other.sound()) == ([], [])


@pytest.mark.parametrize("table", ENTERED)
def test_files_that_cross_leave_one(table: str) -> None:
    """Each has settled it the own way before hearing of the other's."""
    column, both, mine, theirs = ENTERED[table]
    with two() as (one, other):
        enter(one, table, **both, **mine)
        enter(other, table, **both, **theirs)
        there, back = one.hand_over(other, "back"), other.hand_over(one, "back")
        other.take(there)
        one.take(back)
        exchange_all([one, other])
        (row,) = standing(one.rows(), table)
        (value, another) = (as_json(values[column]) for values in (mine, theirs))
        assert row[column] in (value, another)
        assert {frozenset(pair[1:]) for pair in shown(one.rows())} == {frozenset({value, another})}
        there_are = ({key: row for key, row in each.rows().items() if not row["deleted_at"]} for each in (one, other))
        assert next(there_are) == next(there_are)
        assert (one.sound(), other.sound()) == ([], [])


@pytest.mark.parametrize("table", ENTERED)
def test_which_of_the_two_is_kept_is_no_matter_of_their_keys(table: str) -> None:
    """The same done again: the keys are made at random, and what came of it once came of the first one's, once not."""
    column, both, mine, theirs = ENTERED[table]
    kept = []
    for keys in (("1" * 32, "2" * 32), ("2" * 32, "1" * 32)):
        with two() as (one, other):
            enter(one, table, **both, **mine, id=keys[0])
            enter(other, table, **both, **theirs, id=keys[1])
            one.take(other.hand_over(one, "back"))
            ((key, row),) = ((key, row) for (of, key), row in one.rows().items()
                             if of == table and row["deleted_at"] is None and key != REVIEW)  # fmt: skip
            kept.append((keys.index(key), row[column], row["made_by"], shown(one.rows())))
    assert kept[0] == kept[1]


def test_every_kind_is_tried_and_every_other_that_may_be_open_says_why_it_has_several() -> None:
    assert set(ENTERED) == set(ONE_AT_A_TIME)
    may_be_open = {shape.name for shape in passed_on() if _OPEN_UNTIL & set(shape.by_name)}
    assert may_be_open - set(ONE_AT_A_TIME) - set(MANY) == set()
    assert not set(MANY) & set(ONE_AT_A_TIME)
    for table, alone in ONE_AT_A_TIME.items():
        assert {*alone.ends, *alone.by} <= set(model_of(table).model_fields)


def test_what_belongs_to_the_one_belongs_to_the_other() -> None:
    with two() as (one, other):
        enter(one, "review", booked=FIFTH)
        enter(one, "consultation", review_id=standing(one.rows(), "review")[0]["id"], party="child", sent_on=FIFTH)
        theirs = enter(other, "review", booked=EIGHTH)
        with action(other.engine, "Prepare") as work:
            work.add(ConsultationRow(child_id=CHILD, review_id=theirs, party="child", returned_on=EIGHTH))
            work.add(ConsultationRow(child_id=CHILD, review_id=theirs, party="school", sent_on=EIGHTH))
            work.add(DateChangeRow(child_id=CHILD, review_id=theirs, requested_on=DAY, new_date=EIGHTH))
        one.take(other.hand_over(one, "back"))
        rows = one.rows()
        (review,) = standing(rows, "review")
        papers = {row["party"]: row for row in standing(rows, "consultation")}
        assert {row["review_id"] for row in (*papers.values(), *standing(rows, "date_change"))} == {review["id"]}
        assert (papers["child"]["sent_on"], papers["child"]["returned_on"]) == ("2026-12-05", "2026-12-08")
        assert shown(rows) == {("booked", "2026-12-05", "2026-12-08")}
        exchange_all([one, other])
        assert one.rows() == other.rows()


def test_what_is_over_or_of_another_kind_stands_beside() -> None:
    with two() as (one, other):
        enter(one, "review", booked=FIFTH)
        enter(other, "review", held=DAY)
        enter(one, "conference", kind="review", booked=FIFTH)
        enter(other, "conference", kind="initial", booked=EIGHTH)
        one.take(other.hand_over(one, "back"))
        assert [len(standing(one.rows(), table)) for table in ("review", "conference")] == [2, 2]
        assert shown(one.rows()) == set()


def test_what_the_other_knew_of_is_not_the_same() -> None:
    """Who enters a second one knowing of the first means two."""
    with two() as (one, other):
        enter(one, "proceedings", issued_on=FIFTH)
        other.take(one.hand_over(other, "back"))
        enter(other, "proceedings", issued_on=EIGHTH)
        one.take(other.hand_over(one, "back"))
        assert len(standing(one.rows(), "proceedings")) == 2
        assert tables.ProceedingsRow.__tablename__ == "proceedings"
