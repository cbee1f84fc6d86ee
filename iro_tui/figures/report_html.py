"""A report as a page: one file to read, send and print on A4, with its charts in it and the numbers under each."""

from __future__ import annotations

from collections.abc import Iterator

from iro_tui.caseload.outgoing.html import page_html
from iro_tui.caseload.outgoing.page import PageChart, PageGrid, PageHead, Paragraph, Part, Points, PrintedPage
from iro_tui.figures.charts import bar_chart, line_chart
from iro_tui.figures.report import HIDDEN, Report, Reported, ReportSection
from iro_tui.figures.report_text import TITLES, WAS_NOW
from iro_tui.figures.report_written import written_parts
from iro_tui.figures.words import rounded

FOOT = "Made from the record, without names."
FEW = "A month may rest on few reviews or children, and jump: what the whole period rests on stands above, as n of N."


def as_html(report: Report) -> bytes:
    """The whole page."""
    return page_html(
        PrintedPage(report.title, tuple(_parts(report)), "", f"{FOOT} {report.notes[0]}", tab=report.title)
    )


def _parts(report: Report) -> Iterator[Part]:
    yield Paragraph(report.dates, "quiet")
    for words in report.notes[1:]:
        yield Paragraph(words, "quiet")
    number = 0
    for section in report.sections:
        yield PageHead(section.heading)
        rows = tuple(
            (e.title, e.value_words, e.base_words, e.previous_words, e.change_words, e.aim_words)
            for e in section.figures
        )
        yield PageGrid(TITLES, rows)
        for part in _charts(report, section, number):
            number += isinstance(part, PageChart)
            yield part
        for each in section.figures:
            yield from _more(each)
    yield from written_parts(report)
    for printed in report.in_print:
        yield PageHead("Published before", printed.words)
        if printed.corrections:
            yield PageGrid(WAS_NOW, printed.corrections)


def _charts(report: Report, section: ReportSection, number: int) -> Iterator[Part]:
    """Shares as lines, numbers as bars, each with the months in a table: who cannot see it reads it."""
    labels = [month.words.split()[0] for month in report.months]
    if not labels:
        return
    for heading, figures in section.charts:
        draw, words = (line_chart if figures[0].is_share else bar_chart), report.months_words(heading, figures)
        first = not number
        number += 1
        yield PageHead(words, rank=3)
        yield PageChart(draw(number, words, labels, [(each.title, each.months) for each in figures]), words)
        yield PageGrid(
            ("", *labels), tuple((each.title, *(_month(value) for value in each.months)) for each in figures)
        )
        if first:
            yield Paragraph(FEW, "quiet")


def _month(value: float | None) -> str:
    return "–" if value is None else f"{rounded(value):,.0f}"


def _more(each: Reported) -> Iterator[Part]:
    """What a figure is made of, and what is said of it."""
    if not (each.parts or each.reasons or each.remarks):
        return
    yield PageHead(each.title, each.figure.declared.base, 3)
    if each.remarks:
        yield Points(each.remarks)
    if each.parts:
        yield PageGrid(
            ("", "", "n of N"), tuple((part.label, part.value_words, part.base_words) for part in each.parts)
        )
    if each.reasons:
        yield PageGrid(("Not counted, why", ""), each.reasons)
    if HIDDEN in (each.value_words, *(part.value_words for part in each.parts)):
        yield Paragraph("Small numbers are hidden.", "quiet")
