"""The child's identifier in every row: one spelling of it, never blank, never a total, never of two children."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from iro_tui.exchange.complaints import Complaints, Row
from iro_tui.exchange.dates import parse_day
from iro_tui.exchange.no_value import ROUNDED_ID, is_prose, why_no_identifier
from iro_tui.exchange.ssda903 import words
from iro_tui.exchange.ssda903.tables import DATES
from iro_tui.text import clean, ref_key, undressed, zeroless

MAX_CHILD = 60
_SHOWN = 3
_NINE_TO_ONE = 9


class Identifiers:
    """Settles the identifiers of all files together, so that one child has one spelling: the first one met."""

    def __init__(self, complaints: Complaints, spelling: Mapping[str, str], days: Collection[str] = DATES) -> None:
        self._complaints = complaints
        self._days = days
        self._spelling = dict(spelling)
        self._whole: dict[str, str] = {}
        self._settled: dict[str, str] = {}

    def checked(self, file: str, rows: Sequence[Row], no_rows: Sequence[tuple[int, str]] = ()) -> list[Row]:
        """The rows of children, with their identifiers in one spelling.

        `no_rows` are lines that the reader of the file left out already. What is left out for one reason is said
        once for the file, with what stood there.
        """
        none: list[tuple[int, str]] = list(no_rows)
        blank: list[Row] = []
        rounded: dict[str, Row] = {}
        kept = []
        odd = self._odd_ones({row.get("CHILD") for row in rows}, rows)
        for row in rows:
            whole = row.get("CHILD")
            if whole in self._settled and whole not in odd:
                row.cells["CHILD"] = self._settled[whole]
                kept.append(row)
            elif not whole:
                blank.append(row)
            elif (why := why_no_identifier(whole)) == ROUNDED_ID:
                rounded.setdefault(whole, row)
            elif why or (whole in odd and not self._tells_a_day(row)):
                none.append((row.number, whole))
            elif self._settle(row, whole):
                kept.append(row)
        if blank:
            numbers = [f"row {row.number}" for row in blank]
            self._complaints.about_file(file, words.NO_CHILD, row=blank[0].number, field="CHILD", value=_some(numbers))
        if none:
            none.sort()
            texts = [text for _, text in none]
            self._complaints.about_file(file, words.NOT_A_CHILD, row=none[0][0], field="CHILD", value=_some(texts))
        for whole, row in rounded.items():
            self._complaints.about(row, words.ROUNDED_CHILD, "CHILD", whole)
        return kept

    def _settle(self, row: Row, whole: str) -> bool:
        bare = undressed(whole)
        ref = clean(bare, limit=MAX_CHILD)
        key = ref_key(ref)
        if self._whole.setdefault(key, ref_key(bare)) != ref_key(bare):
            self._complaints.about(row, words.LONG_CHILD_CLASH, "CHILD")
            return False
        row.cells["CHILD"] = self._spelling.setdefault(key, ref)
        if ref == bare:
            self._settled[whole] = row.cells["CHILD"]
        else:
            self._complaints.about(row, words.LONG_CHILD, "CHILD")
        return True

    def _odd_ones(self, refs: set[str], rows: Sequence[Row]) -> set[str]:
        """Identifiers that read like text where the others are numbers: a guidance line, a footer."""
        prose = {ref for ref in refs if ref and is_prose(ref)}
        if not prose:
            return prose
        telling = {ref for row in rows if (ref := row.get("CHILD")) in prose and self._tells_a_day(row)}
        return prose if len(refs - prose) >= _NINE_TO_ONE * len(telling) and refs - prose - {""} else set()

    def _tells_a_day(self, row: Row) -> bool:
        return any(parse_day(text) for column, text in row.cells.items() if column in self._days)


def alike(refs: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of identifiers that differ in leading zeros alone: perhaps one, which only a person can tell."""
    of_key: dict[str, list[str]] = defaultdict(list)
    for ref in refs:
        of_key[zeroless(ref_key(ref))].append(ref)
    return [pair for group in of_key.values() if len(group) > 1 for pair in pairwise(sorted(group, key=len))]


def _some(texts: Sequence[str]) -> str:
    more = len(texts) - _SHOWN
    return ", ".join(texts[:_SHOWN]) + (f" and {more:,} more" if more > 0 else "")
