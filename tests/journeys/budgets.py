"""The keys that the commonest things cost, counted in the real app: `python -m tests.journeys.budgets` prints them."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from iro_tui.actions.sample import sample_session
from iro_tui.caseload.session import Session
from iro_tui.tui.app import IroApp
from tests.journeys.day import acts
from tests.support import TODAY
from tests.support.driving import at, at_today, drive, over, until


@dataclass(frozen=True, slots=True)
class Budget:
    """Something done often: the row it is done on, the keys, how many of them are allowed, and what must come of it."""

    what: str
    allowed: int
    keys: Sequence[str]
    row: Callable[[Session, str], bool]
    """Whether a child is one to do it with."""
    came: Callable[[Session, str], bool]
    """Whether it was done with the child."""
    typed: int = 0
    """How many of the keys are the typing of a date or a text, beyond the budget."""


def _rag(value: str) -> Callable[[Session, str], bool]:
    return lambda session, child_id: session.child_card(child_id).row.rag_trail[-1:] == (value,)


def _booked(session: Session, child_id: str) -> bool:
    upcoming = session.child_card(child_id).row.next_review
    return upcoming is not None and upcoming.booked is not None


def _bookable(session: Session, child_id: str) -> bool:
    """A review that is not booked and whose limit lies beyond the date that is typed."""
    upcoming = session.child_card(child_id).row.next_review
    return upcoming is not None and upcoming.agreed is None and (upcoming.limit - TODAY).days > 40


def _not_green(session: Session, child_id: str) -> bool:
    return session.child_card(child_id).row.who.rag != "green"


def _can_be_held(session: Session, child_id: str) -> bool:
    """A child old enough to take part, whose review is in time."""
    row = session.child_card(child_id).row
    return row.age is not None and row.age > 4 and row.next_review is not None and row.next_review.limit >= TODAY


def _held(session: Session, child_id: str) -> bool:
    return session.child_card(child_id).last_review == TODAY


def _any(_: Session, __: str) -> bool:
    return True


BUDGETS = (
    Budget("RAG green", 3, ("r", "g", "enter"), _not_green, _rag("green")),
    Budget("RAG amber", 4, ("r", "a", "2", "enter"), _any, _rag("amber")),
    Budget("RAG red", 4, ("r", "r", "1", "enter"), _any, _rag("red")),
    Budget(
        "mid-point check without concern", 3, ("m", "n", "enter"),
        lambda session, child_id: session.child_card(child_id).row.midpoint is not None,
        lambda session, child_id: session.child_card(child_id).row.midpoint is None,
    ),
    Budget("a standard held review", 8, ("h", "g", "1", "Y", "enter"), _can_be_held, _held),
    Budget("book a date", 2, ("b", "+", "2", "0", "w", "d", "enter"), _bookable, _booked, typed=5),
)  # fmt: skip


def pressed(budget: Budget) -> tuple[int, bool]:
    """The keys it took, and whether it was done; over a made-up caseload of its own."""
    done = False

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        nonlocal done
        await at_today(pilot)
        await pilot.press("2")
        screen = await at(pilot, "caseload")
        session = app.open_session
        child_id = next(row.child_id for row in screen.table.rows if budget.row(session, row.child_id))
        screen.table.find(child_id)
        await at(pilot, "caseload")
        await pilot.press(*budget.keys)
        await until(pilot, lambda: len(app.screen_stack) == 1, "the list again")
        done = budget.came(session, child_id)

    drive(over(lambda: sample_session(40, 1, TODAY)), steps)
    return len(budget.keys) - budget.typed, done


def found() -> tuple[int, bool]:
    """The keys it takes to find a child by three letters or digits of the reference, and whether it was found."""
    keys, here = 0, False

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        nonlocal keys, here
        await at_today(pilot)
        await pilot.press("2")
        screen = await at(pilot, "caseload")
        refs = [row.ref for row in screen.table.rows]
        wanted = next(ref for ref in reversed(refs) if sum(ref[-3:] in other for other in refs) == 1)
        typed = ["slash", *wanted[-3:], "enter"]
        await pilot.press(*typed)
        await until(pilot, lambda: len(screen.table.rows) == 1, "the child alone")
        keys = len(typed)
        row = screen.table.row
        here = screen.table.has_focus and row is not None and row.ref == wanted

    drive(over(lambda: sample_session(40, 1, TODAY)), steps)
    return keys, here


def lines() -> list[tuple[str, int, int, bool]]:
    """What is done, the keys it took, the keys allowed, and whether it was done."""
    counted = [(budget.what, budget.allowed, pressed(budget)) for budget in BUDGETS]
    counted.append(("find a child: / and three letters, Enter", 5, found()))
    return [(what, took, allowed, done) for what, allowed, (took, done) in counted]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["IRO_SETTINGS"] = str(Path(folder))
        kept = True
        print(f"{'what':<44} {'keys':>4} {'allowed':>8}")
        for what, took, allowed, done in lines():
            kept = kept and done and took <= allowed
            print(f"{what:<44} {took:>4} {allowed:>8}  {'done' if done else 'NOT DONE'}")
        twelve = acts()
        print(f"\n{'twelve acts of a day':<50} {'keys':>4} {'typed':>6}")
        for what, took, typed in (*twelve, ("in all", sum(a.keys for a in twelve), sum(a.typed for a in twelve))):
            print(f"{what:<50} {took:>4} {typed:>6}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
