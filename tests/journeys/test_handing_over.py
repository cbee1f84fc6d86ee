"""Leave for a week, between two laptops and by keys: handed over, both moved the same booking, back again, chosen."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.actions.colleague_cards import know_oneself
from iro_tui.actions.handing_over import hand_over, plan_hand_over
from iro_tui.caseload.lists.clashes import CLASHES
from iro_tui.store import tables
from iro_tui.tui.app import IroApp
from iro_tui.tui.dialogs.told_words import ToldWords
from tests.support.acting import act, look_after, rows
from tests.support.driving import Steps, at, at_today, drive, form_of, messages, over, shown, type_in, until
from tests.support.journeys import command, mark, on_row, receive, verb_form
from tests.support.stores import make_store, open_store

THIRD, EIGHTH = date(2026, 11, 23), date(2026, 11, 25)
WAITS = "Handed to D. Hughes"


async def to_file(pilot: Pilot[None], app: IroApp, file: Path) -> None:
    """The form that asks where a file goes, answered."""
    await until(pilot, lambda: (form := form_of(app, "write")) and form.planned, "where the file goes")
    app.screen.query_one("#file", Input).value = str(file)
    await pilot.pause()
    form = form_of(app, "write")
    assert form
    await until(pilot, lambda: form.planned and file.name in form.planned.sentence, "the file")
    await pilot.press("enter")


def at_laptop(folder: Path, steps: Steps) -> None:
    drive(over(lambda: open_store(folder)), steps)


def test_a_weeks_leave_from_one_laptop_to_another_and_back(tmp_path: Path) -> None:
    patel, hughes = tmp_path / "patel", tmp_path / "hughes"
    there, back, card = tmp_path / "there.iro", tmp_path / "back.iro", tmp_path / "hughes.iro-card"
    for folder in (patel, hughes):
        make_store(folder)
        session = open_store(folder)
        session.keep_draft("tour", "seen")
        if folder is patel:
            [first, _] = look_after(session, "AB 1042", "KB 7")
            act(session, "book", first, day=date(2026, 11, 24), time="10:00")
            act(session, "contact", first, who="child", how="visit")
        else:
            look_after(session, "ZZ 9")
        session.close()
    told: dict[str, str] = {}

    async def leaves(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("2")
        caseload = await at(pilot, "caseload")
        await mark(pilot, caseload, list(caseload.table.rows))
        await command(pilot, "hand over")
        await until(pilot, lambda: form_of(app, "hand_over"), "the form")
        await type_in(pilot, "A. Patel")
        await pilot.press("tab")
        await type_in(pilot, "Elmshire")
        await pilot.press("tab")
        await type_in(pilot, "D. Hughes")
        await pilot.press("tab", "1")
        await type_in(pilot, "27/11")
        form = form_of(app, "hand_over")
        assert form
        await until(pilot, lambda: form.planned, "what Enter would do")
        assert "No card of D. Hughes is known" in " ".join(messages(app))
        await pilot.press("f2")
        await to_file(pilot, app, there)
        await until(pilot, lambda: isinstance(app.screen, ToldWords), "the words")
        told["words"] = re.findall(r"^\W+([a-z]+(?:[- ][a-z]+){3,})\W*$", shown(app), re.MULTILINE)[0]
        await pilot.press("escape")
        assert isinstance(app.screen, ToldWords), "a slip does not take the words away"
        await pilot.press("f2", "1")
        await at_today(pilot)
        await until(pilot, lambda: WAITS in shown(app) and "20 Nov, not confirm" in shown(app), "the row on Today")

    at_laptop(patel, leaves)
    assert there.exists()
    assert b"AB 1042" not in there.read_bytes()
    assert b"Hughes" not in there.read_bytes()

    async def takes_over(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        page = await receive(pilot, app, there)
        await until(pilot, lambda: "Type the words" in shown(app), "the words")
        await type_in(pilot, "not these words at all")
        await pilot.press("enter")
        await until(pilot, lambda: "not the words of this file" in shown(app), "the refusal")
        page.query_one("#words", Input).value = ""
        await type_in(pilot, told["words"])
        await pilot.press("enter")
        await until(pilot, lambda: "nobody knows yet who you are" in shown(app), "whoever opens it says who that is")
        await pilot.press("tab")
        await type_in(pilot, "D. Hughs")
        await pilot.press("tab")
        await type_in(pilot, "Elmshire")
        await pilot.press("enter")
        await until(pilot, lambda: "is for D. Hughes, and you are D. Hughs" in " ".join(shown(app).split()), "another")
        page.query_one("#name", Input).value = "D. Hughes"
        await pilot.press("enter")
        await until(pilot, lambda: page.preview, "the preview")
        assert "From A. Patel" in shown(app)
        assert "AB 1042: new here" in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: "Receipt" in shown(app), "the receipt")
        told["code"] = re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}", shown(app))[0]
        await pilot.press("enter", "2")
        caseload = await at(pilot, "caseload")
        await until(pilot, lambda: len(caseload.table.rows) == 3, "the children")
        assert "2 covered" in shown(app)
        await on_row(pilot, caseload, lambda row: row.ref == "AB 1042")
        alerts = app.open_session.child_card(_child(app)).row.alerts
        assert alerts[:2] == ("Covered for A. Patel until Fri 27 Nov.", "1 note of A. Patel not filed yet.")
        assert app.open_session.strip().outbox == 0, "it is hers to file"
        act(app.open_session, "book", _child(app), day=EIGHTH, reason="placement change", asked_by="social worker")
        act(app.open_session, "details", _child(app), name="Robyn Sampler")

    at_laptop(hughes, takes_over)

    async def hears(pilot: Pilot[None], app: IroApp) -> None:
        today = await at_today(pilot)
        await on_row(pilot, today, lambda row: row.duty.kind == "receipt")
        await pilot.press("enter")
        await until(pilot, lambda: form_of(app, "receipt"), "the form of the receipt")
        await type_in(pilot, "AAAA-AAAA")
        await pilot.press("enter")
        await until(pilot, lambda: "No file that you wrote has this receipt" in " ".join(messages(app)), "the refusal")
        app.screen.query_one("#code", Input).value = ""
        await type_in(pilot, told["code"].lower().replace("-", " "))
        await pilot.press("enter")
        await until(pilot, lambda: form_of(app) is None, "confirmed")
        await at_today(pilot)
        await until(pilot, lambda: WAITS not in shown(app) and "2 with others" in shown(app), "no row any more")
        act(app.open_session, "book", _child(app), day=THIRD, reason="double booked", asked_by="IRO")
        act(app.open_session, "details", _child(app), name="Robin Sampler")

    at_laptop(patel, hears)

    async def gives_back(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("2")
        caseload = await at(pilot, "caseload")
        await mark(pilot, caseload, [row for row in caseload.table.rows if row.whose == "covered by you"])
        await command(pilot, "hand over")
        await until(pilot, lambda: (form := form_of(app, "hand_over")) and form.planned, "the form, answered")
        assert "to A. Patel, back" in " ".join(messages(app))
        await pilot.press("f2")
        await to_file(pilot, app, back)
        await until(pilot, lambda: form_of(app) is None and not isinstance(app.screen, ToldWords), "sealed to the card")
        await command(pilot, "your card")
        await until(pilot, lambda: (form := form_of(app, "own_card")) and form.planned, "the form of the card")
        await pilot.press("f2")
        await to_file(pilot, app, card)
        await until(pilot, lambda: form_of(app) is None, "written")

    at_laptop(hughes, gives_back)

    async def comes_back(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        page = await receive(pilot, app, back)
        await until(pilot, lambda: "somebody whose card you have not added" in shown(app), "a stranger's")
        await pilot.press("escape")
        page = await receive(pilot, app, card)
        await until(pilot, lambda: page.card, "the card")
        assert page.card
        assert page.card.words in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: "Card of D. Hughes added." in shown(app), "added")
        await pilot.press("enter")
        page = await receive(pilot, app, back)
        await until(pilot, lambda: page.preview, "the preview")
        assert "you had moved too: yours stand" in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: "Receipt" in shown(app), "taken in")
        await pilot.press("enter", "1")
        today = await at_today(pilot)
        await on_row(pilot, today, lambda row: row.duty.kind == "differing")
        await pilot.press("enter")
        screen = await at(pilot, "clashes")
        line = next(line for line in app.open_session.lines(CLASHES) if "booked" in line.what)
        assert [words.partition(",")[0] for words in (line.mine, line.theirs)] == ["Mon 23 Nov", "Wed 25 Nov"]
        assert line.mine_stands
        await on_row(pilot, screen, lambda row: row.key == line.key)
        assert "stands now" in shown(app)
        await on_row(pilot, screen, lambda row: row.what == "Child: name")
        assert "Sampler" not in shown(app)
        assert "hidden (p, --names)" in shown(app)
        await pilot.press("p")
        await until(pilot, lambda: "theirs  Robyn Sampler" in shown(app), "both values")
        await pilot.press("p")
        await until(pilot, lambda: "Sampler" not in shown(app), "hidden again")
        await on_row(pilot, screen, lambda row: row.key == line.key)
        await pilot.press("f")
        await until(pilot, lambda: line.key not in {each.key for each in app.open_session.lines(CLASHES)}, "chosen")
        [review] = rows(app.open_session, tables.ReviewRow, child_id=line.child_id, held=None)
        assert review["booked"] == EIGHTH
        await pilot.press("u")
        await until(pilot, lambda: line.key in {each.key for each in app.open_session.lines(CLASHES)}, "undone")

    at_laptop(patel, comes_back)


def test_a_colleague_is_picked_by_a_few_letters_and_somebody_new_is_kept_as_typed(filled: Path) -> None:
    """Enter, Tab and F2 take the marked name alike; what fits nobody stays."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("2")
        await at(pilot, "caseload")
        for letters, key, name in (("row", "tab", "Rowan Elsewhere"), ("Sky Sampler", "tab", "Sky Sampler")):
            form = await verb_form(pilot, "i", "allocate")
            form.query_one("#iro").focus()
            form.query_one("#iro", Input).value = ""
            await type_in(pilot, letters)
            await pilot.press(key)
            await until(pilot, lambda f=form, n=name: f.filling.values["iro"] == n, name)  # type: ignore[misc]
            await pilot.press("ctrl+r", "escape")
            await at(pilot, "caseload")
        form = await verb_form(pilot, "i", "allocate")
        form.query_one("#iro").focus()
        form.query_one("#iro", Input).value = ""
        await type_in(pilot, "row")
        await pilot.press("f2")
        screen = await at(pilot, "caseload")
        assert screen.table.row
        child_id = screen.table.row.child_id
        await until(pilot, lambda: app.open_session.caseload().workers[child_id].iro == "Rowan Elsewhere", "named")

    drive(over(lambda: open_store(filled)), steps)


def _child(app: IroApp) -> str:
    return app.open_session.find_child("AB 1042")


def test_one_who_has_no_children_yet_takes_them_in_and_goes_on(tmp_path: Path) -> None:
    there, words = tmp_path / "there.iro", ""
    for name in ("patel", "hughes"):
        make_store(tmp_path / name)
        session = open_store(tmp_path / name)
        session.keep_draft("tour", "seen")
        if name == "patel":
            ids = look_after(session, "AB 1042", "KB 7")
            know_oneself(session, "A. Patel", "Elmshire")
            words = hand_over(session, plan_hand_over(session, ids, "D. Hughes", "transfer"), there).words
        session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        page = await receive(pilot, app, there)
        await until(pilot, lambda: "Type the words" in shown(app), "the words")
        await type_in(pilot, words)
        await pilot.press("tab")
        await type_in(pilot, "D. Hughes")
        await pilot.press("tab")
        await type_in(pilot, "Elmshire")
        await pilot.press("enter")
        await until(pilot, lambda: page.preview, "the preview")
        await pilot.press("enter")
        await until(pilot, lambda: "Receipt" in shown(app), "the receipt")
        await until(pilot, app.can_take, "the keys of a terminal are taken, which wait for what has the focus")
        await pilot.press("enter")
        today = await at_today(pilot)
        await until(pilot, lambda: today.table.rows, "the rows")
        await pilot.press("2")
        caseload = await at(pilot, "caseload")
        await until(pilot, lambda: len(caseload.table.rows) == 2, "the children")
        await pilot.press("u")
        await until(pilot, lambda: "Undo does not take back «Receive»" in " ".join(messages(app)), "what stays")
        assert len(caseload.table.rows) == 2

    at_laptop(tmp_path / "hughes", steps)
