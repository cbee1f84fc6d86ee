"""Where every laptop of a service is lost: its key out of the hub by the card from the safe, and a new head with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

from iro_tui.sharing.joined import ACTIVE, Joined, ServiceDevice
from iro_tui.sharing.laying import SAFE_MAGIC, login_of, member_of, new_password, safe_named
from iro_tui.sharing.link import HubAddress, HubLink, verifier
from iro_tui.sharing.seal import NotTaken, OwnKeys
from iro_tui.sharing.secrecy import KEY_BYTES
from iro_tui.sharing.service_log import device_item
from iro_tui.sharing.stream import DeviceKey, ServiceKey, StreamPlace, entry_written
from iro_tui.sharing.wrapping import unwrapped, wrapped_for
from iro_tui.store.sealing import bytes_of

_NO_CARD = "This is no card out of a council's safe, or it was altered. Nothing was done."
_OTHERS = "The key of this hub is not sealed to this card: it is another council's, or was replaced. Nothing was done."


@dataclass(frozen=True, slots=True)
class SafeCard:
    """The card for the safe: a device of the service whose login nobody has."""

    council: UUID
    device: UUID
    keys: OwnKeys
    root: tuple[UUID, bytes]

    @classmethod
    def read(cls, content: bytes) -> SafeCard:
        """Out of its file. Raises NotTaken."""
        try:
            magic, body = content.decode("ascii").splitlines()
            values = json.loads(body)
            if magic != SAFE_MAGIC:
                raise ValueError("no card")
            device, sign = values["root"]
            return cls(
                UUID(values["council"]), UUID(values["device"]), OwnKeys.of(json.dumps(values["keys"])),
                (UUID(device), bytes_of(sign, KEY_BYTES)),
            )  # fmt: skip
        except (ValueError, TypeError, KeyError, RecursionError):
            raise NotTaken(_NO_CARD) from None


def recover(owner: HubLink, address: HubAddress, card: SafeCard, own: OwnKeys, label: str) -> Joined:
    """Make who has this laptop head of the service, by the owner and the card. Raises NotTaken, HubRefused.

    Where the service's log was lost with an old backup, it begins with the card.
    """
    council, name = card.council, own.card.name
    key = _key_by(owner, card)
    ((council_name,),) = owner.rows("select name from hub.council where council = $1", council)
    password, device = new_password(), uuid4()
    with _whole(owner):
        login = _head(owner, council, name, verifier(password))
        owner.rows(
            "insert into hub.device (council, id, member, seal_key, sign_key, label, state) "
            "values ($1, $2, $3, $4, $5, $6, 'active')",
            council, device, member_of(council, name), own.card.seal, own.card.sign, label,
        )  # fmt: skip
        for epoch, wrapped in wrapped_for(own.card, key).items():
            owner.rows(
                "insert into hub.key_wrap (council, epoch, device, wrapped) values ($1, $2, $3, $4)",
                council, epoch, device, wrapped,
            )  # fmt: skip
        head = ServiceDevice(own.card.person, name, "head", own.card.seal, own.card.sign)
        first = owner.rows("select device from hub.entry where stream = $1 and pos = 1", council)
        by_card = not first or first[0][0] == card.device
        safe = [device_item(card.device, safe_named(card.keys))] if not first else []
        _append(owner, key, card, *safe, device_item(device, head))
    root = (card.device, card.keys.card.sign) if by_card else card.root
    there = HubAddress(address.host, address.port, address.database, login, password, address.authority)
    return Joined(
        there, council, council_name, device, root, name, "head", "", ACTIVE, key.epochs, first_password=False
    )


def _key_by(owner: HubLink, card: SafeCard) -> ServiceKey:
    wraps = owner.rows(
        "select epoch, wrapped from hub.key_wrap where council = $1 and device = $2", card.council, card.device
    )
    try:
        key = unwrapped(card.keys, card.council, [(int(epoch), bytes(wrapped)) for epoch, wrapped in wraps])
    except ValueError:
        raise NotTaken(_OTHERS) from None
    if not key.epochs:
        raise NotTaken(_OTHERS)
    return key


@contextmanager
def _whole(owner: HubLink) -> Iterator[None]:
    """All of it, or nothing."""
    owner.run("begin")
    try:
        yield
    except BaseException:
        owner.run("rollback")
        raise
    owner.run("commit")


def _head(owner: HubLink, council: UUID, name: str, proof: str) -> str:
    """The login of who becomes head, also one who was a member before."""
    member = member_of(council, name)
    for (login,) in owner.rows("select login from hub.member where council = $1 and id = $2", council, member):
        quoted = '"' + str(login).replace('"', '""') + '"'
        owner.run(f"alter role {quoted} password '{proof}'")
        owner.rows(
            "update hub.member set role = 'head', left_on = null where council = $1 and id = $2", council, member
        )
        return str(login)
    login = login_of(council, name)
    owner.ask("_login", login, proof, "hub_member")
    owner.rows(
        "insert into hub.member (council, id, login, by_password, name, role) values ($1, $2, $3, true, $4, 'head')",
        council, member, login, name,
    )  # fmt: skip
    return login


def _append(owner: HubLink, key: ServiceKey, card: SafeCard, *items: object) -> None:
    """An entry of the service's own log, written by the card."""
    council = card.council
    ((head, digest),) = owner.rows("select head, head_hash from hub.stream where id = $1 for update", council)
    after = StreamPlace(head, bytes(digest))
    entry = entry_written(key, DeviceKey(card.device, card.keys.sign), council, after, uuid4(), 1, {"say": items})
    owner.rows(
        "insert into hub.entry (council, stream, pos, op, device, epoch, schema, prev, hash, sig, body_hash, body) "
        "values ($1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        council, entry.pos, entry.op, entry.device, entry.epoch, entry.schema, entry.prev, entry.hash, entry.sig,
        entry.body_hash, entry.body,
    )  # fmt: skip
    owner.rows("update hub.stream set head = $2, head_hash = $3 where id = $1", council, entry.pos, entry.hash)
