"""Removing closed cases for good, from any screen: shown, asked, done, and said."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.tui.dialogs.purge import BACKUPS_TOO, NO, PurgeDialog

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp


async def ask_to_purge(app: IroApp, child_ids: Sequence[str]) -> None:
    """Show what removing these children would do, or those kept too long where none is named; then do as told."""
    from iro_tui.actions.purging import preview_purge, purge

    second = app.settings.backup_folder
    folders = [Path(second).expanduser()] if second else []
    preview = await app.ask(lambda session: preview_purge(session, child_ids, folders))

    async def answered(answer: str | None) -> None:
        if answer not in (None, NO):
            app.say("Removing…")
            await app.act(partial(purge, preview=preview, backups=answer == BACKUPS_TOO), "That cannot be undone.")

    app.push_screen(PurgeDialog(preview), answered)
