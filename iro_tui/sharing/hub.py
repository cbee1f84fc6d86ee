"""The service's hub as a way of carrying: what it offers an exchange, and nothing of what an exchange makes of it.

Beside it `hub.sql` is the whole of the server: it takes an entry, or says where the log stands, and never merges.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import UUID

from iro_tui.sharing.stream import StreamEntry, StreamPlace, StreamSnapshot

if TYPE_CHECKING:
    from iro_tui.sharing.link import HubLink

MOST: Final = 2000
"""Entries that the hub gives or takes at once."""

TAKEN, KNOWN, STALE = "taken", "known", "stale"
"""What the hub answers to an entry: it has its place; it has it already; the log stands elsewhere. Else why not."""
NOT_YOURS, PURGED, TOO_NEW = "not yours", "purged", "too new"


class HubGreeting(NamedTuple):
    """Who one is at the hub; `state` is the device's: unknown, asked, active or revoked."""

    council: UUID
    council_name: str
    schema: int
    epoch: int
    member: UUID
    name: str
    role: str
    team: str
    state: str


class StreamChange(NamedTuple):
    """A stream that stands elsewhere at the hub; `mode`: write, read, ended, or gone (no more is said then)."""

    stream: UUID
    mode: str
    head: int | None
    head_hash: bytes | None
    purged: bool

    @property
    def place(self) -> StreamPlace:
        """Where its log stands."""
        return StreamPlace(self.head or 0, self.head_hash or b"")


class PushAnswer(NamedTuple):
    """What became of an entry; `pos`: where it lies, or for a stale one where the log stands."""

    stream: UUID
    op: UUID
    status: str
    pos: int | None


class Hub:
    """A device's own view of the hub. Each call raises HubSilent or HubRefused; an empty answer says "nothing new"."""

    def __init__(self, link: HubLink, device: UUID) -> None:
        self.device = device
        self._link = link

    def hello(self, program: str, schema: int) -> HubGreeting:
        """First of an exchange."""
        (row,) = self._link.ask("hello", self.device, program, schema)
        return HubGreeting(*row)

    def changed(self, places: Mapping[UUID, StreamPlace]) -> list[StreamChange]:
        """The streams that stand elsewhere than here, new ones among them."""
        pos, hashes = [at.pos for at in places.values()], [at.hash for at in places.values()]
        return [StreamChange(*row) for row in self._link.ask("changed", self.device, list(places), pos, hashes)]

    def pull(self, places: Mapping[UUID, StreamPlace], most: int = MOST) -> list[StreamEntry]:
        """The next entries behind those places; fewer than `most` are all."""
        pos = [at.pos for at in places.values()]
        return [StreamEntry(*row) for row in self._link.ask("pull", self.device, list(places), pos, most)]

    def snapshots(self, streams: Iterable[UUID], schema: int) -> list[StreamSnapshot]:
        """The newest of each stream that has one which a program of this schema reads."""
        return [StreamSnapshot(*row) for row in self._link.ask("snapshots", self.device, list(streams), schema)]

    def push(self, entries: Sequence[StreamEntry]) -> list[PushAnswer]:
        """Offer entries, each for its place; taken together or, where this raises, perhaps: they are offered again."""
        columns: list[list[Any]] = [
            [getattr(entry, name) for entry in entries]
            for name in ("stream", "pos", "op", "epoch", "schema", "prev", "hash", "sig", "body")
        ]
        return [PushAnswer(*row) for row in self._link.ask("push", self.device, *columns)]

    def keep(self, snapshot: StreamSnapshot) -> str:
        """Offer a snapshot; known, where a newer one is kept already."""
        return str(self.admin(
            "keep_snapshot", snapshot.stream, snapshot.pos, snapshot.pos_hash, snapshot.epoch, snapshot.schema,
            snapshot.hash, snapshot.sig, snapshot.body,
        )[0][0])  # fmt: skip

    def admin(self, function: str, *values: object) -> list[tuple[Any, ...]]:
        """A function for those who allot and admit: keys, admit, revoke, turn_key, invite, assign and the others."""
        return self._link.ask(function, self.device, *values)
