"""Keys at any speed: a burst into a form is slow typing, on a list it is text, and nothing half is done."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual._time import get_time
from textual.pilot import Pilot

from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.tui import standing
from iro_tui.tui.app import IroApp
from iro_tui.tui.bursts import TOGETHER_SECONDS
from iro_tui.tui.key_gate import LOOK_SECONDS
from iro_tui.tui.screens.recovery_code import RecoveryCode
from iro_tui.tui.screens.unlock import Unlock
from tests.support.driving import at_today, drive, form_of, is_list, over, read_at_once, shown, stored, until
from tests.support.journeys import form_opened, journey, on_row, said
from tests.support.stores import PASSPHRASE, open_store


def about_a_child(row: object) -> bool:
    return bool(getattr(row, "child_id", ""))


async def quiet(pilot: Pilot[None], app: IroApp) -> None:
    """Until every key that was read has been handed on or dropped."""
    await pilot.pause(0.05)
    await until(pilot, lambda: app.type_ahead.at_rest, "the gate is at rest")


@pytest.mark.parametrize("text", ["urgent\r", "xxxx", "Uuuu\r", "gr\rgr\r", "2 on the list", "1234\r"])
def test_text_on_a_list_does_nothing_and_says_so(filled: Path, text: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        await on_row(pilot, screen, about_a_child)
        before, row = len(app.open_session.lines(ENTRIES, 1000)), screen.table.row
        read_at_once(app, text)
        letters = len(text.replace("\r", ""))
        await until(pilot, lambda: said(app, f"onto a list: {letters} letters dropped, nothing was done"), "dropped")
        await quiet(pilot, app)
        assert app.screen is screen
        assert screen.table.row == row
        assert len(app.open_session.lines(ENTRIES, 1000)) == before

    journey(filled, steps)


def test_text_on_a_page_without_a_list_is_not_said_to_have_met_one(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await app.push_screen(RecoveryCode(hidden=True))
        read_at_once(app, "urgent")
        await until(pilot, lambda: said(app, "Pasted where nothing is typed: 6 letters dropped"), "dropped")

    journey(filled, steps)


def test_text_that_comes_letter_by_letter_is_dropped_before_the_first_acts(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        await on_row(pilot, screen, about_a_child)
        before = len(app.open_session.lines(ENTRIES, 1000))
        begun = get_time()
        for n, letter in enumerate("urgent\r"):
            read_at_once(app, letter, begun + n * 0.005)
            await asyncio.sleep(0)
        await until(pilot, lambda: said(app, "letters dropped"), "dropped")
        await quiet(pilot, app)
        assert app.screen is screen
        assert len(app.open_session.lines(ENTRIES, 1000)) == before

    journey(filled, steps)


def test_up_to_three_keys_read_at_once_are_keys_and_bare_shift_is_none(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        await on_row(pilot, screen, about_a_child)
        before, read_before = len(app.open_session.lines(ENTRIES, 1000)), screen.listing
        read_at_once(app, "\x00r\x00g\x00\x00\r\x00")
        await until(pilot, lambda: len(app.open_session.lines(ENTRIES, 1000)) == before + 1, "rated")
        await until(pilot, lambda: app.screen is screen, "the list again")
        await until(pilot, lambda: screen.listing is not read_before, "the list read again")
        await quiet(pilot, app)

        # A run of one key is none of a text: six down are six up again, one by one.
        await pilot.press("j")
        at_first = screen.table.row
        read_at_once(app, "jjjjjj")
        await until(pilot, lambda: screen.table.row != at_first, "down")
        await quiet(pilot, app)
        await pilot.press(*"kkkkk")
        assert screen.table.row != at_first
        await pilot.press("k")
        assert screen.table.row == at_first
        await asyncio.sleep(2 * TOGETHER_SECONDS)
        await asyncio.sleep(2 * TOGETHER_SECONDS)
        read_at_once(app, "/review")
        await until(pilot, lambda: app.focused is screen.field and screen.field.value == "review", "filtered")

    journey(filled, steps)


NOTE = "Spoke with carer; no concern, you may say yes."


def test_a_burst_into_a_note_answers_nothing_else(filled: Path) -> None:
    """Every letter of the text, the y and n among them, is in the text."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await on_row(pilot, await at_today(pilot), about_a_child)
        form = await form_opened(pilot, "o")
        note = next(question.name for question in form.questions if question.kind in ("note", "text"))
        form.query_one(f"#{note}").focus()
        await pilot.pause()
        before = dict(form.filling.values)
        read_at_once(app, NOTE)
        await until(pilot, lambda: form.filling.values[note] == NOTE, "the note")
        assert form.filling.values == before | {note: NOTE}

    journey(filled, steps)


@pytest.mark.parametrize("bracketed", [True, False], ids=["bracketed", "plain"])
def test_several_lines_go_whole_into_the_forms_text_wherever_the_focus_is(filled: Path, bracketed: bool) -> None:
    lines = ["Spoke with carer.", "She says contact went well.", "Next: ask SW about PEP."]

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await on_row(pilot, await at_today(pilot), about_a_child)
        form = await form_opened(pilot, "o")
        note = next(question.name for question in form.questions if question.kind in ("note", "text"))
        before = dict(form.filling.values)
        text = "\r".join(lines)
        read_at_once(app, f"\x1b[200~{text}\x1b[201~" if bracketed else text)
        await until(pilot, lambda: all(line in form.filling.values[note] for line in lines), "the text")
        await quiet(pilot, app)
        assert app.screen is form
        assert {name: value for name, value in form.filling.values.items() if name != note} == {
            name: value for name, value in before.items() if name != note
        }

    journey(filled, steps)


FORMS = {"r": "g\r", "o": "2\t\t\t", "a": "Ring the school, say no\t+5wd\r"}
"""Forms by their keys, and what is typed into each."""


def typed_slowly(filled: Path, key: str, keys: str, chunks: list[str] | None = None) -> dict[str, str] | int:
    """What a form holds after its keys, or how much was journalled when they saved it."""
    left: list[dict[str, str] | int] = []

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await on_row(pilot, await at_today(pilot), about_a_child)
        form = await form_opened(pilot, key)
        for chunk in chunks if chunks is not None else list(keys):
            read_at_once(app, chunk)
            if chunks is None:
                await quiet(pilot, app)
        await quiet(pilot, app)
        saves = keys.endswith("\r")
        if saves:
            await until(pilot, lambda: form_of(app) is not form, "saved")
        left.append(len(app.open_session.lines(ENTRIES, 1000)) if saves else dict(form.filling.values))
        if saves:
            await pilot.press("u")
            await until(pilot, lambda: said(app, "Undid"), "undone")
        else:
            await pilot.press("ctrl+r", "escape")

    journey(filled, steps)
    return left[0]


@pytest.mark.parametrize("key", FORMS)
def test_the_keys_of_an_open_form_in_one_burst_are_slow_typing(filled: Path, key: str) -> None:
    slowly = typed_slowly(filled, key, FORMS[key])
    at_once = typed_slowly(filled, key, FORMS[key], [FORMS[key]])
    if isinstance(slowly, int):
        assert isinstance(at_once, int)
        assert at_once - slowly == 2, "one more action, and its undoing"
    else:
        assert at_once == slowly


def test_keys_ahead_of_the_passphrase_go_into_it_and_what_follows_is_judged(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        read_at_once(app, f"{PASSPHRASE}\rurgent\r")
        screen = await at_today(pilot)
        await until(pilot, lambda: said(app, "6 letters dropped"), "dropped")
        assert app.screen is screen
        before = len(app.open_session.lines(ENTRIES, 1000))
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, Unlock) and app.screen.is_mounted, "locked")
        read_at_once(app, f"{PASSPHRASE}\r2")
        await until(pilot, lambda: is_list(app.screen, "caseload"), "the caseload")
        assert len(app.open_session.lines(ENTRIES, 1000)) == before

    drive(stored(filled), steps)


def test_what_is_typed_ahead_of_a_slow_return_from_a_lock_waits_for_it(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The passphrase was right, and nothing shows yet: the key after it is meant for what will."""
    come_back = standing.come_back

    async def late(app: IroApp, words: str) -> None:
        await asyncio.sleep(20 * LOOK_SECONDS)
        await come_back(app, words)

    monkeypatch.setattr(standing, "come_back", late)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        read_at_once(app, f"{PASSPHRASE}\r")
        await at_today(pilot)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, Unlock) and app.screen.is_mounted, "locked")
        read_at_once(app, f"{PASSPHRASE}\r2")
        await until(pilot, lambda: is_list(app.screen, "caseload"), "the caseload")

    drive(stored(filled), steps)


def test_caps_lock_is_said_and_nothing_is_done(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        await on_row(pilot, screen, about_a_child)
        before = len(app.open_session.lines(ENTRIES, 1000))
        await pilot.press("R")
        await until(pilot, lambda: said(app, "R: Caps Lock?"), "Caps Lock")
        await pilot.press("X")
        await until(pilot, lambda: said(app, "X: Caps Lock?"), "Caps Lock again")
        await pilot.press("j", "U")
        await until(pilot, lambda: not said(app, "Caps Lock"), "U is redo again")
        assert app.screen is screen
        assert len(app.open_session.lines(ENTRIES, 1000)) == before

    drive(over(lambda: open_store(filled)), steps)


@pytest.mark.parametrize("size", [(39, 20), (60, 7), (12, 4)])
def test_a_window_too_small_takes_no_keys(filled: Path, size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        await on_row(pilot, screen, about_a_child)
        await pilot.resize_terminal(*size)
        await until(pilot, lambda: "Too small" in shown(app), "the sentence")
        assert "DIARY" not in shown(app), "nothing else stands there"
        await pilot.press("r", "g", "enter")
        await pilot.pause()
        assert app.screen is screen
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "Too small" not in shown(app), "gone again")
        await form_opened(pilot, "r")

    drive(over(lambda: open_store(filled)), steps)
