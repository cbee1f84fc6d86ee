"""Asking for two days: the first and the last of a period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.domain.calendar import WorkingCalendar
from iro_tui.domain.typed_day import NotADay, read_day
from iro_tui.figures.period import Period
from iro_tui.text import clean, safe

HOW = "Enter keeps them · Esc goes back"


class TwoDays(ModalScreen[tuple[date, date]]):
    """Enter keeps the two days, Esc keeps nothing; the example are those of the last quarter."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close", show=False)]

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today

    def compose(self) -> Iterator[Widget]:
        with Vertical(classes="dialog small"):
            yield Static(Content.styled("From which day to which?", "bold $accent"))
            yield Input(placeholder=example(self._today), max_length=60)
            yield Static(Content.styled(HOW, "$muted"), id="how")

    def on_mount(self) -> None:
        self.query_one(Input).cursor_blink = False

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        try:
            self.dismiss(two_days(clean(event.value), self._today))
        except NotADay as problem:
            self.query_one("#how", Static).update(Content.styled(safe(str(problem)), "$warn"))

    def action_close(self) -> None:
        self.dismiss()


def example(today: date) -> str:
    """Two days as they can be typed: `1/7/2026 to 30/9/2026`, those of the last quarter that is over."""
    quarter = Period.usual(today)
    return " to ".join(f"{day.day}/{day.month}/{day.year}" for day in (quarter.first, quarter.last))


def two_days(typed: str, today: date) -> tuple[date, date]:
    """The first and the last day of what was typed. Raises NotADay with a sentence."""
    first, parted, last = (
        part.strip() for part in re.sub(r"\s+(?:to|-|–|until)\s+", "|", typed, count=1).partition("|")
    )
    if not parted:
        raise NotADay(f"{typed!r} is one day or none: write two, as {example(today)}.")
    begins, ends = (read_day(part, today, WorkingCalendar(), lean="back") for part in (first, last))
    if ends < begins:
        raise NotADay(f"The last day is {ends:%d/%m/%Y}, before the first, {begins:%d/%m/%Y}: give a later one.")
    return begins, ends
