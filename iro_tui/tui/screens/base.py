"""What every screen of the program is: commands from the registry, and a reason when one cannot act."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.screen import Screen

from iro_tui.tui import commands

if TYPE_CHECKING:
    from iro_tui.services.desk import Desk
    from iro_tui.services.views import ChildCard
    from iro_tui.tui.app import IroApp


_T = TypeVar("_T")


class IroScreen(Screen[None]):
    """A screen over the desk. `scopes` says which commands of the registry act here."""

    scopes: ClassVar[tuple[str, ...]] = (commands.GLOBAL,)
    busy = False
    """Whether something started by `once` has not ended yet."""

    def __init_subclass__(cls, **kwargs: object) -> None:
        cls.BINDINGS = [*cls.BINDINGS, *commands.bindings(cls.scopes)]
        super().__init_subclass__(**kwargs)  # type: ignore[arg-type]

    @property
    def iro(self) -> IroApp:
        return cast("IroApp", self.app)

    async def ask(self, question: Callable[[Desk], _T]) -> _T:
        """Ask the desk something, in the store thread; who waits is cancelled when the screen has gone meanwhile."""
        if self.iro.desk is None:  # locked meanwhile
            raise asyncio.CancelledError
        answer = await self.iro.ask(question)
        # What is being closed has no display any more, though it may still be attached.
        if not (self.app.is_running and self.is_attached and self.display):
            raise asyncio.CancelledError
        return answer

    async def card_of(self, child_id: str) -> ChildCard | None:
        """A child's card; None when the child is not there any more: undone here, or by another window."""
        return await self.ask(lambda desk: desk.child_card(child_id) if child_id in desk.snapshot().children else None)

    def once(self, work: Callable[[], Awaitable[None]]) -> None:
        """Start what must not be started again, nor be broken off, by a second Enter before it has ended."""
        if self.busy:
            return
        self.busy = True

        async def run() -> None:
            try:
                await work()
            finally:
                self.busy = False

        self.run_worker(run())

    def why_not(self, command: commands.Command) -> str | None:  # noqa: ARG002
        """Why a command cannot act now, in a sentence; None when it can."""
        return None
