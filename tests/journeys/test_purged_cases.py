"""Removing closed cases by keys: what is shown, that Enter is No, and that nothing takes it back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from iro_tui.tui.app import IroApp
from iro_tui.tui.dialogs.purge import PurgeDialog
from tests.support.acting import act, look_after
from tests.support.driving import at, shown, until
from tests.support.journeys import journey, said
from tests.support.stores import open_store


async def asked(pilot: Pilot[None], app: IroApp) -> PurgeDialog:
    await until(pilot, lambda: isinstance(app.screen, PurgeDialog), "the question")
    assert isinstance(app.screen, PurgeDialog)
    return app.screen


def test_capital_p_shows_what_is_kept_too_long_asks_and_removes_it(store: Path) -> None:
    session = open_store(store)
    long_ago, lately, _ = look_after(session, "KB 1", "KB 2", "KB 3", started=date(2024, 1, 8))
    act(session, "end_care", long_ago, on=date(2025, 3, 3), reason="E4A")
    act(session, "end_care", lately, on=date(2026, 11, 2), reason="E4A")
    session.close()

    def refs(app: IroApp) -> list[str]:
        return [child.ref for child in app.open_session.caseload().children.values()]

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("P")
        dialog = await asked(pilot, app)
        text = shown(app)
        assert "KB 1" in text
        assert "KB 2" not in " ".join(dialog.said())
        assert "b  from the backups" not in text, "there is none"
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is not dialog, "No")
        assert refs(app) == ["KB 1", "KB 2", "KB 3"]
        await pilot.press("P")
        await asked(pilot, app)
        await pilot.press("y")
        await until(pilot, lambda: said(app, "That cannot be undone"), "done")
        assert refs(app) == ["KB 2", "KB 3"]
        await pilot.press("u")
        await until(pilot, lambda: said(app, "removed for good since"), "no way back")
        await pilot.press("P")
        await until(pilot, lambda: said(app, "No closed case is to be removed yet"), "nothing more")

    journey(store, steps)
