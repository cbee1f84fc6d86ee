"""The one screen that says how it all works: shown once when a caseload is first opened, then when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from iro_tui.tui.commands import BY_ID, Keymap
from iro_tui.tui.screens.help import entry

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session

SEEN = "tour"
"""The name under which the store remembers that it was shown."""

STEPS = (
    (
        "The list",
        "What is asked of you, the most pressing first: ▲ late, ● today, ○ soon, nothing on time. The arrows move.",
    ),
    (
        "{today} to {figures}",
        "The screens, from Today to the figures. {open} opens a child's case, Esc goes back.",
    ),
    (
        "{rag}",
        "RAG: {rag} g Enter is green; {rag} a or r, the reason's digit, Enter is amber or red. The follow-up starts.",
    ),
    (
        "{book} {midpoint} {contact} {task} {done}",
        "Book a review, mid-point check, note of a talk, task, done. Dates as you say them: 12/3, tue, +20wd.",
    ),
    ("{filter} {only}", "Filter by any word, or show only red and amber, without a booking, 16 and over."),
    ("{undo} {redo}", "Take the last action back, and do it again: nothing is lost."),
    ("{lock}", "Locks at once; it locks by itself after some minutes without a key."),
    ("{help} {palette}", "Every key, and any command by its name."),
)
"""The keys, filled in by command, and what they are for."""


class Tour(ModalScreen[None]):
    """Read once; Enter closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,space,q,f2", "close", "Close", show=False)]

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self.keys = {command.id: keymap.first(command) for command in BY_ID.values()}

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog wide"):
            lines = [Content.styled("How this works, in a minute", "bold $accent"), Content("")]
            for keys, says in STEPS:
                lines.append(entry(keys.format(**self.keys), says.format(**self.keys)))
            again = f"Enter begins. Everything is saved as you go. {self.keys['tour']} shows this again."
            lines += [Content(""), Content.styled(again, "$muted")]
            yield Static(Content("\n").join(lines))

    def action_close(self) -> None:
        self.dismiss()


def first_time(session: Session) -> bool:
    """Whether the tour was never shown over this store and there is something to see; from now on it was."""
    if session.draft(SEEN) or session.is_empty():
        return False
    session.keep_draft(SEEN, "seen")
    return True
