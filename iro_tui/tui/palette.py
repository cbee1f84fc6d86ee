"""The command palette: the registry, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

from textual.command import Hit, Hits, Provider

from iro_tui.tui import commands

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp


class AllCommands(Provider):
    """Finds commands by their words and their sentences."""

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in self._here():
            score = max(matcher.match(command.label), matcher.match(command.sentence))
            if score > 0:
                yield Hit(score, self._label(command), self._runner(command), help=command.sentence)

    async def discover(self) -> Hits:
        for command in self._here():
            yield Hit(1, self._label(command), self._runner(command), help=command.sentence)

    def _here(self) -> Iterable[commands.Command]:
        return [c for c in commands.in_scopes(getattr(self.screen, "scopes", ())) if c.id != "palette"]

    def _label(self, command: commands.Command) -> str:
        return f"{command.label} ({cast('IroApp', self.app).settings.keymap.shown(command)})"

    def _runner(self, command: commands.Command) -> Callable[[], Any]:
        return lambda: self.app.run_action(f"command('{command.id}')")
