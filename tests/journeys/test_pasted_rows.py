"""A block copied out of a spreadsheet and pasted: seen as it is understood, kept as one action, undone by one key."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual import events
from textual._time import get_time
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.actions.pasted_rows import RowChoices, apply_rows, preview_rows
from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.exchange.column_names import NAMES
from iro_tui.exchange.headings import LOG, known_heading
from iro_tui.exchange.pasted import is_block, read_block
from iro_tui.tui.app import IroApp
from iro_tui.tui.dialogs.pick import Pick
from iro_tui.tui.new_child import NewChild
from iro_tui.tui.screens.pasted import LABELS, PastedRows
from iro_tui.tui.screens.welcome import PathInput
from iro_tui.tui.widgets.doors import Doors
from tests.support.driving import at, at_today, messages, read_at_once, shown, type_in, until
from tests.support.journeys import journey, said
from tests.support.stores import open_store

BLOCK = """LCS No\tInit\tDOB\tLegal\tLast LAC\tNext LAC\tRAG\tSW\tShoe size
40412\tRW\t14/03/2015\tFull CO\t09/09/2026\t03/03/27 10am\tGreen\tP Caseley\t31
40415\tTA\t02/11/2012\tS20\t17/06/2026\tTBC\tAmber\tP Caseley\t
39870\tMI\t29/07/2019\tICO\t12/10/2026\t08/01/27 2pm\tGreen\tas above\t
39944\tJD\t18/05/2010\tFCO\t23/07/2026\t14/01/27\t\tE Goodenough\t
40001\tJD\t18/05/2010\tFCO\t23/07/2026\t14/01/27\t\tE Goodenough\t
38716\tSK\t31/02/2014\tS20\t01/09/2026\t\tGreen\tO Stopgap\t
40133\tAB\t11/01/2018\tPlacement order\t20/08/2026\tw/c 7/12\tRed\tO Stopgap\t

CLOSED\t\t\t\t\t\t\t\t
36650\tPT\t25/10/2011\tFCO\t05/05/2026\t\t\tG Temporell\t
"""


YEARLESS = """LCS No\tInit\tDOB\tLegal\tLast LAC\tNext LAC
40412\tRW\t14/03/2015\tFull CO\t9 Sep\t3 Mar 10am
40415\tTA\t02/11/2012\tS20\t17/06/2026\t4/12
39870\tMI\t29/07/2019\tICO\t12/10/2026\t08/01/27 2pm
"""


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_a_block_is_the_same_with_every_end_of_a_line(end: str) -> None:
    assert read_block(BLOCK.replace("\n", end)) == read_block(BLOCK)


async def pasted(pilot: Pilot[None], app: IroApp, text: str) -> PastedRows:
    app.post_message(events.Paste(text))
    await until(pilot, lambda: isinstance(app.screen, PastedRows) and app.screen.preview, "the preview")
    assert isinstance(app.screen, PastedRows)
    return app.screen


def states(page: PastedRows) -> dict[str, str]:
    assert page.preview is not None
    return {row.cells["ref"]: row.state for row in page.preview.rows if row.cells.get("ref")}


def test_a_pasted_block_is_previewed_kept_as_one_action_and_undone_by_one_key(store: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: isinstance(app.focused, Doors), "the doors")
        page = await pasted(pilot, app, BLOCK)
        assert states(page) == {
            "40412": "in", "40415": "in", "39870": "in", "39944": "in", "40001": "asks", "38716": "out",
            "40133": "asks", "36650": "out",
        }  # fmt: skip
        await until(pilot, lambda: "TO ASK" in shown(app), "what there is to ask")
        for words in ("taken as not booked", "31/02/2014", "under CLOSED", "same initials and birth", "Shoe size"):
            assert words in shown(app), words
        assert page.preview is not None
        assert "4 children, 3 with a booking" in page.preview.sentence, "what is to be arranged is no booking"
        assert app.open_session.is_empty(), "nothing is kept before it is wanted"
        await pilot.press("f2")
        await until(
            pilot, lambda: any("rows 5 and 7 wait" in text for text in messages(app)), "refused with the numbers"
        )
        await pilot.press("down", "down", "down", "down", "y")
        await until(pilot, lambda: states(page)["40001"] == "in", "both")
        await pilot.press("down", "enter")
        await until(pilot, lambda: page._typing, "the cell that is wrong")
        await pilot.press("ctrl+u")
        await type_in(pilot, "28/2/2014")
        await pilot.press("enter")
        await until(pilot, lambda: states(page)["38716"] == "in", "typed anew")
        await pilot.press("down")
        await until(pilot, lambda: "which day? 1 Mon 7 Dec" in " ".join(shown(app).split()), "w/c asks its day")
        await pilot.press("3")
        await until(pilot, lambda: states(page)["40133"] == "in", "a digit answers")
        await pilot.press("f2")
        await at_today(pilot)
        session = app.open_session
        assert {child.ref for child in session.caseload().children.values()} == {
            "40412", "40415", "39870", "39944", "40001", "38716", "40133"
        }  # fmt: skip
        workers = {session.caseload().children[key].ref: who for key, who in session.caseload().workers.items()}
        assert workers["39870"].social_worker == "P Caseley", "as above"
        upcoming = session.caseload().on_day[session.find_child("40133")].next_review
        assert upcoming
        assert upcoming.booked == date(2026, 12, 9)
        assert len(session.lines(ENTRIES)) == 1
        late = [d for duties in session.caseload().duties.values() for d in duties if d.days < 0]
        assert late == []
        await pilot.press("u")
        await until(pilot, lambda: "7 children. Undo all the same?" in " ".join(shown(app).split()), "asked first")
        await pilot.press("y")
        await until(pilot, session.is_empty, "undone by one key, and a yes")

    journey(store, steps)


def test_a_column_is_given_its_meaning_by_keys_and_the_layout_is_known_again(store: Path) -> None:
    ours = "LCS No\tDOB\tCame\tLegal\tLast LAC\n1\t14/03/2015\t9/9/2026\tFull CO\tGreen\n"

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: isinstance(app.focused, Doors), "the doors")
        page = await pasted(pilot, app, ours)
        assert page.block.columns == ("ref", "born", "column 3", "status", "last_review")
        assert states(page) == {"1": "out"}, "a colour is no day"
        await pilot.press("right", "right", "enter")
        await until(pilot, lambda: isinstance(app.screen, Pick), "what it may say")
        dialog = app.screen
        assert isinstance(dialog, Pick)
        await pilot.press(dialog.key_of[LABELS["last_review"]])
        await until(pilot, lambda: page.block.columns[2] == "last_review", "taken so")
        assert page.block.columns[2:] == ("last_review", "status", "last_review #2"), "two columns may tell of reviews"
        await pilot.press("right", "right", "enter")
        await until(pilot, lambda: isinstance(app.screen, Pick), "what the other says")
        await pilot.press(*["up"] * ([*NAMES].index("last_review") + 1), "enter")  # the last one: left out
        await until(pilot, lambda: page.block.unread == (4,), "left out")
        await until(pilot, lambda: states(page) == {"1": "in"}, "read again")
        await pilot.press("right", "right", "enter")
        await until(pilot, lambda: isinstance(app.screen, Pick), "what it may say")
        await pilot.press("down", "down", "up")
        await pilot.press("escape")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.focused, Doors), "nothing kept")
        again = await pasted(pilot, app, ours.replace("1\t14", "2\t15"))
        assert again.block.columns[2] == "last_review", "the layout is known again"
        await pilot.press("ctrl+r")
        await until(pilot, lambda: again.block.columns[4] == "last_review", "read anew")

    journey(store, steps)


def test_days_that_the_sheet_works_out_are_told_and_one_key_makes_them_bookings(store: Path) -> None:
    ours = "LCS No\tLast LAC\tNext LAC\n" + "".join(f"{n}\t{n}/9/2026\t{n}/3/2027\n" for n in range(1, 6))

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: isinstance(app.focused, Doors), "the doors")
        page = await pasted(pilot, app, ours)
        await until(pilot, lambda: "worked out by the sheet" in " ".join(shown(app).split()), "told above the rows")
        assert page.preview is not None
        assert "0 with a booking" in page.preview.sentence
        await pilot.press("right", "right", "enter")
        await until(pilot, lambda: isinstance(app.screen, Pick), "what it may say")
        dialog = app.screen
        assert isinstance(dialog, Pick)
        await pilot.press(dialog.key_of[LABELS["next_review"]])
        await until(pilot, lambda: page.preview and "5 with a booking" in page.preview.sentence, "bookings")
        assert "worked out" not in shown(app)

    journey(store, steps)


def test_rows_pasted_into_the_page_of_a_new_child_are_previewed_and_lines_are_answers(store: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: isinstance(app.focused, Doors), "the doors")
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NewChild) and app.screen.focused, "the page")
        form = app.screen
        assert isinstance(form, NewChild)
        app.post_message(events.Paste("LCS-40412\nRW\n14/3/15\ncare\n"))
        await until(pilot, lambda: form.filling.values["status"] == "care", "line by line")
        values = form.filling.values
        assert (values["ref"], values["initials"], values["born"]) == ("LCS-40412", "RW", "14/3/15")
        page = await pasted(pilot, app, BLOCK)
        assert len(states(page)) == 8
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.focused, Doors), "back")
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NewChild) and app.screen.focused, "the page again")
        again = app.screen
        assert isinstance(again, NewChild)
        assert again.filling.values["ref"] == "LCS-40412", "what was typed is kept"

    journey(store, steps)


def test_esc_keeps_nothing_and_a_line_of_text_is_no_block(store: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: isinstance(app.focused, Doors), "the doors")
        app.post_message(events.Paste("urgent\nn"))
        await until(pilot, lambda: said(app, "7 letters dropped"), "that nothing came of it")
        assert isinstance(app.focused, Doors)
        await pilot.press("f5")
        await pilot.pause()
        await pasted(pilot, app, BLOCK)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, PastedRows), "back")
        assert app.open_session.is_empty()

    journey(store, steps)


def test_the_second_of_two_lists_is_read_anew_when_the_first_is_kept(store: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: isinstance(app.focused, Doors), "the doors")
        log = "Date raised\tRef\tIssue\tStage\n1/10/26\t1\tdrift\tInformal\n"
        below = await pasted(pilot, app, log)
        assert states(below) == {"1": "out"}
        app.push_screen(PastedRows("Ref\tDOB\tLegal\tLAC since\n1\t14/03/2015\tFCO\t3/3/2025\n"))
        await until(pilot, lambda: app.screen is not below and getattr(app.screen, "preview", None), "the first")
        await pilot.press("f2")
        await until(pilot, lambda: app.screen is below and states(below) == {"1": "in"}, "the child is known now")

    journey(store, steps)


def test_without_headings_the_columns_are_known_by_what_stands_in_them() -> None:
    body = "\n".join(BLOCK.splitlines()[1:5])
    assert is_block(body)
    block = read_block(body)
    assert block.columns[:8] == ("ref", "initials", "born", "status", "last_review", "next_review", "rag", "worker")
    assert [number for number, _ in block.rows] == [1, 2, 3, 4]


@pytest.mark.parametrize("name", NAMES)
def test_every_heading_that_is_known_is_read(name: str) -> None:
    for heading in NAMES[name]:
        others = ("issue", "stage", "date raised") if name in LOG else ("dob",) if name == "ref" else ("ref",)
        beside = "\t".join(other for other in others if known_heading(other) != name)
        assert read_block(f"{heading.upper()}\t{beside}\n1\t2\t3\t4").columns[0] == name


def test_each_heading_means_one_thing() -> None:
    every = [heading for names in NAMES.values() for heading in names]
    assert len(every) == len(set(every))


@pytest.mark.parametrize("name", NAMES)
def test_what_the_program_calls_a_column_is_read_as_that(name: str) -> None:
    assert known_heading(LABELS[name]) == name


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("la_start", "since"), ("LA since", "since"), ("la_end_date", "ended"), ("CIC end date", "ended"),
        ("Next CIC review due", "next_due"), ("Last CIC review", "last_review"), ("Response recd", "replied_on"),
        ("Reply rec'd", "replied_on"), ("Response rcvd", "replied_on"), ("SW report rec'd", "report_on"),
        ("Stage 1 response recd", "stage_replied"), ("LA", ""),
        ("Name\n(initials)", "initials"), ("Date of next LAC review", "next_review"), ("Reviews last", "last_review"),
        ("Placement date", ""), ("Date of midpoint", "midpoint_done"), ("Decisions issued date", "decisions_on"),
        ("DOB (dd/mm/yyyy)", "born"),
    ],
)  # fmt: skip
def test_headings_are_read_however_they_are_shortened(heading: str, name: str) -> None:
    assert known_heading(heading) == name


def test_a_bare_due_is_that_of_the_next_review_in_a_list_and_of_the_reply_in_a_log() -> None:
    assert read_block("Ref\tDOB\tDue\n1\t2\t3").columns == ("ref", "born", "next_due")
    assert read_block("Ref\tIssue\tStage\tDue\n1\t2\t3\t4").columns == ("ref", "issue", "stage", "reply_due")


def test_a_tracker_with_columns_of_conferences_brings_plan_and_conferences(store: Path) -> None:
    rows = (
        "Ref\tStatus\tCP category\tPlan since\tLast conference\tNext conf\tStrategy discussion\n"
        "CP 1\tcp\tneglect\t1/9/26\t27/8/26\t24/11/26 10:00 Saltby\t\n"
        "CP 2\ticpc\t\t\t\tTBC\t9/11/26\n"
    )
    session = open_store(store)
    preview = preview_rows(session, read_block(rows), RowChoices())
    apply_rows(session, preview)
    asked = {duty.child: duty for duties in session.caseload().duties.values() for duty in duties}
    assert (asked["CP 1"].kind, asked["CP 1"].due, asked["CP 1"].booked, asked["CP 1"].inferred) == (
        "conference", date(2026, 11, 27), date(2026, 11, 24), False,
    )  # fmt: skip
    assert (asked["CP 2"].kind, asked["CP 2"].due, asked["CP 2"].booked) == ("conference", date(2026, 11, 30), None)
    session.close()


FIVE = """LCS No\tDOB\tLegal\tLast LAC
1\t14/03/2015\tFull CO\t09/09/2026
2\t31/02/2013\tS20\t09/09/2026
3\t14/03/2015\tFull CO\t10/09/2026
4\t15/03/2015\tFull CO\t09/09/2026
5\t16/03/2015\tStep down\t09/09/2026
"""


@pytest.mark.parametrize("way", ["tab", "shift+tab"])
def test_what_is_typed_for_a_cell_is_never_that_of_another(store: Path, way: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: isinstance(app.focused, Doors), "the doors")
        page = await pasted(pilot, app, FIVE)
        while page.table.row is None or page.table.row.number != 5:
            await pilot.press("down")
        await pilot.press("enter")
        await until(pilot, lambda: page._typing, "the cell that is wrong")
        await pilot.press("ctrl+u")
        await type_in(pilot, "full care order")
        await pilot.press(way)
        await until(pilot, lambda: not page._typing and app.focused is page.table, "the table again")
        await until(pilot, lambda: states(page)["5"] == "in", "in the row it was typed for")
        await pilot.press("enter", "enter")
        await until(pilot, lambda: not page._typing, "nothing is open")
        assert page.preview is not None
        statuses = {row.cells["ref"]: row.cells["status"] for row in page.preview.rows}
        assert statuses == {"1": "Full CO", "2": "S20", "3": "Full CO", "4": "Full CO", "5": "full care order"}
        assert {row.cells["ref"] for row in page.preview.rows} == set("12345"), "no reference has gone elsewhere"

    journey(store, steps)


CHUNK = 100
"""Letters that one read brings, of a block that comes in several."""


@pytest.mark.parametrize("where", ["f5", "n", "list"])
@pytest.mark.parametrize("at_once", [True, False], ids=["one read", "many reads"])
def test_a_block_that_is_typed_as_no_hand_does_is_previewed_as_a_pasted_one(
    store: Path, where: str, at_once: bool
) -> None:
    """Citrix and others type what is pasted."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: isinstance(app.focused, Doors), "the doors")
        if where == "list":
            await pilot.press("2")
            await at(pilot, "caseload")
        else:
            await pilot.press(where)
            await until(pilot, lambda: isinstance(app.focused, Input), "the field")
        typed, begun = BLOCK.replace("\n", "\r"), get_time()
        # When they are read is the terminal's time: a busy screen does not hold up the thread that reads.
        for n, begin in enumerate(range(0, len(typed), len(typed) if at_once else CHUNK)):
            read_at_once(app, typed[begin : begin + (len(typed) if at_once else CHUNK)], begun + n * 0.005)
        await until(pilot, lambda: isinstance(app.screen, PastedRows) and app.screen.preview, "the preview")
        page = app.screen
        assert isinstance(page, PastedRows)
        assert page.block == read_block(BLOCK)
        assert app.open_session.is_empty()
        await pilot.press("escape")
        if where == "f5":
            await until(pilot, lambda: isinstance(app.focused, PathInput), "the field again")
            assert app.screen.query_one(PathInput).value == ""

    journey(store, steps)


def test_where_rows_cannot_come_the_way_is_named(store: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: isinstance(app.focused, Doors), "the doors")
        before = app.screen
        await pilot.press("f1")
        await until(pilot, lambda: app.screen is not before and app.screen.is_mounted, "help")
        read_at_once(app, BLOCK.replace("\n", "\r"))
        await until(pilot, lambda: said(app, "Rows of a spreadsheet are pasted into F5."), "the way")

    journey(store, steps)


@pytest.mark.parametrize("path", ["/home/out/cla 2026.csv", "C:\\out\\a\tb"])
def test_a_path_typed_at_any_speed_is_a_path(store: Path, path: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: isinstance(app.focused, Doors), "the doors")
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.focused, PathInput), "the field")
        read_at_once(app, path)
        field = app.screen.query_one(PathInput)
        await until(pilot, lambda: field.value == path.replace("\t", ""), "the path")

    journey(store, steps)


@pytest.mark.parametrize("key", ["y", "n"])
def test_days_without_a_year_are_asked_once_for_all_rows_and_never_guessed(store: Path, key: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        page = await pasted(pilot, app, YEARLESS)
        assert states(page) == {"40412": "asks", "40415": "asks", "39870": "in"}
        await until(
            pilot, lambda: "9 Sep 2026, 3 Mar 2027 10am? In all rows" in shown(app), "the years, before they are kept"
        )
        await pilot.press("f2")
        await until(pilot, lambda: any("rows 1 and 2 wait" in text for text in messages(app)), "nothing guessed")
        await pilot.press(key)
        if key == "n":
            await until(pilot, lambda: states(page)["40412"] == "out", "each is for a person to say")
            assert "may be" in shown(app)
            return
        await until(pilot, lambda: set(states(page).values()) == {"in"}, "one key for all")
        await pilot.press("f2")
        await at_today(pilot)
        upcoming = app.open_session.caseload().on_day[app.open_session.find_child("40412")].next_review
        assert upcoming
        assert upcoming.booked == date(2027, 3, 3)

    journey(store, steps)


def test_a_row_without_its_reference_is_told_and_named_among_those_left_out(store: Path) -> None:
    """Beside others that had one it stood there with a dash, and no word was said of it: a child was missing."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: isinstance(app.focused, Doors), "the doors")
        page = await pasted(
            pilot, app, "LCS number\tInitials\tDOB\tLegal status\n90001\tAB\t1/5/2014\tFCO\n\tHL\t1/6/2015\tFCO\n"
            "90003\tCC\t1/7/2013\tFCO\n"
        )  # fmt: skip
        await until(pilot, lambda: "row 2   no reference: Enter to type it" in shown(app), "what is missing")
        assert page.preview is not None
        assert page.preview.sentence == "Adds 2 children, 0 with a booking. Left out: row 2."
        await pilot.press("down", "enter", *"90002", "enter")
        await until(pilot, lambda: page.preview and "Adds 3 children" in page.preview.sentence, "typed")

    journey(store, steps)
