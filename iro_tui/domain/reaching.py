"""What people can be reached by: what is hardly a telephone number or an e-mail address, and what to give instead.

Generous: extensions, several of them and a word beside them are what address books hold. What no digit or no address
stands in is a slip, found out when the call is wanted.
"""

from __future__ import annotations

import re

FEWEST, MOST = 3, 15
"""Digits of the shortest number there is, `101`, and of the longest, by the international numbering plan (E.164)."""
_EXTENSION = re.compile(r"(?i)\b(?:ext(?:ension|n)?|x)\.?:? ?\d+")
_RUN = re.compile(r"\d+")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_PARTS = re.compile(r"[\s,;<>()]+|\bmailto:")

SUCH_A_NUMBER = "give a number such as 01632 960111, +44 1632 960111 or ext 12; several with a comma between"
SUCH_AN_ADDRESS = "give an address such as kim@council.gov.uk; several with a comma between"


def phone_fault(text: str) -> str:
    """What to do about what is no telephone number; empty of one, or of several, whatever stands beside them."""
    if "@" in text:
        return "that is an e-mail address: it goes under E-mail"
    runs = _RUN.findall(text)
    is_one = sum(map(len, runs)) >= FEWEST or _EXTENSION.search(text)
    return SUCH_A_NUMBER if not is_one or any(len(run) > MOST for run in runs) else ""


def email_fault(text: str) -> str:
    """What to do about what is no e-mail address; empty of one, or of several, whatever stands beside them."""
    addresses = [part for part in _PARTS.split(text) if "@" in part]
    if not addresses or not all(_ADDRESS.fullmatch(part.rstrip(".")) for part in addresses):
        return SUCH_AN_ADDRESS
    return ""


def contact_fault(text: str) -> str:
    """The same where either may stand."""
    if "@" in text:
        return email_fault(text)
    return "give a telephone number or an e-mail address" if phone_fault(text) else ""
