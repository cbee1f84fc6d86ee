"""The people of the service: who they are, how much they work, when they are away, and who is meant by a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from iro_tui.domain.own_time import Away
from iro_tui.domain.words import joined

IRO, CHAIR, TEAM_MANAGER = "iro", "chair", "team_manager"
OF_SERVICE = (IRO, CHAIR, "head", "support", TEAM_MANAGER)
"""The roles of the service itself; the others are those of a child's own workers, whose telephones are kept too."""
CHAIRS = (IRO, CHAIR, "head", TEAM_MANAGER)
"""Who of the service may chair. Children are given to IROs alone."""
MANAGERS = ("manager", "head")
"""Who admit, allot and write the service's own log at its hub, by the role there."""
FULL_TIME = 1.0
OFFICER = "officer"
"""Whose a store is where nobody says otherwise; of `MANAGERS`, it holds the children of many IROs."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the service."""

    key: str
    name: str
    initials: str = ""
    team: str | None = None
    role: str = IRO
    fte: float | None = None
    """What part of full time; None where it is not on record."""
    agency: bool = False
    started: date | None = None
    ended: date | None = None
    away: tuple[Away, ...] = ()
    """By their first day."""

    @property
    def part(self) -> float:
        """The part of full time that is counted: where it is not on record, all of it."""
        return self.fte or FULL_TIME

    def away_from(self, day: date) -> Away | None:
        """The spell that is on, or comes next."""
        return next((spell for spell in self.away if spell.ended >= day), None)

    def is_there(self, day: date) -> bool:
        """Whether the colleague is of the service on a day; `ended` is the last one."""
        return (self.started is None or self.started <= day) and (self.ended is None or day <= self.ended)

    def away_on(self, day: date) -> Away | None:
        """The spell in which the colleague is away on a day."""
        return next((spell for spell in self.away if spell.covers(day)), None)

    def away_between(self, first: date, last: date) -> tuple[Away, ...]:
        """The spells in which the colleague is away on any of these days."""
        return tuple(spell for spell in self.away if spell.started <= last and first <= spell.ended)

    def away_words(self, first: date, last: date, today: date) -> str:
        """`D. Hughes is away: leave Mon 23 Nov.`; empty where the colleague is there on all of these days."""
        spells = joined([spell.called(today) for spell in self.away_between(first, last)])
        return f"{self.name} is away: {spells}." if spells else ""


def initials_of(name: str) -> str:
    """The first letters of a name: `DH`."""
    return "".join(word[0] for word in name.split() if word[0].isalpha()).upper()


def role_by_hub(role: str, known: str = "") -> str:
    """What somebody is to the service by the role at its hub, which has no chairs and whose managers are of a team."""
    if role == IRO and known == CHAIR:
        return CHAIR
    return TEAM_MANAGER if role == "manager" else role


def colleague_of(colleagues: Mapping[str, Colleague], typed: str) -> Colleague | None:
    """Who is meant by what was typed: a name or initials, in any case of letters; None for nobody, or for several."""
    wanted = _folded(typed)
    named = [each for each in colleagues.values() if wanted and _folded(each.name) == wanted]
    meant = named or [each for each in colleagues.values() if wanted and _folded(each.initials) == wanted]
    return meant[0] if len(meant) == 1 else None


def to_pick(
    colleagues: Mapping[str, Colleague], today: date, roles: Iterable[str] = (IRO,), but: str | None = None
) -> tuple[str, ...]:
    """The names that are offered where a colleague is named: of these roles, who is there now; `but` is left out."""
    wanted = frozenset(roles)
    return tuple(
        each.name for key, each in colleagues.items() if each.role in wanted and key != but and each.is_there(today)
    )


def meant_by_part(colleagues: Mapping[str, Colleague], typed: str) -> tuple[str, ...]:
    """The names that a word that was typed is only a part of, or that are the same but for dots and order: `D. Hughes`
    by `Hughes`, by `D Hughes`, by `Hughes, D.`."""
    wanted = _folded(typed)
    return tuple(
        each.name
        for each in colleagues.values()
        if wanted in _folded(each.name).split()[1:] or may_be_one(each.name, typed)
    )


def near_names(colleagues: Mapping[str, Colleague], typed: str) -> tuple[str, ...]:
    """The names of which one that was typed may be a slip: `D. Hughes` of `D. Hughs`."""
    from difflib import get_close_matches  # which costs more to load than all else here

    names = {_folded(each.name): each.name for each in colleagues.values()}
    return tuple(names[near] for near in get_close_matches(_folded(typed), names, cutoff=_NEAR))


_NEAR = 0.8


def same_name(one: str, other: str) -> bool:
    """Whether two names are one, however their letters and blanks are written."""
    return _folded(one) == _folded(other)


def may_be_one(one: str, other: str) -> bool:
    """Whether two names are the same but for dots, commas and order: `D. Hughes`, `D Hughes` and `Hughes, D.` are.

    For what is only said: whoever a file is for is known by `same_name`.
    """
    words = sorted(_words_of(one))
    return bool(words) and words == sorted(_words_of(other))


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


# Which council they are of

_EVERY_COUNCILS = frozenset(
    {"borough", "city", "council", "county", "cc", "district", "lb", "london", "mbc", "metropolitan", "of", "royal",
     "the", "unitary"}
)  # fmt: skip
"""What says of a council which kind it is: people leave it out."""
_TOWNS = frozenset({"borough", "city", "district", "lb", "london", "mbc", "metropolitan"})
"""Of these what no county council is called."""


def same_council(one: str, other: str) -> bool:
    """Whether two names may be of one council: `Saltby` and `Saltby City Council` are; nobody knows of an empty one.

    A county and a city of one name are two.
    """
    if not one or not other:
        return True
    first, second = _words_of(one), _words_of(other)
    return _called(first) == _called(second) and {_kind(first), _kind(second)} != {"county", "town"}


def _words_of(name: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in name.casefold()).split()


def _called(words: list[str]) -> list[str]:
    return [word for word in words if word not in _EVERY_COUNCILS] or words


def _kind(words: list[str]) -> str:
    """Of which of the two kinds that may share a name a council says to be; empty where it says neither, or both."""
    county, town = "county" in words, bool(_TOWNS & {*words})
    return "" if county is town else "county" if county else "town"
