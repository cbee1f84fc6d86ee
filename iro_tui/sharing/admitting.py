"""What managers do at the hub: invite, admit, revoke, and tell the service of it in its own log."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from iro_tui.sharing.at_hub import AtHub
from iro_tui.sharing.bringing import Bringing
from iro_tui.sharing.devices import AwaitedAtHub, DeviceAtHub, devices
from iro_tui.sharing.invitation import Invitation
from iro_tui.sharing.joined import ACTIVE, ESCROW, REVOKED, ServiceDevice
from iro_tui.sharing.laying import admit_safe, login_of, member_of, new_password, safe_named
from iro_tui.sharing.link import HubAddress, HubRefused, verifier
from iro_tui.sharing.offering import Offering
from iro_tui.sharing.seal import KeyCard, OwnKeys
from iro_tui.sharing.service_log import know_member
from iro_tui.sharing.stream import ServiceKey
from iro_tui.sharing.wrapping import wrapped_for
from iro_tui.store.engine import writing
from iro_tui.store.writes import person_key

_NOT_TURNED = "The service's key is not turned yet, though a laptop was refused or has left: {why}."


def invite(at: AtHub, name: str, role: str, team: str, login: str = "", here: Sequence[DeviceAtHub] = ()) -> str:
    """The line by which somebody joins; for who is a member already another password, which refuses the laptops `here`.

    With a `login` it is one that the council has made, where the server knows people otherwise, by Kerberos: without a
    password. Raises HubRefused.
    """
    address = member_login(at, name, role, team, login)
    with writing(at.engine, done=True) as connection:
        know_member(connection, person_key(name), name, role, team)
    if here and address.password:
        _ended(at, [each.device for each in here])
    return Invitation(address, at.joined.council, at.joined.root).line()


def member_login(at: AtHub, name: str, role: str, team: str = "", login: str = "") -> HubAddress:
    """The login of a member, new or with another password; as who reads figures has it too. Raises HubRefused."""
    council = at.joined.council
    password = "" if login else new_password()
    login = login or login_of(council, name)
    proof = verifier(password) if password else None
    at.hub.admin("invite", member_of(council, name), login, name, role, team, proof)
    return replace(at.joined.address, login=login, password=password)


def admit(at: AtHub, device: DeviceAtHub) -> None:
    """Give a laptop the service's key, and tell the service that it signs. Raises HubRefused."""
    card = KeyCard(person_key(device.name), device.name, bytes(device.seal), bytes(device.sign))
    named = {device.device: ServiceDevice(card.person, card.name, device.role, card.seal, card.sign)}
    at.keep(devices={**at.joined.devices, **named}, service_told=0)  # first: what it writes is read from then on
    with writing(at.engine, done=True) as connection:  # who invited may be another manager, who has told nobody yet
        know_member(connection, card.person, card.name, device.role, device.team)
    if device.state != ACTIVE:
        wraps = wrapped_for(card, at.joined.key)
        at.hub.admin("admit", device.device, list(wraps), list(wraps.values()))
    _tell(at, named)


def revoke(at: AtHub, lost: Sequence[DeviceAtHub]) -> None:
    """Refuse laptops from now on, and turn the service's key for all others. Raises HubRefused."""
    for each in lost:
        if each.state != REVOKED:
            at.hub.admin("revoke", each.device)
    _ended(at, [each.device for each in lost])


def end_refused(at: AtHub, laptops: Iterable[DeviceAtHub]) -> None:
    """Turn the key where a refused laptop has it still: who refused it was cut short, or it has left by itself."""
    if lost := [each.device for each in laptops if is_unended(at, each)]:
        try:
            _ended(at, lost)
        except HubRefused as why:
            at.hold(at.joined.council, _NOT_TURNED.format(why=why))


def is_unended(at: AtHub, device: DeviceAtHub) -> bool:
    """Whether it is refused, and the service goes on with a key that it had."""
    known = at.joined.devices.get(device.device)
    return device.state == REVOKED and known is not None and known.last_epoch is None


def _ended(at: AtHub, lost: Iterable[UUID]) -> None:
    """Turn the key that refused laptops had, and tell the service under which they wrote last."""
    before = at.joined.key.epoch
    turn(at)
    ended = {device: at.joined.devices.get(device) for device in lost}
    _tell(at, {device: known._replace(last_epoch=before) for device, known in ended.items() if known})


def replace_card(at: AtHub, safe: OwnKeys, device: UUID) -> None:
    """Another card for the safe in the place of the former; the service's key is turned. Raises HubRefused."""
    former = [each for each, known in at.joined.devices.items() if known.role == ESCROW and known.last_epoch is None]
    admit_safe(at.hub, at.joined.address, at.joined.key, safe, device)  # refuses the former one
    at.keep(devices={**at.joined.devices, device: safe_named(safe)})
    _ended(at, former)


def let_go(at: AtHub, awaited: AwaitedAtHub) -> None:
    """Void the login of who has no laptop: an invitation that was not used yet, or a reader of figures."""
    at.hub.admin("let_go", awaited.member)


def turn(at: AtHub) -> None:
    """The next epoch of the service's key, for the laptops that managers admitted, and for no other."""
    following = at.joined.key.epoch + 1
    secret = ServiceKey(at.joined.council, {following: secrets.token_bytes(32)})
    active = [each for each in devices(at) if each.state == ACTIVE]
    for each in active:
        known = at.joined.devices.get(each.device)
        if known is None or (known.seal, known.sign) != (bytes(each.seal), bytes(each.sign)):
            raise HubRefused(
                f"a laptop of {each.name} is there that no manager admitted: iro hub admit, or iro hub revoke"
            )
    wraps = [wrapped_for(KeyCard("", "", bytes(each.seal), bytes(each.sign)), secret)[following] for each in active]
    at.hub.admin("turn_key", following, [each.device for each in active], wraps)
    at.keep(epochs=at.fetched_keys())


def _tell(at: AtHub, told_of: dict[UUID, ServiceDevice]) -> None:
    """Let the service's log say these of devices: with the log as it is now."""
    at.keep(devices={**at.joined.devices, **told_of}, service_told=0)
    bringing, offering = Bringing(at), Offering(at, ())
    for _ in range(5):
        bringing.service()
        at.keep(devices={**at.joined.devices, **told_of})
        if not offering.service():
            return
    raise HubRefused("the service's log moves too fast: try again")
