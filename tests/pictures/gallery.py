"""Every screen, state, size and theme that has a picture, and how the keyboard gets there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from textual import events
from textual.containers import ScrollableContainer
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.actions.base import do
from iro_tui.actions.rag import ACTION as RAG
from iro_tui.caseload.lists.service import SERVICE as SERVICE_LIST
from iro_tui.caseload.practices import find
from iro_tui.caseload.safekeeping import back_up
from iro_tui.caseload.session import Session
from iro_tui.clock import clock, now
from iro_tui.store.engine import writing
from iro_tui.store.own import write_exchanges
from iro_tui.tui.app import IroApp
from iro_tui.tui.new_child import NewChild
from iro_tui.tui.screens.backups import BackupsScreen
from iro_tui.tui.screens.child import ChildScreen
from iro_tui.tui.screens.figures import BehindScreen, FiguresScreen
from iro_tui.tui.screens.found import FoundScreen
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.screens.lists import EscalationsScreen, MidpointsScreen
from iro_tui.tui.screens.outbox import OutboxScreen
from iro_tui.tui.screens.paperwork import REPLY, PaperworkScreen
from iro_tui.tui.screens.pasted import PastedRows
from iro_tui.tui.screens.reviews import ReviewsScreen
from iro_tui.tui.screens.settings import SettingsScreen
from iro_tui.tui.screens.welcome import BringIn
from iro_tui.tui.screens.written import WrittenScreen
from iro_tui.tui.widgets.doors import Doors
from tests.journeys.test_pasted_rows import BLOCK
from tests.pictures import handing
from tests.support import acting
from tests.support.annex_a import ONE, table
from tests.support.driving import at, at_today, form_of, shown, type_in, until
from tests.support.journeys import command
from tests.support.stores import PASSPHRASE
from tests.support.workbooks import xlsx

Steps = Callable[[Pilot[None], IroApp], Awaitable[None]]

HOME, SMALL, LARGE = (120, 36), (80, 24), (200, 50)
FILLED, LOCKED, EMPTY, NONE, SERVICE = "filled", "locked", "empty", "none", "service"
"""The store a picture starts from: a made-up caseload, one behind its passphrase, one without children, none yet, or a
manager's with the children of all IROs."""

ESCALATED = "AF 6801"
"""The child with the fullest case of the made-up caseload: amber, then red, an escalation at its fourth stage."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its name, what it shows, from which store, at which size, in which theme, after which steps."""

    name: str
    shows: str
    steps: Steps
    store: str = FILLED
    size: tuple[int, int] = HOME
    theme: str = "dark"


async def today(pilot: Pilot[None], app: IroApp) -> None:
    await at_today(pilot)


def on(key: str, screen: str | type[ListScreen[Any]], *keys: str) -> Steps:
    """A list by its number key, and what is pressed there."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press(key)
        await at(pilot, screen)
        for each in keys:
            await pilot.press(each)
        app.clear_notifications()  # they would go by themselves, at a moment of their own
        await settled(pilot)

    return steps


async def at_child(pilot: Pilot[None], ref: str) -> None:
    """Today, the cursor on the first row of a child."""
    screen = await at_today(pilot)
    row = next(row for row in screen.table.rows if row.who and row.who.ref == ref)
    assert screen.table.find(screen.key(row))
    await at_today(pilot)


def form(action: str, *keys: str, of: str = ESCALATED) -> Steps:
    """A form over a child's first row of Today: the key that opens it, then what is answered; `=text` types."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_child(pilot, of)
        await pilot.press(keys[0])
        await until(pilot, lambda: form_of(app, action), "the form")
        for each in keys[1:]:
            await (type_in(pilot, each[1:]) if each.startswith("=") else pilot.press(each))
        await settled(pilot)

    return steps


async def backups_list(pilot: Pilot[None], app: IroApp) -> None:
    """Two backups with something done since, and one of the day after."""
    await at_today(pilot)
    session, moment = app.open_session, now()

    def worked() -> None:
        child, *_ = session.caseload().children
        for days, colours in ((0, ("amber", "red")), (3, ("green",)), (4, ())):
            with clock(lambda days=days: moment + timedelta(days=days)):  # type: ignore[misc]
                back_up(session)
                for colour in colours:
                    do(session, RAG, RAG.asks(colour, "drift", "why"), [child])

    await app.store.run(worked)
    with patch.object(BackupsScreen, "_where", Path("/home/officer/.local/share/iro-tui/caseload/backups")):
        await pilot.press("f9")
        await until(pilot, lambda: isinstance(app.screen, BackupsScreen) and app.screen.offered, "the backups")
    await settled(pilot)


async def keys_dialog(pilot: Pilot[None], app: IroApp) -> None:
    """What can be done to the passphrase and the other ways in."""
    await unlock(pilot, app)
    await type_in(pilot, PASSPHRASE)
    await pilot.press("enter")
    await until(pilot, lambda: "Three ways to begin" in shown(app))
    await pilot.press("K")
    await until(pilot, lambda: "Made up for you" in shown(app))
    await settled(pilot)


async def settings_page(pilot: Pilot[None], app: IroApp) -> None:
    """The page of settings, on the first that is typed."""
    await at_today(pilot)
    await pilot.press("comma")
    await until(pilot, lambda: isinstance(app.screen, SettingsScreen), "the settings")
    await pilot.press("down", "down")
    await settled(pilot)


async def settings_wrong(pilot: Pilot[None], app: IroApp) -> None:
    """A time that is too long, refused beside its field."""
    await settings_page(pilot, app)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.focused, Input), "its field")
    await type_in(pilot, "0")
    await pilot.press("enter")
    await settled(pilot)


def act(action: str, *keys: str) -> Steps:
    """A form that has no key of its own, over a child's first row of Today, and what is answered."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_child(pilot, ESCALATED)
        screen = app.screen
        assert isinstance(screen, ListScreen)
        await screen.start_action(action)
        await until(pilot, lambda: form_of(app, action), "the form")
        for each in keys:
            await (type_in(pilot, each[1:]) if each.startswith("=") else pilot.press(each))

    return steps


async def settled(pilot: Pilot[None]) -> None:
    """Until nothing moves any more."""
    app, before = pilot.app, ""
    while (now := shown(app)) != before:
        before = now
        await pilot.pause(0.1)


async def filtered(pilot: Pilot[None], app: IroApp) -> None:
    screen = await at_today(pilot)
    await pilot.press("slash")
    await type_in(pilot, "review")
    await until(pilot, lambda: f"{len(screen.table.rows)} of" in shown(app))
    await settled(pilot)


async def marked(pilot: Pilot[None], app: IroApp) -> None:
    await on("2", "caseload", "down", "space", "space", "down", "space")(pilot, app)


async def only(pilot: Pilot[None], app: IroApp) -> None:
    await at_today(pilot)
    await pilot.press("2")
    await at(pilot, "caseload")
    await pilot.press("f")
    await until(pilot, lambda: "Only children" in shown(app))
    await pilot.press("1", "2")
    await until(pilot, lambda: "of 130" in shown(app))
    await settled(pilot)


async def sorting(pilot: Pilot[None], app: IroApp) -> None:
    await on("2", "caseload", "s")(pilot, app)


async def manager_reply(pilot: Pilot[None], app: IroApp) -> None:
    await at_today(pilot)
    await pilot.press("6")
    screen = await at(pilot, PaperworkScreen)
    waiting = next(n for n, row in enumerate(screen.table.rows) if row.next and row.next.kind == REPLY)
    await pilot.press(*["down"] * waiting, "x")
    await until(pilot, lambda: "has not replied" in shown(app))
    await settled(pilot)


def picked(action: str, key: str, digit: str, *keys: str) -> Steps:
    """A form that is picked from a list, over the first row of the caseload."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await on("2", "caseload", key)(pilot, app)
        await pilot.press(digit)
        await until(pilot, lambda: form_of(app, action), "the form")
        for each in keys:
            await (type_in(pilot, each[1:]) if each.startswith("=") else pilot.press(each))
        await settled(pilot)

    return steps


def recording(*keys: str) -> Steps:
    """The form of a review to be recorded, over its child in the caseload, and what is answered."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await on("2", "caseload")(pilot, app)
        screen = await at(pilot, "caseload")
        assert screen.table.find(next(row.child_id for row in screen.table.rows if row.ref == "TS 5402"))
        await at(pilot, "caseload")
        await pilot.press("h")
        await until(pilot, lambda: form_of(app, "hold"), "the form")
        await pilot.press(*keys)
        await settled(pilot)

    return steps


async def adjourned(pilot: Pilot[None], app: IroApp) -> None:
    await recording()(pilot, app)
    app.screen.query_one("#form").focus()
    await pilot.press("a")
    await type_in(pilot, "no report, no care plan")
    await settled(pilot)


AT_THE_TABLE = {
    "decision1": "School trip, consent and money; social worker; 11/12",
    "decision2": "Dental check; carer; 12/12",
    "next_meeting": "18/5 14:30 Saltby",
}


async def finished(pilot: Pilot[None], app: IroApp) -> None:
    """A review with its decisions, who was there, and the next one booked."""
    await recording("g", "1", "Y")(pilot, app)
    for name, text in AT_THE_TABLE.items():
        app.screen.query_one(f"#{name}").focus()
        await type_in(pilot, text)
        await settled(pilot)  # how far it is scrolled hangs on what was laid out when the focus went on
    app.screen.query_one("#attended").focus()
    await settled(pilot)
    await pilot.press("c", "r", "p", "c", "r")
    await settled(pilot)
    attended = app.screen.query_one("#attended")
    body = next(each for each in attended.ancestors if isinstance(each, ScrollableContainer))
    body.scroll_to(y=attended.virtual_region.y - 4, animate=False)
    await settled(pilot)


async def sitting(pilot: Pilot[None], app: IroApp) -> None:
    """A child who has siblings, and the form for all of them."""
    await at_child(pilot, "ES 8173")
    await pilot.press("S", "h")
    await until(pilot, lambda: form_of(app, "hold_together"), "the form")
    await pilot.press("g", "1", "Y")
    await settled(pilot)


async def conference_held(pilot: Pilot[None], app: IroApp) -> None:
    await on("c", "conferences")(pilot, app)
    await pilot.press("down", "h")
    await until(pilot, lambda: form_of(app, "hold_conference"), "the form")
    await pilot.press("1")
    await settled(pilot)


async def proceedings(pilot: Pilot[None], app: IroApp) -> None:
    await on("t", "court")(pilot, app)
    screen = await at(pilot, "court")
    row = next(row for row in screen.table.rows if row.duty.kind == "court_view")
    assert screen.table.find(screen.key(row))
    await pilot.press("i", "u")
    await until(pilot, lambda: form_of(app, "proceedings"), "the form")
    await settled(pilot)


async def next_step(pilot: Pilot[None], app: IroApp) -> None:
    await on("5", EscalationsScreen, "down", "down")(pilot, app)
    await pilot.press("e")
    await until(pilot, lambda: form_of(app, "escalation"), "the form")
    await settled(pilot)


async def journal(pilot: Pilot[None], app: IroApp) -> None:
    await on("2", "caseload", "r")(pilot, app)
    await pilot.press("g", "enter")
    await until(pilot, lambda: len(app.screen_stack) == 1, "saved")
    await pilot.press("f6")
    await at(pilot, "journal")
    app.clear_notifications()
    await settled(pilot)


async def practice(pilot: Pilot[None], app: IroApp) -> None:
    await on("2", "caseload")(pilot, app)
    await app.ask(lambda session: session.use_practice(find("kent")))
    await pilot.press("G")
    await at(pilot, "practice")
    await pilot.press(">", "down", "down")
    app.clear_notifications()
    await settled(pilot)


async def surveys(pilot: Pilot[None], app: IroApp) -> None:
    """Two sheets that came in, one of them yesterday."""

    def enter(session: Session) -> None:
        session.use_practice(find("kent"))
        words = "I like that you listen."
        acting.act(session, "survey", survey="children", answer_1="yes", answer_3="yes", words=words)
        acting.act(session, "survey", survey="children", answer_1="no", day=session.today - timedelta(days=1))

    await at_today(pilot)
    await app.ask(enter)
    app.go_to("surveys")
    await at(pilot, "surveys")
    await settled(pilot)


async def survey(pilot: Pilot[None], app: IroApp) -> None:
    """The form of a sheet."""
    await surveys(pilot, app)
    await pilot.press("a")
    await until(pilot, lambda: form_of(app, "survey"), "the form")
    await pilot.press("2", "1", "2", "1")
    await settled(pilot)


async def colleagues(pilot: Pilot[None], app: IroApp) -> None:
    """The people of the service, the cursor on one who is away."""
    await at_today(pilot)
    app.go_to("colleagues")
    await at(pilot, "colleagues")
    await pilot.press(*["down"] * 5)
    await settled(pilot)


async def naming(pilot: Pilot[None], app: IroApp) -> None:
    """Another IRO, picked from the colleagues."""
    await picked("allocate", "i", "i")(pilot, app)
    await pilot.press("tab", "delete")
    await settled(pilot)


def between(steps: Steps) -> Steps:
    """A scene between two laptops, once it has come to rest."""

    async def at_rest(pilot: Pilot[None], app: IroApp) -> None:
        await steps(pilot, app)
        app.clear_notifications()
        await settled(pilot)

    return at_rest


async def figures(pilot: Pilot[None], app: IroApp) -> None:
    await on("8", FiguresScreen)(pilot, app)
    screen = app.screen
    assert isinstance(screen, FiguresScreen)
    screen.table.find("reviews_in_time")
    await at(pilot, FiguresScreen)
    await settled(pilot)


async def written_part(pilot: Pilot[None], app: IroApp) -> None:
    await figures(pilot, app)
    await pilot.press("i")
    await at(pilot, WrittenScreen)
    await settled(pilot)


async def behind(pilot: Pilot[None], app: IroApp) -> None:
    await figures(pilot, app)
    await pilot.press("enter")
    await at(pilot, BehindScreen)
    await settled(pilot)


async def deleting(pilot: Pilot[None], app: IroApp) -> None:
    await on("5", EscalationsScreen, "d")(pilot, app)


async def help_(pilot: Pilot[None], app: IroApp) -> None:
    await at_today(pilot)
    await pilot.press("question_mark")
    await until(pilot, lambda: "Book the next review" in shown(app))


def guide_page(number: str) -> Steps:
    """A page of the help, by its digit."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await help_(pilot, app)
        await pilot.press(number)
        await until(pilot, lambda: f"{number} of" in shown(app))
        await settled(pilot)

    return steps


async def service(pilot: Pilot[None], app: IroApp) -> None:
    await at_today(pilot)
    session = app.open_session
    people = [row.colleague.key for row in session.lines(SERVICE_LIST) if row.colleague]
    with writing(session.engine) as connection:  # as the hub tells: but for one, who is on leave
        ago = {key: timedelta(days=3 * (n == 3), minutes=7 * n) for n, key in enumerate(people) if n != 4}
        write_exchanges(connection, {key: now() - each for key, each in ago.items()})
    await pilot.press("9", "down")
    screen = await at(pilot, "service")
    await until(pilot, lambda: screen.table.row is not None and screen.table.row.name in shown(app), "the second")


async def fair_share(pilot: Pilot[None], app: IroApp) -> None:
    await at_today(pilot)
    await command(pilot, "fair share")
    await at(pilot, "fair_share")


async def tour(pilot: Pilot[None], app: IroApp) -> None:
    await at_today(pilot)
    await pilot.press("f2")
    await until(pilot, lambda: "in a minute" in shown(app))


async def palette(pilot: Pilot[None], app: IroApp) -> None:
    await at_today(pilot)
    await pilot.press("ctrl+p")
    await until(pilot, lambda: "Set the RAG" in shown(app))
    app.screen.query_one(Input).cursor_blink = False  # or the picture never comes to rest


async def palette_typed(pilot: Pilot[None], app: IroApp) -> None:
    await palette(pilot, app)
    await pilot.press(*"move")
    await until(pilot, lambda: "Change the placement" in shown(app) and "Set the RAG" not in shown(app))


async def finding(pilot: Pilot[None], app: IroApp) -> None:
    await on("2", "caseload", "slash")(pilot, app)
    await pilot.press(*"gra")
    await until(pilot, lambda: "Found in" in shown(app))
    await settled(pilot)


async def child(pilot: Pilot[None], app: IroApp) -> None:
    await at_child(pilot, ESCALATED)
    await pilot.press("enter")
    await at(pilot, ChildScreen)
    await settled(pilot)


async def read_note(pilot: Pilot[None], app: IroApp) -> None:
    """A contact of a child's page, read in full beside its lines."""
    await child(pilot, app)
    screen = app.screen
    assert isinstance(screen, ChildScreen)
    line = next(line for line in screen.table.rows if line.kind == "contact")
    assert screen.table.find(screen.key(line))
    await settled(pilot)


async def written(pilot: Pilot[None], app: IroApp) -> None:
    """What a search through everything written found."""
    await at_today(pilot)
    await app.do_find("brother")
    await at(pilot, FoundScreen)
    await settled(pilot)


async def several_lines(pilot: Pilot[None], app: IroApp) -> None:
    """A footprint note of several lines."""
    await form("contact", "o", "1", "1")(pilot, app)
    app.screen.query_one("#note").focus()
    await type_in(pilot, "He has moved into the front room and likes it.")
    await pilot.press("enter")
    await type_in(pilot, "Carers: nights are quiet now.")
    await settled(pilot)


async def empty(pilot: Pilot[None], app: IroApp) -> None:
    """An empty caseload, as an undone import leaves it."""
    await until(pilot, lambda: "Three ways to begin" in shown(app))
    await app.run_action("command('caseload')")
    await until(pilot, lambda: "The caseload is empty" in shown(app))


async def unlock(pilot: Pilot[None], app: IroApp) -> None:
    # The styles of what opens over it come after the first picture.
    await until(pilot, lambda: "Your caseload is locked" in shown(app) and app._styled)


async def wrong(pilot: Pilot[None], app: IroApp) -> None:
    await unlock(pilot, app)
    await type_in(pilot, "not the passphrase")
    await pilot.press("enter")
    await until(pilot, lambda: "does not open" in shown(app))


async def recovery(pilot: Pilot[None], app: IroApp) -> None:
    await unlock(pilot, app)
    await pilot.press("f2")
    await until(pilot, lambda: "Recovery code" in shown(app))


async def first_run(pilot: Pilot[None], app: IroApp) -> None:
    await until(pilot, lambda: "Made up for you" in shown(app))


async def doors(pilot: Pilot[None], app: IroApp) -> None:
    await until(pilot, lambda: isinstance(app.focused, Doors))


async def paper(pilot: Pilot[None], app: IroApp) -> None:
    """A child of a paper list, half typed, with a pick list open."""
    await doors(pilot, app)
    await pilot.press("n")
    await until(pilot, lambda: isinstance(app.screen, NewChild) and app.focused)
    for text in ("LCS-40412", "RW", "14/3/15", "care", "3/9/24"):
        await type_in(pilot, text)
        await pilot.press("enter")
    await type_in(pilot, "fost")
    await until(pilot, lambda: "foster care, relative or friend" in shown(app))


async def paper_done(pilot: Pilot[None], app: IroApp) -> None:
    await paper(pilot, app)
    await pilot.press("enter")
    for text in ("9/9/26", "3/3/27 10 Oakmere", "g", "Priya Caseley", "Yinka Steersworth"):
        await type_in(pilot, text)
        if text != "g":  # a letter answers, and goes on by itself
            await pilot.press("enter")
    await until(pilot, lambda: "Asked now: nothing" in shown(app))


async def pasted(pilot: Pilot[None], app: IroApp) -> None:
    await doors(pilot, app)
    app.post_message(events.Paste(BLOCK))
    await until(pilot, lambda: isinstance(app.screen, PastedRows) and "Left out" in shown(app))


async def bring_in(pilot: Pilot[None], app: IroApp) -> None:
    await doors(pilot, app)
    await pilot.press("f5")
    await until(pilot, lambda: isinstance(app.screen, BringIn) and app.screen.focused)


async def preview(pilot: Pilot[None], app: IroApp) -> None:
    await bring_in(pilot, app)
    await type_in(pilot, "return")
    await pilot.press("enter")
    await until(pilot, lambda: "Enter brings it in" in shown(app))


async def asked_of_a_file(pilot: Pilot[None], app: IroApp) -> None:
    """A list of Annex A with an older one hidden beside it."""
    await bring_in(pilot, app)
    older = table([{**ONE, "CHILD": "OLD 1"}])
    Path("annex.xlsx").write_bytes(xlsx({"List 8": table([ONE]), "List 8 (old)": older}, hidden=["List 8 (old)"]))
    await type_in(pilot, "annex.xlsx")
    await pilot.press("enter")
    await until(pilot, lambda: "is hidden" in shown(app), "the question")
    await pilot.press("tab")
    await settled(pilot)


PICTURES = (
    Picture("today", "Today: what is late, due now and coming, with the child beside it", today),
    Picture("today-80x24", "Today on a small terminal", today, size=SMALL),
    Picture("today-200x50", "Today on a large terminal", today, size=LARGE),
    Picture("week", "The week, five columns", on("W", "week")),
    Picture("week-80x24", "The week as a list on a small terminal", on("W", "week"), size=SMALL),
    Picture("week-next", "The week after, which can be booked in", on("W", "week", ">")),
    Picture("today-light", "Today in the light theme", today, theme="light"),
    Picture("today-high-contrast", "Today in the high-contrast theme", today, theme="high contrast"),
    Picture("today-filtered", "Today, filtered while typing", filtered),
    Picture("caseload", "The caseload: every child, one line", on("2", "caseload")),
    Picture("caseload-80x24", "The caseload on a small terminal", on("2", "caseload"), size=SMALL),
    Picture("caseload-200x50", "The caseload on a large terminal, with more columns", on("2", "caseload"), size=LARGE),
    Picture("caseload-light", "The caseload in the light theme", on("2", "caseload"), theme="light"),
    Picture("caseload-only", "Only children who are red or amber and have no booking", only),
    Picture("caseload-finding", "A child found by a name that is hidden", finding, size=(80, 24)),
    Picture("caseload-marked", "Three children marked, to act on at once", marked),
    Picture("caseload-empty", "An empty caseload says what to do next", empty, EMPTY),
    Picture("reviews", "Reviews coming up, and how full the next twelve weeks are", on("3", ReviewsScreen)),
    Picture("reviews-80x24", "Reviews on a small terminal", on("3", ReviewsScreen), size=SMALL),
    Picture("reviews-200x50", "Reviews on a large terminal", on("3", ReviewsScreen), size=LARGE),
    Picture("reviews-held", "Reviews that were held", on("3", ReviewsScreen, ">")),
    Picture("conferences", "Child protection conferences beside the reviews", on("c", "conferences")),
    Picture("conferences-80x24", "Conferences on a small terminal", on("c", "conferences"), size=SMALL),
    Picture("court", "Court: hearings, what goes before them, the end of proceedings", on("t", "court")),
    Picture("court-80x24", "Court on a small terminal", on("t", "court"), size=SMALL),
    Picture("conference-held", "Recording a conference", conference_held, size=SMALL),
    Picture("proceedings", "Proceedings as they stand: weeks, court, guardian", proceedings, size=SMALL),
    Picture("midpoints", "Mid-point checks, each with what to look at", on("4", MidpointsScreen)),
    Picture("midpoints-80x24", "Mid-point checks on a small terminal", on("4", MidpointsScreen), size=SMALL),
    Picture("escalations", "Escalations by stage, with the working days used", on("5", EscalationsScreen)),
    Picture("escalations-80x24", "Escalations on a small terminal", on("5", EscalationsScreen), size=SMALL),
    Picture("escalations-200x50", "Escalations on a large terminal", on("5", EscalationsScreen), size=LARGE),
    Picture(
        "escalations-high-contrast", "Escalations in high contrast", on("5", EscalationsScreen), theme="high contrast"
    ),
    Picture("paperwork", "Paperwork of held reviews, and the two measures", on("6", PaperworkScreen)),
    Picture("paperwork-80x24", "Paperwork on a small terminal", on("6", PaperworkScreen), size=SMALL),
    Picture("paperwork-200x50", "Paperwork on a large terminal", on("6", PaperworkScreen), size=LARGE),
    Picture("paperwork-cell", "Another step of a record gone to", on("6", PaperworkScreen, "right"), size=SMALL),
    Picture("manager-reply", "What the manager replied to the decisions", manager_reply),
    Picture("outbox", "The outbox: ready case notes", on("7", OutboxScreen)),
    Picture("outbox-copied", "A note that was copied and is not filed yet", on("7", OutboxScreen, "y"), size=SMALL),
    Picture("outbox-80x24", "The outbox on a small terminal", on("7", OutboxScreen), size=SMALL),
    Picture("decisions", "The open decisions, by social worker", on("D", "decisions")),
    Picture("decisions-80x24", "The open decisions on a small terminal", on("D", "decisions"), size=SMALL),
    Picture("closed", "Closed cases, and until when each is kept", on("2", "caseload", ">")),
    Picture("purge", "Removing closed cases that are kept too long", on("2", "caseload", ">", "P"), size=SMALL),
    Picture("sort", "Sorting a list", sorting),
    Picture("child", "One child's case", child),
    Picture("child-80x24", "One child's case on a small terminal", child, size=SMALL),
    Picture("child-200x50", "One child's case on a large terminal", child, size=LARGE),
    Picture("child-note", "A note on a child's page, in full", read_note),
    Picture("child-note-80x24", "The same on a small terminal", read_note, size=SMALL),
    Picture("found", "Everything written in which a word stands", written),
    Picture("found-80x24", "The same on a small terminal", written, size=SMALL),
    Picture("note-lines", "A footprint note of several lines", several_lines),
    Picture("note-lines-80x24", "The same on a small terminal", several_lines, size=SMALL),
    Picture("child-light", "One child's case in the light theme", child, theme="light"),
    Picture("rag", "Setting a RAG: amber, with its reason", form("rag", "r", "a", "2")),
    Picture("rag-80x24", "Setting a RAG on a small terminal", form("rag", "r", "a", "2"), size=SMALL),
    Picture("rag-light", "Setting a RAG in the light theme", form("rag", "r", "r", "3"), theme="light"),
    Picture("book", "Booking a review: what the typed date means", form("book", "b", "=+20wd", of="JP 1366")),
    Picture(
        "book-moved",
        "Moving a review: who asked, and why",
        form("book", "b", "=30/11", "enter", "enter", "2", "=court tim", of="KS 5450"),
    ),
    Picture(
        "note",
        "A footprint note",
        form("contact", "o", "1", "1", "4", "tab", "y", "4", "0", "tab", "=Proud of the school report."),
    ),
    Picture("people", "Somebody of a case", act("people", "1", "=Mrs Larkfield")),
    Picture("people-80x24", "The same on a small terminal", act("people", "1", "=Mrs Larkfield"), size=SMALL),
    Picture("event", "An event the IRO was not told of", act("event", "1")),
    Picture("event-80x24", "The same on a small terminal", act("event", "1"), size=SMALL),
    Picture("task", "A task", form("task", "a", "=Read the assessment", "tab", "=tue")),
    Picture(
        "mid-point-check", "A mid-point check", form("midpoint", "m", "t", "=Visits agreed for December.", of="MM 8221")
    ),
    Picture(
        "hold",
        "Recording a review: RAG, how the child took part, checklist",
        recording("g", "1", "y", "n"),
    ),
    Picture(
        "hold-80x24",
        "Recording a review on a small terminal",
        recording("g", "1", "Y"),
        size=SMALL,
    ),
    Picture("hold-finished", "A review finished at the table: decisions, who was there, the next one", finished),
    Picture("hold-finished-80x24", "The same on a small terminal", finished, size=SMALL),
    Picture("hold-finished-200x50", "The same on a large one", finished, size=LARGE),
    Picture("hold-siblings", "The reviews of siblings recorded in one sitting", sitting),
    Picture("hold-adjourned", "A review adjourned instead", adjourned),
    Picture("escalate-pick", "What e can do for a child", on("2", "caseload", "e")),
    Picture("escalate", "Escalating something new", picked("escalate", "e", "2", "=drift and")),
    Picture("escalation-next", "The next step of an escalation", next_step),
    Picture("escalation-next-80x24", "The next step on a small terminal", next_step, size=SMALL),
    Picture(
        "early-review", "Asking for an early review", picked("early", "e", "4", "1", "=fourth move", "tab", "=+10wd")
    ),
    Picture("facts", "What i can change", on("2", "caseload", "i")),
    Picture("prepare", "How far a review is prepared", picked("prepare", "i", "1")),
    Picture("placement", "Another placement", picked("move", "i", "6", "=U1")),
    Picture("permanence-plan", "The permanence plan", picked("permanence", "i", "7")),
    Picture("end-of-care", "The end of care", picked("end_care", "i", "8", "=E4A")),
    Picture("journal", "The journal of what was done", journal),
    Picture("practice", "The practice in force: value, source, what is the service's own", practice),
    Picture("practice-80x24", "The same on a small terminal", practice, size=SMALL),
    Picture("practice-200x50", "The same on a large one", practice, size=LARGE),
    Picture("figures", "The figures of a quarter: n of N, a bar, the period before, four quarters, the aim", figures),
    Picture("figures-80x24", "The same on a small terminal", figures, size=SMALL),
    Picture("figures-200x50", "The same on a large one", figures, size=LARGE),
    Picture("written", "What is written beside the figures, and the words on record that may be marked", written_part),
    Picture("written-80x24", "The same on a small terminal", written_part, size=SMALL),
    Picture("written-200x50", "The same on a large one", written_part, size=LARGE),
    Picture("surveys", "The sheets of surveys that came in", surveys),
    Picture("surveys-80x24", "The same on a small terminal", surveys, size=SMALL),
    Picture("colleagues", "The people of the service: team, FTE, who is away", colleagues),
    Picture("colleagues-80x24", "The same on a small terminal", colleagues, size=SMALL),
    Picture("allocate", "Naming another IRO, picked from the colleagues", naming),
    Picture("hand-over", "Handing two children over for a leave", between(handing.handing)),
    Picture("words-told", "The words that open a file for a colleague without a card", between(handing.words_told)),
    Picture("receive", "Taking a colleague's file in: what it would do", between(handing.receiving)),
    Picture("not-confirmed", "Today: a file that waits for its receipt, values to choose", between(handing.begun)),
    Picture("not-confirmed-80x24", "The same on a small terminal", between(handing.begun), size=SMALL),
    Picture("differences", "Mine and theirs side by side", between(handing.clashes)),
    Picture("differences-80x24", "The same on a small terminal", between(handing.clashes), size=SMALL),
    Picture("survey", "Entering what a carer answered, by the questions and scales of Kent's practice", survey),
    Picture("figures-behind", "The reviews behind a number: those that were late first, with their reasons", behind),
    Picture("write", "Writing the outbox to a file", on("7", OutboxScreen, "w")),
    Picture("delete", "Deleting asks first", deleting),
    Picture("backups", "The backups: what each holds and lacks", backups_list),
    Picture("backups-80x24", "The backups on a small terminal", backups_list, size=SMALL),
    Picture("keys", "The passphrase, the key, the recovery code and the keyring", keys_dialog, LOCKED, size=SMALL),
    Picture("settings", "The settings of this computer", settings_page),
    Picture("settings-80x24", "The settings on a small terminal", settings_page, size=SMALL),
    Picture("settings-light", "The settings in the light theme", settings_page, theme="light"),
    Picture("settings-change", "Changing a setting: what was typed cannot be", settings_wrong, size=SMALL),
    Picture("help", "Help: the keys and signs of the screen one is on", help_),
    Picture("help-80x24", "The same on a small terminal", help_, size=SMALL),
    Picture("guide", "A page of the officers' guide", guide_page("3")),
    Picture("guide-80x24", "The same on a small terminal", guide_page("3"), size=SMALL),
    Picture("guide-law-80x24", "What is law, and what habit", guide_page("7"), size=SMALL),
    Picture("guide-light", "A page of the guide in the light theme", guide_page("6"), theme="light"),
    Picture("service", "A manager's service: a row an IRO", service, SERVICE),
    Picture("service-80x24", "The service on a small terminal", service, SERVICE, size=SMALL),
    Picture("service-200x50", "The service on a large terminal", service, SERVICE, size=LARGE),
    Picture("service-light", "The service in the light theme", service, SERVICE, theme="light"),
    Picture("fair-share", "A fair share, suggested", fair_share, SERVICE),
    Picture("fair-share-80x24", "A fair share on a small terminal", fair_share, SERVICE, size=SMALL),
    Picture("tour", "How it works, on one screen", tour),
    Picture("palette", "The command palette", palette),
    Picture("palette-typed", "What is found by a word that people use", palette_typed, size=(80, 24)),
    Picture("unlock", "The first screen", unlock, LOCKED),
    Picture("unlock-light", "The first screen in the light theme", unlock, LOCKED, theme="light"),
    Picture("unlock-wrong", "A wrong passphrase", wrong, LOCKED),
    Picture("unlock-recovery", "Opening with the recovery code", recovery, LOCKED),
    Picture("first-run", "No caseload yet: choosing a passphrase", first_run, NONE),
    Picture("welcome", "An empty caseload: three ways to begin", doors, EMPTY),
    Picture("welcome-80x24", "Three ways to begin, on a small terminal", doors, EMPTY, size=SMALL),
    Picture("pasted", "Rows pasted from a spreadsheet, before they are kept", pasted, EMPTY),
    Picture("pasted-80x24", "Pasted rows on a small terminal", pasted, EMPTY, size=SMALL),
    Picture("new-child", "A new child from paper, a pick list open", paper, EMPTY),
    Picture("new-child-80x24", "A new child on a small terminal, a pick list open", paper, EMPTY, size=SMALL),
    Picture("new-child-done-80x24", "A new child, nearly done", paper_done, EMPTY, size=SMALL),
    Picture("import-asked", "What is asked of a workbook before it is brought in", asked_of_a_file, EMPTY),
    Picture("import-preview", "What a return would change, before it does", preview, EMPTY),
)
GALLERY = tuple(
    picture for picture in PICTURES if not any(picture.name.startswith(f"{other.name}-") for other in PICTURES)
)
"""One of each screen and form, as kept in screens/. A name that begins with another picture's is the same screen in
another state, size or theme."""
