"""The return's reviews: what its own rules will ask, child by child, while the officer still remembers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.caseload.lines import AboutChild
from iro_tui.caseload.lists.base import BY_THE_RULES, QUIET, Column, List, Switch, View, child_column, only_data
from iro_tui.caseload.lists.kinds import DAY, TEXT
from iro_tui.caseload.reading.passage import Passage, free, line
from iro_tui.caseload.who import who_of
from iro_tui.domain.near_reviews import taken_as_one
from iro_tui.domain.return_checks import RULES, ReturnReview, asked_of, only_short_breaks, return_year, year_ends

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A review that lies in a collection year, as the return tells it."""

    child_id: str
    review_id: str
    on: date
    """When it was held; of one that is not recorded yet for when it was booked."""
    review: ReturnReview


@dataclass(frozen=True, slots=True)
class ReturnLine(AboutChild):
    """One thing that a rule asks of one review."""

    review_id: str
    on: date
    rule: str

    @property
    def asks(self) -> str:
        return RULES[self.rule][0]

    @property
    def remedy(self) -> str:
        return RULES[self.rule][1]


def return_rows(connection: Connection | None, caseload: Caseload, begins: date) -> Iterator[ReturnRow]:
    """Every review of a collection year that a return tells: of children in care, held, or booked and not recorded."""
    ends = min(year_ends(begins), caseload.today)
    header = _header_days(connection) if connection is not None else {}
    for child_id, case in caseload.cases.items():
        if not case.periods:
            continue
        child = caseload.children[child_id]
        breaks = only_short_breaks(case.legal_statuses, begins, year_ends(begins))
        held = caseload.held_as_one(child_id)
        near = {max(r.held for r in held if r.held and r.held <= pair.earlier.held)
                for pair in taken_as_one(case) if pair.earlier.held}  # fmt: skip
        open_ones = [review for review in case.reviews if not review.is_held and not review.adjourned]
        days = [(review.held, review) for review in held]
        days += [(review.booked, review) for review in open_ones if review.booked and review.booked < caseload.today]
        for day, review in sorted(((day, r) for day, r in days if day), key=lambda each: (each[0], each[1].id)):
            if begins <= day <= ends:
                at = day if review.is_held else None
                facts = ReturnReview(at, review.participation, child.born, header.get(child_id), breaks, at in near)
                yield ReturnRow(child_id, review.id, day, facts)


def _header_days(connection: Connection) -> Mapping[str, date]:
    """By child the date of birth as a file's header told it last."""
    from iro_tui.store.reads import read_rows
    from iro_tui.store.shapes import ChildRow

    days = {}
    for row in read_rows(connection, ChildRow):
        born = json.loads(row.as_told).get("born") if row.as_told else None
        if born:
            days[row.id] = date.fromisoformat(str(born)[:10])
    return days


def asked(connection: Connection | None, caseload: Caseload, back: int = 0) -> Iterator[ReturnLine]:
    """What the rules ask of a year's reviews, by child and day; `back` years before the one that runs."""
    running = return_year(caseload.today)
    for row in return_rows(connection, caseload, date(running.year - back, 4, 1)):
        for rule in asked_of(row.review):
            yield ReturnLine(who_of(caseload, row.child_id), review_id=row.review_id, on=row.on, rule=rule)


COLUMNS: tuple[Column[ReturnLine], ...] = (
    *child_column(),
    Column("on", "Review of", DAY, width=12, json="on", means="the day of the review"),
    Column("rule", "Rule", TEXT, width=6, json="rule",
           means="the number of the DfE's rule, or `14d`: two reviews within 14 days"),
    Column("asks", "What is asked", TEXT, width=24, flex=True, json="asks", means="what it asks"),
    Column("remedy", "What puts it right", TEXT, width=20, flex=True, tone=QUIET, json="remedy",
           means="what puts it right"),
    only_data("review_id", "names the review", lambda row: row.review_id),
)  # fmt: skip

RETURN = List(
    id="return903",
    title="The return",
    help="what the SSDA903 return's rules will ask of this year's reviews, while one still remembers",
    json="asked",
    unit="things",
    reads=BY_THE_RULES,
    rows=asked,
    columns=COLUMNS,
    key=lambda row: f"{row.review_id}:{row.rule}",
    about=lambda row: row.review_id,
    at_length=lambda row: (Passage(f"Rule {row.rule}", (free(row.asks), line("To do", row.remedy))),),
    views=(
        View(0, "The year that runs.", "The return's rules have nothing to ask.", "> shows the year before."),
        View(1, "The year before.", "The return's rules have nothing to ask.", "> shows this year."),
    ),
    switch=Switch("back", "--back", "how many collection years back (0)", off=0),
    hints=("open", "facts", "filter", "write"),
    legend="To write the file: iro export reviews903 FILE.csv",
)
