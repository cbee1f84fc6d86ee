"""What the columns of somebody's own list are called: by its heading, and by the headings beside it, what each says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

NAMES: Mapping[str, tuple[str, ...]] = {
    "ref": (
        "reference",
        "ref",
        "lcs no",
        "lcs",
        "mosaic id",
        "mosaic",
        "child id",
        "child unique id",
        "unique id",
        "id",
        "case no",
        "case number",
        "no",
        *("ref no", "ref number", "reference no", "reference number", "pid", "person id", "child ref", "lcs id"),
        *("lcs number", "mosaic no", "mosaic number", "eclipse id", "system id", "client id", "id no"),
    ),
    "initials": ("initials", "init", "child", "name", "in", "young person", "yp", "child s name", "child name"),
    "born": ("born", "dob", "date of birth", "d o b", "birth"),
    "status": ("status", "legal status", "legal", "order", "ls"),
    "case_kind": (
        "child status",
        "status of child",
        "type of case",
        "case type",
        "case status",
        "type of child",
        "lac or cp",
        "lac cp",
        "cp lac",
        "cla cp",
        "cp cla",
        "cp or lac",
        "lac cp cin",
        "cohort",
    ),
    "since": (
        "in care since",
        "lac since",
        "looked after since",
        "date into care",
        "start of care",
        "became lac",
        "lac date",
        "date lac",
        "date became lac",
        "looked after from",
        "came into care",
        "date came into care",
        "coming into care",
        "into care",
        "entered care",
        "date entered care",
        "in care from",
        "care start",
        "care start date",
        "date care started",
        "start of being looked after",
        "lac start",
        "lac start date",
        "lac from",
        "became looked after",
        "date became looked after",
        "date looked after",
        "looked after date",
        "looked after start",
        "looked after start date",
        "started to be looked after",
        "date started to be looked after",
        "became cla",
        "date became cla",
        "cla since",
        "cla from",
        "cla date",
        "cla start",
        "cla start date",
        "became cic",
        "cic since",
        "poc start",
        "period of care start",
        "date accommodated",
        "accommodated since",
        "admission date",
        "date of admission",
    ),
    "ended": (
        "ceased",
        "date ceased",
        "discharged",
        "discharge date",
        "date of discharge",
        "date discharged",
        "left care",
        "date left care",
        "leaving care date",
        "care ended",
        "date care ended",
        "care end date",
        "end of care",
        "end date",
        "date ended",
        "ended",
        "lac end",
        "lac end date",
        "lac ended",
        "date lac ended",
        "cla end date",
        "cla ended",
        "cic end date",
        "ceased to be looked after",
        "date ceased to be looked after",
        "ceased being looked after",
        "date ceased lac",
        "no longer looked after",
        "poc end",
        "period of care end",
        "closure date",
        "case closed",
    ),
    "placement": ("placement", "placement type", "placed", "home"),
    "last_review": (
        "last review",
        "last lac",
        "last lac review",
        "previous review",
        "last rev",
        "date of last review",
        "review last",
        "review held",
        "date held",
        "held on",
        "date review held",
        "date of last lac review",
        *("review last held", "last held", "last review held", "last review date", "last lac review held"),
    ),
    "next_review": (
        "next review",
        "next booking",
        "next lac",
        "next lac review",
        "next rev",
        "review date",
        "date of review",
        "date of meeting",
        "meeting date",
        "date of next review",
        "booked",
        "review booked",
        "booking",
        "booked date",
        "next review booked",
        *(
            "next lac review booked",
            "review next",
            "next review date",
            "next lac review date",
            "next cla review booked",
        ),
    ),
    "rag": ("rag", "rag now", "rating", "colour"),
    "worker": ("social worker", "sw team", "sw", "worker", "allocated worker", "allocated sw"),
    "manager": ("team manager", "manager", "tm"),
    "iro": (
        *("iro", "iro name", "name of iro", "allocated iro", "current iro", "independent reviewing officer"),
        *("reviewing officer", "iro allocated"),
    ),
    "plan": ("cp plan", "cp", "category", "cp category", "cpp"),
    "plan_since": ("plan since", "cp since", "plan start", "date of plan", "cp plan date", "date of cp plan"),
    "last_conference": ("last conf", "last conference", "last rcpc", "cp review", "last cp review"),
    "next_conference": ("next conf", "next conference", "next rcpc", "rcpc", "conference", "next cp review"),
    "conference_due": ("conference due",),
    "strategy": ("strategy",),
    "expected": ("expected", "edd", "due date", "expected date of delivery"),
    "next_due": (
        *("next due", "review due", "review next due", "next review due", "lac review due"),
        *("next lac review due", "next cla review due", "next review due by", "review due by"),
    ),
    "midpoint_done": (
        "midpoint",
        "mid point",
        "midpoint done",
        "mid point done",
        "midway done",
        "midpoint check",
        "mid point check",
        "midway review",
        "midpoint review",
    ),
    "invited_on": ("invited", "invites sent", "invitations", "invitations sent", "invites out", "invitations out"),
    "report_on": ("sw report", "report received", "report in", "sw report in", "social worker s report"),
    "papers_on": ("papers", "papers sent", "papers out"),
    "decisions_on": (
        "decisions",
        "decisions issued",
        "decisions sent",
        "decisions out",
        "recommendations",
        "recommendations sent",
    ),
    "record_on": ("minutes", "minutes done", "minutes typed", "minutes sent", "record", "record done", "full record"),
    "signed_off_on": ("signed off", "minutes signed off", "sign off"),
    "distributed_on": ("distributed", "minutes distributed", "minutes out", "record distributed"),
    "care_plan_on": ("care plan updated", "care plan", "updated care plan"),
    "raised_on": ("date raised", "raised", "raised on", "escalated on", "date of escalation", "date escalated"),
    "issue": ("issue", "concern", "about", "reason for escalation"),
    "stage": ("stage", "level", "drp stage"),
    "to_whom": ("to whom", "raised with", "escalated to", "sent to", "raised to", "addressed to", "with whom"),
    "reply_due": (
        "reply by",
        "reply due",
        "response due",
        "response by",
        "reply due by",
        "response due by",
        "response deadline",
        "reply deadline",
        "deadline",
    ),
    "replied_on": (
        "reply rec d",
        "reply received",
        "replied",
        "response received",
        "date of reply",
        "reply",
        "response",
        "reply date",
        "response date",
        "date of response",
        "date replied",
        "date responded",
        "responded",
        "replied on",
        "response rec d",
    ),
    "closed_on": (
        "closed",
        "closed on",
        "date closed",
        "closed date",
        "date of closure",
        "resolved",
        "resolved on",
        "date resolved",
        "resolved date",
        "date of resolution",
        "date settled",
        "date concluded",
        "concluded",
    ),
    "outcome": ("outcome", "result", "resolution"),
}
"""For each thing of a paper list what its column may be called."""
PAPERWORK = frozenset({"invited_on", "report_on", "papers_on", "decisions_on", "record_on", "signed_off_on"}) | {
    *("distributed_on", "care_plan_on"),
}
"""The days of a review's paperwork."""
DAYS = PAPERWORK | {
    *("born", "since", "ended", "last_review", "next_review", "next_due", "midpoint_done"),
    *("raised_on", "reply_due", "replied_on", "closed_on", "plan_since", "last_conference", "next_conference"),
    *("conference_due", "strategy", "expected"),
}
"""What is said by a column of days."""
BOOKINGS = frozenset({"next_review", "next_conference"})
"""Of these a time and a place may stand behind the day."""

ACTS = PAPERWORK | {"last_review", "last_conference", "midpoint_done"}
"""What is done more than once, each time on a day of its own: several columns may say it."""
LOG = frozenset({"raised_on", "issue", "stage", "to_whom", "reply_due", "replied_on", "closed_on", "outcome"})
"""What only a log of escalations says, whose rows are stages and no children."""
_OF_A_LIST = frozenset({"since", "placement", "last_review", "next_review", "last_conference", "midpoint_done"})
"""What no log of escalations says."""
_IN_A_LOG: Mapping[str, str] = {
    **dict.fromkeys(("status", "current status", "position"), "outcome"),
    **dict.fromkeys(("to", "manager", "team manager", "who", "whom"), "to_whom"),
    **dict.fromkeys(("due", "due date"), "reply_due"),
    **dict.fromkeys(("ended", "date ended", "end date", "closure date", "case closed"), "closed_on"),
    **dict.fromkeys(("date", "date sent", "sent"), "raised_on"),
}
"""Headings that say something else in a log, or say something there alone."""
CARE = frozenset({"since", "ended", "placement", "last_review", "next_review", "next_due", "midpoint_done"})
"""What is said of children looked after alone."""
PLAN = frozenset({"plan", "plan_since", "last_conference"})
"""What is said of children under a child protection plan."""
CONFERENCE = frozenset({"strategy", "next_conference", "conference_due"})
"""What is said of a conference to come, also where there is no plan yet."""
_NUMBER = r"(?:\d{1,2}(?:st|nd|rd|th)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
_NUMBERED = re.compile(
    rf"(?:date of )?(?:{_NUMBER} (?P<behind>.+)|(?P<before>.+?)(?: no| number)? {_NUMBER}(?: date| held)?)"
)
_ONE_OF_MANY: Mapping[str, str] = {
    **dict.fromkeys(("review", "lac review", "cla review", "cic review", "rev", "statutory review"), "last_review"),
    **dict.fromkeys(("conference", "rcpc", "cpc", "review conference", "cp review", "conf"), "last_conference"),
}
"""What a heading with a number says: `Review 2`, `3rd LAC review`."""


def known_heading(heading: str) -> str:
    """What a column of this heading says, by `NAMES`; empty where it is none of them."""
    words = _words(heading)
    named = next((name for name, names in NAMES.items() if words in names), "")
    return named or _of_protection(words) or _numbered(words)


def columns_named(headings: Sequence[str]) -> list[str]:
    """What each column says, where the others have a say in it: in a log, and where two name a status."""
    names = [known_heading(heading) for heading in headings]
    in_a_log = [_IN_A_LOG.get(_words(heading), name) for heading, name in zip(headings, names, strict=True)]
    if is_log(names) or ("issue" in names and is_log(in_a_log)):
        return in_a_log
    # What is closed in a list of children is a child's care.
    names = ["ended" if name == "closed_on" and "ended" not in names else name for name in names]
    if names.count("status") > 1 and "case_kind" not in names:
        # Beside the legal status a bare one says what the child is: LAC, CP, CIN.
        return [
            "case_kind" if _words(heading) == "status" else name for heading, name in zip(headings, names, strict=True)
        ]
    return names


def is_log(names: Sequence[str]) -> bool:
    """Whether columns that say this are a log of escalations, and no list of children."""
    of_a_log = LOG.intersection(names)
    enough = 2 if {"stage", "raised_on"} & of_a_log else 3
    return len(of_a_log) >= enough and not _OF_A_LIST.intersection(names)


_MEETING = frozenset({"icpc", "rcpc", "cpc", "conf", "conference"})
_OF_IT = frozenset({"cp", "child", "protection", "initial", "review"})
_PROTECTION: Sequence[tuple[str, tuple[frozenset[str], ...], frozenset[str]]] = (
    ("strategy", (frozenset({"strategy", "s47", "47"}),), frozenset({"discussion", "meeting", "section", "s", "held"})),
    ("plan", (frozenset({"category"}), frozenset({"abuse", "cp", "cpp", "plan", "protection"})),
     frozenset({"child", "latest", "current"})),
    ("plan_since", (frozenset({"cp", "cpp", "plan"}),
                    frozenset({"start", "started", "starts", "began", "begun", "since", "from", "subject"})),
     frozenset({"child", "protection", "became", "to", "on"})),
    ("conference_due", (_MEETING, frozenset({"due", "by"})), _OF_IT | {"next"}),
    ("next_conference", (_MEETING, frozenset({"next", "booked", "planned", "arranged"})), _OF_IT),
    ("last_conference", (_MEETING,), _OF_IT | {"last", "latest", "previous", "most", "recent", "held"}),
)  # fmt: skip
"""How the columns of child protection are called: one word of each set, and of the others any.

A conference that is called neither last nor next was held, or is booked where its day is to come.
"""


def _of_protection(heading: str) -> str:
    """What a heading says of a plan or a conference: `Date of ICPC`, `Next RCPC due`, `CP plan started`."""
    words = {*heading.split()} - {"date", "of", "the", "a"}
    for name, needed, may in _PROTECTION:
        if all(words & each for each in needed) and words <= may.union(*needed):
            return name
    return ""


def _numbered(words: str) -> str:
    """What a heading with a number says, of what is done more than once."""
    parts = _NUMBERED.fullmatch(words)
    if parts is None:
        return ""
    what = (parts["behind"] or parts["before"]).removesuffix(" date").removesuffix(" held")
    one = _ONE_OF_MANY.get(what, "") or _ONE_OF_MANY.get(what.removesuffix("s"), "")
    return one or next((name for name in ACTS if what in NAMES[name]), "")


def _words(heading: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", heading.casefold()))
