"""The formats of a report: each by its name, with the ending of its file and what makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module

from iro_tui.caseload.exporting import HTML, JSON, TEXT, XLSX, Outgoing
from iro_tui.figures.report import Report

MARKDOWN = ".md"


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """One way to lay a report out; its module is loaded when it is asked for."""

    ending: str
    module: str
    function: str
    months: bool = False
    """Whether it draws twelve months."""
    is_text: bool = True

    def made(self, report: Report) -> bytes:
        """The file's content."""
        make: Callable[[Report], str | bytes] = getattr(import_module(self.module), self.function)
        content = make(report)
        return content.encode() if isinstance(content, str) else content


FORMATS = {
    "text": ReportFormat(TEXT, "iro_tui.figures.report_text", "as_text"),
    "md": ReportFormat(MARKDOWN, "iro_tui.figures.report_text", "as_markdown"),
    "html": ReportFormat(HTML, "iro_tui.figures.report_html", "as_html", months=True, is_text=False),
    "xlsx": ReportFormat(XLSX, "iro_tui.figures.report_xlsx", "as_xlsx", months=True, is_text=False),
    "json": ReportFormat(JSON, "iro_tui.figures.report_data", "as_json"),
}
BY_ENDING = {each.ending: name for name, each in FORMATS.items()}
ENDINGS = tuple(BY_ENDING)


def report_out(report: Report) -> Outgoing:
    """The report for a file, in the format of its ending."""
    forms = {each.ending: partial(each.made, report) for each in FORMATS.values()}
    hidden = ", small numbers hidden" if report.hides else ""
    return Outgoing(f"the report of {report.period.words}{hidden}", sum(1 for _ in report.every()), "figures", forms)
