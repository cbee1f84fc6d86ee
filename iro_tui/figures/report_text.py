"""A report as plain text, and as Markdown for a document that is written on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iro_tui.figures.report import Report, Reported

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
    for printed in report.in_print:
        lines += [printed.words, *(f"    {title}: was {was}, is now {now}" for title, was, now in printed.corrections)]
    return "\n".join([*lines, *report.notes]) + "\n"


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()


def as_markdown(report: Report) -> str:
    """Headings and tables; what was typed by people is no markup in it."""
    lines = [f"# {_plain(report.title)}", "", _plain(report.dates), ""]
    for section in report.sections:
        lines += [f"## {_plain(section.heading)}", "", _row(TITLES), "|---|--:|:--|--:|--:|--:|"]
        lines += [_row(_cells(each)) for each in section.figures]
        lines.append("")
        for each in section.figures:
            if under := [_plain(words) for words in _under(each)]:
                lines += [f"**{_plain(each.title)}.** {' '.join(under)}", ""]
    for printed in report.in_print:
        lines += [_plain(printed.words), ""]
        if printed.corrections:
            lines += [_row(WAS_NOW), "|---|---|---|", *map(_row, printed.corrections), ""]
    return "\n".join([*lines, *(f"*{_plain(note)}*\n" for note in report.notes)])


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(map(_plain, cells))} |"


def _plain(words: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(words.split()))
