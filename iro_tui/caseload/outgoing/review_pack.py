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
from iro_tui.caseload.reading.on_record import OF_A_CHILD, OnRecord, RecordRow
from iro_tui.caseload.reading.subject import COURT, ESCALATIONS, FACTS, PROTECTION, Subject
from iro_tui.caseload.reading.subjects import read_row, subject_of
from iro_tui.domain.case import Decision
from iro_tui.domain.words import dated, day_words
from iro_tui.store import shapes

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection

ENDINGS = (HTML, TEXT)
CAME_ABOUT = {FACTS: "Moves and changes", ESCALATIONS: ESCALATIONS, PROTECTION: PROTECTION, COURT: COURT}
"""By the section of the child's page what the pack calls what came about of it."""
_OVER = ("ended", "concluded_on", "closed_on", "held", "not_held_on", "done_on")
"""The columns of which one says that something is over."""


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
    """What has come about after the last review, and what goes on, part by part; without a review all of it."""
    when = f"since {day_words(since, on_record.today)}" if since else "all there is"
    rows: dict[str, list[tuple[date, str, str]]] = {}
    for model in OF_A_CHILD:
        subject = subject_of(model)
        if subject.within or subject.section not in CAME_ABOUT:
            continue
        for record in on_record.all(model):
            if day := _news_on(subject, record, on_record, since):
                kind = subject.state(record, on_record) or subject.kind
                rows.setdefault(subject.section, []).append((day, kind, subject.line(record, on_record)))
    for section, title in CAME_ABOUT.items():
        if news := sorted(rows.get(section, ())):
            yield PageHead(title, when)
            yield PageGrid(("", "", ""), tuple((dated(day), kind, words) for day, kind, words in news))
        elif section == FACTS:
            yield PageHead(title, when)
            yield Points(("Nothing since then." if since else "None on record.",))
    events = [event for event in on_record.all(shapes.EventRow) if since is None or event.peek("happened_on") > since]
    if events:
        yield PageHead("Events", when)
        for event in sorted(events, key=lambda event: event.peek("happened_on")):
            yield from of_reading(read_row(event, on_record))


def _news_on(subject: Subject, record: RecordRow, on_record: OnRecord, since: date | None) -> date | None:
    """The day under which a row stands: its own, or the first of its days after the last review.

    None for what was over before it, and for what has no day: the row of the child stands among the facts.
    """
    own = subject.day(record, on_record)
    if own is None or since is None or own > since:
        return own
    days = (record.peek(name) for name, fact in record.facts.items() if fact.kind == "day")
    later = min((day for day in days if day and day > since), default=None)
    # Where one is placed and what the order is stands above, among the facts.
    return later or (own if subject.section != FACTS and _goes_on(record) else None)


def _goes_on(record: RecordRow) -> bool:
    """Whether a plan, proceedings or a dispute is open, or a meeting still to be held."""
    over = [record.peek(name) for name in _OVER if name in record.facts]
    return bool(over) and not any(over)
