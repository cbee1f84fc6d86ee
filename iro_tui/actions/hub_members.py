"""Who is at the service's hub: laying it, inviting, joining, admitting by four words, revoking, leaving.

No `Action`s: what was said to a server is not taken back by undo.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from uuid import UUID

from iro_tui.actions.at_hub import at_hub, connected, joined_here, require_joined
from iro_tui.actions.colleague_cards import know_oneself
from iro_tui.actions.hub_refusals import JOINING, OWNER, HubAway, speaking
from iro_tui.caseload.exporting import require_new, write_new
from iro_tui.caseload.refusals import Refused, refusals
from iro_tui.domain.words import amount_words, day_words
from iro_tui.text import clean

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.sharing.devices import AwaitedAtHub, DeviceAtHub
    from iro_tui.sharing.link import HubAddress

SAFE_CARD = ".iro-safe"
"""How the file of the card for the safe ends."""
ROLES = {
    "iro": "IRO", "support": "support", "manager": "team manager", "head": "head of service",
    "figures": "reads figures", "escrow": "card",
}  # fmt: skip
"""What somebody, or something, is at the hub."""
FIGURES = "figures"
"""The role of a login without a laptop, which reads the view of counts and nothing else."""
_NOTHING = "Nothing was done."
_LONGEST_AUTHORITY = 65_536


# Laying it


def owner_address(url: str, authority: str, password: str) -> HubAddress:
    """Where the owner of a database comes in. Raises Refused for what is no address."""
    from iro_tui.sharing.link import HubAddress

    try:
        parts = urlsplit(url)
        host, port, name = parts.hostname, parts.port or 5432, unquote(parts.path.strip("/"))
    except ValueError:
        host, port, name, parts = None, 0, "", urlsplit("")
    if parts.scheme not in ("postgresql", "postgres") or not host or not name or not parts.username:
        raise Refused(f"{url} is no address of a database: postgresql://OWNER@SERVER:5432/iro is one. {_NOTHING}")
    if parts.password:
        raise Refused(
            f"The password of {parts.username} stands in the address, where others may read it: leave it out, it is "
            f"asked for unseen, or read with --owner-password-file. {_NOTHING}"
        )
    return HubAddress(host, port, name, unquote(parts.username), password, authority)


def read_authority(path: Path) -> str:
    """The certificate of the council's authority, as it stands in a file. Raises Refused."""
    import ssl

    try:
        with path.open("rb") as file:
            text = file.read(_LONGEST_AUTHORITY).decode("ascii")
        ssl.create_default_context(cadata=text)
    except (ssl.SSLError, ValueError):
        raise Refused(f"{path} is no certificate: a PEM file that begins with BEGIN CERTIFICATE. {_NOTHING}") from None
    except OSError as error:
        raise Refused(f"The authority's certificate {path} cannot be read: {error.strerror}. {_NOTHING}") from None
    return text


def lay_hub(session: Session, address: HubAddress, council: str, name: str, card: Path) -> str:
    """Lay a hub, with its council, its head on this laptop, and the card for the safe in a new file. Raises Refused."""
    from iro_tui.sharing.joined import keep_joined
    from iro_tui.sharing.laying import begin, lay
    from iro_tui.sharing.link import HubLink
    from iro_tui.sharing.service_log import know_member
    from iro_tui.store.engine import writing
    from iro_tui.store.files import clear_away

    if joined_here(session.engine) is not None:
        raise Refused(f"This laptop has a hub already. To bring it up to date: iro hub init URL --upgrade. {_NOTHING}")
    council, name = clean(council, limit=80).strip(), clean(name, limit=80).strip()
    if not council or not name:
        raise Refused(f"The council's name and yours are asked: --council NAME --name NAME. {_NOTHING}")
    require_new(card, (SAFE_CARD,))
    own = know_oneself(session, name)
    with speaking(address, OWNER), HubLink(address) as owner:
        lay(owner, address.database)
        laid = begin(owner, address, council, own, f"laptop, {session.today:%d %b %Y}")
        write_new(card, laid.card)
        try:
            with refusals(), writing(session.engine, done=True) as connection:
                keep_joined(connection, laid.joined)
                know_member(connection, own.card.person, own.card.name, "head", "")
        except BaseException:
            clear_away(card)
            raise
    return f"The hub of {council} is laid at {address.host}, and {own.card.name} is its head on this laptop."


def recover_hub(session: Session, address: HubAddress, name: str, card: Path) -> str:
    """Be the head of a service whose laptops are all lost, by the card out of the safe. Raises Refused."""
    from iro_tui.sharing.file import read_bounded
    from iro_tui.sharing.joined import keep_joined
    from iro_tui.sharing.link import HubLink
    from iro_tui.sharing.recovering import SafeCard, recover
    from iro_tui.sharing.service_log import know_member
    from iro_tui.store.engine import writing

    if joined_here(session.engine) is not None:
        raise Refused(f"This laptop has a hub already: iro hub status. {_NOTHING}")
    name = clean(name, limit=80).strip()
    if not name:
        raise Refused(f"Your name is missing: --name NAME, as colleagues know you. {_NOTHING}")
    try:
        with refusals():
            safe = SafeCard.read(read_bounded(card))
    except OSError as error:
        raise Refused(f"The card {card} cannot be read: {error.strerror}. {_NOTHING}") from None
    own = know_oneself(session, name)
    with speaking(address, OWNER), HubLink(address) as owner:
        joined = recover(owner, address, safe, own, f"laptop, {session.today:%d %b %Y}")
        with refusals(), writing(session.engine, done=True) as connection:
            keep_joined(connection, joined)
            know_member(connection, own.card.person, own.card.name, "head", "")
    return (
        f"{own.card.name} is head of the service of {joined.council_name} on this laptop. Next: iro hub exchange "
        "brings the children, iro hub revoke refuses the laptops that are lost."
    )


def upgrade_hub(address: HubAddress) -> str:
    """Bring a hub up to date; whole or not at all. Raises Refused."""
    from iro_tui.sharing.laying import lay
    from iro_tui.sharing.link import HubLink

    with speaking(address, OWNER), HubLink(address) as owner:
        lay(owner, address.database)
    return f"The hub at {address.host} is up to date."


# Coming in


def invite(session: Session, name: str, role: str, team: str, login: str = "") -> str:
    """The line by which somebody joins, shown once; with a `login` of the council's own without a password."""
    from iro_tui.sharing import admitting

    name, team = clean(name, limit=80).strip(), clean(team, limit=80).strip()
    if not name:
        raise Refused(f"The name is empty: give it as colleagues know the person. {_NOTHING}")
    if role == "manager" and not team:
        raise Refused(f"A team manager has a team: --team NAME. {_NOTHING}")
    with at_hub(session) as at:
        return admitting.invite(at, name, role, team, login)


def figures_login(session: Session, name: str, login: str = "") -> HubAddress:
    """A login for a program such as Power BI, with its password, shown once: it reads figures. Raises Refused."""
    from iro_tui.sharing import admitting

    name = clean(name, limit=80).strip()
    if not name:
        raise Refused(f"The name is empty: say what reads the figures. {_NOTHING}")
    with at_hub(session) as at:
        return admitting.member_login(at, name, FIGURES, login=login)


def join(session: Session, line: str) -> tuple[str, str]:
    """Join by the line of an invitation; a sentence, and the four words to be read out. Raises Refused."""
    from iro_tui.sharing.invitation import Invitation
    from iro_tui.sharing.joined import Joined, keep_joined
    from iro_tui.sharing.link import HubLink
    from iro_tui.store.engine import writing
    from iro_tui.store.migrations import LATEST
    from iro_tui.store.tables import new_id

    if here := joined_here(session.engine):
        raise Refused(
            f"This laptop has joined the hub of {here.council_name} already: iro hub status. To join anew, leave it "
            f"first: iro hub leave. {_NOTHING}"
        )
    with refusals():
        invitation = Invitation.read(line)
    device = UUID(hex=new_id())
    joined = Joined(
        invitation.address, invitation.council, "", device, invitation.root,
        first_password=bool(invitation.address.password),
    )  # fmt: skip
    with speaking(joined.address, JOINING), HubLink(joined.address) as link:
        (row,) = link.ask("hello", device, "iro-tui", LATEST)
        name = str(row[5])
        own = know_oneself(session, name)
        if own.card.name.casefold() != name.casefold():
            raise Refused(
                f"Your card says {own.card.name}, and the invitation is for {name}: ask for one in the name of your "
                f"card. {_NOTHING}"
            )
        link.ask("ask", device, own.card.seal, own.card.sign, f"laptop, {session.today:%d %b %Y}")
    with refusals(), writing(session.engine) as connection:
        joined = replace(joined, council_name=str(row[1]), name=name, role=row[6], team=row[7], state="asked")
        keep_joined(connection, joined)
    with connected(session.engine, joined):
        pass  # the first contact changes the password
    sentence = f"{name} has asked to join the hub of {joined.council_name}. A manager admits this laptop."
    return sentence, own.card.words


def waiting(session: Session) -> list[DeviceAtHub]:
    """The laptops that wait for admission. Raises Refused."""
    from iro_tui.sharing.devices import devices

    with at_hub(session) as at:
        return [each for each in devices(at) if each.state == "asked"]


def admit(session: Session, device: DeviceAtHub) -> str:
    """Admit a laptop whose four words were heard from its owner by telephone. Raises Refused."""
    from iro_tui.sharing import admitting

    with at_hub(session) as at:
        admitting.admit(at, device)
    return f"The laptop of {device.name} is admitted."


def revoke(session: Session, name: str) -> str:
    """Refuse a person's laptops from now on; the service's key is turned for all others. Raises Refused.

    Of who has none, an invitation that was not used, or a login that reads figures: it is void.
    """
    from iro_tui.sharing import admitting
    from iro_tui.sharing.devices import awaited, devices

    with at_hub(session) as at:
        lost = [each for each in devices(at) if each.name.casefold() == name.casefold() and each.state != "revoked"]
        unused = [each for each in awaited(at) if each.name.casefold() == name.casefold() and not lost]
        for each in unused:
            admitting.let_go(at, each)
            return f"The {'login' if each.role == FIGURES else 'invitation'} of {each.name} is void from now on."
        if not lost:
            raise Refused(f"No laptop of {name} is at the hub. {_NOTHING}")
        if any(each.device == at.joined.device for each in lost):
            raise Refused(f"That is this laptop: leave the hub by iro hub leave. {_NOTHING}")
        admitting.revoke(at, lost)
    return (
        f"{amount_words(len(lost), 'laptops')} of {lost[0].name} refused from now on; the service's key was turned for "
        "all others. A new laptop needs a new invitation."
    )


# How it stands


@dataclass(frozen=True, slots=True)
class HubStatus:
    """How this laptop is at the hub, and for a manager the others."""

    council: str
    name: str
    role: str
    state: str
    words: str
    exchanged_at: datetime | None
    children: int
    waits: tuple[str, ...]
    devices: tuple[DeviceAtHub, ...]
    """For managers; of the card in the safe the role says so."""
    awaited: tuple[AwaitedAtHub, ...]
    """For managers: who was invited and has not come yet, and the logins that read figures."""
    silent: str
    """Why the hub was not asked; empty where it was."""


def hub_status(session: Session) -> HubStatus:
    """How it stands, also where the hub cannot be reached. Raises Refused where none was joined."""
    from iro_tui.sharing.devices import awaited, devices, is_card
    from iro_tui.sharing.joined import ESCROW
    from iro_tui.sharing.own import own_keys
    from iro_tui.store.engine import reading
    from iro_tui.store.hub_log import known_logs

    joined = require_joined(session.engine)
    others: tuple[DeviceAtHub, ...] = ()
    to_come: tuple[AwaitedAtHub, ...] = ()
    silent = ""
    try:
        with at_hub(session) as at:
            joined = at.joined
            if joined.manages:
                others = tuple(each._replace(role=ESCROW) if is_card(at, each) else each for each in devices(at))
                to_come = tuple(awaited(at))
    except Refused as refusal:
        silent = str(refusal)
    with refusals(), reading(session.engine) as connection:
        keys = own_keys(connection)
        logs = [log for log in known_logs(connection) if log.child_id]
    return HubStatus(
        joined.council_name, joined.name, joined.role, joined.state, keys.card.words if keys else "",
        joined.exchanged_at, len(logs), tuple(log.waits for log in logs if log.waits), others, to_come, silent,
    )  # fmt: skip


def leave(session: Session) -> str:
    """Leave the hub: this laptop is revoked there, where that can be said, and knows it no more. The children stay."""
    from iro_tui.store.engine import writing
    from iro_tui.store.hub_log import write_joined

    joined = require_joined(session.engine)
    away = ""
    try:
        with connected(session.engine, joined) as link:
            link.ask("revoke", joined.device, joined.device)
    except HubAway as refusal:
        away = f" The hub was not told: a manager revokes this laptop there. {refusal}"
    except Refused:
        pass  # it refuses this laptop as it is
    with refusals(), writing(session.engine) as connection:
        write_joined(connection, joined.council.hex, None)
    return f"This laptop has left the hub of {joined.council_name}. Its children stay here.{away}"


def seen_words(device: DeviceAtHub, today: datetime) -> str:
    """When a laptop was last there."""
    if device.seen_at is None:
        return "never"
    at = device.seen_at.astimezone()
    if at.date() == today.date():
        return f"today {at:%H:%M}"
    return day_words(at.date(), today.date())
