"""Covers between two officers, as they are lived: handed over, worked on by both, given back, handed on for good.

Each over a real encrypted store, through the session that a face has: what it refuses is refused here.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.domain.allocation import Whose
from iro_tui.sharing.making import Terms, confirm, hand_over
from iro_tui.sharing.taking import receiving
from iro_tui.store.engine import reading
from iro_tui.store.entries import undoable
from iro_tui.store.place import Place
from iro_tui.store.secret import RootSecret
from iro_tui.store.tables import ChildRow, ContactRow, ReviewRow
from iro_tui.store.work import action
from tests.faults.table import rounds
from tests.sharing.test_settle import HISTORIES
from tests.support.laptops import CHILD, DAY, REVIEW, Cell, Laptop, booking, laptops, new_child, no_words

CELLS: dict[str, tuple[Any, str, str]] = {
    "book": (ReviewRow, REVIEW, "booked"),
    "venue": (ReviewRow, REVIEW, "venue"),
    "need": (ChildRow, CHILD, "need"),
}
NOBODYS = Whose(mine=False)
"""Of a child who is not here."""


@dataclass
class Officer:
    """One officer at a store, day by day, and what nobody but this one knows of."""

    laptop: Laptop
    place: Place
    today: date = DAY
    since: set[Cell] = field(default_factory=set)
    """What was set here since the last file for the colleague."""

    @property
    def session(self) -> Session:
        return Session(self.laptop.engine, RootSecret(bytes(16)), self.place, self.today)

    @property
    def whose(self) -> Whose:
        return self.session.caseload().whose.get(CHILD, NOBODYS)

    def cells(self) -> dict[Cell, Any]:
        """What may differ, by the column that leads it: a booking is one value."""
        rows = self.laptop.rows()
        return {(*row, "booked") if row[0] == "review" else (*row, "need"):
                booking(values) if row[0] == "review" else values["need"]
                for row, values in rows.items() if row[0] in ("review", "child")}  # fmt: skip

    def shown(self) -> set[Cell]:
        rows = self.laptop.rows()
        return {
            (row["of_table"], row["of_row"], row["of_column"])
            for (table, _), row in rows.items()
            if table == "difference" and row["settled_on"] is None
        }

    def act(self, kind: str, number: int) -> None:
        """One thing, where the program lets it be done; undo and redo always, as their keys are there always."""
        before, whose = self.laptop.rows(), self.whose
        with reading(self.laptop.engine) as connection:
            last = undoable(connection)
        if kind in ("undo", "redo") and last and last.name != "Add cards":
            cells = self.cells()
            try:
                self.session.undo() if kind == "undo" else self.session.redo()
            except Refused:
                assert self.laptop.rows() == before
            assert whose is NOBODYS or whose.counts or self.laptop.rows() == before, "it is only shown here"
            if self.whose.mine:  # the word of who holds a child stands, and goes with the next file
                self.since |= {cell for cell, value in self.cells().items() if cells.get(cell) != value}
        elif kind in ("undo", "redo"):
            return
        elif whose.counts and kind == "contact":
            with action(self.laptop.engine, "Contact") as work:
                work.add(ContactRow(child_id=CHILD, on_day=self.today, how=f"visit {number}"))
        elif whose.counts:
            model, key, column = CELLS[kind]
            value = DAY + timedelta(number) if kind == "book" else f"{kind} {number}"
            self.laptop.change(model, key, **{column: value})
            self.since.add((model.__tablename__, key, "need" if kind == "need" else "booked"))

    def give(self, to: Officer, why: str, until: date | None) -> bytes:
        kept: list[bytes] = []
        own, card = self.laptop.own, to.laptop.card
        hand_over(self.laptop.engine, own, card, (CHILD,), Terms(why, until, self.today, "statutory"), kept.append)
        return kept[0]

    def take(self, content: bytes) -> str:
        with receiving(self.laptop.engine, content, "statutory", self.today, no_words) as taken:
            return taken.code


def hand(giver: Officer, taker: Officer, why: str, agreed: dict[Cell, Any]) -> None:
    """A file that arrives and is confirmed: what its receiver has of each value then."""
    until = giver.today + timedelta(1) if why == "cover" else None
    sent, had, shown = giver.cells(), taker.cells(), taker.shown()
    confirm(giver.laptop.engine, taker.take(giver.give(taker, why, until)), giver.today)
    for cell, value in taker.cells().items():
        is_new = cell in taker.shown() - shown
        assert value == sent[cell] or cell in taker.since or cell in taker.shown(), (why, cell, value, sent[cell])
        if cell in agreed and had.get(cell) == agreed[cell]:
            assert not is_new, f"{cell} differs though nothing is new of it here"
            assert value == sent[cell]
        agreed.pop(cell, None)
        if value == sent[cell]:
            agreed[cell] = value
    if why == "back":
        giver.since.clear()
    taker.since -= {cell for cell in taker.since if taker.cells()[cell] == sent[cell]}


STEP = st.one_of(
    st.tuples(st.integers(0, 1), st.sampled_from((*CELLS, "contact", "undo", "undo", "redo"))),
    st.tuples(st.integers(0, 1), st.sampled_from(("cover", "cover", "back", "back", "transfer", "next day"))),
)
OWN_UNDO = [(0, "cover"), (1, "book"), (1, "back"), (1, "undo"), (0, "transfer")]
DONE_AND_UNDONE = [(0, "cover"), (1, "book"), (1, "undo"), (0, "book"), (0, "cover")]
OVER = [(0, "cover"), (1, "contact"), (0, "next day"), (0, "next day"), (1, "undo")]


@settings(HISTORIES, max_examples=rounds("handed over"))
@example(OWN_UNDO)
@example(DONE_AND_UNDONE)
@example(OVER)
@given(st.lists(STEP, min_size=5, max_size=20))
def test_histories_of_covers(steps: list[tuple[int, str]]) -> None:
    with ExitStack() as stack:
        folders = (Path(stack.enter_context(TemporaryDirectory())) for _ in range(2))
        both = [Officer(laptop, Place(next(folders))) for laptop in stack.enter_context(laptops(2))]
        new_child(both[0].laptop)
        agreed: dict[Cell, Any] = {}
        for number, (who, what) in enumerate(steps, 1):
            giver, taker = both[who], both[1 - who]
            if what == "next day":
                for each in both:
                    each.today += timedelta(1)
            elif what in ("cover", "transfer", "back"):
                whose = giver.whose
                if whose.mine if what != "back" else whose.covers:
                    hand(giver, taker, what, agreed)
            else:
                giver.act(what, number)
        for each in both:
            assert each.laptop.sound() == []
