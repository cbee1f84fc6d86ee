"""One child's case as a page one can use: how it stands first, then everything on record, subject by subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.lines import CaseLine
from iro_tui.caseload.lists import children
from iro_tui.caseload.outgoing.page import Labelled, PageHead, Part, PrintedPage, of_reading
from iro_tui.caseload.page import NEXT, child_case, read_whole
from iro_tui.caseload.reading.between import decision_line
from iro_tui.caseload.reading.duties import last_words, read_last_review, the_rating
from iro_tui.caseload.reading.glance import (
    conference_passage,
    details_passage,
    facts_passage,
    review_passage,
    who_passage,
)
from iro_tui.caseload.reading.on_record import OnRecord
from iro_tui.caseload.reading.passage import Passage, Reading, plain
from iro_tui.domain.words import day_words
from iro_tui.store import shapes
from iro_tui.store.connection import Connection

if TYPE_CHECKING:
    from iro_tui.caseload.exporting import Outgoing

LAST_CONTACTS = 3
INDENT = "    "


def case_out(connection: Connection, caseload: Caseload, child_id: str, *, names: bool = False) -> Outgoing:
    """A child's whole case for a file: text, table or a page to print; it is as much as the page has lines.

    By reference and age; with `names` also the full name, the birth date, and who is about the child.
    """
    from iro_tui.caseload.exporting import HTML, Outgoing, table_or_text
    from iro_tui.caseload.outgoing.html import page_html

    whole = read_whole(connection, caseload, child_id, names=names)
    cells = [
        (line.section, _day(line), line.kind or line.clock, line.text, " / ".join(filter(None, plain(reading))))
        for line, reading in whole
    ]
    on_record = OnRecord(connection, caseload, child_id, names=names)
    standing = tuple(how_it_stands(on_record, names=names))
    titles = ("section", "day", "what", "text", "in full")
    forms = table_or_text(titles, cells, lambda: "\n".join(_pages(standing, whole)))
    forms[HTML] = lambda: page_html(_printed(caseload, child_id, standing, whole))
    what = f"the case of {caseload.children[child_id].ref}"
    return Outgoing(what, len(child_case(connection, caseload, child_id)), "lines", forms, names)


def _printed(
    caseload: Caseload, child_id: str, standing: Iterable[Passage], whole: Iterable[tuple[CaseLine, Reading]]
) -> PrintedPage:
    """The same as a page to print: how the case stands, then the record, section by section."""
    parts: list[Part] = list(of_reading(standing))
    section = ""
    for line, reading in whole:
        if line.section != section:
            section = line.section
            parts.append(PageHead(section))
        head = "  ".join(filter(None, (_day(line), line.kind)))
        if (line.section == NEXT and line.duty) or not reading:
            parts.append(Labelled(((head, line.text),)))
        else:
            parts += [PageHead(head, rank=3), *(each for each in of_reading(reading))]
    child = caseload.children[child_id]
    return PrintedPage(
        " ".join(filter(None, (child.ref, child.initials))), tuple(parts), day_words(caseload.today, date.min)
    )


def _pages(standing: Iterable[Passage], whole: Iterable[tuple[CaseLine, Reading]]) -> Iterator[str]:
    """How the case stands, and then the record."""
    yield from plain(standing)
    section = ""
    for line, reading in whole:
        if line.section != section:
            section = line.section
            yield f"\n\n{section.upper()}"
        if line.section == NEXT and line.duty:
            yield f"  {_day(line):<16}  {line.text}"
            continue
        yield f"\n  {'  '.join(filter(None, (_day(line), line.kind)))}"
        yield from (f"{INDENT}{words}".rstrip() for words in (plain(reading) if reading else [line.text]))


def how_it_stands(on_record: OnRecord, *, names: bool) -> Iterator[Passage]:
    """Headline, next limits and bookings, RAG, open decisions, the last review, the facts, the last contacts."""
    caseload = on_record.caseload
    card, today = children.card(caseload, on_record.child_id), caseload.today
    who = who_passage(card, names=names)
    yield Passage(who.heading, who.lines, (*who.aside, (f"   as of {day_words(today, date.min)}", "muted")), head=True)
    conference = conference_passage(card, today)
    if card.row.next_review or card.last_review or not conference.lines:
        yield Passage("Next review", review_passage(card, today).lines)
    if conference.lines:
        yield conference
    yield from the_rating(on_record)
    still = [record for d in on_record.case.open_decisions if (record := on_record.one(shapes.DecisionRow, d.id))]
    if still:
        yield Passage("Decisions open", tuple(map(decision_line, still)), ((str(len(still)), "muted"),))
    yield from read_last_review(on_record)
    facts = facts_passage(card, today).lines + details_passage(card, names=names).lines
    yield Passage("Facts", facts)
    contacts = tuple(last_words(on_record, LAST_CONTACTS))
    if contacts:
        yield Passage("Last contacts", ())
        yield from contacts


def _day(line: CaseLine) -> str:
    return day_words(line.on, date.min) if line.on else ""
