"""Laying a hub in an empty database, by its owner: tables, functions, the council, its head, the card for the safe."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from importlib.resources import files
from uuid import UUID, uuid4, uuid5

from iro_tui.sharing.hub import Hub
from iro_tui.sharing.joined import ACTIVE, ESCROW, Joined, ServiceDevice
from iro_tui.sharing.link import HubAddress, HubLink, verifier
from iro_tui.sharing.seal import OwnKeys
from iro_tui.sharing.service_log import device_item
from iro_tui.sharing.stream import DeviceKey, ServiceKey, StreamPlace, entry_written
from iro_tui.sharing.wrapping import wrapped_for
from iro_tui.store.sealing import text_of
from iro_tui.store.writes import person_key

ESCROW_NAME = "Card in the safe"
SAFE_MAGIC = "iro hub escrow 1"


def lay(owner: HubLink, database: str) -> None:
    """Lay the hub, or bring it up to date: the same command, whole or not at all. Raises HubRefused."""
    owner.run((files("iro_tui.sharing") / "hub.sql").read_text("utf-8"))
    quoted = '"' + database.replace('"', '""') + '"'
    owner.run(f"grant connect on database {quoted} to hub_member, hub_figures")


def councils(owner: HubLink) -> list[str]:
    """The names of those that have a hub in this database."""
    ((laid,),) = owner.rows("select to_regclass('hub.council') is not null")
    return [str(name) for (name,) in owner.rows("select name from hub.council")] if laid else []


def new_password() -> str:
    """32 random bytes, as a login takes them."""
    return secrets.token_urlsafe(32)


def member_of(council: UUID, name: str) -> UUID:
    """A member of a council by name: the same again who is invited again."""
    return uuid5(council, person_key(name))


def login_of(council: UUID, name: str) -> str:
    """A login that no other council on the same host has."""
    letters = "".join(letter for letter in name.casefold() if letter.isascii() and letter.isalnum())
    return f"{council.hex[:8]}_{letters[:32]}_{member_of(council, name).hex[:4]}"


@dataclass(frozen=True, slots=True)
class LaidHub:
    """A council's hub as it begins: its head's part in it, and the card for the safe."""

    joined: Joined
    card: bytes


def begin(owner: HubLink, address: HubAddress, council_name: str, own: OwnKeys, label: str) -> LaidHub:
    """Open a council in a laid hub, with its head and the head's laptop, its key, and the card for the safe.

    `address` is the owner's; the head has a login of its own. Raises HubRefused, HubSilent.
    """
    council, device, name = uuid4(), uuid4(), own.card.name
    login, password = login_of(council, name), new_password()
    owner.ask("_open", council, council_name, member_of(council, name), login, name, verifier(password))
    there = HubAddress(address.host, address.port, address.database, login, password, address.authority)
    safe, safe_device = OwnKeys.make(ESCROW_NAME), uuid4()
    with HubLink(there) as link:
        link.ask("ask", device, own.card.seal, own.card.sign, label)
        hub = Hub(link, device)
        key = ServiceKey(council, {1: secrets.token_bytes(32)})
        hub.admin("turn_key", 1, [device], [wrapped_for(own.card, key)[1]])
        admit_safe(hub, there, key, safe, safe_device)
        devices = {
            device: ServiceDevice(own.card.person, name, "head", own.card.seal, own.card.sign),
            safe_device: safe_named(safe),
        }
        # Its log begins here: nobody but the root may begin it, and the card writes in it where every laptop is lost.
        say = {"say": [device_item(*each) for each in devices.items()]}
        hub.push([entry_written(key, DeviceKey(device, own.sign), council, StreamPlace(), uuid4(), 1, say)])
    joined = Joined(
        there, council, council_name, device, (device, own.card.sign), name, "head", "", ACTIVE, key.epochs, devices,
        first_password=False,
    )  # fmt: skip
    return LaidHub(joined, card_file(joined, safe, safe_device))


def safe_named(safe: OwnKeys) -> ServiceDevice:
    """The card for the safe, as the service's log names it."""
    return ServiceDevice(safe.card.person, ESCROW_NAME, ESCROW, safe.card.seal, safe.card.sign)


def admit_safe(hub: Hub, there: HubAddress, key: ServiceKey, safe: OwnKeys, device: UUID) -> None:
    """The card for the safe is a device like any other, whose login nobody has: its password is kept nowhere."""
    login, password = login_of(key.council, ESCROW_NAME), new_password()
    member = member_of(key.council, ESCROW_NAME)
    hub.admin("invite", member, login, ESCROW_NAME, "support", "", verifier(password))
    once = HubAddress(there.host, there.port, there.database, login, password, there.authority)
    with HubLink(once) as link:
        hub.admin("invite", member, login, ESCROW_NAME, "support", "", verifier(new_password()))
        link.ask("ask", device, safe.card.seal, safe.card.sign, ESCROW_NAME)
    wraps = wrapped_for(safe.card, key)
    hub.admin("admit", device, list(wraps), list(wraps.values()))


def card_file(joined: Joined, safe: OwnKeys, device: UUID) -> bytes:
    """The file of the card for the safe."""
    address = joined.address
    values = {
        "server": f"{address.host}:{address.port}/{address.database}", "council": joined.council.hex,
        "council_name": joined.council_name, "device": device.hex, "keys": json.loads(safe.kept()),
        "root": [joined.root[0].hex, text_of(joined.root[1])],
    }  # fmt: skip
    return f"{SAFE_MAGIC}\n{json.dumps(values)}\n".encode()
