"""One question on a form: its label, the field that answers it, and beside a day what it means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from textual.containers import Horizontal
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.actions.questions import YES_NO, Question
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.calendar import WorkingCalendar
from iro_tui.domain.words import day_words
from iro_tui.tui.widgets.answers import Answers
from iro_tui.tui.widgets.choice import Choice
from iro_tui.tui.widgets.several import Several


class AskedQuestion(Horizontal):
    """A line of a form. Its field has the question's name as its id."""

    def __init__(self, question: Question, value: str) -> None:
        super().__init__(classes="question", id=f"ask-{question.name}")
        self.question = question
        self._value = value

    def compose(self) -> Iterator[Widget]:
        yield Static(self.question.label, classes="label")
        yield self._field()
        if self.question.kind == "day":
            yield Static("", id=f"means-{self.question.name}", classes="means")

    def _field(self) -> Widget:
        question, value = self.question, self._value
        if question.kind in ("choice", "yes_no"):
            return Choice(question.options or YES_NO, value, upright=question.upright, id=question.name)
        if question.kind == "several":
            return Several(question.options, value, id=question.name)
        if question.kind == "marks":
            return Answers(
                question.things,
                question.options,
                value,
                sources=question.sources,
                grades=question.grades,
                id=question.name,
            )
        suggester = SuggestFromList(question.suggested, case_sensitive=False) if question.suggested else None
        return Input(value, placeholder=question.hint, id=question.name, suggester=suggester)

    def fill(self, value: str) -> None:
        """Put an answer into the field without its being typed."""
        field = self.query_one(f"#{self.question.name}")
        if isinstance(field, Choice | Input | Answers):
            field.value = value
            field.refresh()

    def tell(self, value: str, today: date, office: WorkingCalendar) -> None:
        """Say beside the field of a day what was typed there means."""
        if self.question.kind == "day":
            beside, means = self.query_one(".means", Static), self._means(value, today, office)
            beside.update(means)
            beside.display = bool(means)  # the hint of an empty field has the whole line

    def _means(self, value: str, today: date, office: WorkingCalendar) -> Content:
        try:
            day = self.question.read(value, today, office)
        except Refused:
            return Content.styled("not a day yet", "$today")
        if day is None:
            return Content("")
        # Of what is past, a date of birth for one, it says nothing.
        off = ", not a working day" if day >= today and not office.is_working_day(day) else ""
        return Content.assemble((day_words(day, today), "bold"), (off, "$today"))
