"""What one reads before a review, on paper: how the case stands, what was decided, what has happened since."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.caseload.case_file import how_it_stands
from iro_tui.caseload.exporting import HTML, TEXT, Outgoing, text_bytes
from iro_tui.caseload.lists.midpoints import look_at
from iro_tui.caseload.outgoing.html import page_html
from iro_tui.caseload.outgoing.page import PageGrid, PageHead, Part, Points, PrintedPage, of_reading, page_text
from iro_tui.caseload.reading.on_record import OnRecord
from iro_tui.caseload.reading.subjects import read_row
from iro_tui.domain import codes
from iro_tui.domain.case import Decision
from iro_tui.domain.words import dated, day_words
from iro_tui.store import shapes

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection

ENDINGS = (HTML, TEXT)


def review_pack_out(connection: Connection, caseload: Caseload, child_id: str, *, names: bool = False) -> Outgoing:
    """The pack of a child, as text or to print. By reference; with `names` also who is about the child."""
    page = review_pack(OnRecord(connection, caseload, child_id, names=names))
    forms: dict[str, Callable[[], bytes]] = {HTML: lambda: page_html(page), TEXT: lambda: text_bytes(page_text(page))}
    return Outgoing(f"the review pack of {caseload.children[child_id].ref}", len(page.parts), "parts", forms, names)


def review_pack(on_record: OnRecord) -> PrintedPage:
    """What to look at first, how the case stands with the last review in full, and what has come about since."""
    caseload, child = on_record.caseload, on_record.caseload.children[on_record.child_id]
    held = on_record.case.held_reviews
    since = held[-1].held if held else None
    parts: list[Part] = []
    wanted = look_at(caseload, on_record.child_id)
    if wanted:
        parts += [PageHead("To look at"), Points(tuple(wanted), boxes=True)]
    parts += of_reading(how_it_stands(on_record, names=on_record.names))
    parts += _settled(on_record)
    parts += _since(on_record, since)
    title = f"Before the review: {' '.join(filter(None, (child.ref, child.initials)))}"
    return PrintedPage(title, tuple(parts), dated(caseload.today))


def _settled(on_record: OnRecord) -> Iterator[Part]:
    """The decisions of earlier reviews that are not open any more, and how each came out."""
    today = on_record.today
    rows = [
        (day_words(each.due, today) if each.due else "", each.text, _outcome(each, today))
        for each in on_record.case.decisions
        if each not in on_record.case.open_decisions
    ]
    if rows:
        yield PageHead("Earlier decisions", str(len(rows)))
        yield PageGrid(("Due", "Decision", "Came out as"), tuple(rows))


def _outcome(decision: Decision, today: date) -> str:
    day, word = (decision.done_on, "done") if decision.done_on else (decision.dropped_on, "dropped")
    return f"{word} {day_words(day, today)}" if day else word


def _since(on_record: OnRecord, since: date | None) -> Iterator[Part]:
    """Moves, legal status and events after the last review; without one, all of them."""
    case = on_record.case
    moves = [
        *((each.started, "placed: " + codes.PLACEMENT.get(each.code, each.code)) for each in case.placements),
        *((each.started, codes.LEGAL_STATUS.get(each.code, each.code)) for each in case.legal_statuses),
    ]
    rows = sorted((day, what) for day, what in moves if since is None or day > since)
    when = f"since {day_words(since, on_record.today)}" if since else "all there is"
    yield PageHead("Moves and changes", when)
    yield (
        PageGrid(("", ""), tuple((dated(day), what) for day, what in rows)) if rows else Points(("None on record.",))
    )
    events = [event for event in on_record.all(shapes.EventRow) if since is None or event.peek("happened_on") > since]
    if events:
        yield PageHead("Events", when)
        for event in sorted(events, key=lambda event: event.peek("happened_on")):
            yield from of_reading(read_row(event, on_record))
