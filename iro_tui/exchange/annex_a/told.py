"""What the lists of one extract tell of a child, and what successive extracts tell together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from iro_tui.domain import codes, protection
from iro_tui.domain.calendar import add_months, age_on, birthday
from iro_tui.exchange.annex_a import several, words
from iro_tui.exchange.annex_a.lists import LIST_5, LIST_6, LIST_7, LIST_8, LIST_9, LIST_10, ListSpec
from iro_tui.exchange.annex_a.meanings import code_of, ethnicity_of, plan_made, sex_of, yes_or_no
from iro_tui.exchange.annex_a.sheets import IN_DOUBT, NONE_HELD
from iro_tui.exchange.complaints import Complaints, Row
from iro_tui.exchange.dates import parse_day
from iro_tui.exchange.extract import (
    AuthorityFact,
    ChildFacts,
    ConferenceFact,
    ContactFact,
    LegalStatusFact,
    PeriodFact,
    PlacementFact,
    PlanFact,
    ReviewFact,
    Span,
    VisitFact,
    WorkerFact,
)
from iro_tui.exchange.ssda903.births import OLDEST
from iro_tui.exchange.succession import follow

MONTHS_COVERED = 6
"""The months before its day in which a child who ended still stands in the lists."""
FIRST_REVIEW_WITHIN = 3
"""Months after the start in which a blank last review says that none was held yet; after that it is not on record."""
_OF_A_REVIEW = ("REVIEW", "CANCELLED", "PARTICIPATION", NONE_HELD)
_ADULT = 18
LONGEST_EXPECTED = 9
"""Months ahead that a birth can be expected: a day of birth still to come, as lists of unborn children have it."""
STILL_TOLD = timedelta(days=14)
"""How long after the newest day in it an extract may have been made."""
BEFORE_BIRTH_TOO = ("STRATEGY", "ICPC", "PLAN_START", "PLAN_END", "CONFERENCE")
"""What may lie before the birth: an unborn child can be under a plan."""
ENQUIRED_SINCE = 2
"""Months before the extract from which an enquiry without a conference may still come to one."""

Rows = Mapping[ListSpec, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The rows of one child in one extract."""

    as_at: date
    rows: Rows


def facts_of(ref: str, snapshots: Sequence[Snapshot], today: date, complaints: Complaints) -> ChildFacts:
    """All that extracts tell of a child, the earliest first; each rules in the time that it covers."""
    joined = ChildFacts(ref)
    before: Span | None = None
    for snapshot in snapshots:
        span = Span(add_months(snapshot.as_at, -MONTHS_COVERED), snapshot.as_at)
        present = _Telling(ref, snapshot, today, complaints, joined.plans).facts()
        joined = follow(joined, present, before, span) if before else present
        before = span
    return joined


class _Telling:
    """One child in one extract."""

    def __init__(
        self, ref: str, snapshot: Snapshot, today: date, complaints: Complaints, plans: Sequence[PlanFact] = ()
    ) -> None:
        self.child, self.plans_before = ChildFacts(ref), plans
        self.rows, self.as_at, self.today, self.complaints = snapshot.rows, snapshot.as_at, today, complaints

    def facts(self) -> ChildFacts:
        for rows in self.rows.values():
            for row in rows:
                self._who(row)
        self._looked_after(self.rows.get(LIST_8, ()))
        for row in self.rows.get(LIST_7, ()):
            self._plan(row)
        for row in self.rows.get(LIST_5, ()):
            self._initial(row)
        for spec, column in ((LIST_6, "SEEN"), (LIST_7, "SW_VISIT"), (LIST_8, "SW_VISIT")):
            for row in self.rows.get(spec, ()):
                self._visit(row, column)
        for row in self.rows.get(LIST_10, ()):
            self._adoption(row)
        for row in self.rows.get(LIST_9, ()):
            self.child.pathway_plan_on = self._day(row, "PATHWAY") or self.child.pathway_plan_on
        for name in ("visits", "contacts", "reviews"):
            by_day = {item.day: item for item in getattr(self.child, name)}
            setattr(self.child, name, [by_day[day] for day in sorted(by_day)])
        return self.child

    # Cells

    def _day(self, row: Row, column: str, *, ahead: bool = False) -> date | None:
        """The day in a cell, if it has been, or may lie `ahead`; none before the child's birth."""
        day = parse_day(row.get(column))
        if day is None:
            return None
        if day > self.today and not ahead:
            self.complaints.about(row, words.FUTURE, column)
            return None
        if self.child.born and day < self.child.born and column not in BEFORE_BIRTH_TOO:
            self.complaints.about(row, words.BEFORE_BIRTH, column)
            return None
        return day

    def _tell_ahead(self, row: Row, day: date, column: str) -> None:
        if day > self.today:
            self.complaints.about(row, words.CONFERENCE_AHEAD, column)

    def _code(self, row: Row, column: str, kind: str = "") -> str | None:
        text = row.get(column)
        code = code_of(text, kind or column) if text else ""
        if text and not code:
            self.complaints.about(row, words.NO_CODE, column)
        return code or None

    # Lists

    def _who(self, row: Row) -> None:
        child = self.child
        born = parse_day(row.get("DOB"))
        if born is not None and self._is_expected(born) and LIST_8 not in self.rows:
            self.complaints.about(row, words.EXPECTED, "DOB")
            child.expected, child.where["expected"] = born, row.where
        elif born is not None and (born > self.today or age_on(born, self.today) >= OLDEST):
            self.complaints.about(row, words.BAD_BIRTH, "DOB")
        elif born is not None and child.born is None:
            child.born = born
            child.where["born"] = row.where
        child.sex = child.sex or sex_of(row.get("SEX"))
        child.ethnicity = child.ethnicity or ethnicity_of(row.get("ETHNIC"))
        if child.disabled is None:
            child.disabled = yes_or_no(row.get("DISABLED"))
        if child.uasc is None and row.get("UASC"):
            child.uasc = yes_or_no(row.get("UASC"))
        if row.get("NEED") and not child.need:
            child.need = code_of(row.get("NEED"), "NEED") or None
        name, team = row.get("WORKER"), row.get("TEAM")
        if name:
            self.child.workers = [WorkerFact(name, None, team=team or None, where=row.where)]

    def _is_expected(self, born: date) -> bool:
        """Whether a day of birth was still ahead when the extract was made, a little after the newest day in it."""
        after = min(self.today, self.as_at + STILL_TOLD)
        return after < born <= add_months(self.as_at, LONGEST_EXPECTED)

    def _looked_after(self, rows: Sequence[Row]) -> None:
        periods: dict[date, list[tuple[PeriodFact, Row]]] = {}
        for row in rows:
            if period := self._period(row):
                periods.setdefault(period.started, []).append((period, row))
        in_order = [self._as_one(periods[start]) for start in sorted(periods)]
        for at, (period, its_rows) in enumerate(in_order):
            following = in_order[at + 1][0] if at + 1 < len(in_order) else None
            if following and (period.ended is None or period.ended > following.started):
                self.complaints.about(its_rows[-1], words.TWO_OPEN, "ENDED")
                period = replace(period, ended=following.started, ended_where="")
            self._stay(its_rows, period)
        born, open_ones = self.child.born, [period for period in self.child.periods if period.ended is None]
        if born and open_ones and birthday(born, _ADULT) <= self.today:
            self.complaints.about(in_order[-1][1][-1], words.TURNED_18, "ENDED")

    def _as_one(self, telling: Sequence[tuple[PeriodFact, Row]]) -> tuple[PeriodFact, list[Row]]:
        """What rows tell of one time in care, and those rows."""
        period, others = several.ended(telling, self.today)
        for row in others:
            self.complaints.about(row, words.TWO_ENDS, "ENDED")
        return replace(period, start_known=any(each.start_known for each, _ in telling)), [row for _, row in telling]

    def _standing(self, rows: Sequence[Row], column: str, began: str) -> Row:
        """The row whose code stands; what others tell otherwise is said."""
        row = several.latest(rows, column, began, self.today)
        for other, field in several.otherwise(rows, row, column, began):
            self.complaints.about(other, words.TWO_SAY, field)
        return row

    def _period(self, row: Row) -> PeriodFact | None:
        start, known = self._start(row)
        if start is None:
            return None
        end = self._day(row, "ENDED")
        if end is not None and end < start:
            self.complaints.about(row, words.END_BEFORE_START, "ENDED")
            end = None
        reason = self._code(row, "WHY_ENDED")
        if reason and end is None:
            if not row.get("ENDED") and reason != codes.CONTINUES:
                self.complaints.about(row, words.REASON_WITHOUT_END, "WHY_ENDED")
            reason = None
        if reason == codes.CONTINUES:
            end = reason = None
        return PeriodFact(start, known, end, reason, row.where, row.where if end else "")

    def _start(self, row: Row) -> tuple[date | None, bool]:
        start = parse_day(row.get("STARTED"))
        if start is not None and start <= self.today:
            return start, True
        if start is not None:
            self.complaints.about(row, words.STARTS_LATER, "STARTED")
            return None, True
        others = [parse_day(row.get(name)) for name in ("STATUS_START", "PLACE_START")]
        there = [day for day in others if day is not None and day <= self.today]
        self.complaints.about(row, words.NO_START if there else words.NO_START_AT_ALL, "STARTED")
        return min(there, default=None), False

    def _stay(self, rows: Sequence[Row], period: PeriodFact) -> None:
        """What rows tell of one time in care: each of what was done on a day, the last of them of what stands."""
        child = self.child
        child.periods.append(replace(period, reviews_known_from=self._reviews(rows, period)))
        end, where = period.ended, period.ended_where
        row = self._standing(rows, "STATUS", "STATUS_START")
        if status := self._code(row, "STATUS"):
            began = max(period.started, self._day(row, "STATUS_START") or period.started)
            child.legal_statuses.append(LegalStatusFact(status, began, end, row.where, where))
        row = self._standing(rows, "PLACE", "PLACE_START")
        if place := self._code(row, "PLACE"):
            began = max(period.started, self._day(row, "PLACE_START") or period.started)
            provider = self._code(row, "PROVIDER")
            outside = _outside(row.get("LOCATION"))
            child.placements.append(
                PlacementFact(place, began, end, provider, out_of_area=outside, where=row.where, ended_where=where)
            )
        row = self._standing(rows, "PERMANENCE", "")
        if row.get("PERMANENCE"):
            child.permanence_plan = self._code(row, "PERMANENCE") or child.permanence_plan
        for each in rows:
            contact = self._day(each, "IRO_CONTACT")
            if contact:
                child.contacts.append(ContactFact(contact, each.where))

    def _reviews(self, rows: Sequence[Row], period: PeriodFact) -> date:
        """Note the reviews that rows tell of one time in care; from when on none can be missing: the latest counts.

        Of two sheets neither is known to be the newer one, so what one leaves open the other does not make certain.
        """
        sheets: dict[str, dict[tuple[str, ...], Row]] = {}
        for row in rows:
            sheets.setdefault(row.file, {})[tuple(map(row.get, _OF_A_REVIEW))] = row
        telling: list[Row] = []
        for of_sheet in sheets.values():
            # Beside a row of its sheet that tells one a blank says nothing.
            filled = [row for row in of_sheet.values() if row.get("REVIEW") or row.get(NONE_HELD)]
            telling += filled or [*of_sheet.values()][-1:]
        return max(self._review(row, period) for row in telling)

    def _review(self, row: Row, period: PeriodFact) -> date:
        """Note the last review of a time in care; from when on none can be missing, as the list tells the last alone.

        Where its cell tells no day on which one was held, the last is not on record: nobody is late for certain by it.
        """
        not_on_record = self.as_at + timedelta(days=1)
        day, cancelled = self._day(row, "REVIEW", ahead=True), bool(yes_or_no(row.get("CANCELLED")))
        if row.get("REVIEW") and not cancelled:
            if day is None:
                return not_on_record
            if day > self.today:
                self.complaints.about(row, words.BOOKED, "REVIEW")
                self.child.reviews.append(ReviewFact(day, held=False, where=row.where))
                return not_on_record
            code = row.get("PARTICIPATION").upper()
            part = code if code in codes.PARTICIPATION else None
            self.child.reviews.append(ReviewFact(day, held=True, participation=part, where=row.where))
            if day < period.started and period.start_known:
                self.complaints.about(row, words.BEFORE_CARE, "REVIEW")
                return period.started
            return day
        if row.get(NONE_HELD) == IN_DOUBT:  # of the cell itself something was said already
            return not_on_record
        if row.get(NONE_HELD) or (period.ended or self.as_at) <= add_months(period.started, FIRST_REVIEW_WITHIN):
            return period.started
        self.complaints.about(row, words.NOT_KNOWN, "REVIEW")
        return not_on_record

    def _plan(self, row: Row) -> None:
        start = self._day(row, "PLAN_START")
        if start is not None:
            end = self._day(row, "PLAN_END")
            if end is not None and end < start:
                self.complaints.about(row, words.END_BEFORE_START, "PLAN_END")
                end = None
            filled = [name for name in ("CATEGORY", "FIRST_CATEGORY") if row.get(name)]
            category = next((c for name in filled if (c := code_of(row.get(name), "CATEGORY"))), None)
            if filled and category is None:
                self.complaints.about(row, words.NO_CODE, filled[0])
            earlier = row.get("EARLIER")
            number = int(earlier) if earlier.isdecimal() and len(earlier) < 3 else None
            fact = PlanFact(start, end, category, number, row.where, row.where if end else "")
            self.child.plans = sorted(
                [*(plan for plan in self.child.plans if plan.started != start), fact], key=lambda plan: plan.started
            )
        held = self._day(row, "CONFERENCE", ahead=True)
        if held is not None:
            self._tell_ahead(row, held, "CONFERENCE")
            self.child.conferences.append(ConferenceFact(protection.REVIEW, held, held <= self.today, where=row.where))

    def _initial(self, row: Row) -> None:
        if yes_or_no(row.get("NOT_NEEDED")):
            return
        # What it came to says that it was held, so that a day to come is a slip.
        ahead = not row.get("OUTCOME")
        strategy, held = parse_day(row.get("STRATEGY")), self._day(row, "ICPC", ahead=ahead)
        made = self._plan_made(row, held)
        if held is None:
            of_late = strategy and strategy > add_months(self.as_at, -ENQUIRED_SINCE)
            if of_late and made is None and not row.get("OUTCOME"):
                self.complaints.about(row, words.NO_CONFERENCE, "ICPC")
            return
        self._tell_ahead(row, held, "ICPC")
        if strategy and strategy > held:
            strategy = None
        outcome = None if made is None else protection.PLAN if made else protection.NO_PLAN
        unborn = self.child.expected or (self.child.born and held < self.child.born)
        kind = protection.BEFORE_BIRTH if unborn else protection.INITIAL
        fact = ConferenceFact(kind, held, held <= self.today, strategy, outcome, row.where)
        self.child.conferences.append(fact)

    def _plan_made(self, row: Row, held: date | None) -> bool | None:
        """Whether the conference made a plan; one that no List 7 tells begins with it."""
        text, began = row.get("OUTCOME"), self._day(row, "PLAN_START")
        made = True if began else plan_made(text) if text else None
        if text and made is None:
            self.complaints.about(row, words.NO_OUTCOME, "OUTCOME")
        began = began or held
        going_on = began and any(plan.ended is None or plan.ended >= began for plan in self.plans_before)
        if not made or LIST_7 in self.rows or going_on or (began and began > self.today):
            return made
        if began is None:
            self.complaints.about(row, words.PLAN_WITHOUT_DAY, "ICPC")
        elif began < add_months(self.as_at, -MONTHS_COVERED):
            self.complaints.about(row, words.PLAN_OF_OLD, "OUTCOME")
        else:
            self.complaints.about(row, words.PLAN_BY_CONFERENCE, "OUTCOME")
            category = code_of(text, "CATEGORY") or None if text else None
            self.child.plans.append(PlanFact(began, None, category, by_inference=True, where=row.where))
        return made

    def _visit(self, row: Row, column: str) -> None:
        day = self._day(row, column)
        if day is not None:
            self.child.visits.append(VisitFact(day, yes_or_no(row.get("ALONE")), row.where))

    def _adoption(self, row: Row) -> None:
        """The days that the adoption clocks run from: authority to place, and when that was given up."""
        order, reversed_on = self._day(row, "ORDER"), self._day(row, "REVERSED")
        adopted = self._day(row, "ADOPTED")
        ended = min((day for day in (reversed_on, adopted) if day), default=None)
        if order is not None and not any(s.code in codes.AUTHORITY_TO_PLACE for s in self.child.legal_statuses):
            end = ended if ended and ended >= order else None
            self.child.authorities = [AuthorityFact(order, end, row.where, row.where if end else "")]
        decided, placed = self._day(row, "SHOULD_BE"), self._day(row, "PLACED")
        if decided and not self.child.permanence_plan and not (reversed_on and reversed_on >= decided):
            self.child.permanence_plan = "ADOPTION"
        # Which of the codes of a placing it is (with whom, by consent or order) the list does not tell.
        open_now = [each for each in self.child.placements if each.ended is None]
        ended_since = ended is not None and placed is not None and ended >= placed
        if placed and not ended_since and open_now and not any(p.code in codes.PLACED_FOR_ADOPTION for p in open_now):
            self.complaints.about(row, words.PLACED_OTHERWISE, "PLACED")


def _outside(text: str) -> bool | None:
    """Whether a placement lies outside the council's area; None where the cell does not say."""
    bare = text.casefold().removeprefix("a)").removeprefix("b)").strip()
    if bare.startswith(("out", "no")) or bare == "n":
        return True
    return False if bare.startswith(("in", "yes")) or bare == "y" else None


def days_of(rows: Rows, today: date) -> Iterator[date]:
    """The days up to today by which it is known of when an extract is."""
    for spec, of_list in rows.items():
        for row in of_list:
            for column in spec.days - {"DOB"}:
                day = parse_day(row.get(column))
                if day is not None and day <= today:
                    yield day
