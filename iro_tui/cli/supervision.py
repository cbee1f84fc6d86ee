"""`iro supervision`: the sheet for supervision, printed, written to a file, or as JSON."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.cli.printing import print_json
from iro_tui.cli.sending import send_asked
from iro_tui.cli.stores import opened
from iro_tui.cli.streams import say

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session


def _iro(session: Session, typed: str) -> str:
    """Who is meant, by key. Raises Refused: nobody of the service, or an officer's store."""
    from iro_tui.caseload.lists.service import ONLY_MANAGERS
    from iro_tui.caseload.refusals import Refused
    from iro_tui.domain.colleagues import OF_SERVICE, colleague_of

    if not session.manages:
        raise Refused(ONLY_MANAGERS)
    people = session.caseload().colleagues
    who = colleague_of({key: each for key, each in people.items() if each.role in OF_SERVICE}, typed)
    if who is None:
        raise Refused(f"Nobody on record is called {typed!r}: iro service has their names.")
    return who.key


def print_sheet(options: Namespace) -> None:
    """Print the sheet, or write it to a file. Raises Refused: a name that is taken, or no leave to write."""
    from iro_tui.figures.supervision import sheet, sheet_out

    output: Path | None = options.output
    with opened(options) as session:
        whole = session.query(sheet, options.since, _iro(session, options.iro) if options.iro else "")
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
