"""The tools a made-up story is told with: rows, chance and days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from iro_tui.domain.practice import Practice
from iro_tui.sample import wording
from iro_tui.sample.people import Person
from iro_tui.store import tables
from iro_tui.store.tables import Kept

Values = dict[str, Any]

_DAY = timedelta(days=1)


class Told:
    """The rows of one child. What a method returns is the row's own values: a situation may still change them."""

    def __init__(self, person: Person, rng: Random, today: date, practice: Practice, workers: int) -> None:
        self.person, self.rng, self.today, self.practice, self.workers = person, rng, today, practice, workers
        self.days = practice.office
        self.tables: defaultdict[type[Kept], list[Values]] = defaultdict(list)
        self.child_id: str | None = None
        self.child = self.add(
            tables.ChildRow, ref=person.ref, initials=person.initials, name=person.name, sex=person.sex,
            sibling_group=person.family, uasc=person.uasc, disabled=False, parent=False,
            ethnicity=self.pick(wording.ETHNICITIES_ARRIVED if person.uasc else wording.ETHNICITIES),
            need="N8" if person.uasc else self.pick(wording.NEEDS),
            interpreter_language="Kurdish Sorani" if person.uasc else "",
        )  # fmt: skip
        self.child_id = self.child["id"]
        self.last: Values = {}
        """The last review held."""
        self._late: set[date] = set()
        self.planned: Values = {}
        """The review that comes next, once there is a row for it."""

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
