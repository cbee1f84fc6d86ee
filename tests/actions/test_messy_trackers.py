"""Trackers as people keep them, made at random: what comes in has its own days, or the row stays out with a word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iro_tui.actions.pasted_rows import IN, RowChoices, preview_rows
from iro_tui.caseload.session import Session
from iro_tui.exchange.pasted import read_block
from iro_tui.exchange.readers import read_files
from iro_tui.store.writes import New
from tests.support import TODAY
from tests.support.stores import open_store
from tests.support.workbooks import Rows, Value, csv_of, ods, xlsx

HEADINGS = {
    "ref": ("Mosaic ID", "LCS no", "Reference"),
    "born": ("DOB", "Date of birth"),
    "since": ("LAC since", "Date became LAC"),
    "last": ("Last review", "Date of last LAC review"),
    "booked": ("Booked", "Next review"),
    "midpoint": ("Midpoint done", "Mid point"),
    "notes": ("Notes", "Shoe size"),
}
DAY_FIRST = ("%d/%m/%Y", "%-d/%-m/%y", "%d.%m.%Y", "%d-%b-%y", "%-d %B %Y", "%Y-%m-%d")
YEARLESS = ("%-d/%-m", "%-d %b", "%-d.%-m")
A_YEAR = timedelta(350)
"""Nobody leaves the year out of a day that lies further off."""
PROOF = date(2013, 6, 25)
"""A day that shows whether the month stands first: without one a file is day first, as it is written here."""


def days(first: date, last: date) -> st.SearchStrategy[date]:
    return st.dates(first, last)


children = st.fixed_dictionaries({
    "born": days(date(2010, 1, 1), date(2019, 12, 31)),
    "since": days(date(2024, 1, 1), date(2025, 10, 1)),
    "last": days(TODAY - A_YEAR, TODAY),
    "booked": days(TODAY, TODAY + A_YEAR),
    "midpoint": days(TODAY - A_YEAR, TODAY),
})  # fmt: skip


def written(day: date, style: str) -> str:
    """A day in a style, also where the system's own calls know no number without its zero."""
    return day.strftime(style.replace("%-d", str(day.day)).replace("%-m", str(day.month)))


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory, _empty_once: Path) -> Iterator[Session]:
    opened = open_store(_empty_once)
    yield opened
    opened.close()


@given(st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_comes_in_of_a_messy_tracker_has_its_own_days(session: Session, tmp_path: Path, data: Any) -> None:
    american = data.draw(st.booleans())
    columns = data.draw(st.permutations([*HEADINGS]))
    told = data.draw(st.lists(children, min_size=1, max_size=4))
    kind = data.draw(st.sampled_from([csv_of] if american else [csv_of, xlsx, ods]))

    def cell(name: str, day: date) -> Value:
        styles = ["%-m/%-d/%Y"] if american else [*DAY_FIRST]
        if name in ("last", "booked", "midpoint"):
            styles += ["%-m/%-d"] if american else YEARLESS
        style = data.draw(st.sampled_from(styles if kind is csv_of else ["", *styles]))
        text = written(day, style)
        behind = data.draw(st.sampled_from(["", " 10am", " 4pm school"])) if name == "booked" else ""
        return text + behind if text else datetime.combine(day, time())

    rows: list[list[Value]] = [[data.draw(st.sampled_from(HEADINGS[name])) for name in columns]]
    proof = {"ref": "T 0", "born": written(PROOF, "%-m/%-d/%Y" if american else "%d/%m/%Y")}
    rows.append([proof.get(name) for name in columns])
    for number, child in enumerate(told, 1):
        messy = {"ref": f"T {number}", "notes": data.draw(st.sampled_from([None, "31", "w/c 3/4"]))}
        rows.append([messy.get(name) if name in messy else cell(name, child[name]) for name in columns])
        rows += data.draw(st.sampled_from([[], [[None] * len(columns)], [["CLOSED"]]]))
    above: list[Rows] = [[], [["My tracker"], ["updated 17/4"]], [["LAC", None, "Review"]]]
    sheet = [*data.draw(st.sampled_from(above)), *rows]
    path = tmp_path / ("t.csv" if kind is csv_of else "t.xlsx" if kind is xlsx else "t.ods")
    path.write_bytes(csv_of(sheet) if kind is csv_of else kind({"a": sheet}))
    asked = read_files([path], TODAY, answers={}).questions
    answers = {question.key: "Is the day first?" not in question.text or not american for question in asked}
    extract = read_files([path], TODAY, answers=answers)
    assert extract.blocks or extract.problems
    truth = {f"T {number}": child for number, child in enumerate(told, 1)}
    for text in extract.blocks:
        for row in preview_rows(session, read_block(text), RowChoices()).rows:
            if row.state != IN:
                assert row.words
            elif row.plan and row.cells["ref"] in truth:
                _is_true([each for each in row.plan.writes if isinstance(each, New)], truth[row.cells["ref"]])


def _is_true(writes: list[New], child: dict[str, date]) -> None:
    for write in writes:
        values = write.values
        if write.table == "child":
            assert values["born"] in (child["born"], None)
        elif write.table == "care_period":
            assert values["started"] == child["since"]
        elif write.table == "review":
            assert values.get("held", child["last"]) == child["last"]
            assert values.get("booked", child["booked"]) == child["booked"]
        elif write.table == "midpoint_check":
            assert values["done_on"] == child["midpoint"]
