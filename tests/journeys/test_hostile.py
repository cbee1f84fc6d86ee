"""Names made to break things: shown as what they are, on every screen, and nothing happens."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from iro_tui.store import tables
from iro_tui.store.work import action
from iro_tui.tui.app import IroApp
from iro_tui.tui.screens.child import ChildScreen
from tests.support import TODAY
from tests.support.driving import at_today, drive, messages, over, shown, until
from tests.support.stores import PASSPHRASE, open_store

NASTY = (
    "Ann [/red] Smith",
    "[@click=app.quit()]x[/]",
    "[link=http://e]y",
    "Bob\x1b]0;owned\x07 \x1b[2J",
    "C1\x9b31m\x85",
    "gnp\u202eexe\u2066",
    "世界" * 40,
    "[/",
    "{x!r} %s \\",
)


def hostile_store(folder: Path) -> None:
    """Children whose every text is hostile, written past every cleaning of what comes in."""
    session = open_store(folder)
    with action(session.engine, "Hostile rows", f"did {NASTY[0]} {NASTY[3]}") as work:
        for n, nasty in enumerate(NASTY):
            child = work.add(
                tables.ChildRow(ref=f"{n}{nasty}", initials=nasty, name=nasty, born=TODAY.replace(year=2015))
            )
            start = TODAY.replace(month=11, day=2)
            work.add(tables.CarePeriodRow(child_id=child, started=start))
            work.add(tables.LegalStatusRow(child_id=child, code=nasty, started=start))
            work.add(tables.PlacementRow(child_id=child, code=nasty, started=start))
            work.add(tables.WorkerRow(child_id=child, role="social_worker", name=nasty, started=start))
            work.add(tables.DecisionRow(child_id=child, text=nasty, owner=nasty, due=TODAY))
            raised = work.add(tables.EscalationRow(child_id=child, kind="dispute", issue=nasty, raised_on=start))
            work.add(
                tables.EscalationStepRow(escalation_id=raised, child_id=child, stage="1", person=nasty, taken_on=start)
            )
            work.add(tables.CourtDateRow(child_id=child, on_day=TODAY, what=nasty))
            work.add(tables.TaskRow(child_id=child, type="other", what=nasty, due=TODAY))
    session.close()


def nothing_escapes(app: IroApp) -> None:
    """No control character in any line, and every line as wide as the screen."""
    for line in shown(app).splitlines():
        assert all(character.isprintable() or character == "\N{REPLACEMENT CHARACTER}" for character in line)
        assert cell_len(line) == app.size.width


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_hostile_text_is_only_text(store: Path, size: tuple[int, int]) -> None:
    hostile_store(store)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        await pilot.press("p")
        first = {row.child_id: row.duty.id for row in reversed(screen.table.rows) if row.child_id}
        assert len(first) == len(NASTY)
        for key, duty_id in first.items():
            screen.table.find(duty_id)
            await until(pilot, lambda key=key: screen.card and screen.card.row.child_id == key)  # type: ignore[misc]
            nothing_escapes(app)
            for x in range(2, size[0] - 2, 9):
                await pilot.click(offset=(x, 5))
            screen.table.focus()
            screen.table.find(duty_id)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, ChildScreen))
            await until(pilot, lambda: "What" in shown(app))
            nothing_escapes(app)
            for y in range(1, size[1] - 2, 4):
                await pilot.click(offset=(14, y))
            await pilot.press("r")
            await pilot.pause()
            nothing_escapes(app)
            await pilot.press("escape", "escape")
            await until(pilot, lambda: app.screen is screen)
            screen.table.focus()
        assert app.is_running, "no text ran an action"
        await pilot.press("r", "r", "1", "enter")
        await until(pilot, lambda: any("red" in said for said in messages(app)))
        await pilot.press("u", "u")
        await pilot.pause()
        nothing_escapes(app)

    drive(over(lambda: open_store(store)), steps, size)


def test_brackets_are_shown_as_they_are(store: Path) -> None:
    hostile_store(store)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        assert screen.table.find(next(r.duty.id for r in screen.table.rows if r.who and r.who.initials == NASTY[0]))
        await until(pilot, lambda: "0Ann [/red] Smith" in shown(app), "the reference, whole")

    drive(over(lambda: open_store(store)), steps)


CRASH = """
import os, sys
from datetime import date
from pathlib import Path
from iro_tui.caseload.opening import unlock
from iro_tui.tui.app import IroApp, Launch
from iro_tui.tui.screens.list_screen import ListScreen

def broken(self, event):
    child = "ZZSECRETCHILD"
    raise RuntimeError(f"{child} went wrong")

ListScreen.highlighted = broken
ListScreen._fill = lambda self: broken(self, None)
app = IroApp(Launch(None, date(2026, 11, 20), lambda: unlock(Path(sys.argv[1]), sys.argv[2], date(2026, 11, 20))))
app.run(headless=True)
sys.exit(app.return_code or 0)
"""


def test_a_crash_on_a_screen_prints_no_value(filled: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CRASH, str(filled), PASSPHRASE], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert "RuntimeError at" in said
    assert "Your work is saved" in said
    assert "ZZSECRETCHILD" not in said
    assert PASSPHRASE not in said
