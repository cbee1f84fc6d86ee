"""Answers to what is asked of a file, as somebody types them who has no screen: `half:Date of birth=turned`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from iro_tui.domain.near_reviews import ONE, TWO
from iro_tui.exchange.extract import FileQuestion

_ROW = re.compile(r"(?P<list>list \d+ )?row (?P<row>\d{1,6}) ?= ?(?P<word>y|yes|n|no|\d)", re.IGNORECASE)
_CELL = re.compile(r"(?P<list>list \d+ )?row (?P<row>\d{1,6}) (?P<cell>[^=]*[^=\s]) ?= ?(?P<text>.*)", re.IGNORECASE)
_REVIEW = re.compile(
    rf"(?P<list>list \d+ )?(?P<name>(?!row \d).+ review(?: \d+)?) ?= ?(?P<word>{TWO}|{ONE})", re.IGNORECASE
)
_YES, _NO = frozenset({"y", "yes"}), frozenset({"n", "no"})


class NoSuchAnswer(ValueError):
    """An answer to what is not asked, or in a word that is none of its two."""


class Answerable(NamedTuple):
    """Something asked of files, by what it is called in an answer, with the words for yes and no."""

    key: str
    name: str
    yes: str
    no: str

    @property
    def words(self) -> Mapping[str, bool]:
        """What each word says that answers it: also y and n, but where its own words alone say what something is."""
        own = {self.yes: True, self.no: False}
        return own if (self.yes, self.no) == (TWO, ONE) else dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False) | own


def of_files(questions: Sequence[FileQuestion]) -> list[Answerable]:
    """What is asked of the files themselves: its kind, and the column or sheet; where two agree the file too."""
    short = {question.key: _without_file(question) for question in questions}
    often = Counter(plain_name(name) for name in short.values())
    return [
        Answerable(
            each.key,
            short[each.key] if often[plain_name(short[each.key])] == 1 else each.key.replace('"', ""),
            each.yes,
            each.no,
        )
        for each in questions
    ]


def numbered(asked: Iterable[Answerable]) -> list[Answerable]:
    """What is asked of children, by reference and subject; of several that are called the same each has its number."""
    times: Counter[str] = Counter()
    each_once = []
    for each in asked:
        name = plain_name(each.name)
        times[name] += 1
        called = each.name.replace('"', "")
        each_once.append(each._replace(name=called if times[name] == 1 else f"{called} {times[name]}"))
    return each_once


def ways_of(asked: Iterable[Answerable]) -> Mapping[str, tuple[str, str]]:
    """By their keys how each is answered yes, and no."""
    return {each.key: (f"{each.name}={each.yes}", f"{each.name}={each.no}") for each in asked}


def answers_in(asked: Sequence[Answerable], typed: Sequence[str]) -> tuple[dict[str, bool], list[str]]:
    """The answers typed to these questions by their keys, and what of it answers none of them.

    Raises NoSuchAnswer: a word that is none of a question's answers.
    """
    by_name = {plain_name(each.name): each for each in asked} | {plain_name(each.key): each for each in asked}
    answers: dict[str, bool] = {}
    strange = []
    for text in typed:
        name, _, word = text.rpartition("=")
        question = by_name.get(plain_name(name))
        if question is None:
            strange.append(text)
            continue
        answer = question.words.get(word.strip().casefold())
        if answer is None:
            raise NoSuchAnswer(f"{text!r}: answer it with {question.yes} or {question.no}.")
        answers[question.key] = answer
    return answers, strange


def lists_named(many: int) -> tuple[str, ...]:
    """What stands before the rows of so many lists in an answer: nothing where there is one."""
    return tuple(f"list {number} " for number in range(1, many + 1)) if many > 1 else ("",) * many


def of_a_row(typed: str, lists: int) -> bool:
    """Whether an answer is to what a row of one of so many lists asks, or types a cell of it anew."""
    patterns = (_ROW, _CELL, _REVIEW)
    fits = next(filter(None, (pattern.fullmatch(typed.strip()) for pattern in patterns)), None)
    return fits is not None and (fits["list"] or "").casefold() in lists_named(lists)


def answers_of_rows(typed: Sequence[str], of_list: str) -> dict[int, str]:
    """The answers to the rows of a list by their numbers: `y`, `n`, or a figure. It is named where there are more."""
    return {int(each["row"]): each["word"][:1].casefold() for each in _of_rows(_ROW, typed, of_list)}


def cells_of_rows(typed: Sequence[str], of_list: str) -> dict[tuple[int, str], str]:
    """What is typed in cells of a list's rows, by their number and what their column is called: `row 3 Stage=2`."""
    return {(int(each["row"]), each["cell"]): each["text"].strip() for each in _of_rows(_CELL, typed, of_list)}


def reviews_of_rows(typed: Sequence[str], of_list: str) -> dict[str, str]:
    """What two reviews of a list's child near each other are, `one` or `two`, by what it is asked as: `a7 review`."""
    return {plain_name(each["name"]): each["word"].casefold() for each in _of_rows(_REVIEW, typed, of_list)}


def _of_rows(pattern: re.Pattern[str], typed: Sequence[str], of_list: str) -> Iterator[re.Match[str]]:
    fits = (pattern.fullmatch(text.strip()) for text in typed)
    yield from (each for each in fits if each and (each["list"] or "").casefold() == of_list)


def _without_file(question: FileQuestion) -> str:
    kind, _, rest = question.key.partition(":")
    title = rest.removeprefix(question.file).removeprefix(":").replace('"', "")
    return f"{kind}:{title}" if title else kind


def plain_name(name: str) -> str:
    """The name of a question, however it is written."""
    return " ".join(name.casefold().replace('"', "").split())
