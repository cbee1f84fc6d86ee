"""A row of a table, and the list of problems met while reading."""

from __future__ import annotations

from dataclasses import dataclass

from iro_tui.exchange.extract import Problem, place_in
from iro_tui.text import clean

_MAX_VALUE = 120


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the file it stands in, its number there, and its cells by column name (cleaned text)."""

    file: str
    number: int
    cells: dict[str, str]
    brought_in: int = 0
    """Which earlier return it is kept from; 0: just read. What was wrong with an earlier one was told then."""
    intake: str = ""
    """What the return or extract is called that it is of, once that is known: `SSDA903 2025-26`."""

    @property
    def source(self) -> tuple[int, str]:
        """The file it stands in, also among files of one name that were brought in one after the other."""
        return self.brought_in, self.file

    def get(self, column: str) -> str:
        """The cell, empty when the file has no such column."""
        return self.cells.get(column, "")

    @property
    def where(self) -> str:
        """Which file and row tell what is in it, as it is shown beside a fact."""
        return place_in(f"{self.file}, row {self.number}", self.intake)


class Complaints:
    """Collects problems. Messages are constants, so that faces can count them by kind; what varies is the value."""

    __slots__ = ("problems",)

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def about(self, row: Row, message: str, field: str | None = None, value: str | None = None) -> None:
        """A problem of one row; the value is the cell's own unless another is given."""
        if row.brought_in:
            return
        if value is None and field is not None:
            value = row.get(field)
        self._add(row.file, row.number, field, value, message, row.get("CHILD"))

    def differ(
        self, before: Row | None, row: Row, message: str, field: str | None = None, value: str | None = None
    ) -> None:
        """Two rows tell one thing differently. A return brought in earlier is corrected, which the preview says."""
        if before is None or not before.brought_in:
            self.about(row, message, field, value)

    def about_file(
        self,
        file: str,
        message: str,
        *,
        row: int | None = None,
        field: str | None = None,
        value: str | None = None,
        ref: str = "",
    ) -> None:
        """A problem of a file as a whole, or of a row that could not be read."""
        self._add(file, row, field, value, message, ref)

    def _add(
        self, file: str, row: int | None, field: str | None, value: str | None, message: str, ref: str = ""
    ) -> None:
        shown = None if value is None else clean(value, limit=_MAX_VALUE)
        self.problems.append(Problem(file, row, field, shown, message, ref))
