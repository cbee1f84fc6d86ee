"""Conferences, plans and core groups by their verbs: what is written, what is asked then, and undone whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest

from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.session import Session
from iro_tui.domain.protection import NEEDED_NO_MORE, NOT_HELD
from iro_tui.domain.typed_booking import TypedBooking
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import act, acts, asked, look_after, plan_of, refuses, rows

STRATEGY = date(2026, 11, 9)
"""A Monday; fifteen working days later is Mon 30 Nov."""


@pytest.fixture
def child(session: Session) -> str:
    with action(session.engine, "Set up") as work:
        return work.add(tables.ChildRow(ref="CP 1", born=date(2019, 5, 5), on_caseload_since=date(2026, 1, 5)))


def conference(session: Session, child: str) -> Any:
    return next(duty for duty in session.caseload().duties[child] if duty.kind == "conference")


def one(session: Session, model: Any) -> dict[str, Any]:
    [row] = rows(session, model)
    return row


def test_a_conference_from_strategy_discussion_to_plan(session: Session, child: str) -> None:
    said = acts(session, lambda: act(session, "conference", child, strategy=STRATEGY)).sentence
    assert said == "CP 1: initial conference to be held by Mon 30 Nov, not booked yet."
    assert (conference(session, child).due, conference(session, child).booked) == (date(2026, 11, 30), None)
    assert [row.status for row in session.lines(CHILDREN)] == ["conference"], "on the caseload before there is a plan"
    assert session.review_load()[2].unbooked == 1
    acts(session, lambda: act(session, "appointment", (), conference(session, child).id, day=date(2026, 11, 27)))
    moved = {"day": date(2026, 11, 25), "asked_by": "social worker", "reason": "no report"}
    acts(session, lambda: act(session, "appointment", (), conference(session, child).id, **moved))
    move = one(session, tables.ConferenceMoveRow)
    assert (move["old_date"], move["new_date"], move["reason"]) == (date(2026, 11, 27), moved["day"], "no report")
    assert rows(session, tables.DateChangeRow) == [], "never among the reviews"
    ready = {"parents": date(2026, 11, 19), "invited": "school, police", "reported": "school"}
    changes = acts(session, lambda: act(session, "conference_ready", child, **ready))
    assert changes.sentence == "CP 1: parents had the report Thu 19 Nov, 1 report of 2 agencies."
    held = {"outcome": "plan", "category": "neglect, emotional abuse", "previous": 1, "quorate": True, "came": "school"}
    following = TypedBooking(date(2027, 2, 10), "10:00", "Civic Centre")
    changes = acts(session, lambda: act(session, "hold_conference", child, **held, next=following))
    assert changes.sentence == "CP 1: initial conference held Fri 20 Nov, plan made; the next by Sat 20 Feb 2027."
    plan = one(session, tables.ProtectionPlanRow)
    assert (plan["started"], plan["category"], plan["previous_plans"]) == (TODAY, "neglect,emotional abuse", 1)
    first, following_row = sorted(rows(session, tables.ConferenceRow), key=lambda row: row["kind"])
    assert (first["held"], first["outcome"], first["came"]) == (TODAY, "plan", "school")
    assert (following_row["kind"], following_row["booked"]) == ("review", date(2027, 2, 10))
    asks = conference(session, child)
    assert (asks.due, asks.booked, asks.rule) == (date(2027, 2, 20), date(2027, 2, 10), "rcpc1")
    acts(session, lambda: act(session, "core_group", child, came="school", missed="police"))
    assert not [duty for duty in session.caseload().duties[child] if duty.kind == "core_group"]
    assert session.caseload().status[child] == "child_protection"


@pytest.mark.parametrize(
    ("booked", "on"),
    [(None, "today"), (TODAY, "today"), (date(2026, 12, 1), "today"), (date(2026, 11, 19), "19/11/2026")],
)
def test_a_conference_whose_day_has_passed_was_on_that_day(
    session: Session, child: str, booked: date | None, on: str
) -> None:
    with action(session.engine, "Set up") as work:
        work.add(tables.ConferenceRow(child_id=child, kind="initial", strategy_on=STRATEGY, booked=booked))
    assert asked(session, "hold_conference", child)["on"].default == on


def test_who_was_asked_is_said_with_who_came(session: Session, child: str) -> None:
    act(session, "conference", child, strategy=STRATEGY, invited="school, police")
    assert asked(session, "hold_conference", child)["invited"].default == "school, police"
    held = {"outcome": "plan", "category": "neglect", "came": "school, gp"}
    assert plan_of(session, "hold_conference", child, **held).warning == "Not among those asked, and came: GP."
    acts(session, lambda: act(session, "hold_conference", child, **held))
    assert one(session, tables.ConferenceRow)["invited"] == "school,police", "what was said before it stays"
    row = one(session, tables.ConferenceRow)["id"]
    correct = {"outcome": "plan", "category": "neglect", "came": "school, gp", "invited": "school, police, gp"}
    acts(session, lambda: act(session, "correct_conference", (), row, **correct, on=TODAY))
    assert one(session, tables.ConferenceRow)["invited"] == "school,police,gp"


def test_what_was_ready_is_asked_about_after_the_conference(session: Session, child: str) -> None:
    yesterday, today = date(2026, 11, 19), date(2026, 11, 20)
    with action(session.engine, "Set up") as work:
        work.add(tables.ConferenceRow(child_id=child, kind="initial", strategy_on=STRATEGY, booked=yesterday))
    asks = "CP 1: the initial conference was booked for Thu 19 Nov, and h records it: was all of this ready before it?"
    assert plan_of(session, "conference_ready", child, parents=date(2026, 11, 18)).asks == asks
    assert plan_of(session, "conference_ready", child, reported="school", invited="school").asks == asks
    # Said of a day before it, of one that goes on another day, and of one that is to come, it is not.
    assert plan_of(session, "conference_ready", child, parents=date(2026, 11, 18), known=yesterday).asks == ""
    assert plan_of(session, "conference_ready", child, parents=today, known=yesterday).asks == asks
    put_off = {"happened": "another day", "reason": "not_quorate", "asked_by": "IRO"}
    act(session, "hold_conference", child, **put_off, next=TypedBooking(date(2026, 11, 27), "10:00", ""))
    assert plan_of(session, "conference_ready", child, parents=today).asks == ""
    to_come = {"agencies": date(2026, 11, 23)}
    refuses(session, lambda: act(session, "conference_ready", child, **to_come), "which is to come: say it once they")


def planned(session: Session, child: str, started: date, *reviews: date) -> None:
    with action(session.engine, "Set up") as work:
        work.add(tables.ConferenceRow(child_id=child, kind="initial", held=started, outcome="plan"))
        work.add(tables.ProtectionPlanRow(child_id=child, started=started, category="neglect"))
        for day in reviews:
            work.add(tables.ConferenceRow(child_id=child, kind="review", held=day, outcome="continues"))


@pytest.mark.parametrize("verb", ["hold_conference", "protection_plan"])
def test_plans_before_are_none_by_a_nought_and_never_thousands(session: Session, child: str, verb: str) -> None:
    if verb == "hold_conference":
        act(session, "conference", child, strategy=STRATEGY, day=date(2026, 11, 20))
    made: dict[str, Any] = {"outcome": "plan"} if verb == "hold_conference" else {"what": "began"}
    hint = asked(session, verb, child, **made)["previous"].hint
    assert hint == "how many; 0 for none"
    refuses(session, lambda: act(session, verb, child, **made, previous=2521), "Plans before is 2521: .* 0 for none")
    act(session, verb, child, **made, previous=0)
    assert one(session, tables.ProtectionPlanRow)["previous_plans"] == 0


def test_a_review_conference_goes_on_or_ends_the_plan(session: Session, child: str) -> None:
    planned(session, child, date(2026, 6, 1), date(2026, 8, 28))
    questions = asked(session, "hold_conference", child, outcome="continues")
    assert [option.value for option in questions["outcome"].options] == ["continues", "ended"]
    assert questions["category"].default == "neglect"
    assert "legal" in questions
    assert "previous" not in questions
    goes_on = {"outcome": "continues", "category": "neglect", "legal": True}
    said = acts(session, lambda: act(session, "hold_conference", child, **goes_on)).sentence
    assert said == "CP 1: review conference held Fri 20 Nov, plan continues; the next by Thu 20 May 2027."
    assert "Second review" not in conference(session, child).note
    session.undo()
    acts(session, lambda: act(session, "hold_conference", child, outcome="ended"))
    assert one(session, tables.ProtectionPlanRow)["ended"] == TODAY
    assert not [duty for duty in session.caseload().duties[child] if duty.kind == "conference"]


def test_not_held_and_put_off_are_two_things(session: Session, child: str) -> None:
    act(session, "conference", child, strategy=STRATEGY, day=date(2026, 11, 27))
    put_off = {"happened": "another day", "reason": "no_report", "asked_by": "social worker"}
    said = acts(session, lambda: act(session, "hold_conference", child, **put_off)).sentence
    assert said == "CP 1: initial conference not held (no report), still to be held by Mon 30 Nov."
    assert conference(session, child).booked is None
    assert rows(session, tables.ConferenceMoveRow) == [], "no day, no move"
    assert one(session, tables.ConferenceRow)["not_held_reason"] == "no_report"
    refuses(session, lambda: act(session, "hold_conference", child, **put_off), "is not booked")
    again = TypedBooking(date(2026, 11, 30), "10:00", "")
    act(session, "appointment", (), conference(session, child).id, day=date(2026, 11, 26))
    refuses(session, lambda: act(session, "hold_conference", child, **put_off | {"reason": "birth"}), "another reason")
    early = TypedBooking(date(2026, 11, 20), "", "")
    refuses(session, lambda: act(session, "hold_conference", child, **put_off, next=early), "The new day is Fri 20 Nov")
    said = acts(session, lambda: act(session, "hold_conference", child, **put_off, next=again)).sentence
    assert said.endswith("not held (no report), still to be held by Mon 30 Nov, now on Mon 30 Nov.")
    move = one(session, tables.ConferenceMoveRow)
    assert (move["old_date"], move["new_date"]) == (date(2026, 11, 26), again.day)
    assert (move["asked_by"], move["reason"]) == ("social worker", "no report")
    none = {"happened": "not held", "reason": "no_need"}
    said = acts(session, lambda: act(session, "hold_conference", child, **none)).sentence
    assert said == "CP 1: initial conference not held (enquiries found no need of one)."
    assert one(session, tables.ConferenceRow)["not_held_on"] == TODAY
    refuses(session, lambda: act(session, "hold_conference", child, **none), "has no conference to come")


@pytest.mark.parametrize("kind", ["initial", "transfer", "review"])
@pytest.mark.parametrize("reason", [reason for reason in NOT_HELD if reason not in NEEDED_NO_MORE])
def test_not_held_is_recorded_also_of_one_that_was_never_booked(
    session: Session, child: str, kind: str, reason: str
) -> None:
    if kind == "review":
        planned(session, child, date(2026, 6, 1))
    else:
        act(session, "conference", child, kind=kind, strategy=STRATEGY, notified=STRATEGY)
    asked_before = conference(session, child).due
    none = {"happened": "not held", "reason": reason}
    said = acts(session, lambda: act(session, "hold_conference", child, **none)).sentence
    assert f"not held ({NOT_HELD[reason]}), still to be held by" in said
    assert (conference(session, child).due, conference(session, child).booked) == (asked_before, None)
    [row] = rows(session, tables.ConferenceRow, not_held_on=TODAY)
    assert (row["kind"], row["not_held_reason"]) == (kind, reason)
    later = {"happened": "another day", "reason": reason, "asked_by": "social worker"}
    refuses(session, lambda: act(session, "hold_conference", child, **later), "is not booked")


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"kind": "review"}, "give that of the strategy discussion"),
        ({"kind": "review", "day": date(2026, 12, 1)}, "no child protection plan: there is nothing to review"),
        ({"kind": "pre_birth", "strategy": STRATEGY}, "is born: its first conference is an initial one"),
        ({"kind": "initial", "strategy": date(2026, 11, 23)}, "is to come: give the day on which it was"),
        ({"kind": "initial", "day": date(2026, 11, 16)}, "has passed: h records"),
    ],
)
def test_what_cannot_be_entered(session: Session, child: str, answers: dict[str, Any], why: str) -> None:
    refuses(session, lambda: act(session, "conference", child, **answers), why)


def test_one_of_a_kind_waits_and_nothing_is_held_before_what_it_answers(session: Session, child: str) -> None:
    act(session, "conference", child, strategy=STRATEGY)
    refuses(session, lambda: act(session, "conference", child, strategy=STRATEGY), "is entered already. b on its row")
    early = {"outcome": "plan", "on": date(2026, 11, 6)}
    refuses(session, lambda: act(session, "hold_conference", child, **early), "before the strategy discussion was")
    refuses(session, lambda: act(session, "core_group", child, came="school"), "had no child protection plan")


def test_two_that_wait_of_one_kind_are_told_apart_by_their_day(session: Session, child: str) -> None:
    early, late = date(2026, 11, 12), date(2026, 11, 27)
    with action(session.engine, "Set up") as work:
        keys = [work.add(tables.ConferenceRow(child_id=child, kind="initial", strategy_on=STRATEGY, booked=day))
                for day in (early, late)]  # fmt: skip
    which = asked(session, "hold_conference", child)["which"]
    assert [option.label for option in which.options] == [
        "initial conference, 12/11/2026", "initial conference, 27/11/2026",
    ]  # fmt: skip
    none = {"happened": "not held", "reason": "no_need"}
    refuses(session, lambda: act(session, "hold_conference", child, **none), "say which")
    acts(session, lambda: act(session, "hold_conference", child, **none, which="initial 27/11/2026"))
    assert [row["id"] for row in rows(session, tables.ConferenceRow, not_held_on=TODAY)] == [keys[1]]
    assert conference(session, child).booked == early


def test_a_core_group_is_recorded_on_conferences_of_a_plan(session: Session, child: str) -> None:
    act(session, "conference", child, strategy=STRATEGY)
    assert conference(session, child).why_not("midpoint") == (
        "A core group is of a plan, and this conference is to decide on one."
    )
    act(session, "hold_conference", child, outcome="plan", category="neglect")
    assert conference(session, child).why_not("midpoint") is None


def test_a_plan_without_a_conference_begins_and_ends_by_itself(session: Session, child: str) -> None:
    acts(session, lambda: act(session, "protection_plan", child, category="neglect", day=date(2026, 11, 2)))
    refuses(session, lambda: act(session, "protection_plan", child, what="began"), "end that one first")
    acts(session, lambda: act(session, "protection_plan", child, what="category", category="sexual abuse"))
    assert one(session, tables.ProtectionPlanRow)["category"] == "sexual abuse"
    said = acts(session, lambda: act(session, "protection_plan", child, why="moved to another council")).sentence
    assert said == "CP 1: child protection plan ended Fri 20 Nov."
    refuses(session, lambda: act(session, "protection_plan", child, what="ended"), "has no child protection plan now")


@pytest.mark.parametrize("kind", ["initial", "transfer"])
@pytest.mark.parametrize("outcome", ["plan", "no_plan"])
def test_a_child_has_one_plan_whatever_a_first_conference_decides(
    session: Session, child: str, kind: str, outcome: str
) -> None:
    """One that she came with goes on under its own day, or is ended by the conference: never a second beside it."""
    came_with = date(2026, 10, 5)
    act(session, "protection_plan", child, category="neglect", day=came_with)
    act(session, "conference", child, kind=kind, strategy=STRATEGY, notified=STRATEGY)
    which = {"which": kind, "outcome": outcome}
    if outcome == "plan":
        said = acts(session, lambda: act(session, "hold_conference", child, **which, category="sexual abuse")).sentence
        assert "plan made: the one since Mon 5 Oct goes on; the next by Sat 20 Feb 2027." in said
        plan = one(session, tables.ProtectionPlanRow)
        assert (plan["started"], plan["ended"], plan["category"]) == (came_with, None, "sexual abuse")
        assert conference(session, child).due == date(2027, 2, 20), "three months from the conference here"
    else:
        said = acts(session, lambda: act(session, "hold_conference", child, **which)).sentence
        assert said.endswith("no plan: the one since Mon 5 Oct ends.")
        plan = one(session, tables.ProtectionPlanRow)
        assert (plan["started"], plan["ended"]) == (came_with, TODAY)
        assert not [duty for duty in session.caseload().duties[child] if duty.kind == "conference"]
    [held] = rows(session, tables.ConferenceRow, held=TODAY)
    correct = partial(act, session, "correct_conference", (), held["id"])
    other = {"outcome": "no_plan" if outcome == "plan" else "plan"}
    acts(session, lambda: correct(**other))
    plan = one(session, tables.ProtectionPlanRow)
    assert (plan["started"], plan["ended"]) == (came_with, TODAY if outcome == "plan" else None)


def test_no_plan_is_ended_before_it_began(session: Session, child: str) -> None:
    act(session, "conference", child, strategy=STRATEGY)
    act(session, "protection_plan", child, day=date(2026, 11, 18))
    early = {"which": "initial", "outcome": "no_plan", "on": date(2026, 11, 17)}
    refuses(session, lambda: act(session, "hold_conference", child, **early), "before the plan began")


def test_siblings_have_one_conference_and_each_her_own_outcome(session: Session) -> None:
    with action(session.engine, "Set up") as work:
        both = [work.add(tables.ChildRow(ref=f"CP {n}", sibling_group="s")) for n in (1, 2)]
    acts(session, lambda: act(session, "conference_together", both[0], strategy=STRATEGY, day=date(2026, 11, 27)))
    answers = {"outcome_a": "plan", "category_a": "neglect", "outcome_b": "no_plan", "came": "school"}
    said = acts(session, lambda: act(session, "hold_conference_together", both[0], **answers)).sentence
    assert "CP 1: initial conference held Fri 20 Nov, plan made" in said
    assert "CP 2: initial conference held Fri 20 Nov, no plan" in said
    assert [row["child_id"] for row in rows(session, tables.ProtectionPlanRow)] == [both[0]]


def family(session: Session) -> list[str]:
    """Two who are born, and one who is not yet."""
    own: list[dict[str, Any]] = [{"born": date(2019, 5, 5)}, {"born": date(2020, 5, 5)}, {"expected": date(2027, 1, 8)}]
    with action(session.engine, "Set up") as work:
        return [work.add(tables.ChildRow(ref=f"CP {n}", sibling_group="s", **each)) for n, each in enumerate(own, 1)]


def test_a_conference_of_siblings_gathers_those_whose_own_waits_and_the_unborn(session: Session) -> None:
    first, second, unborn = family(session)
    act(session, "conference", first, strategy=date(2026, 11, 6))
    act(session, "conference", second, kind="initial", strategy=STRATEGY)
    day = {"day": date(2026, 11, 26), "time": "10:00", "place": "Civic Centre"}
    said = acts(session, lambda: act(session, "conference_together", first, kind="initial", strategy=STRATEGY, **day))
    assert said.sentence.startswith(
        "3 children: initial conference or conference before birth to be held by Fri 27 Nov"
    )
    assert {(row["child_id"], row["kind"], row["strategy_on"], row["booked"], row["venue"])
            for row in rows(session, tables.ConferenceRow)} == {
        (first, "initial", date(2026, 11, 6), day["day"], "Civic Centre"),
        (second, "initial", STRATEGY, day["day"], "Civic Centre"),
        (unborn, "pre_birth", STRATEGY, day["day"], "Civic Centre"),
    }  # fmt: skip
    again = partial(act, session, "conference_together", first, kind="initial", strategy=STRATEGY, **day)
    refuses(session, again, "CP 1: initial conference is entered already")


def test_the_conference_of_siblings_moves_as_one(session: Session) -> None:
    first, second, unborn = family(session)
    day = date(2026, 11, 26)
    act(session, "conference_together", first, kind="initial", strategy=STRATEGY)
    said = acts(session, lambda: act(session, "appointment_together", second, day=day, time="10:00")).sentence
    assert all(f"{ref}: " in said for ref in ("CP 1", "CP 2", "CP 3"))
    assert {row["booked"] for row in rows(session, tables.ConferenceRow)} == {day}
    why = {"asked_by": "social worker", "reason": "no report"}
    alone = plan_of(session, "appointment", (), conference(session, first).id, day=date(2026, 11, 27), **why)
    assert alone.warning == "CP 2 and CP 3 have the same conference: S d is for all of them."
    to = date(2026, 11, 27)
    acts(session, lambda: act(session, "appointment_together", [first, second], day=to, **why))
    assert [row["booked"] for row in rows(session, tables.ConferenceRow, child_id=unborn)] == [day], "only those chosen"
    acts(session, lambda: act(session, "appointment_together", unborn, day=to, **why))
    assert {row["booked"] for row in rows(session, tables.ConferenceRow)} == {to}
    assert len(rows(session, tables.ConferenceMoveRow)) == 3
    with action(session.engine, "Set up") as work:
        other = work.add(tables.ChildRow(ref="CP 9", born=date(2019, 5, 5)))
    act(session, "conference", other, strategy=STRATEGY)
    refuses(session, lambda: act(session, "appointment_together", other, day=to), "No sibling waits")
    refuses(session, lambda: act(session, "appointment_together", [first, other], day=to), "are not known as siblings")


def test_a_conference_corrected_takes_its_plan_and_its_limits_along(session: Session, child: str) -> None:
    act(session, "conference", child, strategy=date(2026, 11, 2))
    following = TypedBooking(date(2027, 2, 10), "10:00", "Civic Centre")
    act(session, "hold_conference", child, outcome="plan", category="neglect", next=following)
    [held] = rows(session, tables.ConferenceRow, held=TODAY)
    correct = partial(act, session, "correct_conference", (), held["id"])
    refuses(session, correct, "says so already")
    refuses(session, lambda: correct(on=date(2026, 10, 30)), "before the strategy discussion on Mon 2 Nov")
    said = acts(session, lambda: correct(on=date(2026, 11, 18), category="emotional abuse", quorate=False)).sentence
    assert "held on said Fri 20 Nov, is Wed 18 Nov" in said
    assert "conference by Thu 18 Feb 2027" in said, "the review conference counts from the day that is right"
    plan = one(session, tables.ProtectionPlanRow)
    assert (plan["started"], plan["category"]) == (date(2026, 11, 18), "emotional abuse")
    acts(session, lambda: correct(outcome="no_plan"))
    assert rows(session, tables.ProtectionPlanRow) == []
    assert not [duty for duty in session.caseload().duties[child] if duty.kind in ("conference", "core_group")]
    acts(session, lambda: correct(outcome="plan", category="neglect"))
    assert one(session, tables.ProtectionPlanRow)["started"] == date(2026, 11, 18)


def test_a_plan_ended_by_mistake_goes_on(session: Session, child: str) -> None:
    planned(session, child, date(2026, 6, 1), date(2026, 8, 28))
    act(session, "hold_conference", child, outcome="ended")
    [held] = rows(session, tables.ConferenceRow, held=TODAY)
    correct = partial(act, session, "correct_conference", (), held["id"])
    refuses(session, lambda: correct(on=date(2026, 5, 4)), "before the plan began")
    acts(session, lambda: correct(on=date(2026, 11, 18)))
    assert one(session, tables.ProtectionPlanRow)["ended"] == date(2026, 11, 18)
    acts(session, lambda: correct(outcome="continues", category="neglect"))
    assert one(session, tables.ProtectionPlanRow)["ended"] is None
    assert conference(session, child).due == date(2027, 5, 18)


# What a record made goes with it


def state_of(session: Session) -> dict[str, Any]:
    """Every row of the case but its notes, and what is asked."""
    kept = (tables.ConferenceRow, tables.ProtectionPlanRow, tables.ConferenceMoveRow, tables.ChildRow)
    facts = {model.__name__: [{n: v for n, v in row.items() if n != "version"} for row in rows(session, model)]
             for model in kept}  # fmt: skip
    return facts | {"asked": session.caseload().duties}


NEXT = TypedBooking(date(2027, 2, 10), "10:00", "Civic Centre")
RECORDS: list[tuple[str, dict[str, Any]]] = [
    ("initial", {"outcome": "plan", "category": "neglect", "previous": 1, "next": NEXT, "came": "school"}),
    ("initial", {"outcome": "no_plan"}),
    ("initial, booked", {"outcome": "plan", "category": "neglect"}),
    ("initial, with a plan", {"which": "initial", "outcome": "plan", "category": "sexual abuse"}),
    ("initial, with a plan", {"which": "initial", "outcome": "no_plan"}),
    ("initial", {"happened": "not held", "reason": "no_need"}),
    ("review", {"outcome": "continues", "category": "emotional abuse", "legal": True, "next": NEXT}),
    ("review", {"outcome": "ended"}),
    ("review, booked", {"outcome": "continues", "quorate": False}),
]


@pytest.mark.parametrize("corrected", [False, True])
@pytest.mark.parametrize("number", range(len(RECORDS)))
def test_a_record_that_is_deleted_was_never_made(session: Session, child: str, number: int, *, corrected: bool) -> None:
    kind, answers = RECORDS[number]
    if kind.startswith("review"):
        planned(session, child, date(2026, 6, 1), date(2026, 8, 28))
    else:
        act(session, "conference", child, strategy=STRATEGY)
    if "plan" in kind:
        act(session, "protection_plan", child, category="neglect", day=date(2026, 10, 5))
    if "booked" in kind:
        act(session, "appointment", (), conference(session, child).id, day=date(2026, 11, 27))
    before, notes = state_of(session), len(rows(session, tables.CaseNoteRow))
    act(session, "hold_conference", child, **answers)
    [key] = [
        row["id"] for row in rows(session, tables.ConferenceRow)
        if TODAY in (row["held"], row["not_held_on"])
    ]  # fmt: skip
    if corrected:
        if "outcome" not in answers:
            pytest.skip("only one that was held is corrected")
        act(session, "correct_conference", (), key, on=date(2026, 11, 18))
        if answers["outcome"] in ("plan", "continues"):
            act(session, "correct_conference", (), key, category="physical abuse")
    acts(session, lambda: act(session, "delete", (), key, kind="conference"))
    assert state_of(session) == before
    assert len(rows(session, tables.CaseNoteRow)) == notes
    act(session, "hold_conference", child, **answers)
    [key] = [row["id"] for row in rows(session, tables.ConferenceRow) if TODAY in (row["held"], row["not_held_on"])]
    act(session, "delete", (), key, kind="conference")
    assert state_of(session) == before, "recorded again it is taken back again"


def test_of_siblings_one_record_alone_is_taken_back(session: Session) -> None:
    with action(session.engine, "Set up") as work:
        both = [work.add(tables.ChildRow(ref=f"CP {n}", sibling_group="s")) for n in (1, 2)]
    act(session, "conference_together", both[0], strategy=STRATEGY)
    answers = {"outcome_a": "plan", "category_a": "neglect", "outcome_b": "plan"}
    act(session, "hold_conference_together", both[0], **answers)
    [key] = [row["id"] for row in rows(session, tables.ConferenceRow) if row["child_id"] == both[0]]
    said = acts(session, lambda: act(session, "delete", (), key, kind="conference")).sentence
    assert said.startswith(
        "CP 1: record of the conference deleted, with the child protection plan since Fri 20 Nov; it is asked again."
    )
    assert [row["child_id"] for row in rows(session, tables.ProtectionPlanRow)] == [both[1]]
    assert [row["held"] for row in rows(session, tables.ConferenceRow)].count(None) == 1
    act(session, "delete", (), key, kind="conference")
    assert [row["child_id"] for row in rows(session, tables.ConferenceRow)] == [both[1]], "then it goes itself"
    assert {note["child_id"] for note in rows(session, tables.CaseNoteRow)} == {both[1]}, "with the note of it"


def test_a_record_on_which_others_rest_is_not_deleted(session: Session, child: str, open_session: Any) -> None:
    act(session, "conference", child, strategy=STRATEGY)
    act(session, "hold_conference", child, outcome="plan", category="neglect", next=NEXT)
    [first] = [row["id"] for row in rows(session, tables.ConferenceRow) if row["held"]]
    later = open_session(date(2027, 2, 10))
    act(later, "hold_conference", child, outcome="continues", category="emotional abuse")
    delete = partial(act, later, "delete", (), first, kind="conference")
    refuses(later, delete, "The plan that it began was reviewed or ended since: delete what came later first.")
    [second] = [row["id"] for row in rows(later, tables.ConferenceRow) if row["held"] == date(2027, 2, 10)]
    act(later, "delete", (), second, kind="conference")
    acts(later, delete)
    assert rows(later, tables.ProtectionPlanRow) == []
    assert [(row["strategy_on"], row["held"]) for row in rows(later, tables.ConferenceRow)] == [(STRATEGY, None)]


# Court


def test_a_day_of_court_corrected_takes_the_legal_status_along(session: Session) -> None:
    [child] = look_after(session, "CO 1")
    act(session, "hearing", child, kind="first", day=TODAY, known=TODAY)
    key = one(session, tables.CourtDateRow)["id"]
    correct = partial(act, session, "correct_hearing", (), key)
    acts(session, lambda: correct(kind="placement", what="Placement order hearing"))
    refuses(session, lambda: correct(filing=date(2026, 11, 23)), "filed before the hearing")
    act(session, "hold_hearing", (), key, order="E1")
    acts(session, lambda: correct(on=date(2026, 11, 18)))
    spells = rows(session, tables.LegalStatusRow)
    assert {(s["code"], s["started"], s["ended"]) for s in spells if s["code"] == "E1"} == {
        ("E1", date(2026, 11, 18), None)
    }
    assert [s["ended"] for s in spells if s["code"] != "E1"] == [date(2026, 11, 18)]
    acts(session, lambda: correct(order=""))
    assert [(s["code"], s["ended"]) for s in rows(session, tables.LegalStatusRow)] == [("C2", None)]
    refuses(session, lambda: correct(order="C1"), "5 under i on the child enters the order")


def test_proceedings_are_extended_by_their_new_end(session: Session) -> None:
    [child] = look_after(session, "CO 1")
    said = acts(session, lambda: act(session, "proceedings", child, issued=date(2026, 9, 14))).sentence
    assert (
        said == "CO 1: proceedings (care order) issued Mon 14 Sep, to end by Sun 14 Mar 2027, last wd Fri 12 Mar 2027."
    )
    far = date(2027, 5, 10)
    refuses(session, lambda: act(session, "proceedings", child, extended=far), "goes to Sun 9 May 2027 at most")
    refuses(session, lambda: act(session, "proceedings", child, extended=date(2027, 3, 14)), "no later than")
    acts(session, lambda: act(session, "proceedings", child, extended=date(2027, 5, 9)))
    acts(session, lambda: act(session, "proceedings", child, extended=date(2027, 6, 1), guardian="Gail Fairlead"))
    row = one(session, tables.ProceedingsRow)
    assert (row["extended_to"], row["extensions"], row["guardian"]) == (date(2027, 6, 1), 2, "Gail Fairlead")
    assert any(duty.kind == "guardian_talk" for duty in session.caseload().duties[child])
    act(session, "contact", child, who="guardian", how="phone")
    assert not any(duty.kind == "guardian_talk" for duty in session.caseload().duties[child])


def test_a_placement_application_runs_beside_the_care_proceedings(session: Session) -> None:
    [child] = look_after(session, "CO 1")
    act(session, "proceedings", child, issued=date(2026, 9, 14), guardian="Gail Fairlead", extended=None)
    placement = {"application": "placement", "issued": date(2026, 11, 2)}
    said = acts(session, lambda: act(session, "proceedings", child, **placement)).sentence
    assert said == ("CO 1: proceedings (placement order) issued Mon 2 Nov, beside those for care order, which go on.")
    [end] = [duty for duty in session.caseload().duties[child] if duty.kind == "proceedings_end"]
    assert end.due == date(2027, 3, 14)
    assert asked(session, "proceedings", child)["issued"].default == "14/09/2026", "the form is that of the 26 weeks"
    # What alone was typed wrong is put right.
    said = acts(session, lambda: act(session, "proceedings", child, application="supervision")).sentence
    assert said.endswith("to end by Sun 14 Mar 2027, last wd Fri 12 Mar 2027; they stood as care order.")
    assert {row["application"] for row in rows(session, tables.ProceedingsRow)} == {"supervision", "placement"}


def test_a_hearing_moved_offers_to_move_the_review_and_its_order_is_the_legal_status(
    session: Session, open_session: Callable[[date], Session]
) -> None:
    [child] = look_after(session, "CO 1")
    act(session, "proceedings", child, issued=date(2026, 9, 14))
    answers = {"kind": "final", "day": date(2026, 12, 10), "filing": date(2026, 12, 3)}
    acts(session, lambda: act(session, "hearing", child, **answers))
    row = one(session, tables.CourtDateRow)
    duties = {duty.kind: duty for duty in session.caseload().duties[child]}
    assert (row["what"], row["proceedings_id"]) == ("Final hearing", one(session, tables.ProceedingsRow)["id"])
    assert duties["ratify"].due == date(2026, 11, 27), "the law's limit of the review lies before the filing"
    act(session, "book", child, day=date(2026, 11, 26))
    moved = {"day": date(2026, 12, 17), "filing": date(2026, 12, 9)}
    following = plan_of(session, "appointment", (), duties["court"].id, **moved).then
    assert following is not None
    assert (following.action, following.answers["asked_by"]) == ("book", "court")
    acts(session, lambda: act(session, "appointment", (), duties["court"].id, **moved))
    assert one(session, tables.CourtDateRow)["filing_on"] == date(2026, 12, 9)
    later = open_session(date(2026, 12, 18))
    ordered = {"order": "E1", "day": date(2026, 12, 17)}
    acts(later, lambda: act(later, "hold_hearing", (), row["id"], **ordered))
    assert one(later, tables.ProceedingsRow)["concluded_on"] == date(2026, 12, 17), "they end with it"
    spells = [(spell["code"], spell["ended"]) for spell in rows(later, tables.LegalStatusRow)]
    assert sorted(spells) == [("C2", date(2026, 12, 17)), ("E1", None)]
    care = later.caseload().on_day[child].care_status
    assert care is not None
    assert care.authority_since == date(2026, 12, 17), "the adoption clock runs from the placement order"


def test_a_review_that_a_moved_hearing_makes_too_late_is_not_offered_for_its_day(session: Session) -> None:
    [child] = look_after(session, "CO 1")
    act(session, "proceedings", child, issued=date(2026, 9, 14))
    act(session, "hearing", child, kind="final", day=date(2026, 12, 17), filing=date(2026, 12, 9))
    act(session, "book", child, day=date(2026, 11, 26))
    assert asked(session, "book", child)["day"].default == "26/11/2026", "in time for the filing"
    key = next(duty.id for duty in session.caseload().duties[child] if duty.kind == "court")
    sooner = {"day": date(2026, 12, 1), "filing": date(2026, 11, 25)}
    assert plan_of(session, "appointment", (), key, **sooner).then is not None
    acts(session, lambda: act(session, "appointment", (), key, **sooner))
    day = asked(session, "book", child)["day"]
    assert (day.default, day.hint) == ("", "by Wed 25 Nov: the care plan is agreed before filing")


def test_proceedings_have_their_hearings_as_lines(session: Session) -> None:
    [child] = look_after(session, "CO 1")
    first = "CMH; 3/12/26 10am Wendle"
    acts(session, lambda: act(session, "proceedings", child, issued=date(2026, 9, 14), hearing1=first))
    row = one(session, tables.CourtDateRow)
    assert (row["kind"], row["what"], row["time"], row["place"]) == (
        "case_management", "Case management hearing", "10:00", "Wendle",
    )  # fmt: skip
    assert row["proceedings_id"] == one(session, tables.ProceedingsRow)["id"]
    act(session, "book", child, day=date(2026, 11, 26))
    final = "final; 2/3/27; 20/11/26; 20/11/26"
    changes = acts(session, lambda: act(session, "proceedings", child, hearing2=final))
    assert changes.sentence.endswith(
        "Final hearing on Tue 2 Mar 2027, filing by Fri 20 Nov, Panel on Fri 20 Nov, care plan agreed by Fri 20 Nov, "
        "your view of it by Fri 20 Nov."
    )
    assert {row["what"] for row in rows(session, tables.CourtDateRow)} == {"Case management hearing", "Final hearing"}
    asks_for = [
        ({"hearing1": "CMH; 3/12/26"}, "Case management hearing stands here: i c on its row corrects what it is"),
        ({"hearing1": ""}, "Case management hearing stands here: d on its row takes it out."),
        ({"hearing3": "first"}, "A hearing is what; day, time, place; filing; panel"),
        ({"hearing3": "first; someday"}, "is not a day"),
        ({"hearing3": "first; 4/12/26; 5/12/26"}, "Papers are filed before the hearing"),
        ({"hearing3": "first; 4/12/26;; 3/12/26"}, "A panel comes before a filing"),
        ({"hearing3": "first; 4/11/26"}, "enter what is still to come"),
    ]
    for wrong, words in asks_for:
        refuses(session, partial(act, session, "proceedings", child, **wrong), words)
    moved = "Case management hearing; 10/12/26 10:00 Wendle"
    planned = plan_of(session, "proceedings", child, hearing1=moved)
    assert planned.then is not None
    assert (planned.then.action, planned.then.answers["asked_by"]) == ("book", "court")
    late = plan_of(session, "proceedings", child, hearing2="Final hearing; 02/03/2027; 24/11/2026; 20/11/2026")
    assert late.warning == "The review booked for Thu 26 Nov is too late for the final hearing: b moves it."
    act(session, "hold_hearing", (), row["id"], day=date(2026, 11, 20))
    lines = asked(session, "proceedings", child)
    assert (lines["hearing1"].default, lines["hearing3"].default) == ("✓ Case management hearing, Fri 20 Nov", "")
    refuses(session, lambda: act(session, "proceedings", child, hearing1="x; 3/12/26"), "i c on its row corrects it")
