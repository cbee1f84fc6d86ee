"""Cards of colleagues: one's own as a file for others, theirs added, all compared by four words.

No `Action`s: a card goes out and comes in as a file, and the private half of one's own stands in no journal.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.actions.left_file import leave_file
from iro_tui.caseload.exporting import require_new
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import Refused, refusals
from iro_tui.text import clean

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.sharing.seal import KeyCard, OwnKeys

CARD = ".iro-card"
"""How the file of a card ends."""


@dataclass(frozen=True, slots=True)
class CardLine:
    """A card as it is listed: whose, and the four words that both read to each other."""

    name: str
    words: str
    own: bool = False


def card_lines(session: Session) -> tuple[CardLine, ...]:
    """One's own card first, then those of colleagues by name."""
    from iro_tui.sharing.own import known_cards, own_keys
    from iro_tui.store.engine import reading

    with refusals(), reading(session.engine) as connection:
        own, known = own_keys(connection), known_cards(connection)
    mine = (CardLine(own.card.name, own.card.words, own=True),) if own else ()
    return (*mine, *(CardLine(card.name, card.words) for card in known))


def know_oneself(session: Session, name: str, council: str = "") -> OwnKeys:
    """One's own card; made under this name where there is none yet, of a council if one is said. Raises Refused."""
    from iro_tui.sharing.own import make_own_keys
    from iro_tui.store.engine import writing

    with refusals(), writing(session.engine) as connection:
        return make_own_keys(connection, name, council)


def write_card(session: Session, name: str, path: Path, council: str = "") -> CardLine:
    """One's own card as a new file for colleagues; made under this name where there is none yet. Raises Refused.

    It says of which council one is: without it nothing tells another council's children from one's own.
    """
    from iro_tui.sharing.own import own_keys
    from iro_tui.sharing.seal import card_file
    from iro_tui.store.engine import reading

    require_new(path, (CARD,))
    name = clean(name, limit=80).strip()
    if not name:
        raise Refused("The name is empty: give it as colleagues know you. Nothing was written.")
    with refusals(), reading(session.engine) as connection:
        known = own_keys(connection)
    if known and known.card.name != name:
        raise Refused(f"Your card is {known.card.name}'s already: colleagues know you by it. Nothing was written.")
    council = clean(council, limit=80).strip() or (known.card.council if known else "")
    if not council:
        raise Refused(
            "The council is empty: say whose children these are, so that another council's are kept apart (--council "
            "NAME). Nothing was written."
        )
    own = know_oneself(session, name, council)
    leave_file(path, card_file(own))
    return CardLine(own.card.name, own.card.words, own=True)


def look_at_card(path: Path) -> KeyCard:
    """The card in a file. Raises Refused."""
    from iro_tui.sharing.file import read_bounded
    from iro_tui.sharing.seal import read_card

    with refusals():
        return read_card(read_bounded(path))


def other_card_words(session: Session, card: KeyCard) -> str:
    """What is said where another card of the same person is here already; empty where none is."""
    from iro_tui.sharing.own import known_cards
    from iro_tui.store.engine import reading

    with refusals(), reading(session.engine) as connection:
        known = next((each for each in known_cards(connection) if each.person == card.person), None)
    if known is None or known.words == card.words:
        return ""
    return (
        f"Another card of {card.name} is here already, with the words {known.words}: this one takes its place. If "
        f"{card.name} has made no new one, it is somebody else's."
    )


def add_card(session: Session, card: KeyCard) -> Changes:
    """Know a colleague's card from now on; undone like any other action. Raises Refused: it is one's own, or known."""
    from iro_tui.sharing.own import add_card as put_card
    from iro_tui.sharing.own import own_keys
    from iro_tui.store.work import action

    place = " in place of the one that was here" if other_card_words(session, card) else ""
    sentence = f"Card of {card.name} added{place}."
    with refusals(), action(session.engine, "Add card", sentence) as work:
        own = own_keys(work.connection)
        if own and own.card.person == card.person:
            raise Refused("This is your own card, or one under your own name. Nothing was changed.")
        card.require_same_council(own.card.council if own else "")
        put_card(work, card)
        if not work.changed:
            raise Refused(f"The card of {card.name} is here already. Nothing was changed.")
    return Changes.of(work.result, sentence)
