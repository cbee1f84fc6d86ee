"""The form of a hand-over: whom it takes along, what it says before, whom it knows it goes back to; what Today asks."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.actions.base import Plan, look_at, plan
from iro_tui.actions.hand_over import HAND_OVER
from iro_tui.actions.naming import offering
from iro_tui.actions.receipt import RECEIPT, ReceiptAnswers, waiting_words
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.domain.allocation import BY_FILE
from iro_tui.domain.case import Case
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.exchanged import Exchanged, Unconfirmed, exchange_duties
from iro_tui.store import tables
from iro_tui.store.own import OWN_CARD
from iro_tui.store.work import action
from iro_tui.store.writes import person_key
from tests.support import TODAY
from tests.support.acting import act, filled, look_after
from tests.support.facts import STATUTORY

FRIDAY = TODAY + timedelta(days=7)


def planned(session: Session, ids: list[str], **answers: Any) -> Plan:
    """What the form would do."""
    scene = look_at(session, HAND_OVER, ids)
    return plan(
        HAND_OVER,
        scene,
        filled(HAND_OVER, scene, **{"own": "A. Patel", "council": "Elmshire", "to": "D. Hughes"} | answers),
    )


def asked(session: Session, ids: list[str]) -> dict[str, Any]:
    scene = look_at(session, HAND_OVER, ids)
    return {question.name: question for question in offering(HAND_OVER, scene)}


def test_brothers_and_sisters_are_offered_and_go_along_unless_it_is_refused(session: Session) -> None:
    one, two, three = look_after(session, "AB 1", "AB 2", "KB 7")
    act(session, "siblings", [one, two])
    assert "siblings" not in asked(session, [three])
    assert asked(session, [one])["siblings"].label == "AB 2 too"
    file = planned(session, [one], why="leave", until=FRIDAY).file
    assert file
    assert (file.stem, file.sealed_for, file.ending) == ("AP-2-children-20Nov", "D. Hughes", ".iro")
    alone = planned(session, [one], why="leave", until=FRIDAY, siblings=False)
    assert alone.sentence.startswith("1 child (AB 1) to D. Hughes, to cover your leave until Fri 27 Nov")


def test_the_officer_is_not_offered_to_herself_before_she_has_a_card_either(session: Session) -> None:
    one, two = look_after(session, "AB 1", "AB 2")
    for name in ("A. Patel", "D. Hughes"):
        act(session, "colleague", name=name)
    for child in (one, two):
        act(session, "allocate", child, iro="A. Patel", named=TODAY)
    assert asked(session, [one, two])["own"].default == "A. Patel"
    assert asked(session, [one, two])["to"].people == ("D. Hughes",)


def test_who_is_away_or_too_near_is_said_and_not_refused(session: Session) -> None:
    [child] = look_after(session, "AB 1")
    act(session, "colleague", name="D. Hughes", team="North")
    act(session, "colleague_away", name="D. Hughes", started=TODAY, ended=FRIDAY, kind="sickness")
    act(session, "worker", child, role="manager", name="Kim Other", team="North", since=date(2026, 9, 1))
    warning = planned(session, [child], why="transfer", to="dh").warning
    assert "Conflict of interest? D. Hughes is of North, the manager’s own team." in warning
    assert "D. Hughes is away: sickness Fri 20 Nov to Fri 27 Nov." in warning
    assert "No card of D. Hughes is known" in warning


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"why": "leave"}, "a cover ends on a day"),
        ({"why": "cover"}, "a cover ends on a day"),
        ({"why": "cover", "until": TODAY - timedelta(1)}, "Until"),
        ({"why": "transfer", "to": ""}, "say to whom"),
        ({"why": "transfer", "to": "a. patel"}, "That is you"),
        ({"why": ""}, "Why"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_question(session: Session, answers: dict[str, Any], why: str) -> None:
    [child] = look_after(session, "AB 1")
    with pytest.raises(Refused, match=why):
        planned(session, [child], **answers)


def test_what_is_covered_goes_back_to_who_holds_it(session: Session) -> None:
    [child] = look_after(session, "AB 1")
    session.keep_draft(OWN_CARD, json.dumps({"person": person_key("A. Patel")}))
    with action(session.engine, "Set up") as work:
        hughes = work.add(tables.PersonRow(name="D. Hughes"))
        common = {"child_id": child, "allocated": TODAY, "mode": "covers", "until": FRIDAY}
        work.add_rows(tables.AllocationRow, [{**common, "previous_iro_id": hughes}])
    questions = asked(session, [child])
    assert (questions["to"].default, questions["why"].default) == ("D. Hughes", "back")
    assert [option.value for option in questions["why"].options] == ["back"]
    says = planned(session, [child], to="D. Hughes", why="back").sentence
    assert says.endswith("to D. Hughes, back; what you did is with you alone until the receipt.")


def test_of_a_child_whom_a_colleague_covers_what_was_done_since_goes_there_or_the_child_on(session: Session) -> None:
    child, sibling = look_after(session, "AB 1", "AB 2")
    act(session, "siblings", [child, sibling])
    session.keep_draft(OWN_CARD, json.dumps({"person": person_key("A. Patel")}))
    with action(session.engine, "Set up") as work:
        hughes = person_key("D. Hughes")
        work.put(tables.PersonRow, [{"id": hughes, "name": "D. Hughes"}])
        common = {"child_id": child, "until": FRIDAY}
        work.add_rows(
            tables.AllocationRow,
            [{**common, "allocated": TODAY, "mode": "covers", "iro_id": hughes, "reason": BY_FILE}],
        )
        work.add_rows(
            tables.HandOverRow,
            [{**common, "parcel": "p" * 32, "person_id": hughes, "why": "cover", "on_day": TODAY, "code": "ABCD-EFGH",
              "knows": "", "confirmed_on": TODAY}],
        )  # fmt: skip
    with action(session.engine, "Change") as work:
        work.change(tables.ChildRow, child, need="N7")
    session.keep_up()
    questions = asked(session, [child])
    assert (questions["to"].default, questions["why"].default) == ("D. Hughes", "since")
    assert [option.value for option in questions["why"].options] == ["since", "leave", "cover", "transfer"]
    assert planned(session, [child], why="since").sentence.startswith(
        "1 child (AB 1) to D. Hughes, what was done since"
    )
    assert planned(session, [child], why="transfer").sentence.startswith("2 children (AB 1, AB 2) to D. Hughes")


def test_a_receipt_has_eight_characters(session: Session) -> None:
    with pytest.raises(Refused, match="has 8 characters, these are 3"):
        plan(RECEIPT, look_at(session, RECEIPT), ReceiptAnswers("ABC"))


def test_a_file_is_withdrawn_in_the_form_of_its_receipt(session: Session) -> None:
    [child] = look_after(session, "AB 1")
    with action(session.engine, "Set up") as work:
        hughes = work.add(tables.PersonRow(name="D. Hughes"))
        common = {"child_id": child, "person_id": hughes, "why": "transfer", "on_day": TODAY}
        work.add_rows(tables.HandOverRow, [{**common, "parcel": parcel * 32} for parcel in "ab"])
    with pytest.raises(Refused, match="Which file is not clear"):
        plan(RECEIPT, look_at(session, RECEIPT, keys=["receipt"]), ReceiptAnswers(withdraw=True))
    planned = plan(RECEIPT, look_at(session, RECEIPT, keys=["a" * 32]), ReceiptAnswers(withdraw=True))
    assert planned.sentence == "the file for D. Hughes of Fri 20 Nov is withdrawn: it was not sent, or got lost."
    assert RECEIPT.perform(session, planned).name == "Withdraw hand-over"
    assert [file.key for file in session.caseload().exchanged.unconfirmed] == ["b" * 32]


@given(st.lists(st.integers(1, 70), max_size=3), st.integers(0, 5))
def test_a_row_for_each_file_and_one_for_all_that_differs(sizes: list[int], differing: int) -> None:
    files = tuple(Unconfirmed(f"p{n}", "D. Hughes", TODAY, size) for n, size in enumerate(sizes))
    view = CaseOnDay(Case(""), STATUTORY, TODAY)
    duties = [*exchange_duties(view, Exchanged(files, {"a": differing} if differing else {}))]
    assert [duty.kind for duty in duties] == ["receipt"] * len(sizes) + ["differing"] * bool(differing)
    assert len({duty.id for duty in duties}) == len(duties)
    assert all(duty.child == "" for duty in duties)


def test_an_officer_who_works_alone_is_asked_nothing(session: Session) -> None:
    look_after(session, "AB 1")
    caseload = session.caseload()
    assert (caseload.own, caseload.exchanged, caseload.duties[""]) == (None, Exchanged(), ())
    strip = session.strip()
    assert (strip.covered, strip.lent, strip.range_low, strip.range_high) == (0, 0, 50, 70)


def test_the_form_of_a_receipt_names_by_person_and_day_what_waits() -> None:
    days = (TODAY, TODAY, TODAY + timedelta(3))
    waiting = [Unconfirmed(str(key), "D. Hughes", day, 1) for key, day in enumerate(days)]
    assert waiting_words(waiting, TODAY) == "not confirmed: D. Hughes of Fri 20 Nov, D. Hughes of Mon 23 Nov"
    assert waiting_words((), TODAY) == "nothing waits"
