"""The app: one session, one store thread, and the screens over them."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events
from textual.binding import BindingType
from textual.screen import Screen
from textual.signal import Signal

from iro_tui.caseload.lists import LISTS
from iro_tui.caseload.refusals import Refused
from iro_tui.collector import keep_all
from iro_tui.tui import commands, tending
from iro_tui.tui.idle import LOOK_SECONDS
from iro_tui.tui.locking import ask_for_code, close_session, come_back, lock, shows_nothing
from iro_tui.tui.private_app import PrivateApp
from iro_tui.tui.store_thread import StoreThread

if TYPE_CHECKING:
    from iro_tui.caseload.lines import Changes
    from iro_tui.caseload.session import Session
    from iro_tui.tui.handing_over import Handed
    from iro_tui.tui.looking_round import LookingRound
    from iro_tui.tui.screens.list_screen import ListScreen

_T = TypeVar("_T")

STYLES = Path(__file__).parent / "styles"

LOOK_AGAIN_SECONDS = 2.0
"""How often the store is asked whether another window has written."""


@dataclass(frozen=True, slots=True)
class Launch:
    """How the app comes by its session: a store in a folder, or (no folder) a session made without asking anything."""

    folder: Path | None
    today: date | None
    make: Callable[[], Session] | None = None
    handed: Handed | None = None
    """What was handed over a lock, where this is a locked start."""
    terminal: tuple[Any, ...] = ()
    """How the terminal stood, as termios has it, where it was taken before Textual takes it."""


class IroApp(PrivateApp):
    """Everything on screen."""

    TITLE = "iro-tui"
    CSS_PATH: ClassVar[list[str]] = ["styles/app.tcss"]  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(commands.SCOPES, priority=True)]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, launch: Launch) -> None:
        super().__init__()
        self.launch = launch
        self.session: Session | None = None
        self.store = StoreThread()
        self.changes: Signal[Changes] = Signal(self, "changes")
        self.looking: LookingRound | None = None
        """One's own caseload, while the made-up one is looked at."""
        self.unkept: dict[str, str] = {}
        """Drafts that the store could not keep, by their key."""
        self.why_unkept = ""
        self.handed = launch.handed
        """What waits, sealed, for the one who unlocks."""
        self._styled = False
        self.tending = tending.Tending(self)
        self._lists: dict[str, ListScreen[Any]] = {}
        """The lists that were opened, by their command: each keeps its cursor, filter and order."""
        self.animation_level = "none"
        self.begin_in(self.settings.theme, self.settings.signs)
        self.set_keymap(self.settings.keymap.textual)

    # The session

    def on_mount(self) -> None:
        self.call_after_refresh(self._painted)
        self.set_interval(LOOK_AGAIN_SECONDS, self._look_again)
        self.set_interval(LOOK_SECONDS, self._lock_if_idle)
        self.set_interval(tending.LOOK_SECONDS, self.tending.look)

    def _painted(self) -> None:
        """The first picture stands: it takes the keys that were typed ahead of it, and the rest may load."""
        self.type_ahead.end()
        keep_all()
        gc.enable()
        self.load_styles()
        self.store.warm_up()

    def load_styles(self) -> None:
        """Read the styles that the first picture has no use for."""
        if not self._styled:
            self._styled = True
            self.stylesheet.read_all([STYLES / "lists.tcss", STYLES / "dialogs.tcss"])
            self.stylesheet.parse()

    def get_default_screen(self) -> Screen[Any]:
        """The first screen stands at the bottom: an empty one under it would be drawn for nothing."""
        screen = self.first_screen()
        # What is never pushed has nobody to answer to, and without that it could not be switched away.
        screen._push_result_callback(self, None)
        return screen

    def first_screen(self) -> Screen[Any]:
        """Unlock, make a store, or straight in."""
        from iro_tui.store.place import Place, StoreError

        if self.launch.folder is None:
            from iro_tui.tui.screens.opening import Opening

            return Opening()
        try:
            there = Place(self.launch.folder).exists
        except StoreError:  # out of reach, which is not absent: what opens it says so
            there = True
        if there:
            from iro_tui.tui.screens.unlock import Unlock

            return Unlock(self.launch.folder)
        from iro_tui.tui.screens.first_run import FirstRun

        return FirstRun(self.launch.folder)

    async def start_session(self, session: Session, *, new: bool = False) -> None:
        """Take an open session, whose key may be new, and show what it asks."""
        self.load_styles()
        self.session = session
        self._revision, code_known = await self.store.run(lambda: (session.revision(), session.code_confirmed))
        self.belongs_to(session)
        keep_all()
        self.store.ahead(session.caseload)  # while the list that will ask for it is made
        self.tending.begin(session)
        if self.handed is not None:
            handed, self.handed = self.handed, None
            come_back(self, session, handed)
        elif code_known:
            self.show_today()
        else:
            ask_for_code(self, hidden=not new)
        if self.settings.problem:
            self.say(self.settings.problem, problem=True)

    def show_today(self) -> None:
        """The first list; and over it the tour, when nobody has seen it yet."""
        self.go_to("today")
        # A worker of the app: the screen that asks for this goes, and what it has begun with it.
        self.run_worker(self._tour_if_new())

    async def change_session(self, session: Session, looking: LookingRound | None) -> None:
        """Show another caseload in place of the one that is open, which stays so; `looking`: what waits meanwhile."""
        self.session, self.looking, self.names = session, looking, False
        self.belongs_to(session)
        self._revision = await self.store.run(session.revision)
        await self.show_alone(Screen())
        self.go_to("today")

    async def show_alone(self, screen: Screen[Any]) -> None:
        """Show a screen in place of all others; no list stays as it was left."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.switch_screen(screen)
        lists, self._lists = self._lists, {}
        for name, each in lists.items():
            self.uninstall_screen(name)
            await each.remove()

    async def _tour_if_new(self) -> None:
        if self.launch.folder is None or self.session is None:
            return
        from iro_tui.tui.dialogs.tour import first_time

        with suppress(Refused):  # where nothing can be written, the tour is not noted, and not shown
            if await self.ask(first_time):
                self.do_tour()

    def go_to(self, name: str) -> ListScreen[Any]:
        """Show a list, as it was left; whatever stands before it goes."""
        from iro_tui.tui.screens import lists  # when first asked for: the first picture waits for none

        while len(self.screen_stack) > 1:
            self.pop_screen()
        if (listed := self._lists.get(name)) is None:
            listed = self._lists[name] = lists.make(name)
            self.type_ahead.begin()
            self.install_screen(listed, name)
        listed.gone_to()
        if self.screen is not listed:
            # Not awaited: the screen that asks for this may be the one that goes.
            self.switch_screen(listed)
        return listed

    async def ask(self, question: Callable[[Session], _T]) -> _T:
        """Ask the session something, in the store thread."""
        session = self.open_session
        return await self.store.run(lambda: question(session))

    async def act(self, action: Callable[[Session], Changes], way_back: str = "") -> Changes | None:
        """Do something, say what it did and the way back, and let every screen know; None when refused, or locked."""
        if self.session is None:
            return None
        try:
            changes = await self.ask(action)
        except Refused as refusal:
            from iro_tui.tui.clock_question import refuse

            refuse(self, refusal)
            return None
        self.done(changes, way_back)
        return changes

    def done(self, changes: Changes, way_back: str = "") -> None:
        """Say what was done and the way back, and let every screen know."""
        way_back = way_back or f"{self._key('undo')} undoes."
        self.say_done(changes.sentence, way_back) if changes.operation else self.say(changes.sentence)
        if changes.operation or changes.tables:
            self._revision = self._revision.after(changes)
            self.changes.publish(changes)

    def say(self, sentence: str, *, problem: bool = False) -> None:
        if not shows_nothing(self):  # it may be about a child
            super().say(sentence, problem=problem)

    def _key(self, command_id: str) -> str:
        """The key that a command has now."""
        return self.settings.keymap.first(commands.BY_ID[command_id])

    @property
    def open_session(self) -> Session:
        if self.session is None:
            raise RuntimeError("the session is closed")
        return self.session

    async def _look_again(self) -> None:
        """Notice what another window wrote, or that the day has turned."""
        if self.session is None:
            return
        try:
            revision = await self.ask(lambda session: session.revision())
        except Refused:  # nobody asked: whoever does is told
            return
        if revision != self._revision:
            self._revision = revision
            self.all_anew()

    def all_anew(self) -> None:
        """Every list is read and drawn anew."""
        from iro_tui.caseload.lines import Changes

        self.changes.publish(Changes("", "", ""))

    async def on_event(self, event: events.Event) -> None:
        """Every key and every press of the mouse says that somebody is there; the first after an absence only locks."""
        if isinstance(event, (events.Key, events.MouseDown, events.Paste)) and not event.is_forwarded:
            if await self._lock_if_idle():
                return
            self.idle.touched()
        await super().on_event(event)

    async def _lock_if_idle(self) -> bool:
        """Lock when nobody has been there for the set time, by whichever clock; whether it did."""
        if self.hide_names_in_time() and self.session is not None:
            self.all_anew()  # without them
        if self.session is None or self.launch.folder is None or not self.idle.over:
            return False
        await self.do_lock()
        return True

    async def on_unmount(self) -> None:
        self.forget_copies()
        await close_session(self)
        self.store.close()

    # Commands

    async def action_command(self, command_id: str) -> None:
        """Run a command of the registry on the screen that shows, or say why it cannot act now."""
        command = commands.BY_ID[command_id]
        screen = self.screen
        if self.session is None and command.needs_session:  # pressed on a screen that the lock has taken away
            return
        if shows_nothing(self) and command.id != "quit":
            return
        why_not = getattr(screen, "why_not", None)
        if why_not and (reason := why_not(command)):
            self.say(reason, problem=True)
            return
        handler = getattr(screen, command.method, None) or getattr(self, command.method, None)
        start_action = getattr(screen, "start_action", None)
        if command.id in LISTS or command.id == commands.FIGURES:
            self.go_to(command.id)
            return
        try:
            work = handler() if handler else start_action(command.id) if start_action else None
            if work is not None:
                await work
        except Refused as refusal:
            self.say(str(refusal), problem=True)

    async def action_verb(self, action_id: str) -> None:
        """Begin a verb that has no key, on what the screen shows."""
        start_action = getattr(self.screen, "start_action", None)
        if start_action and self.session is not None:
            try:
                await start_action(action_id)
            except Refused as refusal:
                self.say(str(refusal), problem=True)

    async def do_undo(self) -> None:
        """Take the last action back; where a note of it is filed already, ask first."""
        from iro_tui.caseload.undoing import before_undo
        from iro_tui.tui.dialogs.confirm import Confirm

        operation, question = await self.ask(lambda session: session.query(before_undo))

        async def undo_if(wanted: bool | None) -> None:
            if wanted:
                await self.act(lambda session: session.undo(operation), f"{self._key('redo')} does it again.")

        if question:
            self.push_screen(Confirm(question, "undo it all the same"), undo_if)
        else:
            await undo_if(True)

    async def do_redo(self) -> None:
        await self.act(lambda session: session.redo())

    def do_palette(self) -> None:
        self.type_ahead.begin()
        self.run_worker(self._open_palette())

    async def do_find(self, words: str) -> None:
        """Everything written in which the words stand, over the screen that shows."""
        from iro_tui.tui.screens.found import FoundScreen

        await self.push_screen(FoundScreen(words, getattr(self.screen, "tab", "today")))

    async def _open_palette(self) -> None:
        from iro_tui.tui.palette import open_palette

        try:
            await open_palette(self)
        finally:
            self.type_ahead.end()

    def do_help(self) -> None:
        from iro_tui.tui.screens.help import Help

        signs = getattr(getattr(self.screen, "list", None), "signs", ())
        words = self.session.practice if self.session else None
        scopes = getattr(self.screen, "scopes", ()) + (commands.MANAGERS,) * self.manages
        self.push_screen(Help(scopes, self.settings.keymap, signs, words, getattr(self.screen, "helped", None)))

    def do_tour(self) -> None:
        from iro_tui.tui.dialogs.tour import Tour

        self.push_screen(Tour(self.settings.keymap))

    def do_bring_in(self) -> None:
        from iro_tui.tui.screens.welcome import BringIn

        self.push_screen(BringIn())

    async def do_lock(self) -> None:
        """Show nothing of a child any more, at once; then keep what is typed, and let go of everything."""
        if self.launch.folder is None:
            self.say("There is nothing to lock: the caseload is made up.")
            return
        if self.session is not None:
            await lock(self)

    async def keep_drafts(self) -> None:
        """What is being typed in the open forms is kept in the store before it closes."""
        from iro_tui.tui.form import Form

        for screen in self.screen_stack:
            if isinstance(screen, Form):
                await screen.keep_now()

    async def do_look_round(self) -> None:
        if self.launch.folder is None or self.looking:
            self.say("This is the made-up caseload already: try anything.")
            return
        from iro_tui.tui.looking_round import LookingRound

        await LookingRound(self, self.open_session).begin()

    async def do_quit(self) -> None:
        from iro_tui.tui.quitting import quit_when_kept

        await quit_when_kept(self)
