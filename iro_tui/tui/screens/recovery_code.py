"""The recovery code on the screen: asked for at each start until it was typed back once. It locks as any other page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.caseload.refusals import Refused
from iro_tui.tui.screens.base import IroScreen
from iro_tui.tui.text import plain

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session

_ASKED = (
    "Nobody has typed your recovery code back yet, so it may be on no paper. It opens the caseload if the passphrase "
    "is lost; without either, nobody can."
)
_SHOWN = (
    "It opens the caseload if the passphrase is lost, and whoever has it can read everything. Keep it away from this "
    "computer. While you have the passphrase, it can be shown again: find «recovery code» among the commands."
)


class RecoveryCode(IroScreen):
    """Shows the code, and goes on when two of its groups are typed back; Esc goes on too, until the next start."""

    scopes = ()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "later", "Later", show=False),
        Binding("enter", "reveal", "Show it", show=False),
    ]

    def __init__(self, *, hidden: bool, over: bool = False) -> None:
        """`hidden`: it is not shown before Enter, for who knows who else looks at the screen. `over`: over a list."""
        super().__init__()
        self.hidden, self.over = hidden, over

    def compose(self) -> Iterator[Widget]:
        with Vertical(classes="panel"):
            yield Static("Is your recovery code on paper?", classes="title", id="title")
            yield Static("", id="groups", classes="muted hidden")
            yield Static("", id="code", classes="hidden")
            yield Static(_ASKED, id="why")
            yield Static("", id="said")
            yield Static("Enter shows it on this screen · Esc later · ctrl+q quits", classes="muted", id="keys")

    async def on_mount(self) -> None:
        if not self.hidden:
            await self.action_reveal()

    async def action_reveal(self) -> None:
        """Show the code, and the fields to type two of its groups back."""
        if self.query(Input) or self.busy:
            return
        self.hidden = False
        code, groups = await self.ask(lambda session: (session.recovery_code(), session.groups_to_type_back()))
        self.groups = groups
        self.query_one("#title", Static).update("Write this recovery code on paper")
        for name, text in (("groups", _numbered(code)), ("code", code)):
            self.query_one(f"#{name}", Static).update(plain(text))
            self.query_one(f"#{name}").remove_class("hidden")
        self.query_one("#why", Static).update(_SHOWN)
        later = "Esc closes" if self.over else "Esc later: each start asks again"
        self.query_one("#keys", Static).update(plain(f"Enter goes on · {later} · ctrl+q quits"))
        fields = [Input(placeholder=f"Type group {number} of the code", id=f"group{number}") for number, _ in groups]
        await self.query_one(".panel").mount(*fields, before="#said")
        for field in fields:
            field.cursor_blink = False
        fields[0].focus()

    @on(Input.Submitted)
    def check(self, event: Input.Submitted) -> None:
        event.stop()
        fields = list(self.query(Input))
        at = fields.index(event.input)
        number, group = self.groups[at]
        line = self.query_one("#said", Static)
        if event.value.strip().upper() != group:
            line.update(plain(f"That is not group {number}. Look at the code again."))
            return
        line.update("")
        if at + 1 < len(fields):
            fields[at + 1].focus()
        else:
            self.once(self._confirmed)

    async def _confirmed(self) -> None:
        await self.ask(_confirm)
        self._go_on()

    def action_later(self) -> None:
        if not self.busy:
            self._go_on()

    def _go_on(self) -> None:
        if self.over:
            self.app.pop_screen()
        else:
            self.iro.show_today()


def _confirm(session: Session) -> None:
    with suppress(Refused):  # a full disk: then the next start asks once more
        session.confirm_code()


def _numbered(code: str) -> str:
    """The number of each group, to stand over it."""
    return " ".join(f"{n:<{len(group)}}" for n, group in enumerate(code.split("-"), 1))
