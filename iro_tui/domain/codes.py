"""The SSDA903 code sets in words an officer reads. Source: domain reference 2.2 and 2.3 (V903 rules 101, 143-149, 178).

A code stays here after the return drops it, because older files hold it; the year stands beside it.
"""

from __future__ import annotations

from iro_tui.domain.several import parted
from iro_tui.domain.words import joined

LEGAL_STATUS: dict[str, str] = {
    "C1": "interim care order",
    "C2": "full care order",
    "D1": "freeing order",
    "E1": "placement order",
    "V2": "voluntary (section 20)",
    "V3": "short breaks, each recorded",
    "V4": "short breaks, agreement recorded",
    "L1": "police protection, in council accommodation",
    "L2": "emergency protection order",
    "L3": "child assessment order, in council accommodation",
    "J1": "remanded to the council or to youth detention",
    "J2": "detained under PACE, in council accommodation",
    "J3": "youth rehabilitation order",
}

LEGAL_STATUS_BRIEF: dict[str, str] = {
    "C1": "interim order",
    "C2": "care order",
    "V2": "section 20",
    "V3": "short breaks",
    "V4": "short breaks",
    "L1": "police protection",
    "L2": "emergency order",
    "L3": "assessment order",
    "J1": "remand",
    "J2": "PACE",
    "J3": "youth rehabilitation",
}
"""The same as briefly as officers say it, for columns; what is not here is brief as it is."""

SHORT_BREAK = frozenset({"V3", "V4"})
"""Short breaks: no reviews are returned for them, and the duties of regulation 48 apply."""

PLACEMENT_ORDER = "E1"
AUTHORITY_TO_PLACE = frozenset({PLACEMENT_ORDER, "D1"})
"""A placement order, or the freeing order it replaced: the agency is authorised to place for adoption."""

REVOKED = "revoked"
ORDERS = {**LEGAL_STATUS, REVOKED: "placement order revoked"}
"""What a court orders of a child's legal status: one, or that a placement order is over."""
FINAL_ORDERS = ("C2", "D1", "E1", "V2")
"""Those with which care proceedings end as a rule; an interim order is made while they go on."""

PLACEMENT: dict[str, str] = {
    "A3": "placed for adoption with consent, with the current carer",
    "A4": "placed for adoption with consent, not with the current carer",
    "A5": "placed for adoption under a placement order, with the current carer",
    "A6": "placed for adoption under a placement order, not with the current carer",
    "H5": "semi-independent living",  # to 2023-24
    "K1": "secure children's home",
    "K2": "children's home",
    "K3": "supported accommodation (16 and over)",  # from 2023-24
    "P1": "with parents or others with parental responsibility",
    "P2": "independent living",  # to 2023-24
    "P3": "residential employment",
    "R1": "residential care home",
    "R2": "NHS or other health establishment",
    "R3": "family centre or mother and baby unit",
    "R5": "young offender institution",
    "S1": "residential school",
    "T0": "temporary placement, any type",
    "T1": "temporarily in hospital",
    "T2": "temporarily on holiday",
    "T3": "temporary, while the carer is on holiday",
    "T4": "temporary, up to 7 days",
    "U1": "foster care, relative or friend, long term",
    "U2": "fostering for adoption, relative or friend",
    "U3": "foster care, relative or friend",
    "U4": "foster care, another carer, long term",
    "U5": "fostering for adoption, another carer",
    "U6": "foster care, another carer",
    "Z1": "other placement",  # replaced from 2025-26
    # From 2025-26 in place of Z1; the return's own wording of the four was not found.
    "Z11": "other placement (Z11)",
    "Z12": "other placement (Z12)",
    "Z13": "other placement (Z13)",
    "Z14": "other placement (Z14)",
}

PLACEMENT_BRIEF: dict[str, str] = {
    **dict.fromkeys(("A3", "A4", "A5", "A6"), "for adoption"),
    "H5": "semi-independent",
    "K1": "secure home",
    "K3": "supported accomm.",
    "P1": "with parents",
    "P2": "independent",
    "P3": "with employment",
    "R1": "residential care",
    "R2": "health establishment",
    "R3": "mother and baby unit",
    "R5": "young offender inst.",
    "T0": "temporary",
    "T1": "hospital, temporary",
    "T2": "holiday, temporary",
    "T3": "carer on holiday",
    "T4": "up to 7 days",
    "U1": "foster, relative, long",
    "U2": "foster to adopt",
    "U3": "foster, relative",
    "U4": "foster, long term",
    "U5": "foster to adopt",
    "U6": "foster",
    "Z1": "other",
}
"""The same as briefly as officers say it, for columns; what is not here is brief as it is."""


def placement_brief(code: str) -> str:
    """Where a child lives, in the words of a column; a code that is not known as it is."""
    return PLACEMENT_BRIEF.get(code) or PLACEMENT.get(code, code)


PLACED_FOR_ADOPTION = frozenset({"A3", "A4", "A5", "A6"})

SECURE = "K1"
DETENTION = frozenset({SECURE, "R5"})
"""Where a remanded child is in youth detention accommodation; that it is these codes is unconfirmed."""
REMAND = "J1"
IN_CARE = frozenset({"C1", "C2", "D1", "E1", "J1", "J2", "J3"})
"""Statuses of a child whom no agreement on short breaks takes out of care. Source: CPPCR 48(1)(a)."""

PLACEMENT_PROVIDER: dict[str, str] = {
    "PR0": "parent or other with parental responsibility",
    "PR1": "own council",
    "PR2": "another council",
    "PR3": "other public body",
    "PR4": "private",
    "PR5": "voluntary",
}

NEW_EPISODE: dict[str, str] = {
    "S": "started to be looked after",
    "L": "change of legal status",
    "P": "change of placement and carer",
    "T": "change of placement, same carer",
    "B": "change of legal status, placement and carer",
    "U": "change of legal status and placement, same carer",
}
"""RNE: why an episode began."""

STARTED = "S"
CONTINUES = "X1"
"""The end reason that is none: a new episode begins the same day."""

END_REASON: dict[str, str] = {
    CONTINUES: "a new episode began the same day",
    "E11": "adopted, unopposed",
    "E12": "adopted, consent dispensed with",
    "E2": "died",
    "E3": "another council took over",
    "E4A": "home to parents, planned",
    "E4B": "home to parents, unplanned",
    "E13": "to relatives or friends without parental responsibility",
    "E41": "residence order or child arrangements order",
    "E43": "special guardianship, to former foster carers",  # before 2019
    "E44": "special guardianship, to others",  # before 2019
    "E45": "special guardianship, to the foster carer, a relative or friend",
    "E46": "special guardianship, to the foster carer, not a relative or friend",
    "E47": "special guardianship, to a relative or friend, not the foster carer",
    "E48": "special guardianship, to others",
    "E5": "independent living with support",
    "E6": "independent living without support",
    "E7": "to adult residential care",
    "E8": "any other reason",
    "E9": "sentenced to custody",
    "E14": "remand ended",
    "E15": "age assessed as 18 or over",
    "E16": "moved abroad",
    "E17": "turned 18, stayed with the carers",
}
"""REC: why an episode ended."""

PLACEMENT_CHANGE: dict[str, str] = {
    "CARPL": "change in the care plan",
    "CLOSE": "the placement closed",
    "ALLEG": "allegation (s47)",
    "STAND": "standards concern",
    "APPRR": "approval removed",
    "CREQB": "carer asked, because of behaviour",
    "CREQO": "carer asked, other reason",
    "CHILD": "the child asked",
    "LAREQ": "the council asked",
    "PLACE": "change of the placement's status only",
    "CUSTOD": "custody",
    "OTHER": "other",
}
"""REASON_PLACE_CHANGE: why a placement ended."""

UNPLANNED_MOVE = frozenset({"CREQB", "CREQO", "CHILD", "LAREQ"})
"""Reasons the DfE calls "not a planned move"."""

PARTICIPATION: dict[str, str] = {
    "PN0": "under 4 at the review",
    "PN1": "attended and spoke",
    "PN2": "attended, an advocate spoke",
    "PN3": "attended, gave views without words",
    "PN4": "attended, gave no views",
    "PN5": "did not attend, briefed an advocate or the IRO",
    "PN6": "did not attend, gave views another way",
    "PN7": "did not attend, gave no views",
}
"""REVIEW_CODE: how the child took part in a review."""

UNDER_FOUR = "PN0"

NEED: dict[str, str] = {
    "N1": "abuse or neglect",
    "N2": "child's disability",
    "N3": "parental illness or disability",
    "N4": "family in acute stress",
    "N5": "family dysfunction",
    "N6": "socially unacceptable behaviour",
    "N7": "low income",
    "N8": "absent parenting",
}
"""CIN: the main category of need."""

PERMANENCE: dict[str, str] = {
    "REMAINSUP": "stay with the family, supported",
    "RETURN1M": "return home within a month",
    "RETURN6M": "return home within six months",
    "RETURNEV": "return home later",
    "LTRELFR": "relatives or friends, long term",
    "LTFOST18": "fostering until 18",
    "RESPLMT": "residential placement until 18",
    "SUPPLIV": "supported living",
    "ADOPTION": "adoption",
    "OTHERPLN": "another plan",
}
"""Permanence plan; several may run in parallel. Source: SSD codes, domain reference 4.2."""


def plan_words(stored: str) -> str:
    """Permanence plans, comma separated as they are stored, in words: `adoption and fostering until 18`."""
    return joined([PERMANENCE.get(plan, plan) for plan in parted(stored)])


SEX: dict[str, str] = {"M": "male", "F": "female", "U": "not known"}

MISSING: dict[str, str] = {"M": "missing", "A": "away without authorisation"}

ETHNICITY: dict[str, str] = {
    "WBRI": "White British",
    "WIRI": "White Irish",
    "WOTH": "any other White background",
    "WIRT": "Traveller of Irish heritage",
    "WROM": "Gypsy or Roma",
    "MWBC": "White and Black Caribbean",
    "MWBA": "White and Black African",
    "MWAS": "White and Asian",
    "MOTH": "any other mixed background",
    "AIND": "Indian",
    "APKN": "Pakistani",
    "ABAN": "Bangladeshi",
    "AOTH": "any other Asian background",
    "BCRB": "Black Caribbean",
    "BAFR": "Black African",
    "BOTH": "any other Black background",
    "CHNE": "Chinese",
    "OOTH": "any other ethnic group",
    "REFU": "refused",
    "NOBT": "not yet obtained",
}

NO_SDQ = frozenset({"SDQ1", "SDQ2", "SDQ3", "SDQ4", "SDQ5"})
"""Why there is no score of the questionnaire on strengths and difficulties; the return's own wording was not found."""
