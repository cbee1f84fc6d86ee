"""A form and what is written elsewhere while it is open, or while its draft waits: nothing goes back unseen."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.actions.hold_case import SETTLED_MEANWHILE
from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.caseload.lists.reviews import REVIEWS
from iro_tui.store import tables
from iro_tui.tui.app import IroApp
from iro_tui.tui.dialogs.pick import Pick
from iro_tui.tui.form import Form
from iro_tui.tui.screens.lists import EscalationsScreen
from iro_tui.tui.screens.reviews import ReviewsScreen
from iro_tui.tui.widgets.answers import Answers
from iro_tui.tui.widgets.choice import Choice
from tests.support import TODAY
from tests.support.acting import LIMIT, act, look_after, rows
from tests.support.driving import AnyList, at, drive, follows, form_of, heading, messages, over, type_in, until
from tests.support.stores import open_store

DETAILS = "3"
"""The place of the details in the menu of facts."""
CORRECTED = date(2012, 2, 3)
Steps = Callable[[Pilot[None], IroApp, AnyList, str], Awaitable[None]]


def on_a_child(folder: Path, steps: Steps) -> None:
    """Run steps on the caseload, the cursor on a child who was born in 2013 or later; with the child's key."""

    async def all_steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("2")
        screen = await at(pilot, "caseload")
        child_id = next(row.child_id for row in screen.table.rows if row.age is not None and row.age < 13)
        assert screen.table.find(child_id)
        await at(pilot, "caseload")
        await steps(pilot, app, screen, child_id)

    drive(over(lambda: open_store(folder)), all_steps)


def corrected(folder: Path, child_id: str, **facts: Any) -> None:
    """Another window corrects a child's details."""
    other = open_store(folder)
    now = other.caseload().children[child_id]
    same = {name: getattr(now, name) for name in ("ref", "initials", "name", "born", "sex", "uasc", "disabled")}
    act(other, "details", child_id, **{**same, "sex": same["sex"] or "", **facts})
    other.close()


def child_row(app: IroApp, child_id: str) -> dict[str, Any]:
    [child] = rows(app.open_session, tables.ChildRow, id=child_id)
    return child


def text(form: Form, name: str) -> str:
    value: str = form.query_one(f"#{name}").value  # type: ignore[attr-defined]
    return value


async def details(pilot: Pilot[None], app: IroApp) -> Form:
    await pilot.press("i")
    await until(pilot, lambda: isinstance(app.screen, Pick) and app.screen.is_mounted, "the facts")
    await pilot.press(DETAILS)
    await until(pilot, lambda: form_of(app, "details"), "the details")
    form = form_of(app, "details")
    assert form
    return form


async def typed(pilot: Pilot[None], form: Form, name: str, letters: str) -> None:
    form.query_one(f"#{name}").focus()
    await pilot.press("end")
    await type_in(pilot, letters)


async def closed(pilot: Pilot[None], app: IroApp, key: str) -> None:
    await pilot.press(key)
    await until(pilot, lambda: not form_of(app), "the form closed")


# While a draft waits


def test_a_draft_brings_back_only_what_was_typed(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList, child_id: str) -> None:
        before = child_row(app, child_id)
        form = await details(pilot, app)
        await typed(pilot, form, "initials", "X")
        await closed(pilot, app, "escape")
        corrected(filled, child_id, born=CORRECTED)
        form = await details(pilot, app)
        assert text(form, "initials") == f"{before['initials']}X"
        assert text(form, "born") == "03/02/2012"
        await closed(pilot, app, "enter")
        now = child_row(app, child_id)
        assert (now["initials"], now["born"]) == (f"{before['initials']}X", CORRECTED)

    on_a_child(filled, steps)


def test_a_draft_holds_only_what_was_touched_with_what_stood_there(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList, child_id: str) -> None:
        initials = child_row(app, child_id)["initials"]
        form = await details(pilot, app)
        await typed(pilot, form, "initials", "X")
        await closed(pilot, app, "escape")
        assert json.loads(app.open_session.draft(form.draft)) == {"initials": [f"{initials}X", initials]}
        form = await details(pilot, app)
        await typed(pilot, form, "initials", "")
        await pilot.press("backspace")
        await closed(pilot, app, "escape")
        assert app.open_session.draft(form.draft) == "", "what stands again as it stood was not touched"

    on_a_child(filled, steps)


def test_what_was_typed_over_and_changed_meanwhile_is_said(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList, child_id: str) -> None:
        initials = child_row(app, child_id)["initials"]
        form = await details(pilot, app)
        await typed(pilot, form, "initials", "X")
        await closed(pilot, app, "escape")
        corrected(filled, child_id, initials="QQ")
        form = await details(pilot, app)
        words = "Changed meanwhile: initials is now QQ; what you typed stands beside it."
        assert any(words in message for message in messages(app))
        assert text(form, "initials") == f"{initials}X"
        await pilot.press("ctrl+r")
        assert text(form, "initials") == "QQ", "what is so now, not what stood when it was typed"

    on_a_child(filled, steps)


def test_a_draft_of_what_did_not_change_meanwhile_says_nothing_of_it(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList, child_id: str) -> None:
        form = await details(pilot, app)
        await typed(pilot, form, "initials", "X")
        await closed(pilot, app, "escape")
        corrected(filled, child_id, born=CORRECTED)
        await details(pilot, app)
        assert any("Taken up where you left it. ctrl+r" in message for message in messages(app))

    on_a_child(filled, steps)


# While the form is open


def test_what_another_window_corrected_meanwhile_is_refused_once_and_shown(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList, child_id: str) -> None:
        before = child_row(app, child_id)
        form = await details(pilot, app)
        await typed(pilot, form, "initials", "X")
        corrected(filled, child_id, born=CORRECTED)
        await pilot.press("enter")
        await until(pilot, lambda: "Enter again keeps yours" in follows(form), "what changed")
        assert "Changed meanwhile: born is another now. Enter again keeps yours." in follows(form)
        assert app.screen is form
        assert child_row(app, child_id)["initials"] == before["initials"], "refused: nothing was changed"
        assert text(form, "born") == "03/02/2012", "what nobody touched here follows"
        assert text(form, "initials") == f"{before['initials']}X", "what was typed stays"
        await closed(pilot, app, "enter")
        now = child_row(app, child_id)
        assert (now["initials"], now["born"]) == (f"{before['initials']}X", CORRECTED)

    on_a_child(filled, steps)


def test_what_both_windows_changed_is_shown_beside_what_was_typed(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList, child_id: str) -> None:
        initials = child_row(app, child_id)["initials"]
        form = await details(pilot, app)
        await typed(pilot, form, "initials", "X")
        corrected(filled, child_id, initials="QQ")
        await pilot.press("enter")
        await until(pilot, lambda: "initials is now QQ; what you typed stands beside it" in follows(form), "both")
        assert text(form, "initials") == f"{initials}X"
        await closed(pilot, app, "enter")
        assert child_row(app, child_id)["initials"] == f"{initials}X"
        await pilot.press("u")
        await until(pilot, lambda: child_row(app, child_id)["initials"] == "QQ", "the other's again")

    on_a_child(filled, steps)


def test_two_windows_on_two_children_do_not_meet(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList, child_id: str) -> None:
        another = next(row.child_id for row in screen.table.rows if row.child_id != child_id)
        form = await details(pilot, app)
        await typed(pilot, form, "initials", "X")
        corrected(filled, another, initials="QQ")
        await closed(pilot, app, "enter")
        assert len(app.open_session.lines(ENTRIES)) == 3

    on_a_child(filled, steps)


def _elsewhere(folder: Path, action_id: str, child_ids: Sequence[str] = (), *keys: str, **given: Any) -> None:
    other = open_store(folder)
    act(other, action_id, child_ids, *keys, **given)
    other.close()


def test_what_is_asked_meanwhile_is_asked_here_too(filled: Path) -> None:
    """Another window moved the booking, and recorded the first decision that is open for the child."""

    async def steps(pilot: Pilot[None], app: IroApp, _: AnyList, __: str) -> None:
        cases = app.open_session.caseload().cases
        coming = [line for line in app.open_session.lines(REVIEWS) if line.booked and line.clock != "overdue"]
        child_id = next(line.child_id for line in coming if not cases[line.child_id].open_decisions)
        await pilot.press("3")
        screen = await at(pilot, ReviewsScreen)
        assert screen.table.find(next(screen.key(row) for row in screen.table.rows if row.child_id == child_id))
        await pilot.press("h")
        await until(pilot, lambda: form_of(app, "hold"), "the form")
        form = form_of(app, "hold")
        assert form
        assert not form.query("#earlier")
        await pilot.press("a", "1", "1")
        form.query_one("#child_words").focus()
        await type_in(pilot, "I like it here")
        await until(pilot, lambda: form.planned, "what Enter will do")
        _elsewhere(filled, "book", [child_id], day=date(2026, 11, 27), asked_by="IRO", reason="in court")
        _elsewhere(filled, "decide", [child_id], text="Dental check")
        await pilot.press("f2")
        await until(pilot, lambda: "Enter again keeps yours" in follows(form), "what changed")
        assert form.query_one("#earlier", Answers).things[0][1] == "Dental check"
        assert text(form, "child_words") == "I like it here"
        assert form.query_one("#child_words").has_focus, "the cursor stays"
        assert form.query_one("#rag", Choice).value == "amber"
        await closed(pilot, app, "f2")
        [review] = rows(app.open_session, tables.ReviewRow, child_id=[child_id], held=TODAY)
        assert review["child_words"] == "I like it here"

    on_a_child(filled, steps)


async def at_the_second_stage(pilot: Pilot[None], app: IroApp) -> tuple[Form, str]:
    """The form of an escalation at its second stage, once its foot says what Enter will do; and its key."""
    await pilot.press("5")
    screen = await at(pilot, EscalationsScreen)
    row = next(row for row in screen.table.rows if row.kind == "dispute" and row.stage == "2")
    assert screen.table.find(screen.key(row))
    await pilot.press("e")
    await until(pilot, lambda: form_of(app, "escalation"), "the form")
    form = form_of(app, "escalation")
    assert form
    await until(pilot, lambda: form.planned, "what Enter will do")
    return form, row.escalation_id


def test_what_another_window_settled_meanwhile_is_refused(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, _: AnyList, __: str) -> None:
        form, key = await at_the_second_stage(pilot, app)
        _elsewhere(filled, "escalation", (), key, what="resolved", child_informed=True)
        await pilot.press("enter")
        await until(pilot, lambda: "This escalation was closed on Fri 20 Nov" in follows(form), "why not")
        assert app.screen is form
        assert len(app.open_session.lines(ENTRIES)) == 2

    on_a_child(filled, steps)


def test_a_step_that_another_window_took_is_not_taken_twice(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, _: AnyList, __: str) -> None:
        form, key = await at_the_second_stage(pilot, app)
        _elsewhere(filled, "escalation", (), key, what="next", stage="3")
        await pilot.press("enter")
        await until(pilot, lambda: "Enter again keeps yours" in follows(form), "what changed")
        assert "stage is now" in follows(form)
        assert form.query_one("#stage", Choice).value == "4", "what comes next now"
        assert len(app.open_session.lines(ENTRIES)) == 2

    on_a_child(filled, steps)


# What is booked


def booked_with_details(folder: Path) -> tuple[str, date]:
    """A review that is booked at 14:30 in the school, on video, with another chair; its child's key and its day."""
    session = open_store(folder)
    line = next(
        line for line in session.lines(REVIEWS) if line.booked and line.booked > TODAY and line.clock != "overdue"
    )
    facts = {"day": line.booked, "time": "14:30", "place": "school", "mode": "video", "chair": "Sam Hill"}
    act(session, "book", line.child_id, **facts)
    session.close()
    assert line.booked
    return line.child_id, line.booked


def test_moving_a_booking_shows_what_was_agreed_of_it(filled: Path) -> None:
    child_id, day = booked_with_details(filled)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("3")
        screen = await at(pilot, ReviewsScreen)
        assert screen.table.find(next(screen.key(row) for row in screen.table.rows if row.child_id == child_id))
        await pilot.press("b")
        await until(pilot, lambda: form_of(app, "book"), "the form")
        form = form_of(app, "book")
        assert form
        assert f"booked {day:%a} {day.day} {day:%b}" in heading(form)
        shown_there = [text(form, name) for name in ("day", "time", "place", "chair")]
        assert shown_there == [f"{day:%d/%m/%Y}", "14:30", "school", "Sam Hill"]
        assert form.query_one("#mode", Choice).value == "video"
        form.query_one("#time", Input).value = ""
        await type_in(pilot, "+5wd")
        await pilot.press("enter", "enter", "enter", "2", "enter")
        await type_in(pilot, "in court")
        await closed(pilot, app, "enter")
        [review] = [
            r for r in rows(app.open_session, tables.ReviewRow, child_id=[child_id]) if r["booked"] and not r["held"]
        ]
        assert (review["booked"], review["booked_time"]) == (date(2026, 11, 27), None), "moved, and the time taken away"
        assert (review["venue"], review["mode"], review["chair"]) == ("school", "video", "Sam Hill")

    drive(over(lambda: open_store(filled)), steps)


# What is asked about, gone meanwhile


def with_two_decisions(folder: Path) -> tuple[str, list[str]]:
    """A child who has two open decisions; the child's key and theirs."""
    session = open_store(folder)
    [child_id] = look_after(session, "K-1")
    for text_ in ("Dental check", "Passport"):
        act(session, "decide", child_id, text=text_, owner="social worker", due=LIMIT)
    keys = [row["id"] for row in rows(session, tables.DecisionRow, child_id=[child_id])]
    session.close()
    return child_id, keys


async def marked_done(pilot: Pilot[None], app: IroApp, child_id: str) -> Form:
    """Record the child's review, with both decisions marked done."""
    await at(pilot, "today")
    await pilot.press("2")
    screen = await at(pilot, "caseload")
    assert screen.table.find(child_id)
    await pilot.press("h")
    await until(pilot, lambda: form_of(app, "hold"), "the form")
    form = form_of(app, "hold")
    assert form
    await pilot.press("g", "1")
    form.query_one("#earlier").focus()
    await pilot.press("d", "d")
    return form


def settled_elsewhere(folder: Path, key: str) -> None:
    other = open_store(folder)
    act(other, "decision", (), key, what="drop", reason="moved")
    other.close()


def open_decisions(app: IroApp, keys: list[str]) -> int:
    decisions = rows(app.open_session, tables.DecisionRow, id=keys)
    return sum(row["done_on"] is None and row["dropped_on"] is None for row in decisions)


def test_a_mark_on_what_was_settled_meanwhile_is_told_once_and_goes(filled: Path) -> None:
    child_id, keys = with_two_decisions(filled)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        form = await marked_done(pilot, app, child_id)
        settled_elsewhere(filled, keys[0])
        await pilot.press("f2")
        await until(pilot, lambda: len(form.query_one("#earlier", Answers).things) == 1, "the one that is left")
        assert any(SETTLED_MEANWHILE in line for line in messages(app)), "beside what it is about"
        assert form.query_one("#rag", Choice).value == "green", "what else was answered stays"
        assert open_decisions(app, keys) == 1
        await closed(pilot, app, "f2")
        assert open_decisions(app, keys) == 0

    drive(over(lambda: open_store(filled)), steps)


def test_a_draft_s_mark_on_what_was_settled_meanwhile_goes(filled: Path) -> None:
    child_id, keys = with_two_decisions(filled)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await marked_done(pilot, app, child_id)
        await closed(pilot, app, "escape")
        settled_elsewhere(filled, keys[0])
        await pilot.press("h")
        await until(pilot, lambda: form_of(app, "hold"), "the form")
        await closed(pilot, app, "enter")
        assert open_decisions(app, keys) == 0

    drive(over(lambda: open_store(filled)), steps)
