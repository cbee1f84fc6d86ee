"""Laptops that exchange files, each a real encrypted store, and what is acknowledged on each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from iro_tui.caseload.differing import cells_of
from iro_tui.domain.allocation import BY_FILE
from iro_tui.domain.retention import StayingFacts
from iro_tui.domain.typed_booking import NOT_BOOKED
from iro_tui.sharing import making, taking
from iro_tui.sharing.making import Terms
from iro_tui.sharing.own import add_card
from iro_tui.sharing.seal import KeyCard, NotTaken, OwnKeys
from iro_tui.sharing.taken import TakenFile
from iro_tui.store.connection import Engine
from iro_tui.store.engine import reading, writing
from iro_tui.store.entries import undoable
from iro_tui.store.own import OWN_CARD, write_draft
from iro_tui.store.passing_on import Cells, Rows, all_rows_of
from iro_tui.store.purging import Leaving, purge
from iro_tui.store.replay import differences
from iro_tui.store.shapes import SHAPES
from iro_tui.store.tables import ChildRow, ConferenceRow, ContactRow, ReviewRow
from iro_tui.store.turning import redo, undo
from iro_tui.store.work import action
from tests.support.journalled import faults, fresh_store, last

DAY = date(2026, 11, 20)
CHILD, REVIEW = "c" * 32, "d" * 32
Cell = tuple[str, str, str]
PERSONS = ("A. Patel", "D. Hughes", "C. Smith", "T. Banks")
KEYS = {name: OwnKeys.make(name) for name in PERSONS}


def no_words() -> str:
    raise AssertionError("nobody is asked for words")


@dataclass
class Laptop:
    """One officer's store."""

    own: OwnKeys
    engine: Engine
    receipts: list[str] = field(default_factory=list)
    """Of the files that were taken in here."""

    @property
    def card(self) -> KeyCard:
        return self.own.card

    def change(self, model: Any, key: str, **values: Any) -> bool:
        with action(self.engine, "Change") as work:
            return work.change(model, key, **values)

    def hand_over(
        self, to: Laptop, why: str = "cover", *children: str, whole: bool = False, on: date = DAY,
        until: date | None = None,
    ) -> bytes:  # fmt: skip
        kept: list[bytes] = []
        terms = Terms(why, until, on, "statutory")
        making.hand_over(self.engine, self.own, to.card, children or (CHILD,), terms, kept.append, whole=whole)
        return kept[0]

    def take(self, content: bytes, on: date = DAY) -> TakenFile:
        with taking.receiving(self.engine, content, "statutory", on, no_words) as taken:
            self.receipts.append(taken.code)
        return taken

    def try_take(self, content: bytes) -> str:
        """Why a file was not taken in; empty where it was."""
        try:
            self.take(content)
        except NotTaken as refusal:
            return str(refusal)
        return ""

    def rows(self, child_id: str = CHILD) -> Rows:
        """All of the child, nobody being this officer, so that laptops can be compared."""
        with reading(self.engine) as connection:
            rows = all_rows_of(connection, child_id)
        for (table, _), row in rows.items():
            for name in ("made_by", "kept_by", "late_by"):
                if name in row:
                    row[name] = row[name] or self.card.person
            if table == "allocation":
                row["iro_id"] = row["iro_id"] or self.card.person
                if row["reason"] == BY_FILE:
                    row["previous_iro_id"] = row["previous_iro_id"] or self.card.person
        return rows

    def sound(self) -> list[str]:
        """What is wrong with the journal: its chain, or that it tells other facts than stand there."""
        with reading(self.engine) as connection:
            return [*faults(self.engine), *differences(connection)]


@contextmanager
def laptops(count: int) -> Iterator[list[Laptop]]:
    """So many laptops of officers who know each other's cards; nothing else is on them."""
    with ExitStack() as stack:
        made = [Laptop(KEYS[name], stack.enter_context(fresh_store())) for name in PERSONS[:count]]
        for each in made:
            with writing(each.engine) as connection:
                write_draft(connection, OWN_CARD, each.own.kept())
            with action(each.engine, "Add cards") as work:
                for other in made:
                    if other is not each:
                        add_card(work, other.card)
        yield made


def new_child(laptop: Laptop, ref: str = "AB 1042", child: str = CHILD, review: str = REVIEW) -> None:
    """A child with a review, on one laptop."""
    with action(laptop.engine, "Add child") as work:
        work.add_rows(ChildRow, [{"id": child, "ref": ref, "initials": "AB"}])
        work.add_rows(ReviewRow, [{"id": review, "child_id": child, "booked": DAY}])


def exchange_all(those: Sequence[Laptop]) -> None:
    """Files between all, one after the other, until nothing is new."""
    on = [*pairwise(those)]
    back = [(taker, giver) for giver, taker in reversed(on)]
    for giver, taker in (on + back) * 2:
        if ("child", CHILD) in giver.rows():
            refusal = taker.try_take(giver.hand_over(taker, "back"))
            assert not refusal or "was never here" in refusal, refusal
            if not refusal:
                making.confirm(giver.engine, taker.receipts[-1], DAY)


# What is acknowledged


def booking(review: Cells) -> Cells:
    """What only makes sense together of a review's booking."""
    return {name: review.get(name) for name in SHAPES["review"].wholes["booked"]}


@dataclass
class Acknowledged:
    """The values that somebody set and nobody who had seen them changed again."""

    live: dict[Cell, set[Any]] = field(default_factory=lambda: defaultdict(set))
    removed: set[tuple[str, str]] = field(default_factory=set)
    bookings: list[Cells] = field(default_factory=lambda: [booking({"booked": DAY.isoformat()})])
    """Each that somebody arranged, whole."""

    @contextmanager
    def by(self, laptop: Laptop, *, sets: bool = True) -> Iterator[None]:
        """What an officer does within; an undo only takes back (`sets` is False)."""
        before = laptop.rows()
        yield
        after = laptop.rows()
        if sets and ("review", REVIEW) in after:
            self.bookings.append(booking(after["review", REVIEW]))
        for row, now in after.items():
            was = before.get(row, {})
            for column in ("booked", "venue", "need", "how", "note"):
                if column in now and now[column] != was.get(column):
                    self.live[*row, column].discard(was.get(column))
                    if sets and now[column] is not None:
                        self.live[*row, column].add(now[column])
            if now["deleted_at"] and not was.get("deleted_at"):
                self._gone(row, was, sets=sets)
            elif was.get("deleted_at") and not now["deleted_at"]:
                self.removed.discard(row)

    def _gone(self, row: tuple[str, str], was: dict[str, Any], *, sets: bool) -> None:
        for cell, values in self.live.items():
            if cell[:2] == row:
                values.discard(was.get(cell[2]))
        if sets:
            self.removed.add(row)

    def lost(self, rows: Rows) -> list[Any]:
        """What neither stands nor is shown as a difference."""
        import json

        shown: defaultdict[Cell, set[Any]] = defaultdict(set)
        for (table, _), row in rows.items():
            if table == "difference":
                for value in (json.loads(row["kept"]), json.loads(row["late"])):
                    for column, each in cells_of(row["of_column"], value).items():
                        shown[row["of_table"], row["of_row"], column].add(each)
                        shown[row["of_table"], "", column].add(each)
        lost: list[Any] = []
        for cell, values in self.live.items():
            # Of the conference there is one: where two apart had booked it the one's day stands on the other's row.
            there = [
                row
                for key, row in rows.items()
                if not row["deleted_at"] and (key == cell[:2] or cell[0] == key[0] == "conference")
            ]
            told = shown[cell[0], "", cell[2]] if cell[0] == "conference" else shown[cell]
            lost += [(cell, value) for value in values - told if value not in {row[cell[2]] for row in there}]
        if ("review", REVIEW) in rows and booking(rows["review", REVIEW]) not in self.bookings:
            lost.append(("nobody arranged it", booking(rows["review", REVIEW])))
        for table, key in self.removed:
            if (table, key) in rows and not shown[table, key, "deleted_at"]:
                lost.append((key, "removed"))
        return lost


ACTS = (
    "book", "move", "unbook", "venue", "need", "contact", "note", "conference", "remove contact", "remove review",
    "undo", "redo", "purge",
)  # fmt: skip


def _purge_another(laptop: Laptop, number: int) -> None:
    """Another child, of whom one thing was done together with this one, and who is removed for good."""
    with action(laptop.engine, "Together") as work:
        other = work.add(ChildRow(ref=f"XY {number}"))
        work.add_many(ContactRow(child_id=key, on_day=DAY, how=f"both {number}") for key in (CHILD, other))
    stays = StayingFacts({"born_year": 2015})
    purge(laptop.engine, [Leaving(other, (), stays)], "Removed 1 closed case for good.", DAY, last(laptop.engine))


def _book_conference(laptop: Laptop, rows: Rows, number: int) -> None:
    """The next conference, of which there is one at a time: booked, or moved."""
    booked = date.fromordinal(DAY.toordinal() + number)
    now = next((key for (table, key), row in rows.items() if table == "conference" and not row["deleted_at"]), None)
    with action(laptop.engine, "Conference") as work:
        if now:
            work.change(ConferenceRow, now, booked=booked)
        else:
            work.add(ConferenceRow(child_id=CHILD, kind="review", booked=booked))


def act(laptop: Laptop, kind: str, number: int, acknowledged: Acknowledged) -> None:
    """Let an officer do one thing, if it can be done."""
    rows = laptop.rows()
    child, review = rows.get(("child", CHILD)), rows.get(("review", REVIEW))
    if kind in ("undo", "redo"):
        with reading(laptop.engine) as connection:
            if (last := undoable(connection)) is None or last.name == "Add cards":
                return
        with acknowledged.by(laptop, sets=kind == "redo"):
            undo(laptop.engine) if kind == "undo" else redo(laptop.engine)
        return
    if child is None or child["deleted_at"]:
        return
    contacts = sorted(key for (table, key), row in rows.items() if table == "contact" and not row["deleted_at"])
    with acknowledged.by(laptop):
        if kind == "need":
            laptop.change(ChildRow, CHILD, need=f"N{number}")
        elif kind == "contact":
            with action(laptop.engine, "Contact") as work:
                work.add(ContactRow(child_id=CHILD, on_day=DAY, how=f"visit {number}"))
        elif kind == "conference":
            _book_conference(laptop, rows, number)
        elif kind == "purge":
            _purge_another(laptop, number)
        elif kind in ("note", "remove contact") and contacts:
            contact = contacts[number % len(contacts)]
            if kind == "note":
                laptop.change(ContactRow, contact, note=f"note {number}")
            else:
                with action(laptop.engine, "Delete") as work:
                    work.remove(ContactRow, contact)
        elif review and not review["deleted_at"]:
            if kind == "book":
                laptop.change(ReviewRow, REVIEW, booked=date.fromordinal(DAY.toordinal() + number))
            elif kind == "move":
                day, time = date.fromordinal(DAY.toordinal() + number), f"{number % 24:02}:00"
                laptop.change(ReviewRow, REVIEW, booked=day, booked_time=time, venue=f"hall {number}")
            elif kind == "unbook":
                laptop.change(ReviewRow, REVIEW, **NOT_BOOKED)
            elif kind == "venue":
                laptop.change(ReviewRow, REVIEW, venue=f"room {number}")
            elif kind == "remove review":
                with action(laptop.engine, "Delete") as work:
                    work.remove(ReviewRow, REVIEW)
