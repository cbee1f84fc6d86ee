"""The one gate before keys are forwarded: each key is handed on when what the one before it did may stand.

So a burst into a form is what slow typing is: a key waits for the question, the form or the list that the one before
it brings. On a list a burst is text, not keys: all of it is dropped, with its Enter, before the first acts.
"""

from __future__ import annotations

import asyncio
from collections import deque
from itertools import takewhile
from typing import TYPE_CHECKING, Protocol

from textual import _time, events
from textual.message_pump import MessagePump

from iro_tui.tui import bursts
from iro_tui.tui.bursts import Typed
from iro_tui.tui.key_reads import ReadParser, was_read
from iro_tui.tui.later import Later

if TYPE_CHECKING:
    from textual.app import App

Entered = events.Key | events.Paste
"""What is typed, or pasted where the terminal says so."""

AT_MOST_SECONDS = 10.0
"""How long keys wait for what never says that it is there."""
ROUNDS = 3
"""A key brings a message, that one another: the answer of a question, the focus of the next."""
LOOK_SECONDS = 0.01
IN_A_TEXT = {"enter": "\r", "ctrl+j": "\n", "tab": "\t"}
"""Keys that are signs of a text where they come as one."""


class Hands(Protocol):
    """What the gate asks of the app."""

    def in_field(self) -> bool:
        """Whether a form or a field has the focus: there a burst is typing."""

    def can_take(self) -> bool:
        """Whether what shows is there to take a key."""

    def hand_on(self, key: Entered) -> None:
        """Let the key act; `KeyGate.handed` says when it has been forwarded."""

    def take_text(self, text: str) -> bool:
        """Put a text of several lines where a form has its text; whether there is such a place."""

    def awaits_rows(self) -> bool:
        """Whether what has the focus is one to which rows of a spreadsheet may come."""

    def take_rows(self, text: str) -> bool:
        """Preview a text that is rows of a spreadsheet, where that can be; whether it was."""

    def dropped(self, text: str) -> None:
        """Say that a text came to a list; rows are previewed, as where the terminal says that they are pasted."""


class KeyGate:
    """Keys in the order they were typed. `begin` when something starts to open, `end` when it is there."""

    def __init__(self, app: App[None], hands: Hands) -> None:
        self._app, self._hands = app, hands
        self._waiting: deque[Entered] = deque()
        self._lately: deque[Typed] = deque(maxlen=bursts.TEXT_FROM)
        """What a list was given last: it may be the beginning of a text."""
        self._opening = 1
        """How many things are opening: at first the first picture."""
        self._never = Later(app, self._never_came)
        self._working = False
        self._forwarded = asyncio.Event()
        self._to: MessagePump | None = None
        self._text: Typed | None = None
        """The last key of a text that is being dropped."""
        self._dropped: list[str] = []
        self._newest = ReadParser.newest
        """The number of the last key that has come here."""

    # What opens

    def begin(self) -> None:
        """Keep the keys that are typed from now on for what is opening."""
        self._opening += 1
        self._never.after(AT_MOST_SECONDS)

    def end(self) -> None:
        """What was opening is there: it gets the keys that were kept for it."""
        self._opening = max(0, self._opening - 1)

    def drop_enters(self) -> None:
        """Forget an Enter pressed again while the first one was at work."""
        while self._waiting and isinstance(self._waiting[0], events.Key) and self._waiting[0].key == "enter":
            self._waiting.popleft()

    def clear(self) -> None:
        """Forget every key: the screens go."""
        self._waiting.clear()
        self._opening = 0

    def _never_came(self) -> None:
        """Whatever was to open never said that it is there; the keyboard must not stay silent for it."""
        self._opening = 0

    # What is typed

    @property
    def at_rest(self) -> bool:
        """Whether every key has been handed on, and what it brought has been done."""
        return not self._working

    @property
    def typing(self) -> bool:
        """Whether keys wait for no more than their turn."""
        return bool(self._waiting) and not self._opening

    def seen(self, key: Entered) -> None:
        """A key has come, whatever becomes of it."""
        self._newest = max(self._newest, was_read(key))

    def take(self, key: Entered) -> bool:
        """Whether a key may be forwarded at once; else it is kept, and handed on in its turn."""
        if self._working:
            self._waiting.append(key)
            return False
        self._working = True
        # Where there is nothing to wait for and nothing to judge, it is as if there were no gate.
        at_once = not self._opening and not was_read(key)
        if at_once:
            self._forwarded.clear()
        else:
            self._waiting.append(key)
        self._task = asyncio.create_task(self._go_on(wait_first=at_once))
        return at_once

    def handed(self, to: MessagePump | None) -> None:
        """The key that was handed on is on its way to a widget, or was done with."""
        self._to = to
        self._forwarded.set()

    def _hand_on(self, key: Entered) -> None:
        self._forwarded.clear()
        self._hands.hand_on(key)

    async def _go_on(self, *, wait_first: bool) -> None:
        """Hand on what waits, one key after the other."""
        try:
            if wait_first:
                await self._settled()
            while self._waiting or self._text is not None:
                await self._one()
        finally:
            self._working = False

    async def _one(self) -> None:
        """The next key, where it can be handed on or dropped by now."""
        if not self._waiting:  # a text that goes on, or has come to its end
            await asyncio.sleep(LOOK_SECONDS)
            if self._text is not None and not self._waiting and self._over(self._text):
                self._say_dropped()
            return
        if self._opening or not self._hands.can_take():
            await asyncio.sleep(LOOK_SECONDS)
            return
        key = self._waiting[0]
        if not was_read(key):
            pass
        elif not self._all_here(key):
            await asyncio.sleep(0)
            return
        elif self._hands.in_field():
            if self._text is not None:
                self._say_dropped()
            if await self._are_rows() or self._whole_text():
                return
        elif not await self._is_key():
            return
        if self._waiting:
            self._hand_on(self._waiting.popleft())
            await self._settled()

    async def _are_rows(self) -> bool:
        """Whether the next keys are rows of a spreadsheet, typed as no hand does; they are held until that is known."""
        if not self._hands.awaits_rows():
            return False
        read = list(takewhile(was_read, self._waiting))
        keys = [typed(key) for key in read]
        count = bursts.together(keys)
        may_be = keys[0].printable and (not self._over(keys[0]) or bursts.is_text(keys[:count], 0))
        if may_be and not self._over(keys[count - 1]):
            await asyncio.sleep(LOOK_SECONDS / 2)
            return True
        if not (may_be and self._hands.take_rows("".join(map(letters, read[:count])))):
            return False
        for _ in range(count):
            self._waiting.popleft()
        return True

    def _whole_text(self) -> bool:
        """Several lines read at once go into the form's text, rather than answer its questions."""
        keys = [typed(key) for key in self._waiting if was_read(key)]
        count = bursts.several_lines(keys)
        if not count:
            return False
        text = "".join(key.prints for key in keys[:count]).replace(bursts.LINE_END, "\n")
        if not self._hands.take_text(text):
            return False
        for _ in range(count):
            self._waiting.popleft()
        return True

    async def _is_key(self) -> bool:
        """Whether the next key is one, to a list: it is dropped when it is of a text, and held until that is known."""
        head = typed(self._waiting[0])
        if self._text is not None:
            if bursts.goes_on(self._text, head):
                self._drop(head)
                return False
            self._say_dropped()
        if head.prints in bursts.OPENERS and not self._lately_of(head):
            return True
        keys = [*self._lately, *(typed(key) for key in self._waiting if was_read(key))]
        if bursts.is_text(keys, len(self._lately)):
            self._drop(head)
            return False
        if head.printable and head.prints not in bursts.MOVES and not self._over(head):
            await asyncio.sleep(LOOK_SECONDS / 2)  # it may have company yet
            return False
        self._lately.append(head)
        return True

    def _lately_of(self, head: Typed) -> bool:
        """Whether something was typed just before a key: then it begins nothing."""
        return any(key.printable and bursts.goes_on(key, head) for key in self._lately)

    def _drop(self, head: Typed) -> None:
        self._dropped.append(letters(self._waiting.popleft()))
        self._text = head

    def _say_dropped(self) -> None:
        text, self._dropped, self._text = "".join(self._dropped), [], None
        self._hands.dropped(text)

    def _over(self, key: Typed) -> bool:
        """Whether all that was typed together with a key has come here: what was read may wait behind a busy screen."""
        return _time.get_time() - key.at > bursts.TOGETHER_SECONDS and self._newest >= ReadParser.newest

    def _all_here(self, key: Entered) -> bool:
        """Whether all that was read has come here; what never comes is not waited for."""
        return self._newest >= ReadParser.newest or _time.get_time() - key.time > AT_MOST_SECONDS

    # What a key brings

    async def _settled(self) -> None:
        """Until all that the key has set off has been done: by the widget, all that it stands in, and the app."""
        await self._forwarded.wait()
        for _ in range(ROUNDS):
            pump: MessagePump | None = self._to
            while pump is not None:
                await done_so_far(pump)
                pump = None if pump is self._app else pump._parent or self._app


async def done_so_far(pump: MessagePump) -> None:
    """Until a widget has done what it was told up to now; or is gone."""
    reached = asyncio.Event()
    if not pump.is_running or not pump.call_later(reached.set):
        return
    while not reached.is_set() and pump.is_running and not pump._closing:
        try:
            await asyncio.wait_for(reached.wait(), 0.2)
        except TimeoutError:
            continue


def typed(key: Entered) -> Typed:
    """A key as the judgement of bursts sees it."""
    if isinstance(key, events.Paste):
        return Typed(key.time, "")
    if key.key == "enter":
        return Typed(key.time, bursts.LINE_END)
    return Typed(key.time, key.character or "" if key.is_printable else "")


def letters(key: Entered) -> str:
    """What a key is in a text; empty for one that is none."""
    if isinstance(key, events.Paste):
        return ""
    return IN_A_TEXT.get(key.key) or (key.character or "" if key.is_printable else "")
