"""One line of the page for a new child: label, field, and beside it what the answer means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.actions.questions import Question
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.calendar import WorkingCalendar
from iro_tui.domain.plain_words import alike
from iro_tui.domain.typed_booking import TypedBooking
from iro_tui.domain.words import dated, day_words
from iro_tui.text import safe
from iro_tui.tui.widgets.asked import AskedQuestion, holding, quiet
from iro_tui.tui.widgets.choice import Choice
from iro_tui.tui.widgets.picking import PickInput, PickList


class PaperLine(AskedQuestion):
    """A question whose meaning stands beside it from the first letter."""

    def __init__(self, question: Question, value: str) -> None:
        super().__init__(question, value)
        self.beside = ""
        """What is said of the answer beyond what it means by itself."""

    def parts(self) -> Iterator[Widget]:
        self._field = field = self._made_field()
        if isinstance(field, Choice):
            yield field.add_class("beside", update=False)
            return
        yield holding(Horizontal(classes="line beside"), field, Static("", classes="means"))
        if isinstance(field, PickInput):
            yield PickList(self.question)

    def _made_field(self) -> Widget:
        question = self.question
        if question.kind == "choice":
            return Choice(question.options, self._value, id=question.name)
        return quiet(
            PickInput(question, self._value) if question.kind == "code" else Input(self._value, id=question.name)
        )

    def tell(self, value: str, today: date, office: WorkingCalendar) -> None:
        """Say beside the field what was typed there means, or what may be typed."""
        if self.question.kind != "choice":
            self.query_one(".means", Static).update(self._words(value, today, office))

    def _words(self, value: str, today: date, office: WorkingCalendar) -> Content:
        if not value.strip():
            return Content.styled(safe(self.beside or self.question.hint), "$muted")
        try:
            words = self._meaning(self.question.read(value, today, office), today)
        except Refused as refusal:
            if self.question.otherwise and (words := self.question.otherwise(value)):
                return Content(safe(words))
            several = self.question.kind == "code" and alike(value, self.question.codes or {}, self.question.also)
            return Content.styled("which one? Enter takes the marked" if several else safe(str(refusal)), "$today")
        off = ""
        if self.question.kind == "booking":
            booked = self.question.read(value, today, office)
            off = "" if office.is_working_day(booked.day) else " · not a working day"
        beside = f" · {self.beside}" if words and self.beside else self.beside
        return Content.assemble((safe(words), ""), (safe(beside), "$muted"), (off, "$today"))

    def _meaning(self, answer: object, today: date) -> str:
        if isinstance(answer, TypedBooking):
            return answer.words(today)
        if isinstance(answer, date):
            return dated(answer) if self.question.name == "born" else day_words(answer, today)
        return (self.question.codes or {}).get(str(answer), "") if self.question.kind == "code" else ""
