"""A laptop of the tests: the whole protocol of an exchange over rows kept in a dict, to be read in one sitting.

What stands at the hub stands; what is pending here gives way, column by column, and is told. Unsent work is never
dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from iro_tui.sharing.hub import KNOWN, STALE, TAKEN, Hub, StreamChange
from iro_tui.sharing.link import HubAddress, HubLink
from iro_tui.sharing.stream import (
    DeviceKey,
    ServiceKey,
    StreamEntry,
    StreamForked,
    StreamPlace,
    StreamSnapshot,
    entry_read,
    entry_written,
    snapshot_read,
    snapshot_written,
)

Row = tuple[str, str]
Moments = Callable[[str], None]
"""Called at each moment of an exchange at which it may be cut: asked, applied, pushing, pushed."""


@dataclass
class Operation:
    """What an officer did to one child: per row and column what was there (None: a new row), and what is now."""

    stream: UUID
    name: str
    changes: list[tuple[Row, dict[str, Any] | None, dict[str, Any]]]
    op: UUID = field(default_factory=uuid4)
    schema: int = 1

    def told(self) -> dict[str, Any]:
        return {"name": self.name, "changes": [[*row, before, after] for row, before, after in self.changes]}

    @classmethod
    def of(cls, entry: StreamEntry, values: Mapping[str, Any]) -> Operation:
        changes = [((table, row), before, after) for table, row, before, after in values["changes"]]
        return cls(entry.stream, values["name"], changes, entry.op, entry.schema)


class Laptop:
    """Rows, places, what is pending, what was sent, and what was told to the officer."""

    def __init__(
        self, address: HubAddress, key: ServiceKey, own: DeviceKey, signers: Mapping[UUID, bytes], schema: int = 1
    ) -> None:
        self.address, self.key, self.own, self.signers, self.schema = address, key, own, signers, schema
        self.rows: dict[Row, dict[str, Any]] = {}
        self.streams: dict[Row, UUID] = {}
        self.at: dict[UUID, StreamPlace] = {}
        self.chain: dict[UUID, dict[int, bytes]] = {}
        self.pending: list[Operation] = []
        self.sent: dict[UUID, dict[int, tuple[StreamEntry, Operation]]] = {}
        self.differences: list[tuple[Row, str, Any, Any]] = []
        self.notices: list[tuple[str, UUID]] = []
        self.kept_unsent: list[Operation] = []
        self.moment: Moments = lambda where: None
        self._link: HubLink | None = None

    # The officer

    def do(self, stream: UUID, name: str, wanted: Mapping[Row, Mapping[str, Any]], schema: int = 1) -> Operation | None:
        """Write rows of a child; None where everything is as it was."""
        changes: list[tuple[Row, dict[str, Any] | None, dict[str, Any]]] = []
        for row, values in wanted.items():
            old = self.rows.get(row)
            after = {name: value for name, value in values.items() if old is None or old.get(name) != value}
            if after:
                before = None if old is None else {name: old.get(name) for name in after}
                changes.append((row, before, after))
        if not changes:
            return None
        operation = Operation(stream, name, changes, schema=schema)
        self._lay(operation)
        self.pending.append(operation)
        return operation

    def undo(self, operation: Operation) -> list[tuple[Row, str]]:
        """Take back an own operation where its values still stand; what stays since others changed it is returned."""
        back: dict[Row, dict[str, Any]] = {}
        stays: list[tuple[Row, str]] = []
        for row, before, after in operation.changes:
            now = self.rows.get(row, {})
            for name, value in after.items():
                if now.get(name) != value:
                    stays.append((row, name))
                elif before is not None:
                    back.setdefault(row, {})[name] = before[name]
        self.do(operation.stream, f"Undo {operation.name}", back)
        return stays

    def _lay(self, operation: Operation) -> None:
        for row, _, after in operation.changes:
            self.rows.setdefault(row, {}).update(after)
            self.streams[row] = operation.stream

    # The exchange

    @property
    def link(self) -> HubLink:
        if self._link is None:
            self._link = HubLink(self.address)
        return self._link

    @property
    def hub(self) -> Hub:
        return Hub(self.link, self.own.device)

    def cut(self) -> None:
        """The line is gone, whatever was on its way."""
        if self._link is not None:
            self._link.close()
            self._link = None

    def exchange(self, most: int = 2000) -> None:
        """Everything there and back, until nothing is stale, five times at most."""
        for _ in range(5):
            hub = self.hub
            self.hello = hub.hello("tests", self.schema)
            changes = {change.stream: change for change in hub.changed(self.at)}
            self.moment("asked")
            behind = {change.stream for change in changes.values() if self._behind(change)}
            self._newcomers(changes)
            held_back = self._take(set(changes) - behind, changes, most) | behind
            answers = self._offer(held_back)
            self._let_go(changes)
            if not {STALE, KNOWN} & answers:
                break

    def _behind(self, change: StreamChange) -> bool:
        """Set back to an old backup: offer again what went out from here since. Where others wrote on, it is a fork."""
        stream, place = change.stream, change.place
        if (
            change.mode == "gone"
            or change.purged
            or stream not in self.at
            or place == self.at[stream]
            or place.pos > self.at[stream].pos
        ):
            return False
        if place.pos and self.chain[stream].get(place.pos) != place.hash:
            self._anew(stream)
            return False
        self.notices.append(("set back", stream))
        again = [entry for pos, (entry, _) in sorted(self.sent.get(stream, {}).items()) if pos > place.pos]
        if again:
            self.hub.push(again)
        return True

    def _newcomers(self, changes: Mapping[UUID, StreamChange]) -> None:
        """A child that comes anew comes by its snapshot, where there is one that can be read."""
        new = [
            stream for stream, change in changes.items() if stream not in self.at and change.mode in ("write", "read")
        ]
        for snapshot in self.hub.snapshots(new, self.schema) if new else ():
            for table, row, values in snapshot_read(self.key, self.signers, snapshot)["rows"]:
                self.rows[table, row] = values
                self.streams[table, row] = snapshot.stream
            self._stand(snapshot.stream, snapshot.place)

    def snapshot(self, stream: UUID) -> StreamSnapshot:
        rows = [[*row, values] for row, values in self.rows.items() if self.streams[row] == stream]
        return snapshot_written(self.key, self.own, stream, self.at[stream], self.schema, {"rows": rows})

    def _take(self, streams: set[UUID], changes: Mapping[UUID, StreamChange], most: int) -> set[UUID]:
        """Pull and apply, a child at a time; the children that must wait for a newer program are returned."""
        wanted = set()
        for stream in streams:
            change = changes[stream]
            if change.mode != "gone" and not change.purged and change.place != self.at.get(stream):
                wanted.add(stream)
        held_back: set[UUID] = set()
        while wanted:
            entries = self.hub.pull({stream: self.at.get(stream, StreamPlace()) for stream in wanted}, most)
            for entry in entries:
                if entry.stream in held_back:
                    continue
                if entry.schema > self.schema:
                    held_back.add(entry.stream)
                    self.notices.append(("too new", entry.stream))
                    continue
                try:
                    self._apply(entry)
                except StreamForked:
                    self._anew(entry.stream)
                    entries = [entry] * most  # ask again
                    break
                self.moment("applied")
            if len(entries) < most:
                break
            wanted -= held_back
        return held_back

    def _apply(self, entry: StreamEntry) -> None:
        after = self.at.get(entry.stream, StreamPlace())
        values = entry_read(self.key, self.signers, after, entry)
        own = next((each for each in self.pending if each.op == entry.op), None)
        if own is not None:  # the answer to its push was lost
            self.pending.remove(own)
            self._keep_sent(entry, own)
        elif values is not None:
            arrived = Operation.of(entry, values)
            for row, _, after_values in arrived.changes:
                for name, stands in after_values.items():
                    self._give_way(row, name, stands)
            self._lay(arrived)
            self.pending = [each for each in self.pending if each.changes]
            if entry.device == self.own.device:
                self._keep_sent(entry, arrived)
        self._stand(entry.stream, entry.place)

    def _stand(self, stream: UUID, place: StreamPlace) -> None:
        self.at[stream] = place
        self.chain.setdefault(stream, {})[place.pos] = place.hash

    def _give_way(self, row: Row, name: str, stands: Any) -> None:
        for operation in self.pending:
            for number, (other, before, after) in enumerate(operation.changes):
                if other == row and name in after:
                    mine = after.pop(name)
                    if mine != stands:
                        self.differences.append((row, name, mine, stands))
                    left = {key: value for key, value in (before or {}).items() if key in after}
                    operation.changes[number] = (row, left, after)  # the row is there already
            operation.changes = [change for change in operation.changes if change[2]]

    def _anew(self, stream: UUID) -> None:
        """A fork: this child from its beginning; own work of the branch that is lost is pending again."""
        self.notices.append(("forked", stream))
        lost = [operation for _, (_, operation) in sorted(self.sent.pop(stream, {}).items())]
        mine = [*lost, *(each for each in self.pending if each.stream == stream)]
        self.pending = [each for each in self.pending if each.stream != stream]
        for row in [row for row, its in self.streams.items() if its == stream]:
            del self.rows[row], self.streams[row]
        self.at[stream] = StreamPlace()
        there = set()
        while entries := self.hub.pull({stream: self.at[stream]}):
            for entry in entries:
                self._apply(entry)
                there.add(entry.op)
        for operation in mine:
            if operation.op in there:
                continue
            wanted: dict[Row, dict[str, Any]] = {}
            for row, before, after in operation.changes:
                now = self.rows.get(row)
                for name, value in after.items():
                    if now is None or (before or {}).get(name) == now.get(name):
                        wanted.setdefault(row, {})[name] = value
                    elif now.get(name) != value:
                        self.differences.append((row, name, value, now.get(name)))
            self.do(stream, operation.name, wanted, operation.schema)

    def _offer(self, held_back: set[UUID]) -> set[str]:
        out: list[tuple[StreamEntry, Operation]] = []
        ends = dict(self.at)
        for operation in self.pending:
            if operation.stream not in held_back:
                after = ends.get(operation.stream, StreamPlace())
                entry = entry_written(
                    self.key, self.own, operation.stream, after, operation.op, operation.schema, operation.told()
                )
                ends[operation.stream] = entry.place
                out.append((entry, operation))
        if not out:
            return set()
        self.moment("pushing")
        answers = {(answer.stream, answer.op): answer.status for answer in self.hub.push([entry for entry, _ in out])}
        self.moment("pushed")
        for entry, operation in out:
            status = answers[entry.stream, entry.op]
            if status == TAKEN:
                self._stand(entry.stream, entry.place)
                self.pending.remove(operation)
                self._keep_sent(entry, operation)
            elif status not in (STALE, KNOWN):
                self.notices.append((status, entry.stream))
                self.pending.remove(operation)
                self.kept_unsent.append(operation)  # shown, and offered as a file
        return set(answers.values())

    def _keep_sent(self, entry: StreamEntry, operation: Operation) -> None:
        self.sent.setdefault(entry.stream, {})[entry.pos] = entry, operation

    def _let_go(self, changes: Mapping[UUID, StreamChange]) -> None:
        """A child that is no longer this officer's leaves; what was not taken any more is kept."""
        for change in changes.values():
            why = "purged" if change.purged else change.mode
            if change.stream in self.at and why in ("purged", "ended", "gone"):
                self.kept_unsent += [each for each in self.pending if each.stream == change.stream]
                self.pending = [each for each in self.pending if each.stream != change.stream]
                for row in [row for row, its in self.streams.items() if its == change.stream]:
                    del self.rows[row], self.streams[row]
                del self.at[change.stream]
                self.notices.append((why, change.stream))
