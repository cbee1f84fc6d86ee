"""What comes from the service's hub: its own log first, then what is new of children, proved entry by entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from iro_tui.sharing.at_hub import TOGETHER, WHY_NOT, AtHub, place_of
from iro_tui.sharing.hub import PURGED, StreamChange
from iro_tui.sharing.joined import renew_joined
from iro_tui.sharing.link import HubRefused
from iro_tui.sharing.log_taking import LogItem, RemovedHere, portions, take_items
from iro_tui.sharing.seal import NotTaken
from iro_tui.sharing.service_log import NAME, take_service_items, take_spells, with_items
from iro_tui.sharing.stream import StreamBroken, StreamEntry, StreamForked, StreamPlace, snapshot_read
from iro_tui.store.engine import writing
from iro_tui.store.hub_log import put_log, put_place
from iro_tui.store.migrations import LATEST
from iro_tui.store.work import RECEIVE, Work

_NEWER = "A newer iro-tui wrote of a child: it waits until this one is brought up to date."
_ALTERED = (
    "{child}: entry {pos} at the hub, in the name of {laptop}, is not what was written there ({why}). Nothing of it "
    "was taken, and what is new here waits. Tell your manager, who asks there and of the server's administrator how it "
    "came about; until it is mended a file carries the record on."
)
_SPELLS_ALTERED = "What {laptop} told the hub of time away is not what was written there: {why}. Tell your manager."
_NO_KEY = "A child is sealed under a key of the service that this laptop has not been given yet."


class Bringing:
    """One exchange's way here."""

    def __init__(self, at: AtHub) -> None:
        self.at = at
        self.again = False
        """Whether a fork was mended, and what was pulled is to be pulled anew."""
        self._came: dict[str, date | None] = {}
        """Who has come to be the officer's, and since when the holder has each."""

    def service(self) -> None:
        """The service's own log, entry by entry: who signs must be known before what is signed."""
        council = self.at.joined.council
        try:
            while entries := self.at.hub.pull({council: self.at.place_now(council)}, TOGETHER):
                for entry in entries:
                    if not self._serve(entry, self.at.place_now(council)):
                        return
        except StreamForked:
            if not self._stood_back(council):
                raise HubRefused("the service's own log is not what was written") from None
        except StreamBroken:
            raise HubRefused("the service's own log is not what was written") from None

    def _serve(self, entry: StreamEntry, after: StreamPlace) -> bool:
        if entry.schema > LATEST or (values := self.at.read(entry, after)) is None:
            return False
        items = values["say"]
        with self._taking(entry, "The service's persons and practice came.") as work:
            take_service_items(work, self.at.me, items)
            joined = with_items(renew_joined(work.connection, self.at.joined), entry.device, items)
            self.at.joined = renew_joined(work.connection, joined, devices=joined.devices)
        return True

    @contextmanager
    def _taking(self, entry: StreamEntry, sentence: str) -> Iterator[Work]:
        """An entry of a log of no child is taken in, with its place."""
        with writing(self.at.engine, done=True) as connection:
            yield (work := Work(connection, NAME, sentence, kind=RECEIVE))
            work.settle()
            put_log(connection, entry.stream.hex, None)
            put_place(connection, entry.stream.hex, entry.pos, entry.hash.hex())

    def spells(self, changes: Mapping[UUID, StreamChange]) -> None:
        """When officers are away, out of the log of each; one that cannot be read holds up nothing else."""
        at = self.at
        wanted = {stream: at.place_now(stream) for stream, change in changes.items() if change.mode != "gone"}
        for stream in changes.keys() - wanted.keys():  # the own is not there any more: it is begun anew
            at.forget(stream, 0)
        while wanted:
            entries = at.hub.pull(wanted, at.most)
            for entry in entries:
                if entry.stream in wanted and not self._spell(entry, wanted[entry.stream]):
                    wanted.pop(entry.stream)
                elif entry.stream in wanted:
                    wanted[entry.stream] = entry.place
            if len(entries) < at.most:
                break

    def _spell(self, entry: StreamEntry, after: StreamPlace) -> bool:
        """Whether an entry of such a log was taken, or passed over: it is signed by a laptop of another person."""
        at, person = self.at, self.at.spells[entry.stream]
        try:
            values = at.read(entry, after) if person and entry.schema <= LATEST else None
        except (StreamBroken, KeyError) as why:
            if not (isinstance(why, StreamForked) and self._stood_back(entry.stream)) and isinstance(why, StreamBroken):
                at.hold(entry.stream, _SPELLS_ALTERED.format(laptop=at.laptop(entry.device), why=why))
            return False
        if values is None:
            return False
        signer = at.joined.devices.get(entry.device)
        with self._taking(entry, "When a colleague is away came.") as work:
            if signer and signer.person == person and isinstance(values, dict):
                take_spells(work, at.me, person, values.get("say"))
        return True

    def _stood_back(self, stream: UUID) -> bool:
        """Whether something was read here that the log does not hold any more, and was taken as not read."""
        common = self.at.common(stream)
        if common >= self.at.place_now(stream).pos:
            return False
        self.at.forget(stream, common)
        self.again = True
        return True

    def children(self, changes: Mapping[UUID, StreamChange]) -> None:
        """What is new of children, some entries at once."""
        at = {stream: place_of(log) for stream, log in self.at.logs().items()}
        modes = {stream: change.mode for stream, change in changes.items() if not change.purged}
        wanted = {
            stream: at.get(stream, StreamPlace())
            for stream, mode in modes.items()
            if mode in ("write", "read", "ended") and changes[stream].place != at.get(stream)
        }
        if new := [stream for stream in wanted if stream not in at]:
            for some in portions(self._snapshots(new, modes)):
                self._take(some, wanted)
        while wanted:
            entries = self.at.hub.pull(wanted, self.at.most)
            items = list(self._unsealed(entries, dict(wanted), modes, wanted))
            for some in portions(items):
                self._take([item for item in some if item.stream in wanted], wanted)
                self.at.moment("applied")
            if len(entries) < self.at.most:
                break

    def _snapshots(self, streams: Sequence[UUID], modes: Mapping[UUID, str]) -> Iterator[LogItem]:
        for snapshot in self.at.hub.snapshots(streams, LATEST):
            try:
                values = snapshot_read(self.at.joined.key, self.at.joined.signers(snapshot.epoch), snapshot)
                yield LogItem.of(snapshot.stream, snapshot.place, values, modes[snapshot.stream])
            except (StreamBroken, KeyError, NotTaken):
                continue  # the log itself says it all

    def _unsealed(
        self, entries: Sequence[StreamEntry], at: dict[UUID, StreamPlace], modes: Mapping[UUID, str],
        wanted: dict[UUID, StreamPlace],
    ) -> Iterator[LogItem]:  # fmt: skip
        """The entries, each proved; what cannot be read holds back its child alone."""
        for entry in entries:
            if entry.stream not in wanted:
                continue
            try:
                if entry.schema > LATEST:
                    raise NotTaken(_NEWER)
                values = self.at.read(entry, at[entry.stream])
                if values is None:
                    raise NotTaken(WHY_NOT[PURGED].format(ref="A child"))
                if "say" in values:  # of no child: how an earlier program told when an officer is away
                    wanted.pop(entry.stream)
                    continue
                yield LogItem.of(entry.stream, entry.place, values, modes[entry.stream])
                at[entry.stream] = entry.place
            except (StreamBroken, NotTaken, KeyError) as why:
                wanted.pop(entry.stream)
                if isinstance(why, StreamForked) and self._stood_back(entry.stream):
                    continue
                self.at.hold(entry.stream, self._why_held(entry, why))

    def _why_held(self, entry: StreamEntry, why: StreamBroken | NotTaken | KeyError) -> str:
        if isinstance(why, KeyError):
            return _NO_KEY
        if isinstance(why, NotTaken):
            return str(why)
        child, laptop = self.at.called(entry.stream), self.at.laptop(entry.device)
        return _ALTERED.format(child=child, pos=entry.pos, laptop=laptop, why=why)

    def _take(self, items: Sequence[LogItem], wanted: dict[UUID, StreamPlace]) -> None:
        if not items:
            return
        taken = take_items(self.at.engine, items, self.at.me, self.at.joined.council_name, self.at.today, self._came)
        wanted.update(taken.at)
        self.at.done.came |= taken.child_ids
        self.at.done.arrived |= taken.arrived
        self.at.done.differ += taken.differ
        for stream, why in taken.waits.items():
            wanted.pop(stream, None)
            if not (isinstance(why, RemovedHere) and self.at.joined.manages and self._removed_there(stream)):
                self.at.hold(stream, str(why))

    def _removed_there(self, stream: UUID) -> bool:
        """Whether a child whom this manager removed for good is so at the hub too, and leaves every laptop."""
        try:
            self.at.hub.admin("purge", stream)
        except HubRefused:
            return False
        self.at.done.removed += 1
        return True
