"""Setting a child's RAG with three keys: `r`, `g`, Enter. Amber and red want a theme, by digit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.domain.rag import follow_up_due
from iro_tui.domain.words import day_words, joined
from iro_tui.services.views import ChildCard
from iro_tui.tui.text import safe, trail_words

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp

VALUES = {"g": "green", "a": "amber", "r": "red"}
STYLES = {"green": "bold $rag-green", "amber": "bold $rag-amber", "red": "bold $rag-red"}


class Rag(ModalScreen[None]):
    """Says what a rating will bring before Enter sets it."""

    AUTO_FOCUS = ""
    """No field takes the focus, and with it the keys, before a theme is picked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"choose('{value}')", value, show=False) for key, value in VALUES.items()),
        *(Binding(str(n), f"theme({n})", f"Theme {n}", show=False) for n in range(1, 10)),
        Binding("enter", "save", "Save", show=False),
        Binding("escape", "back", "Back", show=False),
    ]

    def __init__(self, card: ChildCard) -> None:
        super().__init__()
        self.card = card
        self.value: str | None = None
        self.theme: str | None = None
        self._saving = False

    @property
    def iro(self) -> IroApp:
        return cast("IroApp", self.app)

    def compose(self) -> Iterator[Widget]:
        with Vertical(classes="dialog"):
            yield Static("", id="head")
            yield Static("", id="choice")
            yield Static("", id="themes")
            yield Input(placeholder="A line of text, if wanted", id="reason", classes="hidden")
            yield Static("", id="follows")

    def on_mount(self) -> None:
        field = self.query_one("#reason", Input)
        field.cursor_blink = False
        field.value = self.iro.drafts.get(self._draft, "")
        self._show()

    @property
    def _draft(self) -> str:
        return f"rag:{self.card.row.child_id}"

    def _show(self) -> None:
        if self.iro.desk is None:  # locked meanwhile
            return
        row = self.card.row
        self.query_one("#head", Static).update(
            Content.assemble((f"RAG for {safe(row.ref)} {safe(row.initials)}".rstrip(), "bold"),
                             (f"   so far: {trail_words(row.rag_trail)}", "$muted"))
        )  # fmt: skip
        pieces: list[tuple[str, str]] = []
        for key, value in VALUES.items():
            chosen = value == self.value
            pieces.append((f"{'▸' if chosen else ' '} {key}  {value}   ", STYLES[value] if chosen else ""))
        self.query_one("#choice", Static).update(Content.assemble(*pieces))
        self.query_one("#themes", Static).update(self._themes())
        self.query_one("#reason").set_class(self.theme is None, "hidden")
        self.query_one("#follows", Static).update(Content.styled(self._follows(), "$muted"))

    def _themes(self) -> Content:
        if self.value not in ("amber", "red"):
            return Content("")
        themes = self.iro.open_desk.practice.rag.themes
        lines = [Content.styled("Why? Press a digit.", "bold")]
        for n, theme in enumerate(themes, 1):
            chosen = theme == self.theme
            lines.append(
                Content.styled(f"{'▸' if chosen else ' '} {n}  {safe(theme)}", STYLES[self.value] if chosen else "")
            )
        return Content("\n").join(lines)

    def _follows(self) -> str:
        """What Enter will do now."""
        desk = self.iro.open_desk
        if self.value is None:
            return "g, a or r · Esc closes"
        if self.value == "green":
            return "Enter sets green: the plan is progressing."
        if self.theme is None:
            return "A digit, then Enter · Esc closes"
        told = desk.practice.rag.amber_tells if self.value == "amber" else desk.practice.rag.red_tells
        due = follow_up_due(self.value, desk.today, desk.practice)
        said = f"Enter sets {self.value}"
        if told:
            said += f"; {joined(told)} to be told"
        if due:
            said += f"; follow-up by {day_words(due, desk.today)}"
        return safe(said + ".")

    def action_choose(self, value: str) -> None:
        self.value = value
        if value == "green":
            self.theme = None
        self._show()

    def action_theme(self, number: int) -> None:
        themes = self.iro.desk.practice.rag.themes if self.iro.desk else ()
        if self.value in ("amber", "red") and number <= len(themes):
            self.theme = themes[number - 1]
            self._show()
            self.query_one("#reason").focus()

    @on(Input.Submitted)
    async def submitted(self) -> None:
        await self.action_save()

    async def action_save(self) -> None:
        if self._saving:
            return
        value, theme = self.value, self.theme
        if value is None or (value != "green" and theme is None):
            self.query_one("#follows", Static).update(
                Content.styled("Choose g, a or r first." if value is None else "Choose why, by digit, first.", "$today")
            )
            return
        reason = self.query_one("#reason", Input).value if value != "green" else ""
        child_id = self.card.row.child_id
        self._saving = True
        changes = await self.iro.act(lambda desk: desk.rate(child_id, value, theme, reason))
        self._saving = changes is not None
        if changes is not None and self.is_current:
            self.iro.drafts.pop(self._draft, None)
            self.dismiss()

    def action_back(self) -> None:
        """Esc: out of the text first, then out of the dialog; what was typed is kept for the next time."""
        field = self.query_one("#reason", Input)
        if field.has_focus:
            self.set_focus(None)
            return
        if field.value:
            self.iro.drafts[self._draft] = field.value
        self.dismiss()
