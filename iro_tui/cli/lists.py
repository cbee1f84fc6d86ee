"""Any list on the command line: as text, as CSV or as JSON, from the list's own columns and words."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iro_tui.caseload.lists import base
from iro_tui.caseload.lists.base import AnyList
from iro_tui.caseload.refusals import Refused
from iro_tui.cli.printing import cells_of, json_text, print_json, table, width, wrapped
from iro_tui.cli.streams import say, tell
from iro_tui.domain.words import amount_words, day_words
from iro_tui.typed_path import as_path

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session

TEXT, CSV = "text", "csv"
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
        "--format", choices=(TEXT, CSV), default=TEXT, help="text (the usual), or a table for a spreadsheet"
    )
    verb.add_argument(
        "-o", "--output", type=as_path, metavar="FILE", help="write a new file, after asking: .txt, .csv or .json"
    )


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
    rows = session.lines(listed, **listed.options(view))
    output: Path | None = getattr(options, "output", None)
    if output:
        _write(session, listed, rows, view, options, output)
    elif getattr(options, "json", False):
        print_json(_data(session, listed, rows))
    elif getattr(options, "format", TEXT) == CSV:
        from iro_tui.caseload.guarded_csv import csv_bytes

        sys.stdout.write(csv_bytes(*base.table(listed.shown(view), rows)).decode("utf-8-sig").replace("\r\n", "\n"))
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
    from iro_tui.caseload.exporting import export
    from iro_tui.cli.asking import go_ahead

    question = f"Write the list {listed.title} to {output}? It is about children, and not encrypted there."
    if not go_ahead(options, question):
        raise Refused("Nothing was written.")
    export(
        output,
        *base.table(listed.shown(view), rows),
        lambda: "\n".join(text(session, listed, rows, view, None)),
        lambda: json_text(_data(session, listed, rows)) + "\n",
    )
    if getattr(options, "json", False):
        print_json({"file": str(output), "written": len(rows)})
    else:
        say(f"{amount_words(len(rows), listed.unit)} written to {output}.")


def text(session: Session, listed: AnyList, rows: tuple[Any, ...], view: Any, room: int | None) -> Iterator[str]:
    """A list as lines of text: what stands above it, its rows under their headings, how many, and what signs mean.

    `room` is the cells of a line; None: nothing is cut.
    """
    today = session.today
    rows = tuple(listed.standing(rows))
    if listed.id in ABOVE:
        yield from (*ABOVE[listed.id](session), "")
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
    shown = [column for column in listed.shown(view) if column.printed]
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


# What single lists say beside their rows


def _counts(session: Session) -> Iterator[str]:
    strip, today = session.strip(), session.today
    counts = (
        f"{day_words(today, today)} {today.year}: {strip.looked_after:,} looked after "
        f"(range {strip.range_low}-{strip.range_high}), {strip.child_protection:,} child protection, "
        f"{strip.short_breaks:,} short breaks; {strip.overdue:,} late, {strip.by_law:,} of them by law; "
        f"{amount_words(strip.unbooked, 'reviews')} due in 28 days to book; {strip.outbox:,} to file"
    )
    yield from wrapped(counts)


def _warnings(session: Session, rows: tuple[Any, ...]) -> Iterator[str]:
    from iro_tui.domain.calendar import beyond_known

    yield from session.remarks()  # what every command tells is told
    if any(beyond_known(row.duty.due) for row in rows):
        yield "some dates lie beyond the bank holidays that are published so far; one-off holidays may move them."


def _measures(session: Session) -> Iterator[str]:
    from iro_tui.caseload.lists.paperwork import MEASURES, measured

    yield "Reviews followed here, the two never mixed:"
    for name, (n, of) in measured(session.caseload()).items():
        yield f"  {MEASURES[name]:<16} {n} of {of}"


def _today_data(session: Session) -> dict[str, Any]:
    return {"today": session.today, "caseload": session.strip().children, "warnings": list(session.warnings())}


def _group_notes(session: Session, days: int) -> Mapping[str, str]:
    from iro_tui.caseload.group_notes import group_notes

    return session.query(group_notes, days)


def _measure_data(session: Session) -> dict[str, Any]:
    from iro_tui.caseload.lists.paperwork import measured

    return {name: {"numerator": n, "denominator": of} for name, (n, of) in measured(session.caseload()).items()}


ABOVE: dict[str, Callable[[Session], Iterator[str]]] = {"today": _counts}
HEADINGS: dict[str, Callable[[Session, Any], Mapping[str, str]]] = {"today": _group_notes}
"""What is said beside headings, by heading."""
BELOW: dict[str, Callable[[Session], Iterator[str]]] = {"paperwork": _measures}
NOTES: dict[str, Callable[[Session, tuple[Any, ...]], Iterator[str]]] = {"today": _warnings}
"""What is told beside a list on the standard error."""
BESIDE: dict[str, Callable[[Session], dict[str, Any]]] = {"today": _today_data, "paperwork": _measure_data}
"""What scripts are given beside the rows."""
