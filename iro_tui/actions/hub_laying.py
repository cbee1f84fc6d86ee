"""The service's hub by its database's owner: laying it, bringing it up to date, being its head by the card of the safe.

No `Action`s: what was said to a server is not taken back by undo.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from iro_tui.actions.at_hub import joined_here
from iro_tui.actions.colleague_cards import know_oneself
from iro_tui.actions.hub_refusals import OWNER, speaking
from iro_tui.caseload.exporting import require_new, write_new
from iro_tui.caseload.refusals import Refused, refusals
from iro_tui.text import clean

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.sharing.link import HubAddress
    from iro_tui.sharing.seal import OwnKeys

SAFE_CARD = ".iro-safe"
"""How the file of the card for the safe ends."""
_NOTHING = "Nothing was done."
_LONGEST_AUTHORITY = 65_536


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


def lay_hub(
    session: Session, address: HubAddress, council: str, name: str, card: Path, may: Callable[[str], bool]
) -> str:
    """Lay a hub, with its council, its head on this laptop, and the card for the safe in a new file. Raises Refused.

    `may` is asked where a council of that name is there already.
    """
    from iro_tui.sharing.joined import keep_joined
    from iro_tui.sharing.laying import begin, councils, lay
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
    own = _oneself(session, name)
    with speaking(address, OWNER), HubLink(address) as owner:
        if council.casefold() in (there.casefold() for there in councils(owner)) and not may(
            f"{council} has a hub in this database already, and another would know nothing of it: who has that one "
            "invites. Lay another hub?"
        ):
            raise Refused(f"No hub was laid. {_NOTHING}")
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
    own = _oneself(session, name)
    with speaking(address, OWNER), HubLink(address) as owner:
        joined = recover(owner, address, safe, own, f"laptop, {session.today:%d %b %Y}")
        with refusals(), writing(session.engine, done=True) as connection:
            keep_joined(connection, joined)
            know_member(connection, own.card.person, own.card.name, "head", "")
    return (
        f"{own.card.name} is head of the service of {joined.council_name} on this laptop. Next: iro hub exchange "
        "brings the children, iro hub revoke refuses the laptops that are lost."
    )


def _oneself(session: Session, name: str) -> OwnKeys:
    """The own card under this name. Raises Refused where it has another."""
    own = know_oneself(session, name)
    if own.card.name.casefold() != name.casefold():
        raise Refused(f"Your card says {own.card.name}, and not {name}: give the name of your card. {_NOTHING}")
    return own


def upgrade_hub(address: HubAddress) -> str:
    """Bring a hub up to date; whole or not at all. Raises Refused."""
    from iro_tui.sharing.laying import lay
    from iro_tui.sharing.link import HubLink

    with speaking(address, OWNER), HubLink(address) as owner:
        lay(owner, address.database)
    return f"The hub at {address.host} is up to date."
