"""`iro dip`: children at random for a dip sample, the same again for the same seed; kept as tasks if asked."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.caseload.dip_kept import DIP_SAMPLE, OPENING, kept_samples
from iro_tui.caseload.refusals import Refused
from iro_tui.cli.figures import PERIODS, asked_period, require_figures
from iro_tui.cli.printing import print_json, wrapped
from iro_tui.cli.stores import opened
from iro_tui.cli.streams import say
from iro_tui.domain.words import dated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iro_tui.caseload.session import Session


def arguments(verb: ArgumentParser, day: Callable[[str], date], count: Callable[[str], int]) -> None:
    """The options of the verb."""
    verb.add_argument("number", type=count, nargs="?", metavar="N", help="how many children")
    verb.add_argument("period", nargs="?", choices=PERIODS, default="quarter", help="of which period (quarter)")
    verb.add_argument("--of", type=day, metavar="DATE", help="the one that this day lies in (the last one over)")
    verb.add_argument("--from", dest="first", type=day, metavar="DATE", help="a period of your own: its first day")
    verb.add_argument("--to", dest="last", type=day, metavar="DATE", help="its last day (today)")
    whom = verb.add_mutually_exclusive_group()
    whom.add_argument("--code", default="", metavar="PN7", help="only whose review has this participation code")
    whom.add_argument("--missed", default="", metavar="ID", help="only whom this figure counts and did not reach")
    whom.add_argument(
        "--counted", default="", metavar="ID", help="only whom this figure counts: plans that ended early"
    )
    verb.add_argument("--seed", type=int, default=1, metavar="N", help="another number, other children (1)")
    verb.add_argument("--keep", action="store_true", help="add a task of the sample for each child")
    verb.add_argument("--kept", action="store_true", help="the samples that were kept, with what was found")
    verb.add_argument("--by", default="+20wd", metavar="DATE", help="by when the tasks are done (+20wd)")


def dip(options: Namespace) -> None:
    """Draw the sample, print it, and keep it as tasks where that was asked. Raises Refused."""
    from iro_tui.figures.dip import dip_sample
    from iro_tui.figures.reading import service_of

    if options.kept:
        _show_kept(options)
        return
    if options.number is None:
        raise Refused("How many children? Give a number: iro dip 8. The samples that were kept: iro dip --kept.")
    with opened(options) as session:
        service = session.query(service_of)
        for option, figure in (("--missed", options.missed), ("--counted", options.counted)):
            require_figures(filter(None, [figure]), service, option)
        period = asked_period(options, service.today)
        whom = {"code": options.code.upper(), "missed": options.missed, "counted": options.counted}
        sample = dip_sample(period, service, options.number, options.seed, **whom)
        refs = [session.caseload().children[key].ref for key in sample.drawn]
        kept = _keep(session, sample.drawn, sample.what, options.by) if options.keep and refs else ""
    if getattr(options, "json", False):
        shape = {"from": period.first, "to": period.last, "of": sample.what, "fitting": sample.fitting}
        print_json(shape | {"children": refs, "kept": bool(kept)})
        return
    say(f"Dip sample: {len(refs)} of {sample.fitting} children ({sample.what})")
    for line in wrapped(", ".join(refs) or "Nobody fits."):
        say(line)
    if kept:
        say(kept)


def _show_kept(options: Namespace) -> None:
    """The samples on record: how many of each were looked at, and what was found."""
    with opened(options) as session:
        samples = session.query(kept_samples)
    if getattr(options, "json", False):
        print_json({"samples": samples})
        return
    for sample in samples:
        say(f"{sample.what}: {sample.looked_at} of {len(sample.tasks)} looked at")
        for task in sample.tasks:
            state = dated(task.done_on) if task.done_on else f"by {dated(task.due)}"
            for line in wrapped(f"  {task.ref}, {state}{': ' if task.outcome else ''}{task.outcome}"):
                say(line)
    if not samples:
        say("No dip sample was kept. iro dip 8 --keep draws one and keeps it.")


def _keep(session: Session, children: Sequence[str], what: str, by: str) -> str:
    """A task for each child, as one action; its sentence."""
    from iro_tui.actions import action_of
    from iro_tui.actions.base import look_at, plan_answers

    verb = action_of("task")
    scene = look_at(session, verb, children)
    questions = verb.questions(scene)
    answers = {question.name: question.default for question in questions}
    planned = plan_answers(
        verb, scene, questions, answers | {"what": f"{OPENING}{what}", "due": by, "type": DIP_SAMPLE}
    )
    return verb.perform(session, planned).sentence
