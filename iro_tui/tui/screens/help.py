"""Every key and what it does, made from the registry and the keys in force, so that it cannot go stale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from iro_tui.text import safe
from iro_tui.tui import commands
from iro_tui.tui.settings import FILE, folder
from iro_tui.tui.widgets.telling import hung

KEYS_WIDTH = 14
WIDTH = 74
"""What a dialog leaves for text on the smallest screen."""

SIGNS = (
    ("clock", "▲ late   ● today   ○ soon   on time has none"),
    ("RAG", "R red   A amber   G green   · not rated yet; the last one is the present one"),
    ("wd", "working days in England: no weekends, no bank holidays"),
    ("✓ · –", "done, or there; not yet; does not apply"),
    ("! *", "look at this: late, a clash; worked out, as something is not on record"),
    ("◆", "flagged by you"),
    ("+5", "so many things only follow from this row, and stand in it"),
    ("► ▼", "folded; → opens it"),
    ("▌ ▏", "the row you are on; the same while another part has the keys"),
)
"""What the signs of every list mean."""


class Help(ModalScreen[None]):
    """The keys that act here; any of Esc, ? and F1 closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,f1,enter,q", "close", "Close", show=False)]

    def __init__(self, scopes: Sequence[str], keymap: commands.Keymap, signs: Sequence[tuple[str, str]] = ()) -> None:
        """`signs`: what headings and signs mean where help was asked for."""
        super().__init__()
        self.scopes_shown, self.keymap, self.signs = scopes, keymap, signs

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog wide"):
            yield Static(help_text(self.scopes_shown, self.keymap, self.signs))

    def action_close(self) -> None:
        self.dismiss()


def help_text(scopes: Sequence[str], keymap: commands.Keymap, signs: Sequence[tuple[str, str]] = ()) -> Content:
    """What stands in this list; the commands of some scopes with their keys, then the keys that move and the signs."""
    lines: list[Content] = []
    settings = keymap.first(commands.BY_ID["settings"])
    if signs:
        lines = [Content.styled("In this list", "bold $accent"), *(entry(*sign) for sign in signs), Content("")]
    for scope in (commands.ROW, commands.LIST, commands.CHILD, commands.GLOBAL):
        listed = commands.in_scopes([scope]) if scope in scopes else []
        if listed:
            lines.append(Content.styled(scope[0].upper() + scope[1:], "bold $accent"))
            lines += [entry(keymap.shown(command), command.sentence) for command in listed]
            lines.append(Content(""))
    lines.append(Content.styled("Moving", "bold $accent"))
    lines += [entry(keys, says) for keys, says in commands.MOVES]
    lines += [
        Content(""),
        Content.styled("Signs", "bold $accent"),
        *(entry(*sign) for sign in SIGNS),
        Content(""),
        Content.styled(
            safe(f"Other keys, theme, minutes: {settings} shows the settings, kept in {folder() / FILE}."), "$muted"
        ),
    ]
    return Content("\n").join(lines)


def entry(keys: str, says: str) -> Content:
    """Keys and what they do; what is too long for the line hangs under its own beginning."""
    return hung([(f"{keys:<{KEYS_WIDTH}}", "bold"), (says, "")], WIDTH)
