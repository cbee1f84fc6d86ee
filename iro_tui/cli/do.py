"""`iro do`: every verb of the screens on the command line, its options made from what the verb asks."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date
from shlex import quote
from typing import TYPE_CHECKING, Any

from iro_tui.actions import all_actions, find_action
from iro_tui.actions.appointment import DAY_OF
from iro_tui.actions.base import About, Action, Scene, look_at, plan_answers
from iro_tui.actions.of_several import OfProceedings
from iro_tui.actions.questions import Question, questions_of
from iro_tui.caseload.refusals import Refused
from iro_tui.cli.arguments import Grammar
from iro_tui.cli.as_typed import as_typed
from iro_tui.cli.asking import go_ahead
from iro_tui.cli.printing import print_json, table, width
from iro_tui.cli.stores import opened
from iro_tui.cli.streams import say, tell
from iro_tui.domain.calendar import WorkingCalendar
from iro_tui.domain.words import listed

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session

_ABOUT = {
    About.CHILDREN: "REF…: the children's references",
    About.CHILD: "REF: the child's reference",
    About.CHILDREN_OR_NOBODY: "[REF…]: the children's references; none for yourself",
    About.ROW: "--id KEY: the key of the {table}",
    About.ROWS: "--id KEY: the key of each {table}",
    About.NOBODY: "",
}

_NAMED = 3
"""How many answers are named with which a question is asked."""


def do(options: Namespace, parents: Sequence[Grammar]) -> None:
    """Plan a verb, say what it does and do it; without a verb list them. Raises Refused."""
    if options.action is None:
        _list(options)
        return
    action = find_action(options.action)
    if action is None:
        raise Refused(f"There is no action {options.action!r}: `iro do` lists them.")
    verb_options = grammar(action, parents).parse_args(options.rest)
    for name, value in vars(options).items():
        if not hasattr(verb_options, name):
            setattr(verb_options, name, value)
    with opened(verb_options) as session:
        try:
            _perform(session, action, verb_options)
        except Refused as refusal:
            refusal.args = (as_typed(str(refusal)),)
            raise


def _list(options: Namespace) -> None:
    named = [(action.id, action.words) for action in all_actions().values()]
    if getattr(options, "json", False):
        print_json({"actions": [{"action": name, "does": words} for name, words in named]})
        return
    for line in table(("Action", "Does"), named, room=width()):
        say(line)


def _perform(session: Session, action: Action[Any], options: Namespace) -> None:
    _require_named(action, options)
    scene = look_at(
        session, action, [session.find_child(ref) for ref in options.refs], _keys(session, action, options.id or ())
    )
    _require_which(action, scene)
    questions = action.questions(scene)
    answers = answered(questions, options.answers, scene.today, scene.practice.office)
    planned = plan_answers(action, scene, questions, answers)
    as_json = getattr(options, "json", False)
    if options.dry_run:
        would = as_typed(" ".join(filter(None, (planned.sentence, planned.warning, planned.asks))))
        print_json({"would_do": would}) if as_json else say(f"Would do: {would}")
        return
    for question in filter(None, (action.confirm(scene), planned.asks)):
        if not go_ahead(options, question):
            raise Refused("Nothing was changed.")
    changes = action.perform(session, planned)
    if as_json:
        print_json({"operation": changes.operation or None, "name": changes.name, "did": changes.sentence})
    else:
        say(as_typed(" ".join(filter(None, (changes.sentence, planned.warning)))))
        if planned.then:
            about = " ".join(options.refs or (who.ref for who in scene.who))
            with_these = "".join(
                f" {_option(name)} {quote(reply)}" for name, reply in planned.then.answers.items() if reply
            )
            tell(f"What follows: iro do {planned.then.action} {about}{with_these}")


def _require_named(action: Action[Any], options: Namespace) -> None:
    """Raises Refused, saying what to type: whom or what it is about is not named, or more than one is."""
    of_row = _ABOUT[action.about].format(table=action.table.replace("_", " "))
    if action.about in (About.ROW, About.ROWS) and options.refs:
        where = f"iro {action.listed_by}" if action.listed_by else f"iro child {quote(options.refs[0])}"
        raise Refused(
            f"iro do {action.id} is about a row, not a child: {of_row}, as {where} --json prints it. Nothing was "
            "changed."
        )
    one_alone = {About.CHILD: (options.refs, "child"), About.ROW: (options.id or (), "row")}
    named, what = one_alone.get(action.about, ((), ""))
    if len(named) > 1:
        together = find_action(f"{action.id}_together")
        other = f"; iro do {together.id} takes several" if together else ""
        raise Refused(
            f"iro do {action.id} is for one {what} at a time, {len(named)} are named{other}. Nothing was changed."
        )
    if action.about in (About.CHILDREN, About.CHILD) and not (options.refs or options.id):
        raise Refused(f"Nobody is named: iro do {action.id} {_ABOUT[action.about]}. Nothing was changed.")
    if action.about in (About.ROW, About.ROWS) and not options.id:
        where = f"iro {action.listed_by} --json prints it" if action.listed_by else "as its list prints it with --json"
        raise Refused(f"Nothing is named: iro do {action.id} {of_row}, {where}. Nothing was changed.")


def _require_which(action: Action[Any], scene: Scene) -> None:
    """Raises Refused, naming the keys: one of several things that go on is meant, and none is named."""
    if not isinstance(action, OfProceedings) or scene.keys or len(scene.child_ids) != 1:
        return
    if several := action.several(scene.caseload, scene.child_id):
        named = "; ".join(f"--id {each.key} ({each.words})" for each in several)
        raise Refused(f"{scene.called} has several: say which with {named}. Nothing was changed.")


def _keys(session: Session, action: Action[Any], typed: Sequence[str]) -> list[str]:
    """The keys of rows. A duty may be named by the conference or the hearing itself, as lists of these print it; a
    task, a decision and what else a duty is about by the duty, as Today prints it.
    """
    duties = [duty for duties in session.caseload().duties.values() for duty in duties if duty.subject]
    if action.table in ("duty", "appointment"):
        meant = {duty.subject: duty.id for duty in duties if duty.kind in DAY_OF}
    else:
        meant = {duty.id: duty.subject for duty in duties}
    return [meant.get(key, key) for key in typed]


def answered(
    questions: Sequence[Question], typed: Mapping[str, Sequence[str]], today: date, office: WorkingCalendar
) -> dict[str, str]:
    """What was typed for each question, else what stands in it at first.

    Raises Refused: an answer to what is not asked here, or not with the others; two answers to one question.
    """
    asked, answers = {question.name: question for question in questions}, {}
    for name, replies in typed.items():
        if replies and name not in asked:
            raise Refused(f"{_option(name)} is not asked here. Nothing was changed.")
    for name, question in asked.items():
        replies = typed.get(name) or ()
        if len(replies) > 1 and question.kind != "several":
            raise Refused(f"{_option(name)} is given twice: give it once. Nothing was changed.")
        answer = ", ".join(replies) if replies else question.default
        # Other questions hang on what is chosen, whether it was typed as its value, its words or its key.
        picked = question.kind in ("choice", "several")
        answers[name] = str(question.read(answer, today, office)) if picked else answer
    for name, replies in typed.items():
        if any(replies) and not asked[name].asked(answers):
            goes = _goes_with(asked[name], questions, answers)
            raise Refused(f"{_option(name)} is not asked with these answers{goes}. Nothing was changed.")
    return answers


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _goes_with(question: Question, questions: Sequence[Question], answers: Mapping[str, str]) -> str:
    """The answer to another question with which this one is asked; empty where no one answer makes it so."""
    for other in questions:
        of_a_list = [option.value for option in other.options] or list(other.codes or ())
        fits = [value for value in of_a_list or ("today",) if question.asked({**answers, other.name: value})]
        if fits and other is not question:
            words = " or ".join(fits[:_NAMED]) if of_a_list else ""
            another = "another " if not of_a_list and answers[other.name] else ""
            return f": it goes with {another}{_option(other.name)} {words}".rstrip()
    return ""


def grammar(action: Action[Any], parents: Sequence[Grammar]) -> Grammar:
    """The options of a verb: one for each question. What they are given stands by name in `answers`."""
    parser = Grammar(
        prog=f"iro do {action.id}",
        description=f"{action.words}. {_ABOUT[action.about].format(table=action.table.replace('_', ' '))}".rstrip(". ")
        + ".",
        parents=list(parents),
    )
    parser.set_defaults(refs=[], id=[], answers={})
    if action.about is not About.NOBODY:
        of_row = action.about in (About.ROW, About.ROWS)  # taken, to say in words what it is about
        help_words = argparse.SUPPRESS if of_row else "whom it is about"
        parser.add_argument("refs", nargs="*", metavar="REF", help=help_words)
    questions = questions_of(action.asks) if is_dataclass(action.asks) else ()
    names = {question.name for question in questions}
    for question in questions:
        # The day of an act is --day, whatever else its form calls it.
        also = ["--day"] if question.act and "day" not in names else []
        parser.add_argument(
            _option(question.name),
            *also,
            dest=question.name,
            action=_Answer,
            default=argparse.SUPPRESS,
            metavar=question.name.upper(),
            help=_help(question),
        )
    if action.about in (About.ROW, About.ROWS):
        parser.add_argument("--id", action="append", metavar="KEY", help="of a row: its key, as --json prints it")
    elif isinstance(action, OfProceedings):
        parser.add_argument("--id", action="append", metavar="KEY", help="of several proceedings: which, by its key")
    parser.add_argument("--dry-run", action="store_true", help="only say what it would do")
    return parser


class _Answer(argparse.Action):
    """An answer, kept apart from whom a verb is about and from what every verb takes."""

    def __call__(self, _parser: object, options: Namespace, typed: Any, _option: object = None) -> None:
        options.answers = {**options.answers, self.dest: [*options.answers.get(self.dest, ()), typed]}


def _help(question: Question) -> str:
    """A question in a line: what it is called, and what may be said."""
    words = [option.value for option in question.options if option.value]
    hint = f"one of {listed(words)}" if words else "yes or no" if question.kind == "yes_no" else question.hint
    if question.kind == "day":
        hint = "a day: 2026-11-20, 12/3, tue, +20wd"
    label = question.label or "the next"
    return (f"{label}: {hint}" if hint else label).replace("%", "%%")
