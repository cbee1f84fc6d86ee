"""Today: what is asked, in the order of days and, within a day, of the kinds."""

from __future__ import annotations

from datetime import date

from iro_tui.caseload.lists.today import DUTIES
from iro_tui.caseload.session import Session
from iro_tui.domain.duty_kinds import ORDER
from tests.support import TODAY
from tests.support.acting import act, look_after


def test_the_kinds_of_one_day_stand_in_their_declared_order(session: Session) -> None:
    for child in look_after(session, "AB 1", "AB 2", held=(date(2026, 8, 20),)):
        act(session, "task", child, what="Ring the school", due=TODAY)
        act(session, "rag", child, value="red", theme="drift")
    rows = session.lines(DUTIES, 90)
    places = [(row.duty.due, ORDER[row.duty.kind], row.duty.child) for row in rows]
    assert places == sorted(places)
    kinds_of_a_day = {day: [row.duty.kind for row in rows if row.duty.due == day] for day, _, _ in places}
    assert any(kinds != sorted(kinds) for kinds in kinds_of_a_day.values()), "not by the alphabet"
