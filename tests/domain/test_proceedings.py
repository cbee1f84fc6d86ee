"""Care proceedings: the 26 weeks, what goes before a filing, the guardian, and placement orders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.domain.beside import CourtDate, Proceedings
from iro_tui.domain.case import Case, LegalStatus
from iro_tui.domain.duties import duties
from iro_tui.domain.practice import Practice
from iro_tui.domain.practice_entries import Panel
from iro_tui.domain.proceedings import (
    corrected_ends,
    further_ends,
    last_day,
    moved_panel,
    panels,
    ratified_by,
    running,
    week_of,
    week_words,
)
from iro_tui.domain.protection import APPLICATIONS, HEARINGS, OTHER
from tests.support.facts import STATUTORY, d, due, every, looked_after, setting, statuses, upcoming

QAAG = setting("court", panels=(Panel("QAAG", 5),))
ISSUED = Proceedings("p", d("03.04.2023"))
FINAL = CourtDate("h", "Final hearing", d("09.10.2023"), kind="final", filing_on=d("25.09.2023"))


def in_court(*dates: CourtDate, proceedings: Proceedings = ISSUED, held: str = "01.05.2023", **more: Any) -> Case:
    return replace(looked_after("03.04.2023", held, status="C1"), proceedings=(proceedings,), court_dates=dates, **more)


def test_the_26_weeks_begin_with_the_day_of_issue() -> None:
    asked = due(in_court(), "01.08.2023", "proceedings_end")
    assert (asked.due, f"{asked.due:%a}", asked.rule, asked.weight) == (d("01.10.2023"), "Sun", "26-weeks", "law")
    assert "Last working day before: Fri 29 Sep." in asked.note
    assert "Week 18 of 26." in asked.note
    assert [week_of(ISSUED, d(day)) for day in ("03.04.2023", "09.04.2023", "10.04.2023", "01.10.2023")] == [
        1,
        1,
        2,
        26,
    ]


@given(st.dates(date(2014, 4, 22), date(2040, 1, 1)))
def test_there_are_26_whole_weeks_and_not_a_day_more(issued: date) -> None:
    last = last_day(Proceedings("p", issued), STATUTORY)
    assert last
    counted = [issued + timedelta(n) for n in range(1000) if issued + timedelta(n) <= last.on]
    assert len(counted) == 26 * 7
    assert {week_of(Proceedings("p", issued), day) for day in counted} == set(range(1, 27))


def test_an_extension_is_the_end_that_the_court_gave() -> None:
    asked = due(in_court(proceedings=ISSUED._replace(extended_to=d("26.11.2023"))), "01.08.2023", "proceedings_end")
    assert (asked.due, asked.rule, asked.weight) == (d("26.11.2023"), "extended", "law")


@pytest.mark.parametrize(
    "proceedings", [ISSUED._replace(concluded_on=d("01.08.2023")), ISSUED._replace(application="placement")]
)
def test_what_has_ended_or_has_no_limit_asks_for_no_end(proceedings: Proceedings) -> None:
    assert every(in_court(proceedings=proceedings), "01.08.2023", "proceedings_end") == []


@given(issued=st.dates(date(2015, 1, 1), date(2040, 1, 1)), extensions=st.integers(1, 4))
def test_whatever_extensions_could_come_to_can_be_put_right_to(issued: date, extensions: int) -> None:
    end = None
    for _ in range(extensions):
        end = further_ends(issued, end, STATUTORY).last
    assert corrected_ends(issued, extensions, STATUTORY) == (further_ends(issued, None, STATUTORY).after, end)


@pytest.mark.parametrize("application", APPLICATIONS)
def test_the_weeks_of_26_are_counted_for_care_and_supervision_alone(application: str) -> None:
    proceedings = ISSUED._replace(application=application)
    counted = application in ("care", "supervision")
    assert week_words(proceedings, d("20.06.2023")) == ("week 12 of 26" if counted else "")
    assert week_words(proceedings._replace(extended_to=d("26.11.2023")), d("20.06.2023")) == ""


def test_of_several_proceedings_each_has_its_end_and_the_earliest_comes_first() -> None:
    """A placement application within care proceedings takes nothing off their 26 weeks."""
    placement = Proceedings("q", d("03.07.2023"), "placement")
    supervision = Proceedings("s", d("05.06.2023"), "supervision")
    case = replace(in_court(), proceedings=(placement, supervision, ISSUED))
    ends = every(case, "01.08.2023", "proceedings_end")
    assert [(duty.subject, duty.due) for duty in ends] == [("p", d("01.10.2023")), ("s", d("03.12.2023"))]
    assert running(replace(case, proceedings=(placement, ISSUED)), d("01.08.2023")) == ISSUED
    assert running(replace(case, proceedings=(placement,)), d("01.08.2023")) == placement
    ended = ISSUED._replace(concluded_on=d("01.08.2023"))
    assert every(replace(case, proceedings=(placement, ended)), "01.08.2023", "proceedings_end") == []


# Hearings


@pytest.mark.parametrize("kind", HEARINGS)
def test_a_hearing_whose_day_has_passed_waits_for_its_record(kind: str) -> None:
    """The court held it, or moved it: nobody breaks the law by not having recorded it. Other days of court may."""
    court = FINAL._replace(kind=kind)
    on_the_day, later = (due(in_court(court), day, "court") for day in ("09.10.2023", "10.10.2023"))
    assert (on_the_day.rule, on_the_day.weight, on_the_day.what) == ("court", "law", "Final hearing")
    waits = ("court", "law", "Final hearing")
    if kind != OTHER:
        waits = ("record-hearing", "local", "Record the final hearing of Mon 9 Oct")
    assert (later.rule, later.weight, later.what) == waits


# Before a filing


@pytest.mark.parametrize(
    ("court", "practice", "by"),
    [
        (FINAL, QAAG, "18.09.2023"),
        (FINAL, STATUTORY, "25.09.2023"),
        (FINAL._replace(panel_on=d("14.09.2023")), QAAG, "14.09.2023"),
        (FINAL, setting("court", panels=(Panel("QAAG", 5), Panel("Legal panel", 10))), "11.09.2023"),
        (FINAL._replace(kind="issues", to_ratify=True), QAAG, "18.09.2023"),
        (FINAL._replace(kind="issues"), QAAG, None),
        (FINAL._replace(to_ratify=False), QAAG, None),
        (FINAL._replace(filing_on=None), QAAG, None),
    ],
)
def test_by_when_a_care_plan_is_agreed(court: CourtDate, practice: Practice, by: str | None) -> None:
    assert ratified_by(court, practice) == (d(by) if by else None)


@given(
    practice=st.sampled_from([QAAG, STATUTORY]),
    before=st.integers(0, 30),
    filing=st.dates(date(2023, 1, 2), date(2024, 12, 20)),
)
def test_a_panel_that_was_set_is_never_after_the_new_filing(practice: Practice, before: int, filing: date) -> None:
    court = FINAL._replace(panel_on=d("25.09.2023") - timedelta(before))
    moved = court._replace(filing_on=filing, panel_on=moved_panel(court, filing, practice))
    assert all(on <= filing for _, on in panels(moved, practice))
    assert moved_panel(court, court.filing_on, practice) == court.panel_on
    assert moved_panel(court, None, practice) is None


def test_the_panel_is_told_with_the_hearing() -> None:
    assert panels(FINAL, QAAG) == (("QAAG", d("18.09.2023")),)
    assert panels(FINAL._replace(panel_on=d("14.09.2023")), STATUTORY) == (("Panel", d("14.09.2023")),)
    note = due(in_court(FINAL), "01.08.2023", "court", QAAG).note
    assert note == "Filing by Mon 25 Sep. QAAG on Mon 18 Sep."


@pytest.mark.parametrize(
    ("held", "by"),
    [
        # The law's limit lies later: the panel's day; it moves no limit of the law.
        ("26.06.2023", "18.09.2023"),
        # It lies earlier: by that day.
        ("05.06.2023", "05.09.2023"),
    ],
)
def test_a_panel_asks_for_the_plan_by_its_day_and_makes_no_limit_later(held: str, by: str) -> None:
    case = in_court(FINAL, held=held)
    asked = due(case, "01.08.2023", "ratify", QAAG)
    assert (asked.due, asked.weight, asked.subject) == (d(by), "local", "h")
    assert upcoming(case, "01.08.2023", QAAG).limit == upcoming(in_court(held=held), "01.08.2023").limit
    assert every(in_court(FINAL._replace(ratified_on=d("01.09.2023")), held=held), "02.09.2023", "ratify", QAAG) == []


@given(st.dates(date(2023, 6, 1), date(2023, 7, 31)), st.integers(0, 60), st.dates(date(2023, 8, 1), date(2024, 1, 1)))
def test_it_is_never_later_than_panel_filing_or_the_law(held: date, days: int, filing: date) -> None:
    practice = setting("court", panels=(Panel("QAAG", days),))
    case = in_court(FINAL._replace(filing_on=filing), held=f"{held:%d.%m.%Y}")
    asked = due(case, "01.08.2023", "ratify", practice)
    limit = upcoming(case, "01.08.2023", practice).limit
    office = STATUTORY.office
    assert asked.due == min(filing, office.add(filing, -days), limit)


def test_a_booking_too_late_for_the_panel_is_told() -> None:
    case = in_court(FINAL, held="26.06.2023")
    for day, words in (("20.09.2023", "is too late for it: b moves it"), ("15.09.2023", "is booked before it")):
        booked = replace(case, reviews=(*case.reviews, case.reviews[0]._replace(id="b", held=None, booked=d(day))))
        assert words in due(booked, "01.08.2023", "ratify", QAAG).note


# The IRO's part


def test_the_iros_view_is_with_the_court_before_the_final_hearing() -> None:
    asked = due(in_court(FINAL), "01.08.2023", "court_view")
    assert (asked.due, asked.weight) == (d("25.09.2023"), "guidance")
    assert due(in_court(FINAL._replace(filing_on=None)), "01.08.2023", "court_view").due == d("08.10.2023")
    for over in (
        FINAL._replace(view_on=d("01.08.2023")),
        FINAL._replace(kind="issues"),
        FINAL._replace(done_on=d("01.08.2023")),
    ):
        assert every(in_court(over), "02.08.2023", "court_view") == []


def test_the_guardian_is_spoken_to() -> None:
    named = ISSUED._replace(guardian="Gail Fairlead", guardian_on=d("11.04.2023"))
    asked = due(in_court(proceedings=named), "01.05.2023", "guardian_talk")
    assert (asked.due, asked.weight) == (d("11.05.2023"), "local")
    assert every(in_court(), "01.05.2023", "guardian_talk") == []
    assert every(in_court(proceedings=named, guardian_contacts=(d("20.04.2023"),)), "01.05.2023", "guardian_talk") == []
    before = in_court(proceedings=named, guardian_contacts=(d("20.03.2023"),))
    assert due(before, "01.05.2023", "guardian_talk").due == d("11.05.2023"), "of earlier proceedings"


def test_who_is_guardian_in_two_proceedings_is_spoken_to_once() -> None:
    care = ISSUED._replace(guardian="Gail Fairlead", guardian_on=d("11.04.2023"))
    placement = care._replace(id="p2", application="placement", issued_on=d("24.04.2023"), guardian_on=None)
    case = replace(in_court(), proceedings=(care, placement))
    assert due(case, "01.05.2023", "guardian_talk").due == d("11.05.2023"), "by the earlier"
    other = replace(case, proceedings=(care, placement._replace(guardian="Guy Otherlead")))
    assert len(every(other, "01.05.2023", "guardian_talk")) == 2


def test_nothing_is_asked_of_an_iro_whom_the_child_does_not_have_yet() -> None:
    """Proceedings may run for months before the child is looked after; from then on the days are counted."""
    named = ISSUED._replace(guardian="Gail Fairlead", guardian_on=d("11.04.2023"))
    asked = {"guardian_talk", "ratify", "court_view"}

    def kinds(case: Case, today: str) -> set[str]:
        return {duty.kind for duty in duties(case, STATUTORY, d(today))}

    outside = Case("X", proceedings=(named,), court_dates=(FINAL,), born=d("05.05.2019"))
    assert kinds(outside, "01.09.2023") == {"proceedings_end", "court", "filing"}, "what the court set"
    comes = looked_after("07.08.2023", status="C1")
    began = replace(comes, proceedings=(named,), court_dates=(FINAL,))
    assert due(began, "07.08.2023", "guardian_talk").due == d("05.09.2023"), "20 working days after Mon 7 Aug"
    assert asked <= kinds(began, "07.08.2023")
    late = replace(looked_after("26.09.2023", status="C1"), proceedings=(named,), court_dates=(FINAL,))
    assert kinds(late, "26.09.2023") & {*asked, "filing"} == {"guardian_talk"}, "the filing was the day before"
    breaks = replace(looked_after("07.08.2023", status="V4"), proceedings=(named,))
    assert due(breaks, "07.08.2023", "guardian_talk").due == d("05.09.2023"), "on short breaks a child has one too"


def test_a_review_that_was_late_when_proceedings_were_issued_makes_no_care_plan_late() -> None:
    """The review is late by itself; the plan for court is asked by its filing."""
    named = FINAL._replace(proceedings_id="p")
    for began, due_by in (("03.03.2023", "25.09.2023"), ("06.03.2023", "03.04.2023"), ("08.03.2023", "05.04.2023")):
        case = replace(looked_after(began, status="C1"), proceedings=(ISSUED,), court_dates=(named,))
        assert due(case, "06.04.2023", "ratify").due == d(due_by), began


# A placement order and its revocation


def test_a_placement_order_and_its_revocation_feed_the_adoption_clock() -> None:
    case = in_court(held="01.05.2023")
    ordered = replace(case, legal_statuses=statuses(("C1", "03.04.2023", "25.07.2023"), ("E1", "25.07.2023", None)))
    assert upcoming(case, "26.07.2023").limit == d("01.08.2023")
    reviewed = replace(ordered, reviews=(*ordered.reviews, ordered.reviews[0]._replace(id="r2", held=d("20.07.2023"))))
    assert (upcoming(reviewed, "26.07.2023").rule, upcoming(reviewed, "26.07.2023").limit) == ("ado0", d("25.10.2023"))
    spells = (LegalStatus("C1", d("03.04.2023"), d("25.07.2023")), LegalStatus("E1", d("25.07.2023"), d("14.08.2023")))
    revoked = replace(reviewed, legal_statuses=(*spells, LegalStatus("C2", d("14.08.2023"))))
    assert (upcoming(revoked, "15.08.2023").rule, upcoming(revoked, "15.08.2023").limit) == ("rev3+", d("20.01.2024"))
