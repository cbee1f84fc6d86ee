"""The stage of the ladder that words mean: `Formal stage 1`, `DRP level two (SM)`, `informal resolution`.

The number of a stage says which it is, whoever is named beside it: councils differ in who answers. Without one its name
does, or who answers it. What names two of them, or none, means none. Source: domain reference 4.5.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from iro_tui.domain.practice_entries import Stage

_NUMBER_OF = {
    word: words[0]
    for words in (
        ("1", "one", "first", "1st", "i"),
        ("2", "two", "second", "2nd", "ii"),
        ("3", "three", "third", "3rd", "iii"),
        ("4", "four", "fourth", "4th", "iv"),
        ("5", "five", "fifth", "5th", "v"),
        ("6", "six", "sixth", "6th", "vi"),
    )
    for word in words
}
_ROMAN = frozenset({"i", "ii", "iii", "iv", "v", "vi"})
_A_STAGE = frozenset({"stage", "level", "step", "tier", "drp", "formal"})
_BESIDE = _A_STAGE | {
    *("dispute", "resolution", "problem", "escalation", "escalated", "protocol", "process", "local", "iro", "alert"),
    *("the", "of", "to", "at", "no", "number"),
}
"""What stands beside a stage's number and says nothing of which it is."""


def stage_meant(stages: Sequence[Stage], text: str) -> Stage | None:
    """The one stage that a text means; None where it means none, or may mean several."""
    words = _words(text)
    exact = next((each for each in stages if words in [_words(called) for called in _called(each)]), None)
    if exact is not None:
        return exact
    named = {each.id for each in stages if _stands_in(_words(each.name), words)}
    if number := _numbered(words):
        return next((each for each in stages if each.id == number and named <= {number}), None)
    if number is None or {"formal", "informal"} <= {*words}:
        return None
    named = named or {each.id for each in stages if _stands_in(_words(each.person), words)}
    return next((each for each in stages if named == {each.id}), None)


def _called(stage: Stage) -> tuple[str, ...]:
    """What a stage may be called: its name, or whoever answers it, also by the first letters."""
    return stage.id, stage.name, stage.person, "".join(word[0] for word in stage.person.split())


def _words(text: str) -> list[str]:
    return re.findall(r"\d+(?:st|nd|rd|th)\b|\d+|[^\W\d_]+", re.sub("['’]", "", text.casefold()))


def _numbered(words: Sequence[str]) -> str | None:
    """The number of a stage; empty without one, None where it may be another: `stage 1/2`."""
    alone = sum(word not in _BESIDE for word in words) == 1
    numbers = set[str]()
    for at, word in enumerate(words):
        before, behind = words[max(at - 1, 0) : at], words[at + 1 : at + 2]
        is_one = _A_STAGE.intersection(before) or (word not in _ROMAN and (alone or _A_STAGE.intersection(behind)))
        if word in _NUMBER_OF and is_one:
            numbers.add(_NUMBER_OF[word])
            further = words[at + 2 : at + 3] if behind and behind[0] in ("and", "or", "to") else behind
            numbers.update(each for each in further if each.isdigit())
    return None if len(numbers) > 1 else next(iter(numbers), "")


def _stands_in(called: Sequence[str], words: Sequence[str]) -> bool:
    many = len(called)
    return any(list(called) == list(words[at : at + many]) for at in range(len(words) - many + 1))
