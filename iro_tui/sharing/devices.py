"""The laptops of a service as its hub has them, for those who admit and allot."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from iro_tui.sharing.at_hub import AtHub
from iro_tui.sharing.joined import ACTIVE, ESCROW
from iro_tui.sharing.laying import ESCROW_NAME, member_of
from iro_tui.sharing.seal import KeyCard
from iro_tui.store.engine import writing
from iro_tui.store.own import write_exchanges
from iro_tui.store.writes import person_key


class DeviceAtHub(NamedTuple):
    """A laptop as the hub has it."""

    device: UUID
    member: UUID
    name: str
    role: str
    team: str
    state: str
    label: str
    seal: bytes
    sign: bytes
    seen_at: datetime | None
    program: str | None
    schema: int | None

    @property
    def words(self) -> str:
        """The four words that its owner reads out."""
        return KeyCard("", "", bytes(self.seal), bytes(self.sign)).words


class AwaitedAtHub(NamedTuple):
    """Who was invited to the hub and has not come yet; or a login that reads figures, and never does."""

    member: UUID
    name: str
    role: str
    team: str
    invited: datetime


def devices(at: AtHub) -> list[DeviceAtHub]:
    """All laptops of the service, by whose they are, and the card in the safe. Raises HubRefused: managers only."""
    return [DeviceAtHub(*row) for row in at.hub.admin("devices")]


def is_card(at: AtHub, device: DeviceAtHub) -> bool:
    """Whether it is no laptop, but the card in the safe."""
    known = at.joined.devices.get(device.device)
    return known is not None and known.role == ESCROW


def waits(at: AtHub, device: DeviceAtHub) -> bool:
    """Whether a manager is to admit it: it asks, or the hub lets it in and the service's log does not name it.

    Never a card for the safe, whose making was cut short: another is made in its place.
    """
    asks = device.state == "asked" or (device.state == ACTIVE and device.device not in at.joined.devices)
    return asks and device.member != member_of(at.joined.council, ESCROW_NAME)


def awaited(at: AtHub) -> list[AwaitedAtHub]:
    """Who has not come yet, by name. Raises HubRefused: managers only."""
    return [AwaitedAtHub(*row) for row in at.hub.admin("awaited")]


def person_of_device(at: AtHub, laptop: DeviceAtHub) -> str:
    """Whose it is, by the key that the service's own log names."""
    known = at.joined.devices.get(laptop.device)
    return known.person if known else person_key(laptop.name)


def note_exchanges(at: AtHub, laptops: Iterable[DeviceAtHub]) -> None:
    """Keep when each person's laptop was last there."""
    seen: dict[str, datetime] = {}
    for laptop in laptops:
        if laptop.seen_at:
            person = person_of_device(at, laptop)
            seen[person] = max(laptop.seen_at, seen.get(person, laptop.seen_at))
    with writing(at.engine) as connection:
        write_exchanges(connection, seen)
