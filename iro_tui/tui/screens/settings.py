"""The settings: each with its value, its usual value and what it is for; Enter changes one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from iro_tui.caseload.own_settings import FILE, folder
from iro_tui.text import safe
from iro_tui.tui import commands
from iro_tui.tui.palettes import scheme_of
from iro_tui.tui.screens.base import IroScreen
from iro_tui.tui.setting_rows import FOLDERS, SettingLine, require_there, setting_rows, typed_value
from iro_tui.tui.text import key_hint
from iro_tui.tui.widgets.labels import Tabs
from iro_tui.tui.widgets.strip import TopStrip
from iro_tui.tui.widgets.table import Table, TableColumn

if TYPE_CHECKING:
    from iro_tui.tui.settings_file import Value

HINTS = (("Enter", "Change"), ("↑↓", "Row"), ("PgUp PgDn", "Page"), ("Esc", "Back"))
COLUMNS: tuple[TableColumn[SettingLine], ...] = (
    TableColumn("setting", "Setting", 13, lambda row: (row.label, "")),
    TableColumn("value", "Now", 14, lambda row: (row.now, "accent" if row.now != row.usual else "")),
    TableColumn("usual", "As usual", 13, lambda row: (row.usual, "muted")),
    TableColumn("sentence", "What it is for", 26, lambda row: (row.sentence, "muted"), flex=True),
)


class SettingsScreen(IroScreen):
    """The page of settings; Esc goes back to where one was."""

    scopes = (commands.GLOBAL,)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("enter", "change", "Change", show=False),
    ]

    def compose(self) -> Iterator[Widget]:
        yield Tabs("")
        yield TopStrip()
        yield Static("", id="head")
        yield Table(COLUMNS, key=lambda row: row.by, group=lambda row: row.group, id="rows")
        with VerticalScroll(id="reading", can_focus=False):
            yield Static("", id="meaning")
        yield Static(Content("").join(key_hint(*hint) for hint in HINTS), id="keys")

    def stand(self) -> dict[str, Any]:
        """What is found again after a lock."""
        return {"kind": "settings"}

    def on_mount(self) -> None:
        self.table.focus()
        self._show()
        self.start(self._read_strip, "strip")

    async def _read_strip(self) -> None:
        self.query_one(TopStrip).show(*await self.ask(lambda session: (session.strip(), session.today)))

    @property
    def table(self) -> Table[SettingLine]:
        return self.query_one("#rows", Table)

    def _show(self) -> None:
        settings = self.iro.settings
        self.table.show(setting_rows(settings, scheme_of(self.app.theme)))
        lines = [Content.assemble(("SETTINGS", "bold $accent"), (safe(f"   {folder() / FILE}"), "$muted"))]
        if settings.problem:
            lines.append(Content.styled(safe(f"! {settings.problem}"), "$today"))
        self.query_one("#head", Static).update(Content("\n").join(lines))

    @on(Table.Highlighted)
    def moved(self) -> None:
        row = self.table.row
        if row is not None:
            how = "Enter asks what." if row.command else f"It is {row.now}; as usual {row.usual}. Enter changes it."
            self.query_one("#meaning", Static).update(
                Content.assemble(
                    (safe(f"{row.label}  "), "bold"),
                    safe(row.sentence),
                    (safe(f"   {how}"), "$muted"),
                )
            )

    @on(Table.Opened)
    def action_change(self) -> None:
        row = self.table.row
        if row is None:
            return
        if row.command:
            self.app.run_worker(self.iro.action_command(row.command))
            return
        from iro_tui.tui.dialogs.change_setting import ChangeSetting

        def ended(done: str | None) -> None:
            if done:
                self._show()
                self.iro.say(done)

        look = partial(self._look, row) if row.by in FOLDERS else None
        self.app.push_screen(ChangeSetting(row, partial(self._change, row), look), ended)

    async def _look(self, row: SettingLine, typed: str) -> str:
        """Ask a folder whether it is there; what is to be said besides. Raises NotChanged."""
        from iro_tui.tui.far_folder import answered

        own = [self.iro.launch.folder] if self.iro.launch.folder else []
        return (
            "" if await answered(partial(require_there, row, typed_value(row, typed), own)) else "It does not answer."
        )

    def _change(self, row: SettingLine, typed: str) -> str:
        """Change a setting to what was typed; what was done. Raises NotChanged."""
        from iro_tui.tui.settings_file import change
        from iro_tui.tui.taking import take

        value: Value | None = typed_value(row, typed)
        take(self.iro, change(row.by, value))
        after = next(each for each in setting_rows(self.iro.settings, scheme_of(self.app.theme)) if each.by == row.by)
        if after.now == row.now:
            return f"{row.label}: {after.now}, as before."
        return f"{row.label}: {after.now}, was {row.now}. {row.from_when}"

    async def do_settings(self) -> None:
        """They show already."""

    def action_back(self) -> None:
        self.app.pop_screen()
