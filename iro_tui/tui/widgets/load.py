"""How full the next weeks are, with reviews and conferences: a line a week, a column a working day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from iro_tui.domain.words import MONTHS

if TYPE_CHECKING:
    from iro_tui.caseload.load import WeekLoad

WORKING = 5
MANY = 3
"""Meetings on one day from which the day stands out."""


class Load(Widget, can_focus=True):
    """Meetings booked on each day of twelve weeks, and those whose limit falls in the week without a booking.

    Tab enters it, the arrows choose a day, Enter shows its week; `b` books the highlighted child there.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "by_day(-1)", "Day before", show=False),
        Binding("right", "by_day(1)", "Day after", show=False),
        Binding("up,k", "by_week(-1)", "Week before", show=False),
        Binding("down,j", "by_week(1)", "Week after", show=False),
        Binding("enter", "open", "The week", show=False),
    ]

    @dataclass
    class DayOpened(Message):
        """Enter on a day."""

        day: date

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's own name
        super().__init__(id=id)
        self._weeks: Sequence[WeekLoad] = ()
        self._at = 0
        """The day chosen: five to a week."""

    @property
    def day(self) -> date | None:
        """The day that is chosen, while one is in it."""
        week = self._at // WORKING
        return self._weeks[week].monday + timedelta(self._at % WORKING) if self.has_focus and self._weeks else None

    def action_by_day(self, by: int) -> None:
        self._at = max(0, min(self._at + by, len(self._weeks) * WORKING - 1))
        self.refresh()

    def action_by_week(self, by: int) -> None:
        if 0 <= self._at + by * WORKING < len(self._weeks) * WORKING:
            self.action_by_day(by * WORKING)

    def action_open(self) -> None:
        if day := self.day:
            self.post_message(self.DayOpened(day))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def show(self, weeks: Sequence[WeekLoad]) -> None:
        self._weeks = weeks
        self.refresh()

    def render(self) -> Content:
        lines = [Content.styled("Booked, and still to book, by week", "bold $accent")]
        # Hardly ever held then, so there is a column only when one is.
        weekends = any(week.weekend for week in self._weeks)
        lines.append(Content.styled(f"         M  T  W  T  F{' SS' * weekends}  all to book", "$muted"))
        lines += [self._line(week, weekends, n * WORKING) for n, week in enumerate(self._weeks)]
        return Content("\n").join(lines)

    def _line(self, week: WeekLoad, weekends: bool, first: int) -> Content:
        monday = week.monday
        parts: list[tuple[str, str]] = [(f"{monday.day:>2} {MONTHS[monday.month - 1]:<3} ", "$muted")]
        for n, count in enumerate((*week.days, *((week.weekend,) if weekends else ()))):
            here = self.has_focus and n < WORKING and first + n == self._at
            style = "$muted" if not count else "bold $today" if count >= MANY else "bold"
            words = "×" if count is None else f"{count or '·'}"
            parts += [(" ▌" if here else "  ", "$accent"), (words, f"reverse {style}" if here else style)]
        parts.append((f"  {week.booked or '·':>3}", "bold"))
        parts.append((f"  {week.unbooked or '·':>4}", "bold $today" if week.unbooked else "$muted"))
        return Content.assemble(*parts)
