"""What stands in a cell and is no value, and what stands in a column of identifiers and is no child's."""

from __future__ import annotations

import re

from iro_tui.text import clean, ref_key

_BLANKS = frozenset(
    {
        *("null", "(null)", "<null>", "[null]", "\\n", "nil", "none", "nan", "nat", "na", "n/a", "(blank)", "(blanks)"),
        *("#n/a", "#n/a n/a", "#na", "#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!", "#spill!", "#calc!"),
        *("undefined", "(empty)", "<na>", "(none)"),
    }
)
"""What database tools, spreadsheets and statistics programs write where there is nothing."""
_BEGINS = frozenset("n(<[\\#uN-–—_=+*.~|?U")
_LINE = re.compile(r"[-–—_=+*.~|?\s]+")
"""A rule under a heading, or dashes for nothing."""
_DRESSED = re.compile(r"=\"(.*?)\"?|'(.*?)'?", re.DOTALL)

_SAYS_SO = re.compile(
    r"(?:(?:sub|grand|sum)?[ -]?totals?|sum|count|average|mean|median|min|max)\b(?![-/]?\d)"
    r"|(?:applied |report |active |no )?filters?\b"
    r"|\(?\d* ?(?:rows?|records?|results?) (?:affected|returned|selected|exported|in total)"
    r"|\(\d+ (?:rows?|records?|results?)\)|page \d+|(?:end|total) of (?:report|file|list|data|extract)"
    r"|(?:source|notes?|report|printed|produced|exported|run|generated|extracted|created)"
    r"(?::| (?:by|on|at|date|for|from|run|produced|generated)\b)"
    r"|copyright\b|©|confidential\b|official\b|completion time|\(?guidance\b"
)
_COLUMN = re.compile(r"child(?:ren)?(?:[ _]?(?:id|identifier|ref|reference|unique[ _]?id))?s?")
_ROUNDED = re.compile(r"[0-9](?:[.,][0-9]+)?e\+[0-9]+|[0-9][.,][0-9]+e[0-9]+|[0-9]{16,}\.0")
_FORMULA = re.compile(r"[=@]|[+-][A-Za-z].*\(")
_TO_COME = re.compile(
    r"tb[abcd]|t\.b\.[abcd]\.?|pending|await\w*(?: .*)?|(?:un|not (?:yet )?)known|new|various|to (?:be \w+|follow)"
    r"|no (?:id|ref|reference|number)(?: yet)?|not (?:yet )?(?:known|on system|allocated)|see (?:above|below|note\w*)"
)
"""What people write where a child has no identifier yet."""
ROUNDED_ID = "was rounded by a spreadsheet, and whose it was is lost"
NO_ID = "is no child's identifier"


def is_blank(text: str) -> bool:
    """Whether a cell holds nothing: no text, a word by which tools say so, or dashes. Source: domain reference 3.1."""
    if not text or text[0] not in _BEGINS:
        return not text
    return text.casefold() in _BLANKS or _LINE.fullmatch(text) is not None


def cell_value(text: str, *, multiline: bool = False) -> str:
    """What a cell holds: cleaned text without the marks of a spreadsheet (`="…"`, `'…`), empty where it is no value."""
    value = clean(text, multiline=multiline)
    if value[:1] in ("=", "'"):
        dressed = _DRESSED.fullmatch(value)
        value = clean(dressed[1] or dressed[2] or "", multiline=multiline) if dressed else value
    return "" if is_blank(value) else value


def is_rounded(ref: str) -> bool:
    """Whether an identifier is a long number that a spreadsheet has rounded (1.23457E+11): whose it was is lost."""
    return _ROUNDED.fullmatch(ref.casefold()) is not None


def is_no_child(ref: str) -> bool:
    """Whether an identifier says itself that its row is no child's: a total, a filter, a count, a heading again."""
    text = ref.casefold()
    return bool(_SAYS_SO.match(text) or _COLUMN.fullmatch(text))


def why_no_identifier(ref: str) -> str:
    """Why what stands in a column of identifiers is none of a child, as what is said of it; empty where it may be one.

    The one check of every format: a number that lost its figures, a total, a formula, words for one to come.
    """
    text = " ".join(ref.casefold().split())
    if is_rounded(text):
        return ROUNDED_ID
    # A lookup of nothing is 0 in a spreadsheet.
    none = not ref_key(ref).strip("0") or is_no_child(text) or _FORMULA.match(ref) or _TO_COME.fullmatch(text)
    return NO_ID if none else ""


def is_prose(ref: str) -> bool:
    """Whether an identifier reads like a line of text: no figure in it, or two words of three letters or more."""
    return not any(c.isdecimal() for c in ref) or len(re.findall(r"[^\W\d_]{3,}", ref)) > 1
