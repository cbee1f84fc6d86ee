"""The line above the lists: where the caseload stands, or what a filter leaves of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.widget import Widget

from iro_tui.caseload.lines import Strip
from iro_tui.domain.words import day_words
from iro_tui.text import safe

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp

ROOMY = 110
"""Columns from which the counts are told in full."""


class TopStrip(Widget):
    """The day, and the counts: caseload against its range, overdue, unbooked, outbox."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Strip, date, str] | None = None

    def show(self, strip: Strip, today: date, filtered: str = "") -> None:
        """`filtered`: which filters are on, and how much they leave."""
        self._shown = strip, today, filtered
        self.refresh()

    def render(self) -> Content:
        if self._shown is None:
            return Content("")
        strip, today, filtered = self._shown
        long = self.size.width >= ROOMY and not filtered
        over = strip.children > strip.range_high
        children = f" {'child' if strip.children == 1 else 'children'} of {strip.range_low}–{strip.range_high} "
        parts = [[(f" {day_words(today, today)} {today.year} ", "bold")]]
        names = cast("IroApp", self.app).names_words
        if names:
            parts.append([(f"  ! {names} ", "bold $warn")])
        if filtered:
            parts.append([(f"  {safe(filtered)} ", "bold $today")])
        if not strip.children:
            parts.append([("  no children yet", "$muted")])
            return Content("").join(self._that_fit(parts))
        parts += [
            [(f"  {strip.children:,}", "bold $today" if over else "bold"), (children, "$muted")],
            [(f"  {strip.overdue:,}", "bold $law" if strip.overdue else "bold"), (" overdue ", "$muted")],
            [
                (f"  {strip.unbooked:,}", "bold $today" if strip.unbooked else "bold"),
                (" due in 28 days without a booking " if long else " unbooked ", "$muted"),
            ],
            [(f"  {strip.outbox:,}", "bold"), (" in the outbox" if long else " outbox", "$muted")],
        ]
        return Content("").join(self._that_fit(parts))

    def _that_fit(self, parts: Sequence[Sequence[tuple[str, str]]]) -> Iterator[Content]:
        """The counts from the left, each whole or not at all."""
        room = self.size.width
        for pieces in parts:
            content = Content.assemble(*pieces)
            room -= content.cell_length
            if room < 0:
                return
            yield content
