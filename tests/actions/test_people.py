"""The people of a case: added, corrected, ended; workers reached once for all children; private names kept back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from iro_tui.caseload.page import CASE
from iro_tui.caseload.people import PersonOfCase, to_ring
from iro_tui.caseload.reading.subject import PEOPLE
from iro_tui.caseload.session import Session
from iro_tui.cli.child import child_data
from iro_tui.domain.duty_kinds import BY_ID
from iro_tui.domain.people import OWED, PARTS, RING
from iro_tui.store import tables
from tests.support import TODAY
from tests.support.acting import act, acts, look_after, refuses, rows

OpenDesk = Callable[[date], Session]


@pytest.fixture
def session(open_session: OpenDesk) -> Session:
    return open_session(TODAY)


@pytest.fixture
def child(session: Session) -> str:
    return look_after(session, "AB 1042")[0]


def people(session: Session, child: str) -> list[tuple[str, str, date | None]]:
    return [(person.role, person.words(names=True), person.until) for person in session.child_card(child).people]


def test_whom_to_ring_and_who_owes_is_said_of_kinds_that_there_are() -> None:
    assert RING.keys() <= BY_ID.keys()
    assert OWED.keys() <= RING.keys()
    assert {*RING.values(), *OWED.values()} <= PARTS.keys()


def test_somebody_comes_is_corrected_and_goes(session: Session, child: str) -> None:
    acts(session, lambda: act(session, "people", child, role="carer", name="Mrs Larkfield", phone="01632 960111"))
    [row] = rows(session, tables.CasePersonRow)
    acts(session, lambda: act(session, "person", (), row["id"], phone="01632 960112"))
    assert people(session, child) == [("carer", "Mrs Larkfield · 01632 960112", None)]
    acts(session, lambda: act(session, "person_ended", (), row["id"]))
    assert people(session, child) == [("carer", "Mrs Larkfield · 01632 960112", TODAY)]
    refuses(session, lambda: act(session, "people", child, role="school"), "Nothing of the person is given")
    act(session, "delete", (), row["id"], kind="case_person")
    assert people(session, child) == []


def test_a_workers_telephone_is_kept_once_for_all_children(session: Session, child: str) -> None:
    [other] = look_after(session, "AB 2")
    refuses(session, lambda: act(session, "people", child, role="manager", phone="1"), "on record is nobody")
    for one in (child, other):
        act(session, "worker", one, role="social_worker", name="Priya Caseley", team="South")
    acts(session, lambda: act(session, "people", child, role="social_worker", phone="01632 960123"))
    act(session, "people", other, role="social_worker", name="Priya Caseley", email="p@example.org")
    expected = [("social_worker", "Priya Caseley · South · 01632 960123 · p@example.org", None)]
    assert people(session, child) == people(session, other) == expected
    refuses(
        session,
        lambda: act(session, "people", child, role="social_worker", name="Kit Newcomer", phone="1"),
        "on record is Priya Caseley",
    )


@pytest.mark.parametrize(("role", "private"), [("carer", True), ("parent", True), ("school", False)])
def test_private_names_wait_until_they_are_asked_for(session: Session, child: str, role: str, private: bool) -> None:
    act(session, "people", child, role=role, name="Pat Larkfield", phone="01632 960111", email="pat.l@example.org")
    [line] = [line for line in session.lines(CASE, child) if line.section == PEOPLE]
    assert "Pat Larkfield" in line.named
    assert ("Larkfield" in line.text, "pat.l" in line.text) == (not private, not private)
    assert "01632 960111" in line.text
    data = child_data(session.child_card(child), TODAY)["people"]
    assert [(one["role"], bool(one["name"]), bool(one["email"])) for one in data] == [(role, not private, not private)]


def test_whom_to_ring_is_somebody_who_can_be_reached_and_is_still_there(session: Session, child: str) -> None:
    duty = next(duty for duty in session.caseload().duties[child] if duty.kind == "speak_to_child")
    gone = PersonOfCase("1", "carer", "A", phone="1", until=TODAY)
    silent, there = PersonOfCase("2", "carer", "B"), PersonOfCase("3", "carer", "C", phone="2")
    assert to_ring(duty, [gone, silent, there]) == there
    assert to_ring(duty, [gone, silent]) == silent
    assert to_ring(duty, [gone]) is None
    assert to_ring(None, [there]) is None
