"""The highlighted child at a glance, beside a list or in a line under it."""

from __future__ import annotations

from datetime import date

from iro_tui.caseload.lines import ChildCard
from iro_tui.caseload.people import to_ring
from iro_tui.caseload.reading.glance import age_words, glance, sex_of, status_words, trail, who_words
from iro_tui.caseload.reading.passage import Reading
from iro_tui.domain.codes import placement_brief
from iro_tui.domain.duty import Duty
from iro_tui.tui.widgets.reading import drawn, styled
from iro_tui.tui.widgets.telling import Line, Telling


class Card(Telling):
    """The child, what the highlighted row is about, and the last words, all in full."""

    def show(
        self,
        card: ChildCard | None,
        today: date,
        *,
        names: bool,
        about: Reading = (),
        words: Reading = (),
        asked: Duty | None = None,
    ) -> None:
        """`asked` is what the highlighted row asks: the card says whom to ring about it."""
        if card is not None:
            self.tell(drawn(glance(card, today, names=names, about=about, words=words, asked=asked)))
        else:
            self.tell(drawn(about) or [[("No child here.", "$muted")]])


def one_line(card: ChildCard, today: date, *, names: bool, asked: Duty | None = None) -> Line:
    """The child in a line, for a screen too small to show the card."""
    row = card.row
    words = " · ".join(filter(None, (age_words(row, sex_of(card)), status_words(card), placement_brief(row.placement))))
    person = to_ring(asked, card.people)
    ring = f"  {person.part} {person.phone}" if person and person.phone else ""
    upcoming = f"  review {row.next_review.when(today)}" if row.next_review else ""
    return [
        (who_words(row, names=names), "bold"),
        (f" {words}", "$muted"),
        ("   ", ""),
        *styled(trail(row)),
        (upcoming, ""),
        (ring, ""),
    ]
