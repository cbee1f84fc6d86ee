"""The people of a case: added, corrected, ended; workers reached once for all children; private names kept back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iro_tui.actions import action_of
from iro_tui.caseload.case_file import case_out
from iro_tui.caseload.page import CASE, read_whole
from iro_tui.caseload.people import PersonOfCase, to_ring
from iro_tui.caseload.reading.subject import PEOPLE
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.cli.child import child_data, print_child
from iro_tui.domain.duty_kinds import BY_ID
from iro_tui.domain.people import OWED, PARTS, RING
from iro_tui.domain.words import day_words
from iro_tui.store import tables
from tests.support import TODAY
from tests.support.acting import act, acts, look_after, refuses, rows, scene_of, sent


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


@pytest.mark.parametrize("verb", ["people", "person"])
@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("phone", "abc", "Telephone is 'abc': give a number such as"),
        ("phone", "kim@council.gov.uk", "that is an e-mail address: it goes under E-mail"),
        ("email", "nonsense", "E-mail is 'nonsense': give an address such as"),
    ],
)
def test_what_nobody_can_be_reached_by_is_refused_by_its_field(
    session: Session, child: str, verb: str, name: str, typed: str, says: str
) -> None:
    """It was kept, and stood beside each row as whom to ring."""
    act(session, "people", child, role="carer", name="Mrs Larkfield")
    [row] = rows(session, tables.CasePersonRow)
    scene = scene_of(session, verb, *(((), row["id"]) if verb == "person" else (child,)))
    question = next(each for each in action_of(verb).questions(scene) if each.name == name)
    with pytest.raises(Refused, match=re.escape(says)) as refused:
        question.read(typed, TODAY, scene.practice.office)
    assert refused.value.question == name
    assert replace(question, default=typed).read(typed, TODAY, scene.practice.office) == typed, "of before stays"


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
    for names in (False, True):
        shown = names or not private
        data = child_data(session.child_card(child), TODAY, names=names)["people"]
        assert [(one["role"], bool(one["name"]), bool(one["email"])) for one in data] == [(role, shown, shown)]


@pytest.mark.parametrize("names", [False, True])
def test_who_it_is_is_written_and_printed_only_where_names_are_asked_for(
    session: Session, child: str, names: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is private by its column, the birth date, the people at home: in the case file and on the command line."""
    born = session.caseload().cases[child].born
    assert born
    act(session, "details", child, name="Kai Sorrelfield")
    act(session, "people", child, role="parent", name="Pat Larkfield", phone="01632 960111", email="pat.l@example.org")
    sent(session, case_out, tmp_path / "case.txt", child_id=child, names=names)
    card, record = session.child_card(child), session.query(read_whole, child, names=names)
    for as_json in (False, True):
        print_child(card, record, TODAY, as_json=as_json, names=names)
    printed = capsys.readouterr().out.split("{", 1)
    birthdays = (f"{born:%d/%m/%Y}", day_words(born, TODAY), born.isoformat())
    for text in ((tmp_path / "case.txt").read_text(encoding="utf-8"), *printed):
        assert "01632 960111" in text
        shown = ["Sorrelfield" in text, "Pat Larkfield" in text, "pat.l" in text, any(day in text for day in birthdays)]
        assert shown == [names] * 4


def test_whom_to_ring_is_somebody_who_can_be_reached_and_is_still_there(session: Session, child: str) -> None:
    duty = next(duty for duty in session.caseload().duties[child] if duty.kind == "speak_to_child")
    gone = PersonOfCase("1", "carer", "A", phone="1", until=TODAY)
    silent, there = PersonOfCase("2", "carer", "B"), PersonOfCase("3", "carer", "C", phone="2")
    assert to_ring(duty, [gone, silent, there]) == there
    assert to_ring(duty, [gone, silent]) == silent
    assert to_ring(duty, [gone]) is None
    assert to_ring(None, [there]) is None
