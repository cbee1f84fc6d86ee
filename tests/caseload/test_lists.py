"""Every list as data: what it declares fits together, and the tables it names are those that change it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from iro_tui.actions.import_files import apply_import, preview_import
from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.lines import Changes, ChildLine
from iro_tui.caseload.lists import LISTS, every_list, list_of
from iro_tui.caseload.lists.base import ALWAYS, AnyList, List, View, child_column, record, table
from iro_tui.caseload.lists.children import row
from iro_tui.caseload.lists.kinds import CHILD, RAG_ORDER
from iro_tui.caseload.lists.outbox import NOTES
from iro_tui.caseload.page import CASE
from iro_tui.caseload.practices import find
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from iro_tui.store.tables import table_of
from iro_tui.store.work import action
from iro_tui.tui import commands
from tests.support import TODAY
from tests.support.acting import act
from tests.support.acting import rows as kept_rows
from tests.support.returns import ONE_CHILD, make_return
from tests.support.stores import make_store, open_store

EVERY = [*every_list(), CASE]
every_declared = pytest.mark.parametrize("listed", EVERY, ids=[each.id for each in EVERY])
every_registered = pytest.mark.parametrize("listed", EVERY[:-1], ids=list(LISTS))


def shown(session: Session, listed: AnyList) -> list[tuple[Any, ...]]:
    """The rows of a list in each of its views."""
    return [session.lines(listed, **listed.options(view.value)) for view in listed.views]


# What is declared


@every_declared
def test_what_a_list_declares_fits_together(listed: AnyList) -> None:
    names = [column.json for column in listed.columns if column.json]
    assert len(names) == len(set(names)), "no two values have one name for scripts"
    assert all(column.means or column.title for column in listed.columns if column.json)
    assert {column.when for column in listed.columns} <= {ALWAYS, *(view.value for view in listed.views)}
    for view in listed.views:
        keys = [column.key for column in listed.shown(view.value) if column.width]
        assert len(keys) == len(set(keys))
        assert view.nothing
    if listed.reads is not None:
        assert listed.reads <= set(table_of(tables.ChildRow).metadata.tables)


@every_registered
def test_a_heading_stands_once_over_all_of_its_rows(filled: Path, listed: AnyList) -> None:
    session, heading = open_store(filled), listed.heading or (lambda *_: "")
    for view in listed.views:
        rows = session.lines(listed, **listed.options(view.value))
        heads = [head for head, _ in groupby(heading(row, TODAY, view.value) for row in rows)]
        assert len(heads) == len(set(heads)), heads
    session.close()


def test_every_list_has_its_command_and_is_found_by_it() -> None:
    assert set(LISTS) <= set(commands.BY_ID)
    assert [list_of(each).id for each in LISTS] == list(LISTS)
    verbs = [each.verb or each.id for each in every_list()]
    assert len(set(verbs)) == len(verbs)


# What it shows


@every_registered
def test_a_row_for_scripts_is_plain_data_without_the_name(filled: Path, listed: AnyList) -> None:
    session = open_store(filled)
    names = {child.name for child in session.caseload().children.values()}
    for rows in shown(session, listed):
        for line in rows:
            plain = record(listed.columns, line)
            assert list(plain) == [column.json for column in listed.columns if column.json]
            assert not [name for name in names if name and name in str(plain)]
            assert "" not in plain.values(), "what is absent is None"
    session.close()


@every_declared
def test_every_value_has_words_an_order_and_a_cell(filled: Path, listed: AnyList) -> None:
    if listed.id in ("service", "fair_share"):  # an officer's store has none
        make_store(filled.parent / "service", 150, service=True)
        filled = filled.parent / "service"
    session = open_store(filled)
    if listed is list_of("differences"):  # of the last import: nothing was brought in yet
        apply_import(session, preview_import(session, [make_return(filled.parent / "return", **ONE_CHILD)]))
    if listed is list_of("clashes"):  # its officer works alone
        with action(session.engine, "Set up") as work:
            [review] = kept_rows(session, tables.ReviewRow, held=None)[:1]
            apart = {"of_table": "review", "of_row": review["id"], "of_column": "booked", "arose_on": TODAY}
            kept, late = f'"{TODAY.isoformat()}"', '"2026-12-08"'
            work.add(tables.DifferenceRow(child_id=review["child_id"], kept=kept, late=late, late_by="x", **apart))
    if listed is list_of("surveys"):  # the statutory practice asks nobody
        session.use_practice(find("kent"))
        act(session, "survey", survey="children", answer_1="yes")
    child_id = next(iter(session.caseload().status))
    views = [session.lines(CASE, child_id)] if listed is CASE else shown(session, listed)
    assert any(views)
    for view, rows in zip(listed.views, views, strict=True):
        columns = listed.shown(view.value)
        titles, cells = table(columns, rows)
        assert all(len(line) == len(titles) for line in cells)
        for column in columns:
            values = [(line, value) for line in rows if (value := column.of(line)) is not None]
            for brief in (False, True):
                assert all(isinstance(column.kind.words(value, TODAY, brief), str) for _, value in values)
            if column.order and column.width:
                orders = [order for line, _ in values if (order := column.order(line)) is not None]
                assert len(sorted(orders)) == len(orders), "they compare with each other"
    session.close()


def test_a_list_of_ones_own_needs_nothing_but_its_declaration(filled: Path) -> None:
    """As much as a new list has to say: the rest, its order, its data and its spreadsheet, follows."""

    def reds(_connection: object, caseload: Caseload) -> list[ChildLine]:
        return [line for child_id in caseload.status if (line := row(caseload, child_id)).who.rag == "red"]

    listed = List(
        id="reds", title="Red", help="children who are red", json="reds", unit="children", reads=frozenset({"rating"}),
        rows=reds, columns=child_column(), key=lambda row: row.child_id, views=(View(nothing="Nobody is red."),),
    )  # fmt: skip
    session = open_store(filled)
    rows = session.lines(listed)
    assert rows
    assert {row.who.rag for row in rows} == {"red"}
    assert [record(listed.columns, row)["ref"] for row in rows] == [row.ref for row in rows]
    titles, cells = table(listed.columns, rows)
    assert titles == ("Child", "Initials")
    assert list(cells) == [(row.ref, row.who.initials) for row in rows]
    assert listed.columns[0].kind is CHILD
    session.close()


def test_ratings_are_in_order_of_gravity() -> None:
    assert sorted(("green", "red", "amber"), key=RAG_ORDER.__getitem__) == ["red", "amber", "green"]


# What it reads

Act = Callable[[Session, str], Changes]


def _child_changed(session: Session, child_id: str, model: type[tables.OfChild], **values: Any) -> Changes:
    with action(session.engine, "Set up") as work:
        work.add(model(child_id=child_id, **values))
    return Changes.of(work.result)


ACTS: dict[str, Act] = {
    "rating": lambda s, c: act(s, "rag", c, value="red", theme="drift"),
    "green": lambda s, c: act(s, "rag", c, value="green"),
    "contact": lambda s, c: act(s, "contact", c, who="carer", how="phone", note="Well."),
    "task": lambda s, c: act(s, "task", c, what="Ring the school", due=TODAY),
    "own task": lambda s, _: act(s, "task", what="Audit", due=TODAY),
    "filed": lambda s, _: act(s, "file", (), *[s.lines(NOTES)[0].note_id]),
    "placement": lambda s, c: _child_changed(s, c, tables.PlacementRow, code="U1", started=TODAY - timedelta(days=3)),
    "legal": lambda s, c: _child_changed(s, c, tables.LegalStatusRow, code="E1", started=TODAY - timedelta(days=3)),
    "worker": lambda s, c: _child_changed(s, c, tables.WorkerRow, role="social_worker", name="Ira", started=TODAY),
    "review": lambda s, c: _child_changed(s, c, tables.ReviewRow, held=TODAY, completed=TODAY, follow_record=True),
    "decision": lambda s, c: _child_changed(s, c, tables.DecisionRow, text="A plan", due=TODAY),
    "escalation": lambda s, c: _child_changed(s, c, tables.EscalationRow, issue="Drift", raised_on=TODAY),
    "praise": lambda s, c: _child_changed(
        s, c, tables.EscalationRow, kind="good_practice", issue="Well done", raised_on=TODAY
    ),
    "midpoint": lambda s, c: _child_changed(s, c, tables.MidpointCheckRow, done_on=TODAY),
    "conference": lambda s, c: _child_changed(s, c, tables.ConferenceRow, kind="initial", booked=TODAY),
    "plan": lambda s, c: _child_changed(s, c, tables.ProtectionPlanRow, started=TODAY),
    "court": lambda s, c: _child_changed(s, c, tables.CourtDateRow, what="hearing", on_day=TODAY),
    "missing": lambda s, c: _child_changed(s, c, tables.MissingEpisodeRow, kind="M", started=TODAY),
    "early": lambda s, c: _child_changed(s, c, tables.EarlyReviewRow, trigger="iro", since=TODAY, by=TODAY),
}


@pytest.mark.parametrize("name", ACTS)
def test_what_changes_a_list_is_among_the_tables_it_reads(filled: Path, name: str) -> None:
    session = open_store(filled)
    child_id = next(row.child_id for row in session.lines(list_of("caseload")) if row.who.rag == "green")
    before = {each.id: shown(session, each) for each in every_list()}
    changes = ACTS[name](session, child_id)
    assert changes.tables
    for each in every_list():
        if shown(session, each) != before[each.id]:
            assert each.reads is None or changes.tables & each.reads, each.id
    session.close()


def test_a_footprint_note_touches_no_paperwork_and_a_rating_all_that_shows_it(
    open_session: Callable[[date], Session], child: str
) -> None:
    session = open_session(TODAY)
    note = act(session, "contact", child, who="carer", how="phone").tables
    rating = act(session, "rag", child, value="red", theme="drift").tables
    for each in every_list():
        if each.reads is not None:
            assert bool(note & each.reads) is (
                each.id in ("caseload", "court", "midpoints", "outbox", "today", "week")
            ), each.id
            assert rating & each.reads or each.id in ("colleagues", "practice", "surveys"), each.id
