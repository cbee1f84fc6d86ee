"""A manager's store: children are only looked at there, but for their allocation; and what is done beside."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from iro_tui.actions import action_of, all_actions
from iro_tui.actions.allocate import ACTION as ALLOCATE
from iro_tui.actions.base import About, Action, do, look_at, plan, plan_answers
from iro_tui.actions.cover import ACTION as COVER
from iro_tui.actions.cover import CoverAnswers
from iro_tui.actions.done import ACTION as DONE
from iro_tui.actions.handing_over import plan_hand_over
from iro_tui.actions.import_files import preview_import
from iro_tui.actions.leave import ACTION as LEAVE
from iro_tui.actions.managing import NO_MANAGER, ONLY_LOOKED_AT, may_begin
from iro_tui.actions.naming import offering
from iro_tui.actions.receiving import preview_receive
from iro_tui.actions.task import ACTION as TASK
from iro_tui.caseload.lists.clashes import CLASHES
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.domain.allocation import Carried, whose
from iro_tui.domain.colleagues import OFFICER
from iro_tui.store.reads import read_row
from iro_tui.store.shapes import SHAPES
from iro_tui.store.tables import DifferenceRow, ReviewRow
from iro_tui.store.work import action
from iro_tui.store.writes import New, Write, person_key
from iro_tui.tui.screens.acting import OFFICERS_ALONE
from tests.support import TODAY
from tests.support.acting import look_after
from tests.support.any_answers import answer, something_for_each, subjects
from tests.support.stores import make_store, open_store

DELIA, TARIQ = person_key("Delia Nextdoor"), person_key("Tariq Stopover")


@pytest.fixture(scope="module")
def _service_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("service") / "store"
    make_store(folder, 40, service=True)
    session = open_store(folder)
    something_for_each(session)
    session.close()
    return folder


@pytest.fixture
def manager(_service_once: Path, tmp_path: Path) -> Iterator[Session]:
    opened = open_store(Path(shutil.copytree(_service_once, tmp_path / "store")))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def whole(_service_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """One for tests that write nothing."""
    folder = tmp_path_factory.mktemp("whole") / "store"
    opened = open_store(Path(shutil.copytree(_service_once, folder)))
    yield opened
    opened.close()


def held_by(session: Session, person: str) -> list[str]:
    caseload = session.caseload()
    return [
        key
        for key, each in caseload.carried.items()
        if each.holder == person and not each.cover and caseload.status.get(key) == "looked_after"
    ]


# The gate


@pytest.mark.parametrize("verb", all_actions().values(), ids=lambda verb: verb.id)
def test_whatever_is_of_a_child_is_refused_but_for_allocation(verb: Action[Any], whole: Session) -> None:
    """Of every verb any scene, answered at random: what is planned writes nothing of a child, or is allocation."""
    rng, caseload = random.Random(verb.id), whole.caseload()
    every, why = subjects(verb, caseload, whole), set[str]()
    for child_ids, keys in rng.sample(every, min(40, len(every))):
        try:
            scene = look_at(whole, verb, child_ids, keys)
            questions = offering(verb, scene)
            planned = plan_answers(verb, scene, questions, {q.name: answer(q, rng) for q in questions})
        except Refused as refusal:
            if verb.about in (About.CHILD, About.CHILDREN) and not verb.by_managers:
                why.add(str(refusal))
            continue
        if verb.by_managers:
            assert {write.table for write in planned.writes} <= {
                "allocation", "worker", "person", "case_note", "difference", "child"
            }  # fmt: skip
            continue
        for write in planned.writes:
            assert write.table != "child"
            assert not _child_of(whole, write), write
    assert all(each == ONLY_LOOKED_AT or "sibling" in each for each in why)


def _child_of(session: Session, write: Write) -> str | None:
    """Whose row it is that is written; nobody's of one that is about nobody."""
    shape = SHAPES[write.table]
    if "child_id" not in shape.by_name:
        return None
    if isinstance(write, New):
        return write.values.get("child_id")
    row = session.query(lambda connection, _: read_row(connection, shape, write.key))
    return row.child_id if row else None


def test_a_refusal_says_why_and_what_is_a_managers(manager: Session) -> None:
    child_id = held_by(manager, DELIA)[0]
    for name in ("rag", "contact", "book", "flag", "hold", "end_care"):
        with pytest.raises(Refused) as refused:
            look_at(manager, action_of(name), [child_id])
        assert str(refused.value) == ONLY_LOOKED_AT
    assert "allocation" in ONLY_LOOKED_AT
    for begin in (
        lambda: preview_import(manager, [Path("anything.csv")]),
        lambda: preview_receive(manager, Path("anything.iro"), str),
        lambda: plan_hand_over(manager, [child_id], "Tariq Stopover", "cover", TODAY),
        lambda: look_at(manager, action_of("child")),
    ):
        with pytest.raises(Refused, match="only looked at here"):
            begin()


def test_what_a_screen_refuses_before_a_form_is_what_the_gate_refuses() -> None:
    refused = {name for name, verb in all_actions().items() if not may_begin(verb, manages=True)}
    assert OFFICERS_ALONE - {"hand_over"} <= refused


def test_a_managers_own_tasks_and_leave_stay(manager: Session) -> None:
    child_id = held_by(manager, DELIA)[0]
    do(manager, TASK, TASK.asks("ring the head", TODAY), [child_id])
    task = next(duty for duty in manager.caseload().duties[""] if "ring the head" in duty.what)
    assert not any("ring the head" in duty.what for duty in manager.caseload().duties[child_id])
    do(manager, DONE, DONE.asks(), keys=[task.id])
    do(manager, LEAVE, LEAVE.asks(started=date(2026, 12, 1)))
    assert manager.caseload().own_time.off(date(2026, 12, 1)) == "your leave"
    asked = next(duty for key, duties in manager.caseload().duties.items() if key for duty in duties)
    with pytest.raises(Refused, match="only looked at here"):
        look_at(manager, DONE, keys=[asked.id])


@pytest.mark.parametrize(("stands_by", "late_by", "whose"), [
    (DELIA, TARIQ, ("Delia Nextdoor", "Tariq Stopover")),
    (None, TARIQ, ("you", "Tariq Stopover")),
    (DELIA, None, ("Delia Nextdoor", "you")),
])  # fmt: skip
def test_of_what_differs_it_is_said_whose_each_value_is(
    stands_by: str | None, late_by: str | None, whose: tuple[str, str], manager: Session
) -> None:
    child_id = held_by(manager, DELIA)[0]
    row = next(iter(manager.caseload().cases[child_id].reviews))
    with action(manager.engine, "Settle") as work:
        work.add(DifferenceRow(
            child_id=child_id, of_table="review", of_row=row.id, of_column="booked", kept='"2026-12-08"',
            kept_by=stands_by, late='"2026-12-09"', late_by=late_by, arose_on=TODAY,
        ))  # fmt: skip
        work.change(ReviewRow, row.id, booked=date(2026, 12, 8))
    manager.keep_up()
    line = next(line for line in manager.lines(CLASHES) if line.who.child_id == child_id)
    assert (line.mine, line.theirs, line.mine_stands) == ("Tue 8 Dec", "Wed 9 Dec", True)
    assert (line.mine_by, line.colleague) == whose
    shown = {column.title for column in CLASHES.shown(None, [line]) if column.width}
    assert {"Stands (y)", "The other (f)"} < shown
    assert not {"Mine (y)", "Theirs (f)", "Whose"} & shown


# What is a manager's


def test_a_child_is_transferred_by_naming_another_iro(manager: Session) -> None:
    child_id = held_by(manager, DELIA)[0]
    do(manager, ALLOCATE, ALLOCATE.asks(iro="Tariq Stopover", reason="caseloads evened out"), [child_id])
    assert manager.caseload().carried[child_id] == Carried(TARIQ)
    manager.undo()
    assert manager.caseload().carried[child_id] == Carried(DELIA)


def on_a_plan_alone(session: Session) -> str:
    caseload = session.caseload()
    return next(key for key in caseload.carried if caseload.status[key] == "child_protection")


@pytest.mark.parametrize("twice", [False, True])
def test_a_child_on_a_plan_alone_is_transferred_too(twice: bool, manager: Session) -> None:
    child_id = on_a_plan_alone(manager)
    had = manager.caseload().carried[child_id].holder
    takers = [name for key, name in ((TARIQ, "Tariq Stopover"), (DELIA, "Delia Nextdoor")) if key != had]
    scene = look_at(manager, ALLOCATE, [child_id])
    asked = {question.name: question.asked for question in ALLOCATE.questions(scene)}
    assert [name for name in ("notified", "letter") if asked[name]({})] == [], "nobody is told of it, or written to"
    for name in takers[: 1 + twice]:
        changes = do(manager, ALLOCATE, ALLOCATE.asks(iro=name, reason="caseloads evened out"), [child_id])
        assert manager.caseload().carried[child_id].holder == person_key(name)
        assert "in time" not in changes.sentence
    case = manager.caseload().cases[child_id]
    assert whose(case, person_key(takers[twice]), TODAY).mine
    assert not whose(case, had, TODAY).mine
    assert whose(case, had, TODAY - timedelta(days=1)).mine, "the days before stay whose they were"
    assert not whose(case, person_key(takers[twice]), TODAY - timedelta(days=1)).mine
    for _ in takers[: 1 + twice]:
        manager.undo()
    assert manager.caseload().carried[child_id].holder == had


def test_an_officer_names_an_iro_of_who_is_looked_after_alone(manager: Session) -> None:
    child_id = on_a_plan_alone(manager)
    manager.belongs_to(OFFICER)
    with pytest.raises(Refused, match="not looked after"):
        ALLOCATE.questions(look_at(manager, ALLOCATE, [child_id]))


@pytest.mark.parametrize(
    ("first", "last", "then"),
    [
        (None, date(2026, 12, 4), {TODAY: True, date(2026, 12, 4): True, date(2026, 12, 5): False}),
        (date(2026, 12, 1), date(2026, 12, 4), {TODAY: False, date(2026, 12, 1): True, date(2026, 12, 5): False}),
    ],
)
def test_a_cover_holds_from_a_day_to_a_day(
    first: date | None, last: date, then: dict[date, bool], manager: Session
) -> None:
    child_id = held_by(manager, DELIA)[0]
    changes = do(manager, COVER, CoverAnswers("tariq stopover", first, last), [child_id])
    assert "covered by Tariq Stopover" in changes.sentence
    for day, covers in then.items():
        session = open_store(manager.place.folder, day)
        expected = Carried(DELIA, TARIQ, last) if covers else Carried(DELIA)
        assert session.caseload().carried[child_id] == expected, day
        session.close()


def test_a_cover_arranged_anew_takes_the_place_of_the_old_from_its_first_day(manager: Session) -> None:
    child_id = held_by(manager, DELIA)[0]
    do(manager, COVER, CoverAnswers("Tariq Stopover", date(2026, 11, 16), date(2026, 11, 30)), [child_id])
    do(manager, COVER, CoverAnswers("Iona Reviewell", None, date(2026, 12, 11)), [child_id])
    covers = [a for a in manager.caseload().cases[child_id].allocations if a.mode == "covers"]
    spans = [(a.iro_id, a.allocated, a.until) for a in covers]
    assert spans == [
        (TARIQ, date(2026, 11, 16), date(2026, 11, 19)),
        (person_key("Iona Reviewell"), TODAY, date(2026, 12, 11)),
    ]


def test_a_cover_says_what_cannot_be(manager: Session) -> None:
    child_id = held_by(manager, DELIA)[0]
    scene = look_at(manager, COVER, [child_id])
    for answers, why in (
        (CoverAnswers("Delia Nextdoor", None, date(2026, 12, 4)), "holds"),
        (CoverAnswers("Tariq Stopover", None, date(2026, 11, 19)), "is over by then"),
        (CoverAnswers("Tariq Stopover", date(2026, 12, 5), date(2026, 12, 4)), "is over by then"),
        (CoverAnswers("Tariq Stopover", None, None), "last day is empty"),
        (CoverAnswers("", None, date(2026, 12, 4)), "say who"),
    ):
        with pytest.raises(Refused, match=why):
            plan(COVER, scene, answers)
    away = plan(COVER, scene, CoverAnswers("Rowan Elsewhere", None, date(2026, 12, 4)))
    assert away.warning == "Rowan Elsewhere is away: sickness Mon 16 Nov to Fri 27 Nov."
    nobodys = next(key for key, each in manager.caseload().carried.items() if not each.holder)
    with pytest.raises(Refused, match="Nobody holds"):
        plan(COVER, look_at(manager, COVER, [nobodys]), CoverAnswers("Tariq Stopover", None, date(2026, 12, 4)))


def test_cover_is_a_managers_alone(store: Path) -> None:
    session = open_store(store)
    with pytest.raises(Refused, match=NO_MANAGER[:30]):
        look_at(session, COVER, look_after(session, "KB 7"))
    assert not may_begin(COVER, manages=False)
    session.close()
