"""What holds for every verb: how it is declared, and that its plan is pure, names what exists, and is what is done."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from importlib import import_module
from itertools import islice
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, get_args

import pytest

from iro_tui import actions
from iro_tui.actions.base import About, Action, Nothing, Plan, Scene, look_at, plan_answers
from iro_tui.actions.naming import offering
from iro_tui.actions.questions import Kind, Question, questions_of
from iro_tui.caseload.lists import every_list
from iro_tui.caseload.lists.base import AnyList
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.domain.words import day_words
from iro_tui.store.reads import read_row
from iro_tui.store.work import model_of
from iro_tui.store.writes import New, Put, Remove
from tests.support.acting import counted
from tests.support.any_answers import answer, something_for_each, subjects, unkeyed
from tests.support.stores import open_store

VERBS = list(actions.all_actions().values())
TRIES, PLANS = 400, 12
"""How many scenes with random answers are tried for a verb, and how many plans of it are looked at."""
KEPT_BY_THE_STORE = {"id", "version", "deleted_at", "made_by"}
each_verb = pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.id)


@pytest.fixture(scope="module")
def session(_filled_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Forty made-up children; what a test writes it takes back."""
    folder = tmp_path_factory.mktemp("every") / "store"
    opened = open_store(Path(shutil.copytree(_filled_once, folder)))
    something_for_each(opened)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def _in_the_store_it_is_for(session: Session, request: pytest.FixtureRequest) -> Iterator[None]:
    """A manager's own verb is tried in a manager's store."""
    verb = getattr(request.node, "callspec", None) and request.node.callspec.params.get("verb")
    if verb and verb.managers_alone:
        session.belongs_to("head")
    yield
    if session.manages:
        session.belongs_to("officer")


# How it is declared


def test_a_verb_is_declared_in_the_module_of_its_name() -> None:
    modules = [module.name for module in iter_modules(actions.__path__)]
    verbs = [name for name in modules if hasattr(import_module(f"iro_tui.actions.{name}"), "ACTION")]
    assert len(verbs) > 25
    assert verbs == list(actions.all_actions())
    with pytest.raises(KeyError):
        actions.action_of("questions")


@each_verb
def test_it_says_what_it_is(verb: Action[Any]) -> None:
    assert verb.title == verb.title.strip() != ""
    assert verb.words == verb.words.strip() != ""
    assert bool(verb.table) == (verb.about in (About.ROW, About.ROWS)), "a verb about rows says of what"


@each_verb
def test_each_field_of_its_input_is_a_question(verb: Action[Any]) -> None:
    if verb.asks is Nothing:
        return
    empty = verb.asks()
    for field in fields(verb.asks):
        question = field.metadata["question"]
        assert question.kind in get_args(Kind)
        assert question.label or field.name[-1] > "1", "only what goes on from the one before has no label"
        assert getattr(empty, field.name) in ("", None, {}), "what is not answered is empty"
        assert bool(question.codes) == (question.kind == "code")
    assert fields(verb.asks)


def test_each_menu_offers_a_thing_in_one_place_and_begins_with_answers_that_exist() -> None:
    offers = [(offer, verb) for verb in VERBS for offer in verb.offers]
    places = [(offer.menu, offer.place) for offer, _ in offers]
    assert len(set(places)) == len(places)
    for offer, verb in offers:
        assert offer.label
        assert verb.asks is Nothing or offer.answers.keys() <= {field.name for field in fields(verb.asks)}


def test_no_two_inputs_are_called_alike() -> None:
    inputs = [verb.asks.__name__ for verb in VERBS if verb.asks is not Nothing]
    assert len(set(inputs)) == len(inputs)
    assert len({verb.words for verb in VERBS}) == len(VERBS)


# The day of its act

WITHOUT_A_DAY = {
    "keep_report": "the figures are those of the day on which it is kept",
    "child": "each of its facts has a day of its own: in care since, last review, with me since",
    "correct_conference": "what is corrected was always so",
    "correct_contact": "what is corrected was always so",
    "correct_hearing": "what is corrected was always so",
    "correct_rag": "what is corrected was always so",
    "correct_reply": "what is corrected was always so",
    "correct_review": "what is corrected was always so",
    "leave": "days of one's own, told of at any time",
    "colleague": "who somebody is was so before it was told; from and until are days of their own",
    "colleague_away": "a colleague's days away, told of at any time",
    "cover": "it has the days of the cover itself",
    "working_days": "how a week looks, which happened on no day",
    "flag": "a flag is the officer's own and nothing that happened",
    "delete": "what was recorded by mistake never happened on any day",
    "apart": "what two reviews are they always were",
    "details": "what is corrected was always so",
    "settle": "which of two values is right was always so",
    "person": "what is corrected was always so",
    "file": "a note is filed at the moment it is marked, which is kept",
    "open_again": "a care that did not end goes on: nothing happened on any day",
    "siblings": "who is whose sibling always was",
    "write_report": "it has the period of its report",
    "rewrite_report": "it has the period of its report",
    "quote": "words are of the day on which they were written",
    "care_start": "the first day of care always was",
    "plan_start": "the first day of a plan always was",
    "past_conference": "what it records is a day",
    "past_review": "what it records are days, several at once",
}
"""Verbs that ask no day of the act, each with the reason."""


@each_verb
def test_each_verb_takes_the_day_of_its_act_or_stands_here_with_the_reason(verb: Action[Any]) -> None:
    declared = questions_of(verb.asks) if verb.asks is not Nothing else ()
    days = [question for question in declared if question.act]
    assert len(days) == (verb.id not in WITHOUT_A_DAY)
    for question in days:
        assert (question.kind, question.default, question.lean) == ("day", "today", "back")
        assert question is declared[-1]
        assert verb.day_question == question.name
    assert not verb.at_once or len(declared) == len(days), "what is done at once asks nothing else"
    assert verb.asks is not Nothing or verb.at_once


def test_what_stands_here_is_there() -> None:
    assert WITHOUT_A_DAY.keys() <= actions.all_actions().keys()


# What it would do


def planned(
    session: Session, verb: Action[Any], *, written: bool = False
) -> Iterator[tuple[Scene, tuple[Question, ...], dict[str, str], Plan]]:
    """Plans of a verb over the made-up caseload: what stands there at first, changed by random answers.

    What is the same as before is not tried again. A scene is looked at once, unless plans are `written` meanwhile.
    """

    def looked_at(subject: tuple[tuple[str, ...], tuple[str, ...]]) -> tuple[Scene, tuple[Question, ...]]:
        scene = look_at(session, verb, *subject)
        return scene, offering(verb, scene)

    look, tried = looked_at if written else cache(looked_at), set()
    rng = random.Random(verb.id)
    about = subjects(verb, session.caseload(), session)
    for _ in range(TRIES):
        subject = rng.choice(about)
        try:
            scene, questions = look(subject)
            answers = {
                question.name: question.default if question.default and rng.random() < 0.5 else answer(question, rng)
                for question in questions
            }
            if (subject, *answers.items()) in tried:
                continue
            tried.add((subject, *answers.items()))
            yield scene, questions, answers, plan_answers(verb, scene, questions, answers)
        except Refused as refusal:
            assert str(refusal).endswith((".", "?")), refusal  # noqa: PT017


@each_verb
def test_its_questions_can_be_answered(session: Session, verb: Action[Any]) -> None:
    for _, questions, _, _ in islice(planned(session, verb), PLANS):
        for question in questions:
            keys = [option.key for option in question.options if option.key]
            assert len(set(keys)) == len(keys), "each answer has a key of its own"
            assert bool(question.options) == (question.kind in ("choice", "several", "marks")), question.name
            assert bool(question.things) == (question.kind == "marks"), question.name
            if question.kind == "choice" and question.default:
                assert question.default in [option.value for option in question.options]


@each_verb
def test_a_plan_is_pure_and_names_tables_and_columns_that_there_are(session: Session, verb: Action[Any]) -> None:
    looked_at = 0
    before = session.undoable()
    for scene, questions, answers, plan in islice(planned(session, verb), PLANS):
        with counted(session) as statements:
            again = plan_answers(verb, scene, questions, answers)
        assert not statements, "it reads nothing and writes nothing"
        assert unkeyed(again) == unkeyed(plan)
        assert plan.name
        assert plan.sentence.endswith(".")
        names = [child.name for child in scene.caseload.children.values() if child.name]
        assert not [name for name in names if name in plan.sentence + plan.name], "a sentence names nobody"
        for write in plan.writes:
            model = model_of(write.table)
            if not isinstance(write, Remove):
                assert write.values.keys() <= model.model_fields.keys() - KEPT_BY_THE_STORE
        looked_at += 1
    assert looked_at, "the made-up caseload has nothing that it is about"
    assert session.undoable() == before


@each_verb
def test_what_is_planned_is_what_is_written_and_undone(session: Session, verb: Action[Any]) -> None:
    done = 0
    for _, _, _, plan in islice(planned(session, verb, written=True), PLANS):
        try:
            changes = verb.perform(session, plan)
        except Refused as refusal:
            assert "Nothing was changed" in str(refusal)  # noqa: PT017
            continue
        done += 1
        assert (changes.name, changes.sentence) == (plan.name, plan.sentence)
        with session.engine.connect() as connection:
            for write in plan.writes:
                row = read_row(connection, model_of(write.table), write.key)
                assert (row is None) == isinstance(write, Remove)
                if row is not None and not isinstance(write, Remove):
                    assert {name: getattr(row, name) for name in write.values} == dict(write.values)
        session.undo(changes.operation)
        with session.engine.connect() as connection:
            for write in plan.writes:
                row = read_row(connection, model_of(write.table), write.key)
                if not isinstance(write, Put):
                    assert (row is None) == isinstance(write, New)
    assert done, "nothing of it could be done"


@each_verb
def test_what_it_changes_in_a_list_is_among_the_tables_which_that_list_reads(
    session: Session, verb: Action[Any]
) -> None:
    """A screen reads its list again only where an action touched one of them."""

    def rows(listed: AnyList) -> list[tuple[Any, ...]]:
        return [session.lines(listed, **listed.options(view.value)) for view in listed.views]

    before = {listed.id: rows(listed) for listed in every_list()}
    for _, _, _, plan in islice(planned(session, verb, written=True), 3):
        try:
            changes = verb.perform(session, plan)
        except Refused:
            continue
        assert changes.tables
        untouched = [
            listed for listed in every_list() if listed.reads is not None and not changes.tables & listed.reads
        ]
        assert not [listed.id for listed in untouched if rows(listed) != before[listed.id]], changes.tables
        session.undo(changes.operation)


HAPPENED = {"court_date": ("done_on", "on_day"), "conference": ("held", "booked"), "task": ("done_on", "due")}
"""Of what has an agreed day: the column that says that it happened, and that of its day."""


@each_verb
def test_what_has_its_day_still_to_come_is_over_by_a_question_that_names_the_day(
    session: Session, verb: Action[Any]
) -> None:
    """A correction says what was; a task without an hour is done by its day, not on it."""
    if verb.id.startswith("correct_"):
        return
    for scene, _, _, plan in planned(session, verb):
        for write in plan.writes:
            if isinstance(write, New | Remove) or write.table not in HAPPENED:
                continue
            over, agreed = HAPPENED[write.table]
            with session.engine.connect() as connection:
                row = read_row(connection, model_of(write.table), write.key)
            on, day = write.values.get(over), getattr(row, agreed)
            if on and day and day > on and (write.table != "task" or (row and row.time)):
                assert day_words(day, scene.today) in plan.asks


NO_ANSWER = {"day": "99/99", "booking": "99/99 10:00", "number": "many", "code": "no such code", "text": "a; b; 99/99"}
"""What is no answer, by the kind of question; of text where it has a form of its own."""


@each_verb
def test_what_is_no_answer_is_refused_by_a_question_that_a_form_can_go_to(session: Session, verb: Action[Any]) -> None:
    for scene, questions, answers, _ in islice(planned(session, verb), PLANS):
        for question in questions:
            wrong = NO_ANSWER.get(question.kind, "")
            if not wrong or not question.asked(answers) or (question.kind == "text" and not question.means):
                continue
            if question.kind == "code" and question.otherwise:
                continue  # other words have their meaning there
            with pytest.raises(Refused) as refused:
                plan_answers(verb, scene, questions, answers | {question.name: wrong})
            assert refused.value.question == question.name, refused.value


SUNDAY, ON_A_SUNDAY = "29/11/2026", "Sun 29 Nov"


@each_verb
def test_a_day_to_come_on_which_nobody_works_is_told(session: Session, verb: Action[Any]) -> None:
    for scene, questions, answers, _ in islice(planned(session, verb), PLANS):
        for question in questions:
            if question.kind in ("day", "booking") and question.lean == "ahead" and question.asked(answers):
                try:
                    plan = plan_answers(verb, scene, questions, answers | {question.name: SUNDAY})
                except Refused:
                    continue
                words = f"{plan.sentence} {plan.warning}"
                assert question.any_day or f"{ON_A_SUNDAY} is no working day" in words or "are no working day" in words
                assert question.name != "day" or ON_A_SUNDAY in words


@each_verb
def test_what_is_needed_and_not_there_is_asked_for_by_its_name(session: Session, verb: Action[Any]) -> None:
    for scene, questions, answers, _ in islice(planned(session, verb), 4):
        for question in questions:
            if question.asked(answers) and question.needed(answers):
                with pytest.raises(Refused, match=r"empty|say |By when|late"):
                    plan_answers(verb, scene, questions, answers | {question.name: ""})
