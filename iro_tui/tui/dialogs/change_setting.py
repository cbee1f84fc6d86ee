"""Changing one setting: its meaning, its field, and beside that what is wrong with what was typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.text import safe
from iro_tui.tui.placing import Dialog
from iro_tui.tui.setting_rows import SettingLine
from iro_tui.tui.settings_file import NotChanged
from iro_tui.tui.widgets.choice import Choice

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp


class ChangeSetting(ModalScreen[str]):
    """Enter keeps what was answered, where it can be followed; Esc leaves all as it is. Ends with what was done."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False),
        Binding("enter,f2", "keep", "Keep", show=False),
    ]

    def __init__(
        self, row: SettingLine, keep: Callable[[str], str], look: Callable[[str], Awaitable[str]] | None = None
    ) -> None:
        """`keep` changes the setting to what was typed and says what was done; raises NotChanged.

        `look` goes before it where that takes a while: what is to be said besides; raises NotChanged too.
        """
        super().__init__()
        self.row, self._keep, self._look = row, keep, look
        self._looking = False

    def compose(self) -> Iterator[Widget]:
        row = self.row
        with Dialog(classes="dialog"):
            yield Static(Content.assemble((f"{safe(row.label)}  ", "bold $accent"), safe(row.sentence)), id="head")
            with Vertical(classes="question lines"):
                with Horizontal(classes="line"):
                    yield Static("Change to", classes="label")
                    if row.options:
                        yield Choice(row.options, row.value, id="value")
                    else:
                        yield Input(row.value, placeholder=safe(row.hint), id="value")
                yield Static("", classes="wrong hidden")
            yield Static(Content.styled(self._foot, "$muted"), id="follows")

    @property
    def _foot(self) -> str:
        how = "A digit chooses" if self.row.options else f"{self.row.hint}. Empty: as usual, {self.row.usual}"
        return safe(f"{how[0].upper()}{how[1:]}. Enter keeps it, Esc changes nothing.")

    def on_mount(self) -> None:
        field = self.query_one("#value")
        if isinstance(field, Input):
            field.cursor_blink = False
            field.select_on_focus = True
        field.focus()

    @on(Choice.Chosen)
    def chosen(self) -> None:
        app = cast("IroApp", self.app)
        app.call_after_refresh(app.type_ahead.end)

    @on(Input.Changed)
    def typed(self) -> None:
        self._wrong("")

    @on(Input.Submitted)
    def submitted(self) -> None:
        self.action_keep()

    def action_keep(self) -> None:
        field = self.query_one("#value")
        value = field.value if isinstance(field, Choice | Input) else ""
        if self._look is None:
            self._end(value)
        elif not self._looking:
            self._looking = True
            self.run_worker(self._look_first(self._look(value), value))

    async def _look_first(self, look: Awaitable[str], value: str) -> None:
        self._foot_says("Looking whether it is there…")
        try:
            more = await look
        except NotChanged as fault:
            self._wrong(str(fault))
        else:
            self._end(value, more)
        finally:
            self._looking = False
            if self.is_attached:
                self._foot_says(self._foot)

    def _foot_says(self, words: str) -> None:
        self.query_one("#follows", Static).update(Content.styled(words, "$muted"))

    def _end(self, value: str, more: str = "") -> None:
        try:
            done = self._keep(value)
        except NotChanged as fault:
            self._wrong(str(fault))
        else:
            self.dismiss(f"{done} {more}".rstrip())

    def _wrong(self, words: str) -> None:
        beside = self.query_one(".wrong", Static)
        beside.update(Content.styled(f"! {safe(words)}" if words else "", "$today"))
        beside.set_class(not words, "hidden")

    def action_close(self) -> None:
        self.dismiss("")
