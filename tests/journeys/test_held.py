"""A review finished at the table: its parts, its checks in sight, its decisions said back, the next one booked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static

from iro_tui.actions.questions import Question
from iro_tui.store import tables
from iro_tui.tui.app import IroApp
from iro_tui.tui.dialogs.pick import Pick, Picked
from iro_tui.tui.form import Form
from iro_tui.tui.widgets.check_grid import CheckGrid
from iro_tui.tui.widgets.parts import PartsLine
from tests.journeys.test_every_form import blind
from tests.support import TODAY
from tests.support.acting import rows
from tests.support.driving import AnyList, at, at_today, drive, follows, over, read_at_once, shown, type_in, until
from tests.support.journeys import form_opened, on_row
from tests.support.stores import open_store


def name_of(question: Question | None) -> str:
    return question.name if question else ""


async def recording(pilot: Pilot[None]) -> tuple[AnyList, Any, Form]:
    """The form that records the review of a child of school age, opened from the caseload, and the child's row."""
    await at_today(pilot)
    await pilot.press("2")
    caseload = await at(pilot, "caseload")
    row = await on_row(pilot, caseload, lambda r: 8 < (r.age or 0) < 16 and r.next_review.limit >= TODAY)
    return caseload, row, await form_opened(pilot, "h")


def test_a_review_is_finished_in_its_one_form(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        caseload, row, form = await recording(pilot)
        session = app.open_session
        await pilot.press("g", "1")
        grid = form.query_one("#checklist", CheckGrid)
        await until(pilot, lambda: grid.has_focus, "the checks")
        await pilot.pause()
        words = [item.words for item in session.practice.checklist.items if item.from_age <= row.age]
        assert [things for things in words if things not in shown(app)] == [], "all of them in sight before Y"
        assert f"Y yes to {len(words)} open" in shown(app)
        await pilot.press("n", "Y")
        form.query_one("#decision1").focus()
        await type_in(pilot, "Dental check; carer; 12/12")
        await until(pilot, lambda: "by Sat 12 Dec, no working day" in shown(app), "how it is understood")
        form.query_one("#attended").focus()
        await pilot.press("c", "r", "p")
        form.query_one("#next_meeting").focus()
        await type_in(pilot, "+60wd 14:30 Saltby")
        parts = str(form.query_one(PartsLine).render())
        assert f"Checks {len(words)} of {len(words)} · Decisions 1 · Who was there 1 of 2 · Next review" in parts
        await until(pilot, lambda: form.planned, "what Enter would do")
        assert "Sat 12 Dec is no working day." in str(form.query_one("#follows", Static).render())
        await pilot.press("f2")
        await until(pilot, lambda: app.screen is caseload, "the list again")
        [review] = rows(session, tables.ReviewRow, child_id=row.child_id, held=TODAY)
        assert len(rows(session, tables.AttendanceRow, review_id=review["id"])) == 2
        upcoming = session.child_card(row.child_id).row.next_review
        assert upcoming is not None
        assert upcoming.booked is not None
        assert upcoming.booked > date(2027, 1, 1)
        [note] = [n for n in rows(session, tables.CaseNoteRow, child_id=row.child_id) if n["title"].endswith("held")]
        for part in ("Not in place:", "Dental check, carer, by Sat 12 Dec 2026", "Apologies from:", "14:30, Saltby"):
            assert part in note["body"]

    drive(over(lambda: open_store(filled)), steps)


def test_enter_goes_on_among_checks_and_lines_and_records_only_behind_them(filled: Path) -> None:
    """On a low screen too, where the keys that matter stand in the last line."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        caseload, _, form = await recording(pilot)

        async def on(name: str) -> None:
            await until(pilot, lambda: form.here is not None and form.here.name == name, name)

        await pilot.press("g", "1")
        await on("checklist")
        await pilot.press("y")
        await until(pilot, lambda: follows(form).startswith("F2: "), "which key records")
        assert "Enter Next part" in shown(app)
        await pilot.press("enter")
        await on("decision1")
        await type_in(pilot, "Dental check; carer; 12/12")
        await pilot.press("enter")
        await on("decision2")
        assert "Enter Next line" in shown(app)
        await type_in(pilot, "Key for her room; home; 4/12")
        await pilot.press("enter")
        await on("decision3")
        await pilot.press("enter")
        await on("attended")
        await pilot.press("enter")
        await on("next_meeting")
        assert app.screen is form
        await pilot.press("shift+tab", "f2")
        await until(pilot, lambda: app.screen is caseload, "the list again")
        made = [row["text"] for row in rows(app.open_session, tables.DecisionRow, made_on=TODAY)]
        assert {"Dental check", "Key for her room"} <= set(made)

    drive(over(lambda: open_store(filled)), steps, (80, 24))


def test_the_capital_pressed_elsewhere_comes_to_the_checks_and_says_how_many(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        _, _, form = await recording(pilot)
        grid = form.query_one("#checklist", CheckGrid)
        await pilot.press("g", "Y")
        await until(pilot, lambda: grid.has_focus, "the checks")
        many = len(grid.things)
        assert f"{many} of {many}" in shown(app)

    drive(over(lambda: open_store(filled)), steps, (120, 36))


def test_a_letter_that_is_no_answer_is_said(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("2")
        await at(pilot, "caseload")
        form = await form_opened(pilot, "r")
        await pilot.press("n")
        await until(pilot, lambda: "«n» is no answer here: press one of g a r." in shown(app), "said")
        await pilot.press("g", "f1")
        await until(pilot, lambda: app.screen is not form, "help over it")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is form and form.filling.values["value"] == "green", "and back")

    drive(over(lambda: open_store(filled)), steps)


@pytest.mark.parametrize("key", ["r", "b", "m", "o", "a"])
def test_every_form_says_its_keys_in_its_last_line_on_a_low_screen(filled: Path, key: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("2")
        caseload = await at(pilot, "caseload")
        await on_row(pilot, caseload, lambda r: r.midpoint is not None)
        await form_opened(pilot, key)
        await pilot.pause()
        assert [line for line in shown(app).splitlines() if " Tab Next " in line and " Esc Keep, leave" in line]

    drive(over(lambda: open_store(filled)), steps, (80, 24))


def test_every_line_of_a_menu_can_be_seen_on_a_low_screen(filled: Path) -> None:
    """What has no room is come to by the arrows; its hints stand there always."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await app.push_screen(pick := Pick("Facts", [Picked(str(n), f"thing {n}.") for n in range(30)]))
        await pilot.pause()
        for n in range(30):
            await pilot.pause()
            assert f"thing {n}." in shown(app)
            assert "Esc closes" in shown(app)
            pick.action_move(1)

    drive(over(lambda: open_store(filled)), steps, (80, 24))


@pytest.mark.parametrize("way", ["slowly", "burst", "bracketed", "bracketed with an end"])
def test_several_lines_are_several_decisions_however_they_come(filled: Path, way: str) -> None:
    lines = ["Dental check; carer; 12/12", "Key for her room; home; 4/12", "PEP; school; 18/12"]

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        _, _, form = await recording(pilot)
        form.query_one("#decision1").focus()
        await until(pilot, lambda: form.here and form.here.name == "decision1", "the decisions")
        text = "\r".join(lines)
        if way == "slowly":
            for letter in text:
                read_at_once(app, letter)
                await until(pilot, lambda: app.type_ahead.at_rest, "typed")
        elif way == "burst":
            read_at_once(app, text)
        else:
            read_at_once(app, f"\x1b[200~{text}{chr(13) * (way != 'bracketed')}\x1b[201~")
        await until(pilot, lambda: form.filling.values["decision3"] == lines[2], "each in its line")
        assert [form.filling.values[f"decision{n}"] for n in (1, 2, 3, 4)] == [*lines, ""]
        await until(pilot, lambda: form.here and form.here.name == "decision3", "the cursor behind the last")
        assert form.query_one("#ask-decision4").display, "another is asked for"

    drive(over(lambda: open_store(filled)), steps)


def test_tab_goes_from_a_decision_to_the_next_part_and_back_before_them_all(filled: Path) -> None:
    """It went to the empty line for the next decision, and the letters for who came were kept as one."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        caseload, _, form = await recording(pilot)
        await pilot.press("g", "1", "tab")
        await type_in(pilot, "Key for her own room; home; 7/12")
        assert "Tab Next part" in shown(app)
        await pilot.press("enter", "up")
        assert name_of(form.here) == "decision1"
        await pilot.press("tab")
        assert name_of(form.here) in ("earlier", "attended")
        form.query_one("#attended").focus()
        await pilot.press("c", "p")
        form.query_one("#decision2").focus()
        await pilot.press("shift+tab")
        assert name_of(form.here) == "checklist"
        await pilot.press("f2")
        await until(pilot, lambda: app.screen is caseload, "the list again")
        made = [row["text"] for row in rows(app.open_session, tables.DecisionRow, made_on=TODAY)]
        assert made == ["Key for her own room"]

    drive(over(lambda: open_store(filled)), steps, (120, 36))


def test_an_emptied_decision_takes_none_of_the_others_along(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        caseload, _, form = await recording(pilot)
        await pilot.press("g", "1", "tab")
        for words in ("One; carer; 7/12", "Two; school; 8/12", "Three; worker; 9/12", "Four; IRO; 10/12"):
            await type_in(pilot, words)
            await pilot.press("enter")
        await pilot.press("up", "up", "up", "ctrl+u")
        await until(pilot, lambda: form.filling.values["decision2"] == "", "the second emptied")
        await pilot.pause()
        asked = [q.name for q in form.filling.asked if q.is_line]
        assert asked == [f"decision{n}" for n in range(1, 6)]
        assert not [name for name in asked if form.query_one(f"#ask-{name}").has_class("hidden")]
        await until(pilot, lambda: "3 decisions" in follows(form), "what is saved is said")
        await pilot.press("f2")
        await until(pilot, lambda: app.screen is caseload, "the list again")
        made = [row["text"] for row in rows(app.open_session, tables.DecisionRow, made_on=TODAY)]
        assert made == ["One", "Three", "Four"]

    drive(over(lambda: open_store(filled)), steps)


def test_the_line_one_is_in_is_in_sight_on_a_low_screen(filled: Path) -> None:
    """Behind the checks the view stood at the last lines of the form, and what was typed was not seen."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        _, _, form = await recording(pilot)
        await pilot.press("g", "1", "y", "n", "enter")
        assert (form.here and form.here.name, blind(form)) == ("decision1", "")
        for n, words in enumerate(
            ("One; carer; 7/12", "Two; school; 12/12", "Three", "Four; IRO; 1", "Five; IRO; x"), 2
        ):
            await type_in(pilot, words)
            assert (words in shown(app), blind(form)) == (True, "")
            await pilot.press("enter")
            assert (form.here and form.here.name, blind(form)) == (f"decision{n}", "")
        await pilot.press("enter")
        assert (form.here and form.here.name, blind(form)) == ("attended", "")

    drive(over(lambda: open_store(filled)), steps, (80, 24))


def test_a_line_that_is_no_answer_is_gone_to_where_it_hinders(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        _, _, form = await recording(pilot)
        await pilot.press("g", "1", "tab")
        for words in ("One; carer; 7/12", "Two; school; soon", "Three; IRO; 9/12"):
            await type_in(pilot, words)
            await pilot.press("enter")
        await pilot.press("f2")
        assert (app.screen, form.here and form.here.name, blind(form)) == (form, "decision2", "")
        assert shown(app).count("'soon' is not a day") == 1, "said once"
        await pilot.press("ctrl+u")
        form.query_one("#next_meeting").focus()
        await type_in(pilot, "soon")
        await pilot.press("tab", "f2")
        assert (app.screen, form.here and form.here.name, blind(form)) == (form, "next_meeting", "")
        assert shown(app).count("'soon' is not a day") == 1, "said once"

    drive(over(lambda: open_store(filled)), steps, (80, 24))


def test_lines_without_a_field_of_their_own_are_kept_in_the_last(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        _, _, form = await recording(pilot)
        form.query_one("#decision1").focus()
        await type_in(pilot, "before")
        await pilot.press("enter")
        await type_in(pilot, "after")
        await pilot.press("up", "end")
        app.post_message(events.Paste("\n".join(f" line {n}" for n in range(1, 10))))
        await until(pilot, lambda: form.filling.values["decision2"] == "line 2", "line by line")
        told = [form.filling.values[f"decision{n}"] for n in range(1, 9)]
        assert told == ["beforeline 1", *(f"line {n}" for n in range(2, 8)), "line 8 line 9 after"]

    drive(over(lambda: open_store(filled)), steps)
