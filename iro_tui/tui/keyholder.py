"""What the screens do with the keys of the open caseload: the passphrase, a new root, the recovery code."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from iro_tui.caseload.refusals import AskedFirst, Refused
from iro_tui.tui.clock_question import refuse
from iro_tui.tui.dialogs.passphrase import CHANGE, KEYRING, NEW_KEY, SHOW, PassphraseDialog
from iro_tui.tui.screens.recovery_code import RecoveryCode

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.tui.app import IroApp


def open_dialog(app: IroApp) -> None:
    """Ask what is to be done, over the screen that shows."""
    if app.launch.folder is None:
        app.say("The made-up caseload has no passphrase.")
    elif app.looking:
        app.say("That is for your own caseload: come back to it first.")
    elif question := app.open_session.asks_of_the_clock:
        refuse(app, AskedFirst(question))
    else:
        app.push_screen(PassphraseDialog(KeyHolder(app)))


class KeyHolder:
    """Does what the dialog asks for. Each raises Refused, with everything as it was."""

    def __init__(self, app: IroApp) -> None:
        self.app = app

    async def do(self, what: str, now: str, new: str) -> None:
        """One of the dialog's ways, with the passphrase now, and the new one where there is one."""
        ways = {CHANGE: self._change, NEW_KEY: self._new_key, SHOW: self._show, KEYRING: self._turn_keyring}
        await ways[what](now, new)

    async def opens_by_keyring(self) -> bool:
        """Whether this computer's keyring opens the caseload."""
        from iro_tui.caseload.keys import opens_by_keyring

        return await self.app.ask(lambda session: opens_by_keyring(session.place.folder))

    async def _change(self, now: str, new: str) -> None:
        from iro_tui.caseload.keys import change_passphrase

        done = await self.app.ask(lambda session: change_passphrase(session.place.folder, now, new, session))
        self.app.pop_screen()
        self.app.say(done)

    async def _turn_keyring(self, now: str, _: str) -> None:
        from iro_tui.caseload.keys import turn_keyring_off, turn_keyring_on

        turn = turn_keyring_off if await self.opens_by_keyring() else turn_keyring_on
        done = await self.app.ask(lambda session: turn(session.place.folder, now, session))
        self.app.pop_screen()
        self.app.say(done)

    async def _show(self, now: str, _: str) -> None:
        from iro_tui.caseload.key_record import code_shown
        from iro_tui.caseload.keys import prove

        def proved(session: Session) -> None:
            prove(session.place.folder, now)
            code_shown(session)

        await self.app.ask(proved)
        self.app.pop_screen()
        await self.app.push_screen(RecoveryCode(hidden=False, over=True))

    async def _new_key(self, now: str, new: str) -> None:
        """Close the session, for nobody else may write meanwhile; open it anew, whatever came of it."""
        from iro_tui.caseload.keys import make_new_key, prove
        from iro_tui.caseload.opening import unlock

        app = self.app
        folder, today = app.open_session.place.folder, app.launch.today
        await app.store.run(partial(prove, folder, now, new))
        await app.keep_drafts()
        session, app.session = app.open_session, None
        await app.store.run(session.close)
        try:
            done = await app.store.run(partial(make_new_key, folder, now, new))
        except Refused:
            app.session = await app.store.run(partial(unlock, folder, now, today))
            raise
        fresh = await app.store.run(partial(unlock, folder, new, today))
        await app.show_alone(Screen())
        await app.start_session(fresh, new=True)
        app.say(done)
