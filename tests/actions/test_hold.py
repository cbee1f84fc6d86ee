"""A review held, or adjourned: what is written, what starts, what is refused."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

from iro_tui.actions.marks import Mark
from iro_tui.caseload.practices import find
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import NAME, act, acts, aside_of, asked, due, look_after, plan_of, refuses, rows

ORDINARY: dict[str, Any] = {"on": TODAY, "rag": "green", "participation": "PN1"}
BORN = date(2015, 6, 5)


def test_an_ordinary_review_starts_every_clock_and_says_so(session: Session, child: str) -> None:
    changes = acts(session, lambda: act(session, "hold", child, **ORDINARY))
    assert changes.sentence == (
        "KB 1: second review held Fri 20 Nov, green. Started: decisions by Fri 27 Nov; care plan by Fri 4 Dec; "
        "record by Fri 11 Dec; sending by Fri 18 Dec; mid-point check by Thu 18 Feb 2027; "
        "next review by Thu 20 May 2027."
    )
    days = due(session, child)
    assert days["decisions"] == date(2026, 11, 27)
    assert days["care_plan_update"] == date(2026, 12, 4)
    assert days["full_record"] == date(2026, 12, 11)
    assert days["distribution"] == date(2026, 12, 18)
    assert days["midpoint"] == date(2027, 2, 18)
    assert days["review"] == date(2027, 5, 20)
    [review] = rows(session, tables.ReviewRow, held=TODAY)
    assert review["completed"] == TODAY
    assert (review["form"], review["chaired_by"], review["participation"]) == ("meeting", "own IRO", "PN1")
    [rating] = rows(session, tables.RatingRow)
    assert (rating["value"], rating["review_id"], rating["rated_on"]) == ("green", review["id"], TODAY)


@pytest.mark.parametrize(("code", "on"), [("PN0", date(2026, 11, 9)), ("PN1", date(2026, 11, 20))])
def test_a_review_of_before_the_4th_birthday_is_recorded_after_it(session: Session, code: str, on: date) -> None:
    born: dict[str, Any] = {"born": date(2022, 11, 10), "since": date(2026, 1, 5), "last_review": date(2026, 7, 1)}
    act(session, "child", ref="KB 4", status="C2", placement="U6", **born)
    child = next(key for key, each in session.caseload().children.items() if each.ref == "KB 4")
    act(session, "hold", child, on=on, rag="green", participation=code)
    assert rows(session, tables.ReviewRow, held=on)[0]["participation"] == code


def test_undo_takes_all_of_it_back_and_redo_does_it_again(session: Session, child: str) -> None:
    before = due(session, child)
    full = {
        "checklist": {"pep": Mark("n")},
        "remedy": date(2026, 12, 1),
        "decision1": "Dental check",
        "positive": "Direct work",
    }
    act(session, "hold", child, **ORDINARY, **full)
    after = due(session, child)
    assert session.undo().sentence.startswith("Undid Hold review")
    assert due(session, child) == before
    assert (
        not rows(session, tables.ChecklistAnswerRow) + rows(session, tables.DecisionRow) + rows(session, tables.TaskRow)
    )
    session.redo()
    assert due(session, child) == after


def test_the_planned_review_becomes_the_one_held(session: Session, child: str) -> None:
    act(session, "book", child, day=TODAY, time="10:00", place="Foster home")
    [booked] = rows(session, tables.ReviewRow, booked=TODAY)
    act(session, "hold", child, **ORDINARY)
    [review] = rows(session, tables.ReviewRow, held=TODAY)
    assert review["id"] == booked["id"]
    assert review["venue"] == "Foster home"


def test_the_form_is_filled_with_what_is_known(session: Session, child: str) -> None:
    act(session, "book", child, day=TODAY)
    act(session, "rag", child, value="amber", theme="drift", line="No plan yet")
    with action(session.engine, "Set up") as work:
        work.add(tables.DecisionRow(child_id=child, text="CAMHS referral", owner="social worker"))
    assert aside_of(session, "hold", child) == (
        "Second review, by Fri 27 Nov; booked Fri 20 Nov; so far amber (drift: No plan yet)"
    )
    questions = asked(session, "hold", child)
    assert questions["on"].default == "today"
    assert [option.value for option in questions["participation"].options] == [f"PN{n}" for n in range(1, 8)]
    assert [words for _, words in questions["earlier"].things] == ["CAMHS referral"]
    items = [key for key, _ in questions["checklist"].things]
    assert "pep" in items
    assert "pathway_plan" not in items, "asked from 16 on"


def test_the_form_says_what_is_booked_and_that_a_later_booking_is_used_up(session: Session, child: str) -> None:
    act(session, "book", child, day=date(2026, 11, 26), time="14:30", place="Saltby")
    assert "; booked Thu 26 Nov, 14:30, Saltby" in aside_of(session, "hold", child)
    assert plan_of(session, "hold", child, **ORDINARY).warning == (
        "It was booked for Thu 26 Nov: that booking is used up."
    )


def test_permanence_is_asked_from_the_second_review_on_while_there_is_no_plan(session: Session, child: str) -> None:
    [first] = look_after(session, "KB 2", held=())
    assert "plan" not in asked(session, "hold", first)
    assert "plan" in asked(session, "hold", child)
    act(session, "hold", child, **ORDINARY, plan="ADOPTION")
    [row] = rows(session, tables.ChildRow, ref="KB 1")
    assert row["permanence_plan"] == "ADOPTION"
    assert "plan" not in asked(session, "hold", child)


def test_what_is_missing_becomes_a_task_by_its_day(session: Session, child: str) -> None:
    checklist = {
        "pep": Mark("n", "reported"),
        "dental": Mark("n", "seen on file"),
        "contact": Mark("y"),
        "life_story": Mark("na"),
    }
    act(session, "hold", child, **ORDINARY, checklist=checklist, remedy=date(2026, 12, 1))
    assert {task["what"]: task["due"] for task in rows(session, tables.TaskRow)} == {
        "Missing at the review: PEP": date(2026, 12, 1),
        "Missing at the review: dental check": date(2026, 12, 1),
    }
    kept = {
        row["item"]: (row["answer"], row["source"], row["remedy_by"])
        for row in rows(session, tables.ChecklistAnswerRow)
    }
    assert kept == {
        "pep": ("n", "reported", date(2026, 12, 1)),
        "dental": ("n", "seen on file", date(2026, 12, 1)),
        "contact": ("y", None, None),
        "life_story": ("na", None, None),
    }


def test_decisions_new_and_earlier(session: Session, child: str) -> None:
    with action(session.engine, "Set up") as work:
        ids = [work.add(tables.DecisionRow(child_id=child, text=text)) for text in ("A", "B", "C", "D")]
    earlier = {key: Mark(became) for key, became in zip(ids, ("done", "dropped", "repeated"), strict=False)}
    act(session, "hold", child, **ORDINARY, decision1="E; school; today", earlier=earlier)
    decisions = {(row["text"], row["repeated_from"]): row for row in rows(session, tables.DecisionRow)}
    assert decisions["A", None]["done_on"] == TODAY
    assert (decisions["B", None]["dropped_on"], decisions["B", None]["reason"]) == (TODAY, "dropped by the review")
    assert decisions["C", None]["dropped_on"] == TODAY
    assert decisions["C", ids[2]]["dropped_on"] is None
    assert decisions["D", None]["done_on"] is None
    assert (decisions["E", None]["owner"], decisions["E", None]["due"]) == ("school", TODAY)
    assert decisions["E", None]["review_id"] == rows(session, tables.ReviewRow, held=TODAY)[0]["id"]


def test_an_earlier_decision_that_was_settled_meanwhile_is_called_so_while_others_are_open(
    session: Session, child: str
) -> None:
    for text in ("A", "B"):
        act(session, "decide", child, text=text)
    first, second = (row["id"] for row in rows(session, tables.DecisionRow))
    act(session, "decision", (), first, what="drop", reason="moved")
    earlier = {first: Mark("done"), second: Mark("done")}
    refuses(session, lambda: act(session, "hold", child, **ORDINARY, earlier=earlier), "settled meanwhile")


def test_a_series_runs_its_record_from_the_last_meeting(session: Session, child: str) -> None:
    first = date(2026, 11, 11)
    act(session, "hold", child, **{**ORDINARY, "on": first}, completed=TODAY, form="series")
    days = due(session, child)
    assert days["decisions"] == date(2026, 11, 27), "five working days from the last meeting"
    assert days["review"] == date(2027, 5, 11), "six months from the first"


def test_the_last_meeting_of_a_series_is_recorded_when_it_was_held(session: Session, child: str) -> None:
    first = date(2026, 11, 11)
    act(session, "hold", child, **{**ORDINARY, "on": first}, form="series")
    [review] = rows(session, tables.ReviewRow, held=first)
    assert review["completed"] is None
    refuses(
        session,
        lambda: act(session, "complete", child, on=first - timedelta(days=1)),
        "give a day from the first meeting",
    )
    refuses(
        session,
        lambda: act(session, "complete", child, on=TODAY + timedelta(days=1)),
        "which is to come: record it when it was held",
    )
    changes = acts(session, lambda: act(session, "complete", child, on=TODAY))
    assert changes.sentence == "KB 1: last meeting Fri 20 Nov; the record's clocks run from it."
    assert due(session, child)["decisions"] == date(2026, 11, 27)
    refuses(session, lambda: act(session, "complete", child, on=TODAY), "no series of meetings that is still open")


def test_the_note_tells_it_in_plain_words_and_without_the_name(session: Session, child: str) -> None:
    act(
        session,
        "hold",
        child,
        **{**ORDINARY, "rag": "amber"},
        theme="drift",
        child_words="I want to stay",
        checklist={"pep": Mark("n")},
        decision1="Dental check; carer; 1/12/2026",
    )
    [note] = rows(session, tables.CaseNoteRow)
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


def test_a_review_held_late_wants_its_reason(session: Session) -> None:
    [late] = look_after(session, "KB 9", held=(date(2026, 8, 17),))  # the limit was Tuesday 17 November
    refuses(
        session, lambda: act(session, "hold", late, **ORDINARY), "after its limit of Tue 17 Nov: say in a few words why"
    )
    act(session, "hold", late, **ORDINARY, late_reason="carer in hospital")
    [review] = rows(session, tables.ReviewRow, held=TODAY)
    assert review["late_reason"] == "carer in hospital"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"on": TODAY + timedelta(days=1)}, "which is to come: book it with b"),
        ({"on": date(2026, 8, 1)}, "before the child became looked after on Mon 3 Aug"),
        ({"on": date(2026, 8, 27)}, "is on record already"),
        ({"participation": "PN0"}, "The child is 'PN0': give one of PN1"),
        ({"participation": "PN9"}, "The child is 'PN9'"),
        ({"rag": "amber"}, "Why is empty: give one of care plan, drift"),
        ({"rag": "blue"}, "RAG is 'blue': give one of green, amber, red"),
        ({"form": "picnic"}, "As is 'picnic': give one of meeting"),
        ({"chaired_by": "me"}, "Chaired by is 'me'"),
        ({"form": "series", "completed": date(2026, 11, 19)}, "from the first meeting to today"),
        ({"checklist": {"pep": Mark("perhaps")}}, "PEP is 'perhaps': give one of y, n, na"),
        ({"plan": "HOME"}, "Permanence is 'HOME'"),
        ({"checklist": {"pep": Mark("n")}, "remedy": date(2026, 11, 1)}, "before the review: give a later day"),
        ({"decision1": "A;; 1/1/2050"}, "look at the year"),
        ({"earlier": {"nothing": Mark("done")}}, "settled meanwhile"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    session: Session, child: str, wrong: dict[str, Any], why: str
) -> None:
    refuses(session, lambda: act(session, "hold", child, **ORDINARY | wrong), re.escape(why))


def test_nobody_holds_a_review_of_a_child_who_is_not_looked_after(session: Session) -> None:
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="KB 5", born=BORN))
    refuses(
        session, lambda: act(session, "hold", child, **ORDINARY), "is not looked after: there is no review to record"
    )


# Adjourned


def test_an_adjourned_review_is_completed_within_its_own_limit(session: Session, child: str) -> None:
    changes = act(session, "hold", child, on=TODAY, adjourned_reason="no report and no care plan", form="adjourned")
    assert changes.sentence == "KB 1: review adjourned, to be completed by Fri 18 Dec."
    assert due(session, child)["review"] == date(2026, 12, 18)
    refuses(
        session,
        lambda: act(session, "hold", child, on=TODAY, adjourned_reason="again", form="adjourned"),
        "As is 'adjourned': give one of meeting, series, none",
    )


def test_completing_it_gives_it_the_date_of_that_meeting(session: Session, child: str) -> None:
    met = date(2026, 11, 13)
    act(session, "hold", child, on=met, adjourned_reason="no report", form="adjourned")
    assert "adjourned Fri 13 Nov" in aside_of(session, "hold", child)
    act(session, "hold", child, **ORDINARY)
    [review] = rows(session, tables.ReviewRow, held=TODAY)
    assert (review["completed"], review["adjourned"]) == (TODAY, met)
    days = due(session, child)
    assert days["review"] == date(2027, 5, 20), "six months from the meeting that completed it"
    assert days["decisions"] == date(2026, 11, 27), "five working days from its completion"


@pytest.mark.parametrize(
    ("on", "reason", "why"),
    [
        (TODAY, "  ", "The reason is empty"),
        (TODAY + timedelta(days=3), "no report", "which is to come"),
        (date(2026, 8, 27), "no report", "on record already"),
    ],
)
def test_adjourning_that_cannot_be_is_refused(session: Session, child: str, on: date, reason: str, why: str) -> None:
    refuses(
        session, lambda: act(session, "hold", child, on=on, adjourned_reason=reason, form="adjourned"), re.escape(why)
    )


def test_the_final_review_before_18_is_the_last_unless_it_is_said_not_to_be(session: Session, child: str) -> None:
    assert "final" not in asked(session, "hold", child)
    with action(session.engine, "Set up") as work:
        work.change(tables.ChildRow, child, born=date(2008, 12, 6))  # 18 on 6 December: the limit is the 5th
        work.add(tables.ReviewRow(child_id=child, held=date(2026, 9, 20), completed=date(2026, 9, 20), apart=True))
    assert asked(session, "hold", child)["final"].default == "yes"
    changes = acts(session, lambda: act(session, "hold", child, **ORDINARY))
    assert changes.sentence.startswith("KB 1: final review before 18 held Fri 20 Nov, green.")
    assert "next review" not in changes.sentence
    assert [row["final"] for row in rows(session, tables.ReviewRow, held=TODAY)] == [True]
    assert not due(session, child).keys() & {"review", "review_unbooked", "midpoint", "speak_to_child"}
    assert {"decisions", "full_record"} <= due(session, child).keys()
    session.undo()
    changes = acts(session, lambda: act(session, "hold", child, **ORDINARY, final=False))
    assert "next review by Sat 5 Dec" in changes.sentence
    session.undo()
    act(session, "hold", child, **ORDINARY)
    acts(session, lambda: act(session, "book", child, day=date(2026, 12, 1)))
    assert due(session, child)["review"] == date(2026, 12, 5), "another that is booked is in sight"


# Finished at the table


def test_what_was_done_at_the_table_is_one_action_and_one_note(session: Session, child: str) -> None:
    attended = {"carer": Mark("came", "report"), "mother": Mark("apologies"), "school": Mark("absent", "report")}
    changes = acts(
        session,
        lambda: act(
            session, "hold", child, **ORDINARY,
            checklist={"pep": Mark("y", "reported"), "dental": Mark("n", "seen on file")},
            decision1="Dental check; carer; 12/12/2026", attended=attended, next_meeting="18/5 14:30 Saltby",
        ),
    )  # fmt: skip
    assert changes.sentence.startswith(
        "KB 1: second review held Fri 20 Nov, green, 1 of 2 yes, 1 decision, 1 of 3 there, "
        "next booked for Tue 18 May 2027, 14:30, 2 wd before its limit."
    )
    assert {row["who"]: (row["attended"], row["report"]) for row in rows(session, tables.AttendanceRow)} == {
        "carer": ("came", True),
        "mother": ("apologies", False),
        "school": ("absent", True),
    }
    [upcoming] = rows(session, tables.ReviewRow, booked=date(2027, 5, 18))
    assert (upcoming["booked_time"], upcoming["venue"], upcoming["held"]) == ("14:30", "Saltby", None)
    assert session.caseload().on_day[child].next_review.booked == date(2027, 5, 18)  # type: ignore[union-attr]
    [note] = rows(session, tables.CaseNoteRow)
    for words in (
        "There were: carer.",
        "Apologies from: mother.",
        "Not there: school.",
        "Reports came from: carer and school.",
        "Checks: 1 of 2 yes, 1 only as reported. Not in place: dental check.",
        "Decisions: Dental check, carer, by Sat 12 Dec 2026.",
        "Next review booked for Tue 18 May 2027, 14:30, Saltby. Next review by Thu 20 May 2027.",
    ):
        assert words in note["body"]


def test_a_day_on_which_nobody_works_is_said(session: Session, child: str) -> None:
    plan = plan_of(session, "hold", child, **ORDINARY, decision1="A; school; 12/12", decision2="B; school; 14/12")
    assert plan.warning == "Sat 12 Dec is no working day."


def test_the_next_review_is_booked_with_the_sentences_of_booking(session: Session, child: str) -> None:
    (other,) = look_after(session, "KB 9")
    act(session, "book", other, day=date(2026, 11, 26), time="10:00")
    planned = plan_of(session, "hold", child, **ORDINARY, next_meeting="26/11/2026 11:00 Saltby")
    assert "! Clash: 10:00 KB 9" in planned.warning
    means = asked(session, "hold", child)["next_meeting"].means
    assert means
    office = session.practice.office
    assert "also that day: 10:00 KB 9" in means("26/11/2026 11:00", session.today, office)
    assert "a Saturday" in means("12/12/2026", session.today, office)


def test_the_next_review_is_booked_by_the_rules_of_booking(session: Session, child: str) -> None:
    late: dict[str, Any] = {**ORDINARY, "next_meeting": "21/5/2027 10:00"}
    refuses(session, lambda: act(session, "hold", child, **late), "beyond its limit: say in a few words why")
    refuses(session, lambda: act(session, "hold", child, **ORDINARY, next_meeting="20/11/2026"), "is not to come")
    refuses(
        session,
        lambda: act(session, "hold", child, **ORDINARY, next_meeting="in Saltby"),
        "Next review: .* is not a day",
    )
    changes = act(session, "hold", child, **late, next_late="panel first")
    assert "1 wd beyond its limit of Thu 20 May 2027" in changes.sentence
    [upcoming] = rows(session, tables.ReviewRow, booked=date(2027, 5, 21))
    assert upcoming["late_reason"] == "panel first"
    session.undo()
    act(session, "hold", child, **ORDINARY, next_meeting="30/11 10:00")
    assert rows(session, tables.ReviewRow, booked=date(2026, 11, 30))[0]["apart"] is True, "a review of its own"


def test_the_checks_are_those_of_the_age_and_of_this_review_and_say_what_good_looks_like(session: Session) -> None:
    """Kent asks the first health check at first reviews, the last review's decisions from the second on."""
    session.use_practice(find("kent"))
    first, second = look_after(session, "AB 1", held=())[0], look_after(session, "AB 2")[0]
    checks = {child: asked(session, "hold", child, form="meeting")["checklist"] for child in (first, second)}
    items = {child: {key for key, _ in question.things} for child, question in checks.items()}
    assert items[first] - items[second] == {"health_referral"}
    assert items[second] - items[first] == {"decisions_done"}
    assert dict(checks[first].helps)["visits_in_time"].startswith("Check the file")
    chairs = asked(session, "hold", first, form="meeting")["chaired_by"].options
    assert [option.value for option in chairs][2] == "QA officer"


def test_who_approves_a_move_is_asked_where_the_practice_says_so(session: Session) -> None:
    session.use_practice(find("kent"))
    child = look_after(session, "AB 1")[0]
    act(session, "book", child, day=date(2026, 11, 24))
    move = {"day": date(2026, 11, 25), "asked_by": "social worker", "reason": "in court"}
    refuses(session, lambda: act(session, "book", child, **move), "here the service manager approves")
    acts(session, lambda: act(session, "book", child, **move, approved_by="M. Hale"))
