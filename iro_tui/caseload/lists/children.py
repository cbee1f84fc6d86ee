"""The caseload: one line for every child on it, or for those who are on it no more, and the card that says the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.caseload.filed import filed_facts
from iro_tui.caseload.lines import ChildCard, ChildLine
from iro_tui.caseload.lists.base import (
    BY_THE_RULES,
    QUIET,
    WARN,
    Column,
    List,
    Switch,
    View,
    child_column,
    only_data,
)
from iro_tui.caseload.lists.children_filed import FILED
from iro_tui.caseload.lists.kinds import (
    AGO,
    BOOKED,
    COUNT,
    DAY,
    LIMIT,
    NUMBER,
    REVIEW_BY,
    SENTENCES,
    STANDING,
    TEXT,
    TRAIL,
    Booking,
    Limit,
    ReviewBy,
    limit_of,
)
from iro_tui.caseload.people import people_of
from iro_tui.caseload.sheets import details
from iro_tui.caseload.siblings import siblings_of
from iro_tui.caseload.timeline import timeline
from iro_tui.caseload.who import who_of
from iro_tui.domain import codes
from iro_tui.domain.alerts import alerts_of
from iro_tui.domain.calendar import age_on
from iro_tui.domain.care_status import is_open, majority, unsure_end
from iro_tui.domain.case import Case, LegalStatus, Placement
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.escalation import in_a_line
from iro_tui.domain.midpoint import midpoint_of
from iro_tui.domain.participation import ATTENDED
from iro_tui.domain.plain_words import CATEGORIES
from iro_tui.domain.practice import Practice
from iro_tui.domain.rag import trail
from iro_tui.domain.retention import kept_until
from iro_tui.domain.several import words_of
from iro_tui.domain.words import heading

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.domain.duty import Duty
    from iro_tui.store.connection import Connection

CLOSED = "closed"
"""The status of a child on record who is not on the caseload."""
CONFERENCE = "conference"
"""The status of a child who is none of the others yet: a conference is to come."""
LAST_CONTACTS = 3
"""How many contacts the card shows."""


def children(connection: Connection, caseload: Caseload, *, closed: bool = False) -> tuple[ChildLine, ...]:
    """Every child on the caseload, by the limit of the next review, then by reference.

    With `closed` those on record who are not on it: who left care, was closed, or is history alone; the latest first.
    """
    caseload = caseload.whole(connection, only=("ratings",))
    if closed:
        gone = [row(caseload, child_id) for child_id in caseload.children if _status(caseload, child_id) == CLOSED]
        return tuple(sorted(gone, key=lambda r: (-(r.left_care or date.min).toordinal(), r.ref)))
    rows = [row(caseload, child_id) for child_id in caseload.children if _status(caseload, child_id) != CLOSED]
    return tuple(sorted(rows, key=lambda r: (r.next_review is None, r.next_review and r.next_review.limit, r.ref)))


def _status(caseload: Caseload, child_id: str) -> str:
    """A child's status; one whose conference is to come is on the caseload also before there is a plan."""
    if child_id in caseload.status:
        return caseload.status[child_id]
    asked = {duty.kind for duty in caseload.duties.get(child_id, ())}
    return CONFERENCE if asked & {"conference", "strategy_day"} else CLOSED


def _last_seen(case: Case, practice: Practice) -> date | None:
    """The last day on which the officer saw the child: in a contact, or in a review chaired that the child attended."""
    own, mine = practice.reviews.chairs[0].words, case.on_caseload_since or date.min
    chaired = (
        review.held
        for review in case.held_reviews
        if review.held and review.held >= mine and review.participation in ATTENDED and review.chaired_by in (None, own)
    )
    return max((*case.seen, *chaired), default=None)


def _asks(caseload: Caseload, child_id: str) -> Duty | None:
    """The conference that is asked of a child."""
    return next((duty for duty in caseload.duties.get(child_id, ()) if duty.kind == "conference"), None)


def row(caseload: Caseload, child_id: str) -> ChildLine:
    """One child's line; a child no longer on the caseload has the status `closed`."""
    child, case = caseload.children[child_id], caseload.cases[child_id]
    view = _view(caseload, child_id)
    ratings = trail(case)
    worker = caseload.workers.get(child_id)
    status = _status(caseload, child_id)
    on_it = status != CLOSED
    holder, iros = caseload.holder_words(child_id), caseload.iros_of(child_id)
    left = None if on_it else _left(view)
    gone_on = caseload.whose[child_id].since
    ends = (left[0] if left else None, child.closed_on, gone_on, *(plan.ended for plan in case.plans))
    until = None if on_it else kept_until(ends, caseload.practice)
    asked = _asks(caseload, child_id)
    return ChildLine(
        who=who_of(caseload, child_id),
        age=age_on(child.born, caseload.today) if child.born else None,
        status=status,
        rag_trail=ratings,
        next_review=view.next_review,
        conference=asked,
        filed=filed_facts(view, asked),
        category=words_of(view.plan.category, CATEGORIES) if view.plan else "",
        next_clock=next((d.clock for d in caseload.duties.get(child_id, ()) if d.is_review), None),
        midpoint=midpoint_of(view),
        midpoint_inferred=bool(view.clocks and view.clocks.normal_governing.inferred),
        last_seen=_last_seen(case, caseload.practice),
        open_escalations=sum(e.closed_on is None for e in case.escalations),
        open_decisions=sum(d.settled_on is None for d in case.decisions),
        legal_status=legal.code if (legal := _legal_status(view)) else "",
        placement=placement.code if (placement := _placement(view)) else "",
        worker=worker.social_worker if worker else "",
        alerts=(
            *([f"{heading(holder)}."] if holder else []),
            *caseload.exchanged.notes_words(child_id, caseload.colleagues),
            *alerts_of(view),
        ),
        last_review=case.last_held,
        uasc=bool(child.uasc) and (child.uasc_until is None or child.uasc_until > caseload.today),
        out_of_area=bool(placement and placement.out_of_area),
        manager=worker.manager if worker else "",
        team=worker.team if worker else "",
        left_care=None if on_it else left[0] if left else child.closed_on,
        left_by=not on_it and unsure_end(case, caseload.today) is not None,
        end_reason="" if on_it or left is None else left[1],
        kept_until=until,
        kept_too_long=until is not None and until <= caseload.today,
        whose=", ".join(iros) or (caseload.whose[child_id].word if caseload.own else ""),
        holder=holder,
        iros=iros,
        adjourned=any(review.adjourned and not review.is_held for review in case.reviews),
    )


def _left(view: CaseOnDay) -> tuple[date, str] | None:
    """When a child ceased to be looked after, and the code of why; nobody is after the 18th birthday."""
    ends = [(period.ended, period.end_reason or "") for period in view.case.periods if period.ended]
    eighteen = majority(view.case)
    if eighteen and eighteen <= view.today and any(is_open(period.ended, eighteen) for period in view.case.periods):
        return eighteen, ""
    return max((end for end in ends if end[0] <= view.today), default=None)


def full_card(connection: Connection, caseload: Caseload, child_id: str) -> ChildCard:
    """The card of a child, with who is about the child."""
    own = card(caseload.whole(connection, [child_id]), child_id)
    return replace(own, people=people_of(connection, caseload, child_id))


def card(caseload: Caseload, child_id: str) -> ChildCard:
    """What one glance at a child needs, and the whole history behind it: of a caseload that has it of this child."""
    child, case = caseload.children[child_id], caseload.cases[child_id]
    view = _view(caseload, child_id)
    legal, placement, worker = _legal_status(view), _placement(view), caseload.workers.get(child_id)
    history = timeline(case)
    return ChildCard(
        row=row(caseload, child_id),
        born=child.born,
        looked_after_since=view.care_status.since if view.care_status else None,
        start_known=view.care_status.since_known if view.care_status else True,
        legal_status_words=codes.LEGAL_STATUS.get(legal.code, legal.code) if legal else "",
        placement_words=codes.PLACEMENT.get(placement.code, placement.code) if placement else "",
        placement_since=placement.started if placement and placement.start_known else None,
        manager=worker.manager if worker else "",
        last_review=case.last_held,
        duties=caseload.duties.get(child_id, ()),
        escalations=tuple(
            in_a_line(e, caseload.practice, caseload.today) for e in case.escalations if e.closed_on is None
        ),
        footprint=tuple(entry for entry in history if entry.kind == "contact")[:LAST_CONTACTS],
        timeline=history,
        plan=codes.plan_words(child.permanence_plan),
        details=details(child, caseload.today, covered=caseload.whose[child_id].covers),
        siblings=tuple(caseload.cases[other].ref for other in siblings_of(caseload, child_id)),
    )


def _view(caseload: Caseload, child_id: str) -> CaseOnDay:
    return caseload.on_day.get(child_id) or CaseOnDay(caseload.cases[child_id], caseload.practice, caseload.today)


def _legal_status(view: CaseOnDay) -> LegalStatus | None:
    return view.care_status.legal_status if view.care_status else None


def _placement(view: CaseOnDay) -> Placement | None:
    return view.care_status.placement if view.care_status else None


# The list


def _review_by(line: ChildLine) -> ReviewBy | None:
    """By when the next review is held; of a child who is not looked after the next conference."""
    upcoming = line.next_review
    if upcoming is None:
        return _conference(line)
    return ReviewBy(upcoming.limit, line.next_clock or "on_time", upcoming.inferred)


def _midpoint(line: ChildLine) -> Limit | None:
    return limit_of(line.midpoint, inferred=line.midpoint_inferred)


def _keep_until(line: ChildLine) -> ReviewBy | None:
    return ReviewBy(line.kept_until, "overdue" if line.kept_too_long else "on_time", False) if line.kept_until else None


def _booking(line: ChildLine) -> Booking | None:
    upcoming, duty = line.next_review, line.conference
    if upcoming is None:
        return Booking(duty.booked, (duty.booked or date.min) > duty.limit, time=duty.time) if duty else None
    return Booking(upcoming.booked, upcoming.beyond_limit or upcoming.too_early, time=upcoming.booked_time)


def _standing(line: ChildLine) -> str | None:
    """`care order`, `section 20, CP`, `CP plan only`, `short breaks`."""
    order = codes.LEGAL_STATUS_BRIEF.get(line.legal_status) or codes.LEGAL_STATUS.get(line.legal_status, "")
    own = {
        "both": "CP", "child_protection": "CP plan", "short_break": "short breaks", "unborn": "unborn",
        CONFERENCE: "conference to come",
    }  # fmt: skip
    return ", ".join(dict.fromkeys(filter(None, (order, own.get(line.status, ""))))) or None


def _case(line: ChildLine) -> str | None:
    """What a child is beside looked after, or in place of it, in a word: the whole of it is the status."""
    briefly = {"both": "CP", "child_protection": "CP", "short_break": "SB", "unborn": "unb.", CONFERENCE: "conf"}
    return briefly.get(line.status)


def _conference(line: ChildLine) -> ReviewBy | None:
    """By when the next conference is held, where one is asked."""
    duty = line.conference
    return ReviewBy(duty.due, duty.clock, duty.inferred) if duty else None


def _placed(line: ChildLine) -> str | None:
    return codes.placement_brief(line.placement) or None


NEXT_REVIEW = (
    "not_before",
    "limit",
    "latest",
    "booked",
    "booked_time",
    "rule",
    "authority",
    "inferred",
    "clock",
    "final",
    "note",
)
"""What scripts are given of the next review."""


def _next_review(line: ChildLine) -> dict[str, Any] | None:
    upcoming = line.next_review
    return (
        {name: getattr(upcoming, name) if name != "note" else upcoming.note or None for name in NEXT_REVIEW}
        if upcoming
        else None
    )


def _why_off_it(line: ChildLine) -> str | None:
    if line.left_by:
        return "by then: the day is not on record"
    return codes.END_REASON.get(line.end_reason, line.end_reason) or line.holder or None


ON_IT, OFF_IT = False, True
STATUS_FROM = 166
"""Cells of the list from which there is room for the status; with fewer a word says what is more than looked after."""
COLUMNS: tuple[Column[ChildLine], ...] = (
    *child_column(),
    only_data("flagged", "whether the officer flagged the child", lambda row: row.who.flagged),
    Column("age", "Age", NUMBER, width=3, from_width=84, json="age", means="in years"),
    only_data("rag", "the current rating: `green`, `amber`, `red` or `null`", lambda row: row.who.rag),
    Column("rag", "RAG", TRAIL, lambda row: row.rag_trail, 5, json="rag_trail", means="all ratings, the oldest first"),
    Column("whose", "Whose", TEXT, lambda row: row.holder or "yours", 11, flex=True, when=ON_IT,
           if_any=lambda row: row.holder and not row.iros, tone=QUIET),
    Column("case", "Case", TEXT, _case, 4, when=ON_IT, to_width=STATUS_FROM, if_any=_case, tone=QUIET, sort=False,
           printed=False),
    Column("review", "Review by", REVIEW_BY, _review_by, 13, when=ON_IT),
    Column("left", "Left care", DAY, lambda row: row.left_care, 10, when=OFF_IT, json="left_care",
           means="the day care ended, of a child who is not on the caseload"),
    Column("why", "Why", TEXT, _why_off_it, 20, flex=True,
           when=OFF_IT),
    Column("kept", "Keep until", REVIEW_BY, _keep_until, 12, when=OFF_IT, json="kept_until",
           means="the day from which the case is to be removed for good, by the practice's period"),
    only_data("left_by", "whether care had ended by that day, and nobody knows when", lambda row: row.left_by),
    only_data("end_reason", "why care ended, by its code in the SSDA903 return", lambda row: row.end_reason or None),
    only_data("next_review", "`not_before` (the first day that counts, where the law sets one), `limit`, `latest` "
              "(where the last review is not on record: the latest limit possible, `limit` being the earliest), "
              "`booked`, `booked_time`, `rule`, `authority`, `inferred`, `clock` (`looked_after`, `adoption`, "
              "`short_break`, `early`, "
              "`adjourned`), `final` (before 18), `note`; or `null`", _next_review),
    Column("booked", "Booked", BOOKED, _booking, 11, when=ON_IT),
    Column("midpoint", "Mid-point", LIMIT, _midpoint, 11, from_width=97, when=ON_IT, json="midpoint",
           means="the day of the mid-point check that waits"),
    Column("contact", "Seen", AGO, lambda row: row.last_seen, 6, close=True, json="last_seen",
           means="the day the IRO last saw the child: in a contact, no call or letter, or in a review chaired"),
    Column("escalations", "Esc", COUNT, lambda row: row.open_escalations, 3, from_width=78, tone=WARN, close=True,
           json="open_escalations", means="how many are open"),
    Column("decisions", "Dec", COUNT, lambda row: row.open_decisions, 3, from_width=78, close=True,
           json="open_decisions", means="how many are open"),
    Column("standing", "Status", STANDING, _standing, 12, from_width=STATUS_FROM, tone=QUIET, when=ON_IT),
    Column("conference", "CP", REVIEW_BY, _conference, 13, from_width=184, when=ON_IT, json="next_conference",
           means="by when the next child protection conference is held, where one is asked"),
    Column("category", "CP plan", TEXT, lambda row: row.category or None, 16, from_width=200, tone=QUIET, when=ON_IT,
           printed=False, json="plan_category", means="the categories of the child protection plan"),
    only_data("status", "`looked_after`, `child_protection`, `both`, `short_break`, `unborn`, `conference` (one is to "
              "come, and there is no plan yet); `null` for a child who is not on the caseload",
              lambda row: None if row.status == CLOSED else row.status),
    only_data("whose", "`yours`, `covered by you`, `with a colleague` or `handed over`; `null` for an officer who "
              "works alone; in a manager's store who holds and who covers it, by name, or `nobody`",
              lambda row: row.whose or None),
    only_data("legal_status", "its code in the SSDA903 return", lambda row: row.legal_status or None),
    Column("placed", "Placed", TEXT, _placed, 9, flex=True, if_room=True, tone=QUIET, printed=False, when=ON_IT),
    only_data("placement", "its code in the SSDA903 return", lambda row: row.placement or None),
    Column("worker", "Social worker", TEXT, width=11, flex=True, if_room=True, printed=False, json="social_worker",
           means="the social worker's name"),
    Column("alerts", "To know", SENTENCES, width=14, flex=True, from_width=156, tone=WARN, printed=False,
           json="alerts", means="sentences"),
    *FILED,
)  # fmt: skip

CHILDREN = List(
    id="caseload",
    title="Caseload",
    help="every child on the caseload",
    json="children",
    unit="children",
    reads=BY_THE_RULES | {"contact"},
    rows=children,
    columns=COLUMNS,
    key=lambda row: row.child_id,
    views=(
        View(ON_IT, "Children on the caseload.", "The caseload is empty.", "> shows those who are on it no more."),
        View(
            OFF_IT,
            "Children who left care or were closed, the latest first.",
            "Nobody has left.",
            "> shows the caseload.",
        ),
    ),
    switch=Switch("closed", "--closed", "those on record who left care or were closed instead, the latest first"),
    signs=(
        ("Review by, Booked", "of a child who is not looked after those of the next conference, for b and h too"),
        ("Case", "CP: a child protection plan; conf: a conference to come; SB: short breaks; unb.: unborn"),
        ("Seen", "days since you saw the child, at a visit, a meeting, by video; no call, no letter"),
        ("Esc, Dec", "escalations and decisions that are open"),
        ("CP", "child protection: the plan's category, and by when the next conference is held"),
        ("~", "worked out: something is not on record, confirm it"),
        ("!", "late, or booked beyond its limit"),
    ),
    hints=("open", "rag", "book", "filter", "only", "sort"),
    legend="CP: child protection plan. Seen: days since you saw the child. ! late. ~ inferred: confirm.",
)
