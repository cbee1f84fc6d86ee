"""Marking duties as done: every kind, several at once, and what follows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iro_tui.actions.colleague_cards import know_oneself
from iro_tui.caseload.practices import parse
from iro_tui.caseload.session import Session
from iro_tui.domain.allocation import BY_FILE
from iro_tui.domain.duty import Duty
from iro_tui.domain.duty_kind import Done
from iro_tui.domain.duty_kinds import BY_ID, KINDS
from iro_tui.domain.vocabulary import COVERS
from iro_tui.domain.words import day_words
from iro_tui.store import tables
from iro_tui.store.reads import read_rows
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import act, acts, counted, look_after, plan_of, refuses, rows, tick
from tests.support.stores import open_store

TICKED = [kind.id for kind in KINDS if isinstance(kind.done, Done)]
NOT_TICKED = [kind.id for kind in KINDS if kind.why_not_ticked]


def asked(session: Session, *kinds: str) -> list[tuple[str, Duty]]:
    """Every duty of some kinds, with the child's key."""
    duties = session.caseload().duties.items()
    return [(child_id, duty) for child_id, of_child in duties for duty in of_child if duty.kind in kinds]


def tickable(session: Session, *kinds: str) -> list[tuple[str, str]]:
    return [(child_id, duty.id) for child_id, duty in asked(session, *kinds)]


def test_every_kind_is_either_ticked_or_says_which_key_does_it() -> None:
    assert sorted([*TICKED, *NOT_TICKED]) == sorted(BY_ID)


def _ask_for_signatures(session: Session) -> None:
    """A clock that the statutory practice does not have, and records that nobody has signed."""
    session.use_practice(parse('name = "own"\n[record]\nsign_off = 5'))
    with action(session.engine, "Set up") as work:
        written = [row for row in read_rows(work.connection, tables.ReviewRow, follow_record=True) if row.record_on]
        work.change_many(tables.ReviewRow, {row.id: {"signed_off_on": None} for row in written})


def _name_an_iro(session: Session) -> None:
    """A child newly looked after whose IRO is named: everybody on the made-up caseload has had the letter."""
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="ZZ 9", born=date(2015, 6, 5)))
        work.add(tables.CarePeriodRow(child_id=child, started=date(2026, 11, 17)))
        work.add(tables.AllocationRow(child_id=child, allocated=date(2026, 11, 18)))


def _goes_with(other: str, ticked: str) -> bool:
    """Whether a duty is the ticked one, or goes before a day of court that is over with the tick."""
    before_court = ticked.startswith("court:") and other.rpartition(":")[2] == ticked.rpartition(":")[2]
    return other == ticked or before_court


ON_ITS_DAY = ("court",)
"""The kinds that are done on their day, and not by it; beside them a task that has its hour."""


@pytest.mark.parametrize("kind", TICKED)
def test_what_is_done_on_its_day_asks_before_it_and_what_is_done_by_a_day_does_not(filled: Path, kind: str) -> None:
    session = open_store(filled)
    try:
        if kind == "sign_off":
            _ask_for_signatures(session)
        if kind == "iro_letter":
            _name_an_iro(session)
        caseload = session.caseload()
        for child_id, duty in asked(session, kind):
            asks = plan_of(session, "done", (), duty.id).asks
            ahead = duty.on > caseload.today and (kind in ON_ITS_DAY or bool(duty.time))
            assert bool(asks) == ahead, (child_id, duty)
            assert not ahead or f"is on {day_words(duty.on, caseload.today)}: is it over" in asks
    finally:
        session.close()


def test_a_task_with_its_hour_and_a_day_of_court_ask_before_their_day(session: Session) -> None:
    [child] = look_after(session, "AB 1")
    day = date(2026, 12, 3)
    act(session, "task", child, what="Visit", due=day, time="10:00")
    act(session, "task", child, what="Report", due=day)
    act(session, "hearing", child, kind="final", day=day)
    asks = {
        (duty.kind, duty.time): plan_of(session, "done", (), duty.id).asks
        for _, duty in asked(session, "task", "court")
    }
    assert asks == {
        ("task", "10:00"): "AB 1: the task is on Thu 3 Dec: is it over before its day?",
        ("task", ""): "",
        ("court", ""): "AB 1: the court date is on Thu 3 Dec: is it over before its day?",
    }


@pytest.mark.parametrize("kind", TICKED)
def test_every_kind_is_done_with_its_tick(filled: Path, kind: str) -> None:
    session = open_store(filled)
    try:
        if kind == "sign_off":
            _ask_for_signatures(session)
        if kind == "iro_letter":
            _name_an_iro(session)
        row = tickable(session, kind)[0]
        others = {other for other in tickable(session, *TICKED) if not _goes_with(other[1], row[1])}
        changes = acts(session, lambda: tick(session, [row]))
        assert changes.name == "Mark as done"
        assert row not in tickable(session, kind)
        assert others <= set(tickable(session, *TICKED)), "nothing else is taken as done"
    finally:
        session.close()


def _turn_18(session: Session) -> None:
    """A child who turned 18 this week: nobody on the made-up caseload has."""
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="ZZ 18", born=date(2008, 11, 17)))
        work.add(tables.CarePeriodRow(child_id=child, started=date(2026, 8, 3)))


def _expect(session: Session) -> None:
    """A child whose birth was expected this week: no child on the made-up caseload of forty is unborn."""
    with action(session.engine, "Set up") as work:
        work.add(tables.ChildRow(ref="ZZ 0", expected=date(2026, 11, 18)))


def _begin_a_plan(session: Session) -> None:
    """A plan made this week: on the made-up caseload of forty every core group of a new one has met."""
    held = date(2026, 11, 17)
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="ZZ 7", born=date(2019, 3, 4)))
        work.add(tables.ConferenceRow(child_id=child, kind="initial", booked=held, held=held, outcome="plan"))
        work.add(tables.ProtectionPlanRow(child_id=child, started=held, category="NEG"))
        work.add(tables.ConferenceRow(child_id=child, kind="review", booked=date(2026, 11, 19)))


def _exchange(session: Session) -> None:
    """A file that no colleague has confirmed, and a value that one has otherwise: the made-up officer works alone."""
    know_oneself(session, "Iona Reviewell")
    with action(session.engine, "Set up") as work:
        person = work.add(tables.PersonRow(name="Dee Hughes", initials="DH"))
        child = work.add(tables.ChildRow(ref="ZZ 9", born=date(2019, 3, 4)))
        day = date(2026, 11, 18)
        work.add(tables.HandOverRow(child_id=child, parcel="p" * 32, person_id=person, why="cover", on_day=day))
        work.add(tables.DifferenceRow(
            child_id=child, of_table="child", of_row=child, of_column="initials", arose_on=day,
            kept='"AB"', late='"AC"', late_by=person,
        ))  # fmt: skip
        own = session.caseload().own
        for number, covers in enumerate((own, person), 1):
            covered = work.add(tables.ChildRow(ref=f"ZZ 9{number}", born=date(2019, 3, 4)))
            work.add(tables.AllocationRow(
                child_id=covered, iro_id=covers, previous_iro_id=person if covers == own else own, mode=COVERS,
                reason=BY_FILE, allocated=date(2026, 11, 9), until=day,
            ))  # fmt: skip
        gone = work.add(tables.ChildRow(ref="ZZ 93", born=date(2019, 3, 4)))
        work.add(tables.AllocationRow(child_id=gone, iro_id=person, previous_iro_id=own, reason=BY_FILE, allocated=day))
        work.add(tables.HandOverRow(
            child_id=gone, parcel="q" * 32, person_id=person, why="transfer", on_day=day, confirmed_on=day,
        ))  # fmt: skip
    with action(session.engine, "What was done after the file") as work:
        work.add(tables.ContactRow(child_id=gone, on_day=day, how="visit"))


def _forget_a_conference(session: Session) -> None:
    """A plan that has gone on for half a year, of which no conference is on record."""
    with action(session.engine, "Set up") as work:
        born, mine = date(2019, 3, 4), date(2026, 11, 2)
        child = work.add(tables.ChildRow(ref="ZZ 8", born=born, on_caseload_since=mine))
        work.add(tables.ProtectionPlanRow(child_id=child, started=date(2026, 5, 11), category="NEG"))


def _forget_a_start(session: Session) -> None:
    """A plan of a paper list that tells the last conference alone."""
    act(session, "child", ref="ZZ 23", status="cp", last_conference=date(2026, 9, 10))


def _await_a_conference(session: Session) -> None:
    """A child under section 47 of whose conference no day is on record."""
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="ZZ 19", born=date(2019, 3, 4), on_caseload_since=date(2026, 11, 2)))
        work.add(tables.ConferenceRow(child_id=child, kind="initial"))


def _leave_days_open(session: Session) -> None:
    """Children of whose order, placing for adoption, and beginning of care nobody said the day."""
    care: dict[str, Any] = {
        "since": date(2025, 3, 3),
        "last_review": date(2026, 8, 20),
        "status": "E1",
        "born": date(2019, 3, 4),
    }
    act(session, "child", ref="ZZ 20", initials="ZZ", placement="U6", **care)
    act(session, "child", ref="ZZ 21", initials="ZY", placement="A4", **care)
    act(session, "child", ref="ZZ 22", last_review=date(2026, 9, 25))


@pytest.mark.parametrize("kind", NOT_TICKED)
def test_what_is_more_than_a_day_names_its_key(filled: Path, kind: str) -> None:
    session = open_store(filled)
    try:
        _turn_18(session)
        _expect(session)
        _begin_a_plan(session)
        _await_a_conference(session)
        _leave_days_open(session)
        _exchange(session)
        _forget_a_conference(session)
        _forget_a_start(session)
        child_id, duty = asked(session, kind)[0]
        reason = BY_ID[kind].why_not_ticked
        refuses(session, lambda: tick(session, [(child_id, duty.id)]), f"^{reason}$")
        good = tickable(session, "sw_report")[0]
        refuses(session, lambda: tick(session, [good, (child_id, duty.id)]), f"^{duty.child}, .*: {reason}$")
    finally:
        session.close()


def test_a_task_has_its_hour_moved_with_its_day_and_had_again_when_it_comes_again(session: Session, child: str) -> None:
    act(session, "task", child, what="Visit", due=date(2026, 11, 25), time="9.30", again="weekly")
    [(_, task)] = asked(session, "task")
    assert task.time == "09:30"
    duty_id = task.id
    same = plan_of(session, "appointment", (), duty_id, time="09:30")
    assert same.sentence.endswith("stays on Wed 25 Nov: nothing is changed yet.")
    assert "time corrected" in act(session, "appointment", (), duty_id, time="14:15").sentence
    act(session, "done", (), duty_id)
    assert [row["time"] for row in rows(session, tables.TaskRow)] == ["14:15", "14:15"]


def test_the_sentence_names_no_name_and_repeats_no_text(session: Session) -> None:
    [child] = look_after(session, "AB 1042")
    act(session, "task", child, what="Ring Kingfisher's school", due=TODAY)
    assert acts(session, lambda: tick(session, tickable(session, "task"))).sentence == "AB 1042: task, done today."


def test_several_rows_are_one_action(session: Session) -> None:
    ids = look_after(session, "AB 1", "AB 2")
    act(session, "task", what="Audit", due=TODAY)
    chosen = [*tickable(session, "sw_report", "papers"), *tickable(session, "task")]
    changes = acts(session, lambda: tick(session, [*chosen, chosen[0]]))
    assert changes.sentence == "2 children and your own: 5 things, done today."
    assert not asked(session, "sw_report", "papers", "task")
    planned = [row for row in rows(session, tables.ReviewRow) if row["held"] is None]
    assert sorted(row["child_id"] for row in planned) == sorted(ids), "one review is planned for each child"
    assert all(row["booked"] is None and row["report_on"] == row["papers_on"] == TODAY for row in planned)
    act(session, "book", ids, day=date(2026, 11, 26))
    assert len(rows(session, tables.ReviewRow)) == 4, "the planned ones are booked"


def test_the_same_for_several_children_is_said_once(session: Session) -> None:
    look_after(session, "AB 1", "AB 2")
    said = tick(session, tickable(session, "invitations")).sentence
    assert said == "2 children: invitations and consultation papers out, done today."


def test_a_task_that_comes_again_is_added_for_its_next_day(session: Session) -> None:
    act(
        session,
        "task",
        what="Regulation 44 visit",
        due=date(2026, 10, 15),
        again="monthly",
        type="regulation 44 visit",
        place="X",
    )
    changes = acts(session, lambda: tick(session, tickable(session, "task")))
    assert changes.sentence == "Your own: regulation 44 visit, done today; the next is due Tue 15 Dec."
    [(child_id, duty)] = asked(session, "task")
    assert (child_id, duty.due) == ("", date(2026, 12, 15))
    [following] = rows(session, tables.TaskRow, done_on=None)
    assert (following["type"], following["place"], following["repeats"]) == ("regulation 44 visit", "X", "monthly")


def test_an_audit_that_is_done_asks_when_its_actions_are_looked_at(session: Session) -> None:
    """Three months after Fri 20 November 2026."""
    act(session, "task", what="Care plans", due=TODAY, type="dip sample", again="quarterly")
    said = acts(session, lambda: tick(session, tickable(session, "task"))).sentence
    off = "Sat 20 Feb 2027, no working day"
    assert said.endswith(f"the next is due {off}; what came of it is looked at by {off}.")
    due = {row["what"]: row["due"] for row in rows(session, tables.TaskRow, done_on=None)}
    assert due == {"Care plans": date(2027, 2, 20), "Actions of the dip sample: Care plans": date(2027, 2, 20)}


@pytest.mark.parametrize(("notified", "new_rows"), [(date(2026, 11, 17), 0), (date(2025, 1, 10), 1), (None, 0)])
def test_naming_the_iro_completes_the_notice_of_this_period(
    session: Session, notified: date | None, new_rows: int
) -> None:
    [child] = look_after(session, "AB 1", held=())
    with action(session.engine, "Set up") as work:
        work.add(tables.AllocationRow(child_id=child, notified=notified))
    acts(session, lambda: tick(session, tickable(session, "iro_allocation")))
    assert len(rows(session, tables.AllocationRow)) == 1 + new_rows
    assert len(rows(session, tables.AllocationRow, allocated=TODAY)) == 1


def test_what_is_not_asked_any_more_is_refused(session: Session) -> None:
    [child] = look_after(session, "AB 1")
    [row] = tickable(session, "papers")
    tick(session, [row])
    refuses(session, lambda: tick(session, [row]), "not asked any more")
    refuses(session, lambda: tick(session, [(child, "nonsense")]), "not asked any more")
    refuses(session, lambda: tick(session, []), "Nothing is chosen")


def test_ticking_for_thirty_costs_no_more_statements_than_for_two(session: Session) -> None:
    look_after(session, *(f"AB {n}" for n in range(30)), held=())
    act(session, "task", list(session.caseload().children), what="x", due=TODAY, again="weekly")
    kinds = ("sw_report", "papers", "task", "iro_allocation")
    every = tickable(session, *kinds)
    two = {child_id for child_id, _ in every[:8]}
    few = [row for row in every if row[0] in two]
    with counted(session) as small:
        tick(session, few)
    session.caseload()
    with counted(session) as large:
        tick(session, [row for row in every if row not in few])
    assert len(large) == len(small)
