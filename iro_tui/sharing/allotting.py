"""What a manager allocated here is done at the hub too: the child is given to who holds it now, and to who covers.

The record says it, whoever wrote last, and not the act: what is done twice changes nothing, and an undo gives back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from iro_tui.clock import now
from iro_tui.domain.allocation import carried, covers_of
from iro_tui.sharing.at_hub import AtHub
from iro_tui.sharing.devices import DeviceAtHub, person_of_device
from iro_tui.sharing.laying import member_of
from iro_tui.sharing.link import HubRefused
from iro_tui.sharing.service_log import NAME
from iro_tui.store.engine import reading
from iro_tui.store.entries import last_operation
from iro_tui.store.facts import read_cases
from iro_tui.store.hub_log import children_allotted_since, known_logs
from iro_tui.store.own import read_colleagues
from iro_tui.store.reads import read_authors

_NOT_GIVEN = "{ref} is not given on at the hub: {name} is no member there, or the child is not your team's."


class HoldingAtHub(NamedTuple):
    """Who has a child at the hub."""

    member: UUID
    mode: str
    until: datetime | None


class Giving(NamedTuple):
    """A child to a member until then; `instead`: and to nobody else."""

    member: UUID
    until: datetime | None = None
    instead: bool = False


def givings(
    holdings: Sequence[HoldingAtHub], holder: UUID, cover: UUID | None, until: datetime | None, at: datetime
) -> Iterator[Giving]:
    """What is to be said so that `holder` has a child for good, and `cover` until then. Pure.

    Another one's time is over where the holder is new, and a cover's that is on record no more; whoever else has the
    child for good keeps it.
    """
    holds = {each.member: each.until for each in holdings if each.mode == "write"}
    instead = holder not in holds or holds[holder] is not None
    if instead:
        yield Giving(holder, instead=True)
    else:
        over = (each for each, end in holds.items() if each not in (holder, cover) and end and end > at)
        yield from (Giving(each, at) for each in over)
    if cover and (instead or cover not in holds or holds[cover] != until):
        yield Giving(cover, until)


def end_of(day: date | None) -> datetime | None:
    """When a last day is over."""
    return datetime.combine(day + timedelta(days=1), time.min).astimezone() if day else None


def allot(at: AtHub, laptops: Iterable[DeviceAtHub]) -> None:
    """Tell the hub of what was allocated here since. What it refuses, and a cover yet to begin, is tried again.

    Once a day of all that ever was: a hub set back to an older backup knows nothing of it, and no log may show that.
    """
    since = at.joined.allotted if at.joined.published == at.today else 0
    with reading(at.engine) as connection:
        last, colleagues = last_operation(connection), read_colleagues(connection)
        cases = read_cases(connection, children_allotted_since(connection, since, NAME))
        authors = read_authors(connection) if cases else {}
        streams = {log.child_id: UUID(log.stream) for log in known_logs(connection)}
    holdings = _holdings(at) if cases else {}
    council = at.joined.council
    members = {each.key: member_of(council, each.name) for each in colleagues.values()}
    members |= {person_of_device(at, each): each.member for each in laptops if each.state != "revoked"}
    members[at.me] = at.member
    waits = False
    for child_id, case in cases.items():
        waits = waits or any(cover.allocated and cover.allocated > at.today for cover in covers_of(case))
        has = carried(case, at.me, at.today, authors.get(child_id, ""))
        if (stream := streams.get(child_id)) is None or has.holder not in members:
            continue
        cover = members.get(has.cover)
        try:
            for giving in givings(holdings.get(stream, ()), members[has.holder], cover, end_of(has.until), now()):
                at.hub.admin("assign", stream, giving.member, "write", giving.until, giving.instead)
        except HubRefused:
            waits = True
            names = " or ".join(colleagues[person].name for person in has.by if person in colleagues)
            at.hold(stream, _NOT_GIVEN.format(ref=case.ref, name=names or "its IRO"), child_id)
    if not waits and last != at.joined.allotted:
        at.keep(allotted=last)


def _holdings(at: AtHub) -> dict[UUID, list[HoldingAtHub]]:
    """Who has which child, of those for whom one allots."""
    holdings: defaultdict[UUID, list[HoldingAtHub]] = defaultdict(list)
    for stream, member, mode, _since, until in at.hub.admin("holdings"):
        holdings[stream].append(HoldingAtHub(member, mode, until))
    return holdings
