"""One question of a form: its label, the field that its kind asks for, and beside a day what was read of it."""

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


class Asked(Horizontal):
    """A question with its field, which has the question's name for its id."""

    def __init__(self, question: Question, value: str) -> None:
        super().__init__(classes="question", id=f"ask-{question.name}")
        self.question = question
        self._first = value

    def compose(self) -> Iterator[Widget]:
        yield Static(self.question.label, classes="label")
        yield self._field()
        if self.question.kind == "day":
            yield Static("", classes="means")

    def _field(self) -> Widget:
        asked, value = self.question, self._first
        if asked.kind in ("choice", "yes_no"):
            return Choice(asked.options or YES_NO, value, upright=asked.upright, id=asked.name)
        if asked.kind == "marks":
            return Answers(
                asked.things, asked.options, value, sources=asked.sources, grades=asked.grades, id=asked.name
            )
        suggester = SuggestFromList(asked.suggested, case_sensitive=False) if asked.suggested else None
        return Input(value, placeholder=asked.hint, id=asked.name, suggester=suggester)

    def tell(self, value: str, today: date, office: WorkingCalendar) -> None:
        """Say beside a day what is read of it."""
        if self.question.kind == "day":
            self.query_one(".means", Static).update(self._means(value, today, office))

    def _means(self, value: str, today: date, office: WorkingCalendar) -> Content:
        try:
            day = self.question.read(value, today, office)
        except Refused:
            return Content.styled("not a day yet", "$today")
        if day is None:
            return Content("")
        beside = "" if office.is_working_day(day) else ", not a working day"
        return Content.assemble((day_words(day, today), "bold"), (beside, "$today"))

    def fill(self, value: str) -> None:
        """Put an answer into the field without its being typed."""
        field = self.query_one(f"#{self.question.name}")
        if isinstance(field, Choice):
            field.value = value
            field.refresh()
        elif isinstance(field, Input | Answers):
            field.value = value
