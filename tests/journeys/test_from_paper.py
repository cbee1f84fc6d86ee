"""A start from paper: three doors, a page for each child that opens the next, a look round that leaves nothing."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from textual.pilot import Pilot
from textual.screen import ModalScreen

from iro_tui.actions import action_of
from iro_tui.actions.base import look_at, plan_answers
from iro_tui.caseload.lists.today import DUTIES
from iro_tui.caseload.session import Session
from iro_tui.tui.app import IroApp
from iro_tui.tui.looking_round import Banner
from iro_tui.tui.new_child import NewChild
from iro_tui.tui.screens.welcome import BringIn
from iro_tui.tui.widgets.doors import DOORS, Doors
from tests.support import TODAY
from tests.support.driving import at, at_today, drive, follows, read_at_once, shown, stored, type_in, until
from tests.support.journeys import filtered_by, go, journey, said
from tests.support.stores import PASSPHRASE, open_store

KEYS_BESIDE_TEXT = 60


TYPED = 2
"""How many of twenty are typed key by key; the others by the same verb."""


class OnPaper(NamedTuple):
    """A line of a paper list: what is written there, in the order of the page."""

    ref: str
    initials: str
    born: str
    status: str
    since: str
    placement: str
    last: str
    booked: str


def paper_list(many: int) -> list[OnPaper]:
    """A made-up list: reviewed within the last months, some booked and some not."""
    words = (("care", "foster"), ("section 20", "home"), ("ico", "kinship"), ("FCO", "foster long"))
    lines = []
    for n in range(many):
        last = TODAY - timedelta(20 + 5 * n)
        booked = TODAY + timedelta(21 + 3 * n)
        status, placement = words[n % len(words)]
        lines.append(
            OnPaper(
                f"LCS-{40400 + n}", "RW", f"14/3/{11 + n % 7}", status, "3/9/18", placement, f"{last:%d/%m/%y}",
                f"{booked:%d/%m/%y} 10 Oakmere" if n % 3 else "",
            )
        )  # fmt: skip
    return lines


def typed_elsewhere(session: Session, children: list[OnPaper]) -> None:
    verb = action_of("child")
    for child in children:
        scene = look_at(session, verb)
        answers = child._asdict() | {"last_review": child.last, "next_review": child.booked, "mine_since": "today"}
        verb.perform(session, plan_answers(verb, scene, verb.questions(scene), answers))


async def page_opened(pilot: Pilot[None], *keys: str) -> NewChild:
    await pilot.press(*keys)
    await until(pilot, lambda: isinstance(pilot.app.screen, NewChild) and pilot.app.screen.focused, "the page")
    assert isinstance(pilot.app.screen, NewChild)
    return pilot.app.screen


async def fill(pilot: Pilot[None], page: NewChild, **lines: str) -> int:
    """Type into the lines that are asked, in their order; how many keys that took beside the text."""
    beside = 0
    while True:
        here = page.here
        assert here is not None
        text = lines.pop(here.name, "")
        if text:
            await type_in(pilot, text)
            await until(pilot, partial(_is_typed, page, here.name, text), f"{here.name} typed")
        beside += 1
        if not lines:
            await pilot.press("f2")
            return beside
        await pilot.press("enter")
        await until(pilot, partial(_is_past, page, here.name), f"on from {here.name}")


def _is_typed(page: NewChild, name: str, text: str) -> bool:
    return bool(page.filling.values[name] == text)


def _is_past(page: NewChild, name: str) -> bool:
    here = page.here
    return here is not None and here.name != name


async def added(pilot: Pilot[None], page: NewChild, many: int) -> None:
    await until(
        pilot,
        lambda: (
            len(page.added) == many and page.focused and page.focused.id == "ref" and not page.filling.values["ref"]
        ),
        f"{many} added, the next page empty",
    )


def test_twenty_children_of_a_paper_list_and_nothing_is_late(store: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        assert app.screen.query(Doors)
        page = await page_opened(pilot, "n")
        children = paper_list(20)
        for n, child in enumerate(children[:TYPED], 1):
            beside = await fill(
                pilot, page, ref=child.ref, initials=child.initials, born=child.born, status=child.status,
                since=child.since, placement=child.placement, last_review=child.last, next_review=child.booked,
            )  # fmt: skip
            assert beside <= KEYS_BESIDE_TEXT
            await added(pilot, page, n)
        await until(pilot, lambda: f"{TYPED} entered" in shown(app), "counted")
        await pilot.press("escape")
        await at_today(pilot)
        session = app.open_session
        await app.store.run(lambda: typed_elsewhere(session, children[TYPED:]))
        duties = [line.duty for line in session.lines(DUTIES, 400)]
        assert len(session.caseload().status) == 20
        assert [duty for duty in duties if duty.days < 0 or duty.inferred] == []
        kinds = {duty.kind for duty in duties}
        assert {"review", "midpoint", "review_unbooked"} <= kinds
        assert not kinds & {"last_review", "iro_allocation", "decisions", "full_record"}

    journey(store, steps)


@pytest.mark.parametrize(
    ("lines", "status", "asks"),
    [
        (
            {"ref": "CP 1", "status": "cp", "plan": "neg", "last_conference": "1/10/26", "next_conference": "8/12 2pm"},
            "child_protection",
            {"conference"},
        ),
        ({"ref": "UB 1", "status": "unborn", "expected": "12/1"}, "unborn", set()),
        (
            {"ref": "SB 1", "born": "2/3/18", "status": "short", "since": "1/2/25", "last_review": "1/9/26"},
            "short_break",
            {"review"},
        ),
    ],
    ids=["plan only", "unborn", "short breaks"],
)  # fmt: skip
def test_children_who_are_not_in_full_care_are_one_page_each(
    store: Path, lines: dict[str, str], status: str, asks: set[str]
) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        page = await page_opened(pilot, "n")
        assert await fill(pilot, page, **lines) <= KEYS_BESIDE_TEXT
        await added(pilot, page, 1)
        caseload = app.open_session.caseload()
        [child] = caseload.status
        assert caseload.status[child] == status
        assert {duty.kind for duty in caseload.duties[child]} >= asks
        assert not [duty for duty in caseload.duties[child] if duty.days < 0]
        await pilot.press("escape")
        screen = await go(pilot, "2")
        assert [screen._child_id(row) for row in screen.table.rows] == [child]

    journey(store, steps)


def test_a_status_with_the_category_of_its_plan_answers_both(store: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        page = await page_opened(pilot, "n")
        await type_in(pilot, "LCS-1")
        await pilot.press("tab", "tab", "tab")
        await type_in(pilot, "CP plan neglect")
        await until(pilot, lambda: "child protection plan only, neglect" in shown(app), "its words")
        assert "full care order" not in shown(app)
        await pilot.press("f2")
        await until(pilot, lambda: page.added, "kept")
        case = app.open_session.caseload().cases[page.added[0]]
        assert ([plan.category for plan in case.plans], case.periods) == (["neglect"], ())

    journey(store, steps)


def test_what_is_typed_is_understood_beside_it_and_a_digit_picks(store: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        page = await page_opened(pilot, "n")
        await type_in(pilot, "LCS-1")
        await pilot.press("tab", "tab", "tab")
        await type_in(pilot, "section")
        await until(pilot, lambda: "voluntary (section 20)" in shown(app), "its words")
        await pilot.press("enter", "enter")
        await type_in(pilot, "fost")
        await until(pilot, lambda: "2  foster care, another carer " in shown(app), "the list")
        await pilot.press("2")
        await until(pilot, lambda: page.filling.values["placement"] == "foster care, another carer", "picked")
        await until(pilot, lambda: page.here and page.here.name == "last_review", "on to the next line")
        await type_in(pilot, "9/9/26")
        await pilot.press("tab")
        await type_in(pilot, "1/9/26 10 Oakmere")
        await pilot.press("f2")
        await until(pilot, lambda: "! Next review is Tue 1 Sep, which has passed" in shown(app), "refused beside it")
        await until(pilot, lambda: page.here and page.here.name == "next_review", "the cursor goes there")
        await pilot.press("escape")
        await at_today(pilot)
        again = await page_opened(pilot, "n")
        assert again.filling.values["next_review"] == "1/9/26 10 Oakmere", "what was typed is kept"

    journey(store, steps)


def test_the_cursor_goes_to_the_new_child_and_a_filter_that_hides_it_is_said(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        screen = await go(pilot, "2")
        page = await page_opened(pilot, "n")
        await fill(pilot, page, ref="ZZ 777", status="care", last_review="9/9/26")
        await added(pilot, page, 1)
        await pilot.press("escape")
        await until(pilot, lambda: screen.table.row and screen.table.row.who.ref == "ZZ 777", "on the new child")
        await filtered_by(pilot, screen, "1")
        page = await page_opened(pilot, "n")
        await fill(pilot, page, ref="ZZ 778", status="care", last_review="9/9/26")
        await added(pilot, page, 1)
        await pilot.press("escape")
        await until(pilot, lambda: said(app, "ZZ 778 is on the caseload; a filter hides"), "said")

    journey(filled, steps)


def test_each_door_opens_and_the_arrows_go_from_one_to_the_next(store: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await until(pilot, lambda: isinstance(app.focused, Doors), "the doors")
        assert [door.command for door in DOORS] == ["child", "bring_in", "look_round"]
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, BringIn), "bringing in")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.focused, Doors), "back")
        await pilot.press("up", "enter")
        await until(pilot, lambda: isinstance(app.screen, NewChild), "a new child")

    journey(store, steps)


def test_a_digit_of_a_list_and_an_enter_of_habit_are_one_answer_and_lines_at_once_are_many(store: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: isinstance(app.focused, Doors), "the doors")
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NewChild) and app.focused, "the page")
        page = app.screen
        assert isinstance(page, NewChild)
        read_at_once(app, "LCS-40412\rTA\r14/3/15\r")
        await until(pilot, lambda: page.here and page.here.name == "status", "three answers")
        assert [page.filling.values[name] for name in ("ref", "initials", "born")] == ["LCS-40412", "TA", "14/3/15"]
        page.query_one("#placement").focus()
        await type_in(pilot, "fost")
        await pilot.press("2")
        await until(pilot, lambda: page.here and page.here.name == "last_review", "gone on")
        await pilot.press("enter")
        await pilot.pause()
        assert page.here
        assert page.here.name == "last_review", "the Enter behind the digit skips no line"
        await pilot.press("enter")
        await until(pilot, lambda: page.here and page.here.name == "next_review", "the next one does")

    journey(store, steps)


def test_a_look_round_leaves_the_own_store_untouched(store: Path) -> None:
    """Made up in a store of its own; Esc and quitting come back; a lock closes both."""
    kept: list[bytes] = []

    async def unlocked(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: "locked" in shown(app), "locked")
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.focused, Doors), "the doors")

    async def looking(pilot: Pilot[None], app: IroApp) -> Path:
        await pilot.press("f4")
        await until(pilot, lambda: app.looking and "A MADE-UP CASELOAD" in shown(app), "looking round")
        screen = await at_today(pilot)
        assert len(app.open_session.caseload().status) == 61
        assert screen.table.rows
        return app.open_session.place.folder

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await unlocked(pilot, app)
        own = app.open_session
        kept.append(own.place.database.read_bytes())
        folder = await looking(pilot, app)
        assert folder != own.place.folder
        await pilot.press("r", "g", "enter")
        await until(pilot, lambda: said(app, "green"), "rated")
        await at(pilot, "today")
        for key in ("n", "o", "b", "i", "?", "f2", "colon"):
            await pilot.press(key)
            await until(pilot, lambda: isinstance(app.screen, ModalScreen) and app.screen.query(Banner), f"over {key}")
            await until(pilot, lambda: "A MADE-UP CASELOAD" in shown(app), f"seen over {key}")
            await pilot.press("escape")
            await at(pilot, "today")
        await pilot.press("escape")
        await until(pilot, lambda: app.session is own and isinstance(app.focused, Doors), "back")
        assert not folder.exists()
        folder = await looking(pilot, app)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.session is own and isinstance(app.focused, Doors), "back by quitting")
        assert not folder.exists()
        assert own.place.database.read_bytes() == kept[0]
        folder = await looking(pilot, app)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: "locked" in shown(app), "locked")
        assert not folder.exists()
        assert app.looking is None
        await unlocked(pilot, app)

    drive(stored(store), steps)
    session = open_store(store)
    assert session.is_empty()
    assert session.undoable() is None, "no action was journalled"
    session.close()


@pytest.mark.parametrize("at_once", [True, False], ids=["burst", "slowly"])
def test_an_enter_behind_a_letter_that_has_gone_on_belongs_to_it(store: Path, at_once: bool) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: isinstance(app.focused, Doors), "the doors")
        page = await page_opened(pilot, "n")
        page.query_one("#rag").focus()
        await until(pilot, lambda: page.here and page.here.name == "rag", "the rating")
        keys = "g\rJo Smith\rAnn Lee"
        for part in [keys] if at_once else keys:
            read_at_once(app, part)
            await until(pilot, lambda: app.type_ahead.at_rest, "typed")
        values = page.filling.values
        await until(pilot, lambda: values["manager"] == "Ann Lee", "the manager")
        assert (values["rag"], values["worker"]) == ("green", "Jo Smith")

    journey(store, steps)


def test_the_foot_names_the_key_that_saves_from_the_line(store: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: isinstance(app.focused, Doors), "the doors")
        page = await page_opened(pilot, "n")
        await type_in(pilot, "LCS-1")
        await until(pilot, lambda: follows(page).startswith("F2: LCS-1"), "Enter only goes on here")
        page.query_one("#mine_since").focus()
        await until(pilot, lambda: follows(page).startswith("Enter: LCS-1"), "on the last line it saves")

    journey(store, steps)


def test_nothing_of_what_is_behind_shines_through_the_page(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        page = await page_opened(pilot, "n")
        await until(pilot, lambda: "A NEW CHILD" in shown(app), "the page")
        lines = shown(app).splitlines()
        at_ = next(n for n, line in enumerate(lines) if "A NEW CHILD" in line)
        assert lines[at_ + 1].strip() == ""
        assert "Reference" in lines[at_ + 2]
        assert page.styles.background.a == 1, "no line of it is left to what is behind"

    journey(filled, steps)
