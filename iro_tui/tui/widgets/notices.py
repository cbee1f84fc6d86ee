"""What stands over every screen while it holds: the one place for what must not be overlooked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from iro_tui.text import safe

if TYPE_CHECKING:
    from textual.screen import Screen

    from iro_tui.caseload.lines import Notice
    from iro_tui.tui.app import IroApp


class Notices(Static):
    """What the session says of the caseload as a whole, a paragraph each; nothing where it has nothing to say."""

    def __init__(self, notices: Sequence[Notice]) -> None:
        super().__init__(_lines(notices))
        self._notices = tuple(notices)

    def tell(self, notices: Sequence[Notice]) -> None:
        """Show these, and nothing else."""
        if tuple(notices) != self._notices:
            self._notices = tuple(notices)
            self.display = bool(notices)
            self.update(_lines(notices))


def _lines(notices: Sequence[Notice]) -> Content:
    return Content("\n").join(
        Content.assemble((safe(f" ! {n.head}  "), "bold $warn"), safe(n.sentence)) for n in notices
    )


def renew_notices(app: IroApp) -> None:
    """Have every screen say what the session says now; it is asked nothing that needs the disk."""
    from iro_tui.tui.screens.base import IroScreen

    for screen in app.screen_stack:
        if isinstance(screen, IroScreen) and screen.is_mounted and app.session:
            show_notices(screen, app.session.notices())


def show_notices(screen: Screen[None], notices: Sequence[Notice]) -> None:
    """Have a screen show these over all that is on it."""
    shown = screen.query(Notices)
    if shown:
        shown.first().tell(notices)
    elif notices:
        screen.mount(Notices(notices), before=0)
