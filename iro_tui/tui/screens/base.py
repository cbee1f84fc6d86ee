"""What every screen of the program is: commands from the registry, and a reason when one cannot act."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.screen import Screen

from iro_tui.tui import commands

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp


class IroScreen(Screen[None]):
    """A screen over the desk. `scopes` says which commands of the registry act here."""

    scopes: ClassVar[tuple[str, ...]] = (commands.GLOBAL,)

    def __init_subclass__(cls, **kwargs: object) -> None:
        cls.BINDINGS = [*cls.BINDINGS, *commands.bindings(cls.scopes)]
        super().__init_subclass__(**kwargs)  # type: ignore[arg-type]

    @property
    def iro(self) -> IroApp:
        return cast("IroApp", self.app)

    def why_not(self, command: commands.Command) -> str | None:  # noqa: ARG002
        """Why a command cannot act now, in a sentence; None when it can."""
        return None
