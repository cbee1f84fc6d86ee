"""`iro supervision`: the sheet for supervision, printed, written to a file, or as JSON."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from iro_tui.cli.printing import print_json
from iro_tui.cli.sending import send_asked
from iro_tui.cli.stores import opened
from iro_tui.cli.streams import say


def print_sheet(options: Namespace) -> None:
    """Print the sheet, or write it to a file. Raises Refused: a name that is taken, or no leave to write."""
    from iro_tui.figures.supervision import sheet, sheet_out

    output: Path | None = options.output
    with opened(options) as session:
        whole = session.query(sheet, options.since)
        if output:
            send_asked(session, sheet_out(whole), output, options)
            return
    if getattr(options, "json", False):
        print_json(
            {
                "today": whole.today,
                "since": whole.since,
                "parts": [{"heading": part.heading, "aside": part.aside, "lines": part.lines} for part in whole.parts],
            }
        )
    else:
        for line in whole.text.splitlines():
            say(line)
