"""The one form, for every action: its questions, what Enter will do, and nothing typed ever lost.

Enter saves as soon as it can, and otherwise goes to what is missing; from the checks and from a line of several it goes
on to the next. F2 saves from anywhere. Esc closes; what a person typed is kept as a draft in the store while it is
being typed, and is there again when the form is opened anew, also after a lock or a crash. Only what was typed is kept:
everything else is read afresh, and what has changed underneath is said. Which question comes next is the business of
`filling`, what stands where that of `form_layout`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from iro_tui.actions.about_row import over_now
from iro_tui.actions.base import Action, Following, Plan, look_at, plan_answers
from iro_tui.actions.naming import offering
from iro_tui.actions.questions import Question
from iro_tui.caseload.refusals import ChangedMeanwhile, Refused
from iro_tui.domain.words import in_a_sentence
from iro_tui.tui.clock_question import still_asked
from iro_tui.tui.filling import Values
from iro_tui.tui.form_layout import FormLayout
from iro_tui.tui.held import HeldPicture
from iro_tui.tui.keeping import Keeping, keep_draft, read_draft
from iro_tui.tui.key_gate import done_so_far
from iro_tui.tui.widgets.answers import Answers
from iro_tui.tui.widgets.asked import AskedQuestion
from iro_tui.tui.widgets.choice import Choice
from iro_tui.tui.widgets.foot import PLAN, saving_key
from iro_tui.tui.widgets.form_keys import FormKeys
from iro_tui.tui.widgets.note_field import NoteField
from iro_tui.tui.widgets.parts import PartsLine
from iro_tui.tui.widgets.picking import PickInput
from iro_tui.tui.widgets.private_input import SHOWS, PrivateInput

if TYPE_CHECKING:
    from iro_tui.caseload.lines import Changes
    from iro_tui.caseload.session import Session


class Form(FormLayout):
    """An action's questions. It ends with whether something was done."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", "Save", show=False),
        Binding("f2,ctrl+s", "save", "Save", show=False),
        Binding("f1", "app.command('help')", "Help", show=False),
        Binding(SHOWS.lower(), "reveal", "Show or hide", show=False),
        Binding("ctrl+r", "afresh", "Begin anew", show=False),
        Binding("escape", "back", "Back", show=False),
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
        super().__init__(action, answers)
        self.child_ids, self.keys, self._at = tuple(child_ids), tuple(keys), at
        self.planned: Plan | None = None
        """What Enter would do by the answers as they are; None where they do not say it yet."""
        self._outdated = False
        """Whether something was written since what is shown was read."""
        self._news = ""
        """What was taken up from a draft, and what has changed since it was typed."""
        self._agreed = ""
        """What the plan asks first, once it was put: the next Enter says yes to it."""
        self._saving = False
        self._keeping = Keeping(self, self.keep)

    @property
    def draft(self) -> str:
        """The name its draft is kept under."""
        return f"form:{self.action.id}:{','.join(sorted((*self.child_ids, *self.keys)))}"

    def prepare(self, session: Session, unkept: str = "") -> None:
        """Read what it needs, and what was left of it (`unkept`: the store had no room), before it is shown."""
        changed = self.filling.begin(self._read(session), read_draft(unkept or session.draft(self.draft)))
        if self.filling.typed:
            changes = self.filling.changed_words(changed)
            self._news = f"Taken up where you left it.{changes} ctrl+r begins anew."

    def _read(self, session: Session) -> tuple[Question, ...]:
        """The questions upon the scene as it is now."""
        self._scene = scene = look_at(session, self.action, self.child_ids, self.keys)
        self.action.heading(scene), self.action.aside(scene)  # what they refuse is said before the form shows
        return offering(self.action, scene)

    def on_mount(self) -> None:
        self.picture = HeldPicture(self.app)
        self._begin(self._at)
        if self._news:
            self.iro.say(self._news)

    def _begin(self, at: str = "") -> None:
        """Show what is asked, and go to a question by its name, or to the first that is missing."""
        self._show()
        self.field_of(self.filling.first(at)).focus()

    # Answers

    def _answer(self, name: str, value: str) -> None:
        """Take an answer that a person gave."""
        self._agreed = ""
        self.filling.answer(name, value)
        self._wrong(None)
        self._show()

    @on(Choice.Chosen)
    def chosen(self, event: Choice.Chosen) -> None:
        name = event.choice.id or ""
        self._answer(name, event.choice.value)
        if self.action.keeps_choices:
            self._keeping.soon()
        if event.moved:
            return
        following = self.filling.after(name)
        if following:
            self.go_on_to(self.field_of(following))
        # After the focus has gone there: what was typed meanwhile answers the next question.
        self.iro.call_after_refresh(self.iro.type_ahead.end)

    def go_on_to(self, field: Widget) -> None:
        """Go to the question after one that was answered by a key."""
        field.focus()

    @on(Choice.Unknown)
    def unknown(self, event: Choice.Unknown) -> None:
        """The capital that answers all the checks goes there; another letter that is no answer is said."""
        if rest := next((each for each in self.query(Answers) if each.takes_rest(event.letter)), None):
            rest.focus()
            rest.answer_rest()
            return
        question = next((q for q in self.questions if q.name == event.choice.id), None)
        keys = " ".join(option.key for option in event.choice.options if option.key)
        self._wrong(question, f"«{event.letter}» is no answer here: press one of {keys}.")

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        self.take_in(event.input.id or "", event.value)

    @on(NoteField.Changed)
    def noted(self, event: NoteField.Changed) -> None:
        self.take_in(event.text_area.id or "", event.text_area.text)

    def take_in(self, name: str, value: str) -> None:
        """Take what was typed, or pasted, into a field, once."""
        if self.filling.values.get(name) != value:
            self._answer(name, value)
            self._keeping.soon()

    @on(Answers.Changed)
    def answered(self, event: Answers.Changed) -> None:
        self._answer(event.answers.id or "", event.answers.value)
        self._keeping.soon()

    def _show(self) -> None:
        """Ask what follows from the answers so far, and say what they mean and what Enter will do."""
        if self.iro.session is None:
            return  # locked meanwhile
        asked, rows = self.filling.asked, self.query(AskedQuestion)
        if any((row.question in asked) is row.has_class("hidden") for row in rows):
            self.iro.type_ahead.begin()  # what comes or goes is there before the next key looks where to go
            self.iro.call_after_refresh(self.iro.type_ahead.end)
        heads = {question.whose: question for question in reversed(asked)}
        for row in rows:
            row.set_class(row.question not in asked, "hidden")
            row.head(heads.get(row.question.whose) is row.question)
            if row.question in asked:
                answer = self.filling.values[row.question.name]
                row.make(answer)
                row.tell(answer, self.scene.today, self.scene.practice.office)
        self.query_one(PartsLine).tell(asked, self.filling.values)
        for keys in self.query(FormKeys):
            keys.tell()
        self.planned = None
        self.run_worker(cast("Any", partial(self._foresee, dict(self.filling.values))), exclusive=True, group="foresee")

    async def _foresee(self, values: Values) -> None:
        """Work out what Enter would do, and say it, or what is missing."""
        missing = self.filling.missing
        words, style = f"To say: {in_a_sentence(missing.label)}. Esc closes." if missing else "", "$muted"
        if missing is None and self.iro.session is not None:
            try:
                planned = await self.iro.ask(lambda session: self._plan(session, values))
                words = " ".join(filter(None, (planned.sentence, planned.warning, planned.asks)))
                style, self.planned = PLAN, planned if values == self.filling.values else None
            except Refused as refusal:
                words, style = str(refusal), "$today"
        if self.is_current and self.iro.session is not None:
            self._say(words, style)
        if self.picture and self.picture.held:
            await self._all_there()
            self.picture.show()

    async def _all_there(self) -> None:
        """Until all of its first picture stands in its place: where the focus is, and what that opens."""
        await done_so_far(self.app)  # it gives the focus
        self._refresh_layout()
        for part in (self.focused, *self.query("CheckGrid, FormKeys, Dialog").results(Widget)):
            if part is not None:
                await done_so_far(part)

    def _plan(self, session: Session, values: Values) -> Plan:
        """The plan by these answers over the caseload of now; what the form rests on stays what was seen."""
        return plan_answers(self.action, over_now(session, self.scene), self.questions, values)

    # Ending

    @on(Input.Submitted)
    async def submitted(self) -> None:
        try:
            await self.action_enter()
        finally:
            self.iro.type_ahead.end()

    async def action_enter(self) -> None:
        """On to the next line or part, from a line of several and from the checks; else save."""
        following = self.goes_on
        if following is None:
            await self.action_save()
            return
        self.iro.type_ahead.begin()  # what is typed next is meant for what comes next
        self.field_of(following).focus()
        self.iro.call_after_refresh(self.iro.type_ahead.end)

    async def action_save(self) -> None:
        """Save, or go to what is missing."""
        if self._saving or self.iro.session is None:
            return
        self._saving = True
        self.iro.type_ahead.begin()  # what is typed next is meant for what comes after
        if isinstance(self.focused, PickInput):
            self.focused.settle()
            self.take_in(self.focused.id or "", self.focused.value)
        changes = None
        try:
            changes = await self._try()
            if changes is not None:
                self._keeping.stop()
                self.iro.unkept.pop(self.draft, None)
                if self.is_current:
                    self.dismiss(True)
        finally:
            self._saving = changes is not None  # a second Enter on its way must not save again
            self.iro.type_ahead.end()

    async def _try(self) -> Changes | None:
        if self._goes_to_what_lacks():
            return None
        values = dict(self.filling.values)
        try:
            changes = await self.iro.ask(lambda session: self._do(session, values))
        except Refused as refusal:
            if isinstance(refusal, ChangedMeanwhile) or self._outdated:
                await self._look_again(refusal)
            else:
                self._refused(refusal)
            return None
        if isinstance(changes, str):
            self._agreed = changes
            self._say(f"{changes} {saving_key(self)} again says yes.")
            return None
        self.iro.done(changes)
        return changes

    def _goes_to_what_lacks(self) -> bool:
        """Go to what is missing, or to what was most likely a slip; whether there is any."""
        missing = self.filling.missing
        if missing is not None:
            self.field_of(missing).focus()
            self._say(f"First: {in_a_sentence(missing.label)}?")
            return True
        slip = self.filling.slip()
        if slip is not None:
            self.field_of(slip).focus()
            self._wrong(slip, f"Only «{self.filling.words_of(slip)}»: meant? {saving_key(self)} again keeps it.")
        return slip is not None

    def _refused(self, refusal: Refused) -> None:
        """Say why not: beside the field it is about, and go there; else at the foot. Once."""
        if (question := self.filling.about(refusal)) is None:
            self._say(str(refusal))
            return
        self._wrong(question, str(refusal))
        self._say("Nothing was saved yet.", "$muted")
        self.field_of(question).focus()

    def _do(self, session: Session, values: Values) -> Changes | str:
        """Do it; or what is to be asked first."""
        if question := still_asked(session, self._agreed):
            return question
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
        questions = offering(self.action, scene)
        if self.filling.standing(questions) != self.filling.at_first:
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
        at = self.focused.id if self.focused else ""
        try:
            questions = await self.iro.ask(self._read)
        except Refused as gone:
            self._say(str(gone))
            return
        changed = self.filling.renew(questions)
        await self.recompose()  # other questions may be asked now, and other answers be possible
        self._begin(at or "")
        await self.workers.wait_for_complete([w for w in self.workers if w.group == "foresee"])
        if isinstance(refusal, ChangedMeanwhile):
            self._say(f"{refusal}{self.filling.changed_words(changed)} {saving_key(self)} again keeps yours.")
        else:
            self._refused(refusal)

    async def keep(self) -> None:
        """Keep what was typed as a draft."""
        if self.iro.session is None or self._saving:
            return
        filling = self.filling
        choices = {q.name for q in self.questions if q.kind in ("choice", "several", "yes_no")}
        # Answers by a single key are no work in a quick form, but come along where something was typed.
        worth = filling.typed if self.action.keeps_choices else filling.typed - choices
        if why := await keep_draft(self.iro, self.draft, filling.written() if worth else ""):
            self._say(f"Not kept yet: {why}")

    async def keep_now(self) -> None:
        """Keep everything typed, the last letters on their way too: the form is about to go."""
        field = self.focused
        if isinstance(field, Input | NoteField):
            typed = asyncio.Event()
            field.call_next(typed.set)
            await typed.wait()
        # One that is only being opened has no fields yet: nothing was typed there.
        for row in self.query(AskedQuestion):
            name, widget = row.question.name, row.field if row.is_made else None
            if isinstance(widget, Input | NoteField) and widget.value != self.filling.values[name]:
                self.filling.values[name] = widget.value
                self.filling.typed.add(name)
        await self.keep()

    def action_reveal(self) -> None:
        """Show what is hidden in its fields, wherever the cursor is, or hide it again."""
        for field in self.query(PrivateInput):
            field.action_reveal()

    async def action_afresh(self) -> None:
        """Forget what was typed."""
        self.filling.forget()
        for row in self.query(AskedQuestion):
            row.fill(self.filling.values[row.question.name])
        self._wrong(None)
        self._show()
        await self.keep()
        self.field_of(self.filling.first()).focus()

    async def action_back(self) -> None:
        self._keeping.stop()
        await self.keep()
        if self.is_current:
            self.dismiss(False)
