"""What came about since one was last here: said once on the first Today of a day, and listed from the palette."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from iro_tui.caseload.lists.today import DUTIES
from iro_tui.caseload.session import Session
from iro_tui.caseload.since import (
    CHANGED,
    LATE,
    NEW,
    LastHere,
    SinceLine,
    came_about,
    first_of_the_day,
    in_a_line,
    leave,
)
from iro_tui.tui.app import IroApp
from iro_tui.tui.screens.since import SinceScreen
from iro_tui.tui.screens.unlock import Unlock
from tests.support import TODAY
from tests.support.acting import act, look_after
from tests.support.driving import at, at_today, drive, stored, type_in, until
from tests.support.journeys import said
from tests.support.stores import PASSPHRASE, open_store

WAS = TODAY - timedelta(2)


def test_the_first_look_of_a_later_day_says_it_once(store: Path) -> None:
    def look(day: date) -> str:
        session = open_store(store, day)
        try:
            return first_of_the_day(session)
        finally:
            leave(session)
            session.close()

    assert look(WAS) == "", "never on the very first day"
    session = open_store(store, WAS)
    (child,) = look_after(session, "AB 1", held=(date(2026, 8, 19),))  # its next review was to be held by the 19th
    session.close()
    assert look(WAS) == "", "nor again on the same"
    session = open_store(store, TODAY)
    look_after(session, "AB 2")
    changes = act(session, "flag", child)
    session.undo(changes.operation)
    session.close()
    line = look(TODAY)
    assert line.startswith("Since Wed 18 Nov: ")
    assert "became late" in line
    assert line.endswith("1 new child.")
    assert look(TODAY) == "", "once a day"
    assert look(WAS) == "", "an earlier day is only looked at"


def test_late_is_what_is_late_now_and_was_not_then(session: Session) -> None:
    look_after(session, "AB 1", "AB 2", held=(date(2026, 8, 19),))
    act(session, "task", (), what="Ring", due=WAS - timedelta(1))
    last = LastHere(WAS, session.reached)
    late = {line.duty.id for line in session.query(came_about, last) if line.kind == LATE and line.duty}
    rows = [row for row in session.lines(DUTIES) if row.duty.days < 0 and not row.folded_under]
    assert late == {row.duty.id for row in rows if row.duty.due >= WAS}
    assert any(row.duty.due < WAS for row in rows)
    assert not [line for line in session.query(came_about, last) if line.kind != LATE]


@given(st.lists(st.sampled_from((LATE, NEW, CHANGED)), max_size=6))
def test_the_line_counts_each_kind_and_is_empty_for_nothing(kinds: list[str]) -> None:
    line = in_a_line(tuple(SinceLine(kind, None, "x") for kind in kinds), LastHere(WAS, 0), TODAY)
    assert bool(line) == bool(kinds)
    assert ("became late" in line, "new child" in line, "changed" in line) == (
        LATE in kinds, NEW in kinds, CHANGED in kinds,
    )  # fmt: skip


def test_it_is_said_and_listed_on_the_screens(filled: Path) -> None:
    session = open_store(filled, WAS)
    first_of_the_day(session)
    session.settle()
    look_after(session, "AB 1")
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: isinstance(app.screen, Unlock) and app.screen.is_mounted, "unlock")
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")
        today = await at_today(pilot)
        await until(pilot, lambda: said(app, "Since Wed 18 Nov"), "said")
        await app.action_command("since")
        screen = await at(pilot, SinceScreen)
        await until(pilot, lambda: any(row.kind == NEW for row in screen.table.rows), "the new child")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is today, "back")

    drive(stored(filled), steps)
