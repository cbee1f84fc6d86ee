"""A page for a council's data team: what to make, so that it can be brought in as it comes."""

from __future__ import annotations

from textwrap import fill

from iro_tui.exchange.annex_a.lists import LIST_8
from iro_tui.exchange.ssda903.tables import EPISODES, HEADER, REVIEWS, UASC, TableSpec

LEAST = (HEADER, EPISODES, REVIEWS)
_WHY = {
    HEADER: "who the children are",
    EPISODES: "since when they are looked after, legal status, placement",
    REVIEWS: "when each was reviewed, and how the child took part",
    UASC: "if there are unaccompanied asylum-seeking children",
}
_LIST_8 = {
    "CHILD": "child unique ID",
    "DOB": "date of birth",
    "STARTED": "date started to be looked after",
    "STATUS": "legal status",
    "STATUS_START": "its start date",
    "REVIEW": "date of latest statutory review",
    "IRO_CONTACT": "date of last IRO visit or contact",
    "PLACE": "placement type",
    "PLACE_START": "its start date",
    "ENDED": "date ceased to be looked after",
    "WHY_ENDED": "reason ceased",
    "WORKER": "allocated worker",
    "TEAM": "allocated team",
}
"""The columns of List 8 that matter most, as anybody calls them."""


def request() -> str:
    """The request, as plain text of one page."""
    assert _LIST_8.keys() <= {column.name for column in LIST_8.columns}  # noqa: S101 -- the page and the reader agree
    tables = "\n".join(
        f"   {table.name}: {', '.join(_needed(table))}\n      ({_WHY[table]})" for table in (*LEAST, UASC)
    )
    return f"""What an Independent Reviewing Officer needs to keep the review dates of
her or his children. Either of the two will do; both together are better.
Only the children of one IRO, please; where that cannot be told, all.

1. The SSDA903 tables, as CSV, of this collection year and the one before:
{tables}

2. Ofsted's Annex A, List 8 (children looked after), as a workbook or CSV,
   made today, with at least:
   {_wrapped(tuple(_LIST_8.values()))}
   List 10 (adoption) too, for those whom it concerns; and for an IRO who
   chairs child protection conferences List 5 (strategy discussion, initial
   conference, whether it made a plan) and List 7 (plan start and end,
   category, latest review conference, number of earlier plans).

Nothing needs to be made pretty:
- headings as your system writes them; more columns do no harm, and
  postcodes are not even read;
- dates as dd/mm/yyyy or yyyy-mm-dd, never month first;
- blanks as blanks, NULL or N/A;
- the child's identifier as text, so that no leading zero is lost and none
  is rounded to 1.2E+11;
- CSV in UTF-8, commas or tabs; a workbook without a password.
A name is not needed: the identifier is enough. Send it the way you send
personal data.
"""


def _needed(table: TableSpec) -> tuple[str, ...]:
    return tuple(column for column in table.columns if column in table.required or column in ("DOB", "PLACE_PROVIDER"))


def _wrapped(words: tuple[str, ...]) -> str:
    return fill(f"{', '.join(words)}.", 72, subsequent_indent="   ")
