"""Every kind of duty, a row each: its words, its rules, what each key does to it, and what ticking it leaves behind.

The order of the rows is the order in which the duties of one day stand. Everything else that depends on the kind of a
duty is derived from here: Today's order, what keys say, ticking, notes, the columns of the paperwork, docs/json.md.
"""

from __future__ import annotations

from iro_tui.domain.duty_kind import (
    APPOINT,
    ASKED_EARLY,
    BOOK,
    BOOKING,
    Done,
    DutyKind,
    Group,
    NoteWords,
    Opens,
    Removes,
)
from iro_tui.domain.duty_kinds_beside import CONFERENCE_KINDS, COURT_KINDS, EXCHANGE_KINDS
from iro_tui.domain.timescales import RULES, SW_REPORT, Rule

_HELD = "A review is recorded with h."
_CHECK = Opens("midpoint", "A mid-point check is m.")
_REPLY = Opens("reply", "A manager's reply is recorded with what it says, of one review at a time.")
_OTHER_DAY = Opens("decision", "The day of a decision is changed of one at a time.", at="due")
_OUTCOME = Opens("outcome", "What was found is written for one task at a time.")


def _rules(*ids: str) -> tuple[Rule, ...]:
    return tuple(RULES[rule_id] for rule_id in ids)


KINDS = (
    DutyKind(
        id="early_review", group=Group.REVIEW, what="Early review", name="next review",
        rules=_rules("early-a", "early-b", "early-c", "early-d", "early-e", "planchg", "plend", "homeP", "plmove",
                     "cease", "freeze", "final"),
        done=_HELD, delete=Removes(BOOKING, ASKED_EARLY),
    ),
    DutyKind(
        id="review", group=Group.REVIEW, what="Review", name="next review",
        rules=_rules("rev1", "rev2", "rev3+", "plmove", "adjourn", "sb48", "ado0", "ado1", "ado2", "ado3+",
                     "ado-return", "final", "by-age"),
        done=_HELD, delete=Removes(BOOKING),
    ),
    DutyKind(
        id="end_of_care", group=Group.CARE, what="Record the end of care", name="end of care",
        rules=_rules("end-of-care"),
        done=Opens("end_care", "The end of care is recorded under i."),
    ),
    DutyKind(
        id="birth", group=Group.CARE, what="Ask whether the child is born", name="birth", rules=_rules("birth"),
        done=Opens("details", "The day of birth is entered under i, with the details.", at="born"),
    ),
    DutyKind(
        id="last_review", group=Group.HISTORY, what="Find out the date of the last review", name="last review's date",
        rules=_rules("last-review"),
        done=Opens("past_review", "The date of the last review is entered under i, as a review held before."),
        hold=Opens("past_review", "A review held before is entered by its date."), book=BOOK,
    ),
    DutyKind(
        id="care_start", group=Group.HISTORY, what="Find out since when in care", name="first day of care",
        rules=_rules("first-day"), done=Opens("care_start", "The first day of care is given under i."), book=BOOK,
    ),
    DutyKind(
        id="order_day", group=Group.HISTORY, what="Find out the day of the order", name="day of the order",
        rules=_rules("first-day"), done=Opens("legal", "The day of an order is given under i.", at="since"), book=BOOK,
    ),
    DutyKind(
        id="placed_day", group=Group.HISTORY, what="Find out since when placed", name="day of the placing",
        rules=_rules("first-day"), done=Opens("move", "The day of a placement is given under i.", at="since"),
        book=BOOK,
    ),
    DutyKind(
        id="near_reviews", group=Group.HISTORY, what="Two reviews within 14 days: one review, or two?",
        name="two reviews within 14 days", rules=_rules("near-reviews"),
        done=Opens("apart", "Whether two reviews are one is said under i, as two reviews within 14 days."),
    ),
    DutyKind(
        id="review_to_record", group=Group.BOOKING, what="Record the review that was booked", name="review to record",
        rules=_rules("record-review"), done=_HELD, delete=Removes(BOOKING),
    ),
    DutyKind(
        id="complete_review", group=Group.SERIES, what="Complete the review", name="last meeting of the series",
        rules=_rules("series"),
        done=Opens("complete", "The last meeting of a series is recorded under i."),
        hold=Opens("complete", "The last meeting of a series is recorded under i."),
    ),
    *CONFERENCE_KINDS,
    *COURT_KINDS,
    DutyKind(
        id="review_unbooked", group=Group.BOOKING, what="Book the review", name="booking",
        rules=_rules("booking", "booking-first"),
        done="Booking is b.",
    ),
    DutyKind(
        id="iro_allocation", group=Group.ALLOCATION, what="Name the IRO", name="IRO named", rules=_rules("alloc"),
        done=Done("allocation", "allocated", "new"),
    ),
    DutyKind(
        id="iro_letter", group=Group.ALLOCATION, what="Letter that names the IRO", name="letter that names the IRO",
        rules=_rules("letter"), done=Done("allocation", "letter_sent"),
        note=NoteWords("Letter to the child", ("A letter that names the IRO was sent to the child.",)),
    ),
    # Before a review
    DutyKind(
        id="sw_iro_talk", group=Group.PREPARATION, what="Talk with the social worker", short="Worker",
        rules=_rules("swiro"), done=Done("review", "talked_on"),
        note=NoteWords("Talk with the social worker",
                       ("The IRO talked with the social worker before the review.", "It is booked for {booked}.")),
    ),
    DutyKind(
        id="invitations", group=Group.PREPARATION, what="Invitations and consultation papers out", short="Invited",
        rules=_rules("venue"), done=Done("review", "invited_on"),
    ),
    DutyKind(
        id="sw_report", group=Group.PREPARATION, what="Social worker's report in", short="Report",
        rules=(SW_REPORT,), done=Done("review", "report_on"),
    ),
    DutyKind(
        id="papers", group=Group.PREPARATION, what="Care plan, PEP, health and pathway plan in", short="Papers",
        rules=_rules("papers"), done=Done("review", "papers_on"),
    ),
    DutyKind(
        id="speak_to_child", group=Group.PREPARATION, what="Speak with the child alone", short="Spoken",
        rules=_rules("seechild"), done=Done("review", "spoken_on", also=(("spoken_alone", True),)),
        excused=lambda review: review.not_spoken_reason,
        note=NoteWords("Spoken with the child",
                       ("The IRO spoke with the child before the review.", "It is booked for {booked}.")),
    ),
    # The record of a review
    DutyKind(
        id="decisions", group=Group.RECORD, what="Decisions in writing", brief="decisions", short="Decisions",
        rules=_rules("decis"), done=Done("review", "decisions_on"), runs_from=lambda review: review.completed_on,
    ),
    DutyKind(
        id="manager_reply", group=Group.RECORD, what="Manager's reply to the decisions", brief="reply", short="Reply",
        rules=_rules("mgr"), done=_REPLY, answered_in="manager_replied_on",
        runs_from=lambda review: review.decisions_on,
    ),
    DutyKind(
        id="care_plan_update", group=Group.RECORD, what="Care plan updated", brief="care plan", short="Care plan",
        rules=_rules("cpupd"), done=Done("review", "care_plan_on"), runs_from=lambda review: review.completed_on,
    ),
    DutyKind(
        id="full_record", group=Group.RECORD, what="Full record written", brief="record", short="Record",
        rules=_rules("record"), done=Done("review", "record_on"), runs_from=lambda review: review.completed_on,
    ),
    DutyKind(
        id="distribution", group=Group.RECORD, what="Record distributed", brief="sending", short="Sent out",
        rules=_rules("distr"), done=Done("review", "distributed_on"), runs_from=lambda review: review.completed_on,
    ),
    DutyKind(
        id="sign_off", group=Group.RECORD, what="Record signed off", brief="signature", short="Signed",
        rules=_rules("sign-off"), done=Done("review", "signed_off_on"), runs_from=lambda review: review.record_on,
    ),
    # Secure accommodation and remand
    DutyKind(
        id="secure_panel", group=Group.PLAN, what="Panel on secure accommodation", rules=_rules("secure"),
        done=Done("placement", "panel_on"),
        note=NoteWords("Secure accommodation", ("The panel on the child's secure accommodation has met.", "{note}")),
    ),
    DutyKind(
        id="remand_care_plan", group=Group.PLAN, what="Care plan after the remand", rules=_rules("remcare"),
        done=Done("legal_status", "care_plan_on"),
        note=NoteWords("Care plan after the remand", ("The care plan after the remand has been made.",)),
    ),
    DutyKind(
        id="detention_plan", group=Group.PLAN, what="Detention placement plan", rules=_rules("remplan"),
        done=Done("legal_status", "detention_plan_on"),
        note=NoteWords("Detention placement plan", ("The detention placement plan has been made.",)),
    ),
    # Between reviews
    DutyKind(
        id="pathway_plan", group=Group.PLAN, what="Pathway plan", rules=_rules("pathway"),
        done=Done("child", "pathway_plan_on", "child"),
        note=NoteWords("Pathway plan", ("The young person's pathway plan is in place.",)),
    ),
    DutyKind(
        id="midpoint", group=Group.MIDPOINT, what="Mid-point check", rules=_rules("midpoint"),
        done=_CHECK, hold=_CHECK,
    ),
    DutyKind(
        id="rag_tell_manager", group=Group.RAG, what="Manager told", rules=_rules("rag-tell"),
        done=Done("rating", "told_manager_on"), delete=Removes("rating"),
        note=NoteWords("Manager told of the RAG", ("The IRO told the manager of the {rag} rating.", "{note}.")),
    ),
    DutyKind(
        id="rag_tell_service", group=Group.RAG, what="Service manager told", rules=_rules("rag-tell"),
        done=Done("rating", "told_service_on"), delete=Removes("rating"),
        note=NoteWords("Service manager told of the RAG",
                       ("The IRO told the service manager of the {rag} rating.", "{note}.")),
    ),
    DutyKind(
        id="rag_follow_up", group=Group.RAG, what="RAG follow-up", rules=_rules("rag-amber", "rag-red"),
        done=Done("rating", "followed_up_on"), delete=Removes("rating"),
        note=NoteWords("RAG followed up", ("The IRO followed up the {rag} rating.",)),
    ),
    DutyKind(
        # Its subject is the escalation; the step that waits is what it hangs on.
        id="escalation_reply", group=Group.ESCALATION, what="Escalation reply", rules=_rules("escalation-reply"),
        done=Opens("escalation", "A reply to an escalation is recorded with its words, one at a time.", at="reply"),
        delete=Removes("escalation"),
    ),
    DutyKind(
        id="escalation_total", group=Group.ESCALATION, what="Escalation to be settled", rules=_rules("dispute"),
        done="An escalation is settled with e.", delete=Removes("escalation"),
    ),
    DutyKind(
        id="escalation_follow_up", group=Group.ESCALATION, what="See whether the escalation held",
        name="escalation follow-up", rules=_rules("escalation-follow-up"),
        done=Done("escalation", "followed_up_on"), delete=Removes("escalation"),
        note=NoteWords("Escalation followed up",
                       ("The IRO looked whether what settled the escalation has held.", "Issue: {note}.")),
    ),
    DutyKind(
        id="decision_due", group=Group.DECISION, what="Decision", rules=_rules("decision"),
        done=Done("decision", "done_on"), book=_OTHER_DAY, delete=Removes("decision"),
        note=NoteWords("Decision done", ("A decision has been carried out: {what}.", "{note}.")),
    ),
    DutyKind(
        id="task", group=Group.OWN, what="Task", rules=_rules("task"),
        done=Done("task", "done_on"), book=APPOINT, hold=_OUTCOME, delete=Removes("task"),
    ),
    *EXCHANGE_KINDS,
)  # fmt: skip
"""Every kind of duty, in the order in which those of one day stand."""

BY_ID = {kind.id: kind for kind in KINDS}
ORDER = {kind.id: place for place, kind in enumerate(KINDS)}
PREPARATION = tuple(kind for kind in KINDS if kind.group is Group.PREPARATION)
"""What is to be ready before a review."""
SIGN_OFF = BY_ID["sign_off"]
"""The signature under a record: a clock that only some practices have."""
RECORD = tuple(kind for kind in KINDS if kind.group is Group.RECORD and kind is not SIGN_OFF)
"""The clocks of a review's record that every practice has."""
