"""A child's facts and care, decisions, and the preparation of a review: changed, kept, refused."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

from iro_tui.actions import action_of
from iro_tui.actions.base import plan_answers
from iro_tui.actions.marks import Mark, Marks, read_marks
from iro_tui.actions.prepare import ready_timing
from iro_tui.caseload.page import CASE
from iro_tui.caseload.session import Session
from iro_tui.caseload.sheets import details
from iro_tui.domain.typed_booking import TypedBooking
from iro_tui.store import tables
from iro_tui.store.work import action
from iro_tui.store.writes import person_key
from tests.support import TODAY
from tests.support.acting import LIMIT, NAME, act, acts, aside_of, asked, due, look_after, refuses, rows, scene_of

NEW: dict[str, Any] = {
    "ref": "ZZ 100",
    "since": date(2026, 11, 16),
    "status": "V2",
    "placement": "U6",
    "initials": "ZZ",
    "born": date(2018, 2, 28),
    "worker": "Ira Standin",
}
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


YES = Mark("y")


def ready(session: Session, child: str, *things: str) -> Marks:
    """What is ready already, and these."""
    return read_marks(asked(session, "prepare", child)["ready"].default) | dict.fromkeys(things, YES)


# The child


def test_a_child_newly_looked_after_has_every_clock(session: Session) -> None:
    changes = acts(session, lambda: act(session, "child", **NEW))
    assert changes.sentence == (
        "ZZ 100: on the caseload, looked after since Mon 16 Nov, voluntary (section 20), foster care, another carer."
    )
    days = due(session, session.find_child("ZZ 100"))
    assert days["review"] == date(2026, 12, 14), "20 working days"
    assert days["review_unbooked"] == date(2026, 11, 23), "5 working days"
    assert "iro_allocation" not in days, "whoever takes the child on is the IRO"
    assert session.caseload().workers[session.find_child("ZZ 100")].social_worker == "Ira Standin"


def test_a_child_added_late_is_asked_for_the_last_review_and_nothing_is_late(session: Session) -> None:
    """Looked after since March, taken on today: what was held before is not on record, so no limit has passed."""
    act(session, "child", **NEW | {"since": date(2026, 3, 2)})
    child = session.find_child("ZZ 100")
    assert [duty.kind for duty in session.caseload().duties[child] if duty.due < TODAY] == []
    assert due(session, child)["last_review"] == TODAY
    (review,) = (duty for duty in session.caseload().duties[child] if duty.kind == "review")
    assert (review.limit, review.distance) == (date(2026, 3, 30), "not known"), "the earliest; nobody is late by it"
    refuses(session, lambda: act(session, "details", child, on_caseload_since=TOMORROW), "With me since is .* to come")


def test_a_rating_of_a_paper_list_is_kept_as_it_stood_and_nobody_was_told_of_it(session: Session) -> None:
    act(session, "child", **NEW | {"rag": "red"})
    child = session.find_child("ZZ 100")
    [rating] = session.caseload().cases[child].ratings
    assert (rating.as_listed, rating.told_manager_on, rating.told_service_on) == (True, None, None)
    assert not [kind for kind in due(session, child) if kind.startswith("rag_tell")]


def test_the_day_of_a_placement_order_is_asked_and_kept(session: Session) -> None:
    order = NEW | {"status": "E1", "since": date(2025, 3, 3), "last_review": date(2026, 8, 20)}
    assert "order_since" in asked(session, "child", **order)
    assert "order_since" not in asked(session, "child", **NEW)
    act(session, "child", **order | {"ref": "ZZ 101", "order_since": date(2026, 9, 15)})
    act(session, "child", **order | {"ref": "ZZ 102"})
    dated, undated = (due(session, session.find_child(ref)) for ref in ("ZZ 101", "ZZ 102"))
    assert dated["review"] == date(2026, 12, 15), "AAR 36(1): three months from the order, before the six of the review"
    assert undated["review"] == date(2027, 2, 20), "nobody is late by 20 Nov, three months after the last review"
    assert (undated["order_day"], "order_day" in dated) == (TODAY, False)
    child = session.find_child("ZZ 102")
    acts(session, lambda: act(session, "legal", child, code="E1", since=date(2026, 9, 15)))
    assert due(session, child)["review"] == date(2026, 12, 15)
    assert [(row["started"], row["start_known"]) for row in rows(session, tables.LegalStatusRow, child_id=child)] == [
        (date(2026, 9, 15), True)
    ]
    refuses(
        session,
        lambda: act(session, "child", **order | {"ref": "ZZ 103", "order_since": date(2025, 3, 1)}),
        "Order since is .* before care began",
    )


def test_a_child_whom_the_officer_had_all_along_is_asked_what_fell_due(session: Session) -> None:
    act(session, "child", **NEW | {"since": date(2026, 3, 2), "mine_since": date(2026, 3, 2)})
    late = [duty.kind for duty in session.caseload().duties[session.find_child("ZZ 100")] if duty.due < TODAY]
    assert {"review", "review_unbooked"} <= set(late)


def test_naming_the_iro_under_workers_ends_the_duty(session: Session) -> None:
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="ZZ 7"))
        work.add(tables.CarePeriodRow(child_id=child, started=date(2026, 11, 13)))
        told = work.add(tables.AllocationRow(child_id=child, notified=date(2026, 11, 16)))
    assert due(session, child)["iro_allocation"] == TODAY
    acts(session, lambda: act(session, "worker", child, role="iro", name="Grace Overview", since=YESTERDAY))
    assert "iro_allocation" not in due(session, child)
    [row] = rows(session, tables.AllocationRow, child_id=child)
    assert (row["id"], row["allocated"], row["iro_id"]) == (told, YESTERDAY, person_key("Grace Overview"))
    act(session, "worker", child, role="iro", name="Sam Hill")
    first, _ = sorted(rows(session, tables.AllocationRow, child_id=child), key=lambda row: row["allocated"])
    assert first["allocated"] == YESTERDAY, "the day the IRO was named stays"


def test_naming_the_iro_makes_a_person_whom_the_allocation_points_to(session: Session, child: str) -> None:
    def name(who: str, since: date = TODAY, of: str = child) -> None:
        acts(session, lambda: act(session, "worker", of, role="iro", name=who, since=since))

    def held() -> list[tuple[Any, ...]]:
        people = {row["id"]: row["name"] for row in rows(session, tables.PersonRow)}
        return sorted(
            (row["allocated"], row["until"], people.get(row["iro_id"]), people.get(row["previous_iro_id"]))
            for row in rows(session, tables.AllocationRow, child_id=child)
        )

    name("Grace Overview", YESTERDAY)
    name("Sam Hill")
    assert held() == [
        (YESTERDAY, TODAY, "Grace Overview", None),
        (TODAY, None, "Sam Hill", "Grace Overview"),
    ]
    name("sam  hill", of=look_after(session, "KB 2")[0])
    assert sorted(row["name"] for row in rows(session, tables.PersonRow)) == ["Grace Overview", "Sam Hill"]


def test_naming_the_iro_on_the_day_of_taking_on_says_who_it_was(session: Session) -> None:
    act(session, "child", **NEW)
    child = session.find_child("ZZ 100")
    [row] = rows(session, tables.AllocationRow, child_id=child)
    act(session, "worker", child, role="iro", name="Grace Overview", since=row["allocated"])
    [again] = rows(session, tables.AllocationRow, child_id=child)
    assert (again["id"], again["iro_id"], again["until"]) == (row["id"], person_key("Grace Overview"), None)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"ref": " "}, "The reference is empty"),
        ({"ref": "kb 1"}, "The reference is 'kb 1', which another child has already"),
        ({"since": TOMORROW}, "which is to come: give the first day"),
        ({"born": TODAY}, "before the child was born"),
        ({"status": "XX"}, "Status is 'XX'"),
        ({"next_review": TypedBooking(YESTERDAY)}, "which has passed: if it was held, give it as the last review"),
    ],
)
@pytest.mark.usefixtures("child")
def test_a_child_that_cannot_be_added(session: Session, wrong: dict[str, Any], why: str) -> None:
    refuses(session, lambda: act(session, "child", **NEW | wrong), re.escape(why))


def test_facts_are_changed_and_the_sentence_does_not_tell_them(session: Session, child: str) -> None:
    changes = acts(session, lambda: act(session, "details", child, name="Robin Made-Up", disabled=True, ref="KB 1"))
    assert changes.sentence == "KB 1: name and disabled changed."
    refuses(session, lambda: act(session, "details", child, disabled=True), "Nothing was changed")
    refuses(session, lambda: act(session, "details", child, born=date(2026, 9, 1)), "before the child became looked")
    refuses(session, lambda: act(session, "details", child, sex="male"), "Sex is 'male'")


def test_an_unborn_child_without_an_expected_day_stays_on_the_caseload(session: Session) -> None:
    act(session, "child", ref="UB 1", status="unborn")
    child = session.find_child("UB 1")
    assert session.caseload().status[child] == "unborn"
    refuses(session, lambda: act(session, "details", child, on_caseload_since=None), "With me since is empty")
    acts(session, lambda: act(session, "details", child, on_caseload_since=date(2026, 11, 2)))
    assert session.caseload().status[child] == "unborn"


def test_the_language_of_an_interpreter_is_typed_and_stands_on_the_child_s_page(session: Session, child: str) -> None:
    changes = acts(session, lambda: act(session, "details", child, interpreter_language="Tigrinya"))
    assert changes.sentence == "KB 1: interpreter changed."
    told = {detail.label: detail.words for detail in details(session.caseload().children[child], TODAY)}
    assert told["Interpreter"] == "Tigrinya"


def test_another_worker_and_the_one_before(session: Session, child: str) -> None:
    act(session, "worker", child, role="social_worker", name="Ira Standin", since=date(2026, 9, 1))
    acts(
        session,
        lambda: act(session, "worker", child, role="social_worker", name="Kit Newcomer", team="East", since=YESTERDAY),
    )
    workers = {row["name"]: (row["started"], row["ended"]) for row in rows(session, tables.WorkerRow)}
    assert workers == {"Ira Standin": (date(2026, 9, 1), YESTERDAY), "Kit Newcomer": (YESTERDAY, None)}
    assert "The social worker is Kit Newcomer, since Thu 19 Nov 2026. Before: Ira Standin." in "".join(
        row["body"] for row in rows(session, tables.CaseNoteRow)
    )
    refuses(
        session,
        lambda: act(session, "worker", child, role="social_worker", name="Kit Newcomer", team="East"),
        "already",
    )
    refuses(session, lambda: act(session, "worker", child, role="cook", name="Kit"), "Who is 'cook'")
    refuses(session, lambda: act(session, "worker", child, role="manager", name=""), "Name is empty")
    refuses(
        session, lambda: act(session, "worker", child, role="manager", name="A", since=TOMORROW), "which is to come"
    )


def test_permanence_plans_in_parallel(session: Session, child: str) -> None:
    changes = acts(session, lambda: act(session, "permanence", child, plan="ADOPTION", beside="LTFOST18"))
    assert changes.sentence == "KB 1: permanence plan adoption and fostering until 18."
    refuses(
        session, lambda: act(session, "permanence", child, plan="ADOPTION", beside="LTFOST18"), "Nothing was changed"
    )
    refuses(session, lambda: act(session, "permanence", child, plan="HOME"), "Plan is 'HOME'")


def test_since_when_there_is_a_permanence_plan(session: Session, child: str) -> None:
    """Since the first that was agreed, or an earlier day that is told later; another plan begins nothing anew."""

    def since() -> object:
        return session.caseload().children[child].facts["permanence_on"]

    assert since() is None
    for plan, day, expected in (
        ("ADOPTION", date(2026, 10, 5), date(2026, 10, 5)),
        ("LTFOST18", date(2026, 11, 2), date(2026, 10, 5)),
        ("LTFOST18", date(2026, 9, 7), date(2026, 9, 7)),
    ):
        act(session, "permanence", child, plan=plan, day=day)
        assert since() == expected


def test_since_when_a_plan_of_a_file_stands_is_not_made_up(session: Session) -> None:
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="ZZ 7", permanence_plan="ADOPTION"))
    act(session, "permanence", child, plan="LTFOST18", day=date(2026, 10, 5))
    assert session.caseload().children[child].facts["permanence_on"] is None


def test_a_choice_of_many_that_is_not_answered_chooses_nothing(session: Session, child: str) -> None:
    """From the tenth on answers have no key: an empty one is none of them."""
    assert len(asked(session, "permanence", child)["beside"].options) > 9
    scene = scene_of(session, "permanence", child)
    permanence = action_of("permanence")
    answers = {"plan": "ADOPTION", "beside": ""}
    assert plan_answers(permanence, scene, permanence.questions(scene), answers).sentence.endswith("plan adoption.")


# Care


def test_another_legal_status(session: Session, child: str) -> None:
    changes = acts(session, lambda: act(session, "legal", child, code="E1", since=YESTERDAY))
    assert changes.sentence == "KB 1: placement order since Thu 19 Nov."
    statuses = {row["code"]: (row["started"], row["ended"]) for row in rows(session, tables.LegalStatusRow)}
    assert statuses == {"C2": (date(2026, 8, 3), YESTERDAY), "E1": (YESTERDAY, None)}
    refuses(session, lambda: act(session, "legal", child, code="E1"), "Nothing was changed")
    refuses(
        session, lambda: act(session, "legal", child, code="C2", since=date(2026, 8, 4)), "before the present one began"
    )
    refuses(session, lambda: act(session, "legal", child, code="C2", since=TOMORROW), "which is to come")


def test_placed_for_adoption_the_review_is_due_in_four_weeks(session: Session, child: str) -> None:
    act(session, "legal", child, code="E1", since=date(2026, 11, 2))
    changes = acts(session, lambda: act(session, "move", child, code="A5", since=TODAY, why="CARPL"))
    assert "since Fri 20 Nov" in changes.sentence
    placements = {row["code"]: (row["ended"], row["end_reason"]) for row in rows(session, tables.PlacementRow)}
    assert placements == {"U6": (TODAY, "CARPL"), "A5": (None, None)}
    review = next(d for d in session.caseload().duties[child] if d.kind == "review")
    assert (review.due, review.authority) == (date(2026, 12, 18), "AAR 36(3)(a)"), "regulation 33 runs no longer"


def test_the_end_of_care_ends_every_duty_and_keeps_the_record(session: Session, child: str) -> None:
    act(session, "book", child, day=LIMIT)
    act(session, "rag", child, value="amber", theme="drift")
    changes = acts(session, lambda: act(session, "end_care", child, on=TODAY, reason="E11"))
    assert changes.sentence == "KB 1: care ended Fri 20 Nov, adopted, unopposed."
    assert due(session, child) == {}
    assert [row["held"] for row in rows(session, tables.ReviewRow)] == [date(2026, 8, 27)]
    assert rows(session, tables.RatingRow)
    [period] = rows(session, tables.CarePeriodRow)
    assert (period["ended"], period["end_reason"]) == (TODAY, "E11")
    refuses(session, lambda: act(session, "end_care", child, on=TODAY, reason="E11"), "KB 1 has left care")
    refuses(session, lambda: act(session, "move", child, code="U6"), "KB 1 has left care")


@pytest.mark.parametrize(
    ("on", "reason", "why"),
    [
        (TOMORROW, "E11", "which is to come"),
        (date(2026, 8, 2), "E11", "before this time of care began"),
        (TODAY, "X1", "Reason is 'X1'"),
        (TODAY, "", "Reason is empty"),
    ],
)
def test_an_end_that_cannot_be(session: Session, child: str, on: date, reason: str, why: str) -> None:
    refuses(session, lambda: act(session, "end_care", child, on=on, reason=reason), re.escape(why))


# Decisions


def test_a_decision_from_its_making_to_its_end(session: Session, child: str) -> None:
    day = date(2026, 12, 1)
    changes = acts(session, lambda: act(session, "decide", child, text="Passport application", owner="carer", due=day))
    assert changes.sentence == "KB 1: decision recorded, due Tue 1 Dec."
    assert due(session, child)["decision_due"] == day
    [key] = [row["id"] for row in rows(session, tables.DecisionRow)]
    acts(
        session,
        lambda: act(
            session,
            "decision",
            (),
            key,
            text="Passport application",
            owner="school",
            due=date(2026, 12, 4),
            what="change",
        ),
    )
    assert due(session, child)["decision_due"] == date(2026, 12, 4)
    refuses(session, lambda: act(session, "decision", (), key, reason=" ", what="drop"), "The reason is empty")
    acts(session, lambda: act(session, "decision", (), key, reason="not wanted", what="drop"))
    assert "decision_due" not in due(session, child)
    refuses(
        session,
        lambda: act(session, "decision", (), key, reason="again", what="drop"),
        "was dropped on Fri 20 Nov: open it again first",
    )
    acts(session, lambda: act(session, "reopen", (), key))
    assert "decision_due" in due(session, child)
    refuses(session, lambda: act(session, "reopen", (), key), "is open already")
    refuses(session, lambda: act(session, "decide", child, text="", owner="", due=None), "The decision is empty")
    refuses(
        session, lambda: act(session, "decide", child, text="x", owner="", due=date(2050, 1, 1)), "look at the year"
    )
    refuses(
        session,
        lambda: act(
            session,
            "decision",
            (),
            key,
            text="Passport application",
            owner="school",
            due=date(2026, 12, 4),
            what="change",
        ),
        "Nothing",
    )


# Preparation


def test_what_is_ready_ends_its_duty(session: Session, child: str) -> None:
    act(session, "book", child, day=date(2026, 11, 25))
    before = due(session, child)
    assert {"sw_iro_talk", "invitations", "sw_report", "papers", "speak_to_child"} <= before.keys()
    things = [name for name, _ in asked(session, "prepare", child)["ready"].things]
    assert "pathway_plan_received_on" not in things, "asked from 16 on"
    act(session, "prepare", child, on=YESTERDAY, ready={"care_plan_received_on": YES})
    changes = acts(session, lambda: act(session, "prepare", child, ready=ready(session, child, "talked_on")))
    assert changes.sentence == "KB 1: 2 things ready of 6."
    [review] = rows(session, tables.ReviewRow, held=None)
    assert (review["talked_on"], review["care_plan_received_on"]) == (TODAY, YESTERDAY), "each keeps its own day"
    assert "sw_iro_talk" not in due(session, child)
    assert "papers" in due(session, child), "one plan is not all"
    rest = {"ready": dict.fromkeys(things, YES), "spoken": "alone", "where": "school"}
    act(session, "prepare", child, **rest)
    assert not {"sw_iro_talk", "invitations", "sw_report", "papers", "speak_to_child"} & due(session, child).keys()
    questions = asked(session, "prepare", child)
    assert read_marks(questions["ready"].default) == rest["ready"]
    assert (questions["spoken"].default, questions["where"].default) == ("alone", "school")
    notes = [row["body"] for row in rows(session, tables.CaseNoteRow)]
    assert any("The IRO spoke with the child before the review (alone). Where: school." in body for body in notes)
    assert not any(NAME in body for body in notes)
    refuses(session, lambda: act(session, "prepare", child), "Nothing was changed")


def test_what_is_ready_counts_as_in_time_or_late(session: Session, child: str) -> None:
    act(session, "book", child, day=date(2026, 11, 25))
    # Three working days before Wed 25 November is Fri 20; fifteen is Wed 4; ten is Wed 11.
    assert ready_timing(scene_of(session, "prepare", child))["report_on"] == "by Fri 20 Nov"
    act(session, "prepare", child, ready={"report_on": YES, "talked_on": YES})
    timing = ready_timing(scene_of(session, "prepare", child))
    assert timing["report_on"] == "in time"
    assert timing["talked_on"] == "12 wd late"
    assert timing["invited_on"] == "by Wed 11 Nov"
    assert timing["pep_received_on"] == "by Fri 20 Nov"
    words = dict(asked(session, "prepare", child)["ready"].things)
    assert words["talked_on"] == "Talked with the social worker · 12 wd late"


def test_how_often_a_review_was_moved(session: Session, child: str) -> None:
    act(session, "book", child, day=date(2026, 11, 25))
    assert "moved" not in aside_of(session, "book", child)
    act(session, "book", child, day=date(2026, 11, 26), asked_by="court", reason="hearing")
    act(session, "unbook", child, asked_by="IRO", reason="no papers")
    assert aside_of(session, "book", child) == "by Fri 27 Nov, moved 2 times so far"


def test_who_worked_with_the_child_stands_in_the_case(session: Session, child: str) -> None:
    act(session, "worker", child, role="social_worker", name="Ira Standin", team="East", since=date(2026, 9, 1))
    act(session, "worker", child, role="social_worker", name="Kit Newcomer", team="", since=YESTERDAY)
    lines = [(entry.on, entry.text) for entry in session.lines(CASE, child) if entry.kind == "worker"]
    assert lines == [
        (YESTERDAY, "social worker: Kit Newcomer"),
        (date(2026, 9, 1), "social worker: Ira Standin, East, until Thu 19 Nov"),
    ]


def test_papers_out_and_back(session: Session, child: str) -> None:
    sent = {"child": Mark("out"), "school": Mark("out")}
    act(session, "prepare", child, on=YESTERDAY, papers=sent)
    act(session, "prepare", child, papers=sent | {"child": Mark("back")})
    papers = {row["party"]: (row["sent_on"], row["returned_on"]) for row in rows(session, tables.ConsultationRow)}
    assert papers == {"child": (YESTERDAY, TODAY), "school": (YESTERDAY, None)}
    refuses(session, lambda: act(session, "prepare", child, papers={"dog": Mark("out")}), "Consultation is 'dog'")
    refuses(session, lambda: act(session, "prepare", child, on=TOMORROW, papers=sent), "which is to come")


def test_why_the_child_was_not_spoken_to_counts_too(session: Session, child: str) -> None:
    acts(session, lambda: act(session, "prepare", child, spoken="no", why_not="did not want to"))
    assert "speak_to_child" not in due(session, child)


def test_nobody_not_looked_after_is_prepared_for(session: Session) -> None:
    refuses(session, lambda: act(session, "prepare", "nobody"), "not on record any more")


def test_a_placing_whose_day_nobody_said_is_told_so_and_asked_for(session: Session) -> None:
    """It stood as a placing since care's first day, on the page and in the case that is written out."""
    placed = NEW | {"status": "E1", "since": date(2025, 3, 3), "order_since": date(2026, 6, 1), "placement": "A4"}
    act(session, "child", **placed | {"last_review": date(2026, 8, 20)})
    child = session.find_child("ZZ 100")
    assert due(session, child)["placed_day"] == TODAY
    assert session.child_card(child).placement_since is None
    [line] = (row for row in session.lines(CASE, child) if row.kind == "placement")
    assert (line.on, "since a day that is not on record" in line.text) == (None, True)
    move = asked(session, "move", child)["code"]
    assert move.default == "A4"
    acts(session, lambda: act(session, "move", child, code="A4", since=date(2026, 10, 5)))
    assert due(session, child)["review"] == date(2026, 11, 2), "AAR 36(3)(a): four weeks from the placing"
    assert session.child_card(child).placement_since == date(2026, 10, 5)
    assert len(rows(session, tables.PlacementRow, child_id=child)) == 1


def test_a_placement_or_an_order_that_changes_is_asked_which(session: Session) -> None:
    act(session, "child", **NEW)
    child = session.find_child("ZZ 100")
    for verb in ("move", "legal"):
        code = asked(session, verb, child)["code"]
        assert (code.default, code.needed is not None) == ("", True), "what runs is offered only where its day is asked"
