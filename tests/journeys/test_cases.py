"""The shared cases of keys and pastes, run as their steps say where they are at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.tui.app import IroApp
from iro_tui.typed_path import as_paths
from tests.support.driving import at_today, read_at_once, shown, until
from tests.support.journeys import form_opened, journey, on_row, said

_BESIDE = [parent / "shared" / "cases" for parent in Path(__file__).parents]
CASES = Path(os.environ.get("IRO_CASES") or next((folder for folder in _BESIDE if folder.is_dir()), _BESIDE[0]))


def steps_of(case: str) -> str:
    """What is to be done; skipped where the case is not at hand."""
    file = CASES / case / "steps.txt"
    if not file.is_file():
        pytest.skip(f"{case} is not at hand")
    return file.read_text(encoding="utf-8")


def test_paste_urgent_does_nothing_and_says_so(filled: Path) -> None:
    assert "urgent\\n" in steps_of("paste-urgent")

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        await on_row(pilot, screen, lambda row: bool(getattr(row, "child_id", "")))
        await form_opened(pilot, "o")
        await pilot.press("2", "2", "f2")
        await until(pilot, lambda: app.screen is screen and said(app, "footprint"), "a footprint note just written")
        before = len(app.open_session.lines(ENTRIES, 1000))
        read_at_once(app, "urgent\r")
        await until(pilot, lambda: said(app, "6 letters dropped, nothing was done"), "dropped")
        assert len(app.open_session.lines(ENTRIES, 1000)) == before

    journey(filled, steps)


def test_paste_lines_in_note_stand_in_the_note_whole(filled: Path) -> None:
    lines = steps_of("paste-lines-in-note").split('"')[1].split("\\n")

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        await on_row(pilot, screen, lambda row: bool(getattr(row, "child_id", "")))
        form = await form_opened(pilot, "o")
        await pilot.press("2", "2")
        answers = dict(form.filling.values)
        read_at_once(app, "\x1b[200~" + "\r".join(lines) + "\x1b[201~")
        await until(pilot, lambda: form.filling.values["note"] == "\n".join(lines), "three lines")
        assert form.filling.values == answers | {"note": "\n".join(lines)}
        assert app.screen is form

    journey(filled, steps)


def test_a_quoted_path_is_the_path(filled: Path) -> None:
    assert "WITH the quotation marks" in steps_of("quoted-path")
    folder = CASES / "id-apostrophe"
    assert as_paths(f'"{folder}"') == (folder,)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        await pilot.press("f5")
        await until(pilot, lambda: app.screen is not screen and isinstance(app.focused, Input), "the path's field")
        read_at_once(app, f'\x1b[200~"{folder}"\x1b[201~\r')
        await until(pilot, lambda: "SSDA903 2025-26" in shown(app), "read, and shown before anything is done")
        assert shown(app).count("id-apostrophe") == 1, "once"

    journey(filled, steps)
