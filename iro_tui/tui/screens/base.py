"""What every screen shares: its commands come from the registry, its work from the session."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import events
from textual.binding import BindingsMap

from iro_tui.caseload.refusals import Refused
from iro_tui.tui import commands
from iro_tui.tui.styled_once import StyledOnce

if TYPE_CHECKING:
    from iro_tui.caseload.exporting import Outgoing
    from iro_tui.caseload.session import Session
    from iro_tui.tui.app import IroApp
    from iro_tui.tui.form import Form


_T = TypeVar("_T")


OFFICERS_FILES = frozenset({"bring_in", "child", "receipt", "receive"})
"""What puts children into a store; into a manager's they come by the hub alone."""


class IroScreen(StyledOnce[None]):
    """A screen over the session. `scopes` says which commands of the registry act here."""

    scopes: ClassVar[tuple[str, ...]] = (commands.GLOBAL,)
    takes_rows = False
    """Whether rows of a spreadsheet can be pasted here."""
    elsewhere: ClassVar[Mapping[str, str]] = {}
    """What commands do here that do something else on most screens, for help (`tui/elsewhere.py`)."""
    busy = False
    """Whether something started by `once` has not ended yet."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if "scopes" in cls.__dict__:
            cls.BINDINGS = [*cls.__dict__.get("BINDINGS", ()), *commands.bindings(cls.scopes)]
        super().__init_subclass__(**kwargs)

    def _on_mount(self, event: events.Mount) -> None:  # noqa: ARG002 -- beside a screen's own on_mount
        if self.iro.manages and commands.GLOBAL in self.scopes:
            self._bindings = BindingsMap.merge([self._bindings, BindingsMap(commands.bindings([commands.MANAGERS]))])
        if self.iro.looking:
            from iro_tui.tui.looking_round import Banner

            self.mount(Banner(way_back=True), before=0)
        if self.iro.session and (notices := self.iro.session.notices()):
            from iro_tui.tui.widgets.notices import show_notices

            show_notices(self, notices)

    def helped(self, command: commands.Command) -> str:
        """What help says of a command here; empty: it does nothing here, as what a manager only looks at."""
        if self.iro.manages and command.id in OFFICERS_FILES:
            return ""
        return self.elsewhere.get(command.id, command.sentence)

    def do_child(self) -> None:
        from iro_tui.tui.new_child import open_new_child

        open_new_child(self)

    async def do_backups(self) -> None:
        from iro_tui.tui.screens.backups import BackupsScreen

        place = self.iro.open_session.place
        if not place.key.exists():
            raise Refused("The made-up caseload is gone when you leave: there is nothing to back up.")
        await self.app.push_screen(BackupsScreen(place.folder))

    async def do_receive(self) -> None:
        from iro_tui.tui.screens.receive import Receive

        box = self.iro.tending.letter_box
        await self.app.push_screen(Receive(box.waiting if box else ()))

    async def do_exchange(self) -> None:
        await self.iro.tending.exchange_now()

    def do_receipt(self) -> None:
        self.ask_for_receipt("receipt")

    def ask_for_receipt(self, file: str) -> None:
        """Of a file by its key; else of whichever has this receipt."""
        from iro_tui.actions.receipt import RECEIPT
        from iro_tui.tui.booking_form import form_of

        self.open_form(form_of(RECEIPT, keys=[file]))

    def do_own_card(self) -> None:
        from iro_tui.actions.own_card import OWN_CARD
        from iro_tui.tui.booking_form import form_of

        self.open_form(form_of(OWN_CARD, keys=["own card"]))

    async def do_supervision(self) -> None:
        from iro_tui.tui.screens.supervision import SupervisionSheet

        await self.app.push_screen(SupervisionSheet())

    def do_service_report(self) -> None:
        from iro_tui.tui.reporting import offer_last_quarter

        offer_last_quarter(self)

    async def do_written(self) -> None:
        from iro_tui.tui.screens.written import WrittenScreen

        await self.app.push_screen(WrittenScreen())

    async def do_settings(self) -> None:
        from iro_tui.tui.screens.settings import SettingsScreen

        await self.app.push_screen(SettingsScreen())

    def named_children(self) -> Sequence[str]:
        """The keys of the children whom the officer has named by marking or opening them; nobody on most screens."""
        return ()

    async def do_purge(self) -> None:
        from iro_tui.tui.purging import ask_to_purge

        await ask_to_purge(self.iro, self.named_children())

    def do_passphrase(self) -> None:
        from iro_tui.tui.keyholder import open_dialog

        open_dialog(self.iro)

    def on_paste(self, event: events.Paste) -> None:
        """Rows of a spreadsheet are shown as they are understood; other pasted text does nothing, and is said."""
        if event.text.strip() and not self.take_rows(event.text):
            self.iro.paste_dropped(event.text)

    def take_rows(self, text: str) -> bool:
        """Preview pasted rows; whether the text was some."""
        from iro_tui.exchange.pasted import is_block

        if self.iro.session is None or self.busy or not self.takes_rows or not is_block(text):
            return False
        from iro_tui.tui.screens.pasted import PastedRows

        self.app.push_screen(PastedRows(text))
        return True

    @property
    def iro(self) -> IroApp:
        return cast("IroApp", self.app)

    async def ask(self, question: Callable[[Session], _T]) -> _T:
        """Ask the session something, in the store thread; who waits is cancelled when the screen has gone meanwhile."""
        if self.iro.session is None:  # locked meanwhile
            raise asyncio.CancelledError
        answer = await self.iro.ask(question)
        # What is being closed has no display any more, though it may still be attached.
        if not (self.app.is_running and self.is_attached and self.display):
            raise asyncio.CancelledError
        return answer

    def open_form(self, form: Form) -> None:
        """Show a form once it has read what it needs; a second key pressed meanwhile opens no second one."""
        if not self.busy:
            self.iro.type_ahead.begin()
            self.once(partial(self._open_form, form))

    def offer_file(
        self,
        what: str,
        stem: str,
        make: Callable[[Session], Outgoing],
        *endings: str,
        about: str = "",
        sealed_for: str = "",
        folder: str = "",
        by_words: bool = False,
    ) -> None:
        """Ask for the name of a new file and write what goes out into it; `about` is whose half-typed name is kept.

        `sealed_for` is who alone can open it, `by_words` perhaps; `folder` where it goes if nothing else is typed.
        """
        from iro_tui.actions.write import WriteFile
        from iro_tui.tui.form import Form

        written = WriteFile(what, stem, make, endings, sealed_for, folder, by_words=by_words)
        self.open_form(Form(written, keys=[about or stem]))

    async def _open_form(self, form: Form) -> None:
        try:
            await self.ask(partial(form.prepare, unkept=self.iro.unkept.get(form.draft, "")))
            await self.app.push_screen(form, partial(self._form_ended, form))
            self.app.call_after_refresh(self.iro.store.about_to_write)
        finally:
            self.iro.type_ahead.end()

    def _form_ended(self, form: Form, saved: bool | None) -> None:
        self.form_closed(saved)
        following, planned = form.following if saved else None, form.planned if saved else None
        if planned and (file := planned.file):
            self.offer_file(
                file.what, file.stem, file.make, file.ending, sealed_for=file.sealed_for, by_words=file.by_words,
                folder=self.iro.settings.letter_box if file.sealed_for and not file.by_words else "",
            )  # fmt: skip
        elif saved and form.action.tells:
            from iro_tui.tui.dialogs.told_words import ToldWords

            self.app.push_screen(ToldWords(form.action.title, form.action.tells))
        elif following:
            from iro_tui.actions import action_of
            from iro_tui.tui.booking_form import form_of

            # A form about a row has no children of its own: its plan says whom it was about.
            children = form.child_ids or (form.planned.child_ids if form.planned else ())
            self.open_form(form_of(action_of(following.action), children, answers=following.answers))

    def form_closed(self, saved: bool | None) -> None:
        """A form was closed; whether something was saved."""

    def start(self, work: Callable[[], Awaitable[None]], group: str) -> None:
        """Start something in the background; what of its group was started before is broken off."""

        async def run() -> None:
            try:
                await work()
            except Refused as refusal:  # nobody waits for it: it is said, and ends nothing
                self.iro.say(str(refusal), problem=True)

        # Given as a function, not as a coroutine: one that is broken off before it began would complain.
        self.run_worker(cast("Any", run), exclusive=True, group=group)

    def once(self, work: Callable[[], Awaitable[None]]) -> None:
        """Start what must not be started again, nor be broken off, by a second Enter before it has ended."""
        if self.busy:
            return
        self.busy = True

        async def run() -> None:
            try:
                await work()
            except Refused as refusal:
                self.iro.say(str(refusal), problem=True)
            finally:
                self.busy = False

        self.run_worker(run())

    def why_not(self, command: commands.Command) -> str | None:  # noqa: ARG002
        """Why a command cannot act now, in a sentence; None when it can."""
        return None
