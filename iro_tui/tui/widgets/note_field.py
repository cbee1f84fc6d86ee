"""A note of several lines: Enter makes the next line, or saves in an empty one; Tab goes on, F2 saves from anywhere."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea

from iro_tui.tui.styled_once import FieldStyledOnce
from iro_tui.tui.text import plain

LINES_SHOWN = 6
"""How many lines of a long note are seen at once; the cursor brings the others."""


class NoteField(FieldStyledOnce, TextArea):
    """Text in lines as they are typed; off its first and last line the arrows go to the question before and after."""

    def __init__(self, value: str = "", *, hint: str = "", id: str | None = None) -> None:  # noqa: A002 -- Textual's own
        super().__init__(
            value, id=id, soft_wrap=True, tab_behavior="focus", show_line_numbers=False, compact=True,
            highlight_cursor_line=False, placeholder=plain(hint),
        )  # fmt: skip
        self.cursor_blink = False
        self.styles.max_height = LINES_SHOWN
        self.move_cursor(self.document.end)

    @property
    def value(self) -> str:
        """The note as it is typed."""
        return self.text

    @value.setter
    def value(self, value: str) -> None:
        if value != self.text:
            self.load_text(value)
            self.move_cursor(self.document.end)

    def on_key(self, event: events.Key) -> None:
        """Enter makes no line where nothing is written yet: it saves, as everywhere else."""
        if event.key == "enter" and not self.text:
            event.prevent_default()

    def action_cursor_up(self, select: bool = False) -> None:
        """One line up; from the first to the question before."""
        if self._drawn_line == 0 and not select:
            self.screen.focus_previous()
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """One line down; from the last to the question after."""
        if self._drawn_line == self.wrapped_document.height - 1 and not select:
            self.screen.focus_next()
        else:
            super().action_cursor_down(select)

    @property
    def _drawn_line(self) -> int:
        """The line that the cursor is on as it is drawn: a long one is drawn as several."""
        return self.wrapped_document.location_to_offset(self.cursor_location).y
