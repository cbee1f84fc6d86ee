"""The week under Today, where there is room: its days side by side, each with its entries below each other."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from iro_tui.caseload.lists.week import MEETING
from iro_tui.tui.widgets.week_table import Piece, WeekTable, pieces_of

CELLS_FROM, LINES_FROM = 180, 40
"""The size of a screen from which the week has a place under the list."""


class WeekStrip(WeekTable):
    """Tab enters it and leaves it; the keys of a row act on the entry under the cursor as on any row."""

    beside = "Tab goes in   W the week "
    label = 0

    def first(self, today: date) -> None:
        """Put the cursor on the first meeting from today on, else on the first entry."""
        of_today = [n for n, row in enumerate(self.rows) if row.day >= today and row.kind == MEETING]
        self.cursor = of_today[0] if of_today else 0

    def _grid_lines(self) -> list[tuple[str, dict[date, Piece]]]:
        columns: dict[date, list[Piece]] = {}
        for day, numbers in groupby(range(len(self.rows)), key=lambda n: self.rows[n].day):
            columns[day] = [piece for n in numbers for piece in pieces_of(n, self.rows[n])]
        height = max(map(len, columns.values()), default=0)
        return [("", {day: pieces[n] for day, pieces in columns.items() if n < len(pieces)}) for n in range(height)]

    def on_focus(self) -> None:
        super().on_focus()
        self.post_message(self.Highlighted(self.row))

    def on_blur(self) -> None:
        super().on_blur()
        self.post_message(self.Highlighted(None))
