"""An exchange with the service's hub: what is new there comes, is settled, and what is new here goes.

The log is what came first and stands. An entry takes its place in a child's log or is stale; then it is all done again.
What was lost at the hub, set back to an old backup, is in the journals of the laptops: whatever it does not hold any
more is offered like anything new, whoever made it. So a place that is gone, and a fork, are one case.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from iro_tui.clock import now
from iro_tui.sharing.admitting import end_refused
from iro_tui.sharing.allotting import allot
from iro_tui.sharing.at_hub import TOGETHER, AtHub, ExchangeDone, place_of, why_not
from iro_tui.sharing.bringing import Bringing
from iro_tui.sharing.devices import devices, note_exchanges
from iro_tui.sharing.entry import parts_for_log
from iro_tui.sharing.hub import MOST, PURGED, HubGreeting, StreamChange
from iro_tui.sharing.joined import ACTIVE, ESCROW, renew_joined
from iro_tui.sharing.link import HubLink, HubRefused
from iro_tui.sharing.offering import Offering, is_here
from iro_tui.sharing.stream import StreamPlace
from iro_tui.store.connection import Connection, Engine
from iro_tui.store.engine import writing
from iro_tui.store.hub_log import KnownLog, known_logs, put_log
from iro_tui.store.migrations import LATEST

TRIES = 5
"""How often it is begun again because the hub had moved."""
_LEFT = ("ended", "gone", "purged")


def exchange(
    engine: Engine,
    link: HubLink,
    today: date,
    own: Collection[str],
    *,
    program: str = "iro-tui",
    moment: Callable[[str], None] | None = None,
    most: int = MOST,
) -> ExchangeDone:
    """There and back over an opened store and a connection. `own`: whom the officer holds, for whom a log may be begun.

    Raises HubSilent, HubRefused, StoreError: what was done by then is kept, and the next exchange goes on from there.
    """
    at = AtHub(engine, link, today, moment, most)
    greeted(at, at.hub.hello(program, LATEST))
    if at.joined.state != ACTIVE:
        return at.done
    laptops = devices(at) if at.joined.manages else []
    at.members = {each.device: each.member for each in laptops}
    bringing, offering = Bringing(at), Offering(at, own)
    for _ in range(TRIES):
        if not _once(at, bringing, offering):
            break
    offering.snapshots()
    if at.joined.manages:
        end_refused(at, laptops)
        note_exchanges(at, laptops)
        allot(at, laptops)
    _end(at, offering.offered)
    return at.done


def greeted(at: AtHub, hello: HubGreeting) -> None:
    """Know what the hub says of who one is there, and take a key of the service that is new. Raises HubRefused."""
    joined, at.member = at.joined, hello.member
    if hello.council != joined.council:
        raise HubRefused("this hub is another council's")
    values: dict[str, Any] = {
        "council_name": hello.council_name, "name": hello.name, "role": hello.role, "team": hello.team,
        "state": hello.state,
    }  # fmt: skip
    if hello.state == ACTIVE and hello.epoch not in joined.epochs:
        values["epochs"] = at.fetched_keys()
    if any(getattr(joined, name) != value for name, value in values.items()):
        at.keep(**values)
    at.done.state = hello.state
    if at.joined.manages and hello.state == ACTIVE and hello.schema < LATEST and _all_can_read(at):
        at.hub.admin("raise_schema", LATEST)


def _all_can_read(at: AtHub) -> bool:
    """Whether every laptop of the service reads what this program writes; the card in the safe reads nothing."""
    safe = {device for device, known in at.joined.devices.items() if known.role == ESCROW}
    return all((each.schema or 0) >= LATEST for each in devices(at) if each.state == ACTIVE and each.device not in safe)


def _once(at: AtHub, bringing: Bringing, offering: Offering) -> bool:
    """Once there and back; whether it is to be done again."""
    at.waits.clear()
    bringing.again = False
    logs, council = at.logs(), at.joined.council
    places = {council: StreamPlace()} | {
        stream: place_of(log) for stream, log in logs.items() if log.mode not in ("gone", "purged")
    }
    changes = {change.stream: change for change in at.hub.changed(places)}
    if ended := [stream for stream, log in logs.items() if log.mode == "ended" and stream not in changes]:
        at_hub = at.hub.changed(places | dict.fromkeys(ended, StreamPlace()))  # given back, and nothing written since
        changes |= {change.stream: change for change in at_hub if change.stream in ended}
    at.moment("asked")
    for stream, change in changes.items():
        if stream in places and change.mode != "gone" and not change.purged:
            _stand_back(at, stream, places[stream], change)
        if (log := logs.get(stream)) and log.child_id:
            _heed(at, offering, log, change)
    if changes.pop(council, None):
        bringing.service()
    bringing.spells({stream: changes.pop(stream) for stream in at.spells if stream in changes})
    bringing.children(changes)
    service = offering.service()
    return offering.children() or service or bringing.again


def _stand_back(at: AtHub, stream: UUID, place: StreamPlace, change: StreamChange) -> None:
    """Where the hub lacks places that were read here, or has others: all from there on is new here again."""
    if change.place.pos < place.pos or (change.place.pos == place.pos and change.place != place):
        at.forget(stream, at.common(stream))


def _heed(at: AtHub, offering: Offering, log: KnownLog, change: StreamChange) -> None:
    """How one has the child at the hub now."""
    mode = PURGED if change.purged else change.mode
    if mode != log.mode and not (mode == "gone" and offering.begun_anew(log)):
        with writing(at.engine) as connection:
            put_log(connection, log.stream, log.child_id, mode)


def _end(at: AtHub, offered: int) -> None:
    """Keep what waits, and name who leaves."""
    with writing(at.engine) as connection:
        known = {log.stream for log in known_logs(connection)}
        for stream, child_id in at.waiting.items():
            if stream.hex not in known:
                put_log(connection, stream.hex, child_id)
        for log in known_logs(connection):
            if log.child_id is not None:
                at.done.held += is_here(connection, log.child_id)
                waits = at.waits.pop(UUID(log.stream), "") or _left(at, connection, log)
                if waits != log.waits:
                    put_log(connection, log.stream, log.child_id, log.mode, waits)
                at.done.waits += [waits] if waits else []
        at.done.waits += dict.fromkeys(at.waits.values())
        before, joined = at.joined.offered, renew_joined(connection, at.joined, exchanged_at=now())
        if joined.offered == before:  # else another window found something lost
            joined = renew_joined(connection, joined, offered=offered)
        at.joined = joined


def _left(at: AtHub, connection: Connection, log: KnownLog) -> str:
    """Whether a child leaves who is not this officer's any more; a sentence where something of it waits here."""
    if log.mode not in _LEFT or not log.child_id or not is_here(connection, log.child_id):
        return ""
    if parts := parts_for_log(connection, log.child_id, at.me, uuid4().hex, TOGETHER):
        return why_not(log, parts[0].ref)
    at.done.leaving[log.child_id] = log.mode
    return ""
