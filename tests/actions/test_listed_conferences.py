"""What a list tells of the plan and conferences of a child who is here: a blank is filled, what differs is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from iro_tui.actions import child
from iro_tui.actions.base import look_at, plan_answers
from iro_tui.actions.listed_row import ASKS, IN, OUT, RowPreview
from iro_tui.actions.listed_status import status_words
from iro_tui.actions.pasted_rows import RowChoices, apply_rows, preview_rows
from iro_tui.caseload.lists.conferences import CONFERENCES
from iro_tui.caseload.page import read_whole
from iro_tui.caseload.session import Session
from iro_tui.domain.beside import Conference
from iro_tui.domain.case import Case
from iro_tui.domain.conferences import is_pending
from iro_tui.exchange.pasted import read_block
from iro_tui.store.writes import New
from tests.support.acting import asked


def block(cells: dict[str, str]) -> str:
    return "Ref\tInitials\t" + "\t".join(cells) + "\nN 1\tAB\t" + "\t".join(cells.values()) + "\n"


def kept(session: Session, cells: dict[str, str], take: bool | None = None) -> Case:
    choices = RowChoices(taken={} if take is None else {1: take})
    apply_rows(session, preview_rows(session, read_block(block(cells)), choices))
    return session.caseload().cases[session.find_child("N 1")]


def row_of(session: Session, cells: dict[str, str]) -> RowPreview:
    [row] = preview_rows(session, read_block(block(cells)), RowChoices()).rows
    return row


PLANNED = {"Status": "CP", "CP category": "neglect", "CP plan start date": "24/8/26", "Last conference": "24/8/26",
           "Next conference": "24/11/26 10:00"}  # fmt: skip
WAITING = {"Status": "s47", "Next conference": "25/11/26"}
LOOKED_AFTER = {"Status": "FCO", "LAC since": "9/2/26"}


@pytest.mark.parametrize(
    ("here", "cells", "state", "words"),
    [
        (PLANNED, PLANNED, OUT, "here already, nothing new"),
        (PLANNED, {"Last RCPC": "2/11/26"}, IN, "adds the conference of Mon 2 Nov"),
        (PLANNED, {"Date of ICPC": "24/8/26", "Last RCPC": "2/11/26"}, IN, "adds the conference of Mon 2 Nov"),
        (PLANNED, {"Last conference": "25/8/26"}, OUT, "24 Aug is on record and stands"),
        (PLANNED, {"Next conference": "26/11/26"}, ASKS, "booked for Tue 24 Nov here, Thu 26 Nov in your list"),
        (PLANNED, {"Next conference": "3/11/26"}, OUT, "has passed"),
        (PLANNED, {"CP category": "emotional"}, OUT, "emotional abuse in your list, neglect on record: that stands"),
        (PLANNED, {"CP plan started": "1/8/26"}, OUT, "on record: that stands"),
        (PLANNED, {"RCPC due": "3/12/26"}, OUT, "conference due Thu 3 Dec in your list, by Tue 24 Nov as counted"),
        (PLANNED, {"RCPC due": "24/11/26"}, OUT, "here already, nothing new"),
        (WAITING, {"Strategy discussion": "5/11/26"}, IN, "adds the strategy discussion of Thu 5 Nov"),
        (WAITING, {"ICPC": "25/11/26"}, OUT, "nothing new"),
        (PLANNED, {"Strategy discussion": "3/8/26"}, IN, "adds the strategy discussion of Mon 3 Aug"),
        (PLANNED, {"Strategy discussion": "25/8/26"}, OUT, "no initial conference that followed it is on record"),
        (LOOKED_AFTER, {"CP category": "neglect"}, OUT, "a child protection plan in your list, none on record"),
        (LOOKED_AFTER, {"Last conference": "2/11/26"}, OUT, "no child protection plan on record, left out"),
        (LOOKED_AFTER, {"Strategy discussion": "5/11/26", "ICPC": "25/11/26"}, IN, "booked for Wed 25 Nov"),
    ],
)  # fmt: skip
def test_a_row_of_conferences_about_a_child_who_is_here(
    session: Session, here: dict[str, str], cells: dict[str, str], state: str, words: str
) -> None:
    kept(session, here)
    row = row_of(session, cells)
    assert (row.state, words in row.words) == (state, True), row.words
    if state == IN:
        kept(session, cells)
        assert row_of(session, cells).state == OUT, "brought in again it adds nothing"


@pytest.mark.parametrize(
    ("here", "cells", "kind", "limit"),
    [
        # Taken as a review while nobody knew since when the plan runs: 10 Sep is what it began with, or it is not.
        ({"Last conference": "10/9/26"}, {"CP plan started": "8/9/26"}, "initial", date(2026, 12, 10)),
        ({"Last conference": "10/9/26"}, {"CP plan started": "2/3/26"}, "review", date(2027, 3, 10)),
        ({}, {"CP plan started": "8/9/26", "Last conference": "10/9/26"}, "initial", date(2026, 12, 10)),
        ({}, {"CP plan started": "2/3/26", "Last conference": "10/9/26"}, "review", date(2027, 3, 10)),
    ],
)
def test_the_start_of_a_plan_tells_which_conference_the_last_was(
    session: Session, here: dict[str, str], cells: dict[str, str], kind: str, limit: date
) -> None:
    kept(session, {"Status": "CP"} | here)
    case = kept(session, cells)
    assert [each.kind for each in case.conferences] == [kind]
    [asked] = [duty for duty in session.caseload().duties[session.find_child("N 1")] if duty.kind == "conference"]
    assert (asked.due, asked.inferred) == (limit, False)


def test_the_strategy_discussion_of_a_plan_is_that_of_its_initial_conference(session: Session) -> None:
    cells = {
        "CP plan started": "6/10/25",
        "ICPC date": "6/10/25",
        "Last RCPC": "5/1/26",
        "Strategy discussion": "15/9/25",
    }
    row = row_of(session, cells)
    assert (row.state, "left out" in row.words) == (IN, False), row.words
    after = kept(session, cells)
    assert {(each.kind, each.strategy_on) for each in after.conferences} == {
        ("initial", date(2025, 9, 15)), ("review", None),
    }  # fmt: skip
    late = kept_again(session, {**cells, "Strategy discussion": "7/10/25"})
    assert "no initial conference that followed it is on record, left out" in late


@pytest.mark.parametrize("held", ["17/12/25", "16/12/25"])
def test_a_newer_list_says_that_the_conference_that_was_booked_was_held(
    session: Session, open_session: Callable[[date], Session], held: str
) -> None:
    before = open_session(date(2025, 7, 1))
    kept(before, {"Status": "CP", "CP category": "neglect", "CP plan started": "20/1/25", "Last RCPC": "17/6/25",
                  "Next RCPC": "17/12/25"})  # fmt: skip
    later = open_session(date(2026, 1, 12))
    newer = {"Last RCPC": held, "Next RCPC": "10/6/26"}
    row = row_of(later, newer)
    assert row.state == IN, row.words
    assert "x on its row" not in row.words
    after = kept(later, newer)
    assert sorted(each.held for each in after.conferences if each.held) == [
        date(2025, 6, 17), date(2025, 12, int(held[:2])),
    ]  # fmt: skip
    assert [each.booked for each in after.conferences if is_pending(each)] == [date(2026, 6, 10)]
    assert row_of(later, newer).state == OUT, "brought in again it adds nothing"


def kept_again(session: Session, cells: dict[str, str]) -> str:
    """What is said of another child of such a row."""
    text = block(cells).replace("N 1", "N 2")
    [row] = preview_rows(session, read_block(text), RowChoices()).rows
    return row.words


@pytest.mark.parametrize(("take", "day"), [(True, date(2026, 11, 26)), (False, date(2026, 11, 24))])
def test_a_conference_is_moved_only_when_that_is_said(session: Session, *, take: bool, day: date) -> None:
    kept(session, PLANNED)
    after = kept(session, {"Next conference": "26/11/26 14:00", "Last RCPC": "2/11/26"}, take=take)
    assert [each.booked for each in after.conferences if each.booked] == [day]
    assert _held(after.conferences) == {date(2026, 8, 24): "initial", date(2026, 11, 2): "review"}


def test_a_next_conference_that_has_passed_asks_and_the_child_may_come_without(session: Session) -> None:
    cells = {"Status": "CP", "CP category": "neglect", "CP plan start": "2/2/26", "Next conference": "20/10/26"}
    row = row_of(session, cells)
    assert (row.state, row.wrong) == (ASKS, "last_conference")
    assert "next conference Tue 20 Oct has passed: Enter types it, or the last conference" in row.words
    after = kept(session, cells, take=True)
    assert (len(after.plans), after.conferences) == (1, ())


@pytest.mark.parametrize(
    ("typed", "category"),
    [("CP plan neglect", "neglect"), ("CP - emotional", "emotional abuse"), ("neglect", "neglect"),
     ("CPP (physical)", "physical abuse"), ("CP plan neglect & emotional", "multiple")],
)  # fmt: skip
def test_a_status_typed_with_its_category_is_the_plan_as_in_a_list(session: Session, typed: str, category: str) -> None:
    for answers, kept_as in (({}, category), ({"plan": "sexual abuse"}, "sexual abuse")):
        scene = look_at(session, child.ACTION)
        asked = child.ACTION.questions(scene)
        so_far = {each.name: each.default for each in asked} | {"ref": "N 2", "status": typed, "plan_since": "1/9/26"}
        planned = plan_answers(child.ACTION, scene, asked, so_far | answers)
        rows = {write.table: write.values for write in planned.writes if isinstance(write, New)}
        assert "care_period" not in rows
        assert rows["protection_plan"]["category"] == kept_as
        assert rows["protection_plan"]["started"] == date(2026, 9, 1), "what a plan asks is asked"


@pytest.mark.parametrize(
    "status",
    ["s47, neglect", "neglect, s47", "s47/neglect", "s47 neglect", "s47 - neglect", "S47 (neglect)", "ICPC & neglect"],
)
def test_enquiries_and_what_they_are_about_are_read_out_of_one_cell(session: Session, status: str) -> None:
    """No plan comes of it: the conference to come is of that category, which stands in its record at first."""
    cells = {"Status": status, "Next conference": "25/11/26"}
    assert "no plan yet, its category neglect" in row_of(session, cells).words
    case = kept(session, cells)
    assert case.plans == ()
    assert [(each.kind, each.category) for each in case.conferences] == [("initial", "neglect")]
    decided = asked(session, "hold_conference", session.find_child("N 1"), outcome="plan")
    assert decided["category"].default == "neglect"
    assert "nothing new" in row_of(session, cells).words
    assert [(line.what, line.category) for line in session.lines(CONFERENCES)] == [("Initial conference", "neglect")]
    page = session.query(read_whole, session.find_child("N 1"))
    assert any("Category" in part.words and "neglect" in part.words for _, reading in page for part in reading)


def test_what_enquiries_are_about_fills_a_blank_and_else_stands(session: Session) -> None:
    kept(session, WAITING)
    assert "adds its category, neglect" in row_of(session, {"Status": "s47, neglect"}).words
    assert [each.category for each in kept(session, {"Status": "s47, neglect"}).conferences] == ["neglect"]
    assert (
        "emotional abuse in your list, neglect on record: that stands"
        in row_of(session, {"Status": "s47, emotional"}).words
    )


@pytest.mark.parametrize("status", ["CP neglect, s47", "s47 and CP plan neglect"])
def test_enquiries_and_a_plan_in_one_cell_wait_for_a_word(session: Session, status: str) -> None:
    row = row_of(session, {"Status": status})
    assert (row.state, "there is no plan yet, and CP plan names one" in row.words) == (OUT, True)


@pytest.mark.parametrize(
    ("typed", "means"),
    [("C2/CP", "full care order, child protection plan"),
     ("CP plan neglect", "child protection plan only, neglect"), ("LAC/CP", "looked after, child protection plan"),
     ("FCO + CP plan neglect", "full care order, child protection plan, neglect"), ("xyz", ""), ("CIN", ""), ("cp", ""),
     ("open", ""), ("f", ""), ("", "")],
)  # fmt: skip
def test_what_such_a_status_means_stands_beside_it(typed: str, means: str) -> None:
    assert status_words(typed) == means


def _held(conferences: tuple[Conference, ...]) -> dict[date, str]:
    return {each.held: each.kind for each in conferences if each.held}
