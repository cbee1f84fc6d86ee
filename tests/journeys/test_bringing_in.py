"""Bringing in a return on the screen: the path, what cannot be read, and whom of the children to bring in."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.tui.app import IroApp
from iro_tui.tui.dialogs.tour import Tour
from iro_tui.tui.screens.pasted import PastedRows
from iro_tui.tui.screens.welcome import BringIn, PathInput
from iro_tui.tui.widgets.differences import Differences
from tests.support.annex_a import ONE, table
from tests.support.driving import at_today, drive, hit, shown, stored, type_in, until
from tests.support.journeys import said
from tests.support.returns import ONE_CHILD, make_return
from tests.support.stores import PASSPHRASE
from tests.support.workbooks import Rows, coloured, csv_of, xlsx

TWO = {
    name: rows + rows.replace("1001", "KB 2").replace("05/06/2015", "25/06/2014") for name, rows in ONE_CHILD.items()
}


def welcomed(store: Path, steps: Callable[[Pilot[None], IroApp], Coroutine[Any, Any, None]]) -> None:
    """The steps from the empty caseload's screen on."""

    async def all_steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: "locked" in shown(app))
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")
        await until(pilot, lambda: "Three ways to begin" in shown(app), "an empty Today")
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, BringIn) and app.screen.focused, "bringing in")
        await steps(pilot, app)

    drive(stored(store), all_steps)


async def look_at(pilot: Pilot[None], app: IroApp, path: str) -> None:
    app.screen.query_one("#path", Input).value = path
    await pilot.press("enter")


def refs(app: IroApp) -> set[str]:
    return {child.ref for child in app.open_session.caseload().children.values()}


@pytest.mark.parametrize("dress", ['"{}"', "'{}'", " {} "])
def test_a_path_in_quotation_marks_is_read(store: Path, tmp_path: Path, dress: str) -> None:
    folder = make_return(tmp_path / "my return", **ONE_CHILD)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await look_at(pilot, app, dress.format(folder))
        await until(pilot, lambda: "1 new" in shown(app), "the preview")

    welcomed(store, steps)


def test_tab_completes_a_path_that_begins_with_a_quotation_mark(store: Path, tmp_path: Path) -> None:
    make_return(tmp_path / "my return", **ONE_CHILD)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        field = app.screen.query_one("#path", Input)
        field.value = f'"{tmp_path}{os.sep}my'
        field.cursor_position = len(field.value)
        await pilot.press("tab")
        assert field.value == f"{tmp_path}{os.sep}my return{os.sep}"

    welcomed(store, steps)


def test_where_nothing_could_be_read_the_screen_says_so_first(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    file.write_bytes(b"PK\x03\x04")

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await look_at(pilot, app, str(file))
        await until(
            pilot, lambda: "Nothing could be read: export.csv. This file is damaged or cut off" in shown(app), "said"
        )
        assert "this IRO's" not in shown(app)
        await pilot.press("enter")
        assert refs(app) == set()

    welcomed(store, steps)


def test_only_these_references(store: Path, tmp_path: Path) -> None:
    """Chosen after the first look, seen before it is done; the field is asked for where nothing is in it."""
    folder = make_return(tmp_path / "return", **TWO)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await look_at(pilot, app, str(folder))
        await until(pilot, lambda: "2 new" in shown(app), "the preview of all")
        await pilot.press("tab", "tab", "2")
        await until(pilot, lambda: app.focused is app.screen.query_one("#named"), "the field")
        assert "2 new" not in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: "Type whom to bring in" in shown(app), "what is missing")
        await type_in(pilot, "99")
        await pilot.press("enter")
        await until(pilot, lambda: "None of the references" in shown(app), "refused")
        await type_in(pilot, ", kb2")
        await pilot.press("enter")
        await until(pilot, lambda: "1 new" in shown(app), "the preview of one")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Tour), "brought in")
        assert refs(app) == {"KB 2"}

    welcomed(store, steps)


def test_an_iro_whom_the_files_do_not_tell_is_refused_and_all_are_chosen_again(store: Path, tmp_path: Path) -> None:
    folder = make_return(tmp_path / "return", **TWO)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await look_at(pilot, app, str(folder))
        await until(pilot, lambda: "2 new" in shown(app), "the preview of all")
        await pilot.press("tab", "tab", "3")
        await until(pilot, lambda: app.focused is app.screen.query_one("#named"), "the field")
        await type_in(pilot, "Sam Green")
        await pilot.press("enter")
        await until(pilot, lambda: "do not say who the IRO" in shown(app), "refused")
        await pilot.press("tab", "tab", "1")
        await until(pilot, lambda: "2 new" in shown(app), "all again")
        await pilot.press("escape")
        assert "this IRO's" not in shown(app)

    welcomed(store, steps)


def test_a_reference_typed_with_its_accent_apart_finds_the_child(store: Path, tmp_path: Path) -> None:
    """As macOS writes it, or with no accent at all; the file has it composed."""
    rows = {name: row.replace("1001", "\u00c5se-16") for name, row in ONE_CHILD.items()}
    folder = make_return(tmp_path / "return", **rows)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await look_at(pilot, app, str(folder))
        await until(pilot, lambda: "1 new" in shown(app), "the preview")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Tour), "brought in")
        await pilot.press("enter")
        screen = await at_today(pilot)
        every = len(screen.table.rows)
        for typed in ("A\u030ase-16", "ase-16", "\u00e5SE"):
            screen.field.value = "nobody"
            await until(pilot, lambda: not screen.table.rows, "nobody")
            screen.field.value = typed
            await until(pilot, lambda: len(screen.table.rows) == every, "every row")
        assert app.open_session.find_child("A\u030aSE-16")

    welcomed(store, steps)


MORE = {name: rows + rows.replace("1001", "2002") for name, rows in ONE_CHILD.items()}
CORRECTED = {**MORE, "reviews": MORE["reviews"].replace("01/10/2026", "08/10/2026", 1)}


def test_what_a_second_return_takes_back_is_refused_with_a_key_and_a_new_child_comes_in(
    store: Path, tmp_path: Path
) -> None:
    """Beside news of a known child: such a return once closed the program."""
    first = make_return(tmp_path / "first", **ONE_CHILD)
    second = make_return(tmp_path / "second", **CORRECTED)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await look_at(pilot, app, str(first))
        await until(pilot, lambda: "1 new" in shown(app), "the preview")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Tour), "brought in")
        await pilot.press("escape")
        await at_today(pilot)
        await pilot.press("f5")
        await until(pilot, lambda: "Bring in a return" in shown(app))
        await look_at(pilot, app, str(second))
        await until(pilot, lambda: "1 new, 1 changed" in shown(app), "the preview")
        await until(pilot, lambda: "1 asked about" in shown(app), "what is asked")
        assert "take    1001" in shown(app)
        await pilot.press("tab", "n")
        await until(pilot, lambda: "refuse  1001" in shown(app), "refused")
        await pilot.press("enter")
        await at_today(pilot)
        held = {case.ref: case.last_held for case in app.open_session.caseload().cases.values()}
        assert held == {"1001": date(2026, 10, 1), "2002": date(2026, 10, 1)}

    welcomed(store, steps)


def test_the_year_of_a_return_is_put_right_and_seen_before_it_comes_in(store: Path, tmp_path: Path) -> None:
    folder = make_return(tmp_path / "return", **ONE_CHILD)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await look_at(pilot, app, str(folder))
        await until(pilot, lambda: "The return is of       2026-27" in shown(app), "the year")
        await pilot.press("tab", "tab", "tab", "ctrl+u")
        await type_in(pilot, "2025-26")
        await pilot.press("enter")
        await until(pilot, lambda: "covers Tue 1 Apr 2025 to Tue 31 Mar 2026" in shown(app), "read again")
        assert refs(app) == set()
        await pilot.press("enter")
        await until(pilot, lambda: refs(app) == {"1001"}, "brought in")

    welcomed(store, steps)


@pytest.mark.parametrize("way", ["escape", "2"], ids=["escape", "another path"])
def test_escape_or_another_path_stops_what_takes_long_and_nothing_was_done(
    store: Path, tmp_path: Path, way: str
) -> None:
    """Else the file that was named before would be shown under the path of the other, and Enter bring it in."""
    file = tmp_path / "header.csv"
    file.write_text("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n" + "1001,M,05/06/2015,WBRI,,,\n" * 150_000)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        app.screen.query_one("#path", Input).value = str(file)
        await pilot.pause()
        hit(app, "enter")  # the pilot's own keys wait until the file has been read
        async with asyncio.timeout(30):
            while "Esc stops it" not in shown(app):
                assert "1 new" not in shown(app), "read before it could be stopped"
                await asyncio.sleep(0.01)
        hit(app, way)
        await until(pilot, lambda: "Stopped, as you asked" in shown(app), "stopped")
        assert isinstance(app.screen, BringIn)
        assert app.screen.preview is None
        assert not refs(app)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, BringIn), "back")

    welcomed(store, steps)


def test_a_tracker_of_one_s_own_is_asked_about_and_kept_row_by_row(store: Path, tmp_path: Path) -> None:
    """Month first, as a spreadsheet wrote it: asked once, then its rows as when they are pasted."""
    rows: Rows = [
        ["Ref", "DOB", "LAC since", "Legal", "Last review"],
        ["100", "5/6/2013", "1/8/2024", "FCO", "9/15/2026"],
        ["101", "1/2/2012", "3/9/2025", "s20", "10/28/2026"],
    ]
    file = tmp_path / "mine.csv"
    file.write_bytes(csv_of(rows))

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await look_at(pilot, app, str(file))
        await until(pilot, lambda: "can only be month first" in shown(app), "the question")
        await pilot.press("tab", "y")
        await until(pilot, lambda: "Enter shows its rows" in shown(app), "answered")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PastedRows) and "06/05/2013" in shown(app), "the rows")
        await until(pilot, lambda: "Adds 2 children" in shown(app), "both come in")
        await pilot.press("f2")
        await until(pilot, lambda: refs(app) == {"100", "101"}, "kept")

    welcomed(store, steps)


@pytest.mark.parametrize("key", ["y", "n"])
def test_what_is_asked_of_a_whole_list_is_passed_by_no_enter_that_meant_its_rows(
    store: Path, tmp_path: Path, key: str
) -> None:
    """Colours without words, and days that may be limits: the foot says by which keys each is answered."""
    rows: Rows = [["Ref", "DOB", "LAC since", "Last review", "Next review", "RAG"],
                  ["100", "5/6/2013", "1/8/2024", "18/6/2026", "18/12/2026", None]]  # fmt: skip
    file = tmp_path / "mine.xlsx"
    file.write_bytes(coloured(rows, F2="FF0000"))

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await look_at(pilot, app, str(file))
        await until(pilot, lambda: "as a limit is" in shown(app), "the question")
        await pilot.press("enter")
        await until(pilot, lambda: "y takes, n refuses; y booked, n due" in shown(app), "its keys")
        await pilot.press("down", key)
        await until(pilot, lambda: "Enter shows its rows" in shown(app), "answered")
        app.screen.query_one(PathInput).focus()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen.focused, Differences), "the colour is not passed by")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PastedRows), "the rows")
        booked = "1 with a booking" if key == "y" else "0 with a booking"
        await until(pilot, lambda: booked in shown(app), "as answered")

    welcomed(store, steps)


def test_more_than_a_fifth_ending_waits_for_its_number(store: Path, tmp_path: Path) -> None:
    records = [{**ONE, "CHILD": f"C{n}"} for n in range(5)]
    ended = [{**r, "ENDED": date(2026, 3, 1), "WHY_ENDED": "E8"} if n < 2 else r for n, r in enumerate(records)]
    for name, of_file in (("first", records), ("second", ended)):
        (tmp_path / f"{name}.xlsx").write_bytes(xlsx({"List 8": table(of_file)}))

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await look_at(pilot, app, str(tmp_path / "first.xlsx"))
        await until(pilot, lambda: "5 new" in shown(app), "the first")
        await pilot.press("enter")
        await until(pilot, lambda: len(refs(app)) == 5 and not isinstance(app.screen, BringIn), "brought in")
        await pilot.press("escape", "f5")
        await until(pilot, lambda: isinstance(app.screen, BringIn) and app.screen.focused, "again")
        await look_at(pilot, app, str(tmp_path / "second.xlsx"))
        await until(pilot, lambda: "Care ends for how many" in shown(app), "the number is asked")
        await pilot.press("enter")
        await until(pilot, lambda: "Care would end for 2 children of 5" in shown(app), "refused")
        app.screen.query_one("#ended", Input).focus()
        await type_in(pilot, "2")
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, BringIn), "brought in with its number")

    welcomed(store, steps)


NEAR = {
    **ONE_CHILD,
    "reviews": "".join(f"1001,05/06/2015,{day},PN1\n" for day in ("24/09/2026", "01/10/2026")),
}


def test_two_near_reviews_are_answered_with_the_figures_that_their_line_names(store: Path, tmp_path: Path) -> None:
    folder = make_return(tmp_path / "near", **NEAR)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await look_at(pilot, app, str(folder))
        await until(pilot, lambda: "1 asked about" in shown(app), "what is asked")
        await pilot.press("tab")
        await until(pilot, lambda: "review in two meetings (1) or two reviews (2)?" in " ".join(shown(app).split()))
        await pilot.press("y")
        await until(pilot, lambda: said(app, "answered with other keys: 1 one, 2 two"), "y says neither")
        assert "later" in shown(app)
        await pilot.press("1")
        await until(pilot, lambda: "one     1001" in shown(app), "one")
        await pilot.press("2")
        await until(pilot, lambda: "two     1001" in shown(app), "two")

    welcomed(store, steps)
