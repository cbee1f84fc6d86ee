"""The conferences: those to come, of every child, and those that were held; with the first core groups asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.caseload.counted import SOON_DAYS
from iro_tui.caseload.lines import AboutChild
from iro_tui.caseload.lists.base import (
    BY_THE_RULES,
    CLOCK_FROM,
    QUIET,
    Column,
    List,
    Switch,
    View,
    ahead_heading,
    child_column,
    clock_columns,
    note_column,
    only_data,
)
from iro_tui.caseload.lists.kinds import BOOKED, DAY, LIMIT, TEXT, Booking, Limit, Settled, limit_of
from iro_tui.caseload.who import who_of
from iro_tui.domain.conferences import BothClocks, both_clocks
from iro_tui.domain.plain_words import CATEGORIES
from iro_tui.domain.protection import CONFERENCES as KINDS
from iro_tui.domain.protection import OUTCOMES
from iro_tui.domain.return_checks import return_year
from iro_tui.domain.several import words_of
from iro_tui.domain.words import dated, heading

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.domain.beside import ProtectionPlan
    from iro_tui.domain.case import Case
    from iro_tui.domain.duty import Duty
    from iro_tui.store.connection import Connection

ASKED = ("conference", "core_group", "last_conference", "strategy_day")


@dataclass(frozen=True, slots=True)
class ConferenceLine(AboutChild):
    """A conference to come, with what asks for it, or one that was held."""

    conference_id: str
    what: str
    duty: Duty | None = None
    held: date | None = None
    outcome: str = ""
    since: date | None = None
    """Since when the child has a plan."""
    category: str = ""
    both: BothClocks | None = None
    """Of a child who is looked after and has a plan, how the review lies beside it."""
    apart: bool = False
    """Whether it stands among those of both clocks: what is late or soon stands with that."""

    @property
    def key(self) -> str:
        return self.duty.id if self.duty else self.conference_id


def conferences(
    _connection: Connection | None, caseload: Caseload, *, held: bool = False
) -> tuple[ConferenceLine, ...]:
    """Every conference that is asked, by limit; with `held` every one that was, the latest first."""
    if held:
        rows = sorted(_held(caseload), key=lambda row: (row.held or date.min, row.ref), reverse=True)
        return tuple(rows)
    rows = sorted(
        _coming(caseload), key=lambda row: (row.apart, row.duty.due if row.duty else date.max, row.ref, row.key)
    )
    return tuple(rows)


def held_this_year(caseload: Caseload) -> tuple[ConferenceLine, ...]:
    """The conferences held since 1 April, the latest first: a screen shows them under those that are asked.

    What they decided stands behind what they were: in the column of the clock it would take the room of all rows.
    """
    since = return_year(caseload.today)
    rows = (row for row in conferences(None, caseload, held=HELD) if row.held and row.held >= since)
    return tuple(replace(row, what=", ".join(filter(None, (row.what, row.outcome)))) for row in rows)


def _coming(caseload: Caseload) -> Iterator[ConferenceLine]:
    for child_id, duties in caseload.duties.items():
        for duty in duties:
            if child_id and duty.kind in ASKED:
                view = caseload.on_day.get(child_id)
                plan = view.plan if view else None
                both = both_clocks(view, duty.due, duty.booked) if view and plan and duty.is_meeting else None
                yield ConferenceLine(
                    who_of(caseload, child_id),
                    conference_id=duty.subject,
                    what=duty.what,
                    duty=duty,
                    since=plan.started if plan and plan.start_known else None,
                    category=_category(caseload.cases[child_id], plan, duty),
                    both=both,
                    apart=both is not None and duty.days > SOON_DAYS,
                )


def _category(case: Case, plan: ProtectionPlan | None, duty: Duty) -> str:
    """That of the plan; before there is one what the conference to come is about, where a list said so."""
    asked = next((each.category for each in case.conferences if each.id == duty.subject), None)
    return words_of(plan.category if plan else asked, CATEGORIES)


def _held(caseload: Caseload) -> Iterator[ConferenceLine]:
    for child_id, case in caseload.cases.items():
        for conference in case.conferences:
            if conference.held:
                yield ConferenceLine(
                    who_of(caseload, child_id),
                    conference_id=conference.id,
                    what=heading(KINDS.get(conference.kind, conference.kind)),
                    held=conference.held,
                    outcome=OUTCOMES.get(conference.outcome or "", conference.outcome or ""),
                )


def _booking(row: ConferenceLine) -> Booking | None:
    duty = row.duty
    if row.held:
        return Booking(row.held, amiss=False)
    if duty is None or not duty.is_meeting:
        return None
    beyond = duty.booked is not None and duty.booked > duty.due
    return Booking(duty.booked, beyond, "not booked", duty.clock in ("overdue", "today", "soon"), duty.time)


def _limit(row: ConferenceLine) -> Limit | None:
    return limit_of(row.duty.limit, inferred=row.duty.inferred) if row.duty else None


def _what(row: ConferenceLine) -> str:
    """Which conference; where it stands for both clocks, behind it what there is to see to."""
    if not row.apart or row.both is None:
        return row.what
    one = {"booked": "both on one day", "agreed": "both could be one", "possible": "both could be one"}
    return f"{row.what}, {one.get(row.both.one) or f'review by {dated(row.both.review)}'}"


def _heading(row: ConferenceLine, today: date, held: bool) -> str:
    if row.held:
        return f"Held in {row.held.year}" if held else HELD_SINCE
    return BOTH if row.apart else ahead_heading((row.duty.due - today).days if row.duty else 0)


HELD, COMING = True, False
HELD_SINCE, BOTH = "Held since 1 April", "Both clocks"
COLUMNS: tuple[Column[ConferenceLine], ...] = (
    Column("held", "Held", DAY, width=10, when=HELD, json="held", means="the day"),
    Column("limit", "Due by", LIMIT, _limit, 11, when=COMING, json="limit", means="by when it is to be held"),
    *clock_columns(lambda row: row.duty or Settled("held"), when=COMING, from_width=CLOCK_FROM),
    *child_column(),
    Column("what", "What", TEXT, _what, width=22, flex=True),
    only_data("what", "which conference"),
    Column("booked", "Booked", BOOKED, _booking, 12, when=COMING, json="booked", means="the agreed day"),
    Column("outcome", "Outcome", TEXT, lambda row: row.outcome or None, 16, when=HELD, json="outcome",
           means="what it decided"),
    Column("since", "Plan since", DAY, width=10, from_width=92, when=COMING, json="plan_since",
           means="since when the child has a plan"),
    Column("category", "Category", TEXT, lambda row: row.category or None, 16, from_width=110, tone=QUIET, when=COMING,
           json="category", means="of the plan; before there is one what the conference is about"),
    Column("authority", "Authority", TEXT, lambda row: row.duty.authority if row.duty else None, 16, from_width=132,
           tone=QUIET, when=COMING, cut_last=True, json="authority", means="where the limit comes from"),
    note_column(lambda row: row.duty, 150, when=COMING),
    only_data("rule", "the id of the rule that sets the limit", lambda row: row.duty.rule if row.duty else None),
    only_data("place", "where, as far as that is agreed", lambda row: (row.duty.place or None) if row.duty else None),
    only_data("conference_id", "names the conference", lambda row: row.conference_id or None),
    only_data("review_limit", "of a child under a plan who is looked after too, by when the review is held",
              lambda row: row.both.review if row.both else None),
    only_data("inferred", "whether the limit rests on something that is not on record: confirm it",
              lambda row: row.duty.inferred if row.duty else None),
)  # fmt: skip

CONFERENCES = List(
    id="conferences",
    title="Conferences",
    help="child protection conferences coming up",
    json="conferences",
    unit="conferences",
    reads=BY_THE_RULES,
    rows=conferences,
    columns=COLUMNS,
    key=lambda row: row.key,
    duty=lambda row: row.duty,
    heading=_heading,
    removes=lambda row: ("conference", row.conference_id) if row.conference_id else None,
    about=lambda row: "" if row.duty else row.conference_id,
    views=(
        View(COMING, "Conferences coming up.", "No conference is coming up: i p on a child enters one.",
             "> shows those held; ← → reviews, conferences, court."),
        View(HELD, "Conferences held, the latest first.", "No conference has been recorded yet.",
             "> shows those coming up; ← → reviews, conferences, court."),
    ),
    switch=Switch("held", "--held", "those held instead, the latest first"),
    hints=("hold", "book", "done", "midpoint", "facts", "delete", "reviews", "court"),
    signs=((BOTH, "looked after and under a plan: the review has its own limit, and one meeting may do for both"),),
    legend="! booked beyond the limit; ~ inferred: confirm.",
)  # fmt: skip
"""What a service that chairs conferences looks at beside its reviews."""
