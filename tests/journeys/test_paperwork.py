"""The paperwork's cells: the arrows go sideways, x acts on the cell they are on and stays on the child."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from iro_tui.tui.app import IroApp
from iro_tui.tui.screens.paperwork import PaperworkScreen
from tests.support.driving import at, messages, shown, until
from tests.support.journeys import journey, on_row, said


def test_x_ticks_the_cell_it_is_on_and_stays_there(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("6")
        screen = await at(pilot, PaperworkScreen)

        def both_asked(row: object) -> bool:
            steps = {step.kind: step.duty_id for step in row.steps}  # type: ignore[attr-defined]
            return bool(steps["decisions"] and steps["full_record"])

        row = await on_row(pilot, screen, both_asked)
        for word in ("Decisions", "Reply", "Care plan", "Record", "Sent out"):
            assert word in shown(app), "headed in words"
        assert f"step{[step.kind for step in row.steps].index('decisions')}" == screen.table.cell_at(row)  # type: ignore[attr-defined]
        await pilot.press("right", "right", "right")
        await until(pilot, lambda: "x  full record written, by" in shown(app), "what x does")
        await pilot.press("x")
        await until(pilot, lambda: said(app, f"{row.ref}: full record written, done today"), "ticked")

        def ticked() -> bool:
            here = screen.table.row
            return bool(here and here.review_id == row.review_id and here.steps[3].done_on)

        await until(pilot, ticked, "on the same child still")
        app.clear_notifications()
        await pilot.press("x")
        await until(pilot, lambda: said(app, "Full record written: done on"), "the same cell says so")
        await pilot.press("left", "left", "left")
        await pilot.press("x")
        await until(pilot, lambda: said(app, f"{row.ref}: decisions in writing, done today"), "another cell")
        await pilot.press("question_mark")
        await until(
            pilot, lambda: "In this list" in shown(app) and "two working days after" in shown(app), "the legend"
        )

    journey(filled, steps)


def test_on_the_record_of_a_review_h_records_no_other(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("6")
        screen = await at(pilot, PaperworkScreen)
        await pilot.press("h")
        await until(
            pilot, lambda: any("h records a review on its own row" in text for text in messages(app)), "refused truly"
        )
        await pilot.press("b")
        await until(pilot, lambda: any("b books a review on its own row" in text for text in messages(app)), "nor b")
        assert app.screen is screen

    journey(filled, steps)
