"""Real encrypted stores that exchange over a hub: what goes into a file for a colleague goes into an entry of the log.

To a laptop the hub is one more colleague, who knows what lies in the log. So the one rule settles here as it does
between files: what stands here stands, what comes is done and put back, and both values are kept.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from iro_tui.sharing.entry import ChildPart
from iro_tui.sharing.file import Inside
from iro_tui.sharing.hub import KNOWN, STALE
from iro_tui.sharing.link import HubLink
from iro_tui.sharing.making import Terms, inside_of
from iro_tui.sharing.own import add_card
from iro_tui.sharing.seal import OwnKeys
from iro_tui.sharing.stream import StreamEntry, StreamPlace, entry_read, entry_written
from iro_tui.sharing.taken import FileTerms
from iro_tui.sharing.taking import _Taking
from iro_tui.store.engine import reading, writing
from iro_tui.store.passing_on import all_rows_of, done_to, short, taken_in
from iro_tui.store.tables import HandOverRow
from iro_tui.store.work import ROWS, action
from tests.support.hub_service import Officer
from tests.support.laptops import CHILD, DAY, Laptop

HUB = OwnKeys.make("The hub").card


class HubStore:
    """One officer's store, and the line to the hub; the place in the log is what was last taken."""

    def __init__(self, laptop: Laptop, officer: Officer) -> None:
        self.laptop, self.officer = laptop, officer
        self.stream: UUID = officer.key.stream(CHILD)
        self.at = StreamPlace()
        self.moment: Callable[[str], None] = lambda where: None
        with action(laptop.engine, "Add cards") as work:
            add_card(work, HUB)

    @property
    def link(self) -> HubLink:
        return self.officer.link

    def exchange(self, most: int = 2000) -> None:
        """There and back until nothing is stale, five times at most."""
        for _ in range(5):
            changes = {change.stream: change for change in self.officer.hub.changed({self.stream: self.at})}
            self.moment("asked")
            while self.stream in changes and self.at != changes[self.stream].place:
                for entry in self.officer.hub.pull({self.stream: self.at}, most):
                    self._take(entry)
                    self.moment("applied")
            if not {STALE, KNOWN} & self._offer():
                break

    def _take(self, entry: StreamEntry) -> None:
        values = entry_read(self.officer.key, self.officer.signers, self.at, entry)
        assert values is not None
        inside = Inside(values, HUB, "")
        with writing(self.laptop.engine, done=True) as connection:
            terms = FileTerms.read(inside, values["parcel"])
            _Taking(connection, terms, inside, self.laptop.card.person, DAY).done()
        self.at = entry.place

    def _offer(self) -> set[str]:
        with reading(self.laptop.engine) as connection:
            if ("child", CHILD) not in all_rows_of(connection, CHILD):
                return set()
            there = frozenset[str]().union(
                *(each.knows for each in taken_in(connection, CHILD) if each.person == HUB.person)
            )
            done = {short(each.key) for each in done_to(connection, [CHILD])[CHILD] if each.kind != ROWS}
            if there and done <= there:
                return set()
            terms = Terms("back", None, DAY, "statutory")
            parcel = uuid4().hex
            values = inside_of(
                connection, self.laptop.own, HUB.person, HUB.name, [CHILD], terms, parcel, whole=False
            )  # fmt: skip
        entry = entry_written(
            self.officer.key, self.officer.own, self.stream, self.at, UUID(hex=parcel), 1, values
        )  # fmt: skip
        self.moment("pushing")
        (answer,) = self.officer.hub.push([entry])
        self.moment("pushed")
        if answer.status == "taken":
            self._note_sent(ChildPart.read(values["children"][0]), parcel)
            self.at = entry.place
        return {answer.status}

    def _note_sent(self, part: ChildPart, parcel: str) -> None:
        """What was taken there is known there."""
        row = {
            "child_id": CHILD, "parcel": parcel, "person_id": HUB.person, "received": True, "why": "back",
            "on_day": DAY, "confirmed_on": DAY, "knows": "".join(sorted(part.knows)),
        }  # fmt: skip
        with action(self.laptop.engine, "Exchange") as work:
            work.add_rows(HandOverRow, [row])
