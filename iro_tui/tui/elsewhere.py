"""What a key does on a screen that gives it another meaning than a list of children does: for help and KEYS.md."""

from __future__ import annotations

from collections.abc import Mapping

OF_DIFFERENCES = {
    "copy": "Choose mine for the highlighted value; where both are others’, what stands",
    "only": "Choose theirs for the highlighted value; where both are others’, the other one",
}
OF_COLLEAGUES = {
    "task": "Add somebody of the service",
    "facts": "Put right what is on record of the highlighted one",
    "book": "Say when the highlighted one is away",
}
OF_SERVICE = {**OF_COLLEAGUES, "open": "Go to the caseload of the highlighted one"}
OF_SURVEYS = {"task": "Enter a sheet of answers", "facts": "Bring in a file of answers"}
_PERIOD = {"more": "Show the period after", "earlier": "Show the period before"}
OF_FIGURES = {
    **_PERIOD,
    "open": "Show the children behind the highlighted figure",
    "copy": "Copy the figure as a sentence",
    "only": "Choose the period: quarter, half-year, year, or two days",
    "sort": "Split the figures by month, quarter, team or locality",
    "write": "Write the report of the period: a page, a workbook or text",
    "facts": "Go to what is written beside the figures",
}
OF_REPORT = {
    **_PERIOD,
    "open": "Change what is written; mark what is only on record",
    "task": "Write something new for this period",
    "write": "Write the report with its text, or the version for children",
}
PLACES: Mapping[str, Mapping[str, str]] = {
    "Differences": OF_DIFFERENCES,
    "Colleagues": OF_COLLEAGUES,
    "A manager's service": OF_SERVICE,
    "Figures": OF_FIGURES,
    "The written part of the report": OF_REPORT,
    "Surveys": OF_SURVEYS,
}
"""By the screen, by the command."""
