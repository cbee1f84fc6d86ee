"""`iro chase`: what is waited for, by worker and team, as one text that is ready to send."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from iro_tui.cli.printing import print_json
from iro_tui.cli.sending import send_asked
from iro_tui.cli.stores import opened
from iro_tui.cli.streams import say
from iro_tui.typed_path import as_path


def arguments(verb: ArgumentParser) -> None:
    """The options of the verb."""
    verb.add_argument("--worker", default="", metavar="NAME", help="only what this worker owes, as the name begins")
    verb.add_argument("--team", default="", metavar="TEAM", help="only what is owed in this team, as it begins")
    verb.add_argument(
        "-o", "--output", type=as_path, metavar="FILE", help="write a new file, after asking: .txt or .csv"
    )


def chase(options: Namespace) -> None:
    """Print the text, or write it to a file. Raises Refused: a name that is taken, or no leave to write."""
    from iro_tui.caseload.lists.base import record
    from iro_tui.caseload.lists.owed import OWES, chasing_text, owed_out

    wanted = {"worker": options.worker, "team": options.team}
    output: Path | None = options.output
    with opened(options) as session:
        rows = session.lines(OWES, **wanted)
        if output:
            send_asked(session, session.query(owed_out, **wanted), output, options)
        elif getattr(options, "json", False):
            print_json({OWES.json: [record(OWES.columns, row) for row in rows]})
        else:
            say(chasing_text(rows, session.today) if rows else "Nobody owes anything.")
