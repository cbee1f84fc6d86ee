"""The reviews: what is coming up, how the next twelve weeks are filled, and what was held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.widget import Widget

from iro_tui.caseload.lines import ReviewLine, WeekLoad
from iro_tui.caseload.session import Session
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.widgets.load import Load


class ReviewsScreen(ListScreen[ReviewLine]):
    """Reviews, with the load of the coming weeks under the card."""

    _load: tuple[WeekLoad, ...] = ()

    def read(self, session: Session) -> Iterable[ReviewLine]:
        self._load = session.review_load()
        return super().read(session)

    def details(self) -> Iterator[Widget]:
        yield Load(id="load")

    def _fill(self) -> None:
        super()._fill()
        if self.listing:
            self.query_one(Load).show(self._load)
