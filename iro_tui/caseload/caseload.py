"""All cases of a store as they stand on a day, read once and shared by every list until something changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from iro_tui.caseload.counted import SOON_DAYS
from iro_tui.caseload.of_each import OfEach, of_each
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.allocation import Carried, Whose, carried, whose
from iro_tui.domain.as_at import as_at, facts_at
from iro_tui.domain.care_status import left_care_on
from iro_tui.domain.case import Case, Review
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.colleagues import FULL_TIME, MANAGERS, OFFICER, Colleague
from iro_tui.domain.duties import duties_of
from iro_tui.domain.duty import Duty
from iro_tui.domain.exchanged import (
    NOTHING,
    Exchanged,
    OverCovers,
    SendOn,
    covers_over,
    exchange_duties,
    over_duties,
    send_on_duties,
    to_send_on,
)
from iro_tui.domain.folding import Folded, folded
from iro_tui.domain.history import HISTORY, without_history
from iro_tui.domain.near_reviews import held_as_one
from iro_tui.domain.own_time import ALL_WEEK, OwnTime
from iro_tui.domain.paperwork import InTime, in_time
from iro_tui.domain.practice import Practice
from iro_tui.store import entries, facts, reads
from iro_tui.store.connection import Connection
from iro_tui.store.dated import child_at, newest_day
from iro_tui.store.own import read_colleagues, read_exchanged, read_own_person, read_own_role, read_own_time

_T = TypeVar("_T")

NOBODY = "nobody"
"""Who has a case that no IRO holds."""


class Counts(NamedTuple):
    """Duties over the whole caseload."""

    overdue: int
    """Late, and not folded into what it follows from."""
    by_law: int
    """Of these those whose limit is the law's."""
    unbooked: int
    """Reviews due within `SOON_DAYS` without a booking, but for those of which only the last one's day is asked."""


@dataclass(frozen=True)
class Caseload:
    """The children and their cases, keyed by the store's key of the child; children and cases in order of reference."""

    today: date
    practice: Practice
    children: Mapping[str, reads.ChildRecord]
    cases: Mapping[str, Case]
    """Without the history of what is over: `whole` has it."""
    workers: Mapping[str, reads.Workers]
    unfiled: int
    """Case notes not yet on the council's system."""
    own_tasks: Case
    """The tasks that concern no child."""
    good_practice: tuple[reads.GoodPracticeRecord, ...] = ()
    """Good-practice alerts."""
    own_time: OwnTime = ALL_WEEK
    """When the officer works, and is away."""
    own: str | None = None
    """Who of the service the officer is, by key; None for one who works alone."""
    role: str = OFFICER
    """Whose store it is: an officer's, or that of one of `MANAGERS`, who has everybody's children in view."""
    authors: Mapping[str, str] = field(default_factory=dict)
    """In a manager's store by child the colleague who put it on record."""
    colleagues: Mapping[str, Colleague] = field(default_factory=dict)
    """The people of the service by key, in order of name, the officer among them."""
    exchanged: Exchanged = NOTHING
    """What waits between the officer and colleagues."""
    seen: int = 0
    """The number of the last operation when this was read: what `action(seen=…)` asks for."""
    until: date | None = None
    """Today, where something on record happened later: that is left out. None where nothing did."""

    @classmethod
    def read(cls, connection: Connection, practice: Practice, today: date) -> Caseload:
        """Everything, of every child, by the end of the day."""
        role = read_own_role(connection)
        until = today if _is_later(newest_day(connection), today) else None
        children = reads.read_children(connection)
        return cls(
            today=today,
            practice=practice,
            children=_children_at(children, today) if until else children,
            cases=_read_cases(connection, None, until),
            workers=reads.read_workers(connection, until=until),
            unfiled=reads.count_unfiled(connection, until),
            own_tasks=as_at(facts.read_own_tasks(connection), today),
            good_practice=reads.read_good_practice(connection, today),
            own_time=read_own_time(connection),
            own=read_own_person(connection),
            role=role,
            authors=reads.read_authors(connection) if role in MANAGERS else {},
            colleagues=read_colleagues(connection),
            exchanged=read_exchanged(connection),
            seen=entries.last_operation(connection),
            until=until,
        )

    def renewed(self, connection: Connection, touched: entries.Touched) -> Caseload:
        """The caseload of the same day and practice after what was touched since `seen`.

        Only the children touched are read and derived again: the duties of a case depend on nothing but the case, so
        what is shared is what reading everything would give.
        """
        ids, until, fresh = touched.child_ids, self.until, dict[str, Any](seen=touched.last)
        if (read_own_person(connection), read_own_role(connection)) != (self.own, self.role):
            return Caseload.read(connection, self.practice, self.today)
        if ids:
            if until is None and _is_later(newest_day(connection, ids), self.today):
                return Caseload.read(connection, self.practice, self.today)
            read = _children_at(reads.read_children(connection, ids), self.today)
            children = _in_order(_without(self.children, ids) | read)
            cases = _without(self.cases, ids) | _read_cases(connection, ids, until)
            fresh["children"] = children
            fresh["cases"] = {child_id: cases[child_id] for child_id in children}
            fresh["authors"] = reads.read_authors(connection) if self.manages else {}
            fresh["workers"] = _without(self.workers, ids) | reads.read_workers(connection, ids, until)
        if "case_note" in touched.tables:
            fresh["unfiled"] = reads.count_unfiled(connection, until)
        if touched.tables & {"hand_over", "difference", "person", "case_note"}:
            only_notes = not touched.tables & {"hand_over", "difference", "person"}
            exchanged = read_exchanged(connection, self.exchanged if only_notes else None)
            fresh |= {"exchanged": exchanged} if exchanged != self.exchanged else {}
        if touched.childless:
            fresh["own_tasks"] = as_at(facts.read_own_tasks(connection), self.today)
        if "away" in touched.tables:
            fresh["own_time"] = read_own_time(connection)
        if touched.tables & {"away", "person"}:
            fresh["colleagues"] = read_colleagues(connection)
        if touched.tables & {"child", "escalation"}:
            fresh["good_practice"] = reads.read_good_practice(connection, self.today)
        new = replace(self, **fresh)
        # What would be worked out again for everybody.
        of_nobody = {""} if _concerns_nobody(touched) or "exchanged" in fresh else set()
        for each in of_each(Caseload):
            each.renew(self, new, ids | of_nobody)
        vars(new)["_histories"] = {name: _without(of_child, ids) for name, of_child in self._histories.items()}
        return new

    def whole(
        self, connection: Connection, child_ids: Iterable[str] | None = None, *, only: Sequence[str] = HISTORY
    ) -> Caseload:
        """The same caseload with the whole case of these children, or of all; `only` names parts of the history.

        What was read once stays with it until its child is touched.
        """
        ids = [*self.cases] if child_ids is None else [child_id for child_id in child_ids if child_id in self.cases]
        for name in only:
            kept = self._histories[name]
            if unread := [child_id for child_id in ids if child_id not in kept]:
                read = facts.read_history(connection, name, unread if len(unread) < len(self.cases) else None)
                for child_id in unread:
                    there = tuple(read.get(child_id, ()))
                    kept[child_id] = facts_at(there, self.until) if self.until else there
        cases = dict(self.cases)
        for child_id in ids:
            cases[child_id] = cases[child_id].but(**{name: self._histories[name][child_id] for name in only})
        new = replace(self, cases=cases)
        vars(new).update({name: value for name, value in vars(self).items() if name not in vars(new)})
        # Standing, clocks and rating are the same with the history as without.
        seen = {
            child_id: self.on_day[child_id].of_whole(cases[child_id]) for child_id in ids if child_id in self.on_day
        }
        vars(new)["on_day"] = self.on_day | seen
        return new

    @cached_property
    def _histories(self) -> dict[str, dict[str, tuple[Any, ...]]]:
        """What was read of the history, by field, then by child."""
        return {name: {} for name in HISTORY}

    def off(self, day: date) -> str:
        """Why a day is not worked: `a Saturday`, `a bank holiday`, `your leave`; empty where it is."""
        if day.weekday() >= 5:
            return "a Saturday" if day.weekday() == 5 else "a Sunday"
        if not self.practice.statutory.is_working_day(day):
            return "a bank holiday"
        return self.own_time.off(day) if self.practice.office.is_working_day(day) else "the office is shut"

    def require_children(self, child_ids: Iterable[str], *, kept: bool = False) -> None:
        """Raises Refused: a row that is about no child, a child who is not on record any more, or with `kept` one whom
        a colleague has now, who is only shown here."""
        for child_id in child_ids:
            if not child_id:
                raise Refused("A task of your own is about no child: choose rows of children only.")
            if child_id not in self.children:
                raise Refused("The child is not on record any more: go back to the list. Nothing was changed.")
            if kept and not self.whose[child_id].counts:
                ref, words = self.children[child_id].ref, self.holder_words(child_id)
                raise Refused(f"{ref} is {words}: it is only shown here. Nothing was changed.")

    def not_looked_after(self, child_id: str) -> str:
        """Of a child who is not looked after, why not, in a sentence: `has left care`, or `is not looked after`."""
        left = left_care_on(self.cases[child_id], self.today)
        return "has left care" if left and left <= self.today else "is not looked after"

    def derive(self) -> None:
        """Work out now what every list is going to ask for."""
        _ = self.status, self.duties

    def _open(self) -> Iterator[str]:
        """Those on the caseload: not closed, and not a colleague's who is not covered for."""
        return (id_ for id_, child in self.children.items() if child.closed_on is None and self.whose[id_].counts)

    def _whose(self, child_id: str) -> Whose:
        return whose(self.cases[child_id], None if self.manages else self.own, self.today)

    def _case_on_day(self, child_id: str) -> CaseOnDay:
        return CaseOnDay(self.cases[child_id], self.practice, self.today)

    def _duties_of(self, child_id: str) -> tuple[Duty, ...]:
        return duties_of(self.on_day[child_id]) if child_id else self._own_duties()

    def _folds_of(self, child_id: str) -> dict[str, Folded]:
        return folded(self.duties[child_id])

    def _in_time_of(self, child_id: str) -> InTime:
        return in_time(self.on_day.get(child_id) or self._case_on_day(child_id))

    def _counts_of(self, child_id: str) -> Counts:
        folds = self.folds.get(child_id, ())
        standing = [duty for duty in self.duties[child_id] if duty.id not in folds]
        late = [duty for duty in standing if duty.days < 0]
        return Counts(
            overdue=len(late),
            by_law=sum(duty.weight == "law" for duty in late),
            unbooked=sum(duty.is_review and duty.booked is None and duty.days <= SOON_DAYS for duty in standing),
        )

    def _own_duties(self) -> tuple[Duty, ...]:
        view = CaseOnDay(self.own_tasks, self.practice, self.today)
        here = {key: n for key, n in self.exchanged.differing.items() if key in self.whose and self.whose[key].counts}
        over = over_duties(view, self.covers_over, self.colleagues)
        on = send_on_duties(view, self.send_on, self.colleagues)
        return (*duties_of(view), *over, *on, *exchange_duties(view, replace(self.exchanged, differing=here)))

    @cached_property
    def covers_over(self) -> tuple[OverCovers, ...]:
        """The covers between the officer and a colleague that are over, and what was done in them is not back yet."""
        going_on = {key: self.cases[key] for key, child in self.children.items() if child.closed_on is None}
        return tuple(covers_over(going_on, None if self.manages else self.own, self.exchanged, self.today))

    @cached_property
    def send_on(self) -> tuple[SendOn, ...]:
        """What was done here of children whom a colleague has for good, or again, and is to be sent after them."""
        return tuple(to_send_on(self.whose, self.exchanged)) if self.exchanged.not_there else ()

    whose = OfEach(_whose, lambda self: self.children)
    """Whose each case is; to a manager all are in view, and `carried` says who has them."""
    on_day = OfEach(_case_on_day, _open)
    """Every case that is not closed, in view of the rules: what one list derives the others find ready."""
    duties = OfEach(_duties_of, lambda self: (*self.on_day, ""))
    """Every duty, by child; those that concern no child stand under the empty key."""
    folds = OfEach(_folds_of, lambda self: self.on_day)
    """What is folded into another row of the same child, by id."""
    in_time = OfEach(_in_time_of, lambda self: self.cases)
    """How many reviews were held, and their records written, in time: also of those who left."""
    _counts = OfEach(_counts_of, lambda self: self.duties)

    @cached_property
    def status(self) -> dict[str, str]:
        """The status of every child on the caseload; a child who is not on it has no entry."""
        return {child_id: case.status for child_id, case in self.on_day.items() if case.status}

    def held_as_one(self, child_id: str) -> tuple[Review, ...]:
        """A child's reviews held, as their records are followed: one that was held in two meetings is one."""
        view = self.on_day.get(child_id)
        return view.held_as_one if view else held_as_one(self.cases[child_id])

    @cached_property
    def carried(self) -> dict[str, Carried]:
        """Who of the service has each case that is open; nobody while its IRO is still to be named."""
        unnamed = {id_ for id_, duties in self.duties.items() if any(duty.kind == "iro_allocation" for duty in duties)}
        authors = {child_id: person for child_id, person in self.authors.items() if child_id not in unnamed}
        return {
            child_id: carried(view.case, self.own, self.today, authors.get(child_id, ""))
            for child_id, view in self.on_day.items()
        }

    @property
    def manages(self) -> bool:
        """Whether this is a manager's store: everybody's children, looked at; what is done to them is allocation."""
        return self.role in MANAGERS

    def only(self, child_ids: Collection[str]) -> Caseload:
        """The same with these children alone, as on the caseload of one IRO; nothing is derived again."""
        ids = frozenset(child_ids)
        fewer = replace(
            self,
            children={key: child for key, child in self.children.items() if key in ids},
            cases={key: case for key, case in self.cases.items() if key in ids},
            workers={key: workers for key, workers in self.workers.items() if key in ids},
            good_practice=tuple(alert for alert in self.good_practice if alert.child_id in ids),
        )
        vars(fewer)["on_day"] = {key: view for key, view in self.on_day.items() if key in ids}
        vars(fewer)["duties"] = {key: duties for key, duties in self.duties.items() if key in ids} | {"": ()}
        vars(fewer)["_histories"] = self._histories
        return fewer

    @property
    def own_range(self) -> tuple[int, int]:
        """How many children the officer should have: those of somebody full time, or the officer's part of them; in a
        manager's store those of all who hold some."""
        own, limits = self.colleagues.get(self.own or ""), self.practice.caseload
        part = self.posts if self.manages else own.part if own else FULL_TIME
        return round(limits.low * part), round(limits.high * part)

    @cached_property
    def posts(self) -> float:
        """The full-time equivalents of those who hold the children of a manager's store, as the figures count them."""
        holders = {self.carried[child_id].holder for child_id in self.status} - {""}
        return sum(self.colleagues[key].part if key in self.colleagues else FULL_TIME for key in holders)

    def holder_words(self, child_id: str) -> str:
        """Of a case that a colleague holds or covers: `covered for D. Hughes until Fri 4 Dec`; empty for one's own.

        To a manager of every open case: `with D. Hughes`.
        """
        if self.manages and child_id in self.carried:
            return self.carried[child_id].words(self.colleagues, self.today)
        return self.whose[child_id].words(self.colleagues, self.today)

    def iros_of(self, child_id: str) -> tuple[str, ...]:
        """In a manager's store who holds and who covers an open case, by name, or `nobody`; nothing elsewhere."""
        if not self.manages or child_id not in self.on_day:
            return ()
        return tuple(map(self.name_of, self.carried[child_id].by)) or (NOBODY,)

    def name_of(self, person: str) -> str:
        """What somebody of the service is called."""
        return self.colleagues[person].name if person in self.colleagues else "a colleague"

    @cached_property
    def counts(self) -> Counts:
        """What the top line of Today counts."""
        return self.counts_of(self.duties)

    def counts_of(self, child_ids: Iterable[str]) -> Counts:
        """The same of some children."""
        of_each = [self._counts[child_id] for child_id in child_ids if child_id in self._counts]
        return Counts(*map(sum, zip((0, 0, 0), *of_each, strict=True)))


def _concerns_nobody(touched: entries.Touched) -> bool:
    """Whether what is asked of the officer beside the children may be another: also by who holds and covers them."""
    return touched.childless or bool(touched.tables & {"allocation", "child"})


def _without(of_child: Mapping[str, _T], ids: Collection[str]) -> dict[str, _T]:
    return {child_id: value for child_id, value in of_child.items() if child_id not in ids}


def _in_order(children: Mapping[str, reads.ChildRecord]) -> dict[str, reads.ChildRecord]:
    """In the order in which reading everything gives them."""
    return dict(sorted(children.items(), key=lambda item: item[1].ref))


def _is_later(newest: date | None, day: date) -> bool:
    return newest is not None and newest > day


def _read_cases(connection: Connection, ids: Collection[str] | None, until: date | None) -> dict[str, Case]:
    """The cases without their history, as they were at the end of a day where something on record is later."""
    if ids is None and until is None:
        return facts.read_open_cases(connection)
    cases = facts.read_cases(connection, ids)
    return {child_id: without_history(as_at(case, until) if until else case) for child_id, case in cases.items()}


def _children_at(children: Mapping[str, reads.ChildRecord], day: date) -> dict[str, reads.ChildRecord]:
    return {child_id: child_at(child, day) for child_id, child in children.items()}
