"""A report as a workbook: figures, what they are made of, their months, and charts that it draws itself."""

from __future__ import annotations

from collections.abc import Iterator

from iro_tui.caseload.outgoing.xlsx import BookChart, BookSheet, Filled, Share, SheetCell, xlsx_bytes
from iro_tui.domain.written import COMPARED, NUMBERS, SECTIONS, ReportEntry, is_number
from iro_tui.figures.figure import Unit
from iro_tui.figures.report import HIDDEN, Report, Reported
from iro_tui.figures.report_text import WAS_NOW

FIGURES, PARTS, MONTHS, CHARTS, PUBLISHED = "Figures", "Parts", "Months", "Charts", "Published"
WRITTEN = "Written"
WRITTEN_TITLES = ("Section", "About", "Whose", "Words", "Lead", "Timescale", "RAG", "Became of it", "From", "Until")
FOOT = "Without names"


def as_xlsx(report: Report) -> bytes:
    """The whole workbook."""
    figures = BookSheet(
        FIGURES,
        (
            "Figure",
            "Section",
            "Value",
            "Numerator",
            "Denominator",
            "Unit",
            "Before",
            "Aim",
            "What it is of",
            "Remarks",
            "Id",
        ),
        tuple(_figure(section.heading, each) for section in report.sections for each in section.figures),
        (report.title, report.dates, *report.notes),
        widest=30,
        printed=10,
    )
    parts = BookSheet(
        PARTS,
        ("Figure", "Part", "Value", "Numerator", "Denominator"),
        tuple(row for each in report.every() for row in _parts(each)),
    )
    sheets = [figures, parts]
    if report.months:
        every = [each for each in report.every() if any(value is not None for value in each.months)]
        by_month = tuple((each.title, *(_number(value, each.figure.unit) for value in each.months)) for each in every)
        sheets.append(BookSheet(MONTHS, ("Figure", *(month.words for month in report.months)), by_month))
        places = {each.id: place for place, each in enumerate(every)}
        sheets.append(
            BookSheet(CHARTS, ("By month, from the sheet Months",), (), charts=tuple(_charts(report, places)))
        )
    rows = tuple((p.name, p.on, *line) for p in report.in_print for line in p.corrections or (("", "", ""),))
    if rows:
        sheets.append(BookSheet(PUBLISHED, ("Report", "Published", *WAS_NOW), rows))
    entries = (*report.written.entries, *report.written.before)
    if entries:
        sheets.append(BookSheet(WRITTEN, WRITTEN_TITLES, tuple(_entry(entry, report) for entry in entries)))
    return xlsx_bytes(sheets, report.title, report.today, FOOT)


def _figure(heading: str, each: Reported) -> tuple[SheetCell, ...]:
    figure = each.figure
    value: SheetCell = (
        HIDDEN if each.hidden else figure.nothing if each.value is None else _number(each.value, figure.unit)
    )
    before: SheetCell = _number(each.previous, figure.unit) if each.previous is not None else each.previous_words
    remarks = " ".join(each.remarks)
    return (
        each.title, heading, value, each.numerator, each.denominator, figure.unit, before,
        _number(figure.aim, figure.unit), figure.declared.base, remarks, each.id,
    )  # fmt: skip


def _entry(entry: ReportEntry, report: Report) -> tuple[SheetCell, ...]:
    rag = Filled(entry.rag, entry.rag) if entry.rag else None
    figure = report.figure(entry.heading) if entry.section == COMPARED else None
    text = _typed(entry.text) if entry.section in NUMBERS else entry.text
    words = (figure.title if figure else entry.heading, entry.whose, text, entry.lead, entry.timescale)
    return (SECTIONS[entry.section], *words, rag, entry.outcome, entry.first, entry.last)


def _typed(text: str) -> SheetCell:
    """A number that somebody typed as a number, a share as one: `7.5`, `93 %`."""
    plain = text.replace("%", "").strip()
    if not is_number(plain):
        return text
    number = float(plain.replace(",", ""))
    return Share(number / 100) if "%" in text else number


def _parts(each: Reported) -> Iterator[tuple[SheetCell, ...]]:
    for part, of_figure in zip(each.parts, each.figure.parts, strict=True):
        value: SheetCell = HIDDEN if part.numerator is None else _number(part.value, of_figure.unit)
        yield each.title, part.label, value, part.numerator, part.denominator
    for why, number in each.reasons:
        yield (
            each.title,
            f"not counted, why: {why}",
            int(number.replace(",", "")) if number != HIDDEN else HIDDEN,
            None,
            None,
        )


def _number(value: float | None, unit: Unit) -> SheetCell:
    """Unrounded; a share as a part of the whole, which the sheet shows in per cent."""
    if value is None:
        return None
    return Share(value / 100) if unit == "%" else value


def _charts(report: Report, places: dict[str, int]) -> Iterator[BookChart]:
    columns = (1, len(report.months))
    for section in report.sections:
        for heading, figures in section.charts:
            rows = tuple(places[each.id] for each in figures)
            yield BookChart(report.months_words(heading, figures), MONTHS, rows, columns, shares=figures[0].is_share)
