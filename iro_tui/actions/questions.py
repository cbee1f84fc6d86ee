"""What an action asks: questions as fields of a typed input, and what was typed read into it.

Declared once, by `ask`: the form draws it, the command line takes it as an option, `AnswersSoFar` are read into it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date
from functools import cache
from typing import Any, Literal, TypeVar

from iro_tui.actions.checks import too_far
from iro_tui.actions.marks import Mark, read_marks, written_marks
from iro_tui.caseload.refusals import Refused, refusing
from iro_tui.domain.calendar import WorkingCalendar
from iro_tui.domain.plain_words import ALSO, Also, alike, meant
from iro_tui.domain.several import parted
from iro_tui.domain.typed_booking import TypedBooking, read_booking
from iro_tui.domain.typed_day import Lean, NotADay, read_day
from iro_tui.domain.words import listed
from iro_tui.text import clean

Kind = Literal["text", "note", "choice", "several", "yes_no", "day", "booking", "code", "number", "marks"]
"""How a question is answered: a line, several lines, one of a few, several of a few, yes or no, a day, a day with time
and place, a code or words that mean one, a whole number, or one mark for each of several things."""

AnswersSoFar = Mapping[str, Any]
"""Answers by the question's name: as typed or chosen, or the values of an input; empty where there is none."""

Condition = Callable[[AnswersSoFar], object]
"""Whether something holds by the answers: what it gives is taken as true or not."""

_I = TypeVar("_I")
LONGEST_ANSWER = 4_000
"""Characters that one answer may have: more is refused with its number, never cut."""
_NAMED = 4
"""How many of the codes there are a refusal names."""


def always(_: AnswersSoFar) -> bool:
    return True


def never(_: AnswersSoFar) -> bool:
    return False


def one_of(name: str, *values: str) -> Condition:
    """Whether the answer to a question is one of these."""
    return lambda so_far: so_far.get(name) in values


def among(name: str, value: str) -> Condition:
    """Whether this is among the several answers to a question."""
    return lambda so_far: value in parted(str(so_far.get(name) or ""))


@dataclass(frozen=True, slots=True)
class Option:
    """An answer: the key that gives it, what is kept, what is read, and its colour when chosen."""

    key: str
    value: str
    label: str
    colour: str = ""


KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
"""The keys of answers that have none by their words, in order."""


def numbered(values: Iterable[str], colour: str = "") -> tuple[Option, ...]:
    """Plain words as answers, by digit from 1, then by letter from a."""
    return coded({value: value for value in values}, colour)


def coded(words: Mapping[str, str], colour: str = "") -> tuple[Option, ...]:
    """Values with their words as answers, by digit from 1, then by letter from a."""
    return tuple(Option(KEYS[n : n + 1], *item, colour) for n, item in enumerate(words.items()))


YES_NO = (Option("y", "yes", "yes"), Option("n", "no", "no"))


@dataclass(frozen=True, slots=True)
class Question:
    """One question of an action. `name` is that of the field it answers."""

    name: str
    label: str
    kind: Kind = "text"
    options: tuple[Option, ...] = ()
    codes: Mapping[str, str] | None = None
    """Of a code: the codes that there are, with their words."""
    also: Also = field(default_factory=dict)
    """Of a code: the other words that mean one."""
    otherwise: Callable[[str], str] | None = None
    """Of a code: what words mean that answer more than it, said beside them; its verb takes them apart (`heard`)."""
    upright: bool = False
    """Whether the answers stand one below the other."""
    default: str = ""
    """What stands there at first, as it would be typed."""
    hint: str = ""
    lean: Lean = "ahead"
    """Where a day without a year lies."""
    any_day: bool = False
    """Of a day to come: whether it is none that is worked on, such as a birth or leave, or its verb says so itself."""
    act: str = ""
    """Of the day on which what is recorded happened: what to do instead with one to come; empty for all others."""
    suggested: tuple[str, ...] = ()
    names: str = ""
    """Of a line that names somebody: of whom, as `naming.OFFERED` has it."""
    people: tuple[str, ...] = ()
    """Who is offered there; anybody else may be typed."""
    things: tuple[tuple[str, str], ...] = ()
    """Of marks: what is answered one by one, the key and the words of each."""
    helps: tuple[tuple[str, str], ...] = ()
    """Of marks: what good looks like, of the things of which somebody said it."""
    unknown: str = ""
    """The refusal of a mark on what is none of the things; empty: one that names them."""
    sources: tuple[str, ...] = ()
    turns: str = "s"
    """Of marks: the key that turns the source round."""
    grades: tuple[str, ...] = ()
    private: bool = False
    """Whether what stands there is hidden while names are."""
    asked: Condition = always
    """Whether it is asked, by the answers so far."""
    needed: Condition = never
    """Whether nothing can be done without it."""
    in_words: bool = False
    """Whether an answer of one or two letters is most likely a key meant for another question: asked again once."""
    means: Callable[[str, date, WorkingCalendar], str] | None = None
    """Of a line with a form of its own: how what was typed is understood, said under it; of a day what it comes to."""
    fault: Callable[[str], str] | None = None
    """Of a line: what to do about what cannot be an answer; empty where it can."""
    is_line: bool = False
    """Whether it is one of several lines of one kind, of which an empty one is skipped (`alike_lines`)."""
    whose: str = ""
    """Of a sitting of siblings: the reference of the child it is about, with which its label begins."""
    part: str = ""
    """Of the first question of a part of a long form: what the part is called."""
    count: Callable[[AnswersSoFar], str] | None = None
    """How far that part has come, by the answers so far: `4 of 18`."""
    column: str = ""
    """Where the store keeps the answer, if just as it is given."""
    missing: str | Callable[[AnswersSoFar], str] = ""
    """The refusal where it is needed and not there; empty: one made of the label."""

    @property
    def short(self) -> str:
        """Its label under a line that says whose it is."""
        return self.label.removeprefix(f"{self.whose} ")

    def read(self, answer: str, today: date, office: WorkingCalendar) -> Any:
        """What an answer means. Raises Refused, of this question: what has not its form, or is a day too far off."""
        if not answer.strip():
            return {} if self.kind == "marks" else _EMPTY.get(self.kind, "")
        with refusing(self.name):
            meant = _READERS[self.kind](self, answer, today, office)
            if (day := meant if self.kind == "day" else getattr(meant, "day", None)) and (far := too_far(day, today)):
                raise Refused(far)
            if self.means and self.kind == "text" and answer != self.default:
                self.means(answer, today, office)  # refuses what has not its form
            return meant

    def still(self, answer: str, default: str) -> str:
        """What of an answer is about something that is there: marks on other things go, and a choice of nothing."""
        if self.kind == "marks":
            things = dict(self.things)
            return written_marks({key: mark for key, mark in read_marks(answer).items() if key in things})
        if self.kind == "choice" and answer not in {option.value for option in self.options}:
            return default
        return answer

    def refusal(self, so_far: AnswersSoFar) -> str:
        """What to say where the answer is missing."""
        if self.missing:
            return self.missing if isinstance(self.missing, str) else self.missing(so_far)
        words = listed(option.value for option in self.options)
        remedy = self.hint if self.kind in ("day", "code", "booking") else ""
        return f"{self.label} is empty: give {f'one of {words}' if words else remedy or 'it in a few words'}."


_EMPTY: dict[Kind, Any] = {"day": None, "booking": None, "yes_no": None, "number": None, "marks": MISSING}


def ask(label: str, kind: Kind = "text", **about: Any) -> Any:
    """A question as a field of an action's input: its type follows from the kind.

    text, note, choice, several and code give str, day gives date or None, booking TypedBooking or None, yes_no bool or
    None, number int or None, marks a mapping of Mark. Not asked or not answered it is empty. `about` are further fields
    of Question.
    """
    metadata = {"question": Question("", label, kind, **about)}
    if kind == "marks":
        return field(default_factory=dict, metadata=metadata)
    return field(default=_EMPTY.get(kind, ""), metadata=metadata)


def act_day(label: str = "Day", remedy: str = "give the day on which it happened", **about: Any) -> Any:
    """The question of the day of the act: today unless another is given, never one to come. It is asked last."""
    return ask(label, "day", **{"default": "today", "lean": "back", "act": remedy} | about)


def ask_code(label: str, table: Mapping[str, str], hint: str, **about: Any) -> Any:
    """The question for a code of the return, that has to be answered: the code or its words."""
    return ask(label, "code", **{"codes": table, "also": ALSO, "hint": hint, "needed": always} | about)


def questions_of(model: type[Any], **changed: Mapping[str, Any] | None) -> tuple[Question, ...]:
    """The questions that an input declares, in order; `changed` gives by name what depends on the case.

    A name that `changed` gives as None is not asked at all.
    """
    return tuple(
        replace(question, **about) if (about := changed.get(question.name)) else question
        for question in _declared(model)  # type: ignore[arg-type]
        if changed.get(question.name, ()) is not None
    )


@cache
def _declared(model: type[Any]) -> tuple[Question, ...]:
    return tuple(replace(item.metadata["question"], name=item.name) for item in fields(model))


def stored(answers: Any) -> dict[str, Any]:
    """The answers that the store keeps just as they are given, by their columns; None where there is none."""
    questions = ((item.name, item.metadata["question"].column) for item in fields(answers))
    kept = ((column, getattr(answers, name)) for name, column in questions if column)
    return {column: None if answer == "" else answer for column, answer in kept}


def read_answers(
    model: type[_I], questions: Iterable[Question], so_far: AnswersSoFar, today: date, office: WorkingCalendar
) -> _I:
    """The input that the answers say; what is not asked by the answers so far stays empty. Raises Refused."""
    values = {
        question.name: question.read(str(so_far.get(question.name, "") or ""), today, office)
        for question in questions
        if question.asked(so_far)
    }
    return model(**values)


def checked(model: _I, questions: Iterable[Question]) -> _I:
    """The input with its text cleaned and without what is not asked.

    Raises Refused: what is needed and not there, words that are no answer.
    """
    labels = {question.name: question.label for question in questions}
    answers = {
        item.name: _cleaned(labels.get(item.name, item.name), getattr(model, item.name))
        for item in fields(model)  # type: ignore[arg-type]
    }
    kept = dict(answers)
    for question in questions:
        answer = answers[question.name]
        if not question.asked(answers):
            kept[question.name] = {} if question.kind == "marks" else _EMPTY.get(question.kind, "")
        elif answer in ("", None) or answer == {}:
            if question.needed(answers):
                raise Refused(question.refusal(answers), question=question.name)
        else:
            with refusing(question.name):
                _refuse_strange(question, answer)
    return replace(model, **kept)  # type: ignore[type-var]


def _cleaned(label: str, value: Any) -> Any:
    """A value as it is stored: text through the one cleaning, line ends kept. Raises Refused: too long."""
    return _whole(label, value, multiline=True) if isinstance(value, str) else value


def _whole(label: str, text: str, *, multiline: bool = False) -> str:
    """All of a text, cleaned. Raises Refused where it is too long: what is stored is what was typed, or nothing is."""
    kept = clean(text, multiline=multiline, limit=len(text))
    if len(kept) > LONGEST_ANSWER:
        raise Refused(
            f"{label} has {len(kept):,} characters, and {LONGEST_ANSWER:,} fit: shorten it, or write it in two."
        )
    return kept


def _refuse_strange(question: Question, answer: Any) -> None:
    """Raises Refused for a word that is none of the answers."""
    allowed = [option.value for option in question.options]
    if question.kind in ("choice", "several"):
        for part in parted(answer) if question.kind == "several" else (answer,):
            _require(question.label, part, allowed)
    elif question.kind == "code" and question.codes is not None:
        _require(question.label, answer, list(question.codes))
    elif question.kind == "marks":
        for key, mark in answer.items():
            things = dict(question.things)
            if question.unknown and key not in things:
                raise Refused(question.unknown)
            _require(question.label, key, list(things))
            _require(things[key], mark.answer, allowed)
            if mark.source and question.sources:
                _require(f"{things[key]}, source,", mark.source, list(question.sources))


def _require(label: str, value: str, allowed: list[str]) -> None:
    if value not in allowed:
        raise Refused(f"{label} is {value!r}: give one of {listed(allowed)}.")


# Reading


def _text(question: Question, answer: str, _today: date, _office: WorkingCalendar) -> str:
    whole = _whole(question.label, answer, multiline=question.kind == "note")
    if question.fault and whole != question.default and (remedy := question.fault(whole)):
        raise Refused(f"{question.label} is {'none' if question.private else repr(clean(whole))}: {remedy}.")
    return whole


def _choice(question: Question, answer: str, _today: date, _office: WorkingCalendar) -> str:
    """The value of the answer that was chosen, or whose value, words or key were typed."""
    typed = clean(answer)
    spellings = [(text, o.value) for o in question.options for text in (o.value, o.label, o.key) if text]
    return next((value for text, value in spellings if text.casefold() == typed.casefold()), typed)


def _several(question: Question, answer: str, today: date, office: WorkingCalendar) -> str:
    """The values that were chosen, each once, in the order they are offered; what is none of them stands last."""
    parts = dict.fromkeys(_choice(question, part, today, office) for part in parted(answer))
    offered = [option.value for option in question.options]
    return ", ".join(sorted(parts, key=lambda part: offered.index(part) if part in offered else len(offered)))


def _yes_no(question: Question, answer: str, _today: date, _office: WorkingCalendar) -> bool | None:
    typed = answer.strip().casefold()
    if typed in ("y", "yes", "n", "no"):
        return typed in ("y", "yes")
    raise Refused(f"{question.label} is {answer.strip()!r}: give yes or no, or leave it empty.")


def _day(question: Question, answer: str, today: date, office: WorkingCalendar) -> date | None:
    return typed_day(answer, today, office, question.lean)


def typed_day(typed: str, today: date, office: WorkingCalendar, lean: Lean = "ahead") -> date | None:
    """The day that was typed; None when nothing was. Raises Refused when it is no day."""
    if not typed.strip():
        return None
    try:
        return read_day(typed, today, office, lean=lean)
    except NotADay as wrong:
        raise Refused(str(wrong)) from None


def _number(question: Question, answer: str, _today: date, _office: WorkingCalendar) -> int | None:
    typed = answer.strip()
    if not (typed.isascii() and typed.isdecimal()):
        raise Refused(f"{question.label} is {typed!r}: give a whole number, or leave it empty.")
    return int(typed[:18])


def _booking(_question: Question, answer: str, today: date, office: WorkingCalendar) -> TypedBooking | None:
    try:
        return read_booking(answer, today, office)
    except NotADay as wrong:
        raise Refused(str(wrong)) from None


def _code(question: Question, answer: str, _today: date, _office: WorkingCalendar) -> str:
    """The code that was typed, or that its words mean; empty for nothing. Raises Refused, naming all it may be."""
    table, typed = question.codes or {}, clean(answer)
    if not typed or (code := meant(typed, table, question.also)):
        return code if typed else ""
    fits = [table[code] for code in alike(typed, table, question.also)]
    if not fits:
        words = "; ".join(list(table.values())[:_NAMED])
        raise Refused(f"{question.label} is {typed!r}, which means none here: give one such as {words}.")
    raise Refused(f"{question.label} is {typed!r}, which may mean {'; '.join(fits)}: say which.")


def _marks(question: Question, answer: str, _today: date, _office: WorkingCalendar) -> dict[str, Mark]:
    """Marks as the form keeps them (`read_marks`), or as they are typed: `pep=n, visits=y/reported`."""
    typed = answer.strip()
    if not typed or typed.startswith("{"):
        return read_marks(typed)
    marks = {}
    for part in typed.split(","):
        thing, sign, mark = part.partition("=")
        if not sign:
            raise Refused(f"{question.label} is {typed!r}: give each as thing=answer, parted by commas.")
        marks[thing.strip()] = Mark(*(word.strip() for word in mark.split("/", 2)))
    return marks


_READERS: dict[Kind, Callable[[Question, str, date, WorkingCalendar], Any]] = {
    "text": _text, "note": _text, "choice": _choice, "several": _several, "yes_no": _yes_no, "day": _day,
    "booking": _booking, "code": _code, "number": _number, "marks": _marks,
}  # fmt: skip
