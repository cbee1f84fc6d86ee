"""The page for a new child: a line for each thing of a paper list; saved, it is there again, empty, for the next."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.actions.child import ACTION
from iro_tui.actions.child_words import beside
from iro_tui.actions.questions import Question
from iro_tui.store.writes import New
from iro_tui.tui.filling import Filling
from iro_tui.tui.form import Form
from iro_tui.tui.form_layout import Questions
from iro_tui.tui.text import key_hint
from iro_tui.tui.widgets.foot import Foot
from iro_tui.tui.widgets.labels import Tabs
from iro_tui.tui.widgets.paper_line import PaperLine
from iro_tui.tui.widgets.parts import PartsLine
from iro_tui.tui.widgets.picking import PickInput
from iro_tui.tui.widgets.strip import TopStrip

if TYPE_CHECKING:
    from textual.screen import Screen

    from iro_tui.caseload.session import Session

HINTS = (("Enter", "Next"), ("↑↓", "Line"), ("F2", "Save, next child"), ("ctrl+r", "Anew"), ("Esc", "Keep and leave"))


class NewChild(Form):
    """The form of a new child as a page of its own. It ends with whether a child was added."""

    answers_by_line = True

    def __init__(self, at: str = "") -> None:
        super().__init__(ACTION, at=at)
        self.went_on: tuple[Widget, str] | None = None
        """Where a letter or digit of an answer has gone on to, and what stood there then."""
        self.added: list[str] = []
        """The keys of the children added since it was opened."""

    def compose(self) -> Iterator[Widget]:
        yield Tabs("")
        yield TopStrip()
        yield Static("", id="head")
        with Questions(id="questions"):
            for question in self.questions:
                yield PaperLine(question, self.filling.values[question.name])
        yield PartsLine()
        with Vertical(id="foot"):
            yield Foot(id="follows")
        yield Static(Content("").join(key_hint(*hint) for hint in HINTS), id="keys")

    def _begin(self, at: str = "") -> None:
        super()._begin(at)
        many = f"{len(self.added)} entered" if self.added else ""
        self.query_one("#head", Static).update(
            Content.assemble(("A NEW CHILD", "bold $accent"), (f"   {many}", "$muted"))
        )
        self.run_worker(cast("Any", self._counts), exclusive=True, group="strip")

    async def _counts(self) -> None:
        if self.iro.session is not None:
            strip, today = await self.iro.ask(lambda session: (session.strip(), session.today))
            self.query_one(TopStrip).show(strip, today)

    def stand(self) -> dict[str, Any]:
        return {"kind": "new child", "at": self.focused.id if self.focused else ""}

    # Answers

    def _show(self) -> None:
        if self.iro.session is not None:
            words = dict(beside(self.scene, self.filling.values))
            for line in self.query(PaperLine):
                line.beside = words.get(line.question.name, "")
        super()._show()

    def _say(self, words: str, style: str = "$today") -> None:
        here = self.here
        if here and here.kind == "code" and words.startswith(f"{here.label} is"):
            words = ""  # the list below the line says what it may mean
        super()._say(words, style)

    @on(PickInput.WentOn)
    def has_gone_on(self, event: PickInput.WentOn) -> None:
        self._note_gone_on(event.to)

    def go_on_to(self, field: Widget) -> None:
        super().go_on_to(field)
        self._note_gone_on(field)

    def _note_gone_on(self, to: Widget | None) -> None:
        self.went_on = (to, getattr(to, "value", "")) if to is not None else None

    @property
    def goes_on(self) -> Question | None:
        """The next line; from the last one Enter saves."""
        here, asked = self.here, self.filling.asked
        after = asked[asked.index(here) + 1 :] if here in asked else asked
        return after[0] if after else None

    async def action_enter(self) -> None:
        """On to the next line; but an Enter behind a letter or digit that has gone on already belongs to it, once."""
        came, self.went_on = self.went_on, None
        if came is None or came[0] is not self.focused or came[1] != getattr(came[0], "value", ""):
            await super().action_enter()

    # Saving

    async def action_save(self) -> None:
        """Put the child on the caseload, and begin with the next."""
        if self._saving or self.iro.session is None:
            return
        self._take_in()
        self._saving = True
        self.iro.type_ahead.begin()
        try:
            if await self._try() is not None:
                await self._next()
        finally:
            self._saving = False
            self.iro.type_ahead.end()

    def _take_in(self) -> None:
        """What stands in the fields, the last letters on their way too."""
        for field in self.query(PickInput):
            if field.has_focus:
                field.settle()
        for question in self.questions:
            widget = self.field_of(question)
            if isinstance(widget, Input) and widget.value != self.filling.values[question.name]:
                self.planned = None
                self._answer(question.name, widget.value)

    async def _next(self) -> None:
        """An empty page; since when the child is the officer's stays as it was answered."""
        self._keeping.stop()
        if self.planned and isinstance(self.planned.writes[0], New):
            self.added.append(self.planned.writes[0].key)
        self.filling = Filling({"mine_since": self.filling.values["mine_since"]})
        self._agreed = ""
        await self.iro.ask(self._afresh)
        await self.recompose()
        self._begin()

    def _afresh(self, session: Session) -> None:
        self.filling.begin(self._read(session), {})

    async def rows_pasted(self, text: str) -> None:
        """Rows are a list of children: they are previewed; what was typed here is kept."""
        from iro_tui.tui.screens.base import IroScreen

        await self.action_back()
        if isinstance(self.app.screen, IroScreen) and not self.app.screen.take_rows(text):
            self.iro.paste_dropped(text)

    async def action_back(self) -> None:
        self._keeping.stop()
        await self.keep()
        if self.is_current:
            self.dismiss(bool(self.added))


def open_new_child(screen: Screen[None], at: str = "") -> None:
    """Open the page over a screen, `at` a question; afterwards the cursor stands on the child who was added last."""
    from iro_tui.tui.screens.base import IroScreen

    if not isinstance(screen, IroScreen):
        return
    page = NewChild(at)

    def ended(_added: bool | None) -> None:
        if page.added:
            screen.run_worker(cast("Any", partial(_show, screen, page.added[-1])), exclusive=True, group="reload")

    async def opening() -> None:
        try:
            await screen.ask(partial(page.prepare, unkept=screen.iro.unkept.get(page.draft, "")))
            await screen.app.push_screen(page, ended)
        finally:
            screen.iro.type_ahead.end()

    if not screen.busy:
        screen.iro.type_ahead.begin()
        screen.once(opening)


async def _show(screen: Screen[None], child_id: str) -> None:
    """Put the cursor on a child; say what hides them, where something does."""
    from iro_tui.tui.screens.list_screen import ListScreen

    if not isinstance(screen, ListScreen):
        return
    await screen.reload()
    row = next((row for row in screen.table.rows if screen._child_id(row) == child_id), None)
    if row is not None:
        screen.table.find(screen.key(row))
        return
    ref = await screen.ask(lambda session: session.caseload().children[child_id].ref)
    if screen.listing and any(screen._child_id(each) == child_id for each in screen.listing.rows):
        screen.iro.say(f"{ref} is on the caseload; a filter hides the row: Esc clears what was typed, f the rest.")
    else:
        screen.iro.say(f"{ref} is on the caseload; nothing is asked of it in what is shown here. 2 shows every child.")
