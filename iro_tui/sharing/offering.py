"""What goes to the service's hub: whatever a log does not hold yet, whoever made it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from iro_tui.clock import now
from iro_tui.sharing.at_hub import ANOTHERS, TOGETHER, WHY_NOT, AtHub, body_of, place_of, schema_of, why_not
from iro_tui.sharing.entry import ChildPart, parts_for_log, whole_for_log
from iro_tui.sharing.hub import KNOWN, NOT_YOURS, PURGED, STALE, TAKEN
from iro_tui.sharing.joined import renew_joined
from iro_tui.sharing.link import HubRefused
from iro_tui.sharing.service_log import device_items, items_since, spells_since
from iro_tui.sharing.stream import StreamEntry, StreamPlace, entry_written, snapshot_written
from iro_tui.store.connection import Connection
from iro_tui.store.engine import reading, writing
from iro_tui.store.entries import last_operation
from iro_tui.store.hub_log import (
    KnownLog,
    children_set_since,
    forget_places,
    keys_there,
    known_logs,
    put_log,
    put_place,
)
from iro_tui.text import ref_key

SNAPSHOT_AFTER = 20
"""Entries after which a child's rows are laid down for who comes anew: they take some 4 KB, and an entry 1."""
_LARGEST = 2**20
_TOO_LARGE = "{ref} holds more than an entry of the hub may: hand it over as a file."

_SPELLS_NOT_TAKEN = "The hub does not take when you are away: tell your manager."


class Offering:
    """One exchange's way there."""

    def __init__(self, at: AtHub, own: Collection[str]) -> None:
        """`own`: the children whom the officer holds, for whom a log may be begun."""
        self.at, self._own_children = at, own
        self.offered = at.joined.offered
        self._crossed: set[str] = set()

    def service(self) -> bool:
        """What is for the service, not of a child; whether it was stale. By a manager it stands in the service's own
        log; an officer says there, in a log of her own, when she is away.
        """
        at, joined = self.at, self.at.joined
        log, since = (joined.council, items_since) if joined.manages else (at.member, spells_since)
        place = at.place_now(log)
        with reading(at.engine) as connection:
            last = last_operation(connection)
            before = joined.service_told if place.pos or joined.manages else 0  # a log that is begun says all there is
            items: list[Any] = list(since(connection, before, at.me))
        if joined.manages and (
            joined.service_told == 0 or place == StreamPlace()
        ):  # the hub began anew, or was set back
            items = device_items(joined) + items
        if not items:
            at.keep(service_told=last)
            return False
        entry = entry_written(joined.key, at.device, log, place, uuid4(), 1, {"say": items})
        (answer,) = at.hub.push([entry])
        if answer.status != TAKEN:
            if answer.status in (STALE, KNOWN):
                return True
            at.hold(log, _SPELLS_NOT_TAKEN)
            return False
        with writing(at.engine) as connection:
            put_log(connection, log.hex, None)
            put_place(connection, log.hex, entry.pos, entry.hash.hex())
            at.joined = renew_joined(connection, joined, service_told=last)
        return False

    def children(self) -> bool:
        """What is not in the children's logs yet; whether something was stale."""
        with reading(self.at.engine) as connection:
            last = last_operation(connection)
            logs = {log.child_id: log for log in known_logs(connection) if log.child_id}
            waiting = {log.child_id for log in logs.values() if log.waits and log.child_id}
            touched = children_set_since(connection, self.at.joined.offered) | waiting
            offers = [
                offer
                for child_id in sorted(touched)
                if (child_id in logs or child_id in self._own_children) and is_here(connection, child_id)
                for offer in self._offers(connection, child_id, logs.get(child_id))
            ]
        stale = False
        for start in range(0, len(offers), TOGETHER):
            some = offers[start : start + TOGETHER]
            self.at.moment("pushing")
            answers = {answer.op: answer.status for answer in self.at.hub.push([entry for _, _, entry in some])}
            self.at.moment("pushed")
            anew = self._note(some, answers)
            stale = stale or anew or bool({STALE, KNOWN} & set(answers.values()))
        self.offered = self.offered if stale else last
        return stale

    def _offers(
        self, connection: Connection, child_id: str, log: KnownLog | None
    ) -> Iterator[tuple[str, ChildPart, StreamEntry]]:
        parts = parts_for_log(connection, child_id, self.at.me, uuid4().hex, TOGETHER)
        if not parts:
            return
        stream = UUID(log.stream) if log else self._named_anew(connection, child_id, parts[0].ref)
        place = place_of(log) if log else StreamPlace()
        held = self.at.waits.get(stream)
        if log and log.mode not in ("write", "ended") and not (log.mode == "read" and self._lets_in(stream)):
            self.at.hold(stream, why_not(log, parts[0].ref), child_id)
        elif not held:
            for part in parts:
                parcel = part.entries[0].key if part.whole else uuid4().hex
                entry = self.at.written(connection, stream, place, part, parcel)
                if len(entry.body or b"") > _LARGEST:
                    self.at.hold(stream, _TOO_LARGE.format(ref=part.ref), child_id)
                    return
                place = entry.place
                yield child_id, part, entry

    def _named_anew(self, connection: Connection, child_id: str, ref: str) -> UUID:
        """The log that a child begins: of the reference, or where an earlier child here had it, of the child alone."""
        key = self.at.joined.key
        of_ref = key.stream(ref_key(ref))
        return key.stream(child_id) if any(log.stream == of_ref.hex for log in known_logs(connection)) else of_ref

    def _lets_in(self, stream: UUID) -> bool:
        """Whether a manager may deliver of a child whom others hold, as an allocation.

        She gives herself a hold that is over, within whose grace the hub takes it: she may write, and holds nothing.
        """
        if not self.at.joined.manages:
            return False
        try:
            self.at.hub.admin("assign", stream, self.at.member, "write", now())
        except HubRefused:
            return False
        return True

    def _note(self, offers: Sequence[tuple[str, ChildPart, StreamEntry]], answers: Mapping[UUID, str]) -> bool:
        """Keep what became of them; whether a child is to be offered again, in a log of another name."""
        anew = False
        with writing(self.at.engine) as connection:
            known = {log.stream for log in known_logs(connection)}
            for child_id, part, entry in offers:
                status = answers.get(entry.op, STALE)
                if status == TAKEN:
                    if entry.stream.hex not in known:
                        put_log(connection, entry.stream.hex, child_id)
                    put_place(connection, entry.stream.hex, entry.pos, entry.hash.hex(), part.knows)
                    self.at.done.went += 1
                    if entry.pos // SNAPSHOT_AFTER > (entry.pos - 1) // SNAPSHOT_AFTER:
                        self._crossed.add(child_id)
                elif status == PURGED and entry.pos == 1:  # who is there again is another case than the one removed
                    put_log(connection, self.at.joined.key.stream(child_id).hex, child_id)
                    anew = True
                elif status in WHY_NOT:
                    why = ANOTHERS if status == NOT_YOURS and entry.pos == 1 else WHY_NOT[status]
                    self.at.hold(entry.stream, why.format(ref=part.ref), child_id)
                    if status == NOT_YOURS:
                        put_log(connection, entry.stream.hex, child_id, "gone")
        return anew

    def begun_anew(self, log: KnownLog) -> bool:
        """Whether the hub knew nothing of a child, as an old backup does, and has taken it anew."""
        if log.child_id is None or log.child_id not in self._own_children:
            return False
        with reading(self.at.engine) as connection:
            if not is_here(connection, log.child_id):
                return False
            part = whole_for_log(connection, log.child_id, self.at.me, parcel := uuid4().hex)
            entry = self.at.written(connection, UUID(log.stream), StreamPlace(), part, parcel)
        (answer,) = self.at.hub.push([entry])
        if answer.status == TAKEN:
            with writing(self.at.engine) as connection:
                forget_places(connection, log.stream, 0)
                put_place(connection, log.stream, entry.pos, entry.hash.hex(), part.knows)
            self.at.done.went += 1
        return answer.status in (TAKEN, STALE)

    def snapshots(self) -> None:
        """The rows of children whose logs grew long, where nothing of them waits here."""
        for child_id in sorted(self._crossed):
            with reading(self.at.engine) as connection:
                log = next(log for log in known_logs(connection) if log.child_id == child_id)
                me, parcel = self.at.me, uuid4().hex
                if parts_for_log(connection, child_id, me, parcel, TOGETHER):
                    continue
                part = whole_for_log(connection, child_id, me, parcel)
                values = body_of(connection, part)
            key, own, stream = self.at.joined.key, self.at.device, UUID(log.stream)
            self.at.hub.keep(snapshot_written(key, own, stream, place_of(log), schema_of(part), values))


def is_here(connection: Connection, child_id: str) -> bool:
    """Whether a child is in this store."""
    return bool(keys_there(connection, "child", {child_id}))
