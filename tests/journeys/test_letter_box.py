"""A folder that colleagues share as the letter box: files come from there, and receipts go back there."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.actions.colleague_cards import add_card, look_at_card, write_card
from iro_tui.actions.handing_over import confirm, hand_over, plan_hand_over
from iro_tui.actions.receiving import code_in, preview_receive, receive, write_receipt
from iro_tui.sharing.file import write
from iro_tui.tui.app import IroApp
from iro_tui.tui.screens.receive import Receive
from iro_tui.tui.settings_file import change
from tests.journeys.test_handing_over import at_laptop
from tests.sharing.test_file import PARCEL, SMITH
from tests.support.acting import look_after
from tests.support.driving import at_today, form_of, messages, shown, until
from tests.support.journeys import command
from tests.support.stores import make_store, open_store


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """The letter box, in which two files of A. Patel lie for D. Hughes."""
    folder = tmp_path / "box"
    folder.mkdir()
    patel, hughes = tmp_path / "patel", tmp_path / "hughes"
    for each in (patel, hughes):
        make_store(each)
    session = open_store(hughes)
    write_card(session, "D. Hughes", tmp_path / "hughes.iro-card", "Elmshire")
    session.close()
    session = open_store(patel)
    write_card(session, "A. Patel", tmp_path / "patel.iro-card", "Elmshire")
    add_card(session, look_at_card(tmp_path / "hughes.iro-card"))
    for number, child in enumerate(look_after(session, "AB 1042", "KB 7")):
        plan = plan_hand_over(session, [child], "D. Hughes", "transfer", None)
        hand_over(session, plan, folder / f"AP-{number}.iro")
    session.close()
    session = open_store(hughes)
    add_card(session, look_at_card(tmp_path / "patel.iro-card"))
    session.close()
    return folder


def test_what_waits_there_is_said_taken_in_one_after_the_other_and_receipted(box: Path) -> None:
    change(("letter_box",), str(box))
    codes = []

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        app.tending.look()
        await until(pilot, lambda: "2 files for you wait in the letter box" in " ".join(messages(app)), "said")
        await command(pilot, "take in")
        await until(pilot, lambda: isinstance(app.screen, Receive), "the page")
        page = app.screen
        assert isinstance(page, Receive)
        for number, more in ((0, "Enter goes on: 1 file more"), (1, "Enter goes back")):
            path = page.query_one("#path", Input)
            await until(pilot, lambda p=path, n=number: p.value == str(box / f"AP-{n}.iro"), "the file")  # type: ignore[misc]
            await pilot.press("enter")
            await until(pilot, lambda: page.preview, "the preview")
            assert page.preview
            codes.append(page.preview.taken.code)
            await pilot.press("enter")
            await until(pilot, lambda m=more: m in shown(app), "taken in")  # type: ignore[misc]
            await pilot.press("w")
            await until(pilot, lambda: (form := form_of(app, "write")) and form.planned, "where the receipt goes")
            form = form_of(app, "write")
            assert form
            assert form.query_one("#file", Input).value.startswith(str(box / f"receipt-{codes[-1]}"))
            await pilot.press("enter")
            await until(pilot, lambda: app.screen is page, "written")
            await pilot.press("enter")
        await at_today(pilot)
        assert {child.ref for child in app.open_session.caseload().children.values()} == {"AB 1042", "KB 7"}
        await until(pilot, lambda: app.tending.letter_box and not app.tending.letter_box.waiting, "none waits")

    at_laptop(box.parent / "hughes", steps)
    session = open_store(box.parent / "patel")
    receipts = sorted(box.glob("*.iro-receipt"))
    assert sorted(map(code_in, receipts)) == sorted(codes)
    for receipt in receipts:
        assert "D. Hughes has 1 child" in confirm(session, code_in(receipt))
    session.close()


def test_a_receipt_that_lies_there_is_said_shown_and_noted(box: Path) -> None:
    change(("letter_box",), str(box))
    session = open_store(box.parent / "hughes")
    preview = preview_receive(session, box / "AP-0.iro", str)
    receive(session, preview)
    write_receipt(preview.taken.parcel, preview.taken.code, box / "r.iro-receipt")
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        app.tending.look()
        await until(pilot, lambda: "1 file for you waits in the letter box" in " ".join(messages(app)), "said")
        await command(pilot, "take in")
        await until(pilot, lambda: isinstance(app.screen, Receive), "the page")
        path = app.screen.query_one("#path", Input)
        await until(pilot, lambda: path.value == str(box / "r.iro-receipt"), "its name")
        await pilot.press("enter")
        await until(pilot, lambda: "D. Hughes has 1 child" in shown(app), "what it tells")
        assert len(app.open_session.caseload().exchanged.unconfirmed) == 2, "nothing is noted before it is seen"
        await pilot.press("enter")
        await until(pilot, lambda: "Enter goes back" in shown(app), "noted")
        await pilot.press("enter")
        await at_today(pilot)
        assert len(app.open_session.caseload().exchanged.unconfirmed) == 1
        await until(pilot, lambda: app.tending.letter_box and not app.tending.letter_box.waiting, "none waits")

    at_laptop(box.parent / "patel", steps)


def test_what_cannot_be_taken_in_is_named_and_enter_goes_on_to_what_lies_behind_it(box: Path) -> None:
    change(("letter_box",), str(box))
    card = look_at_card(box.parent / "hughes.iro-card")
    (box / "A-stranger.iro").write_bytes(write({"children": []}, PARCEL, 1, SMITH, card).content)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        app.tending.look()
        await until(pilot, lambda: "3 files for you wait in the letter box" in " ".join(messages(app)), "said")
        await command(pilot, "take in")
        await until(pilot, lambda: isinstance(app.screen, Receive), "the page")
        page = app.screen
        assert isinstance(page, Receive)
        path = page.query_one("#path", Input)
        for number in (0, 1):
            # The first is refused; the second was taken in elsewhere meanwhile.
            await pilot.press("enter")
            reason = "A-stranger.iro: This file is signed by somebody" if number == 0 else "AP-0.iro: Nothing new"
            await until(pilot, lambda r=reason: r in " ".join(shown(app).split()), "why not")  # type: ignore[misc]
            if number == 0:
                assert "Enter goes on: 2 files more" in " ".join(shown(app).split())
                receive(app.open_session, preview_receive(app.open_session, box / "AP-0.iro", str))
            await pilot.press("enter")
            await until(pilot, lambda n=number: path.value == str(box / f"AP-{n}.iro"), "the next")  # type: ignore[misc]
        await pilot.press("enter")
        await until(pilot, lambda: page.preview, "the preview")
        await pilot.press("enter")
        await until(pilot, lambda: "Enter goes back" in shown(app), "taken in")
        assert {child.ref for child in app.open_session.caseload().children.values()} == {"AB 1042", "KB 7"}

    at_laptop(box.parent / "hughes", steps)


def test_what_cannot_be_taken_in_is_said_with_its_remedy_and_not_at_each_start(box: Path) -> None:
    change(("letter_box",), str(box))
    card = look_at_card(box.parent / "hughes.iro-card")
    for good in box.iterdir():
        good.unlink()
    (box / "A-stranger.iro").write_bytes(write({"children": []}, PARCEL, 1, SMITH, card).content)
    (box / "harmed.iro").write_bytes(b"x" + (box / "A-stranger.iro").read_bytes())

    async def first(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        app.tending.look()
        await until(pilot, lambda: "harmed.iro in the letter box cannot be read" in " ".join(messages(app)), "named")
        assert "1 file for you waits in the letter box" in " ".join(messages(app))
        await command(pilot, "take in")
        await until(pilot, lambda: isinstance(app.screen, Receive), "the page")
        await pilot.press("enter")
        await until(pilot, lambda: "It is announced no more" in " ".join(shown(app).split()), "why not")
        assert "A-stranger.iro: This file is signed by somebody" in " ".join(shown(app).split())

    async def again(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        app.tending.look()
        await until(pilot, lambda: (watch := app.tending.letter_box) and len(watch.waiting) == 2, "it was looked")
        assert not messages(app)
        (box / "A-stranger.iro").write_bytes(write({"children": [1]}, PARCEL, 1, SMITH, card).content)
        assert app.tending.letter_box
        app.tending.letter_box.look_again()
        await until(pilot, lambda: "1 file for you waits in the letter box" in " ".join(messages(app)), "another one")

    for steps in (first, again):
        at_laptop(box.parent / "hughes", steps)


def test_a_folder_can_be_given_as_the_file_and_one_without_letters_says_so(box: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await command(pilot, "take in")
        await until(pilot, lambda: isinstance(app.screen, Receive), "the page")
        path = app.screen.query_one("#path", Input)
        path.value = str(box.parent)
        await pilot.press("enter")
        await until(pilot, lambda: "Nothing new for you lies in" in shown(app), "nothing")
        path.value = str(box)
        await pilot.press("enter")
        await until(pilot, lambda: path.value == str(box / "AP-0.iro") and "1 file more after it" in shown(app), "it")
        assert not messages(app), "who has no letter box in the settings is told of none"

    at_laptop(box.parent / "hughes", steps)


@pytest.mark.parametrize("settings", [True, False], ids=["a letter box", "none"])
def test_an_empty_field_is_the_letter_box_and_never_the_folder_one_works_in(box: Path, settings: bool) -> None:
    if settings:
        change(("letter_box",), str(box))

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await command(pilot, "take in")
        await until(pilot, lambda: isinstance(app.screen, Receive), "the page")
        path = app.screen.query_one("#path", Input)
        path.value = ""
        await pilot.pause()
        await pilot.press("enter")
        if settings:
            await until(pilot, lambda: path.value == str(box / "AP-0.iro"), "what lies there")
        else:
            await until(pilot, lambda: "The file is empty: type its path" in shown(app), "what to type")

    at_laptop(box.parent / "hughes", steps)
