"""Which children of a return to bring in: all, those of some references, or an IRO's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual import on
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.actions.questions import Option
from iro_tui.tui.widgets.choice import Choice

if TYPE_CHECKING:
    from iro_tui.exchange.choosing import Whom
    from iro_tui.tui.app import IroApp

ALL, REFS, IRO = "all", "refs", "iro"
_OPTIONS = (Option("1", ALL, "all"), Option("2", REFS, "these references"), Option("3", IRO, "this IRO's"))
_ASKS = {REFS: "the council's numbers, with commas between", IRO: "the name as the files have it"}


class WhomRow(Horizontal):
    """The choice in a line, with a field for what it asks."""

    @dataclass
    class WhomChanged(Message):
        """Something else was chosen or typed. `asks`: it is not whole yet, the field has the focus."""

        asks: bool

    def compose(self) -> Iterator[Widget]:
        yield Static("Bring in")
        yield Choice(_OPTIONS, ALL, id="which")
        yield Input(id="named")

    def on_mount(self) -> None:
        self.query_one("#named", Input).cursor_blink = False
        self.reset()

    @property
    def parts(self) -> list[Widget]:
        """What can have the focus, in order."""
        return [part for part in (self.query_one("#which"), self.query_one("#named")) if self.display and part.display]

    def reset(self) -> None:
        """Back to all children."""
        choice, field = self.query_one(Choice), self.query_one("#named", Input)
        choice.value = ALL
        choice.refresh()
        field.display = False
        with self.prevent(Input.Changed):
            field.value = ""

    def stand(self) -> list[str]:
        """What is chosen, and what was typed for it."""
        return [str(self.query_one(Choice).value), self.query_one("#named", Input).value]

    def come_back(self, stand: Sequence[str]) -> None:
        """Choose that again; nobody is told."""
        which, named = stand
        choice, field = self.query_one(Choice), self.query_one("#named", Input)
        choice.value = which
        choice.refresh()
        field.placeholder = _ASKS.get(which, "")
        field.display = which != ALL
        with self.prevent(Input.Changed):
            field.value = named

    def whom(self) -> Whom:
        """What is chosen; with nothing typed where something is asked it is nobody in particular."""
        from iro_tui.exchange.choosing import Whom, typed_refs

        which, text = self.query_one(Choice).value, self.query_one("#named", Input).value
        return Whom(typed_refs([text]) if which == REFS else (), text.strip() if which == IRO else "")

    def asks(self) -> bool:
        """Whether something is still to be typed."""
        return self.query_one(Choice).value != ALL and self.whom().everybody

    @on(Choice.Chosen)
    def _chosen(self, event: Choice.Chosen) -> None:
        event.stop()
        which, field = self.query_one(Choice).value, self.query_one("#named", Input)
        field.placeholder = _ASKS.get(which, "")
        field.display = which != ALL
        with self.prevent(Input.Changed):
            field.value = ""
        if not event.moved:
            if field.display:
                field.focus()
            app = cast("IroApp", self.app)
            app.call_after_refresh(app.type_ahead.end)
        self.post_message(self.WhomChanged(asks=field.display))

    @on(Input.Changed, "#named")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.WhomChanged(asks=True))
