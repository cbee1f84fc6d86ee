"""Where a child lives, as lists put it: `res unit`, `kinship foster`, `IFA foster placement`, `placed with mum`.

By a code or a whole spelling; else by its words, of which one of each set is needed and none but these may stand beside
them. What fits no code, or two, means none: it is said and left blank. Source: domain reference 2.3, 3.1.
"""

from __future__ import annotations

import re
from functools import cache

from iro_tui.domain.plain_words import ALSO, PLACEMENTS, meant_whole

_FOSTER = frozenset({"foster", "fostered", "fostering", "ifa", "fc"})
_KIN = frozenset({"kinship", "connected", "relative", "relatives", "grandparent", "grandparents", "grandmother"}) | {
    *("nan", "aunt", "uncle", "mgm", "pgm"),
}
_LONG = frozenset({"long", "lt", "permanent", "permanence", "matched"})
_CARE = frozenset({"care", "carer", "carers", "placement", "placed", "with", "in", "the", "a", "an", "at", "and", "of"})
_WHOSE = frozenset({"house", "la", "agency", "independent", "external", "internal", "own", "council", "local"}) | {
    *("authority", "short", "term", "mainstream", "st", "ooc", "ooa", "out", "area", "county", "borough"),
}
_RESIDENTIAL = frozenset({"residential", "res", "childrens"})
_PARENT = frozenset({"parent", "parents", "mother", "mum", "father", "dad"})

_BY_WORDS: tuple[tuple[str, tuple[frozenset[str], ...], frozenset[str]], ...] = (
    ("U6", (_FOSTER,), _CARE | _WHOSE),
    ("U4", (_FOSTER, _LONG), _CARE | _WHOSE),
    ("U3", (_KIN,), _CARE | _FOSTER | {"person", "persons", "approved", "temporary", "reg", "24", "short"}),
    ("U1", (_KIN, _LONG), _CARE | _FOSTER | {"person", "persons", "approved", "term"}),
    ("K2", (_RESIDENTIAL, frozenset({"unit", "home", "homes", "placement"})), _CARE | _WHOSE | {"solo", "private"}),
    ("P1", (_PARENT,), _CARE | {"home", "birth", "own", "living", "lives", "both", "to", "returned"}),
)  # fmt: skip


@cache
def placement_meant(text: str) -> str:
    """The code of a placement that a cell of a list means; empty where that is not certain."""
    if whole := meant_whole(text, PLACEMENTS, ALSO):
        return whole
    words = {*re.findall(r"[a-z]+|\d+", text.casefold().replace("'", "").replace("’", ""))}
    fits = [code for code, needed, may in _BY_WORDS if words <= may.union(*needed) and all(words & n for n in needed)]
    return fits[0] if len(fits) == 1 else ""
