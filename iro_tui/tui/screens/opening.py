"""A moment's patience while a made-up caseload is written."""

from __future__ import annotations

from collections.abc import Iterator

from textual.widgets import Static

from iro_tui.tui.screens.base import IroScreen


class Opening(IroScreen):
    """Makes the session in the store thread and goes on to Today."""

    scopes = ()

    def compose(self) -> Iterator[Static]:
        yield Static("iro-tui\n\nMaking up a caseload…", classes="notice")

    def on_mount(self) -> None:
        self.run_worker(self._make(), exit_on_error=True)

    async def _make(self) -> None:
        make = self.iro.launch.make
        if make is not None:
            await self.iro.start_session(await self.iro.store.run(make))
