"""A report as plain text, and as Markdown for a document that is written on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from iro_tui.caseload.outgoing.page import (
    GridCell,
    PageChart,
    PageGrid,
    PageHead,
    Paragraph,
    Part,
    Points,
    lines_of,
    parts_text,
    words_of,
)
from iro_tui.figures.report import Report, Reported
from iro_tui.figures.report_written import written_parts

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|])")
WAS_NOW = ("Figure", "Was", "Is now")
TITLES = ("Figure", "", "n of N", "Before", "Change", "Aim")


def _cells(each: Reported) -> tuple[str, ...]:
    return (each.title, each.value_words, each.base_words, each.previous_words, each.change_words, each.aim_words)


def _under(each: Reported) -> Iterator[str]:
    """What stands under a figure: its remarks, its parts, the reasons."""
    yield from each.remarks
    if each.parts:
        yield "; ".join(f"{p.label} {p.value_words}{f' ({p.base_words})' if p.base_words else ''}" for p in each.parts)
    if each.reasons:
        yield "Not counted, why: " + "; ".join(f"{why} {number}" for why, number in each.reasons)


def as_text(report: Report) -> str:
    """Aligned columns; what stands under a figure is indented below it."""
    rows = [_cells(each) for each in report.every()]
    widths = [max(map(len, column)) for column in zip(TITLES, *rows, strict=True)]
    lines = [report.title, report.dates, ""]
    for section in report.sections:
        lines += [section.heading.upper(), _line(TITLES, widths)]
        for each in section.figures:
            lines += [_line(_cells(each), widths), *(f"    {words}" for words in _under(each))]
        lines.append("")
    if written := list(parts_text(written_parts(report))):
        lines += [*written[1:], ""]
    for printed in report.in_print:
        lines += [printed.words, *(f"    {title}: was {was}, is now {now}" for title, was, now in printed.corrections)]
    return "\n".join([*lines, *report.notes]) + "\n"


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()


def as_markdown(report: Report) -> str:
    """Headings and tables; what was typed by people is no markup in it."""
    lines = [f"# {plain_markdown(report.title)}", "", plain_markdown(report.dates), ""]
    for section in report.sections:
        lines += [f"## {plain_markdown(section.heading)}", "", _row(TITLES), "|---|--:|:--|--:|--:|--:|"]
        lines += [_row(_cells(each)) for each in section.figures]
        lines.append("")
        for each in section.figures:
            if under := [plain_markdown(words) for words in _under(each)]:
                stop = "" if each.title.endswith(("?", "!", ".")) else "."
                lines += ["  \n".join((f"**{plain_markdown(each.title)}{stop}** {under[0]}", *under[1:])), ""]
    lines += parts_markdown(written_parts(report))
    for printed in report.in_print:
        lines += [plain_markdown(printed.words), ""]
        if printed.corrections:
            lines += [_row(WAS_NOW), "|---|---|---|", *map(_row, printed.corrections), ""]
    return "\n".join([*lines, *(f"*{plain_markdown(note)}*\n" for note in report.notes)])


def parts_markdown(parts: Iterable[Part]) -> Iterator[str]:
    """Parts of a page as Markdown, each with an empty line after it."""
    for part in parts:
        match part:
            case PageHead():
                yield f"{'#' * part.rank} {' '.join(map(plain_markdown, filter(None, (part.words, part.aside))))}"
            case Paragraph():
                yield "  \n".join(map(plain_markdown, lines_of(part.words)))
            case Points():
                yield from (f"- {plain_markdown(item)}" for item in part.items)
            case PageGrid():
                yield from (_row(part.titles), f"|{'---|' * len(part.titles)}", *map(_row, part.rows))
            case PageChart():
                yield plain_markdown(part.words)
        yield ""


def _row(cells: Iterable[GridCell]) -> str:
    return f"| {' | '.join(plain_markdown(words_of(cell)) for cell in cells)} |"


def plain_markdown(words: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(words.split()))
