"""The written part of a report as parts of a page, so that every format says the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from iro_tui.caseload.outgoing.page import GridCell, PageGrid, PageHead, Paragraph, Part, Points, Toned
from iro_tui.domain.written import (
    ACTION,
    CHANGED,
    COMPARED,
    PRACTICE,
    RECOMMENDED,
    SECTIONS,
    STAFFING,
    THEME,
    WORDS,
    ReportEntry,
)
from iro_tui.figures.period import Period
from iro_tui.figures.report import Report

COUNTED = {"rag_themes": "Why reviews were rated amber or red", "escalations_raised": "What was escalated"}
"""The figures whose parts are the themes, and what those are called."""
PLAN = ("Area", "Action", "Lead", "Timescale", "RAG")
BECAME = "What became of it"
NOT_SAID = "–"


def written_parts(report: Report) -> Iterator[Part]:
    """Everything written of the period, by section; nothing where nothing is written."""
    written = report.written
    if not (written.entries or written.before):
        return
    yield from _themes(report)
    for section in (PRACTICE, CHANGED, WORDS):
        if entries := written.of(section):
            yield PageHead(SECTIONS[section])
            yield Points(tuple(quoted(each) for each in entries))
    yield from _numbers(report)
    if recommended := written.of(RECOMMENDED):
        yield PageHead(SECTIONS[RECOMMENDED])
        yield Points(tuple(each.text for each in recommended))
    if written.before:
        before = Period(written.before[0].first, written.before[0].last)
        yield PageHead(f"{SECTIONS[ACTION]} of {before.words}, and what became of it")
        yield _plan(written.before, BECAME)
    if plan := written.of(ACTION):
        yield PageHead(SECTIONS[ACTION])
        yield _plan(plan)


def quoted(entry: ReportEntry) -> str:
    """Words of a child in quotation marks; others as they were written."""
    return f"“{entry.text.strip('“”')}”" if entry.section == WORDS else entry.text


def _themes(report: Report) -> Iterator[Part]:
    """How many reviews were rated amber or red and why, what was escalated, and what is written of it."""
    counted = [(words, figure) for name, words in COUNTED.items() if (figure := report.figure(name)) and figure.parts]
    written = report.written.of(THEME)
    if not (counted or written):
        return
    yield PageHead(SECTIONS[THEME])
    for words, figure in counted:
        yield PageGrid((words, ""), tuple((part.label, part.value_words) for part in figure.parts))
    for entry in written:
        yield Paragraph(entry.text)


def _numbers(report: Report) -> Iterator[Part]:
    """The staff, and what others print beside one's own."""
    if staff := report.written.of(STAFFING):
        yield PageHead(SECTIONS[STAFFING])
        yield PageGrid(("", ""), tuple((each.heading, each.text) for each in staff))
    if compared := report.written.of(COMPARED):
        yield PageHead(SECTIONS[COMPARED])
        rows = []
        for each in compared:
            figure = report.figure(each.heading)
            rows.append((figure.title if figure else each.heading, figure.value_words if figure else NOT_SAID,
                         each.whose, each.text))  # fmt: skip
        yield PageGrid(("Figure", "Here", "Whose", "Theirs"), tuple(rows))


def _plan(entries: Sequence[ReportEntry], *more: str) -> PageGrid:
    """The action plan: area, action, lead, timescale, RAG; of the one before also what became of each."""
    return PageGrid((*PLAN, *more), tuple(_action(each, became=bool(more)) for each in entries))


def _action(entry: ReportEntry, *, became: bool) -> tuple[GridCell, ...]:
    rag: GridCell = Toned(entry.rag, entry.rag) if entry.rag else ""
    row: tuple[GridCell, ...] = (entry.heading, entry.text, entry.lead, entry.timescale, rag)
    return (*row, entry.outcome or NOT_SAID) if became else row
