"""Every key and what it does, made from the registry, so that it cannot go stale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from iro_tui.tui import commands


class Help(ModalScreen[None]):
    """The keys that act here; any of Esc, ? and F1 closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,f1,enter,q", "close", "Close", show=False)]

    def __init__(self, scopes: Sequence[str]) -> None:
        super().__init__()
        self.scopes_shown = scopes

    def compose(self) -> Iterator[Widget]:
        with VerticalScroll(classes="dialog wide"):
            yield Static(help_text(self.scopes_shown))

    def action_close(self) -> None:
        self.dismiss()


def help_text(scopes: Sequence[str]) -> Content:
    """The commands of some scopes with their keys, then the keys that move."""
    lines: list[Content] = []
    for scope in commands.SCOPES:
        found = commands.in_scopes([scope]) if scope in scopes else []
        if found:
            lines += [Content.styled(f"Keys: {scope}", "bold $accent")]
            lines += [Content.assemble((f"{command.shown_keys:<14}", "bold"), command.sentence) for command in found]
            lines.append(Content(""))
    lines.append(Content.styled("Moving", "bold $accent"))
    lines += [Content.assemble((f"{keys:<14}", "bold"), says) for keys, says in commands.MOVES]
    lines += [
        Content(""),
        Content.styled("Clock  ", "bold $accent") + Content("▲ late   ● today   ◆ soon   ○ on time"),
        Content.styled("RAG    ", "bold $accent") + Content("R red   A amber   G green   · not rated yet"),
    ]
    return Content("\n").join(lines)
