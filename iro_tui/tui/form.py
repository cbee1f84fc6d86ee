"""The one form, for every action: its questions, what Enter will do, and nothing typed ever lost.

Enter saves as soon as it can, and otherwise goes to what is missing. Esc closes; what a person typed is kept as a
draft in the store while it is being typed, and is there again when the form is opened anew, also after a lock or a
crash. Only what was typed is kept: everything else is read afresh, and what has changed underneath is said.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.actions.base import Action, Following, Plan, Scene, look_at, plan_answers
from iro_tui.actions.questions import Question
from iro_tui.caseload.refusals import ChangedMeanwhile, Refused
from iro_tui.caseload.who import whom
from iro_tui.domain.words import in_a_sentence, joined
from iro_tui.text import safe
from iro_tui.tui.form_draft import KEEP_AFTER_SECONDS, read_draft, written_draft
from iro_tui.tui.widgets.answers import Answers
from iro_tui.tui.widgets.asked import AskedQuestion
from iro_tui.tui.widgets.choice import Choice
from iro_tui.tui.widgets.parts import PartsLine

if TYPE_CHECKING:
    from iro_tui.caseload.lines import Changes
    from iro_tui.caseload.session import Session
    from iro_tui.tui.app import IroApp

Values = dict[str, str]
"""The answers as they were typed or chosen, by the question's name; empty where there is none."""


class Form(ModalScreen[bool]):
    """An action's questions. It ends with whether something was done."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", "Save", show=False),
        Binding("ctrl+s", "enter", "Save", show=False),
        Binding("ctrl+r", "afresh", "Begin anew", show=False),
        Binding("escape", "back", "Back", show=False),
        Binding("tab,down", "app.focus_next", "Next", show=False),
        Binding("shift+tab,up", "app.focus_previous", "Before", show=False),
    ]

    def __init__(
        self,
        action: Action[Any],
        child_ids: Sequence[str] = (),
        keys: Sequence[str] = (),
        answers: Mapping[str, str] | None = None,
        at: str = "",
    ) -> None:
        """`answers` stand there at first in place of the questions' own; `at` names the question it begins with."""
        super().__init__()
        self.action, self.child_ids, self.keys, self._at = action, tuple(child_ids), tuple(keys), at
        self.questions: tuple[Question, ...] = ()
        self.planned: Plan | None = None
        """What Enter would do by the answers as they are; None where they do not say it yet."""
        self._outdated = False
        """Whether something was written since what is shown was read."""
        self._begun_with = dict(answers or {})
        self._scene: Scene | None = None
        self._defaults: Values = {}
        self._values: Values = {}
        self._typed: set[str] = set()
        """The questions that a person has answered."""
        self._aside = self._news = ""
        """The word beside the title; what was taken up from a draft, and what has changed since it was typed."""
        self._agreed = ""
        """What the plan asks first, once it was put: the next Enter says yes to it."""
        self._saving = False
        self._keeping: Timer | None = None

    @property
    def iro(self) -> IroApp:
        return cast("IroApp", self.app)

    @property
    def draft(self) -> str:
        """The name its draft is kept under."""
        return f"form:{self.action.id}:{','.join(sorted(self.child_ids or self.keys))}"

    def prepare(self, session: Session) -> None:
        """Read what the form needs, and what was left of it; in the store thread, before it is shown."""
        self._read(session)
        self._values = dict(self._defaults)
        changed = []
        for name, (typed, stood) in read_draft(session.draft(self.draft)).items():
            if name in self._values:
                self._values[name] = typed
                self._typed.add(name)
                if stood != self._defaults[name]:
                    changed.append(name)
        self._drop_what_is_gone()
        if self._typed:
            self._news = f"Taken up where you left it.{self._changed(changed)} ctrl+r begins anew."

    def _read(self, session: Session) -> None:
        """The scene as it is now, the questions, and what stands in them at first."""
        self._scene = look_at(session, self.action, self.child_ids, self.keys)
        self.questions = self.action.questions(self._scene)
        self._aside = self.action.aside(self._scene)
        self._defaults = self._standing(self.questions)

    def _standing(self, questions: Sequence[Question]) -> Values:
        """What stands in questions at first."""
        return {question.name: self._begun_with.get(question.name, question.default) for question in questions}

    def _drop_what_is_gone(self) -> None:
        """An answer about what is not there any more would only be refused."""
        for question in self.questions:
            self._values[question.name] = question.still(self._values[question.name], self._defaults[question.name])

    def _changed(self, names: Sequence[str]) -> str:
        """What is not any more as it stood, and whether something was typed over it."""
        if not names:
            return ""
        now = [f"{in_a_sentence(q.label)} is {self._now(q)}" for q in self.questions if q.name in names]
        beside = "; what you typed stands beside it" if self._typed.intersection(names) else ""
        return f" Changed meanwhile: {joined(now)}{beside}."

    def _now(self, question: Question) -> str:
        """What is on record of a question, in words."""
        if question.kind == "marks":
            return "marked otherwise now"
        value = self._defaults[question.name]
        return f"now {next((o.label for o in question.options if o.value == value), value) or 'empty'}"

    @property
    def scene(self) -> Scene:
        if self._scene is None:
            raise RuntimeError("the form is not prepared")
        return self._scene

    def compose(self) -> Iterator[Widget]:
        with Vertical(classes=f"dialog {'wide' if self.action.wide else ''}"):
            yield Static(Content.assemble((f"{self.action.title}  ", "bold $accent"),
                                          (safe(whom(self.scene.who)), "bold"),
                                          (f"   {safe(self._aside)}", "$muted")), id="head")  # fmt: skip
            yield PartsLine()
            with VerticalScroll(id="questions", can_focus=False):
                for question in self.questions:
                    yield AskedQuestion(question, self._values[question.name])
            yield Static("", id="follows")

    def on_mount(self) -> None:
        self._begin(self._at)
        if self._news:
            self.iro.say(self._news)

    def _begin(self, at: str = "") -> None:
        """Show what is asked, and go to a question by its name, or to the first that is missing."""
        for field in self.query(Input):
            field.cursor_blink = False
        self._show()
        asked = self._asked()
        here = next((question for question in asked if question.name == at), self._missing() or asked[0])
        self._field(here).focus()

    def _asked(self) -> list[Question]:
        return [question for question in self.questions if question.asked(self._values)]

    def _missing(self) -> Question | None:
        return next((q for q in self._asked() if q.needed(self._values) and not self._values[q.name].strip()), None)

    def _field(self, question: Question) -> Widget:
        return self.query_one(f"#{question.name}")

    def _answer(self, name: str, value: str) -> None:
        """Take an answer that a person gave."""
        self._agreed = ""
        self._values[name] = value
        (self._typed.discard if value == self._defaults[name] else self._typed.add)(name)
        self._show()

    @on(Choice.Chosen)
    def chosen(self, event: Choice.Chosen) -> None:
        name = event.choice.id or ""
        self._answer(name, event.choice.value)
        if self.action.keeps_choices:
            self._keep_soon()
        if event.moved:
            return
        asked = self._asked()
        after = asked[[question.name for question in asked].index(name) + 1 :]
        following = next((question for question in after if not self._values[question.name]), None)
        if following:
            self._field(following).focus()
        # After the focus has gone there: what was typed meanwhile answers the next question.
        self.iro.call_after_refresh(self.iro.type_ahead.end)

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        name = event.input.id or ""
        if self._values.get(name) != event.value:
            self._answer(name, event.value)
            self._keep_soon()

    @on(Answers.Changed)
    def answered(self, event: Answers.Changed) -> None:
        self._answer(event.answers.id or "", event.answers.value)
        self._keep_soon()

    def _keep_soon(self) -> None:
        if self._keeping is not None:
            self._keeping.stop()
        self._keeping = self.set_timer(KEEP_AFTER_SECONDS, self.keep)

    def _show(self) -> None:
        """Ask what follows from the answers so far, and say what they mean and what Enter will do."""
        if self.iro.session is None:  # locked meanwhile
            return
        asked = self._asked()
        for row in self.query(AskedQuestion):
            row.set_class(row.question not in asked, "hidden")
            row.tell(self._values[row.question.name], self.scene.today, self.scene.practice.office)
        self.query_one(PartsLine).tell(asked, self._values)
        self.planned = None
        self.run_worker(cast("Any", partial(self._foresee, dict(self._values))), exclusive=True, group="foresee")

    async def _foresee(self, values: Values) -> None:
        """Work out what Enter would do, and say it, or what is missing."""
        missing = self._missing()
        words, style = f"To say: {in_a_sentence(missing.label)}. Esc closes." if missing else "", "$muted"
        if missing is None and self.iro.session is not None:
            try:
                planned = await self.iro.ask(lambda session: self._plan(session, values))
                words = " ".join(filter(None, ("Enter:", planned.sentence, planned.warning, planned.asks)))
                self.planned = planned if values == self._values else None
            except Refused as refusal:
                words, style = str(refusal), "$today"
        if self.is_current and self.iro.session is not None:
            self._say(words, style)

    def _say(self, words: str, style: str = "$today") -> None:
        self.query_one("#follows", Static).update(Content.styled(safe(words), style))

    def _plan(self, session: Session, values: Values) -> Plan:
        """The plan by these answers over the caseload of now; what the form rests on stays what was seen."""
        scene = replace(self.scene, caseload=session.caseload())
        return plan_answers(self.action, scene, self.questions, values)

    # Ending

    @on(Input.Submitted)
    async def submitted(self) -> None:
        await self.action_enter()

    async def action_enter(self) -> None:
        """Save, or go to what is missing."""
        if self._saving or self.iro.session is None:
            return
        self._saving = True
        self.iro.type_ahead.begin()  # what is typed next is meant for what comes after
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
            self.iro.type_ahead.end()

    async def _try(self) -> Changes | None:
        missing = self._missing()
        if missing is not None:
            self._field(missing).focus()
            self._say(f"First: {in_a_sentence(missing.label)}?")
            return None
        values = dict(self._values)
        try:
            changes = await self.iro.ask(lambda session: self._do(session, values))
        except Refused as refusal:
            if isinstance(refusal, ChangedMeanwhile) or self._outdated:
                await self._look_again(refusal)
            else:
                self._refused(str(refusal))
            return None
        if isinstance(changes, str):
            self._agreed = changes
            self._refused(f"{changes} Enter again says yes.")
            return None
        self.iro.done(changes)
        return changes

    def _refused(self, words: str) -> None:
        """Say why not; the foot may have said so already, so that it is said beside the form too."""
        self._say(words)
        self.iro.say(words, problem=True)

    def _do(self, session: Session, values: Values) -> Changes | str:
        """Do it; or what is to be asked first."""
        self._outdated = session.caseload().seen != self.scene.seen
        if self._outdated:
            self.planned = self._plan_as_shown(session, values)
        elif self.planned is None:
            self.planned = self._plan(session, values)
        if self.planned.asks not in ("", self._agreed):
            return self.planned.asks
        return self.action.perform(session, self.planned, self.draft)

    def _plan_as_shown(self, session: Session, values: Values) -> Plan:
        """The plan over what was written since the form was opened; the rows that it changes stay as they were seen.

        Raises ChangedMeanwhile where the form or its foot would say something else now than what was shown.
        """
        scene = replace(look_at(session, self.action, self.child_ids, self.keys), seen=self.scene.seen)
        changed = ChangedMeanwhile("Something was changed meanwhile. Nothing was done; look at it again.")
        questions = self.action.questions(scene)
        if self._standing(questions) != self._defaults:
            raise changed
        planned = plan_answers(self.action, scene, questions, values)
        if self.planned and planned.sentence != self.planned.sentence:
            raise changed
        return planned

    @property
    def following(self) -> Following | None:
        """The action that comes once this one is done: what was found may ask for it."""
        return self.planned.then if self.planned else None

    async def _look_again(self, refusal: Refused) -> None:
        """Another window changed what this rests on: show it as it is now, beside what was typed here."""
        stood, at = self._defaults, self.focused.id if self.focused else ""
        try:
            await self.iro.ask(self._read)
        except Refused as gone:
            self._refused(str(gone))
            return
        changed = [name for name, value in self._defaults.items() if value != stood.get(name)]
        self._typed &= self._defaults.keys()
        self._values = {**self._defaults, **{name: self._values[name] for name in self._typed}}
        self._drop_what_is_gone()
        await self.recompose()  # other questions may be asked now, and other answers be possible
        self._begin(at or "")
        await self.workers.wait_for_complete([w for w in self.workers if w.group == "foresee"])
        words = f"{refusal}{self._changed(changed)}"
        if isinstance(refusal, ChangedMeanwhile):
            self._say(f"{words} Enter again keeps yours.")
        else:
            self._refused(words)

    async def keep(self) -> None:
        """Keep what was typed as a draft."""
        if self.iro.session is None or self._saving:
            return
        choices = {q.name for q in self.questions if q.kind in ("choice", "several", "yes_no")}
        # Answers by a single key are no work in a quick form, but come along where something was typed.
        worth = self._typed if self.action.keeps_choices else self._typed - choices
        draft, text = self.draft, written_draft(self._typed if worth else (), self._values, self._defaults)
        await self.iro.ask(lambda session: session.keep_draft(draft, text))

    async def keep_now(self) -> None:
        """Keep everything typed, the last letters on their way too: the form is about to go."""
        field = self.focused
        if isinstance(field, Input):
            typed = asyncio.Event()
            field.call_next(typed.set)
            await typed.wait()
        for question in self.questions:
            widget = self._field(question)
            if isinstance(widget, Input) and widget.value != self._values[question.name]:
                self._values[question.name] = widget.value
                self._typed.add(question.name)
        await self.keep()

    async def action_afresh(self) -> None:
        """Forget what was typed."""
        self._typed.clear()
        self._values = dict(self._defaults)
        for row in self.query(AskedQuestion):
            row.fill(self._values[row.question.name])
        self._show()
        await self.keep()
        self._field(self._asked()[0]).focus()

    async def action_back(self) -> None:
        if self._keeping is not None:
            self._keeping.stop()
        await self.keep()
        if self.is_current:
            self.dismiss(False)
