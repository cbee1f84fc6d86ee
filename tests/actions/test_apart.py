"""What the officer says of adjourning late, of a booking near the last review, and of two reviews within 14 days."""

from __future__ import annotations

from datetime import date

from iro_tui.caseload.session import Session
from iro_tui.store import tables
from tests.support import TODAY
from tests.support.acting import act, acts, asked, due, look_after, refuses, rows

NEAR = (date(2026, 8, 27), date(2026, 8, 28))


def test_two_reviews_are_one_or_two_by_the_officers_word(session: Session) -> None:
    (child,) = look_after(session, "KB 1", held=NEAR)
    assert due(session, child)["near_reviews"] == TODAY
    changes = acts(session, lambda: act(session, "apart", child, are="two"))
    assert changes.sentence == (
        "KB 1: the reviews of Thu 27 Aug and Fri 28 Aug are two reviews. The next by Sun 28 Feb 2027."
    )
    assert "near_reviews" not in due(session, child)
    assert due(session, child)["review"] == date(2027, 2, 28)
    acts(session, lambda: act(session, "apart", child, are="one"))
    assert due(session, child)["review"] == date(2026, 11, 27)


def test_where_there_are_none_nothing_is_said(session: Session) -> None:
    (child,) = look_after(session, "KB 1")
    refuses(session, lambda: act(session, "apart", child, are="two"), "no two reviews within 14 days")


def test_a_review_booked_near_the_last_one_is_meant_as_its_own(session: Session) -> None:
    (child,) = look_after(session, "KB 1", held=(date(2026, 8, 27), date(2026, 11, 19)))
    act(session, "book", child, day=date(2026, 11, 30))
    (row,) = rows(session, tables.ReviewRow, booked=date(2026, 11, 30))
    assert row["apart"] is True
    assert "review_unbooked" not in due(session, child)


def test_adjourning_past_the_limit_wants_its_reason_and_stays_late(session: Session) -> None:
    (child,) = look_after(session, "KB 1", held=())
    assert "late_reason" in asked(session, "hold", child, form="adjourned")
    given_up = {"form": "adjourned", "adjourned_reason": "no report", "late_reason": "IRO unwell"}
    changes = acts(session, lambda: act(session, "hold", child, on=TODAY, **given_up))
    assert changes.sentence == (
        "KB 1: review adjourned, to be completed by Fri 18 Dec. It was due by Tue 1 Sep and stays late."
    )
    assert due(session, child)["review"] == date(2026, 9, 1)
    (note,) = rows(session, tables.CaseNoteRow, child_id=child)
    assert "Its limit of Tue 1 Sep 2026 had passed: IRO unwell." in note["body"]
