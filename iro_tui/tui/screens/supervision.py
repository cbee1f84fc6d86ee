"""The sheet for supervision on a screen: scrolled, copied, or written to a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from iro_tui.figures.supervision import sheet, sheet_out
from iro_tui.tui.screens.base import IroScreen
from iro_tui.tui.widgets.telling import Telling

if TYPE_CHECKING:
    from iro_tui.caseload.exporting import Outgoing
    from iro_tui.caseload.session import Session
    from iro_tui.figures.supervision import SupervisionPage

KEYS = " ↑↓ PgDn scroll · y copies it · w writes it to a file · Esc goes back"


class SupervisionSheet(IroScreen):
    """One page, 80 cells wide; `y` copies it, `w` writes it, Esc goes back."""

    scopes = ()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("y", "copy", "Copy", show=False),
        Binding("w", "write", "Write", show=False),
    ]

    whole: SupervisionPage | None = None

    def __init__(self, iro: str = "") -> None:
        """`iro`: whose caseload, in a manager's store; else the officer's own."""
        super().__init__()
        self.iro_key = iro

    def compose(self) -> Iterator[Widget]:
        yield Telling(id="page")
        yield Static(KEYS, id="keys")

    def on_mount(self) -> None:
        self.query_one(Telling).focus()
        self.start(self._read, "sheet")

    async def _read(self) -> None:
        self.whole = await self.ask(lambda session: session.query(sheet, None, self.iro_key))
        self.query_one(Telling).tell(
            [[(line, "bold $accent" if line[:1].strip() else "")] for line in self.whole.text.splitlines()]
        )

    def action_back(self) -> None:
        self.app.pop_screen()

    def action_copy(self) -> None:
        if self.whole:
            where = self.iro.copy(self.whole.text)
            self.iro.say(f"The sheet is on the clipboard, by reference. {where}".rstrip())

    def action_write(self) -> None:
        iro = self.iro_key

        def make(session: Session) -> Outgoing:
            return sheet_out(session.query(sheet, None, iro))

        self.offer_file("the sheet for supervision", "supervision", make)
