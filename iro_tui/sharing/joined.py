"""That a hub was joined: where it is, who one is there, the service's keys and its devices; in the encrypted store."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from iro_tui.domain.colleagues import MANAGERS
from iro_tui.sharing.link import HubAddress
from iro_tui.sharing.seal import NotTaken
from iro_tui.sharing.secrecy import KEY_BYTES
from iro_tui.sharing.stream import ServiceKey
from iro_tui.store.connection import Connection
from iro_tui.store.hub_log import joined_body, write_joined
from iro_tui.store.sealing import bytes_of, text_of

ESCROW = "escrow"
"""The role of the device that has no login: the council's card of the safe."""
UNKNOWN, ASKED, ACTIVE, REVOKED = "unknown", "asked", "active", "revoked"
"""How a device is at the hub."""


class ServiceDevice(NamedTuple):
    """A device of the service, as its log names it."""

    person: str
    name: str
    role: str
    seal: bytes
    sign: bytes
    last_epoch: int | None = None
    """Of one that was revoked: the last epoch of the key under which it wrote."""

    def kept(self) -> list[Any]:
        """As JSON has it."""
        return [self.person, self.name, self.role, text_of(self.seal), text_of(self.sign), self.last_epoch]

    @classmethod
    def of(cls, values: Any) -> ServiceDevice:
        """Out of JSON. Raises ValueError, TypeError for what is none."""
        person, name, role, seal, sign, last = values
        keys = bytes_of(seal, KEY_BYTES), bytes_of(sign, KEY_BYTES)
        return cls(str(person), str(name), str(role), *keys, None if last is None else int(last))


@dataclass(frozen=True, slots=True)
class Joined:
    """One's own part in a service that has a hub."""

    address: HubAddress
    council: UUID
    council_name: str
    device: UUID
    root: tuple[UUID, bytes]
    """The device that began the service's log, and the key it signs with: from the invitation."""
    name: str = ""
    role: str = ""
    team: str = ""
    state: str = UNKNOWN
    epochs: Mapping[int, bytes] = field(default_factory=dict)
    devices: Mapping[UUID, ServiceDevice] = field(default_factory=dict)
    offered: int = 0
    """The number of the operation up to which nothing waits here to be offered."""
    service_told: int = 0
    """The same of what is for the service's own log."""
    exchanged_at: datetime | None = None
    """When all was exchanged last."""
    first_password: bool = True
    """Whether the password is still that of the invitation."""
    login_ahead: str = ""
    """A password that is being set: the server may have it already."""
    allotted: int = 0
    """As `offered`, of a manager's allocations and covers: up to it the hub was told who has the children."""
    published: date | None = None
    """The day of the figures that a manager's laptop put to the hub last."""

    @property
    def key(self) -> ServiceKey:
        return ServiceKey(self.council, self.epochs)

    @property
    def manages(self) -> bool:
        return self.role in MANAGERS

    def signers(self, epoch: int) -> dict[UUID, bytes]:
        """Whose signature counts under an epoch of the key: one that was revoked wrote under none after its last."""
        known = {
            device: each.sign
            for device, each in self.devices.items()
            if each.last_epoch is None or epoch <= each.last_epoch
        }
        first = {} if self.root[0] in self.devices else {self.root[0]: self.root[1]}
        return first | known

    def kept(self) -> str:
        """As the store keeps it."""
        address = self.address
        return json.dumps({
            "address": [address.host, address.port, address.database, address.login, address.password,
                        address.authority],
            "council": self.council.hex, "council_name": self.council_name, "device": self.device.hex,
            "root": [self.root[0].hex, text_of(self.root[1])], "name": self.name, "role": self.role,
            "team": self.team, "state": self.state,
            "epochs": {str(epoch): text_of(secret) for epoch, secret in self.epochs.items()},
            "devices": {device.hex: each.kept() for device, each in self.devices.items()},
            "offered": self.offered, "service_told": self.service_told,
            "allotted": self.allotted, "published": self.published and self.published.isoformat(),
            "exchanged_at": self.exchanged_at and self.exchanged_at.isoformat(),
            "first_password": self.first_password, "login_ahead": self.login_ahead,
        })  # fmt: skip

    @classmethod
    def of(cls, kept: str) -> Joined:
        """As the store kept it."""
        values = json.loads(kept)
        at, published = values["exchanged_at"], values.get("published")
        return cls(
            HubAddress(*values["address"]), UUID(values["council"]), values["council_name"], UUID(values["device"]),
            (UUID(values["root"][0]), bytes_of(values["root"][1], KEY_BYTES)),
            values["name"], values["role"], values["team"], values["state"],
            {int(epoch): bytes_of(secret, KEY_BYTES) for epoch, secret in values["epochs"].items()},
            {UUID(device): ServiceDevice.of(each) for device, each in values["devices"].items()},
            values["offered"], values["service_told"], at and datetime.fromisoformat(at),
            values["first_password"], values["login_ahead"], values.get("allotted", 0),
            published and date.fromisoformat(published),
        )  # fmt: skip


def read_joined(connection: Connection) -> Joined | None:
    """The hub that was joined; None where none was."""
    body = joined_body(connection)
    return Joined.of(body) if body else None


def keep_joined(connection: Connection, joined: Joined) -> None:
    """Keep that a hub was joined, in a transaction of `engine.writing`."""
    write_joined(connection, joined.council.hex, joined.kept())


def renew_joined(connection: Connection, joined: Joined, **values: Any) -> Joined:
    """Set these values of the hub that is joined; another window may have set others. Raises NotTaken: it left."""
    now = read_joined(connection)
    if now is None or now.device != joined.device:
        raise NotTaken("This laptop has left the hub meanwhile.")
    renewed = replace(now, **values)
    keep_joined(connection, renewed)
    return renewed
