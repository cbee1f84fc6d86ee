"""The words of child protection and of court: as they are stored, and as they are said."""

from __future__ import annotations

INITIAL, REVIEW, TRANSFER, BEFORE_BIRTH = "initial", "review", "transfer", "pre_birth"
CONFERENCES = {
    INITIAL: "initial conference",
    REVIEW: "review conference",
    TRANSFER: "transfer-in conference",
    BEFORE_BIRTH: "conference before birth",
}
"""The kinds of conference."""
BEGINS_A_PLAN = (INITIAL, TRANSFER, BEFORE_BIRTH)
"""The conferences that a plan can begin with."""

PLAN, NO_PLAN, CONTINUES, ENDED = "plan", "no_plan", "continues", "ended"
OUTCOMES = {PLAN: "plan made", NO_PLAN: "no plan", CONTINUES: "plan continues", ENDED: "plan ended"}
"""What a conference decides."""


def outcomes_of(kind: str) -> dict[str, str]:
    """What a conference of this kind can decide: of a plan that there is, or whether there is to be one."""
    fits = (CONTINUES, ENDED) if kind == REVIEW else (PLAN, NO_PLAN)
    return {code: OUTCOMES[code] for code in fits}


NOT_HELD = {
    "no_need": "enquiries found no need of one",
    "looked_after": "child became looked after",
    "moved": "family moved away",
    "not_quorate": "not quorate",
    "no_report": "no report",
    "worker": "social worker absent",
    "chair": "no chair",
    "family": "family could not come",
    "birth": "pregnancy ended",
    "other": "other",
}
"""Why a conference was not held: of a list of our own, after what the services say of theirs."""
NEEDED_NO_MORE = ("no_need", "looked_after", "moved", "birth")
"""The reasons for which none is held any more that a plan could begin with; for any other it is still to be held."""

_BEFORE_A_PLAN = ("no_need", "birth")


def not_held_of(kind: str) -> dict[str, str]:
    """Why a conference of a kind may not have been held: of a review there are enquiries and a birth no more."""
    return {code: words for code, words in NOT_HELD.items() if kind != REVIEW or code not in _BEFORE_A_PLAN}


AGENCIES = {
    "social_care": "social care",
    "school": "school or nursery",
    "health_visitor": "health visitor or nurse",
    "gp": "GP",
    "midwife": "midwife",
    "mental_health": "CAMHS or mental health",
    "police": "police",
    "probation": "probation",
    "housing": "housing",
    "substance": "drug and alcohol service",
    "voluntary": "voluntary service",
    "other": "other",
}
"""Who is asked to a conference and to a core group, beside the family."""

CHILD_PART = {
    "attended": "attended",
    "advocate": "through an advocate",
    "views": "sent views",
    "worker": "views by the worker",
    "none": "no views",
    "young": "too young, or not born",
}
"""How the child took part in a conference."""
PARENTS_PART = {
    "both": "all parents came",
    "some": "one of them came",
    "views": "sent views",
    "none": "did not come",
    "excluded": "were not asked, for a reason kept",
}
"""How the parents took part in a conference."""

APPLICATIONS = {
    "care": "care order",
    "supervision": "supervision order",
    "placement": "placement order",
    "revoke": "revocation of a placement order",
    "discharge": "discharge of a care order",
    "guardianship": "special guardianship order",
    "secure": "secure accommodation order",
    "other": "other",
}
"""What is asked of the court."""
TRACKED = ("care", "supervision")
"""The applications that have 26 weeks: those of Part 4. Source: CA 1989 s32(1)(a)(ii)."""

FINAL, OTHER = "final", "other"
HEARINGS = {
    "first": "first hearing",
    "case_management": "case management hearing",
    "issues": "issues resolution hearing",
    FINAL: "final hearing",
    "placement": "placement order hearing",
    OTHER: "other",
}
"""The kinds of hearing; `OTHER` is told from others by its own words alone."""
