"""Marking duties as done: every kind, several at once, and what follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from iro_tui.domain.duties import KINDS
from iro_tui.domain.duty import Duty
from iro_tui.services.desk import Desk
from iro_tui.services.opening import unlock
from iro_tui.services.reasons import NOT_TICKED, why_no_tick
from iro_tui.services.ticking import MARKS
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.conftest import PASSPHRASE
from tests.services.acting import TODAY, acts, counted, look_after, refuses, rows

OpenDesk = Callable[[date], Desk]


@pytest.fixture
def desk(open_desk: OpenDesk) -> Desk:
    return open_desk(TODAY)


def asked(desk: Desk, *kinds: str) -> list[tuple[str, Duty]]:
    """Every duty of some kinds, with the child's key."""
    duties = desk.snapshot().duties.items()
    return [(child_id, duty) for child_id, found in duties for duty in found if duty.kind in kinds]


def tickable(desk: Desk, *kinds: str) -> list[tuple[str, str]]:
    return [(child_id, duty.id) for child_id, duty in asked(desk, *kinds)]


def test_every_kind_is_either_ticked_or_says_which_key_does_it() -> None:
    assert sorted([*MARKS, *NOT_TICKED]) == sorted(KINDS)


@pytest.mark.parametrize("kind", MARKS)
def test_every_kind_is_done_with_its_tick(filled: Path, kind: str) -> None:
    desk = unlock(filled, PASSPHRASE, TODAY)
    try:
        row = tickable(desk, kind)[0]
        others = set(tickable(desk, *MARKS)) - {row}
        changes = acts(desk, lambda: desk.tick([row]))
        assert changes.name == "Mark as done"
        assert row not in tickable(desk, kind)
        assert others <= set(tickable(desk, *MARKS)), "nothing else is taken as done"
    finally:
        desk.close()


@pytest.mark.parametrize("kind", NOT_TICKED)
def test_what_is_more_than_a_day_names_its_key(filled: Path, kind: str) -> None:
    desk = unlock(filled, PASSPHRASE, TODAY)
    try:
        child_id, duty = asked(desk, kind)[0]
        reason = why_no_tick(duty)
        assert reason == NOT_TICKED[kind]
        refuses(desk, lambda: desk.tick([(child_id, duty.id)]), f"^{reason}$")
        good = tickable(desk, "sw_report")[0]
        refuses(desk, lambda: desk.tick([good, (child_id, duty.id)]), f"^{duty.child}, .*: {reason}$")
    finally:
        desk.close()


def test_the_sentence_names_no_name_and_repeats_no_text(desk: Desk) -> None:
    [child] = look_after(desk, "AB 1042")
    desk.add_task("Ring Kingfisher's school", TODAY, child)
    assert acts(desk, lambda: desk.tick(tickable(desk, "task"))).sentence == "AB 1042: task, done today."


def test_several_rows_are_one_action(desk: Desk) -> None:
    ids = look_after(desk, "AB 1", "AB 2")
    desk.add_task("Audit", TODAY)
    chosen = [*tickable(desk, "sw_report", "papers"), *tickable(desk, "task")]
    changes = acts(desk, lambda: desk.tick([*chosen, chosen[0]]))
    assert changes.sentence == "2 children and your own: 5 things, done today."
    assert not asked(desk, "sw_report", "papers", "task")
    planned = [row for row in rows(desk, tables.Review) if row["held"] is None]
    assert sorted(row["child_id"] for row in planned) == sorted(ids), "one review is planned for each child"
    assert all(row["booked"] is None and row["report_on"] == row["papers_on"] == TODAY for row in planned)
    desk.book(ids, date(2026, 11, 26))
    assert len(rows(desk, tables.Review)) == 4, "the planned ones are booked"


def test_the_same_for_several_children_is_said_once(desk: Desk) -> None:
    look_after(desk, "AB 1", "AB 2")
    said = desk.tick(tickable(desk, "invitations")).sentence
    assert said == "2 children: invitations and consultation papers out, done today."


def test_a_task_that_comes_again_is_added_for_its_next_day(desk: Desk) -> None:
    desk.add_task("Regulation 44 visit", date(2026, 10, 15), repeats="monthly", type="regulation 44 visit", place="X")
    changes = acts(desk, lambda: desk.tick(tickable(desk, "task")))
    assert changes.sentence == "Your own: task, done today; the next is due Tue 15 Dec."
    [(child_id, duty)] = asked(desk, "task")
    assert (child_id, duty.due) == ("", date(2026, 12, 15))
    [following] = rows(desk, tables.Task, done_on=None)
    assert (following["type"], following["place"], following["repeats"]) == ("regulation 44 visit", "X", "monthly")


def test_the_reply_is_marked_at_the_step_that_waits(desk: Desk) -> None:
    [child] = look_after(desk, "AB 1")
    with action(desk.engine, "Set up") as work:
        escalation = work.add(tables.Escalation(child_id=child, issue="Drift", raised_on=date(2026, 11, 2)))
        answered, waiting = (
            work.add(tables.EscalationStep(child_id=child, escalation_id=escalation, stage=stage, taken_on=day))
            for stage, day in (("1", date(2026, 11, 2)), ("2", date(2026, 11, 9)))
        )
    assert acts(desk, lambda: desk.tick(tickable(desk, "escalation_reply"))).child_ids == {child}
    replied = {row["id"]: row["replied_on"] for row in rows(desk, tables.EscalationStep)}
    assert replied == {answered: None, waiting: TODAY}


@pytest.mark.parametrize(("notified", "new_rows"), [(date(2026, 11, 17), 0), (date(2025, 1, 10), 1), (None, 0)])
def test_naming_the_iro_completes_the_notice_of_this_period(desk: Desk, notified: date | None, new_rows: int) -> None:
    [child] = look_after(desk, "AB 1", held=())
    with action(desk.engine, "Set up") as work:
        work.add(tables.Allocation(child_id=child, notified=notified))
    acts(desk, lambda: desk.tick(tickable(desk, "iro_allocation")))
    assert len(rows(desk, tables.Allocation)) == 1 + new_rows
    assert len(rows(desk, tables.Allocation, allocated=TODAY)) == 1


def test_what_is_not_asked_any_more_is_refused(desk: Desk) -> None:
    [child] = look_after(desk, "AB 1")
    [row] = tickable(desk, "papers")
    desk.tick([row])
    refuses(desk, lambda: desk.tick([row]), "not asked any more")
    refuses(desk, lambda: desk.tick([(child, "nonsense")]), "not asked any more")
    refuses(desk, lambda: desk.tick([]), "Nothing is chosen")


def test_ticking_for_thirty_costs_no_more_statements_than_for_two(desk: Desk) -> None:
    look_after(desk, *(f"AB {n}" for n in range(30)), held=())
    desk.add_task("x", TODAY, list(desk.snapshot().children), repeats="weekly")
    kinds = ("sw_report", "papers", "task", "iro_allocation")
    every = tickable(desk, *kinds)
    two = {child_id for child_id, _ in every[:8]}
    few = [row for row in every if row[0] in two]
    with counted(desk) as small:
        desk.tick(few)
    desk.snapshot()
    with counted(desk) as large:
        desk.tick([row for row in every if row not in few])
    assert len(large) == len(small)
