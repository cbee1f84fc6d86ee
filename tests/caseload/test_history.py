"""The history of a case is read when it is looked at: no list shows less for it, nor does a child's page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from iro_tui.actions.about_row import child_of_row, over_now
from iro_tui.actions.base import look_at
from iro_tui.actions.purging import preview_purge, purge
from iro_tui.actions.rag import ACTION as RAG
from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.lists import every_list
from iro_tui.caseload.lists.children import CHILDREN, full_card
from iro_tui.caseload.session import Session
from iro_tui.store import facts, reads, tables
from iro_tui.store.connection import Connection
from iro_tui.store.engine import reading
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.statements import statements
from tests.support.stores import open_store

YEARS = range(7, 1500, 31)
MANY = 30


@pytest.fixture(params=[TODAY, TODAY - timedelta(days=200)], ids=["today", "looking back"])
def lived(request: pytest.FixtureRequest, filled: Path) -> Iterator[Session]:
    """A caseload with some years behind it, on a day."""
    session = open_store(filled)
    with action(session.engine, "Years") as work:
        for number, child in enumerate(session.caseload().children):
            days: list[date] = [TODAY - timedelta(days=ago + number) for ago in YEARS]
            work.add_rows(tables.ContactRow, [{"child_id": child, "on_day": day, "who": "guardian"} for day in days])
            work.add_rows(
                tables.RatingRow,
                [{"child_id": child, "value": ("red", "green")[day.day % 2], "rated_on": day} for day in days],
            )
            work.add_rows(
                tables.DecisionRow, [{"child_id": child, "text": "x", "made_on": day, "done_on": day} for day in days]
            )
    session.close()
    session = open_store(filled, request.param)
    yield session
    session.close()


def rows_of_all(connection: Connection, caseload: Caseload) -> dict[str, Any]:
    """The rows of every list, in each of its views."""
    said = {}
    for listed in every_list():
        said[listed.id] = [*listed.rows(connection, caseload)]
        if switch := listed.switch:
            asked = {switch.name: 2 if switch.takes_number else True}
            said[f"{listed.id} {switch.flag}"] = [*listed.rows(connection, caseload, **asked)]
    return said


def test_no_list_and_no_card_shows_less(lived: Session) -> None:
    caseload = lived.caseload()
    with reading(lived.engine) as connection:
        cases = facts.read_cases(connection)
        whole = caseload.whole(connection)
        if caseload.until is None:
            assert whole.cases == cases
        assert all(len(case.contacts) > MANY for case in whole.cases.values())
        assert all(len(case.contacts) <= 1 for case in caseload.cases.values())
        fresh = Caseload.read(connection, lived.practice, lived.today)
        assert rows_of_all(connection, fresh) == rows_of_all(connection, whole)
        for child in caseload.children:
            assert full_card(connection, fresh, child) == full_card(connection, whole, child)


def test_an_action_has_the_whole_case_and_so_has_its_form_later(lived: Session) -> None:
    child = next(iter(lived.caseload().status))
    scene = look_at(lived, RAG, [child])
    lived.keep_draft("note", "half a sentence")
    assert len(scene.case.ratings) > MANY
    assert over_now(lived, scene).case == scene.case
    with reading(lived.engine) as connection:
        settled = reads.read_rows(connection, tables.DecisionRow, child_id=child)[-1].id
        assert child_of_row(connection, lived.caseload(), settled) == (child,)


def test_what_was_read_of_the_history_is_not_read_again(lived: Session) -> None:
    rows = lived.lines(CHILDREN)
    with statements(lived.engine) as made:
        assert lived.lines(CHILDREN) == rows
    assert not [statement for statement, _ in made if "FROM rating" in statement]


def test_of_whom_was_removed_no_history_is_kept(filled: Path) -> None:
    session = open_store(filled)
    with action(session.engine, "Long ago") as work:
        gone = work.add(tables.ChildRow(ref="KB 1", closed_on=date(1990, 1, 1)))
        work.add(tables.RatingRow(child_id=gone, value="red", rated_on=date(1989, 1, 1)))
    session.lines(CHILDREN)
    assert gone in session.caseload()._histories["ratings"]
    preview = preview_purge(session, [gone])
    purge(session, preview)
    caseload = session.caseload()
    assert gone not in {*caseload.cases, *caseload._histories["ratings"]}
    session.close()


def test_on_another_day_the_history_ends_there(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = open_store(filled)
    child = next(iter(session.caseload().status))
    with action(session.engine, "Lately") as work:
        work.add(tables.ContactRow(child_id=child, on_day=TODAY, who="child"))
    assert session.child_card(child).footprint[0].on == TODAY
    monkeypatch.setattr(session, "_fixed_today", TODAY - timedelta(days=1))
    assert TODAY not in [entry.on for entry in session.child_card(child).footprint]
    session.close()
