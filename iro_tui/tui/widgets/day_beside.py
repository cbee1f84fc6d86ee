"""The diary beside a booking: the day that is typed by the hour, how full its week is, and days with room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from iro_tui.caseload.beside_booking import BesideBooking, DayEntry
from iro_tui.domain.words import DAYS, amount_words, day_words
from iro_tui.text import safe
from iro_tui.tui.text import cut

WIDTH = 34
"""Cells it takes, its edge included."""
LEAST_BESIDE = 76
"""Cells of a screen below which the questions need all of it."""
_TURNS = Content.styled("PgUp PgDn turn to another day", "$muted")
_ENTRIES = 7
"""Lines of the day, at the most."""


class DayBeside(Static):
    """What the diary holds around the day that is being booked. No names: it may be seen."""

    def __init__(self) -> None:
        super().__init__(id="day-beside")
        self._today = date.min
        self._beside: BesideBooking | None = None

    def show(self, beside: BesideBooking, today: date) -> None:
        """Show the diary around another day."""
        if beside != self._beside:
            self._beside, self._today = beside, today
            self.update(Content("\n").join(self._lines(beside)))

    def on_mount(self) -> None:
        self.display = self.app.size.width >= LEAST_BESIDE

    def _lines(self, beside: BesideBooking) -> Iterator[Content]:
        sections = [list(self._day(beside)), list(self._week(beside)), list(self._room(beside))]
        sections = [section for section in (*sections, [_TURNS]) if section]
        # On a low screen the lines between go first.
        room = self.app.size.height * 68 // 100
        apart = sum(map(len, sections)) + len(sections) - 1 <= room
        for n, section in enumerate(sections):
            if n and apart:
                yield Content("")
            yield from section

    def _day(self, beside: BesideBooking) -> Iterator[Content]:
        if beside.day is None:
            return
        held = amount_words(beside.booked, "meetings") if beside.booked else "nothing booked"
        yield _head(day_words(beside.day, self._today).upper(), held)
        if beside.off:
            yield Content.styled(f" {safe(beside.off)}", "$today")
        # What is free gives way first: meetings are what one looks for.
        entries = beside.entries
        if len(entries) > _ENTRIES:
            entries = tuple(entry for entry in entries if not entry.free)
        for entry in entries[:_ENTRIES]:
            yield _entry(entry)
        if len(entries) > _ENTRIES:
            yield Content.styled(f" and {len(entries) - _ENTRIES} more", "$muted")

    def _week(self, beside: BesideBooking) -> Iterator[Content]:
        monday = beside.week[0][0]
        yield _head(f"WEEK OF {day_words(monday, self._today)[4:].upper()}", "")
        for day, meetings in beside.week:
            here = day == beside.day
            bar = "×" if meetings is None else "█" * min(meetings, WIDTH - 14)
            yield Content.assemble(
                (f" {DAYS[day.weekday()]} {day.day:<3}", "bold" if here else "$muted"),
                (bar, "$muted" if meetings is None else "$meter"),
                (f" {meetings}" if meetings else "", "$muted"),
            )

    def _room(self, beside: BesideBooking) -> Iterator[Content]:
        if not beside.room:
            return
        yield _head("FREE", "")
        days = {day: day_words(day, self._today) for day, _ in beside.room}
        widest = max(map(cell_len, days.values()))  # of another year it says so
        for day, words in beside.room:
            yield Content.assemble(f" {days[day]:<{widest}} ", (cut(safe(words), WIDTH - 4 - 2 - widest), "$muted"))


def _head(words: str, beside: str) -> Content:
    room = WIDTH - 4 - cell_len(words)
    return Content.assemble((words, "bold $accent"), (f"{safe(beside):>{max(room, 0)}}", "$muted"))


def _entry(entry: DayEntry) -> Content:
    sign = " !" if entry.clash else ""
    room = WIDTH - 4 - 7 - len(sign)
    words = cut(safe(entry.words), room)
    tone = "$muted" if entry.free else "$today" if entry.clash else ""
    return Content.assemble(
        (f" {'–' if entry.free else entry.time or '·':<6}", tone), (words, tone), (sign, "bold $today")
    )
