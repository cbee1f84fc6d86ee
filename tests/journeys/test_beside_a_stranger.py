"""Somebody sits beside: names and dates of birth are hidden until asked for, and again after some minutes."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.actions import action_of
from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.tui.app import IroApp
from iro_tui.tui.form import Form
from iro_tui.tui.screens.acting import Acting
from tests.support.driving import at, at_today, form_of, messages, read_at_once, shown, until
from tests.support.journeys import go, journey, on_row, open_child


async def details_of(pilot: Pilot[None], app: IroApp) -> Form:
    assert isinstance(app.screen, Acting)
    await app.screen.start_action("details")
    await until(pilot, lambda: form_of(app, "details"), "the form")
    form = form_of(app, "details")
    assert form is not None
    return form


@pytest.mark.parametrize("names", [False, True])
def test_what_is_private_is_masked_until_names_are_shown(filled: Path, names: bool) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        screen = await go(pilot, "2")
        row = await on_row(pilot, screen, lambda row: bool(row.who.name))
        if names:
            await pilot.press("p")
            await until(pilot, lambda: "names shown 5 min" in shown(app), "the strip says so")
        form = await details_of(pilot, app)
        private = [question for question in form.questions if question.private]
        assert {question.name for question in private} == {"name", "born"}
        for question in private:
            assert form.query_one(f"#{question.name}", Input).password is not names
            assert (form.filling.values[question.name] in shown(app)) is names
        assert (row.who.name in shown(app)) is names

    journey(filled, steps)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
def test_whatever_is_said_that_names_show_stays_in_sight(filled: Path, size: tuple[int, int]) -> None:
    """What was done, and why something cannot be, both lie over the strip, which says so."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        screen = await go(pilot, "2")
        await on_row(pilot, screen, lambda row: bool(row.who.name))
        await pilot.press("p")
        await until(pilot, lambda: "names shown 5 min" in shown(app), "the strip says so")
        await pilot.press("r", "g", "enter")
        await until(pilot, lambda: "✓" in shown(app).splitlines()[1], "what was done")
        assert "! names shown 5 min   ✓" in shown(app)
        for problem in ("Refused: a short one.", "Refused: " + "a long one that takes more than a row " * 8):
            app.say(problem, problem=True)
            await until(pilot, lambda: "Refused" in shown(app), "why not")
            assert "! names shown 5 min   ! Refused" in shown(app)
        await pilot.press("p")
        await until(pilot, lambda: "names shown" not in shown(app), "hidden, and nothing says otherwise")

    journey(filled, steps, size)


def test_names_hide_again_when_their_minutes_are_over(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        screen = await go(pilot, "2")
        row = await on_row(pilot, screen, lambda row: bool(row.who.name))
        await pilot.press("p")
        await until(pilot, lambda: row.who.name in shown(app), "the name")
        app._names_until = 0.0
        await app._lock_if_idle()
        await until(pilot, lambda: row.who.name not in shown(app), "hidden again")
        assert "names shown" not in shown(app)

    journey(filled, steps)


def test_a_date_of_birth_is_hidden_on_the_page_of_a_child(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        screen = await go(pilot, "2")
        await on_row(pilot, screen, lambda row: bool(row.who.name))
        await open_child(pilot)
        assert "Born" not in shown(app)

    journey(filled, steps)


def test_where_nothing_can_be_relied_on_a_file_is_offered_in_the_same_sentence(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        await on_row(pilot, screen, lambda row: bool(row.child_id))
        await pilot.press("y")
        await until(pilot, lambda: app.clipboard, "copied")
        await until(pilot, lambda: any("Not taken? w writes a file." in each for each in messages(app)), "w")
        for goes, copies in (("7", "y"), ("7", "Y"), ("C", "y")):
            await pilot.press(goes)
            await at(pilot, "outbox" if goes == "7" else "owed")
            app.hush()
            await pilot.press(copies)
            await until(pilot, lambda: "Not taken? w writes a file." in shown(app), "whole in the strip's row")

    journey(filled, steps, (80, 24))
    assert action_of("details").words


def test_a_masked_field_is_shown_from_within_its_form_and_hidden_again(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        screen = await go(pilot, "2")
        row = await on_row(pilot, screen, lambda row: bool(row.who.name))
        form = await details_of(pilot, app)
        form.query_one("#name").focus()
        await until(pilot, lambda: "hidden: F7 shows it" in shown(app), "how to see it")
        assert row.who.name not in shown(app)
        await pilot.press("f7")
        await until(pilot, lambda: row.who.name in shown(app), "shown")
        await pilot.press("f7")
        await until(pilot, lambda: row.who.name not in shown(app), "hidden again")

    journey(filled, steps)


def test_an_esc_behind_an_enter_never_closes_a_masked_field_unsaved(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        screen = await go(pilot, "2")
        await on_row(pilot, screen, lambda row: bool(row.who.name))
        entries = len(app.open_session.lines(ENTRIES, 1000))
        form = await details_of(pilot, app)
        form.query_one("#name").focus()
        await pilot.pause()
        read_at_once(app, "Quill\r\x1b[27u")
        await until(pilot, lambda: app.screen is screen, "closed")
        assert len(app.open_session.lines(ENTRIES, 1000)) == entries + 1

    journey(filled, steps)
