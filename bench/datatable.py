"""The list that comes with Textual, bare: the rows of a CSV file, a field that filters them, a dialog, and a tick."""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import DataTable, Input, Static


class Dialog(ModalScreen[None]):
    """A head, three fields and a foot over the list."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss", "Close")]
    CSS = "Dialog { align: center middle; } Vertical { width: 74; height: auto; }"

    def compose(self) -> Iterator[Widget]:
        with Vertical():
            yield Static("A head")
            yield from (Input() for _ in range(3))
            yield Static("A foot")


class Rival(App[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        ("slash", "focus('letters')", "Filter"),
        ("h", "dialog", "Dialog"),
        ("x", "tick", "Tick"),
    ]
    AUTO_FOCUS = "DataTable"
    CSS = "DataTable { height: 1fr; }"

    def __init__(self, path: Path) -> None:
        super().__init__()
        with path.open(encoding="utf-8", newline="") as file:
            self.titles, *self.rows = csv.reader(file)

    def compose(self) -> Iterator[Widget]:
        yield Input(id="letters")
        yield DataTable[str](cursor_type="row")

    @property
    def table(self) -> DataTable[str]:
        return self.query_one(DataTable)

    def on_mount(self) -> None:
        self.table.add_columns(*self.titles)
        self.table.add_rows(self.rows)

    def on_input_changed(self, event: Input.Changed) -> None:
        self.table.clear()
        self.table.add_rows(row for row in self.rows if event.value in " ".join(row).casefold())

    def action_dialog(self) -> None:
        self.push_screen(Dialog())

    def action_tick(self) -> None:
        cell = self.table.cursor_coordinate
        self.table.update_cell_at(cell, self.table.get_cell_at(cell).swapcase())
        self.notify("A cell was changed.")

    def on_input_submitted(self) -> None:
        self.table.focus()


if __name__ == "__main__":
    Rival(Path(sys.argv[1])).run()
