"""What a heading says by its words, however they are put: `Date mid-way completed`, `Next RV booked for`, `LL number`.

For each thing one word of each set is needed, and beside them only words that may stand there. A heading that fits two
things, or holds any other word, says nothing: better none than a wrong one, and a key says what a column is. Source:
domain reference 3.1, 4.1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

_PHRASES: Sequence[tuple[re.Pattern[str], str]] = tuple(
    (re.compile(rf"\b(?:{phrase})\b"), word)
    for phrase, word in (
        (r"(?:child(?:ren)? |being |became |becoming )?looked after", "lac"),
        (r"child(?:ren)? in care", "lac"),
        (r"young (?:person|people)|yp", "child"),
        (r"mid ?(?:way|point|term)|mid review|mpr", "midpoint"),
        (r"most recent", "last"),
        (r"(?:date|day) (?:and )?time", "date"),
        (r"latest (?:possible )?date (?:for|by)", "due"),
        (r"carried out|took place", "held"),
        (r"social work(?:ers?)?", "sw"),
        (r"(?:team|practice|line|assistant team) (?:manager|leader)|atm|tm", "manager"),
        (r"liquid logic|ll", "liquidlogic"),
        (r"care first|cf", "carefirst"),
        (r"frame ?work ?i|fwi", "frameworki"),
    )
)
_SAME: Mapping[str, str] = {
    **dict.fromkeys(("la", "cla", "cic", "bla"), "lac"),
    **dict.fromkeys(("rv", "rev", "reviews", "reviewed", "clar", "cir"), "review"),
    **dict.fromkeys(("latest", "previous", "prev"), "last"),
    **dict.fromkeys(("upcoming", "forthcoming", "following"), "next"),
    **dict.fromkeys(("arranged", "scheduled", "planned", "booking"), "booked"),
    **dict.fromkeys(("done", "completed", "complete", "actual", "undertaken"), "held"),
    **dict.fromkeys(("deadline",), "due"),
    **dict.fromkeys(("midway", "midpoint", "midterm"), "midpoint"),
    **dict.fromkeys(("saw", "spoken", "spoke"), "seen"),
    **dict.fromkeys(("visits", "visited"), "visit"),
    **dict.fromkeys(("contacts", "contacted"), "contact"),
    **dict.fromkeys(("number", "num", "nos"), "no"),
    **dict.fromkeys(("reference", "identifier"), "ref"),
    **dict.fromkeys(("invite", "invites", "invitation", "invitations"), "invited"),
    **dict.fromkeys(("consult", "consultations"), "consultation"),
    **dict.fromkeys(("docs", "documents", "forms", "booklets", "paper", "form"), "papers"),
    **dict.fromkeys(("recommendations", "recs", "decision"), "decisions"),
    **dict.fromkeys(("minute", "minuted"), "minutes"),
    **dict.fromkeys(("reports",), "report"),
    **dict.fromkeys(("recd", "rcvd", "recvd", "recieved", "rec"), "received"),
    **dict.fromkeys(("caseworker",), "worker"),
    **dict.fromkeys(("birthdate",), "birth"),
    **dict.fromkeys(("accomodated",), "accommodated"),
    **dict.fromkeys(("started", "starts", "began", "commenced", "entered", "entry", "from", "became"), "start"),
    **dict.fromkeys(("ends", "end", "ceased", "discharged", "discharge"), "ended"),
    **dict.fromkeys(("childs", "children"), "child"),
}
_NOISE = frozenset({"of", "the", "a", "an", "s", "is", "was"})
_OF_DAYS = frozenset({"date", "on", "for"})
"""What may be said of every day."""

_SYSTEMS = frozenset(
    {"liquidlogic", "lcs", "mosaic", "eclipse", "carefirst", "frameworki", "ics", "azeus", "capita"}
) | {
    *("protocol", "swift", "ssd", "system", "paris"),
}
"""What councils keep their records in. Source: domain reference 4.1."""
_PERSON = frozenset({"child", "person", "client", "case", "file", "record", "unique", "service", "user", "su"})
_ID = frozenset({"id", "no", "ref"})
_LAC, _IRO_REVIEW = frozenset({"lac"}), frozenset({"lac", "statutory", "iro", "review"})

_Rule = tuple[str, tuple[frozenset[str], ...], frozenset[str]]


def _rule(name: str, needed: Sequence[str], may: str = "") -> _Rule:
    return name, tuple(frozenset(each.split()) for each in needed), frozenset(may.split())


_DAYS: Sequence[_Rule] = (
    _rule("last_review", ("review", "last held"), "lac statutory iro meeting in"),
    _rule("last_review", ("meeting", "last"), "lac held"),
    _rule("next_review", ("review", "next booked"), "lac statutory iro meeting"),
    _rule("next_review", ("meeting", "next booked"), "lac"),
    _rule("next_review", ("booked",), "lac next"),
    _rule("next_due", ("review", "due by"), "lac statutory iro next by due to be held must"),
    _rule("next_due", ("due", "statutory stat"), "by"),
    _rule("midpoint_due", ("midpoint", "due by target"), "lac iro review check visit by"),
    _rule("midpoint_done", ("midpoint",), "lac iro review check held last visit contact monitoring oversight meeting"),
    _rule("iro_visit", ("seen",), "child iro last by to with before review pre"),
    _rule("iro_visit", ("iro", "visit contact seen"), "child last with to by before review pre held"),
    _rule("born", ("dob birth",), "child d b"),
    _rule("since", ("lac care accommodated accommodation poc", "start since into admission came"),
          "in to being period child came into"),
    _rule("ended", ("lac care poc", "ended left closed"), "in being period to be child"),
    _rule("invited_on", ("invited",), "letter letters sent out issued review lac"),
    _rule("report_on", ("report",), "sw worker received in submitted held lac"),
    _rule("papers_on", ("consultation", "papers sent out"), "papers sent out issued"),
    _rule("decisions_on", ("decisions", "sent out issued circulated distributed"), "to sw papers review lac 5 days"),
    _rule("record_on", ("minutes record", "typed written held finalised"), "review lac full 15 day days"),
    _rule("signed_off_on", ("minutes record", "approved authorised"), "review lac"),
    _rule("distributed_on", ("minutes record", "circulated distributed out"), "sent review lac full to 20 day days"),
)  # fmt: skip
_WORDS_OF: Sequence[_Rule] = (
    ("ref", (_ID, _SYSTEMS | _PERSON), _ID | _SYSTEMS | _PERSON | {"social", "care"}),
    _rule("initials", ("child",), "name initials full"),
    _rule("initials", ("name", "full child"), "of"),
    _rule("status", ("legal", "status order basis stat"), "lac current child type code status order"),
    _rule("status", ("order", "type current")),
    _rule("placement", ("placement plcmt", "type current category kind")),
    _rule("worker", ("sw worker", "allocated name current case lead"), "allocated name current case lead child"),
    _rule("manager", ("manager",), "name current sw allocated team"),
    _rule("worker", ("worker",), "case"),
    _rule("rag", ("rag",), "rating status rated current iro now colour last"),
)


@lru_cache(maxsize=1 << 10)
def said_by_words(heading: str) -> str:
    """What a heading in small letters says by its words; empty where they say nothing, or may say two things."""
    whole = heading.replace("'", "").replace("’", "")
    whole = " ".join(re.findall(r"[a-z]+|\d+", whole))
    for phrase, word in _PHRASES:
        whole = phrase.sub(word, whole)
    words = {_SAME.get(word, word) for word in whole.split()} - _NOISE
    fits = {name for name, needed, may in _DAYS if _fits(words - _OF_DAYS, needed, may)}
    fits |= {name for name, needed, may in _WORDS_OF if _fits(words, needed, may)}
    return next(iter(fits)) if len(fits) == 1 else ""


def _fits(words: set[str], needed: tuple[frozenset[str], ...], may: frozenset[str]) -> bool:
    return all(words & each for each in needed) and words <= may.union(*needed)
