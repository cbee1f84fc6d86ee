"""`iro export`: files of personal data, asked about before they are written, and never written over another."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from iro_tui.caseload.refusals import Refused
from iro_tui.cli.asking import go_ahead
from iro_tui.cli.printing import print_json
from iro_tui.cli.stores import opened
from iro_tui.cli.streams import say
from iro_tui.domain.words import amount_words

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session


@dataclass(frozen=True, slots=True)
class _Export:
    """One kind of file: what it holds, what that is counted in, and what writes it and says how many."""

    what: str
    unit: str
    write: Callable[[Session, Namespace], int]


def export(options: Namespace) -> None:
    """Ask, write and say so. Raises Refused: a name that is taken or ends otherwise, or no leave to write."""
    from iro_tui.caseload.exporting import require_new

    kind = EXPORTS[options.export]
    require_new(options.file)  # before a passphrase is asked for in vain
    with opened(options) as session:
        named = " with the children's full names" if getattr(options, "names", False) else ""
        question = f"Write {kind.what}{named} to {options.file}? It is about children, and not encrypted there."
        if not go_ahead(options, question):
            raise Refused("Nothing was written.")
        written = kind.write(session, options)
    if getattr(options, "json", False):
        print_json({"file": str(options.file), "written": written})
    else:
        say(f"{amount_words(written, kind.unit)} written to {options.file}.")


def _casenotes(session: Session, options: Namespace) -> int:
    from iro_tui.caseload.lists.outbox import export_notes

    which: dict[str, Any] = {"names": options.names, "filed": options.filed}
    return session.query(export_notes, options.file, **which)


def _journal(session: Session, options: Namespace) -> int:
    from iro_tui.caseload.exporting import export_journal

    return session.query(export_journal, options.file)


EXPORTS = {
    "casenotes": _Export("the case notes", "case notes", _casenotes),
    "journal": _Export("the journal", "journal lines", _journal),
}
