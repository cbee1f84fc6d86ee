"""Back at work from a backup, by the keys: from a file that is damaged, from the list of backups, on a new laptop."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from iro_tui.actions.base import do
from iro_tui.actions.rag import ACTION as RAG
from iro_tui.caseload import safekeeping
from iro_tui.clock import clock
from iro_tui.store import recovery
from iro_tui.store.place import Place
from iro_tui.tui.app import IroApp
from iro_tui.tui.dialogs.confirm import Confirm
from iro_tui.tui.screens.backups import BackupsScreen
from iro_tui.tui.screens.unlock import Unlock
from tests.support import TODAY
from tests.support.driving import at_today, drive, messages, over, shown, stored, type_in, until
from tests.support.stores import PASSPHRASE, ROOT, open_store


@pytest.fixture
def worked(filled: Path) -> Path:
    """Forty-two children with a backup of two days ago, and two ratings since."""
    session = open_store(filled)
    with clock(lambda: datetime.now(UTC) - timedelta(days=2)):
        safekeeping.back_up(session)
    child_id, *_ = session.caseload().children
    for colour in ("amber", "red"):
        do(session, RAG, RAG.asks(colour, "drift", "why"), [child_id])
    session.close()
    return filled


def spoil(folder: Path) -> None:
    database = Place(folder).database
    content = bytearray(database.read_bytes())
    content[200] ^= 1  # on the first page: it does not even open
    database.write_bytes(content)


async def backups_listed(pilot: Pilot[None], app: IroApp) -> BackupsScreen:
    await until(pilot, lambda: isinstance(app.screen, BackupsScreen) and app.screen.offered, "backups")
    assert isinstance(app.screen, BackupsScreen)
    return app.screen


async def put_in_place(pilot: Pilot[None], app: IroApp) -> None:
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, Confirm), "asked")
    await pilot.press("y")
    await at_today(pilot)


def operations(app: IroApp) -> int:
    assert app.session is not None
    app.session.revision()
    return app.session.reached


@pytest.mark.parametrize("befall", [spoil, lambda folder: Place(folder).database.unlink()])
def test_from_a_damaged_file_back_to_work(worked: Path, befall) -> None:  # type: ignore[no-untyped-def]
    befall(worked)
    before = {path.name: path.read_bytes() for path in worked.iterdir() if path.is_file()}

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")
        screen = await backups_listed(pilot, app)
        [row] = screen.offered
        assert (row.children, row.lacks) == (42, 2)
        assert "2 later actions not in it" in shown(app)
        assert "estore the newest" in str(screen.query_one("#head", Static).render()), "and why it shows"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Unlock), "nothing was done")
        await pilot.press("enter")
        await backups_listed(pilot, app)
        await put_in_place(pilot, app)
        assert operations(app) == 1
        await pilot.press("r", "g", "enter")
        await until(pilot, lambda: operations(app) == 2, "back at work")

    drive(stored(worked), steps)
    [aside] = worked.glob("set aside *")
    assert before == {path.name: path.read_bytes() for path in aside.iterdir()} | {
        name: before[name] for name in before if name not in {path.name for path in aside.iterdir()}
    }


def test_from_the_list_while_one_works(worked: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("f9")
        screen = await backups_listed(pilot, app)
        await pilot.press("b")
        await until(pilot, lambda: len(screen.offered) == 2, "another one")
        assert [row.lacks for row in screen.offered] == [0, 2]
        await pilot.press("down")
        await put_in_place(pilot, app)
        assert operations(app) == 1
        await until(pilot, lambda: any("The backup is in place" in said for said in messages(app)), "said")

    drive(over(lambda: open_store(worked)), steps)
    assert len(list(Place(worked).backups.iterdir())) == 2, "what was there had its backup already"


def test_what_no_backup_has_is_backed_up_before_a_restore(worked: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("f9")
        await backups_listed(pilot, app)
        await put_in_place(pilot, app)

    drive(over(lambda: open_store(worked)), steps)
    session = open_store(worked)
    session.close()
    made = sorted(Place(worked).backups.iterdir())
    assert len(made) == 2


def test_with_the_printed_code_where_the_file_is_damaged_and_the_key_file_gone(worked: Path) -> None:
    spoil(worked)
    Place(worked).key.unlink()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await pilot.press("f2")
        await until(pilot, lambda: app.screen.query("#code"), "code asked")
        app.screen.query_one("#code", Input).value = recovery.encode(ROOT)
        app.screen.query_one("#passphrase", Input).value = app.screen.query_one("#again", Input).value = PASSPHRASE
        app.screen.query_one("#again", Input).focus()
        await pilot.press("enter")
        await backups_listed(pilot, app)
        await put_in_place(pilot, app)

    drive(stored(worked), steps)


def test_on_a_new_laptop(worked: Path, tmp_path: Path) -> None:
    stick, new = tmp_path / "stick", tmp_path / "new laptop"
    shutil.copytree(Place(worked).backups, stick)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await pilot.press("f9")
        await until(pilot, lambda: app.screen.query("#path"), "asked where the backups lie")
        app.screen.query_one("#path", Input).value = str(stick)
        app.screen.query_one("#passphrase", Input).value = PASSPHRASE
        app.screen.query_one("#passphrase", Input).focus()
        await pilot.press("enter")
        await backups_listed(pilot, app)
        await put_in_place(pilot, app)

    drive(stored(new), steps)
    session = open_store(new, TODAY)
    assert len(session.caseload().children) == 42
    session.close()
