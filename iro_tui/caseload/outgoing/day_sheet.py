"""One page for the road: the day's meetings by the hour, where they are, and what to ask at each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from textwrap import shorten
from types import MappingProxyType
from typing import TYPE_CHECKING

from iro_tui.caseload.diary import DiaryEntry, appointments
from iro_tui.caseload.exporting import HTML, TEXT, Outgoing, text_bytes
from iro_tui.caseload.lists.midpoints import look_at
from iro_tui.caseload.lists.owed import names_of, without_names
from iro_tui.caseload.outgoing.html import page_html
from iro_tui.caseload.outgoing.page import Labelled, PageHead, Paragraph, Part, Points, PrintedPage, page_text
from iro_tui.domain import rag
from iro_tui.domain.stands_out import NOTHING
from iro_tui.domain.words import amount_words, dated, day_words
from iro_tui.store.reads import read_rows
from iro_tui.store.shapes import ReviewRow

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection

ENDINGS = (HTML, TEXT)
MOST_ASKED, MOST_DUE, MOST_WORDS = 6, 8, 130
"""Lines for one meeting, and for what else is due: with them a day of four meetings is one page."""


def day_sheet_out(
    connection: Connection, caseload: Caseload, day: date | None = None, *, names: bool = False
) -> Outgoing:
    """The sheet of a day, today where none is given, as text or to print."""
    on = day or caseload.today
    met = appointments(caseload, on, on)
    page = day_sheet(
        caseload, on, _last_said(connection, {entry.child_id for entry in met if entry.child_id}, on), names=names
    )
    meetings = len(met)
    forms: dict[str, Callable[[], bytes]] = {HTML: lambda: page_html(page), TEXT: lambda: text_bytes(page_text(page))}
    return Outgoing(f"the day sheet of {dated(on)}", meetings, "meetings", forms, names)


def _last_said(connection: Connection, children: Collection[str], until: date) -> dict[str, tuple[date, str]]:
    """By child the words that the last review with any took down, and its day."""
    held: dict[str, tuple[date, str]] = {}
    for child_id in children:
        for row in read_rows(connection, ReviewRow, child_id=child_id):
            if row.child_words and row.held and row.held <= until:
                last = row.held, row.child_words
                held[child_id] = max(held.get(child_id, last), last)
    return held


def day_sheet(
    caseload: Caseload,
    day: date,
    said_last: Mapping[str, tuple[date, str]] = MappingProxyType({}),
    *,
    names: bool = False,
) -> PrintedPage:
    """The meetings of a day, each with place, the child's last words and what to ask; then what else is due by then."""
    hidden = {} if names else names_of(tuple(caseload.children.values()))
    parts: list[Part] = []
    off = caseload.off(day)
    if off:
        parts.append(Paragraph(f"Not worked: {off}.", "quiet"))
    every = appointments(caseload, day, day)
    for entry in every:
        parts += _meeting(caseload, entry, hidden, said_last.get(entry.child_id), names=names)
    if not every:
        parts.append(Paragraph("No meeting is agreed for this day."))
    parts += _else(caseload, day, hidden, {entry.duty.id for entry in every})
    return PrintedPage(f"Day sheet, {dated(day)}", tuple(parts), amount_words(len(every), "meetings"))


def _meeting(
    caseload: Caseload, entry: DiaryEntry, hidden: dict[str, str], said_last: tuple[date, str] | None, *, names: bool
) -> Iterator[Part]:
    child = caseload.children.get(entry.child_id)
    whom = " ".join(filter(None, (child.ref, child.initials, child.name if names else ""))) if child else ""
    what = without_names(entry.duty.what, hidden)
    yield PageHead(f"{entry.time or 'no hour'}  {whom or what}", what if whom else "")
    yield Labelled(
        tuple(
            (label, words)
            for label, words in (
                ("Where", without_names(entry.duty.place, hidden) or "not said"),
                ("RAG", _rating(caseload, entry.child_id, hidden)),
                ("Worker", _worker(caseload, entry.child_id)),
                ("Words", _quoted(said_last, caseload.today, hidden) if said_last else ""),
                ("By", f"{day_words(entry.duty.due, caseload.today)} ({entry.duty.authority})"),
            )
            if words
        )
    )
    ask = [without_names(words, hidden) for words in _to_ask(caseload, entry)]
    more = len(ask) - MOST_ASKED
    yield from [Points((*ask[:MOST_ASKED], *([f"and {more} more"] if more > 0 else [])), boxes=True)] if ask else []


def _to_ask(caseload: Caseload, entry: DiaryEntry) -> Iterator[str]:
    """What is not ready, what is still to be done by somebody, and what is to be looked at."""
    if not entry.child_id:
        return
    today, case = caseload.today, caseload.cases[entry.child_id]
    for decision in case.open_decisions:
        due = f", due {day_words(decision.due, today)}" if decision.due else ""
        yield f"Decision: {decision.text}{due}" + (f" ({decision.owner})" if decision.owner else "")
    wanted = look_at(caseload, entry.child_id)
    yield from wanted if NOTHING not in wanted else ()
    for duty in caseload.duties[entry.child_id]:
        if duty.id != entry.duty.id and duty.days < 0 and duty.kind != "decision_due":
            yield f"{duty.what}: {duty.distance}"


def _quoted(said_last: tuple[date, str], today: date, hidden: dict[str, str]) -> str:
    """The child's last words, as much as two lines hold, and their day."""
    day, words = said_last
    whole = without_names(" ".join(words.split()), hidden)
    return f"“{shorten(whole, MOST_WORDS, placeholder=' …')}”, {day_words(day, today)}"


def _rating(caseload: Caseload, child_id: str, hidden: dict[str, str]) -> str:
    rating = rag.current(caseload.cases[child_id]) if child_id else None
    if rating is None:
        return ""
    why = ", ".join(filter(None, (rating.theme, without_names(rating.reason or "", hidden))))
    return f"{rating.value}{f': {why}' if why else ''}"


def _worker(caseload: Caseload, child_id: str) -> str:
    workers = caseload.workers.get(child_id)
    return ", ".join(filter(None, (workers.social_worker, workers.team))) if workers else ""


def _else(caseload: Caseload, day: date, hidden: dict[str, str], met: Collection[str]) -> Iterator[Part]:
    """What is late by law, and what has its last day on this one, beside what is met about."""
    standing = [
        duty
        for child_id, duties in caseload.duties.items()
        for duty in duties
        if duty.id not in caseload.folds.get(child_id, {})
        and duty.id not in met
        and ((duty.days < 0 and duty.weight == "law") or (duty.due == day and duty.on == day and not duty.is_meeting))
    ]
    if not standing:
        return
    standing.sort(key=lambda duty: (duty.due, duty.child, duty.id))
    lines = [f"{duty.child}  {without_names(duty.what, hidden)}: {duty.distance}".strip() for duty in standing]
    more = len(lines) - MOST_DUE
    yield PageHead("Also by today", str(len(lines)))
    yield Points((*lines[:MOST_DUE], *([f"and {more} more"] if more > 0 else [])), boxes=True)
