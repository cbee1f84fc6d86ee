"""One question on a form: its label, the field that answers it, and beside a day what it means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.actions.questions import YES_NO, Question
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.calendar import WorkingCalendar
from iro_tui.domain.words import NO_WORKING_DAY, day_words
from iro_tui.text import safe
from iro_tui.tui.text import plain
from iro_tui.tui.widgets.answers import LINES, Answers
from iro_tui.tui.widgets.check_grid import CheckGrid
from iro_tui.tui.widgets.choice import Choice
from iro_tui.tui.widgets.note_field import NoteField
from iro_tui.tui.widgets.picking import Line, PickInput, PickList
from iro_tui.tui.widgets.private_input import SHOWS, PrivateInput
from iro_tui.tui.widgets.several import Several


class AskedQuestion(Vertical):
    """A line of a form, and what is wrong with its answer under it. Its field has the question's name as its id."""

    def __init__(self, question: Question, value: str, *, hidden: bool = False, head: bool = False) -> None:
        """`hidden`: it is not asked as yet; `head`: whose it is stands over it."""
        super().__init__(classes=f"question{' hidden' * hidden}", id=f"ask-{question.name}")
        self._head = head
        self.question = question
        self._value = value
        self._wrong = ""
        self._told: tuple[str, date, WorkingCalendar] | None = None
        self._meant: dict[str, Content] = {}
        """What stands beside and under the field, by where."""

    def compose(self) -> Iterator[Widget]:
        if self.question.whose:
            whose = Content.styled(safe(self.question.whose), "bold $accent")
            yield Static(whose, classes=f"whose{' hidden' * (not self._head)}")
        with Horizontal(classes="line"):
            if not self._is_grid:
                yield Static(plain(self.question.short), classes="label")
            if self.question.kind == "code" or self.question.people:
                field = PickInput(self.question, self._value, hint=self.question.hint)
                yield Vertical(field, PickList(self.question), classes="picking")
            else:
                yield self._field()
            if self.question.kind == "day" or self.question.private:
                yield Static("", id=f"means-{self.question.name}", classes="means")
        yield Static("", classes="wrong hidden")

    def head(self, shown: bool) -> None:
        """Say over it whose it is, or not: one line stands over all that are about one child."""
        for line in self.query(".whose"):
            line.set_class(not shown, "hidden")

    def wrong(self, words: str) -> None:
        """Say what is wrong with the answer; empty: nothing is."""
        if words == self._wrong:  # a line set anew lays the whole form out again, at every letter
            return
        self._wrong = words
        said_beside = self.query_one(".wrong", Static)
        said_beside.update(Content.styled(f"! {safe(words)}" if words else "", "$today"))
        said_beside.set_class(not words, "hidden")

    @property
    def _is_grid(self) -> bool:
        """Whether its things are all in sight at once, under its label."""
        return self.question.kind == "marks" and len(self.question.things) > LINES

    def _field(self) -> Widget:
        question, value = self.question, self._value
        if question.kind in ("choice", "yes_no"):
            return Choice(question.options or YES_NO, value, upright=question.upright, id=question.name)
        if question.kind == "several":
            return Several(question.options, value, id=question.name)
        if question.kind == "marks":
            return (CheckGrid if self._is_grid else Answers)(question, value)
        if question.kind == "note":
            return NoteField(value, hint=question.hint, id=question.name)
        suggester = SuggestFromList(question.suggested, case_sensitive=False) if question.suggested else None
        kind = PrivateInput if question.private else Line
        line = kind(value, placeholder=question.hint, id=question.name, suggester=suggester)
        return Vertical(line, Static("", classes="echo"), classes="echoed") if question.means else line

    def fill(self, value: str) -> None:
        """Put an answer into the field without its being typed."""
        field = self.query_one(f"#{self.question.name}")
        if isinstance(field, Choice | Input | NoteField | Answers):
            field.value = value
            if isinstance(field, Input):
                field.select_all()  # as where it is come to: what is typed takes its place
            field.refresh()

    def tell(self, value: str, today: date, office: WorkingCalendar) -> None:
        """Say beside the field of a day what was typed there means."""
        self._told = value, today, office
        if self.question.kind == "day" or self.question.private:
            self._set(".means", self._means(value, today, office))  # the hint of an empty field has the whole line
        if self.question.means:
            self._set(".echo", self._echo(value, today, office))

    @on(PrivateInput.Revealed)
    def revealed(self) -> None:
        """What stands beside it depends on whether it is seen."""
        if self._told:
            self.tell(*self._told)

    def _set(self, where: str, words: Content) -> None:
        """Set a line of its own, where it is another than stands there; empty it takes no room."""
        if self._meant.get(where) == words:
            return
        self._meant[where] = words
        line = self.query_one(where, Static)
        line.update(words)
        line.display = bool(words)

    def _echo(self, value: str, today: date, office: WorkingCalendar) -> Content:
        """How a line with a form of its own is understood, or why it is not."""
        try:
            words = self.question.means(value, today, office) if self.question.means else ""
        except Refused as refusal:
            return Content.styled(safe(str(refusal)), "$today")
        return Content.styled(safe(words), "$today" if NO_WORKING_DAY in words else "$muted")

    def _means(self, value: str, today: date, office: WorkingCalendar) -> Content:
        if self.question.private and self.query_one(f"#{self.question.name}", Input).password:
            return Content.styled(f"hidden: {SHOWS} shows it", "$muted")
        if self.question.kind != "day":
            return Content("")
        try:
            day = self.question.read(value, today, office)
        except Refused:
            return Content.styled("not a day yet", "$today")
        if day is None:
            return Content("")
        # Of what is past, a date of birth for one, it says nothing.
        off = ", not a working day" if day >= today and not office.is_working_day(day) else ""
        return Content.assemble((day_words(day, today), "bold"), (off, "$today"))
