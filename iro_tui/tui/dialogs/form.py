"""A form in a dialog: questions that follow from each other, what Enter will do, and nothing typed ever lost.

Enter saves as soon as it can, and otherwise goes to what is missing. Esc closes; typed text is kept as a draft in the
store while it is being typed, and is there again when the form is opened anew, also after a lock or a crash.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Literal, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.who import Who, whom
from iro_tui.domain.typed_day import NotADay, read_day
from iro_tui.domain.words import day_words
from iro_tui.text import safe
from iro_tui.tui.widgets.answers import Answers
from iro_tui.tui.widgets.choice import Choice, Option

if TYPE_CHECKING:
    from iro_tui.caseload.lines import Changes
    from iro_tui.caseload.session import Session
    from iro_tui.tui.app import IroApp

Values = dict[str, str]
"""The answers as they were typed or chosen, by the question's name; empty where there is none."""

KEEP_AFTER_SECONDS = 0.4
"""How long nothing is typed before the draft is kept."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form."""

    name: str
    label: str
    kind: Literal["choice", "text", "day", "list"] = "text"
    options: tuple[Option, ...] = ()
    upright: bool = False
    """Whether the answers stand one below the other."""
    default: str = ""
    hint: str = ""
    lean: Literal["ahead", "back", "near"] = "ahead"
    """Where a day without a year lies."""
    suggested: tuple[str, ...] = ()
    things: tuple[tuple[str, str], ...] = ()
    """Of a list: what is answered one by one, the key and the words of each."""
    sources: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    asked: Callable[[Values], bool] = lambda _: True
    """Whether it is asked, by the answers so far."""
    needed: Callable[[Values], bool] = lambda _: False
    """Whether nothing can be saved without it."""


class Form(ModalScreen[bool]):
    """The base of every form. It ends with whether something was saved."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", "Save", show=False),
        Binding("ctrl+s", "enter", "Save", show=False),
        Binding("ctrl+r", "afresh", "Begin anew", show=False),
        Binding("escape", "back", "Back", show=False),
        Binding("tab,down", "app.focus_next", "Next", show=False),
        Binding("shift+tab,up", "app.focus_previous", "Before", show=False),
    ]
    name_of_draft: ClassVar[str]
    title_words: ClassVar[str]
    width: ClassVar[Literal["", "wide"]] = ""
    keeps_choices: ClassVar[bool] = False
    """Whether answers by a single key make a draft too: in a long form they are work, in a quick one they are not."""

    def __init__(self, targets: Sequence[Who]) -> None:
        super().__init__()
        self.targets = tuple(targets)
        self.child_ids = tuple(target.child_id for target in targets)
        self.questions: tuple[Question, ...] = ()
        self._values: Values = {}
        self._taken_up = False
        self._saving = False
        self._keeping: Timer | None = None

    # What a form is made of

    def ask(self, session: Session) -> Iterable[Question]:
        """The questions; read in the store thread before the form is shown."""
        raise NotImplementedError

    def weigh(self, session: Session, values: Values) -> None:
        """Look at the answers so far, where they decide what is asked next; in the store thread. Raises Refused."""

    def foresee(self, session: Session, values: Values) -> str:
        """What saving will do, in a sentence; asked in the store thread. Raises Refused when it cannot be done so."""
        raise NotImplementedError

    def save(self, session: Session, values: Values) -> Changes:
        """Do it; in the store thread. Raises Refused."""
        raise NotImplementedError

    def following(self) -> Form | None:
        """The form that comes once this one is saved: what was found may ask for it."""
        return None

    # Opening

    @property
    def iro(self) -> IroApp:
        return cast("IroApp", self.app)

    @property
    def draft(self) -> str:
        """The name its draft is kept under."""
        return f"form:{self.name_of_draft}:{','.join(sorted(self.child_ids))}"

    def prepare(self, session: Session) -> None:
        """Read what the form needs, and what was left of it; in the store thread, before it is shown."""
        self.questions = tuple(self.ask(session))
        self._values = self._defaults()
        try:
            left = json.loads(session.draft(self.draft) or "{}")
        except ValueError:
            left = {}
        known = {name: str(left[name]) for name in self._values if isinstance(left, dict) and name in left}
        self._taken_up = bool(known)
        self._values |= known

    def _defaults(self) -> Values:
        return {question.name: question.default for question in self.questions}

    def compose(self) -> Iterator[Widget]:
        with Vertical(classes=f"dialog {self.width}"):
            yield Static(Content.assemble((f"{self.title_words}  ", "bold $accent"), (safe(whom(self.targets)), "bold"),
                                          (f"   {safe(self.aside())}", "$muted")), id="head")  # fmt: skip
            with VerticalScroll(id="questions", can_focus=False):
                for question in self.questions:
                    yield from self._composed(question)
            yield Static("", id="follows")

    def aside(self) -> str:
        """A word beside the title: what is so far."""
        return ""

    def _composed(self, question: Question) -> Iterator[Widget]:
        value = self._values[question.name]
        with Horizontal(classes="question", id=f"ask-{question.name}"):
            yield Static(question.label, classes="label")
            if question.kind == "choice":
                yield Choice(question.options, value, upright=question.upright, id=question.name)
            elif question.kind == "list":
                yield Answers(
                    question.things,
                    question.options,
                    value,
                    sources=question.sources,
                    grades=question.grades,
                    id=question.name,
                )
            else:
                suggester = SuggestFromList(question.suggested, case_sensitive=False) if question.suggested else None
                yield Input(value, placeholder=question.hint, id=question.name, suggester=suggester)
            if question.kind == "day":
                yield Static("", id=f"means-{question.name}", classes="means")

    def on_mount(self) -> None:
        for field in self.query(Input):
            field.cursor_blink = False
        self._show()
        self._field(self._missing() or self._asked()[0]).focus()
        if self._taken_up:
            self.iro.say("Taken up where you left it. ctrl+r begins anew.")

    # Answers

    def values(self) -> Values:
        """The answers to what is asked now; empty for what is not."""
        asked = {question.name for question in self._asked()}
        return {name: value if name in asked else "" for name, value in self._values.items()}

    def day(self, name: str, values: Values) -> date | None:
        """The day that was typed; None when nothing was. Raises Refused when it is no day."""
        question = next(question for question in self.questions if question.name == name)
        return self.typed_day(values[name], question.lean) if values[name].strip() else None

    def typed_day(self, typed: str, lean: Literal["ahead", "back", "near"] = "ahead") -> date:
        """The day that was typed. Raises Refused when it is no day."""
        session = self.iro.open_session
        try:
            return read_day(typed, session.today, session.practice.office, lean=lean)
        except NotADay as wrong:
            raise Refused(str(wrong)) from None

    def _asked(self) -> list[Question]:
        return [question for question in self.questions if question.asked(self._values)]

    def _field(self, question: Question) -> Widget:
        return self.query_one(f"#{question.name}")

    @on(Choice.Chosen)
    def chosen(self, event: Choice.Chosen) -> None:
        name = event.choice.id or ""
        self._values[name] = event.choice.value
        self._show()
        if self.keeps_choices:
            self._keep_soon()
        if event.moved:
            return
        asked = self._asked()
        after = asked[[question.name for question in asked].index(name) + 1 :]
        following = next((question for question in after if not self._values[question.name]), None)
        if following:
            self._field(following).focus()
        # After the focus has gone there: what was typed meanwhile answers the next question.
        self.iro.call_after_refresh(self.iro.release_keys)

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        name = event.input.id or ""
        if self._values.get(name) != event.value:
            self._values[name] = event.value
            self._show()
            self._keep_soon()

    @on(Answers.Changed)
    def answered(self, event: Answers.Changed) -> None:
        self._values[event.answers.id or ""] = event.answers.value
        self._show()
        self._keep_soon()

    def _keep_soon(self) -> None:
        if self._keeping is not None:
            self._keeping.stop()
        self._keeping = self.set_timer(KEEP_AFTER_SECONDS, self.keep)

    def _show(self) -> None:
        """Ask what follows from the answers so far, and say what they mean and what Enter will do."""
        if self.iro.session is None:  # locked meanwhile
            return
        self._ask_what_follows()
        for question in self.questions:
            if question.kind == "day":
                self.query_one(f"#means-{question.name}", Static).update(self._means(question))
        self.run_worker(cast("Any", partial(self._foresee, self.values())), exclusive=True, group="foresee")

    def _ask_what_follows(self) -> None:
        asked = self._asked()
        for question in self.questions:
            self.query_one(f"#ask-{question.name}").set_class(question not in asked, "hidden")

    def _means(self, question: Question) -> Content:
        try:
            day = self.day(question.name, self._values)
        except Refused:
            return Content.styled("not a day yet", "$today")
        if day is None:
            return Content("")
        today = self.iro.open_session.today
        working = self.iro.open_session.practice.office
        said = day_words(day, today)
        return Content.assemble(
            (said, "bold"), ("" if working.is_working_day(day) else ", not a working day", "$today")
        )

    async def _foresee(self, values: Values) -> None:
        said, style = await self._said(values)
        if self.is_current and self.iro.session is not None:
            self.query_one("#follows", Static).update(Content.styled(safe(said), style))

    async def _said(self, values: Values) -> tuple[str, str]:
        if self.iro.session is None:
            return "", ""
        try:
            await self.iro.ask(lambda session: self.weigh(session, values))
            self._ask_what_follows()
            missing = self._missing()
            if missing is not None:
                return f"{missing.label}? · Esc closes", "$muted"
            return await self.iro.ask(lambda session: self.foresee(session, values)), "$muted"
        except Refused as refusal:
            return str(refusal), "$today"

    def _missing(self) -> Question | None:
        return next((q for q in self._asked() if q.needed(self._values) and not self._values[q.name].strip()), None)

    # Ending

    @on(Input.Submitted)
    async def submitted(self) -> None:
        await self.action_enter()

    async def action_enter(self) -> None:
        """Save, or go to what is missing."""
        if self._saving or self.iro.session is None:
            return
        self._saving = True
        self.iro.hold_keys()  # what is typed next is meant for what comes after
        changes = None
        try:
            changes = await self._try()
            if changes is not None:
                if self._keeping is not None:
                    self._keeping.stop()
                if self.is_current:
                    self.dismiss(True)
        finally:
            self._saving = changes is not None  # a second Enter on its way must not save again
            self.iro.release_keys()

    async def _try(self) -> Changes | None:
        values = self.values()
        said = self.query_one("#follows", Static)
        try:
            await self.iro.ask(lambda session: self.weigh(session, values))
        except Refused as refusal:
            said.update(Content.styled(safe(str(refusal)), "$today"))
            return None
        self._ask_what_follows()
        missing = self._missing()
        if missing is not None:
            self._field(missing).focus()
            said.update(Content.styled(f"First: {missing.label.lower()}?", "$today"))
            return None
        return await self.iro.act(lambda session: self._save(session, values))

    def _save(self, session: Session, values: Values) -> Changes:
        changes = self.save(session, values)
        session.drop_draft(self.draft)
        return changes

    async def keep(self) -> None:
        """Keep what was typed as a draft."""
        if self.iro.session is None or self._saving:
            return
        typed = {q.name: self._values[q.name] for q in self.questions if q.kind != "choice" or self.keeps_choices}
        worth = any(value.strip() and value != q.default for q in self.questions
                    if (value := typed.get(q.name, "")))  # fmt: skip
        body = json.dumps(self._values) if worth else ""
        draft = self.draft
        await self.iro.ask(lambda session: session.keep_draft(draft, body) if body else session.drop_draft(draft))

    async def keep_now(self) -> None:
        """Keep everything typed, the last letters on their way too: the form is about to go."""
        field = self.focused
        if isinstance(field, Input):
            typed = asyncio.Event()
            field.call_next(typed.set)
            await typed.wait()
        for question in self.questions:
            widget = self._field(question)
            if isinstance(widget, Input):
                self._values[question.name] = widget.value
        await self.keep()

    async def action_afresh(self) -> None:
        """Forget what was typed."""
        self._values = self._defaults()
        for question in self.questions:
            field = self._field(question)
            if isinstance(field, Choice):
                field.value = question.default
                field.refresh()
            elif isinstance(field, Input | Answers):
                field.value = question.default
        self._show()
        await self.keep()
        self._field(self._asked()[0]).focus()

    async def action_back(self) -> None:
        if self._keeping is not None:
            self._keeping.stop()
        await self.keep()
        if self.is_current:
            self.dismiss(False)
