"""The years of care of a made-up child.

A history is made backwards: from the last review to the one before, down to the first day of care, each within the
limit of its rule. So a situation says where today falls in the cycle, and the years before it follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from iro_tui.domain import codes
from iro_tui.domain.calendar import add_months, age_on, birthday
from iro_tui.domain.timescales import DAYS, MONTHS, RULES, Rule
from iro_tui.sample import people
from iro_tui.sample.told import Told, Values
from iro_tui.store import tables
from iro_tui.store.writes import person_key

Spell = tuple[str, date]
"""A code and its first day; the next one ends it."""

SUPPORTED_FROM = date(2023, 4, 1)
"""Since when supported accommodation has a code of its own."""

_DAY = timedelta(days=1)
_OTHER_MOVES = ("CARPL", "CARPL", "CLOSE", "STAND", "OTHER")
_UNPLANNED_MOVES = ("CREQB", "CREQB", "CREQO", "CHILD")
_PROVIDER = {"U1": "PR1", "U2": "PR1", "U3": "PR1", "P1": "PR0", "R5": "PR3", "A4": "PR1", "A5": "PR1", "A6": "PR1"}
_PLAN = {"U4": "LTFOST18", "U1": "LTRELFR", "K2": "RESPLMT", "R1": "RESPLMT", "K3": "SUPPLIV", "H5": "SUPPLIV"}


def steps(held: int) -> tuple[Rule, ...]:
    """The rules of the first, the second and all later reviews of a looked-after child, oldest first."""
    return (RULES["rev1"], RULES["rev2"], *(RULES["rev3+"],) * (held - 2))[:held]


class Care(Told):
    """Periods of care, with statuses, placements and the people who work with the child."""

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
        days = [last]
        for at in range(len(rules) - 1, -1, -1):
            rule = rules[at]
            late = self.rng.random() < late_share
            spare = -self.rng.randint(3, 15) if late else self.rng.randint(0, 20 if rule.unit == MONTHS else 7)
            day, set_off = days[-1], self.before(days[-1], rule, spare, worked=at > 0)
            if late and day > rule.limit(set_off, self.practice):
                self._late.add(day)
            days.append(set_off)
        return days[::-1]

    # Care

    def look_after(
        self,
        started: date,
        legal: Sequence[Spell],
        placed: Sequence[Spell],
        ended: date | None = None,
        end_reason: str | None = None,
        *,
        settled_from: date | None = None,
    ) -> Values:
        """A period of care with its legal statuses and placements. `settled_from`: no unplanned move from then on."""
        period = self.add(tables.CarePeriodRow, started=started, ended=ended, end_reason=end_reason)
        for (code, first), until in zip(legal, [*(spell[1] for spell in legal[1:]), ended], strict=True):
            self.add(tables.LegalStatusRow, code=code, started=first, ended=until)
        for at, (code, first) in enumerate(placed):
            until = placed[at + 1][1] if at + 1 < len(placed) else ended
            reason = None
            if until:
                unplanned = at + 1 < len(placed) and settled_from and until < settled_from and self.rng.random() < 0.3
                reason = self.rng.choice(_UNPLANNED_MOVES if unplanned else _OTHER_MOVES)
            self.add(
                tables.PlacementRow, code=code, started=first, ended=until, end_reason=reason,
                provider=_PROVIDER.get(code) or self.rng.choice(("PR1", "PR1", "PR4")),
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
        spells: list[Spell] = []
        for day in sorted(days):
            if not spells or day >= spells[-1][1] + timedelta(days=10):
                spells.append((self.placed_at(day, legal), day))
        return spells

    def statuses(self, started: date, until: date, legal: str) -> list[Spell]:
        """How the present legal status came about."""
        first = "C1" if self.rng.random() < 0.65 else "V2"
        ordered = started + timedelta(days=self.rng.randint(20, 60))
        if legal == "C1" and first == "V2" and ordered < until:
            return [("V2", started), ("C1", ordered)]
        full = started + timedelta(days=self.rng.randint(150, 290))
        if legal == "C2" and full < until:
            return [
                *([("V2", started)] if first == "V2" else []),
                ("C1", ordered if first == "V2" else started),
                ("C2", full),
            ]
        return [("C1" if legal == "C2" else legal, started)]

    def staff(self, started: date, notified: date | None = None, named: date | None = None) -> None:
        """Social workers, manager and IRO since a day, and how the IRO service learnt of the child."""
        notified = notified or min(self.days.add(started, self.rng.randint(0, 2)), self.today)
        named = named or min(self.days.add(notified, self.rng.randint(0, 2)), self.today)
        old = age_on(self.born, self.today) >= 16 and self.rng.random() < 0.7
        team, manager = people.CARE_LEAVERS if old else self.rng.choice(people.TEAMS)
        day = started
        ends: list[date] = []
        while self.rng.random() < 0.6 and (self.today - day).days > 200 and len(ends) < 4:
            day = self.within(day + timedelta(days=90), self.day(-20))
            ends.append(day)
        for first, until in zip([started, *ends], [*ends, None], strict=True):
            name = people.worker(self.rng, self.workers)
            self.add(tables.WorkerRow, role="social_worker", name=name, team=team, started=first, ended=until)
        self.add(tables.WorkerRow, role="manager", name=manager, team=team, started=started)
        self.add(tables.WorkerRow, role="iro", name=people.OFFICER, started=named)
        before = people.OFFICER_BEFORE if (self.today - started).days > 900 else None
        self.add(
            tables.AllocationRow, notified=notified, allocated=named,
            letter_sent=min(self.days.add(named, 2), self.today), iro_id=person_key(people.OFFICER),
            previous_iro_id=person_key(before) if before else None,
        )  # fmt: skip

    def end(self, day: date, reason: str, closed: date) -> None:
        """Let care end, and the case be closed."""
        for model in (tables.CarePeriodRow, tables.LegalStatusRow, tables.PlacementRow):
            for row in self.tables[model]:
                if row["ended"] is None:
                    row["ended"] = day
                    if model is not tables.LegalStatusRow:
                        row["end_reason"] = reason if model is tables.CarePeriodRow else "CARPL"
        for row in self.tables[tables.WorkerRow]:
            row["ended"] = row["ended"] if row.get("ended") else day
        for row in self.tables[tables.DecisionRow]:
            if row.get("done_on") is None and row.get("dropped_on") is None:
                row.update(dropped_on=day, reason="care ended")
        self.child["closed_on"] = closed
