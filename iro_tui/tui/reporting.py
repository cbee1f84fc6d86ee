"""Offering the report of a period as a file, from the figures and from a manager's service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iro_tui.caseload.exporting import HTML, TEXT, XLSX
from iro_tui.figures import Period

if TYPE_CHECKING:
    from iro_tui.caseload.exporting import Outgoing
    from iro_tui.caseload.session import Session
    from iro_tui.tui.screens.base import IroScreen


def offer_report(screen: IroScreen, period: Period, by: str = "") -> None:
    """The report of the period: a page, a workbook or text; small numbers hidden, for it leaves the service."""
    from iro_tui.figures.formats import made_report

    def make(session: Session) -> Outgoing:
        return session.query(made_report, period, by)

    screen.offer_file(f"the report of {period.words}, small numbers hidden", "report", make, HTML, XLSX, TEXT)


def offer_last_quarter(screen: IroScreen) -> None:
    """That of the last quarter that is over."""
    offer_report(screen, Period.usual(screen.iro.open_session.today))
