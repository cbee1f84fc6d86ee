"""The outbox: case notes that are ready here and not yet on the council's system; and files of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from iro_tui.caseload.copied import copied_notes
from iro_tui.caseload.lines import AboutChild
from iro_tui.caseload.lists.base import QUIET, Column, List, Switch, View, child_column, only_data
from iro_tui.caseload.lists.kinds import CLOCK, DAY, TEXT, WAITING, Settled, Waiting
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.who import who_of
from iro_tui.domain.words import day_words

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.caseload.exporting import Outgoing
    from iro_tui.store.connection import Connection
    from iro_tui.store.reads import NoteRecord

_TITLES = ("child", "initials", "date", "title", "note", "filed")
_OPENING = ", note by "
"""What the first line of a note has: when, by whom and about whom it is."""
_AGAIN = ("The IRO ", "A ", "It ", "Review ", "Looked-after review ")
"""How the first sentence begins that says once more what the title says."""
_WAITS = "Not yet filed on the council's system."


@dataclass(frozen=True, slots=True)
class NoteLine(AboutChild):
    """A case note for the council's system, as a line of the outbox."""

    note_id: str
    on: date
    """The day it tells of."""
    title: str
    body: str
    waiting: int
    """Days it has waited since then; of one filed, the days until it was."""
    filed_at: datetime | None
    copied: bool = False
    """Whether it was copied here, and has not been filed since."""


def outbox(connection: Connection, caseload: Caseload, *, filed: bool = False) -> tuple[NoteLine, ...]:
    """The notes that wait to be filed, or those filed: child by child, as they are typed in, the oldest first."""
    from iro_tui.store import reads  # not before the first picture

    copied = frozenset() if filed else copied_notes(connection)
    rows = [_row(note, caseload, copied) for note in reads.read_notes(connection, filed=filed, until=caseload.until)]
    first: dict[str, int] = {}
    for row in rows:
        first.setdefault(row.child_id, len(first))
    return tuple(sorted(rows, key=lambda row: first[row.child_id]))


def note_text(row: NoteLine, names: bool) -> str:
    """A note as it is copied: its title and text; with `names` the child's full name, where one is kept."""
    lines = [row.title, f"Name: {row.who.name}", row.body] if names and row.who.name else [row.title, row.body]
    return "\n".join(lines) + "\n"


# Files


def notes_out(
    connection: Connection, caseload: Caseload, *, names: bool, filed: bool | None = False, child_id: str = ""
) -> Outgoing:
    """Notes for a file, by child, as text or as a table; or those of one child.

    `filed` False: those that wait, True: those filed, None: both; with `names` the children's full names.
    Raises Refused: nothing to write.
    """
    from iro_tui.caseload.exporting import Outgoing, table_or_text
    from iro_tui.store import reads

    notes = [_row(note, caseload) for note in reads.read_notes(connection, filed=filed, until=caseload.until)]
    notes = [row for row in notes if not child_id or row.child_id == child_id]
    if not notes:
        raise Refused("There is no note to write: what is done in the screens leaves one. Nothing was written.")
    notes.sort(key=lambda row: row.ref)
    titles = ("name", *_TITLES) if names else _TITLES
    forms = table_or_text(titles, [_cells(row, names) for row in notes], lambda: "\n".join(_lines(notes, names)))
    return Outgoing("the case notes", len(notes), "case notes", forms, names)


def _cells(row: NoteLine, names: bool) -> tuple[str, ...]:
    filed = row.filed_at.astimezone().date().isoformat() if row.filed_at else ""
    cells = (row.ref, row.who.initials, row.on.isoformat(), row.title, row.body, filed)
    return (row.who.name, *cells) if names else cells


def _lines(notes: Sequence[NoteLine], names: bool) -> Iterator[str]:
    """The notes under a heading for each child."""
    for ref, of_child in groupby(notes, key=lambda row: row.ref):
        yield f"{ref}\n{'=' * len(ref)}\n"
        for row in of_child:
            yield note_text(row, names) + (f"Filed on {filed_day(row)}.\n" if row.filed_at else f"{_WAITS}\n")


# How


def _row(note: NoteRecord, caseload: Caseload, copied: frozenset[str] = frozenset()) -> NoteLine:
    until = note.filed_at.astimezone().date() if note.filed_at else caseload.today
    return NoteLine(
        who_of(caseload, note.child_id),
        note_id=note.id,
        on=note.on_day,
        title=note.title,
        body=note.body,
        waiting=max(0, (until - note.on_day).days),
        filed_at=note.filed_at,
        copied=note.id in copied and note.filed_at is None,
    )


def filed_day(note: NoteLine | NoteRecord) -> str:
    """The day on which a note was filed, where the officer is."""
    return day_words(note.filed_at.astimezone().date(), date.min) if note.filed_at else ""


def first_words(row: NoteLine) -> str:
    """What a note says that its title does not: without the line of day, author and child, and the first sentence."""
    opening, _, rest = row.body.partition("\n")
    if not (rest and _OPENING in opening):
        return " ".join(row.body.split())
    words = " ".join(rest.split())
    first, stop, more = words.partition(". ")
    return more if stop and more and first.startswith(_AGAIN) else words


# The list

COLUMNS: tuple[Column[NoteLine], ...] = (
    only_data("note_id", "names the note"),
    Column("on", "Of", DAY, width=10, json="on", means="the day it tells of"),
    Column("waits", "Waits", WAITING, lambda row: Waiting(row.waiting, row.filed_at is not None), 8, json="waiting",
           means="days it has waited since then; of one filed, the days until it was"),
    Column("copied", "Copied", CLOCK, lambda row: Settled("copied") if row.copied else None, 8, sort=False),
    only_data("copied", "whether it was copied here since it was written", lambda row: row.copied),
    *child_column(),
    Column("title", "Note", TEXT, width=16, flex=True, json="title", means="its title"),
    Column("body", "Says", TEXT, lambda row: first_words(row), 24, flex=True, from_width=64, tone=QUIET,
           sort=False, printed=False),
    Column("text", "Note", TEXT, lambda row: row.body, below=True, sort=False, json="body", means="its text"),
    only_data("filed", "the moment it was filed, or `null`", lambda row: row.filed_at),
)  # fmt: skip

NOTES = List(
    id="outbox",
    title="Outbox",
    help="case notes that are not on the council's system yet",
    json="notes",
    unit="notes",
    reads=frozenset({"case_note", "child", "rating"}),
    rows=outbox,
    columns=COLUMNS,
    key=lambda row: row.note_id,
    heading=lambda row, _today, _filed: row.ref,
    removes=lambda row: None if row.filed_at else ("case_note", row.note_id),
    about=lambda row: row.note_id,
    views=(
        View(False, "Notes that wait.", "The outbox is empty: nothing waits to be filed.", "> shows what was."),
        View(True, "Notes that were filed.", "No note has been filed yet.", "> shows those that wait."),
    ),
    switch=Switch("filed", "--filed", "those that are, instead"),
    hints=("copy", "done", "copy_all", "write", "filter"),
    signs=(("✓ copied", "copied here with y or Y, not yet marked as filed"),),
    legend="To take them along: iro export casenotes FILE",
)
