"""How full the next weeks are: a line a week, a column a working day."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from iro_tui.caseload.lines import WeekLoad
from iro_tui.domain.words import MONTHS

MANY = 3
"""Reviews on one day from which the day stands out."""


class Load(Widget):
    """Reviews booked on each day of twelve weeks, and those whose limit falls in the week without a booking."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's own name
        super().__init__(id=id)
        self._weeks: Sequence[WeekLoad] = ()

    def show(self, weeks: Sequence[WeekLoad]) -> None:
        self._weeks = weeks
        self.refresh()

    def render(self) -> Content:
        lines = [Content.styled("Booked, and still to book, by week", "bold $accent")]
        # Hardly ever held then, so there is a column only when one is.
        weekends = any(week.weekend for week in self._weeks)
        lines.append(Content.styled(f"         M  T  W  T  F{' SS' * weekends}  all to book", "$muted"))
        lines += [self._line(week, weekends) for week in self._weeks]
        return Content("\n").join(lines)

    def _line(self, week: WeekLoad, weekends: bool) -> Content:
        monday = week.monday
        parts: list[tuple[str, str]] = [(f"{monday.day:>2} {MONTHS[monday.month - 1]:<3} ", "$muted")]
        for count in (*week.days, *((week.weekend,) if weekends else ())):
            if count is None:
                parts.append(("  ×", "$muted"))
            else:
                style = "bold $today" if count >= MANY else "bold" if count else "$muted"
                parts.append((f"{count or '·':>3}", style))
        parts.append((f"  {week.booked or '·':>3}", "bold"))
        parts.append((f"  {week.unbooked or '·':>4}", "bold $today" if week.unbooked else "$muted"))
        return Content.assemble(*parts)
