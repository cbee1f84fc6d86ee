"""What the columns of somebody's own list are called: by its heading, and by the headings beside it, what each says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from iro_tui.exchange.column_names import NAMES
from iro_tui.exchange.heading_words import said_by_words
from iro_tui.exchange.own_lists import own_columns

Lies = Literal["long ago", "behind", "either", "ahead"]

PAPERWORK = frozenset({"invited_on", "report_on", "papers_on", "decisions_on", "record_on", "signed_off_on"}) | {
    *("distributed_on", "care_plan_on"),
}
"""The days of a review's paperwork."""
BOOKINGS = frozenset({"next_review", "next_conference"})
"""Of these a time and a place may stand behind the day."""
MAY_BE_BOOKED = BOOKINGS | {"last_review", "last_conference"}
"""Of these too where the day is still to come: a list may have one column for what was held and what is booked."""
LIES: Mapping[str, Lies] = {
    **dict.fromkeys(("born", "since", "ended", "plan_since"), "long ago"),
    **dict.fromkeys((*PAPERWORK, "midpoint_done", "iro_visit", "strategy"), "behind"),
    **dict.fromkeys(("raised_on", "replied_on", "closed_on", "stage_on", "stage_replied"), "behind"),
    **dict.fromkeys((*MAY_BE_BOOKED - BOOKINGS, "reply_due", "stage_due"), "either"),
    **dict.fromkeys((*BOOKINGS, "next_due", "midpoint_due", "conference_due", "expected"), "ahead"),
}
"""Where from today the days of a column lie: years back, where without their year they say nothing; behind; either way;
ahead, of which a day may have passed since it was written."""
DAYS = frozenset(LIES)
"""What is said by a column of days."""
LONG_AGO = frozenset(name for name, lies in LIES.items() if lies == "long ago")
"""Days that may lie years back: without their year they say nothing."""

ACTS = (
    PAPERWORK
    | {"last_review", "last_conference", "midpoint_done", "iro_visit"}
    | {
        *("stage_on", "stage_due", "stage_replied"),
    }
)
"""What is done more than once, each time on a day of its own: several columns may say it."""
LOG = frozenset({"raised_on", "issue", "stage", "to_whom", "reply_due", "replied_on", "closed_on", "outcome"}) | {
    *("stage_on", "stage_due", "stage_replied"),
}
"""What only a log of escalations says, whose rows are stages and no children."""
_OF_A_LIST = frozenset({"since", "placement", "last_review", "next_review", "last_conference", "midpoint_done"}) | {
    *("iro_visit", "midpoint_due"),
}
"""What no log of escalations says."""
_OF_A_CHILD = frozenset({"since", "placement"})
"""What of it stands beside the child in a log too, where enough else is of a log."""
_IN_A_LOG: Mapping[str, str] = {
    **dict.fromkeys(("status", "current status", "position"), "outcome"),
    **dict.fromkeys(("to", "manager", "team manager", "who", "whom"), "to_whom"),
    **dict.fromkeys(("due", "due date"), "reply_due"),
    **dict.fromkeys(("ended", "date ended", "end date", "closure date", "case closed"), "closed_on"),
    **dict.fromkeys(("date", "date sent", "sent"), "raised_on"),
    **dict.fromkeys(("theme", "themes", "subject", "topic", "matter", "reason", "reasons", "summary"), "issue"),
    **dict.fromkeys(("details", "detail", "description", "category", "type", "nature"), "issue"),
}
"""Headings that say something else in a log, or say something there alone."""
CARE = frozenset({"since", "ended", "placement", "last_review", "next_review", "next_due", "midpoint_due"}) | {
    "midpoint_done"
}
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
    """What a column of this heading says: by `NAMES`, else by its words; empty where it says nothing."""
    return by_name(heading) or by_words(heading)


def by_words(heading: str) -> str:
    """What a heading says that no table names, by its words alone."""
    if by_name(heading):
        return ""
    return said_by_words(heading.casefold()) or said_by_words(_REMARK.sub(" ", heading).casefold())


def by_name(heading: str) -> str:
    """What a heading says by `NAMES`, and by what is built like them."""
    words = _words(heading)
    return _named(words) or _of_protection(words) or _numbered(words) or _named(_words(_REMARK.sub(" ", heading)))


_REMARK = re.compile(r"\(.*?\)")


def _named(words: str) -> str:
    """What a column of these words says by the table; that it is a date may be said of every day."""
    bare = words.removeprefix("date of ").removesuffix(" date")
    of_a_day = _NAMED.get(bare, "")
    return _NAMED.get(words, "") or (of_a_day if of_a_day in DAYS else "")


def columns_named(headings: Sequence[str]) -> list[str]:
    """What each column says, where the others have a say in it: in a log, and where two name a status."""
    if (own := own_list(headings)) is not None:
        return [own.get(_words(heading), "") for heading in headings]
    called = [by_name(heading) for heading in headings]
    # What is called so by name stands before what is only known by its words.
    names = [
        name or ("" if (weak := by_words(heading)) in called and weak not in ACTS else weak)
        for heading, name in zip(headings, called, strict=True)
    ]
    in_a_log = [_in_a_log(_words(heading), name, names) for heading, name in zip(headings, names, strict=True)]
    if is_log(names) or ("issue" in names and is_log(in_a_log)):
        return in_a_log
    # What is closed in a list of children is a child's care.
    names = ["ended" if name == "closed_on" and "ended" not in names else name for name in names]
    if "next_due" not in names:  # below another heading a bare one is of that
        names = [
            "next_due" if _words(heading) == "due" else name for heading, name in zip(headings, names, strict=True)
        ]
    if names.count("status") > 1 and "case_kind" not in names:
        # Beside the legal status a bare one says what the child is: LAC, CP, CIN.
        return [
            "case_kind" if _words(heading) == "status" else name for heading, name in zip(headings, names, strict=True)
        ]
    return names


def _in_a_log(words: str, name: str, names: Sequence[str]) -> str:
    """What a column says in a log; nothing where another one says so by its own name."""
    if name in LOG or words not in _IN_A_LOG:
        return name
    return "" if _IN_A_LOG[words] in names else _IN_A_LOG[words]


def own_list(headings: Sequence[str]) -> Mapping[str, str] | None:
    """What the columns say of a list that this program wrote; None for any other."""
    return own_columns({*map(_words, headings)})


def is_log(names: Sequence[str]) -> bool:
    """Whether columns that say this are a log of escalations, and no list of children."""
    of_a_log, of_a_list = LOG.intersection(names), _OF_A_LIST.intersection(names)
    if of_a_list - _OF_A_CHILD:
        return False
    if sum(name.startswith("stage_on") for name in names) > 1:
        return not of_a_list  # a column for each stage
    enough = 2 if {"stage", "raised_on", "stage_on"} & of_a_log and not of_a_list else 3
    return len(of_a_log) >= enough


def stage_named(heading: str) -> str:
    """The stage that a column is of, as the ladder knows it: `2` of `Stage 2 date`, or `service manager`."""
    words = _words(heading)
    number = re.search(r"\d+", words)
    if number or "informal" in words.split():
        return number[0] if number else "informal"
    return " ".join(word for word in words.split() if word not in _BESIDE_A_STAGE)


_BESIDE_A_STAGE = frozenset({"date", "raised", "sent", "on", "of", "with", "to", "escalated", "stage"})
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
    words = (_SAME.get(word, word) for word in re.findall(r"[a-z0-9]+", heading.casefold()))
    return " ".join(words).replace("rec d", "received")


_SAME: Mapping[str, str] = {
    **dict.fromkeys(("la", "cla", "cic"), "lac"),
    "reviews": "review",
    "conferences": "conference",
    **dict.fromkeys(("recd", "rcvd", "recvd", "recieved"), "received"),
}
"""Words of headings that say the same: looked after as councils shorten it, received as people do."""
_NAMED: Mapping[str, str] = {_words(heading): name for name, names in NAMES.items() for heading in names}
