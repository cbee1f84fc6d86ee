"""The backups: when each was made, what it holds and what it lacks; Enter puts one in the caseload's place.

Also where no caseload can be opened: then it stands over the locked screen, with the key it was unlocked by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from iro_tui.caseload.refusals import Refused
from iro_tui.text import safe
from iro_tui.tui import commands
from iro_tui.tui.screens.base import IroScreen
from iro_tui.tui.text import key_hint, plain
from iro_tui.tui.widgets.table import Table, TableColumn

if TYPE_CHECKING:
    from iro_tui.caseload.putting_back import Offered
    from iro_tui.caseload.unlocking import HeldKeys

COLUMNS: tuple[TableColumn[Offered], ...] = (
    TableColumn("made", "Made", 17, lambda row: (row.made_cell, "")),
    TableColumn("children", "Children", 8, lambda row: (str(row.children) if row.children >= 0 else "–", "")),
    TableColumn("last", "Last action", 17, lambda row: (row.last_cell, "muted")),
    TableColumn(
        "lacks", "Against what was there", 22, lambda row: (row.lack_words, "warn" if row.lacks else ""), flex=True
    ),
)


class BackupsScreen(IroScreen):
    """A list of backups by date; Esc goes back."""

    scopes = (commands.GLOBAL,)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("enter", "restore", "Restore", show=False),
        Binding("b", "back_up", "Back up now", show=False),
    ]

    def __init__(
        self, folder: Path, held: HeldKeys | None = None, reason: str = "", source: Path | None = None
    ) -> None:
        """Of the open session, or of the store in a folder by `held`, which is wiped when the screen goes.

        `reason` is why it shows, where nobody asked; `source` another folder of backups than the caseload's own.
        """
        super().__init__()
        self._folder, self._own, self._reason, self._source = folder, held, reason, source
        self.offered: Sequence[Offered] = ()

    def compose(self) -> Iterator[Widget]:
        yield Static("", id="head")
        yield Table(COLUMNS, key=lambda row: row.name, id="rows", empty="Looking through the backups…")
        with VerticalScroll(id="reading", can_focus=False):
            yield Static("", id="meaning")
        hints = [("Enter", "Put in place"), ("↑↓", "Row"), ("Esc", "Back")]
        if self._own is None:
            hints.insert(1, ("b", "Back up now"))
        yield Static(Content("").join(key_hint(*hint) for hint in hints), id="keys")

    def on_mount(self) -> None:
        self.table.focus()
        lines = [Content.assemble(("BACKUPS", "bold $accent"), (safe(f"   {self._where}"), "$muted"))]
        if self._reason:
            lines.append(Content.styled(safe(f"! {self._reason}"), "$warn"))
        self.query_one("#head", Static).update(Content("\n").join(lines))
        self.start(self._read, "reload")

    def on_unmount(self) -> None:
        if self._own is not None:
            self._own.wipe()

    @property
    def table(self) -> Table[Offered]:
        return self.query_one("#rows", Table)

    @property
    def _where(self) -> Path:
        from iro_tui.store.place import Place

        return self._source or Place(self._folder).backups

    @property
    def _held(self) -> HeldKeys:
        """What opens the store and its backups: by what it was unlocked, or the open session's own."""
        from iro_tui.caseload.unlocking import HeldKeys

        return self._own or HeldKeys(self.iro.open_session.secret)

    async def _read(self) -> None:
        from iro_tui.caseload.putting_back import listed

        held = self._held
        self.offered = await self.iro.store.run(lambda: listed(self._folder, held, self._source))
        if self.is_attached:
            self.table.empty = "There is no backup here."
            self.table.show(self.offered)
            self.moved()

    @on(Table.Highlighted)
    def moved(self) -> None:
        row = self.table.row
        sentence = "One is made when you leave, and after a minute without a key, where something was done."
        if row is not None:
            sentence = (
                f"Made {row.made_words}; {row.lack_words}. Enter puts it in the caseload's place, and asks first. What "
                "is there now is backed up if it can be, and set aside whole."
            )
        for line in self.query("#meaning").results(Static):  # none, where the screen is on its way out
            line.update(plain(sentence))

    async def action_back_up(self) -> None:
        if self._own is None:
            self.once(self._back_up)

    async def _back_up(self) -> None:
        from iro_tui.caseload.safekeeping import back_up

        made = await self.ask(back_up)
        await self._read()
        self.iro.say(f"Backed up to {made.folder}, and proved: it opens, and every page and row is sound.")

    @on(Table.Opened)
    def action_restore(self) -> None:
        from iro_tui.tui.dialogs.confirm import Confirm

        row = self.table.row
        if row is None or self.busy:
            return
        if row.why_not:
            self.iro.say(row.why_not, problem=True)
            return

        def restore_if(wanted: bool | None) -> None:
            if wanted:
                self.busy = True
                # A worker of the app: this screen goes, and what it has begun with it.
                self.iro.run_worker(self._restore(row))

        self.app.push_screen(Confirm(row.question, "put it in place"), restore_if)

    async def _restore(self, row: Offered) -> None:
        from iro_tui.caseload.putting_back import put_back

        app, held = self.iro, self._held
        app.say("Putting it in place…")
        instead_of, app.session = (None if self._own else app.session), None
        try:
            session, done = await app.store.run(
                lambda: put_back(self._folder, row.backup, held, app.launch.today, instead_of)
            )
        except Refused as refusal:
            if self._own is None:  # what was open could not be opened again either
                app.leave(str(refusal))
            self.busy = False
            app.say(str(refusal), problem=True)
            return
        await app.change_session(session, None)
        app.tending.begin(session)
        app.say(done)

    def action_back(self) -> None:
        if not self.busy:
            self.app.pop_screen()
