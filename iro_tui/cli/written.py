"""`iro written`: what is written beside the figures of a period, and the words on record that may be marked for it."""

from __future__ import annotations

from argparse import Namespace

from iro_tui.cli import figures, lists
from iro_tui.cli.printing import print_json, width
from iro_tui.cli.stores import opened
from iro_tui.cli.streams import say


def print_written(options: Namespace) -> None:
    """Print the entries under their sections, or as JSON with the keys that `iro do` takes. Raises Refused."""
    from iro_tui.caseload.lists.base import record
    from iro_tui.figures.written_lines import WRITTEN, written_lines

    with opened(options) as session:
        period = figures.asked_period(options, session.today)
        rows = session.query(lambda connection, caseload: tuple(written_lines(connection, caseload, period)))
        if getattr(options, "json", False):
            print_json({WRITTEN.json: [record(WRITTEN.columns, row) for row in rows]})
            return
        say(period.words)
        say()
        for line in lists.text(session, WRITTEN, rows, None, width()):
            say(line)
