"""Every timescale the program knows, as a table: what must happen by when, and on whose authority.

Ids, authorities and marks are those of the domain reference 1.1, 1.3, 1.5 and, for the service's own clocks, 1.7.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from operator import attrgetter
from typing import Literal

from iro_tui.domain.calendar import WorkingCalendar, add_months
from iro_tui.domain.practice import Practice
from iro_tui.domain.words import amount_words

WD, MONTHS, DAYS, CHILDREN = "working days", "months", "days", "children"
LOCAL = "local practice"

Weight = Literal["law", "guidance", "local"]
"""How binding a limit is: an Act, regulations or a court; national guidance; the service's own rule."""
_LAW = ("CPPCR", "AAR", "CA 1989", "Secure Accommodation Regs", "court")

_DEFAULTS = Practice()


@dataclass(frozen=True, eq=False)
class Rule:
    """A timescale: what happens within how long of what.

    `certainty` says how far the source was read: `T` its own text, `2` a secondary source, `U` not confirmed,
    `local` the service's own. `setting` is the key of the practice that holds the amount; `fixed` an amount that no
    practice changes. A rule without either has no fixed number of days: its date is agreed each time.
    """

    id: str
    sentence: str
    """In an officer's words; `{n}` stands for the amount with its unit."""
    authority: str
    certainty: str
    setting: str | None = None
    unit: str = ""
    fixed: int | None = None
    before: bool = False
    """Whether the amount counts back from the day it is measured from (a booking, say)."""
    statutory: bool = False
    """Whether the limit comes from regulations or national statutory guidance: closures of the office never move it."""
    local_day: bool = False
    """Whether the law asks it, but not by that day: the day is the service's own."""

    @cached_property
    def _setting(self) -> Callable[[Practice], int | None]:
        return attrgetter(self.setting) if self.setting else lambda practice: self.fixed  # noqa: ARG005

    @cached_property
    def weight(self) -> Weight:
        """How binding its limit is, by its authority."""
        if self.local_day:
            return "local"
        return "law" if self.authority.startswith(_LAW) else "local" if self.certainty == "local" else "guidance"

    def amount(self, practice: Practice) -> int | None:
        """How many of `unit` the practice gives; None where no number is set."""
        return self._setting(practice)

    def calendar(self, practice: Practice) -> WorkingCalendar:
        """The working days this rule counts."""
        return practice.statutory if self.statutory else practice.office

    def limit(self, start: date, practice: Practice) -> date:
        """The last day in time, counted from `start` (day 0), by what was in force then.

        Raises ValueError for a rule without a number of days.
        """
        known = practice.limits
        if (limit := known.get((self, start))) is None:  # the same days come again in every child's case
            limit = known[self, start] = self._limit(start, practice)
        return limit

    def _limit(self, start: date, practice: Practice) -> date:
        amount = self.amount(practice.on(start))
        if amount is None or self.unit == CHILDREN:
            raise ValueError(f"{self.id} sets no number of days")
        if self.before:
            amount = -amount
        if self.unit == MONTHS:
            return add_months(start, amount)
        if self.unit == DAYS:
            return start + timedelta(days=amount)
        return self.calendar(practice).add(start, amount)

    def sentence_for(self, practice: Practice) -> str:
        """The rule in words, with the practice's own number."""
        amount = self.amount(practice)
        return self.sentence if amount is None else self.sentence.format(n=amount_words(amount, self.unit))

    def authority_for(self, practice: Practice, beside: str = "") -> str:
        """The authority, with a further one `beside` it; it says so where the practice sets another number."""
        local = self.certainty != "local" and self.amount(practice) != self._usual
        return f"{self.authority}{beside and ', '}{beside}{' (local limit)' if local else ''}"

    @cached_property
    def _usual(self) -> int | None:
        return self.amount(_DEFAULTS)


_GUIDANCE = "review guidance"
_HANDBOOK = "IRO Handbook"
_TOGETHER = "Working Together"

_TABLE = (
    # Looked-after reviews: domain reference 1.1
    Rule("rev1", "The first review is held within {n} of becoming looked after.", "CPPCR 33(1)", "T",
         "reviews.first_working_days", WD, statutory=True),
    Rule("rev2", "The second review is held not more than {n} after the first.", "CPPCR 33(2)", "T",
         "reviews.second_months", MONTHS, statutory=True),
    Rule("rev3+", "Each later review is held not more than {n} after the one before.", "CPPCR 33(2)", "T",
         "reviews.later_months", MONTHS, statutory=True),
    Rule("early-a", "A review is held early because the IRO asks for it.", "CPPCR 33(3)(a)", "T", statutory=True),
    Rule("early-b", "A review is held early because a visit found the child's welfare not adequately safeguarded "
         "in the placement.", "CPPCR 33(3)(b)", "T", statutory=True),
    Rule("early-c", "A review is held before accommodation under section 21 ends, where none would fall before.",
         "CPPCR 33(3)(c)", "T", statutory=True),
    Rule("early-d", "A review is held before a child in care is released from detention, where none would fall before.",
         "CPPCR 33(3)(d)", "T", statutory=True),
    Rule("early-e", "A review is held before accommodation stops and no parent will accommodate the child.",
         "CPPCR 33(3)(e)", "T", statutory=True),
    Rule("planchg", "A review comes before a significant change of the care plan, unless that is not reasonably "
         "practicable.", "CPPCR 32(2)", "T", statutory=True),
    Rule("plend", "A review comes before the council ends a placement; where the risk was immediate, the IRO has "
         "written notice within {n}.", "CPPCR 14", "T", None, WD, 10, statutory=True),
    Rule("homeP", "The case is reviewed before a child in care is placed with parents.", "CPPCR 17(d)", "T",
         statutory=True),
    Rule("plmove", "A review follows an unplanned move as soon as practicable; where the service starts the cycle "
         "again, within {n}.", "review guidance, local option", "2", "reviews.first_working_days", WD, statutory=True),
    Rule("adjourn", "An adjourned review is completed within {n} of the meeting that was adjourned.", "CPPCR 36(2)",
         "2", "reviews.adjourned_working_days", WD, statutory=True),
    Rule("cease", "Ceasing to look after a child needs an assessment and an approved decision.", "CPPCR 39", "T",
         statutory=True),
    Rule("sb48", "The first review of short breaks is held within {n} of the first break.", "CPPCR 48", "2",
         "reviews.short_break_first_months", MONTHS, statutory=True),
    Rule("ado0", "A child who may be placed for adoption but is not is reviewed within {n} of the authority.",
         "AAR 36(1)", "T", "adoption.authority_months", MONTHS, statutory=True),
    Rule("ado1", "The first adoption review is held not more than {n} after placing for adoption.", "AAR 36(3)(a)",
         "T", "adoption.placed_days", DAYS, statutory=True),
    Rule("ado2", "The second adoption review is held not more than {n} after the first.", "AAR 36(3)(b)", "T",
         "adoption.second_months", MONTHS, statutory=True),
    Rule("ado3+", "Later adoption reviews are held not more than {n} after the one before.", "AAR 36(3)(c)", "T",
         "adoption.later_months", MONTHS, statutory=True),
    Rule("ado-return", "A child returned to the agency after placing for adoption is reviewed no earlier than 28 and "
         "no later than {n} after it.", "AAR 36(10)", "2", None, DAYS, 42, statutory=True),
    Rule("ado-why", "The first six-months review of a child who may be placed and is not establishes why, and what "
         "follows.", "AAR 36(7)", "U", statutory=True),
    Rule("secure", "A panel looks at a placement in secure accommodation within {n} of its start.",
         "Secure Accommodation Regs 1991 reg 15", "2", None, MONTHS, 1, statutory=True),
    Rule("pathway", "A young person has a pathway plan within {n} of the 16th birthday, or of becoming eligible where "
         "that is later.", "CPPCR 42(1)", "T", None, MONTHS, 3, statutory=True),
    Rule("remand", "A remanded child is reviewed as any looked-after child: first within {n}.", "CPPCR 33(1), 47A",
         "2", "reviews.first_working_days", WD, statutory=True),
    Rule("remcare", "A child looked after because of a remand to council accommodation has a care plan within {n} of "
         "it (days unconfirmed).", "CPPCR 47B", "U", None, WD, 5, statutory=True),
    Rule("remplan", "A child remanded to youth detention has a detention placement plan within {n} of the remand (days "
         "unconfirmed).", "CPPCR 47C", "U", None, WD, 10, statutory=True),
    # Handbook and review guidance: domain reference 1.3
    Rule("notify", "The IRO service is told of a child newly looked after within {n}.", _HANDBOOK, "2",
         "allocation.notify_working_days", WD),
    Rule("alloc", "The IRO is named within {n} of the child becoming looked after.", _HANDBOOK, "2",
         "allocation.allocate_working_days", WD),
    Rule("letter", "A child old enough to read it is sent a letter that names the IRO, within {n} of it.", LOCAL,
         "local", "allocation.letter_working_days", WD),
    Rule("swiro", "Social worker and IRO speak at least {n} before the review.", _HANDBOOK, "2",
         "preparation.sw_iro_talk", WD, before=True),
    Rule("venue", "Invitations and consultation papers go out {n} before the review.", _GUIDANCE, "2",
         "preparation.invitations", WD, before=True),
    Rule("papers", "Care plan, PEP, health and pathway plan are with the IRO {n} before the review.", _HANDBOOK, "2",
         "preparation.papers", WD, before=True),
    Rule("seechild", "The IRO speaks with the child in private {n} before the review, unless the child refuses or it "
         "is not appropriate; the day is the service's own.", "CPPCR 36(1)(b)", "2", "preparation.speak_to_child", WD,
         before=True, local_day=True),
    Rule("decis", "The decisions are issued in writing within {n} of the review's completion.", _GUIDANCE, "2",
         "record.decisions", WD),
    Rule("mgr", "The manager replies within {n} of the decisions; without a reply the recommendations stand.",
         _GUIDANCE, "T", "record.manager_reply", WD),
    Rule("record", "The full record is written within {n} of the review's completion.", _GUIDANCE, "2",
         "record.full_record", WD),
    Rule("distr", "The full record is distributed within {n} of the review's completion.", _GUIDANCE, "2",
         "record.distribution", WD),
    Rule("cpupd", "The social worker updates the care plan within {n} of the review.", _GUIDANCE, "2",
         "record.care_plan_update", WD),
    Rule("dispute", "Formal dispute resolution takes {n} in all, over all its stages.", "IRO Handbook 6.2", "2",
         "escalation.total_working_days", WD),
    Rule("own", "The IRO is personally responsible for starting dispute resolution.", "IRO Handbook 6.4", "2"),
    Rule("cafcass", "The IRO may refer to Cafcass at any point, beside the other stages.", "CPPCR 45, CA 1989 s25B(3)",
         "2"),
    Rule("freeze", "Moves that affect education or a settled placement, and changes of legal status, wait for a "
         "review.", _GUIDANCE, "T"),
    Rule("monitor", "Between reviews the social worker tells the IRO of significant events.", _GUIDANCE, "2"),
    Rule("caseload", "A full-time IRO has at most {n}.", "IRO Handbook 7.15", "T", "caseload.high", CHILDREN),
    Rule("annual", "The service reports every year.", "IRO Handbook 7.11", "U"),
    # Child protection: domain reference 1.5
    Rule("icpc", "The initial conference is held within {n} of the strategy discussion.", _TOGETHER, "2",
         "conferences.initial_working_days", WD, statutory=True),
    Rule("rcpc1", "The first review conference is held within {n} of the initial one.", _TOGETHER, "2",
         "conferences.first_review_months", MONTHS, statutory=True),
    Rule("rcpc2+", "Later review conferences are held within {n} of the one before.", _TOGETHER, "2",
         "conferences.later_months", MONTHS, statutory=True),
    Rule("core", "The core group meets within {n} of the conference (unconfirmed for England).",
         "unconfirmed guidance", "U", None, WD, 10, statutory=True),
    Rule("tricpc", "A transfer-in conference is held within {n} of the written notification.", LOCAL, "local",
         "conferences.transfer_working_days", WD),
    Rule("birth-cp", "A plan made before the birth is reviewed within {n} of it.", LOCAL, "local",
         "conferences.after_birth_days", DAYS),
    Rule("before-birth", "A conference before the birth is held by the day the birth is expected.", LOCAL, "local"),
    # Court: domain reference 1.5 and 2
    Rule("26-weeks", "Care proceedings are disposed of within 26 weeks, beginning with the day of issue.",
         "CA 1989 s32(1)(a)(ii)", "T", None, DAYS, 181, statutory=True),
    Rule("extended", "Proceedings that were extended end on the day the court gave, at most 8 weeks later each time.",
         "CA 1989 s32(8)", "T", statutory=True),
    Rule("filing", "Papers are with the court by the filing date that it has set.", "court", "local"),
    Rule("ratify", "The care plan is reviewed, or the IRO consulted, before the panel and the filing.", LOCAL, "local"),
    Rule("iroview", "The IRO's view of the care plan is with the court before the final hearing.", "IRO Handbook 8",
         "2"),
    Rule("guardian", "The IRO and the guardian are in touch within {n} of the guardian's appointment.",
         "IRO Handbook 8", "2", "court.guardian_working_days", WD, local_day=True),
    # The service's own clocks: domain reference 1.7
    Rule("booking", "A review is booked {n} before its limit.", LOCAL, "local", "reviews.book_working_days", WD,
         before=True),
    Rule("booking-first", "The first review is booked within {n} of becoming looked after, and any other that "
         "is due as soon within {n} of what set it off.", LOCAL, "local",
         "reviews.book_first_working_days", WD),
    Rule("final", "The last review is held before the 18th birthday.", LOCAL, "local"),
    Rule("end-of-care", "The end of care is recorded when the 18th birthday has ended it.", LOCAL, "local"),
    Rule("record-review", "A review is recorded once the day it was booked for has passed.", LOCAL, "local"),
    Rule("record-hearing", "A hearing is recorded once its day has passed: the court has held it, or moved it.", LOCAL,
         "local"),
    Rule("record-conference", "A conference is recorded once the day it was booked for has passed.", LOCAL, "local"),
    Rule("near-reviews", "Of two reviews within 14 days it is said at once whether they are one in two meetings.",
         LOCAL, "local"),
    Rule("series", "A review held as a series of meetings is completed within {n} of the first, as an adjourned one "
         "is.", "local, by analogy with CPPCR 36(2)", "local", "reviews.adjourned_working_days", WD),
    Rule("sign-off", "The record is signed off within {n} of being written.", LOCAL, "local", "record.sign_off", WD),
    Rule("by-age", "A young child is reviewed at shorter intervals than the law's.", LOCAL, "local"),
    Rule("birth", "The birth of an unborn child is asked after from its expected day on; of a child with a first "
         "conference to come the day of birth, where it is not on record.", LOCAL, "local"),
    Rule("last-review", "Where the last review is not on record, its date is found out at once.", LOCAL, "local"),
    Rule("first-day", "Where the first day of care, of an order, of a placement or of a child protection plan, on "
         "which a limit hangs, is not on record, it is found out at once.", LOCAL, "local"),
    Rule("last-conference", "Where the last conference of a plan is not on record, its date is found out at once.",
         LOCAL, "local"),
    Rule("strategy-day", "Where neither the day that the limit of a first conference runs from is on record, nor the "
         "day that it is booked for, it is found out at once.", LOCAL, "local"),
    Rule("midpoint", "The case is checked half-way between the review and the next limit.", LOCAL, "local"),
    Rule("rag-amber", "Amber is followed up within {n}.", LOCAL, "local", "rag.amber_working_days", WD),
    Rule("rag-red", "Red is followed up within {n}.", LOCAL, "local", "rag.red_working_days", WD),
    Rule("rag-tell", "The managers are told of amber and red within {n}.", LOCAL, "local", "rag.tell_working_days", WD),
    Rule("escalation-reply", "Each stage is answered within its own days.", LOCAL, "local"),
    Rule("escalation-follow-up", "{n} after an escalation was resolved, the IRO sees whether it held.", LOCAL, "local",
         "escalation.follow_up_working_days", WD),
    Rule("decision", "A decision is done by its own date, or by the next review.", "review decision", "local"),
    Rule("court", "A hearing or a filing date set by the court.", "court", "local"),
    Rule("task", "A task of the officer's own.", "own task", "local"),
)  # fmt: skip

RULES: dict[str, Rule] = {rule.id: rule for rule in _TABLE}
"""Every rule by its id."""

# Where one id of the reference covers two amounts, the second stands here under the same id.
SB48_LATER = Rule(
    "sb48", "Later short-break reviews are held within {n} of the one before.", "CPPCR 48", "2",
    "reviews.short_break_later_months", MONTHS, statutory=True,
)  # fmt: skip
ADO0_LATER = Rule(
    "ado0", "Until the child is placed, later reviews are held within {n} of the one before.", "AAR 36(1)", "T",
    "adoption.authority_later_months", MONTHS, statutory=True,
)  # fmt: skip
SECURE_LATER = Rule(
    "secure", "A panel looks at secure accommodation again within {n} of the panel before.",
    "Secure Accommodation Regs 1991 reg 15", "2", None, MONTHS, 3, statutory=True,
)  # fmt: skip
SW_REPORT = Rule(
    "papers", "The social worker's report is with the IRO {n} before the review.", _HANDBOOK, "2",
    "preparation.sw_report", WD, before=True,
)  # fmt: skip
PLMOVE_SECOND = Rule(
    "plmove", "The second review after an unplanned move is held within {n} of the first.",
    "review guidance, local option", "2", "reviews.second_months", MONTHS, statutory=True,
)  # fmt: skip


@cache
def rule_of_trigger(trigger: str) -> Rule:
    """The rule of an early review's trigger; one that the reference does not know is the IRO's own reason."""
    return RULES.get(trigger) or Rule(trigger, "A review is held early.", "asked by the IRO", "local")
