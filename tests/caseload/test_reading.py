"""What is written can be read: every row of a child's record has a place, and every column of it is told there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.page import CASE
from iro_tui.caseload.people import people_of, to_ring
from iro_tui.caseload.reading import read_beside, read_line
from iro_tui.caseload.reading.on_record import OF_A_CHILD, OnRecord
from iro_tui.caseload.reading.passage import plain
from iro_tui.caseload.reading.subjects import subject_of
from iro_tui.caseload.searching import written
from iro_tui.caseload.session import Session
from iro_tui.domain.fact import Kind
from iro_tui.store import tables
from iro_tui.store.connection import Connection
from iro_tui.store.reads import read_rows
from iro_tui.store.tables import Kept, facts_of, table_of
from iro_tui.store.work import action, model_of
from tests.support import TODAY
from tests.support.acting import act, look_after
from tests.support.statements import statements
from tests.support.stores import open_store

DAY = date(2026, 10, 5)
TEXTS = (Kind.TEXT, Kind.CODE)
SAID_OTHERWISE = {
    ("escalation", "kind"): "a dispute is what escalations are, a good-practice alert says so in its title",
    ("child", "ref"): "the headline",
    ("child", "name"): "private: the headline, while names are shown",
}
"""Columns whose value itself is not read out, and what tells it."""


def read_out(session: Session, child: str) -> str:
    """Everything that the lines of a child's page say in full."""
    lines = session.lines(CASE, child)
    return "\n".join(
        "\n".join(plain(session.query(read_line, child, each.key, each.duty, names=True))) for each in lines
    )


def row_of(model: type[Kept], **more: Any) -> Kept:
    """A row whose every text says which column it stands in, and whose every day is one on which it may have been."""
    values: dict[str, Any] = {}
    for fact in facts_of(model):
        kind = fact.kind
        if kind in TEXTS:
            values[fact.name] = f"{table_of(model).name} {fact.name}"
        elif kind is Kind.DAY:
            values[fact.name] = DAY
    return model(**values | more)


def typed_columns() -> Iterator[tuple[str, str]]:
    for model in OF_A_CHILD:
        table = model.name
        yield from ((table, f.name) for f in model.facts if f.kind in TEXTS and (table, f.name) not in SAID_OTHERWISE)


def test_every_text_of_a_record_is_read_in_full(session: Session) -> None:
    [child] = look_after(session, "KB 1", held=())
    with action(session.engine, "Set up") as work:
        review = work.add(row_of(tables.ReviewRow, child_id=child, adjourned=None))
        person = work.add(row_of(tables.PersonRow))
        escalation = work.add(row_of(tables.EscalationRow, child_id=child, kind="dispute"))
        conference = work.add(row_of(tables.ConferenceRow, child_id=child))
        hearing = work.add(row_of(tables.CourtDateRow, child_id=child))
        made = (tables.ReviewRow, tables.EscalationRow, tables.ChildRow, tables.ConferenceRow, tables.CourtDateRow)
        adjourned = row_of(tables.ReviewRow, child_id=child, held=None, completed=None)
        work.add(adjourned)
        texts = {f.name: f"child {f.name}" for f in facts_of(tables.ChildRow) if f.kind in TEXTS and f.name != "ref"}
        work.change(tables.ChildRow, child, **texts)
        for model in map(model_of, (shape.name for shape in OF_A_CHILD)):
            if model not in made:
                own = {"review_id": review, "escalation_id": escalation, "child_id": child, "iro_told": False}
                own |= {"parcel": "f", "why": "hand_over why", "person_id": person, "kept": "1", "late": "2"}
                own |= {"of_table": "review", "of_row": review, "of_column": "venue"}
                own |= {"conference_id": conference, "court_date_id": hearing}
                own |= {"duty": "papers:KB 1:2026-08-27", "year": 2026}
                work.add(row_of(model, **{name: key for name, key in own.items() if name in model.model_fields}))
    text = " ".join(read_out(session, child).split()).casefold()  # headings are written in capitals
    assert [f"{table} {name}" for table, name in typed_columns() if f"{table} {name}" not in text] == []


def test_every_row_of_a_record_has_a_line_or_is_read_with_one(filled_store: Session) -> None:
    session = filled_store
    for row in session.lines(CHILDREN):
        lines = session.lines(CASE, row.child_id)
        keys = {line.key for line in lines} | {line.duty.subject for line in lines if line.duty}
        child = row.child_id

        def record(connection: Connection, caseload: Caseload, child: str = child) -> set[str]:
            on_record = OnRecord(connection, caseload, child)
            own = (model for model in OF_A_CHILD if not subject_of(model).within)
            return {each.key for model in own for each in on_record.all(model)}

        assert session.query(record) <= keys, row.ref


def test_what_stands_beside_a_list_has_the_last_words_in_full(session: Session) -> None:
    [child] = look_after(session, "KB 1")
    act(session, "contact", child, who="carer", how="phone", note="The first line,\nand the second.")
    beside = session.query(read_beside, child)
    words = "\n".join(plain(beside.words))
    assert "The first line,\nand the second." in words, "as it was typed"


def test_who_did_what_stands_beside_a_list_is_not_asked_of_the_store(session: Session) -> None:
    [child] = look_after(session, "KB 1")
    act(session, "contact", child, who="carer", how="phone", note="A word.")
    session.query(read_beside, child)
    with statements(session.engine) as made:
        assert plain(session.query(read_beside, child).words)
    assert not [statement for statement, _ in made if "FROM person" in statement]


def test_of_an_earlier_day_nothing_later_is_read(open_session: Callable[[date], Session]) -> None:
    now = open_session(TODAY)
    [child] = look_after(now, "KB 1")
    with action(now.engine, "Set up") as work:
        [review] = (row.id for row in read_rows(work.connection, tables.ReviewRow, child_id=child))
        work.change(tables.ReviewRow, review, manager_replied_on=TODAY, manager_reply="a later reply")
        work.add(tables.ContactRow(child_id=child, on_day=TODAY, note="a later contact"))
        work.add(tables.DecisionRow(child_id=child, text="known", made_on=DAY, dropped_on=TODAY, reason="a later why"))
        work.add(tables.ReviewRow(child_id=child, booked=DAY, held=TODAY, child_words="later words"))
    assert read_out(now, child).count("later") >= 4
    then = open_session(DAY)
    assert "known" in read_out(then, child)
    assert "later" not in read_out(then, child)


@pytest.fixture
def filled_store(filled: Path) -> Iterator[Session]:
    session = open_store(filled)
    try:
        yield session
    finally:
        session.close()


def test_the_guardian_and_the_court_s_reference_are_read_searched_and_rung(session: Session) -> None:
    """They are of the court, and say of no child who it is: they stand there without its name being asked for."""
    [child] = look_after(session, "KB 1")
    act(session, "proceedings", child, issued=date(2026, 9, 14), reference="LN26C00001", guardian="Gail Fairlead",
        guardian_contact="01632 960456", solicitor="Sol Lawworth")  # fmt: skip
    lines = session.lines(CASE, child)
    told = "\n".join("\n".join(plain(session.query(read_line, child, each.key, each.duty))) for each in lines)
    for words in ("LN26C00001", "Gail Fairlead", "01632 960456", "Sol Lawworth"):
        assert words in told, words
        assert words in str([each.text for each in lines]) or words == "LN26C00001"
        assert session.query(written, words), words
    [talk] = [duty for duty in session.caseload().duties[child] if duty.kind == "guardian_talk"]
    ring = to_ring(talk, session.query(lambda connection, caseload: people_of(connection, caseload, child)))
    assert ring
    assert (ring.name, ring.phone) == ("Gail Fairlead", "01632 960456")
    act(session, "proceedings_end", child, day=TODAY)
    people = session.query(lambda connection, caseload: people_of(connection, caseload, child))
    assert not people, "discharged with the end of the proceedings"


@pytest.mark.parametrize(("known", "words"), [(True, "since Thu 1 Oct"), (False, "since a day that is not on record")])
def test_since_when_a_child_protection_plan_is_or_that_nobody_said(session: Session, known: bool, words: str) -> None:
    """It read `From Thu 1 Oct, Start is on record no`."""
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="KB 1"))
        work.add(tables.ProtectionPlanRow(child_id=child, started=date(2026, 10, 1), start_known=known))
    text = read_out(session, child)
    assert words in text
    assert "Start is on record" not in text
