"""Trackers as people keep them, made at random: what comes in has its own days, or the row stays out with a word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iro_tui.actions.listed_row import IN
from iro_tui.actions.pasted_rows import RowChoices, preview_rows
from iro_tui.caseload.session import Session
from iro_tui.domain.calendar import add_months
from iro_tui.exchange.extract import Extract
from iro_tui.exchange.pasted import read_block
from iro_tui.exchange.readers import read_files
from iro_tui.store.writes import New
from tests.support import TODAY
from tests.support.stores import open_store
from tests.support.workbooks import Rows, Value, csv_of, ods, xlsx

HEADINGS = {
    "ref": ("Mosaic ID", "LCS no", "Reference", "Liquidlogic number"),
    "born": ("DOB", "Date of birth"),
    "since": ("LAC since", "Date became LAC", "Came into care", "LAC start", "Date looked after"),
    "kind": ("Child status", "Status", "Case type"),
    "first": ("Review 1", "1st review", "First LAC review"),
    "second": ("Review 2", "2nd LAC review", "Date of 2nd review"),
    "last": ("Last review", "Date of last LAC review", "Review 3", "Last RV", "Date last reviewed"),
    "booked": ("Booked", "Next review", "Review booked for", "Next RV"),
    "midpoint": ("Midpoint done", "Mid point", "Mid-way check done", "Date midway completed"),
    "ended": ("Date ceased", "LAC end date", "Closed"),
    "notes": ("Notes", "Shoe size"),
}
KINDS = {"care": ("LAC", "CLA", "Looked after", "FCO", "s20"), "plan": ("CP", "Child protection", "CP plan neglect"),
         "both": ("LAC/CP", "CLA & CPP"), "need": ("CIN", "Child in need"), "": ("Step down", "Tier 2")}  # fmt: skip
"""What a child is, and how lists say it; the last are words that nobody can know."""
HELD = ("first", "second", "last")
BESIDE = (*("",) * 30, " cancelled", " & 3/3/2026", " tbc", " not held", " moved to 3/3/2026", " planned", "?")
"""What may stand beside a day, and makes it another one or none."""
BEFORE = (*("",) * 30, "w/c ", "by ", "approx ", "end of ", "12 & ", "week of ")
"""What may stand before it, and makes it a week, a limit or a guess."""
DAY_FIRST = ("%d/%m/%Y", "%-d/%-m/%y", "%d.%m.%Y", "%d-%b-%y", "%-d %B %Y", "%Y-%m-%d")
YEARLESS = ("%-d/%-m", "%-d %b", "%-d.%-m")
ENOUGH = 3
"""Rows in which days are seen to be worked out of others."""
A_YEAR = timedelta(350)
"""Nobody leaves the year out of a day that lies further off."""
PROOF = date(2013, 6, 25)
"""A day that shows whether the month stands first: without one a file is day first, as it is written here."""


def days(first: date, last: date) -> st.SearchStrategy[date]:
    return st.dates(first, last)


children = st.fixed_dictionaries({
    "born": days(date(2010, 1, 1), date(2019, 12, 31)),
    "since": days(date(2024, 1, 1), date(2025, 10, 1)),
    "first": days(date(2025, 10, 2), date(2026, 1, 31)),
    "second": days(date(2026, 2, 20), date(2026, 6, 1)),
    "last": days(date(2026, 6, 20), TODAY),
    "booked": days(TODAY, TODAY + A_YEAR),
    "midpoint": days(TODAY - A_YEAR, TODAY),
    "ended": st.none() | days(TODAY - timedelta(9), TODAY),
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
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_comes_in_of_a_messy_tracker_has_its_own_days(session: Session, tmp_path: Path, data: Any) -> None:
    american = data.draw(st.booleans())
    columns = data.draw(st.permutations([*HEADINGS]))
    told = data.draw(st.lists(children, min_size=1, max_size=5))
    kind = data.draw(st.sampled_from([csv_of] if american else [csv_of, xlsx, ods]))

    computed = len(told) >= ENOUGH and data.draw(st.booleans())
    truth: dict[str, dict[str, Any]] = {f"T {number}": {**child} for number, child in enumerate(told, 1)}

    def cell(ref: str, name: str, day: date | None) -> Value:
        if day is None:
            none: Value = data.draw(st.sampled_from([None, "open", "adopted"]))
            return none
        styles = ["%-m/%-d/%Y"] if american else [*DAY_FIRST]
        if name in ("last", "booked", "midpoint") and not computed:
            styles += ["%-m/%-d"] if american else YEARLESS
        style = data.draw(st.sampled_from(styles if kind is csv_of else ["", *styles]))
        text = written(day, style)
        if computed and name in ("last", "booked"):
            return text or datetime.combine(day, time())
        behind = data.draw(st.sampled_from(["", " 10am", " 4pm school"])) if name == "booked" else ""
        beside = data.draw(st.sampled_from(BESIDE)) if text and name in (*HELD, "booked", "midpoint", "ended") else ""
        before = data.draw(st.sampled_from(BEFORE)) if text and name != "born" else ""
        if beside or before:
            truth[ref][name] = None
        return before + text + behind + beside if text else datetime.combine(day, time())

    if computed:
        for child in truth.values():
            child["booked"] = add_months(child["last"], 6)
    rows: list[list[Value]] = [[data.draw(st.sampled_from(HEADINGS[name])) for name in columns]]
    proof = {"ref": "T 0", "born": written(PROOF, "%-m/%-d/%Y" if american else "%d/%m/%Y")}
    rows.append([proof.get(name) for name in columns])
    for ref, child in truth.items():
        child["kind"] = data.draw(st.sampled_from([*KINDS]))
        no_ref = data.draw(st.sampled_from([*[None] * 30, "1.23457E+11", "TBC", "=HYPERLINK(1)", "@SUM(A1)"]))
        messy = {"ref": no_ref or ref, "notes": data.draw(st.sampled_from([None, "31", "w/c 3/4"])),
                 "kind": data.draw(st.sampled_from(KINDS[child["kind"]]))}  # fmt: skip
        rows.append([messy.get(name) if name in messy else cell(ref, name, child[name]) for name in columns])
        rows += data.draw(st.sampled_from([[], [[None] * len(columns)], [["CLOSED"]]]))
    above: list[Rows] = [[], [["My tracker"], ["updated 17/4"]], [["LAC", None, "Review"]]]
    sheet = [*data.draw(st.sampled_from(above)), *rows]
    path = tmp_path / ("t.csv" if kind is csv_of else "t.xlsx" if kind is xlsx else "t.ods")
    path.write_bytes(csv_of(sheet) if kind is csv_of else kind({"a": sheet}))
    asked = read_files([path], TODAY, answers={}).questions
    answers = {question.key: "Is the day first?" not in question.text or not american for question in asked}
    extract = read_files([path], TODAY, answers=answers)
    assert extract.blocks or extract.problems
    if computed:
        for child in truth.values():
            child["booked"] = None
    for text in extract.blocks:
        for row in preview_rows(session, read_block(text), RowChoices()).rows:
            if row.state != IN:
                assert row.words
            elif row.plan and row.cells["ref"] != proof["ref"]:
                _is_true([each for each in row.plan.writes if isinstance(each, New)], truth[row.cells["ref"]])
    if not computed:  # what is worked out of what is seen by what stands left of it
        usual = sorted(range(len(columns)), key=lambda at: [*HEADINGS].index(columns[at]))
        sheet = [[row[at] for at in usual] if len(row) == len(columns) else row for row in rows]
        path.write_bytes(csv_of(sheet) if kind is csv_of else kind({"a": sheet}))
        again = read_files([path], TODAY, answers=answers)
        assert _comes_to(session, again) == _comes_to(session, extract), "in whatever order the columns stand"


def _comes_to(session: Session, extract: Extract) -> list[tuple[object, ...]]:
    """What becomes of each row, whatever the keys of what it writes."""
    rows = [row for text in extract.blocks for row in preview_rows(session, read_block(text), RowChoices()).rows]
    return [
        (row.cells.get("ref"), row.state, {str(sorted(_plain(write).items())) for write in row.plan.writes})
        if row.plan else (row.cells.get("ref"), row.state, bool(row.words))
        for row in rows
    ]  # fmt: skip


def _plain(write: object) -> dict[str, str]:
    assert isinstance(write, New)
    return {name: str(value) for name, value in write.values.items() if not name.endswith("id")}


def _is_true(writes: list[New], child: dict[str, Any]) -> None:
    tables = {write.table for write in writes}
    assert child["kind"] in ("care", "plan", "both"), "what it is is not known, or it is none of theirs"
    if "child" in tables:
        assert ("care_period" in tables, "protection_plan" in tables) == (
            child["kind"] != "plan", child["kind"] != "care",
        )  # fmt: skip
        reviews = [write.values for write in writes if write.table == "review"]
        if child["kind"] != "plan":
            assert {child[name] for name in HELD if child[name]} <= {values.get("held") for values in reviews}
            assert child["ended"] or child["booked"] in (None, *(values.get("booked") for values in reviews))
    for write in writes:
        values = write.values
        if write.table == "child":
            assert values["born"] in (child["born"], None)
        elif write.table == "care_period":
            assert values["started"] == child["since"]
            assert values.get("ended") == child["ended"]
        elif write.table == "review":
            assert values.get("held") in (None, *(child[name] for name in HELD))
            assert values.get("booked") in (None, child["booked"])
        elif write.table == "midpoint_check":
            assert values["done_on"] == child["midpoint"]
