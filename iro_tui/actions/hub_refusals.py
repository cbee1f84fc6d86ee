"""What a hub refuses, and its silence, as sentences for whoever asks: the database's owner, who joins, a member."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from iro_tui.caseload.refusals import Refused, refusals

if TYPE_CHECKING:
    from iro_tui.sharing.link import HubAddress

NO_HUB = "No hub was joined here: iro hub join, with the line of your invitation. Nothing was done."
NO_DRIVER = (
    "The part of the program that speaks to a hub is not installed here: pip install 'iro-tui[hub]', or ask whoever "
    "installed iro-tui. Nothing was done."
)
ANEW = "Ask your manager for a new invitation, then: iro hub leave, and iro hub join with its line."
"""What is to be done with a laptop that the hub refuses, as one that was lost and is there again."""
OWNER, JOINING, MEMBER, EXCHANGING = "owner", "joining", "member", "exchanging"
"""Who asks. Only who exchanges has something that waits to be sent."""
_REFUSED: Final = {
    "not a member": "The hub does not know you as a member any more: ask your manager for an invitation.",
    "device not active": "This laptop is not admitted at the hub: ask your manager to admit it.",
    "managers only": "Only a manager or a head of service may do that at the hub.",
    "heads only": "Only a head of service may invite managers, or for another team.",
    "not yours": "That person, or that child, is not of your team at the hub.",
    "no such login in": "That login is not on the server, or not in its group hub_member: ask who keeps the server.",
    "too many devices wait": "Five laptops of yours wait for admission already: ask your manager to admit or revoke.",
    "another device has this name": f"The hub knows this laptop otherwise. {ANEW}",
    "password authentication failed": f"The hub does not take this laptop's password any more. {ANEW}",
    "this hub is another council's": f"That hub is another council's. {ANEW}",
}
_OTHERWISE: Final = {
    OWNER: {
        "password authentication failed": "The server does not take this password of {login}, the database's owner.",
        "no pg_hba.conf entry": "The server lets {login}, the database's owner, in from no address of this laptop: "
        "pg_hba.conf needs a line for it (docs/hub.md).",
    },
    JOINING: {
        "password authentication failed": "The hub does not take the password of this invitation: it was used "
        "already, or a newer one was made. Ask your manager for a new invitation.",
    },
}  # fmt: skip
"""What is said otherwise than to a member."""
_STAYS = " What is not sent yet stays here."
_AWAY = "The hub at {host} cannot be reached now: look whether you are in the council's network (VPN)."
_UNPROVED = (
    "What answers at {host} does not prove to be the council's hub: its certificate is of another authority or for "
    "another name, has run out, or TLS 1.3 is off. Nothing was sent to it; tell who keeps the server."
)
_LATER = " Work goes on here, and is exchanged later."


class HubAway(Refused):
    """Nothing trustworthy answers: in a thread of its own nothing is said of it."""


@contextmanager
def speaking(address: HubAddress, who: str) -> Iterator[None]:
    """Turns what a hub refuses, and its silence, into what a face shows to who asks."""
    from iro_tui.sharing.link import HubRefused, HubSilent, HubUnproved

    try:
        with refusals():
            yield
    except ModuleNotFoundError as error:
        if error.name != "asyncpg":
            raise
        raise Refused(NO_DRIVER) from error
    except HubSilent as error:
        sentence = (_UNPROVED if isinstance(error, HubUnproved) else _AWAY).format(host=address.host)
        raise HubAway(sentence + _LATER * (who == EXCHANGING)) from error
    except HubRefused as error:
        raise Refused(refusal_words(str(error), who, address.login)) from error


def refusal_words(reason: str, who: str, login: str) -> str:
    """A sentence for what the hub says to who asks."""
    known = next((words for part, words in (_REFUSED | _OTHERWISE.get(who, {})).items() if part in reason), "")
    words = known.format(login=login) if known else f"The hub says no: {reason}."
    return words + _STAYS * (who == EXCHANGING)


def waiting_words(state: str, four_words: str) -> str:
    """What is to be done by who is not admitted."""
    if state == "asked":
        return (
            f"This laptop waits to be admitted. Read these four words to your manager by telephone: {four_words}. "
            "Nothing is exchanged until then."
        )
    return f"This laptop is not admitted at the hub any more. {ANEW} The children stay here."
