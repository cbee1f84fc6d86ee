"""The table of faults names tests that there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.report import Report
from tests.faults.table import FAULTS

TESTS = Path(__file__).parents[1]


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_is_tried_by_a_test_that_there_is(name: str) -> None:
    for test in FAULTS[name].tests:
        file, _, beginning = test.partition("::")
        assert f"def {beginning or 'test_'}" in (TESTS / file).read_text("utf-8")


def test_the_table_tells_every_fault_and_what_is_in_all() -> None:
    report = Report()
    report.made["kill"], report.lost["kill"] = 12, 2
    lines = list(report.lines())
    assert len(lines) == 2 + len(FAULTS) + len({fault.heading for fault in FAULTS.values()})
    assert lines[-1].split()[-3:] == ["12", "10", "2"]
