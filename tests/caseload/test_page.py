"""One child's whole case: its sections, their order, and what each line says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

import pytest

from iro_tui.caseload.lines import CaseLine
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.lists.reviews import REVIEWS as HELD_LIST
from iro_tui.caseload.page import CASE, NEAR, NEXT, SECTIONS
from iro_tui.caseload.reading.subject import (
    DECISIONS,
    ESCALATIONS,
    FACTS,
    FOOTPRINT,
    RATINGS,
    REVIEWS,
)
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from iro_tui.store.tables import Kept
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import NAME, act, look_after
from tests.support.stores import open_store

HELD = date(2026, 8, 27)
"""When the child of these examples was reviewed."""


@pytest.fixture
def child(session: Session) -> str:
    """A child in care since 3 August 2026, reviewed on 27 August."""
    return look_after(session, "KB 1")[0]


@contextmanager
def sample(filled: Path) -> Iterator[Session]:
    session = open_store(filled)
    try:
        yield session
    finally:
        session.close()


def put(session: Session, *rows: Kept) -> list[str]:
    """Put rows on record; their keys."""
    with action(session.engine, "Set up") as work:
        return [work.add(row) for row in rows]


def entries(session: Session, child: str, section: str) -> list[CaseLine]:
    return [entry for entry in session.lines(CASE, child) if entry.section == section]


def lines(session: Session, child: str, section: str) -> list[tuple[date | None, str, str, str]]:
    return [(entry.on, entry.kind, entry.text, entry.aside) for entry in entries(session, child, section)]


# The whole


def test_the_sections_follow_each_other(filled: Path) -> None:
    with sample(filled) as session:
        seen = set()
        for row in session.lines(CHILDREN):
            sections = [section for section, _ in groupby(entry.section for entry in session.lines(CASE, row.child_id))]
            assert sections == sorted(sections, key=SECTIONS.index)
            seen |= set(sections)
        assert seen >= {NEXT, DECISIONS, ESCALATIONS, REVIEWS, FOOTPRINT, RATINGS, FACTS}


def test_in_each_section_the_most_pressing_or_the_latest_comes_first(filled: Path) -> None:
    with sample(filled) as session:
        for row in session.lines(CHILDREN):
            for section, latest_first in ((NEXT, False), (DECISIONS, True), (FOOTPRINT, True), (FACTS, True)):
                settled = [e for e in entries(session, row.child_id, section) if e.kind != "open"]
                days = [entry.on for entry in settled if entry.on]
                assert days == sorted(days, reverse=latest_first), (row.ref, section)


def test_every_line_has_a_key_of_its_own(filled: Path) -> None:
    with sample(filled) as session:
        for row in session.lines(CHILDREN):
            keys = [(entry.section, entry.key) for entry in session.lines(CASE, row.child_id)]
            assert len(keys) == len(set(keys)), row.ref


def test_no_line_holds_a_name(filled: Path) -> None:
    with sample(filled) as session:
        for row in session.lines(CHILDREN):
            text = " ".join(f"{entry.text} {entry.aside}" for entry in session.lines(CASE, row.child_id))
            assert row.who.name
            assert row.who.name not in text


def test_a_child_not_on_the_caseload_any_more_has_a_past_only(session: Session, child: str) -> None:
    with action(session.engine, "Set up") as work:
        work.change(tables.ChildRow, child, closed_on=TODAY)
    assert not entries(session, child, NEXT)
    assert entries(session, child, REVIEWS)
    assert entries(session, child, FACTS)


# What comes next


def test_what_comes_next_are_the_childs_duties(filled: Path) -> None:
    with sample(filled) as session:
        for row in session.lines(CHILDREN):
            found = entries(session, row.child_id, NEXT)
            assert [entry.duty for entry in found] == list(session.child_card(row.child_id).duties)
            for entry in found:
                assert entry.duty
                assert (entry.on, entry.clock, entry.aside) == (entry.duty.due, entry.duty.clock, entry.duty.authority)
                assert entry.text.startswith(entry.duty.what)
                assert entry.text.endswith(entry.duty.note)


def test_only_what_comes_next_is_a_duty(filled: Path) -> None:
    with sample(filled) as session:
        for row in session.lines(CHILDREN):
            for entry in session.lines(CASE, row.child_id):
                assert (entry.duty is not None) == (entry.clock != "") == (entry.section == NEXT)


# Decisions


def test_decisions_that_are_settled_say_how_and_whether_late(session: Session, child: str) -> None:
    def decision(text: str, **more: object) -> tables.DecisionRow:
        return tables.DecisionRow(child_id=child, text=text, **more)  # type: ignore[arg-type]

    october = date(2026, 10, 1)
    put(
        session,
        decision("in time", owner="carer", due=october, done_on=october),
        decision("late", owner="school", due=october, done_on=october + timedelta(days=1)),
        decision("late, of nobody", due=october, done_on=october + timedelta(days=2)),
        decision("without a day", owner="carer", done_on=october + timedelta(days=3)),
        decision("dropped", owner="carer", due=october, dropped_on=october + timedelta(days=4)),
        decision("open", owner="carer", due=october),
    )
    assert lines(session, child, DECISIONS) == [
        (october, "open", "open", "carer"),
        (date(2026, 10, 5), "dropped", "dropped", "carer"),
        (date(2026, 10, 4), "done", "without a day", "carer"),
        (date(2026, 10, 3), "done", "late, of nobody", "late"),
        (date(2026, 10, 2), "done", "late", "school, late"),
        (date(2026, 10, 1), "done", "in time", "carer"),
    ]
    assert any("open" in entry.text for entry in entries(session, child, NEXT))


# Escalations


def test_open_escalations_come_before_closed_ones_the_latest_first(session: Session, child: str) -> None:
    def escalation(issue: str, raised: date, **more: object) -> tables.EscalationRow:
        return tables.EscalationRow(child_id=child, issue=issue, raised_on=raised, **more)  # type: ignore[arg-type]

    september = date(2026, 9, 1)
    _, later, *_ = put(
        session,
        escalation("Drift", september),
        escalation("No social worker", september + timedelta(days=9)),
        escalation("Resolved one", september, closed_on=september + timedelta(days=20), outcome="resolved"),
        escalation("Closed one", september + timedelta(days=1), closed_on=september + timedelta(days=2)),
    )
    put(
        session,
        tables.EscalationStepRow(child_id=child, escalation_id=later, stage="stage1", taken_on=date(2026, 11, 13)),
    )
    found = lines(session, child, ESCALATIONS)
    assert [(on, kind) for on, kind, *_ in found] == [
        (date(2026, 9, 10), "open"),
        (date(2026, 9, 1), "open"),
        (date(2026, 9, 21), "resolved"),
        (date(2026, 9, 3), "closed"),
    ]
    assert found[0][2].startswith("No social worker · ")
    assert found[0][2].endswith(" · 5 of 20 wd")
    assert found[1][2] == "Drift · raised"
    assert found[2][2] == "Resolved one"


# Reviews held


def test_a_review_held_says_how_the_child_took_part_its_rag_and_its_record(session: Session, child: str) -> None:
    put(
        session,
        tables.ReviewRow(child_id=child, held=date(2026, 11, 2), participation="PN1", follow_record=True),
        tables.RatingRow(child_id=child, value="amber", theme="drift", rated_on=date(2026, 11, 2)),
        tables.ReviewRow(child_id=child, booked=date(2026, 12, 1)),
    )
    assert lines(session, child, REVIEWS) == [
        (
            date(2026, 11, 2),
            "held",
            "attended and spoke, RAG amber, late: decisions in writing, care plan updated",
            "",
        ),
        (HELD, "held", "held", ""),
    ]


def test_a_record_done_in_time_says_so_and_one_done_late_what_was_late(session: Session, child: str) -> None:
    held = date(2026, 10, 5)
    in_time = tables.ReviewRow(
        child_id=child, held=held, follow_record=True, decisions_on=date(2026, 10, 9),
        manager_replied_on=date(2026, 10, 14), care_plan_on=date(2026, 10, 12), record_on=date(2026, 10, 20),
        distributed_on=date(2026, 11, 2),
    )  # fmt: skip
    [review] = put(session, in_time)
    assert lines(session, child, REVIEWS)[0][2] == "record in time"
    with action(session.engine, "Set up") as work:
        work.change(tables.ReviewRow, review, record_on=date(2026, 11, 19), distributed_on=date(2026, 11, 20))
    assert lines(session, child, REVIEWS)[0][2] == "late: full record written, record distributed"


def test_a_review_whose_record_is_not_followed_says_nothing_of_it(session: Session, child: str) -> None:
    put(session, tables.ReviewRow(child_id=child, held=date(2026, 10, 5), participation="PN6"))
    assert lines(session, child, REVIEWS)[0][2] == "did not attend, gave views another way"


def test_an_adjourned_review_is_held_once_it_is_completed(session: Session, child: str) -> None:
    first = date(2026, 11, 9)
    [review] = put(session, tables.ReviewRow(child_id=child, held=first, adjourned=first))
    assert [on for on, *_ in lines(session, child, REVIEWS)] == [HELD], "it stands under what comes next"
    assert [entry.duty.subject for entry in entries(session, child, NEXT) if entry.duty and entry.duty.is_review] == [
        review
    ]
    with action(session.engine, "Set up") as work:
        work.change(tables.ReviewRow, review, completed=date(2026, 11, 16))
    assert [on for on, *_ in lines(session, child, REVIEWS)] == [first, HELD]


@pytest.mark.parametrize("where", ["on the page", "in the list"])
def test_of_two_ratings_on_the_day_of_a_review_the_later_counts(session: Session, child: str, where: str) -> None:
    for value in ("red", "green"):
        put(session, tables.RatingRow(child_id=child, value=value, rated_on=HELD))
    if where == "on the page":
        assert lines(session, child, REVIEWS)[0][2] == "RAG green"
    else:
        assert [row.rag for row in session.lines(HELD_LIST, held=True)] == ["green"]


# Two reviews within 14 days


def test_two_near_reviews_no_limit_hangs_on_are_listed_with_their_number(session: Session, child: str) -> None:
    days = [date(2026, 9, 3), date(2026, 10, 1), date(2026, 10, 5), date(2026, 11, 16)]
    _, _, third, latest = put(session, *(tables.ReviewRow(child_id=child, held=day) for day in days))
    assert [(on, kind, text.partition(":")[0]) for on, kind, text, _ in lines(session, child, NEAR)] == [
        (date(2026, 10, 5), "1 of 2", "Held Thu 1 Oct and Mon 5 Oct"),
        (date(2026, 9, 3), "2 of 2", "Held Thu 27 Aug and Thu 3 Sep"),
    ]
    assert not [duty for duty in session.caseload().duties[child] if duty.kind == "near_reviews"]
    act(session, "apart", child, are="two")
    assert [kind for _, kind, *_ in lines(session, child, NEAR)] == ["1 of 1"], "the latest is answered"
    with action(session.engine, "Set up") as work:
        work.remove(tables.ReviewRow, latest)
        work.change(tables.ReviewRow, third, apart=None)
    asked_now = [duty.subject for duty in session.caseload().duties[child] if duty.kind == "near_reviews"]
    assert asked_now == [third], "the limit hangs on it again"
    assert [kind for _, kind, *_ in lines(session, child, NEAR)] == ["1 of 1"]


# What happened


def test_what_happened_holds_contacts_with_their_notes_and_everything_else(session: Session, child: str) -> None:
    put(
        session,
        tables.ContactRow(
            child_id=child, on_day=date(2026, 10, 1), who="child", how="visit", seen_alone=True, reason="pre-review",
            note="Wants to see her brother", minutes=30,
        ),
        tables.ContactRow(child_id=child, on_day=date(2026, 10, 2), who="carer", how="phone", seen_alone=False),
        tables.ContactRow(child_id=child, on_day=date(2026, 10, 3)),
        tables.MidpointCheckRow(child_id=child, done_on=date(2026, 10, 4)),
        tables.RatingRow(child_id=child, value="red", theme="drift", rated_on=date(2026, 10, 5)),
    )  # fmt: skip
    assert [line[:3] for line in lines(session, child, FOOTPRINT)] == [
        (date(2026, 10, 4), "mid-point", "Mid-point check: done"),
        (date(2026, 10, 3), "contact", "IRO contact"),
        (date(2026, 10, 2), "contact", "phone, carer, not alone"),
        (date(2026, 10, 1), "contact", "visit, child, alone, 30 min, pre-review: Wants to see her brother"),
    ]
    assert lines(session, child, RATINGS) == [(date(2026, 10, 5), "RAG", "red: drift", "")]
    assert (date(2026, 8, 3), "care", "Became looked after", "") in lines(session, child, FACTS)


def test_two_contacts_of_one_day_are_two_lines(session: Session, child: str) -> None:
    put(
        session, *(tables.ContactRow(child_id=child, on_day=TODAY, who=who, how="phone") for who in ("carer", "school"))
    )
    told = [entry.text for entry in entries(session, child, FOOTPRINT)]
    assert sorted(told) == ["phone, carer", "phone, school"]


@pytest.mark.parametrize("added", ["earlier", "later"])
def test_a_line_keeps_its_key_when_another_is_added(session: Session, child: str, added: str) -> None:
    before = {entry.key: entry.text for entry in session.lines(CASE, child) if not entry.duty}
    day = TODAY if added == "later" else date(2026, 8, 2)
    put(session, tables.RatingRow(child_id=child, value="red", theme="drift", rated_on=day))
    after = {entry.key: entry.text for entry in session.lines(CASE, child) if not entry.duty}
    assert before.items() <= after.items()
    assert len(after) == len(before) + 1


def test_nothing_of_another_child_stands_there(session: Session, child: str) -> None:
    [other] = look_after(session, "KB 2")
    before = session.lines(CASE, child)
    put(
        session,
        tables.ContactRow(child_id=other, on_day=TODAY, who="carer", how="phone", note="of the other"),
        tables.DecisionRow(child_id=other, text="of the other", done_on=TODAY),
    )
    assert session.lines(CASE, child) == before
    assert NAME not in str(session.lines(CASE, other))
