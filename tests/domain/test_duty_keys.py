"""Every kind of duty and every key of a row: what is done, or truly why nothing is."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given

from iro_tui.actions import action_of, all_actions
from iro_tui.actions.appointment import DAY_OF
from iro_tui.actions.questions import questions_of
from iro_tui.domain.duties import duties
from iro_tui.domain.duty import Duty
from iro_tui.domain.duty_keys import NO_CHILD, OWN_WORK, ROW_VERBS, TABLE, RowVerb, meaning_of, why_not
from iro_tui.domain.duty_kind import APPOINT, MEETINGS, Done, DutyKind, Group, Opens, Removes
from iro_tui.domain.duty_kinds import KINDS
from iro_tui.store import tables
from iro_tui.tui import commands
from tests.support import TODAY
from tests.support.facts import STATUTORY
from tests.support.strategies import cases

MODELS = {model.__tablename__: model for model in vars(tables).values() if hasattr(model, "__table__")}
NO_REVIEWS = (Group.CONFERENCE, Group.COURT, Group.OWN)
"""What is no looked-after review, and has a day of its own."""


def test_the_table_has_every_kind_and_every_key() -> None:
    assert TABLE.keys() == set(product((kind.id for kind in KINDS), ROW_VERBS))
    assert [commands.BY_ID[verb].keys[0] for verb in ROW_VERBS] == list("rhbmeoxdi")
    assert {commands.BY_ID[verb].scope for verb in ROW_VERBS} == {commands.ROW}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_each_key_begins_a_verb_that_there_is_or_says_why_not(kind: DutyKind) -> None:
    for verb in ROW_VERBS:
        match TABLE[kind.id, verb]:
            case Opens(command, _):
                assert command in commands.BY_ID or command in all_actions()
            case Done() | Removes():
                assert verb in ("done", "delete")
            case reason:
                assert str(reason).endswith(".")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.group in NO_REVIEWS], ids=lambda kind: kind.id)
def test_what_is_no_review_is_never_booked_or_held_as_one(kind: DutyKind) -> None:
    assert TABLE[kind.id, "book"] == APPOINT
    assert TABLE[kind.id, "hold"] != Opens("hold")
    assert kind.id in DAY_OF


PREPARED = {"sw_iro_talk", "invitations", "sw_report", "papers", "speak_to_child"}
OF_A_REVIEW: dict[RowVerb, set[str]] = {
    "hold": {"review", "early_review", "review_unbooked", "review_to_record"} | PREPARED,
    "book": {
        "review",
        "early_review",
        "review_unbooked",
        "review_to_record",
        "complete_review",
        "last_review",
        "care_start",
        "order_day",
        "placed_day",
    }
    | PREPARED,
}
"""The rows that are about the looked-after review to come, on which a key acts on it."""
BY_OWN_NAME = {
    "hold": {
        "complete": {"complete_review"},
        "past_review": {"last_review"},
        "midpoint": {"midpoint"},
        "hold_conference": {"conference", "conference_to_record"},
        "past_conference": {"last_conference", "plan_start"},
        "core_group": {"core_group"},
        "hold_hearing": {"court"},
        "outcome": {"task"},
    },
    "book": {
        "appointment": {"conference", "court", "task"},
        "conference": {"strategy_day"},
        "decision": {"decision_due"},
    },
}
"""What has an act of its own for the key: by the verb, the kinds."""


@pytest.mark.parametrize("verb", ["hold", "book"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_no_row_about_something_else_holds_or_books_the_review(kind: DutyKind, verb: RowVerb) -> None:
    """`h` on a rating, a decision, a reply recorded a review that nobody had held; `b` moved the one to come."""
    own = next((name for name, kinds in BY_OWN_NAME[verb].items() if kind.id in kinds), "")
    expected = own or (verb if kind.id in OF_A_REVIEW[verb] else "")
    meaning = TABLE[kind.id, verb]
    assert (meaning.command if isinstance(meaning, Opens) else "") == expected
    assert expected or str(meaning).endswith(".")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_what_a_day_alone_does_not_tell_is_never_ticked(kind: DutyKind) -> None:
    """A manager's reply that was ticked on Today stood there as one of which nobody says what it was."""
    if kind.answered_in:
        assert isinstance(kind.done, Opens)
        assert kind.column == kind.answered_in


def test_what_is_booked_by_its_own_row_is_told_apart_from_reviews() -> None:
    own = {kind.id for kind in KINDS if TABLE[kind.id, "book"] == APPOINT}
    assert own == DAY_OF.keys()
    assert {kind.id for kind in KINDS if kind.group in MEETINGS} - own == {"review", "early_review"}
    for kept in DAY_OF.values():
        columns = MODELS[kept.table].__table__.columns
        assert columns[kept.columns["day"]].type.python_type is date
        assert {*kept.columns.values()} <= {*columns.keys()}


def test_what_a_row_answers_in_the_form_of_its_key_is_an_answer_there() -> None:
    """A talk with the guardian, so that the note that is left ends what was asked."""
    opened = {
        (kind.id, meaning.command): meaning.answers
        for kind in KINDS
        for meaning in vars(kind).values()
        if isinstance(meaning, Opens) and meaning.answers
    }
    assert opened == {("guardian_talk", "contact"): (("who", "guardian"),)}
    for (_, command), answers in opened.items():
        questions = {question.name: question for question in questions_of(action_of(command).asks)}
        assert all(value in {option.value for option in questions[name].options} for name, value in answers)


@given(cases())
def test_a_case_that_asks_answers_every_key(case: object) -> None:
    for duty in duties(case, STATUTORY, TODAY):  # type: ignore[arg-type]
        for verb in ROW_VERBS:
            meaning = meaning_of(duty, verb)
            assert isinstance(meaning, Done | Opens | Removes) or meaning.endswith(".")


def test_of_a_task_about_no_child_only_its_own_keys_act() -> None:
    own = Duty(
        "task:x:1", "", "task", "Order a screen", TODAY, "task", "own task", "local", 0, 0, "today", subject="t1"
    )
    assert {verb for verb in ROW_VERBS if why_not(own, verb) is None} == set(OWN_WORK)
    assert why_not(own, "rag") == NO_CHILD
