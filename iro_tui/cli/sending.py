"""What every command that writes a file of personal data does: asks what and where, writes, says so."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.caseload.refusals import Refused
from iro_tui.cli.asking import go_ahead
from iro_tui.cli.printing import print_json
from iro_tui.cli.streams import say, tell
from iro_tui.domain.words import counted, heading

if TYPE_CHECKING:
    from iro_tui.caseload.exporting import Outgoing
    from iro_tui.caseload.session import Session


def send_asked(session: Session, outgoing: Outgoing, path: Path, options: Namespace) -> None:
    """Ask, write a new file, enter it in the journal, say so. Raises Refused: a name that is taken, no leave."""
    from iro_tui.caseload.exporting import is_over, require_new, send

    require_new(path, outgoing.forms, outgoing.over)
    again = ", over the one written before" if is_over(path, outgoing.over) else ""
    question = f"Write {outgoing.words}, to {path}{again}? It is about children, and not encrypted there."
    if not go_ahead(options, question):
        raise Refused("Nothing was written.")
    untold = send(session, outgoing, path)
    if untold:
        tell(f"Note: {untold}")
    if getattr(options, "json", False):
        print_json({"file": str(path), "written": outgoing.amount})
    else:
        say(f"{heading(counted(outgoing.amount, outgoing.unit))} written to {path}.")
