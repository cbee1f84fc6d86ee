"""What `/` leaves of a list: rows that show the words, or whose child is known by them; and what it left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from rich.cells import cell_len

from iro_tui.caseload.finding import Findable, all_found, found_in, indexed, wanted_words
from iro_tui.tui.widgets.table import TableColumn

R = TypeVar("R")

REFERENCES = 3
"""How many children are named who are found, and of whom nothing stands in the list."""
_NARROWEST, _WIDEST = len("Found in"), 28
_LEAST = 44
"""Cells of the columns before it that stay, whatever gives way."""


@dataclass(slots=True)
class Finder(Generic[R]):
    """The words of a list's rows and of the children, and what was looked for last."""

    child_of: Callable[[R], str]
    """The key of the child a row is about; empty for none."""
    standing: Callable[[list[R]], list[R]]
    """Of rows those that stand by themselves, while nothing is looked for."""
    children: Mapping[str, tuple[Findable, ...]] = field(default_factory=dict)
    """By key what every child is found by; empty until it is asked for."""
    refs: Mapping[str, str] = field(default_factory=dict)
    """By key the reference of every child."""
    wanted: tuple[str, ...] = ()
    outside: int = 0
    """How many rows the words fit that the named filters leave out."""
    elsewhere: tuple[str, ...] = ()
    """Keys of children whom the words fit and of whom nothing stands here, in no view of it but perhaps another."""
    _shown: Mapping[int, str] = field(default_factory=dict)

    def narrowed(self, typed: str, rows: Sequence[R], kept: Callable[[R], bool], shown: Mapping[int, str]) -> list[R]:
        """The rows that are left of all, by what was typed and by the named filters; `shown`: their words, by id."""
        self.wanted, self._shown = wanted_words(typed), shown
        self.outside, self.elsewhere = 0, ()
        if not self.wanted:
            return self.standing([row for row in rows if kept(row)])
        fitting = [row for row in rows if self._fits(row)]
        left = [row for row in fitting if kept(row)]
        self.outside = len(fitting) - len(left)
        if not fitting:
            here = {self.child_of(row) for row in rows}
            self.elsewhere = tuple(
                key
                for key, child in self.children.items()
                if key not in here and all_found(self.wanted, "".join(item.index for item in child))
            )
        return left

    def among(self, rows: Sequence[R]) -> int:
        """Of how many rows some are left: of all where words find what is folded too, else of those that stand."""
        return len(rows if self.wanted else self.standing(list(rows)))

    @property
    def elsewhere_words(self) -> str:
        """The references of a few children who are found and of whom nothing stands here; empty for none."""
        refs = [self.refs[key] for key in self.elsewhere[:REFERENCES]]
        more = len(self.elsewhere) - REFERENCES
        return ", ".join(refs) + f" and {more:,} more" * (more > 0)

    def _fits(self, row: R) -> bool:
        child = self.children.get(self.child_of(row), ())
        return all_found(self.wanted, self._shown.get(id(row), "") + "".join(item.index for item in child))

    def where(self, row: R) -> str:
        """Where the words were found that do not stand in the row."""
        return found_in(self.wanted, self._shown.get(id(row), ""), self.children.get(self.child_of(row), ()))

    def columns(self, columns: Sequence[TableColumn[R]], rows: Sequence[R], width: int) -> Sequence[TableColumn[R]]:
        """The columns, and as their last where it was found, if that is not seen; others give way from the end."""
        longest = max((cell_len(self.where(row)) for row in rows), default=0) if self.wanted else 0
        if not longest:
            return columns
        size = min(max(longest, _NARROWEST), _WIDEST)
        own: TableColumn[R] = TableColumn("found", "Found in", size, lambda row: (self.where(row), "muted"))
        kept = [column for column in columns if column.shows_from <= width]
        while len(kept) > 1 and sum(column.width + 2 for column in kept) + size + 2 > max(width - 2, _LEAST):
            kept.pop()
        return [*kept, own]


def words_of_rows(rows: Sequence[R], columns: Sequence[TableColumn[R]]) -> dict[int, str]:
    """The words that each row shows, by the row's id, made ready for finding."""
    return {id(row): indexed(*(column.cell(row)[0] for column in columns)) for row in rows}
