"""What is still to be held, and by when, after a conference was recorded: every kind, held or not, and every reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from iro_tui.actions.base import plan
from iro_tui.actions.delete import ACTION
from iro_tui.actions.details import ACTION as DETAILS
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.lists.conferences import CONFERENCES as CONFERENCE_LIST
from iro_tui.caseload.lists.today import DUTIES
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.domain.protection import BEFORE_BIRTH, CONFERENCES, INITIAL, NEEDED_NO_MORE, REVIEW, TRANSFER, not_held_of
from iro_tui.domain.protection import outcomes_of as outcomes
from iro_tui.domain.typed_booking import TypedBooking
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import act, acts, asked, filled, plan_of, refuses, rows, scene_of
from tests.support.facts import setting

STRATEGY = date(2026, 10, 26)
"""A Monday; its fifteen working days end on Mon 16 Nov: that limit has passed."""
LIMIT = date(2026, 11, 16)
BOOKED = date(2026, 11, 13)
BEGAN = date(2026, 8, 18)
"""When the plan began that is reviewed; three months later is Wed 18 Nov, which has passed too."""
FIRST_REVIEW, NEXT = date(2026, 11, 18), date(2027, 5, 20)
AFTER_A_PLAN = date(2027, 2, 20)


def made(session: Session, kind: str) -> str:
    """A child whose conference of this kind is late, and was booked for a day before its limit."""
    of_kind: dict[str, dict[str, Any]] = {
        INITIAL: {"strategy_on": STRATEGY},
        BEFORE_BIRTH: {"strategy_on": STRATEGY},
        TRANSFER: {"notified_on": STRATEGY},
        REVIEW: {},
    }
    unborn = kind == BEFORE_BIRTH
    own: dict[str, Any] = {"expected": date(2027, 3, 1)} if unborn else {"born": date(2019, 5, 5)}
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="CP 1", on_caseload_since=date(2026, 1, 5), **own))
        if kind == REVIEW:
            work.add(tables.ConferenceRow(child_id=child, kind=INITIAL, held=BEGAN, outcome="plan"))
            work.add(tables.ProtectionPlanRow(child_id=child, started=BEGAN, category="neglect"))
        work.add(tables.ConferenceRow(child_id=child, kind=kind, booked=BOOKED, **of_kind[kind]))
    return child


def limit_of(kind: str) -> date:
    return FIRST_REVIEW if kind == REVIEW else LIMIT


def every_record() -> Iterator[Any]:
    """By kind what is recorded, and until when a conference is then due; None: none is."""
    for kind in CONFERENCES:
        for outcome in outcomes(kind):
            due = {"plan": AFTER_A_PLAN, "continues": NEXT}.get(outcome)
            yield pytest.param(kind, {"outcome": outcome}, due, id=f"{kind}, held, {outcome}")
        for reason in not_held_of(kind):
            later = {"happened": "another day", "reason": reason, "asked_by": "social worker"}
            if reason not in NEEDED_NO_MORE:  # else there is none, and no other day for it
                yield pytest.param(kind, later, limit_of(kind), id=f"{kind}, on another day, {reason}")
            # A plan goes on, and is reviewed; only before there is one can there be no need of a conference.
            due = None if reason in NEEDED_NO_MORE and kind != REVIEW else limit_of(kind)
            yield pytest.param(kind, {"happened": "not held", "reason": reason}, due, id=f"{kind}, not held, {reason}")


@pytest.mark.parametrize(("kind", "answers", "due"), [*every_record()])
def test_what_remains_due_after_a_conference_was_recorded(
    session: Session, kind: str, answers: dict[str, Any], due: date | None
) -> None:
    child = made(session, kind)
    [before] = [duty for duty in session.caseload().duties[child] if duty.kind == "conference"]
    assert (before.due, before.clock) == (limit_of(kind), "overdue")
    acts(session, lambda: act(session, "hold_conference", child, **answers, on=TODAY))
    asked = [duty for duty in session.caseload().duties.get(child, ()) if duty.kind == "conference"]
    assert [duty.due for duty in asked] == ([due] if due else [])
    if "happened" not in answers or due is None:
        return
    assert (asked[0].booked, asked[0].clock) == (None, "overdue"), "it is late, and has no day"
    [row] = [each for each in rows(session, tables.ConferenceRow) if each["held"] is None]
    assert (row["not_held_on"], row["not_held_reason"]) == (TODAY, answers["reason"])
    assert rows(session, tables.ConferenceMoveRow) == [], "no other day was given"


@pytest.mark.parametrize("kind", CONFERENCES)
def test_enquiries_and_a_birth_are_no_reasons_once_there_is_a_plan(session: Session, kind: str) -> None:
    questions = asked(session, "hold_conference", made(session, kind), happened="not held")
    reasons = {option.value for option in questions["reason"].options}
    assert ({"no_need", "birth"} <= reasons) == (kind != REVIEW)
    assert {"looked_after", "moved", "family"} <= reasons


def test_what_a_conference_lacks_and_was_is_said(session: Session) -> None:
    child = made(session, INITIAL)
    assert plan_of(session, "hold_conference", child, outcome="plan").warning.startswith("No category is named")
    assert plan_of(session, "hold_conference", child, outcome="no_plan").warning == ""
    act(session, "hold_conference", child, outcome="plan", category="neglect", quorate=True)
    assert "It was quorate." in rows(session, tables.CaseNoteRow)[-1]["body"]


def test_one_recorded_as_not_held_before_that_was_told_apart_is_asked_again(session: Session) -> None:
    child = made(session, INITIAL)
    [row] = rows(session, tables.ConferenceRow)
    with action(session.engine, "Set up") as work:
        work.change(tables.ConferenceRow, row["id"], not_held_on=date(2026, 11, 13), not_held_reason="not_quorate")
    [asked] = [duty for duty in session.caseload().duties[child] if duty.kind == "conference"]
    assert (asked.due, asked.clock) == (LIMIT, "overdue")


def in_one_act(session: Session, held: date, told_by: str | None = None, **of_it: Any) -> tuple[str, str]:
    """A child with all that a file or a list tells of her in one act: her key, and the conference's."""
    with action(session.engine, "Bring in") as work:
        child = work.add(tables.ChildRow(ref="CP 1", born=date(2019, 5, 5), on_caseload_since=date(2026, 1, 5)))
        key = work.add(tables.ConferenceRow(child_id=child, kind=INITIAL, held=held, outcome="plan", **of_it))
        work.add(tables.ProtectionPlanRow(child_id=child, started=held, category="neglect", told_by=told_by))
        work.add(tables.ConferenceRow(child_id=child, kind=REVIEW, booked=date(2027, 2, 10)))
    return child, key


def kinds(session: Session, child: str) -> set[str]:
    return {duty.kind for duty in session.caseload().duties.get(child, ())}


def test_a_conference_that_no_act_here_recorded_goes_alone(session: Session) -> None:
    held = date(2026, 11, 13)
    child, key = in_one_act(session, held, strategy_on=STRATEGY, quorate=True)
    question = ACTION.question(scene_of(session, "delete", (), key), "conference")
    assert question.split("\n")[0] == (
        "CP 1: delete the record of this conference of Fri 13 Nov, with the child protection plan since Fri 13 Nov and "
        "the review conference booked for Wed 10 Feb 2027, so that it is asked again? Undo brings it back."
    )
    assert "The strategy discussion of Mon 26 Oct stays." in question
    acts(session, lambda: act(session, "delete", (), key, kind="conference"))
    [row] = rows(session, tables.ConferenceRow)
    assert (row["strategy_on"], row["held"], row["outcome"], row["quorate"]) == (STRATEGY, None, None, None)
    assert rows(session, tables.ProtectionPlanRow) == []
    [asked] = [duty for duty in session.caseload().duties[child] if duty.kind == "conference"]
    assert (asked.due, asked.clock) == (LIMIT, "overdue")
    assert [line.status for line in session.lines(CHILDREN)] == ["conference"], "she is on the caseload as before it"
    act(session, "delete", (), key, kind="conference")
    assert rows(session, tables.ConferenceRow) == []
    assert len(rows(session, tables.ChildRow)) == 1, "no deletion of a conference takes the child"


def test_a_plan_that_a_file_tells_stays_without_its_conference(session: Session) -> None:
    _, key = in_one_act(session, date(2026, 11, 13), told_by="files", strategy_on=STRATEGY)
    question = ACTION.question(scene_of(session, "delete", (), key), "conference")
    assert "The plan since Fri 13 Nov stays as a file tells it: z under i ends it." in question
    acts(session, lambda: act(session, "delete", (), key, kind="conference"))
    assert len(rows(session, tables.ProtectionPlanRow)) == 1


def test_without_a_strategy_discussion_its_day_is_asked_once_its_conference_is_deleted(session: Session) -> None:
    child, key = in_one_act(session, date(2026, 11, 13))
    acts(session, lambda: act(session, "delete", (), key, kind="conference"))
    assert "strategy_day" in kinds(session, child)


def test_a_review_that_no_act_here_recorded_gives_back_the_plan_it_ended(session: Session) -> None:
    with action(session.engine, "Bring in") as work:
        child = work.add(tables.ChildRow(ref="CP 1", born=date(2019, 5, 5)))
        work.add(tables.ConferenceRow(child_id=child, kind=INITIAL, held=BEGAN, outcome="plan"))
        ended = date(2026, 11, 16)
        work.add(tables.ProtectionPlanRow(child_id=child, started=BEGAN, ended=ended, category="neglect"))
        key = work.add(tables.ConferenceRow(child_id=child, kind=REVIEW, held=ended, outcome="ended"))
    said = acts(session, lambda: act(session, "delete", (), key, kind="conference")).sentence
    assert said == "CP 1: record of the conference deleted, with the end of the plan since Tue 18 Aug."
    [asked] = [duty for duty in session.caseload().duties[child] if duty.kind == "conference"]
    assert asked.due == FIRST_REVIEW


# A section 47 without its day


def test_a_child_whose_strategy_discussion_has_no_day_is_asked_for_it(session: Session) -> None:
    acts(session, lambda: act(session, "child", ref="CP 1", status="s47", born=date(2019, 5, 5)))
    [child] = session.caseload().children
    [asked] = session.caseload().duties[child]
    assert (asked.kind, asked.what, asked.clock) == (
        "strategy_day",
        "Find out the day of the strategy discussion",
        "today",
    )
    assert [line.status for line in session.lines(CHILDREN)] == ["conference"]
    assert asked.id in {row.duty.id for row in session.lines(DUTIES)}
    assert session.lines(CONFERENCE_LIST)[0].what == asked.what
    acts(session, lambda: act(session, "conference", child, strategy=STRATEGY))
    [row] = rows(session, tables.ConferenceRow)
    assert row["strategy_on"] == STRATEGY
    assert kinds(session, child) == {"conference"}


def test_the_day_of_the_strategy_discussion_is_added_to_what_is_booked_without_it(session: Session) -> None:
    act(session, "child", ref="CP 1", status="s47", next_conference=TypedBooking(date(2026, 11, 26), "10:00", ""))
    [child] = session.caseload().children
    again = {"kind": INITIAL, "strategy": STRATEGY, "day": date(2026, 11, 27)}
    refuses(session, lambda: act(session, "conference", child, **again), "is entered already")
    acts(session, lambda: act(session, "conference", child, kind=INITIAL, strategy=STRATEGY))
    [row] = rows(session, tables.ConferenceRow)
    assert (row["strategy_on"], row["booked"], row["booked_time"]) == (STRATEGY, date(2026, 11, 26), "10:00")
    refuses(session, lambda: act(session, "conference", child, kind=INITIAL, strategy=STRATEGY), "is entered already")


@pytest.mark.parametrize("kind", [INITIAL, TRANSFER])
def test_the_first_conference_entered_is_the_one_that_was_to_come(session: Session, kind: str) -> None:
    """What a list or the form of a new child calls one to come may be of either kind."""
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="CP 1", on_caseload_since=date(2026, 1, 5), born=date(2019, 5, 5)))
        work.add(tables.ConferenceRow(child_id=child, kind=INITIAL))
    since = {"notified": date(2026, 11, 2)} if kind == TRANSFER else {"strategy": date(2026, 11, 2)}
    acts(session, lambda: act(session, "conference", child, kind=kind, **since))
    assert [row["kind"] for row in rows(session, tables.ConferenceRow)] == [kind]
    assert [duty.kind for duty in session.caseload().duties[child]] == ["conference"]


BEYOND = TypedBooking(date(2026, 12, 8), "10:00", "Preston")


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"status": "cp", "plan": "neglect", "plan_since": date(2026, 9, 2), "next_conference": BEYOND},
         "First review conference by Wed 2 Dec, inferred (Working Together), booked beyond it."),
        ({"status": "cp", "plan": "neglect", "plan_since": date(2026, 9, 2),
          "next_conference": BEYOND._replace(day=date(2026, 12, 1))},
         "First review conference by Wed 2 Dec, inferred (Working Together), booked before it."),
        ({"status": "unborn", "expected": date(2027, 1, 20), "strategy": date(2026, 11, 20)},
         "Conference before birth by Fri 11 Dec (Working Together)."),
    ],
)  # fmt: skip
def test_a_conference_s_limit_is_said_before_the_child_is_kept(
    session: Session, answers: dict[str, Any], words: str
) -> None:
    said = plan_of(session, "child", (), ref="CP 1", **answers).warning
    assert words in said, said


def test_a_booking_at_the_hour_of_another_is_said_before_the_child_is_kept(session: Session) -> None:
    act(session, "child", ref="CP 1", status="s47", next_conference=BEYOND)
    said = plan_of(session, "child", (), ref="CP 2", status="s47", next_conference=BEYOND).warning
    assert "! Clash: 10:00 CP 1 initial conference." in said
    apart = BEYOND._replace(time="14:00")
    assert "Clash" not in plan_of(session, "child", (), ref="CP 2", status="s47", next_conference=apart).warning


def test_the_caseload_shows_the_conference_of_a_child_who_has_no_review(session: Session) -> None:
    act(session, "child", ref="CP 1", status="cp", plan="neglect", plan_since=date(2026, 9, 2), next_conference=BEYOND)
    [row] = session.lines(CHILDREN)
    by, booked = (next(c for c in CHILDREN.columns if c.title == title) for title in ("Review by", "Booked"))
    assert by.value
    assert booked.value
    assert by.value(row).limit == date(2026, 12, 2)
    assert (booked.value(row).day, booked.value(row).amiss, booked.value(row).time) == (
        date(2026, 12, 8),
        True,
        "10:00",
    )


@pytest.mark.parametrize(
    ("on", "kind", "words"),
    [(date(2026, 11, 16), "pre_birth", "conference before birth"), (TODAY, "initial", "initial conference")],
)
def test_a_conference_of_a_child_born_meanwhile_is_what_it_is_on_its_day(
    session: Session, on: date, kind: str, words: str
) -> None:
    act(session, "child", ref="U 1", status="unborn", expected=date(2027, 1, 8), strategy=date(2026, 11, 9))
    [child] = [row["id"] for row in rows(session, tables.ChildRow)]
    act(session, "details", child, born=date(2026, 11, 18))
    assert [duty.what for duty in session.caseload().duties[child] if duty.kind == "conference"] == [
        "Initial conference"
    ]
    refuses(session, lambda: act(session, "conference", child, kind="initial", strategy=on), "entered already")
    said = acts(session, lambda: act(session, "hold_conference", child, outcome="plan", on=on)).sentence
    assert said.startswith(f"U 1: {words} held")
    [held] = [row for row in rows(session, tables.ConferenceRow) if row["held"]]
    assert held["kind"] == kind


def test_the_one_conference_that_waits_can_be_named(session: Session, child: str) -> None:
    act(session, "conference", child, kind=INITIAL, strategy=date(2026, 11, 9))
    assert "which" not in asked(session, "hold_conference", child)
    named = plan_of(session, "hold_conference", child, which=INITIAL, outcome="plan")
    assert named.sentence == plan_of(session, "hold_conference", child, outcome="plan").sentence
    with pytest.raises(Refused, match="Which"):
        plan_of(session, "hold_conference", child, which=REVIEW, outcome="plan")


@pytest.mark.parametrize("plan", ["neglect", "emotional abuse", "not known"])
def test_no_plan_yet_and_a_plan_are_not_taken_together(session: Session, plan: str) -> None:
    """The conference that decides on a plan would never be asked for. The form has no line for a plan then."""
    waiting: dict[str, Any] = {"ref": "CP 1", "status": "s47", "born": date(2019, 5, 5), "strategy": TODAY}
    assert "plan" not in asked(session, "child", (), status="s47")
    for status in ("", "CP", "unborn", "C2"):
        assert "plan" in asked(session, "child", (), status=status)
    refuses(session, lambda: act(session, "child", **waiting, plan=plan), "there is no plan yet, and CP plan names one")
    act(session, "child", **waiting)
    assert {duty.kind for duty in session.caseload().duties[rows(session, tables.ChildRow)[0]["id"]]} >= {"conference"}


def test_the_day_on_which_an_unborn_child_is_expected_has_a_line_of_its_own(session: Session) -> None:
    born: dict[str, Any] = {"ref": "U 1", "status": "unborn", "born": date(2027, 1, 14)}
    refuses(session, lambda: act(session, "child", **born), "Born is Thu 14 Jan 2027, .* that day goes into Expected")


def test_way_and_chair_of_a_conference_are_given_where_it_is_booked_and_moved(session: Session) -> None:
    act(session, "child", ref="CP 1", status="s47", born=date(2019, 5, 5), strategy=date(2026, 11, 16))
    [child] = session.caseload().children
    key = next(duty.id for duty in session.caseload().duties[child] if duty.kind == "conference")
    booked = {"day": date(2026, 12, 2), "time": "10:00", "mode": "hybrid", "chair": "Gil Chairwell"}
    acts(session, lambda: act(session, "appointment", (), key, **booked))
    [row] = rows(session, tables.ConferenceRow)
    assert (row["booked"], row["mode"], row["chair"]) == (date(2026, 12, 2), "hybrid", "Gil Chairwell")
    standing = asked(session, "appointment", (), key)
    assert (standing["mode"].default, standing["chair"].default) == ("hybrid", "Gil Chairwell")
    corrected = acts(session, lambda: act(session, "appointment", (), key, mode="video", chair="")).sentence
    assert corrected == "CP 1: initial conference of Wed 2 Dec: way and chair corrected."
    why = {"asked_by": "IRO", "reason": "leave"}
    acts(session, lambda: act(session, "appointment", (), key, day=date(2026, 12, 3), mode="phone", **why))
    [row] = rows(session, tables.ConferenceRow)
    assert (row["booked"], row["mode"], row["chair"]) == (date(2026, 12, 3), "phone", None)


@pytest.mark.parametrize(("days", "says"), [(10, True), (0, False)])
def test_a_day_of_birth_by_which_the_next_conference_is_due_sooner_says_so_and_no_journal_does(
    session: Session, days: int, says: bool
) -> None:
    act(session, "child", ref="U 1", status="unborn", expected=date(2026, 11, 30), strategy=date(2026, 10, 26))
    [child] = [row["id"] for row in rows(session, tables.ChildRow)]
    act(session, "hold_conference", child, outcome="plan", on=date(2026, 11, 2))
    scene = scene_of(session, "details", [child])
    practice = setting("conferences", after_birth_days=days)
    scene = replace(scene, caseload=replace(scene.caseload, practice=practice))
    planned = plan(DETAILS, scene, filled(DETAILS, scene, born=date(2026, 11, 18)))
    due_words = "The next review conference is due by Sat 28 Nov, not Tue 2 Feb 2027."
    assert planned.warning == (due_words if says else "")
    assert planned.sentence == "U 1: born changed."
