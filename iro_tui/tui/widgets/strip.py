"""The line above the lists: where the caseload stands. Its numbers can be pressed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from iro_tui.caseload.counted import Strip
from iro_tui.domain.words import day_words

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp

ROOMY = 110
"""Columns from which the counts are told in full."""

FULL, BRIEF, BARE = range(3)
"""In how many words the counts are told: the most in which all of them have room."""

Pieces = Sequence[tuple[str, str]]


class _Count(NamedTuple):
    """A number of the strip: by what it filters, and its words, each with its style."""

    id: str
    pieces: Pieces


class TopStrip(Widget):
    """The day, and the counts: looked after against the range, CP, short breaks, late, to book, to file; and the hub.

    ↑ from the first row leads here, never Tab: that goes to the pane and back.

    | key | what it does |
    | --- | --- |
    | ← → | chooses a number |
    | Enter | shows only what it counts |
    | Esc, ↓ | takes that off, and goes back to the list |
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "choose(-1)", "Before", show=False),
        Binding("right", "choose(1)", "After", show=False),
        Binding("enter", "press", "Filter", show=False),
        Binding("escape", "leave(True)", "Off", show=False),
        Binding("down", "leave(False)", "Back", show=False),
    ]

    @dataclass
    class Pressed(Message):
        """A number was pressed."""

        count: str

    @dataclass
    class Left(Message):
        """Back to the list; `off`: whether the filter is taken off."""

        off: bool

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Strip, date] | None = None
        self._at = 0
        self._spans: list[tuple[int, int, str]] = []
        """Where each number stands: its first cell, the one after its last, and its id."""

    def show(self, strip: Strip, today: date) -> None:
        self._shown = strip, today
        self.refresh()

    def render(self) -> Content:
        if self._shown is None:
            return Content("")
        strip, today = self._shown
        last = Content("")
        for words in (FULL, BRIEF, BARE) if self.size.width >= ROOMY else (BRIEF, BARE):
            last, whole = self._told(strip, today, words)
            if whole:
                break
        return last

    def _told(self, strip: Strip, today: date, words: int) -> tuple[Content, bool]:
        """The line in so many words, and whether every number has its place in it."""
        roomy = words == FULL
        head: list[tuple[str, str]] = [(f" {day_words(today, today)}{f' {today.year}' * roomy} ", "bold")]
        if names := cast("IroApp", self.app).names_words:
            head.append((f"  ! {names} ", "bold $warn"))
        content = Content.assemble(*head)
        self._spans = []
        if not strip.in_view:
            return Content.assemble(content, ("  no children yet", "$muted")), True
        parts = [content]
        end = content.cell_length
        counts = list(_counts(strip, roomy, words != BARE))
        for number, count in enumerate(counts):
            here = self.has_focus and number == self._at
            style = "reverse " if here else ""
            part = Content.assemble(
                "▌" if here else " ", *((words, f"{style}{look}".strip()) for words, look in count.pieces), " "
            )
            if roomy:
                part = Content.assemble(" ", part)
            if end + part.cell_length > self.size.width:
                break
            self._spans.append((end, end + part.cell_length, count.id))
            end += part.cell_length
            parts.append(part)
        whole = len(self._spans) == len(counts)
        if hub := strip.hub:
            mark = Content.assemble(" ", (hub.words(today), "bold $today" if hub.old else "$muted"))
            if has_room := end + mark.cell_length <= self.size.width:
                parts.append(mark)
            whole = whole and has_room
        return Content("").join(parts), whole

    # Pressing

    @property
    def chosen(self) -> str:
        """The number that Enter presses; empty where none is shown."""
        return self._spans[self._at][2] if self._at < len(self._spans) else ""

    def action_choose(self, by: int) -> None:
        self._at = (self._at + by) % max(1, len(self._spans))
        self.refresh()

    def action_press(self) -> None:
        if self.chosen:
            self.post_message(self.Pressed(self.chosen))

    def action_leave(self, off: bool) -> None:
        self.post_message(self.Left(off))

    def on_click(self, event: events.Click) -> None:
        count = next((count for first, end, count in self._spans if first <= event.x < end), None)
        if count:
            self.post_message(self.Pressed(count))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()


def _counts(strip: Strip, roomy: bool, ranged: bool) -> Iterator[_Count]:
    """The numbers from the left, each whole; `ranged`: with the range that a caseload should have."""
    over = strip.looked_after > strip.range_high
    of = f" {'looked after ' * roomy}of {strip.range_low}–{strip.range_high}" if ranged else ""
    yield _Count("looked_after", [(f"{strip.looked_after:,}", "bold $today" if over else "bold"), (of, "$muted")])
    if strip.covered:
        yield _Count("covered", [(f"{strip.covered:,}", "bold"), (" covered", "$muted")])
    if strip.lent:
        yield _Count("lent", [(f"{strip.lent:,}", "bold"), (" with others", "$muted")])
    if strip.child_protection:
        yield _Count("child_protection", [(f"{strip.child_protection:,}", "bold"), (" CP", "$muted")])
    if strip.short_breaks:
        words = f"{' short' * roomy} {'break' if strip.short_breaks == 1 else 'breaks'}"
        yield _Count("short_breaks", [(f"{strip.short_breaks:,}", "bold"), (words, "$muted")])
    yield _Count("late", [(f"{strip.overdue:,}", "bold"), (" late", "$muted")])
    yield _Count("by_law", [(f"{strip.by_law:,}", "bold $law" if strip.by_law else "bold"), (" by law", "$muted")])
    book = " to book" if roomy else " book"
    yield _Count("to_book", [(f"{strip.unbooked:,}", "bold $today" if strip.unbooked else "bold"), (book, "$muted")])
    yield _Count("to_file", [(f"{strip.outbox:,}", "bold"), (" to file" if roomy else " file", "$muted")])
