"""`iro do`: every verb of the screens on the command line, its options made from what the verb asks."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from iro_tui.actions import all_actions
from iro_tui.actions.base import About, Action, look_at, plan_answers
from iro_tui.actions.questions import Question, questions_of
from iro_tui.caseload.refusals import Refused
from iro_tui.cli.arguments import Grammar
from iro_tui.cli.asking import go_ahead
from iro_tui.cli.printing import print_json, table, width
from iro_tui.cli.stores import opened
from iro_tui.cli.streams import say, tell

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


def do(options: Namespace, parents: Sequence[Grammar]) -> None:
    """Plan a verb, say what it does and do it; without a verb list them. Raises Refused."""
    if options.action is None:
        _list(options)
        return
    action = all_actions().get(options.action)
    if action is None:
        raise Refused(f"There is no action {options.action!r}: `iro do` lists them.")
    verb_options = _grammar(action, parents).parse_args(options.rest)
    for name, value in vars(options).items():
        if not hasattr(verb_options, name):
            setattr(verb_options, name, value)
    with opened(verb_options) as session:
        _perform(session, action, verb_options)


def _list(options: Namespace) -> None:
    named = [(action.id, action.words) for action in all_actions().values()]
    if getattr(options, "json", False):
        print_json({"actions": [{"action": name, "does": words} for name, words in named]})
        return
    for line in table(("Action", "Does"), named, room=width()):
        say(line)


def _perform(session: Session, action: Action[Any], options: Namespace) -> None:
    scene = look_at(session, action, [session.find_child(ref) for ref in options.refs], options.id or ())
    questions = action.questions(scene)
    answers = dict(_answers(questions, options))
    planned = plan_answers(action, scene, questions, answers)
    as_json = getattr(options, "json", False)
    if options.dry_run:
        would = " ".join(filter(None, (planned.sentence, planned.warning, planned.asks)))
        print_json({"would_do": would}) if as_json else say(f"Would do: {would}")
        return
    for question in filter(None, (action.confirm(scene), planned.asks)):
        if not go_ahead(options, question):
            raise Refused("Nothing was changed.")
    changes = action.perform(session, planned)
    if as_json:
        print_json({"operation": changes.operation or None, "name": changes.name, "did": changes.sentence})
    else:
        say(" ".join(filter(None, (changes.sentence, planned.warning))))
        if planned.then:
            tell(f"What follows: iro do {planned.then.action} {' '.join(options.refs)}")


def _answers(questions: Sequence[Question], options: Namespace) -> Iterator[tuple[str, str]]:
    """What was typed for each question, else what stands in it at first. Raises Refused for one not asked here."""
    asked = {question.name for question in questions}
    for name in options.asked:
        typed = getattr(options, name)
        if typed is not None and name not in asked:
            raise Refused(f"--{name.replace('_', '-')} is not asked here. Nothing was changed.")
    for question in questions:
        typed = getattr(options, question.name)
        yield question.name, question.default if typed is None else typed


def _grammar(action: Action[Any], parents: Sequence[Grammar]) -> Grammar:
    """The options of a verb: one for each question."""
    parser = Grammar(
        prog=f"iro do {action.id}",
        description=f"{action.words}. {_ABOUT[action.about].format(table=action.table)}".rstrip(". ") + ".",
        parents=list(parents),
    )
    on_children = action.about in (About.CHILDREN, About.CHILD, About.CHILDREN_OR_NOBODY)
    if on_children:
        parser.add_argument("refs", nargs="*", metavar="REF", help="whom it is about")
    questions = questions_of(action.asks) if is_dataclass(action.asks) else ()
    names = {question.name for question in questions}
    for question in questions:
        # The day of an act is --day, whatever else its form calls it.
        also = ["--day"] if question.act and "day" not in names else []
        option = f"--{question.name.replace('_', '-')}"
        parser.add_argument(option, *also, dest=question.name, help=_help(question))
    if "id" not in names:
        parser.add_argument("--id", action="append", metavar="KEY", help="of a row: its key, as --json prints it")
    parser.add_argument("--dry-run", action="store_true", help="only say what it would do")
    parser.set_defaults(asked=[item.name for item in fields(action.asks)] if questions else [])
    if not on_children:
        parser.set_defaults(refs=[])
    return parser


def _help(question: Question) -> str:
    """A question in a line: what it is called, and what may be said."""
    words = [option.value for option in question.options if option.value]
    hint = f"one of {', '.join(words)}" if words else "yes or no" if question.kind == "yes_no" else question.hint
    if question.kind == "day":
        hint = "a day: 2026-11-20, 12/3, tue, +20wd"
    label = question.label or "the next"
    return (f"{label}: {hint}" if hint else label).replace("%", "%%")
