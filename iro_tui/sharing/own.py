"""Who one is to colleagues, and whose cards are known: kept in the encrypted store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from iro_tui.domain.allocation import more_than_a_fifth
from iro_tui.domain.colleagues import initials_of, same_name
from iro_tui.domain.fact import Kind
from iro_tui.domain.vocabulary import HOLDS
from iro_tui.domain.words import joined
from iro_tui.sharing.seal import KeyCard, NotTaken, OwnKeys
from iro_tui.sharing.secrecy import KEY_BYTES
from iro_tui.store.connection import Connection
from iro_tui.store.hub_log import joined_body
from iro_tui.store.own import OWN_CARD, read_draft, read_own_person, write_draft
from iro_tui.store.reads import read_rows
from iro_tui.store.sealing import bytes_of, text_of
from iro_tui.store.shapes import SHAPES, AllocationRow, CardRow, PersonRow
from iro_tui.store.work import model_of

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

    Raises `NotTaken` where the children here are with somebody of another name.
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
    """Raises `NotTaken` where all children here, or more than a fifth of them, would be somebody else's at once.

    A few who were given to a colleague before anybody had a card are hers, as it is on record.
    """
    holders = [row.iro_id for row in holding(connection)]
    others = [holder for holder in holders if holder not in (None, card.person)]
    many = len(others) > 1 and more_than_a_fifth(len(others), len(holders))
    if not others or not (many or len(others) == len(holders)):
        return
    names = joined(sorted(row.name for row in read_rows(connection, PersonRow) if row.id in others))
    raise NotTaken(
        f"Of the children here {len(others)} of {len(holders)} are with {names} on record, not with {card.name}, and "
        "would be yours no more. If you are one of them, make your card under that name; else name yourself the IRO of "
        "those that are yours first (Allocation, without a name). Nothing was changed."
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

    know_by_name(work, card.person, card.name)
    for row in read_rows(work.connection, CardRow, person_id=card.person):
        if (row.seal, row.sign) == (text_of(card.seal), text_of(card.sign)):
            return
        work.remove(Card, row.id)
    work.add_rows(Card, [{"person_id": card.person, "seal": text_of(card.seal), "sign": text_of(card.sign)}])


def know_by_name(work: Work, key: str, name: str) -> None:
    """Know somebody under the key that the name has on every laptop, as part of an action.

    Who stands here under that name already and by another key, since the name was corrected here, is that one, as long
    as no card says otherwise: all that is on record of her goes with it.
    """
    from iro_tui.store.tables import PersonRow as Person

    connection = work.connection
    if read_rows(connection, PersonRow, id=key):
        return
    with_card = {row.person_id for row in read_rows(connection, CardRow)} | {read_own_person(connection)}
    persons = read_rows(connection, PersonRow)
    same = next((row for row in persons if same_name(row.name, name) and row.id not in with_card), None)
    values = {"initials": initials_of(name)} if same is None else same._asdict()
    fields = (column for column in PersonRow.by_name if column not in ("version", "deleted_at") and column in values)
    work.put(Person, [{column: values[column] for column in fields} | {"id": key, "name": name}])
    if same is None:
        return
    for shape in SHAPES.values():
        for column in (each.name for each in shape.columns if each.kind is Kind.PERSON):
            changes = {row.id: {column: key} for row in read_rows(connection, shape, **{column: same.id})}
            work.change_many(model_of(shape.name), changes)
    work.remove(Person, same.id)
