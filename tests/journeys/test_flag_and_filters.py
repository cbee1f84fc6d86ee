"""A flag of one's own, filters under a name, by worker; and keys that mean the same wherever a menu stands."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from iro_tui.actions import all_actions
from iro_tui.caseload.filters import own_filters, own_name
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.tui.app import IroApp
from iro_tui.tui.dialogs.name_it import NameIt
from iro_tui.tui.dialogs.pick import Pick
from iro_tui.tui.screens.acting import OPEN_KEYS
from tests.support.driving import at, shown, type_in, until
from tests.support.journeys import go, journey, on_row, picking, strip_of, undone


def test_a_flag_stands_beside_the_reference_is_a_filter_and_is_undone(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        row = await on_row(pilot, screen, lambda row: not row.who.flagged)
        flagged = {r.child_id for r in app.open_session.lines(CHILDREN) if r.who.flagged}
        await pilot.press("exclamation_mark")
        await until(pilot, lambda: f"{row.ref} ◆" in shown(app), "the sign")
        await picking(pilot, "f", "exclamation_mark", "enter")
        await until(pilot, lambda: {r.child_id for r in screen.table.rows} == flagged | {row.child_id}, "the flagged")
        await undone(pilot, app)
        await until(pilot, lambda: {r.child_id for r in screen.table.rows} == flagged, "no flag any more")

    journey(filled, steps)


def test_a_worker_s_children_are_kept_as_a_filter_of_one_s_own_and_found_again(filled: Path) -> None:
    async def keep(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        worker = min(row.worker for row in screen.table.rows if row.worker)
        await picking(pilot, "f", "w")
        await until(pilot, lambda: worker in shown(app) and "by social worker" in shown(app), "the workers")
        await pilot.press("1")
        await until(pilot, lambda: worker in strip_of(app), "hers alone")
        assert {row.worker for row in screen.table.rows} == {worker}
        await picking(pilot, "f", "plus")
        await until(pilot, lambda: isinstance(app.screen, NameIt) and app.screen.is_mounted, "the name")
        await type_in(pilot, "Friday")
        await pilot.press("enter")
        await until(pilot, lambda: "«Friday»" in strip_of(app), "kept")

    async def find(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "3")
        await picking(pilot, "f", "8", "enter")
        await until(pilot, lambda: "«Friday»" in strip_of(app), "chosen on another list")
        assert own_name(own_filters(app.open_session)[0]) == "Friday"
        await picking(pilot, "f", "minus")
        await until(pilot, lambda: not own_filters(app.open_session), "dropped")
        await until(pilot, lambda: "«Friday»" not in strip_of(app), "and shown no longer")
        assert screen.only == ()

    journey(filled, keep)
    journey(filled, find)


def test_the_keys_of_a_menu_are_each_one_thing_wherever_it_stands() -> None:
    for menu in ("facts", "escalate", "siblings"):
        offers = [offer for action in all_actions().values() for offer in action.offers if offer.menu == menu]
        # What is recorded is corrected by the same key on every row; no row has two of these.
        there = [offer.key for offer in offers if not (offer.key == "c" and "correct" in offer.label)]
        assert len(there) == len(set(there)), menu
        assert not set(there) & set("jkfs"), "which move and close"
        assert menu != "escalate" or not set(there) & set(OPEN_KEYS)


def test_e_2_is_something_new_whether_an_escalation_is_open_or_not(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        for some in (True, False):
            await on_row(pilot, screen, lambda row: bool(row.open_escalations) is some)  # noqa: B023
            await picking(pilot, "e")
            await until(pilot, lambda: isinstance(app.screen, Pick) and "something new" in shown(app), "the menu")
            assert isinstance(app.screen, Pick)
            assert app.screen.key_of["something new"] == "2"
            await pilot.press("escape")

    journey(filled, steps)
