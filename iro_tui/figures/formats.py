"""The formats of a report: each by its name, with the ending of its file and what makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from iro_tui.caseload.exporting import HTML, JSON, TEXT, XLSX, Outgoing
from iro_tui.figures.period import Period
from iro_tui.figures.published import published
from iro_tui.figures.reading import service_of
from iro_tui.figures.report import Report, report_of
from iro_tui.figures.written import written_part

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection

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
        return _encoded(getattr(import_module(self.module), self.function), report)


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


def read_report(
    connection: Connection,
    caseload: Caseload,
    period: Period,
    *,
    by: str = "",
    hides: bool = True,
    months: bool = True,
) -> Report:
    """The report of a period with all that is on record of it: ask the session for it with `query`."""
    return report_of(
        period,
        service_of(connection, caseload),
        by=by,
        hides=hides,
        months=months,
        published=published(connection, caseload),
        written=written_part(connection, caseload, period),
    )


def made_report(connection: Connection, caseload: Caseload, period: Period, by: str = "") -> Outgoing:
    """The report as it leaves the service: small numbers hidden."""
    return report_out(read_report(connection, caseload, period, by=by))


def plain_report(connection: Connection, caseload: Caseload, period: Period) -> Outgoing:
    """The children's version; small numbers are hidden in it always."""
    from iro_tui.figures import report_children as plain

    report = read_report(connection, caseload, period, months=False)
    forms: dict[str, Callable[[Report], str | bytes]] = {
        TEXT: plain.as_text, MARKDOWN: plain.as_markdown, HTML: plain.as_html
    }  # fmt: skip
    return Outgoing(
        f"the children's version of the report of {period.words}",
        sum(1 for _ in plain.plain_parts(report)),
        "parts",
        {ending: partial(_encoded, make, report) for ending, make in forms.items()},
    )


def _encoded(make: Callable[[Report], str | bytes], report: Report) -> bytes:
    content = make(report)
    return content.encode() if isinstance(content, str) else content
