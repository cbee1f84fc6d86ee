"""The paperwork of a held review: the manager's reply to its decisions, and signing its record off."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine

from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.checks import one_of
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.lists.paperwork import followed_review, record_limit
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.case import Review
from iro_tui.domain.words import day_words
from iro_tui.store import reads, tables
from iro_tui.store.work import action

NO_REPLY = "none"
REPLIES = {
    "agrees": "the manager agrees with the decisions of the review of {held} (reply of {day})",
    "queries": "the manager queries the decisions of the review of {held} (reply of {day})",
    NO_REPLY: "no reply of the manager by {limit}: the recommendations of the review of {held} are now the decisions",
}
"""What a manager can say to the decisions of a review, and what that does. Source: domain reference 1.3 mgr, 1.7."""


def reply(engine: Engine, caseload: Caseload, review_id: str, reply: str, on: date | None = None) -> Changes:
    """Record what the manager says to a review's decisions, one of `REPLIES`, on a day; None is today.

    A later word of the manager leaves the day of the first reply unless a day is given. `none` is recorded today,
    once the days for a reply are over: the recommendations are then the decisions. Raises Refused: decisions not
    issued, a day that cannot be, `none` too early or against a reply on record.
    """
    one_of("The manager's reply", reply, REPLIES)
    ref, review = followed_review(caseload, review_id)
    limit = record_limit("manager_reply", review, caseload.practice)
    if limit is None:
        raise Refused(f"{ref}: the decisions of the review are not issued yet; mark them as done first.")
    refused = _no_reply_refused(caseload, limit) if reply == NO_REPLY else _day_refused(caseload, review, on)
    with action(engine, "Manager's reply") as work:
        row = reads.read_row(work.connection, tables.ReviewRow, review_id)
        if reply == NO_REPLY and row and row.manager_replied_on and row.manager_reply != NO_REPLY:
            said = day_words(row.manager_replied_on, caseload.today)
            refused = f"a reply of {said} is on record: give agrees or queries"
        if refused:
            raise Refused(f"{ref}: {refused}. Nothing was changed.")
        given = None if reply == NO_REPLY else on
        day = given or review.manager_replied_on or caseload.today
        work.change(tables.ReviewRow, review_id, manager_reply=reply, manager_replied_on=day)
        work.sentence = f"{ref}: {_worded(REPLIES[reply], caseload, held=review.held, day=day, limit=limit)}."
    return Changes.of(work.result)


def _no_reply_refused(caseload: Caseload, limit: date) -> str | None:
    if caseload.today > limit:
        return None
    said = _worded("the manager has until {limit} to reply", caseload, limit=limit)
    return f"{said}; record that there was none after that day"


def _day_refused(caseload: Caseload, review: Review, on: date | None) -> str | None:
    """Why a reply cannot have come on a day."""
    if on and on > caseload.today:
        return _worded("the day is {on}, which is to come; give the day of the reply", caseload, on=on)
    if on and review.decisions_on and on < review.decisions_on:
        pattern = "the day is {on}, before the decisions were issued on {issued}; give the day of the reply"
        return _worded(pattern, caseload, on=on, issued=review.decisions_on)
    return None


def sign_off(engine: Engine, caseload: Caseload, review_id: str) -> Changes:
    """Record that the full record of a review is signed off today.

    Raises Refused: no record written yet, or signed off already.
    """
    ref, review = followed_review(caseload, review_id)
    if review.record_on is None:
        raise Refused(f"{ref}: the full record is not written yet; mark it as done first. Nothing was changed.")
    with action(engine, "Sign off record") as work:
        row = reads.read_row(work.connection, tables.ReviewRow, review_id)
        if row and row.signed_off_on:
            said = _worded("the record was signed off on {day} already", caseload, day=row.signed_off_on)
            raise Refused(f"{ref}: {said}. Nothing was changed.")
        work.change(tables.ReviewRow, review_id, signed_off_on=caseload.today)
        work.sentence = f"{ref}: {_worded('record of the review of {held} signed off', caseload, held=review.held)}."
    return Changes.of(work.result)


def _worded(pattern: str, caseload: Caseload, **days: date | None) -> str:
    return pattern.format_map({name: day_words(day, caseload.today) for name, day in days.items() if day})
