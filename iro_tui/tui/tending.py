"""What the screens do for the store while nobody types: look at its pages, bring its log home, back it up."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from iro_tui.caseload.refusals import Refused

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.tui.app import IroApp

PROOF_SECONDS = 1.0
"""How long after opening the pages are looked at: the first list is shown by then."""
QUIET_SECONDS = 5.0
"""After so long without a key what was done is brought into the one file."""
BACK_UP_SECONDS = 60.0
"""After so long without a key it is backed up, if it was not."""


class Tending:
    """Tends the store of an app, in its store thread. Nobody asked for it, so none of it ever raises."""

    def __init__(self, app: IroApp) -> None:
        self._app = app
        self._tidy = self._safe = 0
        """How far the journal had come when the log was brought home, and when a backup was made."""

    def begin(self, session: Session) -> None:
        """The screens work with this session from now on."""
        self._tidy = self._safe = session.reached
        self._app.set_timer(PROOF_SECONDS, partial(self._do, session, session.prove))

    def look(self) -> None:
        """Do what the time since the last key allows. To be called now and then."""
        session, quiet = self._app.session, self._app.idle.seconds
        if session is None:
            return
        if quiet >= QUIET_SECONDS and self._tidy != session.reached:
            self._tidy = session.reached
            self._do(session, session.checkpoint)
        if quiet >= BACK_UP_SECONDS and self._safe != session.reached:
            self._safe = session.reached
            self._do(session, partial(_back_up, session))

    async def leave(self) -> str:
        """Back up before leaving, in the time that may take; a sentence where that failed, else empty."""
        session = self._app.session
        if session is None or self._safe == session.reached:
            return ""
        return await self._app.store.run(partial(_leaving, session))

    def _do(self, session: Session, tend: Callable[[], object]) -> None:
        if self._app.session is session:  # else it was locked, or left, meanwhile
            self._app.store.ahead(lambda: tend() if self._app.session is session else None)


def _back_up(session: Session) -> None:
    from iro_tui.caseload.safekeeping import back_up, is_due

    if is_due(session):
        back_up(session)


def _leaving(session: Session) -> str:
    from iro_tui.caseload.safekeeping import LEAVING_SECONDS, back_up, is_due, ran_out_of_time

    try:
        if is_due(session):
            back_up(session, seconds=LEAVING_SECONDS)
    except Refused as refusal:
        return "" if ran_out_of_time(refusal) else str(refusal)
    return ""
