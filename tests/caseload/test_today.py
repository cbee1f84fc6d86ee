"""Today: what is asked, in the order of days and, within a day, of the kinds."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.lists.today import DUTIES
from iro_tui.caseload.page import CASE, NEXT
from iro_tui.caseload.session import Session
from iro_tui.caseload.today_words import DUE, GROUPS, HABIT, LAW
from iro_tui.domain.duty_kinds import ORDER
from iro_tui.domain.folding import RANK
from tests.support import TODAY
from tests.support.acting import act, look_after, plan_of
from tests.support.stores import open_store


def test_the_kinds_of_one_day_stand_in_their_declared_order(session: Session) -> None:
    for child in look_after(session, "AB 1", "AB 2", held=(date(2026, 8, 20),)):
        act(session, "task", child, what="Ring the school", due=TODAY)
        act(session, "rag", child, value="red", theme="drift")
    rows = [row for row in session.lines(DUTIES, 90) if not row.duty.time]
    places = [
        (
            GROUPS.index(row.group),
            RANK[row.duty.weight] if row.group in (LAW, DUE, HABIT) else 0,
            row.duty.due if row.group in (LAW, DUE, HABIT) else row.day,
            ORDER[row.duty.kind],
            row.duty.child,
        )
        for row in rows
    ]
    assert places == sorted(places)
    assert {row.group for row in rows} >= {"due", "habit", "week"}


def test_what_children_who_left_care_left_open_stands_last_however_far_ahead(session: Session) -> None:
    left, other = look_after(session, "AB 1", "AB 2")
    act(session, "decide", left, text="Savings", due=date(2027, 6, 1))
    act(session, "decide", left, text="Passport")
    act(session, "rag", left, value="red", theme="drift")
    before = session.caseload().counts
    ending = plan_of(session, "end_care", left, reason="E4A", on=TODAY)
    assert ending.warning == "No review is asked any more; 2 things left open stay in Today until done."
    act(session, "end_care", left, reason="E4A", on=TODAY)
    rows = session.lines(DUTIES)
    groups = [row.group for row in rows]
    assert groups[-2:] == ["left_care", "left_care"]
    assert "left_care" not in groups[:-2]
    assert {row.duty.child for row in rows[:-2]} == {"AB 2"}
    assert [(row.duty.what, row.duty.due) for row in rows[-2:]] == [
        ("Passport", TODAY),
        ("Savings", date(2027, 6, 1)),
    ]
    assert DUTIES.heading
    assert DUTIES.heading(rows[-1], TODAY, 28) == "Left care, still open"
    assert session.caseload().counts.unbooked == before.unbooked - 1
    assert [row.child_id for row in session.lines(CHILDREN)] == [other]
    page = [line.text for line in session.lines(CASE, left) if line.section == NEXT]
    assert page == ["Passport", "Savings"]
    act(session, "done", (), *(row.duty.id for row in rows[-2:]))
    assert {row.duty.child for row in session.lines(DUTIES)} == {"AB 2"}
    assert plan_of(session, "end_care", other, reason="E4A", on=TODAY).warning.startswith("Nothing more is asked")


def test_sorted_by_when_it_stands_as_the_column_shows_it(filled: Path) -> None:
    """A review held today stands before those of next week, also where its limit lies behind theirs."""
    with closing(open_store(filled)) as session:
        rows = session.lines(DUTIES)
        column = next(column for column in DUTIES.columns if column.title == "When")
        assert callable(column.sort)
        ordered = sorted((row for row in rows if row.duty.days >= 0), key=column.sort)
    assert [row.day for row in ordered] == sorted(row.day for row in ordered)
    assert any(row.duty.due > row.day for row in ordered), "booked before its limit"
