"""The laptops of a service as its hub has them, for those who admit and allot."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from iro_tui.sharing.at_hub import AtHub
from iro_tui.sharing.seal import KeyCard


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


def devices(at: AtHub) -> list[DeviceAtHub]:
    """All laptops of the service, by whose they are. Raises HubRefused: managers only."""
    return [DeviceAtHub(*row) for row in at.hub.admin("devices")]
