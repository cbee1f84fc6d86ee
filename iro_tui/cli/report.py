"""`iro report`: the report of a period, printed or written to a file in the format of its ending."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.cli import figures
from iro_tui.cli.printing import print_json
from iro_tui.cli.sending import send_asked
from iro_tui.cli.stores import opened
from iro_tui.cli.streams import say, tell
from iro_tui.typed_path import as_path

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.figures import Period
    from iro_tui.figures.formats import ReportFormat

FORMATS = ("text", "md", "html", "xlsx", "json")
OPEN = "Small numbers are not hidden: --hide-small before it leaves the service."


def arguments(verb: ArgumentParser, day: Callable[[str], date]) -> None:
    """The options of the verb."""
    figures.period_arguments(verb, day)
    verb.add_argument("--format", choices=FORMATS, help="text (the usual), Markdown, a page to print, a workbook, JSON")
    verb.add_argument("-o", "--output", type=as_path, metavar="FILE",
                      help="write a new file: .txt, .md, .html, .xlsx or .json says the format")  # fmt: skip
    verb.add_argument("--keep", metavar="NAME",
                      help="keep it as published, by this name: corrections show as was and is now")  # fmt: skip
    verb.add_argument("--hide-small", action="store_true",
                      help="hide numbers under 5, and those from which one could be worked out")  # fmt: skip
    verb.add_argument("--for-children", action="store_true",
                      help="the version for the care council, in plain words, small numbers hidden")  # fmt: skip


def report(options: Namespace) -> None:
    """Print the report, or write it. Raises Refused: a name that is taken, or ends otherwise than the format."""
    from iro_tui.figures.formats import read_report, report_out

    if options.for_children:
        _print_plain(options)
        return
    chosen = _chosen(options)
    with opened(options) as session:
        period = figures.asked_period(options, session.today)
        made = session.query(read_report, period, by=options.by, hides=options.hide_small, months=chosen.months)
        if options.keep is not None:
            _keep(session, options.keep, period)
        if options.output:
            send_asked(session, report_out(made), options.output, options)
            if not made.hides:
                tell(f"Note: {OPEN}")
            return
    if chosen.ending == ".json":
        from iro_tui.figures.report_data import as_data

        print_json(as_data(made))
    else:
        for line in chosen.made(made).decode().splitlines():
            say(line)


def _print_plain(options: Namespace) -> None:
    """The children's version, printed or written to a file. Raises Refused: a format that it does not have."""
    from iro_tui.caseload.exporting import require_new
    from iro_tui.caseload.refusals import Refused
    from iro_tui.figures.formats import plain_report

    with opened(options) as session:
        made = session.query(plain_report, figures.asked_period(options, session.today))
        if options.output:
            require_new(options.output, made.forms)
            send_asked(session, made, options.output, options)
            return
    ending = {None: ".txt", "text": ".txt", "md": ".md"}.get(options.format)
    if ending is None:
        raise Refused("The children's version is text or md to read here, and with -o a file .txt, .md or .html.")
    for line in made.forms[ending]().decode().splitlines():
        say(line)


def _keep(session: Session, name: str, period: Period) -> None:
    """Keep it as published. Raises Refused: a name that is taken, a period that has not begun."""
    from iro_tui.actions.base import do
    from iro_tui.actions.keep_report import ACTION, ReportKept

    changes = do(session, ACTION, ReportKept(name, period.first, period.last))
    tell(changes.sentence)


def _chosen(options: Namespace) -> ReportFormat:
    """The format that was named, else that of the file's ending. Raises Refused."""
    from iro_tui.caseload.exporting import require_new
    from iro_tui.caseload.refusals import Refused
    from iro_tui.figures.formats import BY_ENDING, ENDINGS, FORMATS

    output: Path | None = options.output
    named: str = options.format or ("json" if getattr(options, "json", False) else "text")
    if output is None:
        if not FORMATS[named].is_text:
            raise Refused(f"--format {named} is a file: say where with -o NAME{FORMATS[named].ending}.")
        return FORMATS[named]
    require_new(output, ENDINGS)
    by_ending = BY_ENDING[output.suffix.lower()]
    if options.format not in (None, by_ending):
        raise Refused(f"--format is {named}, and {output.name} ends otherwise: end it in {FORMATS[named].ending}.")
    return FORMATS[by_ending]
