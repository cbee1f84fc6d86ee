"""Screen 8: the figures of a period, turned and split by keys; the children behind a number, and the child."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from iro_tui.caseload.practices import find
from iro_tui.domain.typed_day import NotADay
from iro_tui.figures import Period, figure_of
from iro_tui.figures.lines import KeptFigures, behind
from iro_tui.figures.reading import service_of
from iro_tui.tui.app import IroApp
from iro_tui.tui.dialogs.two_days import TwoDays, two_days
from iro_tui.tui.screens.child import ChildScreen
from iro_tui.tui.screens.figures import BehindScreen, FiguresScreen
from iro_tui.tui.screens.surveys import SurveysScreen
from iro_tui.tui.screens.written import WrittenScreen
from tests.support import TODAY
from tests.support.driving import at, shown, type_in, until
from tests.support.journeys import command, form_opened, journey, picking, strip_of
from tests.support.stores import open_store

Q2 = Period.of("quarter", TODAY).previous


def test_a_number_leads_to_its_children_and_a_child(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("8")
        screen = await at(pilot, FiguresScreen)
        assert "Q2 2026-27" in strip_of(app), "it begins with the last quarter that is over"
        screen.table.find("reviews_held")
        await pilot.press("enter")
        below = await at(pilot, BehindScreen)
        assert below.figure is not None
        assert len(below.table.rows) == below.figure.numerator
        await pilot.press("enter")
        child = await at(pilot, ChildScreen)
        assert child.child_id == below.table.rows[0].who.child_id
        await pilot.press("escape")
        await at(pilot, BehindScreen)
        await pilot.press("escape")
        assert await at(pilot, FiguresScreen) is screen

    journey(filled, steps)


def test_periods_are_turned_and_chosen(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        async def reads(words: str) -> None:
            await until(pilot, lambda: words in strip_of(app), words)

        await at(pilot, "today")
        await pilot.press("8")
        await at(pilot, FiguresScreen)
        await pilot.press("<")
        await reads("Q1 2026-27")
        await pilot.press(">", ">")
        await reads("Q3 2026-27 so far")
        await pilot.press(">")
        await until(pilot, lambda: "has not begun yet" in shown(app), "refused")
        await picking(pilot, "f", "2")
        await reads("second half 2026-27 so far")
        await picking(pilot, "s", "4")
        await reads("by team")
        await picking(pilot, "f", "5")
        await until(pilot, lambda: isinstance(app.screen, TwoDays), "asked for two days")
        await type_in(pilot, "1/9/26 to 30/8/26")
        await pilot.press("enter")
        await until(pilot, lambda: "before the first" in shown(app), "refused")
        await pilot.press("home", *["delete"] * 20)
        await type_in(pilot, "3/9/26 to 4/10/26")
        await pilot.press("enter")
        await reads("Thu 3 Sep 2026 to Sun 4 Oct 2026")

    journey(filled, steps)


@pytest.mark.parametrize("words", ["", "1/7/26", "soon to later", "30/9/26 to 1/7/26"])
def test_what_are_no_two_days_is_a_sentence(words: str) -> None:
    with pytest.raises(NotADay):
        two_days(words, TODAY)


def test_two_days_are_read() -> None:
    assert two_days("1 jul 26 - 30/9/26", TODAY) == (date(2026, 7, 1), date(2026, 9, 30))


def test_lines_are_the_figures_and_everything_behind_them(filled: Path) -> None:
    session, counted = open_store(filled), KeptFigures()
    lines = session.query(lambda c, caseload: tuple(counted.lines(c, caseload, Q2)))
    service = session.query(service_of)
    for line in lines:
        assert line.quarters[-1] == line.figure.value, "the quarter it is, is the last of the four"
        assert line.quarters[-2] == line.figure.previous
    late = next(line.figure for line in lines if line.figure.id == "reviews_in_time")
    assert late.counted == figure_of("reviews_in_time", Q2, service).counted
    rows = tuple(behind(session.caseload(), late))
    assert sum(row.counting.counts for row in rows) == late.numerator
    assert len(rows) == late.denominator
    assert [row.counting.counts for row in rows] == sorted(row.counting.counts for row in rows), "the late ones first"
    assert all((row.counting.days or 0) > 0 for row in rows if not row.counting.counts)
    session.close()


def test_the_report_of_the_period_is_written_from_the_screen(filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "q2.html"

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("8")
        await at(pilot, FiguresScreen)
        await form_opened(pilot, "w")
        await pilot.press("end", "ctrl+u")
        await type_in(pilot, str(file))
        await pilot.press("f2")
        await until(pilot, file.exists, "the file")

    journey(filled, steps)
    assert "Q2 2026-27" in file.read_text(encoding="utf-8")


def test_a_sheet_of_a_survey_is_entered_and_taken_away(filled: Path) -> None:
    session = open_store(filled)
    session.use_practice(find("kent"))
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await command(pilot, "go to the surveys")
        screen = await at(pilot, SurveysScreen)
        await form_opened(pilot, "a")
        await pilot.press("2", "2", *["1"] * 5, "f2")
        await until(pilot, lambda: len(screen.table.rows) == 1, "kept")
        [row] = screen.table.rows
        assert (row.survey, [answer for _, answer in row.answers]) == ("carers", ["no", *["yes"] * 4, "always"])
        await pilot.press("d")
        await pilot.press("y")
        await until(pilot, lambda: not screen.table.rows, "taken away")

    journey(filled, steps)


def test_the_written_part_is_written_marked_and_taken_back(filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "children.html"

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("8")
        figures = await at(pilot, FiguresScreen)
        await pilot.press("i")
        screen = await at(pilot, WrittenScreen)
        await until(pilot, lambda: bool(screen.table.rows), "the made-up officer has written something")
        await form_opened(pilot, "a")
        await pilot.press("5")
        await type_in(pilot, "Book the second review at the first")
        await pilot.press("f2")
        text = "Book the second review at the first"
        await until(pilot, lambda: text in [row.words for row in screen.table.rows], "kept")
        offered = next(row.entry.id for row in screen.table.rows if row.is_offered)
        screen.table.find(offered)
        await form_opened(pilot, "enter")
        await pilot.press("f2")
        await until(pilot, lambda: offered not in [row.entry.id for row in screen.table.rows], "no offer any more")
        await pilot.press("u")
        await until(pilot, lambda: offered in [row.entry.id for row in screen.table.rows], "offered again")
        await picking(pilot, "w")
        await form_opened(pilot, "2")
        await pilot.press("end", "ctrl+u")
        await type_in(pilot, str(file))
        await pilot.press("f2")
        await until(pilot, file.exists, "the file")
        await pilot.press("<")
        await until(pilot, lambda: "Q1 2026-27" in strip_of(app), "turned")
        await pilot.press("escape")
        assert await at(pilot, FiguresScreen) is figures

    journey(filled, steps)
    assert "Your reviews, Q2 2026-27" in file.read_text(encoding="utf-8")


def test_no_number_of_the_quarters_is_lost_in_a_large_service(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("8")
        screen = await at(pilot, FiguresScreen)
        assert screen.listing
        large = tuple(replace(row, quarters=(1_778, 1_980, 2_218, 12_438)) for row in screen.listing.rows)
        screen.renamed(replace(screen.listing, rows=large))
        [quarters] = [column for column in screen.columns() if column.key == "quarters"]
        assert quarters.width == len(large[0].quarter_words)

    journey(filled, steps)
