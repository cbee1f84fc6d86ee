"""Keys pressed faster than the program answers: nothing is done twice, nothing is lost, nothing falls over."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.actions.import_files import apply_import, preview_import
from iro_tui.caseload.lines import DutyLine
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.caseload.opening import unlock
from iro_tui.store import tables
from iro_tui.store.keyfile import KdfCost
from iro_tui.tui.app import IroApp
from iro_tui.tui.dialogs.confirm import Confirm
from iro_tui.tui.screens.child import ChildScreen
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.screens.unlock import Unlock
from iro_tui.tui.screens.welcome import BringIn
from tests.support import TODAY
from tests.support.acting import rows
from tests.support.driving import at_today, drive, form_of, hit, is_list, messages, over, shown, stored, type_in, until
from tests.support.journeys import on_row
from tests.support.returns import ONE_CHILD, make_return
from tests.support.stores import PASSPHRASE, open_store


def test_enter_twice_makes_one_store_and_shows_its_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KdfCost, "benchmark", lambda: KdfCost.FLOOR)
    folder = tmp_path / "store"

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: "Made up for you" in shown(app), "first run")
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")
        await type_in(pilot, PASSPHRASE)
        hit(app, "enter", "enter", "enter")
        await until(pilot, lambda: "recovery code on paper" in shown(app), "the code")

    drive(stored(folder), steps)
    unlock(folder, PASSPHRASE).close()


def test_enter_twice_opens_one_desk(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import iro_tui.caseload.opening as opening

    opened = []
    really = opening.unlock

    def counted(*args: object) -> object:
        opened.append(really(*args))  # type: ignore[arg-type]
        return opened[-1]

    monkeypatch.setattr(opening, "unlock", counted)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: isinstance(app.screen, Unlock) and app.screen.is_mounted)
        await type_in(pilot, PASSPHRASE)
        hit(app, "enter", "enter", "enter")
        await at_today(pilot)

    drive(stored(filled), steps)
    assert len(opened) == 1
    assert all(session._secret.wiped for session in opened), "every session that was opened is closed"


def test_enter_twice_brings_a_return_in_once(store: Path, tmp_path: Path) -> None:
    folder = make_return(tmp_path / "return", **ONE_CHILD)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: "Three ways to begin" in shown(app), "an empty Today")
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, BringIn) and app.screen.focused, "bringing in")
        await type_in(pilot, str(folder))
        await pilot.press("enter")
        await until(pilot, lambda: "1 new" in shown(app), "the preview")
        hit(app, "enter", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, ListScreen), "Today")
        await pilot.pause(0.1)
        assert len(app.open_session.lines(ENTRIES)) == 1
        assert len(app.open_session.lines(CHILDREN)) == 1

    drive(over(lambda: open_store(store)), steps)


@pytest.mark.parametrize("keys", [("r", "g"), ("r", "a", "1")])
def test_enter_twice_rates_once(filled: Path, keys: tuple[str, ...]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        await until(pilot, lambda: screen.table.row and screen.table.row.child_id)
        before = len(app.open_session.lines(ENTRIES))
        await pilot.press(*keys)
        hit(app, "enter", "enter", "enter")
        await until(pilot, lambda: len(app.screen_stack) == 1 or isinstance(app.screen, ChildScreen), "done")
        await pilot.pause(0.1)
        assert len(app.open_session.lines(ENTRIES)) == before + 1

    drive(over(lambda: open_store(filled)), steps)


def test_a_lock_in_the_midst_of_moving(filled: Path) -> None:
    """What was asked of the session when it closed is dropped, not a fault."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: isinstance(app.screen, Unlock) and app.screen.is_mounted)
        for keys in (("down",) * 5, ("enter",), ("r",), ("u",), ("greater_than_sign",), ("r", "a", "1", "enter")):
            await type_in(pilot, PASSPHRASE)
            await pilot.press("enter")
            await at_today(pilot)
            hit(app, *keys, "ctrl+l", *keys)
            await until(pilot, lambda: isinstance(app.screen, Unlock) and app.screen.is_mounted, "locked")
            await pilot.pause(0.05)
            assert app.session is None
            assert isinstance(app.screen, Unlock)
            app.screen.query_one("#passphrase", Input).clear()

    drive(stored(filled), steps)


def test_a_child_that_goes_while_its_page_is_open(store: Path, tmp_path: Path) -> None:
    session = open_store(store)
    apply_import(session, preview_import(session, [make_return(tmp_path / "return", **ONE_CHILD)]))
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ChildScreen) and app.screen.card, "the child")
        await pilot.press("u")
        await until(pilot, lambda: isinstance(app.screen, Confirm), "an import is not taken back by a slip")
        await pilot.press("y")
        await until(pilot, lambda: app.screen is screen and not screen.table.rows, "back at an empty list")
        assert any("Undid" in said for said in messages(app))

    drive(over(lambda: open_store(store)), steps)


def test_going_to_today_does_not_pile_up_screens(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        assert screen.table.find(screen.table.key(screen.table.rows[2]))
        here = screen.table.cursor
        for _ in range(2):
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, ChildScreen) and app.screen.card, "the child")
            await pilot.press("1")
            await until(pilot, lambda: is_list(app.screen, "today"), "Today")
        assert sum(is_list(each, "today") for each in app.screen_stack) == 1
        assert (await at_today(pilot)).table.cursor == here

    drive(over(lambda: open_store(filled)), steps)


def test_names_shown_on_the_page_of_a_child_show_on_today_too_and_not_after_a_lock(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: isinstance(app.screen, Unlock) and app.screen.is_mounted)
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")
        screen = await at_today(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ChildScreen) and app.screen.card, "the child")
        row = screen.table.row
        assert row is not None
        assert row.who.name
        assert row.who.name not in shown(app)
        await pilot.press("p")
        await until(pilot, lambda: row.who.name in shown(app), "the name")
        await pilot.press("escape")
        await until(pilot, lambda: shown(app).splitlines()[2].count(row.who.name) == 1, "the name on the card")
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, Unlock) and app.screen.is_mounted, "locked")
        assert not app.names

    drive(stored(filled), steps)


@pytest.mark.parametrize("over_it", ["question_mark", "ctrl+p", "f5", "r", "slash", "enter"])
def test_the_lock_goes_over_everything(filled: Path, over_it: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: isinstance(app.screen, Unlock) and app.screen.is_mounted)
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")
        screen = await at_today(pilot)
        refs = {row.duty.child for row in screen.table.rows if row.duty.child}
        await pilot.press(over_it, "ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, Unlock) and app.screen.is_mounted, "locked")
        assert not [ref for ref in refs if ref in shown(app)]
        # No key but the passphrase leads past it.
        await pilot.press("escape", "1", "u", "f5", "f1", "ctrl+p", "escape", "enter")
        assert isinstance(app.screen, Unlock)
        assert app.session is None

    drive(stored(filled), steps)


@pytest.mark.parametrize("size", [(40, 8), (40, 10), (300, 90)])
def test_any_size_of_window_will_do(filled: Path, size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        for keys in (
            ("down", "pagedown", "end", "pageup", "home"),
            ("question_mark", "escape"),
            ("slash", "x", "escape"),
        ):
            await pilot.press(*keys)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ChildScreen) and app.screen.card, "the child")
        await pilot.press("r", "a", "1", "escape", "escape", "escape")
        await until(pilot, lambda: app.screen is screen, "Today")

    drive(over(lambda: open_store(filled)), steps, size)


def to_be_held(row: DutyLine) -> bool:
    """A review whose limit is known and has not passed: nothing but the usual is asked."""
    return row.duty.is_review and not row.duty.inferred and row.duty.days >= 0


def to_be_checked(row: DutyLine) -> bool:
    return row.duty.kind == "midpoint"


@pytest.mark.parametrize(
    "keys", [("r", "g", "enter"), ("r", "a", "1", "enter"), ("m", "n", "enter"), ("h", "g", "1", "Y", "enter")]
)
def test_keys_typed_before_the_form_is_there_are_its_own(filled: Path, keys: tuple[str, ...]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        wanted = to_be_checked if keys[0] == "m" else to_be_held
        await on_row(pilot, await at_today(pilot), wanted)
        before = len(app.open_session.lines(ENTRIES))
        hit(app, *keys)
        await until(pilot, lambda: len(app.open_session.lines(ENTRIES)) == before + 1, "done")
        await until(pilot, lambda: len(app.screen_stack) == 1, "the list again")

    drive(over(lambda: open_store(filled)), steps)


def test_one_answer_after_the_other_at_once(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await on_row(pilot, await at_today(pilot), to_be_held)
        await pilot.press("h")
        await until(pilot, lambda: form_of(app, "hold"), "the form")
        hit(app, "g", "1", "Y", "enter")
        await until(pilot, lambda: len(app.screen_stack) == 1, "the list again")
        [review] = rows(app.open_session, tables.ReviewRow, held=TODAY)
        answers = rows(app.open_session, tables.ChecklistAnswerRow, review_id=review["id"])
        assert review["participation"] == "PN1"
        assert len(answers) > 10

    drive(over(lambda: open_store(filled)), steps)


def test_keys_typed_ahead_wait_for_the_list_and_the_page_of_a_child(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        before = len(app.open_session.lines(ENTRIES))
        hit(app, "2", "enter", "r", "g", "enter", "escape")
        await until(pilot, lambda: len(app.open_session.lines(ENTRIES)) == before + 1, "done")
        await until(pilot, lambda: is_list(app.screen, "caseload"), "the caseload")

    drive(over(lambda: open_store(filled)), steps)
