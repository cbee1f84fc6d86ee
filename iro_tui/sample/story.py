"""One made-up child's case, told fact by fact, so that it keeps to the rules unless a situation breaks them.

A history is made backwards: from the last review to the one before, down to the first day of care, each within the
limit of its rule. So a situation says where today falls in the cycle, and the years before it follow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from random import Random
from typing import Any, TypeVar

from iro_tui.domain import case as facts
from iro_tui.domain import codes
from iro_tui.domain.calendar import add_months, age_on, birthday
from iro_tui.domain.case import Case
from iro_tui.domain.midpoint import midpoint_due
from iro_tui.domain.practice import Practice
from iro_tui.domain.preparation import PREPARATION
from iro_tui.domain.rag import follow_up_due
from iro_tui.domain.review_clock import next_review
from iro_tui.domain.timescales import DAYS, MONTHS, RULES, Rule
from iro_tui.sample import people, wording
from iro_tui.sample.people import Person
from iro_tui.store import tables
from iro_tui.store.tables import Kept

Values = dict[str, Any]
Spell = tuple[str, date]
"""A code and its first day; the next one ends it."""

BOOKED_AHEAD = 56
"""Days before its limit by which a review is normally booked."""
REMEMBERED = 420
"""Days back to which a review has its preparation, its record and its rating."""
NOTED = 14
"""Days back to which a contact left a case note."""
SUPPORTED_FROM = date(2023, 4, 1)
"""Since when supported accommodation has a code of its own."""

_F = TypeVar("_F")
_DAY = timedelta(days=1)
_OTHER_MOVES = ("CARPL", "CARPL", "CLOSE", "STAND", "OTHER")
_UNPLANNED_MOVES = ("CREQB", "CREQB", "CREQO", "CHILD")
_PROVIDER = {"U1": "PR1", "U2": "PR1", "U3": "PR1", "P1": "PR0", "R5": "PR3", "A4": "PR1", "A5": "PR1", "A6": "PR1"}
_PLAN = {"U4": "LTFOST18", "U1": "LTRELFR", "K2": "RESPLMT", "R1": "RESPLMT", "K3": "SUPPLIV", "H5": "SUPPLIV"}


def steps(held: int) -> tuple[Rule, ...]:
    """The rules of the first, the second and all later reviews of a looked-after child, oldest first."""
    return (RULES["rev1"], RULES["rev2"], *(RULES["rev3+"],) * (held - 2))[:held]


class Story:
    """The rows of one child. What a method returns is the row's own values: a situation may still change them."""

    def __init__(self, person: Person, rng: Random, today: date, practice: Practice, workers: int) -> None:
        self.person, self.rng, self.today, self.practice, self.workers = person, rng, today, practice, workers
        self.days = practice.office
        self.tables: defaultdict[type[Kept], list[Values]] = defaultdict(list)
        self.child_id: str | None = None
        self.child = self.add(
            tables.Child, ref=person.ref, initials=person.initials, name=person.name, sex=person.sex,
            sibling_group=person.family, uasc=person.uasc, disabled=False, parent=False,
            ethnicity=self.pick(wording.ETHNICITIES_ARRIVED if person.uasc else wording.ETHNICITIES),
            need="N8" if person.uasc else self.pick(wording.NEEDS),
        )  # fmt: skip
        self.child_id = self.child["id"]
        self.last: Values = {}
        """The last review held."""
        self._late: set[date] = set()
        self.planned: Values = {}
        """The review that comes next, once there is a row for it."""

    # Small tools

    def add(self, model: type[Kept], **values: Any) -> Values:
        """A new row of the child."""
        row = {"id": f"{self.rng.getrandbits(128):032x}", **({"child_id": self.child_id} if self.child_id else {})}
        row.update(values)
        self.tables[model].append(row)
        return row

    def pick(self, weighted: Sequence[tuple[str, int]]) -> str:
        codes_, weights = zip(*weighted, strict=True)
        return str(self.rng.choices(codes_, weights)[0])

    def wd(self, working_days: int) -> date:
        """The day that many working days after today, before it when negative; for 0 today itself."""
        return self.days.add(self.today, working_days)

    def day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def within(self, first: date, last: date) -> date:
        """Some day between two, both included; the first where they are the wrong way round."""
        return first + timedelta(days=self.rng.randint(0, max(0, (last - first).days)))

    def worked(self, day: date) -> date:
        """The first working day from a day on."""
        return self.days.add(day - _DAY, 1)

    @property
    def born(self) -> date:
        born: date = self.child["born"]
        return born

    def of_age(self, years: float) -> None:
        """Settle the day of birth from the age today."""
        self.child["born"] = self.day(-round(years * 365.25))

    # History

    def before(self, day: date, rule: Rule, spare: int = 0, *, worked: bool = True) -> date:
        """A day that sets off `rule` so that its limit falls on `day`, or up to `spare` days and a little later.

        A negative `spare` makes `day` late by so much.
        """
        amount = rule.amount(self.practice) or 0
        if rule.unit == MONTHS:
            from_day = add_months(day, -amount)
        else:
            from_day = day - timedelta(days=amount) if rule.unit == DAYS else self.practice.statutory.add(day, -amount)
        from_day = min(from_day + timedelta(days=spare), day - _DAY)
        if worked:
            from_day = self.worked(from_day)
        while spare >= 0 and rule.limit(from_day, self.practice) < day:
            from_day = self.worked(from_day + _DAY) if worked else from_day + _DAY
        return from_day

    def last_for(self, limit: date, rule: Rule) -> date:
        """The day of the last review that lets the next limit fall about `limit`; always in the past."""
        return min(self.before(limit, rule), self.days.on_or_before(self.today - _DAY))

    def back_from(self, last: date, rules: Sequence[Rule], late_share: float = 0.0) -> list[date]:
        """The days of a history, oldest first: what set off the first of `rules`, then each review up to `last`."""
        found = [last]
        for at in range(len(rules) - 1, -1, -1):
            rule = rules[at]
            if self.rng.random() < late_share:
                spare = -self.rng.randint(2, 15)
                self._late.add(found[-1])
            else:
                spare = self.rng.randint(0, 20 if rule.unit == MONTHS else 7)
            found.append(self.before(found[-1], rule, spare, worked=at > 0))
        return found[::-1]

    # Care

    def look_after(
        self,
        started: date,
        legal: Sequence[Spell],
        placed: Sequence[Spell],
        ended: date | None = None,
        end_reason: str | None = None,
        *,
        keeps_carer: Iterable[int] = (),
        settled_from: date | None = None,
    ) -> Values:
        """A period of care with its legal statuses and placements. `settled_from`: no unplanned move from then on."""
        period = self.add(tables.CarePeriod, started=started, ended=ended, end_reason=end_reason)
        for (code, first), until in zip(legal, [*(spell[1] for spell in legal[1:]), ended], strict=True):
            self.add(tables.LegalStatus, code=code, started=first, ended=until)
        for at, (code, first) in enumerate(placed):
            until = placed[at + 1][1] if at + 1 < len(placed) else ended
            reason = None
            if until:
                unplanned = at + 1 < len(placed) and settled_from and until < settled_from and self.rng.random() < 0.3
                reason = self.rng.choice(_UNPLANNED_MOVES if unplanned else _OTHER_MOVES)
            self.add(
                tables.Placement, code=code, started=first, ended=until, end_reason=reason,
                provider=_PROVIDER.get(code) or self.rng.choice(("PR1", "PR1", "PR4")), same_carer=at in keeps_carer,
                out_of_area=code not in ("P1",) and self.rng.random() < 0.22,
            )  # fmt: skip
        self.child["permanence_plan"] = self._permanence(legal[-1][0], placed[-1][0])
        return period

    def _permanence(self, legal: str, placed: str) -> str:
        if legal in codes.AUTHORITY_TO_PLACE or placed in codes.PLACED_FOR_ADOPTION:
            return "ADOPTION"
        if legal in codes.SHORT_BREAK:
            return "REMAINSUP"
        if placed in _PLAN:
            return _PLAN[placed]
        if legal == "C1":
            return "RETURN6M,ADOPTION" if age_on(self.born, self.today) < 5 else "RETURN6M,LTFOST18"
        return self.rng.choice(("LTFOST18", "LTFOST18", "RETURNEV")) if legal == "C2" else "RETURN6M"

    def placed_at(self, day: date, legal: str) -> str:
        """A placement that fits the age and the status on a day."""
        age = age_on(self.born, day)
        if legal == "J1":
            return self.rng.choice(("R5", "K1", "U6"))
        if age >= 16 and self.rng.random() < 0.4:
            return "K3" if day >= SUPPORTED_FROM else "H5"
        choices = [("U6", 40), ("U4", 50 if legal == "C2" else 0), ("U3", 12), ("U1", 8 if legal == "C2" else 0)]
        choices += [("K2", 22)] if age >= 10 else []
        choices += [("U5", 8), ("R3", 3)] if age < 2 else []
        choices += [("P1", 6)] if legal in ("C1", "C2") else []
        return self.pick(choices)

    def placements(self, started: date, until: date, legal: str, moves: int) -> list[Spell]:
        """A row of placements from `started`, the last of them begun well before `until`."""
        room = (until - started).days // 30
        ages_16 = birthday(self.born, 16)
        days = {started} | {started + timedelta(days=self.rng.randint(20, room * 30)) for _ in range(moves) if room}
        if started < ages_16 < until - timedelta(days=60) and self.rng.random() < 0.4:
            days.add(self.within(ages_16, until - timedelta(days=30)))
        found: list[Spell] = []
        for day in sorted(days):
            if not found or day >= found[-1][1] + timedelta(days=10):
                found.append((self.placed_at(day, legal), day))
        return found

    def statuses(self, started: date, until: date, legal: str) -> list[Spell]:
        """How the present legal status came about."""
        first = "C1" if self.rng.random() < 0.65 else "V2"
        ordered = started + timedelta(days=self.rng.randint(20, 60))
        if legal == "C1" and first == "V2" and ordered < until:
            return [("V2", started), ("C1", ordered)]
        full = started + timedelta(days=self.rng.randint(150, 290))
        if legal == "C2" and full < until:
            return [*([("V2", started)] if first == "V2" else []), ("C1", ordered if first == "V2" else started), ("C2", full)]
        return [("C1" if legal == "C2" else legal, started)]

    def live(
        self,
        age: float,
        held: int,
        *,
        due_in: int | None = None,
        last: date | None = None,
        legal: str = "C2",
        moves: int | None = None,
        late_share: float = 0.0,
        placed: str | None = None,
    ) -> None:
        """An age, `held` reviews so far (at least one), and either the last of them or when the next is about due."""
        self.of_age(age)
        while True:
            rule = RULES["rev2"] if held == 1 else RULES["rev3+"]
            day = last or self.last_for(self.day(due_in or 0), rule)
            found = self.back_from(day, steps(held), late_share)
            if found[0] >= self.born or held == 1:
                break
            held -= 1
        self.child["born"] = min(self.born, found[0])
        settled = found[-2] if held > 1 else found[0]
        if moves is None:
            moves = self.rng.choice((0, 0, 1, 1, 2, 3)) if held > 2 else self.rng.choice((0, 0, 1))
        placements = self.placements(found[0], found[-1], legal, moves)
        if placed:
            placements[-1] = (placed, placements[-1][1])
        self.look_after(found[0], self.statuses(found[0], found[-1], legal), placements, settled_from=settled)
        self.staff(found[0])
        self.hold(found[1:])

    def staff(self, started: date, told: date | None = None, named: date | None = None) -> None:
        """Social workers, manager and IRO since a day, and how the IRO service learnt of the child."""
        told = told or min(self.days.add(started, self.rng.randint(0, 2)), self.today)
        named = named or min(self.days.add(told, self.rng.randint(0, 2)), self.today)
        old = age_on(self.born, self.today) >= 16 and self.rng.random() < 0.7
        team, manager = people.CARE_LEAVERS if old else self.rng.choice(people.TEAMS)
        day, ends = started, []
        while self.rng.random() < 0.6 and (self.today - day).days > 200 and len(ends) < 4:
            day = self.within(day + timedelta(days=90), self.day(-20))
            ends.append(day)
        for first, until in zip([started, *ends], [*ends, None], strict=True):
            name = people.worker(self.rng, self.workers)
            self.add(tables.Worker, role="social_worker", name=name, team=team, started=first, ended=until)
        self.add(tables.Worker, role="manager", name=manager, team=team, started=started)
        self.add(tables.Worker, role="iro", name=people.OFFICER, started=named)
        before = people.OFFICER_BEFORE if (self.today - started).days > 900 else None
        self.add(
            tables.Allocation, notified=told, allocated=named, iro=people.OFFICER, previous_iro=before,
            letter_sent=min(self.days.add(named, 2), self.today),
        )  # fmt: skip

    # Reviews held

    def hold(self, days: Sequence[date]) -> None:
        """Reviews held on these days, with all that went with those that are remembered."""
        for at, day in enumerate(days):
            until = days[at + 1] if at + 1 < len(days) else None
            self._hold(day, until)

    def _hold(self, day: date, until: date | None) -> None:
        chair = people.OFFICER if (self.today - day).days < 900 else people.OFFICER_BEFORE
        review = self.last = self.add(
            tables.Review, booked=day, held=day, completed=day, chair=chair, chaired_by="own IRO",
            participation=self.participation(day), form="meeting", venue=self.rng.choice(wording.VENUES),
            late_reason=self.rng.choice(wording.LATE_REASONS) if day in self._late else None,
        )  # fmt: skip
        if (self.today - day).days > REMEMBERED:
            return
        later = self.days.add(day, 6)
        if self.rng.random() < 0.05 and later <= self.today and (until is None or later < until):
            review.update(form="series", completed=later)
        review.update(
            booked_time=self.rng.choice(("09:30", "10:00", "11:00", "13:30", "15:30", "16:00")),
            mode=self.rng.choice(("in person", "in person", "in person", "hybrid", "video")),
            talked_on=self.days.add(day, -self.rng.randint(15, 18)),
            invited_on=self.days.add(day, -self.rng.randint(10, 14)),
            report_on=self.days.add(day, -self.rng.choice((1, 2, 3, 3, 4, 4, 5, 5, 6, 7))),
            papers_on=self.days.add(day, -self.rng.choice((2, 3, 3, 4, 5, 6))),
            child_chaired=self.rng.random() < 0.08 and age_on(self.born, day) >= 10,
        )
        started = max(period["started"] for period in self.tables[tables.CarePeriod])
        for name in ("talked_on", "invited_on", "report_on", "papers_on"):
            review[name] = max(review[name], started)
        if review["participation"] != codes.UNDER_FOUR:
            review["child_words"] = self.rng.choice(wording.CHILD_WORDS)
        self._speak(review, max(self.days.add(day, -self.rng.randint(1, 5)), started))
        if self.rng.random() < 0.15:
            self.move_booking(review, day - timedelta(days=self.rng.randint(4, 12)), requested=day - timedelta(days=20))
        self.write_up(review)
        self._rate_at(review, until)
        self.decide(review, until, 2 if until else 3)
        if until:
            self._check(review, day, until)
        elif (self.today - day).days < 60:
            for item in wording.CHECKLIST:
                answer = self.rng.choice(("y", "y", "y", "y", "n", "na"))
                source = self.rng.choice(("seen on file", "reported"))
                self.add(tables.ChecklistAnswer, review_id=review["id"], item=item, answer=answer, source=source)

    def participation(self, day: date) -> str:
        """A code that fits the age at a review."""
        return codes.UNDER_FOUR if day < birthday(self.born, 4) else self.pick(wording.PARTICIPATION)

    def write_up(self, review: Values) -> None:
        """The record of a review, in time; of those long past a few were late."""
        record = self.practice.record
        done: date = review["completed"]
        review["follow_record"] = True

        def by(start: date | None, earliest: int, limit: int) -> date | None:
            if start is None:
                return None
            days = self.rng.randint(min(earliest, limit), limit)
            if self.rng.random() < 0.12 and self.days.add(start, limit + 9) < self.today:
                days = limit + self.rng.randint(1, 8)
            day = self.days.add(start, days)
            return day if day <= self.today else None

        review["decisions_on"] = by(done, 1, record.decisions)
        review["manager_replied_on"] = by(review["decisions_on"], 1, record.manager_reply)
        review["manager_reply"] = "agreed" if review["manager_replied_on"] else None
        review["care_plan_on"] = by(done, 4, record.care_plan_update)
        review["record_on"] = review["signed_off_on"] = by(done, 6, record.full_record)
        distributed = by(done, record.full_record, record.distribution) if review["record_on"] else None
        review["distributed_on"] = max(distributed, review["record_on"]) if distributed else None

    # RAG, decisions, mid-point checks

    def rate(self, review: Values | None, value: str, day: date, theme: str | None = None) -> Values:
        """A rating on a day; amber and red with their reason, and told at once."""
        row = self.add(tables.Rating, review_id=review["id"] if review else None, value=value, rated_on=day)
        if value != "green":
            themes = self.practice.rag.themes
            theme = theme if theme in themes else self.rng.choice(themes)
            row.update(theme=theme, reason=wording.REASONS.get(theme, "To be watched."), told_manager_on=day)
            row["told_service_on"] = day if value == "red" else None
        return row

    def _rate_at(self, review: Values, until: date | None) -> None:
        day: date = review["held"]
        chance = self.rng.random()
        row = self.rate(review, "red" if chance < 0.011 else "amber" if chance < 0.088 else "green", day)
        due = follow_up_due(row["value"], day, self.practice)
        if due:
            seen = self.worked(self.within(day + _DAY, due))
            seen = min(seen, due, until or due)
            row["followed_up_on"] = seen if seen <= self.today and seen > day else None

    def re_rate(self, value: str, theme: str | None = None, followed_up: date | None = None) -> Values:
        """Let the last review's rating be another."""
        ratings = self.tables[tables.Rating]
        ratings[:] = [row for row in ratings if row["review_id"] != self.last["id"]]
        row = self.rate(self.last, value, self.last["held"], theme)
        row["followed_up_on"] = followed_up
        return row

    def decide(self, review: Values, until: date | None, count: int) -> list[Values]:
        """Decisions of a review: those of an earlier one are settled, those of the last go on in good order."""
        found = []
        held: date = review["held"]
        for text, owner in self.rng.sample(wording.DECISIONS, count):
            due = self.worked(held + timedelta(days=self.rng.randint(21, 85)))
            row = self.add(tables.Decision, review_id=review["id"], text=text, owner=owner, due=due)
            found.append(row)
            if until and self.rng.random() < 0.06:
                row.update(dropped_on=until, reason="no longer needed")
            elif until or due <= self.day(2):
                row["done_on"] = self.within(held + _DAY, min(due, until or self.today, self.today))
        if not until and self.rng.random() < 0.3:
            found[-1]["due"], found[-1]["done_on"] = None, None  # by the next review
        return found

    def check(self, review: Values | None, day: date) -> None:
        """A mid-point check on a day, with the talk it rests on."""
        action = self.rng.choice(wording.MIDPOINT_ACTIONS)
        note = self.rng.choice(wording.TALKED_ABOUT)
        self.add(
            tables.MidpointCheck, review_id=review["id"] if review else None, done_on=day, with_whom="social worker",
            action=action, note=note,
        )  # fmt: skip
        self.contact(day, "social worker", "midpoint", note)
        self.note(day, "Mid-point check", f"Mid-point check with the social worker. {note} Action: {action}.")

    def _check(self, review: Values, day: date, until: date) -> None:
        """The check of an interval long past; now and then it was forgotten."""
        if self.rng.random() < 0.92:
            self.check(review, self.days.on_or_before(day + (until - day) / 2))

    # Contacts and notes

    def contact(self, day: date, who: str, reason: str, note: str, *, alone: bool | None = None) -> None:
        how = self.rng.choice(("phone", "phone", "email", "video") if alone is None else ("visit", "visit", "video"))
        minutes = self.rng.choice((5, 10, 15, 20) if alone is None else (20, 30, 40, 60))
        self.add(
            tables.Contact, on_day=day, who=who, how=how, reason=reason, note=note, minutes=minutes, seen_alone=alone
        )

    def note(self, day: date, title: str, body: str, *, filed: bool | None = None) -> None:
        """A case note; unless told, it was filed the same day, or still waits where that was these days."""
        if (self.today - day).days > NOTED:
            return
        if filed is None:
            filed = (self.today - day).days > 5 or self.rng.random() < 0.4
        at = datetime.combine(day, time(16, self.rng.randint(0, 59)), UTC) if filed else None
        self.add(tables.CaseNote, on_day=day, title=title, body=body, filed_at=at)

    def _speak(self, review: Values, day: date) -> None:
        """The IRO's talk with the child before a review, or why there was none."""
        age = age_on(self.born, day)
        if age >= 4 and self.rng.random() < 0.06:
            review["not_spoken_reason"] = wording.NOT_SPOKEN
            return
        said = self.rng.choice(wording.TALKED) if age >= 4 else "Seen at home with the carer: well, curious, on track."
        review.update(spoken_on=day, spoken_alone=age >= 4, spoken_where=self.rng.choice(wording.SPOKEN_WHERE))
        self.contact(day, "child", "pre-review", said, alone=age >= 4)
        self.note(day, "Talk with the child before the review", said)

    # The interval that runs now

    def case(self) -> Case:
        """The facts that the review clocks read."""
        return Case(
            ref=self.person.ref,
            born=self.born,
            periods=self._facts(facts.CarePeriod, tables.CarePeriod),
            legal_statuses=self._facts(facts.LegalStatus, tables.LegalStatus),
            placements=self._facts(facts.Placement, tables.Placement),
            reviews=self._facts(facts.Review, tables.Review),
            early_reviews=self._facts(facts.EarlyReview, tables.EarlyReview),
            authorities=self._facts(facts.AdoptionAuthority, tables.AdoptionAuthority),
            midpoints=self._facts(facts.MidpointCheck, tables.MidpointCheck),
        )

    def _facts(self, make: type[_F], model: type[Kept]) -> tuple[_F, ...]:
        names = _names(make)
        return tuple(make(**{name: row[name] for name in names & row.keys()}) for row in self.tables.get(model, ()))

    def carry_on(
        self, booked: date | None = None, *, book: bool = True, midpoint: bool = True, without: Sequence[str] = ()
    ) -> None:
        """What has been done since the last review: all that was due, but for what is left out.

        `booked` is the day of the next review where it is not just any before the limit; with `book` False there is
        none. `without` names kinds of preparation not done.
        """
        upcoming = next_review(self.case(), self.practice, self.today)
        if upcoming is None:
            return
        if midpoint:
            due = midpoint_due(self.case(), self.practice, self.today)
            if due and due <= self.day(1) and upcoming.since < self.today:
                earliest = max(self.last["held"], upcoming.since) + _DAY
                day = self.days.on_or_before(min(due, self.today) - timedelta(days=self.rng.randint(0, 6)))
                self.check(self.last, max(day, min(earliest, self.today)))
        review = next((row for row in self.tables[tables.Review] if row["id"] == upcoming.review_id), None)
        near = (upcoming.limit - self.today).days <= BOOKED_AHEAD
        if booked is None and book and near:
            booked = self._free_day(upcoming.limit)
        if review is None and (booked or near):
            review = self.add(tables.Review, chair=people.OFFICER)
        if review is None:
            return
        self.planned = review
        if booked:
            time_, venue = self.rng.choice(("09:30", "11:00", "14:00", "15:30")), self.rng.choice(wording.VENUES)
            review.update(booked=booked, booked_time=time_, venue=venue, mode="in person", form="meeting")
        self.prepare(review, booked or upcoming.limit, upcoming.since, without)

    def _free_day(self, limit: date) -> date:
        """A working day before the limit, after today where there is one."""
        day = self.days.on_or_before(limit - timedelta(days=self.rng.randint(0, 9)))
        if day <= self.today:
            day = self.days.on_or_before(limit)
        return day if day > self.today else limit

    def prepare(self, review: Values, day: date, since: date, without: Sequence[str] = ()) -> None:
        """All preparation due by today, and a little of what is not, for a review on `day`."""
        for item in PREPARATION:
            due = item.rule.limit(day, self.practice)
            done = self.days.add(due, -self.rng.randint(0, 3))
            if item.kind in without or (done > self.today and due > self.today):
                continue
            if due > self.today and self.rng.random() < 0.5:
                continue
            done = max(min(done, self.today), min(since + _DAY, self.today))
            if item.kind == "speak_to_child":
                self._speak(review, done)
            else:
                review[item.done_by[0]] = done
            if item.kind == "sw_iro_talk":
                self.contact(done, "social worker", "pre-review", self.rng.choice(wording.TALKED_ABOUT))
            if item.kind == "invitations":
                for party in wording.PARTIES:
                    back = self.within(done, self.today) if self.rng.random() < 0.4 else None
                    self.add(
                        tables.Consultation, review_id=review["id"], party=party, sent_on=done, returned_on=back
                    )
            if item.kind == "papers":
                review.update(care_plan_received_on=done, pep_received_on=done, health_plan_received_on=done)

    def move_booking(self, review: Values, old: date, *, requested: date, asked_by: str | None = None) -> None:
        """Let a review's day be the second one that was agreed."""
        self.add(
            tables.DateChange, review_id=review["id"], requested_on=min(requested, self.today),
            asked_by=asked_by or self.rng.choice(wording.ASKED_BY), reason=self.rng.choice(wording.MOVE_REASONS),
            old_date=old, new_date=review["booked"], approved_by=people.SERVICE_MANAGER,
        )  # fmt: skip

    def end(self, day: date, reason: str, closed: date) -> None:
        """Let care end, and the case be closed."""
        for model in (tables.CarePeriod, tables.LegalStatus, tables.Placement):
            for row in self.tables[model]:
                if row["ended"] is None:
                    row["ended"] = day
                    if model is tables.CarePeriod:
                        row["end_reason"] = reason
        for row in self.tables[tables.Worker]:
            row["ended"] = row["ended"] if row.get("ended") else day
        for row in self.tables[tables.Decision]:
            if row.get("done_on") is None and row.get("dropped_on") is None:
                row.update(dropped_on=day, reason="care ended")
        self.child["closed_on"] = closed


@lru_cache(maxsize=32)
def _names(make: type[Any]) -> frozenset[str]:
    return frozenset(item.name for item in fields(make))
