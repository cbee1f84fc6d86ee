"""A laptop at the service's hub: its own keys, the connection, how far it has come, and what an exchange did so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from iro_tui.sharing.entry import ChildPart
from iro_tui.sharing.hub import MOST, NOT_YOURS, PURGED, TOO_NEW, Hub
from iro_tui.sharing.joined import ACTIVE, ESCROW, Joined, read_joined, renew_joined
from iro_tui.sharing.link import HubLink
from iro_tui.sharing.own import own_keys
from iro_tui.sharing.seal import NotTaken, OwnKeys
from iro_tui.sharing.stream import DeviceKey, StreamEntry, StreamPlace, entry_read, entry_written
from iro_tui.sharing.wrapping import unwrapped
from iro_tui.store.connection import Connection, Engine
from iro_tui.store.engine import reading, writing
from iro_tui.store.hub_log import KnownLog, forget_places, known_logs, last_place, places_read
from iro_tui.store.passing_on import rows_beside
from iro_tui.store.reads import read_rows
from iro_tui.store.shapes import SHAPES, ChildRow

TOGETHER = 100
"""Entries that are taken, and offered, at once: no key waits longer than for these."""
WHY_NOT = {
    NOT_YOURS: "The hub takes nothing of {ref} from you any more, and something waits here: hand it over as a file.",
    PURGED: "{ref} was removed for good by the service, and something of it waits here.",
    TOO_NEW: "Something of {ref} waits until every laptop of the service can read it.",
}
"""What is told of work that the hub does not take."""
ANOTHERS = "{ref} is at the hub already, with somebody else: ask your manager whose it is. What you wrote waits here."
"""The same of a child of whom it never took anything from here: two have put it on record."""


def why_not(log: KnownLog, ref: str) -> str:
    """The same of a child whom one has at the hub no more, or never had there."""
    if log.pos == 0 and log.mode != PURGED:
        return ANOTHERS.format(ref=ref)
    return WHY_NOT[PURGED if log.mode == PURGED else NOT_YOURS].format(ref=ref)


@dataclass(slots=True)
class ExchangeDone:
    """What an exchange did."""

    state: str = ACTIVE
    came: set[str] = field(default_factory=set)
    """Children of whom something came."""
    arrived: set[str] = field(default_factory=set)
    """Those of them who were not here before."""
    removed: int = 0
    """Children whom the hub has removed for good, since they were so here."""
    went: int = 0
    """Entries that the hub took."""
    differ: int = 0
    """Values that gave way."""
    waits: list[str] = field(default_factory=list)
    """A sentence of what waits, and why."""
    leaving: dict[str, str] = field(default_factory=dict)
    """Children who are not this officer's at the hub any more, and of whom nothing waits here: by key, and why not."""
    held: int = 0
    """How many children are here of those that the hub has."""


class AtHub:
    """What the parts of one exchange have in common."""

    def __init__(
        self, engine: Engine, link: HubLink, today: date, moment: Callable[[str], None] | None = None, most: int = MOST
    ) -> None:
        """`moment` is told where the exchange is. Raises NotTaken: no hub was joined."""
        with reading(engine) as connection:
            joined, own_card = read_joined(connection), own_keys(connection)
        if joined is None or own_card is None:
            raise NotTaken("No hub was joined here: iro hub join, with the line of your invitation.")
        self.engine, self.today, self.most = engine, today, most
        self.moment: Callable[[str], None] = moment or (lambda _: None)
        self.joined: Joined = joined
        self.keys: OwnKeys = own_card
        self.hub = Hub(link, joined.device)
        self.member = UUID(int=0)
        """Which member one is there, once it was greeted."""
        self.members: Mapping[UUID, UUID] = {}
        """Which member has which laptop: to a manager."""
        self.done = ExchangeDone()
        self.waits: dict[UUID, str] = {}
        """Of the logs that wait, why, in a sentence."""
        self.waiting: dict[UUID, str] = {}
        """Of those the children, where they are here."""

    @property
    def me(self) -> str:
        """The officer's own key among the persons of the service."""
        return self.keys.card.person

    @property
    def spells(self) -> dict[UUID, str]:
        """The logs in which officers say when they are away, and whose they are: to a manager all, else the own.

        Each is named as its member, and the hub takes it from that one alone. Of nobody yet where the service's log
        does not say whose laptop it is.
        """
        known = {device: each.person for device, each in self.joined.devices.items() if each.role != ESCROW}
        of_all = {member: known[device] for device, member in self.members.items() if device in known}
        return {**dict.fromkeys(self.members.values(), ""), **of_all, self.member: self.me}

    def fetched_keys(self) -> Mapping[int, bytes]:
        return unwrapped(self.keys, self.joined.council, self.hub.admin("keys")).epochs

    def keep(self, **values: Any) -> None:
        with writing(self.engine) as connection:
            self.joined = renew_joined(connection, self.joined, **values)

    def logs(self) -> dict[UUID, KnownLog]:
        with reading(self.engine) as connection:
            return {UUID(log.stream): log for log in known_logs(connection)}

    def called(self, stream: UUID) -> str:
        """The child of a log by the reference here; of one who has not come yet the log tells none."""
        log = self.logs().get(stream)
        with reading(self.engine) as connection:
            here = read_rows(connection, ChildRow, id=[log.child_id]) if log and log.child_id else []
        return here[0].ref if here else "A child who has not come here yet"

    def laptop(self, device: UUID) -> str:
        """Whose laptop it is, as far as the service's log names it."""
        known = self.joined.devices.get(device)
        return f"{known.name}'s laptop" if known else "a laptop that the service does not know"

    def place_now(self, stream: UUID) -> StreamPlace:
        with reading(self.engine) as connection:
            pos, digest = last_place(connection, stream.hex)
        return StreamPlace(pos, bytes.fromhex(digest))

    def read(self, entry: StreamEntry, after: StreamPlace) -> Mapping[str, Any] | None:
        joined = self.joined
        return entry_read(joined.key, joined.signers(entry.epoch), after, entry)

    def common(self, stream: UUID) -> int:
        """The last place that is here as it is at the hub."""
        with reading(self.engine) as connection:
            here = places_read(connection, stream.hex)
        common, place = 0, StreamPlace(min(here, default=1) - 1)
        while entries := self.hub.pull({stream: place}, self.most):
            for entry in entries:
                if here.get(entry.pos) != entry.hash.hex():
                    return common
                common = entry.pos
            place = entries[-1].place
        return common

    def forget(self, stream: UUID, after: int) -> None:
        with writing(self.engine) as connection:
            forget_places(connection, stream.hex, after)
            of_service = stream == self.joined.council or stream in self.spells
            again = {"service_told": 0} if of_service else {"offered": 0}
            self.joined = renew_joined(connection, self.joined, **again)

    def hold(self, stream: UUID, sentence: str, child_id: str = "") -> None:
        """Let a child's exchange wait, and say why."""
        self.waits[stream] = sentence
        if child_id:
            self.waiting[stream] = child_id

    @property
    def device(self) -> DeviceKey:
        return DeviceKey(self.joined.device, self.keys.sign)

    def written(
        self, connection: Connection, stream: UUID, after: StreamPlace, part: ChildPart, parcel: str
    ) -> StreamEntry:
        """The entry that says this of a child, for the place behind `after`."""
        key, values, needed = self.joined.key, body_of(connection, part), schema_of(part)
        return entry_written(key, self.device, stream, after, UUID(hex=parcel), needed, values)


def body_of(connection: Connection, part: ChildPart) -> dict[str, Any]:
    """What stands in an entry, or a snapshot, before it is sealed."""
    rows = [row.after for entry in part.entries for row in entry.rows]
    return {"child": part.as_json(), "beside": rows_beside(connection, [*rows, *part.people])}


def schema_of(part: ChildPart) -> int:
    """The oldest schema that can read it: what it needs, not what wrote it."""
    rows = (row for entry in part.entries for row in entry.rows)
    return max((SHAPES[row.table].by_name[name].since for row in rows for name in row.after), default=1)


def place_of(log: KnownLog) -> StreamPlace:
    """How far a log was read."""
    return StreamPlace(log.pos, bytes.fromhex(log.hash))
