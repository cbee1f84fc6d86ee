"""Adoption, secure accommodation and remand by hand: consent, the same family, both ends of a limit, what is ticked."""

from __future__ import annotations

from datetime import date

import pytest

from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.lists.outbox import NOTES
from iro_tui.caseload.lists.reviews import REVIEWS
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import act, acts, asked, due, look_after, plan_of, refuses, rows

MONDAY = date(2026, 11, 9)


@pytest.fixture
def child(session: Session) -> str:
    [key] = look_after(session, "KB 1")
    return key


def test_consent_lets_the_adoption_clock_run_and_its_end_stops_it(session: Session, child: str) -> None:
    assert asked(session, "consent", child)["on"].label == "Given on"
    changes = acts(session, lambda: act(session, "consent", child, on=date(2026, 8, 20)))
    assert changes.sentence == "KB 1: consent to placing for adoption given Thu 20 Aug."
    clocks = session.caseload().on_day[child].clocks
    assert clocks is not None
    assert [clock.rule.authority for clock in clocks.running] == ["CPPCR 33(2)", "AAR 36(1)"]
    assert asked(session, "consent", child)["on"].label == "Ended on"
    refuses(session, lambda: act(session, "consent", child, on=date(2026, 8, 19)), "before it was given on Thu 20 Aug")
    acts(session, lambda: act(session, "consent", child, on=TODAY))
    clocks = session.caseload().on_day[child].clocks
    assert clocks is not None
    assert [clock.rule.authority for clock in clocks.running] == ["CPPCR 33(2)"]
    assert [row["ended"] for row in rows(session, tables.AdoptionAuthorityRow)] == [TODAY]
    assert len(session.lines(NOTES)) == 2


def test_whether_the_family_is_the_same_is_asked_and_never_guessed(session: Session, child: str) -> None:
    assert "same_carer" not in asked(session, "move", child, code="A6")
    act(session, "move", child, code="A6", since=date(2026, 10, 12))
    assert "same_carer" not in asked(session, "move", child, code="U6")
    for typed in ("a5", "A5", "placed for adoption under a placement order, with"):
        assert "same_carer" in asked(session, "move", child, code=typed)
    refuses(session, lambda: act(session, "move", child, code="A5", since=TODAY), "Same family is empty")
    acts(session, lambda: act(session, "move", child, code="A5", since=TODAY, same_carer=True))
    assert due(session, child)["review"] == date(2026, 11, 9), "four weeks from the placing of 12 Oct"


def test_another_family_is_a_new_placing(session: Session, child: str) -> None:
    act(session, "move", child, code="A6", since=date(2026, 10, 12))
    act(session, "move", child, code="A6", since=TODAY, same_carer=False)
    assert due(session, child)["review"] == date(2026, 12, 18)


def test_back_from_hospital_it_is_asked_as_well(session: Session, child: str) -> None:
    act(session, "move", child, code="A6", since=date(2026, 10, 12))
    act(session, "move", child, code="T1", since=MONDAY)
    assert "same_carer" in asked(session, "move", child, code="A6")


def test_a_booking_too_early_after_a_return_is_warned_of_and_shown(session: Session, child: str) -> None:
    act(session, "hold", child, on=MONDAY, rag="green", participation="PN1")
    act(session, "move", child, code="A6", since=date(2026, 11, 10))
    act(session, "move", child, code="U6", since=date(2026, 11, 17))
    assert due(session, child)["review"] == date(2026, 12, 29)
    early = plan_of(session, "book", child, day=date(2026, 12, 14))
    assert early.warning == "One before Tue 15 Dec does not count after a return to the agency (AAR 36(10))."
    assert plan_of(session, "book", child, day=date(2026, 12, 15)).warning == ""
    acts(session, lambda: act(session, "book", child, day=date(2026, 12, 14)))
    [line] = session.lines(REVIEWS)
    assert (line.amiss, line.not_before, line.limit) == (True, date(2026, 12, 15), date(2026, 12, 29))
    [row] = session.lines(CHILDREN)
    assert any("one before Tue 15 Dec does not count" in alert for alert in row.alerts)


def test_a_review_too_early_after_a_return_is_not_called_the_one_it_asks_for(session: Session, child: str) -> None:
    act(session, "hold", child, on=MONDAY, rag="green", participation="PN1")
    act(session, "move", child, code="A6", since=date(2026, 11, 10))
    act(session, "move", child, code="U6", since=date(2026, 11, 17))
    planned = plan_of(session, "hold", child, on=date(2026, 11, 19), rag="green", participation="PN1")
    assert planned.sentence.startswith("KB 1: review held Thu 19 Nov")
    assert planned.warning.startswith("One before Tue 15 Dec does not count after a return to the agency (AAR 36")


@pytest.mark.parametrize("status", ["C1", "C2", "E1", "J1"])
def test_no_short_break_takes_a_child_out_of_care(session: Session, child: str, status: str) -> None:
    if status != "C2":
        act(session, "legal", child, code=status, since=MONDAY)
    refuses(session, lambda: act(session, "legal", child, code="V4"), r"no short break .* \(CPPCR 48\(1\)\(a\)\)")
    act(session, "legal", child, code="V2")
    acts(session, lambda: act(session, "legal", child, code="V4"))


def test_the_panel_on_secure_accommodation_is_ticked_and_asked_again(session: Session, child: str) -> None:
    act(session, "move", child, code="K1", since=MONDAY)
    assert due(session, child)["secure_panel"] == date(2026, 12, 9)
    [panel] = [duty for duty in session.caseload().duties[child] if duty.kind == "secure_panel"]
    acts(session, lambda: act(session, "done", (), panel.id))
    assert due(session, child)["secure_panel"] == date(2027, 2, 20)
    [note] = session.lines(NOTES)[-1:]
    assert "not the child's own IRO" in note.body


def test_the_plan_of_a_remand_is_ticked(session: Session, child: str) -> None:
    with action(session.engine, "Set up") as work:
        [status] = rows(session, tables.LegalStatusRow)
        work.change(tables.LegalStatusRow, status["id"], code="J1")
    [plan] = [duty for duty in session.caseload().duties[child] if duty.kind == "remand_care_plan"]
    assert (plan.due, plan.authority) == (date(2026, 8, 10), "CPPCR 47B")
    acts(session, lambda: act(session, "done", (), plan.id))
    assert "remand_care_plan" not in due(session, child)
