"""What `/` leaves of a list: rows that show the words, or whose child is known by them; and what it left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from rich.cells import cell_len

from iro_tui.caseload.finding import Findable, all_found, found_in, indexed, wanted_words
from iro_tui.domain.words import in_a_sentence
from iro_tui.tui.widgets.sharing_width import laid_out
from iro_tui.tui.widgets.table import TableColumn

R = TypeVar("R")

REFERENCES = 3
"""How many children are named who are found, and of whom nothing stands in the list."""
_NARROWEST, _WIDEST = len("Found in"), 24
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
    """By a row's id the words of all its columns."""
    _seen: tuple[TableColumn[R], ...] = ()
    _unseen: tuple[TableColumn[R], ...] = ()
    """The columns that the width shows, and those that it leaves out."""
    _seen_words: dict[tuple[str, ...], dict[int, str]] = field(default_factory=dict)
    """By the keys of the columns that show, by a row's id, their words."""

    def narrowed(self, typed: str, rows: Sequence[R], kept: Callable[[R], bool], shown: Mapping[int, str]) -> list[R]:
        """The rows that are left of all, by what was typed and by the named filters; `shown`: their words, by id."""
        if shown is not self._shown:  # other rows
            self._seen_words = {}
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
        """Where the words were found that do not stand in the row as it is seen."""
        seen = self._seen_of(row)
        missing = [word for word in self.wanted if not all_found((word,), seen)]
        if not missing:
            return ""
        child = self.children.get(self.child_of(row), ())
        known = "".join(item.index for item in child)
        left = [word for word in missing if not all_found((word,), known)]
        cells = ((column, column.cell(row)[0].strip()) for column in self._unseen) if left else ()
        beside = [
            Findable(f"{in_a_sentence(column.title)} {words}", indexed(words)) for column, words in cells if words
        ]
        return ", ".join(filter(None, (found_in(missing, "", child), found_in(left, "", beside))))

    def _seen_of(self, row: R) -> str:
        """The words of the columns that the width shows."""
        of_columns = self._seen_words.setdefault(tuple(column.key for column in self._seen), {})
        if (words := of_columns.get(id(row))) is None:
            words = of_columns[id(row)] = words_of(row, self._seen)
        return words

    def columns(self, columns: Sequence[TableColumn[R]], rows: Sequence[R], width: int) -> Sequence[TableColumn[R]]:
        """The columns, and as their last where it was found, if that is not seen; others give way from the end."""
        if not self.wanted:
            return columns
        kept = [column for column, _ in laid_out(columns, width)[1]]
        longest = self._longest(rows, columns, kept)
        if not longest:
            return columns
        kept = [replace(column, if_room=False, shows_from=0, shows_to=0) for column in kept]
        while len(kept) > 1 and _cells(kept) + _least(longest) + 2 > max(width - 2, _LEAST):
            kept.pop()
            longest = self._longest(rows, columns, kept)
        own: TableColumn[R] = TableColumn(
            "found", "Found in", _least(longest), lambda row: (self.where(row), "muted"), flex=True, wants=(longest,)
        )
        return [*kept, own]

    def _longest(self, rows: Sequence[R], columns: Sequence[TableColumn[R]], seen: Sequence[TableColumn[R]]) -> int:
        """The cells for where it was found, beside these columns; 0 where all of it is seen in them."""
        keys = {column.key for column in seen}
        self._seen, self._unseen = tuple(seen), tuple(column for column in columns if column.key not in keys)
        return max((cell_len(self.where(row)) for row in rows), default=0)


def _cells(columns: Sequence[TableColumn[R]]) -> int:
    return sum(column.width + 2 for column in columns)


def _least(longest: int) -> int:
    """The cells that say where it was found, or most of it."""
    return min(max(longest, _NARROWEST), _WIDEST)


def words_of_rows(rows: Sequence[R], columns: Sequence[TableColumn[R]]) -> dict[int, str]:
    """The words that each row shows, by the row's id, made ready for finding."""
    return {id(row): words_of(row, columns) for row in rows}


def words_of(row: R, columns: Sequence[TableColumn[R]]) -> str:
    """The words of some columns of a row, made ready for finding."""
    return indexed(*(column.cell(row)[0] for column in columns))
