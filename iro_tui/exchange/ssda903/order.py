"""Which order of day and month a return is written in: decided for the whole of it, never row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from iro_tui.exchange.complaints import Complaints, Row
from iro_tui.exchange.dates import DateOrder, order_of
from iro_tui.exchange.ssda903 import words
from iro_tui.exchange.ssda903.tables import DATES

Proof = tuple[Row, str]
"""A row and the column in it."""


def refuse_other_orders(tables: Iterable[tuple[str, str, Sequence[Row]]], complaints: Complaints) -> set[str]:
    """The files whose dates are not surely day first; all files of one return stand or fall together.

    `tables` are (place, file, rows); the files of one place are one return. The form of a return is fixed, so one date
    that is month first refuses it: its other days up to 12 would be read wrongly without anybody seeing it. So does a
    date that has lost its zeros where no date proves that the file is day first: a spreadsheet has rewritten it.
    Each refused file is told of, and what was said of its rows is withdrawn. Source: domain reference 3.1.
    """
    proofs: dict[str, dict[DateOrder, Proof]] = defaultdict(dict)
    files: dict[str, dict[str, None]] = defaultdict(dict)
    for place, file, rows in tables:
        files[place][file] = None
        _add_proofs(proofs[place], rows)
    refused: set[str] = set()
    for place, of_place in files.items():
        verdict = _verdict(proofs[place])
        if verdict:
            refused |= of_place.keys()
            complaints.problems[:] = [problem for problem in complaints.problems if problem.file not in of_place]
            _tell(of_place, verdict, complaints)
    return refused


def _add_proofs(proofs: dict[DateOrder, Proof], rows: Iterable[Row]) -> None:
    """The first row that shows each order."""
    for row in rows:
        for column, text in row.cells.items():
            if column in DATES and text:
                order = order_of(text)
                if order is not None and order not in proofs:
                    proofs[order] = (row, column)


def _verdict(proofs: Mapping[DateOrder, Proof]) -> tuple[Proof, str] | None:
    """The row that speaks against the return, and what is said of it."""
    if DateOrder.MONTH_FIRST in proofs:
        mixed = DateOrder.DAY_FIRST in proofs
        return proofs[DateOrder.MONTH_FIRST], words.BOTH_ORDERS if mixed else words.MONTH_FIRST
    if DateOrder.REWRITTEN in proofs and DateOrder.EITHER in proofs and DateOrder.DAY_FIRST not in proofs:
        return proofs[DateOrder.REWRITTEN], words.DOUBTFUL_ORDER
    return None


def _tell(files: Iterable[str], verdict: tuple[Proof, str], complaints: Complaints) -> None:
    (row, column), message = verdict
    for file in files:
        if file == row.file:
            complaints.about(row, message, column)
        else:
            complaints.about_file(file, words.OTHER_FILE_REFUSED, value=row.where)
