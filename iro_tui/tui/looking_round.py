"""A look at the made-up caseload: a store of its own, gone afterwards; one's own stays as it is, and waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.tui.app import IroApp

CHILDREN, SEED = 61, 1


class Banner(Static):
    """Over every screen of the made-up caseload: what it is, and the way back."""

    def __init__(self) -> None:
        super().__init__(
            Content.assemble(
                (" ! A MADE-UP CASELOAD  ", "bold $warn"),
                ("Nothing of it is kept.  ", ""),
                ("Esc", "bold $accent"),
                (" back to your own", ""),
            ),
            id="made-up",
        )


class LookingRound:
    """What waits while somebody looks round: their own session."""

    def __init__(self, app: IroApp, own: Session) -> None:
        self._app, self._own = app, own
        self._coming_back = False

    async def begin(self) -> None:
        """Open the made-up caseload in place of the officer's own."""
        from iro_tui.actions.sample import sample_session

        app, own = self._app, self._own
        app.say("Making up a caseload…")
        made_up = await app.store.run(lambda: sample_session(CHILDREN, SEED, own.today, then=self._closed))
        await app.change_session(made_up, self)
        app.say("61 invented children. Try anything: nothing of it is kept. Esc comes back to your own caseload.")

    async def come_back(self) -> None:
        """Throw the made-up caseload away, and show one's own as it was."""
        app, self._coming_back = self._app, True
        made_up = app.open_session
        await app.change_session(self._own, None)
        await app.store.run(made_up.close)
        app.say("Back to your own caseload. The made-up one is gone.")

    def _closed(self) -> None:
        """The made-up caseload was closed: by a lock or on leaving one's own goes with it."""
        if not self._coming_back:
            self._own.close()
