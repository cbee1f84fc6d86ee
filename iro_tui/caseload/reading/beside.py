"""Beside the looked-after review, in full: missing episodes, early reviews, notes for filing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from iro_tui.caseload.reading.on_record import OnRecord, RecordRow
from iro_tui.caseload.reading.passage import DONE, QUIET, Passage, free, line
from iro_tui.caseload.reading.subject import CASE_NOTES, Subject
from iro_tui.domain.preparation import WHAT_EARLY
from iro_tui.domain.vocabulary import ALLOCATION_MODES
from iro_tui.domain.words import heading, year_words
from iro_tui.store import shapes


def _missing(record: RecordRow, _on_record: OnRecord) -> Iterator[Passage]:
    ended = record.words("ended")
    when = f"{record.words('started')} to {ended}" if ended else f"since {record.words('started')}"
    yield Passage(heading(record.words("kind")), (line("When", when),), head=True)


def _missing_line(record: RecordRow, _on_record: OnRecord) -> str:
    ended = record.words("ended")
    return f"{record.words('kind')}{f', back {ended}' if ended else ', not back'}"


def _early(record: RecordRow, _on_record: OnRecord) -> Iterator[Passage]:
    trigger = record.value("trigger")
    lines = (*record.lines("Asked", "since"), *record.lines("By", "by"), *record.lines("Why", "reason"))
    yield Passage(WHAT_EARLY.get(trigger, trigger), (*lines, *record.lines("Withdrawn", "withdrawn_on")), head=True)


def _early_line(record: RecordRow, _on_record: OnRecord) -> str:
    why = record.peek("reason")
    return f"{WHAT_EARLY.get(record.peek('trigger'), 'Early review')}{f': {why}' if why else ''}"


def _note(record: RecordRow, _on_record: OnRecord) -> Iterator[Passage]:
    filed = record.words("filed_at")
    state = (f"filed {filed}", DONE) if filed else ("waits to be filed", QUIET)
    lines = (free(f"{record.words('on_day')}", QUIET), free(record.words("body")))
    yield Passage(record.words("title"), lines, (state,), head=True)


def _allocation(record: RecordRow, _on_record: OnRecord) -> Iterator[Passage]:
    mode = record.value("mode")
    lines = (line("Holds", ALLOCATION_MODES.get(mode, mode)),) if mode != "holds" else ()
    yield Passage("Allocation", lines, head=True)


_ANSWERS = 3
"""How many of a year's answers its line tells."""


def _health_line(record: RecordRow, _on_record: OnRecord) -> str:
    year = record.peek("year")
    answers = [
        f"{fact.label.lower()} {'yes' if value else 'no'}"
        for name, fact in record.facts.items()
        if isinstance(value := record.values[name], bool)
    ]
    score, why_none = record.peek("sdq"), record.peek("sdq_reason")
    answers += [f"SDQ score {score}"] if score is not None else [f"no SDQ score ({why_none})"] if why_none else []
    more = [f"{len(answers) - _ANSWERS} more"] if len(answers) > _ANSWERS else []
    return f"{year_words(year)}: {', '.join([*answers[:_ANSWERS], *more]) or 'no answer'}"


def _health(record: RecordRow, _on_record: OnRecord) -> Iterator[Passage]:
    year = record.value("year")
    yield Passage(f"Health, {year_words(year)}", (line("Told for", f"the whole year {year_words(year)}"),), head=True)


SUBJECTS = (
    Subject(
        model=shapes.HealthYearRow, kind="health", line=_health_line, read=_health,
        day=lambda record, _: date(record.peek("year") + 1, 3, 31),
    ),
    Subject(model=shapes.MissingEpisodeRow, kind="missing", line=_missing_line, read=_missing),
    Subject(model=shapes.EarlyReviewRow, kind="early review", line=_early_line, read=_early),
    Subject(model=shapes.AdoptionAuthorityRow, kind="adoption", line=lambda record, _: record.words("kind")),
    Subject(model=shapes.AllocationRow, kind="allocation", read=_allocation),
    Subject(
        model=shapes.CaseNoteRow, section=CASE_NOTES, kind="note", line=lambda record, _: record.peek("title"),
        read=_note, state=lambda record, _: "" if record.peek("filed_at") else "to file",
    ),
)  # fmt: skip
