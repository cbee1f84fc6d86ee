"""The practices of the five services against what their own reports say, quoted line by line; weekdays beside dates."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from iro_tui.caseload.practices import find
from iro_tui.domain.case import Allocation, Case, EarlyReview, Escalation, EscalationStep, Review
from iro_tui.domain.duties import duties
from iro_tui.domain.duty_kinds import BY_ID
from iro_tui.domain.escalation import awaited, total_due
from iro_tui.domain.paperwork import record_limit
from iro_tui.domain.practice import Practice
from iro_tui.domain.practice_entries import AgeLimit, Audit
from iro_tui.domain.routines import looked_at_by, steps_of, words_of
from iro_tui.domain.timescales import RULES
from iro_tui.domain.vocabulary import AUDITS
from tests.support.facts import d, due, every, looked_after, placements, setting, upcoming

KENT, SHROPSHIRE, ENFIELD = (find(name).practice for name in ("kent", "shropshire", "enfield"))


def record(**days: str) -> Review:
    """A review completed on Mon 6 February 2012."""
    completed = d("06.02.2012")
    review = Review("r1", held=completed, completed=completed, follow_record=True)
    review_days: dict[str, Any] = {name: d(day) for name, day in days.items()}
    return review._replace(**review_days)


def limit_of(kind: str, review: Review) -> object:
    return record_limit(BY_ID[kind], review, KENT)


def test_kent_minutes_and_their_distribution() -> None:
    """004:166: "first 15 working days ... produce the minutes and distribute these to the ... Service Manager", who has
    them sent "within 5 working days of receiving them", "within 20 working days of the review meeting"."""
    assert limit_of("full_record", record()) == d("27.02.2012")  # Monday
    assert limit_of("distribution", record()) == d("05.03.2012")  # Monday
    assert limit_of("distribution", record(record_on="14.02.2012")) == d("21.02.2012")  # Tuesday
    assert limit_of("distribution", record(record_on="29.02.2012")) == d("05.03.2012")  # the earlier of the two clocks


def test_kent_a_child_who_began() -> None:
    """Start Mon 9 January 2012: told by 11 January, named by 16 January, first review by 6 February (Mondays)."""
    started = d("09.01.2012")
    days = {rule: RULES[rule].limit(started, KENT) for rule in ("notify", "alloc", "rev1")}
    assert days == {"notify": d("11.01.2012"), "alloc": d("16.01.2012"), "rev1": d("06.02.2012")}
    child = looked_after("09.01.2012", allocations=(Allocation(d("11.01.2012")),))
    assert due(child, "10.01.2012", "iro_allocation", KENT).due == d("16.01.2012")
    assert upcoming(child, "10.01.2012", KENT).limit == d("06.02.2012")


@pytest.mark.parametrize(("practice", "day"), [(KENT, "15.03.2018"), (ENFIELD, "13.03.2018")])
def test_enfield_reports_come_five_days_before(practice: Practice, day: str) -> None:
    """003:327: "SW reports are completed 5 days before the LAC review is due". Review on Tue 20 March 2018."""
    booked = Review("r9", booked=d("20.03.2018"))
    child = looked_after("02.10.2017", "24.10.2017")
    child = replace(child, reviews=(*child.reviews, booked))
    assert due(child, "01.03.2018", "sw_report", practice).due == d(day)


def test_enfield_managers_have_five_days() -> None:
    """003:254: "Managers have five days to raise any queries or objections". Decisions of Mon 26 March 2018, and Good
    Friday and Easter Monday lie between."""
    issued = Review("r1", held=d("20.03.2018"), follow_record=True, decisions_on=d("26.03.2018"))
    assert record_limit(BY_ID["manager_reply"], issued, ENFIELD) == d("04.04.2018")


def test_shropshire_an_unplanned_move_begins_the_cycle_again() -> None:
    """001:139: "unplanned change in placement ... within 20 working days, three months and six months". Move on Mon
    2 March 2015: 30 March; held 27 March: 27 June; held 26 June: 26 December."""
    moved = placements(("U6", "02.12.2013", "02.03.2015", "CREQB"), ("U6", "02.03.2015", None))
    before = ("02.01.2014", "02.04.2014", "02.10.2014")
    expected = {(): "30.03.2015", ("27.03.2015",): "27.06.2015", ("27.03.2015", "26.06.2015"): "26.12.2015"}
    for held, limit in expected.items():
        child = looked_after("02.12.2013", *before, *held, placements=moved)
        asked = upcoming(child, "03.03.2015", SHROPSHIRE)
        assert asked.limit == d(limit)
    assert "limit" not in asked.note, "both clocks end on 26 December: it is said once"
    # By the law alone the cycle goes on: six months after 2 October 2014.
    assert upcoming(looked_after("02.12.2013", *before, placements=moved), "03.03.2015").limit == d("02.04.2015")


def test_shropshire_an_audits_actions_are_looked_at_within_three_months() -> None:
    """001:453: "within 3 months of the audit". Audit of Thu 27 November 2014: by Fri 27 February 2015."""
    assert looked_at_by("team manager's audit", d("27.11.2014"), SHROPSHIRE) == d("27.02.2015")
    assert looked_at_by("supervision", d("27.11.2014"), SHROPSHIRE) is None


@pytest.mark.parametrize("kind", AUDITS)
def test_no_audit_s_actions_are_forgotten_for_its_kind_is_not_the_practice_s(kind: str) -> None:
    assert looked_at_by(kind, d("27.11.2014"), SHROPSHIRE) == d("27.02.2015")
    audits = (Audit("team manager's audit", 6), Audit("file audit", 2))
    assert looked_at_by(kind, d("27.11.2014"), setting("routines", audits=audits)) == d("27.01.2015")
    assert looked_at_by(kind, d("27.11.2014"), setting("routines", audits=())) is None


def test_kent_and_enfield_routines() -> None:
    """004:67 "every 4 weeks", team meetings "every 2 months", a county meeting "every 6 months"; 003:252 "every six
    weeks"."""
    kent = {routine.what: words_of(routine) for routine in KENT.routines.own}
    assert kent["supervision"] == "every 4 weeks"
    assert kent["team meeting"] == "every 2 months"
    assert kent["county meeting"] == "every 6 months"
    assert kent["away day"] == "yearly"
    assert [words_of(routine) for routine in ENFIELD.routines.own] == ["every 6 weeks"]
    assert steps_of("every 6 weeks") == (0, 42)


def test_shropshire_who_is_told_of_amber_and_red() -> None:
    """001:437: "Team Manger if amber" and "the Team Manager and the Service Manger if they are flagged as red"."""
    assert SHROPSHIRE.rag.amber_tells == ("team manager",)
    assert SHROPSHIRE.rag.red_tells == ("team manager", "service manager")


@pytest.mark.parametrize("practice", [KENT, SHROPSHIRE])
def test_where_no_days_are_said_only_the_total_runs(practice: Practice) -> None:
    """004:43 "no more than 20 days"; 004:210 and 001:435 name levels and no days. Step on Mon 9 January 2012."""
    dispute = Escalation("x1", "drift", d("09.01.2012"), (EscalationStep("s1", "1", d("09.01.2012")),))
    assert list(awaited(dispute, practice)) == []
    assert total_due(dispute, practice) == d("06.02.2012")


def test_kent_moves_are_approved_and_quality_officers_chair() -> None:
    """004:158 "approved by the relevant service manager"; 004:106 "including safeguarding unit QA officers"."""
    assert KENT.reviews.move_approver == "service manager"
    counted = {chair.words: chair.counts_as_service for chair in KENT.reviews.chairs}
    assert counted["QA officer"]
    assert not counted["manager outside the service"]


def test_the_signature_has_a_clock_where_the_practice_asks_it() -> None:
    """Record written Tue 14 February 2012, five working days: Tue 21 February. The statutory practice asks none."""
    child = looked_after("09.01.2012")
    child = replace(child, reviews=(record(record_on="14.02.2012"),))
    assert every(child, "15.02.2012", "sign_off") == []
    assert due(child, "15.02.2012", "sign_off", setting("record", sign_off=5)).due == d("21.02.2012")
    signed = replace(child, reviews=(record(record_on="14.02.2012", signed_off_on="20.02.2012"),))
    assert every(signed, "21.02.2012", "sign_off", setting("record", sign_off=5)) == []


def test_a_local_limit_for_young_children_makes_none_late_in_law() -> None:
    """Under 5, every 3 months: held Mon 2 March 2026, 2 June; the law's limit is 2 September."""
    young = setting("reviews", by_age=(AgeLimit(5, 3),))
    held = ("02.10.2025", "02.01.2026", "02.03.2026")
    child = looked_after("05.09.2025", *held, born=d("01.06.2022"))
    assert (upcoming(child, "03.03.2026", young).limit, upcoming(child, "03.03.2026").limit) == (
        d("02.06.2026"),
        d("02.09.2026"),
    )
    assert "The law's limit: Wed 2 Sep." in upcoming(child, "03.03.2026", young).note
    assert "law" not in upcoming(child, "03.09.2026", young).note, "then that limit is the law's"
    late = due(child, "10.06.2026", "review", young)
    assert (late.due, late.weight, late.authority) == (d("02.06.2026"), "local", "local practice")
    assert due(child, "03.09.2026", "review", young).weight == "law"
    older = replace(child, born=d("01.03.2021"))
    assert upcoming(older, "03.03.2026", young).limit == d("02.09.2026")


def test_each_practice_over_one_case_asks_what_its_report_describes() -> None:
    """The same facts under each practice: what differs is what the reports say differs, and nothing else."""
    review = record(record_on="14.02.2012")
    child = looked_after("09.01.2012", early_reviews=(EarlyReview("e", "early-a", d("20.02.2012"), d("30.03.2012")),))
    child = replace(child, reviews=(review, Review("r2", booked=d("30.03.2012"))))
    plain = _asked(child, find("statutory").practice)
    differs = {name: dict(_asked(child, find(name).practice) - plain) for name in
               ("lancashire", "shropshire", "lincolnshire", "enfield", "kent")}  # fmt: skip
    assert differs == {
        "lancashire": {},
        "shropshire": {},
        "lincolnshire": {},
        "enfield": {"sw_report": d("23.03.2012")},
        "kent": {"distribution": d("21.02.2012")},
    }


def _asked(child: Case, practice: Practice) -> set[tuple[str, object]]:
    return {(duty.kind, duty.due) for duty in duties(child, practice, d("20.02.2012"))}
