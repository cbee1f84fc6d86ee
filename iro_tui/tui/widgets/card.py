"""The highlighted child at a glance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import takewhile

from rich.cells import cell_len
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from iro_tui.caseload.lines import ChildCard, ChildLine
from iro_tui.caseload.lists.kinds import STATUS_WORDS
from iro_tui.caseload.people import to_ring
from iro_tui.domain.duty import Duty
from iro_tui.domain.review_clock import NextReview
from iro_tui.domain.words import day_words
from iro_tui.text import safe
from iro_tui.tui.text import RAG_LETTERS, clock_colour, clock_words

NEXT_FEW = 6
"""How many of the things that come next the card lists."""

Line = list[tuple[str, str]]
"""A line as pieces of text, each with its style."""

RAG_STYLE = {"red": "$rag-red", "amber": "$rag-amber", "green": "$rag-green"}
BADGE_STYLE = {name: f"bold $on-badge-{name} on $badge-{name}" for name in ("red", "amber")}
"""The newest rating, where it is amber or red, has a ground of its own."""


class Telling(VerticalScroll, can_focus=True):
    """Lines of text that hang under their own beginning when they are too long; the arrows scroll them."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's own name
        super().__init__(id=id)
        self._told: list[Line] = []

    def compose(self) -> Iterator[Static]:
        yield Static()

    def tell(self, lines: Iterable[Line]) -> None:
        self._told = list(lines)
        self._draw()
        self.scroll_home(animate=False)

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        room = max(20, self.scrollable_content_region.width)
        self.query_one(Static).update(Content("\n").join(hung(line, room) for line in self._told))


class Card(Telling):
    """The child's card."""

    def show(
        self,
        card: ChildCard | None,
        today: date,
        *,
        names: bool,
        following: int = NEXT_FEW,
        asked: Duty | None = None,
    ) -> None:
        """`following`: how many of the things that come next; 0 leaves them to the rest of the screen.

        `asked` is what the highlighted row asks: the card says whom to ring about it.
        """
        if card is None:
            self.tell([[("No child here.", "$muted")]])
        else:
            self.tell(_lines(card, today, names=names, following=following, asked=asked))


def hung(line: Line, width: int) -> Content:
    """A line broken between words to a width; the rest hangs under what follows the pieces that end in a blank."""
    indent = sum(cell_len(text) for text, _ in takewhile(lambda piece: piece[0].endswith(" "), line))
    pieces: Line = []
    used = 0
    for text, style in line:
        for blanks, word in re.findall(r"(\s*)(\S*)", safe(text)):
            if used > indent and used + cell_len(blanks + word) > width:
                blanks = "\n" + " " * indent
                used = 0
            pieces.append((blanks + word, style))
            used += cell_len(blanks.strip("\n") + word)
    return Content.assemble(*pieces)


def one_line(card: ChildCard, today: date, *, names: bool, asked: Duty | None = None) -> Content:
    """The card in a line, for a screen too small to show it; with the telephone for what the highlighted row asks."""
    row = card.row
    words = [part for part in (_who(row, names=names), _age(row)) if part]
    pieces: Line = [(" " + " · ".join(words), "bold"), ("  ", ""), *_trail(row.rag_trail)]
    if row.next_review:
        pieces.append((f"  review {row.next_review.when(today)}", ""))
    person = to_ring(asked, card.people)
    if person and person.phone:
        pieces.append((f"  {person.part} {person.phone}", ""))
    pieces.append((f"  {card.placement_words}", "$muted"))
    return Content.assemble(*[(safe(text), style) for text, style in pieces])


def _lines(card: ChildCard, today: date, *, names: bool, following: int, asked: Duty | None) -> Iterator[Line]:
    row = card.row
    yield [(_who(row, names=names), "bold")]
    yield [(" · ".join(part for part in (_age(row), STATUS_WORDS[row.status][1]) if part), "$muted")]
    yield []
    yield _fact("RAG", _trail(row.rag_trail))
    if card.legal_status_words:
        yield _fact("Legal", [(card.legal_status_words, "")])
    if card.placement_words:
        since = f", since {day_words(card.placement_since, today)}" if card.placement_since else ""
        yield _fact("Placed", [(card.placement_words + since, "")])
    if card.looked_after_since:
        before = "" if card.start_known else "before "
        yield _fact("In care", [(f"since {before}{day_words(card.looked_after_since, today)}", "")])
    if card.plan:
        yield _fact("Plan", [(card.plan, "")])
    if row.worker or card.manager:
        yield _fact(
            "Worker", [(row.worker or "not on record", ""), (f" ({card.manager})" if card.manager else "", "$muted")]
        )
    if person := to_ring(asked, card.people):
        first, *more = person.reached(names=names)
        yield _fact("Ring", [(first, "bold")])
        yield from (_fact("", [(words, "")]) for words in more)
    yield []
    yield from _review(row.next_review, row.next_clock, card, today)
    if card.last_review:
        yield _fact("Last", [(day_words(card.last_review, today), "")])
    if row.midpoint:
        yield _fact("Mid-point", [(day_words(row.midpoint, today), "")])
    for alert in row.alerts:
        yield [("! ", "bold $today"), (alert, "$today")]
    if card.escalations:
        yield []
        yield [("Escalations", "bold $accent")]
        yield from ([(line, "")] for line in card.escalations)
    if not following:
        yield []
        yield [("Details", "bold $accent")]
        yield from ([(f"{detail.label} ", "$muted"), (detail.words, "")] for detail in card.details)
    if following:
        yield []
        yield [("What comes next", "bold $accent")]
        if not card.duties:
            yield [("Nothing is asked of you for this child.", "$muted")]
        yield from (_duty(duty) for duty in card.duties[:following])
        if len(card.duties) > following:
            yield [(f"and {len(card.duties) - following} more: Enter", "$muted")]
    yield []
    yield [("Footprint", "bold $accent")]
    if not card.footprint:
        yield [("No contact of yours is on record.", "$muted")]
    yield from ([(f"{day_words(entry.on, today)}  ", "$muted"), (entry.text, "")] for entry in card.footprint)


def _review(upcoming: NextReview | None, clock: str | None, card: ChildCard, today: date) -> Iterator[Line]:
    if upcoming is None:
        return
    duty = next((d for d in card.duties if d.is_review), None)
    left = f"  {clock_words(duty.clock, duty.days, duty.working_days)}" if duty else ""
    yield _fact("Review", [(upcoming.when(today), "bold"), (left, ink(clock_colour(clock)))])
    inferred = ", inferred" if upcoming.inferred else ""
    yield _fact("", [(f"{upcoming.authority}{inferred}", "$muted")])
    if upcoming.booked is None:
        yield _fact("Booked", [("not yet", "$today")])
    else:
        amiss = "beyond the limit" if upcoming.beyond_limit else "too early to count" if upcoming.too_early else ""
        yield _fact("Booked", [(day_words(upcoming.booked, today), "$law" if amiss else ""),
                               (f", {amiss}" if amiss else "", "$law")])  # fmt: skip


def _duty(duty: Duty) -> Line:
    return [
        (f"{clock_words(duty.clock, duty.days, duty.working_days):<14}", ink(clock_colour(duty.clock, duty.weight))),
        (duty.what, ""),
    ]


def _fact(label: str, words: Line) -> Line:
    return [(f"{label:<10} ", "$muted"), *words]


def _trail(trail: tuple[str, ...]) -> Line:
    """The last ratings, oldest first, the current one with its word: `G G A amber`."""
    if not trail:
        return [("not rated yet", "$muted")]
    pieces = [(f"{RAG_LETTERS.get(value, '?')} ", RAG_STYLE.get(value, "")) for value in trail[-4:-1]]
    newest = trail[-1]
    letter, badge = RAG_LETTERS.get(newest, "?"), BADGE_STYLE.get(newest)
    pieces += [(f" {letter} ", badge), (" ", "")] if badge else [(f"{letter} ", RAG_STYLE.get(newest, ""))]
    return [*pieces, (newest, f"bold {RAG_STYLE.get(newest, '')}".strip())]


def ink(role: str) -> str:
    """The style of a role; empty for the ink of all text."""
    return f"${role}" if role else ""


def _who(row: ChildLine, *, names: bool) -> str:
    """The reference with the name, or with initials that do not stand in it already."""
    who = row.who
    also = who.name if names and who.name else "" if who.initials in who.ref else who.initials
    return f"{who.ref}  {also}".rstrip()


def _age(row: ChildLine) -> str:
    return "" if row.age is None else f"age {row.age}"
