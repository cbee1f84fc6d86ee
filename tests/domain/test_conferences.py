"""Child protection conferences: worked examples with weekdays, what services watch, and an oracle of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import holidays
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from iro_tui.domain.beside import Conference, CoreGroup, ProtectionPlan
from iro_tui.domain.case import Case
from iro_tui.domain.conferences import kind_now
from iro_tui.domain.folding import folded
from iro_tui.domain.practice import Practice
from iro_tui.domain.protection_watch import watched
from tests.support import TODAY
from tests.support.facts import STATUTORY, d, due, every, looked_after, setting

CP = Case(ref="CP3")


def held(kind: str, on: str, **more: Any) -> Conference:
    return Conference(f"{kind}{on}", kind, held=d(on), **more)


def planned(started: str, *conferences: Conference, ended: str | None = None, **more: Any) -> Case:
    return replace(
        CP, plans=(ProtectionPlan(d(started), d(ended) if ended else None),), conferences=conferences, **more
    )


@pytest.mark.parametrize(
    ("pending", "more", "practice", "limit", "rule"),
    [
        # Mon 12 Mar 2018, Easter between: Wed 4 Apr.
        (Conference("k", "initial", strategy_on=d("12.03.2018")), {}, STATUTORY, "04.04.2018", "icpc"),
        # The council's own closing moves no limit of guidance; a bank holiday proclaimed late does.
        (Conference("k", "initial", strategy_on=d("12.03.2018")), {}, setting("days", closures=(d("03.04.2018"),)),
         "04.04.2018", "icpc"),
        (Conference("k", "initial", strategy_on=d("12.03.2018")), {}, setting("days", bank_holidays=(d("03.04.2018"),)),
         "05.04.2018", "icpc"),
        # A transfer-in is a local limit, from the written notification on; the office's closing counts there.
        (Conference("k", "transfer", notified_on=d("12.03.2018")), {}, STATUTORY, "04.04.2018", "tricpc"),
        (Conference("k", "transfer", notified_on=d("12.03.2018")), {}, setting("days", closures=(d("03.04.2018"),)),
         "05.04.2018", "tricpc"),
        (Conference("k", "transfer", notified_on=d("12.03.2018"), strategy_on=d("01.03.2018")), {},
         setting("conferences", transfer_working_days=10), "26.03.2018", "tricpc"),
        # Before birth: by the usual days, and at the latest on the day that is expected.
        (Conference("k", "pre_birth", strategy_on=d("12.03.2018")), {"expected": d("01.05.2018")}, STATUTORY,
         "04.04.2018", "icpc"),
        (Conference("k", "pre_birth", strategy_on=d("12.03.2018")), {"expected": d("25.03.2018")}, STATUTORY,
         "25.03.2018", "before-birth"),
        (Conference("k", "pre_birth"), {"expected": d("25.04.2018")}, STATUTORY, "25.04.2018", "before-birth"),
    ],
)  # fmt: skip
def test_by_when_a_plan_can_begin(
    pending: Conference, more: dict[str, Any], practice: Practice, limit: str, rule: str
) -> None:
    asked = due(replace(CP, conferences=(pending,), **more), "20.03.2018", "conference", practice)
    assert (asked.due, asked.rule, asked.inferred, asked.subject) == (d(limit), rule, False, "k")
    assert asked.weight == ("local" if rule in ("tricpc", "before-birth") else "guidance")


@pytest.mark.parametrize("kind", ["initial", "transfer", "pre_birth"])
def test_a_day_that_is_booked_stands_in_for_one_that_is_not_on_record(kind: str) -> None:
    case = replace(CP, conferences=(Conference("k", kind, booked=d("10.12.2026"), booked_time="10:00"),))
    asked = due(case, "20.11.2026", "conference")
    assert (asked.due, asked.inferred, asked.time) == (d("10.12.2026"), True, "10:00")
    assert "not on record" in asked.note
    assert every(replace(CP, conferences=(Conference("k", kind),)), "20.11.2026", "conference") == []


@pytest.mark.parametrize(
    ("conferences", "limit", "rule"),
    [
        ([held("initial", "04.04.2018")], "04.07.2018", "rcpc1"),
        ([held("initial", "04.04.2018"), held("review", "02.07.2018")], "02.01.2019", "rcpc2+"),
        ([held("transfer", "04.04.2018")], "04.07.2018", "rcpc1"),
        ([held("pre_birth", "04.04.2018")], "04.07.2018", "rcpc1"),
        # A conference that made no plan begins none.
        ([held("initial", "15.03.2018", outcome="no_plan"), held("initial", "04.04.2018")], "04.07.2018", "rcpc1"),
    ],
)
def test_review_conferences_of_a_plan(conferences: list[Conference], limit: str, rule: str) -> None:
    asked = due(planned("04.04.2018", *conferences), "03.07.2018", "conference")
    assert (asked.due, asked.rule, asked.inferred) == (d(limit), rule, False)


def test_a_plan_made_before_the_birth_is_reviewed_soon_after_it_where_the_service_does_so() -> None:
    ten = setting("conferences", after_birth_days=10)
    unborn = planned("04.04.2018", held("pre_birth", "04.04.2018"), expected=d("15.06.2018"))
    born = replace(unborn, born=d("12.06.2018"))
    assert due(unborn, "13.06.2018", "conference", ten).due == d("04.07.2018")
    assert due(born, "13.06.2018", "conference").due == d("04.07.2018")
    sooner = due(born, "13.06.2018", "conference", ten)
    assert (sooner.due, sooner.rule, sooner.weight) == (d("22.06.2018"), "birth-cp", "local")
    # It never makes a limit later, and one review after the birth answers it.
    assert due(replace(born, born=d("01.07.2018")), "02.07.2018", "conference", ten).due == d("04.07.2018")
    reviewed = replace(born, conferences=(*born.conferences, held("review", "20.06.2018")))
    assert due(reviewed, "21.06.2018", "conference", ten).due == d("20.12.2018")


@pytest.mark.parametrize(
    ("born", "what", "limit", "rule"),
    [
        (None, "Conference before birth", "25.03.2018", "before-birth"),
        ("24.03.2018", "Initial conference", "04.04.2018", "icpc"),
        ("26.03.2018", "Initial conference", "04.04.2018", "icpc"),
    ],
)
def test_once_a_child_is_born_its_first_conference_is_the_initial_one(
    born: str | None, what: str, limit: str, rule: str
) -> None:
    waiting = Conference("k", "pre_birth", strategy_on=d("12.03.2018"), booked=d("20.03.2018"))
    day = d(born) if born else None
    case = replace(CP, conferences=(waiting,), born=day, expected=d("25.03.2018"))
    asked = due(case, "27.03.2018", "conference")
    assert (asked.what, asked.due, asked.rule) == (what, d(limit), rule)
    record = due(case, "27.03.2018", "conference_to_record").what
    assert record == f"Record the {what[0].lower()}{what[1:]} booked for Tue 20 Mar"
    held_before = waiting._replace(held=d("20.03.2018"))
    assert kind_now(held_before, day) == "pre_birth"
    assert kind_now(waiting._replace(held=d("26.03.2018")), day) == ("initial" if born else "pre_birth")
    gone = waiting._replace(not_held_on=d("20.03.2018"), not_held_reason="no_need")
    assert kind_now(gone, day) == "pre_birth"


def test_the_first_core_group_of_a_plan() -> None:
    case = planned("20.11.2026", held("initial", "20.11.2026"))
    asked = due(case, "23.11.2026", "core_group")
    assert (asked.due, asked.rule, asked.weight) == (d("04.12.2026"), "core", "guidance")
    assert every(replace(case, core_groups=(CoreGroup(d("27.11.2026")),)), "30.11.2026", "core_group") == []
    assert every(replace(case, on_caseload_since=d("07.12.2026")), "07.12.2026", "core_group") == []


def test_a_first_core_group_that_is_late_stays_so_past_review_conferences() -> None:
    first = held("initial", "20.11.2026", outcome="plan")
    reviews = (held("review", "10.02.2027"), held("review", "10.06.2027"))
    for conferences in ((first,), (first, reviews[0]), (first, *reviews)):
        asked = due(planned("20.11.2026", *conferences), "14.06.2027", "core_group")
        assert (asked.due, asked.clock, asked.inferred) == (d("04.12.2026"), "overdue", False)
    reviewed = planned("20.11.2026", first, *reviews)
    met = replace(reviewed, core_groups=(CoreGroup(d("01.06.2027")),))
    assert every(met, "14.06.2027", "core_group") == []
    # Of a conference that a file told nobody here was to record it: with the review it is past.
    told = planned("20.11.2026", first._replace(told_by="f"), *reviews)
    assert every(told, "14.06.2027", "core_group") == []


@pytest.mark.parametrize("kind", ["initial", "transfer", "pre_birth", "review"])
def test_a_conference_whose_day_has_passed_is_to_be_recorded_whenever_its_limit_lies(kind: str) -> None:
    waiting = Conference("k", kind, strategy_on=d("02.11.2026"), notified_on=d("02.11.2026"), booked=d("18.11.2026"),
                         booked_time="10:00")  # fmt: skip
    case = replace(CP, conferences=(waiting,), born=None if kind == "pre_birth" else d("05.05.2019"))
    if kind == "review":
        case = planned("02.11.2026", held("initial", "02.11.2026"), waiting)
    assert every(case, "18.11.2026", "conference_to_record") == []
    asked = due(case, "19.11.2026", "conference_to_record")
    assert (asked.due, asked.clock, asked.weight, asked.subject) == (d("18.11.2026"), "overdue", "local", "k")
    assert asked.what.endswith("conference booked for Wed 18 Nov") or kind == "pre_birth"
    assert due(case, "18.11.2026", "conference").time == "10:00"
    assert due(case, "19.11.2026", "conference").time == "", "and is to be held by its limit all the same"
    # Another booking, or that it was held, answers it.
    for answered in (
        waiting._replace(booked=d("26.11.2026")),
        waiting._replace(held=d("18.11.2026"), outcome="no_plan"),
    ):
        others = tuple(answered if c.id == "k" else c for c in case.conferences)
        assert every(replace(case, conferences=others), "19.11.2026", "conference_to_record") == []


# What files do not tell


@pytest.mark.parametrize(
    ("ends", "mine", "due_on", "silent"),
    [
        # The file covers the limit, and tells of none held: late.
        ("15.09.2026", None, "01.09.2026", None),
        # It ends before the limit, which has passed: asked about now, never late.
        ("15.07.2026", None, "20.11.2026", "01.09.2026"),
        # The child came to this caseload after the limit, as one just brought in has.
        ("15.07.2026", "20.11.2026", "20.11.2026", "01.09.2026"),
        # Or before it: then it was for the officer to record.
        ("15.07.2026", "20.08.2026", "01.09.2026", None),
        (None, None, "01.09.2026", None),
    ],
)
def test_the_silence_of_a_file_is_no_lateness(
    ends: str | None, mine: str | None, due_on: str, silent: str | None
) -> None:
    more: dict[str, Any] = {"file_ends": d(ends) if ends else None, "on_caseload_since": d(mine) if mine else None}
    asked = due(planned("01.06.2026", held("initial", "01.06.2026"), **more), "20.11.2026", "conference")
    assert (asked.due, asked.silent_limit) == (d(due_on), d(silent) if silent else None)
    assert (asked.clock == "overdue") == (silent is None)
    assert ("the file ends Wed 15 Jul" in asked.note) == asked.inferred == (silent is not None)
    first = Conference("k", "initial", strategy_on=d("01.06.2026"))
    asked = due(replace(CP, conferences=(first,), **more), "20.11.2026", "conference")
    # Fifteen working days later: Mon 22 Jun, which every one of these files covers.
    assert (asked.due, asked.clock) == (d("22.06.2026"), "overdue")
    asked = due(
        replace(CP, conferences=(first._replace(strategy_on=d("13.07.2026")),), **more), "20.11.2026", "conference"
    )
    assert (asked.silent_limit is not None) == (silent is not None or mine == "20.08.2026")


@pytest.mark.parametrize(
    ("told_by", "mine", "today", "due_on"),
    [
        (None, None, "30.11.2026", "16.11.2026"),
        # Told by a file: late by nothing that no file could tell.
        ("f", None, "30.11.2026", "30.11.2026"),
        ("f", "02.11.2026", "30.11.2026", "30.11.2026"),
        # Due before the child was on this caseload: for whoever had the child then.
        ("f", "20.11.2026", "30.11.2026", None),
        (None, "20.11.2026", "30.11.2026", None),
        # Its limit still ahead: as usual.
        ("f", "02.11.2026", "10.11.2026", "16.11.2026"),
    ],
)
def test_the_first_core_group_after_a_conference_that_a_file_told(
    told_by: str | None, mine: str | None, today: str, due_on: str | None
) -> None:
    case = planned("02.11.2026", held("initial", "02.11.2026", told_by=told_by))
    case = replace(case, on_caseload_since=d(mine) if mine else None)
    asked = every(case, today, "core_group")
    assert [duty.due for duty in asked] == ([d(due_on)] if due_on else [])
    if due_on == today:
        assert (asked[0].clock, asked[0].inferred, asked[0].silent_limit) == ("today", True, d("16.11.2026"))
        assert "no file tells of core groups" in asked[0].note


# Both clocks on one child


@pytest.mark.parametrize(
    ("booked", "said_beside"),
    [
        (None, "One meeting by Wed 9 Dec could serve both."),
        ("07.12.2026", "The meeting of Mon 7 Dec could serve both."),
        ("15.12.2026", ""),
    ],
)
def test_one_meeting_for_both_where_it_serves_both(booked: str | None, said_beside: str) -> None:
    care = looked_after("11.11.2026", status="C1")
    waiting = (Conference("k2", "review", booked=d(booked)),) if booked else ()
    case = replace(
        care, plans=(ProtectionPlan(d("20.09.2026")),), conferences=(held("initial", "20.09.2026"), *waiting)
    )
    asked = due(case, "20.11.2026", "conference")
    assert "Looked after too: the review is due by Wed 9 Dec." in asked.note
    assert said_beside in asked.note
    assert ("serve both" in asked.note) == bool(said_beside)
    assert due(case, "20.11.2026", "review").due == d("09.12.2026")
    kept = setting("allocation", keep_chair=True)
    assert "You chair the conferences" in due(case, "20.11.2026", "iro_allocation", kept).note
    assert due(case, "20.11.2026", "iro_allocation").note == ""


def test_a_plan_that_ends_with_the_18th_birthday_before_its_next_conference_says_so() -> None:
    case = planned("12.09.2026", held("initial", "12.09.2026"), born=d("01.12.2008"))
    assert "Turns 18 on Tue 1 Dec, before the limit" in due(case, "20.11.2026", "conference").note
    assert "Turns 18" not in due(replace(case, born=d("01.12.2009")), "20.11.2026", "conference").note


# What services watch


@pytest.mark.parametrize(
    ("case", "begins"),
    [
        (planned("20.11.2024"), ["Long plan: since"]),
        (planned("21.11.2024"), []),
        (replace(CP, plans=(ProtectionPlan(d("01.10.2026"), previous_plans=2),)), ["Repeat plan: 2 plans before it"]),
        (
            replace(CP, plans=(ProtectionPlan(d("01.10.2024"), d("01.10.2025")), ProtectionPlan(d("01.10.2026")))),
            ["Repeat plan: 1 plan before it"],
        ),
        (
            planned(
                "01.06.2026", held("initial", "01.06.2026"), held("review", "20.08.2026", outcome="ended"),
                ended="20.08.2026",
            ),
            ["Ended at its first review conference"],
        ),
        # One that a list tells of is the latest: whether it was the first nobody knows.
        (planned("01.06.2026", held("initial", "01.06.2026"), held("review", "20.08.2026"), ended="20.08.2026"), []),
        (
            planned(
                "01.01.2026", held("review", "20.03.2026"), held("review", "20.08.2026"), ended="20.08.2026"
            ),
            [],
        ),
    ],
)  # fmt: skip
def test_what_services_watch(case: Case, begins: list[str]) -> None:
    sentences = list(watched(case, STATUTORY, d("20.11.2026")))
    assert [sentence[: len(begin)] for sentence, begin in zip(sentences, begins, strict=True)] == begins


def test_a_service_that_does_not_audit_early_ends_is_not_shown_them() -> None:
    case = planned("01.06.2026", held("initial", "01.06.2026"), held("review", "20.08.2026"), ended="20.08.2026")
    practice = setting("conferences", first_review_end_flag=False)
    assert list(watched(case, practice, d("20.11.2026"))) == []


def test_what_was_not_said_at_the_second_review_stays_asked() -> None:
    began, second = held("initial", "01.12.2025", outcome="plan"), "28.08.2026"
    first = held("review", "27.02.2026", outcome="continues")
    for outcome, considered, asks in (
        ("continues", None, True), ("continues", False, False), ("continues", True, False), (None, None, False),
    ):  # fmt: skip
        last = held("review", second, outcome=outcome, legal_considered=considered)
        case = planned("01.12.2025", began, first, last)
        words = [line for line in watched(case, STATUTORY, d("20.11.2026")) if line.startswith("Second review")]
        assert words == (["Second review: legal pathway considered? It was not said there."] if asks else [])
        assert ("Second review" in due(case, "20.11.2026", "conference").note) is asks
    ended = planned("01.12.2025", began, first, held("review", second, outcome="ended"), ended=second)
    assert not [line for line in watched(ended, STATUTORY, d("20.11.2026")) if line.startswith("Second review")]


def test_the_second_review_conference_asks_whether_going_to_court_was_considered() -> None:
    first = held("review", "30.08.2026")
    case = planned("01.06.2026", held("initial", "01.06.2026"), first)
    assert "Second review: legal pathway considered?" in due(case, "20.11.2026", "conference").note
    none = setting("conferences", second_review_alert="")
    assert "Second review" not in due(case, "20.11.2026", "conference", none).note
    considered = replace(case, conferences=(case.conferences[0], first._replace(legal_considered=True)))
    assert "Second review" not in due(considered, "20.11.2026", "conference").note


# An oracle: its own calendar and months


HOLIDAYS = frozenset(holidays.country_holidays("GB", subdiv="ENG", years=range(2023, 2030)))
KINDS = ("initial", "transfer", "pre_birth")


@dataclass(frozen=True)
class Protection:
    kind: str
    told: date
    first: date | None
    reviews: tuple[date, ...]
    expected: date | None
    born: date | None


def working_days_after(day: date, count: int) -> date:
    while count:
        day += timedelta(1)
        if day.weekday() < 5 and day not in HOLIDAYS:
            count -= 1
    return day


def some_months_after(day: date, months: int) -> date:
    year, month = day.year, day.month + months
    while month > 12:
        year, month = year + 1, month - 12
    while True:
        try:
            return date(year, month, day.day)
        except ValueError:
            day -= timedelta(1)


def by_guidance(story: Protection, after_birth: int) -> date:
    """The last day for the conference that comes next."""
    if story.first is None:
        limit = working_days_after(story.told, 15)
        return min(limit, story.expected) if story.kind == "pre_birth" and story.expected else limit
    limit = some_months_after(story.reviews[-1], 6) if story.reviews else some_months_after(story.first, 3)
    if after_birth and story.born and story.first < story.born and all(day < story.born for day in story.reviews):
        limit = min(limit, story.born + timedelta(after_birth))
    return limit


@st.composite
def protections(draw: st.DrawFn) -> Protection:
    kind = draw(st.sampled_from(KINDS))
    told = draw(st.dates(date(2024, 1, 1), TODAY))
    first = draw(st.none() | st.dates(told, TODAY))
    reviews = draw(st.sets(st.dates(first + timedelta(1), TODAY), max_size=3)) if first and first < TODAY else set()
    expected = draw(st.dates(told, TODAY + timedelta(200)))
    born = draw(st.none() | st.dates(told, TODAY)) if kind == "pre_birth" else date(2020, 5, 5)
    return Protection(kind, told, first, tuple(sorted(reviews)), None if born else expected, born)


def as_protected(story: Protection) -> Case:
    named: dict[str, Any] = {"notified_on" if story.kind == "transfer" else "strategy_on": story.told}
    first = Conference("k0", story.kind, held=story.first, **named)
    reviews = tuple(Conference(f"r{n}", "review", held=day) for n, day in enumerate(story.reviews))
    plans = (ProtectionPlan(story.first),) if story.first else ()
    return Case("CP", story.born, story.expected, plans=plans, conferences=(first, *reviews))


@given(protections(), st.sampled_from([0, 10]))
def test_the_limits_are_those_of_the_oracle(story: Protection, after_birth: int) -> None:
    practice = setting("conferences", after_birth_days=after_birth)
    asked = due(as_protected(story), f"{TODAY:%d.%m.%Y}", "conference", practice)
    event(asked.rule)
    assert asked.due == by_guidance(story, after_birth)
    assert not asked.inferred


def test_a_child_of_18_is_asked_for_no_conference() -> None:
    grown = planned("01.06.2026", held("initial", "01.06.2026"), born=d("20.11.2008"))
    assert every(grown, "20.11.2026", "conference") == []
    assert due(grown, "19.11.2026", "conference").due == d("01.09.2026")


@pytest.mark.parametrize(
    ("start_known", "mine", "earliest"),
    [
        (True, "20.11.2026", "11.08.2026"),  # no other held since the plan began
        (False, "20.11.2026", "11.05.2026"),  # nor is it known when that was
        (True, "10.08.2026", None),  # the officer had the child when it was due
    ],
)
def test_a_last_conference_that_is_not_on_record_is_asked_for(
    start_known: bool, mine: str, earliest: str | None
) -> None:
    plan = ProtectionPlan(d("11.05.2026"), start_known=start_known)
    case = replace(CP, plans=(plan,), on_caseload_since=d(mine))
    asked = due(case, "20.11.2026", "conference")
    assert asked.inferred
    asks = every(case, "20.11.2026", "last_conference")
    if earliest is None:
        assert (asks, asked.due) == ([], d("11.08.2026"))
        return
    assert (asked.due, asked.silent_limit, asked.clock) == (d("20.11.2026"), d(earliest), "today")
    assert [(each.due, each.inferred) for each in asks] == [(d("20.11.2026"), True)]
    assert asks[0].note.endswith("and Wed 19 May 2027.")
    assert asked.id in folded([asked, *asks]), "one duty, as of a review"
    # Its date answers it, also one before the first day on record of a plan whose start nobody knows.
    answered = replace(case, conferences=(held("review", "12.10.2026"),))
    assert every(answered, "20.11.2026", "last_conference") == []
    assert due(answered, "20.11.2026", "conference").due == d("12.04.2027")
    if not start_known:
        before = replace(case, conferences=(held("review", "01.05.2026"),))
        assert due(before, "20.11.2026", "conference").rule == "rcpc2+"


@pytest.mark.parametrize(
    ("started", "known", "conferences", "limit", "sooner"),
    [
        # A list tells of the last alone: six months if it was a review, three if the plan began with it.
        ("30.11.2026", False, [held("review", "10.09.2026")], "10.03.2027", "10.12.2026"),
        # Its day as the day before the plan is known to run, as a child is entered with no other day.
        ("09.09.2026", False, [held("review", "10.09.2026")], "10.03.2027", "10.12.2026"),
        ("30.11.2026", False, [held("initial", "10.09.2026")], "10.03.2027", "10.12.2026"),
        # The plan ran before its day, or it is known when it began: no doubt.
        ("01.05.2026", False, [held("review", "10.09.2026")], "10.03.2027", None),
        ("01.05.2026", True, [held("review", "10.09.2026")], "10.03.2027", None),
        ("10.09.2026", True, [held("initial", "10.09.2026")], "10.12.2026", None),
        # Recorded here, or another one before it: it was a review.
        ("30.11.2026", False, [held("review", "10.09.2026", outcome="continues")], "10.03.2027", None),
        ("30.11.2026", False, [held("review", "10.03.2026"), held("review", "10.09.2026")], "10.03.2027", None),
        ("30.11.2026", False, [held("initial", "10.06.2026"), held("review", "10.09.2026")], "10.03.2027", None),
    ],
)
def test_a_last_conference_that_may_be_the_initial_one_is_told(
    started: str, known: bool, conferences: list[Conference], limit: str, sooner: str | None
) -> None:
    case = replace(CP, plans=(ProtectionPlan(d(started), start_known=known),), conferences=tuple(conferences))
    for mine in (None, d("30.11.2026")):
        asked = due(replace(case, on_caseload_since=mine), "30.11.2026", "conference")
        assert (asked.due, asked.inferred) == (d(limit), sooner is not None)
        assert ("were it the initial one, it would be Thu 10 Dec; confirm." in asked.note) == asked.inferred


@pytest.mark.parametrize(
    ("began", "review", "outcome", "asks"),
    [
        ("01.02.2023", "15.07.2025", None, False),  # a list tells of the latest alone, and others were due before it
        ("01.02.2023", "15.07.2025", "continues", True),  # recorded here
        ("02.05.2025", "15.07.2025", None, True),  # within the limit of the first
    ],
)
def test_which_review_the_next_one_is_is_not_said_where_nobody_knows(
    began: str, review: str, outcome: str | None, asks: bool
) -> None:
    case = planned(began, held("initial", began, outcome="plan"), held("review", review, outcome=outcome))
    assert ("Second review" in due(case, "03.11.2025", "conference").note) == asks
