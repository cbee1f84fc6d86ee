"""The last line of a form: the keys that mean something on the question one is in, as far as they have room."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from iro_tui.actions.questions import Question
from iro_tui.tui.text import key_hint
from iro_tui.tui.widgets.private_input import SHOWS

Hints = tuple[tuple[str, str], ...]
"""Keys as people know them, each with a word or two."""

SAVE, NEXT, ANEW, LEAVE, HELP = (
    ("F2", "Save"),
    ("Tab", "Next"),
    ("ctrl+r", "Anew"),
    ("Esc", "Keep, leave"),
    ("F1", "Help"),
)
LEAVE_BRIEFLY = ("Esc", "Leave")
"""Where a question has keys of its own: there is room for no more."""
AFTER_ENTER: Hints = (NEXT, SAVE, ANEW, LEAVE, HELP)
USUAL: Hints = (("Enter", "Save"), *AFTER_ENTER)
GOING_ON: Hints = (("Enter", "Next"), SAVE, ANEW, LEAVE, HELP)
BY_KIND: dict[str, Hints] = {
    "code": (("↑↓", "Choose"), *USUAL),
    "several": (("space", "Take"), *USUAL),
    "note": (("Enter", "New line"), *AFTER_ENTER),
}
LINES: Hints = (("Enter", "Next line"), ("Tab", "Next part"), ("↑↓", "Line"), SAVE, ANEW, LEAVE_BRIEFLY, HELP)


class FormKeys(Static):
    """Enter first, by what it does from here; then Tab, F2, ctrl+r, Esc, F1 and one of the form's own."""

    def __init__(self, own: Hints = ()) -> None:
        super().__init__(id="keys")
        self._own = own

    def on_mount(self) -> None:
        self.watch(self.screen, "focused", self._moved)

    def on_resize(self) -> None:
        self._moved(self.screen.focused)

    def _moved(self, _: Widget | None) -> None:
        self.tell()

    def tell(self) -> None:
        """Say the keys anew: those of the question that has the focus."""
        parts: list[Content] = []
        room = self.size.width
        for key, word in (*self._own, *hints_of(getattr(self.screen, "here", None), self._goes_on)):
            part = key_hint(key, word)
            if part.cell_length <= room:
                room -= part.cell_length
                parts.append(part)
        self.update(Content("").join(parts))

    @property
    def _goes_on(self) -> bool:
        return getattr(self.screen, "goes_on", None) is not None


def hints_of(question: Question | None, goes_on: bool = False) -> Hints:
    """The keys on a question; `goes_on`: Enter goes to the next line or part from there."""
    if question is None:
        return USUAL
    if question.kind == "marks":
        letters = " ".join(option.key for option in question.options)
        rest = (question.options[0].key.upper(), f"Rest {question.options[0].label}")
        enter = ("Enter", "Next part" if goes_on else "Save")
        return ((letters, "Answer"), rest, enter, SAVE, NEXT, LEAVE_BRIEFLY, HELP)
    if question.is_line:
        return LINES
    shows: Hints = ((SHOWS, "Show"),) if question.private else ()
    return (*shows, *(GOING_ON if goes_on else BY_KIND.get(question.kind, USUAL)))
