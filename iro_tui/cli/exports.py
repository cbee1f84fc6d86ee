"""`iro export`: files of personal data, asked about before they are written, and never written over another."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.caseload.refusals import Refused
from iro_tui.cli.imports import collection_year
from iro_tui.cli.sending import send_asked
from iro_tui.cli.stores import opened
from iro_tui.cli.streams import say, tell
from iro_tui.typed_path import as_path

if TYPE_CHECKING:
    from iro_tui.caseload.exporting import Outgoing
    from iro_tui.caseload.session import Session


@dataclass(frozen=True, slots=True)
class _Export:
    """One kind of file: the endings that it can have, and what makes it."""

    make: Callable[[Session, Namespace], Outgoing]
    endings: tuple[str, ...] = (".txt", ".csv")
    after: Callable[[Session, Namespace], None] | None = None
    """What is done once it is written."""


def arguments(verb: ArgumentParser, common: ArgumentParser, as_day: Callable[[str], date]) -> None:
    """The kinds of file, each with its options."""
    kinds = verb.add_subparsers(dest="export", metavar="|".join(EXPORTS), required=True)

    def kind(name: str, says: str, *, names: bool = True, stops: bool = False) -> ArgumentParser:
        made = kinds.add_parser(name, help=says, parents=[common])
        says = f"a new file: {' '.join(EXPORTS[name].endings)}"
        made.add_argument("file", type=as_path, nargs="?" if stops else None, metavar="FILE", help=says)
        if names:
            made.add_argument("--names", action="store_true", help="with the children's full names")
        return made

    notes = kind("casenotes", "the notes of the outbox, by child")
    notes.add_argument("--child", default="", metavar="REF", help="only those of this child")
    which = notes.add_mutually_exclusive_group()
    which.add_argument("--filed", action="store_const", const=True, default=False, help="those filed instead")
    which.add_argument("--all", dest="filed", action="store_const", const=None, help="those filed too")
    kind("journal", "what was done, the first first", names=False)
    kind("caseload", "every child on the caseload")
    sheet = kind("daysheet", "one page for the road: today's meetings, where, and what to ask")
    sheet.add_argument("--day", type=as_day, default=None, metavar="YYYY-MM-DD", help="another day")
    pack = kind("pack", "what one reads before a review of a child")
    pack.add_argument("--child", required=True, metavar="REF", help="the child's reference")
    reviews = kind("reviews903", "the Reviews file of the SSDA903 return, checked by its own rules", names=False)
    reviews.add_argument("--year", type=collection_year, default=None, metavar="2025-26", help="the collection year")
    reviews.add_argument("--as-it-is", action="store_true", help="although the return's rules ask something")
    calendar = kind("calendar", "meetings and limits, for Outlook and other calendars; a file or a folder", stops=True)
    calendar.add_argument("--keep", action="store_true", help="and write it again after each booking from now on")
    calendar.add_argument("--stop", action="store_true", help="write it no more; the file stays")


def export(options: Namespace) -> None:
    """Ask, write and say so. Raises Refused: a name that is taken or ends otherwise, or no leave to write."""
    from iro_tui.caseload.exporting import require_new

    kind = EXPORTS[options.export]
    if getattr(options, "stop", False):
        from iro_tui.caseload.outgoing.kept_calendar import stop_keeping

        with opened(options) as session:
            say(stop_keeping(session).sentence)
        return
    if options.file is None:
        raise Refused("There is no file to write: give a new name, such as calendar.ics.")
    if options.export == "calendar":
        from iro_tui.caseload.outgoing.kept_calendar import calendar_at

        options.file = calendar_at(options.file)
    else:
        require_new(options.file, kind.endings)  # before a passphrase is asked for in vain
    with opened(options) as session:
        send_asked(session, kind.make(session, options), options.file, options)
        if kind.after:
            kind.after(session, options)


def _casenotes(session: Session, options: Namespace) -> Outgoing:
    from iro_tui.caseload.lists.outbox import notes_out

    filed: bool | None = options.filed
    child_id = session.find_child(options.child) if options.child else ""
    return session.query(notes_out, names=options.names, filed=filed, child_id=child_id)


def _journal(session: Session, options: Namespace) -> Outgoing:  # noqa: ARG001
    from iro_tui.caseload.exporting import journal_out

    return session.query(journal_out)


def _caseload(session: Session, options: Namespace) -> Outgoing:
    from iro_tui.caseload.lists.children import CHILDREN
    from iro_tui.caseload.outgoing.list_file import list_out

    rows = session.lines(CHILDREN)
    view = CHILDREN.switch.off if CHILDREN.switch else None
    return list_out(session, CHILDREN, rows, view, names=options.names)


def _reviews903(session: Session, options: Namespace) -> Outgoing:
    from iro_tui.caseload.outgoing.reviews903 import reviews903_out

    year: int | None = options.year
    return session.query(reviews903_out, year=year, as_it_is=options.as_it_is)


def _daysheet(session: Session, options: Namespace) -> Outgoing:
    from iro_tui.caseload.outgoing.day_sheet import day_sheet_out

    day: date | None = options.day
    return session.query(day_sheet_out, day, names=options.names)


def _pack(session: Session, options: Namespace) -> Outgoing:
    from iro_tui.caseload.outgoing.review_pack import review_pack_out

    return session.query(review_pack_out, session.find_child(options.child), names=options.names)


def _calendar(session: Session, options: Namespace) -> Outgoing:
    from iro_tui.caseload.outgoing.calendar import calendar_out

    return session.query(calendar_out, names=options.names)


def _keep_calendar(session: Session, options: Namespace) -> None:
    from iro_tui.caseload.outgoing.kept_calendar import keep_calendar

    if options.keep:
        tell(keep_calendar(session, options.file, names=options.names).sentence)


EXPORTS = {
    "casenotes": _Export(_casenotes),
    "journal": _Export(_journal),
    "caseload": _Export(_caseload, (".xlsx", ".html", ".csv", ".txt")),
    "daysheet": _Export(_daysheet, (".html", ".txt")),
    "pack": _Export(_pack, (".html", ".txt")),
    "reviews903": _Export(_reviews903, (".csv",)),
    "calendar": _Export(_calendar, (".ics",), _keep_calendar),
}
