"""What is written in the made-up caseload, as tables."""

from __future__ import annotations

DECISIONS = (
    ("Complete life-story work, first two sessions", "social worker"),
    ("PEP to set reading and attendance targets", "virtual school"),
    ("Initial health assessment to be requested again", "social worker"),
    ("Dental check to be booked", "carer"),
    ("Family time to be reviewed with the supervisor's notes", "social worker"),
    ("CAMHS referral to be sent", "social worker"),
    ("Savings account to be opened", "carer"),
    ("Advocate to be offered again", "social worker"),
    ("Care plan to name the permanence route and its dates", "team manager"),
    ("Passport application to be made", "social worker"),
    ("Contact with brother every fortnight", "social worker"),
    ("Placement stability meeting to be held", "supervising social worker"),
    ("Pathway plan to be started with the young person", "personal adviser"),
    ("SDQ to be returned by carer and school", "carer"),
    ("Matching to be presented at panel", "family finder"),
    ("Swimming lessons to be arranged", "carer"),
)
REASONS = {
    "care plan": "Care plan not updated since the change of plan.",
    "drift": "No progress with the permanence plan since the last review.",
    "placement": "Carers have asked for more support; notice is possible.",
    "report or papers": "No report before the review for the second time.",
    "education": "On a reduced timetable; no PEP this term.",
    "health": "Health assessment overdue.",
    "contact": "Family time cancelled three times.",
    "visits": "Statutory visits not made in time.",
    "other": "Allocated worker left; no handover yet.",
}
"""Why amber or red, by theme."""
ISSUES = (
    ("Drift and delay", "Permanence decision waits since spring.", "Permanence planning meeting within two weeks"),
    ("Care planning", "The child lives with an out-of-date plan.", "Updated care plan on file"),
    ("Decisions not carried out", "Life-story work promised three times.", "Work started, dates given"),
    ("No allocated social worker", "The child asks whom to ring.", "Worker named and introduced"),
    ("Education", "No full-time school place since half-term.", "School place and interim tuition"),
    ("Visits", "Not seen alone for two months.", "Visit this week, pattern kept"),
    ("Placement", "Third move in a year is being planned.", "Review before any move"),
)
"""Issue, its effect on the child, what is wanted."""
PRAISE = (
    "Outstanding direct work with the child's wishes",
    "Foster carer kept brothers and sisters close",
)
CHANGED = (
    "She has a worker whom she knows.",
    "His place is settled, and he knows it.",
    "Family time takes place every week.",
)
LATE_REASONS = ("IRO sickness", "social worker on leave", "in court", "lack of paperwork", "carer in court")
MOVE_REASONS = ("social worker on leave", "double booked", "child has exam", "family unable", "court timetabling")
ASKED_BY = ("social worker", "social worker", "IRO", "other")
VENUES = ("carer's home", "carer's home", "school", "civic centre", "children's home", "family centre")
ASKED = (("social_worker", True), ("carer", True), ("mother", False), ("school", True), ("health", True))
"""Who was asked to a review, and whether a report came of them."""
CAME = ("came", "came", "came", "apologies", "came", "absent", "came", "came", "apologies")
PARTIES = ("child", "parent", "carer", "school")
CHECKLIST = (
    "sw_report_on_time",
    "care_plan_current",
    "visits_in_time",
    "health_assessment",
    "pep",
    "child_prepared",
    "knows_iro",
    "key_people",
)
CHILD_WORDS = (
    "I like my room and the dog.",
    "I want to see my sister more.",
    "School is OK, maths is not.",
    "Nobody told me why I moved.",
    "I want to stay here until I am 18.",
)
TALKED = (
    "Settled, proud of school report. Wants longer with nan.",
    "Quiet at first, then spoke about the move. Knows why.",
    "Says the carer listens. Would like a phone.",
    "Worried about contact; will raise it at the review.",
    "Happy with the plan, asked for the leaflet again.",
)
TALKED_ABOUT = (
    "Report is on its way; PEP done, health plan awaited.",
    "Placement stable, no change of plan. Visits in time.",
    "Family time has gone well; decision on school still open.",
    "New worker has read the file and met the child.",
)
SPOKEN_WHERE = ("at the placement", "at school", "on a walk", "by video")
NOT_SPOKEN = "asked not to be spoken to before the meeting"
MIDPOINT_ACTIONS = ("none", "none", "none", "talk to social worker", "informal")
AGENCIES = "social_care,school,health_visitor,gp,police"
"""Who is asked to a conference."""
CATEGORIES = ("neglect", "emotional abuse", "physical abuse", "neglect,emotional abuse")
PARTICIPATION = (
    ("PN1", 50), ("PN2", 7), ("PN3", 5), ("PN4", 4), ("PN5", 9), ("PN6", 20), ("PN7", 5),
)  # fmt: skip
ETHNICITIES = (
    ("WBRI", 71), ("WOTH", 4), ("MWBC", 4), ("MWBA", 2), ("MOTH", 4), ("APKN", 3), ("BAFR", 4), ("BCRB", 3),
    ("OOTH", 3), ("WROM", 1), ("NOBT", 1),
)  # fmt: skip
ETHNICITIES_ARRIVED = (("AOTH", 40), ("OOTH", 35), ("BAFR", 25))
NEEDS = (("N1", 62), ("N3", 5), ("N4", 8), ("N5", 15), ("N6", 3), ("N8", 5), ("N7", 1), ("N2", 1))
