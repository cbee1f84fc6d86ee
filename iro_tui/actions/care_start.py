"""Since when a child is in care: the first day of the time of care that goes on, unknown so far or wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.checks import require_come
from iro_tui.actions.correcting import limits_moved
from iro_tui.actions.foreseen import with_writes
from iro_tui.actions.questions import Question, always, ask, questions_of
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.care_status import care_status
from iro_tui.domain.case import CarePeriod, Case, LegalStatus, Placement
from iro_tui.domain.counting import held_since
from iro_tui.domain.practice import Practice
from iro_tui.domain.timescales import RULES
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change

_SPELLS = ("legal_status", "placement")


@dataclass(frozen=True, slots=True)
class CareStartAnswers:
    """The first day of care."""

    since: date | None = ask("In care since", "day", lean="back", hint="the first day: 3/9/24", needed=always)


class CareStart(Action[CareStartAnswers]):
    id = "care_start"
    title = "In care since"
    words = "In care since: put the first day of care on record, start of being looked after, admission, or correct it"
    about = About.CHILD
    asks = CareStartAnswers
    offers = (Offer("facts", 94, "in care since: the first day", key="S"),)

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        """Raises Refused: a child who is not in care."""
        _period(scene)
        return questions_of(CareStartAnswers)

    def aside(self, scene: Scene) -> str:
        period = _period(scene)
        began = day_words(period.started, scene.today)
        return f"on record since {began}" if period.start_known else f"before {began}; the day is not on record"

    def plan(self, scene: Scene, answers: CareStartAnswers) -> Plan:
        period, since = _period(scene), answers.since or scene.today
        _require_possible(scene, period, since)
        writes = begun(scene.case, period, since, scene.practice)
        instead = f", not {day_words(period.started, scene.today)}" if period.start_known else ""
        put = f"{scene.called}: in care since {day_words(since, scene.today)}{instead}."
        return Plan(
            name="In care since",
            sentence=f"{put} {limits_moved(scene, with_writes(scene.case, writes))}".rstrip(),
            writes=writes,
        )


def _period(scene: Scene) -> CarePeriod:
    """The time of care that goes on. Raises Refused where none does."""
    care = care_status(scene.case, scene.practice, scene.today)
    if care is None or care.inferred:
        raise Refused(f"{scene.called} {scene.caseload.not_looked_after(scene.child_id)}.")
    return care.period


def _require_possible(scene: Scene, period: CarePeriod, since: date) -> None:
    """Raises Refused for a day on which this time of care cannot have begun."""
    case, today = scene.case, scene.today
    require_come("In care since", since, today, "give the first day")
    label = f"In care since is {day_words(since, today)}"
    if period.start_known and since == period.started:
        raise Refused("Nothing was changed: this is what is on record already.")
    if case.born and since < case.born:
        raise Refused(f"{label}, before the child was born: look at the year.")
    earlier = [p.ended for p in case.periods if p.id != period.id and p.ended and p.ended <= period.started]
    if earlier and since < max(earlier):
        raise Refused(f"{label}, before the time in care that ended on {day_words(max(earlier), today)}.")
    for what, day in _after(case, period, max(earlier, default=date.min)):
        if since > day:
            raise Refused(f"{label}, after {what} {day_words(day, today)}: look at the day.")


def _after(case: Case, period: CarePeriod, ended: date) -> Iterator[tuple[str, date]]:
    """What happened in this time of care, so that it had begun by then: in words, with its day."""
    if held := held_since(case.held_days, ended):
        yield "the review of", held[0]
    later = (s.started for table in _SPELLS for s in _spells(case, table) if s.started > period.started)
    if first := min(later, default=None):
        yield "an order or a placement began on", first
    if not period.start_known:
        yield "the child was in care by the record on", period.started


def _spells(case: Case, table: str) -> Sequence[LegalStatus | Placement]:
    return case.legal_statuses if table == "legal_status" else case.placements


def begun(case: Case, period: CarePeriod, since: date, practice: Practice) -> tuple[Change, ...]:
    """A time of care from its first day on, with what is on record as having begun with it.

    Reviews held before the record of it began may be missing, unless the first was not even due by then.
    """
    known_from = period.reviews_known_from or period.started
    missing = since < known_from and (case.last_held or RULES["rev1"].limit(since, practice) < known_from)
    first: dict[str, Any] = {
        "started": since,
        "start_known": True,
        "reviews_known_from": known_from if missing else None,
    }
    with_it = (
        Change(table, row.id, {"started": since, "start_known": row.start_known and period.start_known})
        for table in _SPELLS
        for row in _spells(case, table)
        if row.started == period.started
    )
    return (Change("care_period", period.id, first), *with_it)


ACTION = CareStart()
