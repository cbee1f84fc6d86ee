"""A manager's ninth screen: tabs, the caseload of an IRO, her sheet, what is refused; officers see none of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot

from iro_tui.actions.managing import ONLY_LOOKED_AT
from iro_tui.tui import commands
from iro_tui.tui.app import IroApp
from iro_tui.tui.idle import MANAGERS_MINUTES
from iro_tui.tui.palette import acts_here
from iro_tui.tui.screens.service import FairShareScreen, ServiceScreen
from iro_tui.tui.screens.supervision import SupervisionSheet
from iro_tui.tui.widgets.labels import Tabs
from tests.support.driving import at, follows, form_of, messages, shown, until
from tests.support.journeys import command, journey
from tests.support.stores import make_store, open_store

NINE = "1 Today 2 Cases 3 Revs 4 Mid 5 Esc 6 Paper 7 Out 8 Fig 9 Service"
EIGHT = "1 Today 2 Caseload 3 Reviews 4 Mid-pt 5 Escal 6 Paper 7 Outbox 8 Figures"


@pytest.fixture(scope="module")
def _service_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("service") / "store"
    make_store(folder, 150, service=True)
    return folder


@pytest.fixture
def service(_service_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(_service_once, tmp_path / "service"))


def tabs(app: IroApp) -> str:
    return str(app.screen.query_one(Tabs).render()).strip()


async def gone(pilot: Pilot[None], key: str) -> None:
    await at(pilot, "today")
    await pilot.press(key)


@pytest.mark.parametrize("width", [80, 120, 200])
def test_nine_tabs_are_whole_at_every_width(service: Path, width: int) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await gone(pilot, "9")
        await at(pilot, ServiceScreen)
        line = " ".join(tabs(app).split())
        assert line == (NINE if width == 80 else line)
        assert line.endswith("9 Service")
        assert len(tabs(app)) < width
        titles = next(line for line in shown(app).splitlines() if "per FTE" in line)
        for title in ("IRO", "FTE", "Care", "CP", "Law", "Book", "Red", "Amb", "Esc", "Rec", "Hub", "Away, cover"):
            assert title in titles

    journey(service, steps, (width, 36))


def test_help_offers_what_a_manager_may_and_nothing_else(service: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await gone(pilot, "9")
        screen = await at(pilot, ServiceScreen)
        offered = {command.id for command in commands.in_scopes([commands.ROW]) if screen.helped(command)}
        assert offered == {"open", "task", "facts", "book"}
        assert all(screen.why_not(commands.BY_ID[name]) is None for name in offered)
        await pilot.press("question_mark")
        await until(pilot, lambda: "Say when the highlighted one is away" in shown(app), "help")
        for not_hers in ("Set the RAG", "Record the review", "Put a child on the caseload", "Bring in a return"):
            assert not_hers not in shown(app)
        await pilot.press("escape", "1", "question_mark")
        await until(pilot, lambda: "Keys and signs" in shown(app), "help of Today")
        assert "Change facts" in shown(app), "allocation is among them"
        assert "Set the RAG" not in shown(app)

    journey(service, steps, (200, 60))


def test_enter_opens_the_caseload_of_the_iro_and_the_last_row_all_of_them(service: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await gone(pilot, "9")
        screen = await at(pilot, ServiceScreen)
        row = screen.table.row
        assert getattr(row, "name", "") == "Delia Nextdoor"
        await pilot.press("enter")
        caseload = await at(pilot, "caseload")
        assert caseload.only == ("whose:Delia Nextdoor",)
        assert "Delia Nextdoor" in shown(app)
        await pilot.press("9")
        await at(pilot, ServiceScreen)
        await pilot.press("down", "enter")
        await until(pilot, lambda: caseload.only == ("whose:Iona Reviewell",) and app.screen is caseload, "the next")
        await pilot.press("9")
        await at(pilot, ServiceScreen)
        await pilot.press("end", "enter")
        await until(pilot, lambda: caseload.only == () and app.screen is caseload, "all of them")

    journey(service, steps)


def test_what_is_an_officers_is_refused_and_allocation_is_not(service: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await gone(pilot, "2")
        await at(pilot, "caseload")
        for key in ("r", "h", "m", "o", "b", "e", "!"):
            await pilot.press(key)
            assert messages(app)[-1] == ONLY_LOOKED_AT, key
            assert form_of(app) is None
        await pilot.press("n")
        await until(pilot, lambda: messages(app)[-1:] == [ONLY_LOOKED_AT], "no new child")
        await pilot.press("i")
        await until(pilot, lambda: "allocation: told, IRO named" in shown(app), "the menu")
        assert "cover: who, from when until when" in shown(app)
        assert "social worker, manager" not in shown(app)
        await pilot.press("q")
        await until(pilot, lambda: form_of(app, "cover"), "the form")

    journey(service, steps)


def test_her_own_sheet_and_her_days_away_from_the_row(service: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await gone(pilot, "9")
        await at(pilot, ServiceScreen)
        await command(pilot, "supervision")
        await until(pilot, lambda: isinstance(app.screen, SupervisionSheet) and app.screen.whole, "the sheet")
        assert "Delia Nextdoor's caseload" in shown(app)
        await pilot.press("escape", "b")
        await until(pilot, lambda: form_of(app, "colleague_away"), "away")
        assert "Delia Nextdoor" in shown(app)
        await pilot.press("escape")
        await at(pilot, ServiceScreen)
        await command(pilot, "whole service")
        await until(pilot, lambda: form_of(app), "the name of a file")
        assert "report" in shown(app)

    journey(service, steps)


def test_a_fair_share_is_suggested_and_i_fills_in_the_allocation(service: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await gone(pilot, "9")
        await at(pilot, ServiceScreen)
        await command(pilot, "fair share")
        screen = await at(pilot, FairShareScreen)
        assert "to a full-time IRO, give or take 5" in shown(app)
        row = screen.table.row
        assert row
        await pilot.press("i")
        await until(pilot, lambda: form_of(app, "allocate"), "the allocation")
        form = form_of(app)
        assert form
        assert form.filling.begun_with["iro"] == row.taker
        assert "another IRO since" in follows(form)
        await pilot.press("enter")
        await until(pilot, lambda: form_of(app) is None and screen.table.row is not row, "done, and read anew")

    journey(service, steps)


def test_it_locks_sooner_and_shows_no_names(service: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        assert app.idle._limit == MANAGERS_MINUTES * 60 < app.settings.idle_minutes * 60
        assert not app.names

    journey(service, steps)


# An officer's store


def test_an_officer_has_eight_tabs_and_nine_is_no_key(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        assert " ".join(tabs(app).split()) == EIGHT
        before, said = shown(app), messages(app)
        await pilot.press("9")
        await pilot.pause()
        assert (shown(app), messages(app)) == (before, said)
        assert not app.screen.active_bindings.get("9")
        acts = {act.label for act in acts_here(app)}
        assert not [label for label in acts if "service:" in label or label.startswith(("Cover", "Suggest a fair"))]
        await pilot.press("question_mark")
        await pilot.pause()
        assert "a row an IRO" not in shown(app)
        assert app.idle._limit == app.settings.idle_minutes * 60

    journey(filled, steps, (80, 24))


def test_the_same_children_show_the_same_cells_in_an_officers_store_with_and_without_the_fact(filled: Path) -> None:
    """Said and taken back, nothing of it is left."""
    pictures = []

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        for key, name in (("1", "today"), ("2", "caseload")):
            await pilot.press(key)
            await at(pilot, name)
            pictures.append(shown(app))

    journey(filled, steps)
    session = open_store(filled)
    session.belongs_to("head")
    session.belongs_to("officer")
    session.close()
    journey(filled, steps)
    assert pictures[:2] == pictures[2:]


def test_an_officers_screens_load_nothing_of_it(filled: Path) -> None:
    program = """
import sys
from pathlib import Path
from tests.support.driving import at
from tests.support.journeys import journey
async def steps(pilot, app):
    for key, name in (("1", "today"), ("2", "caseload"), ("7", "outbox")):
        await pilot.press(key)
        await at(pilot, name)
    OF_IT = ("lists.service", "lists.fair_share", "domain.fair_share", "figures.for_hub")
    OF_IT += ("screens.service", "tui.reporting", "sample.service", "actions.cover")
    print([name for name in sys.modules if name.endswith(OF_IT)])
journey(Path(sys.argv[1]), steps)
"""
    ran = subprocess.run([sys.executable, "-c", program, str(filled)], capture_output=True, text=True, check=False)
    assert ran.stdout.splitlines()[-1:] == ["[]"], ran.stdout + ran.stderr
