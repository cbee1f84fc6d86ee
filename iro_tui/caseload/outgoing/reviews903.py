"""The Reviews file of the SSDA903 return: checked by the return's own rules before it is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.caseload.exporting import CSV, Outgoing
from iro_tui.caseload.guarded_csv import plain_csv_bytes
from iro_tui.caseload.lists.return_checks import ReturnRow, return_rows
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.return_checks import NEAR, RULES, asked_of, return_year, usual_year
from iro_tui.domain.words import amount_words, day_words, year_words

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection

TITLES = ("CHILD", "DOB", "REVIEW", "REVIEW_CODE")
_NAMED = 3
"""How many of what is asked stand in the refusal."""


def reviews903_out(
    connection: Connection, caseload: Caseload, *, year: int | None = None, as_it_is: bool = False
) -> Outgoing:
    """The reviews of a collection year, given by the year it began in, for the return.

    Raises Refused: a rule asks something and it was not said that the file is wanted `as_it_is`; no review lies there.
    """
    begins = date(year, 4, 1) if year else usual_year(caseload.today)
    rows = list(return_rows(connection, caseload, begins))
    words = year_words(begins.year)
    if not rows:
        raise Refused(f"No review of {words} is on record: name another year with --year. Nothing was written.")
    asked = [(row, rule) for row in rows for rule in asked_of(row.review)]
    if asked and not as_it_is:
        raise Refused(_refusal(caseload, asked, begins))
    held = [row for row in rows if row.review.day]
    cells = [
        (
            caseload.children[row.child_id].ref,
            _day(row.review.born),
            _day(row.review.day),
            row.review.code or "",
        )
        for row in held
    ]
    return Outgoing(
        f"the reviews of {words} for the SSDA903 return", len(cells), "reviews",
        {CSV: lambda: plain_csv_bytes(TITLES, cells)},
    )  # fmt: skip


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _refusal(caseload: Caseload, asked: Sequence[tuple[ReturnRow, str]], begins: date) -> str:
    back = return_year(caseload.today).year - begins.year
    option = f" --back {back}" if back else ""
    first = "; ".join(
        f"{caseload.children[row.child_id].ref}, review of {day_words(row.on, caseload.today)}: "
        f"{RULES[rule][0]}{'' if rule == NEAR else f' (rule {rule})'}"
        for row, rule in asked[:_NAMED]
    )
    more = f"; and {len(asked) - _NAMED:,} more" if len(asked) > _NAMED else ""
    return (
        f"The return's rules ask {amount_words(len(asked), 'things')} of {year_words(begins.year)}: {first}{more}. "
        f"iro return903{option} lists them all. --as-it-is writes the file all the same. Nothing was written."
    )
