"""A child from strategy discussion to placement order, by keys: each duty on each day, undone and redone whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from iro_tui.store.work import action
from iro_tui.tui.app import IroApp
from iro_tui.tui.commands import BY_ID
from iro_tui.tui.form import Form
from iro_tui.tui.screens.reviews import HELPED
from iro_tui.tui.widgets.day_beside import DayBeside
from iro_tui.tui.widgets.folding import FoldingTable
from iro_tui.tui.widgets.labels import HintBar
from tests.support import TODAY
from tests.support.acting import rows
from tests.support.driving import at, form_of, messages, type_in, until
from tests.support.journeys import AnyList, form_opened, go, journey, mark, on_row, picking
from tests.support.stores import open_store

RECORDED = (
    tables.ConferenceRow, tables.ProtectionPlanRow, tables.CoreGroupRow, tables.ProceedingsRow, tables.CourtDateRow,
    tables.CarePeriodRow, tables.LegalStatusRow, tables.DateChangeRow, tables.ReviewRow, tables.ConferenceMoveRow,
)  # fmt: skip


async def fill(pilot: Pilot[None], app: IroApp, verb: str, screen: AnyList, **answers: str) -> None:
    """Answer a form that is opening, question by question, by what is typed in each; keep it."""
    await until(pilot, lambda: form_of(app, verb) and app.screen.is_mounted, verb)
    for name, keys in answers.items():
        await until(pilot, lambda: app.screen.query(f"#{name}"), name)  # noqa: B023 -- called at once
        app.screen.query_one(f"#{name}").focus()
        if name in DIGITS:
            await pilot.press(*keys)
        else:
            await pilot.press("end", "ctrl+u")
            await type_in(pilot, keys)
    before = len(app.open_session.lines(ENTRIES, 100))
    await pilot.press("f2")
    await until(pilot, lambda: len(app.open_session.lines(ENTRIES, 100)) == before + 1, f"{verb} kept")
    await until(pilot, lambda: app.screen is screen or isinstance(app.screen, Form), "and gone")


DIGITS = ("kind", "outcome", "category", "happened", "came", "application", "asked_by")
"""The questions that are answered by a key."""


ACTIONS = 12
"""How many forms are kept in all."""


async def turned(pilot: Pilot[None], app: IroApp, key: str) -> None:
    """Undo or redo once."""
    before = len(app.open_session.lines(ENTRIES, 100))
    await pilot.press(key)
    await until(pilot, lambda: len(app.open_session.lines(ENTRIES, 100)) == before + 1, key)


def asked(session: Session, kind: str) -> Any:
    """The duty of a kind of the only child; None where there is none."""
    duties = [duty for duties in session.caseload().duties.values() for duty in duties if duty.kind == kind]
    return duties[0] if duties else None


def test_a_child_from_strategy_discussion_to_placement_order(store: Path) -> None:
    session = open_store(store)
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="CP 1", born=date(2021, 5, 5), on_caseload_since=date(2026, 1, 5)))
        work.add(tables.TaskRow(child_id=child, what="read the file", due=date(2026, 1, 12)))
    session.close()

    def on(today: date, steps: Any) -> None:
        async def begun(pilot: Pilot[None], app: IroApp) -> None:
            screen = await at(pilot, "today")
            await steps(pilot, app, screen)

        journey(store, begun, today=today)

    async def strategy(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        await on_row(pilot, screen, lambda row: row.child_id)
        await picking(pilot, "i", "p")
        await fill(pilot, app, "conference", screen, kind="1", strategy="12/1/26", day="30/1/26", time="10:00")
        duty = asked(app.open_session, "conference")
        assert (duty.due, duty.booked, duty.rule) == (date(2026, 2, 2), date(2026, 1, 30), "icpc")

    async def initial(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        await on_row(pilot, screen, lambda row: row.duty.kind == "conference")
        await pilot.press("h")
        await fill(pilot, app, "hold_conference", screen, outcome="1", category="1")
        duty = asked(app.open_session, "conference")
        assert (duty.due, duty.rule, asked(app.open_session, "core_group").due) == (
            date(2026, 4, 30), "rcpc1", date(2026, 2, 13),
        )  # fmt: skip
        await on_row(pilot, screen, lambda row: row.duty.kind == "core_group")
        await pilot.press("m")
        await fill(pilot, app, "core_group", screen, came="2")
        assert asked(app.open_session, "core_group") is None

    async def first_review(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        await pilot.press("c")
        conferences = await at(pilot, "conferences")
        await on_row(pilot, conferences, lambda row: row.duty)
        await pilot.press("h")
        await fill(pilot, app, "hold_conference", conferences, outcome="1")
        duty = asked(app.open_session, "conference")
        assert (duty.due, duty.rule) == (date(2026, 10, 27), "rcpc2+")
        assert "legal pathway considered?" in duty.note
        await pilot.press("right")
        await at(pilot, "court")

    async def care(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        await pilot.press("c")
        screen = await at(pilot, "conferences")
        await on_row(pilot, screen, lambda row: row.duty)
        await picking(pilot, "i", "u")
        await fill(pilot, app, "proceedings", screen, application="1", issued="15/6/26")
        await picking(pilot, "i", "b")
        await fill(pilot, app, "back_in_care", screen, legal="C2", placement="U6")
        await picking(pilot, "i", "h")
        await fill(pilot, app, "hearing", screen, kind="4", day="5/11/26", filing="29/10/26")
        session = app.open_session
        assert session.caseload().status[child] == "both"
        assert asked(session, "proceedings_end").due == date(2026, 12, 13), "a Sunday: 26 weeks from a Monday"
        assert asked(session, "review").due == date(2026, 7, 13)
        assert asked(session, "ratify").due == date(2026, 7, 13), "the law's limit lies before the filing"
        assert asked(session, "court_view").due == date(2026, 10, 29)
        assert "Looked after too" in asked(session, "conference").note
        reviews = await go(pilot, "3")
        await on_row(pilot, reviews, lambda row: row.child_id == child)
        await pilot.press("b")
        await fill(pilot, app, "book", reviews, day="10/7/26")

    async def moved(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        await pilot.press("t")
        court = await at(pilot, "court")
        await on_row(pilot, court, lambda row: row.duty and row.duty.kind == "court")
        await pilot.press("b")
        await fill(pilot, app, "appointment", court, day="19/11/26", filing="12/11/26")
        await until(pilot, lambda: form_of(app, "book"), "the review's booking is offered")
        assert app.screen.query(DayBeside), "with the diary beside it"
        await fill(pilot, app, "book", court, day="13/7/26")
        [change] = rows(app.open_session, tables.DateChangeRow)
        assert (change["asked_by"], change["reason"]) == ("court", "court timetabling")
        assert asked(app.open_session, "court_view").due == date(2026, 11, 12)

    async def order(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        await pilot.press("t")
        court = await at(pilot, "court")
        await on_row(pilot, court, lambda row: row.duty and row.duty.kind == "court")
        await pilot.press("h")
        await fill(pilot, app, "hold_hearing", court, order="E1")
        await pilot.press("c")
        conferences = await at(pilot, "conferences")
        await on_row(pilot, conferences, lambda row: row.duty)
        await pilot.press("h")
        await fill(pilot, app, "hold_conference", conferences, outcome="2")
        session = app.open_session
        care = session.caseload().on_day[child].care_status
        assert care
        assert care.authority_since == date(2026, 11, 19)
        assert (session.caseload().status[child], asked(session, "conference")) == ("looked_after", None)
        whole = [rows(session, model) for model in RECORDED]
        for _ in range(ACTIONS):
            await turned(pilot, app, "u")
        assert [rows(session, model) for model in RECORDED] == [[]] * len(RECORDED)
        for _ in range(ACTIONS):
            await turned(pilot, app, "U")
        assert _bare([rows(session, model) for model in RECORDED]) == _bare(whole)

    on(date(2026, 1, 12), strategy)
    on(date(2026, 1, 30), initial)
    on(date(2026, 4, 27), first_review)
    on(date(2026, 6, 15), care)
    on(date(2026, 6, 22), moved)
    on(date(2026, 11, 19), order)


def test_held_and_both_clocks_stand_apart_and_enter_alone_opens_and_closes(store: Path) -> None:
    session = open_store(store)
    with action(session.engine, "Set up") as work:
        for ref, initial in (("NEAR", date(2026, 9, 1)), ("BOTH", date(2026, 11, 2)), ("PLAN", date(2026, 11, 3))):
            child = work.add(tables.ChildRow(ref=ref, born=date(2021, 5, 5), on_caseload_since=date(2026, 9, 1)))
            work.add(tables.ConferenceRow(child_id=child, kind="initial", held=initial, outcome="plan"))
            work.add(tables.ProtectionPlanRow(child_id=child, started=initial))
            if ref != "PLAN":
                work.add(tables.CarePeriodRow(child_id=child, started=date(2026, 11, 16)))
                work.add(tables.LegalStatusRow(child_id=child, code="C1", started=date(2026, 11, 16)))
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("c")
        screen = await at(pilot, "conferences")
        table = screen.table
        assert isinstance(table, FoldingTable)
        meetings = [row for row in table.rows if row.duty is None or row.duty.kind == "conference"]
        assert [(row.ref, screen.group(row)) for row in meetings] == [
            ("NEAR", "Next 28 days"),  # what is soon stands there, whatever clock runs beside it
            ("PLAN", "Later"),
            ("BOTH", "Both clocks"),
            *((ref, "Held since 1 April") for ref in ("PLAN", "BOTH", "NEAR")),
        ]
        last = max(table.heads)
        assert table.heads[last].rest
        assert (table.heads[last].words, table.heads[last].beside) == ("Held since 1 April  3", "Enter opens")
        while table.head_at != last:
            await pilot.press("down")
        await pilot.press("enter")
        await until(pilot, lambda: not table.heads[table.head_at or 0].rest, "it is open")
        await pilot.press("down")
        await until(pilot, lambda: table.row and table.row.held == date(2026, 11, 3), "on what was held")
        assert " i Correct " in screen.query_one(HintBar).render().plain
        for key in "hbxXm":
            await pilot.press(key)
            await until(pilot, lambda: "This is on record: i c corrects it." in messages(app), key)
            assert app.screen is screen
        await pilot.press("up", "enter")
        await until(pilot, lambda: table.heads[table.head_at or 0].rest, "it is one line again")
        await pilot.press("left")
        await at(pilot, "reviews")

    journey(store, steps)


def _bare(kept: list[list[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    """The rows without the count of their changes."""
    return [[{k: v for k, v in row.items() if k != "version"} for row in of_kind] for of_kind in kept]


def test_b_on_the_marked_rows_of_siblings_moves_their_one_conference(store: Path) -> None:
    session, day, to = open_store(store), date(2026, 1, 30), date(2026, 1, 29)
    with action(session.engine, "Set up") as work:
        for n in (1, 2):
            own: dict[str, Any] = {
                "born": date(2020, 5, n),
                "sibling_group": "s",
                "on_caseload_since": date(2026, 1, 5),
            }
            child = work.add(tables.ChildRow(ref=f"CP {n}", **own))
            work.add(tables.ConferenceRow(child_id=child, kind="initial", strategy_on=date(2026, 1, 12), booked=day))
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        both = [row for row in screen.table.rows if row.duty.kind == "conference"]
        await mark(pilot, screen, both)
        await pilot.press("b")
        why = {"day": "29/1/26", "asked_by": "2", "reason": "no report"}
        await fill(pilot, app, "appointment_together", screen, **why)
        assert [row["booked"] for row in rows(app.open_session, tables.ConferenceRow)] == [to, to]
        assert len(rows(app.open_session, tables.ConferenceMoveRow)) == 2

    journey(store, steps, today=date(2026, 1, 13))


@pytest.mark.parametrize(("key", "tab", "says"), [
    ("c", "conferences", "Record the conference as held or not held"),
    ("t", "court", "Record the hearing, and the order that was made"),
])  # fmt: skip
def test_help_says_what_the_keys_of_a_conference_and_of_a_hearing_do(
    store: Path, key: str, tab: str, says: str
) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press(key)
        screen = await at(pilot, tab)
        for command, words in HELPED[tab].items():
            assert screen.helped(BY_ID[command]) == words
        assert any(words.startswith(says) for words in HELPED[tab].values())
        await pilot.press("3")
        reviews = await at(pilot, "reviews")
        assert reviews.helped(BY_ID["hold"]) == BY_ID["hold"].sentence

    journey(store, steps)


def test_on_the_caseload_b_and_h_are_of_the_conference_that_the_row_shows(store: Path) -> None:
    session = open_store(store)
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="KB 1", initials="KB"))
        work.add(tables.ProtectionPlanRow(child_id=child, started=TODAY))
        work.add(tables.ConferenceRow(child_id=child, kind="initial", held=TODAY))
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        assert " b Book " in screen.query_one(HintBar).render().plain
        await pilot.press("b")
        await fill(pilot, app, "appointment", screen, day="20/1/27")
        assert [row["booked"] for row in rows(app.open_session, tables.ConferenceRow, held=None)] == [date(2027, 1, 20)]
        await until(pilot, lambda: " b Move " in screen.query_one(HintBar).render().plain, "it is booked")
        assert (await form_opened(pilot, "h")).action.id == "hold_conference"

    journey(store, steps)


@pytest.mark.parametrize(("kind", "name"), [("initial", "strategy"), ("transfer", "notified")])
def test_the_day_that_a_conference_runs_from_is_where_its_form_begins(store: Path, kind: str, name: str) -> None:
    """Which conference waits is known; its limit runs from the strategy discussion, or from the notice."""
    session = open_store(store)
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="KB 1", initials="KB"))
        work.add(tables.ConferenceRow(child_id=child, kind=kind))
    session.close()

    async def steps(pilot: Pilot[None], _app: IroApp) -> None:
        screen: AnyList = await at(pilot, "today")
        await on_row(pilot, screen, lambda row: row.duty.kind == "strategy_day")
        form = await form_opened(pilot, "x")
        assert form.query_one(f"#{name}").has_focus

    journey(store, steps)
