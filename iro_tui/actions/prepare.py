"""What is ready before a review: talks, reports, plans, offers, papers out and back. Source: reference 4.2."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine

from iro_tui.actions import notes
from iro_tui.actions.held import looked_after
from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.checks import one_of
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.calendar import age_on
from iro_tui.domain.duty_kinds import PREPARATION
from iro_tui.domain.vocabulary import PARTIES
from iro_tui.domain.words import amount_words, day_words
from iro_tui.store.reads import read_rows
from iro_tui.store.tables import ConsultationRow, ReviewRow
from iro_tui.store.work import Work, action
from iro_tui.text import clean

PEP_FROM, PATHWAY_FROM = 3, 16
PLANS = {
    "care_plan_received_on": "Care plan in",
    "pep_received_on": "PEP in",
    "health_plan_received_on": "Health plan in",
    "pathway_plan_received_on": "Pathway plan in",
}
READY = {
    "talked_on": "Talked with the social worker",
    "invited_on": "Invitations out",
    "report_on": "Social worker's report in",
    **PLANS,
}
"""What a day is kept of, in the order it is asked."""
OUT, BACK = "out", "back"
_SPOKEN = notes.Wording(
    "Spoken with the child",
    (
        "The IRO spoke with the child before the review ({alone}).",
        "Where: {where}.",
        "The IRO did not speak with the child before the review: {why_not}.",
    ),
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """How far a review is prepared. Days by the fields of `READY`; papers by party: out, or back."""

    days: Mapping[str, date | None] = field(default_factory=dict)
    spoken_on: date | None = None
    alone: bool | None = None
    where: str = ""
    why_not: str = ""
    advocate: bool | None = None
    visitor: bool | None = None
    interpreter: str = ""
    papers: Mapping[str, str] = field(default_factory=dict)


def prepared(connection: Connection, caseload: Caseload, child_id: str) -> Prepared:
    """How far the next review is prepared. Raises Refused for a child who is not looked after."""
    _, clocks = looked_after(caseload, child_id)
    row = next(iter(read_rows(connection, ReviewRow, id=[clocks.serving.id])), None) if clocks.serving else None
    asked = [name for name in READY if _is_asked(caseload, child_id, name)]
    if row is None:
        return Prepared(dict.fromkeys(asked))
    papers = read_rows(connection, ConsultationRow, review_id=[row.id])
    return Prepared(
        {name: getattr(row, name) for name in asked},
        row.spoken_on,
        row.spoken_alone,
        row.spoken_where or "",
        row.not_spoken_reason or "",
        row.advocate_offered,
        row.visitor_offered,
        row.interpreter or "",
        {paper.party: BACK if paper.returned_on else OUT for paper in papers},
    )


def timing(caseload: Caseload, child_id: str, known: Prepared) -> dict[str, str]:
    """For each thing with a limit: `by Tue 17 Nov` while it is awaited, then `in time` or `2 wd late`.

    The limits are counted from the booking, or from the review's limit while nothing is booked.
    """
    _, clocks = looked_after(caseload, child_id)
    day = clocks.next.booked or clocks.next.limit
    rules = {kind.column: kind.rule for kind in PREPARATION}
    said = {}
    for name, done in known.days.items():
        rule = rules.get("papers_on" if name in PLANS else name)
        if rule is None:
            continue
        limit = rule.limit(day, caseload.practice)
        if done is None:
            said[name] = f"by {day_words(limit, caseload.today)}"
        else:
            late = rule.calendar(caseload.practice).between(limit, done)
            said[name] = f"{late} wd late" if late > 0 else "in time"
    return said


def prepare(engine: Engine, caseload: Caseload, child_id: str, on: date, ready: Prepared) -> Changes:
    """Record how far the next review is prepared; what is new is of the day `on`, what was known keeps its own.

    Raises Refused: a day to come, parties that are none, nothing new.
    """
    _, clocks = looked_after(caseload, child_id)
    today = caseload.today
    if on > today:
        raise Refused(f"On is {day_words(on, today)}, which is to come: record it when it is done.")
    for party, state in ready.papers.items():
        one_of("Papers to", party, PARTIES)
        one_of(f"Papers to {party}", state, (OUT, BACK))
    where, why_not = clean(ready.where), clean(ready.why_not)
    with action(engine, "Prepare review") as work:
        before = prepared(work.connection, caseload, child_id)
        if ready == before:
            raise Refused("Nothing was changed: all of it is on record already.")
        values: dict[str, Any] = {name: day for name, day in ready.days.items() if name in READY}
        values |= {
            "papers_on": _papers_on(values) or (clocks.serving.papers_on if clocks.serving else None),
            "spoken_on": ready.spoken_on,
            "spoken_alone": ready.alone,
            "spoken_where": where or None,
            "not_spoken_reason": why_not or None,
            "advocate_offered": ready.advocate,
            "visitor_offered": ready.visitor,
            "interpreter": clean(ready.interpreter) or None,
        }
        review_id = clocks.serving.id if clocks.serving else work.add(ReviewRow(child_id=child_id, follow_record=True))
        work.change(ReviewRow, review_id, **values)
        _papers(work, child_id, review_id, on, ready.papers)
        if ready.spoken_on != before.spoken_on or why_not != before.why_not:
            said: dict[str, str | date | None] = {
                "alone": ("alone" if ready.alone else "not alone") if ready.spoken_on else None,
                "where": where,
                "why_not": why_not,
            }
            notes.leave_all(work, caseload, [_SPOKEN.note(child_id, said, ready.spoken_on)])
        done = sum(day is not None for day in ready.days.values())
        spoken = ", child spoken to" if ready.spoken_on else ""
        ref = caseload.children[child_id].ref
        work.sentence = f"{ref}: {amount_words(done, 'things')} ready of {len(ready.days)}{spoken}."
    return Changes.of(work.result)


def _is_asked(caseload: Caseload, child_id: str, name: str) -> bool:
    """PEP and pathway plan are asked by age."""
    born = caseload.children[child_id].born
    age = age_on(born, caseload.today) if born else None
    from_age = {"pep_received_on": PEP_FROM, "pathway_plan_received_on": PATHWAY_FROM}.get(name, 0)
    return age is None or age >= from_age


def _papers_on(values: Mapping[str, Any]) -> date | None:
    """The day the last of the plans came in; None while one is missing."""
    days = [values[name] for name in PLANS if name in values]
    return max(days) if days and all(days) else None


def _papers(work: Work, child_id: str, review_id: str, on: date, papers: Mapping[str, str]) -> None:
    there = {row.party: row for row in read_rows(work.connection, ConsultationRow, review_id=[review_id])}
    for party, state in papers.items():
        row = there.get(party)
        returned = on if state == BACK else None
        if row is None:
            work.add(
                ConsultationRow(child_id=child_id, review_id=review_id, party=party, sent_on=on, returned_on=returned)
            )
        elif (row.returned_on is None) != (returned is None):
            work.change(ConsultationRow, row.id, returned_on=returned)
