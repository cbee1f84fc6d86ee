"""A contact that fits a duty ticks it, a tick is a footprint: one action, and undo takes both back."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest

from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.session import Session
from iro_tui.domain.footprint import ANSWERING, LOOKS_AHEAD_DAYS
from iro_tui.domain.vocabulary import CONTACT_HOW, CONTACT_WITH
from iro_tui.store import tables
from tests.support import TODAY
from tests.support.acting import act, acts, asked, due, look_after, plan_of, rows, tick

TALK, ALONE = "sw_iro_talk", "speak_to_child"


@pytest.fixture
def child(session: Session) -> str:
    return look_after(session, "AB 1042")[0]


def test_which_contact_answers_which_duty() -> None:
    expected = {
        ALONE: {("child", how, True) for how in ("visit", "phone", "video", "meeting")},
        TALK: {("social worker", how, alone) for how in ("visit", "phone", "video", "meeting")
               for alone in (None, True, False)},
        "rag_tell_manager": {("team manager", how, alone) for how in CONTACT_HOW for alone in (None, True, False)},
    }  # fmt: skip
    every = list(product(CONTACT_WITH, CONTACT_HOW, (None, True, False)))
    assert {a.duty: {one for one in every if a.fits([one[0]], one[1], alone=one[2])} for a in ANSWERING} == expected
    for answering in ANSWERING:
        beside = [*CONTACT_WITH]
        assert answering.fits(beside, "visit", alone=True), "others may be there when it is a talk with several"


@pytest.mark.parametrize(
    ("who", "how", "alone", "ticked"),
    [
        ("child", "visit", True, {ALONE}),
        ("child", "visit", False, set()),
        ("child", "letter", True, set()),
        ("social worker", "phone", None, {TALK}),
        ("social worker", "email", None, set()),
        ("child, social worker, carer", "visit", True, {ALONE, TALK}),
        ("carer", "visit", None, set()),
    ],
)
def test_a_contact_ticks_what_it_answers_and_undo_takes_both_back(
    session: Session, child: str, who: str, how: str, alone: bool | None, ticked: set[str]
) -> None:
    before = set(due(session, child))
    assert {TALK, ALONE} <= before
    changes = acts(session, lambda: act(session, "contact", child, who=who, how=how, alone=alone))
    assert before - set(due(session, child)) == ticked
    assert ("Counts as" in changes.sentence) is bool(ticked)
    session.undo(changes.operation)
    assert (set(due(session, child)), rows(session, tables.ContactRow)) == (before, [])


@pytest.mark.parametrize("how", CONTACT_HOW)
def test_only_of_a_talk_with_the_child_it_is_asked_and_written_who_was_alone(
    session: Session, child: str, how: str
) -> None:
    seen = {"visit": "seen", "video": "seen", "meeting": "seen", "phone": "spoken with"}.get(how)
    assert ("alone" in asked(session, "contact", child, who="child", how=how)) is (seen is not None)
    changes = act(session, "contact", child, who="child", how=how, alone=seen and True, speak_to_child=seen and "no")
    [note], [contact] = rows(session, tables.CaseNoteRow), rows(session, tables.ContactRow)
    assert contact["seen_alone"] is (True if seen else None)
    for words in (changes.sentence, note["body"]):
        assert (f"{seen} alone" in words) if seen else ("seen" not in words and "alone" not in words)
    act(session, "correct_contact", (), contact["id"], how="letter", minutes=5, alone=None)
    assert rows(session, tables.ContactRow)[0]["seen_alone"] is None


@pytest.mark.parametrize("how", CONTACT_HOW)
@pytest.mark.parametrize("who", ["child", "carer", "carer, child"])
def test_seen_is_the_day_on_which_the_child_was_seen(session: Session, child: str, who: str, how: str) -> None:
    act(session, "contact", child, who=who, how=how)
    is_seen = "child" in who and how in ("visit", "video", "meeting")
    assert session.lines(CHILDREN)[0].last_seen == (TODAY if is_seen else None)


def test_it_does_not_count_where_that_is_said_or_it_cannot_be(session: Session, child: str) -> None:
    assert ALONE in asked(session, "contact", child, who="child", how="visit", alone="yes")
    assert ALONE not in asked(session, "contact", child, who="child", how="visit", alone="no")
    assert ALONE not in asked(session, "contact", child, who="child", how="visit", alone="yes", on="20/8"), (
        "before the last review"
    )
    act(session, "contact", child, who="child", how="visit", alone=True, speak_to_child="no")
    assert ALONE in due(session, child)
    early = TODAY - timedelta(LOOKS_AHEAD_DAYS)
    act(session, "contact", child, who="child", how="visit", alone=True, on=early)
    assert ALONE in due(session, child), "long before the review it is not the talk before it"
    act(session, "contact", child, who="child", how="visit", alone=True, on=early, speak_to_child="yes")
    assert ALONE not in due(session, child), "unless that is said"


def test_of_several_children_each_is_ticked_who_is_asked(session: Session) -> None:
    one, other = look_after(session, "AB 1", "AB 2")
    act(session, "contact", one, who="social worker", how="phone")
    sentence = plan_of(session, "contact", [one, other], who="social worker", how="phone").sentence
    assert sentence.endswith("Counts as: talk with the social worker (of 1).")


@pytest.mark.parametrize(
    ("kind", "kept"), [(TALK, ("social worker", None)), (ALONE, ("child", True))], ids=[TALK, ALONE]
)
def test_a_tick_is_a_footprint_of_its_day(
    session: Session, child: str, kind: str, kept: tuple[str, bool | None]
) -> None:
    [duty] = [duty for duty in session.caseload().duties[child] if duty.kind == kind]
    changes = acts(session, lambda: tick(session, [(child, duty.id)]))
    assert changes.sentence.endswith("done today; its footprint is kept.")
    [contact] = rows(session, tables.ContactRow)
    assert (contact["on_day"], contact["who"], contact["seen_alone"]) == (TODAY, *kept)
    session.undo(changes.operation)
    assert rows(session, tables.ContactRow) == []


def test_the_form_of_the_preparation_keeps_footprints_once(session: Session, child: str) -> None:
    act(session, "prepare", child, spoken="alone")
    act(session, "prepare", child, interpreter="Tigrinya")
    assert [(row["who"], row["seen_alone"]) for row in rows(session, tables.ContactRow)] == [("child", True)]
