"""What was recorded is corrected in its own form: before stays in the journal, notes and limits follow."""

from __future__ import annotations

import random
from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iro_tui.actions import action_of
from iro_tui.actions.base import plan_answers
from iro_tui.actions.correcting import has_what_it_corrects
from iro_tui.actions.marks import Mark
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support.acting import act, acts, asked, due, refuses, rows, scene_of, seen
from tests.support.any_answers import answer

THURSDAY = date(2026, 11, 19)


def recorded(session: Session, child: str) -> dict[str, str]:
    """A review, a contact, a RAG and a reply on record; the key of each by the verb that corrects it."""
    attended = {"carer": Mark("came", "report"), "mother": Mark("apologies")}
    act(session, "hold", child, on=THURSDAY, rag="amber", theme="drift", participation="PN1",
        checklist={"pep": Mark("y", "seen on file")}, attended=attended, decision1="Dental check")  # fmt: skip
    act(session, "contact", child, how="phone", who="carer", minutes=10, note="Sleeps well", on=THURSDAY)
    [review] = rows(session, tables.ReviewRow, held=THURSDAY)
    return {
        "correct_review": review["id"],
        "correct_contact": rows(session, tables.ContactRow)[0]["id"],
        "correct_rag": rows(session, tables.RatingRow)[0]["id"],
    }


def ids(session: Session, child: str) -> set[str]:
    return {duty.id for duty in session.caseload().duties[child]}


def corrections(session: Session) -> list[dict[str, Any]]:
    return [note for note in rows(session, tables.CaseNoteRow) if note["title"] == "Correction"]


def test_a_tick_goes_with_the_day_of_the_contact_that_made_it(session: Session, child: str) -> None:
    act(session, "book", child, day=date(2026, 11, 25))
    act(session, "contact", child, how="visit", who="child", alone=True, on=THURSDAY)
    [contact] = rows(session, tables.ContactRow)
    [review] = rows(session, tables.ReviewRow, booked=date(2026, 11, 25))
    assert review["spoken_on"] == THURSDAY
    wednesday = date(2026, 11, 18)
    changes = act(session, "correct_contact", (), contact["id"], on=wednesday)
    assert "Its tick moves with it: speak with the child alone." in changes.sentence
    assert rows(session, tables.ReviewRow, id=review["id"])[0]["spoken_on"] == wednesday
    before = date(2026, 8, 20)
    changes = act(session, "correct_contact", (), contact["id"], on=before)
    assert "Its tick goes too: speak with the child alone." in changes.sentence, "the last review was held since"
    assert rows(session, tables.ReviewRow, id=review["id"])[0]["spoken_on"] is None


def test_the_form_is_filled_with_what_is_on_record(session: Session, child: str) -> None:
    keys = recorded(session, child)
    questions = asked(session, "correct_contact", (), keys["correct_contact"])
    assert (questions["how"].default, questions["minutes"].default, questions["on"].default) == (
        "phone",
        "10",
        "19/11/2026",
    )
    assert asked(session, "correct_rag", (), keys["correct_rag"])["theme"].default == "drift"
    for verb, key in keys.items():
        refuses(session, partial(act, session, verb, (), key), "says so already")


def test_a_day_that_is_corrected_takes_its_limits_with_it(session: Session, child: str) -> None:
    key = recorded(session, child)["correct_review"]
    assert due(session, child)["full_record"] == date(2026, 12, 10)
    changes = acts(session, lambda: act(session, "correct_review", (), key, on=date(2026, 11, 18)))
    assert changes.sentence.startswith(
        "KB 1: the review of Thu 19 Nov corrected: held on said Thu 19 Nov, is Wed 18 Nov. Now "
    )
    assert "record by Wed 9 Dec" in changes.sentence
    assert due(session, child)["full_record"] == date(2026, 12, 9)
    assert rows(session, tables.RatingRow)[0]["rated_on"] == date(2026, 11, 18)
    assert rows(session, tables.DecisionRow)[0]["made_on"] == date(2026, 11, 18)


def test_checks_and_who_was_there_are_set_anew(session: Session, child: str) -> None:
    key = recorded(session, child)["correct_review"]
    changes = acts(
        session,
        lambda: act(session, "correct_review", (), key, checklist={"pep": Mark("n"), "dental": Mark("y")},
                    attended={"carer": Mark("apologies")}),
    )  # fmt: skip
    for words in ("PEP said yes, seen on file, is no", "dental check said nothing, is yes",
                  "carer said came, report, is apologies", "mother said apologies, is nothing"):  # fmt: skip
        assert words in changes.sentence
    assert {row["item"]: row["answer"] for row in rows(session, tables.ChecklistAnswerRow)} == {
        "pep": "n",
        "dental": "y",
    }
    assert [row["who"] for row in rows(session, tables.AttendanceRow)] == ["carer"]


def test_only_what_recording_asked_is_there_to_be_corrected(session: Session, child: str) -> None:
    """By the age at the review: a child of eleven had a pathway plan to be checked, and could be under four."""
    held = asked(session, "hold", child)
    key = recorded(session, child)["correct_review"]
    corrected = asked(session, "correct_review", (), key)
    assert [key for key, _ in corrected["checklist"].things] == [key for key, _ in held["checklist"].things]
    assert "PN0" not in [option.value for option in corrected["participation"].options]
    with action(session.engine, "Set up") as work:
        work.add(tables.ChecklistAnswerRow(child_id=child, review_id=key, item="pathway_plan", answer="y"))
    assert "pathway_plan" in dict(asked(session, "correct_review", (), key)["checklist"].things), (
        "what is on record stays"
    )


def test_a_note_that_waits_says_the_correction_too(session: Session, child: str) -> None:
    key = recorded(session, child)["correct_rag"]
    act(session, "correct_rag", (), key, value="green", theme="")
    assert not corrections(session)
    [note] = [note for note in rows(session, tables.CaseNoteRow) if note["title"] == "Second review held"]
    assert note["body"].endswith("Corrected on Fri 20 Nov 2026: RAG said amber, is green; why said drift, is nothing.")
    assert "rag_tell_manager" not in due(session, child), "nobody is to be told of a green"


def test_a_note_that_is_filed_is_corrected_by_another(session: Session, child: str) -> None:
    key = recorded(session, child)["correct_contact"]
    notes = [note["id"] for note in rows(session, tables.CaseNoteRow)]
    act(session, "file", (), *notes)
    bodies = {note["id"]: note["body"] for note in rows(session, tables.CaseNoteRow)}
    changes = acts(session, lambda: act(session, "correct_contact", (), key, minutes=40, who="carer, school"))
    assert "Its note is filed: a correcting note waits in the outbox." in changes.sentence
    [note] = corrections(session)
    assert note["filed_at"] is None
    words = "with said carer, is carer, school; minutes said 10, is 40."
    assert f"Correction to the record of the contact of Thu 19 Nov: {words}" in note["body"]
    now = {note["id"]: note["body"] for note in rows(session, tables.CaseNoteRow)}
    assert bodies.items() <= now.items(), "what is filed stays as it was filed"


def test_a_reply_is_corrected(session: Session, child: str) -> None:
    key = recorded(session, child)["correct_review"]
    refuses(session, lambda: act(session, "correct_reply", (), key), "No reply of the manager is on record")
    assert not has_what_it_corrects(session, action_of("correct_reply"), key), "no menu offers it"
    assert has_what_it_corrects(session, action_of("correct_review"), key)
    [decisions] = [duty for duty in ids(session, child) if duty.startswith("decisions:")]
    act(session, "done", (), decisions)
    act(session, "reply", (), key, reply="agrees")
    assert has_what_it_corrects(session, action_of("correct_reply"), key)
    changes = acts(session, lambda: act(session, "correct_reply", (), key, reply="queries"))
    assert "the manager said agrees with the decisions, is queries them" in changes.sentence
    assert rows(session, tables.ReviewRow, id=key)[0]["manager_reply"] == "queries"


@pytest.mark.parametrize(
    ("verb", "wrong", "why"),
    [
        ("correct_review", {"on": date(2026, 11, 21)}, "which is to come"),
        ("correct_review", {"on": date(2026, 8, 27)}, "another review is on record"),
        ("correct_review", {"on": date(2026, 8, 1)}, "before the child became looked after"),
        ("correct_review", {"participation": "PN0"}, "The child"),
        ("correct_contact", {"minutes": 9_000}, "give 1 to"),
        ("correct_contact", {"on": date(2026, 12, 1)}, "which is to come"),
        ("correct_rag", {"value": "red", "theme": ""}, "Why is empty"),
        ("correct_rag", {"on": date(2026, 12, 1)}, "which is to come"),
    ],
)
def test_what_cannot_be_is_refused(session: Session, child: str, verb: str, wrong: dict[str, Any], why: str) -> None:
    key = recorded(session, child)[verb]
    refuses(session, lambda: act(session, verb, (), key, **wrong), why)


@pytest.fixture
def recorded_once(session: Session, child: str) -> tuple[Session, dict[str, str]]:
    return session, recorded(session, child)


# Each example takes back what it did, so that all of them may use the one store.
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(("correct_review", "correct_contact", "correct_rag")), st.integers(0, 10_000))
def test_a_correction_that_is_undone_leaves_all_exactly_as_it_was(
    recorded_once: tuple[Session, dict[str, str]], verb: str, seed: int
) -> None:
    session, keys = recorded_once
    rng = random.Random(seed)
    scene = scene_of(session, verb, (), keys[verb])
    action = action_of(verb)
    questions = action.questions(scene)
    answers = {
        q.name: q.default if rng.random() < 0.5 else answer(q, rng, ("today", "-3d", "1/9/2026")) for q in questions
    }
    before = everything(session)
    try:
        planned = plan_answers(action, scene, questions, answers)
    except Refused:
        return
    changes = action.perform(session, planned)
    session.undo(changes.operation)
    assert everything(session) == before


TOUCHED = (
    tables.ReviewRow,
    tables.RatingRow,
    tables.ContactRow,
    tables.ChecklistAnswerRow,
    tables.AttendanceRow,
    tables.DecisionRow,
    tables.CaseNoteRow,
)


def everything(session: Session) -> tuple[object, ...]:
    """All that the lists show, and every row that a correction may touch, but for how often it was written."""
    return seen(session), [[row | {"version": 0} for row in rows(session, model)] for model in TOUCHED]
