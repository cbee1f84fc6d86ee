"""Text on its way in and out: the one cleaning every value goes through, and the one guard before a terminal."""

from __future__ import annotations

import re
import unicodedata

MAX_TEXT = 500
"""Characters kept of one value, unless the caller says otherwise."""

_ZWNJ, _ZWJ = "\u200c", "\u200d"
_EMOJI = "[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff]"
_PART = f"{_EMOJI}[\U0001f3fb-\U0001f3ff]?\ufe0f?"
# What holds an emoji together is kept (a family, the flag of England); the same characters elsewhere hide text.
_JOINED = f"{_PART}(?:{_ZWJ}{_PART})+|\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
_HIDDEN = (
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls; those that part words are below
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional
    "\u00ad\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"  # zero width, or drawn as nothing
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
# Between two letters of scripts that are written with them they are spelling (Persian, Hindi); elsewhere they hide.
_WRITTEN_WITH_JOINERS = "[\u0620-\u065f\u066e-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18aa\ufb50-\ufdff\ufe70-\ufefc]"
_SPELT = f"(?<={_WRITTEN_WITH_JOINERS})[{_ZWNJ}{_ZWJ}](?={_WRITTEN_WITH_JOINERS})"
_KEEP_OR_DROP = f"({_JOINED}|{_SPELT})|{_HIDDEN}"
_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")

_UNSAFE = "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
"""Control characters, what turns the direction of writing or breaks a line, invisible tags, and halves of a pair,
which no terminal can be sent."""
_UNSAFE_IN_A_LINE = re.compile(_UNSAFE)
_UNSAFE_IN_TEXT = re.compile(f"(?![\n\t]){_UNSAFE}")
_UNSAFE_IN_JSON = re.compile(f"(?!\n)(?:{_UNSAFE}|{_HIDDEN})")
_VISIBLE = "\N{REPLACEMENT CHARACTER}"


def clean(value: str, *, multiline: bool = False, limit: int = MAX_TEXT) -> str:
    """The one cleaning of text from outside: typing, files, other machines.

    Drops control, bidirectional and zero-width characters (those inside an emoji stay, and joiners between letters
    that are spelt with them), composes to NFC, strips, and keeps at most `limit` characters. Line ends and tabs
    become a space; with `multiline` a line end becomes a newline. Cleaning twice changes nothing.
    Source: security.md 2.8.
    """
    if value.isascii() and value.isprintable():
        return value.strip()[:limit].rstrip()
    value = _LINE_ENDS.sub("\n" if multiline else " ", value).replace("\t", " ")
    kept = re.sub(_KEEP_OR_DROP, lambda match: match[1] or "", value)  # compiled when first needed: most text is plain
    return unicodedata.normalize("NFC", kept).strip()[:limit].rstrip().rstrip(_ZWNJ + _ZWJ)


def decoded(content: bytes) -> str:
    """A text that a person wrote with any editor: UTF-8, with a byte order mark or without, or UTF-16 with one.

    Raises UnicodeDecodeError.
    """
    return content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")


def safe(text: str) -> str:
    """A line with every character that could steer a terminal made visible instead."""
    return _UNSAFE_IN_A_LINE.sub(_VISIBLE, text)


def is_safe(text: str) -> bool:
    """Whether a line holds nothing that could steer a terminal."""
    return _UNSAFE_IN_A_LINE.search(text) is None


def safe_lines(text: str) -> str:
    """Text of several lines, made safe line by line: line ends and tabs stay."""
    return _UNSAFE_IN_TEXT.sub(_VISIBLE, text)


def safe_json(text: str) -> str:
    """JSON in which whatever could steer a terminal, or hides in a text, is written as `\\u…`: it means the same."""
    return _UNSAFE_IN_JSON.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    pair = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{pair[at]:02x}{pair[at + 1]:02x}" for at in range(0, len(pair), 2))


def brief(text: str, longest: int = 300) -> str:
    """A sentence in which no word is endless: one of more than `longest` characters keeps its beginning."""
    return re.sub(rf"\S{{{longest},}}", lambda match: f"{match[0][:60]}…", text)


# Two spellings of one thing

_QUOTES = "'\"`\u00b4\u2018-\u201f\u2032\u2033\u00ab\u00bb\u2039\u203a\uff02\uff07"
_DRESS = re.compile(f"[{_QUOTES}]")
_WHOLE_NUMBER = re.compile(r"([0-9]+)\.0+")


def ref_key(text: str) -> str:
    """The one form of a child's identifier by which spellings of it are matched; empty where nothing is left.

    NFKC and case-folded, without blanks, quotation marks, zero-width characters and the `="…"` of a spreadsheet;
    the `.0` of a number is dropped. Leading zeros stay: see `zeroless`. What is shown is never this. Twice is as
    once. Source: domain reference 3.1.
    """
    if text.isascii() and text.isalnum():
        return text.lower()
    # Marks go before composing too: some of them would decompose into a blank and an accent for the letter before.
    bare = unicodedata.normalize("NFKC", _DRESS.sub("", text)).casefold()
    kept = "".join(c for c in _DRESS.sub("", bare) if unicodedata.category(c)[0] not in "ZC")
    key = unicodedata.normalize("NFKC", kept).casefold().lstrip("=")
    whole = _WHOLE_NUMBER.fullmatch(key)
    return whole[1] if whole else key


def zeroless(key: str) -> str:
    """A `ref_key` without its leading zeros: two keys that agree in it may be one identifier that lost them."""
    return key.lstrip("0")


def signless(key: str) -> str:
    """A `ref_key` by its letters and digits alone, without leading zeros: `LCS-31877` and `lcs 31877` agree in it."""
    return zeroless("".join(c for c in key if c.isalnum()))


def undressed(ref: str) -> str:
    """An identifier as it is shown: as written, but for what a spreadsheet put round it (`="…"`, `'…`, `.0`)."""
    bare = clean(re.sub(f'^="|^[{_QUOTES}]+|[{_QUOTES}]+$', "", clean(ref)))
    whole = _WHOLE_NUMBER.fullmatch(bare)
    return whole[1] if whole else bare


def sought(text: str) -> str:
    """Text as a search compares it: cleaned, without case and without accents, so that `ase` finds `Åse`."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", clean(text, limit=len(text)))
    return "".join(c for c in apart if not unicodedata.combining(c) and c not in _ZWNJ + _ZWJ).casefold()


def fault_words(fault: BaseException | None, frames: int = 5) -> str:
    """The kind of a fault and where it happened: file and line, never a value, which may be a child's."""
    import os.path
    import traceback

    if fault is None:
        return "Fault"
    places = reversed(traceback.extract_tb(fault.__traceback__)[-frames:])
    where = " < ".join(f"{os.path.basename(place.filename)}:{place.lineno}" for place in places)  # noqa: PTH119
    return f"{type(fault).__name__} at {where}"
