"""Court: the hearings to come, what goes before them, and the end of proceedings; and the hearings that took place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.caseload.lines import AboutChild
from iro_tui.caseload.lists.base import (
    BY_THE_RULES,
    CLOCK_FROM,
    QUIET,
    Column,
    List,
    Switch,
    View,
    ahead_heading,
    child_column,
    clock_columns,
    note_column,
    only_data,
)
from iro_tui.caseload.lists.kinds import DAY, TEXT
from iro_tui.caseload.who import who_of
from iro_tui.domain.duty_kind import Group
from iro_tui.domain.proceedings import (
    OF_PROCEEDINGS,
    last_worked,
    panels,
    running,
    week_words,
    worked_words,
)
from iro_tui.domain.words import heading

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.domain.beside import CourtDate
    from iro_tui.domain.case import Case
    from iro_tui.domain.duty import Duty
    from iro_tui.store.connection import Connection

ASKED = (Group.COURT, Group.PROCEEDINGS)


@dataclass(frozen=True, slots=True)
class CourtLine(AboutChild):
    """What court asks, or a hearing that took place."""

    on: date
    what: str
    court_id: str
    duty: Duty | None = None
    done: date | None = None
    filing: date | None = None
    panel: date | None = None
    week: str = ""
    """Which of the 26 weeks of care proceedings it is: `11 of 26`."""
    worked: date | None = None
    """The last working day before an end of proceedings that is none."""

    @property
    def key(self) -> str:
        return self.duty.id if self.duty else self.court_id


def court(_connection: Connection | None, caseload: Caseload, *, done: bool = False) -> tuple[CourtLine, ...]:
    """What court asks, by day; with `done` the hearings that took place, the latest first."""
    if done:
        return tuple(sorted(_done(caseload), key=lambda row: (row.on, row.ref), reverse=True))
    return tuple(sorted(_asked(caseload), key=lambda row: (row.on, row.ref, row.key)))


def _asked(caseload: Caseload) -> Iterator[CourtLine]:
    for child_id, duties in caseload.duties.items():
        for duty in duties:
            if child_id and duty.declared.group in ASKED:
                case = caseload.cases[child_id]
                hearing = case.court_date(duty.subject)
                yield _line(caseload, child_id, duty.due, duty.what, duty.subject, hearing, duty)


def _done(caseload: Caseload) -> Iterator[CourtLine]:
    for child_id, case in caseload.cases.items():
        for hearing in case.court_dates:
            if hearing.done_on:
                line = _line(caseload, child_id, hearing.done_on, hearing.what, hearing.id, hearing, None)
                yield line


def _line(
    caseload: Caseload, child_id: str, on: date, what: str, key: str, hearing: CourtDate | None, duty: Duty | None
) -> CourtLine:
    before = panels(hearing, caseload.practice) if hearing else ()
    worked = last_worked(on, caseload.practice) if duty and duty.kind == "proceedings_end" else None
    return CourtLine(
        who_of(caseload, child_id),
        on=on,
        what=heading(f"{what.removeprefix(OF_PROCEEDINGS)}{worked_words(worked, caseload.today)}"),
        court_id=key,
        duty=duty,
        done=None if duty else on,
        filing=hearing.filing_on if hearing else None,
        panel=min((day for _, day in before), default=None),
        week=_week(caseload.cases[child_id], caseload.today) if duty else "",
        worked=worked,
    )


def _week(case: Case, today: date) -> str:
    now = running(case, today)
    return ("extended" if now.extended_to else week_words(now, today).removeprefix("week ")) if now else ""


def _heading(row: CourtLine, today: date, _done: bool) -> str:
    if row.done:
        return f"Took place in {row.done.year}"
    return ahead_heading((row.on - today).days)


DONE, COMING = True, False
COLUMNS: tuple[Column[CourtLine], ...] = (
    Column("on", "Day", DAY, width=10, json="on", means="the day of it, or the last day for it"),
    *clock_columns(lambda row: row.duty, when=COMING, from_width=CLOCK_FROM),
    *child_column(),
    Column("what", "What", TEXT, width=24, flex=True, json="what", means="the hearing, or what is asked"),
    Column("time", "Time", TEXT, lambda row: (row.duty.time or None) if row.duty else None, 5, when=COMING,
           json="time", means="HH:MM, where it has an hour"),
    Column("filing", "Filing", DAY, width=10, from_width=92, json="filing", means="by when papers are filed for it"),
    Column("panel", "Panel", DAY, width=10, from_width=104, json="panel", means="the first panel before the filing"),
    Column("week", "Week", TEXT, lambda row: row.week or None, 8, from_width=116, tone=QUIET, when=COMING, json="week",
           means="which of the 26 weeks of care proceedings it is"),
    note_column(lambda row: row.duty, 140, when=COMING),
    only_data("kind", "the kind of what is asked, as in `today`", lambda row: row.duty.kind if row.duty else None),
    only_data("last_working_day", "the last working day before the end of proceedings that lies on none",
              lambda row: row.worked),
    only_data("court_id", "names the hearing or the proceedings", lambda row: row.court_id or None),
)  # fmt: skip

COURT = List(
    id="court",
    title="Court",
    help="hearings, and what goes before them",
    json="court",
    unit="days of court",
    reads=BY_THE_RULES | {"contact"},
    rows=court,
    columns=COLUMNS,
    key=lambda row: row.key,
    duty=lambda row: row.duty,
    heading=_heading,
    removes=lambda row: ("court_date", row.court_id) if row.done or (row.duty and row.duty.kind == "court") else None,
    about=lambda row: "" if row.duty else row.court_id,
    views=(
        View(COMING, "Court coming up.", "Nothing of court is coming up: i u and i h on a child enter it.",
             "> shows what took place; ← → reviews, conferences, court."),
        View(DONE, "Hearings that took place, the latest first.", "No hearing has been recorded yet.",
             "> shows what comes; ← → reviews, conferences, court."),
    ),
    switch=Switch("done", "--done", "what took place instead, the latest first"),
    hints=("hold", "book", "done", "facts", "delete", "open", "reviews", "conferences"),
)  # fmt: skip
"""What the court asks of the children of a caseload, in one place."""
