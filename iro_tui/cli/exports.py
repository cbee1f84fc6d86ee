"""`iro export`: files of personal data, asked about before they are written, and never written over another."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iro_tui.cli.sending import send_asked
from iro_tui.cli.stores import opened
from iro_tui.typed_path import as_path

if TYPE_CHECKING:
    from iro_tui.caseload.exporting import Outgoing
    from iro_tui.caseload.session import Session


@dataclass(frozen=True, slots=True)
class _Export:
    """One kind of file: the endings that it can have, and what makes it."""

    make: Callable[[Session, Namespace], Outgoing]
    endings: tuple[str, ...] = (".txt", ".csv")


def arguments(verb: ArgumentParser, common: ArgumentParser) -> None:
    """The kinds of file, each with its options."""
    kinds = verb.add_subparsers(dest="export", metavar="|".join(EXPORTS), required=True)

    def kind(name: str, says: str, *, names: bool = True) -> ArgumentParser:
        made = kinds.add_parser(name, help=says, parents=[common])
        made.add_argument("file", type=as_path, metavar="FILE", help=f"a new file: {' '.join(EXPORTS[name].endings)}")
        if names:
            made.add_argument("--names", action="store_true", help="with the children's full names")
        return made

    which = kind("casenotes", "the notes of the outbox").add_mutually_exclusive_group()
    which.add_argument("--filed", action="store_const", const=True, default=False, help="those filed instead")
    which.add_argument("--all", dest="filed", action="store_const", const=None, help="those filed too")
    kind("journal", "what was done, the first first", names=False)
    kind("caseload", "every child on the caseload")


def export(options: Namespace) -> None:
    """Ask, write and say so. Raises Refused: a name that is taken or ends otherwise, or no leave to write."""
    from iro_tui.caseload.exporting import require_new

    kind = EXPORTS[options.export]
    require_new(options.file, kind.endings)  # before a passphrase is asked for in vain
    with opened(options) as session:
        send_asked(session, kind.make(session, options), options.file, options)


def _casenotes(session: Session, options: Namespace) -> Outgoing:
    from iro_tui.caseload.lists.outbox import notes_out

    filed: bool | None = options.filed
    return session.query(notes_out, names=options.names, filed=filed)


def _journal(session: Session, options: Namespace) -> Outgoing:  # noqa: ARG001
    from iro_tui.caseload.exporting import journal_out

    return session.query(journal_out)


def _caseload(session: Session, options: Namespace) -> Outgoing:
    from iro_tui.caseload.lists.children import CHILDREN
    from iro_tui.caseload.outgoing.list_file import list_out

    rows = session.lines(CHILDREN)
    view = CHILDREN.switch.off if CHILDREN.switch else None
    return list_out(session, CHILDREN, rows, view, names=options.names)


EXPORTS = {
    "casenotes": _Export(_casenotes),
    "journal": _Export(_journal),
    "caseload": _Export(_caseload, (".xlsx", ".html", ".csv", ".txt")),
}
