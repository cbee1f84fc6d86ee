"""Who one is to colleagues, and whose cards are known: kept in the encrypted store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from iro_tui.domain.colleagues import initials_of
from iro_tui.domain.vocabulary import HOLDS
from iro_tui.domain.words import joined
from iro_tui.sharing.seal import KeyCard, NotTaken, OwnKeys
from iro_tui.sharing.secrecy import KEY_BYTES
from iro_tui.store.connection import Connection
from iro_tui.store.hub_log import joined_body
from iro_tui.store.own import OWN_CARD, read_draft, write_draft
from iro_tui.store.reads import read_rows
from iro_tui.store.sealing import bytes_of, text_of
from iro_tui.store.shapes import AllocationRow, CardRow, PersonRow

if TYPE_CHECKING:
    from iro_tui.store.work import Work


def own_keys(connection: Connection) -> OwnKeys | None:
    """One's own card; None where none was made yet. One that names no council has that of the hub joined."""
    kept = read_draft(connection, OWN_CARD)
    own = OwnKeys.of(kept) if kept else None
    if own and not own.card.council and joined_body(connection):
        from iro_tui.sharing.joined import read_joined

        joined = read_joined(connection)
        return own.of_council(joined.council_name) if joined else own
    return own


def make_own_keys(connection: Connection, name: str, council: str = "") -> OwnKeys:
    """One's own card, made now if there was none, in a transaction of `engine.writing`; one that is there stays.

    A `council` that is given stands on it from then on.

    Raises `NotTaken` where the children here are with somebody of another name: they would be one's own no more.
    """
    own = own_keys(connection)
    if own is None:
        own = OwnKeys.make(name, council)
        _require_holder(connection, own.card)
        write_draft(connection, OWN_CARD, own.kept())
    elif council and council != own.card.council:
        own = own.of_council(council)
        write_draft(connection, OWN_CARD, own.kept())
    return own


def _require_holder(connection: Connection, card: KeyCard) -> None:
    holders = {row.iro_id for row in holding(connection)}
    if not holders or holders & {None, card.person}:
        return
    names = joined(sorted(row.name for row in read_rows(connection, PersonRow) if row.id in holders))
    raise NotTaken(
        f"The children here are with {names} on record, none with {card.name}, and would be yours no more. If you are "
        "one of them, make your card under that name; else name yourself the IRO of one first (Allocation). Nothing "
        "was changed."
    )


def holding(connection: Connection, **where: str) -> Iterator[Any]:
    """The rows that say who holds the children now, of all of them or of one."""
    rows = read_rows(connection, AllocationRow, mode=HOLDS, **where)
    return (row for row in rows if row.allocated and row.until is None)


def known_cards(connection: Connection) -> tuple[KeyCard, ...]:
    """The cards of colleagues, by name."""
    names = {row.id: row.name for row in read_rows(connection, PersonRow)}
    cards = [
        KeyCard(row.person_id, names[row.person_id], bytes_of(row.seal, KEY_BYTES), bytes_of(row.sign, KEY_BYTES))
        for row in read_rows(connection, CardRow)
        if row.person_id in names
    ]
    return tuple(sorted(cards, key=lambda card: card.name.casefold()))


def add_card(work: Work, card: KeyCard) -> None:
    """Know a colleague's card from now on, as part of an action; another one takes the place of an earlier."""
    from iro_tui.store.tables import CardRow as Card
    from iro_tui.store.tables import PersonRow as Person

    if not read_rows(work.connection, PersonRow, id=card.person):
        work.put(Person, [{"id": card.person, "name": card.name, "initials": initials_of(card.name)}])
    for row in read_rows(work.connection, CardRow, person_id=card.person):
        if (row.seal, row.sign) == (text_of(card.seal), text_of(card.sign)):
            return
        work.remove(Card, row.id)
    work.add_rows(Card, [{"person_id": card.person, "seal": text_of(card.seal), "sign": text_of(card.sign)}])
