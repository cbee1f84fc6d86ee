"""Forms: nothing typed is lost, Enter goes to what is missing, and a day says beside its field what it means."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.caseload.lists.midpoints import MIDPOINTS
from iro_tui.tui.app import IroApp
from iro_tui.tui.form import Form
from iro_tui.tui.screens.unlock import Unlock
from iro_tui.tui.widgets.choice import Choice
from tests.support.driving import (
    AnyList,
    at,
    drive,
    follows,
    form_of,
    hit,
    messages,
    over,
    shown,
    stored,
    type_in,
    until,
)
from tests.support.stores import PASSPHRASE, open_store

Steps = Callable[[Pilot[None], IroApp, AnyList], Awaitable[None]]


def on_caseload(folder: Path, steps: Steps, size: tuple[int, int] = (120, 36)) -> None:
    """Run steps on the caseload, the cursor on its first child."""

    async def all_steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("2")
        await steps(pilot, app, await at(pilot, "caseload"))

    drive(over(lambda: open_store(folder)), all_steps, size)


async def opened(pilot: Pilot[None], key: str) -> Form:
    await pilot.press(key)
    await until(pilot, lambda: form_of(pilot.app), f"the form of {key}")
    await pilot.pause()
    assert isinstance(pilot.app.screen, Form)
    return pilot.app.screen


async def on_unchecked(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
    """Put the cursor on a child whose mid-point check is to be done."""
    assert screen.table.find(next(row.child_id for row in app.open_session.lines(MIDPOINTS) if row.due))
    await at(pilot, "caseload")


async def closed(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await until(pilot, lambda: not form_of(pilot.app), "the form closed")


def text(form: Form, name: str) -> str:
    value: str = form.query_one(f"#{name}").value  # type: ignore[attr-defined]
    return value


def answer(form: Form, name: str) -> str:
    return form.query_one(f"#{name}", Choice).value


def means(form: Form) -> str:
    """What stands beside the field of a day."""
    return str(form.query_one(".means", Static).render())


async def note_begun(pilot: Pilot[None]) -> Form:
    """A footprint note, with its text begun."""
    form = await opened(pilot, "o")
    await pilot.press("2", "2", "tab", "tab")
    await type_in(pilot, "half a sentence")
    return form


@pytest.mark.parametrize("width", [80, 120, 200])
def test_a_line_is_one_row_at_every_width(filled: Path, width: int) -> None:
    """The reading lines under a list have styles of their own, which are none of a field's."""

    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        form = await opened(pilot, "r")
        await pilot.press("a")
        await until(pilot, lambda: form.query("#line"), "the line")
        await pilot.pause()
        assert form.query_one("#line").outer_size.height == 1

    on_caseload(filled, steps, (width, 40))


# Drafts


def test_what_was_typed_outlives_esc(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        await note_begun(pilot)
        await closed(pilot, "escape")
        form = await opened(pilot, "o")
        assert (answer(form, "who"), answer(form, "how"), text(form, "note")) == (
            "social worker",
            "phone",
            "half a sentence",
        )
        assert any("Taken up where you left it. ctrl+r begins anew." in said for said in messages(app))
        assert "footprint of Fri 20 Nov: phone, social worker." in follows(form)

    on_caseload(filled, steps)


def test_a_draft_is_of_its_form_and_its_child(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        await note_begun(pilot)
        await closed(pilot, "escape", "down")
        assert text(await opened(pilot, "o"), "note") == ""
        await closed(pilot, "escape", "up")
        assert text(await opened(pilot, "a"), "what") == ""
        await closed(pilot, "escape", "space", "space")
        assert text(await opened(pilot, "o"), "note") == "", "of two children, not of the one"
        await closed(pilot, "escape", "escape")
        await pilot.press("home")
        assert text(await opened(pilot, "o"), "note") == "half a sentence"

    on_caseload(filled, steps)


def test_what_was_typed_outlives_the_lock(filled: Path) -> None:
    async def let_in(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: isinstance(app.screen, Unlock) and app.screen.is_mounted, "unlock")
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await let_in(pilot, app)
        await at(pilot, "today")
        await pilot.press("2")
        await at(pilot, "caseload")
        await note_begun(pilot)
        await pilot.press("ctrl+l")
        await let_in(pilot, app)
        await until(pilot, lambda: form_of(app, "contact"), "the form again")
        await pilot.pause()
        form = form_of(app)
        assert form
        assert text(form, "note") == "half a sentence"
        await closed(pilot, "escape")
        await at(pilot, "caseload")
        assert text(await opened(pilot, "o"), "note") == "half a sentence"

    drive(stored(filled), steps)


def test_what_was_typed_outlives_the_program(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        form = await note_begun(pilot)
        draft = form.draft
        await until(pilot, lambda: "half a sentence" in app.open_session.draft(draft), "kept while it is typed")

    async def again(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        assert text(await opened(pilot, "o"), "note") == "half a sentence"

    on_caseload(filled, steps)
    on_caseload(filled, again)


def test_what_was_typed_outlives_quitting_at_once(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        await opened(pilot, "o")
        await pilot.press("2", "2", "tab", "tab")
        hit(app, *"half a sentence", "ctrl+q")
        await until(pilot, lambda: app._exit, "quit")

    async def again(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        assert text(await opened(pilot, "o"), "note") == "half a sentence"

    on_caseload(filled, steps)
    on_caseload(filled, again)


def test_ctrl_r_begins_anew_and_drops_the_draft(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        await note_begun(pilot)
        await closed(pilot, "escape")
        form = await opened(pilot, "o")
        await pilot.press("ctrl+r")
        assert (answer(form, "who"), answer(form, "how"), text(form, "note")) == ("", "", "")
        assert text(form, "on") == "today", "what can be known is there again"
        assert form.query_one("#how").has_focus
        await closed(pilot, "escape")
        assert app.open_session.draft(form.draft) == ""
        assert text(await opened(pilot, "o"), "note") == ""

    on_caseload(filled, steps)


def test_a_draft_is_dropped_on_saving(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        form = await note_begun(pilot)
        await until(pilot, lambda: app.open_session.draft(form.draft), "kept while it is typed")
        await closed(pilot, "f2")
        assert app.open_session.draft(form.draft) == ""
        form = await opened(pilot, "o")
        assert (answer(form, "who"), text(form, "note")) == ("", "")

    on_caseload(filled, steps)


def test_text_that_was_taken_out_again_leaves_no_draft(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        form = await opened(pilot, "a")
        await type_in(pilot, "ab")
        await until(pilot, lambda: app.open_session.draft(form.draft), "kept")
        await pilot.press("backspace", "backspace")
        await closed(pilot, "escape")
        assert app.open_session.draft(form.draft) == ""

    on_caseload(filled, steps)


@pytest.mark.parametrize(
    "keys", [("r", "a", "3"), ("m", "t"), ("o", "1", "1", "tab", "y"), ("a",), ("b",)], ids="".join
)
def test_answers_by_a_key_keep_no_draft(filled: Path, keys: tuple[str, ...]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        await on_unchecked(pilot, app, screen)
        form = await opened(pilot, keys[0])
        await pilot.press(*keys[1:])
        await closed(pilot, "escape")
        assert app.open_session.draft(form.draft) == ""
        await opened(pilot, keys[0])
        assert not any("Taken up" in said for said in messages(app))

    on_caseload(filled, steps)


def test_keeping_a_draft_changes_nothing_that_is_shown(filled: Path) -> None:
    other = open_store(filled)
    seen = other.revision()

    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        before = app.open_session.revision(), screen.listing
        form = await note_begun(pilot)
        await until(pilot, lambda: app.open_session.draft(form.draft), "kept")
        assert app.open_session.revision() == before[0]
        assert other.draft(form.draft)
        assert other.revision() == seen
        await closed(pilot, "escape")
        assert screen.listing is before[1], "the list was not read anew"
        assert len(app.open_session.lines(ENTRIES)) == 1

    try:
        on_caseload(filled, steps)
    finally:
        other.close()


@pytest.mark.parametrize("left", ["not JSON", "{}", '{"nothing": "of this form"}', "[1]", '"text"', "null"])
def test_a_draft_of_another_version_is_passed_over(filled: Path, left: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        assert screen.table.row
        app.open_session.keep_draft(f"form:contact:{screen.table.row.child_id}", left)
        await pilot.press("o")
        await until(pilot, lambda: not app.is_running or form_of(app, "contact"), "the form")
        assert isinstance(app.screen, Form)

    on_caseload(filled, steps)


# Enter


@pytest.mark.parametrize(
    ("key", "steps"),
    [
        ("o", [((), "how", "how"), (("2",), "who", "with")]),
        ("a", [((), "what", "what"), (tuple("PEP"), "due", "by")]),
        ("b", [((), "day", "day")]),
        ("r", [((), "value", "RAG"), (("r",), "theme", "why")]),
        ("m", [((), "outcome", "found"), (("f",), "note", "note")]),
    ],
    ids=["note", "task", "booking", "RAG", "mid-point"],
)
def test_enter_goes_to_what_is_missing(filled: Path, key: str, steps: list[tuple[tuple[str, ...], str, str]]) -> None:
    async def all_steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        await on_unchecked(pilot, app, screen)
        form = await opened(pilot, key)
        for keys, name, label in steps:
            await pilot.press(*keys, "enter")
            words = f"First: {label}?"
            await until(pilot, lambda: words in follows(form), words)  # noqa: B023 -- called at once
            assert form.query_one(f"#{name}").has_focus
        assert len(app.open_session.lines(ENTRIES)) == 1

    on_caseload(filled, all_steps)


def test_what_is_refused_stays_as_it_was_typed(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        form = await opened(pilot, "o")
        await pilot.press("2", "2", "tab")
        await type_in(pilot, "many")
        await until(pilot, lambda: "Minutes is 'many': give a whole number" in follows(form), "why not")
        await pilot.press("enter")
        assert app.screen is form
        assert text(form, "minutes") == "many"
        assert any("Minutes is 'many'" in said for said in messages(app))
        assert len(app.open_session.lines(ENTRIES)) == 1

    on_caseload(filled, steps)


def test_arrows_and_tab_move_between_questions_and_answers(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        form = await opened(pilot, "o")
        await pilot.press("right", "right")
        assert answer(form, "how") == "phone"
        assert form.query_one("#how").has_focus, "the arrows may go on"
        await pilot.press("left", "left")
        assert answer(form, "how") == "text", "before the first comes the last"
        await pilot.press("1")
        assert form.query_one("#who").has_focus
        await pilot.press("right", "space", "4", "right", "space", "4")
        assert answer(form, "who") == "child, parent", "several, each taken and left by its key, or by space"
        assert form.query_one("#who").has_focus, "more may follow"
        await pilot.press("5")
        await until(pilot, lambda: form.query_one("#alone").display, "what follows from it")
        form.query_one("#alone").focus()
        await pilot.press("y")
        await until(pilot, lambda: "seen alone" in follows(form), "alone")
        form.query_one("#who").focus()
        await pilot.press("1", "2")
        await until(pilot, lambda: "social worker." in follows(form), "of the social worker")
        assert not form.query_one("#ask-alone").display
        assert "seen alone" not in follows(form), "what is not asked any more is not kept"

    on_caseload(filled, steps)


# Days


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12/3", "Fri 12 Mar 2027"),
        ("24/11", "Tue 24 Nov"),
        ("tue", "Tue 24 Nov"),
        ("today", "Fri 20 Nov"),
        ("+20wd", "Fri 18 Dec"),
        ("28/11", "Sat 28 Nov, not a working day"),
        ("25/12", "Fri 25 Dec, not a working day"),
        ("31/2", "not a day yet"),
        ("soon", "not a day yet"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_what_a_day_means_stands_beside_its_field(filled: Path, typed: str, meant: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        form = await opened(pilot, "b")
        await type_in(pilot, typed)
        await until(pilot, lambda: means(form) == meant, meant)
        line = next(line for line in shown(app).splitlines() if "Day  " in line)
        assert meant.split(",")[0] in line

    on_caseload(filled, steps, (80, 24))


def test_a_day_of_a_contact_lies_back_and_one_of_a_task_ahead(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        form = await opened(pilot, "o")
        form.query_one("#on", Input).value = "12/3"
        await until(pilot, lambda: means(form) == "Thu 12 Mar", "back")
        await closed(pilot, "escape")
        form = await opened(pilot, "a")
        form.query_one("#due", Input).value = "12/3"
        await until(pilot, lambda: means(form) == "Fri 12 Mar 2027", "ahead")

    on_caseload(filled, steps)
