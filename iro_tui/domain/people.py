"""The people of a case: what they are to the child, whose names are private, whom a duty has rung, and who owes it."""

from __future__ import annotations

from collections.abc import Mapping

SOCIAL_WORKER, MANAGER, CARER, GUARDIAN = "social_worker", "manager", "carer", "guardian"
SOLICITOR = "solicitor"

OF_THE_SERVICE = {SOCIAL_WORKER: "social worker", MANAGER: "manager"}
"""Who is named with the child; telephone and e-mail are kept once, for all children."""
OF_THE_CHILD = {
    CARER: "carer",
    "parent": "parent",
    "school": "school",
    GUARDIAN: "guardian",
    "advocate": "advocate",
    "health": "health",
    "adviser": "personal adviser",
    "visitor": "independent visitor",
    SOLICITOR: "solicitor",
    "other": "other",
}
"""Who is kept with one child alone."""
PARTS = OF_THE_SERVICE | OF_THE_CHILD
"""What somebody is to the child: as it is stored, and as it is said. Source: domain reference 4.2."""

PRIVATE = frozenset({CARER, "parent", "other"})
"""Whose names say who the child is: hidden until asked for."""

RING: Mapping[str, str] = {
    "early_review": SOCIAL_WORKER,
    "review": SOCIAL_WORKER,
    "review_unbooked": SOCIAL_WORKER,
    "review_to_record": SOCIAL_WORKER,
    "conference_to_record": SOCIAL_WORKER,
    "complete_review": SOCIAL_WORKER,
    "end_of_care": SOCIAL_WORKER,
    "birth": SOCIAL_WORKER,
    "last_review": SOCIAL_WORKER,
    "care_start": SOCIAL_WORKER,
    "order_day": SOCIAL_WORKER,
    "placed_day": SOCIAL_WORKER,
    "last_conference": SOCIAL_WORKER,
    "plan_start": SOCIAL_WORKER,
    "strategy_day": SOCIAL_WORKER,
    "sw_iro_talk": SOCIAL_WORKER,
    "invitations": SOCIAL_WORKER,
    "sw_report": SOCIAL_WORKER,
    "papers": SOCIAL_WORKER,
    "speak_to_child": CARER,
    "manager_reply": MANAGER,
    "sign_off": MANAGER,
    "care_plan_update": SOCIAL_WORKER,
    "secure_panel": SOCIAL_WORKER,
    "remand_care_plan": SOCIAL_WORKER,
    "detention_plan": SOCIAL_WORKER,
    "pathway_plan": SOCIAL_WORKER,
    "midpoint": SOCIAL_WORKER,
    "rag_tell_manager": MANAGER,
    "rag_follow_up": SOCIAL_WORKER,
    "escalation_reply": MANAGER,
    "escalation_total": MANAGER,
    "escalation_follow_up": SOCIAL_WORKER,
    "decision_due": SOCIAL_WORKER,
    "court": GUARDIAN,
    "guardian_talk": GUARDIAN,
}
"""Whom to ring about a duty, by its kind; about others nobody in particular."""

OWED: Mapping[str, str] = {
    "sw_report": SOCIAL_WORKER,
    "papers": SOCIAL_WORKER,
    "manager_reply": MANAGER,
    "sign_off": MANAGER,
    "care_plan_update": SOCIAL_WORKER,
    "remand_care_plan": SOCIAL_WORKER,
    "detention_plan": SOCIAL_WORKER,
    "pathway_plan": SOCIAL_WORKER,
    "escalation_reply": MANAGER,
    "decision_due": SOCIAL_WORKER,
}
"""Who owes what a duty waits for, by its kind: what an IRO chases. The others are the IRO's own to do."""
