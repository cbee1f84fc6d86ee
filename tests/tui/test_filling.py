"""Filling in: the question a key answers, where a form opens, what is a slip, and what a refusal is about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.actions import all_actions
from iro_tui.actions.questions import Kind, Option, Question, always, numbered, one_of
from iro_tui.caseload.refusals import Refused
from iro_tui.tui.filling import SLIP, Filling, is_slip
from iro_tui.tui.keeping import read_draft

KINDS: tuple[Kind, ...] = ("choice", "text", "day")
ANSWERS = numbered(("one", "two", "three"))


@st.composite
def forms(draw: st.DrawFn) -> tuple[Question, ...]:
    """Forms of choices, texts and days, some prefilled, some needed, some asked only after another answer."""
    questions: list[Question] = []
    for n in range(draw(st.integers(1, 7))):
        kind: Kind = draw(st.sampled_from(KINDS))
        choices = [question.name for question in questions if question.kind == "choice"]
        asked = draw(st.sampled_from([always, *(one_of(name, "two", "three") for name in choices)]))
        questions.append(
            Question(
                f"q{n}",
                f"Question {n}",
                kind,
                options=ANSWERS if kind == "choice" else (),
                default=draw(st.sampled_from(("", "one" if kind == "choice" else "today"))),
                asked=asked if n else always,
                needed=draw(st.sampled_from((always, lambda _: False))),
            )
        )
    return tuple(questions)


@given(forms(), st.lists(st.sampled_from(ANSWERS), max_size=8))
def test_answers_by_digits_fall_to_the_questions_in_reading_order(
    questions: tuple[Question, ...], digits: list[Option]
) -> None:
    """Whatever is filled in already: the next digit is for the next question that is asked, and for no other."""
    filling = Filling()
    filling.begin(questions, {})
    at: Question | None = filling.first()
    meant = {}
    for option in digits:
        if at is None or at.kind != "choice":
            break  # a field takes it as text, and stays
        filling.answer(at.name, option.value)
        meant[at.name] = option.value
        later = [question for question in filling.asked if questions.index(question) > questions.index(at)]
        assert filling.after(at.name) == (later[0] if later else None)
        at = filling.after(at.name)
    assert {name: filling.values[name] for name in meant} == meant
    others = {question.name: question.default for question in questions if question.name not in meant}
    assert {name: filling.values[name] for name in others} == others, "nothing else was touched"


def test_every_answer_and_every_offer_has_a_key() -> None:
    """What the arrows alone reach is out of the way of whoever types; two on one key would be one."""
    many = numbered(map(str, range(20)))
    assert len({option.key for option in many}) == len(many)
    offers = [(offer, action) for action in all_actions().values() for offer in action.offers]
    assert [action.id for offer, action in offers if not offer.key] == []
    for menu in {offer.menu for offer, _ in offers}:
        always_there = [offer.key for offer, action in offers if offer.menu == menu and not action.table]
        for table in {action.table for offer, action in offers if offer.menu == menu and action.table}:
            keys = [*always_there, *(o.key for o, a in offers if o.menu == menu and a.table == table)]
            assert len(keys) == len(set(keys)), f"{menu}, {table}: two on one key"


@given(forms(), st.dictionaries(st.integers(0, 6).map("q{}".format), st.sampled_from(("two", "1/12/26")), max_size=3))
def test_only_what_was_on_record_has_changed_meanwhile(questions: tuple[Question, ...], begun: dict[str, str]) -> None:
    """A form that was opened filled in, then again without: nothing of that is a change of the case."""
    first = Filling(begun)
    first.begin(questions, {})
    for question in questions:
        first.answer(question.name, "three")
    kept = read_draft(first.written())
    again = Filling()
    assert again.begin(questions, kept) == []
    assert {name: again.values[name] for name in kept} == dict.fromkeys(kept, "three")
    renewed = tuple(replace(question, default="two") for question in questions)
    assert Filling().begin(renewed, kept) == list(kept)


@pytest.mark.parametrize(
    ("line", "words"),
    [("x; Dawn; 28/12", "x"), ("ok ;carer", "ok"), ("Y", "Y"), ("Dental check; x; 28/12", ""), ("Dental check", "")],
)
def test_of_a_decision_s_line_the_words_alone_are_looked_at(line: str, words: str) -> None:
    """An owner and a day are no words of the decision."""
    filling = Filling()
    decision = Question("decision1", "", in_words=True, is_line=True)
    filling.begin((decision,), {})
    filling.answer("decision1", line)
    assert (filling.slip() is not None) == bool(words)
    assert not words or filling.words_of(decision) == words


@given(forms())
def test_a_form_opens_on_the_first_empty_question_that_must_be_answered(questions: tuple[Question, ...]) -> None:
    filling = Filling()
    filling.begin(questions, {})
    empty = [q for q in questions if q.asked(filling.values) and q.needed(filling.values) and not q.default]
    assert filling.first() == (empty[0] if empty else questions[0])


@given(st.text("ab2:/ ", max_size=5))
def test_what_is_hardly_in_words_is_asked_about_once(typed: str) -> None:
    filling = Filling()
    filling.begin((Question("why", "Why", in_words=True), Question("time", "Time")), {})
    filling.answer("time", typed)
    filling.answer("why", typed)
    slip = filling.slip()
    assert (slip is not None) == (bool(typed.strip()) and sum(typed.count(letter) for letter in "ab") <= SLIP)
    assert filling.slip() is None, "once"
    filling.answer("why", "b")
    assert (filling.slip() is None) == (typed.strip() == "b"), "another one is asked about again"


@pytest.mark.parametrize("left", ["4:30", ":30", "/12", "3/12", "+20", "0wd", "12.", "x", "no"])
def test_what_is_left_of_a_day_or_an_hour_is_no_word(left: str) -> None:
    assert is_slip(left)


@pytest.mark.parametrize("words", ["", "ill", "the carer is away", "moved to 14:30", "病気です"])
def test_words_are_no_slip(words: str) -> None:
    assert not is_slip(words)


@given(forms(), st.data())
def test_enter_behind_an_answer_goes_to_the_question_after_it_while_one_is_missing(
    questions: tuple[Question, ...], data: st.DataObject
) -> None:
    """Prefilled or not; behind one left as it stood it does not, and with nothing missing it saves."""
    filling = Filling()
    filling.begin(questions, {})
    here = data.draw(st.sampled_from(filling.asked))
    assert filling.goes_on(here) is None, "nothing was answered"
    filling.answer(here.name, "three")
    later = filling.asked[filling.asked.index(here) + 1 :]
    assert filling.goes_on(here) == (later[0] if filling.missing in later[1:] else None)


def test_what_stood_there_is_no_slip() -> None:
    filling = Filling()
    filling.begin((Question("why", "Why", in_words=True, default="x"),), {})
    assert filling.slip() is None


def test_a_refusal_is_about_the_question_it_names() -> None:
    day, time = Question("day", "Day", "day"), Question("time", "Time")
    filling = Filling()
    filling.begin((day, time), {})
    assert filling.about(Refused("no such hour", question="time")) is time
    assert filling.about(Refused("The day is Mon 2 Nov, which has passed.")) is day
    assert filling.about(Refused("Somebody else was quicker.")) is None
