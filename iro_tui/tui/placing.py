"""Where a dialog stands: under the row it is about, above it in the lower half, so that the row stays in sight."""

from __future__ import annotations

from textual.containers import Vertical
from textual.screen import Screen
from textual.widget import Widget

from iro_tui.tui.widgets.table import Table

TOP = 2
"""The rows of tabs and strip, which no dialog covers where it can help it."""


class Dialog(Vertical):
    """A quick dialog: placed when it has its size, and again whenever that changes."""

    def on_resize(self) -> None:
        place(self)


def place(dialog: Widget) -> None:
    """Move a dialog off the highlighted row of the list beneath it; where neither side has room it stays in the middle.

    Called again when the dialog has grown: it must not lose its foot below the screen.
    """
    screen = dialog.screen
    row = _row_beneath(screen)
    height, needed = screen.size.height, _natural_height(dialog)
    vertical, top, bottom = "middle", 0, 0
    if row is not None and needed <= height - row - 2:
        vertical, top = "top", row + 1
    elif row is not None and needed <= row - TOP:
        vertical, bottom = "bottom", height - row
    screen.styles.align_vertical = vertical
    dialog.styles.margin = (top, 0, bottom, 0)


def _natural_height(dialog: Widget) -> int:
    """How high it would be with all the room there is: on the screen it may be cut."""
    parts = [part for part in dialog.children if part.display]
    return sum(part.outer_size.height + part.styles.margin.height for part in parts) + dialog.gutter.height


def _row_beneath(screen: Screen[object]) -> int | None:
    """The line of the screen on which the highlighted row of the list beneath stands; None where there is none."""
    stack = screen.app.screen_stack
    beneath = stack[stack.index(screen) - 1] if screen in stack[1:] else None
    tables = beneath.query(Table) if beneath is not None else None
    if beneath is None or not tables:
        return None
    table = next((each for each in tables if each is beneath.focused), tables.first())
    line = table.cursor_line
    return table.region.y + line if 0 < line < table.region.height else None
