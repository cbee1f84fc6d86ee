"""The plain words that are stored where an officer picks one of a few: as tuples, in the order they are offered."""

from __future__ import annotations

CONTACT_HOW = ("visit", "phone", "video", "email", "meeting", "letter", "text")
"""How the IRO was in touch. Source: IRO contact log, domain reference 4.2."""

GUARDIAN = "guardian"
CONTACT_WITH = (
    "child",
    "social worker",
    "team manager",
    "carer",
    "parent",
    "school",
    "advocate",
    GUARDIAN,
    "other",
)
"""Whom the IRO was in touch with. Source: IRO contact log, domain reference 4.2."""

COURT, COURT_TIMETABLE = "court", "court timetabling"
ASKED_BY = ("IRO", "social worker", COURT, "other")
"""Who asked that a review's day be moved. Source: date change, domain reference 4.2; the court from Lincolnshire."""

MOVE_REASONS = (
    "social worker on leave",
    "IRO sickness",
    "lack of paperwork",
    "family unable",
    "family emergency",
    "placement change",
    COURT_TIMETABLE,
    "in court",
    "carer in court",
    "double booked",
    "social worker or supervisor absent",
    "venue not booked",
    "communication",
    "child has exam",
    "bereavement",
    "team capacity",
)
"""Why a review's day was moved: suggestions, any other words may be given. Source: domain reference 4.2 (Kent, the
court's timetable and the team's capacity from Lincolnshire)."""

AUDITS = ("audit", "section 47 audit", "dip sample")
"""Kinds of audit everywhere; a practice names more, and by when their actions are looked at."""

TASK_TYPES = (
    "task",
    "regulation 44 visit",
    "strategy meeting",
    "disruption meeting",
    "return interview",
    *AUDITS,
    "panel",
    "supervision",
    "other",
)
"""Kinds of the officer's own tasks. Source: the other duties of the services' own reports."""


def task_words(kind: str) -> str:
    """What a task of a kind is called in a sentence: never by its text, which may say more of a child."""
    return "task" if kind == "other" else kind


YES, NO, NOT_APPLICABLE = ANSWERS = ("y", "n", "na")
"""Answers to an item of a review's checklist."""

POSITIVE, SAVINGS = "positive_practice", "savings"
"""What is noted in words beside the answers of a review's checklist, and kept with them."""

SOURCES = ("seen on file", "reported")
"""Where the answer comes from: Kent's audits found that reports overstate. Source: domain reference 4.6."""

CHAIRED_BY = ("own IRO", "other IRO", "manager outside the service")
"""Who chaired a review. Source: domain reference 4.2; Kent counts those chaired outside the service."""

SERIES = "series"
"""A review held in several meetings."""

NO_CONCERN = "none"
MIDPOINT_OUTCOMES = (NO_CONCERN, "talk to social worker", "informal", "formal", "bring review forward")
"""What a mid-point check led to; `informal` and `formal` are steps of an escalation. Source: domain reference 4.3."""

REPEAT_STEPS: dict[str, tuple[int, int]] = {
    "weekly": (0, 7),
    "fortnightly": (0, 14),
    "monthly": (1, 0),
    "quarterly": (3, 0),
    "yearly": (12, 0),
}
"""How far apart the days of a task that comes again are: months and days."""
REPEATS = tuple(REPEAT_STEPS)
"""How often a task comes again."""

ISSUES = (
    "care planning",
    "implementation of the plan",
    "decisions not carried out",
    "drift and delay",
    "no clear exit plan",
    "no allocated social worker",
    "poor practice",
    "child's participation",
    "placement",
)
"""What an escalation is about: suggestions, any other words may be given. Source: Nottinghamshire, reference 4.2; the
placement from Kent."""

PARTIES = ("child", "parent", "carer", "school", "health")
"""Who is sent consultation papers before a review. Source: preparation, domain reference 4.2."""

INVITED = {
    "social_worker": "Social worker",
    "manager": "Team manager",
    "carer": "Carer",
    "mother": "Mother",
    "father": "Father",
    "school": "School",
    "health": "Health",
    "advocate": "Advocate",
    "guardian": "Guardian",
    "other": "Somebody else",
}
"""Who is asked to a review beside the child, who has a code of the return for it. Source: domain reference 4.6."""

CAME, APOLOGIES, ABSENT = "came", "apologies", "absent"
ATTENDED = {CAME: "came", APOLOGIES: "apologies", ABSENT: "not there"}
"""Whether somebody who was asked came."""

MODES = ("in person", "video", "hybrid", "phone")
"""How the people of a review meet."""

MIDPOINT_ITEMS = {
    "decisions": "Decisions done, or in hand",
    "care_plan": "Care plan updated",
    "visits": "Visits in time, seen alone",
    "placement": "Placement stable",
    "legal": "Legal status: no change",
    "education": "Education, PEP; no exclusion",
    "health": "Health assessment and plan",
    "contact": "Family time as planned",
    "missing": "Not missing since the review",
    "worker": "Same social worker",
    "iro": "IRO in touch with the child",
    "permanence": "Permanence on track",
}
"""What a mid-point check looks at, so that yes is good. Source: domain reference 4.3."""

HOLDS, COVERS = "holds", "covers"
ALLOCATION_MODES = {HOLDS: "holds the case", COVERS: "covers for who holds it"}
COVER, LEAVE, TRANSFER, BACK, SINCE = "cover", "leave", "transfer", "back", "since"
HAND_OVERS = {
    COVER: "to cover", LEAVE: "to cover a leave", TRANSFER: "for good", BACK: "back", SINCE: "what was done since",
}  # fmt: skip
"""Why children are handed to a colleague: as it is stored, and as it is said."""
WITH_AN_END = (COVER, LEAVE)
"""Of these those that end on a day."""
WORK_ALONE = (BACK, SINCE)
"""Those that bring to who holds the children what was done to them elsewhere; nobody holds them by it."""
STREAM_MODES = ("write", "read", "ended", "gone", "purged")
"""How one has a child at the service's hub: to write, to read, no more, and why not."""
GONE = {"purged": "purged", "handed_over": "handed over"}
SETTING_SCOPES = {"laptop": "this laptop's", "service": "the whole service's"}
ROLES = {"social_worker": "social worker", "manager": "manager", "iro": "IRO"}
"""Who works with a child: as it is stored, and as it is said."""
SERVICE_ROLES = ROLES | {
    "chair": "conference chair", "head": "IRO manager", "support": "support", "team_manager": "team manager",
}  # fmt: skip
"""What somebody is to the service, or to its children."""

ESCALATION_KINDS = {"dispute": "dispute", "good_practice": "good practice"}
"""What is raised: a dispute, or an alert to good practice."""
