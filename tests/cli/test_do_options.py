"""`iro do`: whom it is about, and that nothing that was typed is dropped without a word; of every verb alike."""

from __future__ import annotations

import json
import random
import re
import shutil
from argparse import Namespace
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from iro_tui.actions import all_actions
from iro_tui.actions.base import About, Action, Nothing, look_at
from iro_tui.actions.of_several import OfProceedings
from iro_tui.actions.questions import questions_of
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.cli.arguments import everywhere
from iro_tui.cli.as_typed import as_typed
from iro_tui.cli.do import _keys, _require_named, answered, grammar
from tests.support.any_answers import answer, something_for_each, subjects
from tests.support.commands import Iro
from tests.support.stores import open_store

VERBS = list(all_actions().values())
ON_CHILDREN = (About.CHILDREN, About.CHILD, About.CHILDREN_OR_NOBODY)
ON_ROWS = (About.ROW, About.ROWS)
each_verb = pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.id)
SCENES, TRIES = 6, 12


@pytest.fixture(scope="module")
def session(_filled_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Forty made-up children; nothing is written."""
    opened = open_store(Path(shutil.copytree(_filled_once, tmp_path_factory.mktemp("options") / "store")))
    something_for_each(opened)
    yield opened
    opened.close()


@each_verb
def test_whom_it_is_about_and_what_is_answered_do_not_meet(verb: Action[Any]) -> None:
    """Every option of a verb beside two references: each reaches its own place."""
    asked = [question.name for question in questions_of(verb.asks)] if verb.asks is not Nothing else []
    refs = ["A 1", "B 2"] if verb.about in ON_CHILDREN else []
    given = [word for name in asked for word in (f"--{name.replace('_', '-')}", f"x {name}")]
    options = grammar(verb, [everywhere()]).parse_args([*refs, *given])
    assert options.refs == refs
    assert {name: typed for name, typed in options.answers.items() if typed} == {name: [f"x {name}"] for name in asked}
    keyed = grammar(verb, [everywhere()]).parse_known_args(["--id", "K"])[1] == []
    assert keyed == (verb.about in ON_ROWS or isinstance(verb, OfProceedings)), "a key that nothing reads is no option"


@pytest.mark.parametrize("verb", [v for v in VERBS if v.about is About.CHILDREN], ids=lambda verb: verb.id)
def test_a_verb_for_children_takes_several(session: Session, verb: Action[Any]) -> None:
    chosen = next((children for children, _ in subjects(verb, session.caseload(), session) if len(children) > 1), None)
    if verb.id.endswith("_together"):
        family = [c for c, child in session.caseload().cases.items() if child.sibling_group]
        groups = {session.caseload().cases[c].sibling_group for c in family}
        chosen = tuple(c for c in family if session.caseload().cases[c].sibling_group == min(filter(None, groups)))
    assert chosen
    assert len(chosen) > 1
    try:
        scene = look_at(session, verb, chosen)
    except Refused as refusal:
        if "at a time" in str(refusal):
            raise
        return
    assert set(scene.child_ids) == set(chosen)


@each_verb
def test_an_answer_that_is_not_asked_for_is_refused(session: Session, verb: Action[Any]) -> None:
    """Whatever else is answered: what was typed for a question that is then not asked is never dropped."""
    if verb.asks is Nothing:
        return
    rng = random.Random(verb.id)
    caseload, scenes = session.caseload(), 0
    for children, keys in islice(subjects(verb, caseload, session), 60):
        try:
            scene = look_at(session, verb, children, keys)
            questions = verb.questions(scene)
        except Refused:
            continue
        scenes += 1
        for _ in range(TRIES):
            some = rng.sample(questions, min(len(questions), 4))
            typed = {question.name: [answer(question, rng)] for question in some}
            try:
                answers = answered(questions, typed, scene.today, scene.practice.office)
            except Refused:
                continue
            for question in questions:
                if typed.get(question.name, [""])[0]:
                    assert question.asked(answers), question.name
        if scenes == SCENES:
            return


# By the command line


def test_siblings_are_named_one_by_one_or_together(iro: Iro) -> None:
    iro("init")
    for n in (1, 2, 3):
        assert iro("do", "child", "--ref", f"CP {n}", "--status", "conference", "--born", "5/5/19").code == 0
    assert "CP 1, CP 2 and CP 3: siblings." in iro("do", "siblings", "CP 1", "CP 2", "CP 3").out
    iro("undo")
    assert "CP 1, CP 2 and CP 3: siblings." in iro("do", "siblings", "CP 1", "--refs", "CP 2, CP 3").out
    iro("undo")
    assert "--refs is given twice" in iro("do", "siblings", "CP 1", "--refs", "CP 2", "--refs", "CP 3").err
    assert iro("do", "siblings", "CP 1", "CP 2", "--refs", "CP 3").code == 0
    together = iro("do", "conference_together", "CP 1", "CP 2", "--strategy", "9/11/26")
    assert together.out.startswith("2 children: initial conference to be held by Mon 30 Nov")


KEYS_OF_SCREENS = re.compile(r"\bEsc\b|\bcursor\b|\bmarks?\b|\b[A-Za-z0-9] under i\b")


@pytest.mark.parametrize("verb", [v for v in VERBS if v.about is About.CHILD], ids=lambda verb: verb.id)
def test_of_a_verb_for_one_child_several_are_refused_without_a_key_of_the_screens(session: Session, verb: Any) -> None:
    with pytest.raises(Refused, match="is for one child at a time, 2 are named") as refused:
        _require_named(verb, Namespace(refs=["A 1", "B 2"], id=None))
    assert not KEYS_OF_SCREENS.search(str(refused.value))
    together = f"{verb.id}_together"
    assert (f"iro do {together} takes several" in str(refused.value)) is (together in all_actions())


@pytest.mark.parametrize("verb", [v for v in VERBS if v.about in ON_ROWS], ids=lambda verb: verb.id)
def test_of_a_verb_for_a_row_a_child_is_refused_with_what_to_type(verb: Any) -> None:
    options = grammar(verb, [everywhere()]).parse_args(["KB 7"])
    with pytest.raises(Refused, match=rf"iro do {verb.id} is about a row, not a child: --id KEY") as refused:
        _require_named(verb, options)
    assert "--json prints it" in str(refused.value)


SAID = sorted(
    {words for path in (Path(__file__).parents[2] / "iro_tui").rglob("*.py")
     for words in re.findall(r"\b[A-Za-z0-9] under i\b", path.read_text(encoding="utf-8"))}
)  # fmt: skip


@pytest.mark.parametrize("words", SAID)
def test_a_key_that_a_sentence_names_is_an_act_on_the_command_line(words: str) -> None:
    acts = {a.id for a in all_actions().values() for offer in a.offers if offer.key == words[0]}
    assert acts, "no act has this key"
    of_facts = [a.id for a in all_actions().values() for o in a.offers if (o.menu, o.key) == ("facts", words[0])]
    says = as_typed(f"There is none: {words} enters one.")
    assert says == f"There is none: {f'iro do {of_facts[0]}' if len(of_facts) == 1 else words} enters one."


def test_what_is_refused_by_a_verb_names_the_act_that_helps(iro: Iro) -> None:
    iro("init")
    iro("do", "child", "--ref", "CP 1", "--status", "conference", "--born", "5/5/19")
    refused = iro("do", "legal", "CP 1", "--code", "C2", "--since", "2/11/26").err
    assert "iro do back_in_care begins a time of care" in refused
    assert not KEYS_OF_SCREENS.search(refused)
    assert iro("do", "back_in_care", "CP 1", "--legal", "C2", "--placement", "foster", "--since", "2/11/26").code == 0
    assert "Undid In care: CP 1" in iro("undo").out, "the child had never been in care before"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        # A strategy discussion belongs to a child before a conference, or before birth.
        (("child", "--ref", "N 1", "--status", "C2", "--strategy", "9/11/26"),
         "--strategy is not asked with these answers: it goes with --status"),
        (("child", "--ref", "N 1", "--status", "C2", "--plan-since", "9/11/26"), "--plan-since is not asked"),
        (("conference", "CP 1", "--kind", "transfer", "--strategy", "9/11/26"), "it goes with --kind initial"),
        (("hearing", "CP 1", "--kind", "final", "--day", "1/3/27", "--panel", "1/2/27"), "it goes with --filing"),
        (("hold_conference", "CP 1", "--happened", "n", "--reason", "not_quorate", "--outcome", "plan"),
         "--outcome is not asked with these answers: it goes with --happened held"),
        (("hold_conference", "CP 1", "--outcome", "plan", "--outcome", "no_plan"), "--outcome is given twice"),
        (("decide", "CP 1", "--id", "K"), "unrecognized arguments: --id K"),
    ],
)  # fmt: skip
def test_nothing_typed_is_dropped(iro: Iro, words: tuple[str, ...], why: str) -> None:
    iro("init")
    iro("do", "child", "--ref", "CP 1", "--status", "conference", "--born", "5/5/19")
    iro("do", "conference", "CP 1", "--strategy", "9/11/26", "--day", "27/11/26")
    refused = iro("do", *words)
    assert refused.code != 0
    assert why in " ".join(refused.err.split())


def test_what_goes_with_another_answer_than_the_one_typed_says_so(iro: Iro) -> None:
    iro("init")
    iro("do", "child", "--ref", "AB 1", "--since", "1/9/26", "--born", "5/5/19")
    naming = ("do", "allocate", "AB 1", "--iro", "Tia Okoro")
    assert iro(*naming).code == 0
    assert "--reason is not asked with these answers: it goes with another --iro." in iro(*naming, "--reason", "x").err


def test_a_key_or_the_words_of_an_answer_are_the_answer(iro: Iro) -> None:
    """What other questions hang on may be typed as the form shows it."""
    iro("init")
    iro("do", "child", "--ref", "CP 1", "--status", "conference", "--born", "5/5/19")
    iro("do", "conference", "CP 1", "--strategy", "9/11/26", "--day", "27/11/26")
    said = iro("do", "hold_conference", "CP 1", "--happened", "n", "--reason", "not quorate")
    assert said.out.startswith("CP 1: initial conference not held (not quorate), still to be held by Mon 30 Nov.")
    came = iro("do", "conference_ready", "CP 1", "--invited", "school", "--invited", "GP, police")
    assert "0 reports of 3 agencies" in came.out


def test_a_conference_and_a_hearing_are_named_by_their_own_keys(iro: Iro) -> None:
    """As `iro conferences --json` and `iro court --json` print them."""
    iro("init")
    iro("do", "child", "--ref", "CP 1", "--status", "C2", "--since", "2/11/26", "--born", "5/5/19")
    iro("do", "conference", "CP 1", "--strategy", "9/11/26", "--day", "27/11/26")
    iro("do", "hearing", "CP 1", "--kind", "final", "--day", "2/3/27")
    iro("do", "book", "CP 1", "--day", "24/11/26")
    [conference] = json.loads(iro("conferences", "--json").out)["conferences"]
    moved = ("--day", "26/11/26", "--asked-by", "social worker", "--reason", "leave")
    assert "moved from" in iro("do", "appointment", "--id", conference["conference_id"], *moved).out
    hearing = next(row for row in json.loads(iro("court", "--json").out)["court"] if row["kind"] == "court")
    said = iro("do", "appointment", "--id", hearing["court_id"], "--day", "9/3/27")
    assert "moved from" in said.out
    follows = "What follows: iro do book CP 1 --asked-by court --reason 'court timetabling'"
    assert follows in said.err + said.out, "with its answers, as they are typed"
    assert iro("do", "done", "--id", hearing["court_id"], "--dry-run").code == 0


@pytest.mark.parametrize(("verb", "kind"), [("outcome", "task"), ("decision", "decision_due")])
def test_a_row_is_named_by_the_key_that_today_prints_of_it(session: Session, verb: str, kind: str) -> None:
    action = all_actions()[verb]
    asked = [duty for duties in session.caseload().duties.values() for duty in duties if duty.kind == kind]
    assert asked
    for duty in asked:
        for key in (duty.id, duty.subject):
            [meant] = _keys(session, action, [key])
            assert meant == duty.subject
        assert look_at(session, action, [], [meant]).key == duty.subject
