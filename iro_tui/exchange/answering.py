"""Answers to what is asked of a file, as somebody types them who has no screen: `half:Date of birth=turned`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from iro_tui.exchange.extract import FileQuestion

_YES, _NO = frozenset({"y", "yes"}), frozenset({"n", "no"})


class NoSuchAnswer(ValueError):
    """An answer to what is not asked, or in a word that is none of its two."""


def names_of(questions: Iterable[FileQuestion]) -> Mapping[str, str]:
    """By their keys what each question is called: its kind, and the column or sheet; where two agree the file too."""
    short = {question.key: _without_file(question) for question in questions}
    often = Counter(_plain(name) for name in short.values())
    return {key: name if often[_plain(name)] == 1 else key.replace('"', "") for key, name in short.items()}


def ways_of(questions: Sequence[FileQuestion]) -> Mapping[str, tuple[str, str]]:
    """By their keys how each question is answered yes, and no."""
    names = names_of(questions)
    return {each.key: (f"{names[each.key]}={each.yes}", f"{names[each.key]}={each.no}") for each in questions}


def answers_in(questions: Sequence[FileQuestion], typed: Sequence[str]) -> tuple[dict[str, bool], list[str]]:
    """The answers typed to these questions by their keys, and what of it answers none of them.

    Raises NoSuchAnswer: a word that is none of a question's answers.
    """
    by_name = {_plain(name): question for name, question in zip(names_of(questions).values(), questions, strict=True)}
    by_name |= {_plain(question.key): question for question in questions}
    answers: dict[str, bool] = {}
    strange = []
    for text in typed:
        name, _, word = text.rpartition("=")
        question = by_name.get(_plain(name))
        if question is None:
            strange.append(text)
            continue
        answer = word.strip().casefold()
        if answer not in {question.yes, question.no, *_YES, *_NO}:
            raise NoSuchAnswer(f"{text!r}: answer it with {question.yes} or {question.no}.")
        answers[question.key] = answer == question.yes or answer in _YES - {question.no}
    return answers, strange


def _without_file(question: FileQuestion) -> str:
    kind, _, rest = question.key.partition(":")
    title = rest.removeprefix(question.file).removeprefix(":").replace('"', "")
    return f"{kind}:{title}" if title else kind


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace('"', "").split())
