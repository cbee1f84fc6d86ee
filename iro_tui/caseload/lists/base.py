"""A list as data: its rows, its columns and its words, declared once for screen, print, spreadsheet and JSON.

A list says what stands in it; a screen adds colours and signs by the kind of a value, a printer lays the words out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Concatenate, Generic, NamedTuple, ParamSpec, TypeVar

from iro_tui.caseload.counted import SOON_DAYS
from iro_tui.caseload.lists.kinds import (
    BOOKED,
    CHILD,
    CLOCK,
    DATA,
    DAY,
    RAG,
    TEXT,
    TRAIL,
    WHEN,
    ValueKind,
    as_data,
    cell,
)

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.caseload.reading.passage import Reading
    from iro_tui.caseload.who import Who
    from iro_tui.domain.duty import Duty
    from iro_tui.store.connection import Connection

R = TypeVar("R")
P = ParamSpec("P")

ALWAYS = "always"
QUIET, WARN = "muted", "today"
"""The tones of a column: what matters less, and what should be seen."""

STILL_OPEN = "Left care, still open"
"""What rows of children who left care stand under: last, in every list that asks something."""

BY_THE_RULES = frozenset({
    "adoption_authority", "allocation", "away", "care_period", "child", "conference", "core_group", "court_date",
    "decision", "difference", "early_review", "escalation", "escalation_step", "event", "hand_over", "legal_status",
    "midpoint_check", "person", "placement", "proceedings", "protection_plan", "rating", "review", "setting", "task",
    "worker",
})  # fmt: skip
"""The tables that say what is asked, by when, of which child, and who has it: of what is written many times a day only
what the rules read."""


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One value of a row: what it is called, of which kind it is, and where it shows."""

    key: str
    title: str
    kind: ValueKind
    value: Callable[[R], Any] | None = None
    """None: the row's attribute named like the column."""
    width: int = 0
    """Cells on a screen; of a flexible column the fewest; 0: on no screen."""
    flex: bool = False
    from_width: int = 0
    """From which width of the table it shows on a screen."""
    if_room: bool = False
    """Whether it shows, at any width, wherever the others leave its cells."""
    to_width: int = 0
    """From which width another says the same at length, so that it shows no more; 0: it always does."""
    sort: Callable[[R], Any] | bool = True
    """Whether a list can be sorted by it, and by what other than its value."""
    tone: str = ""
    printed: bool = True
    close: bool = False
    """Of digits: as wide as what stands in it, and one cell to the next column where there is little room."""
    keeps: Callable[[R], str] | None = None
    """Of a flexible column the beginning that no screen cuts."""
    keeps_end: bool = False
    """Of words in parts: whether a screen that cuts them keeps the last part, and loses from the middle."""
    cut_last: bool = False
    """Whether a print cuts it only when no other column can give way any more."""
    below: bool = False
    """Whether a print has it whole under the line, rather than in it."""
    joined: bool = False
    """Whether a print adds its words to the column before it."""
    filed: bool = False
    """Whether a file has it though no screen or print does."""
    when: object = ALWAYS
    """The view of the list in which it shows."""
    if_any: Callable[[R], object] | None = None
    """It shows only where this holds of some row; None: always."""
    json: str = ""
    """Its name for scripts; empty: they are not given it."""
    means: str = ""
    """What it says, for those who write scripts."""

    def of(self, row: R) -> Any:
        """The value in a row."""
        return self.value(row) if self.value else attrgetter(self.key)(row)

    @property
    def order(self) -> Callable[[R], Any] | None:
        """What a list is sorted by; None where it cannot be sorted by this."""
        if not isinstance(self.sort, bool):
            return self.sort
        if not self.sort:
            return None
        kind, of = self.kind, self.of
        return lambda row: kind.order(value) if (value := of(row)) is not None else None


def only_data(json: str, means: str, value: Callable[[R], Any] | None = None) -> Column[R]:
    """What only scripts are given."""
    return Column(json, "", DATA, value, printed=False, json=json, means=means)


def child_column(**more: Any) -> tuple[Column[Any], ...]:
    """Whom a row is about; scripts are given reference and initials."""
    return (
        Column("child", "Child", CHILD, attrgetter("who"), 9, **more),
        only_data("ref", "the child's reference", attrgetter("ref")),
        only_data("initials", "the child's initials", lambda row: row.who.initials or None),
    )


def rag_column(value: Callable[[R], Any] | None = None, **more: Any) -> Column[R]:
    usual: dict[str, Any] = {"width": 3, "means": "the child's RAG: `green`, `amber`, `red` or `null`"}
    return Column("rag", "RAG", RAG, value or attrgetter("who.rag"), json="rag", **(usual | more))


def clock_columns(value: Callable[[R], Any] = lambda row: row, **more: Any) -> tuple[Column[R], ...]:
    """How far off a limit is; scripts are given the clock and both counts of days."""

    def days(name: str) -> Callable[[R], Any]:
        return lambda row: getattr(value(row), name, None) if getattr(value(row), "clock", None) else None

    return (
        Column("clock", "Clock", CLOCK, value, 12, sort=False, **more),
        only_data("clock", "`overdue`, `today`, `soon` or `on_time`", lambda row: getattr(value(row), "clock", None)),
        only_data("days", "days from today to the limit; negative when late", days("days")),
        only_data("working_days", "working days from today to the limit; negative when late", days("working_days")),
    )


CLOCK_FROM = 70
"""Cells of a list of meetings from which how far off each is stands beside its day; below, what each is needs them."""


def note_column(duty: Callable[[R], Duty | None], from_width: int, **more: Any) -> Column[R]:
    """What is said further of what is asked, where there is room."""

    def note(row: R) -> str | None:
        asked = duty(row)
        return (asked.note or None) if asked else None

    return Column("note", "Note", TEXT, note, 20, flex=True, from_width=from_width, tone=QUIET, sort=False,
                  printed=False, json="note", means="a further sentence", **more)  # fmt: skip


def ahead_heading(days: int) -> str:
    """The group of what is to be held, by the days left until its limit."""
    return "Late" if days < 0 else f"Next {SOON_DAYS} days" if days <= SOON_DAYS else "Later"


@dataclass(frozen=True, slots=True)
class View:
    """One of the ways to look at a list: what is asked for, what it is called, what is said where nothing is there."""

    value: Any = None
    says: str = ""
    nothing: str = ""
    hint: str = ""
    """What `>` shows instead."""


@dataclass(frozen=True, slots=True)
class Switch:
    """What chooses a view: the argument of `rows`, and the option of the command line."""

    name: str
    flag: str
    help: str
    off: Any = False
    """What a command shows without the option."""
    on: Any = True
    """What it shows with it, unless the option takes a number."""
    from_day: Callable[[date, date], int] | None = None
    """Of a number that may be below nothing: which one shows a day, seen from today; then `--from` takes a day."""

    @property
    def takes_number(self) -> bool:
        return type(self.off) is int


@dataclass(frozen=True, slots=True, kw_only=True)
class List(Generic[R, P]):
    """A list of the program, whole."""

    id: str
    """Also the command that goes to it."""
    title: str
    help: str
    """What it shows, for the command line."""
    json: str
    """The name of its rows for scripts."""
    unit: str
    """What its rows are counted in, in the plural."""
    reads: frozenset[str] | None
    """The tables its rows are made from; None: all of them."""
    rows: Callable[Concatenate[Connection, Caseload, P], Iterable[R]]
    columns: tuple[Column[R], ...]
    key: Callable[[R], Hashable]
    views: tuple[View, ...]
    """The ways to look at it, the usual one first."""
    switch: Switch | None = None
    verb: str = ""
    """Its word on the command line, where that is not its id."""
    heading: Callable[[R, date, Any], str] | None = None
    """What a row stands under, on a day, in a view."""
    who: Callable[[R], Who | None] = attrgetter("who")
    """Whom a row is about; None for nobody."""
    opened: Callable[[R], R] | None = None
    """A row as it is while names are shown, where something else in it says who a child is; None: nothing does."""
    folded_under: Callable[[R], Hashable] | None = None
    """The key of the row into which one is folded, as only a consequence of it; falsy for one that stands itself."""
    duty: Callable[[R], Duty | None] = lambda _row: None
    """The duty a row stands for."""
    kind: str = ""
    """The kind of duty that every row is about, where there is one: its keys hold for a row that asks nothing, too."""
    removes: Callable[[R], tuple[str, str] | None] | None = None
    """What deleting takes away: the kind and key of what a row stands for. None: what its duty is about."""
    about: Callable[[R], str] = lambda _row: ""
    """The key of the stored row that a row is about, which is read beside it; a row with a duty needs none."""
    at_length: Callable[[R], Reading] = lambda _row: ()
    """What a row says that its columns may cut, read beside it before what it is about."""
    hints: tuple[str, ...] = ()
    """The commands that matter most here."""
    signs: tuple[tuple[str, str], ...] = ()
    """What headings and signs of the list on a screen mean, for help."""
    legend: str = ""
    """What the signs of a print mean."""

    def shown(self, view: Any, rows: Collection[R] = ()) -> tuple[Column[R], ...]:
        """The columns that show in a view with these rows."""
        return tuple(
            column
            for column in self.columns
            if column.when in (ALWAYS, view) and (column.if_any is None or any(map(column.if_any, rows)))
        )

    def standing(self, rows: Iterable[R]) -> list[R]:
        """The rows that are not folded into another."""
        under = self.folded_under
        return [row for row in rows if not under(row)] if under else list(rows)

    def told(self, rows: Iterable[R], *, names: bool) -> Iterable[R]:
        """The rows as they are read, with names or without."""
        return map(self.opened, rows) if names and self.opened else rows

    def options(self, view: Any) -> dict[str, Any]:
        """What `rows` is asked for a view."""
        return {self.switch.name: view} if self.switch else {}


AnyList = List[Any, ...]


def record(columns: Iterable[Column[R]], row: R) -> dict[str, Any]:
    """A row for scripts; what is absent is None."""
    return {column.json: as_data(column.kind, column.of(row)) for column in columns if column.json}


class _Spread(NamedTuple):
    """What a cell of a screen tells beside its day, its child, its rating, and a file has in a column of its own."""

    title: str
    kind: ValueKind
    part: Callable[[Any], Any]


_INITIALS, _NAME = _Spread("Initials", TEXT, attrgetter("initials")), _Spread("Name", TEXT, attrgetter("name"))
_SPREAD = {
    WHEN: (_Spread("Time", TEXT, attrgetter("time")), _Spread("Limit", DAY, attrgetter("duty.due"))),
    BOOKED: (_Spread("Time", TEXT, attrgetter("time")),),
    TRAIL: (_Spread("RAG now", RAG, lambda trail: trail[-1] if trail else None),),
}


def in_files(columns: Iterable[Column[R]], *, names: bool = False, spread: bool = True) -> list[Column[R]]:
    """The columns of a file: all that is shown or printed, or for files alone; after a child who it is.

    `spread`: also what a cell tells in words beside its value, as a spreadsheet needs it.
    """
    beside = {**(_SPREAD if spread else {}), CHILD: (_INITIALS, _NAME) if names else (_INITIALS,)}
    shown = [column for column in columns if (column.width or column.printed or column.filed) and not column.joined]
    return [
        each for column in shown for each in (column, *(_part(column, more) for more in beside.get(column.kind, ())))
    ]


def _part(column: Column[R], more: _Spread) -> Column[R]:
    def value(row: R) -> Any:
        return None if (whole := column.of(row)) is None else more.part(whole)

    return Column(f"{column.key}_{more.title}", more.title, more.kind, value)


def table(
    columns: Iterable[Column[R]], rows: Iterable[R], *, names: bool = False
) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    """The titles and rows of a spreadsheet."""
    shown = in_files(columns, names=names)
    return titles_of(shown), (tuple(cell(column.kind, column.of(row)) for column in shown) for row in rows)


def titles_of(columns: Iterable[Column[Any]]) -> tuple[str, ...]:
    return tuple(column.title or column.key for column in columns)
