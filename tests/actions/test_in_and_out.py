"""Into care again, and out of it by mistake: what is written, what is refused, and what comes back exactly."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from iro_tui.actions.import_files import answered, apply_import, preview_import
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import LIMIT, act, acts, due, end_care, look_after, plan_of, refuses, rows
from tests.support.any_answers import something_for_each
from tests.support.returns import ONE_CHILD, make_return
from tests.support.stores import open_store

LEFT, BACK = date(2026, 11, 2), date(2026, 11, 18)
ENDED = (tables.CarePeriodRow, tables.LegalStatusRow, tables.PlacementRow)
AGAIN: dict[str, Any] = {"legal": "V2", "placement": "U6", "since": BACK}


@pytest.fixture
def left(session: Session, child: str) -> str:
    """A child who left care on 2 November."""
    act(session, "end_care", child, on=LEFT, reason="E4A")
    return child


# Back in care


def test_a_child_who_comes_back_has_every_clock_from_that_day(session: Session, left: str) -> None:
    changes = acts(session, lambda: act(session, "back_in_care", left, **AGAIN))
    assert changes.sentence == (
        "KB 1: looked after again since Wed 18 Nov, voluntary (section 20), foster care, another carer."
    )
    days = due(session, left)
    assert days["review"] == date(2026, 12, 16), "20 working days, as for a first review"
    assert "iro_allocation" not in days, "whoever takes the child on is the IRO"
    assert session.caseload().children[left].facts["on_caseload_since"] == BACK
    periods = {row["started"]: row["ended"] for row in rows(session, tables.CarePeriodRow)}
    assert periods == {date(2026, 8, 3): LEFT, BACK: None}
    [note] = [row["body"] for row in rows(session, tables.CaseNoteRow) if row["title"] == "Back in care"]
    assert "looked after again since Wed 18 Nov 2026." in note
    assert "Care had ended on Mon 2 Nov 2026." in note


def test_what_the_time_before_left_open_is_still_asked_after_coming_back(session: Session, left: str) -> None:
    [review] = rows(session, tables.ReviewRow)
    with action(session.engine, "Decide") as work:
        work.add(
            tables.DecisionRow(child_id=left, review_id=review["id"], text="Find a school", made_on=date(2026, 8, 27))
        )
        work.change(tables.ReviewRow, review["id"], follow_record=True)
    open_before = set(due(session, left))
    assert "full_record" in open_before
    act(session, "back_in_care", left, **AGAIN)
    assert set(due(session, left)) >= open_before


def test_on_the_very_day_care_ended_a_child_may_come_back(session: Session, left: str) -> None:
    act(session, "back_in_care", left, **AGAIN | {"since": LEFT})
    assert due(session, left)["review"] == date(2026, 11, 30)


def test_a_status_that_was_left_open_ends_with_the_care_it_belonged_to(session: Session, child: str) -> None:
    end_care(session, child, LEFT)
    acts(session, lambda: act(session, "back_in_care", child, **AGAIN))
    statuses = {row["code"]: (row["started"], row["ended"]) for row in rows(session, tables.LegalStatusRow)}
    assert statuses == {"C2": (date(2026, 8, 3), LEFT), "V2": (BACK, None)}


def test_a_closed_child_is_on_the_caseload_again(session: Session, left: str) -> None:
    with action(session.engine, "Set up") as work:
        work.change(tables.ChildRow, left, closed_on=LEFT)
    assert left not in session.caseload().status
    acts(session, lambda: act(session, "back_in_care", left, **AGAIN))
    assert session.caseload().status[left] == "looked_after"


def test_a_child_between_short_breaks_stays_on_the_caseload_as_before(session: Session) -> None:
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="SB 1", born=date(2015, 6, 5), on_caseload_since=date(2026, 9, 1)))
        work.add(tables.CarePeriodRow(child_id=child, started=date(2026, 9, 1), ended=date(2026, 9, 4)))
        work.add(tables.LegalStatusRow(child_id=child, code="V4", started=date(2026, 9, 1), ended=date(2026, 9, 4)))
    act(session, "back_in_care", child, legal="V4", placement="U6", since=BACK)
    assert session.caseload().children[child].facts["on_caseload_since"] == date(2026, 9, 1)
    assert session.caseload().on_day[child].care_status.since == date(2026, 9, 1), "one series"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"since": TODAY + timedelta(1)}, "which is to come: give the first day"),
        ({"since": LEFT - timedelta(1)}, "before care ended on Mon 2 Nov: give that day or a later one"),
        ({"notified": TODAY + timedelta(1)}, "Told on is Sat 21 Nov, which is to come"),
        ({"legal": ""}, "Legal status is empty"),
        ({"placement": "XX"}, "Placement is 'XX'"),
    ],
)
def test_a_return_to_care_that_cannot_be(session: Session, left: str, wrong: dict[str, Any], why: str) -> None:
    refuses(session, lambda: act(session, "back_in_care", left, **AGAIN | wrong), re.escape(why))


def test_who_is_in_care_or_of_age_does_not_come_back(session: Session, child: str) -> None:
    refuses(session, lambda: act(session, "back_in_care", child, **AGAIN), "KB 1 is looked after already, since Mon 3")
    act(session, "end_care", child, on=LEFT, reason="E4A")
    with action(session.engine, "Set up") as work:
        work.change(tables.ChildRow, child, born=date(2008, 11, 20))
    refuses(session, lambda: act(session, "back_in_care", child, **AGAIN), "KB 1 was 18 on Fri 20 Nov")


def test_adding_a_child_who_left_says_how_to_put_them_back(session: Session, left: str) -> None:
    new: dict[str, Any] = {"ref": "kb1", "since": BACK, "status": "V2", "placement": "U6"}
    refuses(session, lambda: act(session, "child", **new), "KB 1 is on record and left care on Mon 2 Nov: .*back_in_ca")
    act(session, "back_in_care", left, **AGAIN)
    refuses(session, lambda: act(session, "child", **new), "which another child has already")
    look_after(session, "KB 2")
    refuses(session, lambda: plan_of(session, "child", **new | {"ref": "KB 2"}), "which another child has already")


# Open again


def test_opening_again_is_the_exact_undo_of_the_ending(filled: Path) -> None:
    """Every child of the made-up caseload, with bookings, early reviews, adjourned reviews and consent."""
    opened = open_store(filled)
    something_for_each(opened)
    tried = 0
    for child, before in list(opened.caseload().cases.items()):
        children, derived = opened.caseload().children[child], opened.caseload().duties.get(child)
        for ended in (TODAY, TODAY - timedelta(3)):
            try:
                act(opened, "end_care", child, on=ended, reason="E4A")
            except Refused:
                continue
            acts(opened, lambda child=child: act(opened, "open_again", child))  # type: ignore[misc]
            assert opened.caseload().cases[child] == before
            assert opened.caseload().children[child] == children
            assert opened.caseload().duties.get(child) == derived
            tried += 1
    assert tried > 30
    opened.close()


def test_what_was_planned_is_back_and_a_note_takes_the_end_back(session: Session, child: str) -> None:
    act(session, "book", child, day=LIMIT)
    act(session, "end_care", child, on=TODAY, reason="E4A")
    changes = acts(session, lambda: act(session, "open_again", child, reason="the wrong child"))
    assert changes.sentence == "KB 1: open again, the end of care on Fri 20 Nov is withdrawn, 1 planned review back."
    [review] = rows(session, tables.ReviewRow, held=None)
    assert review["booked"] == LIMIT
    [note] = [row["body"] for row in rows(session, tables.CaseNoteRow) if row["title"] == "Care goes on"]
    assert "did not cease to be looked after on Fri 20 Nov 2026: that end was recorded by mistake." in note
    assert "the wrong child." in note


def test_what_was_put_right_since_the_ending_stays(session: Session, left: str) -> None:
    """Only what still is as the ending left it is turned back."""
    [status] = rows(session, tables.LegalStatusRow)
    with action(session.engine, "Set up") as work:
        work.change(tables.LegalStatusRow, status["id"], ended=date(2026, 10, 1))
        work.add(tables.LegalStatusRow(child_id=left, code="E1", started=date(2026, 10, 1)))
    act(session, "open_again", left)
    ended = {row["code"]: row["ended"] for row in rows(session, tables.LegalStatusRow)}
    assert ended == {"C2": date(2026, 10, 1), "E1": None}


def test_an_end_undone_or_recorded_twice_is_opened_by_the_one_that_holds(session: Session, left: str) -> None:
    act(session, "open_again", left)
    act(session, "end_care", left, on=TODAY, reason="E11")
    act(session, "open_again", left)
    [period] = rows(session, tables.CarePeriodRow)
    assert (period["ended"], period["end_reason"]) == (None, None)
    assert due(session, left)["review"] == LIMIT


def test_an_end_that_no_ending_here_recorded_takes_back_what_ended_on_that_day(session: Session, child: str) -> None:
    day, before = LEFT, date(2026, 10, 1)
    with action(session.engine, "Set up") as work:
        for model in (tables.CarePeriodRow, tables.LegalStatusRow):
            for row in rows(session, model):
                work.change(model, row["id"], ended=day)
        [first] = rows(session, tables.PlacementRow)
        work.change(tables.PlacementRow, first["id"], ended=before)
        work.add(tables.PlacementRow(child_id=child, code="U4", started=before, ended=day, end_reason="CARPL"))
        work.add(tables.PlacementRow(child_id=child, code="T0", started=day, ended=day))
        work.change(tables.ChildRow, child, closed_on=day)
    acts(session, lambda: act(session, "open_again", child))
    homes = {row["code"]: (row["ended"], row["end_reason"]) for row in rows(session, tables.PlacementRow)}
    assert homes == {"U6": (before, None), "U4": (day, "CARPL"), "T0": (None, None)}, "the latest goes on"
    assert [row["ended"] for row in rows(session, tables.LegalStatusRow)] == [None]
    assert session.caseload().status[child] == "looked_after"


def test_a_case_that_was_only_closed_is_open(session: Session, child: str) -> None:
    with action(session.engine, "Set up") as work:
        work.change(tables.ChildRow, child, closed_on=LEFT)
    changes = acts(session, lambda: act(session, "open_again", child))
    assert changes.sentence == "KB 1: open again, the case is open."
    assert not rows(session, tables.CaseNoteRow)


def test_nobody_is_opened_who_is_not_closed(session: Session, child: str) -> None:
    refuses(session, lambda: act(session, "open_again", child), "KB 1 is looked after since Mon 3 Aug on record: there")
    act(session, "end_care", child, on=LEFT, reason="E4A")
    act(session, "back_in_care", child, **AGAIN)
    refuses(session, lambda: act(session, "open_again", child), "KB 1 is looked after since Wed 18 Nov")


def test_of_two_times_in_care_the_last_is_opened(session: Session, left: str) -> None:
    act(session, "back_in_care", left, **AGAIN)
    act(session, "end_care", left, on=TODAY, reason="E4A")
    act(session, "open_again", left)
    periods = {row["started"]: row["ended"] for row in rows(session, tables.CarePeriodRow)}
    assert periods == {date(2026, 8, 3): LEFT, BACK: None}


def test_an_end_out_of_a_file_is_then_the_officer_s_own_word_and_a_later_return_asks(
    session: Session, tmp_path: Path
) -> None:
    ended = ONE_CHILD["episodes"].replace(",PR1,,", ",PR1,02/11/2026,E4A")
    apply_import(session, preview_import(session, [make_return(tmp_path / "1", **ONE_CHILD | {"episodes": ended})]))
    child = session.find_child("1001")
    as_told = {row["as_told"] for row in rows(session, tables.CarePeriodRow)}
    assert child not in session.caseload().status
    acts(session, lambda: act(session, "open_again", child))
    assert session.caseload().status[child] == "looked_after"
    assert {row["as_told"] for row in rows(session, tables.CarePeriodRow)} == as_told, (
        "what the file told is not touched"
    )
    again = preview_import(session, [make_return(tmp_path / "2", **ONE_CHILD | {"episodes": ended})])
    assert not again.asked, "it was so when the officer said otherwise"
    later = ONE_CHILD["episodes"].replace(",PR1,,", ",PR1,16/11/2026,E4A")
    again = preview_import(session, [make_return(tmp_path / "3", **ONE_CHILD | {"episodes": later})])
    [asked] = again.asked
    assert "Time in care from Mon 7 Sep 2026: its end was taken back here; SSDA903 2026-27 says it" in asked.text
    apply_import(session, again)
    view = session.caseload().on_day[child].care_status
    assert view is not None, "without an answer the officer's word stands"
    assert view.legal_status is not None
    assert view.placement is not None
    again = preview_import(
        session, [make_return(tmp_path / "4", **ONE_CHILD | {"episodes": later.replace("16", "17")})]
    )
    [asked] = again.asked
    apply_import(session, answered(session, again, {asked.key: True}))
    ends = {row["ended"] for model in ENDED for row in rows(session, model)}
    assert ends == {date(2026, 11, 17)}, "taken, all that ended with it is ended too"
