"""Histories of children who are handed over for good: whoever does what Today asks loses nothing.

Unlike the histories of settling, nobody exchanges more than is asked for: what nobody is asked for is lost.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from iro_tui.domain.allocation import Whose, whose
from iro_tui.domain.exchanged import covers_over, to_send_on
from iro_tui.domain.vocabulary import BACK, COVER, SINCE, TRANSFER
from iro_tui.sharing.making import confirm
from iro_tui.sharing.seal import NotTaken
from iro_tui.store.engine import reading
from iro_tui.store.facts import read_cases
from iro_tui.store.own import read_exchanged
from iro_tui.store.reads import read_rows
from iro_tui.store.shapes import HandOverRow
from tests.sharing.test_settle import EXAMPLES, HISTORIES, standing
from tests.support.laptops import ACTS, CHILD, DAY, Acknowledged, Laptop, act, laptops, new_child

COVERED_FOR = timedelta(days=4)


@dataclass
class SentFile:
    """A file on its way."""

    giver: Laptop
    to: Laptop
    content: bytes
    receipt: str = ""


@dataclass
class Service:
    """Officers at their laptops, day after day."""

    those: list[Laptop]
    day: date = DAY
    files: list[SentFile] = field(default_factory=list)

    def whose(self, laptop: Laptop) -> Whose | None:
        with reading(laptop.engine) as connection:
            case = read_cases(connection, [CHILD]).get(CHILD)
        return whose(case, laptop.card.person, self.day) if case else None

    def write(self, laptop: Laptop, to: Laptop, why: str) -> SentFile | None:
        """A file, where the officer may write it."""
        has = self.whose(laptop)
        with reading(laptop.engine) as connection:
            waiting = read_rows(connection, HandOverRow, received=False, confirmed_on=None)
        if to is laptop or has is None or any(row.person_id != to.card.person for row in waiting):
            return None
        if why in (COVER, TRANSFER) and not has.mine:
            return None
        if why == BACK and not has.covers and to.card.person not in self._over(laptop):
            return None
        until = self.day + COVERED_FOR if why == COVER else None
        self.files.append(SentFile(laptop, to, laptop.hand_over(to, why, on=self.day, until=until)))
        return self.files[-1]

    def arrives(self, file: SentFile) -> None:
        with suppress(NotTaken):
            file.receipt = file.to.take(file.content, self.day).code

    def answered(self, file: SentFile) -> None:
        if file.receipt:
            with suppress(NotTaken):
                confirm(file.giver.engine, file.receipt, self.day)

    def as_asked(self) -> bool:
        """Do what Today asks of everybody once; whether anything was asked."""
        self.day += timedelta(days=1)
        asked = False
        for laptop in self.those:
            for person, why in self._asked(laptop):
                asked = True
                to = next(each for each in self.those if each.card.person == person)
                file = next((f for f in self.files[::-1] if (f.giver, f.to) == (laptop, to)), None) if not why else (
                    self.write(laptop, to, why)
                )  # fmt: skip
                if file:
                    self.arrives(file)
                    self.answered(file)
        return asked

    def _over(self, laptop: Laptop) -> list[str]:
        """To whom a child of a cover that is over is to go back."""
        with reading(laptop.engine) as connection:
            cases, exchanged = read_cases(connection, [CHILD]), read_exchanged(connection)
        over = covers_over(cases, laptop.card.person, exchanged, self.day)
        return [each.person for each in over if each.by_officer]

    def _asked(self, laptop: Laptop) -> list[tuple[str, str]]:
        """To whom something is to go, and why; without why a file waits for its receipt."""
        with reading(laptop.engine) as connection:
            cases, exchanged = read_cases(connection, [CHILD]), read_exchanged(connection)
            waiting = read_rows(connection, HandOverRow, received=False, confirmed_on=None)
        own = laptop.card.person
        each_whose = {key: whose(case, own, self.day) for key, case in cases.items()}
        on = [each.person for each in to_send_on(each_whose, exchanged)]
        return [
            *((row.person_id, "") for row in waiting),
            *((person, BACK) for person in self._over(laptop)),
            *((person, SINCE) for person in on),
        ]


STEP = st.one_of(
    st.tuples(st.just("act"), st.integers(0, 2), st.sampled_from(ACTS)),
    st.tuples(st.just("give"), st.integers(0, 2), st.integers(1, 2)),
    st.tuples(st.just("arrives"), st.integers(0, 4), st.none()),
    st.tuples(st.just("answered"), st.integers(0, 4), st.none()),
)


def live(count: int, whys: tuple[str, ...], steps: list[tuple[str, int, Any]]) -> None:
    """A history, and then what Today asks, until it asks nothing."""
    with laptops(count) as those:
        acknowledged, service = Acknowledged(), Service(those)
        new_child(those[0])
        for number, (kind, which, what) in enumerate(steps, 1):
            service.day += timedelta(days=1)
            laptop = those[which % count]
            if kind == "act" and (has := service.whose(laptop)) and has.counts:
                act(laptop, what, number, acknowledged)
            elif kind == "give":
                service.write(laptop, those[(which + what) % count], whys[number % len(whys)])
            elif kind in ("arrives", "answered") and service.files:
                getattr(service, kind)(service.files[-1 - which % len(service.files)])
        service.day += COVERED_FOR
        for _ in range(12):
            if not service.as_asked():
                break
        else:
            raise AssertionError("Today asks for ever")
        child = those[0].rows().get(("child", CHILD))
        if child and child["deleted_at"]:
            return
        holders = [laptop for laptop in those if (has := service.whose(laptop)) and has.mine]
        assert len(holders) == 1
        assert acknowledged.lost(standing(holders[0])) == []
        for laptop in those:
            assert laptop.sound() == []


@settings(HISTORIES, max_examples=EXAMPLES)
@example([("give", 0, 1), ("act", 0, "book"), ("act", 0, "contact"), ("arrives", 0, None), ("answered", 0, None)])
@given(st.lists(STEP, min_size=6, max_size=25))
def test_histories_of_hand_overs_for_good(steps: list[tuple[str, int, Any]]) -> None:
    live(3, (TRANSFER,), steps)


@settings(HISTORIES, max_examples=EXAMPLES)
@given(st.lists(STEP, min_size=6, max_size=25))
def test_histories_of_covers_and_hand_overs_for_good(steps: list[tuple[str, int, Any]]) -> None:
    live(3, (TRANSFER, COVER, COVER), steps)


@settings(HISTORIES, max_examples=EXAMPLES)
@example([
    ("give", 0, 1), ("arrives", 0, None), ("answered", 0, None), ("give", 1, 1), ("act", 1, "book"),
    ("arrives", 0, None), ("act", 1, "contact"), ("answered", 0, None),
])  # fmt: skip
@given(st.lists(STEP, min_size=6, max_size=25))
def test_histories_of_covers_that_go_back(steps: list[tuple[str, int, Any]]) -> None:
    live(2, (BACK, COVER), steps)
