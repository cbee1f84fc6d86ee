"""What `make faults` prints: of each fault how often it was tried, survived and lost."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pytest

from tests.faults.table import FAULTS

WIDE = 68


class Report:
    """Counts what the tests tell, wherever they ran."""

    def __init__(self) -> None:
        self.made: Counter[str] = Counter()
        self.lost: Counter[str] = Counter()
        self.notes: dict[str, list[str]] = defaultdict(list)
        self._ended: dict[str, str] = {}
        """How a test ended that did not pass."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        told: dict[str, Any] = dict(report.user_properties)
        name = told.get("fault")
        if report.outcome != "passed":
            self._ended.setdefault(report.nodeid, report.outcome)
        ended = self._ended.get(report.nodeid)
        if name is None or report.when != "teardown" or ended == "skipped":
            return
        made, lost = told.get("tries", (1, 0))
        self.made[name] += made
        self.lost[name] += max(lost, int(ended == "failed"))
        self.notes[name] += told.get("notes", ())

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.write_line("")
        for line in self.lines():
            terminalreporter.write_line(line)

    def lines(self) -> Iterator[str]:
        """The table."""
        yield f"{'':{WIDE}}  tried  survived  lost"
        for heading, named in groupby(FAULTS, lambda name: FAULTS[name].heading):
            yield heading
            for name in named:
                made, lost = self.made[name], self.lost[name]
                if not made:
                    yield f"  {FAULTS[name].what:{WIDE - 2}}  not tried"
                    continue
                yield f"  {FAULTS[name].what:{WIDE - 2}}  {made:>5,}  {made - lost:>8,}  {lost:>4,}"
                yield from (f"      {note}" for note in self.notes[name])
        made, lost = self.made.total(), self.lost.total()
        yield f"{'In all':{WIDE}}  {made:>5,}  {made - lost:>8,}  {lost:>4,}"


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # a worker only sends what its tests tell
        config.pluginmanager.register(Report(), "faults")
