"""The chasing text: who owes what, by worker and team, by reference, never with a child's name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from iro_tui.caseload.lists.owed import OWES, chasing_text, without_names
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from tests.support import TODAY
from tests.support.acting import NAME, act, look_after, rows
from tests.support.stores import open_store

OpenDesk = Callable[[date], Session]


@pytest.fixture
def session(open_session: OpenDesk) -> Session:
    session = open_session(TODAY)
    for ref, worker, team in (("AB 1", "Priya Caseley", "South"), ("AB 2", "Olu Stopgap", "East")):
        [child] = look_after(session, ref)
        act(session, "worker", child, role="social_worker", name=worker, team=team)
        act(
            session,
            "decide",
            child,
            text="Kingfisher to see the dentist",
            owner="carer",
            due=date(2026, 11, 6),
            day=date(2026, 10, 30),
        )
    return session


def test_each_worker_is_asked_for_what_is_late_and_when_it_was_last_chased(session: Session) -> None:
    [decision] = [r for r in rows(session, tables.DecisionRow) if r["child_id"] == session.find_child("AB 1")]
    act(session, "chase", (), decision["id"], on=date(2026, 11, 13))
    text = chasing_text([row for row in session.lines(OWES) if row.duty.kind == "decision_due"], TODAY)
    assert text.splitlines() == [
        "What I am waiting for, Fri 20 Nov 2026",
        "",
        "Olu Stopgap, East",
        "- AB 2: KB to see the dentist (carer), was due Fri 6 Nov, 10 working days late",
        "",
        "Priya Caseley, South",
        "- AB 1: KB to see the dentist (carer), was due Fri 6 Nov, 10 working days late; last chased Fri 13 Nov",
    ]


@pytest.mark.parametrize(
    ("wanted", "refs"),
    [
        ({"worker": "pri"}, {"AB 1"}),
        ({"team": "EAST"}, {"AB 2"}),
        ({"worker": "stop"}, {"AB 2"}),
        ({"worker": "nobody"}, set()),
    ],
)
def test_for_one_worker_or_one_team(session: Session, wanted: dict[str, str], refs: set[str]) -> None:
    assert {row.ref for row in session.lines(OWES, **wanted)} == refs


def test_no_part_of_a_name_goes_out(session: Session, filled: Path) -> None:
    assert not [part for part in NAME.split() if part in chasing_text(session.lines(OWES), TODAY)]
    made_up = open_store(filled)
    try:
        names = [child.name for child in made_up.caseload().children.values()]
        text = chasing_text(made_up.lines(OWES), TODAY)
    finally:
        made_up.close()
    assert len(text.splitlines()) > 10
    assert not [name for name in names if name in text]
    assert without_names("kai's place, Kaiser", {"kai": "KS"}) == "KS's place, Kaiser"
