"""One child's case to read: the card, everything that is asked, and what happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from iro_tui.domain.words import day_words
from iro_tui.services.views import Changes, ChildCard
from iro_tui.tui import commands
from iro_tui.tui.dialogs.rag import Rag
from iro_tui.tui.screens.base import IroScreen
from iro_tui.tui.text import clock_words
from iro_tui.tui.widgets.card import CLOCK_STYLE, Card, Line, Telling
from iro_tui.tui.widgets.hint_bar import HintBar


class Child(IroScreen):
    """The case of one child; Esc goes back to the list."""

    scopes = (commands.GLOBAL, commands.LIST)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", show=False)]

    def __init__(self, child_id: str) -> None:
        super().__init__()
        self.child_id = child_id
        self.card: ChildCard | None = None

    def compose(self) -> Iterator[Widget]:
        with Horizontal(id="body"):
            yield Card(id="card")
            yield Telling(id="history")
        yield HintBar([c for c in commands.hints(self.scopes) if c.id not in ("open", "filter")])

    async def on_mount(self) -> None:
        self.iro.changes.subscribe(self, self._changed)
        self.query_one("#history").focus()
        await self.reload()

    def _changed(self, changes: Changes) -> None:  # noqa: ARG002
        self.run_worker(self.reload, exclusive=True)

    async def reload(self) -> None:
        child_id = self.child_id
        card, today = await self.card_of(child_id), await self.ask(lambda desk: desk.today)
        self.card = card
        if card is None:
            if self.app.screen is self:
                self.app.pop_screen()
            return
        self.query_one(Card).show(card, today, names=self.iro.names, following=0)
        self.query_one("#history", Telling).tell(told(card, today))

    def why_not(self, command: commands.Command) -> str | None:
        if command.id in ("filter", "open"):
            return "This is the whole case already. Esc goes back to the list."
        return None

    def action_back(self) -> None:
        self.app.pop_screen()

    def do_rag(self) -> None:
        if self.card is not None:
            self.app.push_screen(Rag(self.card))

    async def do_names(self) -> None:
        self.iro.names = not self.iro.names
        await self.reload()


def told(card: ChildCard, today: date) -> Iterator[Line]:
    """All that comes next, then all that happened, the latest first."""
    yield [("What comes next", "bold $accent")]
    if not card.duties:
        yield [("Nothing is asked of you for this child.", "$muted")]
    for duty in card.duties:
        when = clock_words(duty.clock, duty.days, duty.working_days)
        said = f"{duty.what} · {duty.note}" if duty.note else duty.what
        yield [
            (f"{day_words(duty.due, today):<17}", ""),
            (f"{when:<15}", CLOCK_STYLE[duty.clock]),
            (said, ""),
            (f"  {duty.authority}", "$muted"),
        ]
    yield []
    yield [("What happened, the latest first", "bold $accent")]
    for entry in card.timeline:
        yield [(f"{day_words(entry.on, today):<17}", ""), (f"{entry.kind:<15}", "$muted"), (entry.text, "")]
