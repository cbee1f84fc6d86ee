"""Codes by the words that people use for them: what was typed, what it may mean, and what it means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from iro_tui.domain.codes import LEGAL_STATUS, PLACEMENT, PLACEMENT_BRIEF, REVOKED

PLAN_ONLY, UNBORN, CONFERENCE_ONLY = "cp", "unborn", "s47"
"""What a child may be beside a legal status: under a child protection plan alone, not born yet, or without a plan as
yet, a conference being called."""

Codes = Mapping[str, str]
Also = Mapping[str, tuple[str, ...]]
"""For a code the other words that mean it, and nothing else."""

STATUSES: Codes = {
    **{code: LEGAL_STATUS[code] for code in ("C2", "C1", "V2", "E1", "V4")},
    PLAN_ONLY: "child protection plan only",
    UNBORN: "unborn",
    CONFERENCE_ONLY: "initial conference to come, no plan yet",
    **{code: words for code, words in LEGAL_STATUS.items() if code not in ("C2", "C1", "V2", "E1", "V4")},
}
"""What a child is, as a paper list says it: the legal statuses, the most usual first, and what is none."""

PLACEMENTS: Codes = {
    **{code: PLACEMENT[code] for code in ("U4", "U6", "U1", "U3", "U5", "U2", "K2", "P1", "K3", "R3")},
    **{code: words for code, words in PLACEMENT.items() if code[0] not in "UZ"},
    **{code: words for code, words in PLACEMENT.items() if code[0] == "Z"},
}
"""Where a child lives, the most usual first."""

ALSO: Also = {
    "C2": ("care", "care order", "full", "full care", "full co", "fco", "co", "s31", "section 31"),
    "C1": ("ico", "interim", "interim care", "interim co"),
    "V2": ("s20", "section", "section 20", "sec 20", "voluntary", "accommodated", "accommodation", "s 20"),
    REVOKED: ("e1 revoked", "po revoked", "revocation", "revoke placement order", "d1 revoked"),
    "E1": ("po", "placement order", "placement"),
    "V4": ("short", "short breaks", "short break", "breaks", "respite"),
    PLAN_ONLY: ("cp", "cpp", "cp plan", "cp only", "plan", "plan only", "child protection", "protection"),
    UNBORN: ("ub", "unborn baby", "pre birth", "expected"),
    CONFERENCE_ONLY: ("icpc", "conference", "initial conference", "section 47", "s 47", "enquiries", "strategy"),
    "J1": ("remand", "remanded", "ytd"),
    "J2": ("pace", "pace detention"),
    "L1": ("police protection", "pp"),
    "L2": ("epo", "emergency protection"),
    "U4": ("foster long", "long term foster", "long term fostering", "foster long term", "long term"),
    "U6": ("foster", "foster care", "fostered", "fostering", "foster carer", "carer", "carers", "ifa"),
    "U3": ("kinship", "connected", "connected person", "family and friends", "friends and family", "relatives"),
    "U1": ("kinship long", "kinship long term", "connected long term"),
    "U5": ("foster to adopt", "fostering for adoption", "early permanence"),
    "K2": ("home", "residential", "children home", "childrens home", "res"),
    "K1": ("secure", "secure unit"),
    "P1": ("parents", "parent", "mother", "mum", "father", "dad", "at home", "with parents", "pwp"),
    "K3": ("supported", "supported accommodation", "semi independent", "16 plus"),
    "R3": ("mother and baby", "mother and baby unit", "family centre", "m b"),
    "R2": ("hospital", "nhs"),
    "R5": ("yoi", "prison"),
    "S1": ("school", "boarding", "residential school"),
    "A6": ("adoption", "adopters", "placed for adoption"),
    "Z1": ("other",),
}
"""Words of paper lists, by code. Words that two statuses share stand at the one that is meant by them alone."""

CATEGORIES: Codes = {
    "neglect": "neglect",
    "emotional abuse": "emotional abuse",
    "physical abuse": "physical abuse",
    "sexual abuse": "sexual abuse",
    "multiple": "more than one category",
    "not known": "yes, its category not known",
}
"""Why there is a child protection plan. Source: Working Together; the return's codes are taken for them too."""

CATEGORIES_ALSO: Also = {
    "neglect": ("n", "neg", "nal"),
    "emotional abuse": ("e", "emo", "emotional", "eab"),
    "physical abuse": ("p", "phys", "physical", "pha"),
    "sexual abuse": ("s", "sexual", "csa", "sab"),
    "multiple": ("m", "mul"),
    "not known": ("y", "yes", "cp"),
}

RAGS: Codes = {"green": "green", "amber": "amber", "red": "red"}
RAGS_ALSO: Also = {"green": ("g", "grn"), "amber": ("a", "amb", "yellow"), "red": ("r",)}

_OVER = frozenset(
    {"revoked", "revocation", "discharged", "refused", "dismissed", "withdrawn", "expired", "lapsed", "ended"}
)
"""Words that, behind a code, say the opposite of it."""
_WORDS = re.compile(r"[^\W_]+")


def alike(typed: str, codes: Codes, also: Also) -> tuple[str, ...]:
    """The codes that what was typed may mean, in their order; every one for nothing. One that is meant comes first."""
    wanted = _words(typed)
    if not wanted:
        return tuple(codes)
    exact = _meant(wanted, codes, also)
    fits = [c for c in codes if c == exact or any(_begin(wanted, w) for w in _spellings(c, codes[c], also.get(c, ())))]
    return tuple(sorted(fits, key=lambda code: code != exact))


def meant(typed: str, codes: Codes, also: Also) -> str:
    """The code that was typed, in full or by words that mean no other; empty where there is none, or several."""
    wanted = _words(typed)
    if exact := _meant(wanted, codes, also):
        return exact
    fits = alike(typed, codes, also) if wanted else ()
    return fits[0] if len(fits) == 1 else ""


def meant_whole(typed: str, codes: Codes, also: Also) -> str:
    """The code that was typed by a whole spelling, or by the beginnings of several words; never by that of one alone.

    A person who types `the` sees what it is taken for; in a list nobody does.
    """
    wanted = _words(typed)
    return _meant(wanted, codes, also) or (meant(typed, codes, also) if len(wanted) > 1 else "")


def goes_on(typed: str, codes: Codes, also: Also) -> bool:
    """Whether what was typed begins a code or a word of one: `s2` of `s20`, `u` of `u6`."""
    begun = typed.casefold().strip()
    return any(
        spelling.casefold().startswith(begun) for code in codes for spelling in (code, *also.get(code, ()))
    ) or any(word.startswith(begun) for words in codes.values() for word in _words(words))


def _meant(wanted: tuple[str, ...], codes: Codes, also: Also) -> str:
    """The code whose spelling this is in full."""
    spelt = (code for code in codes if wanted in _spellings_in_full(code, codes[code], also.get(code, ())))
    return next(spelt, "") or next(
        (code for code in codes if wanted[:1] == _words(code) and _is_code(code) and not _OVER & {*wanted}), ""
    )


def _brief(code: str) -> str:
    """The words of a column of ours for a placement: a list that went out may come back."""
    brief = PLACEMENT_BRIEF.get(code, "")
    return brief if [*PLACEMENT_BRIEF.values()].count(brief) == 1 else code


def _is_code(code: str) -> bool:
    """Whether it is a code of the return, behind which its words may stand: `U4 foster care…`."""
    return len(code) < 4 and any(c.isdigit() for c in code)


def _spellings(code: str, words: str, also: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return (_words(code), _words(words), *map(_words, also))


@cache
def _spellings_in_full(code: str, words: str, also: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """Those, and the words of a list that went out; asked for at each key, and for each row of a list."""
    return frozenset((*_spellings(code, words, also), _words(_brief(code))))


def _begin(wanted: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether each of these begins a word."""
    return all(any(word.startswith(each) for word in words) for each in wanted)


@cache
def _words(text: str) -> tuple[str, ...]:
    """The words of a text without what stands between them; what is typed is short."""
    return tuple(_WORDS.findall(text.casefold().replace("’", "").replace("'", "")))
