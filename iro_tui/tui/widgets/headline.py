"""Whose page it is: the child's headline, in the row of the strip, at every size."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from textual.content import Content

from iro_tui.caseload.lines import ChildCard
from iro_tui.caseload.reading.glance import (
    age_words,
    clock_piece,
    sex_of,
    status_words,
    trail,
    who_words,
)
from iro_tui.domain.words import day_words
from iro_tui.text import safe
from iro_tui.tui.widgets.reading import styled
from iro_tui.tui.widgets.strip import TopStrip
from iro_tui.tui.widgets.telling import Line

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp


class Headline(TopStrip):
    """Reference or name, age, status, RAG trail, the next limit and booking, and the place in the list one came from.

    While names show it counts the minutes. What does not fit is left out, the placement first; who it is, how it
    stands and that names show never.
    """

    _parts: tuple[tuple[int, Line], ...] = ()

    def tell(self, card: ChildCard, today: date, place: str, *, names: bool) -> None:
        row, upcoming = card.row, card.row.next_review
        review: Line = []
        if upcoming:
            clock = row.next_clock or "on_time"
            words, tone = clock_piece(clock, f"review {upcoming.when(today)}")
            review = [("  ", ""), *styled([(words.strip(), tone)])]
        booked = f", booked {day_words(upcoming.booked, today)}" if upcoming and upcoming.booked else ""
        self._parts = (
            (0, [(f" {who_words(row, names=names)}", "bold")]),
            (1, [(f"  {age_words(row, sex_of(card))}", "")]),
            (5, [(f" · {status_words(card)}", "$muted")]),
            (6, [(f" · {card.placement_words}", "$muted")] if card.placement_words else []),
            (0, [("   ", ""), *styled(trail(row)[:-1] if row.rag_trail else trail(row))]),
            (2, review),
            (4, [(booked or ", not booked", "$muted" if booked else "$today")] if upcoming else []),
            (3, [(f"   [ {place} ]", "$muted")] if place else []),
        )
        self.refresh()

    def render(self) -> Content:
        if not self._parts:
            return super().render()
        shown = cast("IroApp", self.app).names_words
        minutes: Line = [(f"  ! {shown} ", "bold $warn")] if shown else []
        kept: list[tuple[int, Content]] = []
        room = self.size.width
        contents = [
            (weight, place, Content.assemble(*((safe(text), style) for text, style in pieces)))
            for place, (weight, pieces) in enumerate((*self._parts, (0, minutes)))
        ]
        for _, place, content in sorted(contents, key=lambda part: part[0]):
            if content.cell_length <= room:
                kept.append((place, content))
                room -= content.cell_length
        return Content("").join(content for _, content in sorted(kept, key=lambda part: part[0]))
