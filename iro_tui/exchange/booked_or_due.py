"""Whether the days of a column called `Next review` are booked, or the last ones by which it may be.

Lists use the words for both, and a limit taken as a booking would hide that nothing is booked, one of a `Mid-point`
taken as a check that none was made. Where another column says the one, this is the other; where a time or a place
stands in it, days are booked; else somebody is asked.
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
UNSAID = "“{title}” does not say whether its days are {word}, or the latest by which it may be"
ASKS = "{doubt}. Are they {word}, or due by then?"
TAKEN = "{doubt}: taken as {word}. If they are limits, say so of the column"
DUE = "due"


class OrDue(NamedTuple):
    """A thing that a list has the days of, or the limits: what the one is called, and its column; and the other's."""

    word: str
    column: str
    due: str
    due_column: str
    counted_from: tuple[str, ...]
    """The columns of what a limit of it runs from: what was held, or where there is none of that how it began."""
    says: re.Pattern[str]
    """What a heading holds that leaves no doubt."""
    mostly: bool = False
    """Whether it is asked only where half of the days are as a limit is: one or the other may be by chance."""


_BOOKED = re.compile(r"\b(?:book\w*|meeting|arranged|scheduled|planned|diar\w*|invit\w*)\b", re.IGNORECASE)
_DONE = re.compile(r"\b(?:done|held|complet\w*|undertaken|actual|carried out|took place)\b", re.IGNORECASE)
OR_DUE: Mapping[str, OrDue] = {
    "next_review": OrDue(
        "booked", "Next review booked", "next_due", "Next review due", ("last_review", "since"), _BOOKED
    ),
    "next_conference": OrDue(
        "booked",
        "Next conference booked",
        "conference_due",
        "Conference due",
        ("last_conference", "plan_since"),
        _BOOKED,
    ),
    "midpoint_done": OrDue(
        "done", "Mid-point done", "midpoint_due", "Mid-point due", ("last_review",), _DONE, mostly=True
    ),
}
"""Source: domain reference 3.1."""


def due_beside(
    names: list[str], headings: Sequence[str], body: Sequence[Sequence[str]], settled: Collection[int] = ()
) -> None:
    """Of two columns of a thing, one of which says that its days are booked, the other says by when it is due.

    Not of what is done more than once: each column may be of another time.
    """
    for name, thing in OR_DUE.items():
        columns = [at for at, each in enumerate(names) if each == name and at not in settled]
        booked = [at for at in columns if thing.says.search(headings[at])]
        if thing.mostly or len(columns) != 2 or len(booked) != 1 or thing.due in names:
            continue
        if any(any(days_named(line[booked[0]])) for line in body):
            names[next(at for at in columns if at not in booked)] = thing.due


def doubts(names: Sequence[str], headings: Sequence[str], body: Sequence[Sequence[str]]) -> Iterator[tuple[int, str]]:
    """The places of columns whose headings do not say which of the two it is, with what is doubtful of each."""
    for at, name in enumerate(names):
        if name not in OR_DUE or OR_DUE[name].due in names or OR_DUE[name].says.search(headings[at]):
            continue
        if words := _doubt(OR_DUE[name], at, names, headings[at], body):
            yield at, words


def taken(names: Sequence[str], headings: Sequence[str], body: Sequence[Sequence[str]]) -> Iterator[tuple[int, str]]:
    """The places of the same, with what each is taken as where nobody can be asked of the whole."""
    yield from (
        (at, TAKEN.format(doubt=doubt, word=OR_DUE[names[at]].word)) for at, doubt in doubts(names, headings, body)
    )


def asked(file: str, lists: Iterable[Sequence[Sequence[str]]]) -> list[FileQuestion]:
    """What has to be asked of such columns, in lists whose first line is their headings."""
    questions: dict[str, FileQuestion] = {}
    for headings, *body in lists:
        names = columns_named(headings) if own_list(headings) is None else []
        whole = [line for line in body if len(line) == len(headings)]  # a month's name stands alone
        due_beside(names, headings, whole)
        for at, doubt in doubts(names, headings, whole):
            key, word = _key(file, headings[at]), OR_DUE[names[at]].word
            text = ASKS.format(doubt=doubt, word=word)
            questions.setdefault(key, FileQuestion(key, file, text, None, word, DUE))
    return [*questions.values()]


def called(file: str, lines: Sequence[Sequence[str]], answers: Mapping[str, bool]) -> list[Sequence[str]]:
    """The lines of a list, of whose headings those that were asked about say what was answered."""
    headings, *body = lines
    named = zip(columns_named(headings), headings, strict=True)
    return [[_as_answered(name, title, answers.get(_key(file, title))) for name, title in named], *body]


def _key(file: str, title: str) -> str:
    return f"due:{file}:{title}"


def _as_answered(name: str, title: str, done: bool | None) -> str:
    if name not in OR_DUE or done is None:
        return title
    return OR_DUE[name].column if done else OR_DUE[name].due_column


def _doubt(thing: OrDue, at: int, names: Sequence[str], title: str, body: Sequence[Sequence[str]]) -> str:
    """What is doubtful of a column; empty where its cells, or the days held beside them, leave nothing to ask."""
    columns = [[n for n, each in enumerate(names) if each == before] for before in thing.counted_from]
    if any(_is_booking(line[at]) for line in body):
        return ""
    from_days = next(filter(None, columns), [])
    days = [([line[n] for n in from_days], line[at]) for line in body if plain_day(line[at])]
    shown = followed(days)
    if shown.many and (not thing.mostly or shown.many * 2 >= shown.days):
        return FOLLOWS.format(many=shown.many, days=shown.days, title=title, rule=shown.rule)
    compared = thing.mostly or (columns[0] and any(plain_day(cell) for before, _ in days for cell in before))
    return UNSAID.format(title=title, word=thing.word) if days and not compared else ""


def _is_booking(cell: str) -> bool:
    """Whether a cell says what only a booking has: a time, a place, that there is none yet."""
    return is_not_booked(cell) or (bool(cell) and not plain_day(cell) and any(days_named(cell)))
