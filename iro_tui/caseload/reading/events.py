"""An event between reviews, in full: what happened, whether the IRO was told, and what followed."""

from __future__ import annotations

from collections.abc import Iterator

from iro_tui.caseload.reading.on_record import OnRecord, RecordRow
from iro_tui.caseload.reading.passage import LATE, Passage, free, line
from iro_tui.caseload.reading.subject import EVENTS, Subject
from iro_tui.domain.words import amount_words, heading
from iro_tui.store import shapes


def _later(record: RecordRow) -> str:
    days = (record.peek("known_on") - record.peek("happened_on")).days
    return f", {amount_words(days, 'days')} later" if days else ""


def _event(record: RecordRow, _on_record: OnRecord) -> Iterator[Passage]:
    was = record.value("iro_told")
    lines = [
        *record.lines("Happened", "happened_on"),
        line("Told" if was else "Learnt", f"{record.words('known_on')}{_later(record)}"),
        *record.lines("By", "told_by"),
        *([free(record.words("what"))] if record.peek("what") else []),
        *record.lines("Followed", "followed"),
    ]
    aside = () if was else (("not told", LATE),)
    yield Passage(heading(record.words("kind")), tuple(lines), aside, head=True)


def _event_line(record: RecordRow, _on_record: OnRecord) -> str:
    what = " ".join((record.peek("what") or "").split())
    return f"{record.words('kind')}{f': {what}' if what else ''}"


def _aside(record: RecordRow, _on_record: OnRecord) -> str:
    known = record.words("known_on")
    return f"told {known}" if record.peek("iro_told") else f"learnt {known}"


SUBJECTS = (
    Subject(
        model=shapes.EventRow, section=EVENTS, kind="told", line=_event_line, read=_event, aside=_aside,
        state=lambda record, _: "told" if record.peek("iro_told") else "not told", removes="event",
    ),
)  # fmt: skip
