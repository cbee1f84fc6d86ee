"""Choosing a passphrase: one made up for whoever wants it, and a sentence about one that is too easily guessed.

Nothing here is needed to open a store: the estimate of zxcvbn is loaded only where a passphrase is chosen.
"""

import secrets
import unicodedata
from functools import cache
from importlib.resources import files

from iro_tui.store.place import StoreError

SHORTEST = 12
"""Characters at least; Cyber Essentials asks for as many."""
STRONG = 4
"""The highest score of zxcvbn: 10^10 guesses and more, which it calls strong against guessing a stolen, slow hash."""
SUGGESTED_WORDS = 5
_MOST_WEIGHED = 72
"""Characters; zxcvbn takes no more, and what follows only makes a passphrase stronger."""
_LIKELY = (
    "iro", "iro-tui", "irotui", "caseload", "reviewing", "officer", "reviewer", "council", "passphrase",
    "liverpool", "everton", "arsenal",
)  # fmt: skip
"""What stands in no list of zxcvbn, or far down, and is near at hand here."""
_FAMOUS = (
    "independentreviewingofficer", "correcthorsebatterystaple", "thequickbrownfox", "jumpsoverthelazydog",
    "maytheforcebewithyou", "tobeornottobe", "letmeinplease", "opensesame",
)  # fmt: skip
"""Phrases of several words, as they stand without their gaps: zxcvbn weighs word by word and takes them for strong."""
_LEAST_OF_ONES_OWN = 6
"""Characters beside a famous phrase."""


class WeakPassphrase(StoreError):
    """A new passphrase was refused; the sentence is that of `check_passphrase`."""


def normal(passphrase: str) -> str:
    """The one form of a passphrase: the same é is typed as one character on Windows and as two on macOS."""
    return unicodedata.normalize("NFC", passphrase)


def insist(passphrase: str) -> None:
    """Raises `WeakPassphrase` for one that may not be chosen."""
    if sentence := check_passphrase(passphrase):
        raise WeakPassphrase(sentence)


def check_passphrase(text: str) -> str | None:
    """The sentence to show about a passphrase that is too weak to choose, or None if it may be used."""
    text = normal(text)
    if len(text) < SHORTEST:
        return f"A passphrase needs at least {SHORTEST} characters; four or five words are easy to remember."
    if len(set(text.casefold())) < 5:
        return "That repeats too few characters. Use four or five words that do not belong together."
    from zxcvbn import zxcvbn

    own = "".join(letter for letter in text.casefold() if letter.isalnum())
    for phrase in _FAMOUS:
        own = own.replace(phrase, "")
    famous = len(own) < _LEAST_OF_ONES_OWN
    if famous or zxcvbn(text[:_MOST_WEIGHED], user_inputs=list(_LIKELY))["score"] < STRONG:
        return "That is among the first a stranger would try. Use four or five words that do not belong together."
    return None


def suggest_passphrase(count: int = SUGGESTED_WORDS) -> str:
    """Words drawn by the system's random source, joined by hyphens; five carry more than 51 bits."""
    return "-".join(secrets.choice(words()) for _ in range(count))


@cache
def words() -> tuple[str, ...]:
    """The words passphrases are made of: short, plain, distinct."""
    return tuple(files("iro_tui.store").joinpath("words.txt").read_text("ascii").split())
