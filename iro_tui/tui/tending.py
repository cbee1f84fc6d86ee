"""What the screens do beside the keys: look at the pages, bring the log home, back it up, see what waits."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.caseload.refusals import Refused
from iro_tui.collector import sweep
from iro_tui.tui.later import Later

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.tui.app import IroApp
    from iro_tui.tui.hub_watch import HubWatch
    from iro_tui.tui.letter_box import LetterBoxWatch

LOOK_SECONDS = 5.0
"""How often it is looked whether there is anything to do."""
PROOF_SECONDS = 1.0
"""How long after the first list is shown the pages are looked at, which takes the longer the larger the file is."""
LATEST_PROOF_SECONDS = 15.0
"""How long after opening that is done where no list was shown by then."""
QUIET_SECONDS = 5.0
"""After so long without a key what was done is brought into the one file."""
SWEEP_SECONDS = 30.0
"""After so long without a key, memory is looked through for what nothing needs any more: once, until the next key."""
BACK_UP_SECONDS = 60.0
"""After so long without a key it is backed up, if it was not."""


class Tending:
    """Tends the store of an app, in its store thread. Nobody asked for it, so none of it ever raises."""

    def __init__(self, app: IroApp) -> None:
        self._app = app
        self._tidy = self._safe = 0
        """How far the journal had come when the log was brought home, and when a backup was made."""
        self._swept = False
        """Whether memory was looked through since the last key."""
        self._verbs = False
        """Whether the verbs are loaded, of which menus and the palette name all."""
        self._beside = ""
        """The second folder that has been seen to, since the last backup."""
        self._proof: Later | None = None
        self._waits = False
        """Whether no list was shown yet."""
        self.letter_box: LetterBoxWatch | None = None
        """Of the caseload that is open."""
        self.hub: HubWatch | None = None
        """The same."""

    def begin(self, session: Session) -> None:
        """The screens work with this session from now on."""
        from iro_tui.tui.hub_watch import HubWatch
        from iro_tui.tui.letter_box import LetterBoxWatch

        self._tidy = self._safe = session.reached
        self._beside = ""
        self.letter_box = None if session.only_shown else LetterBoxWatch(self._app, session)
        self.hub = None if session.only_shown else HubWatch(self._app, session)
        self._proof = Later(self._app, partial(self._do, session, partial(_prove, session)))
        self._proof.after(LATEST_PROOF_SECONDS)
        self._waits = True

    def list_shown(self) -> None:
        """A list stands: what waits for the first of them may soon be done."""
        if self._waits and self._proof:
            self._waits = False
            self._proof.after(PROOF_SECONDS)

    def look(self) -> None:
        """Do what the time since the last key allows. To be called now and then."""
        session, quiet = self._app.session, self._app.idle.seconds
        if quiet < SWEEP_SECONDS:
            self._swept = False
        elif not self._swept:
            self._swept = True
            sweep()
        if session is None:
            return
        from iro_tui.tui.widgets.notices import renew_notices

        renew_notices(self._app)
        if self.letter_box:
            self.letter_box.look()
        if quiet >= QUIET_SECONDS and not self._verbs:
            self._verbs = True
            self._app.store.verbs_ahead()
        if session.only_shown:
            return
        if self.hub:
            self.hub.look(quiet >= QUIET_SECONDS)
        if quiet >= QUIET_SECONDS and self._tidy != session.reached:
            self._tidy = session.reached
            self._do(session, session.checkpoint)
        folder = self._app.settings.backup_folder
        if quiet >= BACK_UP_SECONDS and (self._safe != session.reached or self._beside != folder):
            self._safe, self._beside = session.reached, folder
            self._do(session, partial(self._back_up, session, folder))

    async def exchange_now(self) -> None:
        """Exchange with the service's hub, since somebody asked for it. Raises Refused."""
        if self.hub is None or self.hub.session is not self._app.session:
            raise Refused("This caseload is exchanged with nobody.")
        await self.hub.now()

    async def end_exchange(self) -> None:
        """Break an exchange off, where one goes on: the next goes on from there."""
        hub, self.hub = self.hub, None
        if hub:
            await hub.end()

    async def leave(self) -> str:
        """Back up before leaving, in the time that may take; a sentence where that failed, else empty."""
        session, folder = self._app.session, self._app.settings.backup_folder
        if session is None or session.only_shown or (self._safe == session.reached and self._beside == folder):
            return ""
        return await self._app.store.run(partial(_backed_up, session, folder, in_haste=True))

    def _do(self, session: Session, tend: Callable[[], object]) -> None:
        if self._app.session is session:  # else it was locked, or left, meanwhile
            self._app.store.ahead(lambda: tend() if self._app.session is session else None)

    def _back_up(self, session: Session, folder: str) -> None:
        problem = _backed_up(session, folder)
        if problem:
            self._app.call_later(partial(self._app.say, problem, problem=True))


def _prove(session: Session) -> None:
    session.prove()
    session.settle()


def _backed_up(session: Session, folder: str, *, in_haste: bool = False) -> str:
    """Back up what no backup has, and copy it into the second folder; a sentence where that failed, else empty.

    What only takes longer than somebody waits is made when nobody does.
    """
    from iro_tui.caseload.safekeeping import (
        LEAVING_SECONDS,
        back_up,
        copy_beside,
        is_due,
        is_due_beside,
        ran_out_of_time,
    )

    seconds = LEAVING_SECONDS if in_haste else None
    try:
        if is_due(session):
            back_up(session, seconds=seconds)
        second = Path(folder).expanduser()
        if folder and is_due_beside(session, second):
            copy_beside(session, second, seconds)
    except Refused as refusal:
        return "" if ran_out_of_time(refusal) else str(refusal)
    return ""
