"""A review held, or adjourned: what is written, what starts, what is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from iro_tui.services.desk import Desk
from iro_tui.services.held import Answer, Held, NewDecision, start
from iro_tui.services.holding import adjourn, complete, hold
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.services.acting import LIMIT, NAME, TODAY, acts, due, look_after, refuses, rows

ORDINARY = Held(on=TODAY, value="green", participation="PN1")
BORN = date(2015, 6, 5)


def test_an_ordinary_review_starts_every_clock_and_says_so(desk: Desk, child: str) -> None:
    changes = acts(desk, lambda: desk.do(hold, child, ORDINARY))
    assert changes.sentence == (
        "KB 1: second review held Fri 20 Nov, green. Started: decisions by Fri 27 Nov; care plan by Fri 4 Dec; "
        "record by Fri 11 Dec; sent out by Fri 18 Dec; mid-point check by Thu 18 Feb 2027; "
        "next review by Thu 20 May 2027."
    )
    found = due(desk, child)
    assert found["decisions"] == date(2026, 11, 27)
    assert found["care_plan_update"] == date(2026, 12, 4)
    assert found["full_record"] == date(2026, 12, 11)
    assert found["distribution"] == date(2026, 12, 18)
    assert found["midpoint"] == date(2027, 2, 18)
    assert found["review"] == date(2027, 5, 20)
    [review] = rows(desk, tables.Review, held=TODAY)
    assert review["completed"] == TODAY
    assert (review["form"], review["chaired_by"], review["participation"]) == ("meeting", "own IRO", "PN1")
    [rating] = rows(desk, tables.Rating)
    assert (rating["value"], rating["review_id"], rating["rated_on"]) == ("green", review["id"], TODAY)


def test_undo_takes_all_of_it_back_and_redo_does_it_again(desk: Desk, child: str) -> None:
    before = due(desk, child)
    full = replace(
        ORDINARY,
        answers=(Answer("pep", "n"),),
        remedy_by=date(2026, 12, 1),
        decisions=(NewDecision("Dental check"),),
        positive="Direct work",
    )
    desk.do(hold, child, full)
    after = due(desk, child)
    assert desk.undo().sentence.startswith("Undid Hold review")
    assert due(desk, child) == before
    assert not rows(desk, tables.ChecklistAnswer) + rows(desk, tables.Decision) + rows(desk, tables.Task)
    desk.redo()
    assert due(desk, child) == after


def test_the_planned_review_becomes_the_one_held(desk: Desk, child: str) -> None:
    desk.book(child, TODAY, time="10:00", venue="Foster home")
    [booked] = rows(desk, tables.Review, booked=TODAY)
    desk.do(hold, child, ORDINARY)
    [review] = rows(desk, tables.Review, held=TODAY)
    assert review["id"] == booked["id"]
    assert review["venue"] == "Foster home"


def test_the_form_is_filled_with_what_is_known(desk: Desk, child: str) -> None:
    desk.book(child, TODAY)
    desk.rate(child, "amber", "drift", "No plan yet")
    with action(desk.engine, "Set up") as work:
        work.add(tables.Decision(child_id=child, text="CAMHS referral", owner="social worker"))
    known = desk.see(start, child)
    assert (known.what, known.on, known.limit, known.authority) == ("Second review", TODAY, LIMIT, "CPPCR 33(2)")
    assert known.earlier is not None
    assert (known.earlier.value, known.earlier.theme) == ("amber", "drift")
    assert known.asks_permanence
    assert known.participation == ("PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7")
    assert [decision.text for decision in known.decisions] == ["CAMHS referral"]
    assert "pep" in [item.id for item in known.items]
    assert "pathway_plan" not in [item.id for item in known.items], "asked from 16 on"


def test_permanence_is_asked_from_the_second_review_on_while_there_is_no_plan(desk: Desk, child: str) -> None:
    [first] = look_after(desk, "KB 2", held=())
    assert not desk.see(start, first).asks_permanence
    assert desk.see(start, child).asks_permanence
    desk.do(hold, child, replace(ORDINARY, plans=("LTFOST18", "ADOPTION")))
    [row] = rows(desk, tables.Child, ref="KB 1")
    assert row["permanence_plan"] == "LTFOST18,ADOPTION"
    assert not desk.see(start, child).asks_permanence


def test_what_is_missing_becomes_a_task_by_its_day(desk: Desk, child: str) -> None:
    answers = (
        Answer("pep", "n", "reported"),
        Answer("dental", "n"),
        Answer("contact", "y"),
        Answer("life_story", "na"),
    )
    desk.do(hold, child, replace(ORDINARY, answers=answers, remedy_by=date(2026, 12, 1)))
    assert {task["what"]: task["due"] for task in rows(desk, tables.Task)} == {
        "Missing at the review: PEP": date(2026, 12, 1),
        "Missing at the review: dental check": date(2026, 12, 1),
    }
    kept = {row["item"]: (row["answer"], row["source"], row["remedy_by"]) for row in rows(desk, tables.ChecklistAnswer)}
    assert kept == {
        "pep": ("n", "reported", date(2026, 12, 1)),
        "dental": ("n", "seen on file", date(2026, 12, 1)),
        "contact": ("y", "seen on file", None),
        "life_story": ("na", "seen on file", None),
    }


def test_decisions_new_and_earlier(desk: Desk, child: str) -> None:
    with action(desk.engine, "Set up") as work:
        ids = [work.add(tables.Decision(child_id=child, text=text)) for text in ("A", "B", "C", "D")]
    settled = dict(zip(ids, ("done", "dropped", "repeated"), strict=False))
    desk.do(hold, child, replace(ORDINARY, decisions=(NewDecision("E", "school", TODAY),), settled=settled))
    found = {(row["text"], row["repeated_from"]): row for row in rows(desk, tables.Decision)}
    assert found["A", None]["done_on"] == TODAY
    assert (found["B", None]["dropped_on"], found["B", None]["reason"]) == (TODAY, "dropped by the review")
    assert found["C", None]["dropped_on"] == TODAY
    assert found["C", ids[2]]["dropped_on"] is None
    assert found["D", None]["done_on"] is None
    assert (found["E", None]["owner"], found["E", None]["due"]) == ("school", TODAY)
    assert found["E", None]["review_id"] == rows(desk, tables.Review, held=TODAY)[0]["id"]


def test_a_series_runs_its_record_from_the_last_meeting(desk: Desk, child: str) -> None:
    first = date(2026, 11, 11)
    desk.do(hold, child, replace(ORDINARY, on=first, completed=TODAY, form="series"))
    found = due(desk, child)
    assert found["decisions"] == date(2026, 11, 27), "five working days from the last meeting"
    assert found["review"] == date(2027, 5, 11), "six months from the first"


def test_the_last_meeting_of_a_series_is_recorded_when_it_was_held(desk: Desk, child: str) -> None:
    first = date(2026, 11, 11)
    desk.do(hold, child, replace(ORDINARY, on=first, form="series"))
    [review] = rows(desk, tables.Review, held=first)
    assert review["completed"] is None
    refuses(desk, lambda: desk.do(complete, child, first - timedelta(days=1)), "give a day from the first meeting")
    refuses(desk, lambda: desk.do(complete, child, TODAY + timedelta(days=1)), "give a day from the first meeting")
    changes = acts(desk, lambda: desk.do(complete, child, TODAY))
    assert changes.sentence == "KB 1: last meeting Fri 20 Nov; the record's clocks run from it."
    assert due(desk, child)["decisions"] == date(2026, 11, 27)
    refuses(desk, lambda: desk.do(complete, child, TODAY), "no series of meetings that is still open")


def test_the_note_tells_it_in_plain_words_and_without_the_name(desk: Desk, child: str) -> None:
    said = replace(
        ORDINARY,
        value="amber",
        theme="drift",
        child_words="I want to stay",
        answers=(Answer("pep", "n"),),
        decisions=(NewDecision("Dental check", "carer", date(2026, 12, 1)),),
    )
    desk.do(hold, child, said)
    [note] = rows(desk, tables.CaseNote)
    assert note["title"] == "Second review held"
    assert NAME not in note["body"]
    for words in (
        "Second review held on Fri 20 Nov 2026 (a meeting), chaired by the child's own IRO.",
        "The child attended and spoke.",
        "In the child's own words: I want to stay.",
        "RAG amber. Reason: drift. To be told: team manager.",
        "Not in place: PEP.",
        "Decisions: Dental check, carer, by Tue 1 Dec 2026.",
        "Next review by Thu 20 May 2027.",
    ):
        assert words in note["body"]


def test_a_review_held_late_wants_its_reason(desk: Desk) -> None:
    [late] = look_after(desk, "KB 9", held=(date(2026, 8, 17),))  # the limit was Tuesday 17 November
    refuses(desk, lambda: desk.do(hold, late, ORDINARY), "after its limit of Tue 17 Nov: say in a few words why")
    desk.do(hold, late, replace(ORDINARY, late_reason="carer in hospital"))
    [review] = rows(desk, tables.Review, held=TODAY)
    assert review["late_reason"] == "carer in hospital"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"on": TODAY + timedelta(days=1)}, "which is to come: book it with b"),
        ({"on": date(2026, 8, 1)}, "before the child became looked after on Mon 3 Aug"),
        ({"on": date(2026, 8, 27)}, "is on record already"),
        ({"participation": "PN0"}, "PN0 is for children under 4"),
        ({"participation": "PN9"}, "PN9 is not a participation code"),
        ({"value": "amber"}, "Amber needs a reason"),
        ({"value": "blue"}, "give green, amber or red"),
        ({"form": "picnic"}, "Held as is 'picnic': give one of meeting"),
        ({"chaired_by": "me"}, "Chaired by is 'me'"),
        ({"completed": date(2026, 11, 19)}, "from the first meeting to today"),
        ({"answers": (Answer("pep", "perhaps"),)}, "give one of y, n, na"),
        ({"plans": ("HOME",)}, "Permanence plan is 'HOME'"),
        ({"remedy_by": date(2026, 11, 1)}, "before the review: give a later day"),
        ({"decisions": (NewDecision("A", "", date(2050, 1, 1)),)}, "look at the year"),
        ({"settled": {"nothing": "done"}}, "settled meanwhile"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    desk: Desk, child: str, wrong: dict[str, object], why: str
) -> None:
    refuses(desk, lambda: desk.do(hold, child, replace(ORDINARY, **wrong)), re.escape(why))  # type: ignore[arg-type]


def test_nobody_holds_a_review_of_a_child_who_is_not_looked_after(desk: Desk) -> None:
    with action(desk.engine, "Set up") as work:
        child = work.add(tables.Child(ref="KB 5", born=BORN))
    refuses(desk, lambda: desk.do(hold, child, ORDINARY), "is not looked after: there is no review to record")


# Adjourned


def test_an_adjourned_review_is_completed_within_its_own_limit(desk: Desk, child: str) -> None:
    changes = desk.do(adjourn, child, TODAY, "no report and no care plan")
    assert changes.sentence == "KB 1: review adjourned, to be completed by Fri 18 Dec."
    assert due(desk, child)["review"] == date(2026, 12, 18)
    refuses(desk, lambda: desk.do(adjourn, child, TODAY, "again"), "can be once only")


def test_completing_it_gives_it_the_date_of_its_first_meeting(desk: Desk, child: str) -> None:
    met = date(2026, 11, 13)
    desk.do(adjourn, child, met, "no report")
    assert desk.see(start, child).adjourned == met
    desk.do(hold, child, ORDINARY)
    [review] = rows(desk, tables.Review, held=met)
    assert (review["completed"], review["adjourned"]) == (TODAY, met)
    found = due(desk, child)
    assert found["review"] == date(2027, 5, 13), "six months from the first meeting"
    assert found["decisions"] == date(2026, 11, 27), "five working days from its completion"


@pytest.mark.parametrize(
    ("on", "reason", "why"),
    [
        (TODAY, "  ", "The reason is empty"),
        (TODAY + timedelta(days=3), "no report", "which is to come"),
        (date(2026, 8, 27), "no report", "on record already"),
    ],
)
def test_adjourning_that_cannot_be_is_refuses(desk: Desk, child: str, on: date, reason: str, why: str) -> None:
    refuses(desk, lambda: desk.do(adjourn, child, on, reason), re.escape(why))
