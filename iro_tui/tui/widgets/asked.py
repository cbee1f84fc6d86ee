"""One question on a form: its label, the field that answers it, and beside a day what it means.

Few widgets, for each is styled, laid out and spoken to: a long form has some thirty questions.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeVar, cast

from textual import on
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.actions.questions import YES_NO, Question
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.calendar import WorkingCalendar
from iro_tui.domain.words import BEYOND, BEYOND_WORKED_OUT, NO_WORKING_DAY, day_words
from iro_tui.text import safe
from iro_tui.tui.text import plain
from iro_tui.tui.widgets.answers import LINES, Answers
from iro_tui.tui.widgets.check_grid import CheckGrid
from iro_tui.tui.widgets.choice import Choice
from iro_tui.tui.widgets.note_field import NoteField
from iro_tui.tui.widgets.picking import Line, PickInput, PickList
from iro_tui.tui.widgets.private_input import SHOWS, PrivateInput
from iro_tui.tui.widgets.several import Several

_W = TypeVar("_W", bound=Widget)
_I = TypeVar("_I", bound=Input)


def quiet(field: _I) -> _I:
    """A field whose cursor stands still."""
    field.cursor_blink = False
    return field


def holding(parent: _W, *children: Widget) -> _W:
    """A widget with others in it that come with it: all of them are registered, and styled, at once."""
    parent._add_children(*children)
    return parent


class AskedQuestion(Widget):
    """A line of a form. It draws its label and the bar of where one is; its field stands beside, what is wrong under.

    The field has the question's name as its id. What is not asked as yet has none: it is made once it is.
    """

    def __init__(self, question: Question, value: str, *, hidden: bool = False, head: bool = False) -> None:
        """`hidden`: it is not asked as yet; `head`: whose it is stands over it."""
        super().__init__(classes=f"question{' hidden' * hidden}", id=f"ask-{question.name}")
        self._head = head
        self.question = question
        self._value = value
        self._is_here = False
        self._told: tuple[str, date, WorkingCalendar] | None = None
        self._said: dict[str, Content] = {}
        """What stands beside and under the field, by where."""
        self._field: Widget | None = None
        if not hidden:
            holding(self, *self.parts())

    def parts(self) -> Iterator[Widget]:
        """What it consists of; what is said of an answer under the field comes once it is said."""
        if self.question.whose:
            whose = Content.styled(safe(self.question.whose), "bold $accent")
            yield Static(whose, classes=f"whose{' hidden' * (not self._head)}")
        self._field = field = self._made_field()
        if self.question.kind == "day" or self.question.private:
            means = Static("", id=f"means-{self.question.name}", classes="means")
            means.display = False
            yield holding(Horizontal(classes="line beside"), field, means)
        else:
            yield field if self._is_grid else field.add_class("beside", update=False)
        if isinstance(field, PickInput):
            yield PickList(self.question)

    def make(self, value: str) -> None:
        """Make the field, with an answer, where it has none yet."""
        if not self.is_made:
            self._value = value
            self.mount(*self.parts())

    @property
    def is_made(self) -> bool:
        """Whether it has its field."""
        return self._field is not None

    @property
    def _beside(self) -> Widget | None:
        """What stands beside its label: the field, or the line of it and what it means."""
        return next((part for part in self.children if part.has_class("beside")), None)

    @property
    def field(self) -> Widget:
        """What answers it."""
        self.make(self._value)
        return cast("Widget", self._field)

    # What it draws

    def on_descendant_focus(self) -> None:
        self._come_to(here=True)

    def on_descendant_blur(self) -> None:
        self._come_to(here=False)

    def _come_to(self, *, here: bool) -> None:
        self._is_here = here
        self.refresh()

    def render(self) -> Content:
        bar = Content.styled("▌", "$accent") if self._is_here else Content(" ")
        label = [Content("")] * self._over + self._label()
        blank = [Content("")] * (self.size.height - len(label))
        return Content("\n").join(Content.assemble(bar, line) for line in [*label, *blank])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(super().get_content_height(container, viewport, width), self._over + len(self._label()))

    @property
    def _over(self) -> int:
        """Lines over its label."""
        return int(self._head and bool(self.question.whose))

    def _label(self) -> list[Content]:
        """The lines of its label; a grid draws its own."""
        beside = self._beside
        if beside is None or self._is_grid or not self.question.short:
            return []
        return [line.stylize("$muted") for line in plain(self.question.short).wrap(beside.styles.margin.left - 1)]

    def head(self, shown: bool) -> None:
        """Say over it whose it is, or not: one line stands over all that are about one child."""
        if shown != self._head:
            self._head = shown
            for line in self.query(".whose"):
                line.set_class(not shown, "hidden")

    def wrong(self, words: str) -> None:
        """Say what is wrong with the answer, where how it is understood does not say so; empty: nothing is."""
        words = "" if safe(words) == self._said.get("echo", Content("")).plain else words
        self._set("wrong", Content.styled(f"! {safe(words)}" if words else "", "$today"))

    @property
    def _is_grid(self) -> bool:
        """Whether its things are all in sight at once, under its label."""
        return self.question.kind == "marks" and len(self.question.things) > LINES

    def _made_field(self) -> Widget:
        question, value = self.question, self._value
        if question.kind == "code" or question.people:
            return quiet(PickInput(question, value, hint=question.hint))
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
        return quiet(kind(value, placeholder=question.hint, id=question.name, suggester=suggester))

    def fill(self, value: str) -> None:
        """Put an answer into the field without its being typed."""
        if not self.is_made:
            self._value = value
            return
        field = self.field
        if isinstance(field, Choice | Input | NoteField | Answers):
            field.value = value
            if isinstance(field, Input):
                field.select_all()  # as where it is come to: what is typed takes its place
            field.refresh()

    def tell(self, value: str, today: date, office: WorkingCalendar) -> None:
        """Say beside the field of a day what was typed there means."""
        self._told = value, today, office
        if self.question.kind == "day" or self.question.private:
            self._set("means", self._means(value, today, office))  # the hint of an empty field has the whole line
        if self.question.means:
            self._set("echo", self._echo(value, today, office))

    @on(PrivateInput.Revealed)
    def revealed(self) -> None:
        """What stands beside it depends on whether it is seen."""
        if self._told:
            self.tell(*self._told)

    def _set(self, where: str, words: Content) -> None:
        """Set a line of its own, where it is another than stands there: said anew it lays the whole form out again."""
        if self._said.get(where, Content("")) == words:
            return
        self._said[where] = words
        line = next(iter(self.query(f".{where}").results(Static)), None)
        if line is None:
            line = Static("", classes=f"{where} beside")
            self.mount(line, after=None if where == "wrong" else self._beside)
        line.update(words)
        line.display = bool(words)

    def _echo(self, value: str, today: date, office: WorkingCalendar) -> Content:
        """How a line with a form of its own is understood, or why it is not."""
        try:
            words = self.question.means(value, today, office) if self.question.means else ""
        except Refused as refusal:
            return Content.styled(safe(str(refusal)), "$today")
        doubt = NO_WORKING_DAY in words or BEYOND_WORKED_OUT in words
        tone = "bold $law" if BEYOND in words else "$today" if doubt else "$muted"
        return Content.styled(safe(words), tone)

    def _means(self, value: str, today: date, office: WorkingCalendar) -> Content:
        if self.question.private and cast("Input", self.field).password:
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
