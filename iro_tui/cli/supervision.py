"""`iro supervision`: the sheet for supervision, printed, written to a file, or as JSON."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from iro_tui.caseload.refusals import Refused
from iro_tui.cli.asking import go_ahead
from iro_tui.cli.printing import print_json
from iro_tui.cli.stores import opened
from iro_tui.cli.streams import say


def print_sheet(options: Namespace) -> None:
    """Print the sheet, or write it to a file. Raises Refused: a name that is taken, or no leave to write."""
    from iro_tui.figures.supervision import sheet, write_sheet

    output: Path | None = options.output
    with opened(options) as session:
        whole = session.query(sheet, options.since)
        if output:
            if not go_ahead(options, f"Write the sheet to {output}? It is about children, and not encrypted there."):
                raise Refused("Nothing was written.")
            write_sheet(whole, output)
    if output:
        say(f"The sheet was written to {output}.")
    elif getattr(options, "json", False):
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
