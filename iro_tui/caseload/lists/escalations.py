"""The escalations by stage: who must answer by when, and how many of the working days are used; and good practice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.caseload.lines import AboutChild
from iro_tui.caseload.lists.base import (
    BY_THE_RULES,
    QUIET,
    Column,
    List,
    Switch,
    View,
    child_column,
    clock_columns,
    only_data,
)
from iro_tui.caseload.lists.kinds import DAY, TEXT, USED, Settled, Used
from iro_tui.caseload.who import who_of
from iro_tui.domain.case import Escalation
from iro_tui.domain.escalation import ladder_of, latest, next_stage, reply_due, stage_now, working_days_used

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store import reads
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class EscalationLine(AboutChild):
    """An escalation, open or closed."""

    escalation_id: str
    kind: str
    """`dispute` or `good_practice`."""
    issue: str
    stage: str
    stage_name: str
    person: str
    raised: date
    reply_due: date | None
    working_days_used: int
    working_days_total: int
    closed: date | None
    outcome: str | None
    clock: str | None
    days: int = 0
    working_days: int = 0
    """Days and working days to the reply, negative when late."""
    working_days_warn: int = 0
    """Days used from which a warning shows."""
    next_step: str = ""
    stage_person: str = ""
    """Who answers at this stage by the practice's ladder."""


def escalations(
    _connection: Connection | None, caseload: Caseload, *, closed: bool | None = False
) -> tuple[EscalationLine, ...]:
    """Open escalations by stage and the reply that is due, then good practice; or those closed, the latest first.

    None: these after those.
    """
    stages = {stage.id: place for place, stage in enumerate(caseload.practice.escalation.stages)}
    rows = [
        _escalation(caseload, child_id, escalation)
        for child_id, case in caseload.cases.items()
        for escalation in case.escalations
    ]
    rows += [_good_practice(caseload, alert) for alert in caseload.good_practice]

    def place(row: EscalationLine) -> tuple[object, ...]:
        if row.closed:
            return (2, -row.closed.toordinal(), row.ref)
        return (row.kind != "dispute", stages.get(row.stage, len(stages)), row.reply_due or date.max, row.raised)

    return tuple(sorted((row for row in rows if closed is None or bool(row.closed) is closed), key=place))


def _escalation(caseload: Caseload, child_id: str, escalation: Escalation) -> EscalationLine:
    ladder = ladder_of(escalation, caseload.practice)
    last = latest(escalation, caseload.practice, concurrent=None)
    stage, following = stage_now(escalation, caseload.practice), next_stage(escalation, caseload.practice)
    duty = next(
        (d for d in caseload.duties.get(child_id, ()) if d.subject == escalation.id and d.kind == "escalation_reply"),
        None,
    )
    return EscalationLine(
        who_of(caseload, child_id),
        escalation_id=escalation.id,
        kind="dispute",
        issue=escalation.issue,
        stage=last.stage if last else "",
        stage_name=stage.name if stage else (last.stage if last else "Raised"),
        person=(last.person if last else "") or (stage.person if stage else ""),
        raised=escalation.raised_on,
        reply_due=reply_due(escalation, caseload.practice),
        working_days_used=working_days_used(escalation, caseload.practice, caseload.today),
        working_days_total=ladder.total_working_days,
        closed=escalation.closed_on,
        outcome=escalation.outcome,
        clock=duty.clock if duty else None,
        days=duty.days if duty else 0,
        working_days=duty.working_days if duty else 0,
        working_days_warn=ladder.warn_working_days,
        next_step=f"then {following.name}" if following else "",
        stage_person=stage.person if stage and stage.person != stage.name else "",
    )


def _good_practice(caseload: Caseload, alert: reads.GoodPracticeRecord) -> EscalationLine:
    return EscalationLine(
        who_of(caseload, alert.child_id),
        escalation_id=alert.id,
        kind="good_practice",
        issue=alert.issue,
        stage="",
        stage_name="",
        person="",
        raised=alert.raised_on,
        reply_due=None,
        working_days_used=0,
        working_days_total=0,
        closed=alert.closed_on,
        outcome=None,
        clock=None,
    )


# The list


def _heading(row: EscalationLine, _today: date, _closed: bool | None) -> str:
    if row.closed:
        return f"Closed in {row.closed.year}"
    if row.kind == "good_practice":
        return "Good practice"
    return f"{row.stage_name} · {row.stage_person}" if row.stage_person else row.stage_name


def _used(row: EscalationLine) -> Used | None:
    """None where nothing is counted, or nothing has been used."""
    if row.kind != "dispute" or not row.working_days_total or not row.working_days_used:
        return None
    return Used(row.working_days_used, row.working_days_total, row.working_days_warn)


COLUMNS: tuple[Column[EscalationLine], ...] = (
    Column("reply", "Reply by", DAY, lambda row: row.closed or row.reply_due, 10),
    *clock_columns(lambda row: Settled(row.outcome or "closed") if row.closed else row),
    *child_column(),
    Column("issue", "Issue", TEXT, width=14, flex=True, json="issue", means="what it is about"),
    Column("person", "Who answers", TEXT, width=18, flex=True, from_width=97, json="person", means="who must answer"),
    Column("used", "Days used", USED, _used, 11, sort=lambda row: -row.working_days_used),
    Column("raised", "Raised", DAY, width=10, from_width=108, tone=QUIET, printed=False, json="raised",
           means="the day it was raised"),
    Column("next", "Next step", TEXT, lambda row: row.next_step, 18, from_width=130, tone=QUIET, printed=False,
           json="next_step", means="the stage that comes if the answer does not satisfy"),
    only_data("rag", "the child's RAG", lambda row: row.who.rag),
    only_data("escalation_id", "names it"),
    only_data("kind", "`dispute` or `good_practice`"),
    only_data("stage", "the id of its stage", lambda row: row.stage or None),
    only_data("stage_name", "its stage in words", lambda row: row.stage_name or None),
    only_data("stage_person", "who answers at this stage by the practice", lambda row: row.stage_person or None),
    only_data("reply_due", "by when the reply is due"),
    only_data("working_days_used", "how many of the working days are used"),
    only_data("working_days_total", "how many there are in all"),
    only_data("working_days_warn", "from how many on there is a warning"),
    only_data("closed", "the day it was closed"),
    only_data("outcome", "how it ended"),
)  # fmt: skip

ESCALATIONS = List(
    id="escalations",
    title="Escalations",
    help="open escalations",
    json="escalations",
    unit="escalations",
    reads=BY_THE_RULES,
    rows=escalations,
    kind="escalation_total",
    columns=COLUMNS,
    key=lambda row: row.escalation_id,
    heading=_heading,
    removes=lambda row: ("escalation", row.escalation_id),
    about=lambda row: row.escalation_id,
    views=(
        View(False, "Open escalations.", "No escalation is open.", "> shows those closed."),
        View(True, "Closed, the latest first.", "No escalation has been closed yet.", "> shows the open ones."),
    ),
    switch=Switch("closed", "--all", "closed ones too", on=None),
    hints=("escalate", "done_on", "open", "contact", "copy", "filter"),
    signs=(
        ("Days used", "a cell for each working day: █ used, · left; ▲ +3: three more than there are"),
        ("Reply by", "by when the one who must answer has to"),
    ),
)
