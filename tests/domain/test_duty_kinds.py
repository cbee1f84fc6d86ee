"""Every kind of duty and every key: what a row of the registry promises is there."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given

from iro_tui.actions import action_of, all_actions
from iro_tui.actions.delete import REMOVABLE
from iro_tui.domain.case import Review
from iro_tui.domain.duties import duties
from iro_tui.domain.duty import Duty
from iro_tui.domain.duty_kind import (
    ASKED_EARLY,
    BOOKING,
    NOT_DELETED,
    STARTED_BY_A_REVIEW,
    Done,
    DutyKind,
    Opens,
    Removes,
    Verb,
)
from iro_tui.domain.duty_kinds import BY_ID, KINDS, ORDER, PREPARATION, RECORD
from iro_tui.domain.timescales import RULES, SW_REPORT, Weight
from iro_tui.store import tables
from iro_tui.tui import commands
from tests.support import TODAY
from tests.support.facts import STATUTORY
from tests.support.strategies import cases

VERBS: tuple[Verb, ...] = get_args(Verb)
MODELS = {model.__tablename__: model for model in vars(tables).values() if hasattr(model, "__table__")}
every_kind = pytest.mark.parametrize("kind", KINDS, ids=BY_ID)


@every_kind
@pytest.mark.parametrize("verb", VERBS)
def test_every_key_acts_on_every_kind_or_says_why_not(kind: DutyKind, verb: Verb) -> None:
    match kind.meaning(verb):
        case Done(table, column, row):
            assert verb == "done"
            assert MODELS[table].__table__.columns[column].type.python_type is date
            assert MODELS[table].__table__.columns[column].nullable
            assert row in ("subject", "anchor", "new", "child")
        case Opens(command, instead):
            assert command in commands.BY_ID or command in all_actions()
            assert command == verb or instead.endswith(".")
        case Removes(what, _):
            assert verb == "delete"
            assert what == BOOKING or what in REMOVABLE
        case reason:
            assert reason.endswith(".")
            assert len(reason.split()) > 2


@pytest.mark.parametrize("verb", VERBS)
def test_the_keys_are_commands_of_the_row(verb: Verb) -> None:
    assert commands.BY_ID[verb].scope == commands.ROW


def test_their_keys_are_x_b_h_d_m() -> None:
    assert [commands.BY_ID[verb].keys for verb in VERBS] == [("x",), ("b",), ("h",), ("d",), ("m",)]


@every_kind
def test_every_kind_has_words_and_rules(kind: DutyKind) -> None:
    assert kind.what[0].isupper()
    assert kind.words
    assert all(rule in (*RULES.values(), SW_REPORT) for rule in kind.rules)
    assert {rule.weight for rule in kind.rules} <= set(get_args(Weight))
    assert bool(kind.started) is (kind.group in STARTED_BY_A_REVIEW)
    assert kind.note is None or isinstance(kind.done, Done), "a note is left by a tick"


def test_ids_are_unique_and_ordered() -> None:
    assert len(BY_ID) == len(KINDS)
    assert all(ORDER[one.id] < ORDER[next_.id] for one, next_ in pairwise(KINDS))


@pytest.mark.parametrize("kind", [*PREPARATION, *RECORD], ids=lambda kind: kind.id)
def test_the_facts_of_a_review_are_those_the_tick_fills(kind: DutyKind) -> None:
    assert kind.done[:3] == Done("review", kind.column)[:3] if isinstance(kind.done, Done) else kind.answered_in
    assert kind.column in Review._fields
    done = Review("r1", **{kind.column: TODAY})  # type: ignore[arg-type]
    assert kind.done_on(done) == TODAY
    assert kind.is_settled(done)
    assert kind.done_on(Review("r1")) is None
    assert not kind.is_settled(Review("r1"))
    assert kind.short


@pytest.mark.parametrize("kind", RECORD, ids=lambda kind: kind.id)
def test_a_clock_of_the_record_runs_once_the_review_is_held(kind: DutyKind) -> None:
    held = Review("r1", held=TODAY, decisions_on=TODAY)
    assert kind.set_off_on(held) == TODAY
    assert kind.set_off_on(held._replace(held=None)) is None
    assert kind.set_off_on(held._replace(adjourned=TODAY)) is None
    assert kind.brief


def test_a_reason_stands_in_place_of_speaking_with_the_child() -> None:
    excused = Review("r1", not_spoken_reason="a baby")
    assert [kind.id for kind in PREPARATION if kind.is_settled(excused)] == ["speak_to_child"]


@given(cases())
def test_what_a_case_asks_answers_every_key(case: object) -> None:
    for duty in duties(case, STATUTORY, TODAY):  # type: ignore[arg-type]
        assert duty.weight in get_args(Weight)
        for verb in VERBS:
            reason = duty.why_not(verb)
            assert reason is None or reason.endswith(".")
        assert (duty.removes is None) is (duty.why_not("delete") is not None)
        assert duty.removes is None or duty.subject or duty.booked or duty.removes == ASKED_EARLY


def a_review(**more: object) -> Duty:
    return Duty("review:x:1", "x", "review", "Review", TODAY, "rev1", "CPPCR 33(1)", "law", 0, 0, "today", **more)  # type: ignore[arg-type]


def test_of_a_review_to_come_only_its_booking_is_taken_away() -> None:
    assert a_review(booked=TODAY, subject="r1").removes == BOOKING
    assert a_review(subject="r1").removes is None
    assert a_review(subject="r1").why_not("delete") == NOT_DELETED


@pytest.mark.parametrize(
    ("rule_id", "weight"),
    [("rev1", "law"), ("ado1", "law"), ("plmove", "guidance"), ("icpc", "guidance"), ("decis", "guidance"),
     ("dispute", "guidance"), ("court", "law"), ("task", "local"), ("booking", "local"), ("cafcass", "law")],
)  # fmt: skip
def test_how_binding_a_rule_is(rule_id: str, weight: Weight) -> None:
    assert RULES[rule_id].weight == weight


def test_a_question_that_a_row_opens_is_one_of_its_form() -> None:
    named = [done for kind in KINDS if isinstance(done := kind.done, Opens) and done.at]
    assert named
    for done in named:
        assert {*done.at.split()} <= {field.name for field in fields(action_of(done.command).asks)}
