"""The day of an act: today unless another is given, never to come, never before what it answers; all counts from it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from iro_tui.actions import all_actions
from iro_tui.actions.base import Action, Plan, Scene, look_at, plan_answers
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.domain import rag
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import act, acts, look_after, plan_of, refuses, rows, tick
from tests.support.any_answers import answer, something_for_each, subjects, unkeyed
from tests.support.stores import open_store

MONDAY, TUESDAY, TOMORROW = date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 21)
OnDays = Callable[[date], Session]


@pytest.fixture
def child(session: Session) -> str:
    return look_after(session, "KB 1")[0]


def notes(session: Session) -> list[dict[str, Any]]:
    return rows(session, tables.CaseNoteRow)


def asked(session: Session, child: str, kind: str) -> tuple[str, str]:
    return next((child, duty.id) for duty in session.caseload().duties[child] if duty.kind == kind)


# What counts from it


def test_a_rating_of_monday_is_told_and_followed_up_from_monday(session: Session, child: str) -> None:
    changes = acts(session, lambda: act(session, "rag", child, value="red", theme="drift", day=MONDAY))
    assert changes.sentence == (
        "KB 1: red (drift), team manager and service manager to be told, follow-up by Mon 23 Nov. Dated Mon 16 Nov."
    )
    [rating] = rows(session, tables.RatingRow)
    assert rating["rated_on"] == MONDAY
    due = {duty.kind: duty.due for duty in session.caseload().duties[child] if duty.kind.startswith("rag_")}
    assert due["rag_follow_up"] == date(2026, 11, 23)
    assert due["rag_tell_manager"] == TUESDAY
    [note] = notes(session)
    assert note["on_day"] == MONDAY
    assert note["body"].startswith("Mon 16 Nov 2026, note by the IRO")


def test_a_rating_of_an_earlier_day_than_the_current_one_changes_nothing_that_follows(
    session: Session, child: str
) -> None:
    act(session, "rag", child, value="green", day=TUESDAY)
    changes = acts(session, lambda: act(session, "rag", child, value="red", theme="drift", day=MONDAY))
    assert changes.sentence == "KB 1: red (drift). Dated Mon 16 Nov."
    case = session.caseload().cases[child]
    current = rag.current(case)
    assert current is not None
    assert (current.value, current.rated_on) == ("green", TUESDAY)
    assert session.child_card(child).row.rag_trail == ("red", "green")
    assert not [duty for duty in session.caseload().duties[child] if duty.kind.startswith("rag_")]
    assert "followed up" not in notes(session)[-1]["body"]


def test_a_rating_of_the_day_of_a_review_is_that_review_s(session: Session, child: str) -> None:
    act(session, "rag", child, value="amber", theme="drift", day=date(2026, 8, 27))
    [rating] = rows(session, tables.RatingRow)
    [review] = rows(session, tables.ReviewRow)
    assert rating["review_id"] == review["id"]


def test_an_escalation_counts_from_the_days_its_steps_were_taken(session: Session, child: str) -> None:
    act(session, "escalate", child, issue="drift", stage="1", skipped="", day=MONDAY)
    [dispute] = rows(session, tables.EscalationRow)
    [step] = rows(session, tables.EscalationStepRow)
    assert (dispute["raised_on"], step["taken_on"]) == (MONDAY, MONDAY)
    duty = next(duty for duty in session.caseload().duties[child] if duty.kind == "escalation_reply")
    assert duty.due == date(2026, 11, 23), "five working days from Monday"
    acts(session, lambda: act(session, "escalation", (), dispute["id"], what="reply", reply="Yes.", day=TUESDAY))
    assert rows(session, tables.EscalationStepRow)[0]["replied_on"] == TUESDAY
    refuses(
        session,
        lambda: act(session, "escalation", (), dispute["id"], what="resolved", day=MONDAY),
        "^Day is Mon 16 Nov, before a reply came on Tue 17 Nov: give that day or a later one.$",
    )
    settled = act(session, "escalation", (), dispute["id"], what="resolved", child_informed=True, day=TUESDAY)
    assert settled.sentence == "KB 1: escalation resolved, to be looked at again by Tue 15 Dec. Dated Tue 17 Nov."
    [closed] = rows(session, tables.EscalationRow)
    assert (closed["closed_on"], closed["child_told_on"]) == (TUESDAY, TUESDAY)
    assert {note["on_day"] for note in notes(session)} == {MONDAY, TUESDAY}


def test_a_check_belongs_to_the_interval_of_its_day(session: Session) -> None:
    [child] = look_after(session, "KB 1", held=(date(2026, 8, 27), date(2026, 11, 18)))
    first, second = sorted(rows(session, tables.ReviewRow), key=lambda row: row["held"])
    acts(session, lambda: act(session, "midpoint", child, outcome="none", day=MONDAY))
    [check] = rows(session, tables.MidpointCheckRow)
    assert (check["done_on"], check["review_id"]) == (MONDAY, first["id"])
    refuses(
        session,
        lambda: act(session, "midpoint", child, outcome="none", day=TUESDAY),
        "^Day is Tue 17 Nov, and KB 1 was checked on Mon 16 Nov: a check follows each review; look at the day.$",
    )
    act(session, "midpoint", child, outcome="none")
    assert {row["review_id"] for row in rows(session, tables.MidpointCheckRow)} == {first["id"], second["id"]}


def test_what_follows_on_a_check_begins_with_its_day(session: Session, child: str) -> None:
    follows = plan_of(session, "midpoint", child, outcome="formal", note="drift", day=MONDAY).then
    assert follows is not None
    assert follows.answers["day"] == "16/11/2026"


def test_a_task_that_comes_again_counts_from_the_day_it_was_done(session: Session, child: str) -> None:
    act(session, "task", child, what="Visit", due=date(2026, 11, 6), again="weekly")
    changes = act(session, "done", (), asked(session, child, "task")[1], day=date(2026, 11, 12))
    assert changes.sentence == "KB 1: task, done Thu 12 Nov; the next is due Fri 13 Nov."
    assert [row["due"] for row in rows(session, tables.TaskRow, done_on=None)] == [date(2026, 11, 13)]


def test_a_change_of_date_is_of_the_day_it_was_asked_for(session: Session, child: str) -> None:
    act(session, "book", child, day=date(2026, 11, 24))
    act(session, "book", child, day=date(2026, 11, 26), asked_by="court", reason="hearing", asked_on=MONDAY)
    [change] = rows(session, tables.DateChangeRow)
    assert change["requested_on"] == MONDAY
    assert notes(session)[-1]["on_day"] == MONDAY
    act(session, "unbook", child, asked_by="court", reason="hearing", asked_on=TUESDAY)
    assert [change["requested_on"] for change in rows(session, tables.DateChangeRow)] == [MONDAY, TUESDAY]


def test_several_at_once_are_of_one_day(session: Session) -> None:
    children = look_after(session, "KB 1", "KB 2")
    keys = [asked(session, child, kind)[1] for child in children for kind in ("sw_report", "papers")]
    changes = acts(session, lambda: act(session, "done", (), *keys, day=MONDAY))
    assert changes.sentence == "2 children: 4 things, done Mon 16 Nov."
    planned = rows(session, tables.ReviewRow, held=None)
    assert {(row["report_on"], row["papers_on"]) for row in planned} == {(MONDAY, MONDAY)}
    acts(session, lambda: act(session, "rag", children, value="green", day=MONDAY))
    assert [row["rated_on"] for row in rows(session, tables.RatingRow)] == [MONDAY, MONDAY]


# What is refused


def written(session: Session) -> str:
    """A child with a held review, its decision, rating and an early review asked for, all of Monday."""
    [child] = look_after(session, "KB 1", held=())
    with action(session.engine, "Set up") as work:
        review = work.add(tables.ReviewRow(child_id=child, held=MONDAY, completed=MONDAY, follow_record=True))
        work.add(tables.DecisionRow(child_id=child, review_id=review, text="A school", due=TODAY))
        work.add(tables.RatingRow(child_id=child, value="red", rated_on=MONDAY))
        work.add(tables.EarlyReviewRow(child_id=child, trigger="early-a", since=MONDAY, by=TODAY + timedelta(20)))
    return child


SUNDAY = MONDAY - timedelta(1)


@pytest.mark.parametrize(
    ("kind", "before"),
    [
        ("full_record", "the review of KB 1 was completed"),
        ("decisions", "the review of KB 1 was completed"),
        ("distribution", "the review of KB 1 was completed"),
        ("rag_tell_manager", "KB 1 was rated red"),
        ("rag_follow_up", "KB 1 was rated red"),
        ("decision_due", "its review was held"),
        ("invitations", "the last review of KB 1 was held"),
    ],
)
def test_nothing_is_done_before_what_it_answers(session: Session, kind: str, before: str) -> None:
    child = written(session)
    _, key = asked(session, child, kind)
    words = f"^Done on is Sun 15 Nov, before {before} on Mon 16 Nov: give that day or a later one.$"
    refuses(session, lambda: act(session, "done", (), key, day=SUNDAY), words)
    refuses(session, lambda: act(session, "done", (), key, day=TOMORROW), "^Done on is Sat 21 Nov, which is to come: ")
    assert act(session, "done", (), key, day=MONDAY).sentence.endswith("done Mon 16 Nov.")


def test_a_reply_is_not_before_the_decisions_nor_a_signature_before_the_record(session: Session) -> None:
    child = written(session)
    tick(session, [asked(session, child, "decisions"), asked(session, child, "full_record")])
    review = rows(session, tables.ReviewRow, held=MONDAY)[0]["id"]
    why = "On is Thu 19 Nov, before the decisions of KB 1 were issued on Fri 20 Nov"
    refuses(session, lambda: act(session, "reply", (), review, reply="agrees", on=TODAY - timedelta(1)), why)
    why = "Day is Thu 19 Nov, before the record of KB 1 was written on Fri 20 Nov"
    refuses(session, lambda: act(session, "sign_off", (), review, day=TODAY - timedelta(1)), why)


def test_a_decision_is_neither_dropped_chased_nor_opened_again_before_it_was_made(session: Session) -> None:
    child = written(session)
    [decision] = rows(session, tables.DecisionRow)
    why = "is Sun 15 Nov, before its review was held on Mon 16 Nov"
    refuses(session, lambda: act(session, "decision", (), decision["id"], what="drop", reason="x", day=SUNDAY), why)
    refuses(session, lambda: act(session, "chase", (), decision["id"], on=SUNDAY), why)
    act(session, "decision", (), decision["id"], what="drop", reason="x", day=TUESDAY)
    assert rows(session, tables.DecisionRow)[0]["dropped_on"] == TUESDAY
    why = "Day is Mon 16 Nov, before the decision was settled on Tue 17 Nov"
    refuses(session, lambda: act(session, "reopen", (), decision["id"], day=MONDAY), why)
    why = "Day is Sun 15 Nov, before the early review was asked for on Mon 16 Nov"
    refuses(session, lambda: act(session, "withdraw", child, day=SUNDAY), why)


def test_nothing_is_of_a_day_before_the_child_was_born(session: Session, child: str) -> None:
    refuses(
        session,
        lambda: act(session, "rag", child, value="green", day=date(2015, 6, 4)),
        "^Day is Thu 4 Jun 2015, before KB 1 was born on Fri 5 Jun 2015: give that day or a later one.$",
    )


# The day given today is the same as today was


OF_A_FAMILY = "each child's part is what the act for one child writes; by chance it is hardly ever possible twice"
LEFT_OUT = {
    "conference_together": OF_A_FAMILY,
    "allocate_together": OF_A_FAMILY,
    "allocate": "its day is asked only where somebody is named: what else it keeps is noted on the day it is entered",
}
WITH_A_DAY = [verb for verb in all_actions().values() if verb.day_question and verb.id not in LEFT_OUT]
TRIES = 120
"""How often each verb is tried, each time on a day, with somebody and with answers of its own."""
AT_MOST = 10 * TRIES
"""How often one is tried that hardly anybody on the caseload gives occasion for, until it was possible once."""
TEXTS = ("Some words", "a line; school; 1/12/2026", "NEW 1", "09:30")


@pytest.fixture(scope="module")
def on_days(_filled_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OnDays]:
    """The made-up caseload, opened on any day."""
    folder = Path(shutil.copytree(_filled_once, tmp_path_factory.mktemp("days") / "store"))
    with ExitStack() as opened:
        opened.callback((first := open_store(folder)).close)
        something_for_each(first)

        @cache
        def on(day: date) -> Session:
            session = open_store(folder, day)
            opened.callback(session.close)
            return session

        yield on


@pytest.mark.parametrize("verb", WITH_A_DAY, ids=lambda verb: verb.id)
def test_done_today_for_a_day_is_the_same_as_done_on_that_day(on_days: OnDays, verb: Action[Any]) -> None:
    """The same facts and notes, wherever both are possible and nothing happened to the child since.

    Plain numbers: all that could be drawn is the day and a seed, and drawing them took as long as half of the tries.
    """
    late, both = on_days(TODAY), 0
    every = subjects(verb, late.caseload(), late)
    for seed in range(AT_MOST):
        if both and seed >= TRIES:
            break
        day, rng = TODAY - timedelta(1 + seed % 12), random.Random(seed)
        then = on_days(day)
        ids, keys = rng.choice(every)
        try:
            now, given_late = answered(late, verb, ids, keys, day, seed)
            before, given_then = answered(then, verb, ids, keys, day, seed)
        except Refused:
            continue
        if any(now.caseload.cases[child_id] != before.caseload.cases[child_id] for child_id in concerned(now)):
            continue
        both += 1
        assert facts(given_late) == facts(given_then), (day, seed)
    assert both, "it was never possible both ways"


def answered(
    session: Session, verb: Action[Any], ids: Sequence[str], keys: Sequence[str], day: date, seed: int
) -> tuple[Scene, Plan]:
    """A verb planned for a day by answers that the seed gives."""
    scene = look_at(session, verb, ids, keys)
    questions = verb.questions(scene)
    rng = random.Random(seed)
    days = [f"{day + timedelta(n):%Y-%m-%d}" for n in (-3, -1, 0, 0, 1, 5, 20, 60)]
    answers = {
        question.name: question.default
        if rng.random() < 0.5 and (question.default or question.kind == "text") and question.kind != "day"
        else answer(question, rng, days, TEXTS)
        for question in questions
    }
    answers[verb.day_question] = f"{day:%Y-%m-%d}"
    return scene, plan_answers(verb, scene, questions, answers)


def concerned(scene: Scene) -> set[str]:
    """The children whom a scene is about, or of whom its duties are."""
    of_duties = {
        child_id
        for child_id, duties in scene.caseload.duties.items()
        if child_id and any(duty.id in scene.keys for duty in duties)
    }
    return {*scene.child_ids, *of_duties}


def facts(plan: Plan) -> tuple[object, ...]:
    """What a plan writes and notes."""
    planned = unkeyed(plan)
    return planned.name, planned.writes, planned.notes
