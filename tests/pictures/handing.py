"""Scenes between two laptops, for the pictures: a colleague's file, one not confirmed, values two had otherwise."""

from __future__ import annotations

import json
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.actions.handing_over import hand_over, plan_hand_over
from iro_tui.caseload.session import Session
from iro_tui.sharing.own import make_own_keys
from iro_tui.store import tables
from iro_tui.store.engine import writing
from iro_tui.store.own import OWN_CARD
from iro_tui.store.shapes import SHAPES
from iro_tui.store.work import action
from iro_tui.store.writes import person_key
from iro_tui.tui.app import IroApp
from iro_tui.tui.dialogs.told_words import ToldWords
from tests.support.acting import look_after, rows
from tests.support.driving import at, at_today, form_of, type_in, until
from tests.support.journeys import command, receive
from tests.support.stores import make_store, open_store

OFFICER, COLLEAGUE = "Iona Reviewell", "Delia Nextdoor"
WORDS = "amber-lantern-quarry-mossy-tin"


def between(session: Session) -> None:
    """A file that waits for its receipt, a cover, and two values that the colleague has otherwise."""
    session.keep_draft(OWN_CARD, json.dumps({"person": person_key(OFFICER)}))
    colleague = person_key(COLLEAGUE)
    reviews = [row for row in rows(session, tables.ReviewRow, held=None) if row["booked"]]
    reviews.sort(key=lambda row: (row["booked"], row["child_id"]))
    day, until_ = session.today, session.today + timedelta(days=7)
    with action(session.engine, "Set up") as work:
        for child_id in dict.fromkeys(row["child_id"] for row in reviews[-2:]):
            common: dict[str, Any] = {
                "child_id": child_id,
                "person_id": colleague,
                "parcel": "p" * 32,
                "code": "ABCD-EFGH",
            }
            work.add(tables.HandOverRow(why="leave", on_day=day, until=until_, **common))
        lent: dict[str, Any] = {"allocated": day, "until": until_, "mode": "covers", "iro_id": colleague}
        for child_id in dict.fromkeys(row["child_id"] for row in reviews[:2]):
            work.add(tables.AllocationRow(child_id=child_id, **lent))
        for at_, moved in enumerate(({"booked": "2026-12-08"}, {"venue": "School"})):
            row = reviews[at_]
            kept = {name: row[name] for name in SHAPES["review"].wholes["booked"]} | {
                "booked": row["booked"].isoformat()
            }
            of = {"of_table": "review", "of_row": row["id"], "of_column": "booked", "child_id": row["child_id"]}
            values: dict[str, Any] = {
                "kept": json.dumps(kept),
                "late": json.dumps(kept | moved),
                "late_by": colleague,
                "arose_on": day,
            }
            work.add(tables.DifferenceRow(id=f"{at_}" * 32, **of, **values))


async def begun(pilot: Pilot[None], app: IroApp) -> None:
    """Today, with what waits between the two."""
    await at_today(pilot)
    await app.ask(between)
    await pilot.press("2")
    await at(pilot, "caseload")
    await pilot.press("1")
    screen = await at_today(pilot)
    await until(pilot, lambda: any(row.duty.kind == "differing" for row in screen.table.rows), "the rows")
    row = next(row for row in screen.table.rows if row.duty.kind == "differing")
    assert screen.table.find(screen.key(row))
    await at_today(pilot)


async def clashes(pilot: Pilot[None], app: IroApp) -> None:
    """Mine and theirs side by side."""
    await begun(pilot, app)
    await pilot.press("enter")
    await at(pilot, "clashes")


async def handing(pilot: Pilot[None], app: IroApp) -> None:
    """The form of a hand-over, answered."""
    await at_today(pilot)
    await pilot.press("2")
    await at(pilot, "caseload")
    await pilot.press("space", "down", "space")
    await command(pilot, "hand over")
    await until(pilot, lambda: form_of(app, "hand_over"), "the form")
    await type_in(pilot, "Elmshire")
    await pilot.press("tab")
    await type_in(pilot, "rowan")
    await pilot.press("tab", "1")
    await type_in(pilot, "27/11")
    await until(pilot, lambda: (form := form_of(app, "hand_over")) and form.planned, "what Enter would do")


async def receiving(pilot: Pilot[None], app: IroApp) -> None:
    """The preview of a colleague's file."""
    await at_today(pilot)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "there.iro")
        make_store(Path(folder, "there"))
        session = open_store(Path(folder, "there"))
        look_after(session, "AB 1042", "KB 7")
        with writing(session.engine) as connection:
            make_own_keys(connection, COLLEAGUE)
        ids = list(session.caseload().children)
        plan = plan_hand_over(session, ids, OFFICER, "leave", session.today + timedelta(days=7))
        words = hand_over(session, plan, file).words
        session.close()
        page = await receive(pilot, app, file)
        field = page.query_one("#words", Input)
        await until(pilot, lambda: app.focused is field, "the words")
        field.value = words
        page.query_one("#name", Input).value, page.query_one("#council", Input).value = OFFICER, "Elmshire"
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: page.preview, "the preview")
        with page.prevent(Input.Changed):
            page.query_one("#path", Input).value, field.value = "~/DN-2-children-20Nov.iro", WORDS
        field.cursor_position = len(WORDS)  # else where the words that were made, of any length, had it
        await pilot.pause()


async def words_told(pilot: Pilot[None], app: IroApp) -> None:
    """The words that are shown once."""
    await at_today(pilot)
    await app.push_screen(ToldWords(f"A file for {COLLEAGUE}", WORDS))
