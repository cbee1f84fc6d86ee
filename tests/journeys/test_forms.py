"""The larger forms by keys: the journal, deleting, writing to files, preparing, facts; drafts that outlive a crash."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.actions.marks import read_marks
from iro_tui.caseload.lists.escalations import ESCALATIONS
from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.caseload.lists.paperwork import PAPERWORK
from iro_tui.caseload.lists.reviews import REVIEWS
from iro_tui.domain.vocabulary import ASKED_BY
from iro_tui.store import tables
from iro_tui.store.work import action
from iro_tui.tui.app import IroApp
from iro_tui.tui.dialogs.confirm import Confirm
from iro_tui.tui.dialogs.pick import Pick
from iro_tui.tui.form import Form
from iro_tui.tui.screens.lists import EscalationsScreen
from iro_tui.tui.screens.outbox import OutboxScreen
from iro_tui.tui.screens.paperwork import PaperworkScreen
from iro_tui.tui.screens.reviews import ReviewsScreen
from iro_tui.tui.widgets.answers import Answers
from iro_tui.tui.widgets.choice import Choice
from iro_tui.tui.widgets.note_field import NoteField
from tests.support import TODAY
from tests.support.acting import act, look_after, rows
from tests.support.driving import at, heading, shown, type_in, until
from tests.support.journeys import form_opened, go, journey, on_row, open_child, said
from tests.support.stores import open_store


async def picked(pilot: Pilot[None], key: str, digit: str) -> Form:
    await pilot.press(key)
    await until(pilot, lambda: isinstance(pilot.app.screen, Pick), "the list to pick from")
    await pilot.press(digit)
    await until(pilot, lambda: isinstance(pilot.app.screen, Form), "the form")
    form = pilot.app.screen
    assert isinstance(form, Form)
    return form


async def done(pilot: Pilot[None], app: IroApp, actions: int) -> None:
    await pilot.press("enter")
    await until(pilot, lambda: len(app.open_session.lines(ENTRIES, 100)) == actions, "saved")


def test_what_was_typed_in_a_review_outlives_a_crash(filled: Path) -> None:
    kept: list[str] = []

    async def begun(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        row = await on_row(pilot, screen, lambda row: (row.age or 0) > 5)
        kept.append(row.ref)
        await form_opened(pilot, "h")
        await pilot.press("g", "1", "y", "n")
        app.screen.query_one("#child_words", NoteField).focus()
        await type_in(pilot, "I like my room")
        draft = f"form:hold:{row.child_id}"
        # Kept while it is typed: nothing is said to the program when the power goes.
        await until(pilot, lambda: "I like my room" in app.open_session.draft(draft), "the draft")

    async def again(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        await on_row(pilot, screen, lambda row: row.ref == kept[0])
        form = await form_opened(pilot, "h")
        assert said(app, "Taken up where you left it.")
        assert form.query_one("#child_words", NoteField).value == "I like my room"
        marks = read_marks(form.query_one("#checklist", Answers).value)
        assert [mark.answer for mark in marks.values()] == ["y", "n"]
        assert form.query_one("#rag", Choice).value == "green"

    journey(filled, begun)
    journey(filled, again)


@pytest.mark.parametrize(
    ("key", "answer", "gone"), [("d", "y", True), ("d", "enter", False), ("d", "n", False), ("d", "right enter", True)]
)
def test_deleting_asks_and_no_is_what_enter_says(filled: Path, key: str, answer: str, gone: bool) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("5")
        screen = await at(pilot, EscalationsScreen)
        row = screen.table.row
        assert row is not None
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, Confirm) and app.screen.is_mounted, "the question")
        assert row.issue in app.screen.question if isinstance(app.screen, Confirm) else False, "what it says"
        assert "\ufffd" not in shown(app), "a further line is a line of its own"
        assert "keep the escalation" in shown(app)
        await pilot.press(*answer.split())
        await until(pilot, lambda: app.screen is screen, "the list")
        await until(pilot, lambda: len(app.open_session.lines(ENTRIES)) == (2 if gone else 1), "what came of it")
        there = [row["id"] for row in rows(app.open_session, tables.EscalationRow)]
        assert (row.escalation_id in there) is not gone

    journey(filled, steps)


def test_what_follows_from_the_record_is_not_deleted(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        await on_row(pilot, screen, lambda row: row.duty.kind == "midpoint")
        await pilot.press("d")
        await until(pilot, lambda: said(app, "it follows from what is on record"), "why not")

    journey(filled, steps)


def test_the_journal_tells_what_was_done_and_undone(filled: Path, tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("2")
        await at(pilot, "caseload")
        await form_opened(pilot, "r")
        await pilot.press("g")
        await done(pilot, app, 2)
        await pilot.press("u")
        await until(pilot, lambda: len(app.open_session.lines(ENTRIES)) == 3, "undone")
        await pilot.press("f6")
        screen = await at(pilot, "journal")
        assert [row.state for row in screen.table.rows] == ["done", "undone", "done"]
        await pilot.press("r")
        await until(pilot, lambda: said(app, "This is the journal"), "why not")
        await form_opened(pilot, "w")
        field = app.screen.query_one("#file", Input)
        field.value = str(tmp_path / "journal.txt")
        await pilot.press("enter")
        await until(pilot, lambda: (tmp_path / "journal.txt").exists() and app.screen is screen, "written")
        assert (
            "RAG green" in (tmp_path / "journal.txt").read_text() or "green" in (tmp_path / "journal.txt").read_text()
        )

    journey(filled, steps)


def test_the_outbox_is_written_to_a_file_and_never_over_another(filled: Path, tmp_path: Path) -> None:
    taken = tmp_path / "there.txt"
    taken.write_text("mine")

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("7")
        screen = await at(pilot, OutboxScreen)
        form = await form_opened(pilot, "w")
        field = form.query_one("#file", Input)
        field.value = str(taken)
        await pilot.press("enter")
        await until(pilot, lambda: said(app, "There is a file"), "why not")
        field.value = str(tmp_path / "notes.csv")
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen, "written")
        assert said(app, "Delete the file when done with it.")

    journey(filled, steps)
    assert taken.read_text() == "mine"
    assert (tmp_path / "notes.csv").stat().st_size > 100


def test_preparing_ticks_what_is_ready(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "3")
        row = await on_row(pilot, screen, lambda row: row.ticks == "-----" and row.booked)
        await picked(pilot, "i", "1")
        await pilot.press("Y")
        app.screen.query_one("#spoken").focus()
        await pilot.press("a")
        await done(pilot, app, 2)
        await until(pilot, lambda: app.screen is screen, "the list")
        assert next(r for r in app.open_session.lines(REVIEWS) if r.child_id == row.child_id).ticks == "tirpc"

    journey(filled, steps)


def test_a_placement_by_its_words(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        row = await on_row(pilot, screen, lambda row: row.placement == "U6")
        form = await picked(pilot, "i", "6")
        await type_in(pilot, "nowhere")
        await pilot.press("enter")
        await until(pilot, lambda: said(app, "Placement is 'nowhere'"), "why not")
        form.query_one("#code", Input).value = "children's home"
        await done(pilot, app, 2)
        [new] = [r for r in rows(app.open_session, tables.PlacementRow, child_id=row.child_id) if r["ended"] is None]
        assert new["started"] == TODAY

    journey(filled, steps)


def test_an_escalation_goes_on_with_two_keys(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("5")
        screen = await at(pilot, EscalationsScreen)
        row = await on_row(pilot, screen, lambda row: row.stage == "2")
        await form_opened(pilot, "e")
        await done(pilot, app, 2)
        now = next(r for r in app.open_session.lines(ESCALATIONS) if r.escalation_id == row.escalation_id)
        assert now.stage == "3"

    journey(filled, steps)


def test_the_record_is_signed_off_before_it_is_sent(filled: Path) -> None:
    session = open_store(filled)
    row = session.lines(PAPERWORK)[0]
    wanted, on = row.review_id, row.held
    with action(session.engine, "Set up") as work:
        work.change(tables.ReviewRow, wanted, decisions_on=on, manager_replied_on=on, care_plan_on=on, record_on=on)
        work.change(tables.ReviewRow, wanted, signed_off_on=None, distributed_on=None)
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("6")
        screen = await at(pilot, PaperworkScreen)
        for digit, field in (("1", "signed_off_on"), ("", "distributed_on")):
            await on_row(pilot, screen, lambda row: row.review_id == wanted)
            before = len(app.open_session.lines(ENTRIES))
            await pilot.press("x")
            if digit:
                await until(pilot, lambda: isinstance(app.screen, Pick), "signed off, or sent")
                await pilot.press(digit)
            await until(pilot, lambda before=before: len(app.open_session.lines(ENTRIES)) == before + 1, field)  # type: ignore[misc]
            [review] = rows(app.open_session, tables.ReviewRow, id=wanted)
            assert review[field] == TODAY
            await until(pilot, lambda: app.screen is screen and not screen.busy, "the list")

    journey(filled, steps)


def test_a_decision_that_was_done_is_opened_again(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        done = {row["child_id"]: row["id"] for row in rows(app.open_session, tables.DecisionRow) if row["done_on"]}
        await on_row(pilot, screen, lambda row: row.child_id in done)
        page = await open_child(pilot)
        row = await on_row(pilot, page, lambda row: row.section == "Decisions" and row.kind == "done")
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, Pick), "the list to pick from")
        await pilot.press("r")
        await until(pilot, lambda: len(app.open_session.lines(ENTRIES)) == 2, "opened again")
        [decision] = rows(app.open_session, tables.DecisionRow, id=row.key)
        assert decision["done_on"] is None

    journey(filled, steps)


def test_a_booking_is_taken_away_with_who_asked(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("3")
        screen = await at(pilot, ReviewsScreen)
        row = await on_row(pilot, screen, lambda row: row.booked is not None)
        await form_opened(pilot, "d")
        await pilot.press("3")
        await type_in(pilot, "hearing on that day")
        await done(pilot, app, 2)

        def booked() -> object:
            return next(r.booked for r in app.open_session.lines(REVIEWS) if r.review_id == row.review_id)

        assert booked() is None
        [change] = [r for r in rows(app.open_session, tables.DateChangeRow) if r["reason"] == "hearing on that day"]
        assert (change["asked_by"], change["review_id"]) == (ASKED_BY[2], row.review_id)
        await until(pilot, lambda: app.screen is screen and not screen.busy, "the list")
        await pilot.press("u")
        await until(pilot, lambda: booked() == row.booked, "booked again")

    journey(filled, steps)


def test_the_next_review_shows_the_earlier_rating_and_why(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("3")
        screen = await at(pilot, ReviewsScreen)
        await on_row(pilot, screen, lambda row: not row.held and row.booked is not None)
        await form_opened(pilot, "r")
        await pilot.press("a", "2")
        await type_in(pilot, "no plan since May")
        await done(pilot, app, 2)
        await until(pilot, lambda: app.screen is screen and not screen.busy, "the list")
        form = await form_opened(pilot, "h")
        assert "so far amber (drift: no plan since May)" in heading(form)

    journey(filled, steps)


def test_whether_a_child_is_born_is_answered_with_the_day(filled: Path) -> None:
    session = open_store(filled)
    act(session, "child", ref="UB 1", status="unborn", expected=date(2026, 11, 16))
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        await on_row(pilot, screen, lambda row: row.duty.kind == "birth")
        form = await form_opened(pilot, "x")
        assert app.focused is form.query_one("#born"), "what the row asks"
        await type_in(pilot, "18/11")
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen, "the list")
        children = rows(app.open_session, tables.ChildRow, ref="UB 1")
        assert [child["born"] for child in children] == [date(2026, 11, 18)]

    journey(filled, steps)


def is_of(ref: str) -> Callable[[Any], bool]:
    return lambda row: bool(row.ref == ref)


@pytest.mark.parametrize("asked", [False, True])
def test_a_menu_offers_what_can_be_done_for_the_child_now(store: Path, asked: bool) -> None:
    session = open_store(store)
    [child] = look_after(session, "AB 1")
    act(session, "child", ref="UB 1", status="unborn", expected=date(2027, 1, 16))
    if asked:
        act(session, "early", child, trigger="early-a", by=TODAY, reason="no plan")
    session.close()
    offered: dict[str, str] = {}

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        for ref in ("AB 1", "UB 1"):
            await on_row(pilot, screen, is_of(ref))
            for key in ("e", "i"):
                await pilot.press(key)
                await until(pilot, lambda: isinstance(app.screen, Pick), "the menu")
                offered[f"{ref} {key}"] = shown(app)
                await pilot.press("escape")

    journey(store, steps)
    assert "an early review" in offered["AB 1 e"]
    assert ("an early review withdrawn" in offered["AB 1 e"]) is asked
    assert "an early review" not in offered["UB 1 e"]
    assert "something new" in offered["UB 1 e"]
    for ref in ("AB 1", "UB 1"):
        assert "details" in offered[f"{ref} i"]
        assert "the last meeting of a series" not in offered[f"{ref} i"]
        assert "two reviews within 14 days" not in offered[f"{ref} i"]


def test_what_the_head_of_a_form_refuses_is_said_in_place_of_the_form(store: Path) -> None:
    session = open_store(store)
    look_after(session, "AB 1")
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, Pick), "the menu")
        await pilot.press("x")
        await until(pilot, lambda: said(app, "has no proceedings that go on"), "why not")
        assert app.screen is screen

    journey(store, steps)
