"""The head of a written case: what is asked next, and when and where it meets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from iro_tui.caseload.case_file import how_it_stands
from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.reading.on_record import OnRecord
from iro_tui.caseload.reading.passage import plain
from iro_tui.caseload.session import Session
from iro_tui.domain.typed_booking import TypedBooking
from iro_tui.domain.words import day_words
from iro_tui.store.connection import Connection
from tests.support import TODAY
from tests.support.acting import act, look_after
from tests.support.stores import open_store


def head(session: Session, child: str) -> str:
    """How a child's written case begins."""
    return "\n".join(session.query(_lines, child))


def _lines(connection: Connection, caseload: Caseload, child: str) -> list[str]:
    return list(plain(how_it_stands(OnRecord(connection, caseload, child), names=False)))


def test_every_meeting_that_is_booked_stands_there_with_its_hour_and_place(filled: Path) -> None:
    kinds = set()
    session = open_store(filled)
    for child, duties in session.caseload().duties.items():
        for duty in duties:
            if not duty.is_review and duty.kind != "conference":
                continue
            kinds.add((duty.kind, bool(duty.booked), bool(duty.time and duty.place)))
            words = head(session, child)
            assert day_words(duty.limit, TODAY) in words
            if duty.booked and duty.on == duty.booked:
                assert f"Booked     {TypedBooking(duty.booked, duty.time, duty.place).words(TODAY)}" in words
    assert {("review", True, True), ("review", False, False), ("conference", True, True)} <= kinds
    session.close()


def test_a_booking_that_has_passed_is_not_called_missing(open_session: Callable[[date], Session]) -> None:
    session = open_session(TODAY)
    [child] = look_after(session, "AB 1")
    act(session, "book", child, day=date(2026, 11, 24), time="14:30", place="Leyland")
    assert "Booked     Tue 24 Nov, 14:30, Leyland" in head(session, child)
    later = open_session(date(2026, 11, 25))
    assert "Booked     Tue 24 Nov, not recorded yet" in head(later, child)
