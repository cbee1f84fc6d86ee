"""Who the children are: the Header, dates of birth wherever they stand, UASC, times missing, social workers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, field
from datetime import date

from iro_tui.domain import codes
from iro_tui.domain.words import year_of_words
from iro_tui.exchange.complaints import Complaints, Row
from iro_tui.exchange.extract import ChildFacts, HealthFact, MissingFact, WorkerFact, intake_of
from iro_tui.exchange.ssda903 import words
from iro_tui.exchange.ssda903.births import Births, why_not_born
from iro_tui.exchange.ssda903.cells import code_in, day_in, end_in
from iro_tui.stopping import heed

_SEX = {"1": "M", "1.0": "M", "2": "F", "2.0": "F", "M": "M", "F": "F", "U": "U"}
_FLAG = {"1": True, "1.0": True, "0": False, "0.0": False}
_CHECKS = {
    "HEALTH_ASSESSMENT": "assessment",
    "TEETH_CHECK": "dental_check",
    "IMMUNISATIONS": "immunisations",
    "HEALTH_CHECK": "development_check",
    "SUBSTANCE_MISUSE": "substance_misuse",
    "CONVICTED": "convicted",
    "INTERVENTION_RECEIVED": "intervention_received",
    "INTERVENTION_OFFERED": "intervention_offered",
}
_MOST_SDQ = 40


_IDENTITY = {"SEX": "sex", "ETHNIC": "ethnicity", "MOTHER": "parent"}


@dataclass(slots=True)
class People:
    """The children met so far, in the order they were met, and where each was first met."""

    today: date
    complaints: Complaints
    births: Births = field(default_factory=Births)
    children: dict[str, ChildFacts] = field(default_factory=dict)
    first_row: dict[str, Row] = field(default_factory=dict)
    in_header: set[str] = field(default_factory=set)
    _seen: set[tuple[tuple[int, str], str, str]] = field(default_factory=set)

    def child(self, row: Row) -> ChildFacts:
        """The child of a row, begun if not met before."""
        heed()
        ref = row.get("CHILD")
        child = self.children.get(ref)
        if child is None:
            child = self.children[ref] = ChildFacts(ref)
            self.first_row[ref] = row
            if ref in self.births.of:
                child.born, told_by = self.births.of[ref]
                child.where["born"] = told_by.where
        return child

    def add_header(self, rows: Iterable[Row]) -> None:
        """The Header rows, earliest return first: a later one overrules, but its blanks do not."""
        last_row: dict[str, Row] = {}
        for row in rows:
            child = self.child(row)
            self.in_header.add(child.ref)
            new = self._identity(row)
            differing = []
            for column, name in _IDENTITY.items():
                if new[name] is None:
                    continue
                if getattr(child, name) not in (None, new[name]):
                    differing.append(column)
                setattr(child, name, new[name])
            if differing:
                # The values are not repeated here: the row shows the one used, and the field names say which.
                value = f"{child.ref}: {', '.join(differing)}"
                self.complaints.differ(last_row.get(child.ref), row, words.HEADER_DIFFERS, "CHILD", value)
            last_row[child.ref] = row

    def _identity(self, row: Row) -> dict[str, object]:
        sex = code_in(row, "SEX", _SEX, self.complaints)
        if not row.get("DOB"):
            self.complaints.about(row, words.NO_DOB, "DOB")
        self._check_birth(row)
        parent = code_in(row, "MOTHER", _FLAG, self.complaints)
        return {
            "sex": _SEX[sex] if sex else None,
            "ethnicity": code_in(row, "ETHNIC", codes.ETHNICITY, self.complaints),
            "parent": _FLAG[parent] if parent else None,
        }

    def _check_birth(self, row: Row) -> None:
        born = day_in(row, "DOB", self.complaints)
        message = None if born is None else why_not_born(born, self.today)
        if message:
            self.complaints.about(row, message, "DOB")

    def meet(self, row: Row) -> ChildFacts:
        """The child of a row outside the Header."""
        child = self.child(row)
        text = row.get("DOB")
        # Once for each file and child: one slip would otherwise be told for every review.
        if text and (row.source, child.ref, text) not in self._seen:
            self._seen.add((row.source, child.ref, text))
            self._check_birth(row)
        return child

    def add_uasc(self, rows: Iterable[Row]) -> None:
        """Everyone in the table is or was an unaccompanied child; the rest of the Header is not."""
        for ref in self.in_header:
            self.children[ref].uasc = False
        last_row: dict[str, Row] = {}
        for row in rows:
            child = self.meet(row)
            until = day_in(row, "DUC", self.complaints)
            if child.uasc_until is not None and until is not None and until != child.uasc_until:
                self.complaints.differ(last_row.get(child.ref), row, words.UASC_DIFFERS, "DUC")
            child.uasc, child.uasc_until = True, until or child.uasc_until
            if until:
                last_row[child.ref] = row
                child.where["uasc_until"] = row.where

    def add_missing(self, rows: Iterable[Row]) -> None:
        """Times missing (M) or away without authorisation (A)."""
        facts: dict[tuple[str, date], MissingFact] = {}
        last_row: dict[tuple[str, date], Row] = {}
        for row in rows:
            child = self.meet(row)
            kind = row.get("MISSING").upper()
            if kind not in codes.MISSING:
                self.complaints.about(row, words.NO_MISSING_KIND, "MISSING")
                continue
            start = self._start(row, "MIS_START", words.NO_MISSING_START)
            if start is None:
                continue
            end = end_in(row, "MIS_END", start, self.today, self.complaints)
            fact = MissingFact(kind, start, end, row.where, row.where if end else "")
            before = facts.get((child.ref, start))
            if before is not None and (before.kind != fact.kind or before.ended not in (None, fact.ended)):
                self.complaints.differ(last_row[child.ref, start], row, words.MISSING_DIFFERS, "MIS_START")
            facts[child.ref, start], last_row[child.ref, start] = fact, row
        for (ref, _), missing in sorted(facts.items(), key=lambda item: item[0][1]):
            self.children[ref].missing.append(missing)

    def add_health(self, rows: Iterable[Row]) -> None:
        """OC2: yes or no for the year of its return, never a day; of two rows for one year the later counts."""
        facts: dict[tuple[str, int], HealthFact] = {}
        for row in rows:
            year = year_of_words(intake_of(row.where).rpartition(" ")[2])
            if year is None:
                continue
            child = self.meet(row)
            fact = self._health(row, year)
            if any(value not in (None, year, row.where) for value in astuple(fact)):
                facts[child.ref, year] = fact
        for (ref, _), fact in sorted(facts.items()):
            self.children[ref].health.append(fact)

    def _health(self, row: Row, year: int) -> HealthFact:
        """What a row of OC2 says; what it says in other words is told."""
        checks = {name: _FLAG.get(row.get(column)) for column, name in _CHECKS.items()}
        score, reason = row.get("SDQ_SCORE").removesuffix(".0"), row.get("SDQ_REASON").upper()
        sdq = int(score) if score.isdecimal() and int(score) <= _MOST_SDQ else None
        why = reason if reason in codes.NO_SDQ else None
        for column, name in _CHECKS.items():
            if row.get(column) and checks[name] is None:
                self.complaints.about(row, words.NEITHER_YES_NOR_NO, column)
        if score and sdq is None:
            self.complaints.about(row, words.NO_SDQ_SCORE, "SDQ_SCORE")
        if reason and why is None:
            self.complaints.about(row, words.NO_SDQ_REASON, "SDQ_REASON")
        return HealthFact(year, **checks, sdq=sdq, sdq_reason=why, where=row.where)

    def add_workers(self, rows: Iterable[Row]) -> None:
        """Who is the social worker, and since when."""
        facts: dict[tuple[str, date], WorkerFact] = {}
        last_row: dict[tuple[str, date], Row] = {}
        for row in rows:
            child = self.meet(row)
            name = row.get("SW_ID")
            if not name:
                self.complaints.about(row, words.NO_WORKER, "SW_ID")
                continue
            start = self._start(row, "SW_DECOM", words.NO_WORKER_START)
            if start is None:
                continue
            end = end_in(row, "SW_DEC", start, self.today, self.complaints)
            fact = WorkerFact(name, start, end, row.where, row.where if end else "")
            before = facts.get((child.ref, start))
            if before is not None and (before.name != fact.name or before.ended not in (None, fact.ended)):
                self.complaints.differ(last_row[child.ref, start], row, words.WORKER_DIFFERS, "SW_ID")
            facts[child.ref, start], last_row[child.ref, start] = fact, row
        for (ref, _), worker in sorted(facts.items(), key=lambda item: item[0][1]):
            self.children[ref].workers.append(worker)

    def _start(self, row: Row, column: str, blank: str) -> date | None:
        start = day_in(row, column, self.complaints)
        if start is None:
            if not row.get(column):
                self.complaints.about(row, blank, column)
            return None
        if start > self.today:
            self.complaints.about(row, words.FUTURE_START, column)
            return None
        return start
