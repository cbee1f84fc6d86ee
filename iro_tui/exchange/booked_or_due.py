"""Whether the days of a column called `Next review` are booked, or the last ones by which it may be.

Lists use the words for both, and a limit taken as a booking would hide that nothing is booked. Where another column
says the one, this is the other; where a time or a place stands in it, days are booked; else somebody is asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from iro_tui.domain.listed_day import days_named
from iro_tui.domain.typed_booking import is_not_booked
from iro_tui.exchange.extract import FileQuestion
from iro_tui.exchange.headings import columns_named, own_list
from iro_tui.exchange.worked_out import followed, plain_day

FOLLOWS = "“{title}”: {many} of {days} days are {rule}, as a limit is"
UNSAID = "“{title}” does not say whether its days are booked, or the latest by which it may be"
ASKS = ". Are they booked, or due by then?"
TAKEN = "{doubt}: taken as booked. If they are limits, say so of the column"
BOOKED, DUE = "booked", "due"


class Next(NamedTuple):
    """What is next, by its kinds of columns: by when it is due, from which days it is counted, what answers call it."""

    due: str
    counted_from: tuple[str, ...]
    booked_as: str
    due_as: str


NEXT: Mapping[str, Next] = {
    "next_review": Next("next_due", ("last_review", "since"), "Next review booked", "Next review due"),
    "next_conference": Next("conference_due", ("last_conference", "plan_since"), "Next conference booked",
                            "Conference due"),
}  # fmt: skip
"""The columns of what is next. Source: domain reference 3.1."""
_SAYS_BOOKED = re.compile(r"\b(?:book\w*|meeting|arranged|scheduled|planned|diar\w*|invit\w*)\b", re.IGNORECASE)


def says_booked(heading: str) -> bool:
    """Whether a heading leaves no doubt that its days are booked."""
    return bool(_SAYS_BOOKED.search(heading))


def due_beside(
    names: list[str], headings: Sequence[str], body: Sequence[Sequence[str]], settled: Collection[int] = ()
) -> None:
    """Of two columns of what is next, one of which says that its days are booked, the other says by when it is due."""
    for name, following in NEXT.items():
        columns = [at for at, each in enumerate(names) if each == name and at not in settled]
        booked = [at for at in columns if says_booked(headings[at])]
        if len(columns) != 2 or len(booked) != 1 or following.due in names:
            continue
        if any(any(days_named(line[booked[0]])) for line in body):
            names[next(at for at in columns if at not in booked)] = following.due


def doubts(names: Sequence[str], headings: Sequence[str], body: Sequence[Sequence[str]]) -> Iterator[tuple[int, str]]:
    """The places of what is next whose headings do not say which of the two it is, with what is to be said of each."""
    for at, name in enumerate(names):
        if name not in NEXT or NEXT[name].due in names or says_booked(headings[at]):
            continue
        if words := _doubt(name, at, names, headings[at], body):
            yield at, words


def next_asked(file: str, lists: Iterable[Sequence[Sequence[str]]]) -> list[FileQuestion]:
    """What has to be asked of the columns of what is next, in lists whose first line is their headings."""
    asked: dict[str, FileQuestion] = {}
    for headings, *body in lists:
        names = columns_named(headings) if own_list(headings) is None else []
        whole = [line for line in body if len(line) == len(headings)]  # a month's name stands alone
        due_beside(names, headings, whole)
        for at, words in doubts(names, headings, whole):
            key = _key(file, headings[at])
            asked.setdefault(key, FileQuestion(key, file, f"{words}{ASKS}", None, BOOKED, DUE))
    return [*asked.values()]


def next_called(file: str, lines: Sequence[Sequence[str]], answers: Mapping[str, bool]) -> list[Sequence[str]]:
    """The lines of a list, of whose headings those that were asked about say what was answered."""
    headings, *body = lines
    called = zip(columns_named(headings), headings, strict=True)
    return [[_as_answered(name, title, answers.get(_key(file, title))) for name, title in called], *body]


def _key(file: str, title: str) -> str:
    return f"next:{file}:{title}"


def _as_answered(name: str, title: str, booked: bool | None) -> str:
    if name not in NEXT or booked is None:
        return title
    return NEXT[name].booked_as if booked else NEXT[name].due_as


def _doubt(name: str, at: int, names: Sequence[str], title: str, body: Sequence[Sequence[str]]) -> str:
    """What is to be asked of a column; empty where its cells, or the days held beside them, leave nothing to ask."""
    held, since = ([n for n, each in enumerate(names) if each == before] for before in NEXT[name].counted_from)
    if any(_is_booking(line[at]) for line in body):
        return ""
    days = [([line[n] for n in held or since], line[at]) for line in body if plain_day(line[at])]
    shown = followed(days)
    if shown.many:
        return FOLLOWS.format(many=shown.many, days=shown.days, title=title, rule=shown.rule)
    compared = held and any(plain_day(cell) for before, _ in days for cell in before)
    return UNSAID.format(title=title) if days and not compared else ""


def _is_booking(cell: str) -> bool:
    """Whether a cell says what only a booking has: a time, a place, that there is none yet."""
    return is_not_booked(cell) or (bool(cell) and not plain_day(cell) and any(days_named(cell)))
