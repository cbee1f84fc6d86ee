"""Text to copy into the council's system: what it says, and that it never says a name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from iro_tui.caseload.session import Session
from tests.support import TODAY
from tests.support.acting import act, look_after, refuses
from tests.support.stores import open_store


def duty_id(session: Session, child: str, kind: str) -> str:
    return next(duty.id for duty in session.caseload().duties[child] if duty.kind == kind)


def test_a_note_about_a_row(session: Session) -> None:
    [child] = look_after(session, "AB 1042")
    act(session, "rag", child, value="green")
    act(session, "rag", child, value="amber", theme="drift")
    act(session, "contact", child, who="child", how="visit", on=date(2026, 11, 16), alone=True, note="Well")
    act(session, "book", child, day=date(2026, 12, 1), reason="in court")
    assert session.case_note(child, duty_id(session, child, "sw_report")) == (
        "IRO note of Fri 20 Nov 2026 about AB 1042 (KB).\n"
        "Social worker's report in: due by Thu 26 Nov 2026, in 4 working days (authority: IRO Handbook).\n"
        "The next review is to be held by Fri 27 Nov 2026 (CPPCR 33(2)). "
        "It is booked for Tue 1 Dec 2026, beyond that limit.\n"
        "The IRO's rating is amber (drift), given on Fri 20 Nov 2026; before that, oldest first: green.\n"
        "The IRO's last contact was on Mon 16 Nov 2026 (visit, child, seen alone).\n"
    )


def test_a_note_about_the_review_says_its_limit_once(session: Session) -> None:
    [child] = look_after(session, "AB 1042")
    assert session.case_note(child, duty_id(session, child, "review")) == (
        "IRO note of Fri 20 Nov 2026 about AB 1042 (KB).\n"
        "Second review: due by Fri 27 Nov 2026, in 5 working days (authority: CPPCR 33(2)).\n"
        "No day is booked for it.\n"
        "The IRO has not rated the case yet.\n"
        "No contact of the IRO is on record.\n"
    )


def test_a_note_about_the_child_alone(session: Session) -> None:
    [child] = look_after(session, "AB 1042")
    assert "The next review is to be held by Fri 27 Nov 2026" in session.case_note(child)


def test_what_has_no_note(session: Session) -> None:
    [child] = look_after(session, "AB 1042")
    act(session, "task", what="Audit", due=TODAY)
    refuses(session, lambda: session.case_note("", duty_id(session, "", "task")), "about no child")
    refuses(session, lambda: session.case_note(child, "nonsense"), "not asked any more")
    refuses(session, lambda: session.case_note("nobody"), "not on record any more")


def test_no_note_of_the_sample_says_a_name(filled: Path) -> None:
    session = open_store(filled)
    try:
        for child_id, duties in session.caseload().duties.items():
            for duty in duties if child_id else ():
                note = session.case_note(child_id, duty.id)
                assert duty.child in note
                assert not any(
                    part in note for part in session.caseload().children[child_id].name.split() if len(part) > 3
                )
    finally:
        session.close()
