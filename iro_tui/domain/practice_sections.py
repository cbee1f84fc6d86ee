"""The sections of a practice: each setting declared once, with its default, what is allowed, and its authority.

A value laxer than the authority it comes from is used, with a warning.
"""

from __future__ import annotations

from datetime import date

from iro_tui.domain.practice_entries import (
    AgeLimit,
    Audit,
    Chair,
    Item,
    Routine,
    Stage,
    SurveyQuestion,
    Target,
)
from iro_tui.domain.practice_setting import PracticeSettings, setting
from iro_tui.domain.vocabulary import CHAIRED_BY, ISSUES, MOVE_REASONS

MOST_QUESTIONS = 40
"""How many questions all surveys have together."""
CAFCASS = "cafcass"
"""The stage of an escalation that runs beside the others: it neither starts, stops nor replaces a step."""


class ReviewLimits(PracticeSettings):
    """Limits of looked-after reviews."""

    first_working_days: int = setting(
        20, "working days from becoming looked after to the first review", 1, 60, "CPPCR 33(1)"
    )
    second_months: int = setting(3, "months from the first review to the second", 1, 12, "CPPCR 33(2)")
    later_months: int = setting(6, "months between later reviews", 1, 12, "CPPCR 33(2)")
    adjourned_working_days: int = setting(20, "working days to complete an adjourned review", 1, 60, "CPPCR 36(2)")
    short_break_first_months: int = setting(
        3, "months from the first short break to its first review", 1, 12, "CPPCR 48"
    )
    short_break_later_months: int = setting(6, "months between later short-break reviews", 1, 12, "CPPCR 48")
    short_break_gap_months: int = setting(
        3, "months without a short break after which the series is taken as over", 1, 12
    )
    restart_after_unplanned_move: bool = setting(False, "an unplanned move starts the review cycle again (local rule)")
    book_working_days: int = setting(20, "working days before the limit by which a review should be booked", 1, 60)
    book_first_working_days: int = setting(
        5, "working days from becoming looked after by which the first review should be booked", 1, 60
    )
    booking_used_days: int = setting(
        14, "days before its booking within which a review that was held uses the booking up", 0, 60
    )
    nearly_18_months: int = setting(
        6, "months before the 18th birthday from which a child is shown as nearly 18", 1, 24
    )
    by_age: tuple[AgeLimit, ...] = setting((), "local limits for young children; the law's stays beside them", 0, 5)
    move_approver: str = setting("", "who approves that a review's day is moved; empty: nobody has to", 0, 40)
    move_reasons: tuple[str, ...] = setting(MOVE_REASONS, "why a review's day is moved, as suggestions", 1, 40)
    chairs: tuple[Chair, ...] = setting(
        (*(Chair(words) for words in CHAIRED_BY[:-1]), Chair(CHAIRED_BY[-1], counts_as_service=False)),
        "who chairs reviews, the usual one first",
        1,
        9,
    )


class Adoption(PracticeSettings):
    """Limits of adoption reviews."""

    authority_months: int = setting(3, "months from the authority to place to the first review", 1, 12, "AAR 36(1)")
    authority_later_months: int = setting(6, "months between reviews until placed", 1, 12, "AAR 36(1)")
    placed_days: int = setting(28, "days from placing for adoption to the first review", 1, 60, "AAR 36(3)(a)")
    second_months: int = setting(3, "months from the first adoption review to the second", 1, 12, "AAR 36(3)(b)")
    later_months: int = setting(6, "months between later adoption reviews", 1, 12, "AAR 36(3)(c)")


class PreparationLimits(PracticeSettings):
    """Working days before the booking (before the limit while unbooked) by which a review is prepared."""

    sw_iro_talk: int = setting(15, "social worker and IRO have spoken", 1, 60, "IRO Handbook", fewer_is_laxer=True)
    invitations: int = setting(
        10, "invitations and consultation papers are out", 1, 60, "review guidance", fewer_is_laxer=True
    )
    sw_report: int = setting(
        3, "the social worker's report is with the IRO", 1, 60, "IRO Handbook", fewer_is_laxer=True
    )
    papers: int = setting(
        3,
        "care plan, PEP, health and pathway plan are with the IRO",
        1,
        60,
        "IRO Handbook",
        fewer_is_laxer=True,
    )
    speak_to_child: int = setting(
        1, "the IRO has spoken with the child alone", 1, 60, "IRO Handbook", fewer_is_laxer=True
    )


class Record(PracticeSettings):
    """Working days after a review is completed by which its paperwork is done."""

    decisions: int = setting(5, "decisions issued in writing", 1, 60, "review guidance")
    manager_reply: int = setting(5, "manager's reply, counted from the decisions", 1, 60, "review guidance")
    care_plan_update: int = setting(10, "care plan updated by the social worker", 1, 60, "review guidance")
    full_record: int = setting(15, "full record written", 1, 60, "review guidance")
    distribution: int = setting(20, "full record distributed", 1, 60, "review guidance")
    sign_off: int = setting(0, "record signed off, counted from the day it was written; 0: not asked", 0, 60)
    distribute_after_record: int = setting(
        0, "record distributed, counted from the day it was written; the earlier of both governs; 0: not set", 0, 60
    )
    sign_off_by: str = setting("service manager", "who signs the record off", 0, 40)
    first_written_by: str = setting("", "who writes the record of a first review; empty: the IRO", 0, 40)


class MidpointLimits(PracticeSettings):
    """The check between two reviews."""

    share: float = setting(0.5, "how far between the review held and the next limit the check falls", 0.1, 0.9)


class RagRules(PracticeSettings):
    """Follow-up of amber and red, who is told, and the themes a reason is picked from."""

    amber_working_days: int = setting(20, "working days to follow up amber", 1, 60)
    red_working_days: int = setting(5, "working days to follow up red", 1, 60)
    tell_working_days: int = setting(1, "working days to tell the managers of amber or red", 0, 20)
    amber_tells: tuple[str, ...] = setting(("team manager",), "who is told at amber", 0, 6)
    red_tells: tuple[str, ...] = setting(("team manager", "service manager"), "who is told at red", 0, 6)
    themes: tuple[str, ...] = setting(
        (
            "care plan",
            "drift",
            "placement",
            "report or papers",
            "education",
            "health",
            "contact",
            "visits",
            "other",
        ),
        "reasons for amber and red, picked by digit",
        1,
        9,
    )


class Checklist(PracticeSettings):
    """What is looked at in every review. Source of the default: domain reference 4.6."""

    items: tuple[Item, ...] = setting(
        (
            Item("sw_report_on_time", "Worker's report in, in time"),
            Item("care_plan_current", "Care plan current, specific"),
            Item("assessment", "Assessment current"),
            Item("chronology", "Chronology kept"),
            Item("visits_in_time", "Visits in time (the file)"),
            Item("health_assessment", "Health assessment, plan"),
            Item("dental", "Dental check"),
            Item("pep", "PEP", 3),
            Item("pathway_plan", "Pathway plan", 16),
            Item("knows_iro", "Knows IRO, complaint, advocate", 4),
            Item("child_prepared", "Child prepared for the review", 4),
            Item("child_contributed", "Child's views in the review", 4),
            Item("parents", "Parents there, or their views"),
            Item("key_people", "Key people there, or reported"),
            Item("placement", "Placement meets child's needs"),
            Item("contact", "Family time as planned"),
            Item("decisions_done", "Last review's decisions done"),
            Item("life_story", "Life-story work"),
            Item("same_worker", "Same worker since last review"),
        ),
        "the checklist of a review, in the order asked",
        0,
        40,
    )
    grades: tuple[str, ...] = setting((), "quality grades given to each item, the best first; none: not asked", 0, 5)


class EscalationLadder(PracticeSettings):
    """The escalation ladder."""

    total_working_days: int = setting(20, "working days in all from the first formal stage", 1, 60, "IRO Handbook 6.2")
    warn_working_days: int = setting(15, "working days used from which a warning shows", 1, 60)
    follow_up_working_days: int = setting(20, "working days after resolution to see that it held", 1, 120)
    stages: tuple[Stage, ...] = setting(
        (
            Stage("informal", "Informal", "social worker or team manager", 0, formal=False),
            Stage("1", "Stage 1", "team manager", 5),
            Stage("2", "Stage 2", "service manager", 5),
            Stage("3", "Stage 3", "assistant director", 5),
            Stage("4", "Stage 4", "director of children's services", 5),
            Stage("cafcass", "Cafcass", "Cafcass", 0),
        ),
        "the ladder, the lowest stage first",
        1,
        12,
    )
    issues: tuple[str, ...] = setting(ISSUES, "what an escalation is about, as suggestions", 1, 40)

    def stage(self, stage_id: str) -> Stage | None:
        return next((stage for stage in self.stages if stage.id == stage_id), None)


class AllocationLimits(PracticeSettings):
    """Notice of a child newly looked after."""

    notify_working_days: int = setting(2, "working days to tell the IRO service", 1, 20, "IRO Handbook")
    allocate_working_days: int = setting(5, "working days to name the IRO", 1, 20, "IRO Handbook")
    letter_from_age: int = setting(4, "the age from which a child is sent a letter that names the IRO", 0, 18)
    letter_working_days: int = setting(5, "working days from naming the IRO to that letter", 1, 60)
    keep_chair: bool = setting(False, "the chair of a child's conferences becomes the child's IRO")


class Clock(PracticeSettings):
    """From when a limit is shown as due soon."""

    review_working_days: int = setting(10, "working days before a review or conference", 1, 60)
    working_days: int = setting(5, "working days before anything else", 1, 60)


class CaseloadRange(PracticeSettings):
    """The range a caseload is measured against, and how long closed cases are kept before they are flagged."""

    low: int = setting(50, "children, the lower end of the range for a full-time IRO", 1, 500)
    high: int = setting(70, "children, the upper end", 1, 500, "IRO Handbook 7.15")
    retention_months: int = setting(
        12, "months after a case is over before it is flagged to be removed from here for good", 1, 1200
    )
    """A year and no more: the annual report and the return of the year in which a case ended are written by then. The
    law sets no number for a working copy (see `retention`), so no longer one is laxer than it."""
    exchange_days: int = setting(3, "days without an exchange with the service's hub before that is marked", 1, 60)


class Participation(PracticeSettings):
    """Which participation codes count as having taken part."""

    took_part: tuple[str, ...] = setting(("PN1", "PN2", "PN3", "PN5", "PN6"), "codes that count as taking part", 1, 8)


class Days(PracticeSettings):
    """Days that are not worked, beyond weekends and the bank holidays already known."""

    bank_holidays: tuple[date, ...] = setting((), "bank holidays proclaimed since; no limit counts them", 0, 50)
    closures: tuple[date, ...] = setting(
        (), "days the office is shut; local clocks skip them, limits of the regulations do not", 0, 400
    )


class Routines(PracticeSettings):
    """What comes again beside the cases."""

    own: tuple[Routine, ...] = setting((), "meetings and supervision that come again", 0, 20)
    audits: tuple[Audit, ...] = setting(
        (Audit("case audit"), Audit("dip sample")), "kinds of audit, and when their actions are looked at", 0, 20
    )


class Surveys(PracticeSettings):
    """What children, carers and workers are asked of the service."""

    questions: tuple[SurveyQuestion, ...] = setting((), "the questions of each survey, in order", 0, MOST_QUESTIONS)


class FigureAims(PracticeSettings):
    """What the figures are aimed at."""

    targets: tuple[Target, ...] = setting((), "the aim beside a figure", 0, 80)


class CalledWords(PracticeSettings):
    """What the service says where it speaks to children; the law's own word stands wherever the law is spoken of."""

    child: str = setting("child", "what the report for children calls each of them", 1, 30)
    children: str = setting("children", "what the report for children calls them", 1, 30)
