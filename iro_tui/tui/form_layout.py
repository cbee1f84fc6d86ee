"""What a form consists of on the screen: its head, its parts, its questions, what saving will do, and its keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from iro_tui.actions.base import Action, Scene
from iro_tui.actions.questions import Question
from iro_tui.tui.filling import Filling
from iro_tui.tui.placing import Dialog, place
from iro_tui.tui.styled_once import StyledOnce
from iro_tui.tui.widgets.answers import Answers
from iro_tui.tui.widgets.asked import AskedQuestion
from iro_tui.tui.widgets.foot import Foot
from iro_tui.tui.widgets.form_keys import FormKeys, Hints
from iro_tui.tui.widgets.heads import each_words, head_words
from iro_tui.tui.widgets.parts import PartsLine

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp


class Questions(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Where they stand, under each other; the arrows are the form's own, and go between them, here too."""


class FormLayout(ModalScreen[bool], StyledOnce[bool]):
    """The widgets of a form, and how one of its questions is found."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("tab", "past(1)", "Next", show=False),
        Binding("shift+tab", "past(-1)", "Before", show=False),
        Binding("down", "app.focus_next", "Next", show=False),
        Binding("up", "app.focus_previous", "Before", show=False),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-least"), (14, "-low"), (30, "-high")]  # noqa: RUF012 -- Textual's own name and shape
    is_form: ClassVar[bool] = True
    answers_by_line: ClassVar[bool] = False
    """Whether Enter goes from line to line, so that several lines typed at once are several answers."""
    own_keys: ClassVar[Hints] = ()
    """Keys that only this form has, for its line of keys."""

    def __init__(self, action: Action[Any], answers: Mapping[str, str] | None) -> None:
        super().__init__()
        self.action = action
        self.filling = Filling(answers)
        self._scene: Scene | None = None
        self.is_page = action.wide and not action.books
        """Whether it takes the page, as a long one does; what books stands beside its diary."""
        self.set_class(self.is_page, "-page", update=False)

    async def rows_pasted(self, text: str) -> None:
        """Rows of a spreadsheet were pasted into a form that goes from line to line."""

    @property
    def iro(self) -> IroApp:
        return cast("IroApp", self.app)

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.filling.questions

    @property
    def scene(self) -> Scene:
        if self._scene is None:
            raise RuntimeError("the form is not prepared")
        return self._scene

    def compose(self) -> Iterator[Widget]:
        with self.frame():
            yield Static(head_words(self.action, self.scene), id="head")
            yield PartsLine()
            yield from self.body()
            yield Foot(id="follows")
            yield FormKeys(self.own_keys)

    def frame(self) -> Vertical:
        """What it stands in."""
        return Vertical(classes="dialog wide") if self.is_page else Dialog(classes="dialog")

    def body(self) -> Iterator[Widget]:
        """The questions, with what differs between several children before them."""
        with Questions(id="questions"):
            if each := self.action.each(self.scene):
                yield Static(each_words(each), id="each")
            asked, values = self.filling.asked, self.filling.values
            heads = {question.whose: question for question in reversed(asked)}
            for question in self.questions:
                # As they will stand: to hide a line later styles anew all that is in it.
                head = heads.get(question.whose) is question
                yield AskedQuestion(question, values[question.name], hidden=question not in asked, head=head)

    def on_mount(self) -> None:
        """Show the question with the focus, whatever opens or folds above; on the lowest screens its first line."""
        questions = self.query_one("#questions")
        self.watch(questions, "virtual_size", self._to_the_question, init=False)
        self.watch(self, "focused", self._to_the_question, init=False)

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:  # noqa: ARG002
        """Textual would scroll to where the field stood before the question above it closed."""
        super().set_focus(widget, scroll_visible=False, from_app_focus=from_app_focus)

    def _to_the_question(self) -> None:
        self.call_after_refresh(self._show_question)

    def _show_question(self) -> None:
        """With what is said or picked under the field, where there is room for all of it."""
        field = self.focused
        questions = next((each for each in field.ancestors if each.id == "questions"), None) if field else None
        if field is None or not isinstance(questions, Widget):
            return
        whole = next((each for each in field.ancestors if isinstance(each, AskedQuestion)), field)
        shown = whole if whole.outer_size.height <= questions.size.height else field
        questions.scroll_to_widget(shown, animate=False, top=self.has_class("-least"), immediate=True)

    def action_page(self, by: int) -> None:
        """Look a page further up or down; the focus stays where it is."""
        questions = self.query_one(Questions)
        questions.scroll_relative(y=by * questions.size.height, animate=False)

    def action_past(self, by: int) -> None:
        """To the question after or before; from a line of several past all of them, to the next part."""
        if (beyond := self.filling.past_lines(self.here, by)) is not None:
            self.field_of(beyond).focus()
        elif by > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def field_of(self, question: Question) -> Widget:
        """What answers a question."""
        return self.query_one(f"#ask-{question.name}", AskedQuestion).field

    @property
    def here(self) -> Question | None:
        """The question that has the focus."""
        at = self.focused.id if self.focused else None
        return next((question for question in self.questions if question.name == at), None)

    @property
    def goes_on(self) -> Question | None:
        """Where Enter goes from here in place of saving; None where it saves.

        Behind the capital that answers all the rest of the checks it saves: a standard review is five keys.
        """
        if isinstance(self.focused, Answers) and self.focused.is_finished:
            return None
        return self.filling.goes_on(self.here)

    def _say(self, words: str, style: str = "$today") -> None:
        self.query_one(Foot).say(words, style)
        self._to_the_question()  # the foot takes lines from the questions
        if not self.is_page:  # a quick form leaves its row in sight; a long one takes the page
            self.call_after_refresh(lambda: place(self.query_one(".dialog")) if self.is_current else None)

    def _wrong(self, question: Question | None, words: str = "") -> None:
        """Say beside a field what is wrong with its answer; with none, nowhere any more."""
        for row in self.query(AskedQuestion):
            row.wrong(words * (row.question is question))
