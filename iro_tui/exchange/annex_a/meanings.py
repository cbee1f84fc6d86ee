"""What the words in a cell of Annex A mean as a code of the return.

The letters before them ("k) E47: …") change with the version of the list and say nothing. A code that exists today
and whose words do not contradict it is believed; else the words, where they mean one thing; else nothing is, and that
is answers. Source: domain reference 3.1.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from iro_tui.domain import codes

_LETTER = re.compile(r"^\(?[a-z]{1,2}\)\s*", re.IGNORECASE)
_CODE = re.compile(r"(?<![A-Za-z0-9])([A-Z]{1,2}\d{1,2}[ABab]?)(?![0-9])")
_FAMILY_FOUR = re.compile(r"\b([A-Z]{4})\b")

Words = tuple[tuple[str, str], ...]
"""Patterns, and the codes (a blank between) that one may mean; the first that is there counts."""

LEGAL_STATUS: Words = (
    (r"placement order|(?<![a-z])po$", "E1"),
    (r"freed|freeing", "D1"),
    (r"supervision order with|so with residence|youth rehabilitation", "J3"),
    (r"special guardian|residence order|arrangement|section 47|section 17|wardship|ward of court|care leaver", ""),
    (r"\bsuperv|\bsup\.? ord|\bs\.o\.", ""),
    (r"interim care|(?<![a-z])ico\b|s(?:ec(?:tion)?)?\.? ?38\b", "C1"),
    (r"\bbreaks?\b.*agreements? (?:are |is )?record|record[a-z]* agreements?|agreements? recorded", "V4"),
    (r"\bbreaks?\b.*episodes", "V3"),
    (r"series of short|short.term break|short break", "V3 V4"),
    (r"emergency protection|\bepo\b", "L2"),
    (r"police", "L1"),
    (r"child assessment", "L3"),
    (r"\bpace\b", "J2"),
    (r"remand", "J1"),
    (r"s(?:ec(?:tion)?|eection)?\.? ?20\b|voluntar|single period", "V2"),
    (r"full care|care order|\bfco\b|s(?:ec(?:tion)?)?\.? ?31\b", "C2"),
)
PLACEMENT: Words = (
    (r"(?:consent|s(?:ection)? ?19).*not with|consent - not", "A4"),
    (r"placed.*consent.*(?:with|current)", "A3 A4"),
    (r"placed.*(?:placement order|\border\b).*not", "A6"),
    (r"placed (?:for )?adoption|placed 4 adopt", "A3 A4 A5 A6"),
    (r"relative.*not (?:long term or )?ffa", "U3"),
    (r"foster.*not (?:long term or )?ffa", "U6"),
    (r"(?:relative|friend).*(?:\bffa\b|approved adopt|for adoption)", "U2"),
    (r"\bffa\b|approved adopt|fostering for adoption|foster to adopt|concurrent", "U5 U2"),
    (r"secure", "K1"),
    (r"mother (?:and|&) baby|family cent", "R3"),
    (r"youth treatment|refuge|whereabouts|hotel|regulation 38|38/6", ""),
    (r"young offender|\byoi\b|prison|secure training", "R5"),
    (r"not subject to .*(?:children|child homes)|hostels? support", "H5"),
    (r"(?:relative|friend|connected|kinship).*long.?term", "U1"),
    (r"(?:relative|friend|connected|kinship)(?!.*parental resp)", "U1 U2 U3"),
    (r"(?:\bown|\bbirth|(?:placed|placement|liv\w+|home) with(?: \w+)?) parents?\b(?!.*(?:foster|bab))", "P1"),
    (r"parent", "P1 R3"),
    (r"other foster carer.*long.?term", "U4"),
    (r"foster.*long.?term|long.?term.*foster", "U1 U4"),
    (r"foster|with other carer", "U1 U2 U3 U4 U5 U6 T3"),
    (r"residen[a-z]+ school|all residen[a-z]+ schools", "S1"),
    (r"holiday", "T2 T3"),
    (r"hospital", "T1 R2"),
    (r"temp", "T0 T1 T2 T3 T4"),
    (r"supported accommodation|semi.?independent", "K3"),
    (r"independent|lodgings", "P2"),
    (r"residential employment", "P3"),
    (r"residential care home|care homes?\b.*registered|nursing home", "R1"),
    (r"nhs|health trust|medical|nursing", "R2"),
    (r"homes and hostels|home / hostel|children.?s.? home", "K2"),
    (r"other placement", "Z1"),
)
PROVIDER: Words = (
    (r"parent", "PR0"),
    (r"own prov|own la|by la\b|provision by (?:the )?local auth", "PR1"),
    (r"other (?:la|local auth)|another (?:la|local auth)", "PR2"),
    (r"public|\bpct\b", "PR3"),
    (r"private", "PR4"),
    (r"voluntary|third sector|3rd sect", "PR5"),
)
END_REASON: Words = (
    (r"new e?pi[a-z]*sode (?:begins|starts)|new episode", "X1"),
    (r"adopt.*unopposed", "E11"),
    (r"adopt.*dispensed", "E12"),
    (r"former foster|former carer|former fc", "E43 E45 E46"),
    (r"special guardian", "E43 E44 E45 E46 E47 E48"),
    (r"residence.*order granted|arrangements?.*order|residence order$", "E41 E4A E4B"),
    (r"another la|another local|other la\b|other local|taken over", "E3"),
    (r"\bdied\b|death|deceased", "E2"),
    (r"(?:not part|was not part|unplanned)", "E4B"),
    (r"no parental|no pr\b|without parental", "E13"),
    (r"return.*home|returned home", "E4A E4B"),
    (r"(?:turned|aged?|reached).{0,12}18.*(?:stay|remain|living with)|staying put|remained with", "E17 E8"),
    (r"independent.*(?:no formal|no support|without)", "E6"),
    (r"independ[ae]nt.*(?:support|formalised)", "E5"),
    (r"adult", "E7"),
    (r"custody", "E9"),
    (r"remand", "E14 E8"),
    (r"age assess", "E15"),
    (r"abroad", "E16"),
    (r"any other|other reason", "E8 E17"),
)
NEED: Words = (
    (r"abuse|neglect", "N1"),
    (r"parent.*(?:illness|disab)|(?:illness|disab).*parent", "N3"),
    (r"disab", "N2"),
    (r"acute (?:stress|distress)", "N4"),
    (r"dysfunction|disfunction", "N5"),
    (r"unacceptable", "N6"),
    (r"low income", "N7"),
    (r"absent parent", "N8"),
)
PERMANENCE: Words = (
    (r"parallel|(?:/|\bor\b| and )", ""),
    (r"within (?:a|one|1) month", "RETURN1M"),
    (r"within six|within 6", "RETURN6M"),
    (r"remain|stay.*(?:family|support)", "REMAINSUP"),
    (r"return|reunif|rehabilit", "RETURNEV"),
    (r"adoption|adopt", "ADOPTION"),
    (r"special guardian|\bsgo\b|\bcao\b|residence order|arrangements", "OTHERPLN"),
    (r"supported living|independen", "SUPPLIV"),
    (r"residential", "RESPLMT"),
    (r"friends|relatives|kinship|connected", "LTRELFR"),
    (r"fostering|foster", "LTFOST18"),
    (r"^other|other\b.*plan", "OTHERPLN"),
)
_ABUSE = r"(?:neglect|emotional|physical|sexual)"
CATEGORY: Words = (
    (rf"multiple|\bmul\b|more than one|{_ABUSE}.*(?:&|/|,|\band\b).*{_ABUSE}", "multiple"),
    (r"neglect|\bn(?:al|eg)\b", "neglect"),
    (r"emotional|\b(?:eab|emo)\b", "emotional abuse"),
    (r"physical|\b(?:pha|phys?)\b", "physical abuse"),
    (r"sexual|\b(?:sab|csa)\b", "sexual abuse"),
)

_ASIDE = re.compile(r"\(?\bnot under (?:a |an )?.*$|\(or,? from .*$", re.IGNORECASE)
"""What a reason says it is not, at length."""
_GOVERNS = {codes.PLACEMENT_ORDER}
"""Of two orders in one cell the one that governs."""


def _today(of: Mapping[str, str], gone: str = "") -> frozenset[str]:
    return frozenset(of) - frozenset(gone.split())


_STATUS_CODES = _today(codes.LEGAL_STATUS)
_PLACEMENT_CODES = _today(codes.PLACEMENT, "H5 P2")
_END_CODES = _today(codes.END_REASON, "E43 E44")


@lru_cache(maxsize=4096)
def code_of(text: str, kind: str) -> str:
    """The code that a cell means, by its kind (`STATUS`, `PLACE`, …); empty where it means none, or several."""
    codes_today, known, words = _KINDS[kind]
    bare = _LETTER.sub("", text.strip())
    meant = _by_words(bare, words)
    there = [code.upper() for code in _CODE.findall(bare) if code.upper() in codes_today]
    governing = [code for code in there if code in _GOVERNS] or list(dict.fromkeys(there))
    if meant is not None and _GOVERNS & meant and not governing:
        return next(iter(_GOVERNS & meant))
    if len(governing) == 1 and (meant is None or not meant or governing[0] in meant or governing[0] in _GOVERNS):
        # Words that belong to no code say nothing against it, where it is the code that leads.
        return governing[0] if meant != frozenset() or bare.upper() == governing[0] else ""
    if meant is None or len(meant) != 1 or (there and len(governing) > 1):
        return ""
    [only] = meant
    return only if only in known else ""


def _by_words(text: str, words: Words) -> frozenset[str] | None:
    """The codes that the words may mean; None where there are no words of any, empty where they mean no code."""
    lower = (_ASIDE.sub("", text) if words is END_REASON else text).casefold()
    for pattern, meant in words:
        if re.search(pattern, lower):
            return frozenset(meant.split() if words is not CATEGORY else (meant,))
    return None


_KINDS: Mapping[str, tuple[Collection[str], Collection[str], Words]] = {
    "STATUS": (_STATUS_CODES, codes.LEGAL_STATUS, LEGAL_STATUS),
    "PLACE": (_PLACEMENT_CODES, codes.PLACEMENT, PLACEMENT),
    "PROVIDER": (codes.PLACEMENT_PROVIDER, codes.PLACEMENT_PROVIDER, PROVIDER),
    "WHY_ENDED": (_END_CODES, codes.END_REASON, END_REASON),
    "NEED": (codes.NEED, codes.NEED, NEED),
    "PERMANENCE": ((), codes.PERMANENCE, PERMANENCE),
    "CATEGORY": ((), ("neglect", "emotional abuse", "physical abuse", "sexual abuse", "multiple"), CATEGORY),
}

_YES = frozenset({"yes", "y", "true", "1", "t"})
_NO = frozenset({"no", "n", "false", "0", "f", "none"})


def yes_or_no(text: str) -> bool | None:
    """What a cell of yes and no says; None where it says neither."""
    bare = _LETTER.sub("", text.strip()).casefold()
    first = re.split(r"[\s:,-]+", bare, maxsplit=1)[0]
    return True if first in _YES else False if first in _NO else None


def plan_made(text: str) -> bool | None:
    """Whether a conference made a child protection plan, by what its cell says; None where that is not certain."""
    lower = text.casefold()
    if re.search(r"\bno\b|\bnot\b|child in need|\bcin\b", lower):
        return False
    return True if yes_or_no(text) or re.search(r"\bplan\b|\bcpp?\b|child protection", lower) else yes_or_no(text)


def sex_of(text: str) -> str | None:
    """M, F or U; None where a cell tells none of them."""
    bare = _LETTER.sub("", text.strip()).casefold()
    if re.match(r"(?:1 ?- ?)?male|m$|1$", bare):
        return "M"
    if re.match(r"(?:2 ?- ?)?female|f$|2$", bare):
        return "F"
    return "U" if re.match(r"not|unknown|unborn|u$|i$|0|9|indeterminate|neither|unspecified", bare) else None


def ethnicity_of(text: str) -> str | None:
    """The return's code of four letters, where one stands in the cell; nothing is guessed from other words."""
    return next((code for code in _FAMILY_FOUR.findall(text.upper()) if code in codes.ETHNICITY), None)
