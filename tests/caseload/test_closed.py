"""Children who are on the caseload no more: listed, filtered, printed and opened as the others are."""

from __future__ import annotations

from datetime import date

from iro_tui.caseload.lists.base import record
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.page import CASE
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import act, look_after

LEFT = date(2026, 11, 2)


def closed(session: Session) -> list[tuple[str, date | None, str]]:
    return [(row.ref, row.left_care, row.end_reason) for row in session.lines(CHILDREN, closed=True)]


def test_who_left_stands_there_with_the_day_and_why_the_latest_first(session: Session) -> None:
    first, second, _ = look_after(session, "KB 1", "KB 2", "KB 3")
    act(session, "end_care", first, on=LEFT, reason="E4A")
    act(session, "end_care", second, on=TODAY, reason="E11")
    assert closed(session) == [("KB 2", TODAY, "E11"), ("KB 1", LEFT, "E4A")]
    assert [row.ref for row in session.lines(CHILDREN)] == ["KB 3"]


def test_who_waits_for_a_first_conference_is_in_view_and_who_left_is_not(session: Session) -> None:
    [child] = look_after(session, "KB 1")
    act(session, "end_care", child, on=LEFT, reason="E4A")
    assert (session.strip().children, session.strip().in_view) == (0, 0)
    act(session, "child", (), ref="KB 2", initials="KB", born=date(2019, 3, 4), status="s47", strategy=TODAY)
    assert (session.strip().children, session.strip().in_view) == (0, 1)


def test_every_child_on_record_is_on_one_of_the_two(session: Session) -> None:
    """Closed with care on record, of age without an end, and brought in as history alone."""
    look_after(session, "KB 1")
    [shut, of_age] = look_after(session, "KB 2", "KB 3")
    with action(session.engine, "Set up") as work:
        work.change(tables.ChildRow, shut, closed_on=LEFT)
        work.change(tables.ChildRow, of_age, born=date(2008, 11, 19))
        work.add(tables.ChildRow(ref="KB 4"))
    both = [*session.lines(CHILDREN), *session.lines(CHILDREN, closed=True)]
    assert sorted(row.ref for row in both) == ["KB 1", "KB 2", "KB 3", "KB 4"]
    days = {ref: day for ref, day, _ in closed(session)}
    assert days["KB 2"] == LEFT
    assert days["KB 4"] is None
    assert days.get("KB 3", date(2026, 11, 19)) == date(2026, 11, 19), "the 18th birthday"


def test_a_case_is_flagged_when_it_was_kept_as_long_as_the_practice_says(session: Session) -> None:
    """From the later of its two ends; on the last day before, it is not."""
    left, shut, _, early = look_after(session, "KB 1", "KB 2", "KB 3", "KB 4", started=date(2024, 1, 8))
    with action(session.engine, "Set up") as work:
        plan_only = work.add(tables.ChildRow(ref="KB 5"))
        plan_days = date(2024, 1, 8), date(2025, 12, 1)
        work.add(tables.ProtectionPlanRow(child_id=plan_only, started=plan_days[0], ended=plan_days[1]))
    act(session, "end_care", left, on=date(2025, 11, 20), reason="E4A")
    act(session, "end_care", shut, on=date(2025, 1, 8), reason="E4A")
    act(session, "end_care", early, on=date(2025, 11, 21), reason="E4A")
    with action(session.engine, "Set up") as work:
        work.change(tables.ChildRow, shut, closed_on=date(2025, 11, 19))
    rows = {row.ref: (row.kept_until, row.kept_too_long) for row in session.lines(CHILDREN, closed=True)}
    assert rows == {
        "KB 1": (date(2026, 11, 20), True),
        "KB 2": (date(2026, 11, 19), True),
        "KB 4": (date(2026, 11, 21), False),
        "KB 5": (date(2026, 12, 1), False),
    }
    assert not any(row.kept_until for row in session.lines(CHILDREN)), "nothing is said of who is on the caseload"


def test_scripts_are_told_no_status_and_the_day(session: Session, child: str) -> None:
    act(session, "end_care", child, on=LEFT, reason="E4A")
    [row] = session.lines(CHILDREN, closed=True)
    told_scripts = record(CHILDREN.columns, row)
    assert (told_scripts["status"], told_scripts["left_care"], told_scripts["end_reason"]) == (None, LEFT, "E4A")
    assert session.lines(CASE, child), "the page opens"
