"""The command palette: the commands of the registry, and every verb by the words people use for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from textual.command import Hit, Hits, Provider

from iro_tui.tui import commands

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the palette offers: its label, the words it is found by, and what it does."""

    label: str
    words: str
    run: Callable[[], Awaitable[Any]]


class AllCommands(Provider):
    """Finds commands and verbs by their words and their sentences."""

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for entry in self._here():
            score = max(matcher.match(entry.label), matcher.match(entry.words))
            if score > 0:
                yield Hit(score, entry.label, entry.run, help=entry.words)

    async def discover(self) -> Hits:
        for entry in self._here():
            yield Hit(1, entry.label, entry.run, help=entry.words)

    def _here(self) -> Iterator[_Entry]:
        keymap = cast("IroApp", self.app).settings.keymap
        verbs = self._verbs()
        for command in commands.in_scopes(getattr(self.screen, "scopes", ())):
            if command.id != "palette":
                words = verbs.pop(command.id, "")
                yield _Entry(
                    f"{command.label} ({keymap.shown(command)})",
                    "; ".join(filter(None, (command.sentence, words))),
                    self._running(f"command('{command.id}')"),
                )
        for action_id, words in verbs.items():
            yield _Entry(words.partition(":")[0], words, self._running(f"verb('{action_id}')"))

    def _verbs(self) -> dict[str, str]:
        """The words of every verb that this screen can begin, by its id."""
        from iro_tui.actions import all_actions

        can_begin = getattr(self.screen, "can_begin", None)
        return {a.id: a.words for a in all_actions().values() if can_begin(a)} if can_begin else {}

    def _running(self, action: str) -> Callable[[], Awaitable[Any]]:
        return lambda: self.app.run_action(action)
