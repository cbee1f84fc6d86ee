"""Who is at the service's hub: inviting, joining, admitting by four words, revoking, leaving.

No `Action`s: what was said to a server is not taken back by undo.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from iro_tui.actions.at_hub import at_hub, connected, joined_here, require_joined
from iro_tui.actions.colleague_cards import know_oneself
from iro_tui.actions.hub_laying import SAFE_CARD
from iro_tui.actions.hub_refusals import JOINING, HubAway, speaking
from iro_tui.caseload.exporting import require_new, write_new
from iro_tui.caseload.refusals import Refused, refusals
from iro_tui.domain.words import amount_words, day_words
from iro_tui.store.writes import person_key
from iro_tui.text import clean

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.sharing.at_hub import AtHub
    from iro_tui.sharing.devices import AwaitedAtHub, DeviceAtHub
    from iro_tui.sharing.link import HubAddress

ROLES = {
    "iro": "IRO", "support": "support", "manager": "team manager", "head": "head of service",
    "figures": "reads figures", "escrow": "card",
}  # fmt: skip
"""What somebody, or something, is at the hub."""
FIGURES = "figures"
"""The role of a login without a laptop, which reads the view of counts and nothing else."""
_NOTHING = "Nothing was done."
_STAYS_A_COLLEAGUE = (
    "{name} stays among the colleagues, and counts in a fair share; who does not come gets a last day there: "
    'iro do colleague --name "{name}" --ended DAY'
)
_NO_LAPTOP = (
    "That is the card in the safe, with which everything is read where every laptop is lost. One that was lost, or "
    f"seen by others, is replaced: --card FILE, a new file that ends in {SAFE_CARD}. {_NOTHING}"
)


# Coming in


def invite(
    session: Session, name: str, role: str, team: str, login: str = "", may: Callable[[str], bool] = lambda _: False
) -> str:
    """The line by which somebody joins, shown once; with a `login` of the council's own without a password.

    `may` is asked where the person's laptop is at the hub already. Raises Refused.
    """
    from iro_tui.sharing import admitting

    name, team = clean(name, limit=80).strip(), clean(team, limit=80).strip()
    if not name:
        raise Refused(f"The name is empty: give it as colleagues know the person. {_NOTHING}")
    if role == "manager" and not team:
        raise Refused(f"A team manager has a team: --team NAME. {_NOTHING}")
    with at_hub(session) as at:
        _require_another(at, name)
        here = _laptops_of(at, name)
        if here and not may(_anew_question(here, _as_what(role, team), refused=not login)):
            raise Refused("Nobody was invited.")
        return admitting.invite(at, here[0].name if here else name, role, team, login, here)


def figures_login(session: Session, name: str, login: str = "") -> HubAddress:
    """A login for a program such as Power BI, with its password, shown once: it reads figures. Raises Refused."""
    from iro_tui.sharing import admitting

    name = clean(name, limit=80).strip()
    if not name:
        raise Refused(f"The name is empty: say what reads the figures. {_NOTHING}")
    with at_hub(session) as at:
        _require_another(at, name)
        return admitting.member_login(at, name, FIGURES, login=login)


def _require_another(at: AtHub, name: str) -> None:
    """Raises Refused where an invitation is in one's own name, or in that of the card."""
    from iro_tui.sharing.laying import ESCROW_NAME, member_of

    if member_of(at.joined.council, name) == at.member:
        raise Refused(f"That is you, and an invitation would refuse this laptop. {_NOTHING}")
    if is_safe_card(name):
        raise Refused(f"{ESCROW_NAME} is what the card in the safe is called: give another name. {_NOTHING}")


def _laptops_of(at: AtHub, name: str, *, refused: bool = False) -> list[DeviceAtHub]:
    """A person's laptops that the hub refuses, or does not refuse."""
    from iro_tui.sharing.devices import devices
    from iro_tui.sharing.joined import REVOKED
    from iro_tui.sharing.laying import member_of

    member = member_of(at.joined.council, name)
    return [each for each in devices(at) if each.member == member and (each.state == REVOKED) == refused]


def _as_what(role: str, team: str) -> str:
    return ", ".join(filter(None, (ROLES[role], team)))


def _anew_question(here: list[DeviceAtHub], what: str, *, refused: bool) -> str:
    name, was = here[0].name, _as_what(here[0].role, here[0].team)
    there = f"{name} is at the hub already ({was}) with {amount_words(len(here), 'laptops')}."
    if not refused:  # a login of the council's own has no password of ours
        return f"{there} That one goes on, and {name} is there as {what} from now on. Go ahead?"
    return (
        f"{there} A new invitation refuses it from now on: what it has not sent waits there until {name} leaves the "
        f"hub and joins by the new line, as {what}. Go ahead?"
    )


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
    """The laptops that wait for admission, and those that the hub lets in and no manager has named. Raises Refused."""
    from iro_tui.sharing.devices import devices, waits

    with at_hub(session) as at:
        return [each for each in devices(at) if waits(at, each)]


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
    from iro_tui.sharing.devices import awaited

    with at_hub(session) as at:
        if is_safe_card(name):
            raise Refused(_NO_LAPTOP)
        laptops = _laptops_of(at, name)
        lost = [each for each in laptops if each.device != at.joined.device]
        unused = [each for each in awaited(at) if each.name.casefold() == name.casefold() and not laptops]
        if not laptops and not unused:  # a refusal that was cut short is done to its end
            laptops = lost = [each for each in _laptops_of(at, name, refused=True) if admitting.is_unended(at, each)]
        for each in unused:
            admitting.let_go(at, each)
            if each.role == FIGURES:
                return f"The login of {each.name} is void from now on."
            return f"The invitation of {each.name} is void from now on. {_STAYS_A_COLLEAGUE.format(name=each.name)}"
        if not laptops:
            raise Refused(f"No laptop of {name} is at the hub. {_NOTHING}")
        if not lost:
            raise Refused(f"That is this laptop: leave the hub by iro hub leave. {_NOTHING}")
        admitting.revoke(at, lost)
    return (
        f"{amount_words(len(lost), 'laptops')} of {lost[0].name} refused from now on; the service's key was turned for "
        "all others. A new laptop needs a new invitation."
    )


def is_safe_card(name: str) -> bool:
    """Whether this is what the card in the safe is called."""
    from iro_tui.sharing.laying import ESCROW_NAME

    return person_key(name) == person_key(ESCROW_NAME)


def replace_card(session: Session, card: Path) -> str:
    """Write another card for the safe; the former one opens nothing any more. Raises Refused."""
    from iro_tui.sharing import admitting
    from iro_tui.sharing.laying import ESCROW_NAME, card_file
    from iro_tui.sharing.seal import OwnKeys
    from iro_tui.store.tables import new_id

    require_new(card, (SAFE_CARD,))
    with at_hub(session) as at:
        if at.joined.role != "head":
            raise Refused(f"Only a head of service replaces the card in the safe. {_NOTHING}")
        safe, device = OwnKeys.make(ESCROW_NAME), UUID(hex=new_id())
        write_new(card, card_file(at.joined, safe, device))  # first: the hub is told of none that is nowhere
        admitting.replace_card(at, safe, device)
    return f"The card in {card} is the one for the safe from now on; the former one opens nothing any more."


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
    from iro_tui.sharing.devices import awaited, devices
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
                others = tuple(_as_known(at, each) for each in devices(at))
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


def _as_known(at: AtHub, device: DeviceAtHub) -> DeviceAtHub:
    """A laptop as managers know it: the card is none, and who is let in without having been admitted waits for it."""
    from iro_tui.sharing.devices import is_card, waits
    from iro_tui.sharing.joined import ESCROW

    if waits(at, device):
        return device._replace(state="asked")
    return device._replace(role=ESCROW) if is_card(at, device) else device


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
