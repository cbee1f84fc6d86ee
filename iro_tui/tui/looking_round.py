"""A look at the made-up caseload: a store of its own, gone afterwards; one's own stays as it is, and waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.tui.app import IroApp

CHILDREN, SEED = 61, 1


class Banner(Static):
    """Over every screen of the made-up caseload: what it is, and from a list the way back."""

    def __init__(self, *, way_back: bool) -> None:
        back = (("Esc", "bold $accent"), " back to your own") if way_back else ()
        words = (" ! A MADE-UP CASELOAD  ", "bold $warn"), "Nothing of it is kept.  "
        super().__init__(Content.assemble(*words, *back), id="made-up")


class LookingRound:
    """What waits while somebody looks round: their own session."""

    def __init__(self, app: IroApp, own: Session) -> None:
        self._app, self._own = app, own
        self._coming_back = False

    def _banner_over(self, screen: Screen[Any]) -> None:
        """Put the banner over a screen that has just come, a form or a page, once it is there to take it."""

        def mount() -> None:
            if self._app.looking is self and screen.is_attached and not screen.query(Banner):
                screen.mount(Banner(way_back=not isinstance(screen, ModalScreen)), before=0)

        screen.call_later(mount)

    async def begin(self) -> None:
        """Open the made-up caseload in place of the officer's own."""
        from iro_tui.actions.sample import sample_session

        app, own = self._app, self._own
        app.screen_change_signal.subscribe(app, self._banner_over)
        app.say("Making up a caseload…")
        made_up = await app.store.run(lambda: sample_session(CHILDREN, SEED, own.today, then=self._closed))
        await app.change_session(made_up, self)
        app.say("61 invented children. Try anything: nothing of it is kept. Esc comes back to your own caseload.")

    async def come_back(self) -> None:
        """Throw the made-up caseload away, and show one's own as it was."""
        app, self._coming_back = self._app, True
        app.screen_change_signal.unsubscribe(app)
        made_up = app.open_session
        await app.change_session(self._own, None)
        await app.store.run(made_up.close)
        app.say("Back to your own caseload. The made-up one is gone.")

    def _closed(self) -> None:
        """The made-up caseload was closed: by a lock or on leaving one's own goes with it."""
        if not self._coming_back:
            self._own.close()
