"""Filling a form in: which question comes next, what is missing still, and what was typed by a slip.

Reading order is the order of the questions. A form opens on the first that must be answered and is empty; an answer
by a key goes on to the question after it, filled in or not, so that a practised hand may type without looking. So does
Enter behind what was typed while something is missing still; where nothing was, it goes to what is missing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from iro_tui.actions.questions import Question
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.words import in_a_sentence, joined
from iro_tui.tui.keeping import written_draft

Values = dict[str, str]
"""The answers as they were typed or chosen, by the question's name; empty where there is none."""
SLIP = 2
"""Letters up to which what should be words is asked again, whatever digits and signs stand among them: a key, or what
was left of a day or an hour (`4:30`, `/12`, `0wd`), was meant for another question."""


class Filling:
    """The questions of a form with their answers so far."""

    def __init__(self, begun_with: Mapping[str, str] | None = None) -> None:
        """`begun_with` stands there at first in place of the questions' own answers."""
        self.questions: tuple[Question, ...] = ()
        self.at_first: Values = {}
        self.on_record: Values = {}
        """What the questions by themselves are filled with: what is on record, or usual."""
        self.values: Values = {}
        self.typed: set[str] = set()
        """The questions that a person has answered."""
        self.begun_with = dict(begun_with or {})
        self._meant: set[tuple[str, str]] = set()
        """Short answers that were asked about once."""

    def begin(self, questions: Sequence[Question], draft: Mapping[str, tuple[str, str]]) -> list[str]:
        """Take the questions, and what was left of them; the names of those that stood otherwise when it was left."""
        self._ask(questions)
        self.values = dict(self.at_first)
        changed = []
        for name, (typed, stood) in draft.items():
            if name in self.values:
                self.values[name] = typed
                self.typed.add(name)
                # What a day of the week had put there was never on record: only what the case says can change.
                if stood != self.on_record[name]:
                    changed.append(name)
        self._drop_what_is_gone()
        return changed

    def renew(self, questions: Sequence[Question]) -> list[str]:
        """Take the questions as they are now, beside what was typed; the names of those that stand otherwise."""
        stood = self.on_record
        self._ask(questions)
        self.typed &= self.at_first.keys()
        self.values = {**self.at_first, **{name: self.values[name] for name in self.typed}}
        self._drop_what_is_gone()
        return [name for name, value in self.on_record.items() if value != stood.get(name)]

    def _ask(self, questions: Sequence[Question]) -> None:
        self.questions = tuple(questions)
        self.at_first = self.standing(questions)
        self.on_record = {question.name: question.default for question in questions}

    def standing(self, questions: Sequence[Question]) -> Values:
        """What stands in questions at first."""
        return {question.name: self.begun_with.get(question.name, question.default) for question in questions}

    def _drop_what_is_gone(self) -> None:
        """An answer about what is not there any more would only be refused."""
        for question in self.questions:
            self.values[question.name] = question.still(self.values[question.name], self.at_first[question.name])

    def answer(self, name: str, value: str) -> None:
        """Take an answer that a person gave."""
        self.values[name] = value
        (self.typed.discard if value == self.at_first[name] else self.typed.add)(name)

    def written(self) -> str:
        """What was typed as a draft, each with what is on record for it; empty where nothing was."""
        return written_draft(self.typed, self.values, self.on_record)

    def forget(self) -> None:
        """Everything as it stood at first."""
        self.typed.clear()
        self.values = dict(self.at_first)

    # Which question

    @property
    def asked(self) -> list[Question]:
        """The questions that are asked by the answers so far, in reading order."""
        return [question for question in self.questions if question.asked(self.values)]

    @property
    def missing(self) -> Question | None:
        """The first question that must be answered and is not."""
        return next((q for q in self.asked if q.needed(self.values) and not self.values[q.name].strip()), None)

    def first(self, at: str = "") -> Question:
        """Where a form opens: at a question by its name, else at the first that must be answered and is empty.

        `at` may name several, as what a row asks hangs on its kind: of these at the first that is asked.
        """
        asked, names = self.asked, at.split()
        return next((question for question in asked if question.name in names), self.missing or asked[0])

    def after(self, name: str) -> Question | None:
        """The question after one that was answered; None after the last."""
        asked = self.asked
        place = next((n for n, question in enumerate(asked) if question.name == name), len(asked))
        return asked[place + 1] if place + 1 < len(asked) else None

    def goes_on(self, here: Question | None) -> Question | None:
        """Where Enter goes from a question in place of saving; None where it saves, or goes to what is missing.

        From a written line to the next line; from an empty one, and from what is answered thing by thing, to the part
        that begins next. From any other that was answered to the question after it, while one behind that is missing.
        """
        asked = self.asked
        if here is None or here not in asked:
            return None
        later = asked[asked.index(here) + 1 :]
        if not (here.is_line or here.kind == "marks"):
            return later[0] if here.name in self.typed and self.missing in later[1:] else None
        if here.is_line and self.values[here.name].strip() and later and later[0].is_line:
            return later[0]
        return next((question for question in later if question.part), None)

    def past_lines(self, here: Question | None, by: int) -> Question | None:
        """The question after the lines of several that one is in, or before them; None where one is in none."""
        asked = self.asked
        if here is None or not here.is_line or here not in asked:
            return None
        at = asked.index(here)
        while 0 <= at < len(asked) and asked[at].is_line:
            at += by
        return asked[at] if 0 <= at < len(asked) else None

    def slip(self) -> Question | None:
        """An answer that is hardly in words, that was typed and not asked about yet; it is now, once."""
        for question in self.asked:
            short = self.words_of(question)
            once = (question.name, short)
            if question.in_words and question.name in self.typed and is_slip(short) and once not in self._meant:
                self._meant.add(once)
                return question
        return None

    def words_of(self, question: Question) -> str:
        """What an answer says in words; of a decision's line without its owner and its day."""
        answer = self.values[question.name].strip()
        return answer.partition(";")[0].strip() if question.is_line else answer

    def about(self, refusal: Refused) -> Question | None:
        """The question that a refusal names, by itself or at its beginning by the label; None where it names none.

        Where only one thing is asked it can be about no other.
        """
        if len(self.asked) == 1:
            return self.asked[0]
        words = str(refusal).casefold().removeprefix("the ")
        for question in self.asked:
            label = question.label.casefold()
            if question.name == refusal.question or (label and words.startswith((f"{label} is ", f"{label} are "))):
                return question
        return None

    # In words

    def changed_words(self, names: Collection[str]) -> str:
        """What is not any more as it stood, and whether something was typed over it; empty for nothing."""
        if not names:
            return ""
        now = [f"{in_a_sentence(q.label)} is {self._now(q)}" for q in self.questions if q.name in names]
        beside = "; what you typed stands beside it" if self.typed.intersection(names) else ""
        return f" Changed meanwhile: {joined(now)}{beside}."

    def _now(self, question: Question) -> str:
        """What is on record of a question, in words."""
        if question.kind == "marks":
            return "marked otherwise now"
        if question.private:
            return "another now"
        value = self.on_record[question.name]
        return f"now {next((o.label for o in question.options if o.value == value), value) or 'empty'}"


def is_slip(answer: str) -> bool:
    """Whether what should be words has one or two letters, or none: what is left of a day or an hour has no more."""
    return bool(answer) and sum(sign.isalpha() for sign in answer) <= SLIP
