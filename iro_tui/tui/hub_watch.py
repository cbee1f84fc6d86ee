"""The exchange with the service's hub beside the screens: after bursts of work, and every ten minutes.

In a thread of its own, so that no key waits for a server; where no hub was joined there is none, and nothing of it is
loaded. Nobody asked for it: where the hub cannot be reached, nothing is said.
"""

from __future__ import annotations

import asyncio
from functools import partial
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

from iro_tui.caseload.refusals import Refused
from iro_tui.text import fault_words

if TYPE_CHECKING:
    from iro_tui.actions.at_hub import ExchangeBegun, ExchangeWords
    from iro_tui.caseload.session import Session
    from iro_tui.sharing.at_hub import ExchangeDone
    from iro_tui.sharing.link import HubLink
    from iro_tui.tui.app import IroApp

AGAIN_SECONDS = 600.0
"""How often it is exchanged, whatever was done."""
END_SECONDS = 2.0
"""How long an exchange that is broken off may take to notice."""


_FAULT = (
    "The exchange with the hub stopped at a fault of the program. Your work is here, and it is tried again. Tell IT: "
)


class _BrokenOff(Exception):
    """The store is being closed: what was exchanged by now is kept."""


class HubWatch:
    """Exchanges, and says what an officer is to know of it."""

    def __init__(self, app: IroApp, session: Session) -> None:
        self._app, self.session = app, session
        self._next = 0.0
        self._reached = session.reached
        """How far the journal had come at the last exchange."""
        self._joined = True
        """Whether a hub was joined, when it was last looked."""
        self._thread: Thread | None = None
        self._link: HubLink | None = None
        self._ending = Event()
        self._asked: asyncio.Future[ExchangeDone] | None = None
        """Who waits for the exchange that goes on: somebody has asked for it."""
        self._reason = ""
        """What was last said of why it does not exchange: by itself it says so once."""

    @property
    def under_way(self) -> bool:
        """Whether an exchange goes on."""
        return self._thread is not None and self._thread.is_alive()

    def look(self, quiet: bool) -> None:
        """Exchange, if it is time to; `quiet`: a burst of work is over."""
        due = monotonic() >= self._next
        burst = self._joined and quiet and self._reached != self.session.reached
        if (due or burst) and not self.under_way and not self._ending.is_set():
            self._next = monotonic() + AGAIN_SECONDS
            self._reached = self.session.reached
            self._app.store.ahead(self._begin)

    def _begin(self) -> None:
        """In the store thread: what it goes by is read there, and nothing of the hub is loaded."""
        from iro_tui.actions.at_hub import begin_exchange

        try:
            begun = begin_exchange(self.session) if self._app.session is self.session else None
        except Refused:
            return
        self._joined = begun is not None
        if begun is not None:
            self._start(begun)

    def _start(self, begun: ExchangeBegun) -> None:
        if not self._ending.is_set() and not self.under_way:
            self._thread = Thread(target=self._run, args=(begun,), name="hub", daemon=True)
            self._thread.start()

    def _run(self, begun: ExchangeBegun) -> None:
        """In the thread of the hub."""
        from iro_tui.actions.at_hub import run_exchange

        try:
            done = run_exchange(begun, self._opened, self._moment)
        except Exception as error:
            self._link = None
            self._app.call_later(partial(self._failed, error))
        else:
            self._link = None
            self._app.call_later(partial(self._done, done))

    def _opened(self, link: HubLink) -> None:
        self._link = link
        self._moment("opened")

    def _moment(self, _where: str) -> None:
        if self._ending.is_set():
            raise _BrokenOff

    def _failed(self, error: Exception) -> None:
        """What stopped an exchange: nobody is told that the hub is away, of anything else who is here, once."""
        from iro_tui.actions.hub_refusals import HubAway

        asked, self._asked = self._asked, None
        refusal = error if isinstance(error, Refused) else Refused(f"{_FAULT}{fault_words(error, 2)}")
        if asked and not asked.done():
            asked.set_exception(refusal)
        elif not isinstance(error, HubAway | _BrokenOff):
            self._say_once(str(refusal))

    def _say_once(self, why_not: str) -> None:
        if why_not and why_not != self._reason:
            self._app.say(why_not, problem=True)
        self._reason = why_not

    async def _done(self, done: ExchangeDone) -> None:
        asked, self._asked = self._asked, None
        if asked and not asked.done():
            asked.set_result(done)
            return
        try:
            words = await self._ended(done)
        except Refused as refusal:
            self._say_once(str(refusal))
            return
        if words is None:
            return
        self._say_once("" if done.state == "active" else words.sentence)
        asks = words.asks and f"{words.asks} ctrl+p, exchange now."
        if line := " ".join(filter(None, (words.moved, asks, *words.waits[:1]))):
            self._app.say(line, problem=bool(asks or words.waits))

    async def _ended(self, done: ExchangeDone, *, all_may_leave: bool = False) -> ExchangeWords | None:
        """Once it is there: who leaves, leaves, and every screen is told; None where it was locked meanwhile."""
        from iro_tui.actions.at_hub import end_exchange

        if self._app.session is not self.session:
            return None
        words = await self._app.store.run(lambda: end_exchange(self.session, done, lambda _: all_may_leave))
        self._app.all_anew()
        return words

    # Asked for

    async def now(self) -> None:
        """Exchange, and say what came of it. Raises Refused: none was joined, it cannot be reached, it says no."""
        from iro_tui.actions.at_hub import begin_exchange
        from iro_tui.actions.hub_refusals import NO_HUB

        if self.under_way:
            raise Refused("An exchange is under way.")
        begun = await self._app.store.run(lambda: begin_exchange(self.session))
        if begun is None:
            raise Refused(NO_HUB)
        self._joined = True
        self._app.say("Exchanging …")
        self._app.run_worker(self._now(begun))

    async def _now(self, begun: ExchangeBegun) -> None:
        self._asked = asyncio.get_running_loop().create_future()
        self._start(begun)
        try:
            done = await self._asked
            words = await self._ended(done)
        except Refused as refusal:
            self._app.say(str(refusal), problem=True)
            return
        if words is None:
            return
        self._app.say(" ".join((words.sentence, *words.waits[:1])), problem=bool(words.waits))
        if words.asks:
            from iro_tui.tui.dialogs.confirm import Confirm

            async def answered(leave: bool | None) -> None:
                if leave and (ended := await self._ended(done, all_may_leave=True)):
                    self._app.say(ended.moved)

            self._app.load_styles()
            self._app.push_screen(Confirm(words.asks, "let them leave"), answered)

    # The end

    async def end(self) -> None:
        """Break off what goes on, and wait a moment for it: what is written by then is whole."""
        self._ending.set()
        if self._link:
            self._link.cut_short()
        if self._thread:
            await asyncio.to_thread(self._thread.join, END_SECONDS)
