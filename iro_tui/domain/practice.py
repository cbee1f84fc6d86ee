"""A practice: the limits, stages, people told and lists that one service works by, typed and validated.

`practice_sections` and `practice_beside` declare each setting, `practice_file` reads one from a TOML file's tables.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from typing import Any

from iro_tui.domain.calendar import WorkingCalendar
from iro_tui.domain.practice_beside import Conferences, Court
from iro_tui.domain.practice_sections import (
    CAFCASS,
    Adoption,
    AllocationLimits,
    CalledWords,
    CaseloadRange,
    Checklist,
    Clock,
    Days,
    EscalationLadder,
    FigureAims,
    MidpointLimits,
    Participation,
    PreparationLimits,
    RagRules,
    Record,
    ReviewLimits,
    Routines,
    Surveys,
)
from iro_tui.domain.practice_setting import PracticeSetting


@dataclass(frozen=True)
class Practice:
    """All settings of one service."""

    name: str = "statutory"
    title: str = "Statute and national guidance"
    reviews: ReviewLimits = field(default_factory=ReviewLimits)
    adoption: Adoption = field(default_factory=Adoption)
    preparation: PreparationLimits = field(default_factory=PreparationLimits)
    record: Record = field(default_factory=Record)
    midpoint: MidpointLimits = field(default_factory=MidpointLimits)
    rag: RagRules = field(default_factory=RagRules)
    escalation: EscalationLadder = field(default_factory=EscalationLadder)
    allocation: AllocationLimits = field(default_factory=AllocationLimits)
    conferences: Conferences = field(default_factory=Conferences)
    court: Court = field(default_factory=Court)
    checklist: Checklist = field(default_factory=Checklist)
    clock: Clock = field(default_factory=Clock)
    caseload: CaseloadRange = field(default_factory=CaseloadRange)
    participation: Participation = field(default_factory=Participation)
    days: Days = field(default_factory=Days)
    routines: Routines = field(default_factory=Routines)
    surveys: Surveys = field(default_factory=Surveys)
    figures: FigureAims = field(default_factory=FigureAims)
    words: CalledWords = field(default_factory=CalledWords)
    based_on: str = ""
    """The practice that this one starts from; empty: the statutory one."""
    sources: tuple[tuple[str, str], ...] = ()
    """Where the value of a setting comes from, by its key."""
    spans: tuple[tuple[date, Practice], ...] = field(default=(), repr=False, compare=False)
    """The practices of the service in order, each with the first day it is in force; empty: this one always was."""

    def on(self, day: date) -> Practice:
        """The practice that was, or will be, in force on a day; before all of them the first."""
        if not self.spans:
            return self
        return self.spans[max(0, bisect_right(self.spans, day, key=_first_day) - 1)][1]

    def between(self, first: date, last: date) -> tuple[Practice, ...]:
        """The practices that were, or will be, in force from a day to a day, in order."""
        later = (practice for since, practice in self.spans if first < since <= last)
        return (self.on(first), *later)

    def source_of(self, key: str) -> str:
        """Where the value of a setting comes from; empty where nobody said."""
        return dict(self.sources).get(key, "")

    @cached_property
    def law(self) -> Practice:
        """The same service by the law and national guidance alone; bank holidays proclaimed since are law too."""
        return Practice(days=Days(bank_holidays=self.days.bank_holidays))

    @cached_property
    def limits(self) -> dict[tuple[object, date], date]:
        """The limits that were worked out by it, by the rule and the day it was counted from: these never change."""
        return {}

    @cached_property
    def statutory(self) -> WorkingCalendar:
        """The calendar of the regulations."""
        return WorkingCalendar(self.days.bank_holidays)

    @cached_property
    def office(self) -> WorkingCalendar:
        """The calendar of the service's own clocks: its closures are not worked either."""
        return WorkingCalendar((*self.days.bank_holidays, *self.days.closures))

    def warnings(self) -> tuple[str, ...]:
        """A sentence for each value laxer than the law or guidance, naming it. Such values are used all the same."""
        sentences: list[str] = []
        sentences += [
            f"{key} is {value}, laxer than {spec.law}, which asks {default} ({spec.says})."
            for key, spec, value, default in self.settings()
            if is_laxer(spec, value, default)
        ]
        sentences += [
            f"days.bank_holidays has {day.isoformat()}: limits of the regulations will not count it; "
            "CPPCR reg 2 leaves out bank holidays only, so make sure that it is one."
            for day in self.days.bank_holidays
        ]
        ladder = self.escalation
        together = sum(stage.working_days or 0 for stage in ladder.stages if stage.formal and stage.id != CAFCASS)
        if together > ladder.total_working_days:
            sentences.append(
                f"escalation.stages: the formal stages take {together} working days together, more than "
                f"escalation.total_working_days, which is {ladder.total_working_days}."
            )
        return tuple(sentences)

    def settings(self) -> Iterable[tuple[str, PracticeSetting, Any, Any]]:
        """Every setting in order: key, what it means, its value here, its default."""
        for section in SECTIONS:
            part = getattr(self, section)
            for item in fields(part):
                yield (
                    f"{section}.{item.name}",
                    item.metadata["setting"],
                    getattr(part, item.name),
                    item.default,
                )


def is_laxer(spec: PracticeSetting, value: Any, default: Any) -> bool:
    """Whether a value is laxer than the law or guidance that its default comes from."""
    if not spec.law or value == default:
        return False
    return bool(value < default if spec.fewer_is_laxer else value > default)


HEAD = ("name", "title", "based_on")
"""What stands before the sections of a file, as text."""
SECTIONS = tuple(item.name for item in fields(Practice) if item.name not in (*HEAD, "sources", "spans"))


def in_force(spans: Iterable[tuple[date, Practice]], today: date) -> Practice:
    """The practice in force today, which knows those before and after it (`Practice.on`); the statutory one for none.

    `spans` are practices by the first day each is in force. What began under one is judged by it. Whether a day is
    worked is told by the practice that is in force on it, whatever clock counts the day.
    """
    in_order = tuple(sorted(spans, key=_first_day))
    if len(in_order) < 2:
        return in_order[0][1] if in_order else Practice()
    ends = [first for first, _ in in_order[1:]]
    begins = [date.min, *ends]

    def worked(kind: str) -> tuple[date, ...]:
        """The days of this kind of all practices, each while it is in force."""
        each = zip(in_order, begins, [*ends, date.max], strict=True)
        return tuple(d for (_, p), first, end in each for d in sorted(getattr(p.days, kind)) if first <= d < end)

    now = in_order[max(0, bisect_right(in_order, today, key=_first_day) - 1)][1]
    return replace(now, days=Days(worked("bank_holidays"), worked("closures")), spans=in_order)


def _first_day(span: tuple[date, Practice]) -> date:
    return span[0]
