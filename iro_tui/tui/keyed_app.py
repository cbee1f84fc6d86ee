"""Keys of the app: judged and handed on by the one gate, what is pasted put where it belongs, Caps Lock noticed."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, cast

from textual import events
from textual.binding import Binding
from textual.driver import Driver
from textual.keys import _character_to_key
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.tui import commands, key_reads
from iro_tui.tui.caps_lock import CapsLock
from iro_tui.tui.key_gate import AT_MOST_SECONDS, Entered, KeyGate
from iro_tui.tui.settings import Settings, read_settings
from iro_tui.tui.themed import ThemedApp

if TYPE_CHECKING:
    from iro_tui.tui.form_layout import FormLayout

LEAST = 40, 8
"""Columns and rows below which one sentence stands there, and no key acts but those that lock and leave."""
TOO_SMALL = "Too small for iro: make the window at least 40 by 8."
FOCUS_COMES_SECONDS = 0.15
_HANDED = "handed_on"


class KeyedApp(ThemedApp):
    """An app whose keys mean the same at any speed."""

    def __init__(self) -> None:
        super().__init__()
        self.settings: Settings = read_settings()
        self.type_ahead = KeyGate(self, self)
        self._caps = CapsLock()
        self._unfocused: tuple[object, float] | None = None
        """The screen that has no focus, and since when it is waited for."""

    def get_driver_class(self) -> type[Driver]:
        """A driver that says when each key was read."""
        key_reads.read_by_time()
        return super().get_driver_class()

    async def on_event(self, event: events.Event) -> None:
        """Every key, and every text that is pasted, goes through the gate once, before it is forwarded."""
        if isinstance(event, events.Key):
            self.type_ahead.seen(event)
            if self.covers:
                self.hush()
        elif isinstance(event, events.Resize):
            self.call_later(self._tell_too_small)
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded or self._held_up_by_nothing(event):
            await super().on_event(event)
            return
        if not self.screen_stack:  # the program is ending
            return
        if self.too_small or (isinstance(event, events.Key) and event.key == key_reads.BARE_SHIFT):
            return
        if not event.__dict__.pop(_HANDED, False) and not self.type_ahead.take(event):
            return
        to: Widget | None = self.focused or self.screen
        try:
            if not (self._pasted(event.text) if isinstance(event, events.Paste) else self._caps_lock(event)):
                await super().on_event(event)
        finally:
            self.type_ahead.handed(to)

    def _held_up_by_nothing(self, event: events.Event) -> bool:
        """Whether it is a key that locks or leaves; letters typed into a field before it come first all the same."""
        if not isinstance(event, events.Key) or event.key not in self._at_once or _HANDED in event.__dict__:
            return False
        return not (self.type_ahead.typing and self.in_field())

    @property
    def _at_once(self) -> tuple[str, ...]:
        """Keys that nothing holds up: those that lock and leave."""
        return tuple(key for name in ("lock", "quit") for key in self.settings.keymap.keys(commands.BY_ID[name]))

    @property
    def too_small(self) -> bool:
        """Whether the window shows no more than a sentence."""
        return self.size.width < LEAST[0] or self.size.height < LEAST[1]

    def _tell_too_small(self) -> None:
        """One sentence over everything while the window is too small, and nothing of it otherwise."""
        shown = self.screen.query("#too-small") if self.screen_stack else ()
        if shown and not self.too_small:
            self.screen.query("#too-small").remove()
        elif self.too_small and self.screen_stack and not shown:
            self.screen.mount(Static(TOO_SMALL, id="too-small"))

    # What the gate asks

    def in_field(self) -> bool:
        return is_field(self.focused) or self._in_form()

    def _in_form(self) -> bool:
        return self._form() is not None

    def _form(self) -> FormLayout | None:
        """The form that shows, by what it says: this is asked at each key, which is not to load what forms are."""
        return cast("FormLayout", self.screen) if getattr(self.screen, "is_form", False) else None

    def can_take(self) -> bool:
        screen = self.screen_stack[-1] if self.screen_stack else None
        if screen is None or not screen.is_mounted:
            return False
        if screen.focused is not None:
            return not screen.focused.has_class("hidden")  # a list that opens has its filter in hand for a moment
        # A screen that is being made has nothing that could take the focus yet; some have nothing at all. And what
        # could, but never does, is not waited for: no key would ever come through again.
        if self._unfocused is None or self._unfocused[0] is not screen:
            self._unfocused = screen, monotonic()
        longest = AT_MOST_SECONDS if screen.focus_chain else FOCUS_COMES_SECONDS
        return monotonic() >= self._unfocused[1] + longest

    def hand_on(self, key: Entered) -> None:
        key.__dict__[_HANDED] = True
        key.set_sender(self)  # as the driver's keys have it: what has a screen as its sender ends there
        self.post_message(key)

    def take_text(self, text: str) -> bool:
        return self._by_line() is None and self._put(text)

    def _put(self, text: str) -> bool:
        from iro_tui.tui.pasted import put_into_form

        return put_into_form(self.screen, text)

    def _lines_taken(self, text: str) -> bool:
        """Whether several lines were taken by a form that goes from line to line: as rows, or typed line by line."""
        if not self._by_line():
            return False
        if not self.take_rows(text):
            for line, words in enumerate(text.strip().splitlines()):
                keys = [events.Key("enter", "\r")] if line else []
                keys += [events.Key(_character_to_key(letter), letter) for letter in words if letter.isprintable()]
                for key in keys:
                    self.post_message(key)
        return True

    def _by_line(self) -> FormLayout | None:
        """The form that shows, where it goes from line to line."""
        form = self._form()
        return form if form and form.answers_by_line else None

    def awaits_rows(self) -> bool:
        return getattr(self.focused, "takes_rows", False) or self._by_line() is not None

    def take_rows(self, text: str) -> bool:
        from iro_tui.exchange.pasted import is_block
        from iro_tui.tui.screens.base import IroScreen

        if (form := self._by_line()) and is_block(text):
            self.run_worker(form.rows_pasted(text))
            return True
        return isinstance(self.screen, IroScreen) and self.screen.take_rows(text)

    def dropped(self, text: str) -> None:
        if not self.take_rows(text):
            self.paste_dropped(text)

    # What is pasted

    def paste_dropped(self, text: str) -> None:
        """Say that a pasted text did nothing, and where rows come in; its line ends are no letters."""
        from iro_tui.exchange.pasted import is_block
        from iro_tui.tui.screens.list_screen import ListScreen

        many = sum(letter.isprintable() for letter in text.strip())
        way = " Rows of a spreadsheet are pasted into F5." if is_block(text) else ""
        here = "onto a list" if isinstance(self.screen, ListScreen) else "where nothing is typed"
        self.say(f"Pasted {here}: {many} letters dropped, nothing was done.{way}", problem=True)

    def _pasted(self, text: str) -> bool:
        """Whether a pasted text was put where it belongs, or refused; else what has the focus takes it."""
        from iro_tui.tui.pasted import has_own_paste

        here = self.focused or self.screen
        if has_own_paste(here):
            return False
        one_line = len(text.strip().splitlines()) <= 1
        if is_field(here) and (one_line or not isinstance(here, Input)):
            return False
        if not one_line and self._lines_taken(text):
            return True
        if self._put(text) or self.in_field():
            return not isinstance(here, Input) or self._in_form()
        self.paste_dropped(text)
        return True

    # Caps Lock

    def _caps_lock(self, key: events.Key) -> bool:
        """Whether a capital is that of a Caps Lock left on, which is said in its place."""
        if self.in_field() or isinstance(self.screen, ModalScreen):
            return False
        sentence = self._caps.says(key.character or "", key.time, self._label_of)
        if sentence:
            self.say(sentence, problem=True)
        return bool(sentence)

    def _label_of(self, letter: str) -> str:
        """What a letter does on the screen that shows; empty where it does nothing."""
        for _, binding in self.screen._bindings:
            if isinstance(binding, Binding) and binding.id in commands.BY_ID:
                command = commands.BY_ID[binding.id]
                if letter in self.settings.keymap.keys(command):
                    return command.sentence
        return next((c.sentence for c in commands.COMMANDS if letter in self.settings.keymap.keys(c)), "")


def is_field(widget: Widget | None) -> bool:
    """Whether text is typed into a widget. That of several lines is known by its name: its module loads much."""
    return isinstance(widget, Input) or any(cls.__name__ == "TextArea" for cls in type(widget).__mro__)
