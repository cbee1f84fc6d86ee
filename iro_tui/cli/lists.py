"""Any list on the command line: as text, as CSV or as JSON, from the list's own columns and words."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iro_tui.caseload.lists import base
from iro_tui.caseload.lists.around import ABOVE, BELOW, BESIDE, HEADINGS, NOTES
from iro_tui.caseload.lists.base import AnyList
from iro_tui.caseload.refusals import Refused
from iro_tui.cli.printing import cells_of, json_text, print_json, table, width, wrapped
from iro_tui.cli.streams import say, tell
from iro_tui.domain.words import amount_words
from iro_tui.typed_path import as_path

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session

TEXT, CSV, HTML, XLSX = "text", "csv", "html", "xlsx"
INDENT = "  "
MOST_WEEKS = 5_000
"""How far a list is turned: what is typed beyond it is a slip."""


def arguments(verb: ArgumentParser, listed: AnyList, number: Callable[[str], int], day: Callable[[str], date]) -> None:
    """The options of a list's verb."""
    switch = listed.switch
    if switch and switch.takes_number:
        number = _whole if switch.from_day else number
        if switch.from_day:
            verb.add_argument("--from", dest="from_day", type=day, metavar="DAY", help="show that which holds this day")
        verb.add_argument(switch.flag, dest="view", type=number, default=switch.off, metavar="N", help=switch.help)
    elif switch:
        verb.add_argument(
            switch.flag, dest="view", action="store_const", const=switch.on, default=switch.off, help=switch.help
        )
    verb.add_argument(
        "--format", choices=(TEXT, CSV, HTML, XLSX), default=None,
        help="text (the usual), a table, a page to print, or with -o a workbook",
    )  # fmt: skip
    verb.add_argument(
        "-o",
        "--output",
        type=as_path,
        metavar="FILE",
        help="write a new file, asking: .xlsx .html .csv .txt .json",
    )
    shown = " and in what is printed" if listed.opened else ""
    verb.add_argument("--names", action="store_true", help=f"with full names in the file{shown}")


def _whole(text: str) -> int:
    try:
        return max(-MOST_WEEKS, min(int(text), MOST_WEEKS))
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a whole number: write it as 2, or -1 for one before") from None


def show(session: Session, listed: AnyList, options: Namespace) -> None:
    """Print a list, or write it to a file. Raises Refused: a name that is taken, or no leave to write."""
    view = getattr(options, "view", listed.switch.off if listed.switch else None)
    if listed.switch and listed.switch.from_day and (day := getattr(options, "from_day", None)):
        view = max(-MOST_WEEKS, min(listed.switch.from_day(day, session.today), MOST_WEEKS))
    names = getattr(options, "names", False)
    rows = tuple(listed.told(session.lines(listed, **listed.options(view)), names=names))
    output: Path | None = getattr(options, "output", None)
    if output:
        _write(session, listed, rows, view, options, output)
    elif getattr(options, "json", False):
        print_json(_data(session, listed, rows))
    elif (form := getattr(options, "format", None)) in (CSV, HTML):
        from iro_tui.caseload.outgoing.list_file import list_out

        content = list_out(session, listed, rows, view, names=names).forms[f".{form}"]()
        sys.stdout.write(content.decode("utf-8-sig").replace("\r\n", "\n"))
    elif form == XLSX:
        raise Refused("A workbook is no text to print: say which file with -o, such as -o list.xlsx.")
    else:
        for line in text(session, listed, rows, view, width()):
            say(line)
        for note in NOTES[listed.id](session, rows) if listed.id in NOTES else ():
            tell(f"Note: {note}")


def _data(session: Session, listed: AnyList, rows: tuple[Any, ...]) -> dict[str, Any]:
    beside = BESIDE[listed.id](session) if listed.id in BESIDE else {}
    return {**beside, listed.json: [base.record(listed.columns, row) for row in rows]}


def _write(
    session: Session, listed: AnyList, rows: tuple[Any, ...], view: Any, options: Namespace, output: Path
) -> None:
    from iro_tui.caseload.outgoing.list_file import list_out
    from iro_tui.cli.sending import send_asked

    form = getattr(options, "format", None)
    ending = ".txt" if form == TEXT else f".{form}"
    if form and output.suffix.lower() != ending:
        raise Refused(f"The file is {output.name!r}, and --format is {form}: give a name that ends in {ending}.")
    outgoing = list_out(session, listed, rows, view, names=options.names)
    data = {".json": lambda: f"{json_text(_data(session, listed, rows))}\n".encode()}
    send_asked(session, replace(outgoing, forms={**outgoing.forms, **data}), output, options)


def text(session: Session, listed: AnyList, rows: tuple[Any, ...], view: Any, room: int | None) -> Iterator[str]:
    """A list as lines of text: what stands above it, its rows under their headings, how many, and what signs mean.

    `room` is the cells of a line; None: nothing is cut.
    """
    today = session.today
    rows = tuple(listed.standing(rows))
    if listed.id in ABOVE:
        yield from (*(line for words in ABOVE[listed.id](session) for line in wrapped(words)), "")
    if rows:
        notes = HEADINGS[listed.id](session, view) if listed.id in HEADINGS else {}
        yield from _table(listed, rows, today, view, room, notes)
        yield from ("", f"{amount_words(len(rows), listed.unit)}.")
        yield from wrapped(listed.legend)
    else:
        yield next((each.nothing for each in listed.views if each.value == view), listed.views[0].nothing)
    if listed.id in BELOW:
        yield from ("", *BELOW[listed.id](session))


def _table(
    listed: AnyList, rows: tuple[Any, ...], today: Any, view: Any, room: int | None, notes: Mapping[str, str]
) -> Iterator[str]:
    shown = [column for column in listed.shown(view, rows) if column.printed]
    columns = [column for column in shown if not column.below and not column.joined]
    below = [column for column in shown if column.below]
    heading = listed.heading
    indent = INDENT if heading else ""
    titles, *lines = table(
        [c.title for c in columns],
        cells_of(
            columns, rows, today, room, {before.key: column for before, column in pairwise(shown) if column.joined}
        ),
        [c.kind.flexible for c in columns],
        indent,
        [c.cut_last for c in columns],
        room,
    )
    yield titles
    groups = groupby(zip(rows, lines, strict=True), key=lambda pair: heading(pair[0], today, view) if heading else "")
    for title, pairs in groups:
        members = list(pairs)
        if title:
            yield from ("", f"{title} ({len(members):,}){f'  {notes[title]}' if title in notes else ''}")
        for number, (row, line) in enumerate(members):
            yield from [""] * bool(below and number)
            yield line
            for column in below:
                for paragraph in str(column.of(row)).splitlines():
                    yield from wrapped(paragraph, first=INDENT * 2, rest=INDENT * 2)
